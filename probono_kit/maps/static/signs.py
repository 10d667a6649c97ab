"""Points on the page: circles, shapes, and badges with icons."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

import numpy as np
from matplotlib.collections import PathCollection
from matplotlib.path import Path

from probono_kit.maps.arrays import Array
from probono_kit.maps.colours import text_colour
from probono_kit.maps.signs import Sign, icon_of, icon_unit, outline, shape_path, shape_unit
from probono_kit.maps.static.sheet import Box, Sheet, points

#: Width of the light rim around a point, in points.
RIM = 0.7

_CODES = {
    "M": [Path.MOVETO],
    "L": [Path.LINETO],
    "C": [Path.CURVE4] * 3,
    "Q": [Path.CURVE3] * 2,
    "Z": [Path.CLOSEPOLY],
}


def draw_signs(
    sheet: Sheet,
    places: Array,
    radii: Array,
    fills: Sequence[str],
    signs: Sequence[Sign],
    *,
    clip: Box | None = None,
    gid: str = "",
    alpha: float = 1.0,
) -> None:
    """Draw points as one artist, each icon right above its own badge.

    Parameters
    ----------
    sheet : Sheet
        The page.
    places : numpy.ndarray
        Their middles in millimetres, in the order in which they are drawn.
    radii : numpy.ndarray
        In millimetres.
    fills : sequence of str
        Colours.
    signs : sequence of Sign
        Shapes and icons.
    clip : Box, optional
        Nothing is drawn outside.
    gid : str
        Name of the artist in SVG.
    alpha : float
        Opacity.
    """
    drawn = sign_collection(places, radii, fills, signs)
    drawn.set_alpha(alpha)
    sheet.draw(drawn, gid=gid, clip=clip)


def sign_collection(
    places: Array, radii: Array, fills: Sequence[str], signs: Sequence[Sign]
) -> PathCollection:
    """Return signs as one artist whose coordinates are points; see :func:`draw_signs`."""
    paths: list[Path] = []
    colours: list[str] = []
    edges: list[str] = []
    for place, radius, fill, sign in zip(places, radii, fills, signs, strict=True):
        paths.append(_shape(sign.shape, place, float(radius)))
        colours.append(fill)
        edges.append(sign.edge)
        if sign.icon:
            paths.append(_placed(icon_of(sign), place, icon_unit(float(radius))))
            colours.append(text_colour(fill))
            edges.append("none")
    return PathCollection(paths, facecolors=colours, edgecolors=edges, linewidths=RIM)


def _shape(shape: str, place: Array, radius: float) -> Path:
    if shape in ("", "circle"):
        return Path.circle(tuple(points(place)), float(points(np.array(radius))))
    return _placed(shape_path(shape), place, shape_unit(radius))


def _placed(path: str, place: Array, unit: float) -> Path:
    """Return an outline on the page, where up is up."""
    vertices, codes = _parsed(path)
    return Path(points(vertices * [unit, -unit] + np.asarray(place)), codes)


@lru_cache(maxsize=256)
def _parsed(path: str) -> tuple[Array, list[int]]:
    vertices: list[tuple[float, float]] = []
    codes: list[int] = []
    for command, corners in outline(path):
        vertices += corners or [(0.0, 0.0)]
        codes += [int(code) for code in _CODES[command]]
    return np.array(vertices), codes
