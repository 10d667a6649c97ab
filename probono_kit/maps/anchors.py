"""Where the name or the circle of an area stands: well inside, far from its border."""

from __future__ import annotations

import hashlib
from functools import lru_cache

import geopandas as gpd
import numpy as np
import shapely
from pyproj import CRS

from probono_kit.maps.arrays import Array, Shapes
from probono_kit.maps.extent import Extent, unwrap
from probono_kit.maps.projection import forward


def project(geometries: Shapes, crs: CRS, extent: Extent) -> Shapes:
    """Return `geometries` (EPSG:4326) in metres of `crs`, whole across the date line."""
    transformer = forward(crs)

    def transform(xy: Array) -> Array:
        x, y = transformer.transform(xy[:, 0], xy[:, 1])
        return np.column_stack([x, y])

    joined = unwrap(np.asarray(geometries, dtype=object), extent)
    return np.asarray(shapely.transform(joined, transform))


def to_degrees(places: Array, crs: CRS, extent: Extent) -> Array:
    """Return metres of `crs` as longitude and latitude, longitudes as in `extent`."""
    longitude, latitude = forward(crs).transform(places[:, 0], places[:, 1], direction="INVERSE")
    middle = (extent[0] + extent[2]) / 2
    return np.column_stack([(np.asarray(longitude) - middle + 180) % 360 - 180 + middle, latitude])


def placed(
    shapes: Shapes, origin: tuple[float, float], scale: float, centre: tuple[float, float]
) -> Shapes:
    """Return projected `shapes` in millimetres of a page; what has no place there is empty.

    Parameters
    ----------
    shapes : numpy.ndarray of shapely geometries
        Metres of a projection.
    origin : tuple of float
        The metres that come to lie on `centre`.
    scale : float
        Metres per millimetre.
    centre : tuple of float
        Millimetres.
    """

    def place(xy: Array) -> Array:
        return np.asarray((xy - np.array(origin)) / scale + np.array(centre))

    made = np.atleast_1d(shapely.transform(shapes, place))
    made[~np.isfinite(shapely.bounds(made)).all(axis=1)] = shapely.GeometryCollection()
    return np.asarray(made, dtype=object)


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
    return _anchors(Keyed(areas.geometry.to_numpy()), crs, extent, 2.5 if wide else 1.0).copy()


class Keyed:
    """Shapes that are the same if their coordinates are: maps of the same areas share work.

    Parameters
    ----------
    shapes : numpy.ndarray of shapely geometries
        Nobody may change them afterwards.
    """

    def __init__(self, shapes: Shapes) -> None:
        self.shapes = shapes
        self._digest = hashlib.blake2b(b"".join(shapely.to_wkb(shapes))).digest()

    def __hash__(self) -> int:
        return hash(self._digest)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Keyed) and self._digest == other._digest


@lru_cache(maxsize=4)
def _anchors(areas: Keyed, crs: CRS, extent: Extent, flat: float) -> Array:
    return np.array([_anchor(shape, flat) for shape in project(areas.shapes, crs, extent)])


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
