"""The design of a sample as its columns say it, and what is wrong with it."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pandas as pd

from probono_kit.explore.arrays import Floats
from probono_kit.findings import Findings

Places = npt.NDArray[np.int64]

#: How many names a finding lists.
MOST_NAMES = 5


def weights_of(column: pd.Series, where: str, findings: Findings) -> Floats:
    """Return the weight of each row; what is no weight is told."""
    numbers = pd.to_numeric(column, errors="coerce").to_numpy(dtype=np.float64, na_value=np.nan)
    wrong = ~np.isfinite(numbers) | (numbers < 0)
    if wrong.any() or not numbers.sum():
        name = str(column.name)
        findings.add("explore.not_a_number", where, column=name, count=int(wrong.sum()))
    return np.asarray(numbers)


def places_in(
    frame: pd.DataFrame, name: str, where: str, findings: Findings
) -> tuple[Places, npt.NDArray[np.object_]]:
    """Return the place of each row's stratum or cluster, and their names."""
    if not name:
        return np.zeros(len(frame), dtype=np.int64), np.array([""], dtype=object)
    column = frame[name]
    empty = int(column.isna().sum())
    if empty:
        findings.add("explore.no_stratum", where, column=name, count=empty)
    codes, names = pd.factorize(column.astype("str"))
    return np.asarray(codes, dtype=np.int64), np.asarray(names, dtype=object)


def tell_shared(
    one: Places,
    units: npt.NDArray[np.object_],
    level: Places,
    where: str,
    findings: Findings,
) -> None:
    """Tell clusters that stand in several strata."""
    several = pd.Series(level).groupby(one).nunique()
    shared = [str(units[at]) for at in several.index[several > 1]]
    if shared:
        findings.add("explore.cluster_in_strata", where, clusters=tuple(shared[:MOST_NAMES]))


def population_of(
    column: pd.Series,
    level: Places,
    names: npt.NDArray[np.object_],
    sizes: pd.Series,
    where: str,
    findings: Findings,
) -> Floats:
    """Return the size of the stratum of each row; what cannot be is told."""
    numbers = pd.to_numeric(column, errors="coerce").to_numpy(dtype=np.float64, na_value=np.nan)
    wrong = [
        str(names[at]) or str(column.name)
        for at in np.unique(level)
        if not np.isfinite(own := numbers[level == at]).all()
        or own.min() != own.max()
        or own.min() < sizes[at]
    ]
    if wrong:
        findings.add("explore.population", where, strata=tuple(wrong[:MOST_NAMES]))
    return np.asarray(numbers)
