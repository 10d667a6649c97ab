"""Workbooks that explain a form: texts wrapped, headings that stay, missing cells marked."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pandas as pd
import xlsxwriter
from xlsxwriter.exceptions import FileCreateError

from probono_kit.files import write_aside
from probono_kit.i18n import direction
from probono_kit.tables.workbook import MAX_XLSX_CHARACTERS, row_height, sheet_name

_CREATED = datetime.datetime(2000, 1, 1)  # noqa: DTZ001  xlsxwriter wants it naive
_OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
_RTL = {"reading_order": 2, "align": "right"}
_HEAD, _GROUP, _MISSING, _OPEN = "#24415F", "#DCE9F5", "#FBE3E0", "#FFF9E0"


@dataclass(frozen=True, eq=False)
class PaperSheet:
    """A sheet of a workbook.

    Parameters
    ----------
    name : str
        Of the sheet.
    frame : pandas.DataFrame
        Texts.
    widths : mapping
        Width in characters of each column; 24 where none is given.
    about : sequence of str
        Lines above the table.
    frozen : int
        How many columns stay when one scrolls to the side.
    groups : collection of int
        Rows that are titles of what follows.
    missing : collection of (int, str)
        Cells, by row and column, that somebody must fill in.
    open : collection of str
        Columns that people write into.
    locked : bool
        Whether everything else is protected, without a password.
    hidden : collection of str
        Columns that are not shown.
    wanted : collection of str
        Columns whose cells are red for as long as they are empty.
    rtl : collection of str
        Columns written from right to left.
    formulas : mapping
        Row and column → formula that works out what the frame says, as it is now.
    """

    name: str
    frame: pd.DataFrame
    widths: Mapping[str, float] = field(default_factory=dict)
    about: Sequence[str] = ()
    frozen: int = 0
    groups: frozenset[int] = frozenset()
    missing: frozenset[tuple[int, str]] = frozenset()
    open: frozenset[str] = frozenset()
    locked: bool = False
    hidden: frozenset[str] = frozenset()
    wanted: frozenset[str] = frozenset()
    rtl: frozenset[str] = frozenset()
    formulas: Mapping[tuple[int, str], str] = field(default_factory=dict)

    @property
    def top(self) -> int:
        """Number of the row of headings, as the spreadsheet shows it."""
        return len(self.about) + bool(self.about) + 1


def write_sheets(
    path: Path | str, sheets: Sequence[PaperSheet], *, title: str, language: str
) -> None:
    """Write sheets into a workbook, the same bytes every time.

    Parameters
    ----------
    path : path
        The file.
    sheets : sequence of PaperSheet
        In their order.
    title : str
        Shown in the properties of the file and in print.
    language : str
        Code; sheets in Arabic open from the right.

    Raises
    ------
    ProbonoError
        If the file cannot be written.
    """
    with write_aside(Path(path)) as aside:
        book = xlsxwriter.Workbook(str(aside), _OPTIONS)
        book.set_properties({"created": _CREATED, "title": title[:255]})
        taken: set[str] = set()
        looks = _Looks(book)
        for each in sheets:
            page = book.add_worksheet(sheet_name(each.name, taken))
            _fill(page, each, looks)
            page.set_header(f"&L{title[:120].replace('&', '&&')}&R&P / &N")
            if direction(language) == "rtl":
                page.right_to_left()
        try:
            book.close()
        except FileCreateError as problem:
            raise problem.args[0] from problem


class _Looks:
    """The few formats of these workbooks."""

    def __init__(self, book: Any) -> None:
        base = {"text_wrap": True, "valign": "top", "num_format": "@", "border": 1}
        base |= {"border_color": "#C8CCD0"}
        self.cell = book.add_format(base)
        self.rtl_cell = book.add_format({**base, **_RTL})
        self.rtl_open = book.add_format({**base, **_RTL, "bg_color": _OPEN, "locked": False})
        self.wanted = book.add_format({"bg_color": _MISSING})
        self.group = book.add_format({**base, "bold": True, "bg_color": _GROUP})
        self.missing = book.add_format({**base, "bg_color": _MISSING})
        self.open = book.add_format({**base, "bg_color": _OPEN, "locked": False})
        self.about = book.add_format({"text_wrap": False, "valign": "top", "font_color": "#333333"})
        self.head = book.add_format(
            {**base, "bold": True, "bg_color": _HEAD, "font_color": "#FFFFFF"}
        )


def _fill(page: Any, sheet: PaperSheet, looks: _Looks) -> None:
    frame, top = sheet.frame, sheet.top - 1
    columns = [str(column) for column in frame.columns]
    widths = [float(sheet.widths.get(column, 24)) for column in columns]
    for number, line in enumerate(sheet.about):
        page.write_string(number, 0, line, looks.about)
    for position, (column, width) in enumerate(zip(columns, widths, strict=True)):
        hidden = {"hidden": True} if column in sheet.hidden else {}
        page.set_column(position, position, width, None, hidden)
        page.write_string(top, position, column, looks.head)
    page.set_row(top, row_height([*zip(columns, (w - 3 for w in widths), strict=True)]) + 6)
    for number, row in enumerate(frame.itertuples(index=False)):
        texts = ["" if value is None or value != value else str(value) for value in row]
        for position, (column, text) in enumerate(zip(columns, texts, strict=True)):
            look = _look(sheet, looks, number, column)
            if formula := sheet.formulas.get((number, column)):
                page.write_formula(top + 1 + number, position, formula, look, text)
            elif text:
                shown = text[:MAX_XLSX_CHARACTERS]
                page.write_string(top + 1 + number, position, shown, look)
            else:
                page.write_blank(top + 1 + number, position, None, look)
        high = row_height([(text, width) for text, width in zip(texts, widths, strict=True)])
        page.set_row(top + 1 + number, high + 3)
    for position, column in enumerate(columns):
        if column in sheet.wanted and len(frame):
            rule = {"type": "blanks", "format": looks.wanted}
            page.conditional_format(top + 1, position, top + len(frame), position, rule)
    page.freeze_panes(top + 1, sheet.frozen)
    if columns and len(frame):
        page.autofilter(top, 0, top + len(frame), len(columns) - 1)
    if sheet.locked:
        page.protect("", {"autofilter": True, "format_columns": True, "format_rows": True})
    page.set_landscape()
    page.set_paper(9)  # A4
    page.fit_to_pages(1, 0)
    page.repeat_rows(top)
    page.set_margins(0.4, 0.4, 0.6, 0.4)


def _look(sheet: PaperSheet, looks: _Looks, number: int, column: str) -> Any:
    if (number, column) in sheet.missing:
        return looks.missing
    if number in sheet.groups:
        return looks.group
    if column in sheet.open:
        return looks.rtl_open if column in sheet.rtl else looks.open
    return looks.rtl_cell if column in sheet.rtl else looks.cell
