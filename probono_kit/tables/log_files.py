"""Cleaning logs as files: written for people to review, read back to the letter."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import numpy as np
import pandas as pd

from probono_kit.files import error_from_os
from probono_kit.findings import Findings
from probono_kit.i18n import current_language
from probono_kit.tables.cells import texts_and_kinds
from probono_kit.tables.containers import stop
from probono_kit.tables.log import LOG_COLUMNS, typed_log
from probono_kit.tables.sheets import Book
from probono_kit.tables.workbook import MAX_XLSX_ROWS, write_workbook
from probono_kit.tables.write import plain_text, write_csv


def write_log(
    log: pd.DataFrame,
    path: str | Path,
    *,
    deletions: pd.DataFrame | None = None,
    language: str | None = None,
) -> Findings:
    """Write a cleaning log as a workbook or as CSV; the same log gives the same bytes.

    Parameters
    ----------
    log : pandas.DataFrame
        Columns :data:`LOG_COLUMNS`.
    path : str or pathlib.Path
        Ends with ``.xlsx`` (a sheet ``cleaning_log``, and ``deletion_log`` with `deletions`) or
        ``.csv`` (the log alone; write `deletions` with a second call).
    deletions : pandas.DataFrame, optional
        Columns :data:`DELETION_COLUMNS`.
    language : str, optional
        Decides the separator of CSV.

    Returns
    -------
    Findings
        What the format could not hold.

    Raises
    ------
    ProbonoError
        When nothing can be written there.

    Examples
    --------
    >>> import tempfile
    >>> from probono_kit import tables
    >>> folder = Path(tempfile.mkdtemp())
    >>> _ = (folder / "wells.csv").write_text("Région;Débit\\nThiès;ND\\nDakar;3,5\\n", "utf-8")
    >>> clean = tables.clean_table(tables.read_table(folder / "wells.csv"))
    >>> write_log(clean.log, folder / "log.xlsx", deletions=clean.deletions)
    []
    """
    path = Path(path)
    language = language or current_language()
    if path.suffix.lower() == ".csv":
        write_csv(log, path, language=language)
        return Findings()
    if path.suffix.lower() != ".xlsx":
        raise stop("tables.unknown_format", path, suffix=path.suffix)
    findings = Findings()
    sheets = {"cleaning_log": log}
    if deletions is not None:
        sheets["deletion_log"] = deletions
    for name, frame in list(sheets.items()):
        if len(frame) >= MAX_XLSX_ROWS:
            findings.add("tables.log_too_long_for_xlsx", path.name, rows=len(frame))
            sheets[name] = frame.iloc[: MAX_XLSX_ROWS - 1]
    findings += write_workbook(sheets, path, language=language)
    return findings


def read_log(path: str | Path) -> pd.DataFrame:
    """Read a cleaning log that :func:`write_log` wrote, also after a person edited it.

    Parameters
    ----------
    path : str or pathlib.Path
        CSV or xlsx.

    Returns
    -------
    pandas.DataFrame
        Columns :data:`LOG_COLUMNS` and whatever a person added; texts to the letter.

    Raises
    ------
    ProbonoError
        When it is not there or lacks columns.

    Examples
    --------
    >>> import tempfile
    >>> from probono_kit import tables
    >>> folder = Path(tempfile.mkdtemp())
    >>> _ = (folder / "wells.csv").write_text("Région;Débit\\nThiès;ND\\nDakar;3,5\\n", "utf-8")
    >>> clean = tables.clean_table(tables.read_table(folder / "wells.csv"))
    >>> _ = write_log(clean.log, folder / "log.csv", language="fr")
    >>> read_log(folder / "log.csv").equals(clean.log)
    True
    """
    path = Path(path)
    rows = _csv_rows(path) if path.suffix.lower() == ".csv" else _sheet_rows(path)
    header = [str(name) for name in rows[0]] if rows else []
    missing = [name for name in LOG_COLUMNS if name not in header]
    if missing:
        raise stop("tables.not_a_log", path, columns=tuple(missing))
    log = pd.DataFrame(rows[1:], columns=header, dtype=object)
    log["row"] = pd.to_numeric(log["row"])
    return typed_log(log)


def _csv_rows(path: Path) -> list[list[str]]:
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except OSError as problem:
        raise error_from_os(problem, path) from problem
    separator = ";" if text.partition("\n")[0].count(";") >= len(LOG_COLUMNS) - 1 else ","
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    return [[plain_text(cell) for cell in row] for row in rows if row]


def _sheet_rows(path: Path) -> list[list[str]]:
    book = Book(path)
    name = "cleaning_log" if "cleaning_log" in book.sheet_names else book.sheet_names[0]
    sheet = book.sheet(name)
    texts = [texts_and_kinds(np.asarray(column, dtype=object))[0] for column in sheet.columns]
    return [[text or "" for text in row] for row in zip(*texts, strict=True)]
