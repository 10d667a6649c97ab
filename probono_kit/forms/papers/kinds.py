"""What happens to answers when the kind of a question changes, and limits compared."""

from __future__ import annotations

import math
from typing import Literal

from probono_kit.forms.expressions import parse_expression
from probono_kit.forms.grammar import Node
from probono_kit.forms.papers.matching import EMPTY

Fate = Literal["same", "fits", "lost"]

_SELECT_ONE = frozenset(("select_one", "select_one_from_file", "select_one_external"))
_SELECT_MANY = frozenset(("select_multiple", "select_multiple_from_file"))
#: Kinds → kinds that hold their answers as well.
_WIDER: tuple[tuple[frozenset[str], frozenset[str]], ...] = (
    (frozenset(("integer", "percentage")), frozenset(("decimal", "range", "percentage"))),
    (frozenset(("range", "percentage")), frozenset(("decimal", "integer"))),
    (frozenset(("date", "today")), frozenset(("datetime", "date"))),
    (_SELECT_ONE, _SELECT_ONE | _SELECT_MANY),
    (_SELECT_MANY, _SELECT_MANY | frozenset(("rank",))),
    (frozenset(("rank",)), _SELECT_MANY),
    (frozenset(("start-geopoint",)), frozenset(("geopoint",))),
)
_FILES = frozenset(("image", "audio", "video", "file", "background-audio", "audit"))
_WRITTEN = frozenset(("text", "barcode", "calculate", "hidden"))


def fate_of_answers(old: str, new: str) -> Fate:
    """Return what a change of kind does to the answers given so far.

    Parameters
    ----------
    old, new : str
        Kinds of question.

    Returns
    -------
    str
        ``"same"``; ``"fits"`` where the new kind can hold them; ``"lost"``.

    Examples
    --------
    >>> fate_of_answers("select_one", "select_multiple"), fate_of_answers("text", "integer")
    ('fits', 'lost')
    """
    if old == new or (old in EMPTY and new in EMPTY):
        return "same"
    if new in EMPTY:
        return "lost"
    if old in EMPTY or any(old in kinds and new in wider for kinds, wider in _WIDER):
        return "fits"
    if new in _WRITTEN and old not in _FILES:
        return "fits"
    return "lost"


#: Kinds by the type that the XForm gives their answers; all others are ``string`` there.
_TYPED = {
    **dict.fromkeys(("integer", "range", "percentage"), "int"),
    **dict.fromkeys(("image", "audio", "video", "file", "background-audio"), "binary"),
    **{kind: kind for kind in ("decimal", "date", "time", "geopoint", "geotrace", "geoshape")},
    "datetime": "dateTime",
    "start": "dateTime",
    "end": "dateTime",
    "today": "date",
}


def refused_by_central(old: str, new: str) -> bool:
    """Tell whether ODK Central takes no form in which a question changes its kind so.

    A type may become ``string``, and no other one. Source:
    https://github.com/getodk/central/releases/tag/v0.8.1.

    Examples
    --------
    >>> refused_by_central("text", "integer"), refused_by_central("integer", "text")
    (True, False)
    >>> refused_by_central("select_one", "select_multiple")
    False
    """
    after = _TYPED.get(new, "string")
    return after not in ("string", _TYPED.get(old, "string"))


def limits(constraint: str) -> tuple[float, float] | None:
    """Return the smallest and the largest number that a constraint allows.

    ``None`` where it says anything else than that.

    Examples
    --------
    >>> limits(". >= 0 and . < 120"), limits("${age} > 3 and . > 2") is None
    ((0.0, 120.0), True)
    """
    tree = parse_expression(constraint).tree if constraint else None
    if not constraint:
        return -math.inf, math.inf
    return None if tree is None else _limits(tree)


def _limits(node: Node) -> tuple[float, float] | None:
    if node.kind != "operator" or len(node.parts) != 2:
        return None
    one, two = node.parts
    if node.text == "and":
        first, second = _limits(one), _limits(two)
        if first is None or second is None:
            return None
        return max(first[0], second[0]), min(first[1], second[1])
    number = _number(two)
    if number is None or one.kind != "path" or one.text != ".":
        return None
    if node.text in (">", ">="):
        return number, math.inf
    return (-math.inf, number) if node.text in ("<", "<=") else None


def _number(node: Node) -> float | None:
    if node.kind == "number":
        return float(node.text)
    if node.kind == "operator" and node.text == "-" and len(node.parts) == 1:
        inner = _number(node.parts[0])
        return None if inner is None else -inner
    return None


def allows_all(old: str, new: str) -> bool:
    """Tell whether every answer that the old constraint allowed is allowed by the new one.

    Examples
    --------
    >>> allows_all(". > 0 and . < 100", ". > 0"), allows_all("", ". > 0")
    (True, False)
    """
    if not new:
        return True
    before, after = limits(old), limits(new)
    if before is None or after is None:
        return False
    return after[0] <= before[0] and after[1] >= before[1] and not _stricter(old, new)


def _stricter(old: str, new: str) -> bool:
    """Tell whether a limit itself is no longer allowed, as ``>`` in the place of ``>=``."""
    return limits(old) == limits(new) and new.count("=") < old.count("=")
