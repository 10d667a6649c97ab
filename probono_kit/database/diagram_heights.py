"""How high the boxes of a column stand: by isotonic regression, for a given order.

Those heights that are nearest to what the lines would like.
"""

from __future__ import annotations

from collections.abc import Mapping

from probono_kit.database.diagram_parts import GAP, SWEEPS, Item, Placed, Step, key, neighbours

#: Pixels between a box and a line that passes.
_NARROW_GAP = 12.0


def set_heights(placed: Placed) -> None:
    """Move the items of each column, in their order, to where lines are nearly level."""
    into, out_of = neighbours(placed.steps)

    def settle(column: list[Item], *sides: Mapping[str, list[Step]]) -> None:
        wishes, weights = [], []
        for item in column:
            moves = [
                move
                for side in sides
                for step in side.get(key(item), [])
                for move in [_move(step, item)]
            ]
            wishes.append(item.y + (sum(moves) / len(moves) if moves else 0.0))
            weights.append((8.0 if not item.is_box else 1.0) * max(len(moves), 0.1))
        for item, y in zip(column, _apart(column, wishes, weights), strict=True):
            item.y = y

    for sweep in range(SWEEPS):
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
        total += item.height + (GAP if both else _NARROW_GAP)
    blocks: list[tuple[float, float, int]] = []
    for wish, offset, weight in zip(wishes, offsets, weights, strict=True):
        blocks.append((wish - offset, weight, 1))
        while len(blocks) > 1 and blocks[-2][0] > blocks[-1][0]:
            (low, w1, n1), (high, w2, n2) = blocks[-2:]
            blocks[-2:] = [((low * w1 + high * w2) / (w1 + w2), w1 + w2, n1 + n2)]
    starts = [start for start, _weight, count in blocks for _ in range(count)]
    return [start + offset for start, offset in zip(starts, offsets, strict=True)]
