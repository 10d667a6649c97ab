"""Groups of similar records, and what sets each apart from the others.

Numbers by their rank and answers one by one are brought to one scale, records are put into the
groups of k-means, and groups are told only if they are clearer than those that one cloud of
records with the same columns and the same correlations would give.
"""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd
from threadpoolctl import threadpool_limits

from probono_kit.explore.arrays import Floats
from probono_kit.explore.cluster_points import encoded, ordered, scores_of
from probono_kit.explore.cluster_traits import say_group
from probono_kit.explore.insights import Certainty, Count, Insight
from probono_kit.explore.profile import Profile
from probono_kit.explore.roles import Role
from probono_kit.explore.sample import Sample

#: Records and columns that are needed to look for groups.
FEWEST_RECORDS, FEWEST_COLUMNS = 60, 3
#: Groups that are tried, and the smallest share of the records that one may have.
_MOST_GROUPS, _LEAST_GROUP = 5, 0.05
#: A column takes part if so much of it is filled, and no answer is all but everywhere.
_FILLED, _MOST_SAME = 0.8, 0.95
#: More different answers, or columns, say little of groups.
_MOST_ANSWERS, _MOST_COLUMNS = 8, 20
#: Two columns that go together more closely say the same thing; one of them takes part.
_ECHO = 0.9
#: Below this mean silhouette there is no structure (Kaufman and Rousseeuw 1990, table 4).
_LEAST_SILHOUETTE = 0.25
#: One group more must be clearer by this: fewer groups are easier to picture.
_CLEARER = 0.03
#: Clouds that groups are compared with: clearer than all of them has a chance of one in twenty.
_CLOUDS = 19
#: Groups are made from so many records, taken evenly; all others are put to the nearest one.
_MOST_RECORDS = 800
_SEED = 20250101

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
    # One thread: many small fits only wait for each other, and sums are the same everywhere.
    with threadpool_limits(1):
        told = _best(encoded(scores, complete, numeric)[taken])
        clear = (
            told is not None
            and told.silhouette >= _LEAST_SILHOUETTE
            and told.silhouette >= _reference(scores, complete, numeric, taken)
        )
    if told is None or not clear:
        return Groups(
            [_none(names, len(complete))],
            nobody,
            told.silhouette if told else float("nan"),
            len(names),
        )
    labels = told.predict(encoded(scores, complete, numeric))
    order = np.argsort(-np.bincount(labels), kind="stable")
    ranks = np.empty(len(order), dtype=np.int64)
    ranks[order] = np.arange(1, len(order) + 1)
    of_rows = nobody.copy()
    of_rows.loc[complete.index] = ranks[labels]
    insights = [
        one
        for group in range(1, len(order) + 1)
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


# ---- how clear groups are ---------------------------------------------------------------------


class _Grouping(NamedTuple):
    centres: Floats
    silhouette: float

    def predict(self, points: Floats) -> npt.NDArray[np.int64]:
        squares = ((points[:, None, :] - self.centres[None, :, :]) ** 2).sum(axis=2)
        return np.asarray(squares.argmin(axis=1), dtype=np.int64)


def _best(points: Floats) -> _Grouping | None:
    """Return the grouping with the largest mean silhouette, none of its groups tiny."""
    from sklearn.cluster import KMeans
    from sklearn.metrics import pairwise_distances, silhouette_score

    distances = pairwise_distances(points)
    best: _Grouping | None = None
    for count in range(2, _MOST_GROUPS + 1):
        with warnings.catch_warnings():
            # Fewer distinct records than groups: the groups that there are will do.
            warnings.filterwarnings("ignore", message="Number of distinct clusters")
            made = KMeans(count, n_init=5, max_iter=60, random_state=_SEED).fit(points)
        sizes = np.bincount(made.labels_, minlength=count)
        if sizes.min() < _LEAST_GROUP * len(points):
            continue
        value = float(silhouette_score(distances, made.labels_, metric="precomputed"))
        if best is None or value > best.silhouette + _CLEARER:
            best = _Grouping(made.cluster_centers_, value)
    return best


def _reference(
    scores: Floats, complete: pd.DataFrame, numeric: Sequence[bool], taken: npt.NDArray[np.int64]
) -> float:
    """Return the largest silhouette that clouds with the same columns and correlations give."""
    from scipy.stats import norm

    ranks = np.corrcoef(scores[taken], rowvar=False)
    # From rank correlations to those of the normal scores (K. Pearson 1907), made a covariance.
    values, vectors = np.linalg.eigh(2 * np.sin(np.pi / 6 * ranks))
    root = vectors * np.sqrt(np.clip(values, 0, None))
    random = np.random.default_rng(_SEED)
    sample = complete.iloc[taken]
    ordered = np.sort(scores[taken], axis=0)
    highest = -1.0
    for _cloud in range(_CLOUDS):
        normal = random.standard_normal((len(taken), len(values))) @ root.T
        normal /= np.sqrt(np.clip((root**2).sum(axis=1), 1e-12, None))
        places = np.asarray(norm.cdf(normal))
        at = np.clip((places * len(taken)).astype(np.int64), 0, len(taken) - 1)
        drawn = np.take_along_axis(ordered, at, axis=0)
        made = _best(encoded(drawn, sample, numeric))
        highest = max(highest, made.silhouette if made else -1.0)
    return highest
