"""Rows that people wrote into an entry workbook, ready to be loaded; mistakes as findings."""

from __future__ import annotations

import difflib
from pathlib import Path
from typing import Any

import pandas as pd

from probono_kit.database.changes import parents_first
from probono_kit.database.entry_columns import (
    EXAMPLE_WORD,
    FIRST,
    MARK,
    NAMES,
    EntryColumn,
    Rows,
    entry_columns,
    plain,
    row_labels,
)
from probono_kit.database.entry_rows import identities, with_changes, with_rows
from probono_kit.database.entry_values import WRONG, value_of
from probono_kit.database.model import Design, Table
from probono_kit.database.split import Split
from probono_kit.database.stored_values import empty_rows
from probono_kit.database.words import field_words, title_of
from probono_kit.errors import ProbonoError
from probono_kit.findings import Findings, finding
from probono_kit.i18n import LANGUAGES, current_language, gettext
from probono_kit.tables.cells import cell_text, column_letter, fold, is_blank, shorten
from probono_kit.tables.sheets import Book, Sheet

_ORIGIN = ("source", "file", "sheet", "row")
_LEFT = (*_ORIGIN, "table", "column", "value", "kept", "why")


def read_entry_workbook(
    path: str | Path, design: Design, *, rows: Rows | None = None, language: str | None = None
) -> Split:
    """Read the rows that people wrote into an entry workbook.

    Parameters
    ----------
    path : str or pathlib.Path
        What :func:`~probono_kit.database.write_entry_workbook` made, filled in, also when another
        program saved it.
    design : Design
        The database.
    rows : mapping of str to pandas.DataFrame, optional
        What the database holds: names are looked up there, and the new rows are added to these, so
        that loading the result says of none that it vanished.
    language : str, optional
        Decides what ``3/4/2025`` and ``1,234`` mean (default: the current one).

    Returns
    -------
    Split
        All rows, ready for :func:`~probono_kit.database.save_database`. A row whose identity is
        known changes that row where its cells are filled. Every mistake is a finding with sheet,
        row and column, and its row is in ``left_out``.

    Raises
    ------
    ProbonoError
        If it is no such workbook.

    Examples
    --------
    >>> import tempfile
    >>> from probono_kit.database.entry import write_entry_workbook
    >>> from probono_kit.database.model import Field
    >>> well = Table(name="well", fields=(Field(name="code"),), key=("code",))
    >>> design, path = Design(name="w", tables=(well,)), Path(tempfile.mkdtemp()) / "entry.xlsx"
    >>> write_entry_workbook(design, path)
    >>> len(read_entry_workbook(path, design).rows["well"])
    0
    """
    path = Path(path)
    reader = _Reader(path, design, dict(rows or {}), language or current_language())
    sheets = _sheets(path, design)
    for table in parents_first(design):
        reader.take(table, sheets.get(table.name))
    return reader.split()


def _sheets(path: Path, design: Design) -> dict[str, Sheet]:
    book = Book(path)
    found: dict[str, Sheet] = {}
    for name in book.sheet_names:
        sheet = book.sheet(name)
        first = cell_text(sheet.row(1)[0]) if sheet.height and sheet.width else None
        if first and first.startswith(MARK):
            found[first.removeprefix(MARK)] = sheet
    if not found.keys() & {table.name for table in design.tables}:
        raise ProbonoError(Findings([finding("document.no_entry_workbook", path.name)]))
    return found


