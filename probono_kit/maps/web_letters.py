"""Numbers in letters: five of base 85 for what four bytes hold, and a little more.

No letter means anything to HTML, JSON, scripts or Jinja; ``letters.js`` reads them.
"""

from __future__ import annotations

import base64
import string
from collections.abc import Sequence
from typing import Any

import numpy as np

#: Letters of Python's base 85 that mean something elsewhere, and what stands for them.
HARMLESS = str.maketrans("<&`{}>", ",./:[]")

_BACK = {harmless: given for given, harmless in HARMLESS.items()}

_LETTERS = (
    string.digits + string.ascii_uppercase + string.ascii_lowercase + "!#$%&()*+-;<=>?@^_`{|}~"
).translate(HARMLESS)

_BASE, _EACH = 85, 5

#: The highest number of a kind: it is one byte where it is read.
_KINDS = 255


def decode_bytes(letters: str) -> bytes:
    """Return the bytes that stand in a page as letters, four for five.

    Parameters
    ----------
    letters : str
        The first says how many bytes only fill up: what
        :func:`probono_kit.maps.web_facts.pack` writes.

    Raises
    ------
    ValueError
        If they are something else.

    Examples
    --------
    >>> decode_bytes("3VE_OC")
    b'a'
    """
    whole = base64.b85decode(letters[1:].translate(_BACK))
    return whole[: len(whole) - int(letters[:1])]


def encode_spots(points: Sequence[tuple[int, int]], kinds: Sequence[int]) -> dict[str, Any] | None:
    """Write points on a grid, each with the number of what it is, in five letters each.

    Parameters
    ----------
    points : sequence of (int, int)
        In cells of the grid, none below 0.
    kinds : sequence of int
        As many, from 0 on.

    Returns
    -------
    dict or None
        ``letters``, and how ``wide`` and ``high`` the grid is; None if five letters are too few
        for so many kinds.

    Examples
    --------
    >>> encode_spots([(0, 0), (3, 1)], [0, 1])
    {'letters': '000000000F', 'wide': 4, 'high': 2}
    """
    places = np.array(points, dtype=np.int64).reshape(-1, 2)
    numbered = np.asarray(kinds, dtype=np.int64)
    wide, high = (int(end) + 1 for end in places.max(axis=0, initial=0))
    most = int(numbered.max(initial=0))
    if most > _KINDS or wide * high * (most + 1) > _BASE**_EACH:
        return None
    numbers = (numbered * high + places[:, 1]) * wide + places[:, 0]
    digits = numbers[:, None] // _BASE ** np.arange(_EACH - 1, -1, -1) % _BASE
    letters = "".join(np.array(list(_LETTERS))[digits.ravel()].tolist())
    return {"letters": letters, "wide": wide, "high": high}
