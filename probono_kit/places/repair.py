"""Proposals for coordinates that lie outside their area: one mistake undone, tested, explained."""

from __future__ import annotations

from collections.abc import Iterable

import geopandas as gpd
import numpy as np
import pandas as pd

from probono_kit.findings import Findings
from probono_kit.places.coordinate_columns import Angles, Rows, read_angles
from probono_kit.places.coordinate_words import Axis
from probono_kit.places.proposals import Proposals, Texts
from probono_kit.places.refusals import refusal
from probono_kit.places.repair_findings import say
from probono_kit.places.repair_tries import Try, double_repairs, single_repairs
from probono_kit.places.targets import Targets


def repair_coordinates(
    frame: pd.DataFrame,
    latitude: str,
    longitude: str,
    areas: gpd.GeoDataFrame | None,
    *,
    expected: str = "",
    country: str = "",
    tolerance_km: float = 5.0,
    where: str = "",
) -> tuple[pd.DataFrame, Findings]:
    """Propose repairs for coordinates that do not lie where the table says; nothing is changed.

    Tried are: latitude and longitude exchanged, a lost or wrong sign, a lost or moved decimal
    mark, degrees and minutes typed as decimals (12.45 for 12°45'), UTM metres with the zones of the
    country, contradicting letter and sign, longitudes past 180°; where none of them helps, two of
    these together. A repair is proposed if it is the only one that brings the point into its area.

    Parameters
    ----------
    frame : pandas.DataFrame
        The table.
    latitude, longitude : str
        Columns with numbers, or texts in any form that
        :func:`probono_kit.places.read_coordinate` reads.
    areas : geopandas.GeoDataFrame or None
        From :func:`probono_kit.places.read_areas`; ``None``: only the country is asked.
    expected : str
        Column with the ``area_code`` of each row's area, such as matching by name has given.
        Rows without one are tested against the country.
    country : str
        ISO 3166-1 alpha-3 code; empty: all `areas` together stand for the country.
    tolerance_km : float
        How far outside its area a point may lie without being listed: borders are generalised.
    where : str
        Name of the table for findings.

    Returns
    -------
    proposals : pandas.DataFrame
        Index: that of the rows that have something to them. ``status`` (``proposed``;
        ``ambiguous``: several repairs help; ``outside``: none does; ``missing``, ``unreadable``,
        ``zero``), ``repair``, ``latitude_before``, ``longitude_before`` (as written),
        ``latitude``, ``longitude`` (degrees, only where proposed), ``expected`` (code),
        ``found_in`` (code of the area in which the point lies as written), ``distance_km`` (as
        written, to its area), ``evidence`` (a sentence), ``candidates`` (tuple of text).
    findings : Findings
        One per kind of case, with the rows; and points that many places share.

    Raises
    ------
    ProbonoError
        If a column does not exist, the country is unknown, or neither areas nor country is given.

    Examples
    --------
    >>> wells = pd.DataFrame({"lat": ["14.7", "-17.3", "146931"], "lon": [-17.3, 14.7, -17.4]})
    >>> proposals, findings = repair_coordinates(wells, "lat", "lon", None, country="SEN")
    >>> proposals[["status", "repair", "latitude", "longitude"]].values.tolist()
    [['proposed', 'swap', 14.7, -17.3], ['proposed', 'decimal', 14.6931, -17.4]]
    """
    _check(frame, (latitude, longitude, expected), areas, country, where)
    lat = read_angles(frame[latitude], Axis.LATITUDE)
    lon = read_angles(frame[longitude], Axis.LONGITUDE)
    stated = frame[expected] if expected else None
    targets = Targets(areas, stated, country, len(frame), tolerance_km)
    status = _first_look(lat, lon, targets)
    rows = np.flatnonzero(status == "outside")
    proposals = Proposals(frame[latitude], frame[longitude], stated, status)
    proposals.add_repairs(_tested(rows, lat, lon, targets), targets, country=country)
    proposals.add_witnesses(rows, lat, lon, areas, targets)
    listed = proposals.listed(frame.index)
    findings = Findings()
    say(frame, lat, lon, listed, targets, stated, findings, where)
    return listed, findings


def _check(
    frame: pd.DataFrame,
    columns: Iterable[str],
    areas: gpd.GeoDataFrame | None,
    country: str,
    where: str,
) -> None:
    findings = Findings()
    known = [str(column) for column in frame.columns]
    for column in filter(None, columns):
        if column not in known:
            findings.add("places.column_missing", where, column=column, near=tuple(known[:8]))
    findings.raise_errors()
    if not country and (areas is None or areas.empty):
        raise refusal("coordinates.no_target", where)


def _first_look(lat: Angles, lon: Angles, targets: Targets) -> Texts:
    """Return the status of each row before repairs; empty where nothing is the matter."""
    every = np.arange(len(lat.raw), dtype=np.int64)
    good = targets.inside(every, lat.degrees, lon.degrees)
    readable = np.isfinite(lat.raw) | np.isfinite(lat.other)
    readable &= np.isfinite(lon.raw) | np.isfinite(lon.other)
    status: Texts = np.where(good, "", "outside").astype(object)
    status[~readable] = "unreadable"
    status[(lat.raw == 0) & (lon.raw == 0)] = "zero"
    status[~lat.filled | ~lon.filled] = "missing"
    return status


def _tested(rows: Rows, lat: Angles, lon: Angles, targets: Targets) -> pd.DataFrame:
    """Return the repairs that bring a row's point into its area, one line each."""
    if not len(rows):
        return _hits([])
    own = lat.at(rows), lon.at(rows)
    limits = targets.limits(rows)
    single = _hits(
        _inside(rows, tried, targets) for tried in single_repairs(*own, targets.zones(), limits)
    )
    left = ~np.isin(rows, single["row"].to_numpy(dtype=np.int64))
    rest = rows[left]
    if not len(rest):
        return single
    own = lat.at(rest), lon.at(rest)
    double = _hits(
        _inside(rest, tried, targets)
        for tried in double_repairs(*own, (limits[0][left], limits[1][left]))
    )
    return pd.concat([single, double], ignore_index=True) if len(double) else single


def _inside(rows: Rows, tried: Try, targets: Targets) -> pd.DataFrame | None:
    hit = np.flatnonzero(targets.inside(rows, tried.latitudes, tried.longitudes))
    if not len(hit):
        return None
    return pd.DataFrame(
        {
            "row": rows[hit],
            "repair": tried.repair.value,
            "detail": tried.detail,
            "latitude": tried.latitudes[hit],
            "longitude": tried.longitudes[hit],
        }
    )


def _hits(parts: Iterable[pd.DataFrame | None]) -> pd.DataFrame:
    """Join hits; two repairs that lead to one point are one."""
    found = [part for part in parts if part is not None]
    if not found:
        columns = ["repair", "detail", "latitude", "longitude"]
        return pd.DataFrame({"row": np.array([], dtype=np.int64)}).reindex(
            columns=["row", *columns]
        )
    hits = pd.concat(found, ignore_index=True)
    near = hits[["latitude", "longitude"]].round(6)
    return hits[~near.assign(row=hits["row"]).duplicated()].reset_index(drop=True)
