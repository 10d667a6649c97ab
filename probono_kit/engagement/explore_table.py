"""What is explored: a table with its areas and positions, and what in it points to persons."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import geopandas as gpd
import pandas as pd

from probono_kit import places, privacy, tables
from probono_kit.engagement.parameters.explore_data import ExploreData
from probono_kit.engagement.steps import match_rows, read_clean
from probono_kit.explore.sample import Sample
from probono_kit.explore.spellings import one_spelling
from probono_kit.findings import Finding, Findings

#: A table with fewer rows is better shown than summed up.
FEW_ROWS = 20
_SHOWN = 8


@dataclass(frozen=True)
class ExploreInputs:
    """What is explored.

    Attributes
    ----------
    table : TypedTable
        Clean and typed; rows that found their area have ``area_code`` and ``area_name``. Spellings
        are put together, and what points to persons in texts is a dash: it is for counting.
    answers : pandas.DataFrame
        The columns of open answers as they were written.
    areas : geopandas.GeoDataFrame or None
        Boundaries, if rows were given areas.
    credit : str
        Source and vintage of the boundaries.
    points : geopandas.GeoDataFrame or None
        Where the rows are, if the parameters say so.
    services : geopandas.GeoDataFrame or None
        What they need.
    screened : ScreenedColumns
        What points to persons.
    findings : Findings
        Of reading, placing and screening.
    is_respelt : bool
        Whether spellings were put together for counting.
    sample : Sample or None
        How the rows were drawn, if the parameters say so.
    """

    table: tables.TypedTable
    answers: pd.DataFrame
    areas: gpd.GeoDataFrame | None
    credit: str
    points: gpd.GeoDataFrame | None
    services: gpd.GeoDataFrame | None
    screened: privacy.ScreenedColumns
    findings: Findings
    is_respelt: bool = False
    sample: Sample | None = None


def explore_inputs(p: ExploreData) -> ExploreInputs:
    """Read the table, give rows their areas and positions, and look for what points to persons.

    Parameters
    ----------
    p : ExploreData
        Checked parameters.

    Returns
    -------
    ExploreInputs
        Table, areas, points, findings.

    Raises
    ------
    ProbonoError
        If one cannot be read, or a column that `p` names does not exist or may not leave.

    Examples
    --------
    >>> from probono_kit.engagement import check_parameters
    >>> from probono_kit.i18n import set_language
    >>> p = check_parameters("explore_data", {
    ...     "table": "sample:water-points/raw/points_eau.xlsx", "country": "SEN",
    ...     "place_column": "Région", "columns": ["Région"], "language": "fr"})
    >>> inputs = explore_inputs(p)
    >>> int(inputs.table.frame["area_code"].notna().sum()), len(inputs.areas)
    (146, 14)
    >>> set_language("en")
    """
    where = Path(p.table).name
    clean = read_clean(p.table, p.sheet)
    told, changed = one_spelling(clean.frame)
    _check(p, told, where)
    findings = Findings() + clean.findings
    if changed:
        cells, names = sum(changed.values()), tuple(changed)
        findings.add("space.one_spelling", where, count=cells, columns=names)
    if len(clean.frame) < FEW_ROWS:
        findings.add("space.few_rows", where, count=len(clean.frame))
    frame, areas, credit = _placed(p, told, findings)
    points = None
    if p.latitude:
        read = places.read_points(frame, p.latitude, p.longitude, areas=areas, where=where)
        points, findings = read.frame, findings + read.findings
    services = None
    if p.points:
        table = read_clean(p.points)
        named = Path(p.points).name
        tables.require_columns(table.frame, [p.points_latitude, p.points_longitude], where=named)
        read = places.read_points(table.frame, p.points_latitude, p.points_longitude, where=named)
        services, findings = read.frame, findings + table.findings + read.findings
    screened = privacy.screen_columns(frame, clean.types, country=p.country, where=where)
    shared = [found for found in screened.findings if _about(found) in p.columns]
    sample = None
    if p.is_sample:
        sample = Sample.of(
            frame,
            weights=p.weights,
            strata=p.strata,
            clusters=p.clusters,
            population=p.population,
            where=where,
        )
        findings = findings + sample.findings
    typed = tables.TypedTable(_masked(p, frame, screened), clean.types, clean.findings)
    return ExploreInputs(
        typed,
        clean.frame[p.answer_columns],
        areas,
        credit,
        points,
        services,
        screened,
        findings + shared,
        bool(changed),
        sample,
    )


def _about(found: Finding) -> object:
    return dict(found.values)["column"]


def _masked(p: ExploreData, frame: pd.DataFrame, screened: privacy.ScreenedColumns) -> pd.DataFrame:
    """Put a dash in place of names and numbers in texts: no value of a column tells them."""
    made = frame.copy()
    for name in screened.hits["column"].unique():
        texts = {
            text: privacy.masked(text, country=p.country, names=screened.names)
            for text in frame[name].dropna().unique()
        }
        made[name] = frame[name].map(texts).astype(frame[name].dtype)
    return made


def _check(p: ExploreData, frame: pd.DataFrame, where: str) -> None:
    named = (
        p.outcome,
        p.weights,
        p.strata,
        p.clusters,
        p.population,
        p.place_column,
        p.code_column,
    )
    several = (*p.by, *p.answer_columns, p.latitude, p.longitude)
    tables.require_columns(frame, [name for name in (*named, *several) if name], where=where)
    findings = Findings()
    for name in dict.fromkeys(filter(None, (p.outcome, *p.by, *p.answer_columns))):
        if name not in p.columns:
            findings.add("space.not_shared", where, column=name)
    if p.outcome and p.outcome_value:
        texts = frame[p.outcome].dropna().astype(str)
        if not (texts == p.outcome_value).any():
            frequent = tuple(texts.value_counts().index[:_SHOWN])
            findings.add(
                "space.no_such_value",
                where,
                value=p.outcome_value,
                column=p.outcome,
                values=frequent,
            )
    findings.raise_errors()


def _placed(
    p: ExploreData, frame: pd.DataFrame, findings: Findings
) -> tuple[pd.DataFrame, gpd.GeoDataFrame | None, str]:
    """Give rows their area by name or code, else by position, else as an earlier task did."""
    by_name = bool(p.place_column or p.code_column)
    known = {"area_code", "area_name"} <= set(frame.columns)
    if not p.areas or not (by_name or p.latitude or known):
        return frame, None, ""
    read = places.read_areas(
        p.areas,
        country=p.country,
        name_column=p.area_name_column,
        code_column=p.area_code_column,
        language=p.language,
    )
    if by_name:
        match = match_rows(p, frame)
        findings.extend(match.findings)
        return match.frame, read.frame, read.credit
    findings.extend(read.findings)
    if known:
        return frame, read.frame, read.credit
    points = places.read_points(frame, p.latitude, p.longitude).frame
    found = places.reverse_areas(points, read.frame, nearest=False)
    return frame.join(found[["area_code", "area_name"]]), read.frame, read.credit