class _Reader:
    def __init__(self, path: Path, design: Design, rows: dict[str, Any], language: str) -> None:
        self.path, self.design, self.language = path, design, language
        self.rows: dict[str, pd.DataFrame] = {}
        self.before = rows
        self.origins: dict[str, pd.DataFrame] = {}
        self.findings = Findings()
        self.left: list[dict[str, Any]] = []
        self._keys: dict[str, dict[str, tuple[str, list[tuple[Any, ...]]]]] = {}

    def split(self) -> Split:
        order = [table.name for table in self.design.tables]
        left = pd.DataFrame(self.left, columns=list(_LEFT))
        rows = {name: self.rows[name] for name in order}
        return Split(rows, {name: self.origins[name] for name in order}, self.findings, left)

    def take(self, table: Table, sheet: Sheet | None) -> None:
        """Add the rows of a sheet to those of its table."""
        records, places = self._records(table, sheet) if sheet else ([], [])
        before = self.before.get(table.name, empty_rows(table))
        frame = before.reset_index(drop=True)
        origins: list[tuple[str, str, str, int | None]] = [("", "", "", None)] * len(before)
        identity = list(table.identity or ())
        known = {key: at for at, key in enumerate(identities(frame, identity)) if identity}
        fresh: dict[tuple[Any, ...], int] = {}
        added: list[dict[str, Any]] = []
        for record, (name, row) in zip(records, places, strict=True):
            own = tuple(plain(record.get(each)) for each in identity)
            if identity and own in fresh:
                told = {"other": fresh[own]}
                self._refuse(table, name, row, "", "document.entry_twice", told)
                continue
            fresh[own] = row
            if identity and own in known:
                frame = with_changes(frame, known[own], record)
                origins[known[own]] = ("", self.path.name, name, row)
                continue
            added.append(record)
            origins.append(("", self.path.name, name, row))
        self.rows[table.name] = with_rows(table, frame, added)
        self.origins[table.name] = pd.DataFrame(origins, columns=list(_ORIGIN)).astype(
            {"row": "Int64"}
        )

    def _records(
        self, table: Table, sheet: Sheet
    ) -> tuple[list[dict[str, Any]], list[tuple[str, int]]]:
        columns = {column.name: column for column in entry_columns(table)}
        names = [cell_text(cell) or "" for cell in sheet.row(NAMES + 1)]
        for lost in [name for name in columns if name not in names]:
            self.findings.add(
                "document.entry_column_lost",
                f"{self.path.name} › {sheet.name}",
                column=columns[lost].title,
            )
        words = {fold(gettext(EXAMPLE_WORD, code)) for code in LANGUAGES}
        records, places = [], []
        for number in range(FIRST, sheet.height + 1):
            cells = sheet.row(number)
            is_example = fold(cell_text(cells[0]) or "") in words
            if is_example or all(is_blank(cell) for cell in cells[1:]):
                continue
            given = {
                name: (place, cells[place])
                for place, name in enumerate(names)
                if name in columns and place
            }
            record = self._record(table, columns, given, sheet.name, number)
            if record is not None:
                records.append(record)
                places.append((sheet.name, number))
        return records, places

    def _record(
        self,
        table: Table,
        columns: dict[str, EntryColumn],
        given: dict[str, tuple[int, Any]],
        sheet: str,
        row: int,
    ) -> dict[str, Any] | None:
        """Return what a row says, ``None`` if something in it is wrong."""
        record: dict[str, Any] = {}
        wrong = False
        for name, (place, cell) in given.items():
            column = columns[name]
            code, said = self._cell(column, cell)
            if code:
                told = {"column": column.title, **said}
                self._refuse(table, sheet, row, f"{column_letter(place)}{row}", code, told)
                wrong = True
            record |= said
        return None if wrong else record

    def _cell(self, column: EntryColumn, cell: Any) -> tuple[str, dict[str, Any]]:
        """Return the values of a cell, or the code of what is wrong and what there is to say."""
        text = cell_text(cell) or ""
        if is_blank(cell):
            return ("document.entry_missing" if column.required else ""), {}
        if column.link is not None:
            key, near = self._key(column, text)
            if key is not None:
                return "", dict(zip(column.link.fields, key, strict=True))
            parent = title_of(self.design.table(column.link.table))
            return "document.entry_unknown", {"value": shorten(text), "table": parent, "near": near}
        value = value_of(column.field, cell, self.language)
        if value is WRONG:
            kind = field_words(column.field, self.language)
            return "document.entry_wrong", {"value": shorten(text), "kind": kind}
        return "", {column.name: value}

    def _refuse(
        self, table: Table, sheet: str, row: int, cell: str, code: str, told: dict[str, Any]
    ) -> None:
        where = f"{self.path.name} › {sheet} › {cell or row}"
        self.findings.add(code, where, **told)
        left = dict.fromkeys(_LEFT, "") | {"file": self.path.name, "sheet": sheet, "row": row}
        left |= {"table": table.name, "column": told.get("column", ""), "why": code}
        self.left.append(left | {"value": told.get("value", "")})

    def _key(
        self, column: EntryColumn, label: str
    ) -> tuple[tuple[Any, ...] | None, tuple[str, ...]]:
        """Return the key of the row that is called so, else the nearest names."""
        assert column.link is not None
        known = self._names(self.design.table(column.link.table))
        _shown, keys = known.get(fold(label), ("", []))
        if len(set(keys)) == 1:
            return keys[0], ()
        near = difflib.get_close_matches(fold(label), list(known), 3, 0.6)
        return None, tuple(known[name][0] for name in near)

    def _names(self, parent: Table) -> dict[str, tuple[str, list[tuple[Any, ...]]]]:
        """Return name and keys of a table's rows by the folded name, or the key itself."""
        if parent.name not in self._keys:
            known: dict[str, tuple[str, list[tuple[Any, ...]]]] = {}
            for rows in (self.before, self.rows):  # as in the drop-downs, then with what is new
                frame = rows.get(parent.name)
                if frame is None or not len(frame):
                    continue
                keys = list(zip(*(frame[name] for name in parent.key), strict=True))
                for label, key in zip(row_labels(self.design, parent, rows), keys, strict=True):
                    known.setdefault(fold(label), (label, []))[1].append(key)
                if not parent.field(parent.key[0]).made:
                    for key in keys:
                        label = "/".join(map(str, key))
                        known.setdefault(fold(label), (label, [key]))
            self._keys[parent.name] = known
        return self._keys[parent.name]
