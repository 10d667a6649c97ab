"""How alike two questions, choices or expressions of two versions of a form are."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from rapidfuzz import fuzz

from probono_kit.forms.expressions import parse_expression
from probono_kit.forms.grammar import Node
from probono_kit.forms.model import REFERENCE, Choice, Form, Question
from probono_kit.tables.cells import fold

#: From here on two texts say the same in other words; below, something else may be asked.
SAME_SENSE = 0.6
_NUMBERING = re.compile(r"^(?:[a-z]?\d+(?:\.\d+)*[.):\-–]?|[a-z]\d*[.)])\s+")


def plain(text: str) -> str:
    """Return a text as it is compared: folded, without numbering, signs and references.

    Examples
    --------
    >>> plain("3.1 Âge de **${name}** ?")
    'age de'
    """
    bare = re.sub(r"[*_#]+", " ", REFERENCE.sub(" ", text)).strip().casefold()
    bare = re.sub(r"[?!:;.,«»“”\"'’()\[\]]+", " ", _NUMBERING.sub("", bare))
    return " ".join(fold(bare).split())


def alike(first: str, second: str) -> float:
    """Return how alike two texts are, 0 to 1.

    Examples
    --------
    >>> alike("How old are you?", "how old are you")
    1.0
    """
    one, two = plain(first), plain(second)
    if one == two:
        return 1.0
    return float(fuzz.ratio(one, two)) / 100 if one and two else 0.0


def labels_alike(old: Question | Choice, new: Question | Choice) -> float | None:
    """Return how alike the labels are, in the language in which they are most alike.

    ``None`` where one has no label: nothing is known then.
    """
    before, after = _labels(old), _labels(new)
    if not before or not after:
        return None
    shared = before.keys() & after.keys()
    pairs = [(before[each], after[each]) for each in sorted(shared)]
    pairs = pairs or [(a, b) for a in before.values() for b in after.values()]
    return max(alike(a, b) for a, b in pairs)


def _labels(row: Question | Choice) -> dict[str, str]:
    return {
        column.language.casefold(): text
        for column, text in row.row.cells.items()
        if column.key == "label" and text.strip()
    }


def choices_alike(old: Iterable[Choice], new: Iterable[Choice]) -> float:
    """Return which share of the choices of two lists is common, by name or by label."""
    before, after = list(old), list(new)
    if not before or not after:
        return 0.0
    names = {each.name for each in before} & {each.name for each in after}
    labels = {plain(each.label()) for each in before} & {plain(each.label()) for each in after}
    return max(len(names), len(labels - {""})) / max(len(before), len(after))


def list_of(form: Form, question: Question) -> tuple[Choice, ...]:
    """Return the choices of a select that stand in the form itself."""
    return form.lists.get(question.list_name, ()) if question.is_select else ()


def sense(text: str, names: Mapping[str, str]) -> Any:
    """Return what an expression says, whatever its spaces, brackets and quotes.

    Parameters
    ----------
    text : str
        An expression, may be empty.
    names : mapping
        New names of questions that have another one now.

    Examples
    --------
    >>> sense("selected( ${a},'x')", {"a": "b"}) == sense('selected(${b}, "x")', {})
    True
    """
    if not text:
        return ""
    tree = parse_expression(text).tree
    if tree is not None:
        return _sense(tree, names)
    mapped = REFERENCE.sub(lambda m: f"${{{names.get(m['name'], m['name'])}}}", text)
    return "".join(mapped.split())


def _sense(node: Node, names: Mapping[str, str]) -> tuple[Any, ...]:
    text = names.get(node.text, node.text) if node.kind == "ref" else node.text
    parts = tuple(_sense(part, names) for part in node.parts)
    return (node.kind, text, parts, node.at, node.after)
