"""Where the usual ends: fences for outliers, and what most rows of a group say."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import pandas as pd

from probono_kit.tables.cells import cells
from probono_kit.tables.trail import Flags, Trail, together

#: A value is proposed when at least this share of at least so many rows has it.
MAJORITY = 0.9
LEAST_ROWS = 5


def fences(values: npt.NDArray[np.float64], method: str) -> tuple[float, float]:
    """Return the lowest and the highest usual value.

    Parameters
    ----------
    values : array of float64
        Without gaps.
    method : str
        ``iqr``: one and a half times the middle half's width beyond it (Tukey, *Exploratory Data
        Analysis*, 1977); ``mad``: three and a half robust standard deviations around the median
        (Iglewicz and Hoaglin, *How to Detect and Handle Outliers*, 1993).

    Returns
    -------
    tuple of float
        Infinite where the values tell nothing, as when more than half of them are the same.

    Examples
    --------
    >>> fences(np.array([1.0, 2.0, 3.0, 4.0, 100.0]), "iqr")
    (-1.0, 7.0)
    """
    if len(values) < LEAST_ROWS:
        return -np.inf, np.inf
    if method == "iqr":
        first, third = np.quantile(values, [0.25, 0.75])
        reach, low, high = 1.5 * (third - first), first, third
    else:
        low = high = np.median(values)
        reach = 3.5 * np.median(np.abs(values - low)) / 0.6745
    if reach == 0:
        return -np.inf, np.inf
    return float(low - reach), float(high + reach)


def majority(deciding: Sequence[Trail], decided: Trail) -> tuple[Flags, npt.NDArray[np.object_]]:
    """Find the rows that differ from most of their group, and what most of them say.

    Parameters
    ----------
    deciding : sequence of Trail
        The columns that make the groups; rows where one is empty have none.
    decided : Trail
        The column that should be the same in a group.

    Returns
    -------
    flags : array of bool
        Rows that differ from the most frequent value of their group; where no value has a
        majority, all rows of the group.
    proposals : array of object
        The most frequent value where it has the majority :data:`MAJORITY`, else ``None``.
    """
    groups, _ = together(deciding)
    values, _ = together([decided])
    known = np.logical_and.reduce([decided.filled(), *(trail.filled() for trail in deciding)])
    flags = np.zeros(len(groups), dtype=bool)
    proposals = np.full(len(groups), None, dtype=object)
    rows = pd.DataFrame({"group": groups[known], "value": values[known]})
    if rows.empty:
        return flags, proposals
    pairs = rows.groupby(["group", "value"], sort=True).size().reset_index(name="count")
    total = pairs.groupby("group")["count"].transform("sum")
    best = pairs.groupby("group")["count"].transform("max")
    torn = pairs[pairs["count"] < total]
    if torn.empty:
        return flags, proposals
    top = pairs[(pairs["count"] == best)].drop_duplicates("group").set_index("group")
    support = top["count"] / pairs.groupby("group")["count"].sum()
    firm = top[(support >= MAJORITY) & (top["count"] >= LEAST_ROWS)]["value"]
    group, value = rows["group"], rows["value"]
    usual = group.map(firm)
    in_torn = group.isin(torn["group"])
    here = np.flatnonzero(known)
    bad = (in_torn & (usual.isna() | (usual != value))).to_numpy(dtype=bool)
    flags[here[bad]] = True
    first = np.zeros(int(values.max()) + 1, dtype=np.intp)
    first[values[::-1]] = np.arange(len(values))[::-1]
    texts = cells(decided.now)[decided.codes[first]]
    firm_rows = bad & usual.notna().to_numpy(dtype=bool)
    proposals[here[firm_rows]] = texts[usual[firm_rows].astype(int).to_numpy()]
    return flags, proposals
