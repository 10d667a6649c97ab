"""The steps of a map, from a notebook's parameters to what the map is made of."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from pathlib import Path

import geopandas as gpd
import pandas as pd

from probono_kit import places, tables
from probono_kit.engagement.parameters.maps import MapParameters, StaticMap
from probono_kit.findings import Findings
from probono_kit.maps.spec import Credits, MapSpec, Page


@dataclass(frozen=True)
class MapInputs:
    """What was read: a clean table and the areas it may be about.

    Attributes
    ----------
    table : pandas.DataFrame
        Typed and tidied; index: row numbers of the sheet.
    areas : geopandas.GeoDataFrame
        EPSG:4326; only the areas asked for. Empty if the map has none.
    credit : str
        Source and vintage of the boundaries.
    findings : Findings
        Of reading both.
    """

    table: pd.DataFrame
    areas: gpd.GeoDataFrame
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
    """

    areas: gpd.GeoDataFrame | None
    table: pd.DataFrame | None
    points: gpd.GeoDataFrame | None
    report: pd.DataFrame
    findings: Findings


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
    """
    clean = tables.clean_table(tables.read_table(p.table, sheet=p.sheet))
    named = (p.place_column, p.code_column, p.value, p.denominator, p.category, p.label)
    tables.require_columns(
        clean.frame,
        [name for name in (*named, p.latitude, p.longitude) if name],
        where=Path(p.table).name,
    ).raise_errors()
    if not p.areas:
        nothing = gpd.GeoDataFrame({"area_code": [], "area_name": []}, geometry=[], crs=4326)
        return MapInputs(clean.frame, nothing, "", clean.findings)
    read = places.read_areas(
        p.areas,
        country=p.country,
        name_column=p.area_name_column,
        code_column=p.area_code_column,
        language=p.language,
    )
    areas = places.focus_on(read.frame, p.area, where="area")
    return MapInputs(clean.frame, areas, read.credit, clean.findings + read.findings)


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
    """
    where = Path(p.table).name
    areas = inputs.areas if len(inputs.areas) else None
    if p.latitude and p.longitude and p.kind in ("auto", "points"):
        read = places.read_points(
            inputs.table, p.latitude, p.longitude, areas=areas, where=where
        )
        return MapLayers(areas, None, read.frame, read.left_out, read.findings)
    match = places.match_areas(
        inputs.table,
        inputs.areas,
        name_column=p.place_column,
        code_column=p.code_column,
        decisions=p.decisions,
        where=where,
    )
    match.findings.raise_errors()
    by_area, findings = _one_row_per_area(p, match.frame, where)
    return MapLayers(inputs.areas, by_area, None, match.report, match.findings + findings)


def _one_row_per_area(
    p: MapParameters, frame: pd.DataFrame, where: str
) -> tuple[pd.DataFrame, Findings]:
    """Summarise by area; columns to share that say one thing per area come along."""
    matched = frame[frame["area_code"].notna()]
    by_area, findings = tables.summarise(
        matched,
        ["area_code", "area_name"],
        value=p.value,
        measure=p.measure,
        denominator=p.denominator,
        where=where,
    )
    findings.raise_errors()
    carried = [name for name in p.columns if name in matched and name not in by_area]
    if not carried:
        return by_area, findings
    groups = matched.groupby("area_code", observed=True)[carried]
    alike = groups.nunique().le(1).all()
    constant = groups.first()[[name for name in carried if alike[name]]]
    return by_area.merge(constant, how="left", left_on="area_code", right_index=True), findings


def map_spec(p: MapParameters, inputs: MapInputs) -> MapSpec:
    """Return the description of the map that the parameters ask for.

    Parameters
    ----------
    p : MapParameters
        Checked parameters.
    inputs : MapInputs
        For the credit of the boundaries.

    Returns
    -------
    MapSpec
        Ready for :func:`probono_kit.maps.resolve`. A number per area that a task asks for may be
        shown; whatever stands in single rows only if the brief names its column.
    """
    aggregated = [name for name in (p.value or "rows", p.denominator) if name]
    of_points = bool(p.latitude and p.longitude and p.kind in ("auto", "points"))
    columns = list(dict.fromkeys([*p.columns, *([] if of_points else aggregated)]))
    return MapSpec(
        kind=p.kind,
        title=p.title,
        subtitle=p.subtitle,
        language=p.language,
        value=(p.value if p.measure != "rows" else "rows") if not of_points else p.value,
        denominator=p.denominator,
        per=p.per,
        category=p.category,
        label=p.label,
        legend_title=p.legend_title,
        unit=p.unit,
        classification=p.classification,
        classes=p.classes,
        breaks=tuple(p.breaks),
        palette=p.palette,
        columns=tuple(columns),
        labels=p.labels,
        context=p.context,
        credits=_credits(p, inputs),
        page=Page(paper=p.paper, orientation=p.orientation) if isinstance(p, StaticMap) else Page(),
    )


def _credits(p: MapParameters, inputs: MapInputs) -> Credits:
    return Credits(
        organisation=p.ngo,
        source=p.source,
        licence=p.licence,
        data_date=p.data_date,
        areas_source=p.areas_source or inputs.credit,
        produced=datetime.date.fromisoformat(p.produced) if p.produced else None,
        disclaimer=p.disclaimer,
        logo=Path(p.logo) if p.logo else None,
        map_id=p.map_id,
        contact=p.contact,
    )
