"""Between which limits a constraint keeps an answer, given the answers before."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from random import Random
from typing import Any, NamedTuple

from probono_kit.forms.evaluation import Compiled, Row, compile_node
from probono_kit.forms.grammar import Node
from probono_kit.forms.model import Form, Question
from probono_kit.forms.tokens import ExpressionError


class Limits(NamedTuple):
    """The least and the greatest answer; whether these themselves are out."""

    least: float = -math.inf
    most: float = math.inf
    above: bool = False
    below: bool = False

    def narrowed(self, other: Limits) -> Limits:
        """Return what both allow."""
        least, above = max((self.least, self.above), (other.least, other.above))
        most, below = min((self.most, not self.below), (other.most, not other.below))
        return Limits(least, most, above, not below)


FREE = Limits()
#: Limits of a row; the second says which branch of an “or” to take.
Find = Callable[[Row, Random], Limits]
#: How often the second branch of an “or”, such as ``. = -999``, is taken.
RARELY = 0.03
_FLIPPED = {"<": ">", "<=": ">=", ">": "<", ">=": "<=", "=": "=", "!=": "!="}
_NEGATED = {"<": ">=", "<=": ">", ">": "<=", ">=": "<", "=": "!=", "!=": "="}


def limits_of(tree: Node | None, form: Form, question: Question, measure: str = "") -> Find:
    """Return what finds the limits that a constraint sets.

    Parameters
    ----------
    tree : Node or None
        The constraint.
    form : Form
        The form.
    question : Question
        The question that it stands at.
    measure : str
        Limits of ``string-length(.)`` or ``count-selected(.)`` instead of the answer itself.
    """
    if tree is None:
        return lambda _row, _random: FREE
    return _Finder(form, question, measure).find(tree, wanted=True)


class _Finder:
    def __init__(self, form: Form, question: Question, measure: str) -> None:
        self.form = form
        self.question = question
        self.measure = measure

    def find(self, node: Node, *, wanted: bool) -> Find:
        if node.kind == "call" and node.text == "not":
            return self.find(node.parts[0], wanted=not wanted)
        if node.kind == "call" and node.text == "if":
            return self.either_by(node, wanted=wanted)
        if node.kind != "operator" or len(node.parts) != 2:
            return lambda _row, _random: FREE
        if node.text in ("and", "or"):
            finders = [self.find(part, wanted=wanted) for part in node.parts]
            both = (node.text == "and") == wanted
            return _both(*finders) if both else _one(*finders)
        if node.text in _FLIPPED:
            return self.compared(node, wanted=wanted)
        return lambda _row, _random: FREE

    def either_by(self, node: Node, *, wanted: bool) -> Find:
        test = self.compiled(node.parts[0])
        yes, no = (self.find(part, wanted=wanted) for part in node.parts[1:])
        if test is None:
            return lambda _row, _random: FREE
        return lambda row, random: (yes if test.truth(row, None) else no)(row, random)

    def compared(self, node: Node, *, wanted: bool) -> Find:
        left, right = node.parts
        sign = node.text if wanted else _NEGATED[node.text]
        if self.holds(right) and not self.holds(left):
            left, right, sign = right, left, _FLIPPED[sign]
        if not self.holds(left) or self.holds(right) or sign == "!=":
            return lambda _row, _random: FREE
        value = self.compiled(right)
        if value is None:
            return lambda _row, _random: FREE
        solved = self.solved(left, lambda row: float(value.number(row, None)))
        if solved is None:
            return lambda _row, _random: FREE
        turn, is_flipped = solved
        sign = _FLIPPED[sign] if is_flipped else sign

        def run(row: Row, _random: Random) -> Limits:
            limit = turn(row)
            if limit != limit:
                return FREE
            if sign == "=":
                return Limits(limit, limit)
            if sign in ("<", "<="):
                return Limits(most=limit, below=sign == "<")
            return Limits(least=limit, above=sign == ">")

        return run

    def solved(
        self, node: Node, goal: Callable[[Row], float], *, flipped: bool = False
    ) -> tuple[Callable[[Row], float], bool] | None:
        """Bring the answer alone to one side: ``. + ${a} <= 9`` says ``. <= 9 - ${a}``."""
        if self.is_self(node):
            return goal, flipped
        if node.kind == "call" and node.text in ("number", "int", "round", "decimal-date-time"):
            return self.solved(node.parts[0], goal, flipped=flipped)
        if node.kind != "operator" or len(node.parts) != 2 or node.text not in "+-":
            return None
        left, right = node.parts
        inner, other = (left, right) if self.holds(left) else (right, left)
        rest = self.compiled(other)
        if rest is None or self.holds(other):
            return None
        number = rest.number
        if node.text == "+":
            return self.solved(inner, lambda row: goal(row) - number(row, None), flipped=flipped)
        if inner is left:
            return self.solved(inner, lambda row: goal(row) + number(row, None), flipped=flipped)
        return self.solved(inner, lambda row: number(row, None) - goal(row), flipped=not flipped)

    def is_self(self, node: Node) -> bool:
        if self.measure:
            is_call = node.kind == "call" and node.text == self.measure
            return is_call and len(node.parts) == 1 and self.is_answer(node.parts[0])
        return self.is_answer(node)

    def is_answer(self, node: Node) -> bool:
        if node.kind == "path":
            return node.text == "." and not node.parts
        return node.kind == "ref" and node.text == self.question.name and not node.parts

    def holds(self, node: Node) -> bool:
        return any(self.is_answer(part) for part in node.walk())

    def compiled(self, node: Node) -> Compiled | None:
        try:
            return compile_node(node, self.form, self.question)
        except ExpressionError:
            return None


def _both(first: Find, second: Find) -> Find:
    return lambda row, random: first(row, random).narrowed(second(row, random))


def _one(first: Find, second: Find) -> Find:
    return lambda row, random: (second if random.random() < RARELY else first)(row, random)


def literals(tree: Node | None) -> Iterator[float]:
    """Yield the numbers that stand in an expression, with their sign."""
    if tree is None:
        return
    negative = {
        id(node.parts[0])
        for node in tree.walk()
        if node.kind == "operator" and node.text == "-" and len(node.parts) == 1
    }
    for node in tree.walk():
        if node.kind == "number":
            yield -float(node.text) if id(node) in negative else float(node.text)


def patterns(tree: Node | None, *, wanted: bool = True) -> Iterator[str]:
    """Yield the patterns that the answer has to match."""
    if tree is None:
        return
    if tree.kind == "call" and tree.text == "not":
        wanted = not wanted
    if tree.kind == "call" and tree.text == "regex" and wanted:
        texts: list[Any] = [part.text for part in tree.parts if part.kind == "string"]
        yield from texts[-1:]
    for part in tree.parts:
        yield from patterns(part, wanted=wanted)
