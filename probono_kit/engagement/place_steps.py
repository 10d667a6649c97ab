"""The step of the notebook that gives rows their places."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pandas as pd

from probono_kit import places, tables
from probono_kit.engagement.parameters.match_places import MatchPlaces
from probono_kit.engagement.steps import read_clean
from probono_kit.findings import Findings


def place_table(p: MatchPlaces) -> tables.TypedTable:
    """Read the table of the parameters, cleaned.

    Parameters
    ----------
    p : MatchPlaces
        Checked parameters.

    Returns
    -------
    TypedTable
        That of an earlier task as it is, any other cleaned.

    Examples
    --------
    >>> from probono_kit.engagement import check_parameters
    >>> from probono_kit.i18n import set_language
    >>> given = {"table": "sample:water-points/raw/points_eau.xlsx"}
    >>> len(place_table(check_parameters("match_places", given)).frame)
    153
    >>> set_language("en")
    """
    return read_clean(p.table, p.sheet)


def place_step(p: MatchPlaces, frame: pd.DataFrame) -> places.HierarchyMatch:
    """Give rows their places at the levels that the parameters name.

    Parameters
    ----------
    p : MatchPlaces
        Checked parameters.
    frame : pandas.DataFrame
        From :func:`place_table`.

    Returns
    -------
    HierarchyMatch
        Frame, report, counts by level, findings.

    Raises
    ------
    ProbonoError
        If places or decisions cannot be read, or a column or level does not exist.

    Examples
    --------
    >>> from probono_kit.engagement import check_parameters
    >>> from probono_kit.i18n import set_language
    >>> p = check_parameters("match_places", {"country": "SEN", "name_columns": ["Région"]})
    >>> match = place_step(p, pd.DataFrame({"Région": ["région de THIES", "Kafrine"]}))
    >>> match.counts[1].matched
    1
    >>> set_language("en")
    """
    gazetteer, findings = _gazetteer(p)
    match = places.match_hierarchy(
        frame,
        gazetteer,
        columns=p.by_level(p.name_columns),
        code_columns=p.by_level(p.code_columns),
        coordinates=(p.latitude, p.longitude) if p.latitude else None,
        decisions=p.decisions,
        accept_close=p.accept_close,
        where=Path(p.table).name,
    )
    return replace(match, findings=findings + match.findings)


def _gazetteer(p: MatchPlaces) -> tuple[pd.DataFrame | dict[int, pd.DataFrame], Findings]:
    """Return the places of all levels; a base layer has one, with shapes."""
    if p.areas.startswith("base:"):
        read = places.read_areas(p.areas, country=p.country, language=p.language)
        level = next(iter({**p.by_level(p.name_columns), **p.by_level(p.code_columns)}), 1)
        return {level: read.frame}, read.findings
    listed = places.read_place_list(p.areas, country=p.country, language=p.language)
    return listed.frame, listed.findings
