"""Shapes as text: whole numbers in letters and digits, every shared border written once.

The idea is that of TopoJSON (arcs between the points where borders meet), the numbers are those of
source maps; ``layers.js`` reads them.
"""

from __future__ import annotations

import string
from collections.abc import Iterable, Iterator, Sequence

import shapely

from probono_kit.maps.web_geometry import polygons

_DIGITS = string.ascii_uppercase + string.ascii_lowercase + string.digits + "+/"

Point = tuple[int, int]
Arc = tuple[Point, ...]
Shapes = list[list[list[list[Point]]]]
References = list[list[list[list[int]]]]


def encode_areas(shapes: Iterable[shapely.Geometry]) -> str:
    """Write polygons as text in which every shared border stands once.

    Parameters
    ----------
    shapes : iterable of shapely geometries
        In cells of the grid; their coordinates are rounded here. One that has no polygon (or that
        rounding made vanish) keeps its place.

    Returns
    -------
    str
        Letters, digits, ``+`` and ``/``: the arcs, then for each shape its polygons, their rings
        and the arcs of each ring (``-1 - i`` for arc ``i`` backwards), as :func:`encode_numbers`
        writes them.

    Examples
    --------
    >>> encode_areas([shapely.box(0, 0, 1, 1)])
    'CKAACAACDAADCCCCA'
    """
    rings = [[_rings(part) for part in polygons(shape)] for shape in shapes]
    arcs, references = _cut(rings)
    return encode_numbers([*_written(arcs), *_structure(references)])


def encode_lines(shapes: Iterable[shapely.Geometry]) -> str:
    """Write lines as text: for all of them together, how many, and each with its points."""
    lines = [
        _points(line.coords)
        for shape in shapes
        for line in shapely.get_parts(shapely.get_parts(shape))
        if isinstance(line, shapely.LineString)
    ]
    return encode_numbers(_written([tuple(line) for line in lines if len(line) > 1]))


def encode_strands(shapes: Iterable[shapely.Geometry]) -> tuple[str, list[int]]:
    """Write lines as :func:`encode_lines` does, with how many of them each shape has.

    Examples
    --------
    >>> road = shapely.MultiLineString([[(0, 0), (1, 0)], [(5, 5), (6, 6)]])
    >>> encode_strands([road, shapely.LineString([(1, 1), (1, 1)])])[1]
    [2, 0]
    """
    lines, counts = [], []
    for shape in shapes:
        parts = [part for part in shapely.get_parts(shape) if isinstance(part, shapely.LineString)]
        found = [points for points in (_points(part.coords) for part in parts) if len(points) > 1]
        lines += [tuple(points) for points in found]
        counts.append(len(found))
    return encode_numbers(_written(lines)), counts


def encode_points(points: Iterable[Point]) -> str:
    """Write points as text, each as its distance from the one before."""
    return encode_numbers(_steps(tuple(points)))


def encode_numbers(numbers: Iterable[int]) -> str:
    """Write whole numbers in base 64, small ones in one letter.

    The variable-length quantities of source maps: five bits a letter, the lowest bit of the first
    is the sign, the sixth says that more follows. No letter means anything to HTML, JavaScript or
    Jinja.

    Examples
    --------
    >>> encode_numbers([0, 1, -1, 16])
    'ACDgB'
    """
    letters = []
    for number in numbers:
        rest = (-number << 1) | 1 if number < 0 else number << 1
        while rest > 31:
            letters.append(_DIGITS[rest & 31 | 32])
            rest >>= 5
        letters.append(_DIGITS[rest])
    return "".join(letters)


def _points(coordinates: Iterable[Sequence[float]]) -> list[Point]:
    """Whole numbers, none twice in a row."""
    points: list[Point] = []
    for coordinate in coordinates:
        point = (round(coordinate[0]), round(coordinate[1]))
        if not points or points[-1] != point:
            points.append(point)
    return points


def _rings(polygon: shapely.Polygon) -> list[list[Point]]:
    """Rings without their closing point; what rounding reduced to a line is left out."""
    rings = []
    for ring in (polygon.exterior, *polygon.interiors):
        points = _points(ring.coords)
        if len(points) > 1 and points[0] == points[-1]:
            points.pop()
        if len(set(points)) > 2:
            rings.append(points)
        elif ring is polygon.exterior:
            return []
    return rings


def _cut(shapes: Shapes) -> tuple[list[Arc], References]:
    """Cut rings where borders meet; number the pieces, each once, whichever way it runs."""
    meetings = _meetings(ring for shape in shapes for part in shape for ring in part)
    numbers: dict[Arc, int] = {}

    def number(arc: Arc) -> int:
        if (backwards := numbers.get(arc[::-1])) is not None:
            return -1 - backwards
        return numbers.setdefault(arc, len(numbers))

    references = [
        [[[number(arc) for arc in _pieces(ring, meetings)] for ring in part] for part in shape]
        for shape in shapes
    ]
    return list(numbers), references


def _meetings(rings: Iterable[list[Point]]) -> set[Point]:
    """Points with more than two neighbours: there a border between two areas begins or ends."""
    neighbours: dict[Point, set[Point]] = {}
    for ring in rings:
        for before, point, after in zip(
            ring[-1:] + ring[:-1], ring, ring[1:] + ring[:1], strict=True
        ):
            neighbours.setdefault(point, set()).update((before, after))
    return {point for point, around in neighbours.items() if len(around) > 2}


def _pieces(ring: list[Point], meetings: set[Point]) -> Iterator[Arc]:
    cuts = [i for i, point in enumerate(ring) if point in meetings]
    if not cuts:
        # An island or an enclave: begin where both sides of the border would begin.
        start = ring.index(min(ring))
        turned = ring[start:] + ring[:start]
        yield (*turned, turned[0])
        return
    turned = ring[cuts[0] :] + ring[: cuts[0] + 1]
    begin = 0
    for i in range(1, len(turned)):
        if turned[i] in meetings:
            yield tuple(turned[begin : i + 1])
            begin = i


def _written(arcs: Sequence[Arc]) -> Iterator[int]:
    yield len(arcs)
    origin = (0, 0)
    for arc in arcs:
        yield len(arc)
        yield from _steps(arc, origin)
        origin = arc[0]


def _steps(points: Sequence[Point], origin: Point = (0, 0)) -> Iterator[int]:
    x, y = origin
    for to_x, to_y in points:
        yield to_x - x
        yield to_y - y
        x, y = to_x, to_y


def _structure(references: References) -> Iterator[int]:
    yield len(references)
    for shape in references:
        parts = [part for part in shape if part]
        yield len(parts)
        for part in parts:
            yield len(part)
            for ring in part:
                yield len(ring)
                yield from ring
