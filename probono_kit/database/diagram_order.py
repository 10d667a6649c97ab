"""In which order the boxes of a column stand: lines rarely cross (Sugiyama, Tagawa, Toda 1981)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from probono_kit.database.diagram_parts import GAP, SWEEPS, Item, Placed, Step, key, neighbours


def order(placed: Placed) -> None:
    """Put the items of each column in an order in which few lines cross."""
    into, out_of = neighbours(placed.steps)
    _stack(placed)
    best, fewest = [list(column) for column in placed.columns], crossings(placed.steps)
    for sweep in range(SWEEPS):
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


def _sort(column: list[Item], steps: Mapping[str, list[Step]]) -> None:
    def wish(item: Item) -> float:
        theirs = steps.get(key(item), [])
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
        y = -sum(item.height + GAP for item in column) / 2
        for item in column:
            item.y = y
            y += item.height + GAP


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
