"""Texts that match a pattern."""

from __future__ import annotations

import re
from random import Random
from typing import Any

from probono_kit.forms.evaluation.patterns import pattern

# The standard library's own reader of patterns; there is no public one.
_parser: Any = getattr(re, "_parser")  # noqa: B009
#: How many more than the least of ``+`` and ``*``.
_MORE = 8
_ANY = "abcdefghijklmnopqrstuvwxyz 0123456789"
_CLASSES = {
    "CATEGORY_DIGIT": "0123456789",
    "CATEGORY_WORD": "abcdefghijklmnopqrstuvwxyz0123456789",
    "CATEGORY_SPACE": " ",
    "CATEGORY_NOT_DIGIT": "abcdefghijklmnopqrstuvwxyz",
    "CATEGORY_NOT_WORD": " -",
    "CATEGORY_NOT_SPACE": "abcdefghijklmnopqrstuvwxyz0123456789",
}


def sample(text: str, random: Random) -> str:
    """Return a text that a pattern matches; conditions on what is around are not looked at.

    Parameters
    ----------
    text : str
        The pattern, as in the form.
    random : random.Random
        Where it is drawn from.

    Examples
    --------
    >>> import re
    >>> bool(re.fullmatch("[A-C]{2}-[0-9]{4}", sample("^[A-C]{2}-[0-9]{4}$", Random(1))))
    True
    """
    return _several(_parser.parse(pattern(text).pattern, re.ASCII), random)


def _several(parts: Any, random: Random) -> str:
    return "".join(_one(str(op), value, random) for op, value in parts)


def _one(op: str, value: Any, random: Random) -> str:
    if op == "LITERAL":
        return chr(value)
    if op == "NOT_LITERAL":
        return random.choice([sign for sign in _ANY if ord(sign) != value])
    if op == "ANY":
        return random.choice(_ANY)
    if op == "IN":
        return _member(value, random)
    if op in ("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"):
        least, most, inner = value
        count = random.randint(least, min(int(most), least + _MORE))
        return "".join(_several(inner, random) for _ in range(count))
    if op == "SUBPATTERN":
        return _several(value[3], random)
    if op == "ATOMIC_GROUP":
        return _several(value, random)
    if op == "BRANCH":
        return _several(random.choice(value[1]), random)
    return ""


def _member(parts: Any, random: Random) -> str:
    first = str(parts[0][0])
    if first == "NEGATE":
        out = {sign for sign in _ANY if any(_holds(part, sign) for part in parts[1:])}
        return random.choice([sign for sign in _ANY if sign not in out] or ["x"])
    op, value = random.choice(parts)
    if str(op) == "RANGE":
        return chr(random.randint(value[0], min(value[1], value[0] + 100)))
    if str(op) == "LITERAL":
        return chr(value)
    return random.choice(_CLASSES.get(str(value), "a"))


def _holds(part: Any, sign: str) -> bool:
    op, value = str(part[0]), part[1]
    if op == "RANGE":
        return bool(value[0] <= ord(sign) <= value[1])
    return ord(sign) == value if op == "LITERAL" else sign in _CLASSES.get(str(value), "")
