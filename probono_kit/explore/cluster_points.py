"""Records as points: numbers and answers brought to one scale."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from probono_kit.explore.arrays import Floats


def ordered(column: pd.Series) -> pd.Series:
    """Return numbers as they are, answers as the place of their frequency."""
    if pd.api.types.is_numeric_dtype(column.dtype) and not pd.api.types.is_bool_dtype(column.dtype):
        return pd.to_numeric(column, errors="coerce").astype("float64")
    texts = column.astype("str").where(column.notna())
    order = {text: at for at, text in enumerate(by_frequency(texts.dropna()))}
    return texts.map(order).astype("float64")


def by_frequency(texts: pd.Series) -> list[str]:
    """Return the different texts, the most frequent first, ties by name."""
    counts = texts.value_counts()
    return sorted(map(str, counts.index), key=lambda text: (-int(counts[text]), text))


def scores_of(complete: pd.DataFrame, numeric: Sequence[bool]) -> Floats:
    """Return each column as places between 0 and 1, ties at their middle."""
    made = [
        ordered(complete[name]).rank(method="average").to_numpy() / (len(complete) + 1)
        for name in complete
    ]
    return np.column_stack(made)


def encoded(scores: Floats, complete: pd.DataFrame, numeric: Sequence[bool]) -> Floats:
    """Return records as points: numbers by their normal score, answers as indicators."""
    parts = [
        _part(scores[:, at], complete[name], is_number)
        for at, (name, is_number) in enumerate(zip(complete, numeric, strict=True))
    ]
    return np.column_stack(parts)


def _part(places: Floats, column: pd.Series, is_number: bool) -> Floats:
    from scipy.stats import norm

    if is_number:
        normal = np.asarray(norm.ppf(places), dtype=np.float64)
        return (normal / max(float(normal.std()), 1e-9))[:, None]
    # Which answer a place stands for follows from how frequent each is.
    edges = _edges(column)
    levels = np.searchsorted(edges, places, side="right")
    table = np.eye(len(edges) + 1)[levels]
    # All indicators of a column together weigh as much as one number.
    spread = np.sqrt(max(float(table.var(axis=0).sum()), 1e-9))
    return np.asarray(table / spread)


def _edges(column: pd.Series) -> Floats:
    """Return the places at which one answer ends and the next begins."""
    texts = column.astype("str")
    counts = texts.value_counts()
    shares = np.array([int(counts[text]) for text in by_frequency(texts)], dtype=np.float64)
    return np.asarray(np.cumsum(shares)[:-1] / shares.sum(), dtype=np.float64)
