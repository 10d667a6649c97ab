"""Paths and references: which question they mean, and in which rows."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from probono_kit.forms.evaluation.code import Code, Run, as_number, as_truth
from probono_kit.forms.evaluation.rows import Item, Row
from probono_kit.forms.grammar import Node
from probono_kit.forms.model import Form, Question
from probono_kit.forms.tokens import ExpressionError


@dataclass(frozen=True)
class Scope:
    """Where an expression stands.

    Parameters
    ----------
    question : Question or None
        Question, group or repeat; ``None`` is the form itself.
    kind : str
        ``question``; ``row`` for brackets behind nodes of the form, ``item`` behind choices.
    outer : Question or None
        The question of the whole expression, within brackets.
    """

    question: Question | None
    kind: str = "question"
    outer: Question | None = None


@dataclass
class Walk:
    """How far a path has come: at which question, in which rows."""

    at: Question | None
    depth: int
    start: Callable[[Any, Any], Row]
    down: list[tuple[str, list[Run]]] = field(default_factory=list)
    chosen: list[Run] = field(default_factory=list)

    @property
    def is_one(self) -> bool:
        """Whether there is one node whatever the answers."""
        return not self.down and not self.chosen

    def rows(self) -> Callable[[Any, Any], list[Row]]:
        """Return what gives the rows that the path leads to."""
        start, down, chosen = self.start, self.down, self.chosen

        def run(row: Any, item: Any) -> list[Row]:
            outer = row if item is None else item.outer
            rows = [start(row, item)]
            for path, conditions in down:
                found: list[Row] = []
                for each in rows:
                    found += _choose(each.rows.get(path, ()), conditions, outer)
                rows = found
            return list(_choose(rows, chosen, outer))

        return run


def _choose(rows: Sequence[Row], conditions: list[Run], outer: Row) -> Sequence[Row]:
    for condition in conditions:
        size = len(rows)
        rows = [row for n, row in enumerate(rows, 1) if condition(row, Item({}, n, size, outer))]
    return rows


def repeats_to(question: Question | None) -> tuple[Question, ...]:
    """Return the repeats whose rows hold a question; a repeat's rows are its own."""
    if question is None:
        return ()
    own = (question,) if question.kind == "repeat" else ()
    return (*question.repeats, *own)


def _rows_at(question: Question | None) -> tuple[Question, ...]:
    """Return the repeats around a question."""
    return () if question is None else question.repeats


def common(first: Sequence[Question], second: Sequence[Question]) -> int:
    """Return how many repeats two questions share."""
    count = 0
    for a, b in zip(first, second, strict=False):
        if a is not b:
            break
        count += 1
    return count


def climb(levels: int) -> Callable[[Row], Row]:
    """Return what goes up from a row."""

    def run(row: Row) -> Row:
        for _ in range(levels):
            row = row.above or row
        return row

    return run


