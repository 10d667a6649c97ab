"""What is explored: a table with its areas and positions, and what in it points to persons."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import geopandas as gpd
import pandas as pd

from probono_kit import places, privacy, tables
from probono_kit.engagement.form_labels import form_labels, with_labels
from probono_kit.engagement.parameters.explore_data import ExploreData
from probono_kit.engagement.steps import match_rows, read_clean
from probono_kit.explore.distributions import choice_frame
from probono_kit.explore.profile import Profile
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
    outcome_value : str
        The answer whose share counts, as the table has it.
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
    outcome_value: str = ""


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
    labels = form_labels(p.form, p.language)
    worded, types = with_labels(clean.frame, clean.types, labels)
    told, changed = one_spelling(worded)
    # The brief may name an answer as the form does.
    value = labels.answers.get(p.outcome, {}).get(p.outcome_value, p.outcome_value)
    _check(p, told, where, value, types)
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
    screened = privacy.screen_columns(frame, types, country=p.country, where=where)
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
    typed = tables.TypedTable(_masked(p, frame, screened), types, clean.findings)
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
        value,
    )


def compared_columns(p: ExploreData, columns: Profile) -> Profile:
    """Return the columns that are compared.

    Parameters
    ----------
    p : ExploreData
        Checked parameters.
    columns : Profile
        From :func:`profile_step`.

    Returns
    -------
    Profile
        Those that may leave, or all if none is named; without open answers, positions and the
        design of the sample.
    """
    left = {*p.answer_columns, p.weights, p.strata, p.clusters, p.population}
    left |= {p.latitude, p.longitude}
    if p.columns:
        left |= {name for name in columns.columns if name not in p.columns}
    kept = {name: one for name, one in columns.columns.items() if name not in left}
    return Profile(columns.rows, kept)


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


def _check(
    p: ExploreData,
    frame: pd.DataFrame,
    where: str,
    value: str,
    types: Mapping[str, tables.ColumnType],
) -> None:
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
    if p.outcome and value:
        said = answers_of(frame, p.outcome, types)
        if value not in said:
            findings.add(
                "space.no_such_value", where, value=value, column=p.outcome, values=said[:_SHOWN]
            )
    findings.raise_errors()


def answers_of(
    frame: pd.DataFrame, column: str, types: Mapping[str, tables.ColumnType]
) -> tuple[str, ...]:
    """Return what a column answers, the most frequent first; the choices, where it takes several.

    Examples
    --------
    >>> answers_of(pd.DataFrame({"state": ["dry", "wet", "dry"]}), "state", {})
    ('dry', 'wet')
    """
    counts = frame[column].dropna().astype(str).value_counts()
    chosen = _chosen(frame, column, types)
    if chosen is not None:
        counts = chosen.sum().sort_values(ascending=False, kind="stable")
    return tuple(map(str, counts.index))


def _chosen(
    frame: pd.DataFrame, column: str, types: Mapping[str, tables.ColumnType]
) -> pd.DataFrame | None:
    """Return a column per choice where several may be made, else ``None``."""
    kind = types.get(column)
    if kind is None or kind.kind is not tables.ColumnKind.CHOICES:
        return None
    start = f"{column}/"
    single = {str(n).removeprefix(start): frame[n] for n in frame if str(n).startswith(start)}
    return choice_frame(frame[column], kind.convention, single)


def asked_frame(p: ExploreData, inputs: ExploreInputs) -> pd.DataFrame:
    """Return the table with one answer of the outcome in each row.

    Parameters
    ----------
    p : ExploreData
        Checked parameters.
    inputs : ExploreInputs
        From :func:`explore_inputs`.

    Returns
    -------
    pandas.DataFrame
        Where the outcome takes several choices, it says the one that is asked for, or nothing of
        it (``""``); missing where nobody was asked. Else the table as it is.

    Examples
    --------
    >>> from probono_kit.engagement import check_parameters
    >>> from probono_kit.i18n import set_language
    >>> p = check_parameters("explore_data", {
    ...     "table": "sample:water-points/raw/points_eau.xlsx", "columns": ["Région"]})
    >>> inputs = explore_inputs(p)
    >>> asked_frame(p, inputs) is inputs.table.frame
    True
    >>> set_language("en")
    """
    frame, value = inputs.table.frame, inputs.outcome_value
    chosen = _chosen(frame, p.outcome, inputs.table.types) if p.outcome and value else None
    if chosen is None:
        return frame
    return frame.assign(**{p.outcome: chosen[value].map({1.0: value, 0.0: ""}).astype("object")})


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
