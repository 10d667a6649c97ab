"""An XLSForm as a workbook that a person can go on editing."""

from __future__ import annotations

import datetime
import io
from collections.abc import Mapping
from typing import Any

import pandas as pd
import xlsxwriter

_CREATED = datetime.datetime(2000, 1, 1)  # noqa: DTZ001  xlsxwriter wants it naive
_WIDTHS = {
    "type": 28,
    "name": 28,
    "label": 48,
    "hint": 36,
    "required": 10,
    "relevant": 36,
    "constraint": 32,
    "calculation": 40,
    "required_message": 30,
    "constraint_message": 36,
    "list_name": 24,
    "purpose": 36,
    "seen_by": 26,
    "kept": 22,
    "form_title": 36,
    "instance_name": 44,
    "default_language": 18,
    "source": 36,
    "parameters": 30,
}
#: Colours of rows: groups, repeats, what is not asked, notes. All dark text, readable in print.
_GROUP, _REPEAT, _SILENT, _NOTE = "#DCE9F5", "#FCE8CF", "#EEEEEE", "#EAF4E4"


def write_workbook(sheets: Mapping[str, pd.DataFrame], title: str) -> bytes:
    """Write the sheets of a form: headings that stay, rows of groups in colour, no formulas.

    Parameters
    ----------
    sheets : mapping
        ``survey``, ``choices``, ``settings`` → table of texts.
    title : str
        Shown in the properties of the file.

    Returns
    -------
    bytes
        The same for the same sheets.
    """
    buffer = io.BytesIO()
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    with xlsxwriter.Workbook(buffer, options) as book:
        book.set_properties({"created": _CREATED, "title": title[:255]})
        for name, frame in sheets.items():
            _sheet(book, name, frame)
    return buffer.getvalue()


def _sheet(book: Any, name: str, frame: pd.DataFrame) -> None:
    sheet = book.add_worksheet(name)
    head = book.add_format(
        {"bold": True, "bg_color": "#24415F", "font_color": "#FFFFFF", "valign": "top"}
    )
    formats = {
        colour: book.add_format(
            {"text_wrap": True, "valign": "top", "num_format": "@"}
            | ({"bg_color": colour, "border": 1, "border_color": "#C8CCD0"} if colour else {})
            | ({"bold": True} if colour in (_GROUP, _REPEAT) else {})
        )
        for colour in ("", _GROUP, _REPEAT, _SILENT, _NOTE)
    }
    columns = [str(column) for column in frame.columns]
    for position, column in enumerate(columns):
        width = _WIDTHS.get(column.partition("::")[0], 16)
        sheet.set_column(position, position, width, formats[""])
        sheet.write_string(0, position, column, head)
    for number, row in enumerate(frame.itertuples(index=False), 1):
        style = formats[_colour(str(row[0])) if name == "survey" else ""]
        for position, text in enumerate(row):
            if text:
                sheet.write_string(number, position, str(text), style)
            elif style is not formats[""]:
                sheet.write_blank(number, position, None, style)
    sheet.freeze_panes(1, 2 if name != "settings" else 0)
    if len(frame) and name != "settings":
        sheet.autofilter(0, 0, len(frame), len(columns) - 1)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)


def _colour(kind: str) -> str:
    if kind.endswith("group"):
        return _GROUP
    if kind.endswith("repeat"):
        return _REPEAT
    if kind == "note":
        return _NOTE
    silent = ("calculate", "start", "end", "today", "deviceid", "username", "audit")
    return _SILENT if kind in silent else ""
