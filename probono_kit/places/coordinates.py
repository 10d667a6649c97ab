"""Points from columns of coordinates, with every row that has none accounted for."""

from __future__ import annotations

from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from probono_kit.findings import Findings
from probono_kit.places.coordinate_columns import Flags, Floats, read_angles
from probono_kit.places.coordinate_words import Axis
from probono_kit.places.position_columns import read_positions

#: Points further than this from the stated areas (degrees, about 50 km) are listed, not drawn:
#: boundary layers are generalised, and a border town may lie a little outside.
TOLERANCE = 0.5

_SHOWN_ROWS = 8


@dataclass(frozen=True)
class PointsRead:
    """Points and what was said about them.

    Attributes
    ----------
    frame : geopandas.GeoDataFrame
        The rows that have usable coordinates, EPSG:4326, index as given.
    left_out : pandas.DataFrame
        The other rows with a column ``reason``: ``missing``, ``not_a_number``, ``two_readings``
        (a sign contradicts a letter), ``order_open`` (a pair that does not say which number is
        the latitude), ``out_of_range``, ``zero``, ``outside``.
    findings : Findings
        One per reason, with the rows.
    """

    frame: gpd.GeoDataFrame
    left_out: pd.DataFrame
    findings: Findings


def read_points(
    frame: pd.DataFrame,
    latitude: str,
    longitude: str = "",
    *,
    areas: gpd.GeoDataFrame | None = None,
    where: str = "",
) -> PointsRead:
    """Make points (WGS84) of two columns of coordinates, or of one column of positions.

    Rows without usable coordinates are left out and listed; rows in = points + left out. Where
    exchanging latitude and longitude would bring a point into `areas`, the finding says so, and a
    person decides.

    Parameters
    ----------
    frame : pandas.DataFrame
        Index: row numbers of the sheet.
    latitude, longitude : str
        Columns with numbers, or texts in any form that
        :func:`probono_kit.places.read_coordinate` reads. Without `longitude`, `latitude` has
        positions: pairs, geopoints, UTM, links of map sites (see
        :func:`probono_kit.places.read_position`).
    areas : geopandas.GeoDataFrame, optional
        Where the points should lie, EPSG:4326.
    where : str
        Name of the table for findings.

    Returns
    -------
    PointsRead
        Points, rows left out, findings.

    Examples
    --------
    >>> wells = pd.DataFrame({"lat": ["14,7", None], "lon": [-17.4, -17.0]}, index=[2, 3])
    >>> read = read_points(wells, "lat", "lon", where="wells.csv")
    >>> len(read.frame), list(read.left_out["reason"])
    (1, ['missing'])
    """
    findings = Findings()
    around = None
    if areas is not None and len(areas):
        around = shapely.buffer(shapely.union_all(areas.geometry.to_numpy()), TOLERANCE)
        shapely.prepare(around)
    if longitude:
        lat, lon, reason = _two_columns(frame[latitude], frame[longitude])
    else:
        lat, lon, reason = _one_column(frame[latitude], around, findings, where)
    points = gpd.GeoSeries(gpd.points_from_xy(lon, lat), index=frame.index, crs="EPSG:4326")
    if around is not None:
        _outside(points, reason, around, findings, where)
    for name in ("missing", "not_a_number", "two_readings", "order_open", "out_of_range", "zero"):
        listed = frame.index[(reason == name).to_numpy()]
        if len(listed):
            findings.add(f"coordinates.{name}", where, rows=_listed(listed), count=len(listed))
    good = (reason == "").to_numpy()
    left_out = frame[~good].copy()
    left_out["reason"] = reason[~good]
    return PointsRead(
        gpd.GeoDataFrame(frame[good].copy(), geometry=points[good], crs="EPSG:4326"),
        left_out,
        findings,
    )


def _two_columns(latitudes: pd.Series, longitudes: pd.Series) -> tuple[Floats, Floats, pd.Series]:
    lat, lon = read_angles(latitudes, Axis.LATITUDE), read_angles(longitudes, Axis.LONGITUDE)
    two = np.isfinite(lat.other) | np.isfinite(lon.other)
    beyond = (np.abs(lat.raw) > Axis.LATITUDE.limit) | (np.abs(lon.raw) > Axis.LONGITUDE.limit)
    reason = _reasons(latitudes.index, lat.degrees, lon.degrees, lat.filled & lon.filled)
    reason[beyond & (reason == "not_a_number").to_numpy()] = "out_of_range"
    reason[two & (reason == "not_a_number").to_numpy()] = "two_readings"
    return lat.degrees, lon.degrees, reason


def _one_column(
    column: pd.Series, around: shapely.Geometry | None, findings: Findings, where: str
) -> tuple[Floats, Floats, pd.Series]:
    read = read_positions(column, around)
    reason = _reasons(column.index, read.latitudes, read.longitudes, read.filled)
    reason[read.open] = "order_open"
    if read.first is not None:
        code = f"coordinates.{read.first.value}_first"
        findings.add(code, where, count=read.told_by)
    return read.latitudes, read.longitudes, reason


def _reasons(index: pd.Index, lat: Floats, lon: Floats, filled: Flags) -> pd.Series:
    """Return why rows have no point, empty for the others."""
    reason = np.full(len(lat), "", dtype=object)
    reason[~(np.isfinite(lat) & np.isfinite(lon))] = "not_a_number"
    reason[(lat == 0) & (lon == 0)] = "zero"
    reason[~filled] = "missing"
    return pd.Series(reason, index=index, dtype=object)


def _outside(
    points: gpd.GeoSeries,
    reason: pd.Series,
    around: shapely.Geometry,
    findings: Findings,
    where: str,
) -> None:
    """Mark points not `around` the areas in `reason`, and say where an exchange would help."""
    usable = (reason == "").to_numpy()
    outside = usable & ~shapely.intersects(around, points.to_numpy())
    if not outside.any():
        return
    turned = shapely.points(points.y.to_numpy(), points.x.to_numpy())
    swapped = outside & shapely.intersects(around, turned)
    reason[outside] = "outside"
    for code, rows in (("swapped", swapped), ("outside", outside & ~swapped)):
        if rows.any():
            listed = points.index[rows]
            findings.add(f"coordinates.{code}", where, rows=_listed(listed), count=len(listed))


def _listed(rows: pd.Index) -> tuple[str, ...]:
    shown = tuple(str(row) for row in rows[:_SHOWN_ROWS])
    return (*shown, "…") if len(rows) > _SHOWN_ROWS else shown
