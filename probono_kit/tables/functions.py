"""What the signs and functions of an expression do with whole columns."""

from __future__ import annotations

from collections.abc import Callable
from functools import reduce
from typing import Any

import numpy as np
import pandas as pd

from probono_kit.tables.cells import Cells, cells
from probono_kit.tables.expressions import ExpressionError
from probono_kit.tables.vectors import Vector, as_text, need, same_sort, sorts


def _arithmetic(word: str, parts: list[Vector]) -> Vector:
    left, right = parts
    if word == "-":
        left, right = same_sort(left, right), same_sort(right, left)
    missing = left.missing | right.missing
    if word == "-" and left.sort == right.sort == "date":
        days = (left.data - right.data) / np.timedelta64(1, "D")
        return Vector("number", days, missing, whole=left.whole and right.whole)
    if word in "+-" and left.sort == "date" and right.sort == "number":
        seconds = np.where(missing, 0, right.data * 86_400_000_000).astype("timedelta64[us]")
        moved = left.data + seconds if word == "+" else left.data - seconds
        return Vector("date", moved, missing, whole=left.whole and right.whole)
    need(word, "number", left, right)
    data = _ARITHMETIC[word](left.data, right.data)
    whole = left.whole and right.whole and word != "/"
    return Vector("number", data, missing | ~np.isfinite(data), whole=whole)


_ARITHMETIC: dict[str, Callable[[Any, Any], Any]] = {
    "+": np.add,
    "-": np.subtract,
    "*": np.multiply,
    "/": np.divide,
}
COMPARE: dict[str, Callable[[Any, Any], Any]] = {
    "=": lambda a, b: a == b,
    "!=": lambda a, b: a != b,
    "<": np.less,
    "<=": np.less_equal,
    ">": np.greater,
    ">=": np.greater_equal,
}


def _minus(word: str, parts: list[Vector]) -> Vector:
    need("-", "number", *parts)
    return Vector("number", -parts[0].data, parts[0].missing, parts[0].whole)


def _joined(word: str, parts: list[Vector]) -> Vector:
    texts = [as_text(part) for part in parts]
    filled = [np.where(part.missing, "", part.data) for part in texts]
    data = reduce(lambda a, b: cells(x + y for x, y in zip(a, b, strict=True)), filled)
    return Vector("text", data, np.logical_and.reduce([part.missing for part in texts]))


def _and(word: str, parts: list[Vector]) -> Vector:
    left, right = parts
    need(word, "truth", left, right)
    known = left.fails | right.fails | ~(left.missing | right.missing)
    return Vector("truth", left.holds & right.holds, ~known)


def either(word: str, parts: list[Vector]) -> Vector:
    """Return where one of two conditions holds; known as soon as one of them does."""
    left, right = parts
    need(word, "truth", left, right)
    known = left.holds | right.holds | ~(left.missing | right.missing)
    return Vector("truth", left.holds | right.holds, ~known)


def _not(word: str, parts: list[Vector]) -> Vector:
    need(word, "truth", *parts)
    return Vector("truth", ~np.asarray(parts[0].data, dtype=bool), parts[0].missing)


def _empty(word: str, parts: list[Vector]) -> Vector:
    none = np.zeros(len(parts[0].missing), dtype=bool)
    return Vector("truth", parts[0].missing if word == "empty" else ~parts[0].missing, none)


def _if(word: str, parts: list[Vector]) -> Vector:
    asked, yes, no = parts
    need(word, "truth", asked)
    if yes.sort != no.sort:
        raise ExpressionError("recipe.kinds_differ", sign=word, sorts=sorts(yes, no))
    data = np.where(asked.holds, yes.data, no.data)
    missing = asked.missing | np.where(asked.holds, yes.missing, no.missing)
    return Vector(yes.sort, data, missing, yes.whole and no.whole)


def _over(word: str, parts: list[Vector]) -> Vector:
    """Sum, smallest or greatest of what is there."""
    if word == "sum" or parts[0].sort == "number":
        need(word, "number", *parts)
    else:
        need(word, "date", *parts)
    how = {"sum": np.add, "min": np.fmin, "max": np.fmax}[word]
    gap: Any = 0.0 if word == "sum" else (np.nan if parts[0].sort == "number" else "NaT")
    filled = [np.where(p.missing, np.asarray(gap, dtype=p.data.dtype), p.data) for p in parts]
    data: Any = reduce(how, filled)
    missing = np.logical_and.reduce([part.missing for part in parts])
    return Vector(parts[0].sort, data, missing, all(part.whole for part in parts))


def _first(word: str, parts: list[Vector]) -> Vector:
    need(word, parts[0].sort, *parts)
    data, missing = parts[0].data, parts[0].missing
    for part in parts[1:]:
        data = np.where(missing, part.data, data)
        missing = missing & part.missing
    return Vector(parts[0].sort, data, missing, all(part.whole for part in parts))


def _number_function(word: str, parts: list[Vector]) -> Vector:
    need(word, "number", *parts)
    if word == "abs":
        return Vector("number", np.abs(parts[0].data), parts[0].missing, parts[0].whole)
    places = parts[1].data[0] if len(parts) > 1 and len(parts[1].data) else 0.0
    scale = 10.0 ** np.clip(places, -15, 15)
    # Halves go away from zero, as people round: 2.5 is 3.
    nudged = np.abs(parts[0].data) * scale
    nudged = np.floor(np.round(nudged, 9) + 0.5) / scale
    return Vector("number", np.copysign(nudged, parts[0].data), parts[0].missing, whole=places <= 0)


def _text_function(word: str, parts: list[Vector]) -> Vector:
    inner = as_text(parts[0])
    if word == "text":
        return inner
    codes, distinct = pd.factorize(inner.data)
    size = int(parts[1].data[0]) if len(parts) > 1 and len(parts[1].data) else 0
    change: dict[str, Callable[[str], Any]] = {
        "lower": str.lower,
        "upper": str.upper,
        "left": lambda text: text[: max(0, size)],
        "right": lambda text: text[-size:] if size > 0 else "",
        "length": lambda text: float(len(text)),
    }
    made: Cells = cells([*map(change[word], distinct), None])[codes]
    if word == "length":
        lengths = np.where(inner.missing, 0.0, made).astype(float)
        return Vector("number", lengths, inner.missing, whole=True)
    return Vector("text", made, inner.missing)


def _number(word: str, parts: list[Vector]) -> Vector:
    if parts[0].sort == "number":
        return parts[0]
    inner = as_text(parts[0])
    data = pd.to_numeric(pd.Series(inner.data), errors="coerce").to_numpy(dtype=float)
    return Vector("number", data, inner.missing | ~np.isfinite(data))


def _part_of_date(word: str, parts: list[Vector]) -> Vector:
    need(word, "date", *parts)
    moments = pd.DatetimeIndex(parts[0].data)
    data = np.asarray(getattr(moments, word), dtype=float)
    return Vector("number", data, parts[0].missing, whole=True)


WORDS: dict[str, Callable[[str, list[Vector]], Vector]] = {
    **dict.fromkeys(_ARITHMETIC, _arithmetic),
    "minus": _minus,
    "&": _joined,
    "and": _and,
    "or": either,
    "not": _not,
    "if": _if,
    **dict.fromkeys(("empty", "filled"), _empty),
    **dict.fromkeys(("sum", "min", "max"), _over),
    **dict.fromkeys(("abs", "round"), _number_function),
    **dict.fromkeys(("lower", "upper", "left", "right", "length", "text"), _text_function),
    **dict.fromkeys(("year", "month", "day"), _part_of_date),
    "first": _first,
    "number": _number,
}
