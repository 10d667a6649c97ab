"""Clusters drawn with a chance in proportion to their size."""

from __future__ import annotations

import numpy as np
import pandas as pd

from probono_kit.forms.sampling.allocation import positive
from probono_kit.forms.sampling.sizes import check_numbers


def draw_clusters(
    frame: pd.DataFrame,
    count: int,
    *,
    seed: int,
    population: str = "population",
    per_cluster: int | None = None,
) -> pd.DataFrame:
    """Draw clusters systematically, with a chance in proportion to their size.

    Parameters
    ----------
    frame : pandas.DataFrame
        All clusters, one row each, in an order that spreads the sample: by area, for instance.
    count : int
        Clusters to draw.
    seed : int
        Another number, another sample; the same number, the same one.
    population : str
        Column with the size of each cluster.
    per_cluster : int, optional
        Interviews for each time that a cluster is drawn; adds ``size`` and ``weight``.

    Returns
    -------
    pandas.DataFrame
        The rows drawn, in the order of `frame`, with ``hits`` (how often a cluster was drawn; more
        than once only if it is larger than the interval), ``expected`` (hits on the average: the
        chance of being drawn, where below 1).

    Raises
    ------
    ProbonoError
        If the column is missing, a size is not positive, or `count` is not.

    Notes
    -----
    The interval is the whole population over `count`; from a random start within the first
    interval every interval-th person is counted out, and their clusters are drawn. With the same
    number of interviews in each, everybody has the same chance.

    References
    ----------
    Kish, L. (1965), Survey Sampling, section 7.4. United Nations (2005), Household Sample Surveys
    in Developing and Transition Countries, chapter 2.

    Examples
    --------
    >>> import pandas as pd
    >>> villages = pd.DataFrame({"village": list("ABCD"), "population": [100, 900, 300, 700]})
    >>> drawn = draw_clusters(villages, 4, seed=1)
    >>> int(drawn["hits"].sum()), drawn["village"].tolist(), drawn["expected"].max().item()
    (4, ['B', 'C', 'D'], 1.8)
    """
    sizes = positive(frame, population)
    check_numbers(count=count, per_cluster=per_cluster)
    start = float(np.random.default_rng(seed).random())
    hits = systematic_hits(sizes, count, start)
    drawn = frame[hits > 0].copy()
    drawn["hits"] = hits[hits > 0]
    drawn["expected"] = (count * sizes / sizes.sum())[hits > 0]
    if per_cluster is not None:
        drawn["size"] = drawn["hits"] * per_cluster
        drawn["weight"] = float(sizes.sum()) / (count * per_cluster)
    return drawn


def systematic_hits(sizes: np.ndarray, count: int, start: float) -> np.ndarray:
    """Return how often each cluster is drawn, from a start between 0 and 1 of an interval."""
    ends = np.cumsum(sizes) / sizes.sum() * count
    ends[-1] = count
    marks = np.arange(count) + start
    return np.bincount(np.searchsorted(ends, marks, side="right"), minlength=len(sizes))
