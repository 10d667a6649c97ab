"""Names in which words are cut short: ``Mayo K. Est``."""

from __future__ import annotations

import re

from probono_kit.places.kinds import is_kind
from probono_kit.places.names import name_key

_SHORTENED = re.compile(r"(?<!\w)([^\W\d_]{1,4})\.")


_COMPASS = frozenset("nsewo")


def may_be_shortened(name: str, words: tuple[str, ...]) -> bool:
    """Whether a name has a full stop, or a single letter for a side of the compass at its ends.

    Examples
    --------
    >>> may_be_shortened("S Kordofan", ("s", "kordofan"))
    True
    >>> may_be_shortened("Kordofan", ("kordofan",))
    False
    """
    return "." in name or (len(words) > 1 and (words[0] in _COMPASS or words[-1] in _COMPASS))


def is_shortened(name: str) -> bool:
    """Whether a word of the name itself, not the kind of area, is cut short by a full stop."""
    return any(not is_kind(word) for word in map(name_key, _SHORTENED.findall(name)))


def is_short_for(short: tuple[str, ...], full: tuple[str, ...]) -> bool:
    """Whether each word of one name begins the word of another in its place."""
    return len(short) == len(full) and all(
        word.startswith(start) for start, word in zip(short, full, strict=True)
    )


def initials(words: tuple[str, ...]) -> str:
    """Return the first letters of the words of a name."""
    return "".join(word[0] for word in words)
