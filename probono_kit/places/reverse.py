"""Which area a point lies in, and how far the nearest one is from those in none."""

from __future__ import annotations

from typing import Any, TypeVar

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import pandas as pd
import shapely
from pyproj import Geod

_Floats = npt.NDArray[np.float64]
_Geo = TypeVar("_Geo", gpd.GeoDataFrame, gpd.GeoSeries)

_GEOD = Geod(ellps="WGS84")
#: Beyond this longitude the nearest area may lie across the date line.
_NEAR_DATE_LINE = 150.0


def reverse_areas(
    points: gpd.GeoDataFrame | gpd.GeoSeries,
    areas: gpd.GeoDataFrame,
    *,
    tolerance_km: float = 0.0,
    nearest: bool = True,
) -> pd.DataFrame:
    """Find the area of each point.

    Parameters
    ----------
    points : geopandas.GeoDataFrame or geopandas.GeoSeries
        EPSG:4326; missing and empty points are allowed.
    areas : geopandas.GeoDataFrame
        ``area_code``, ``area_name``, polygons in EPSG:4326, from
        :func:`probono_kit.places.read_areas`.
    tolerance_km : float
        A point in no area belongs to the nearest if it is not further than this: coasts and
        borders of generalised layers cut off harbours and islets.
    nearest : bool
        Whether to look for the nearest area of points that lie in none, which takes time.

    Returns
    -------
    pandas.DataFrame
        Index of `points`. ``area_code`` and ``area_name`` (missing unless there is exactly one
        area), ``status`` (``inside``; ``near``: within the tolerance; ``several``: on a border, or
        areas overlap; ``outside``; ``no_point``), ``candidates`` (codes: those that meet the
        point, or the nearest), ``distance_km`` (to the nearest area on the WGS84 ellipsoid, 0
        inside, missing without a point).

    Examples
    --------
    >>> areas = gpd.GeoDataFrame(
    ...     {"area_code": ["A", "B"], "area_name": ["West", "East"]},
    ...     geometry=[shapely.box(0, 0, 1, 1), shapely.box(1, 0, 2, 1)],
    ...     crs="EPSG:4326",
    ... )
    >>> points = gpd.GeoSeries(gpd.points_from_xy([0.5, 1.0, 2.1], [0.5, 0.5, 0.5]), crs=4326)
    >>> found = reverse_areas(points, areas, tolerance_km=5)
    >>> found[["area_code", "status", "candidates"]].fillna("–").values.tolist()
    [['A', 'inside', ('A',)], ['–', 'several', ('A', 'B')], ['–', 'outside', ('B',)]]
    >>> found["distance_km"].round(1).tolist()
    [0.0, 0.0, 11.1]
    """
    shapes = in_degrees(points).geometry.to_numpy()
    areas = in_degrees(areas)
    x, y = shapely.get_x(shapes), shapely.get_y(shapes)
    usable = np.isfinite(x) & np.isfinite(y)
    x = np.where(x > 180, x - 360, np.where(x < -180, x + 360, x))
    codes = areas["area_code"].to_numpy()
    names = areas.get("area_name", areas["area_code"]).to_numpy()
    polygons = areas.geometry.to_numpy()
    count = len(shapes)
    positions: list[list[int]] = [[] for _ in range(count)]
    made, at = shapely.points(x, y), np.flatnonzero(usable)
    if usable.any() and len(areas):
        # Asked in this direction the polygons are prepared once, not searched for each point.
        pairs = shapely.STRtree(made[usable]).query(polygons, predicate="intersects")
        for area, point in zip(*pairs, strict=True):
            positions[at[point]].append(int(area))
    status = np.full(count, "no_point", dtype=object)
    distance = np.full(count, np.nan)
    hits = np.array([len(found) for found in positions], dtype=int)
    status[usable & (hits == 1)] = "inside"
    status[usable & (hits > 1)] = "several"
    distance[hits > 0] = 0.0
    lost = np.flatnonzero(usable & (hits == 0))
    status[lost] = "outside"
    if nearest and len(lost) and len(areas):
        closest, distance[lost] = nearest_areas(x[lost], y[lost], polygons)
        for point, area in zip(lost, closest, strict=True):
            positions[point] = [int(area)]
        status[lost[distance[lost] <= tolerance_km]] = "near"
    one = np.isin(status, ("inside", "near"))
    first = [found[0] if alone else -1 for found, alone in zip(positions, one, strict=True)]
    return pd.DataFrame(
        {
            "area_code": [codes[at] if at >= 0 else None for at in first],
            "area_name": [names[at] if at >= 0 else None for at in first],
            "status": status,
            "candidates": [tuple(sorted(codes[list(set(found))])) for found in positions],
            "distance_km": distance,
        },
        index=points.index,
    )


