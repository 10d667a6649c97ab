"""Where the boxes of a diagram stand: in columns, parents before children, lines rarely crossing.

Layers by longest path, order by barycentres (Sugiyama, Tagawa, Toda 1981), positions by isotonic
regression: for a given order, those nearest to what the lines would like.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

_SWEEPS = 24
_GAP = 26.0
_NARROW_GAP = 12.0


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


def place(heights: Mapping[str, float], lines: Sequence[Line]) -> Placed:
    """Find a column and a height for every box.

    Parameters
    ----------
    heights : mapping of str to float
        Boxes in the order of the design.
    lines : sequence of Line
        Between different boxes; circles are allowed.

    Returns
    -------
    Placed
        No two boxes of a column overlap.
    """
    whole, top = Placed(), 0.0
    for names in _components(list(heights), lines):
        part = _placed({name: heights[name] for name in names}, lines)
        bottom = top
        for layer, column in enumerate(part.columns):
            if layer == len(whole.columns):
                whole.columns.append([])
            whole.columns[layer] += column
            for item in column:
                item.y += top
                bottom = max(bottom, item.y + item.height)
        whole.steps += part.steps
        top = bottom + _GAP
    return whole


def _components(names: Sequence[str], lines: Sequence[Line]) -> list[list[str]]:
    """Return the boxes that hang together, in the order of their first."""
    groups: dict[str, list[str]] = {name: [name] for name in names}
    for line in lines:
        one, other = groups[line.parent], groups[line.child]
        if one is not other:
            one += other
            groups.update(dict.fromkeys(other, one))
    order = {name: place for place, name in enumerate(names)}
    different = {id(group): sorted(group, key=order.__getitem__) for group in groups.values()}
    return list(different.values())


def _placed(heights: Mapping[str, float], all_lines: Sequence[Line]) -> Placed:
    lines = [line for line in all_lines if line.parent in heights]
    layers = _layers(list(heights), lines)
    items = {name: Item(name, height, layers[name]) for name, height in heights.items()}
    placed = Placed([[] for _ in range(max(layers.values()) + 1)])
    for item in items.values():
        placed.columns[item.layer].append(item)
    for line in lines:
        _add_steps(placed, items, line)
    _order(placed)
    _set_heights(placed)
    return placed


# ---- columns ----------------------------------------------------------------------------------


def _layers(names: Sequence[str], lines: Sequence[Line]) -> dict[str, int]:
    parents = _without_circles(names, lines)
    layers: dict[str, int] = {}

    def depth(name: str) -> int:
        if name not in layers:
            layers[name] = max((depth(each) + 1 for each in parents[name]), default=0)
        return layers[name]

    for name in names:
        depth(name)
    children: dict[str, list[str]] = {name: [] for name in names}
    for child, above in parents.items():
        for parent in above:
            children[parent].append(child)
    for name in sorted(names, key=lambda each: -layers[each]):
        if children[name]:  # short lines: a code list stands beside the table that uses it
            layers[name] = min(layers[child] for child in children[name]) - 1
    return layers


def _without_circles(names: Sequence[str], lines: Sequence[Line]) -> dict[str, list[str]]:
    """Return the parents of each box; a line that would close a circle is left out."""
    parents: dict[str, list[str]] = {name: [] for name in names}

    def reaches(start: str, goal: str) -> bool:
        seen, waiting = {start}, [start]
        while waiting:
            here = waiting.pop()
            if here == goal:
                return True
            new = [each for each in parents[here] if each not in seen]
            seen.update(new)
            waiting += new
        return False

    for line in lines:
        if line.parent not in parents[line.child] and not reaches(line.parent, line.child):
            parents[line.child].append(line.parent)
    return parents


def _add_steps(placed: Placed, items: Mapping[str, Item], line: Line) -> None:
    first, last = items[line.parent], items[line.child]
    first_port, last_port = line.parent_port, line.child_port
    together = line.parent
    if first.layer > last.layer:  # part of a circle
        first, last, first_port, last_port = last, first, last_port, first_port
        together = f"{line.parent}\0{line.child}\0{line.child_port}"
    here, port = first, first_port
    for layer in range(first.layer + 1, last.layer):
        passing = _passing(placed.columns[layer], together, layer)
        step = Step(here, passing, port, passing.height / 2, line)
        if not any(each.left is here and each.right is passing for each in placed.steps):
            placed.steps.append(step)
        here, port = passing, passing.height / 2
    placed.steps.append(Step(here, last, port, last_port, line))


def _passing(column: list[Item], together: str, layer: int) -> Item:
    """Return the place where a line passes a column: lines of one parent pass together."""
    name = f"{together}\0"
    for item in column:
        if item.name == name:
            return item
    column.append(Item(name, 2.0, layer, is_box=False))
    return column[-1]


# ---- order ------------------------------------------------------------------------------------


def _order(placed: Placed) -> None:
    into, out_of = _neighbours(placed)
    _stack(placed)
    best, fewest = [list(column) for column in placed.columns], crossings(placed.steps)
    for sweep in range(_SWEEPS):
        forward = sweep % 2 == 0
        columns = placed.columns if forward else placed.columns[::-1]
        for column in columns:
            _sort(column, into if forward else out_of)
            _stack(placed)
        count = crossings(placed.steps)
        if count < fewest:
            best, fewest = [list(column) for column in placed.columns], count
    placed.columns = best
    _stack(placed)
    _swap_neighbours(placed, fewest)


def _neighbours(placed: Placed) -> tuple[dict[str, list[Step]], dict[str, list[Step]]]:
    into: dict[str, list[Step]] = {}
    out_of: dict[str, list[Step]] = {}
    for step in placed.steps:
        into.setdefault(step.right.name + str(step.right.layer), []).append(step)
        out_of.setdefault(step.left.name + str(step.left.layer), []).append(step)
    return into, out_of


def _sort(column: list[Item], steps: Mapping[str, list[Step]]) -> None:
    def wish(item: Item) -> float:
        theirs = steps.get(item.name + str(item.layer), [])
        if not theirs:
            return item.y + item.height / 2
        wishes = []
        for step in theirs:
            left, right = step.ends
            wishes.append(left if step.right is item else right)
        return sum(wishes) / len(wishes)

    column.sort(key=wish)


def _stack(placed: Placed) -> None:
    """Put the items of each column one below the other, columns centred on each other."""
    for column in placed.columns:
        y = -sum(item.height + _GAP for item in column) / 2
        for item in column:
            item.y = y
            y += item.height + _GAP


def crossings(steps: Sequence[Step]) -> int:
    """Count pairs of steps between the same columns that cross."""
    count = 0
    by_layer: dict[int, list[tuple[float, float, str]]] = {}
    for step in steps:
        ends = (*step.ends, step.line.parent)
        by_layer.setdefault(step.left.layer, []).append(ends)
    for group in by_layer.values():
        for i, (left, right, parent) in enumerate(group):
            count += sum(
                (left - other_left) * (right - other_right) < 0 and parent != other
                for other_left, other_right, other in group[i + 1 :]
            )
    return count


def _swap_neighbours(placed: Placed, fewest: int) -> None:
    """Swap two neighbours of a column wherever fewer lines cross then."""
    improved = fewest > 0
    while improved:
        improved = False
        for column in placed.columns:
            for i in range(len(column) - 1):
                column[i], column[i + 1] = column[i + 1], column[i]
                _stack(placed)
                count = crossings(placed.steps)
                if count < fewest:
                    fewest, improved = count, True
                else:
                    column[i], column[i + 1] = column[i + 1], column[i]
                    _stack(placed)


# ---- heights ----------------------------------------------------------------------------------


def _set_heights(placed: Placed) -> None:
    into, out_of = _neighbours(placed)

    def settle(column: list[Item], *sides: Mapping[str, list[Step]]) -> None:
        wishes, weights = [], []
        for item in column:
            moves = [
                move
                for side in sides
                for step in side.get(item.name + str(item.layer), [])
                for move in [_move(step, item)]
            ]
            wishes.append(item.y + (sum(moves) / len(moves) if moves else 0.0))
            weights.append((8.0 if not item.is_box else 1.0) * max(len(moves), 0.1))
        for item, y in zip(column, _apart(column, wishes, weights), strict=True):
            item.y = y

    for sweep in range(_SWEEPS):
        forward = sweep % 2 == 0
        for column in placed.columns if forward else placed.columns[::-1]:
            settle(column, into if forward else out_of)
    for column in placed.columns:
        settle(column, into, out_of)
    top = min((item.y for column in placed.columns for item in column), default=0.0)
    for column in placed.columns:
        for item in column:
            item.y = round(item.y - top, 1)


def _move(step: Step, item: Item) -> float:
    left, right = step.ends
    return right - left if step.left is item else left - right


def _apart(column: list[Item], wishes: list[float], weights: list[float]) -> list[float]:
    """Return the heights nearest to `wishes` at which nothing overlaps."""
    offsets, total = [], 0.0
    for item, after in zip(column, [*column[1:], None], strict=True):
        offsets.append(total)
        both = after is not None and item.is_box and after.is_box
        total += item.height + (_GAP if both else _NARROW_GAP)
    blocks: list[tuple[float, float, int]] = []
    for wish, offset, weight in zip(wishes, offsets, weights, strict=True):
        blocks.append((wish - offset, weight, 1))
        while len(blocks) > 1 and blocks[-2][0] > blocks[-1][0]:
            (low, w1, n1), (high, w2, n2) = blocks[-2:]
            blocks[-2:] = [((low * w1 + high * w2) / (w1 + w2), w1 + w2, n1 + n2)]
    starts = [start for start, _weight, count in blocks for _ in range(count)]
    return [start + offset for start, offset in zip(starts, offsets, strict=True)]
