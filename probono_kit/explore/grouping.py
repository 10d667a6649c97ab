"""Groups of points, and whether they are clearer than those that one cloud would give."""

from __future__ import annotations

import warnings
from collections.abc import Callable
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from threadpoolctl import threadpool_limits

from probono_kit.explore.arrays import Floats

#: So many groups at most are tried.
_MOST_GROUPS = 5
#: Below this mean silhouette there is no structure (Kaufman and Rousseeuw 1990, table 4).
_LEAST_SILHOUETTE = 0.25
#: One group more must be clearer by this: fewer groups are easier to picture.
_CLEARER = 0.03
#: Clouds that groups are compared with: clearer than all of them has a chance of one in twenty.
_CLOUDS = 19
_SEED = 20250101


class Grouping(NamedTuple):
    """Groups of points.

    Parameters
    ----------
    centres : numpy.ndarray
        A row for each group, a column for each dimension.
    silhouette : float
        How clear the groups are, -1 to 1; missing where there are none.
    is_clear : bool
        Whether they are clearer than those of one cloud.
    """

    centres: Floats
    silhouette: float
    is_clear: bool

    def numbers(self, points: Floats) -> npt.NDArray[np.int64]:
        """Return the group of each point: 1 for the largest, then 2 and so on."""
        squares = ((points[:, None, :] - self.centres[None, :, :]) ** 2).sum(axis=2)
        labels = np.asarray(squares.argmin(axis=1), dtype=np.int64)
        order = np.argsort(-np.bincount(labels, minlength=len(self.centres)), kind="stable")
        ranks = np.empty(len(order), dtype=np.int64)
        ranks[order] = np.arange(1, len(order) + 1)
        return np.asarray(ranks[labels])


def clear_grouping(
    points: Floats, values: Floats, encode: Callable[[Floats], Floats], *, least: float
) -> Grouping:
    """Put points into groups, and tell whether these are clearer than those of one cloud.

    Parameters
    ----------
    points : numpy.ndarray
        A row for each point.
    values : numpy.ndarray
        What the points are made of, a column for each variable.
    encode : callable
        Makes points of such values.
    least : float
        A group has at least so many points.

    Returns
    -------
    Grouping
        Not clear where nothing stands out.

    Notes
    -----
    k-means (scikit-learn); the number of groups has the largest mean silhouette (P. Rousseeuw
    1987). They are clear if that is at least 0.25 and not below that of 19 Gaussian copulas with
    the margins and rank correlations of the values (the reference of one cloud, as in Y. Liu et
    al. 2008, "SigClust").

    Examples
    --------
    >>> near = np.random.default_rng(3).normal(0, 0.3, (40, 3))
    >>> near[:15] += 3
    >>> found = clear_grouping(near, near, lambda values: values, least=2)
    >>> found.is_clear, np.bincount(found.numbers(near))[1:].tolist()
    (True, [25, 15])
    """
    # One thread: many small fits only wait for each other, and sums are the same everywhere.
    with threadpool_limits(1):
        told = _best(points, least)
        if told is None:
            return Grouping(points[:0], float("nan"), is_clear=False)
        clear = told.silhouette >= _LEAST_SILHOUETTE and told.silhouette >= _reference(
            values, encode, least
        )
    return told._replace(is_clear=clear)


def _best(points: Floats, least: float) -> Grouping | None:
    """Return the grouping with the largest mean silhouette, none of its groups tiny."""
    from sklearn.cluster import KMeans
    from sklearn.metrics import pairwise_distances, silhouette_score

    distances = pairwise_distances(points)
    best: Grouping | None = None
    for count in range(2, min(_MOST_GROUPS, len(points) - 1) + 1):
        with warnings.catch_warnings():
            # Fewer distinct points than groups: the groups that there are will do.
            warnings.filterwarnings("ignore", message="Number of distinct clusters")
            made = KMeans(count, n_init=5, max_iter=60, random_state=_SEED).fit(points)
        if np.bincount(made.labels_, minlength=count).min() < least:
            continue
        value = float(silhouette_score(distances, made.labels_, metric="precomputed"))
        if best is None or value > best.silhouette + _CLEARER:
            best = Grouping(made.cluster_centers_, value, is_clear=False)
    return best


def _reference(values: Floats, encode: Callable[[Floats], Floats], least: float) -> float:
    """Return the largest silhouette that clouds with the same columns and correlations give."""
    from scipy.stats import norm, rankdata

    ranks = np.corrcoef(rankdata(values, axis=0), rowvar=False)
    # From rank correlations to those of the normal scores (K. Pearson 1907), made a covariance.
    spread, vectors = np.linalg.eigh(2 * np.sin(np.pi / 6 * np.atleast_2d(ranks)))
    root = vectors * np.sqrt(np.clip(spread, 0, None))
    random = np.random.default_rng(_SEED)
    ordered = np.sort(values, axis=0)
    highest, count = -1.0, len(values)
    for _cloud in range(_CLOUDS):
        normal = random.standard_normal((count, len(spread))) @ root.T
        normal /= np.sqrt(np.clip((root**2).sum(axis=1), 1e-12, None))
        places = np.asarray(norm.cdf(normal))
        at = np.clip((places * count).astype(np.int64), 0, count - 1)
        made = _best(encode(np.take_along_axis(ordered, at, axis=0)), least)
        highest = max(highest, made.silhouette if made else -1.0)
    return highest