def nearest_areas(
    x: npt.NDArray[np.float64], y: npt.NDArray[np.float64], polygons: npt.NDArray[Any]
) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.float64]]:
    """Return the nearest polygon to each point and the distance in kilometres.

    Parameters
    ----------
    x, y : numpy.ndarray
        Longitudes and latitudes.
    polygons : numpy.ndarray
        Shapes in degrees, at least one.

    Notes
    -----
    Degrees of longitude are shortened as at the latitude of each point's band of 10°, the date
    line is looked across, and the distance is then measured on the ellipsoid.
    """
    best = np.zeros(len(x), dtype=np.int64)
    distance = np.full(len(x), np.inf)
    starts, ends, owners = _segments(polygons)
    if not len(owners):
        return best, distance
    bands = np.clip(np.round(y / 10) * 10, -80, 80)
    for band in np.unique(bands):
        rows = np.flatnonzero(bands == band)
        squeeze = (float(np.cos(np.radians(band))), 1.0)
        lines = np.stack([starts * squeeze, ends * squeeze], axis=1)
        tree = shapely.STRtree(np.asarray(shapely.linestrings(lines)))
        for turn in (0.0, 360.0, -360.0):
            near = rows if not turn else rows[x[rows] * -np.sign(turn) > _NEAR_DATE_LINE]
            if not len(near):
                continue
            asked = np.column_stack([x[near] + turn, y[near]]) * squeeze
            found = np.asarray(tree.nearest(shapely.points(asked)))
            closest = _closest(asked, lines[found]) / squeeze
            _, _, metres = _GEOD.inv(x[near], y[near], closest[:, 0], closest[:, 1])
            closer = metres / 1000 < distance[near]
            best[near[closer]] = owners[found[closer]]
            distance[near[closer]] = metres[closer] / 1000
    return best, distance


def in_degrees(frame: _Geo) -> _Geo:
    """Return `frame` in EPSG:4326; one that states no reference system is in degrees."""
    return frame if frame.crs is None or frame.crs.to_epsg() == 4326 else frame.to_crs(4326)


def _segments(polygons: npt.NDArray[Any]) -> tuple[_Floats, _Floats, npt.NDArray[np.int64]]:
    """Return starts and ends of all segments of the borders, and whose they are.

    A tree of short segments finds the nearest border many times as fast as one of polygons.
    """
    parts, of_part = shapely.get_parts(polygons, return_index=True)
    rings, of_ring = shapely.get_rings(parts, return_index=True)
    places, of_place = shapely.get_coordinates(rings, return_index=True)
    inner = of_place[1:] == of_place[:-1]
    return places[:-1][inner], places[1:][inner], of_part[of_ring[of_place[:-1][inner]]]


def _closest(points: _Floats, lines: _Floats) -> _Floats:
    """Return the place on each segment that is closest to its point."""
    start, along = lines[:, 0], lines[:, 1] - lines[:, 0]
    length = (along**2).sum(axis=1)
    share = ((points - start) * along).sum(axis=1) / np.where(length > 0, length, 1.0)
    place: _Floats = start + np.clip(share, 0.0, 1.0)[:, None] * along
    return place
