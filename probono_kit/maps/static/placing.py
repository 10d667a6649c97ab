"""Where names go: inside their area if they fit, else beside it on a line, else a number."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt
import shapely

from probono_kit.maps.colours import PAPER, text_colour
from probono_kit.maps.model import LAND, NO_DATA
from probono_kit.maps.spec import Kind
from probono_kit.maps.static import fonts
from probono_kit.maps.static.bars import bar_box
from probono_kit.maps.static.circles import circle_radii
from probono_kit.maps.static.frame import Frame
from probono_kit.maps.static.sheet import Box

NAME_SIZE, SMALL_SIZE = 7.2, 6.2

#: Beyond this many areas names stand alone, without their values.
MOST_VALUES = 60

#: Beyond this many leader lines the rest gets numbers.
MOST_LEADERS = 24

#: How much of a label must lie in its own area.
INSIDE = 0.9


@dataclass(frozen=True)
class Line:
    """One line of a label."""

    text: str
    size: float
    bold: bool = False

    @property
    def width(self) -> float:
        """Millimetres."""
        return fonts.extent(self.text, self.size, bold=self.bold)[0]


@dataclass(frozen=True)
class Label:
    """A label with its place."""

    lines: tuple[Line, ...]
    x: float
    y: float
    owner: int
    leader: tuple[float, float] | None = None

    @property
    def box(self) -> Box:
        """The room that it takes, centred on `x`, `y`."""
        return _box(self.lines, self.x, self.y)


def _size(lines: Sequence[Line]) -> tuple[float, float]:
    return max(line.width for line in lines), sum(
        fonts.line_height(line.size) * 0.92 for line in lines
    )


def _box(lines: Sequence[Line], x: float, y: float) -> Box:
    width, height = _size(lines)
    return Box(x - width / 2 - 0.3, y - height / 2, x + width / 2 + 0.3, y + height / 2)


@dataclass
class Taken:
    """Boxes and circles that no label may cover."""

    frame: Box
    boxes: list[Box] = field(default_factory=list)
    _edges: npt.NDArray[np.float64] = field(
        default_factory=lambda: np.empty((4, 0)), init=False, repr=False, compare=False
    )

    def under(self, box: Box) -> npt.NDArray[np.float64]:
        """Return left, lower, right and upper edges of the boxes that `box` touches or covers.

        Of thousands of dots, few are near a label: numbers find them in no time.
        """
        known = self._edges.shape[1]
        if known < len(self.boxes):
            more = [(each.x0, each.y0, each.x1, each.y1) for each in self.boxes[known:]]
            self._edges = np.hstack([self._edges, np.array(more).T])
        x0, y0, x1, y1 = self._edges
        near = (x0 <= box.x1) & (x1 >= box.x0) & (y0 <= box.y1) & (y1 >= box.y0)
        return np.asarray(self._edges[:, near])

    def free(self, box: Box) -> bool:
        """Tell whether `box` lies inside the frame and on nothing else."""
        if not self.frame.contains(box):
            return False
        x0, y0, x1, y1 = self.under(box)
        return not ((x0 < box.x1) & (x1 > box.x0) & (y0 < box.y1) & (y1 > box.y0)).any()


def beside(
    name: str, x: float, y: float, radius: float, taken: Taken, *, size: float = SMALL_SIZE
) -> Label | None:
    """Return the name of a sign at `x`, `y` on a free side of it, ``None`` if there is none."""
    line = Line(name, size)
    height = fonts.line_height(size)
    right, up = radius + 0.9 + line.width / 2, 0.75 * height + radius
    for dx, dy in ((right, 0), (-right, 0), (0, up), (0, -up)):
        label = Label((line,), x + dx, y + dy, -1)
        if taken.free(label.box):
            return label
    return None


def place_labels(frame: Frame, taken: Taken) -> tuple[list[Label], list[int]]:
    """Find a place for the name of each area, the largest first.

    Parameters
    ----------
    frame : Frame
        Areas, anchors and circles in millimetres.
    taken : Taken
        What must stay visible; the boxes of the labels are added.

    Returns
    -------
    labels : list of Label
        Those that found a place.
    rest : list of int
        Rows of the areas that need a number.
    """
    circles = frame.model.look is Kind.SYMBOLS and not len(frame.model.points)
    if frame.has_badges or (circles and len(frame.model.areas)):
        if frame.model.bars is not None:
            return _beside_bars(frame, taken)
        return _beside_circles(frame, taken)
    return _in_areas(frame, taken)


def _in_areas(frame: Frame, taken: Taken) -> tuple[list[Label], list[int]]:
    areas = frame.areas
    order = np.argsort(-shapely.area(areas), kind="stable")
    placed: list[Label] = []
    waiting = []
    for i in map(int, order):
        shapely.prepare(areas[i])
        found = next(_inside(frame, i, taken), None)
        if found is None:
            waiting.append(i)
        else:
            _take(found, placed, taken)
    return placed, _lead(frame, waiting, placed, taken)


def _lead(frame: Frame, waiting: list[int], placed: list[Label], taken: Taken) -> list[int]:
    """Place labels at the end of a line, as many as stay readable; return the rows left over."""
    rest = []
    for i in waiting:
        led = sum(label.leader is not None for label in placed)
        leader = _outside(frame, i, taken) if led < MOST_LEADERS else None
        if leader is None:
            rest.append(i)
        else:
            _take(leader, placed, taken)
    return sorted(rest)


def _take(label: Label, placed: list[Label], taken: Taken) -> None:
    placed.append(label)
    taken.boxes.append(label.box)


def _variants(frame: Frame, row: int, *, values: bool = True) -> Iterator[tuple[Line, ...]]:
    """Yield ways to write a label, the fullest first, the abbreviated ones last."""
    name = str(frame.model.areas["name"].iloc[row])
    value = _value(frame, row) if values else ""
    yield from _written(name, value, (NAME_SIZE, SMALL_SIZE))
    short = frame.abbreviations.get(name)
    if short:
        yield from _written(short, "", (NAME_SIZE, SMALL_SIZE))


def _written(name: str, value: str, sizes: Sequence[float]) -> Iterator[tuple[Line, ...]]:
    """Yield a name in one line and in two, with its value and without."""
    for size in sizes:
        forms: list[tuple[str, ...]] = [(name,)]
        split = _halves(name, size)
        if split:
            forms.append(split)
        if value:
            for form in forms:
                yield (*(Line(part, size, bold=True) for part in form), Line(value, size))
        for form in forms:
            yield tuple(Line(part, size, bold=True) for part in form)


def _value(frame: Frame, row: int) -> str:
    """Return the value to write below the name: not where it would only repeat the legend."""
    model = frame.model
    area = model.areas.iloc[row]
    if model.look not in (Kind.CHOROPLETH, Kind.SYMBOLS) or len(model.areas) > MOST_VALUES:
        return ""
    return "" if area["class_key"] == NO_DATA else str(area["value_text"])


def _halves(name: str, size: float) -> tuple[str, str] | None:
    """Break a name of several words where the longer half is shortest."""
    cuts = [i for i, c in enumerate(name) if c in " -–/" and 1 < i < len(name) - 2]
    halves = [(name[:i].rstrip() if name[i] == " " else name[: i + 1], name[i + 1 :]) for i in cuts]
    return min(
        halves,
        key=lambda pair: max(fonts.extent(half, size, bold=True)[0] for half in pair),
        default=None,
    )


def _inside(frame: Frame, row: int, taken: Taken) -> Iterator[Label]:
    """Yield places of a label in its own area, the best first."""
    shape, (x, y) = frame.areas[row], frame.anchors[row]
    for lines in _variants(frame, row):
        width, height = _size(lines)
        for dx, dy in ((0, 0), (0, 0.5), (0, -0.5), (0.25, 0), (-0.25, 0), (0, 1), (0, -1)):
            label = Label(lines, float(x) + dx * width, float(y) + dy * height, row)
            box = label.box
            if not taken.free(box):
                continue
            outline = shapely.box(box.x0, box.y0, box.x1, box.y1)
            # Light letters are lost outside their dark area; dark ones read beyond it too.
            needed = 1.0 if text_colour(_fill(frame, row)) == PAPER else INSIDE
            if shapely.area(shape.intersection(outline)) >= needed * outline.area - 1e-9:
                yield label


def _fill(frame: Frame, row: int) -> str:
    """Return what a label in its own area stands on."""
    plain = frame.model.look in (Kind.SYMBOLS, Kind.POINTS)
    return LAND if plain else str(frame.model.areas["fill"].iloc[row])


def _outside(frame: Frame, row: int, taken: Taken) -> Label | None:
    """Return the nearest free place beside a small area, preferably not on another one."""
    x, y = map(float, frame.anchors[row])
    lines = next(_variants(frame, row, values=frame.model.look is Kind.SYMBOLS))
    width, height = _size(lines)
    best: tuple[float, Label] | None = None
    for distance in np.arange(3.0, 19.0, 2.0):
        if best is not None and distance >= best[0]:
            break
        for angle in np.arange(0.0, 2 * np.pi, np.pi / 8):
            cos, sin = float(np.cos(angle)), float(np.sin(angle))
            label = Label(
                lines,
                x + cos * (distance + width / 2),
                y + sin * (distance + height / 2),
                row,
                leader=(x, y),
            )
            if not taken.free(label.box):
                continue
            cost = float(distance) + 30.0 * _covered(frame, label.box)
            if (best is None or cost < best[0]) and not _crosses(label, taken):
                best = cost, label
    return None if best is None else best[1]


def _covered(frame: Frame, box: Box) -> float:
    """Return the share of `box` that lies on areas of the map."""
    outline = shapely.box(box.x0, box.y0, box.x1, box.y1)
    return float(shapely.area(shapely.intersection(frame.territory, outline)) / outline.area)


def leader_end(label: Label) -> tuple[float, float]:
    """Return the point of the label's box nearest to its area."""
    box, (x, y) = label.box, label.leader or (label.x, label.y)
    return min(max(x, box.x0), box.x1), min(max(y, box.y0), box.y1)


