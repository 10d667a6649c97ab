"""A workbook in which people write new rows: drop-downs, marked cells, one sheet per table."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pandas as pd
import xlsxwriter
from xlsxwriter.exceptions import FileCreateError

from probono_kit.database.entry_columns import (
    EXAMPLE,
    EXAMPLE_WORD,
    FIRST,
    HEADINGS,
    HELP,
    MARK,
    NAMES,
    EntryColumn,
    Rows,
    entry_columns,
    example_value,
    filled_tables,
    help_text,
    row_labels,
    yes_no,
)
from probono_kit.database.model import Design, FieldKind, Table, TableKind
from probono_kit.database.words import title_of
from probono_kit.files import write_aside
from probono_kit.findings import N_
from probono_kit.i18n import current_language, gettext
from probono_kit.tables.cells import column_letter
from probono_kit.tables.workbook import sheet_name

#: Rows that have drop-downs; and those that are printed empty, to write on by hand.
_ROWS, _PRINTED = 5000, 25
_CREATED = datetime.datetime(2000, 1, 1)  # noqa: DTZ001  xlsxwriter wants it naive
_LISTS = "_lists"
_ABOUT = (
    N_("Write new rows here: one sheet for each table, one line for each row."),
    N_("Headings with a star (*) need a value in every line. The grey example is never read."),
    N_("Where there is a list, choose from it: click into the cell, then on its arrow."),
    N_("Do not change headings or names of sheets. Send the file back; it is checked when read."),
)


def write_entry_workbook(
    design: Design, path: str | Path, *, rows: Rows | None = None, language: str | None = None
) -> None:
    """Write a workbook in which people enter new rows of a database.

    There is one sheet per table that a person fills, with drop-downs from the code lists and from
    the names of what is there already. Headings are protected (without a password), cells that
    need a value are marked and turn red while they lack it; sheets print on A4, also empty.

    Parameters
    ----------
    design : Design
        The database.
    path : str or pathlib.Path
        Ends with ``.xlsx``.
    rows : mapping of str to pandas.DataFrame, optional
        What the database holds, for the drop-downs.
    language : str, optional
        Of what is not the design's own (default: the current one).

    Raises
    ------
    ProbonoError
        When nothing can be written there.

    Examples
    --------
    >>> import tempfile
    >>> from probono_kit.database.model import Field
    >>> well = Table(name="well", fields=(Field(name="code"),), key=("code",))
    >>> path = Path(tempfile.mkdtemp()) / "entry.xlsx"
    >>> write_entry_workbook(Design(name="wells", tables=(well,)), path, language="en")
    >>> path.stat().st_size > 5000
    True
    """
    path, language = Path(path), language or current_language()
    options = {"strings_to_formulas": False, "strings_to_urls": False, "in_memory": True}
    with write_aside(path) as aside:
        book = xlsxwriter.Workbook(str(aside), options)
        book.set_properties({"created": _CREATED, "title": title_of(design)})
        _Entry(design, rows or {}, language, book).write()
        try:
            book.close()
        except FileCreateError as problem:
            raise problem.args[0] from problem


class _Entry:
    def __init__(self, design: Design, rows: Rows, language: str, book: Any) -> None:
        self.design, self.rows, self.language, self.book = design, rows, language, book
        self.styles = _styles(book, language)
        self.lists: dict[str, list[str]] = {}

    def write(self) -> None:
        taken: set[str] = set()
        about = self.book.add_worksheet(sheet_name(gettext(N_("Read me"), self.language), taken))
        tables = filled_tables(self.design)
        names = {table.name: sheet_name(title_of(table), taken) for table in tables}
        self._about(about, names)
        for table in tables:
            self._sheet(self.book.add_worksheet(names[table.name]), table)
        lists = self.book.add_worksheet(_LISTS)
        for place, (name, values) in enumerate(self.lists.items()):
            lists.write_string(0, place, name)
            for row, value in enumerate(values, 1):
                lists.write_string(row, place, value)
        lists.hide()

    def _about(self, page: Any, names: Mapping[str, str]) -> None:
        page.hide_gridlines(2)
        page.set_column(0, 0, 32)
        page.set_column(1, 1, 76)
        page.set_paper(9)
        page.fit_to_pages(1, 0)
        page.write_string(0, 0, title_of(self.design), self.styles["title"])
        for row, text in enumerate(_ABOUT, 2):
            page.merge_range(row, 0, row, 1, gettext(text, self.language), self.styles["plain"])
            page.set_row(row, 20)
        for row, (name, sheet) in enumerate(names.items(), len(_ABOUT) + 3):
            page.write_string(row, 0, sheet, self.styles["bold"])
            page.write_string(row, 1, self.design.table(name).description, self.styles["plain"])
        page.protect()

    def _sheet(self, page: Any, table: Table) -> None:
        columns = entry_columns(table)
        page.write_string(NAMES, 0, MARK + table.name)
        page.set_row(NAMES, None, None, {"hidden": True})
        page.set_column(0, 0, 10, self.styles["margin"])
        page.write_string(EXAMPLE, 0, gettext(EXAMPLE_WORD, self.language), self.styles["example"])
        for row in (HEADINGS, HELP):
            page.write_blank(row, 0, None, self.styles["head" if row == HEADINGS else "help"])
        for place, column in enumerate(columns, 1):
            self._column(page, place, column, len(columns))
        page.set_row(HEADINGS, 32)
        page.set_row(HELP, 32)
        page.freeze_panes(FIRST, 1)
        page.set_landscape()
        page.set_paper(9)
        page.fit_to_pages(1, 0)
        page.print_area(HEADINGS, 0, FIRST + _PRINTED - 1, len(columns))
        page.repeat_rows(HEADINGS, HELP)
        page.set_footer("&L&A&R&P / &N")
        page.protect("", {"format_columns": True, "format_rows": True})

    def _column(self, page: Any, place: int, column: EntryColumn, count: int) -> None:
        style = self.styles[column.field.kind.value if column.link is None else "text_cell"]
        parent = self.design.table(column.link.table) if column.link else None
        said = help_text(column, parent, self.language)
        width = max(12, min(30, len(column.title) + 4, 30), len(said) // 2 + 3)
        page.set_column(place, place, width, style)
        page.write_string(NAMES, place, column.name)
        star = " *" if column.required else ""
        head = self.styles["needed" if column.required else "head"]
        page.write_string(HEADINGS, place, column.title + star, head)
        page.write_string(HELP, place, said, self.styles["help"])
        choices = self._choices(parent) if parent else []
        self._example(page, place, example_value(column, choices, self.language))
        for row in range(FIRST, FIRST + _PRINTED):
            page.write_blank(row, place, None, style)
        rule = self._rule(column, parent, choices)
        if rule:
            page.data_validation(FIRST, place, FIRST + _ROWS - 1, place, rule)
        if column.required:
            here, last = column_letter(place), column_letter(count)
            formula = f'=AND({here}{FIRST + 1}="",COUNTA($B{FIRST + 1}:${last}{FIRST + 1})>0)'
            red = {"type": "formula", "criteria": formula, "format": self.styles["lacking"]}
            page.conditional_format(FIRST, place, FIRST + _ROWS - 1, place, red)

    def _example(self, page: Any, place: int, value: object) -> None:
        if isinstance(value, pd.Timestamp):
            moment = value.to_pydatetime()
            page.write_datetime(EXAMPLE, place, moment, self.styles["example_day"])
        else:
            page.write(EXAMPLE, place, value, self.styles["example"])

    def _choices(self, parent: Table) -> list[str]:
        if parent.name not in self.lists:
            known = parent.name in self.rows and len(self.rows[parent.name])
            labels = row_labels(self.design, parent, self.rows).tolist() if known else []
            self.lists[parent.name] = labels
        return self.lists[parent.name]

    def _rule(
        self, column: EntryColumn, parent: Table | None, choices: list[str]
    ) -> dict[str, Any] | None:
        message = {"error_title": column.title[:32]}
        if parent is not None:
            if not choices:
                return None
            letter = column_letter(list(self.lists).index(parent.name))
            source = f"={_LISTS}!${letter}$2:${letter}${len(choices) + 1}"
            strict = parent.kind is TableKind.CODES
            said = (
                N_("Choose from the list.") if strict else N_("This is not in the list. Is it new?")
            )
            message["error_message"] = gettext(said, self.language)
            kind = "stop" if strict else "warning"
            return {"validate": "list", "source": source, "error_type": kind, **message}
        if column.field.kind is FieldKind.BOOLEAN:
            return {"validate": "list", "source": list(yes_no(column.field, self.language))}
        if column.field.kind not in _LIMITS:
            return None
        message["error_message"] = help_text(column, None, self.language)
        return {**_LIMITS[column.field.kind], **message}


_FAR = 10**12
_DAYS = {
    "criteria": "between",
    "minimum": datetime.date(1900, 1, 1),
    "maximum": datetime.date(2200, 1, 1),
    "validate": "date",
}
_NUMBERS = {"criteria": "between", "minimum": -_FAR, "maximum": _FAR}
_LIMITS: dict[FieldKind, dict[str, Any]] = {
    FieldKind.INTEGER: {"validate": "integer", **_NUMBERS},
    FieldKind.DECIMAL: {"validate": "decimal", **_NUMBERS},
    FieldKind.DATE: _DAYS,
    FieldKind.DATETIME: _DAYS,
}


def _styles(book: Any, language: str) -> dict[str, Any]:
    day = "dd/mm/yyyy" if language in ("fr", "es") else "yyyy-mm-dd"
    frame = {"border": 1, "border_color": "#C9D1D5", "valign": "top", "text_wrap": True}
    head = {**frame, "bold": True, "font_color": "#FFFFFF", "valign": "vcenter"}
    grey = {**frame, "italic": True, "font_color": "#7A868F", "bg_color": "#EEF1F2"}
    formats = {"integer": "0", "decimal": "General", "date": day, "datetime": f"{day} hh:mm"}
    made = {
        kind.value: {**frame, "locked": False, "num_format": formats.get(kind.value, "@")}
        for kind in FieldKind
    }
    made |= {
        "text_cell": {**frame, "locked": False, "num_format": "@"},
        "head": {**head, "bg_color": "#1F4E5F"},
        "needed": {**head, "bg_color": "#8A4B08"},
        "help": {**frame, "italic": True, "font_size": 9, "bg_color": "#F7F5F0"},
        "example": grey,
        "example_day": {**grey, "num_format": day, "align": "left"},
        "margin": {"bg_color": "#EEF1F2"},
        "lacking": {"bg_color": "#F6C9C2"},
        "title": {"bold": True, "font_size": 16, "font_color": "#1F4E5F"},
        "plain": {"text_wrap": True, "valign": "top"},
        "bold": {"bold": True, "valign": "top"},
    }
    return {name: book.add_format(look) for name, look in made.items()}
