"""Names along lines: rivers and roads on the printed map."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import shapely
from matplotlib.patheffects import Stroke
from matplotlib.text import Text
from shapely.geometry.base import BaseGeometry

from probono_kit.maps.arrays import Array
from probono_kit.maps.static import fonts
from probono_kit.maps.static.fonts import POINTS
from probono_kit.maps.static.placing import Taken
from probono_kit.maps.static.sheet import Box, Sheet, Written

#: How steep a name may stand, in degrees, and how far its line may bend away from it, in
#: millimetres.
STEEPEST, MOST_BEND = 65.0, 1.1

#: Pieces of a slanting name meet: by this much less of each they do not lie on each other.
_PIECE = 0.6

#: Part of the length of a line that its name may take.
_SHARE = 0.9


@dataclass(frozen=True)
class Along:
    """A name along a line: its middle, the angle of its baseline, and the room that it takes."""

    text: str
    x: float
    y: float
    angle: float
    boxes: tuple[Box, ...]


def along(name: str, shape: BaseGeometry, size: float, off: float, taken: Taken) -> Along | None:
    """Return the place of a name above a line where it is nearly straight, if there is room.

    Parameters
    ----------
    name : str
        One line.
    shape : shapely geometry
        Line or lines in millimetres.
    size : float
        Of the letters, in points.
    off : float
        Millimetres between the line and the foot of the letters.
    taken : Taken
        What must stay visible.
    """
    width, high = fonts.extent(name, size)[0] * 1.04, fonts.line_height(size) * 0.8
    parts = shapely.get_parts(shape)
    for line in parts[np.argsort(-shapely.length(parts), kind="stable")]:
        length = shapely.length(line)
        if length * _SHARE < width:
            return None
        for start in _starts(length - width):
            found = _at(name, line, (start, width), off + high / 2, high)
            if found is not None and all(taken.free(box) for box in found.boxes):
                return found
    return None


def write_along(sheet: Sheet, name: Along, size: float, *, colour: str, slanted: bool) -> None:
    """Write a name along its line, with a white rim; `slanted` letters are those of water."""
    drawn = size * sheet.enlarge
    properties = fonts.font(name.text, drawn, slanted=slanted)
    for ink in ("#ffffff", colour):
        made = Text(
            name.x * POINTS, name.y * POINTS, name.text, color=ink, rotation=name.angle,
            ha="center", va="center", rotation_mode="anchor", fontproperties=properties,
        )  # fmt: skip
        if ink == "#ffffff":
            rim = Stroke(linewidth=0.34 * drawn, foreground=ink, joinstyle="round")
            made.set_path_effects([rim])
        sheet.draw(made)
    sheet.written += [Written(name.text, box.inset(_PIECE), drawn, "map") for box in name.boxes]


def _starts(room: float) -> Iterator[float]:
    """Yield where a name may begin: in the middle, then farther and farther from it."""
    middle = room / 2
    yield middle
    for share in np.linspace(0.15, 1.0, 7):
        yield middle * (1 - share)
        yield middle * (1 + share)


def _at(
    name: str, line: BaseGeometry, span: tuple[float, float], off: float, high: float
) -> Along | None:
    start, width = span
    ends = _points(line, [start, start + width])
    if ends[1, 0] < ends[0, 0]:
        ends = ends[::-1]
    step = ends[1] - ends[0]
    chord = float(np.hypot(*step))
    angle = float(np.degrees(np.arctan2(step[1], step[0])))
    if chord < 0.9 * width or abs(angle) > STEEPEST:
        return None
    across = np.array([-step[1], step[0]]) / chord
    bends = (_points(line, np.linspace(start, start + width, 9)) - ends[0]) @ across
    if np.ptp(bends) > MOST_BEND:
        return None
    x, y = ends.mean(axis=0) + across * (off + max(0.0, float(bends.max())))
    boxes = _boxes(np.array([x, y]), step / chord, width, high)
    return Along(name, float(x), float(y), angle, boxes)


def _points(line: BaseGeometry, at: Sequence[float] | Array) -> Array:
    places = [line.interpolate(float(distance)) for distance in at]
    return np.array([(place.x, place.y) for place in places])


def _boxes(middle: Array, toward: Array, width: float, high: float) -> tuple[Box, ...]:
    """Return boxes beside each other that cover a slanting name."""
    count = max(1, int(np.ceil(width / high)))
    piece = width / count
    half = np.abs(toward) * piece / 2 + np.abs(toward[::-1]) * high / 2
    places = middle + np.outer((np.arange(count) + 0.5) * piece - width / 2, toward)
    return tuple(
        Box(float(x - half[0]), float(y - half[1]), float(x + half[0]), float(y + half[1]))
        for x, y in places
    )