def _crosses(label: Label, taken: Taken) -> bool:
    if label.leader is None:
        return False
    (x, y), (end_x, end_y) = label.leader, leader_end(label)
    line = Box(min(x, end_x), min(y, end_y), max(x, end_x), max(y, end_y))
    x0, y0, x1, y1 = taken.under(line)
    # What the line begins in is its own.
    others = ~((x0 <= x) & (x <= x1) & (y0 <= y) & (y <= y1))
    path = shapely.LineString([(x, y), (end_x, end_y)])
    boxes = shapely.box(x0[others], y0[others], x1[others], y1[others])
    return bool(shapely.intersects(path, boxes).any())


def _beside_circles(frame: Frame, taken: Taken) -> tuple[list[Label], list[int]]:
    """Write names beside their circles, or in them where they are large."""
    radius, places = circle_radii(frame), frame.anchors
    discs = [
        Box(float(x - r), float(y - r), float(x + r), float(y + r))
        for (x, y), r in zip(places, radius, strict=True)
    ]
    placed: list[Label] = []
    waiting = []
    for i in map(int, np.argsort(-radius, kind="stable")):
        others = [disc for j, disc in enumerate(discs) if j != i and radius[j] > 0]
        for label in _around(frame, i, float(radius[i])):
            if taken.free(label.box) and not any(label.box.overlaps(disc) for disc in others):
                _take(label, placed, taken)
                break
        else:
            waiting.append(i)
    taken.boxes.extend(disc for disc, r in zip(discs, radius, strict=True) if r > 0)
    return placed, _lead(frame, waiting, placed, taken)


