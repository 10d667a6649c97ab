"""Rows of maps that need more than one area per row, or more than one amount per area."""

from __future__ import annotations

from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd

from probono_kit import places, tables
from probono_kit.engagement.parameters.maps import MapParameters
from probono_kit.findings import Findings


def match_both_ends(
    p: MapParameters, table: pd.DataFrame, layer: gpd.GeoDataFrame
) -> tuple[pd.DataFrame, pd.DataFrame, Findings]:
    """Give both ends of each flow their areas.

    Parameters
    ----------
    p : MapParameters
        With `origin` and `destination`.
    table : pandas.DataFrame
        A row per flow.
    layer : geopandas.GeoDataFrame
        Areas among which both ends are.

    Returns
    -------
    table : pandas.DataFrame
        Origin, destination and value: codes of areas, names where no area was found.
    report : pandas.DataFrame
        How the ends found their areas, those without one first.
    findings : Findings
        What did not fit.
    """
    reports, findings = [], Findings()
    for name in (p.origin, p.destination):
        match = places.match_areas(
            table[[name]],
            layer,
            name_column=name,
            decisions=p.decisions,
            where=Path(p.table).name,
        )
        match.findings.raise_errors()
        findings += match.findings
        reports.append(match.report)
        codes = match.frame["area_code"].fillna("").to_numpy()
        table = table.assign(**{name: np.where(codes == "", table[name], codes)})
    report = pd.concat(reports, ignore_index=True).sort_values(
        "status", key=lambda status: status == "matched", kind="stable", ignore_index=True
    )
    columns = [name for name in (p.origin, p.destination, p.value, p.time) if name]
    return table[columns], report, findings


def divisor_of_second(p: MapParameters) -> str:
    """Return the column of what the second amount is divided by, in the table of areas.

    Both amounts may be divided by the same column of the rows, and not be known in the same rows:
    then each has a sum of its own.
    """
    if p.second_denominator and p.second_denominator == p.denominator:
        return f"{p.second_denominator} ({p.second})"
    return p.second_denominator


def with_another(
    p: MapParameters,
    columns: tuple[str, str],
    frame: pd.DataFrame,
    by_area: pd.DataFrame,
    where: str,
) -> tuple[pd.DataFrame, Findings]:
    """Add another amount of each area, and what it is divided by."""
    keys = ["area_code", "area_name", *([p.time] if p.time else [])]
    value, denominator = columns
    summary, findings = tables.summarise(
        frame,
        keys,
        value=value,
        measure="sum" if p.measure == "rows" else p.measure,
        denominator=denominator,
        where=where,
    )
    findings.raise_errors()
    named = {"value": value}
    if denominator:
        named["denominator"] = divisor_of_second(p)
    new = {old: name for old, name in named.items() if name not in by_area}
    made = by_area.merge(summary[[*keys, *new]].rename(columns=new), how="left", on=keys)
    return made, findings
