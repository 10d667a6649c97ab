"""Cleaning one table: texts tidied, types given, every changed cell in the log."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from probono_kit.findings import Findings
from probono_kit.i18n import current_language
from probono_kit.tables.at_once import at_once
from probono_kit.tables.cells import cell_text
from probono_kit.tables.changes import build_log, fates, text_frame
from probono_kit.tables.cleaning import issues_of, mapped, renamed, run_steps, tidied
from probono_kit.tables.columns import require_columns
from probono_kit.tables.conventions import DTYPES, ColumnKind, ColumnType
from probono_kit.tables.decisions import Decisions
from probono_kit.tables.distinct import Column
from probono_kit.tables.drift import drift_rows
from probono_kit.tables.found import TableRead
from probono_kit.tables.log import (
    DELETION_COLUMNS,
    REMOVE,
    apply_log,
    automatic_issues,
    build_deletions,
)
from probono_kit.tables.plan import plan
from probono_kit.tables.recipe import Recipe
from probono_kit.tables.replaying import BLANK, CHANGE
from probono_kit.tables.review import review_frame
from probono_kit.tables.roles import RowRole
from probono_kit.tables.steps.base import Context
from probono_kit.tables.text_cells import as_arrow, as_str
from probono_kit.tables.types import typed_column
from probono_kit.tables.working import Working

#: Columns that name each record, as KoboToolbox and ODK export them.
ID_COLUMNS = ("_key", "_uuid", "uuid", "meta/instanceID", "instanceID", "KEY")


@dataclass(frozen=True, slots=True, eq=False)
class CleanTable:
    """A clean table, and how it came from what was read.

    Parameters
    ----------
    frame : pandas.DataFrame
        The rows of data with types; the index is the row number in the sheet.
    text : pandas.DataFrame
        The same as text, as every program reads it (``1234.5``, ``2025-04-30``): what
        :func:`~probono_kit.tables.log.apply_log` makes of the raw frame and the log.
    log : pandas.DataFrame
        One row per changed cell, in the IMPACT columns and ``row``, ``column_letter``.
    deletions : pandas.DataFrame
        One row per row of the sheet that is neither header nor data.
    types : dict of str to ColumnType
        By column.
    counts : dict of str to int
        Rows of the sheet by role, ``clean`` rows, ``changed`` cells, cells ``to_review``.
    findings : Findings
        Those of reading, then those of cleaning.
    review : pandas.DataFrame
        One row per thing that waits for a person, in
        :data:`~probono_kit.tables.review.REVIEW_COLUMNS`.
    columns : pandas.DataFrame
        What became of the columns, in :data:`~probono_kit.tables.changes.COLUMN_COLUMNS`.
    """

    frame: pd.DataFrame
    text: pd.DataFrame
    log: pd.DataFrame
    deletions: pd.DataFrame
    types: dict[str, ColumnType]
    counts: dict[str, int]
    findings: Findings
    review: pd.DataFrame
    columns: pd.DataFrame


def clean_table(
    read: TableRead,
    *,
    text_columns: Sequence[str] = (),
    language: str | None = None,
    recipe: Recipe | None = None,
    decisions: Decisions | None = None,
    country: str = "",
) -> CleanTable:
    """Tidy the texts of a table, give its columns types, run a recipe, and log every change.

    Spaces, invisible characters and split accents are mended; words such as *ND* or *n/a* become
    missing (:data:`~probono_kit.tables.missing.MISSING_WORDS`); numbers and dates are read under
    one convention per column (:func:`~probono_kit.tables.types.type_columns`). A cell that
    contradicts its column becomes missing, and is listed for review with its old value.

    The steps of a recipe run in their order. Types are given before the first step that
    calculates, so that what comes before it still sees the cells as people typed them.

    Parameters
    ----------
    read : TableRead
        As :func:`~probono_kit.tables.read.read_table` returned it; not changed.
    text_columns : sequence of str
        Columns that stay text.
    language : str, optional
        Language of the log's sentences (default: the current one).
    recipe : Recipe, optional
        What a person decided about cleaning it.
    decisions : Decisions, optional
        What people decided in earlier reviews.
    country : str
        ISO 3166-1 alpha-3 code, for phone numbers and coordinates.

    Returns
    -------
    CleanTable
        Raw data + log + deletions = clean table: this is checked before it is returned.

    Raises
    ------
    ProbonoError
        If `text_columns` or the recipe name a column that is not there, or a step of the recipe
        cannot be done; with everything that is wrong.

    Examples
    --------
    >>> import tempfile
    >>> from pathlib import Path
    >>> from probono_kit.tables.read import read_table
    >>> path = Path(tempfile.mkdtemp()) / "points.csv"
    >>> _ = path.write_text("Région;Débit\\n Thiès;1 204,5\\nDakar;ND\\n", encoding="utf-8")
    >>> clean = clean_table(read_table(path))
    >>> clean.frame["Débit"].tolist()
    [1204.5, nan]
    >>> clean.log[["row", "question", "old_value", "new_value", "check_id"]].values.tolist()
    [[2, 'Région', ' Thiès', 'Thiès', 'spaces'], [2, 'Débit', '1 204,5', '1204.5', 'number'],
     [3, 'Débit', 'ND', '', 'missing_word']]
    """
    language = language or current_language()
    recipe, decisions = recipe or Recipe(), decisions or Decisions.of()
    where = read.evidence.where
    require_columns(read.frame, text_columns, where=where)
    findings = Findings(read.findings + recipe.findings)
    letters = read.evidence.letters
    names = list(read.frame.columns)
    raw = at_once(lambda n: Column.of(read.frame[n], letters[n]), names, read.frame.size)
    ids = _record_ids(read, raw, findings)
    if len(decisions.frame):
        decisions = decisions.named(dict(ids))  # a workbook that left names records by their row
    context = Context(
        where,
        language,
        findings,
        given=dict(recipe.types),
        dictionaries=recipe.dictionaries,
        seen={name: seen.texts for name, seen in recipe.seen.items() if seen.texts},
        okay=decisions.okay(),
        ids=dict(ids) if len(decisions.frame) else {},
    )
    rows = np.asarray(read.frame.index, dtype=np.int64)
    table = renamed(tidied(raw, rows, context), decisions)
    planned = plan(recipe, table.names, where, findings)
    context.review.extend(drift_rows(table, recipe, planned.lost, context))
    findings.raise_errors()
    table = run_steps(
        mapped(table, decisions), recipe, planned, decisions, text_columns, country, context
    )
    findings.raise_errors()
    issues = issues_of(recipe, automatic_issues(language), language)
    log = build_log(table, ids, issues)
    deletions = build_deletions(read.set_aside, language, _removed(table, read, ids, issues))
    text = text_frame(table, read.frame)
    frame = _typed(table, text)
    review = review_frame(context.review, ids, letters)
    counts = _counts(read, table, log, review)
    types = {trail.name: trail.type for trail in table.trails if trail.type}
    columns = fates(table)
    del raw, table, ids, context  # the replay needs their memory
    _assert_replays(read.frame, log, deletions, text)
    _report(where, text, counts, findings)
    return CleanTable(frame, text, log, deletions, types, counts, findings, review, columns)


def _typed(table: Working, text: pd.DataFrame) -> pd.DataFrame:
    """Return the table with types; columns of text share their memory with those of `text`."""
    columns = {}
    for trail in table.trails:
        kind = trail.type.kind if trail.type else ColumnKind.TEXT
        if DTYPES[kind] == "str":
            columns[trail.name] = as_str(as_arrow(text[trail.name]))
        else:
            columns[trail.name] = typed_column(trail.column(table.rows), kind)
    return pd.DataFrame(columns, index=text.index.rename("row"))


def _removed(
    table: Working, read: TableRead, ids: pd.Series, issues: dict[str, str]
) -> pd.DataFrame:
    """Return the rows that were taken out, as the deletion log names them."""
    rows = [removal.row for removal in table.removed]
    content = [
        " | ".join(text for text in map(cell_text, values) if text)
        for values in read.frame.loc[rows].itertuples(index=False, name=None)
    ]
    return pd.DataFrame(
        {
            "uuid": ids.reindex(rows).tolist(),
            "change_type": REMOVE,
            "comment": [r.why or issues.get(r.mark, r.mark) for r in table.removed],
            "row": rows,
            "role": RowRole.DATA.value,
            "content": content,
        },
        columns=list(DELETION_COLUMNS),
    )


def _record_ids(read: TableRead, columns: Sequence[Column], findings: Findings) -> pd.Series:
    """Return what names each record: its own identifier if it has one, else its row."""
    rows = read.frame.index
    words = pa.array(rows).cast(pa.large_string())
    nothing = pa.scalar("", pa.large_string())
    words = pc.binary_join_element_wise(pa.scalar("row-", pa.large_string()), words, nothing)
    numbered = pd.Series(as_str(words), index=rows)
    for name in ID_COLUMNS:
        column = next((c for c in columns if c.name == name), None)
        if column is None or not len(rows):
            continue
        if (column.codes >= 0).all() and len(column) == len(rows):
            return pd.Series(as_str(column.values()), index=rows)
        findings.add("tables.id_not_unique", read.evidence.where, column=name)
    return numbered


def _assert_replays(
    raw: pd.DataFrame, log: pd.DataFrame, deletions: pd.DataFrame, text: pd.DataFrame
) -> None:
    again = apply_log(raw, log, deletions)
    same = list(again.columns) == list(text.columns) and again.index.equals(text.index)
    if not same or not all(as_arrow(again[n]).equals(as_arrow(text[n])) for n in text.columns):
        raise AssertionError("raw + log is not the clean table: please report this")


def _counts(
    read: TableRead, table: Working, log: pd.DataFrame, review: pd.DataFrame
) -> dict[str, int]:
    counts = dict(read.counts)
    if len(table.rows) + len(table.removed) != counts["data"]:
        raise AssertionError("rows were lost in cleaning: please report this")
    changed = int(log["change_type"].isin([CHANGE, BLANK]).sum())
    contradict = int((review["kind"] == "type").sum())
    more = {"clean": len(table.rows), "removed": len(table.removed), "changed": changed}
    return {**counts, **more, "to_review": contradict, "to_decide": len(review)}


def _report(where: str, text: pd.DataFrame, counts: dict[str, int], findings: Findings) -> None:
    findings.add("tables.changes_counted", where, count=counts["changed"], cells=int(text.size))
    if counts["to_review"]:
        findings.add("tables.review", where, count=counts["to_review"])
