"""What is far from the others, and what chance alone would make: robust limits, rates compared."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy.special import ndtri, ndtri_exp
from scipy.stats import hypergeom

from probono_kit.tables.outliers import outlier_rule

Numbers = npt.NDArray[np.float64]

#: A median absolute deviation times this is the standard deviation of normal numbers.
_MAD = 1.4826
#: Median of the square of a standard normal number.
_MEDIAN_CHI = 0.4549
_FEWEST = 20
#: Parts of a side of the distribution that show how wide it is.
_SIDE_SHARES = np.array([0.5, 0.75, 0.9])


def cutoff(count: int, chance: float) -> float:
    """Return how many standard deviations from the middle are too far for chance.

    Among `count` normal numbers one lies beyond with the probability `chance`.

    References
    ----------
    L. Davies, U. Gather 1993, "The Identification of Multiple Outliers", JASA 88(423).

    Examples
    --------
    >>> round(cutoff(100, 0.01), 1), round(cutoff(50_000, 0.01), 1)
    (3.9, 5.2)
    """
    return max(3.5, float(-ndtri(chance / (2 * max(count, 1)))))


class FarLimits(NamedTuple):
    """Limits beyond which numbers are far from the others.

    Parameters
    ----------
    lower, upper : float
        What lies outside is far.
    middle : float
        The median.
    """

    lower: float
    upper: float
    middle: float


def far_limits(numbers: Numbers, chance: float) -> FarLimits | None:
    """Find the limits that numbers give themselves: robust, and each side for itself.

    Parameters
    ----------
    numbers : numpy.ndarray
        Finite numbers.
    chance : float
        Probability that anything lies outside by chance.

    Returns
    -------
    FarLimits or None
        ``None`` for fewer than 20 numbers, or where they are hardly ever different.

    Examples
    --------
    >>> limits = far_limits(np.array([*range(20, 60)] * 3, dtype=float), 0.01)
    >>> limits.upper > 60, limits.lower < 20
    (True, True)
    """
    if len(numbers) < _FEWEST:
        return None
    rule = outlier_rule(pd.Series(numbers), "mad", log=_is_better_as_log(numbers))
    if rule is None:
        # Half of the numbers are the same, such as “none”: the others are judged among themselves.
        values, counts = np.unique(numbers, return_counts=True)
        others = numbers[numbers != values[counts.argmax()]]
        if len(others) < _FEWEST:
            return None
        rule = outlier_rule(pd.Series(others), "mad", log=_is_better_as_log(others))
        if rule is None:
            return None
        numbers = others
    used = np.log(numbers[numbers > 0]) if rule.is_log else numbers
    middle = rule.centre
    # Whole numbers stand for all that is rounded to them.
    step = 0.0 if rule.is_log or (used != np.round(used)).any() else 0.5
    low, high = (
        max(_side_spread(side, step), rule.spread / 2)
        for side in (middle - used[used <= middle], used[used >= middle] - middle)
    )
    wide = cutoff(len(used), chance)
    lower, upper = middle - wide * low, middle + wide * high
    if rule.is_log:
        lower, middle, upper = (float(np.exp(min(each, 700.0))) for each in (lower, middle, upper))
    return FarLimits(lower, upper, middle)


def _is_better_as_log(numbers: Numbers) -> bool:
    """Tell whether the logarithms of amounts are less skewed than they are, out to the tails."""
    positive = numbers[numbers > 0]
    if (numbers < 0).any() or len(positive) < _FEWEST:
        return False
    return abs(_skewness(np.log(positive))) < abs(_skewness(positive))


def _skewness(numbers: Numbers) -> float:
    low, middle, high = np.quantile(numbers, [0.05, 0.5, 0.95])
    return float((high + low - 2 * middle) / (high - low)) if high > low else 0.0


def _side_spread(distances: Numbers, step: float) -> float:
    """Return the standard deviation that one side shows: the widest of its middle and its tail.

    Up to a tenth of a side may be wrong without moving it much.
    """
    if not len(distances):
        return 0.0
    inner = np.quantile(distances, _SIDE_SHARES)
    return float(np.max((inner + step) / -ndtri((1 - _SIDE_SHARES) / 2)))


def z_scores(numbers: Numbers) -> Numbers:
    """Return how many robust standard deviations each number is from the median.

    Examples
    --------
    >>> z_scores(np.array([1.0, 2.0, 3.0, 4.0, 50.0])).round(1).tolist()
    [-1.3, -0.7, 0.0, 0.7, 31.7]
    """
    middle = np.median(numbers)
    spread = _MAD * float(np.median(np.abs(numbers - middle)))
    return np.asarray((numbers - middle) / max(spread, 1e-9), dtype=np.float64)


def high_rates(
    counts: npt.ArrayLike, totals: npt.ArrayLike, chance: float, times: float
) -> npt.NDArray[np.bool_]:
    """Tell which groups have a higher rate than all the others together.

    Exact for small groups (hypergeometric, mid-p), allowing for more variation between groups than
    chance makes (as in funnel plots), and corrected for all comparisons (Holm).

    Parameters
    ----------
    counts, totals : numpy.ndarray
        How often, of how many, in each group.
    chance : float
        Probability that any group is told by chance.
    times : float
        The rate is at least so many times that of the others.

    Returns
    -------
    numpy.ndarray
        True where the rate is high.

    References
    ----------
    D. J. Spiegelhalter 2005, "Funnel plots for comparing institutional performance", Statistics in
    Medicine 24. S. Holm 1979, "A Simple Sequentially Rejective Multiple Test Procedure".

    Examples
    --------
    >>> high_rates(np.array([3.0, 2, 4, 30]), np.array([100.0] * 4), 0.01, 2).tolist()
    [False, False, False, True]
    >>> high_rates(np.array([0.0, 1]), np.array([2.0, 2]), 0.01, 2).tolist()
    [False, False]
    """
    counts, totals = (np.asarray(each, dtype=np.float64) for each in (counts, totals))
    flags = np.zeros(len(counts), dtype=bool)
    tested = np.flatnonzero(totals > 0)
    if len(tested) < 2 or counts.sum() == 0:
        return flags
    scores = _scores(counts[tested], totals[tested])
    scores = scores / np.sqrt(_variation(counts[tested], totals[tested]))
    rates = counts / np.maximum(totals, 1)
    others = (counts.sum() - counts) / np.maximum(totals.sum() - totals, 1)
    order = np.argsort(-scores, kind="stable")
    for place, at in enumerate(order.tolist()):
        if scores[at] < -ndtri(chance / (len(order) - place)):
            break
        group = tested[at]
        flags[group] = rates[group] >= times * others[group]
    return flags


def _variation(counts: Numbers, totals: Numbers) -> float:
    """Return how many times more rates vary between groups than chance makes; 1 at least.

    Seen from the median rate: a group that is far from all others does not widen it.
    """
    if len(totals) < 5:
        return 1.0
    usual = float(np.median(counts / totals))
    if not 0 < usual < 1:
        return 1.0
    squares = (counts - usual * totals) ** 2 / (totals * usual * (1 - usual))
    return max(1.0, float(np.median(squares)) / _MEDIAN_CHI)


def _scores(counts: Numbers, totals: Numbers) -> Numbers:
    """Return the standard normal numbers that are as unlikely as each count."""
    whole, part = int(totals.sum()), int(counts.sum())
    below = hypergeom.logsf(counts, whole, part, totals)
    equal = hypergeom.logpmf(counts, whole, part, totals) - np.log(2)
    tail = np.minimum(np.logaddexp(below, equal), -1e-12)
    return np.asarray(-ndtri_exp(tail), dtype=np.float64)
