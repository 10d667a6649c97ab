"""Which columns decide which others in the data.

A place has one region, a code one label: such rules are found in the rows themselves, hold for
nearly all of them, and the rest deserves a look.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from itertools import combinations
from typing import NamedTuple, TypeAlias

import numpy as np
import numpy.typing as npt
import pandas as pd

Codes: TypeAlias = npt.NDArray[np.int64]

#: Columns of what :func:`find_dependencies` returns.
DEPENDENCY_COLUMNS = (
    *("determinant", "dependent", "support", "strength", "rows", "groups", "violations", "through"),
)

#: A rule that few groups of rows could break says little.
_FEWEST_GROUPS, _FEWEST_ROWS = 3, 20
#: How much better than chance a rule must be, 0 to 1.
_STRONG = 0.9
#: Rows that a first look takes; what fails there is not looked at whole.
_FIRST_LOOK = 20_000
_SLACK = 0.05
#: Pairs of columns are tried as determinants among so many columns at most.
_MOST_FOR_PAIRS = 12


class _Test(NamedTuple):
    support: float
    strength: float
    rows: int
    groups: int
    violations: int


def find_dependencies(
    frame: pd.DataFrame,
    *,
    min_support: float = 0.98,
    pairs: bool = True,
    determinants: Collection[str] | None = None,
) -> pd.DataFrame:
    """Find columns that decide others: the same value there, the same value here.

    Only rows whose determinant occurs more than once can speak for a rule, and both cells must be
    filled. Columns that are empty, constant or different in (nearly) every row are left out, and
    so are rules that are no better than chance.

    Parameters
    ----------
    frame : pandas.DataFrame
        Any table.
    min_support : float
        The share of those rows, 0 to 1, that must follow the rule (its majority in each group).
    pairs : bool
        Whether two columns together are tried as well, where neither decides alone.
    determinants : collection of str, optional
        Columns that may decide alone; by default all may.

    Returns
    -------
    pandas.DataFrame
        :data:`DEPENDENCY_COLUMNS`: ``determinant`` (tuple of one or two columns), ``dependent``,
        ``support`` (1 minus the error g3 on those rows), ``strength`` (how much better than chance,
        0 to 1), ``rows``, ``groups``, ``violations`` (rows against the rule), ``through`` (the
        column by which the rule follows from two others, else empty). The strongest first.

    References
    ----------
    J. Kivinen, H. Mannila 1995, "Approximate inference of functional dependencies from relations"
    (g3). M. Parciak et al. 2024, "Measuring approximate functional dependencies: a comparative
    study" (the measure µ+, which is ``strength``).

    Examples
    --------
    >>> table = pd.DataFrame({"commune": list("abcd") * 10, "region": list("xxyy") * 10})
    >>> find_dependencies(table)[["determinant", "dependent", "support"]].values.tolist()
    [[('commune',), 'region', 1.0]]
    """
    names = [str(name) for name in frame.columns]
    columns = {name: codes(frame.iloc[:, i]) for i, name in enumerate(names)}
    useful = [name for name in names if _is_useful(columns[name])]
    found: dict[tuple[tuple[str, ...], str], _Test] = {}
    for one in useful:
        if determinants is not None and one not in determinants:
            continue
        for other in useful:
            if one != other and (test := _test(columns[one], columns[other], min_support)):
                found[(one,), other] = test
    if pairs:
        found |= _by_pairs(useful, columns, found, min_support)
    rows = [
        (determinant, dependent, *test, _through(determinant, dependent, found))
        for (determinant, dependent), test in found.items()
    ]
    table = pd.DataFrame(rows, columns=list(DEPENDENCY_COLUMNS))
    order = table.assign(size=table["determinant"].map(len))
    order = order.sort_values(["size", "strength"], ascending=[True, False], kind="stable")
    return table.loc[order.index].reset_index(drop=True)


def codes(series: pd.Series) -> Codes:
    """Return a number for each distinct value of a column; -1 where a cell is missing."""
    numbered, _ = pd.factorize(series)
    return numbered.astype(np.int64)


def joint(columns: Sequence[Codes]) -> Codes:
    """Return a number for each combination of values; -1 where a cell is missing."""
    together = columns[0]
    for column in columns[1:]:
        missing = (together < 0) | (column < 0)
        together = np.where(missing, -1, together * (int(column.max(initial=0)) + 1) + column)
        together = np.where(missing, -1, codes(pd.Series(together)))
    return together


def _is_useful(column: Codes) -> bool:
    """Whether a column is neither empty nor constant nor (nearly) different in every row."""
    filled = int((column >= 0).sum())
    distinct = int(column.max(initial=-1)) + 1
    return filled >= _FEWEST_ROWS and 1 < distinct <= 0.5 * filled


def _test(one: Codes, other: Codes, min_support: float) -> _Test | None:
    """Return what the rows say about a rule, ``None`` if too few follow it."""
    if len(one) > 2 * _FIRST_LOOK:
        # Whole groups, so that rows stay together: every group whose number falls into the sample.
        distinct = int(one.max(initial=0)) + 1
        step = max(1, len(one) // _FIRST_LOOK)
        looked = one % step == 0 if distinct > 50 * step else slice(None, None, step)
        if not _may_hold(one[looked], other[looked], min_support):
            return None
    test = _measure(one, other)
    if test is None or test.support < min_support or test.strength < _STRONG:
        return None
    return test if test.groups >= _FEWEST_GROUPS and test.rows >= _FEWEST_ROWS else None


def _may_hold(one: Codes, other: Codes, min_support: float) -> bool:
    """Whether a first look leaves a rule possible, if only because it shows too little."""
    first = _measure(one, other)
    if first is None:
        return True
    return first.support >= min_support - _SLACK and first.strength >= _STRONG - 2 * _SLACK


def _measure(one: Codes, other: Codes) -> _Test | None:
    both = (one >= 0) & (other >= 0)
    groups, values = one[both], other[both]
    if not len(groups):
        return None
    sizes = np.bincount(groups)
    repeated = sizes[groups] > 1
    groups, values = groups[repeated], values[repeated]
    rows = len(groups)
    if rows < max(_FEWEST_ROWS, 0.5 * both.sum()):
        return None
    width = int(values.max()) + 1
    pairs, counts = _count(groups, values, width)
    owners = pairs // width
    firsts = np.flatnonzero(np.append(True, owners[1:] != owners[:-1]))
    number = len(firsts)
    right = int(np.maximum.reduceat(counts, firsts).sum())
    within = float(
        (np.add.reduceat(counts.astype(float) ** 2, firsts) / sizes[owners[firsts]]).sum()
    )
    within /= rows
    overall = float(((np.bincount(values) / rows) ** 2).sum())
    by_chance = overall + (number - 1) / max(rows - 1, 1) * (1 - overall)
    strength = 0.0 if by_chance >= 1 else max(0.0, (within - by_chance) / (1 - by_chance))
    return _Test(round(right / rows, 4), round(strength, 4), rows, number, rows - right)


def _count(groups: Codes, values: Codes, width: int) -> tuple[Codes, Codes]:
    """Count pairs: in a table where it is small, else by sorting."""
    both = groups * width + values
    size = (int(groups.max()) + 1) * width
    if size <= 4_000_000:
        table = np.bincount(both, minlength=size)
        pairs = np.flatnonzero(table)
        return pairs, table[pairs]
    return np.unique(both, return_counts=True)


def _by_pairs(
    names: Sequence[str],
    columns: dict[str, Codes],
    found: dict[tuple[tuple[str, ...], str], _Test],
    min_support: float,
) -> dict[tuple[tuple[str, ...], str], _Test]:
    """Try two columns together, where neither decides the other or the third."""
    few = sorted(names, key=lambda name: int(columns[name].max()))[:_MOST_FOR_PAIRS]
    few = [name for name in names if name in few]
    more: dict[tuple[tuple[str, ...], str], _Test] = {}
    for one, other in combinations(few, 2):
        if ((one,), other) in found or ((other,), one) in found:
            continue
        rest = [
            name
            for name in names
            if name not in (one, other)
            and not any(((part,), name) in found for part in (one, other))
        ]
        sample = slice(None, None, max(1, len(columns[one]) // _FIRST_LOOK))
        first = joint([columns[one][sample], columns[other][sample]])
        rest = [name for name in rest if _may_hold(first, columns[name][sample], min_support)]
        if not rest or not _is_useful(first):
            continue
        together = joint([columns[one], columns[other]])
        for name in rest:
            if test := _test(together, columns[name], min_support):
                more[(one, other), name] = test
    return more


def _through(
    determinant: tuple[str, ...],
    dependent: str,
    found: dict[tuple[tuple[str, ...], str], _Test],
) -> str:
    """Return the column by which a rule follows from two others, if it does."""
    for one, between in found:
        if one == determinant and between != dependent and ((between,), dependent) in found:
            is_name_for = ((between,), determinant[0]) in found and len(determinant) == 1
            if not is_name_for and ((dependent,), between) not in found:
                return between
    return ""
