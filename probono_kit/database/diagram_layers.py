"""Where the boxes of a diagram stand: in columns, parents before children.

Layers by longest path (Sugiyama, Tagawa, Toda 1981).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from probono_kit.database.diagram_heights import set_heights
from probono_kit.database.diagram_order import order
from probono_kit.database.diagram_parts import GAP, Item, Line, Placed, Step


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
        top = bottom + GAP
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
    order(placed)
    set_heights(placed)
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
