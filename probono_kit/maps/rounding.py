"""Numbers that people find round: for class breaks, circles of a legend, scale bars."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence

import numpy as np
from numpy.typing import NDArray


def roundest(
    low: float, high: float, *, near: float, within: float = math.inf, whole: bool = False
) -> float:
    """Return the roundest number from `low` (included) to `high` (not included).

    Parameters
    ----------
    low, high : float
        Two neighbouring values; the number separates them.
    near : float
        Where a method put the break. Of equally round numbers the nearest is taken.
    within : float
        How far from `near` it may be.
    whole : bool
        Values are whole numbers, and so is the result.

    Returns
    -------
    float
        `low` itself if nothing rounder fits: it then ends its own class.

    Examples
    --------
    >>> roundest(38, 57, near=44)
    50.0
    >>> roundest(38, 57, near=44, within=5)
    40.0
    >>> roundest(12, 13, near=12.5, whole=True)
    12.0
    """
    start, end = max(low, near - within), min(high, near + within)
    for step in _steps(high - low, max(abs(low), abs(high))):
        if whole and step < 1:
            break
        digits = max(0, -math.floor(math.log10(step)))
        multiples = np.arange(math.ceil(start / step - 1e-9), math.floor(end / step + 1e-9) + 1)
        found = [n for n in (round(float(m) * step, digits) for m in multiples) if low < n < high]
        if found:
            return min(found, key=lambda n: (abs(n - near), n))
    return float(low)


def _steps(gap: float, size: float) -> Iterator[float]:
    """Yield 5, 2 and 1 times powers of ten, coarse ones first, down to a tenth of `gap`."""
    top = math.ceil(math.log10(max(size, gap, 1e-12)))
    bottom = math.floor(math.log10(max(gap, 1e-12))) - 1
    for power in range(top, bottom - 1, -1):
        for digit in (5, 2, 1):
            yield digit * 10.0**power


def decimals_for(
    breaks: Iterable[float], values: Sequence[float] | NDArray[np.float64], whole: bool
) -> int:
    """Return how many decimals tell the classes apart and show values to three digits.

    Examples
    --------
    >>> decimals_for([0.25, 0.5], [0.111, 0.3, 0.81], whole=False)
    3
    >>> decimals_for([1000.0], [812.4, 1903.7], whole=False)
    0
    """
    needed = max((places(b) for b in breaks), default=0)
    if whole:
        return needed
    largest = float(np.max(np.abs(np.asarray(values, dtype=float)), initial=0.0))
    precise = 2 - math.floor(math.log10(largest)) if largest > 0 else 0
    own = max((places(v) for v in np.asarray(values, dtype=float)), default=0)
    return min(6, max(needed, min(precise, own), 0))


def places(number: float) -> int:
    """Count the decimals of `number`, at most six."""
    text = f"{number:.6f}".rstrip("0")
    return len(text.partition(".")[2])


def floor_round(value: float, digits: Sequence[float] = (5, 2, 1)) -> float:
    """Return the largest of ``digits × 10ⁿ`` that is not above `value` (positive).

    Examples
    --------
    >>> floor_round(1234), floor_round(0.07)
    (1000.0, 0.05)
    """
    power = math.floor(math.log10(value) + 1e-12)
    fits = (d for d in digits if d * 10.0**power <= value * (1 + 1e-12))
    found = next(fits, digits[0] / 10)
    return round(found * 10.0**power, max(0, 2 - power))


def ceil_round(value: float, figures: int = 2) -> float:
    """Round `value` (positive) up to `figures` significant figures.

    Examples
    --------
    >>> ceil_round(3_412_000)
    3500000.0
    """
    step = 10.0 ** (math.floor(math.log10(value)) - figures + 1)
    return math.ceil(value / step - 1e-9) * step
