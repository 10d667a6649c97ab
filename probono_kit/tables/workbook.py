"""Workbooks that a person likes to open: styled header, real numbers and dates, same bytes."""

from __future__ import annotations

import datetime
import re
import unicodedata
from collections.abc import Mapping, Sequence
from math import ceil, isfinite
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import xlsxwriter
from xlsxwriter.exceptions import FileCreateError

from probono_kit.files import write_aside
from probono_kit.findings import Findings
from probono_kit.tables.cells import column_letter

#: What a sheet and a cell of a workbook hold.
MAX_XLSX_ROWS = 2**20
MAX_XLSX_COLUMNS = 2**14
MAX_XLSX_CHARACTERS = 32767

_DATE_FORMATS = {"fr": "dd/mm/yyyy", "es": "dd/mm/yyyy"}

#: The day that workbooks say they were made on: same table, same bytes.
_CREATED = datetime.datetime(2000, 1, 1)  # noqa: DTZ001  xlsxwriter wants it naive

_WIDEST = 48
_NARROWEST = 9
_SAMPLE_ROWS = 2000
#: Height of a line in points; a row is never higher than so many of them, nor told its height where
#: there are more rows than these.
_LINE = 15.0
_MOST_LINES = 12
_MOST_HEIGHTS = 5_000
#: Letters are wider than digits in many fonts, and a line breaks between words.
_AVERAGE = 1.15
_SHOWN = 5


def write_workbook(
    sheets: Mapping[str, pd.DataFrame],
    path: Path,
    *,
    units: Mapping[str, str] | None = None,
    language: str,
    as_tables: bool = False,
) -> Findings:
    """Write each frame on a sheet of its own; see :func:`~probono_kit.tables.write.write_table`.

    With `as_tables` each is a table of Excel: it has a name, which a pivot table can be made from,
    and grows with the rows that people add.
    """
    findings = Findings()
    cut: list[str] = []
    options = {
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
        "in_memory": True,
    }
    with write_aside(path) as aside:
        book = xlsxwriter.Workbook(str(aside), options)
        book.set_properties({"created": _CREATED})
        styles = _Styles(book, language)
        taken: set[str] = set()
        for name, frame in sheets.items():
            page = book.add_worksheet(sheet_name(name, taken))
            _fill(page, frame, styles, units or {}, cut, as_tables=as_tables)
        try:
            book.close()
        except FileCreateError as problem:
            raise problem.args[0] from problem
    if cut:
        shown = tuple(cut[:_SHOWN])
        findings.add("tables.cells_cut", path.name, count=len(cut), cells=shown)
    return findings


class _Styles:
    """The few formats of a workbook."""

    def __init__(self, book: Any, language: str) -> None:
        self._book = book
        self._made: dict[tuple[str, bool], Any] = {}
        self.date = _DATE_FORMATS.get(language, "yyyy-mm-dd")
        self.header = book.add_format(
            {
                "bold": True,
                "bg_color": "#1F4E5F",
                "font_color": "#FFFFFF",
                "border": 1,
                "border_color": "#FFFFFF",
                "text_wrap": True,
                "valign": "vcenter",
            }
        )

    def cell(self, number_format: str, *, wrap: bool = False) -> Any:
        key = number_format, wrap
        if key not in self._made:
            look = {"num_format": number_format, "valign": "top", "text_wrap": wrap}
            if number_format == "@":
                look |= {"align": "left", "indent": 1}  # not glued to a number on its left
            self._made[key] = self._book.add_format(look)
        return self._made[key]


def sheet_name(name: str, taken: set[str]) -> str:
    """Return a name that a sheet may have and that is not in `taken`; it is added there."""
    plain = re.sub(r"[\[\]:*?/\\\x00-\x1f]", " ", name).strip().strip("'")[:31].strip() or "Table"
    if plain.lower() == "history":  # a name that Excel keeps for itself
        plain = "History_"
    unique, number = plain, 2
    while unique.lower() in taken:
        unique, number = f"{plain[:27]} ({number})", number + 1
    taken.add(unique.lower())
    return unique


