"""Figures of one column as those of the population that a sample was drawn from."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd

from probono_kit.explore.insights import Certainty, Column, Count, Estimate, Insight
from probono_kit.explore.sample import Sample


def estimated_table(
    table: pd.DataFrame, said: Mapping[str, pd.Series], sample: Sample
) -> pd.DataFrame:
    """Return a table of counts with the shares of the population and their intervals.

    Parameters
    ----------
    table : pandas.DataFrame
        ``label``, ``rows``, ``share``.
    said : mapping of str to pandas.Series
        By label: whether each row says it; missing where it was not asked.
    sample : Sample
        How the rows were drawn.

    Returns
    -------
    pandas.DataFrame
        ``rows`` as they are; ``share``, ``low``, ``high`` of the population, the largest first.
    """
    found = [sample.mean(said[label].astype("float64")) for label in table["label"]]
    kept = table.assign(
        share=[each.value for each in found],
        low=[each.low for each in found],
        high=[each.high for each in found],
    )
    return kept.sort_values("share", ascending=False, kind="stable", ignore_index=True)


def say_largest(
    name: str, table: pd.DataFrame, asked: int, code: str = "explore.estimated_share"
) -> list[Insight]:
    """Say the largest share of the population."""
    top = table.iloc[0]
    found = Estimate(
        float(top["share"]), float(top["low"]), float(top["high"]), asked, percent=True
    )
    told = {"column": Column(name), "value": str(top["label"]), "estimate": found}
    strength = round(0.5 * found.value, 4)
    return [Insight(code, (name,), told, asked, strength, Certainty.FIRM, table, "bars")]


def weighted_bins(table: pd.DataFrame, values: pd.Series, sample: Sample) -> pd.DataFrame:
    """Return bins with each row counted as its weight, all together as many as there are rows."""
    known = values.dropna()
    weights = sample.weights_of(known.index)
    lows = table["low"].to_numpy(dtype=np.float64)
    at = np.maximum(0, np.searchsorted(lows, known.to_numpy(), side="right") - 1)
    sums = np.bincount(at, weights=weights, minlength=len(lows))
    return table.assign(rows=np.rint(sums / weights.sum() * len(known)).astype(np.int64))


def say_middle(name: str, values: pd.Series, table: pd.DataFrame, sample: Sample) -> Insight:
    """Say mean, median and quartiles of the population."""
    low, median, high = sample.quantiles(values, (0.25, 0.5, 0.75))
    size = int(values.notna().sum())
    told = {
        "column": Column(name),
        "median": median,
        "low": low,
        "high": high,
        "count": Count(size),
        "mean": sample.mean(values, percent=False),
    }
    code = "explore.estimated_middle"
    return Insight(code, (name,), told, size, 0.2, Certainty.FIRM, table, "histogram")
