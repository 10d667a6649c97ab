"""Points drawn inside areas, every square metre with the same chance."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from probono_kit.findings import Findings

if TYPE_CHECKING:
    from geopandas import GeoDataFrame, GeoSeries

_EARTH = 6_371_008.8
#: Points tried in vain in a row, after which there is no room.
_IN_VAIN = 20_000


def draw_points(
    areas: GeoDataFrame,
    count: int | Sequence[int],
    *,
    seed: int,
    distance: float = 0.0,
) -> GeoDataFrame:
    """Draw points inside areas, every square metre with the same chance.

    Parameters
    ----------
    areas : geopandas.GeoDataFrame
        Polygons with their reference system.
    count : int or sequence of int
        Points in all, spread by the size of the areas; or how many in each area.
    seed : int
        Another number, other points; the same number, the same ones.
    distance : float
        Metres between two points at least.

    Returns
    -------
    geopandas.GeoDataFrame
        In EPSG:4326 (WGS 84): ``point`` from 1, the columns of the area that it lies in,
        ``latitude``, ``longitude`` in degrees.

    Raises
    ------
    ProbonoError
        If the areas have no reference system or no surface, or there is no room for so many.

    Notes
    -----
    Drawn in Lambert's azimuthal equal-area projection around each polygon, and kept where they
    fall inside it; the same chance for every square metre, not for every household. Distances are
    those on a sphere of 6,371 km.

    References
    ----------
    Snyder, J. P. (1987), Map Projections: A Working Manual, USGS Professional Paper 1395,
    chapter 24. Diggle, P. J. (2013), Statistical Analysis of Spatial and Spatio-Temporal Point
    Patterns, 3rd ed., section 6.5, for points that keep a distance.

    Examples
    --------
    >>> import geopandas as gpd
    >>> from shapely.geometry import box
    >>> areas = gpd.GeoDataFrame({"zone": ["A"]}, geometry=[box(-17, 14, -16, 15)], crs=4326)
    >>> points = draw_points(areas, 3, seed=1, distance=1000)
    >>> points.crs.to_epsg(), points["zone"].tolist(), bool(points.within(areas.geometry[0]).all())
    (4326, ['A', 'A', 'A'], True)
    """
    import geopandas as gpd
    import pandas as pd

    shapes, surfaces = _surfaces(areas)
    drawing = np.random.default_rng(seed)
    if isinstance(count, int):
        each = np.bincount(
            drawing.choice(len(shapes), size=count, p=surfaces / surfaces.sum()),
            minlength=len(shapes),
        )
    else:
        each = np.asarray(count)
    spread = _Spread(distance)
    found: list[np.ndarray] = []
    findings = Findings()
    for place, wanted in enumerate(each):
        points = _inside(shapes[place], int(wanted), drawing, spread)
        found.append(points)
        if len(points) < wanted:
            findings.add(
                "sample.no_room", str(place + 1), wanted=int(wanted), found=len(points),
                distance=distance,
            )  # fmt: skip
    findings.raise_errors()
    xy = np.concatenate(found) if found else np.empty((0, 2))
    rows = areas.drop(columns=areas.geometry.name).iloc[np.repeat(np.arange(len(each)), each)]
    frame = pd.DataFrame(rows).reset_index(drop=True)
    frame.insert(0, "point", np.arange(1, len(frame) + 1))
    frame["latitude"], frame["longitude"] = xy[:, 1], xy[:, 0]
    return gpd.GeoDataFrame(frame, geometry=gpd.points_from_xy(xy[:, 0], xy[:, 1]), crs=4326)


def _surfaces(areas: GeoDataFrame) -> tuple[list[Any], np.ndarray]:
    """Return the polygons in degrees and their square metres."""
    findings = Findings()
    if areas.crs is None:
        findings.add("sample.no_crs", "areas")
        findings.raise_errors()
    shapes = areas.geometry.to_crs(4326)
    for place, shape in enumerate(shapes):
        if shape is None or shape.is_empty or "Polygon" not in shape.geom_type:
            findings.add("sample.no_surface", f"areas › {place + 1}")
    if len(areas) == 0:
        findings.add("sample.empty", "areas")
    findings.raise_errors()
    surfaces = shapes.to_crs("+proj=cea +ellps=WGS84").area.to_numpy()
    return list(shapes), surfaces


class _Spread:
    """Points taken so far, and whether another one keeps its distance from them."""

    def __init__(self, metres: float) -> None:
        self.chord = 2 * np.sin(min(metres / _EARTH, np.pi) / 2)
        self.taken = np.empty((0, 3))

    def takes(self, lon: float, lat: float) -> bool:
        if self.chord <= 0:
            return True
        lon, lat = np.radians(lon), np.radians(lat)
        point = np.array([np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)])
        if len(self.taken) and ((self.taken - point) ** 2).sum(1).min() < self.chord**2:
            return False
        self.taken = np.vstack([self.taken, point])
        return True


def _inside(shape: Any, wanted: int, drawing: np.random.Generator, spread: _Spread) -> np.ndarray:
    """Return up to `wanted` points inside a polygon, as longitude and latitude."""
    if wanted <= 0:
        return np.empty((0, 2))
    parts = _parts(shape)
    taken: list[tuple[float, float]] = []
    in_vain = 0
    while len(taken) < wanted and in_vain < _IN_VAIN:
        for lon, lat in _candidates(parts, wanted, drawing):
            if len(taken) < wanted and spread.takes(lon, lat):
                taken.append((float(lon), float(lat)))
                in_vain = 0
            else:
                in_vain += 1
    return np.array(taken).reshape(-1, 2)


def _parts(shape: Any) -> list[tuple[Any, GeoSeries]]:
    """Return each part of a polygon, in degrees and in metres of equal area."""
    import geopandas as gpd
    import shapely

    parts = []
    for part in shapely.get_parts(shape):
        if part.geom_type == "Polygon" and part.area > 0:
            centre = part.centroid
            crs = f"+proj=laea +lat_0={centre.y:.6f} +lon_0={centre.x:.6f} +datum=WGS84"
            parts.append((part, gpd.GeoSeries([part], crs=4326).to_crs(crs)))
    return parts


def _candidates(
    parts: list[tuple[Any, GeoSeries]], wanted: int, drawing: np.random.Generator
) -> np.ndarray:
    """Return `wanted` points inside the parts together, in no order."""
    import shapely
    from pyproj import Transformer

    surface = np.array([plane.area.iloc[0] for _, plane in parts])
    found = []
    for (part, plane), number in zip(
        parts, drawing.multinomial(wanted, surface / surface.sum()), strict=True
    ):
        back = Transformer.from_crs(plane.crs, 4326, always_xy=True) if number else None
        west, south, east, north = plane.total_bounds
        open_ = int(number)
        while open_ > 0 and back is not None:
            x, y = drawing.uniform((west, south), (east, north), (4 * open_ + 64, 2)).T
            lon, lat = back.transform(x, y)
            inside = np.column_stack([lon, lat])[shapely.contains_xy(part, lon, lat)][:open_]
            found.append(inside)
            open_ -= len(inside)
    points = np.concatenate(found)
    drawing.shuffle(points)
    return points
