"""Tables as files that a person likes to open: workbook or CSV, never a formula, same bytes."""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping
from pathlib import Path

import numpy as np
import pandas as pd

from probono_kit.files import write_aside
from probono_kit.findings import Findings
from probono_kit.i18n import current_language
from probono_kit.tables.cells import column_letter
from probono_kit.tables.containers import stop
from probono_kit.tables.workbook import (
    MAX_XLSX_COLUMNS,
    MAX_XLSX_ROWS,
    only_days,
    write_workbook,
)

#: Languages whose spreadsheets separate at ``;`` and write a decimal comma.
_COMMA_LANGUAGES = frozenset({"fr", "es"})
_SHOWN = 5

_FORMULA = re.compile(r"[=@\t\r]|[+-](?![\d\s().,/%-]*\Z)")


_LIKE_THOUSANDS = re.compile(r"-?[1-9]\d{0,2}\.\d{3}")


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


def write_csv(
    frame: pd.DataFrame, path: Path, *, language: str, encoding: str = "utf-8-sig"
) -> Findings:
    """Write `frame` as CSV; see :func:`write_table`. Programs want it without byte order mark."""
    comma = language in _COMMA_LANGUAGES
    guarded: list[str] = []
    columns = []
    for position, name in enumerate(frame.columns):
        texts = _csv_texts(frame[name], "," if comma else ".")
        columns.append([_guard(text, guarded, position, row) for row, text in enumerate(texts, 2)])
    names = [_guard(str(name), guarded, i, 1) for i, name in enumerate(frame.columns)]
    with write_aside(path) as aside, aside.open("w", encoding=encoding, newline="") as file:
        writer = csv.writer(file, delimiter=";" if comma else ",", lineterminator="\r\n")
        writer.writerow(names)
        writer.writerows(zip(*columns, strict=True))
    findings = Findings()
    if guarded:
        shown = tuple(guarded[:_SHOWN])
        findings.add("tables.quoted_formulas", path.name, count=len(guarded), cells=shown)
    return findings


def _csv_texts(series: pd.Series, mark: str) -> list[str]:
    if pd.api.types.is_datetime64_any_dtype(series.dtype):
        texts = series.dt.strftime("%Y-%m-%d" if only_days(series) else "%Y-%m-%d %H:%M:%S")
    elif pd.api.types.is_bool_dtype(series.dtype):
        texts = series.map({True: "true", False: "false"}).astype(object)
    elif pd.api.types.is_float_dtype(series.dtype):
        texts = series.map(lambda value: _float_text(float(value), mark), na_action="ignore")
    else:
        texts = series.astype(object).map(str, na_action="ignore")
    return list(texts.astype(object).where(series.notna(), ""))


def _float_text(value: float, mark: str) -> str:
    text = str(np.format_float_positional(value, trim="-"))
    if _LIKE_THOUSANDS.fullmatch(text):
        text += "0"  # 1,2340: three decimals look like a separator of thousands
    return text.replace(".", mark)


def _guard(text: str, guarded: list[str], position: int, row: int) -> str:
    """Put an apostrophe before a text that a spreadsheet would run as a formula."""
    if _FORMULA.match(text) or (text.startswith("'") and _FORMULA.match(text[1:])):
        guarded.append(f"{column_letter(position)}{row}")
        return "'" + text
    return text


def plain_text(text: str) -> str:
    """Undo the apostrophe that :func:`write_csv` puts before a formula.

    Examples
    --------
    >>> plain_text("'=1+1"), plain_text("'s-Hertogenbosch")
    ('=1+1', "'s-Hertogenbosch")
    """
    guarded = text.startswith("'") and _FORMULA.match(text[1:].removeprefix("'"))
    return text[1:] if guarded else text
