"""Lists of choices and files beside the form: their rows, and conditions that choose among them."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

from probono_kit.forms.evaluation.code import Code, Run, as_number, as_text, as_truth
from probono_kit.forms.evaluation.rows import Item
from probono_kit.forms.evaluation.values import number
from probono_kit.forms.grammar import Node
from probono_kit.forms.model import Form

Fields = dict[str, str]


def rows_of(form: Form, name: str) -> tuple[Fields, ...] | None:
    """Return the rows of a choice list or of a CSV file beside the form, ``None`` without either.

    Parameters
    ----------
    form : Form
        The form.
    name : str
        Of a list, or of a file with or without its ending.
    """
    if name in form.lists:
        return _listed(form, name)
    file = name if name.lower().endswith(".csv") else f"{name}.csv"
    path = form.path.parent / Path(file).name
    return _filed(path) if path.is_file() else None


@lru_cache(maxsize=256)
def _listed(form: Form, name: str) -> tuple[Fields, ...]:
    found = []
    for choice in form.lists[name]:
        fields = {
            column.key: text.strip()
            for column, text in choice.row.cells.items()
            if not column.language and column.key != "list_name"
        }
        found.append({**fields, "name": choice.name, "label": choice.label()})
    return tuple(found)


@lru_cache(maxsize=32)
def _filed(path: Path) -> tuple[Fields, ...]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return tuple(
            {key.strip(): (value or "").strip() for key, value in row.items() if key}
            for row in csv.DictReader(file)
        )


class Chooser:
    """Chooses rows of a list by the conditions of one expression.

    Conditions such as ``column = ${question}`` are looked up, not tried on every row.
    """

    def __init__(
        self, rows: Sequence[Fields], conditions: Sequence[Node], compile_: Callable[[Node], Code]
    ) -> None:
        self.rows = rows
        self.columns: list[str] = []
        self.wanted: list[Run] = []
        self.turns: list[Callable[[str], Any]] = []
        self.rest: list[tuple[bool, Run]] = []
        for node in (part for each in conditions for part in _anded(each)):
            self._sort_in(node, compile_)
        self.index: dict[tuple[Any, ...], list[Fields]] = {}
        if self.columns:
            for fields in rows:
                values = zip(self.columns, self.turns, strict=True)
                key = tuple(turn(fields.get(column, "")) for column, turn in values)
                self.index.setdefault(key, []).append(fields)

    def _sort_in(self, node: Node, compile_: Callable[[Node], Code]) -> None:
        pair = _equal(node)
        if pair is not None:
            code = compile_(pair[1])
            if code.kind in ("leaf", "text", "number"):
                numeric = code.kind == "number"
                self.columns.append(pair[0])
                self.turns.append(number if numeric else str)
                self.wanted.append(as_number(code) if numeric else as_text(code))
                return
        code = compile_(node)
        if code.kind == "number":
            run = as_number(code)
            self.rest.append((True, lambda row, item: run(row, item) == item.position))
        else:
            self.rest.append((False, as_truth(code)))

    def choose(self, row: Any, outer: Any) -> Sequence[Fields]:
        """Return the rows that meet the conditions."""
        found = self.rows
        if self.columns:
            key = tuple(run(row, None) for run in self.wanted)
            found = self.index.get(key, [])
        for _, condition in self.rest:
            size = len(found)
            found = [
                fields
                for place, fields in enumerate(found, 1)
                if condition(row, Item(fields, place, size, outer))
            ]
        return found


def _anded(node: Node) -> Iterator[Node]:
    if node.kind == "operator" and node.text == "and":
        for part in node.parts:
            yield from _anded(part)
    else:
        yield node


def _equal(node: Node) -> tuple[str, Node] | None:
    """Return column and what it must equal, of a condition that can be looked up."""
    if node.kind == "operator" and node.text == "=":
        for one, other in (node.parts, node.parts[::-1]):
            is_column = one.kind == "path" and not one.parts and one.text.isidentifier()
            if is_column and not any(_of_item(part) for part in other.walk()):
                return one.text, other
    return None


def _of_item(node: Node) -> bool:
    if node.kind == "path":
        return not (node.parts and node.parts[0].kind == "call")
    return node.kind == "call" and node.text in ("position", "last", "random")
