"""What names sound like, roughly, whatever language wrote them down."""

from __future__ import annotations

import re
from functools import lru_cache

_SOUNDS = (
    *(("tch", "s"), ("sch", "s"), ("ch", "s"), ("sh", "s"), ("kh", "k"), ("gh", "g"), ("dh", "d")),
    *(("th", "t"), ("ph", "f"), ("dj", "j"), ("dz", "z"), ("ts", "s"), ("ou", "u"), ("oo", "u")),
    *(("ee", "i"), ("aa", "a"), ("w", "u"), ("v", "u"), ("ck", "k"), ("q", "k"), ("x", "ks")),
    *(("c", "k"), ("gu", "g"), ("z", "s"), ("y", "i"), ("ie", "i"), ("h", "")),
)
_DOUBLED = re.compile(r"(.)\1+")
_MISREAD = str.maketrans("0158", "olsb")


@lru_cache(maxsize=200_000)
def sound_key(key: str) -> str:
    """Return what a name sounds like, roughly, whatever language wrote it down.

    Examples
    --------
    >>> sound_key("wadaï") == sound_key("ouaddaï")
    True
    """
    if not key.isalpha() and not key.isdigit():
        key = key[:1] + key[1:-1].translate(_MISREAD) + key[-1:]
    if len(key) > 6 and key.startswith(("al", "el")):  # the Arabic article, joined
        key = key[2:]
    for written, sound in _SOUNDS:
        key = key.replace(written, sound)
    return _DOUBLED.sub(r"\1", key)
