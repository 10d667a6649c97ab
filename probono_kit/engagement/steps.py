"""The steps of the notebooks, from checked parameters to what a table or a map is made of."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd

from probono_kit import places, tables
from probono_kit.engagement.flow_ends import read_flow_ends
from probono_kit.engagement.map_rows import divisor_of_second, match_both_ends, with_another
from probono_kit.engagement.parameters.clean_data import TableParameters
from probono_kit.engagement.parameters.maps import MapParameters
from probono_kit.findings import Findings


@dataclass(frozen=True)
class MapInputs:
    """What was read: a clean table and the areas it may be about.

    Attributes
    ----------
    table : pandas.DataFrame
        Typed and tidied; index: row numbers of the sheet.
    areas : geopandas.GeoDataFrame
        EPSG:4326; only the areas asked for. Empty if the map has none.
    layer : geopandas.GeoDataFrame
        All areas of the layer, among which rows and decisions find theirs.
    credit : str
        Source and vintage of the boundaries.
    findings : Findings
        Of reading both.
    """

    table: pd.DataFrame
    areas: gpd.GeoDataFrame
    layer: gpd.GeoDataFrame
    credit: str
    findings: Findings


@dataclass(frozen=True)
class MapLayers:
    """What a map is made of.

    Attributes
    ----------
    areas : geopandas.GeoDataFrame or None
        Areas to draw.
    table : pandas.DataFrame or None
        One row per area.
    points : geopandas.GeoDataFrame or None
        Points to draw.
    report : pandas.DataFrame
        How rows found their areas, those without one first; rows without coordinates for a map
        of points.
    findings : Findings
        What did not fit.
    credit : str
        What has to be printed because of the points.
    """

    areas: gpd.GeoDataFrame | None
    table: pd.DataFrame | None
    points: gpd.GeoDataFrame | None
    report: pd.DataFrame
    findings: Findings
    credit: str = ""


def amount_column(p: MapParameters) -> str:
    """Return the name of the column with one amount per area."""
    return p.value if p.value and p.measure != "rows" else "rows"


def further_columns(p: MapParameters) -> tuple[str, ...]:
    """Return the columns whose numbers per area a map needs beside those of its value."""
    named = (p.denominator, p.second, p.second_denominator, *p.further)
    return tuple(dict.fromkeys(name for name in named if name))


def amount_columns(p: MapParameters) -> tuple[str, ...]:
    """Return the columns of amounts in the table of areas, beside that of the value."""
    named = (p.denominator, p.second, divisor_of_second(p), *p.further)
    return tuple(dict.fromkeys(name for name in named if name))


def map_inputs(p: MapParameters) -> MapInputs:
    """Read the table and the areas that the parameters of a map name.

    Parameters
    ----------
    p : MapParameters
        Checked parameters of ``static_map`` or ``interactive_map``.

    Returns
    -------
    MapInputs
        Table, areas, credit, findings.

    Raises
    ------
    ProbonoError
        If one cannot be read, or a column or area that `p` names does not exist: all at once for
        the columns.

    Examples
    --------
    >>> from probono_kit.engagement import check_parameters
    >>> from probono_kit.i18n import set_language
    >>> p = check_parameters("static_map", {
    ...     "table": "sample:water-points/raw/points_eau.xlsx", "country": "SEN",
    ...     "place_column": "Région", "value": "Points d'eau fonctionnels", "measure": "sum",
    ...     "columns": ["Région"], "title": "Points d'eau, Sénégal", "language": "fr"})
    >>> inputs = map_inputs(p)
    >>> len(inputs.table), len(inputs.areas)
    (153, 14)
    >>> set_language("en")
    """
    clean = read_clean(p.table, p.sheet)
    named = [p.place_column, p.code_column, p.value, *further_columns(p), p.category, p.label]
    named += [p.origin, p.destination, p.organisation, p.sector, p.time]
    tables.require_columns(
        clean.frame,
        [name for name in (*named, p.latitude, p.longitude) if name],
        where=Path(p.table).name,
    )
    _require_shared(p)
    if not p.areas:
        nothing = gpd.GeoDataFrame({"area_code": [], "area_name": []}, geometry=[], crs=4326)
        return MapInputs(clean.frame, nothing, nothing, "", clean.findings)
    read = _read_areas(p)
    areas = places.focus_on(read.frame, p.area, where="area")
    findings = clean.findings + read.findings
    return MapInputs(clean.frame, areas, read.frame, read.credit, findings)


def read_clean(table: str, sheet: str = "") -> tables.TypedTable:
    """Return a table ready to be used: that of an earlier task as it is, any other cleaned.

    Parameters
    ----------
    table : str
        A file that an earlier task wrote (Parquet), or one from people.
    sheet : str
        Name of the sheet; empty for the one with the data.

    Returns
    -------
    TypedTable
        Frame, types and findings.
    """
    if tables.is_typed(table):
        return tables.read_typed(table)
    clean = tables.clean_table(tables.read_table(table, sheet=sheet))
    return tables.TypedTable(clean.frame, clean.types, clean.findings)


#: Measures that give a cell back as it is.
_SINGLE_CELLS = ("value", "min", "max", "median")


def _is_of_points(p: MapParameters) -> bool:
    return bool(p.latitude and p.longitude and p.kind in ("auto", "points"))


def _require_shared(p: MapParameters) -> None:
    """Refuse a map that shows single cells of a column which may not leave."""
    shown = ["" if p.kind == "reference" else p.category, p.label, p.time]
    if _is_of_points(p) or p.measure in _SINGLE_CELLS:
        shown += [p.value, *further_columns(p)]
    findings = Findings()
    for name in dict.fromkeys(shown):
        if name and name not in p.columns:
            findings.add("save.not_shared", Path(p.table).name, column=name)
    findings.raise_errors()


def match_rows(p: TableParameters, frame: pd.DataFrame) -> places.AreaMatch:
    """Give the rows of a clean table their areas, if the parameters name areas and a column.

    Parameters
    ----------
    p : TableParameters
        Checked parameters of ``clean_data`` or of a map.
    frame : pandas.DataFrame
        A clean table.

    Returns
    -------
    AreaMatch
        Without areas or a column of places: the table as it is, an empty report.

    Examples
    --------
    >>> from probono_kit.engagement import check_parameters
    >>> from probono_kit.i18n import set_language
    >>> p = check_parameters("clean_data", {"country": "SEN", "place_column": "Région"})
    >>> match = match_rows(p, pd.DataFrame({"Région": ["région de THIES", "Kafrine"]}))
    >>> match.counts.matched, list(match.report["name"])
    (1, ['Kafrine', 'région de THIES'])
    >>> set_language("en")
    """
    if not p.areas or not (p.place_column or p.code_column):
        nothing = pd.DataFrame()
        counts = places.MatchCounts(len(frame), 0, len(frame), 0, 0, 0, 0, 0, 0)
        return places.AreaMatch(frame.copy(), nothing, nothing, counts, Findings())
    read = _read_areas(p)
    match = _match(p, frame, read.frame)
    return replace(match, findings=read.findings + match.findings)


def _read_areas(p: TableParameters) -> places.AreasRead:
    return places.read_areas(
        p.areas,
        country=p.country,
        name_column=p.area_name_column,
        code_column=p.area_code_column,
        language=p.language,
    )


def _match(p: TableParameters, frame: pd.DataFrame, areas: gpd.GeoDataFrame) -> places.AreaMatch:
    """Match, and stop if nothing fits."""
    match = places.match_areas(
        frame,
        areas,
        name_column=p.place_column,
        code_column=p.code_column,
        decisions=p.decisions,
        where=Path(p.table).name,
    )
    match.findings.raise_errors()
    return match


def map_layers(p: MapParameters, inputs: MapInputs) -> MapLayers:
    """Give rows their areas and bring them to one row per area, or make points of them.

    Parameters
    ----------
    p : MapParameters
        Checked parameters.
    inputs : MapInputs
        From :func:`map_inputs`.

    Returns
    -------
    MapLayers
        Areas with their table, or points; never both silently short of a row.

    Examples
    --------
    >>> from probono_kit.engagement import check_parameters
    >>> from probono_kit.i18n import set_language
    >>> p = check_parameters("static_map", {
    ...     "table": "sample:water-points/raw/points_eau.xlsx", "country": "SEN",
    ...     "place_column": "Région", "value": "Points d'eau fonctionnels", "measure": "sum",
    ...     "columns": ["Région"], "title": "Points d'eau, Sénégal", "language": "fr"})
    >>> layers = map_layers(p, map_inputs(p))
    >>> len(layers.table), sorted(layers.report.loc[layers.report["status"] != "matched", "name"])
    (13, ['', 'Kafrine', 'Sine Saloum'])
    >>> set_language("en")
    """
    where = Path(p.table).name
    if p.kind == "reference":
        # The table is a layer like the other files.
        columns = ["status", "name", "code", "rows"]
        return MapLayers(inputs.areas, None, None, pd.DataFrame(columns=columns), Findings())
    if _is_of_points(p):
        return _points(p, inputs, where)
    if p.kind == "flows":
        ends = read_flow_ends(p, inputs.table, inputs.layer)
        if ends is not None:
            areas = inputs.areas if len(inputs.areas) else None
            said = (ends.left_out, ends.findings, ends.credit)
            return MapLayers(areas, ends.table, ends.points, *said)
        table, report, findings = match_both_ends(p, inputs.table, inputs.layer)
        return MapLayers(inputs.areas, table, None, report, findings)
    match = _match(p, inputs.table, inputs.layer)
    inside = match.frame[match.frame["area_code"].isin(inputs.areas["area_code"])]
    if p.kind == "who_what_where":
        columns = [name for name in (p.organisation, p.sector, p.time) if name]
        rows = inside[["area_code", "area_name", *columns]]
        return MapLayers(inputs.areas, rows, None, match.report, match.findings)
    if inside.empty:
        # A page of an atlas about an area that nobody reported from: drawn, without data.
        nothing = inputs.areas[["area_code", "area_name"]].assign(
            **dict.fromkeys((amount_column(p), *amount_columns(p)), np.nan)
        )
        return MapLayers(inputs.areas, nothing, None, match.report, match.findings)
    by_area, findings = _one_row_per_area(p, inside, where)
    return MapLayers(inputs.areas, by_area, None, match.report, match.findings + findings)


def _points(p: MapParameters, inputs: MapInputs, where: str) -> MapLayers:
    """Make points; a map of one area shows those inside it, the others are for other maps."""
    layer = inputs.layer if len(inputs.layer) else None
    read = places.read_points(inputs.table, p.latitude, p.longitude, areas=layer, where=where)
    points = read.frame
    if p.area:
        points = points[points.intersects(inputs.areas.union_all())]
    areas = inputs.areas if layer is not None else None
    return MapLayers(areas, None, points, read.left_out, read.findings)


def _one_row_per_area(
    p: MapParameters, frame: pd.DataFrame, where: str
) -> tuple[pd.DataFrame, Findings]:
    """Summarise by area; columns to share that say one thing per area come along."""
    keys = ["area_code", "area_name", *([p.time] if p.time else [])]
    timeless = frame[p.time].isna() if p.time else pd.Series(False, index=frame.index)
    summary, findings = tables.summarise(
        frame[~timeless],
        keys,
        value=p.value,
        measure=p.measure,
        denominator=p.denominator,
        where=where,
    )
    findings.raise_errors()
    if timeless.any():
        findings.add("map.row_without_time", where, count=int(timeless.sum()), total=len(frame))
    lonely = int((summary["rows"] == 1).sum())
    if lonely and p.measure not in ("rows", "distinct") and p.value not in p.columns:
        findings.add("save.single_rows", where, column=p.value, count=lonely)
    by_area = summary[keys].copy()
    by_area[amount_column(p)] = summary["value"]
    if p.denominator:
        by_area[p.denominator] = summary["denominator"]
    others = [(p.second, p.second_denominator)] if p.second else []
    for name, denominator in [*others, *((name, "") for name in p.further)]:
        by_area, told = with_another(p, (name, denominator), frame[~timeless], by_area, where)
        findings += told
    if p.time:
        return by_area, findings
    carried = [name for name in p.columns if name in frame and name not in by_area]
    if not carried:
        return by_area, findings
    groups = frame.groupby("area_code", observed=True)[carried]
    alike = groups.nunique().le(1).all()
    constant = groups.first()[[name for name in carried if alike[name]]]
    return by_area.merge(constant, how="left", left_on="area_code", right_index=True), findings
