"""All comparisons of a table together: which pairs, those with too few, what chance explains."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import pandas as pd

from probono_kit.explore.comparing import (
    FEWEST_RECORDS,
    NUMBERS,
    Compared,
    Relations,
    choice_of,
    corrected,
    is_told,
    pairs_of,
    question_of,
    too_few,
    value_of,
    without_echoes,
)
from probono_kit.explore.insights import Insight
from probono_kit.explore.members import spoken, with_members
from probono_kit.explore.profile import Profile


@dataclass(frozen=True, eq=False)
class Pair:
    """Two columns that are compared.

    Parameters
    ----------
    column, by : str
        What is compared, and by what; a number comes before words.
    rows : pandas.DataFrame
        The rows that have both.
    value : str
        The answer whose share is compared; empty to choose it.
    numeric : tuple of bool
        Which of the two are numbers.
    """

    column: str
    by: str
    rows: pd.DataFrame
    value: str
    numeric: tuple[bool, bool]


def compare_pairs(
    frame: pd.DataFrame,
    profile: Profile,
    compare: Callable[[Pair], Compared | None],
    *,
    records: Callable[[pd.Index], float] = len,
    outcome: str = "",
    value: str = "",
    by: Sequence[str] = (),
) -> Relations:
    """Compare columns with each other, or the outcome with all others.

    Parameters
    ----------
    frame : pandas.DataFrame
        The table that was profiled.
    profile : Profile
        From :func:`probono_kit.explore.profile`.
    compare : callable
        Compares one pair; ``None`` where there is nothing to say.
    records : callable
        How many records of equal weight rows say as much as.
    outcome, value, by : str, str, sequence of str
        As in :func:`~.relations.relations`.

    Returns
    -------
    Relations
        The strongest first, chance among so many comparisons taken out.
    """
    frame, profile = with_members(frame, profile, keep=(outcome, *by))
    told: list[Compared] = []
    few: list[Insight] = []
    for column, other in pairs_of(profile, outcome, by):
        if choice_of(column) not in ("", value or choice_of(column)):
            continue
        both = frame[[column, other]].dropna()
        if records(both.index) < FEWEST_RECORDS:
            if outcome and not question_of(column) and not question_of(other):
                few.append(too_few(column, other, len(both)))
            continue
        if is_told(both[column], both[other], profile):
            continue
        asked = value_of(column, value if column == outcome else "")
        made = compare(_pair(column, other, both, asked, profile))
        if made is not None:
            told.append(made)
    found = corrected(told)
    order = sorted(found, key=lambda one: (-one.certainty.weight, -one.strength, one.columns))
    kept = without_echoes(order, frame, profile, outcome)
    return Relations([*map(spoken, kept), *few], len(told))


def _pair(column: str, other: str, both: pd.DataFrame, value: str, profile: Profile) -> Pair:
    first, second = (profile.columns[name].role in NUMBERS for name in (column, other))
    if second and not first:
        return Pair(other, column, both, "", (True, False))
    return Pair(column, other, both, value, (first, second))