def _fill(
    page: Any,
    frame: pd.DataFrame,
    styles: _Styles,
    units: Mapping[str, str],
    cut: list[str],
    *,
    as_tables: bool = False,
) -> None:
    rows, columns = frame.shape
    lines = 1
    wrapped: dict[int, int] = {}
    for position, name in enumerate(frame.columns):
        series = frame.iloc[:, position]
        width = _width(series, str(name))
        lines = max(lines, min(4, -(-len(str(name)) // max(1, width - 2))))
        number_format = _number_format(series, styles, units.get(str(name), ""))
        wraps = number_format == "@" and width >= _WIDEST
        if wraps:
            wrapped[position] = width
        style = styles.cell(number_format, wrap=wraps)
        page.set_column(position, position, width, style)
        page.write_string(0, position, str(name)[:MAX_XLSX_CHARACTERS], styles.header)
        _write_cells(page, position, series, style, cut)
    if columns and 2 * sum(map(_is_right_to_left, map(str, frame.columns))) > columns:
        page.right_to_left()
    page.set_row(0, _LINE * lines + 6)
    _heighten(page, frame, wrapped)
    page.freeze_panes(1, 0)
    if columns and as_tables:
        heads = [{"header": str(name)[:255], "header_format": styles.header} for name in frame]
        look = {"columns": heads, "style": "Table Style Light 9", "name": _table_name(page)}
        page.add_table(0, 0, max(rows, 1), columns - 1, look)
    elif columns:
        page.autofilter(0, 0, max(rows, 1), columns - 1)
    page.set_landscape()
    page.set_paper(9)  # A4
    page.fit_to_pages(1, 0)
    page.repeat_rows(0)


def _is_right_to_left(name: str) -> bool:
    """Tell whether the first letter of a name belongs to a script such as Arabic."""
    letters = (unicodedata.bidirectional(char) for char in name)
    return next((each for each in letters if each in ("L", "R", "AL")), "L") != "L"


def _heighten(page: Any, frame: pd.DataFrame, wrapped: Mapping[int, int]) -> None:
    """Make rows as high as their wrapped texts need: not every program does so by itself."""
    if not wrapped or len(frame) > _MOST_HEIGHTS:
        return
    texts = [frame.iloc[:, position].astype(object).tolist() for position in wrapped]
    for row, cells in enumerate(zip(*texts, strict=True), 1):
        shown = ["" if text != text or text is None else str(text) for text in cells]
        height = row_height(list(zip(shown, wrapped.values(), strict=True)))
        if height > _LINE:
            page.set_row(row, height)


def row_height(cells: Sequence[tuple[str, float]]) -> float:
    """Return the height of a row whose texts are wrapped, in points.

    Parameters
    ----------
    cells : sequence of (str, float)
        Each text, with the width of its column in characters.

    Examples
    --------
    >>> row_height([("one line", 20), ("a text that needs three lines or so, not two", 20)])
    45.0
    """
    lines = [
        sum(max(1, ceil(len(part) * _AVERAGE / width)) for part in text.split("\n"))
        for text, width in cells
    ]
    return _LINE * min(_MOST_LINES, max(lines, default=1))


def _table_name(page: Any) -> str:
    """Return a name as Excel wants it: letters, digits and underscores, not that of a cell."""
    return "t_" + re.sub(r"\W", "_", page.get_name())


def _width(series: pd.Series, name: str) -> int:
    sample = series.iloc[:_SAMPLE_ROWS].dropna()
    if pd.api.types.is_datetime64_any_dtype(series.dtype):
        longest = 12.0
    elif len(sample):
        lengths = sample.astype(object).map(lambda value: max(map(len, str(value).split("\n"))))
        longest = float(np.quantile(lengths.to_numpy(dtype=float), 0.98))
    else:
        longest = 0.0
    words = max((len(word) for word in name.split()), default=0)
    header = max(words, min(len(name), 24)) + 3  # the filter's button
    return int(min(_WIDEST, max(_NARROWEST, longest + 2, header)))


def _number_format(series: pd.Series, styles: _Styles, unit: str) -> str:
    dtype = series.dtype
    after = f'" {unit}"' if unit else ""
    if pd.api.types.is_datetime64_any_dtype(dtype):
        return styles.date if only_days(series) else f"{styles.date} hh:mm"
    if pd.api.types.is_bool_dtype(dtype):
        return "General"
    if pd.api.types.is_integer_dtype(dtype):
        low, high = series.min(), series.max()
        years = bool(series.notna().any() and low >= 1900 and high <= 2100)
        return ("0" if years else "#,##0") + after
    if pd.api.types.is_float_dtype(dtype):
        decimals = _decimals(series)
        return ("#,##0." + "0" * decimals if decimals else "#,##0") + after
    return "@"


def only_days(series: pd.Series) -> bool:
    """Tell whether no moment of a column of dates has a time of day."""
    moments = series.dropna()
    return bool((moments.dt.normalize() == moments).all())


def _decimals(series: pd.Series) -> int:
    """Return how many decimals the numbers have, six at most."""
    values = series.dropna().to_numpy(dtype=float)
    for decimals in range(6):
        if np.allclose(values, np.round(values, decimals), rtol=1e-12, atol=1e-9):
            return decimals
    return 6


def _write_cells(page: Any, position: int, series: pd.Series, style: Any, cut: list[str]) -> None:
    dtype = series.dtype
    if pd.api.types.is_datetime64_any_dtype(dtype):
        write, values = page.write_datetime, [v.to_pydatetime() if v == v else v for v in series]
    elif pd.api.types.is_bool_dtype(dtype):
        write, values = page.write_boolean, series.astype(object).tolist()
    elif pd.api.types.is_numeric_dtype(dtype):
        write, values = page.write_number, series.astype(object).tolist()
    else:
        write, values = page.write_string, series.astype(object).tolist()
    for row in np.flatnonzero(series.notna()).tolist():
        value = values[row]
        if isinstance(value, float) and not isfinite(value):
            page.write_string(row + 1, position, str(value), style)  # a workbook has no infinity
            continue
        if write == page.write_string:
            value = str(value)
            if len(value) > MAX_XLSX_CHARACTERS:
                cut.append(f"{column_letter(position)}{row + 2}")
                value = value[: MAX_XLSX_CHARACTERS - 1] + "…"
        write(row + 1, position, value, style)
