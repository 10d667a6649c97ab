"""Tables as files that a person likes to open: workbook or CSV, never a formula, same bytes."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from pathlib import Path

import pandas as pd

from probono_kit.files import write_aside
from probono_kit.findings import Findings
from probono_kit.i18n import current_language, number_style
from probono_kit.tables.cells import column_letter
from probono_kit.tables.containers import stop
from probono_kit.tables.csv_cells import CsvColumn, guarded, is_formula, joined_rows
from probono_kit.tables.workbook import (
    MAX_XLSX_COLUMNS,
    MAX_XLSX_ROWS,
    write_workbook,
)

#: Languages whose spreadsheets separate at ``;`` and write a decimal comma.
_SHOWN = 5

#: Rows that are written at once.
_AT_ONCE = 65_536


def write_table(
    frame: pd.DataFrame,
    path: str | Path,
    *,
    sheet: str = "",
    units: Mapping[str, str] | None = None,
    language: str | None = None,
) -> Findings:
    """Write a table as a workbook or as CSV.

    A workbook has a styled, frozen header with filters, widths that fit, real numbers and dates,
    and text for codes. CSV is UTF-8 with a byte order mark; in French and Spanish with ``;`` and a
    decimal comma, as spreadsheets of these languages expect, else with ``,`` and a point. Dates in
    CSV are ISO 8601. No text is ever written as a formula.

    Parameters
    ----------
    frame : pandas.DataFrame
        The table; the index is not written.
    path : str or pathlib.Path
        Ends with ``.xlsx`` or ``.csv``.
    sheet : str
        Name of the sheet; empty for the name of the file.
    units : mapping of str to str, optional
        Column → ``"%"`` where the number is followed by it.
    language : str, optional
        Decides formats of dates and numbers (default: the current one).

    Returns
    -------
    Findings
        What the format could not hold as it is.

    Raises
    ------
    ProbonoError
        When nothing can be written there; what was there before stays.

    Examples
    --------
    >>> import tempfile
    >>> path = Path(tempfile.mkdtemp()) / "points.csv"
    >>> table = pd.DataFrame({"Région": ["Thiès"], "Débit": [1204.5]})
    >>> write_table(table, path, language="fr")
    []
    >>> path.read_text(encoding="utf-8-sig")
    'Région;Débit\\nThiès;1204,5\\n'
    """
    path = Path(path)
    language = language or current_language()
    suffix = path.suffix.lower()
    if suffix == ".csv":
        return write_csv(frame, path, language=language)
    if suffix != ".xlsx":
        raise stop("tables.unknown_format", path, suffix=path.suffix)
    if len(frame) >= MAX_XLSX_ROWS or frame.shape[1] > MAX_XLSX_COLUMNS:
        raise stop("tables.too_long_for_xlsx", path, rows=len(frame), columns=frame.shape[1])
    name = sheet or path.stem
    return write_workbook({name: frame}, path, units=units or {}, language=language)


# ---- CSV --------------------------------------------------------------------------------------


def marks_of(language: str) -> tuple[str, str]:
    """Return what separates cells, and what decimals, in CSV for spreadsheets of a language.

    Examples
    --------
    >>> marks_of("fr"), marks_of("ar")
    ((';', ','), (',', '.'))
    """
    if language == "en":  # What programs read, wherever they run.
        return ",", "."
    return (";", ",") if number_style(language).symbol("decimal") == "," else (",", ".")


def write_csv(
    frame: pd.DataFrame, path: Path, *, language: str, encoding: str = "utf-8-sig"
) -> Findings:
    """Write `frame` as CSV; see :func:`write_table`. Programs want it without byte order mark."""
    separator, mark = marks_of(language)
    columns = [
        CsvColumn(frame.iloc[:, position], position, separator, mark)
        for position in range(frame.shape[1])
    ]
    names = list(map(str, frame.columns))
    with write_aside(path) as aside, aside.open("wb") as file:
        file.write(_header(names, separator).encode(encoding))
        for start in range(0, len(frame) if columns else 0, _AT_ONCE):
            cells = [column.rows(start, start + _AT_ONCE) for column in columns]
            file.write(joined_rows(cells, separator))
    formulas = [place for column in columns for place in column.formulas]
    formulas += [f"{column_letter(i)}1" for i, name in enumerate(names) if guarded(name) != name]
    findings = Findings()
    if formulas:
        shown = tuple(formulas[:_SHOWN])
        findings.add("tables.quoted_formulas", path.name, count=len(formulas), cells=shown)
    return findings


def _header(names: list[str], separator: str) -> str:
    line = io.StringIO(newline="")
    csv.writer(line, delimiter=separator, lineterminator="\r\n").writerow(map(guarded, names))
    return line.getvalue()


def plain_text(text: str) -> str:
    """Undo the apostrophe that :func:`write_csv` puts before a formula.

    Examples
    --------
    >>> plain_text("'=1+1"), plain_text("'s-Hertogenbosch")
    ('=1+1', "'s-Hertogenbosch")
    """
    quoted = text.startswith("'") and is_formula(text[1:].removeprefix("'"))
    return text[1:] if quoted else text
