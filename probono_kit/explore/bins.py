"""Bins of a histogram: equal widths at round numbers, a long tail in one."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pandas as pd

_MOST_BINS = 24
#: A tail so many times longer than the range of 95 % of the numbers is put into one bin.
_LONG_TAIL = 2.5


def make_bins(numbers: npt.NDArray[np.float64]) -> pd.DataFrame:
    """Return bins of equal width; where few numbers are very large, the last bin holds them all.

    The number of bins is that of D. Freedman, P. Diaconis 1981, within limits.
    """
    low, high = float(numbers.min()), float(numbers.max())
    most = float(np.percentile(numbers, 95))
    if low < most and high - low > _LONG_TAIL * (most - low):
        near = make_bins(numbers[numbers <= most])
        end = float(near["high"].iloc[-1])
        if near["low"].iloc[-1] == end:  # One bin for each whole number.
            end += 1
        beyond = pd.DataFrame({"low": [end], "high": [high], "rows": [int((numbers >= end).sum())]})
        # Numbers between the 95th percentile and the last edge belong to the bin before.
        near.loc[near.index[-1], "rows"] += int(((numbers > most) & (numbers < end)).sum())
        return pd.concat([near, beyond], ignore_index=True)
    if low == high:
        return pd.DataFrame({"low": [low], "high": [high], "rows": [len(numbers)]})
    whole = bool((numbers == np.round(numbers)).all())
    if whole and high - low < _MOST_BINS:
        edges = np.arange(low, high + 2) - 0.5
        counts, _ = np.histogram(numbers, edges)
        each = np.arange(low, high + 1)
        return pd.DataFrame({"low": each, "high": each, "rows": counts})
    first, third = np.percentile(numbers, [25, 75])
    width = 2 * (third - first) / len(numbers) ** (1 / 3)
    wanted = int(np.ceil((high - low) / width)) if width > 0 else _MOST_BINS
    edges = _round_edges(low, high, max(5, min(_MOST_BINS, wanted)))
    counts, _ = np.histogram(numbers, edges)
    return pd.DataFrame({"low": edges[:-1], "high": edges[1:], "rows": counts})


def _round_edges(low: float, high: float, bins: int) -> npt.NDArray[np.float64]:
    """Return edges at round numbers."""
    raw = (high - low) / bins
    power = 10.0 ** np.floor(np.log10(raw))
    step = next(power * factor for factor in (1, 2, 2.5, 5, 10) if power * factor >= raw)
    start = np.floor(low / step) * step
    return np.asarray(start + step * np.arange(int(np.ceil((high - start) / step + 1e-9)) + 1))
