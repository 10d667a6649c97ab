"""Variance of what is estimated from clusters drawn within strata."""

from __future__ import annotations

import numpy as np

from probono_kit.explore.arrays import Floats
from probono_kit.explore.sample_reading import Places


def design_covariance(
    scores: Floats, clusters: Places, strata: Places, population: Floats | None
) -> Floats:
    """Return the covariance of sums of scores.

    Parameters
    ----------
    scores : numpy.ndarray
        A row for each record, a column for each sum.
    clusters, strata : numpy.ndarray of int
        Of each record; clusters are counted within strata.
    population : numpy.ndarray or None
        Clusters that the stratum of each record has in all; None counts as without end.

    Returns
    -------
    numpy.ndarray
        A row and a column for each sum.

    Notes
    -----
    Clusters as drawn with replacement within strata, with finite population correction where
    `population` is known (W. Cochran 1977, "Sampling Techniques"). A stratum of a single cluster
    is compared with the mean of all.

    Examples
    --------
    >>> each = np.array([0, 1, 2])
    >>> design_covariance(np.array([[1.0], [2.0], [3.0]]), each, np.zeros(3, int), None).tolist()
    [[3.0]]
    """
    width = scores.shape[1]
    sums = np.zeros((int(clusters.max(initial=-1)) + 1, width))
    np.add.at(sums, clusters, scores)
    stratum = np.zeros(len(sums), dtype=np.int64)
    stratum[clusters] = strata
    overall = sums.mean(axis=0)
    found = np.zeros((width, width))
    for level in np.unique(stratum):
        group = sums[stratum == level]
        n = len(group)
        left = 1.0
        if population is not None:
            left = 1 - n / float(population[strata == level][0])
        if n == 1:
            # A single cluster shows no spread: it is compared with the mean of all.
            apart = group[0] - overall
            found += left * np.outer(apart, apart)
        else:
            apart_ = group - group.mean(axis=0)
            found += left * n / (n - 1) * apart_.T @ apart_
    return np.asarray(found)
