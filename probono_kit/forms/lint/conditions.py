"""Conditions that can be read and still do not say what was meant."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches

from probono_kit.findings import Findings
from probono_kit.forms.functions import FUNCTIONS
from probono_kit.forms.grammar import Node
from probono_kit.forms.lint.logic import Sight, Written, shortened
from probono_kit.forms.words import TYPES

_ORDER = ("<", "<=", ">", ">=")
_DATES = ("date", "date-time", "format-date", "format-date-time")


def conditions(sight: Sight, findings: Findings) -> None:
    """Find words without quotation marks, texts that nothing is compared with, dates as sums."""
    for each in sight.written:
        tree = each.expression.tree
        if tree is None or each.column.key in ("choice_filter", "repeat_count"):
            continue
        _bare_words(sight, each, tree, findings)
        if each.column.key in ("relevant", "constraint") and tree.kind == "string":
            findings.add("form.always", each.where, value=tree.text)
        for node in _outside_brackets(tree):
            if node.kind == "operator" and len(node.parts) == 2:
                _operator(sight, each, node, findings)
            if node.kind == "call":
                _call(each, node, findings)


def _outside_brackets(node: Node) -> Iterator[Node]:
    """Yield the parts that are worked out at the question itself, not for rows of a list."""
    yield node
    if node.kind not in ("path", "ref"):
        for part in node.parts:
            yield from _outside_brackets(part)


def _bare_words(sight: Sight, each: Written, tree: Node, findings: Findings) -> None:
    if each.column.key in ("required", "read_only") and tree.kind == "path":
        return
    for node in _outside_brackets(tree):
        word = node.text
        if (
            node.kind == "path"
            and not node.parts
            and word[0].isalpha()
            and not set(word) & set("/:")
        ):
            values = {"value": word, "meant": _meant(sight, word)}
            findings.add("form.bare_word", each.where, column=each.column.written, **values)


def _meant(sight: Sight, word: str) -> str:
    if word in sight.form.by_name:
        return f"${{{word}}}"
    if word.lower() in FUNCTIONS and FUNCTIONS[word.lower()][0] == 0:
        return f"{word.lower()}()"
    near = get_close_matches(word, sight.form.by_name, 1, 0.85)
    return f"${{{near[0]}}}" if near else f"'{word}'"


def _operator(sight: Sight, each: Written, node: Node, findings: Findings) -> None:
    if node.text in ("and", "or"):
        for part in node.parts:
            if part.kind in ("string", "number"):
                findings.add("form.always", each.where, value=part.text)
        return
    for part in node.parts:
        target = sight.target(part.text) if part.kind == "ref" and not part.after else None
        if target is not None and target.is_container:
            findings.add("form.group_value", each.where, name=target.name)
    if node.text in _ORDER:
        for part in node.parts:
            if part.kind == "string" and not _is_number(part.text):
                findings.add("form.text_ordered", each.where, value=shortened(part.text))


def _call(each: Written, node: Node, findings: Findings) -> None:
    first = node.parts[0] if node.parts else None
    if first is None:
        return
    kinds = [part.kind for part in node.parts]
    if node.text == "selected" and kinds == ["string", "ref"]:
        values = {"name": node.parts[1].text, "value": first.text}
        findings.add("form.selected_swapped", each.where, **values)
    is_sum = first.kind == "operator" and first.text == "-"
    if node.text in _DATES and is_sum and {n.kind for n in first.walk()} == {"number", "operator"}:
        findings.add("form.date_sum", each.where, value=shortened(each.expression.text))


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True


def repeat_counts(sight: Sight, findings: Findings) -> None:
    """Find a number of repeats that is not a number."""
    for each in sight.written:
        tree = each.expression.tree
        if each.column.key != "repeat_count" or tree is None:
            continue
        target = sight.target(tree.text) if tree.kind == "ref" else None
        if target is not None and target.kind not in TYPES:
            continue
        text = target is not None and target.kind not in (
            "integer",
            "calculate",
            "range",
            "hidden",
            "decimal",
        )
        if target is not None and target.kind == "select_one":
            known = sight.form.lists.get(target.list_name, ())
            text = not (known and all(choice.name.isdigit() for choice in known))
        if tree.kind == "string" or (tree.kind == "path" and not tree.text.startswith((".", "/"))):
            text = True
        if text:
            findings.add("form.repeat_count", each.where, value=shortened(each.expression.text))
