"""Where the name or the circle of an area stands: well inside, far from its border."""

from __future__ import annotations

import geopandas as gpd
import numpy as np
import shapely
from numpy.typing import NDArray
from pyproj import CRS

from probono_kit.maps.projection import Extent, forward, unwrap

Array = NDArray[np.float64]


def project(geometries: Array, crs: CRS, extent: Extent) -> Array:
    """Return `geometries` (EPSG:4326) in metres of `crs`, whole across the date line."""
    transformer = forward(crs)

    def transform(xy: Array) -> Array:
        x, y = transformer.transform(xy[:, 0], xy[:, 1])
        return np.column_stack([x, y])

    joined = unwrap(np.asarray(geometries, dtype=object), extent)
    return np.asarray(shapely.transform(joined, transform))


def anchors(areas: gpd.GeoDataFrame, crs: CRS, extent: Extent, *, wide: bool) -> Array:
    """Return one point inside each area.

    Parameters
    ----------
    areas : geopandas.GeoDataFrame
        Polygons, EPSG:4326.
    crs : pyproj.CRS
        Projection of the map.
    extent : tuple of float
        Of the map, degrees.
    wide : bool
        Make room for a line of text rather than for a circle.

    Returns
    -------
    numpy.ndarray
        Shape ``(n, 2)``, metres of `crs`: the middle of the largest circle (or, for text, of the
        largest flat ellipse) that fits into the largest part.
    """
    flat = 2.5 if wide else 1.0
    return np.array([_anchor(shape, flat) for shape in project(areas.geometry, crs, extent)])


def _anchor(shape: shapely.Geometry, flat: float) -> tuple[float, float]:
    parts = shapely.get_parts(shape)
    part = parts[int(shapely.area(parts).argmax())]
    size = max(np.ptp(np.reshape(part.bounds, (2, 2)), axis=0))
    coarse = shapely.simplify(part, size / 200)
    if coarse.is_empty or not coarse.is_valid:
        coarse = part
    tall = shapely.transform(coarse, lambda xy: xy * np.array([1.0, flat]))
    if not tall.is_valid or tall.area == 0:
        point = part.representative_point()
        return float(point.x), float(point.y)
    radius = shapely.maximum_inscribed_circle(tall, tolerance=size / 100)
    x, y = radius.coords[0]
    inside = shapely.Point(x, y / flat)
    if not part.contains(inside):
        inside = part.representative_point()
    return float(inside.x), float(inside.y)