def _beside_bars(frame: Frame, taken: Taken) -> tuple[list[Label], list[int]]:
    """Write names below the line on which bars stand, or beside them."""
    boxes = [bar_box(frame, row) for row in range(len(frame.anchors))]
    placed: list[Label] = []
    waiting = []
    taken.boxes.extend(box for box in boxes if box.width)
    for i in map(int, np.argsort(-shapely.area(frame.areas), kind="stable")):
        box, (x, y) = boxes[i], map(float, frame.anchors[i])
        for lines in _variants(frame, i):
            width, height = _size(lines)
            aside = box.width / 2 + width / 2 + 1.0
            places = [(0.0, -height / 2 - 0.6), (aside, height / 2), (-aside, height / 2)]
            labels = (Label(lines, x + dx, y + dy, i) for dx, dy in places)
            found = next((label for label in labels if taken.free(label.box)), None)
            if found is not None:
                _take(found, placed, taken)
                break
        else:
            waiting.append(i)
    return placed, _lead(frame, waiting, placed, taken)


def _around(frame: Frame, row: int, radius: float) -> Iterator[Label]:
    x, y = map(float, frame.anchors[row])
    for lines in _variants(frame, row):
        width, height = _size(lines)
        if np.hypot(width, height) < 2 * radius - 0.6 or radius == 0:
            yield Label(lines, x, y, row)
        right, up = radius + width / 2 + 0.8, radius + height / 2 + 0.3
        for dx, dy in (
            (0, -up), (right, 0), (-right, 0), (0, up),
            (right * 0.8, up * 0.75), (right * 0.8, -up * 0.75),
            (-right * 0.8, -up * 0.75), (-right * 0.8, up * 0.75),
        ):  # fmt: skip
            yield Label(lines, x + dx, y + dy, row)
