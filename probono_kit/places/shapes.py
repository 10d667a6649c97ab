"""Shapes of a boundary file checked and mended: degrees, polygons, valid, none lost unsaid."""

from __future__ import annotations

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import pandas as pd
import shapely
from pyproj import CRS
from pyproj.exceptions import ProjError

from probono_kit.findings import Findings
from probono_kit.places.refusals import refusal

WGS84 = CRS.from_epsg(4326)

_SHOWN = 12
_POLYGONS = (3, 6)  # shapely's numbers for Polygon and MultiPolygon
_COLLECTION = 7


def to_degrees(frame: gpd.GeoDataFrame, findings: Findings, where: object) -> gpd.GeoDataFrame:
    """Return `frame` in EPSG:4326, longitude first.

    Parameters
    ----------
    frame : geopandas.GeoDataFrame
        In any CRS that it states.
    findings : Findings
        Gets a note if it was reprojected.
    where : object
        The file, for findings.

    Raises
    ------
    ProbonoError
        If the CRS is missing, does not fit the coordinates, or cannot be turned into degrees.
    """
    west, south, east, north = _bounds(frame)
    if not np.isfinite(west):
        raise refusal("places.no_shapes", where)
    in_degrees = -180.001 <= west <= east <= 360.001 and -90.001 <= south <= north <= 90.001
    turned = -90 <= west <= east <= 90 and -180 <= south <= north <= 180
    if frame.crs is None:
        raise refusal("places.no_crs_degrees" if in_degrees else "places.no_crs", where)
    if frame.crs.is_geographic and not in_degrees and turned:
        raise refusal("places.coordinates_swapped", where)
    if frame.crs.is_geographic and not in_degrees:
        raise refusal("places.not_degrees", where, west=west, north=north)
    if frame.crs.equals(WGS84, ignore_axis_order=True):
        return frame.set_crs(WGS84, allow_override=True)
    try:
        reprojected = frame.to_crs(WGS84)
    except ProjError as problem:
        raise refusal("places.unknown_crs", where, crs=frame.crs.name) from problem
    if not np.isfinite(_bounds(reprojected)).all():
        raise refusal("places.not_its_crs", where, crs=frame.crs.name)
    findings.add("places.reprojected", where, crs=frame.crs.name)
    return reprojected


def polygons_only(
    frame: gpd.GeoDataFrame, names: pd.Series, findings: Findings, where: object
) -> gpd.GeoDataFrame:
    """Return the rows of `frame` that are polygons, mended where they were invalid.

    Parameters
    ----------
    frame : geopandas.GeoDataFrame
        Any geometries.
    names : pandas.Series
        What to call each row in findings.
    findings : Findings
        Gets what was left out (no shape, not a polygon) and what was mended, by name.
    where : object
        The file, for findings.

    Raises
    ------
    ProbonoError
        If there is not one polygon.
    """
    shapes = frame.geometry.to_numpy()
    empty = shapely.is_missing(shapes) | shapely.is_empty(shapes)
    if empty.all():
        raise refusal("places.no_shapes", where)
    shapes = np.array([_polygons_of(shape) for shape in shapes], dtype=object)
    other = ~empty & ~np.isin(shapely.get_type_id(shapes), _POLYGONS)
    if (other | empty).all():
        kinds = tuple(dict.fromkeys(s.geom_type for s in shapes[other]))
        raise refusal("places.no_polygons", where, kinds=kinds)
    invalid = ~empty & ~other & ~shapely.is_valid(shapes)
    for code, rows in (
        ("places.empty_shapes", empty),
        ("places.not_polygons", other),
        ("places.repaired", invalid),
    ):
        if rows.any():
            findings.add(code, where, count=int(rows.sum()), names=_shown(names, rows))
    shapes[invalid] = shapely.make_valid(shapes[invalid], method="structure", keep_collapsed=False)
    kept = ~empty & ~other
    gone = kept & shapely.is_empty(shapes)
    if gone.any():
        findings.add("places.beyond_repair", where, names=_shown(names, gone))
    return frame.set_geometry(gpd.GeoSeries(shapes, index=frame.index, crs=frame.crs))[kept & ~gone]


def check_position(
    frame: gpd.GeoDataFrame, country: gpd.GeoDataFrame, findings: Findings, where: object
) -> None:
    """Warn if areas do not lie in their country, and say if exchanged coordinates would.

    Parameters
    ----------
    frame : geopandas.GeoDataFrame
        EPSG:4326.
    country : geopandas.GeoDataFrame
        The country, EPSG:4326; nothing is said if it is empty.
    findings : Findings
        Gets the warning.
    where : object
        The file, for findings.
    """
    if country.empty:
        return
    shape = shapely.union_all(country.geometry.to_numpy())
    west, south, east, north = _bounds(frame)
    if shapely.box(west, south, east, north).intersects(shape):
        return
    swapped = shapely.box(south, west, north, east).intersects(shape)
    findings.add("places.perhaps_swapped" if swapped else "places.elsewhere", where)


def _bounds(frame: gpd.GeoDataFrame) -> npt.NDArray[np.float64]:
    bounds: npt.NDArray[np.float64] = shapely.total_bounds(frame.geometry.to_numpy())
    return bounds


def _polygons_of(shape: shapely.Geometry | None) -> shapely.Geometry | None:
    """Return the polygons of a mixed collection as one shape; anything else as it is."""
    if shape is None or shapely.get_type_id(shape) != _COLLECTION:
        return shape
    parts = [part for part in shapely.get_parts(shape) if shapely.get_type_id(part) in _POLYGONS]
    return shapely.union_all(parts) if parts else shape


def _shown(names: pd.Series, rows: npt.NDArray[np.bool_]) -> tuple[str, ...]:
    chosen = [str(name) for name in names[rows]]
    return (*chosen[:_SHOWN], *(["…"] if len(chosen) > _SHOWN else []))
