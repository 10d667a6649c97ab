"""Regular expressions of Java and JavaScript, as forms hold them, in Python's dialect."""

from __future__ import annotations

import re
import sys
import unicodedata
from functools import lru_cache

_PROPERTY = re.compile(r"\\\\|\\(?P<not>[pP])\{(?P<name>[A-Za-z_=]+)\}|\\u(?P<hex>[0-9A-Fa-f]{4})")
#: Java's names of classes of ASCII.
_POSIX = {
    "Alpha": "a-zA-Z",
    "Lower": "a-z",
    "Upper": "A-Z",
    "Digit": "0-9",
    "Alnum": "a-zA-Z0-9",
    "Punct": r"!-/:-@\[-`{-~",
    "Space": r" \t\n\x0b\f\r",
}


@lru_cache(maxsize=1024)
def pattern(text: str) -> re.Pattern[str]:
    r"""Return a compiled pattern; ``\d``, ``\w`` and ``\s`` are ASCII, as in Java.

    Parameters
    ----------
    text : str
        The pattern as it stands in the form.

    Raises
    ------
    re.error
        If it is none.

    Examples
    --------
    >>> bool(pattern(r"[\p{Lu}][\p{L} ]+").fullmatch("Élodie Œuvrard"))
    True
    >>> bool(pattern(r"\d{3}").fullmatch("٣٣٣"))
    False
    """
    return re.compile(_PROPERTY.sub(_replaced, text), re.ASCII)


def _replaced(match: re.Match[str]) -> str:
    if match["hex"]:
        return f"\\u{match['hex']}"
    if not match["name"]:
        return match[0]
    name = match["name"].rpartition("=")[2].removeprefix("Is")
    # Inside or outside of brackets is told by what stands before an odd bracket.
    before = match.string[: match.start()].replace(r"\\", "").replace(r"\[", "").replace(r"\]", "")
    inside = before.rfind("[") > before.rfind("]")
    ranges = _ranges(name)
    if match["not"] == "p":
        return ranges if inside else f"[{ranges}]"
    if inside:
        raise re.error("a negated class within brackets")
    return f"[^{ranges}]"


@lru_cache(maxsize=32)
def _ranges(name: str) -> str:
    if name in _POSIX:
        return _POSIX[name]
    name = {"Alphabetic": "L", "Letter": "L", "Uppercase": "Lu", "Lowercase": "Ll"}.get(name, name)
    found: list[list[int]] = []
    for code in range(sys.maxunicode + 1):
        if unicodedata.category(chr(code)).startswith(name):
            if found and found[-1][1] == code - 1:
                found[-1][1] = code
            else:
                found.append([code, code])
    if not found:
        raise re.error(f"no such class: {name}")
    return "".join(f"\\U{a:08x}-\\U{b:08x}" for a, b in found)
