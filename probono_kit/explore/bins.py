"""Bins of a histogram: equal widths at round numbers, a long tail in one."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pandas as pd

_MOST_BINS = 24
#: A tail so many times longer than the range of 95 % of the numbers is put into one bin.
_LONG_TAIL = 2.5
#: A range so small cannot be divided: its parts are no numbers of a computer.
_NOTHING = 1e-290


def make_bins(numbers: npt.NDArray[np.float64]) -> pd.DataFrame:
    """Return bins of equal width; where few numbers are very large, the last bin holds them all.

    The number of bins is that of D. Freedman, P. Diaconis 1981, within limits.

    Parameters
    ----------
    numbers : numpy.ndarray
        One or more, all finite.

    Returns
    -------
    pandas.DataFrame
        ``low``, ``high``, ``rows``: each number stands in one bin, that where it is at least
        ``low`` and below ``high``; the last holds its upper end too. Bins of one whole number
        have it at both ends.

    Examples
    --------
    >>> make_bins(np.array([1.0, 1.0, 2.0, 4.0])).to_numpy().tolist()
    [[1.0, 1.0, 2.0], [2.0, 2.0, 1.0], [3.0, 3.0, 0.0], [4.0, 4.0, 1.0]]
    """
    high = float(numbers.max())
    core = _core(numbers)
    if _is_each_whole(core):
        each = np.arange(core.min(), core.max() + 1)
        lows = highs = each
        if high > each[-1]:
            lows, highs = np.append(each, each[-1] + 1), np.append(each, high)
        counts = np.bincount(np.searchsorted(lows, numbers, side="right") - 1, minlength=len(lows))
    else:
        edges = _edges(core)
        if high > edges[-1]:
            edges = np.append(edges, high)
        lows, highs = edges[:-1], edges[1:]
        counts, _ = np.histogram(numbers, edges)
    return pd.DataFrame({"low": lows, "high": highs, "rows": counts})


def _core(numbers: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """Return the numbers without those of a long tail."""
    low, high = float(numbers.min()), float(numbers.max())
    most = float(np.percentile(numbers, 95))
    if low < most and high - low > _LONG_TAIL * (most - low):
        return _core(numbers[numbers <= most])
    return numbers


def _is_each_whole(numbers: npt.NDArray[np.float64]) -> bool:
    """Tell whether each number gets a bin of its own."""
    whole = bool((numbers == np.round(numbers)).all())
    return whole and numbers.max() - numbers.min() < _MOST_BINS


def _edges(numbers: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """Return the ends of bins of equal width."""
    low, high = float(numbers.min()), float(numbers.max())
    if high - low < _NOTHING:
        return np.array([low, high])
    first, third = np.percentile(numbers, [25, 75])
    width = 2 * (third - first) / len(numbers) ** (1 / 3)
    wanted = int(np.ceil((high - low) / width)) if width > 0 else _MOST_BINS
    return _round_edges(low, high, max(5, min(_MOST_BINS, wanted)))


def _round_edges(low: float, high: float, bins: int) -> npt.NDArray[np.float64]:
    """Return edges at round numbers."""
    raw = (high - low) / bins
    power = 10.0 ** np.floor(np.log10(raw))
    step = next(power * factor for factor in (1, 2, 2.5, 5, 10) if power * factor >= raw)
    start = np.floor(low / step) * step
    edges = start + step * np.arange(int(np.ceil((high - start) / step + 1e-9)) + 1)
    # 0.6, not the nearest number to three times 0.2: what is 0.6 lies in the bin that begins there.
    edges = np.round(edges, max(0, 2 - int(np.floor(np.log10(step)))))
    # A hair below zero is zero for a division, and not for a comparison.
    if edges[0] > low:
        edges = np.concatenate([[edges[0] - step], edges])
    if edges[-1] < high:
        edges = np.append(edges, edges[-1] + step)
    return np.asarray(edges, dtype=np.float64)
