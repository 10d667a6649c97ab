"""Which area a point lies in, and how far the nearest one is from those in none."""

from __future__ import annotations

from functools import partial
from typing import Any

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import pandas as pd
import shapely
from pyproj import Geod

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
    shapes = points.geometry.to_numpy()
    x, y = shapely.get_x(shapes), shapely.get_y(shapes)
    usable = np.isfinite(x) & np.isfinite(y)
    x = np.where(x > 180, x - 360, np.where(x < -180, x + 360, x))
    codes, names = areas["area_code"].to_numpy(), areas["area_name"].to_numpy()
    polygons = areas.geometry.to_numpy()
    count = len(shapes)
    positions: list[list[int]] = [[] for _ in range(count)]
    made = shapely.points(x, y)
    if usable.any() and len(areas):
        for point, area in zip(
            *shapely.STRtree(polygons).query(made[usable], predicate="intersects"), strict=True
        ):
            positions[np.flatnonzero(usable)[point]].append(int(area))
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
    bands = np.clip(np.round(y / 10) * 10, -80, 80)
    for band in np.unique(bands):
        rows = np.flatnonzero(bands == band)
        squeeze = float(np.cos(np.radians(band)))
        narrow = shapely.transform(polygons, partial(np.multiply, (squeeze, 1.0)))
        tree = shapely.STRtree(narrow)
        for turn in (0.0, 360.0, -360.0):
            near = rows if not turn else rows[x[rows] * -np.sign(turn) > _NEAR_DATE_LINE]
            if not len(near):
                continue
            points = shapely.points((x[near] + turn) * squeeze, y[near])
            found = np.asarray(tree.nearest(points))
            lines = shapely.shortest_line(points, narrow[found])
            ends = shapely.get_coordinates(lines).reshape(-1, 2, 2)
            _, _, metres = _GEOD.inv(*(x[near], y[near], ends[:, 1, 0] / squeeze, ends[:, 1, 1]))
            closer = metres / 1000 < distance[near]
            best[near[closer]] = found[closer]
            distance[near[closer]] = metres[closer] / 1000
    return best, distance
