"""Texts that every program reads alike, as numbers and moments: all of them at once."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa


def whole_numbers(texts: Any) -> npt.NDArray[np.int64]:
    """Return whole numbers.

    Parameters
    ----------
    texts : pyarrow.LargeStringArray
        Without a gap, such as ``-12``.

    Examples
    --------
    >>> whole_numbers(pa.array(["12", "-0", "007"], type=pa.large_string())).tolist()
    [12, 0, 7]
    """
    try:
        return np.asarray(texts.cast(pa.int64()).to_numpy(zero_copy_only=False), dtype=np.int64)
    except pa.ArrowInvalid:  # Python reads more: spaces around, other digits
        return np.array([int(text) for text in texts.to_pylist()], dtype=np.int64)


def decimals(texts: Any) -> npt.NDArray[np.float64]:
    """Return numbers as floats, ``nan`` where there is no text.

    Parameters
    ----------
    texts : pyarrow.LargeStringArray
        Such as ``-3.5``.

    Examples
    --------
    >>> decimals(pa.array(["3.5", None, "1e-05"], type=pa.large_string())).tolist()
    [3.5, nan, 1e-05]
    """
    try:
        cast = texts.cast(pa.float64()).to_numpy(zero_copy_only=False)
        return np.asarray(cast, dtype=np.float64)
    except pa.ArrowInvalid:
        return np.array([np.nan if t is None else float(t) for t in texts.to_pylist()], dtype=float)


def moments(texts: Any) -> npt.NDArray[np.datetime64]:
    """Return days and times.

    Parameters
    ----------
    texts : pyarrow.LargeStringArray
        As ISO 8601 writes them, such as ``2025-04-30 08:15``; null for none.

    Examples
    --------
    >>> moments(pa.array(["2025-04-30", None], type=pa.large_string())).astype(str).tolist()
    ['2025-04-30T00:00:00.000000', 'NaT']
    """
    listed = [text or "NaT" for text in texts.to_pylist()]
    return np.array(listed, dtype="datetime64[us]")