class Paths:
    """Reads paths of one expression."""

    def __init__(self, form: Form, scope: Scope, compile_: Callable[[Node, Scope], Code]) -> None:
        self.form = form
        self.scope = scope
        self.compile = compile_

    def reference(self, node: Node) -> Walk:
        """Go where ``${name}`` leads, and on by what stands behind it."""
        target = self.named(node)
        first = [part for part, at in zip(node.parts, node.at, strict=True) if at == 0]
        walk = self.towards(target, stop=target if first else None)
        self.narrow(walk, first)
        self.steps(walk, node, node.after, node.parts, 0)
        return walk

    def named(self, node: Node) -> Question:
        """Return the question of a reference, the nearest if several have its name."""
        found = self.form.by_name.get(node.text.rpartition("#")[2], ())
        if not found or "#" in node.text:
            raise ExpressionError("form.not_evaluated", node.start, part=f"${{{node.text}}}")
        here = self.scope.outer or self.scope.question
        around = () if here is None else here.parents
        return max(found, key=lambda each: common(each.parents, around))

    def towards(self, target: Question | None, stop: Question | None = None) -> Walk:
        """Start a walk at a question; rows that it shares with this place are taken as they are.

        `stop` is a repeat of which all rows are meant, because brackets choose among them.
        """
        wanted = repeats_to(target)
        scope = self.scope
        inner, outer = self.rows_here(), _rows_at(scope.outer)
        here, shared = inner, common(inner, wanted)
        # Brackets behind choices are worked out on the row of the whole expression.
        from_outer = scope.kind == "row" and common(outer, wanted) > shared
        if from_outer or scope.kind == "item":
            here, shared = outer, common(outer, wanted)
        if stop is not None and stop in wanted:
            shared = min(shared, wanted.index(stop))
        up = climb(len(here) - shared)
        start = (lambda row, item: up(item.outer)) if from_outer else (lambda row, item: up(row))
        down: list[tuple[str, list[Run]]] = [(each.path, []) for each in wanted[shared:]]
        return Walk(target, shared, start, down)

    def path(self, node: Node) -> Walk:
        """Go along a path such as ``../age`` or ``/data/home/age``."""
        text = node.text
        if text.startswith("//") or (node.parts and len(node.parts) > len(node.at)):
            raise ExpressionError("form.not_evaluated", node.start, part=text)
        if text.startswith("/"):
            return self.absolute(node)
        walk = self.here(self.scope.question)
        self.steps(walk, node, "/" + text, node.parts, 0)
        return walk

    def here(self, question: Question | None, *, outer: bool = False) -> Walk:
        """Start a walk at the question itself, or at that of the whole expression."""
        depth = len(_rows_at(question))
        if outer:
            return Walk(question, depth, lambda row, item: row if item is None else item.outer)
        walk = Walk(question, depth, lambda row, _item: row)
        if self.scope.kind == "question" and question is not None and question.kind == "repeat":
            walk.down.append((question.path, []))
        return walk

    def rows_here(self) -> tuple[Question, ...]:
        """Return the repeats of whose rows one is given; a repeat's own are still below."""
        if self.scope.kind == "question":
            return _rows_at(self.scope.question)
        return repeats_to(self.scope.question)

    def absolute(self, node: Node) -> Walk:
        """Go along a path from the form down; brackets make it mean all rows of their repeat."""
        names = node.text.strip("/").split("/")[1:]
        at: Question | None = None
        conditions = dict.fromkeys(node.at)
        stop = None
        for number, name in enumerate(names, 2):
            at = self.child(at, name, node)
            if number in conditions and at.kind == "repeat":
                stop = stop or at
        walk = self.towards(at, stop)
        if conditions:
            repeats = [
                (number, self.child_at(names[: number - 1], node).path)
                for number in range(2, len(names) + 2)
            ]
            for part, place in zip(node.parts, node.at, strict=True):
                path = dict(repeats).get(place, "")
                run = self.condition(part, self.child_at(names[: place - 1], node))
                hit = [found for way, found in walk.down if way == path]
                (hit[0] if hit else walk.chosen).append(run)
        return walk

    def child_at(self, names: list[str], node: Node) -> Question:
        """Return what the names lead to, from the form down."""
        at: Question | None = None
        for name in names:
            at = self.child(at, name, node)
        if at is None:
            raise ExpressionError("form.not_evaluated", node.start, part=node.text)
        return at

    def child(self, at: Question | None, name: str, node: Node) -> Question:
        """Return what has a name in a group, repeat, or the form."""
        for each in self.form.by_name.get(name, ()):
            if (each.parents[-1] if each.parents else None) is at:
                return each
        raise ExpressionError("form.not_evaluated", node.start, part=node.text)

    def steps(
        self, walk: Walk, node: Node, text: str, parts: tuple[Node, ...], before: int
    ) -> None:
        """Go on by steps such as ``/../age``; brackets stand in `parts`, placed by ``node.at``."""
        if "//" in text:
            raise ExpressionError("form.not_evaluated", node.start, part=node.text)
        for number, name in enumerate(filter(None, text.split("/")), before + 1):
            if name == "..":
                self.up(walk, node)
            elif name != "." and name != "self::node()":
                if not re.match(r"[^\W\d][\w.\-]*$", name):
                    raise ExpressionError("form.not_evaluated", node.start, part=name)
                walk.at = self.child(walk.at, name, node)
                if walk.at.kind == "repeat":
                    walk.down.append((walk.at.path, []))
            own = [part for part, at in zip(parts, node.at, strict=True) if at == number]
            self.narrow(walk, own)

    def up(self, walk: Walk, node: Node) -> None:
        """Go to the group, repeat or form around."""
        if walk.at is None or walk.chosen:
            raise ExpressionError("form.not_evaluated", node.start, part=node.text)
        if walk.at.kind == "repeat":
            if walk.down:
                walk.down.pop()
            else:
                start = walk.start
                walk.start = lambda row, item: start(row, item).above or start(row, item)
                walk.depth -= 1
        walk.at = walk.at.parents[-1] if walk.at.parents else None

    def narrow(self, walk: Walk, parts: list[Node]) -> None:
        """Add conditions in brackets to where the walk is."""
        for part in parts:
            condition = self.condition(part, walk.at)
            is_rows = walk.at is not None and walk.at.kind == "repeat" and walk.down
            (walk.down[-1][1] if is_rows else walk.chosen).append(condition)

    def condition(self, part: Node, at: Question | None) -> Run:
        """Compile a condition in brackets; a number is a place."""
        outer = self.scope.outer if self.scope.kind != "question" else self.scope.question
        code = self.compile(part, Scope(at, "row", outer))
        if code.kind == "number":
            run = as_number(code)
            return lambda row, item: run(row, item) == item.position
        return as_truth(code)


def walked(walk: Walk) -> Code:
    """Return the code of the nodes at the end of a path."""
    at = walk.at
    if at is None or at.is_container:
        rows = walk.rows()
        return Code("texts", lambda row, item: [""] * len(rows(row, item)))
    path, start = at.path, walk.start
    if walk.is_one:
        return Code("leaf", lambda row, item: start(row, item).values.get(path, ""))
    rows = walk.rows()
    return Code(
        "texts",
        lambda row, item: [each.values[path] for each in rows(row, item) if path in each.values],
    )
