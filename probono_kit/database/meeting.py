"""Rows of a table that are the same thing become one; what they disagree about is decided."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd

from probono_kit.tables.dependencies import Codes, joint


def groups_of(columns: Sequence[pd.Series]) -> Codes:
    """Return a number for things by what tells them apart, in the order in which they come first.

    Parameters
    ----------
    columns : sequence of pandas.Series
        The fields of an identity; a missing value is a value like any other.

    Returns
    -------
    array of int
        From 0.

    Examples
    --------
    >>> groups_of([pd.Series(["b", "a", "b", None]), pd.Series([1, 1, 1, 1])]).tolist()
    [0, 1, 0, 2]
    """
    numbers = [pd.factorize(each)[0].astype(np.int64) + 1 for each in columns]
    return pd.factorize(joint(numbers))[0].astype(np.int64)


def firsts(groups: Codes) -> Codes:
    """Return the position of the first row of each group.

    Examples
    --------
    >>> firsts(np.array([0, 1, 0, 2])).tolist()
    [0, 1, 3]
    """
    return np.unique(groups, return_index=True)[1].astype(np.int64)


def agreed(values: Any, groups: Codes, first: Codes) -> Any:
    """Return one value for each group: what most of its rows say, of equals the first.

    Parameters
    ----------
    values : pandas.Series or array
        A value for each row; missing ones say nothing.
    groups, first : arrays of int
        From :func:`groups_of` and :func:`firsts`.

    Returns
    -------
    array
        As many as there are groups.

    Examples
    --------
    >>> groups = np.array([0, 0, 0, 1])
    >>> agreed(pd.Series(["x", None, "y", None]), groups, firsts(groups)).tolist()
    ['x', nan]
    """
    array = getattr(values, "array", values)
    if len(first) == len(groups):
        return array
    said = np.flatnonzero(~np.asarray(pd.isna(array)))
    if not len(said):
        return array.take(first)
    owners = groups[said]
    chosen = np.full(len(first), -1, dtype=np.int64)
    known, at = np.unique(owners, return_index=True)
    chosen[known] = said[at]
    numbers, _ = pd.factorize(_hashable(array))
    contested = numbers[said] != numbers[chosen[owners]]
    if contested.any():
        here = np.isin(owners, owners[contested])
        _decide(chosen, said[here], owners[here], numbers)
    return array.take(chosen, allow_fill=True)


def _hashable(array: Any) -> Any:
    return array.to_wkb() if hasattr(array, "to_wkb") else array


def _decide(chosen: Codes, rows: Codes, owners: Codes, numbers: Codes) -> None:
    """Let the majority of each contested group decide."""
    table = pd.DataFrame({"owner": owners, "value": numbers[rows], "row": rows})
    votes = table.groupby(["owner", "value"], sort=False)["row"].agg(["size", "min"]).reset_index()
    votes = votes.sort_values(["owner", "size", "min"], ascending=[True, False, True])
    best = votes.drop_duplicates("owner")
    chosen[best["owner"].to_numpy()] = best["min"].to_numpy()
