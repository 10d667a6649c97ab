"""What a diagram is laid out of: boxes in columns, and the lines between them, step by step."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

#: Pixels between two boxes of a column.
GAP = 26.0
#: How often columns are gone through, there and back.
SWEEPS = 24


@dataclass(frozen=True, slots=True)
class Line:
    """A link to draw: from the row of one box to the row of another.

    Parameters
    ----------
    parent, child : str
        Boxes.
    parent_port, child_port : float
        How far below the top of its box the line starts and ends.
    """

    parent: str
    child: str
    parent_port: float
    child_port: float


@dataclass(slots=True)
class Item:
    """What takes room in a column: a box, or a place that a long line passes.

    Parameters
    ----------
    name : str
        Of the box, or of the passing place.
    height : float
        In pixels.
    layer : int
        Its column, 0 for the first.
    y : float
        Of its top.
    is_box : bool
        Whether it is a box.
    """

    name: str
    height: float
    layer: int
    y: float = 0.0
    is_box: bool = True


@dataclass(slots=True)
class Step:
    """A line's way between two neighbouring columns.

    Parameters
    ----------
    left, right : Item
        Where it starts and ends.
    left_port, right_port : float
        How far below their tops.
    line : Line
        What it is part of.
    """

    left: Item
    right: Item
    left_port: float
    right_port: float
    line: Line

    @property
    def ends(self) -> tuple[float, float]:
        """Heights at which it leaves and arrives."""
        return self.left.y + self.left_port, self.right.y + self.right_port


@dataclass(slots=True)
class Placed:
    """Boxes with their columns and heights, and lines in steps.

    Parameters
    ----------
    columns : list of list of Item
        From left to right, each from top to bottom.
    steps : list of Step
        Between neighbouring columns.
    """

    columns: list[list[Item]] = field(default_factory=list)
    steps: list[Step] = field(default_factory=list)


def neighbours(steps: Sequence[Step]) -> tuple[dict[str, list[Step]], dict[str, list[Step]]]:
    """Return the steps that arrive at each item, and those that leave it, by :func:`key`."""
    into: dict[str, list[Step]] = {}
    out_of: dict[str, list[Step]] = {}
    for step in steps:
        into.setdefault(key(step.right), []).append(step)
        out_of.setdefault(key(step.left), []).append(step)
    return into, out_of


def key(item: Item) -> str:
    """Return what tells an item from all others: lines of one parent pass several columns."""
    return f"{item.name}{item.layer}"
