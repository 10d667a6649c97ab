"""Groups of similar records, and what sets each apart from the others.

Numbers by their rank and answers one by one are brought to one scale, records are put into the
groups of k-means, and groups are told only if they are clearer than those that one cloud of
records with the same columns and the same correlations would give.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd

from probono_kit.explore.cluster_points import encoded, ordered, scores_of
from probono_kit.explore.cluster_traits import say_group
from probono_kit.explore.grouping import clear_grouping
from probono_kit.explore.insights import Certainty, Count, Insight
from probono_kit.explore.profile import Profile
from probono_kit.explore.roles import Role
from probono_kit.explore.sample import Sample

#: Records and columns that are needed to look for groups.
FEWEST_RECORDS, FEWEST_COLUMNS = 60, 3
#: The smallest share of the records that a group may have.
_LEAST_GROUP = 0.05
#: A column takes part if so much of it is filled, and no answer is all but everywhere.
_FILLED, _MOST_SAME = 0.8, 0.95
#: More different answers, or columns, say little of groups.
_MOST_ANSWERS, _MOST_COLUMNS = 8, 20
#: Two columns that go together more closely say the same thing; one of them takes part.
_ECHO = 0.9
#: Groups are made from so many records, taken evenly; all others are put to the nearest one.
_MOST_RECORDS = 800

_NUMBERS = (Role.AMOUNT, Role.SHARE)
_ANSWERS = (Role.CATEGORY, Role.YES_NO)


class Groups(NamedTuple):
    """Groups of similar records.

    Parameters
    ----------
    insights : list of Insight
        A sentence for each group, the largest first; one that there are none if none stand out;
        empty where none were looked for.
    of_rows : pandas.Series
        1, 2, … for the group of each row; missing where its columns are empty, or there are none.
    silhouette : float
        How clear they are, -1 to 1; missing where none were looked for.
    tried : int
        Columns that took part.
    """

    insights: list[Insight]
    of_rows: pd.Series
    silhouette: float
    tried: int


def find_groups(frame: pd.DataFrame, profile: Profile, sample: Sample | None = None) -> Groups:
    """Look for groups of similar records and say what sets each apart.

    Parameters
    ----------
    frame : pandas.DataFrame
        The table that was profiled.
    profile : Profile
        From :func:`probono_kit.explore.profile`; its amounts, shares, categories and yes-no
        columns take part.
    sample : Sample, optional
        How the records were drawn: sizes, shares and medians are then those of the population.

    Returns
    -------
    Groups
        Empty where nothing stands out, or there are too few records or columns.

    Notes
    -----
    k-means (scikit-learn) on normal scores of numbers and indicators of answers; the number of
    groups has the largest mean silhouette (P. Rousseeuw 1987). They are told if that is at least
    0.25 and above that of 19 Gaussian copulas with the margins and rank correlations of the table
    (the reference of one cloud, as in Y. Liu et al. 2008, "SigClust"). Traits: differences of
    shares, and Cliff's delta (N. Cliff 1993).

    Examples
    --------
    >>> from probono_kit.explore import profile
    >>> rng = np.random.default_rng(3)
    >>> town = np.repeat([True, False], 60)
    >>> rows = pd.DataFrame({
    ...     "litres": np.where(town, 60, 20) + rng.normal(0, 4, 120),
    ...     "minutes": np.where(town, 5, 45) + rng.normal(0, 3, 120),
    ...     "people": np.where(town, 4, 8) + rng.normal(0, 1, 120)})
    >>> found = find_groups(rows, profile(rows, {}))
    >>> len(found.insights), sorted(found.of_rows.value_counts().tolist())
    (2, [60, 60])
    """
    nobody = pd.Series(pd.NA, index=frame.index, dtype="Int64")
    names = _columns(frame, profile)
    if len(names) < FEWEST_COLUMNS:
        return Groups([], nobody, float("nan"), len(names))
    complete = frame[names].dropna()
    if len(complete) < FEWEST_RECORDS:
        return Groups([], nobody, float("nan"), len(names))
    taken = _evenly(len(complete))
    numeric = [profile.columns[name].role in _NUMBERS for name in names]
    scores = scores_of(complete, numeric)
    points = encoded(scores, complete, numeric)
    drawn = complete.iloc[taken]
    told = clear_grouping(
        points[taken],
        scores[taken],
        lambda places: encoded(places, drawn, numeric),
        least=_LEAST_GROUP * len(taken),
    )
    if not told.is_clear:
        return Groups([_none(names, len(complete))], nobody, told.silhouette, len(names))
    of_rows = nobody.copy()
    of_rows.loc[complete.index] = told.numbers(points)
    insights = [
        one
        for group in range(1, len(told.centres) + 1)
        if (one := say_group(group, complete[names], of_rows, numeric, told.silhouette, sample))
        is not None
    ]
    return Groups(insights, of_rows, told.silhouette, len(names))


def _none(names: Sequence[str], rows: int) -> Insight:
    """Say that groups were looked for, and none stand out."""
    values = {"number": len(names), "count": Count(rows)}
    return Insight("explore.no_groups", tuple(names), values, rows, 0.0, Certainty.TOO_FEW)


# ---- which columns take part ------------------------------------------------------------------


def _columns(frame: pd.DataFrame, profile: Profile) -> list[str]:
    """Return the columns that may tell groups apart, none that only repeats another."""
    usable = []
    for name in profile.named(*_NUMBERS, *_ANSWERS):
        column = frame[name]
        if column.notna().mean() < _FILLED:
            continue
        counts = column.value_counts(normalize=True)
        answers = profile.columns[name].role in _ANSWERS
        if len(counts) < 2 or counts.iloc[0] > _MOST_SAME:
            continue
        if answers and len(counts) > _MOST_ANSWERS:
            continue
        usable.append(name)
    kept: list[str] = []
    codes = frame[usable].apply(ordered)
    for name in usable:
        if len(kept) == _MOST_COLUMNS:
            break
        together = [abs(codes[name].corr(codes[other], method="spearman")) for other in kept]
        if not any(value >= _ECHO for value in together):
            kept.append(name)
    return kept


def _evenly(count: int) -> npt.NDArray[np.int64]:
    """Return the places of at most so many records, evenly spaced."""
    return np.unique(np.linspace(0, count - 1, min(count, _MOST_RECORDS)).round().astype(np.int64))
