"""How far the data reach, also across the date line."""

from __future__ import annotations

from typing import TypeAlias

import geopandas as gpd
import numpy as np
import shapely

from probono_kit.maps.arrays import Shapes

#: West, south, east, north in degrees; east may exceed 180.
Extent: TypeAlias = tuple[float, float, float, float]


def extent_of(*frames: gpd.GeoDataFrame) -> Extent:
    """Return the extent of all geometries, the short way round the globe.

    Parameters
    ----------
    *frames : geopandas.GeoDataFrame
        EPSG:4326, longitudes from -180 to 180.

    Returns
    -------
    tuple of float
        West, south, east, north in degrees; east is above 180 for what lies across the date line.

    Examples
    --------
    >>> from shapely.geometry import box
    >>> fiji = gpd.GeoDataFrame(geometry=[box(177, -19, 180, -16), box(-180, -18, -178, -17)])
    >>> extent_of(fiji.set_crs(4326))
    (177.0, -19.0, 182.0, -16.0)
    """
    parts = np.concatenate([shapely.get_parts(frame.geometry.to_numpy()) for frame in frames])
    bounds = shapely.bounds(parts[~shapely.is_empty(parts)])
    south, north = float(bounds[:, 1].min()), float(bounds[:, 3].max())
    bounds = bounds[np.argsort(bounds[:, 0], kind="stable")]
    reach = np.maximum.accumulate(bounds[:, 2])
    # The widest stretch of longitudes without anything: between two parts, or across the date line.
    gaps = bounds[1:, 0] - reach[:-1]
    across = bounds[0, 0] + 360 - reach[-1]
    if len(gaps) and gaps.max() > across:
        after = int(gaps.argmax())
        return float(bounds[after + 1, 0]), south, float(reach[after]) + 360.0, north
    return float(bounds[0, 0]), south, float(reach[-1]), north


def unwrap(geometry: Shapes, extent: Extent) -> Shapes:
    """Join what the date line cuts: longitudes that belong to `extent` go on beyond 180.

    Parameters
    ----------
    geometry : numpy.ndarray of shapely geometries
        Longitudes from -180 to 180.
    extent : tuple of float
        West, south, east, north; nothing happens unless it crosses the date line.

    Returns
    -------
    numpy.ndarray of shapely geometries
        Halves on either side of the date line are one geometry again.
    """
    west, _south, east, _north = extent
    if west >= -180.0 and east <= 180.0:
        return geometry
    # Halfway through the empty side: what lies west of it belongs to the other end of the map.
    seam = (west + east) / 2 - 180.0
    turn = 360.0 if seam > -180.0 else -360.0
    cut = seam if turn > 0 else seam + 360.0
    moved = []
    for shape in geometry:
        parts = shapely.get_parts(shape)
        bounds = shapely.bounds(parts)
        away = (bounds[:, 2] <= cut + 1e-9) if turn > 0 else (bounds[:, 0] >= cut - 1e-9)
        if not away.any():
            moved.append(shape)
            continue
        parts[away] = shapely.transform(parts[away], lambda xy: xy + np.array([turn, 0.0]))
        moved.append(shapely.union_all(parts))
    return np.array(moved, dtype=object)
