"""Cleaning one table: texts tidied, types given, every changed cell in the log."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from probono_kit.findings import Findings
from probono_kit.i18n import current_language
from probono_kit.tables.columns import require_columns
from probono_kit.tables.conventions import Check, ColumnType, Conversion
from probono_kit.tables.distinct import Column
from probono_kit.tables.found import TableRead
from probono_kit.tables.log import LogPart, apply_log, build_deletions, build_log
from probono_kit.tables.tidy import tidy_texts
from probono_kit.tables.types import convert_columns, typed_frame

#: Columns that name each record, as KoboToolbox and ODK export them.
ID_COLUMNS = ("_uuid", "uuid", "meta/instanceID", "instanceID", "KEY")


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
    """

    frame: pd.DataFrame
    text: pd.DataFrame
    log: pd.DataFrame
    deletions: pd.DataFrame
    types: dict[str, ColumnType]
    counts: dict[str, int]
    findings: Findings


def clean_table(
    read: TableRead, *, text_columns: Sequence[str] = (), language: str | None = None
) -> CleanTable:
    """Tidy the texts of a table, give its columns types, and log every changed cell.

    Spaces, invisible characters and split accents are mended; words such as *ND* or *n/a* become
    missing (:data:`~probono_kit.tables.missing.MISSING_WORDS`); numbers and dates are read under
    one convention per column (:func:`~probono_kit.tables.types.type_columns`). A cell that
    contradicts its column becomes missing, and is listed for review with its old value.

    Parameters
    ----------
    read : TableRead
        As :func:`~probono_kit.tables.read.read_table` returned it; not changed.
    text_columns : sequence of str
        Columns that stay text.
    language : str, optional
        Language of the log's sentences (default: the current one).

    Returns
    -------
    CleanTable
        Raw data + log = clean table: this is checked before it is returned.

    Raises
    ------
    ProbonoError
        If `text_columns` names a column that is not there.

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
    where = read.evidence.where
    require_columns(read.frame, text_columns, where=where)
    findings = Findings(read.findings)
    letters = read.evidence.letters
    raw = [Column.of(read.frame[name], letters[name]) for name in read.frame.columns]
    tidied: list[Column] = []
    steps: list[tuple[list[str | None], list[Check | None]]] = []
    for column in raw:
        texts, checks, kept = tidy_texts(column)
        steps.append((texts, checks))
        tidied.append(column.replaced(texts))
        if kept:
            place = f"{where} › {column.letter}"
            findings.add("tables.codes_kept", place, column=column.name, word=", ".join(kept))
    conversions = convert_columns(tidied, text_columns, findings, where)
    parts = [
        _changes(column, texts, checks, conversion)
        for column, (texts, checks), conversion in zip(raw, steps, conversions, strict=True)
    ]
    ids = _record_ids(read, raw, findings)
    log = build_log(parts, ids, language)
    text = _text_frame(tidied, conversions, read.frame.index)
    _assert_replays(read.frame, log, text)
    counts = _counts(read, text, log)
    _report(where, text, counts, findings)
    return CleanTable(
        typed_frame(tidied, conversions, read.frame.index),
        text,
        log,
        build_deletions(read.set_aside, language),
        {conversion.type.name: conversion.type for conversion in conversions},
        counts,
        findings,
    )


def _changes(
    column: Column,
    texts: Sequence[str | None],
    checks: Sequence[Check | None],
    conversion: Conversion,
) -> LogPart:
    """Follow each distinct text of one column through tidying and conversion."""
    if not any(checks) and not any(conversion.checks):
        return LogPart(column, column.texts, checks)
    new: list[str | None] = []
    why: list[Check | None] = []
    converted = iter(zip(conversion.texts, conversion.checks, strict=True))
    for text, check in zip(texts, checks, strict=True):
        last, reason = (None, None) if text is None else next(converted)
        new.append(last)
        why.append(reason or check)
    return LogPart(column, new, why)


def _record_ids(read: TableRead, columns: Sequence[Column], findings: Findings) -> pd.Series:
    """Return what names each record: its own identifier if it has one, else its row."""
    rows = read.frame.index
    numbered = pd.Series([f"row-{row}" for row in rows], index=rows, dtype=object)
    for name in ID_COLUMNS:
        column = next((c for c in columns if c.name == name), None)
        if column is None or not len(rows):
            continue
        texts = column.cells()
        if (column.codes >= 0).all() and len(column.texts) == len(texts):
            return pd.Series(texts, index=rows, dtype=object)
        findings.add("tables.id_not_unique", read.evidence.where, column=name)
    return numbered


def _text_frame(
    columns: Sequence[Column], conversions: Sequence[Conversion], index: pd.Index
) -> pd.DataFrame:
    return pd.DataFrame(
        {
            column.name: pd.array(column.replaced(conversion.texts).cells(), dtype="str")
            for column, conversion in zip(columns, conversions, strict=True)
        },
        index=index,
    )


def _assert_replays(raw: pd.DataFrame, log: pd.DataFrame, text: pd.DataFrame) -> None:
    if not apply_log(raw, log).equals(text):
        raise AssertionError("raw + log is not the clean table: please report this")


def _counts(read: TableRead, text: pd.DataFrame, log: pd.DataFrame) -> dict[str, int]:
    counts = dict(read.counts)
    if len(text) != counts["data"]:
        raise AssertionError("rows were lost in cleaning: please report this")
    review = int((log["check_id"] == Check.REVIEW).sum())
    return {**counts, "clean": len(text), "changed": len(log), "to_review": review}


def _report(where: str, text: pd.DataFrame, counts: dict[str, int], findings: Findings) -> None:
    findings.add("tables.changes_counted", where, count=counts["changed"], cells=int(text.size))
    if counts["to_review"]:
        findings.add("tables.review", where, count=counts["to_review"])
