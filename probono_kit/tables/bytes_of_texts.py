"""Looking at the bytes of all texts of a column at once."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from probono_kit.tables.texts import Flags

Bytes = npt.NDArray[np.uint8]
Ends = npt.NDArray[np.int64]

_SPACE, _UNDERLINE, _X = b" _x"

#: Bytes that only texts have which are worth a closer look: all that are not printable ASCII nor
#: of a letter of Latin, from À to ſ, whose accent is never apart (À, é, ÿ; Ā, œ, ž).
_ODD = np.ones(256, dtype=bool)
_ODD[0x20:0x7F] = False
_ODD[[0xC3, 0xC4, 0xC5]] = False
_ODD[0x80:0xC0] = False  # follows another byte, which decides


def buffers(texts: Any) -> tuple[Ends, Bytes]:
    """Return where the bytes of each text begin and end, and the bytes.

    Parameters
    ----------
    texts : pyarrow.LargeStringArray
        Without a gap.

    Returns
    -------
    ends : array of int64
        One more than there are texts: text *i* is ``content[ends[i]:ends[i + 1]]``.
    content : array of uint8
        UTF-8, of these texts alone.

    Examples
    --------
    >>> import pyarrow as pa
    >>> ends, content = buffers(pa.array(["ab", "", "c"], type=pa.large_string())[1:])
    >>> ends.tolist(), bytes(content)
    ([0, 0, 1], b'c')
    """
    if not len(texts):
        return np.zeros(1, dtype=np.int64), np.zeros(0, dtype=np.uint8)
    _, offsets, data = texts.buffers()
    ends = np.frombuffer(offsets, dtype=np.int64)[texts.offset : texts.offset + len(texts) + 1]
    if data is None:
        return np.zeros(len(texts) + 1, dtype=np.int64), np.zeros(0, dtype=np.uint8)
    content = np.frombuffer(data, dtype=np.uint8)[ends[0] : ends[-1]]
    return ends - ends[0], content


def may_be_untidy(texts: Any) -> Flags:
    """Tell which texts need a closer look; all others are tidy for certain.

    Parameters
    ----------
    texts : pyarrow.LargeStringArray
        Without a gap.

    Examples
    --------
    >>> import pyarrow as pa
    >>> texts = pa.array(["Thiès", " a", "b  c", "d\\u00a0e"], pa.large_string())
    >>> may_be_untidy(texts).tolist()
    [False, True, True, True]
    """
    ends, content = buffers(texts)
    found = ends[1:] == ends[:-1]
    odd = _ODD[content]
    space = content == _SPACE
    if len(content) > 1:
        odd[1:] |= space[1:] & space[:-1]
        odd[1:] |= (content[1:] == _X) & (content[:-1] == _UNDERLINE)
    places = np.flatnonzero(odd)
    if len(places):
        found[np.searchsorted(ends, places, side="right") - 1] = True
    filled = ~found
    found[filled] = space[ends[:-1][filled]] | space[ends[1:][filled] - 1]
    return np.asarray(found, dtype=bool)
