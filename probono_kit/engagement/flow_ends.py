"""Flows between points: the ends in a table of flows are coordinates, or names of towns."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd

from probono_kit import places
from probono_kit.engagement.parameters.maps import MapParameters
from probono_kit.findings import Findings

#: The column of the points with what the cells of both ends say.
PLACE = "place"

#: So many of the ends have to be places of one kind.
_MOST = 0.5


@dataclass(frozen=True)
class FlowEnds:
    """Points between which things flow.

    Attributes
    ----------
    table : pandas.DataFrame
        Origin, destination and value; both ends as the points call them.
    points : geopandas.GeoDataFrame
        Each place once, with its name in :data:`PLACE`.
    left_out : pandas.DataFrame
        Ends that have no place.
    credit : str
        What has to be printed where the points are shown.
    findings : Findings
        What was decided, and what did not fit.
    """

    table: pd.DataFrame
    points: gpd.GeoDataFrame
    left_out: pd.DataFrame
    credit: str
    findings: Findings


def read_flow_ends(
    p: MapParameters, table: pd.DataFrame, areas: gpd.GeoDataFrame
) -> FlowEnds | None:
    """Return the flows of a table between points, if that is what its ends are.

    Parameters
    ----------
    p : MapParameters
        With `origin` and `destination`.
    table : pandas.DataFrame
        A row per flow.
    areas : geopandas.GeoDataFrame
        Where the points should lie; their names come before those of towns.

    Returns
    -------
    FlowEnds or None
        ``None`` where most ends are names of areas, or nothing that is known.

    Raises
    ------
    ProbonoError
        ``save.not_shared``: the ends are shown, and one of their columns may not leave.
    """
    columns = [name for name in (p.origin, p.destination, p.value, p.time) if name]
    kept = table[columns].copy()
    for name in (p.origin, p.destination):
        kept[name] = _texts(table[name])
    ends = pd.Series(list(dict.fromkeys([*kept[p.origin], *kept[p.destination]])), dtype=object)
    ends = ends[ends != ""].reset_index(drop=True)
    where = Path(p.table).name
    found = _coordinates(ends, areas, where) or _towns(p, ends, areas, where)
    if found is None:
        return None
    points, left_out, findings, names, credit = found
    for name in (p.origin, p.destination):
        if name not in p.columns:
            findings.add("save.not_shared", where, column=name)
    findings.raise_errors()
    for name in (p.origin, p.destination):
        kept[name] = kept[name].map(lambda text: names.get(text, text))
    return FlowEnds(kept, points, left_out, credit, findings)


_Found = tuple[gpd.GeoDataFrame, pd.DataFrame, Findings, dict[str, str], str]


def _texts(column: pd.Series) -> list[str]:
    return ["" if pd.isna(cell) else str(cell).strip() for cell in column]


def _coordinates(ends: pd.Series, areas: gpd.GeoDataFrame, where: str) -> _Found | None:
    """Return the places whose coordinates the cells hold; the same place written twice is one."""
    if not len(ends):
        return None
    around = areas if len(areas) else None
    read = places.read_points(ends.to_frame(PLACE), PLACE, areas=around, where=where)
    readable = read.left_out["reason"].isin(["outside", "order_open", "two_readings", "zero"])
    if (len(read.frame) + readable.sum()) / len(ends) < _MOST:
        return None
    at = read.frame.geometry
    spots = pd.Series(list(zip(at.x.round(5), at.y.round(5), strict=True)), index=read.frame.index)
    first = read.frame[PLACE].groupby(spots).transform("first")
    names = dict(zip(read.frame[PLACE], first, strict=True))
    points = read.frame[~spots.duplicated()].reset_index(drop=True)
    findings = read.findings
    findings.add("engagement.flows_of_coordinates", where, count=len(points))
    return points[[PLACE, "geometry"]], read.left_out, findings, names, ""


def _towns(p: MapParameters, ends: pd.Series, areas: gpd.GeoDataFrame, where: str) -> _Found | None:
    """Return the towns that the cells name, where more of them name towns than areas."""
    if not p.country or not len(ends):
        return None
    frame = ends.to_frame(PLACE)
    of_areas = _matched(frame, areas, p, where) if len(areas) else 0.0
    if of_areas >= _MOST:
        return None
    towns = places.towns(p.country, language=p.language)
    match = places.match_areas(frame, towns, name_column=PLACE, where=where)
    codes = match.frame["area_code"].fillna("").to_numpy()
    if (codes != "").mean() < max(_MOST, of_areas):
        return None
    known = towns.set_index("area_code").loc[codes[codes != ""]]
    known = known[~known.index.duplicated()]
    names = dict(
        zip(ends[codes != ""], known.loc[codes[codes != ""], "area_name"].tolist(), strict=True)
    )
    points = gpd.GeoDataFrame(
        {PLACE: known["area_name"].tolist()},
        geometry=gpd.points_from_xy(known["longitude"], known["latitude"]),
        crs="EPSG:4326",
    )
    findings = match.findings
    findings.add("engagement.flows_of_towns", where, count=len(points))
    left_out = frame[codes == ""].assign(reason="missing")
    return points, left_out, findings, names, str(towns.attrs["credit"])


def _matched(frame: pd.DataFrame, areas: gpd.GeoDataFrame, p: MapParameters, where: str) -> float:
    """Return the share of the ends that name an area."""
    match = places.match_areas(frame, areas, name_column=PLACE, decisions=p.decisions, where=where)
    return float(np.mean(match.frame["area_code"].notna()))
