"""Which answers lead to a question: its condition read backwards."""

from __future__ import annotations

from random import Random
from typing import NamedTuple

from probono_kit.forms.expressions import parse_expression
from probono_kit.forms.grammar import Node
from probono_kit.forms.model import Form, Question

_NEGATED = {"<": ">=", "<=": ">", ">": "<=", ">=": "<", "=": "!=", "!=": "="}
_FLIPPED = {"<": ">", "<=": ">=", ">": "<", ">=": "<=", "=": "=", "!=": "!="}
_DEEPEST = 14


class Wish(NamedTuple):
    """What an answer should be: ``=``, ``!=``, ``<``…, ``has``, ``hasnt``, and of what."""

    sign: str
    value: str


Wishes = dict[str, list[Wish]]


def wishes_for(form: Form, question: Question, random: Random) -> Wishes:
    """Return wishes for earlier answers, by path, under which a question is likely asked.

    Parameters
    ----------
    form : Form
        The form.
    question : Question
        The question to get to.
    random : random.Random
        Where one of several ways has to be chosen.
    """
    found: Wishes = {}
    _Reader(form, random, found).asked(question, 0)
    return found


class _Reader:
    def __init__(self, form: Form, random: Random, found: Wishes) -> None:
        self.form = form
        self.random = random
        self.found = found
        self.seen: set[str] = set()

    def asked(self, question: Question, depth: int) -> None:
        """Wish for all that the question and the groups around it ask for."""
        if question.path in self.seen or depth > _DEEPEST:
            return
        self.seen.add(question.path)
        for each in (*question.parents, question):
            count = each.row.get("repeat_count") if each.kind == "repeat" else ""
            for text, wanted in ((each.row.get("relevant"), True), (f"{count} >= 1", bool(count))):
                tree = parse_expression(text).tree if text and wanted else None
                if tree is not None:
                    self.read(tree, wanted=True, depth=depth + 1)

    def read(self, node: Node, *, wanted: bool, depth: int) -> None:
        if depth > _DEEPEST:
            return
        if node.kind == "call":
            self.call(node, wanted=wanted, depth=depth)
        elif node.kind == "ref":
            self.wish(node, Wish("!=" if wanted else "=", ""), depth)
        elif node.kind == "operator" and len(node.parts) == 2:
            if node.text in ("and", "or"):
                parts = list(node.parts)
                if (node.text == "or") == wanted:
                    parts = [self.random.choice(_alternatives(node, node.text))]
                for part in parts:
                    self.read(part, wanted=wanted, depth=depth)
            elif node.text in _NEGATED:
                self.compare(node, wanted=wanted, depth=depth)

    def call(self, node: Node, *, wanted: bool, depth: int) -> None:
        if node.text == "not":
            self.read(node.parts[0], wanted=not wanted, depth=depth)
        elif node.text in ("boolean", "boolean-from-string", "number", "string"):
            for part in node.parts:
                self.read(part, wanted=wanted, depth=depth)
        elif node.text == "selected" and node.parts[0].kind == "ref":
            if (value := _literal(node.parts[1])) is not None:
                self.wish(node.parts[0], Wish("has" if wanted else "hasnt", value), depth)
        elif node.text == "if":
            # The first branch: most forms write if(condition, true(), false()).
            self.read(node.parts[0], wanted=wanted, depth=depth)

    def compare(self, node: Node, *, wanted: bool, depth: int) -> None:
        left, right = node.parts
        sign = node.text if wanted else _NEGATED[node.text]
        if (value := _literal(right)) is None:
            left, right, sign = right, left, _FLIPPED[sign]
            value = _literal(right)
        if value is None:
            return
        if left.kind == "call" and left.text in ("sum", "max", "number", "coalesce", "string"):
            refs = [part for part in left.parts if part.kind == "ref"]
            for part in refs[:1]:
                self.wish(part, Wish(sign, value), depth)
        elif left.kind == "call" and left.text == "count-selected" and left.parts[0].kind == "ref":
            self.wish(left.parts[0], Wish("!=", ""), depth)
        elif left.kind == "ref":
            self.wish(left, Wish(sign, value), depth)

    def wish(self, node: Node, wish: Wish, depth: int) -> None:
        """Wish for an answer; of a calculation, for what makes it so."""
        for question in self.form.by_name.get(node.text, ())[:1]:
            calculation = question.row.get("calculation")
            if calculation:
                self.calculated(question, calculation, wish, depth)
            else:
                self.found.setdefault(question.path, []).append(wish)
            if wish != ("=", ""):
                self.asked(question, depth + 1)

    def rows(self, node: Node, wish: Wish, depth: int) -> None:
        """Wish for as many rows as a sum of ones needs."""
        for question in self.form.by_name.get(node.text, ())[:1]:
            for repeat in question.repeats[-1:]:
                count = parse_expression(repeat.row.get("repeat_count") or "0").tree
                if count is not None and count.kind == "ref":
                    self.wish(count, wish, depth)

    def calculated(self, question: Question, text: str, wish: Wish, depth: int) -> None:
        tree = parse_expression(text).tree
        if tree is None or depth > _DEEPEST:
            return
        if tree.kind == "call" and tree.text == "if":
            values = [_literal(part) for part in tree.parts[1:]]
            fits = [value is not None and meets(wish, value) for value in values]
            if fits[0] != fits[1]:
                self.read(tree.parts[0], wanted=fits[0], depth=depth + 1)
        elif tree.kind == "ref":
            self.wish(tree, wish, depth + 1)
        elif tree.kind == "call" and tree.text == "sum" and wish.sign in (">", ">="):
            for part in [each for each in tree.parts if each.kind == "ref"][:1]:
                self.wish(part, Wish("=", "1") if wish.value != "0" else wish, depth + 1)
                self.rows(part, wish, depth + 1)
        elif tree.kind == "call" and tree.text in ("sum", "max", "indexed-repeat", "coalesce"):
            for part in [each for each in tree.parts if each.kind == "ref"][:1]:
                self.wish(part, wish, depth + 1)
        elif wish.sign in ("=", "!=") and wish.value in ("true", "false", "1", "0"):
            wanted = (wish.value in ("true", "1")) == (wish.sign == "=")
            self.read(tree, wanted=wanted, depth=depth + 1)


def _alternatives(node: Node, sign: str) -> list[Node]:
    if node.kind == "operator" and node.text == sign and len(node.parts) == 2:
        return [each for part in node.parts for each in _alternatives(part, sign)]
    return [node]


def _literal(node: Node) -> str | None:
    if node.kind in ("string", "number"):
        return node.text
    if node.kind == "operator" and node.text == "-" and len(node.parts) == 1:
        return f"-{node.parts[0].text}" if node.parts[0].kind == "number" else None
    if node.kind == "call" and node.text in ("true", "false"):
        return node.text
    return None


def meets(wish: Wish, text: str) -> bool:
    """Tell whether an answer meets a wish."""
    sign, value = wish
    if sign == "has":
        return value in text.split()
    if sign == "hasnt":
        return value not in text.split()
    try:
        one, other = float(text), float(value)
    except ValueError:
        return (text == value) == (sign == "=") if sign in ("=", "!=") else False
    return {
        "=": one == other,
        "!=": one != other,
        "<": one < other,
        "<=": one <= other,
        ">": one > other,
        ">=": one >= other,
    }[sign]
