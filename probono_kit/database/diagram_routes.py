"""How the lines of a diagram run between its columns: right angles, one trunk for each parent."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from probono_kit.database.diagram_parts import Placed, Step

#: Room beside a box for a crow's foot, and between two trunks.
FOOT = 16.0
TRACK = 11.0
_STRAIGHT = 0.6
_NEAR = 5.0


@dataclass(slots=True)
class Trunk:
    """The upright part that all steps of one parent share between two columns.

    Parameters
    ----------
    start : float
        Height at which its line leaves the left column.
    stops : list of float
        Heights at which it goes on to the right.
    steps : list of Step
        What runs along it.
    track : int
        Which of the upright tracks, 0 for the leftmost; -1 where nothing bends.
    """

    start: float
    stops: list[float] = field(default_factory=list)
    steps: list[Step] = field(default_factory=list)
    track: int = -1

    @property
    def span(self) -> tuple[float, float]:
        """Upper and lower end."""
        return min(self.start, *self.stops), max(self.start, *self.stops)

    @property
    def is_straight(self) -> bool:
        """Whether it only goes straight on."""
        upper, lower = self.span
        return lower - upper <= _STRAIGHT


def trunks(placed: Placed) -> list[list[Trunk]]:
    """Return the trunks of each gap between columns, each with its track."""
    gaps: list[dict[tuple[str, float], Trunk]] = [{} for _ in placed.columns[1:]]
    for step in placed.steps:
        start, stop = step.ends
        gap = gaps[step.left.layer]
        trunk = gap.setdefault((step.line.parent, start), Trunk(start))
        trunk.stops.append(stop)
        trunk.steps.append(step)
    return [_with_tracks(list(gap.values())) for gap in gaps]


def track_count(gap: Sequence[Trunk]) -> int:
    """Return how many upright tracks a gap needs."""
    return max((trunk.track for trunk in gap), default=-1) + 1


def _with_tracks(gap: list[Trunk]) -> list[Trunk]:
    bent = [trunk for trunk in gap if not trunk.is_straight]
    order = sorted(bent, key=lambda trunk: (trunk.start, trunk.span))
    _number(_fewest_crossings(order))
    return gap


def _fewest_crossings(order: list[Trunk]) -> list[Trunk]:
    """Order trunks from left to right by swapping neighbours while fewer lines cross."""
    improved = True
    while improved:
        improved = False
        for i in range(len(order) - 1):
            left, right = order[i], order[i + 1]
            if cost(right, left) < cost(left, right):
                order[i], order[i + 1] = right, left
                improved = True
    return order


def cost(left: Trunk, right: Trunk) -> float:
    """Count what crosses when `left` stands left of `right`; lines on one another cost most."""
    upper, lower = left.span
    crossed: float = upper < right.start < lower
    crossed += sum(right.span[0] < stop < right.span[1] for stop in set(left.stops))
    crossed += 20 * sum(abs(right.start - stop) < _NEAR for stop in set(left.stops))
    return crossed


def _number(order: list[Trunk]) -> None:
    """Give tracks to trunks; those that do not meet share one, as long as the order stays."""
    for i, trunk in enumerate(order):
        low = 0
        for before in order[:i]:
            if _meet(before, trunk) or cost(before, trunk) != cost(trunk, before):
                low = max(low, before.track + 1)
        trunk.track = low


def _meet(one: Trunk, other: Trunk) -> bool:
    return one.span[0] - _NEAR < other.span[1] and other.span[0] - _NEAR < one.span[1]


def rounded(points: Sequence[tuple[float, float]], radius: float = 5.0) -> str:
    """Return the path through `points`, its corners rounded."""
    path = f"M{_xy(points[0])}"
    for before, here, after in zip(points, points[1:], points[2:], strict=False):
        size = min(radius, _length(before, here) / 2, _length(here, after) / 2)
        path += f"L{_xy(_towards(here, before, size))}Q{_xy(here)} "
        path += _xy(_towards(here, after, size))
    return path + f"L{_xy(points[-1])}"


def distinct(points: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
    """Leave out points that stand where the one before stands."""
    kept = [points[0]]
    kept += [here for before, here in pairwise(points) if _length(before, here) > _STRAIGHT]
    return kept


def _length(one: tuple[float, float], other: tuple[float, float]) -> float:
    return abs(one[0] - other[0]) + abs(one[1] - other[1])


def _towards(
    start: tuple[float, float], end: tuple[float, float], distance: float
) -> tuple[float, float]:
    length = _length(start, end)
    share = distance / length if length else 0.0
    return start[0] + (end[0] - start[0]) * share, start[1] + (end[1] - start[1]) * share


def _xy(point: tuple[float, float]) -> str:
    return f"{point[0]:.1f} {point[1]:.1f}".replace(".0", "")
