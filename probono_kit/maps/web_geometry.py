"""Shapes for the screen: projected, rounded to a grid, simplified together.

Coordinates are rounded with one function for all layers *before* they are simplified, and the
areas are simplified as one coverage, so that neighbours keep the same border, vertex by vertex.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import geopandas as gpd
import numpy as np
import shapely
from numpy.typing import NDArray
from pyproj import CRS

#: Cells of the grid along the longer side of the data: half a pixel when the map, 1000 pixels
#: wide, is enlarged eightfold.
CELLS = 16384

Geometries = NDArray[Any]


@dataclass(frozen=True)
class Grid:
    """The integer coordinates of a page.

    Attributes
    ----------
    crs : pyproj.CRS
        Projection of the map, metres.
    cell : float
        Size of a cell in metres of the projection.
    west, south : float
        Corner of cell (0, 0) in the projection.
    width, height : int
        Extent of the data in cells.
    """

    crs: CRS
    cell: float
    west: float
    south: float
    width: int
    height: int

    @classmethod
    def around(cls, bounds: Sequence[float], crs: CRS) -> Grid:
        """Return the grid in which the longer side of `bounds` (projected) has `CELLS` cells.

        Examples
        --------
        >>> Grid.around((0, 0, 500_000, 250_000), CRS(6933)).height
        8192
        """
        west, south, east, north = (float(bound) for bound in bounds)
        cell = max(east - west, north - south, 1.0) / CELLS
        width, height = round((east - west) / cell), round((north - south) / cell)
        return cls(crs, cell, west, south, width, height)

    def snap(self, projected: gpd.GeoSeries) -> Geometries:
        """Return the geometries with whole numbers of cells as coordinates."""

        def rounded(coordinates: NDArray[np.float64]) -> NDArray[np.float64]:
            return np.rint((coordinates - (self.west, self.south)) / self.cell)

        present = projected[projected.notna() & ~projected.is_empty]
        empty = np.full(len(projected), shapely.Polygon(), dtype=object)
        empty[(projected.notna() & ~projected.is_empty).to_numpy()] = shapely.transform(
            present.to_numpy(), rounded
        )
        return empty


def simplify_areas(shapes: Geometries, vertices: int) -> Geometries:
    """Simplify polygons that share borders until at most `vertices` remain.

    Parameters
    ----------
    shapes : array of shapely geometries
        Polygons on the grid.
    vertices : int
        Upper bound of what is kept. Small islands go first, never the largest part of an area.

    Returns
    -------
    array of shapely geometries
        Vertices are a subset of those of `shapes`; shared borders stay shared (GEOS coverage
        simplification after Visvalingam and Whyatt).
    """
    tolerance = 1.0
    current = _coverage_simplify(_without_specks(shapes, tolerance), tolerance)
    while _count(current) > vertices and tolerance < CELLS:
        tolerance *= 1.4
        current = _coverage_simplify(_without_specks(current, tolerance), tolerance)
    return current


def simplify_lines(shapes: Geometries, vertices: int) -> Geometries:
    """Simplify lines, or polygons that share no borders, until at most `vertices` remain."""
    tolerance = 0.5
    current: Geometries = shapely.simplify(shapes, tolerance)
    while _count(current) > vertices and tolerance < CELLS:
        tolerance *= 1.6
        current = shapely.simplify(current, tolerance)
    return current


def _coverage_simplify(shapes: Geometries, tolerance: float) -> Geometries:
    simplified = shapes.copy()
    filled = ~shapely.is_empty(shapes)
    if filled.any():
        simplified[filled] = shapely.coverage_simplify(shapes[filled], tolerance)
    return simplified


def _without_specks(shapes: Geometries, tolerance: float) -> Geometries:
    """Drop parts too small to be seen, except the largest of each area."""
    kept = []
    for shape in shapes:
        parts = polygons(shape)
        if len(parts) > 1:
            sizes = shapely.area(parts)
            least = min(float(sizes.max()), 2 * tolerance**2)
            parts = [part for part, size in zip(parts, sizes, strict=True) if size >= least]
        kept.append(shapely.MultiPolygon(parts) if len(parts) != 1 else parts[0])
    result = np.empty(len(kept), dtype=object)
    result[:] = kept
    return result


def polygons(shape: shapely.Geometry) -> list[shapely.Polygon]:
    """Return the polygons of a geometry of any type, without its points and lines."""
    parts = shapely.get_parts(shapely.get_parts(shape))
    return [part for part in parts if isinstance(part, shapely.Polygon) and not part.is_empty]


def _count(shapes: Geometries) -> int:
    return int(shapely.get_num_coordinates(shapes).sum())
