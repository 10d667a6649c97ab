"""What a form will hold: the tree of its questions, ready to be written."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from probono_kit.findings import Findings
from probono_kit.forms.building.description import (
    ChoiceText,
    Item,
    Texts,
)
from probono_kit.forms.building.modules import (
    Module,
)


@dataclass
class Node:
    """A part of the form to be written.

    Attributes
    ----------
    item : Item
        What was described.
    sort : str
        ``question``, ``group``, ``repeat`` or ``places``.
    name : str
        Its name in the form.
    choices : list of ChoiceText
        Named, “other” and “does not know” among them.
    alone : list of str
        Names of the choices that exclude all others.
    when, calculation, constraint, count : str
        Expressions.
    module : str
        The module that it comes from, empty if none.
    children : list of Node
        What a group or a repeat holds.
    """

    item: Item
    sort: str
    name: str = ""
    choices: list[ChoiceText] = field(default_factory=list)
    alone: list[str] = field(default_factory=list)
    when: str = ""
    calculation: str = ""
    constraint: str = ""
    count: str = ""
    module: str = ""
    texts: Texts = field(default_factory=dict)
    children: list[Node] = field(default_factory=list)

    def walk(self) -> Iterator[Node]:
        """Yield the part and everything in it."""
        yield self
        for each in self.children:
            yield from each.walk()


@dataclass(frozen=True)
class Plan:
    """Everything that the form holds, with what was found on the way."""

    nodes: tuple[Node, ...]
    modules: Mapping[str, Module]
    findings: Findings

    def walk(self) -> Iterator[Node]:
        """Yield every part, groups before what they hold."""
        for each in self.nodes:
            yield from each.walk()
