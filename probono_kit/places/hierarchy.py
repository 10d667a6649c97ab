"""A table that names areas at several levels: region, department, commune, each its own column."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path as FilePath

import pandas as pd

from probono_kit.findings import Findings
from probono_kit.places.bulk import without_collection
from probono_kit.places.decisions import DecisionIndex
from probono_kit.places.levels import Levels, Places
from probono_kit.places.match_account import MatchCounts, Matches, explain
from probono_kit.places.match_frame import (
    cell_texts,
    check_columns,
    checked_decisions,
    report_frame,
    with_columns,
)
from probono_kit.places.paths import Path, PathAnswerer
from probono_kit.places.witness import witnesses
from probono_kit.places.written import UNDECIDED, Answer, Status, Written

_UNUSED = ("area_code", "area_name", "parent_name")


@dataclass(frozen=True)
class HierarchyMatch:
    """A table with its areas at every level, and the account of how they were found.

    Attributes
    ----------
    frame : pandas.DataFrame
        Copy of the table, same rows in the same order, with ``area_code_1``, ``area_name_1`` and
        so on for every level, then ``area_code``, ``area_name``, ``area_level`` of the smallest
        area that the row names, and ``match_method``: what that match rests on (as in
        :class:`probono_kit.places.AreaMatch`, and ``children``: known by what lies in it,
        ``coordinates``: settled by the point), else the status. A row whose smallest name waits
        for a person, or one of whose names is in conflict, has no ``area_code``; the levels that
        are known keep theirs.
    report : pandas.DataFrame
        One row per level and distinct code, name and parent; ``level``, then the columns of
        :class:`probono_kit.places.AreaMatch`. What waits for a person comes first.
    unused : pandas.DataFrame
        Areas without any row: ``level``, ``area_code``, ``area_name``, ``parent_name``.
    counts : dict of int to MatchCounts
        Rows in = matched + unmatched, for each level that the table names.
    findings : Findings
        What a person should see.
    """

    frame: pd.DataFrame
    report: pd.DataFrame
    unused: pd.DataFrame
    counts: dict[int, MatchCounts]
    findings: Findings


@without_collection()
def match_hierarchy(
    frame: pd.DataFrame,
    places: Places,
    *,
    columns: Mapping[int, str],
    code_columns: Mapping[int, str] | None = None,
    coordinates: tuple[str, str] | None = None,
    decisions: str | FilePath | pd.DataFrame | None = None,
    accept_close: bool = False,
    where: str = "",
) -> HierarchyMatch:
    """Give each row its areas at several levels; the levels narrow each other.

    A department is looked up in its region; one that exists only in another region is a conflict.
    A region that is missing, misspelt or ambiguous is known by the department that lies in it, or
    by all departments that the table writes under the same name. Codes are compared with names.
    A point settles homonyms and near names, and one far from the area named is a conflict.
    Homonyms are never guessed: what stays open is listed with its candidates.

    Parameters
    ----------
    frame : pandas.DataFrame
        The table; not changed.
    places : pandas.DataFrame or mapping of int to pandas.DataFrame
        Areas of all levels: columns ``level``, ``area_code``, ``area_name``, ``parent_code``,
        ``other_names`` and ``geometry`` (WGS84) if there are any; or one frame per level.
    columns : mapping of int to str
        The column with the names of each level: ``{1: "Région", 2: "Département"}``.
    code_columns : mapping of int to str, optional
        The column with the codes of each level.
    coordinates : (str, str), optional
        Columns of latitude and longitude in degrees.
    decisions : path or pandas.DataFrame, optional
        See :func:`probono_kit.places.read_decisions`; ``parent`` is the text one level up.
    accept_close : bool
        Take a name that is very close to one area's, and to no other, instead of proposing it.
    where : str
        Name of the table for findings.

    Returns
    -------
    HierarchyMatch
        Frame, report, areas without rows, counts, findings.

    Raises
    ------
    ProbonoError
        If a column or level does not exist, or decisions are unreadable or name an unknown area.

    Examples
    --------
    >>> places = pd.DataFrame(
    ...     [(1, "A", "Est", ""), (1, "B", "Ouest", "")]
    ...     + [(2, "A1", "Nord", "A"), (2, "B1", "Nord", "B"), (2, "B2", "Lac", "B")],
    ...     columns=["level", "area_code", "area_name", "parent_code"],
    ... )
    >>> table = pd.DataFrame({"reg": ["OUEST", "", "", "est"], "dep": ["Nord", "Lac", "Nord", ""]})
    >>> match = match_hierarchy(table, places, columns={1: "reg", 2: "dep"})
    >>> match.frame["area_code"].fillna("–").tolist()
    ['B1', 'B2', '–', 'A']
    >>> match.frame["match_method"].tolist()
    ['name', 'name', 'ambiguous', 'name']
    """
    names, codes = dict(columns), dict(code_columns or {})
    asked = sorted({*names, *codes})
    findings = Findings()
    check_columns(frame, [*names.values(), *codes.values(), *(coordinates or ())], where, findings)
    if not asked:
        known = tuple(map(str, frame.columns))
        findings.add("places.no_place_column", where, columns=known)
    findings.raise_errors()
    levels = Levels(places, asked, where)
    index = DecisionIndex(checked_decisions(decisions, levels.codes))
    paths, path_of = _paths(frame, levels, names, codes, coordinates)
    answerer = PathAnswerer(levels, index, accept_close=accept_close)
    answers = answerer.answers(paths)
    rows = [0] * len(paths)
    for number in path_of:
        rows[number] += 1
    matches = {
        level: replace(
            _matches(levels, level, paths, answers, rows),
            where=where,
            column=names.get(level) or codes[level],
            trust_codes=answerer.trust_codes[level],
        )
        for level in asked
    }
    for told in matches.values():
        findings.extend(explain(told))
    values = _values(levels, answers, path_of)
    return HierarchyMatch(
        with_columns(frame, values, where, findings),
        _reports(matches),
        _unused(levels, matches),
        {level: told.counts for level, told in matches.items()},
        findings,
    )


def _paths(
    frame: pd.DataFrame,
    levels: Levels,
    names: Mapping[int, str],
    codes: Mapping[int, str],
    coordinates: tuple[str, str] | None,
) -> tuple[list[Path], list[int]]:
    """Return what the rows say, each once and in order, and which of it each row says."""
    cells = [
        list(
            zip(
                cell_texts(frame, codes.get(level, "")),
                cell_texts(frame, names.get(level, "")),
                strict=True,
            )
        )
        for level in levels.all
    ]
    points = witnesses(frame, coordinates, levels)
    said = [Path(*row) for row in zip(zip(*cells, strict=True), points, strict=True)]
    numbers = {path: number for number, path in enumerate(dict.fromkeys(said))}
    return list(numbers), [numbers[path] for path in said]


def _matches(
    levels: Levels,
    level: int,
    paths: Sequence[Path],
    answers: Sequence[Sequence[Answer]],
    rows: Sequence[int],
) -> Matches:
    """Return the distinct places of a level with their answers."""
    index = levels.all.index(level)
    counted: dict[tuple[Written, Answer], int] = defaultdict(int)
    for path, own, size in zip(paths, answers, rows, strict=True):
        counted[path.written(index), own[index]] += size
    return Matches(
        where="",
        column="",
        written=[written for written, _answer in counted],
        answers=[answer for _written, answer in counted],
        rows=list(counted.values()),
        gazetteer=levels.gazetteers[level],
        trust_codes=True,
        says_parents=False,
    )


def _values(
    levels: Levels, answers: Sequence[Sequence[Answer]], path_of: Sequence[int]
) -> dict[str, list[str | None]]:
    """Return the columns to add: the areas of each level, then the smallest."""
    values: dict[str, list[str | None]] = {}
    finest = [_finest(own) for own in answers]
    for index, level in enumerate(levels.all):
        areas = levels.gazetteers[level]
        positions = [own[index].position for own in answers]
        for column, texts in (("area_code", areas.codes), ("area_name", areas.names)):
            told = [None if p is None else texts[p] for p in positions]
            values[f"{column}_{level}"] = [told[number] for number in path_of]
    smallest: dict[str, list[str | None]] = {
        column: [
            None if index is None else values[f"{column}_{levels.all[index]}"][row]
            for row, number in enumerate(path_of)
            for index in (finest[number][0],)
        ]
        for column in ("area_code", "area_name")
    }
    told_levels = [None if i is None else str(levels.all[i]) for i, _method in finest]
    smallest["area_level"] = [told_levels[number] for number in path_of]
    smallest["match_method"] = [finest[number][1] for number in path_of]
    return {**values, **smallest}


def _finest(own: Sequence[Answer]) -> tuple[int | None, str]:
    """Return the level of the smallest area that is named, and how it was found; or why none."""
    if any(answer.status is Status.CONFLICT for answer in own):
        return None, Status.CONFLICT.value
    method = Status.EMPTY.value
    for index in range(len(own) - 1, -1, -1):
        answer = own[index]
        if answer.position is not None and answer.method is not None:
            return index, answer.method.value
        if answer.status in UNDECIDED:
            return None, answer.status.value
        if answer.status is Status.NO_AREA:
            method = Status.NO_AREA.value
    return None, method


def _reports(matches: Mapping[int, Matches]) -> pd.DataFrame:
    """Return the reports of all levels, what waits for a person first."""
    reports = [report_frame(told) for told in matches.values()]
    for level, report in zip(matches, reports, strict=True):
        report.insert(0, "level", level)
    table = pd.concat(reports, ignore_index=True)
    order = {status.value: rank for rank, status in enumerate(Status)}
    return table.sort_values("status", key=lambda s: s.map(order), kind="stable", ignore_index=True)


def _unused(levels: Levels, matches: Mapping[int, Matches]) -> pd.DataFrame:
    tables = []
    for level, told in matches.items():
        frame = levels.frames[level][list(_UNUSED)]
        kept = [position for position in range(len(frame)) if position not in told.used]
        table = frame.iloc[kept].reset_index(drop=True)
        table.insert(0, "level", level)
        tables.append(table)
    return pd.concat(tables, ignore_index=True)
