"""Points from columns of latitude and longitude, with every row that has none accounted for."""

from __future__ import annotations

from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from probono_kit.findings import Findings

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
        The other rows with a column ``reason``: ``missing``, ``not_a_number``, ``out_of_range``,
        ``zero``, ``outside``.
    findings : Findings
        One per reason, with the rows.
    """

    frame: gpd.GeoDataFrame
    left_out: pd.DataFrame
    findings: Findings


def read_points(
    frame: pd.DataFrame,
    latitude: str,
    longitude: str,
    *,
    areas: gpd.GeoDataFrame | None = None,
    where: str = "",
) -> PointsRead:
    """Make points of two columns in decimal degrees (WGS84).

    Rows without usable coordinates are left out and listed; rows in = points + left out. Where
    exchanging latitude and longitude would bring a point into `areas`, the finding says so, and a
    person decides.

    Parameters
    ----------
    frame : pandas.DataFrame
        Index: row numbers of the sheet.
    latitude, longitude : str
        Columns with numbers, or text with a decimal point or comma.
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
    lat, lon = _numbers(frame[latitude]), _numbers(frame[longitude])
    empty = frame[latitude].isna() | frame[longitude].isna()
    unreadable = ~empty & (lat.isna() | lon.isna())
    out_of_range = (lat.abs() > 90) | (lon.abs() > 180)
    zero = (lat == 0) & (lon == 0)
    reason = pd.Series("", index=frame.index, dtype=object)
    for name, rows in (
        ("zero", zero),
        ("out_of_range", out_of_range),
        ("not_a_number", unreadable),
        ("missing", empty),
    ):
        reason[rows.to_numpy()] = name
    points = gpd.GeoSeries(
        gpd.points_from_xy(lon.to_numpy(), lat.to_numpy()), index=frame.index, crs="EPSG:4326"
    )
    findings = Findings()
    if areas is not None and len(areas):
        _outside(points, reason, areas, findings, where)
    for name in ("missing", "not_a_number", "out_of_range", "zero"):
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


def _numbers(column: pd.Series) -> pd.Series:
    if pd.api.types.is_numeric_dtype(column):
        return column.astype(float)
    text = column.astype("string").str.strip().str.replace(",", ".", regex=False)
    return pd.to_numeric(text, errors="coerce").astype(float).replace([np.inf, -np.inf], np.nan)


def _outside(
    points: gpd.GeoSeries,
    reason: pd.Series,
    areas: gpd.GeoDataFrame,
    findings: Findings,
    where: str,
) -> None:
    """Mark points far from `areas` in `reason`, and say where an exchange would mend them."""
    around = shapely.buffer(shapely.union_all(areas.geometry.to_numpy()), TOLERANCE)
    shapely.prepare(around)
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
