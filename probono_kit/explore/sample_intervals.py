"""How sure an estimate of a sample is: ends of intervals, and the test that groups are alike."""

from __future__ import annotations

import numpy as np

from probono_kit.explore.arrays import Floats

#: Of 95 %.
_LOW, _HIGH = 0.025, 0.975


def mean_ends(mean: float, variance: float, freedom: int) -> tuple[float, float]:
    """Return the ends of the interval of a mean, by the t distribution.

    Examples
    --------
    >>> [round(end, 2) for end in mean_ends(5.0, 0.25, 30)]
    [3.98, 6.02]
    """
    from scipy.stats import t

    reach = float(t.ppf(_HIGH, freedom)) * float(np.sqrt(max(variance, 0.0)))
    return mean - reach, mean + reach


def size_of_share(share: float, variance: float, rows: int, freedom: int) -> float:
    """Return how many independent records would tell a share as surely (Korn and Graubard 1998).

    Examples
    --------
    >>> round(size_of_share(0.5, 0.0025, 400, 30), 1)
    92.7
    """
    from scipy.stats import t

    if variance <= 0:
        return float("inf")
    lost = float(t.ppf(_HIGH, max(1, rows - 1)) / t.ppf(_HIGH, freedom)) ** 2
    return share * (1 - share) / variance * lost


def share_ends(share: float, size: float) -> tuple[float, float]:
    """Return the ends of the interval of a share (C. Clopper and E. Pearson 1934).

    Parameters
    ----------
    share : float
        0 to 1.
    size : float
        Of how many independent records; no whole number need be. Infinitely many leave no doubt.

    Returns
    -------
    tuple of float
        Between 0 and 1.

    Examples
    --------
    >>> [round(end, 3) for end in share_ends(0.0, 40)]
    [0.0, 0.088]
    """
    from scipy.stats import beta

    if not np.isfinite(size):
        return share, share
    said = share * size
    low = float(beta.ppf(_LOW, said, size - said + 1)) if share > 0 else 0.0
    high = float(beta.ppf(_HIGH, said + 1, size - said)) if share < 1 else 1.0
    return low, high


def wald(means: Floats, matrix: Floats, freedom: int) -> float:
    """Return how likely such differences are where all means of the population are the same.

    Parameters
    ----------
    means : numpy.ndarray
        One per group.
    matrix : numpy.ndarray
        Their covariance by the design.
    freedom : int
        Degrees of freedom of the design (D. Thomas and J. Rao 1987).

    Returns
    -------
    float
        Missing where it cannot be told.

    Examples
    --------
    >>> round(wald(np.array([0.4, 0.6]), np.eye(2) * 0.005, 30), 3)
    0.055
    """
    from scipy.stats import f

    wanted = len(means) - 1
    left = freedom - wanted + 1
    if wanted < 1 or left < 1 or not np.isfinite(means).all():
        return float("nan")
    contrast = np.hstack([np.eye(wanted), -np.ones((wanted, 1))])
    apart = contrast @ means
    spread = contrast @ matrix @ contrast.T
    if np.linalg.matrix_rank(spread) < wanted:
        return float("nan")
    found = float(apart @ np.linalg.solve(spread, apart))
    return float(f.sf(found * left / (freedom * wanted), wanted, left))
