"""A table's rows given to areas: by code, by name, by a person's decision, or listed."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from probono_kit.findings import Findings
from probono_kit.places.answers import Answerer, follows_another_list
from probono_kit.places.bulk import without_collection
from probono_kit.places.decisions import DecisionIndex
from probono_kit.places.gazetteer import Gazetteer
from probono_kit.places.match_account import MatchCounts, Matches, explain
from probono_kit.places.match_frame import (
    cell_texts,
    check_columns,
    checked_decisions,
    report_frame,
    with_columns,
)
from probono_kit.places.written import Written

#: Columns that matching adds to a table.
ADDED = ("area_code", "area_name", "match_method")

_UNUSED = ("area_code", "area_name", "parent_name")


@dataclass(frozen=True)
class AreaMatch:
    """A table with its areas, and the account of how they were found.

    Attributes
    ----------
    frame : pandas.DataFrame
        Copy of the table, same rows in the same order, with ``area_code``, ``area_name`` (missing
        for rows without an area) and ``match_method`` (``decision``, ``code``, ``code_repaired``,
        ``name``, ``other_name``, ``close_name``; for the others the status).
    report : pandas.DataFrame
        One row per distinct code, name and parent, those that wait for a person first: ``rows``
        affected, ``status``, ``method``, ``area_code``, ``area_name``, ``score`` (100 but for close
        names), ``evidence`` in sentences, ``candidates`` with scores, ``proposed`` (code of the
        area to propose, or empty).
    unused : pandas.DataFrame
        Areas without any row: ``area_code``, ``area_name``, ``parent_name``.
    counts : MatchCounts
        Rows in = matched + unmatched.
    findings : Findings
        What a person should see.
    """

    frame: pd.DataFrame
    report: pd.DataFrame
    unused: pd.DataFrame
    counts: MatchCounts
    findings: Findings


@without_collection()
def match_areas(
    frame: pd.DataFrame,
    areas: pd.DataFrame,
    *,
    name_column: str = "",
    code_column: str = "",
    parent_column: str = "",
    decisions: str | Path | pd.DataFrame | None = None,
    accept_close: bool = False,
    where: str = "",
) -> AreaMatch:
    """Give each row its area: by decision, by code, by name; else list it with the closest areas.

    A code may be bent as spreadsheets do (case, spaces, hyphens, ``TD19`` for ``TCD19``, lost
    zeros). A name may differ in case, accents, punctuation, articles and words such as "Région
    de". Nothing else is a match: misspelt names are proposed, homonyms and contradictions between
    code, name and parent are listed, and a person decides in a file. Codes that mostly contradict
    the names belong to another list, and are left aside.

    Parameters
    ----------
    frame : pandas.DataFrame
        The table; not changed.
    areas : pandas.DataFrame
        From :func:`probono_kit.places.read_areas`, or any frame with ``area_code`` and
        ``area_name``.
    name_column, code_column : str
        Columns of `frame` with the name, the code of the area; at least one. Neither: the column
        ``area_code`` of a table that was matched before.
    parent_column : str
        Column with the name or code of the area around (region of a department).
    decisions : path or pandas.DataFrame, optional
        See :func:`probono_kit.places.read_decisions`.
    accept_close : bool
        Take a name that is very close to one area's, and to no other, for that area, instead of
        proposing it. Of 1,000 corrupted names matched so, at least 998 are right.
    where : str
        Name of the table for findings.

    Returns
    -------
    AreaMatch
        Frame, report, areas without rows, counts, findings. If no row has an area, one of the
        findings is an error.

    Raises
    ------
    ProbonoError
        If a column does not exist, or decisions are unreadable or name an unknown area.

    Examples
    --------
    >>> areas = pd.DataFrame({"area_code": ["SN-TH", "SN-KA"], "area_name": ["Thiès", "Kaffrine"]})
    >>> table = pd.DataFrame({"Région": ["THIES", "Région de Thiès", "Kafrine"]})
    >>> match = match_areas(table, areas, name_column="Région")
    >>> match.frame["area_code"].fillna("–").tolist()
    ['SN-TH', 'SN-TH', '–']
    >>> match.report.loc[0, ["name", "status", "proposed"]].tolist()
    ['Kafrine', 'none', 'SN-KA']
    """
    name_column, code_column = _chosen(frame, name_column, code_column, parent_column, where)
    gazetteer = Gazetteer(areas)
    written, rows = _written(frame, code_column, name_column, parent_column)
    index = DecisionIndex(checked_decisions(decisions, gazetteer.codes))
    trust_codes = not follows_another_list(written, gazetteer)
    answers = Answerer(
        gazetteer, index, trust_codes=trust_codes, accept_close=accept_close
    ).answers(written)
    matches = Matches(
        where=where,
        column=name_column or code_column,
        written=written,
        answers=answers,
        rows=[len(positions) for positions in rows],
        gazetteer=gazetteer,
        trust_codes=trust_codes,
    )
    findings = explain(matches)
    matched = _with_areas(frame, rows, matches, findings)
    used = matches.used
    unused = pd.DataFrame(areas)[[c for c in _UNUSED if c in areas.columns]].iloc[
        [position for position in range(len(gazetteer)) if position not in used]
    ]
    return AreaMatch(
        matched, report_frame(matches), unused.reset_index(drop=True), matches.counts, findings
    )


def _chosen(
    frame: pd.DataFrame, name_column: str, code_column: str, parent_column: str, where: str
) -> tuple[str, str]:
    """Check the columns named; take that of an earlier matching where none is named."""
    findings = Findings()
    known = [str(column) for column in frame.columns]
    if not name_column and not code_column:
        if ADDED[0] in known:
            return "", ADDED[0]
        findings.add("places.no_place_column", where, columns=tuple(known))
    check_columns(frame, (name_column, code_column, parent_column), where, findings)
    findings.raise_errors()
    return name_column, code_column


def _written(frame: pd.DataFrame, *columns: str) -> tuple[list[Written], list[list[int]]]:
    """Return the distinct places a table writes, sorted, with the positions of their rows."""
    rows_of: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for row, key in enumerate(zip(*(cell_texts(frame, column) for column in columns), strict=True)):
        rows_of[key].append(row)
    ordered = sorted(rows_of)
    return [Written(*key) for key in ordered], [rows_of[key] for key in ordered]


def _with_areas(
    frame: pd.DataFrame, rows: list[list[int]], matches: Matches, findings: Findings
) -> pd.DataFrame:
    """Return a copy of `frame` with the columns of :data:`ADDED` behind the others."""
    values: dict[str, list[str | None]] = {column: [None] * len(frame) for column in ADDED}
    for positions, answer in zip(rows, matches.answers, strict=True):
        for row in positions:
            if answer.position is not None:
                values["area_code"][row] = matches.gazetteer.codes[answer.position]
                values["area_name"][row] = matches.gazetteer.names[answer.position]
            values["match_method"][row] = (answer.method or answer.status).value
    return with_columns(frame, values, matches.where, findings)
