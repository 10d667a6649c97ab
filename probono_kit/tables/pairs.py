"""Pairs of rows that are worth comparing: those that share rare values."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations

import numpy as np
import pandas as pd

from probono_kit.tables.cells import cells
from probono_kit.tables.comparators import Codes, Field, FieldKind

#: Columns that tell rows apart best, alone, two or three together.
_ALONE, _TOGETHER = 8, 6
#: A value that more rows share says too little.
_LARGEST = 20
#: So many pairs of one key at most; beyond that only the rarer values are taken.
_MOST_PAIRS = 200_000


def candidate_pairs(fields: Sequence[Field]) -> tuple[Codes, Codes]:
    """Return pairs of rows that share a rare value, or a rare combination of two or three.

    Parameters
    ----------
    fields : sequence of Field
        The columns compared.

    Returns
    -------
    one, other : array of int
        Positions of rows, the earlier first; each pair once.

    Examples
    --------
    >>> name = Field.of(pd.Series(["Awa", "Ali", "awa"], name="name"))
    >>> [part.tolist() for part in candidate_pairs([name])]
    [[0], [2]]
    """
    if not fields:
        return np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64)
    rows = len(fields[0].codes)
    pairs = np.unique(np.concatenate([_pairs_of(key, rows) for key in _keys(fields)]))
    return pairs // rows, pairs % rows


def _keys(fields: Sequence[Field]) -> Iterator[Codes]:
    best = sorted(fields, key=lambda field: -_information(field))[:_ALONE]
    yield from (field.codes for field in best)
    for size in (2, 3):
        for chosen in combinations(best[:_TOGETHER], size):
            yield _together([field.codes for field in chosen])
    for field in best[:3]:
        if field.kind is FieldKind.TEXT:
            blurred = _blurred(field)
            yield from (_together([blurred, o.codes]) for o in best[:4] if o is not field)


def _information(field: Field) -> float:
    """Return how many bits a value of the column says, over all rows."""
    counts = field.counts[field.counts > 0].astype(float)
    shares = counts / max(len(field.codes), 1)
    return float(-(shares * np.log2(shares)).sum())


def _blurred(field: Field) -> Codes:
    """Return a number for the beginning of each text: its end may be misspelt."""
    starts, _ = pd.factorize(cells([*(value[:4] for value in field.texts), ""]))
    return np.where(field.codes < 0, -1, starts[field.codes]).astype(np.int64)


def _together(columns: Sequence[Codes]) -> Codes:
    joint = columns[0]
    for column in columns[1:]:
        missing = (joint < 0) | (column < 0)
        numbered, _ = pd.factorize(joint * (int(column.max(initial=0)) + 1) + column)
        joint = np.where(missing, -1, numbered.astype(np.int64))
    return joint


def _pairs_of(key: Codes, rows: int) -> Codes:
    """Return ``one * rows + other`` for the rows that share a value of the key."""
    sizes = np.bincount(key[key >= 0], minlength=1)
    largest = _LARGEST
    while largest > 2 and float((sizes[sizes <= largest] ** 2 / 2).sum()) > _MOST_PAIRS:
        largest -= 2
    wanted = np.append((sizes > 1) & (sizes <= largest), False)
    here = np.flatnonzero(wanted[key])
    order = here[np.argsort(key[here], kind="stable")]
    values = key[order]
    found = []
    for step in range(1, largest):
        same = values[step:] == values[:-step]
        if not same.any():
            break
        found.append(order[:-step][same] * rows + order[step:][same])
    return np.concatenate(found) if found else np.zeros(0, dtype=np.int64)
