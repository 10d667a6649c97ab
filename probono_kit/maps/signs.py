"""Signs of points: shapes that a grey print tells apart, badges that carry an icon."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

import numpy as np

from probono_kit.maps.arrays import Array
from probono_kit.maps.colours import text_colour
from probono_kit.maps.icons import GRID, icon_path
from probono_kit.maps.model import NO_DATA, LegendClass, MapModel

#: Radius of points that are all alike, in millimetres on A4.
POINT_RADIUS = 1.3

#: Radius of shapes: the least that tells them apart, and the largest.
LEAST_SHAPE, LARGEST_SHAPE = 0.9, 1.7

#: Radius of a badge with an icon: the icon in it is 9 points high.
BADGE = 2.5

#: Width of the icon, in widths of its badge.
ICON_SHARE = 0.64

#: Rim of points, and of those without data.
RIM, BLANK_RIM = "#ffffff", "#5b656d"

_HALF = GRID / 2
_STEP = re.compile(r"([MLCQZ])([^MLCQZ]*)")


class Sign(NamedTuple):
    """What a point looks like beside its colour.

    A shape, an icon in it if there is one, the colour of its rim, and its radius (millimetres on
    A4) if its class decides that.
    """

    shape: str = ""
    icon: str = ""
    edge: str = RIM
    size: float = 0.0


#: A point without a shape of its own.
CIRCLE = Sign()


def sign_of(line: LegendClass) -> Sign:
    """Return the sign of a class: "no data" has a dark rim, as its colour is that of nothing."""
    blank = line.key == NO_DATA and line.shape
    return Sign(line.shape, line.icon, BLANK_RIM if blank else RIM, line.size)


def signs_of(classes: Iterable[LegendClass], keys: Iterable[str]) -> list[Sign]:
    """Return the sign of each point by the key of its class."""
    known = {line.key: sign_of(line) for line in classes}
    return [known.get(key, CIRCLE) for key in keys]


def badges(model: MapModel) -> Array:
    """Return the radius of the badge on each area in millimetres on A4, 0 for none.

    Parameters
    ----------
    model : MapModel
        Only categories of areas whose classes have icons carry badges.
    """
    if len(model.points) or not any(line.icon for line in model.classes):
        return np.zeros(len(model.areas))
    own = {line.key: line.size for line in model.classes if line.icon}
    return np.array([own.get(key, 0.0) for key in model.areas["class_key"]], dtype=float)


def sign_radius(classes: Sequence[LegendClass], count: int) -> float:
    """Return the radius of points that have no measure, in millimetres on A4.

    Parameters
    ----------
    classes : sequence of LegendClass
        Of the points.
    count : int
        How many points there are: where there are many, they are smaller.

    Examples
    --------
    >>> sign_radius([], 10), sign_radius([], 100000)
    (1.3, 0.4)
    >>> sign_radius([LegendClass("0", "School", "#1f6f8b", 3, icon="school")], 3)
    2.5
    """
    if any(line.icon for line in classes):
        return BADGE
    crowded = math.pow(60 / max(count, 1), 0.35)
    plain = max(0.4, min(POINT_RADIUS, POINT_RADIUS * crowded))
    if any(line.shape for line in classes):
        return round(max(LEAST_SHAPE, min(LARGEST_SHAPE, 1.3 * plain)), 3)
    return plain


def sign_radii(classes: Sequence[LegendClass], keys: Sequence[str]) -> Array:
    """Return the radius of each point by the key of its class, in millimetres on A4."""
    common = sign_radius(classes, len(keys))
    own = {line.key: line.size or common for line in classes}
    return np.array([own.get(key, common) for key in keys], dtype=float)


def shape_path(shape: str) -> str:
    """Return the outline of a shape as :func:`probono_kit.maps.icons.icon_path` does.

    Parameters
    ----------
    shape : str
        One of :data:`SHAPES`; ``""`` is a circle. All but the circle have the same area, so that
        none looks like more; the tips of some lie outside the square.
    """
    return _PATHS[shape or "circle"]


def steps(path: str, *, centre: tuple[float, float] = (0.0, 0.0), unit: float = 1.0) -> str:
    """Return a path with its middle at `centre` and its grid `unit` times as large.

    Examples
    --------
    >>> steps("M240 240L480 0Z", centre=(10, 10), unit=0.1)
    'M10 10L34 -14Z'
    """
    made = []
    for command, points in outline(path):
        at = [(x * unit + centre[0], y * unit + centre[1]) for x, y in points]
        made.append(command + " ".join(f"{round(x, 2):g} {round(y, 2):g}" for x, y in at))
    return "".join(made)


def outline(path: str) -> list[tuple[str, list[tuple[float, float]]]]:
    """Return the commands of a path with their points, from its middle."""
    made = []
    for command, numbers in _STEP.findall(path):
        values = [float(number) - _HALF for number in numbers.split()]
        made.append((command, list(zip(values[::2], values[1::2], strict=True))))
    return made


def icon_unit(radius: float) -> float:
    """Return the size of a unit of an icon in a badge of `radius`."""
    return 2 * radius * ICON_SHARE / GRID


def shape_unit(radius: float) -> float:
    """Return the size of a unit of a shape of `radius`."""
    return radius / _HALF


def icon_of(sign: Sign) -> str:
    """Return the outline of the icon of a sign, ``""`` if it has none."""
    return icon_path(sign.icon) if sign.icon else ""


def icon_svg(line: LegendClass) -> str:
    """Return the icon of a class as an SVG file, in the ink that reads on its colour.

    Examples
    --------
    >>> icon_svg(LegendClass("0", "School", "#1f6f8b", 3, icon="school"))[:43]
    '<svg xmlns="http://www.w3.org/2000/svg" vie'
    """
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {GRID} {GRID}">'
        f'<path fill="{text_colour(line.colour)}" d="{icon_path(line.icon)}"/></svg>'
    )


def _ring(radii: Sequence[float], turn: float = 0.0) -> Array:
    """Return corners around the middle, the first one up, clockwise."""
    angles = 2 * np.pi * np.arange(len(radii)) / len(radii) + turn
    corners = np.column_stack([np.sin(angles), -np.cos(angles)])
    return np.asarray(corners * np.array(radii)[:, None])


def _cross(turn: float) -> Array:
    arm = 0.36
    corner = [(arm, 1), (arm, arm), (1, arm), (1, -arm), (arm, -arm), (arm, -1)]
    corners = np.array([*corner, *[(-x, -y) for x, y in corner]], dtype=float)
    cos, sin = math.cos(turn), math.sin(turn)
    return np.asarray(corners @ np.array([[cos, sin], [-sin, cos]]))


def _written(corners: Array) -> str:
    """Write corners as a path that has three quarters of the area of the circle."""
    x, y = corners.T
    area = abs(float(np.dot(x, np.roll(y, 1)) - np.dot(y, np.roll(x, 1)))) / 2
    scaled = corners * math.sqrt(0.75 * math.pi / area) * _HALF + _HALF
    points = [f"{round(float(px))} {round(float(py))}" for px, py in scaled]
    return "M" + "L".join(points) + "Z"


def _circle() -> str:
    reach, bend = _HALF, _HALF * 0.5523
    low, high = round(_HALF - bend), round(_HALF + bend)
    middle, end = round(reach), round(2 * reach)
    return (
        f"M{middle} 0C{high} 0 {end} {low} {end} {middle}C{end} {high} {high} {end} {middle} {end}"
        f"C{low} {end} 0 {high} 0 {middle}C0 {low} {low} 0 {middle} 0Z"
    )


_PATHS = {
    "circle": _circle(),
    "square": _written(_ring([1] * 4, math.pi / 4)),
    "triangle": _written(_ring([1] * 3)),
    "diamond": _written(_ring([1] * 4)),
    "cross": _written(_cross(0.0)),
    "star": _written(_ring([1, 0.46] * 5)),
    "triangle-down": _written(_ring([1] * 3, math.pi)),
    "x": _written(_cross(math.pi / 4)),
}

#: Shapes in the order in which categories get them: those first that are told apart best.
SHAPES = tuple(_PATHS)
