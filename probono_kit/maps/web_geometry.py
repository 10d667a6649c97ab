"""Shapes for the screen: projected, brought onto a grid, simplified together.

Coordinates are brought onto a fine grid with one function for all layers *before* they are
simplified, and the areas are simplified as one coverage, so that neighbours keep the same border,
vertex by vertex. They become whole numbers of cells last of all, when they are written.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import geopandas as gpd
import numpy as np
import shapely
from numpy.typing import NDArray
from pyproj import CRS

from probono_kit.maps.anchors import project
from probono_kit.maps.extent import Extent

#: Cells of the grid along the longer side of the data: half a pixel when the map, 1000 pixels
#: wide, is enlarged eightfold.
CELLS = 16384

#: Cells of a pixel when the whole map is in view.
PIXEL = 16.0

#: Parts of a cell kept while shapes are simplified: neighbours whose borders differ by less meet.
_FINE = 32

#: A map shows at least this many metres.
LEAST = 1000.0

_SURFACES = (shapely.GeometryType.POLYGON, shapely.GeometryType.MULTIPOLYGON)

Geometries = NDArray[Any]


@dataclass(frozen=True)
class Grid:
    """The cells in which a page counts its coordinates.

    Attributes
    ----------
    crs : pyproj.CRS
        Projection of the map, metres.
    extent : tuple of float
        Of the map in degrees, as the model says it.
    cell : float
        Size of a cell in metres of the projection.
    west, south : float
        Corner of cell (0, 0) in the projection.
    width, height : int
        Extent of the data in cells.
    """

    crs: CRS
    extent: Extent
    cell: float
    west: float
    south: float
    width: int
    height: int

    @classmethod
    def around(cls, geometries: Geometries, crs: CRS, extent: Extent) -> Grid:
        """Return the grid in which the longer side of `geometries` (degrees) has `CELLS` cells.

        Examples
        --------
        >>> grid = Grid.around([shapely.box(0, 0, 2, 1)], CRS(6933), (0, 0, 2, 1))
        >>> grid.width, grid.height
        (16384, 10831)
        """
        west, south, east, north = shapely.total_bounds(project(geometries, crs, extent))
        # A single well: show the place around it.
        margin = max(0.0, LEAST - max(east - west, north - south)) / 2
        west, south, east, north = west - margin, south - margin, east + margin, north + margin
        cell = max(east - west, north - south) / CELLS
        width, height = round((east - west) / cell), round((north - south) / cell)
        return cls(crs, extent, float(cell), float(west), float(south), width, height)

    def place(self, geometries: Geometries | gpd.GeoSeries) -> Geometries:
        """Return `geometries` (degrees) in cells; what cannot be projected is empty."""
        projected = project(np.asarray(geometries, dtype=object), self.crs, self.extent)
        finite = np.isfinite(shapely.bounds(projected)).all(axis=1)
        placed = np.full(len(projected), shapely.GeometryCollection(), dtype=object)
        placed[finite] = shapely.transform(
            projected[finite],
            lambda xy: np.rint((xy - (self.west, self.south)) / self.cell * _FINE) / _FINE,
        )
        return placed


def simplify_areas(shapes: Geometries, vertices: int, *, least: float = 1.0) -> Geometries:
    """Simplify polygons that share borders until at most `vertices` remain.

    Parameters
    ----------
    shapes : array of shapely geometries
        Polygons in cells of the grid.
    vertices : int
        Upper bound of what is kept. Small islands go first, never the largest part of an area.
    least : float
        Cells that nobody would see: the tolerance to begin with.

    Returns
    -------
    array of shapely geometries
        Vertices are a subset of those of `shapes`; shared borders stay shared (GEOS coverage
        simplification after Visvalingam and Whyatt). Borders that were drawn twice, half a pixel
        apart at most, become one first: simplified each by itself, they would leave slivers.
    """
    shapes = _without_slivers(shapes)
    return _simplify(shapes, vertices, _simplify_coverage, least=least, most=CELLS)


def simplify_water(shapes: Geometries, vertices: int, *, least: float = 1.0) -> Geometries:
    """Simplify lines or lakes by at most a pixel, then drop the smallest until they fit."""
    coarse = _simplify(shapes, vertices, shapely.simplify, least=least, most=max(PIXEL, least))
    return _largest(coarse, lambda parts: shapely.area(parts) + shapely.length(parts), vertices)


def simplify_lines(shapes: Geometries, vertices: int, *, least: float = 1.0) -> Geometries:
    """Simplify lines until at most `vertices` remain, and leave none of them out."""
    return _simplify(shapes, vertices, shapely.simplify, least=least, most=CELLS / 100)


def _simplify(
    shapes: Geometries,
    vertices: int,
    simplified: Callable[[Geometries, float], Geometries],
    *,
    least: float,
    most: float,
) -> Geometries:
    """Raise the tolerance as far as `vertices` asks and `most` allows."""
    tolerance = least
    current = simplified(shapes, tolerance)
    while (count := _count(current)) > vertices and tolerance < most:
        # Twice the tolerance leaves about half of the vertices of a crooked border.
        tolerance = min(tolerance * min(max(count / vertices, 1.25), 3.0), most)
        current = simplified(current, tolerance)
    return current


def _largest(
    shapes: Geometries, size: Callable[[Geometries], Geometries], vertices: int
) -> Geometries:
    """Keep the largest parts that have at most `vertices` together; shapes keep their places."""
    if _count(shapes) <= vertices:
        return shapes
    parts, owners = shapely.get_parts(shapes, return_index=True)
    order = np.argsort(-size(parts), kind="stable")
    kept = order[np.cumsum(shapely.get_num_coordinates(parts[order])) <= vertices]
    result = np.full(len(shapes), shapely.GeometryCollection(), dtype=object)
    for owner in np.unique(owners[kept]):
        result[owner] = shapely.GeometryCollection(
            list(parts[np.sort(kept[owners[kept] == owner])])
        )
    return result


def _simplify_coverage(shapes: Geometries, tolerance: float) -> Geometries:
    return _coverage_simplify(_without_specks(shapes, tolerance), tolerance)


def _without_slivers(shapes: Geometries) -> Geometries:
    """Match the borders of neighbours; areas that overlap on purpose stay as they are."""
    result, filled = shapes.copy(), ~shapely.is_empty(shapes)
    surfaces = _surfaces(shapes[filled])
    try:
        if shapely.coverage_is_valid(surfaces):
            return shapes
        surfaces = _surfaces(np.asarray(shapely.make_valid(surfaces)))
        # Of shapely 2.2, which its type hints do not know yet.
        mend = getattr(shapely, "coverage_clean", None)
        if mend is None:
            return shapes
        clean = mend(surfaces, gap_width=PIXEL / 2, snapping_distance=1.0)
    except shapely.errors.ShapelyError:
        return shapes
    moved = shapely.area(clean) - shapely.area(surfaces)
    slivers = shapely.length(surfaces) * PIXEL / 2
    if len(clean) != len(surfaces) or (np.abs(moved) > slivers).any():
        return shapes
    result[filled] = clean
    return result


def _coverage_simplify(shapes: Geometries, tolerance: float) -> Geometries:
    """Simplify neighbours together; each by itself if they are too broken for that."""
    simplified = shapes.copy()
    filled = ~shapely.is_empty(shapes)
    surfaces = _surfaces(shapes[filled])
    for mend in (False, True):
        try:
            mended = _surfaces(np.asarray(shapely.make_valid(surfaces))) if mend else surfaces
            simplified[filled] = shapely.coverage_simplify(mended, tolerance)
        except shapely.GEOSException:
            continue
        return simplified
    simplified[filled] = shapely.simplify(surfaces, tolerance)
    return simplified


def _surfaces(shapes: Geometries) -> Geometries:
    """Return the polygons of each shape, without lines and points that mending left."""
    surfaces = shapes.copy()
    for i in np.flatnonzero(~np.isin(shapely.get_type_id(shapes), _SURFACES)):
        surfaces[i] = shapely.MultiPolygon(polygons(shapes[i]))
    return surfaces


def _without_specks(shapes: Geometries, tolerance: float) -> Geometries:
    """Drop parts too small to be seen, except the largest of each area."""
    kept = shapes.copy()
    for i in np.flatnonzero(shapely.get_type_id(shapes) != shapely.GeometryType.POLYGON):
        parts = polygons(shapes[i])
        if len(parts) > 1:
            sizes = shapely.area(parts)
            least = min(float(sizes.max()), 2 * tolerance**2)
            parts = [part for part, size in zip(parts, sizes, strict=True) if size >= least]
        kept[i] = shapely.MultiPolygon(parts) if len(parts) != 1 else parts[0]
    return kept


def polygons(shape: shapely.Geometry) -> list[shapely.Polygon]:
    """Return the polygons of a geometry of any type, without its points and lines."""
    parts = shapely.get_parts(shapely.get_parts(shape))
    return [part for part in parts if isinstance(part, shapely.Polygon) and not part.is_empty]


def whole(points: Geometries) -> list[tuple[int, int]]:
    """Return points in whole cells."""
    return [(round(x), round(y)) for x, y in shapely.get_coordinates(points).tolist()]


def _count(shapes: Geometries) -> int:
    return int(shapely.get_num_coordinates(shapes).sum())
