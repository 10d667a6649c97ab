"""Workbooks and CSV files of KoboToolbox, and what people made of them."""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path

import pandas as pd

from probono_kit.findings import Findings, Severity
from probono_kit.forms.received.raw import Kind, RawExport, RawTable, texts
from probono_kit.tables.cells import cell_text
from probono_kit.tables.containers import stop
from probono_kit.tables.separators import any_field_size
from probono_kit.tables.sheets import Book, Sheet

#: What names a submission, the best first.
KEYS = ("_uuid", "meta/instanceID", "meta-instanceID", "instanceID", "KEY", "uuid", "_id")
#: What names the row above.
ABOVE = "_parent_index"
#: The longest name of a sheet.
_LONGEST = 31
#: Beyond this many bytes the end of a text file is not looked at.
_MOST = 2**28
#: As many lines as an answer may have, where cells are not in quotes as a rule.
_FEW = 50
#: All cells in quotes, as KoboToolbox writes them: nothing is to be detected.
_QUOTED = re.compile(r'\ufeff?"(?:[^"]|"")*"(?P<separator>[;,\t])"')
_HEAD = 2**16


def read_sheets(path: Path, findings: Findings) -> RawExport:
    """Read a workbook or CSV file.

    Raises
    ------
    ProbonoError
        If it cannot be read, holds nothing, or was cut.
    """
    separator = _separator(path)
    book = Book(path, separator=separator)
    said = list(book.findings)
    found = []
    for name in book.sheet_names:
        sheet = book.sheet(name)
        if sheet.text is not None:
            _refuse_cut(path, sheet, is_quoted=bool(separator))
        if sheet.height:
            found.append(_columns(name or path.stem, sheet, path, findings))
            said += sheet.findings
    findings.extend(each for each in said if each.severity is not Severity.NOTE)
    mains = [each for each in found if ABOVE not in dict(each[1])]
    if not mains:
        raise stop("submissions.no_main", path.name)
    main = next((each for each in mains if set(KEYS) & set(dict(each[1]))), mains[0])
    others = tuple(name for name, _ in mains if name != main[0])
    if others:
        findings.add("submissions.other_sheets", path.name, sheets=others, read=main[0])
    names = [name for name, _ in found]
    own = _named(main[0], _numbers(main[1]))
    repeats = (_below(each, names, main[0]) for each in found if each not in mains)
    return RawExport(path.name, Kind.SHEETS, RawTable(*main, own), tuple(repeats))


def _columns(
    name: str, sheet: Sheet, path: Path, findings: Findings
) -> tuple[str, tuple[tuple[str, pd.Series], ...]]:
    """Return a sheet's columns without rows that are empty, and without that of HXL tags."""
    made = []
    for column in sheet.columns:
        cells = [cell_text(cell) for cell in column]
        heading = (cells[0] or "").strip()
        if heading:
            made.append((heading, texts(cells[1:])))
    frame = pd.concat([each for _, each in made], axis=1) if made else pd.DataFrame()
    filled = frame.notna().any(axis=1)
    first = frame.iloc[0].dropna() if len(frame) else pd.Series(dtype="str")
    if len(first) and first.str.match(r"#[a-z]\w*(?:[+ ]|$)").all():
        filled.iloc[0] = False
        findings.add("submissions.tag_row", f"{path.name} › {name}")
    kept = ((heading, column[filled].reset_index(drop=True)) for heading, column in made)
    return name, tuple(kept)


def _below(
    found: tuple[str, tuple[tuple[str, pd.Series], ...]], names: list[str], main: str
) -> RawTable:
    name, columns = found
    given = dict(columns)
    nothing = pd.Series(None, index=columns[0][1].index, dtype="str")
    above = [
        main if pd.isna(each) else _sheet_of(str(each), names, main)
        for each in given.get("_parent_table_name", nothing)
    ]
    # The submission itself is named too; numbers are lost where a file was cut or put together.
    stated = given.get("_submission__uuid", nothing).fillna(given.get("uuid", nothing))
    return RawTable(
        name,
        columns,
        _named(name, _numbers(columns)),
        [f"{table}\x1f{at}" for table, at in zip(above, given[ABOVE], strict=True)],
        [None if pd.isna(each) else str(each).removeprefix("uuid:") for each in stated],
    )


def _sheet_of(section: str, names: list[str], main: str) -> str:
    """Return the sheet that a row calls by its section; long names are cut in the workbook."""
    if section in names:
        return section
    cut = [name for name in names if len(name) >= _LONGEST - 3 and section.startswith(name[:24])]
    return cut[0] if len(cut) == 1 else main


def _numbers(columns: tuple[tuple[str, pd.Series], ...]) -> list[str]:
    """Return the number that rows of repeats name a row by."""
    given = dict(columns)
    first = columns[0][1] if columns else pd.Series(dtype="str")
    written = given.get("_index", pd.Series(None, index=first.index, dtype="str"))
    return [str(at) if pd.isna(number) else str(number) for at, number in enumerate(written, 1)]


def _named(table: str, numbers: list[str]) -> list[str]:
    return [f"{table}\x1f{number}" for number in numbers]


def _separator(path: Path) -> str:
    """Return the separator of a text file whose cells are all in quotes, ``""`` of any other."""
    try:
        with path.open("rb") as file:
            match = _QUOTED.match(file.read(_HEAD).decode("utf-8", errors="replace"))
    except OSError:
        return ""  # the reader says what is the matter
    return match["separator"] if match else ""


def _refuse_cut(path: Path, sheet: Sheet, *, is_quoted: bool) -> None:
    """Refuse a text file that ends within a row: what came after it is not there."""
    evidence = sheet.text
    if evidence is None or path.stat().st_size > _MOST:
        return
    text = path.read_bytes().decode(evidence.encoding, errors="replace")
    reader = csv.reader(
        io.StringIO(text, newline=""), delimiter=evidence.separator or "\x1f", strict=True
    )
    first = last = line = 0
    try:
        with any_field_size():
            for cells in filter(None, reader):
                first, last, line = first or len(cells), len(cells), reader.line_num
    except csv.Error as problem:
        # A quotation mark that somebody forgot swallows many lines, the end of a file few.
        few = is_quoted or reader.line_num - line < _FEW
        if few and "unexpected end" in str(problem):
            values = {"row": line + 1, "cells": 0, "usual": first}
            raise stop("submissions.cut_file", path.name, **values) from problem
        return
    # A last row that a person typed without its last, empty cells ends with the line; where all
    # cells are in quotes, one that is nothing at all was to come yet.
    open_ended = not text.endswith(("\n", "\r"))
    lacking = last < first or (is_quoted and text.endswith(evidence.separator or "\x1f"))
    if open_ended and lacking and line > 1:
        raise stop("submissions.cut_file", path.name, row=line, cells=last, usual=first)
