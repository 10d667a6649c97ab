"""Pieces of a compiled expression, and how each kind is turned into another."""

from __future__ import annotations

import operator
from collections.abc import Callable
from typing import Any, NamedTuple

from probono_kit.forms.evaluation.values import number, text_of, truth_of
from probono_kit.forms.tokens import ExpressionError

#: Works out a value from a row and, inside brackets, the item that they choose.
Run = Callable[[Any, Any], Any]


class Code(NamedTuple):
    """A compiled part.

    Attributes
    ----------
    kind : str
        ``number``, ``text``, ``truth``; ``leaf``, the text of the one node of a path; ``texts``,
        those of all nodes of a path.
    run : callable
        Of the row and the item.
    """

    kind: str
    run: Run


def as_number(code: Code) -> Run:
    """Return what gives a part as a number."""
    run = code.run
    if code.kind == "number":
        return run
    if code.kind == "truth":
        return lambda row, item: 1.0 if run(row, item) else 0.0
    if code.kind == "texts":
        return lambda row, item: number((run(row, item) or ("",))[0])
    return lambda row, item: number(run(row, item))


def as_text(code: Code) -> Run:
    """Return what gives a part as text."""
    run = code.run
    if code.kind in ("text", "leaf"):
        return run
    if code.kind == "number":
        return lambda row, item: text_of(run(row, item))
    if code.kind == "truth":
        return lambda row, item: "true" if run(row, item) else "false"
    return lambda row, item: (run(row, item) or ("",))[0]


def as_truth(code: Code) -> Run:
    """Return what tells whether a part is true; a node is if it has a text, as in Collect."""
    run = code.run
    if code.kind == "truth":
        return run
    if code.kind == "number":
        return lambda row, item: truth_of(run(row, item))
    return lambda row, item: bool(run(row, item))


def as_texts(code: Code) -> Run:
    """Return what gives a part as the texts of its nodes."""
    run = code.run
    if code.kind == "texts":
        return run
    text = as_text(code)
    return lambda row, item: [text(row, item)]


_ORDER: dict[str, Callable[[Any, Any], bool]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}
_SAME: dict[str, Callable[[Any, Any], bool]] = {"=": operator.eq, "!=": operator.ne}
_SUMS: dict[str, Callable[[float, float], float]] = {
    "+": operator.add,
    "-": operator.sub,
    "*": operator.mul,
}


def joined(sign: str, left: Code, right: Code, start: int) -> Code:
    """Return the code of an operator with two sides."""
    if sign in ("and", "or"):
        a, b = as_truth(left), as_truth(right)
        if sign == "and":
            return Code("truth", lambda row, item: a(row, item) and b(row, item))
        return Code("truth", lambda row, item: a(row, item) or b(row, item))
    if sign in _ORDER or sign in _SAME:
        return Code("truth", compared(sign, left, right))
    if sign in _SUMS:
        a, b, run = as_number(left), as_number(right), _SUMS[sign]
        return Code("number", lambda row, item: run(a(row, item), b(row, item)))
    if sign in ("div", "mod"):
        a, b = as_number(left), as_number(right)
        run = _divided if sign == "div" else _remainder
        return Code("number", lambda row, item: run(a(row, item), b(row, item)))
    if sign == "|" and left.kind in ("leaf", "texts") and right.kind in ("leaf", "texts"):
        first, second = as_texts(left), as_texts(right)
        return Code("texts", lambda row, item: [*first(row, item), *second(row, item)])
    raise ExpressionError("form.not_evaluated", start, part=sign)


def compared(sign: str, left: Code, right: Code) -> Run:
    """Return a comparison: with many nodes, true if it is true for one of them."""
    if sign in _SAME and "truth" in (left.kind, right.kind):
        same = _SAME[sign]
        a, b = as_truth(left), as_truth(right)
        return lambda row, item: same(a(row, item), b(row, item))
    numeric = sign in _ORDER or "number" in (left.kind, right.kind)
    test = _ORDER.get(sign) or _SAME[sign]
    if "texts" in (left.kind, right.kind):
        return _any(test, left, right, numeric=numeric)
    a, b = (as_number(left), as_number(right)) if numeric else (as_text(left), as_text(right))
    return lambda row, item: test(a(row, item), b(row, item))


def _any(test: Callable[[Any, Any], bool], left: Code, right: Code, *, numeric: bool) -> Run:
    first, second = as_texts(left), as_texts(right)
    turn: Callable[[str], Any] = number if numeric else str

    def run(row: Any, item: Any) -> bool:
        others = [turn(text) for text in second(row, item)]
        return any(test(turn(text), other) for text in first(row, item) for other in others)

    return run


def _divided(a: float, b: float) -> float:
    if b:
        return a / b
    if not a or a != a:
        return float("nan")
    return float("inf") if a > 0 else float("-inf")


def _remainder(a: float, b: float) -> float:
    """Give the sign of the dividend, as XPath says."""
    import math

    try:
        return math.fmod(a, b)
    except ValueError:
        return math.nan
