"""The tables of submissions as files that a person opens."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pandas as pd

from probono_kit.findings import Findings
from probono_kit.forms.submission_model import Submissions
from probono_kit.i18n import current_language
from probono_kit.tables.workbook import MAX_XLSX_COLUMNS, MAX_XLSX_ROWS, write_workbook
from probono_kit.tables.write import write_table

#: Formats that the tables are written in.
TABLE_FORMATS = ("csv", "xlsx")
#: What tells of each column what it is.
_COLUMNS = "columns"
_BOOK = "submissions"


def write_submission_tables(
    submissions: Submissions,
    folder: str | Path,
    format: str = "csv",  # noqa: A002 (the word that people look for)
    *,
    overwrite: bool = False,
    language: str | None = None,
) -> list[Path]:
    """Write the tables of submissions, and what each of their columns is.

    Parameters
    ----------
    submissions : Submissions
        The tables.
    folder : str or pathlib.Path
        Where they go; it is made if it is not there.
    format : str
        ``"csv"``, a file for each table and ``columns.csv``; ``"xlsx"``, one workbook
        ``submissions.xlsx`` with a sheet for each.
    overwrite : bool
        Whether files that are there already are replaced.
    language : str, optional
        Decides how numbers and dates are written (default: the current one).

    Returns
    -------
    list of pathlib.Path
        What was written.

    Raises
    ------
    ProbonoError
        ``submissions.files_there`` where something is in the way, nothing being written then;
        ``submissions.format_unknown``; ``tables.too_long_for_xlsx``; ``file.…``.

    Examples
    --------
    >>> from probono_kit import forms
    >>> folder = Path(getfixture("tmp_path"))
    >>> _ = (folder / "export.csv").write_text('"water";"_uuid"\\n"tap";"a1"\\n', encoding="utf-8")
    >>> read = forms.read_submissions([folder / "export.csv"])
    >>> [path.name for path in write_submission_tables(read, folder / "tables")]
    ['main.csv', 'columns.csv']
    """
    folder = Path(folder)
    language = language or current_language()
    findings = Findings()
    if format not in TABLE_FORMATS:
        findings.add("submissions.format_unknown", folder, value=format, known=TABLE_FORMATS)
        findings.raise_errors()
    frames = {**submissions.tables, _COLUMNS: submissions.columns}
    if format == "xlsx":
        paths = {_BOOK: folder / f"{_BOOK}.xlsx"}
    else:
        paths = {name: folder / f"{_file_name(name)}.csv" for name in frames}
    there = tuple(path.name for path in paths.values() if path.exists())
    if there and not overwrite:
        findings.add("submissions.files_there", folder, files=there)
    for name, frame in frames.items() if format == "xlsx" else ():
        if len(frame) >= MAX_XLSX_ROWS or frame.shape[1] > MAX_XLSX_COLUMNS:
            rows, columns = frame.shape
            findings.add("tables.too_long_for_xlsx", name, rows=rows, columns=columns)
    findings.raise_errors()
    folder.mkdir(parents=True, exist_ok=True)
    if format == "xlsx":
        write_workbook(frames, paths[_BOOK], language=language)
    else:
        _write_csv(frames, paths, language)
    return list(paths.values())


def _write_csv(
    frames: Mapping[str, pd.DataFrame], paths: Mapping[str, Path], language: str
) -> None:
    for name, frame in frames.items():
        write_table(frame, paths[name], language=language)


def _file_name(table: str) -> str:
    """Return the name of a table's file; a table that is named by its path has slashes in it."""
    return table.replace("/", "-")
