"""A sheet that is being laid out, with the truth about every row of every table on it."""

from __future__ import annotations

import csv
import io
import random
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

import xlsxwriter

from tests.tables.field.words import (
    FIRST,
    PARTNERS,
    PEOPLE,
    PLACES,
    SECTORS,
    VILLAGES,
    WORDS,
)
from tests.tables.old_formats import write_xls


@dataclass
class Truth:
    """One table of a sheet: the rows it has, what each is for, and its columns."""

    left: int = 0
    right: int = 0
    roles: dict[int, str] = field(default_factory=dict)
    names: list[str] = field(default_factory=list)

    def rows_of(self, role: str) -> list[int]:
        """Return its rows of one role."""
        return sorted(row for row, each in self.roles.items() if each == role)

    def header(self) -> list[int]:
        """Return the rows of its header; where it comes again does not count."""
        rows = self.rows_of("header")
        return [row for i, row in enumerate(rows) if row == rows[0] + i]


class Canvas:
    """Rows put one below the other; :meth:`table` begins a table, anywhere."""

    def __init__(self, family: str, number: int, language: str, rng: random.Random) -> None:
        self.family, self.number, self.language, self.rng = family, number, language, rng
        self.cells: dict[tuple[int, int], Any] = {}
        self.merges: list[tuple[int, int, int, int]] = []
        self.tables: list[Truth] = []
        self.row = 1
        self.left = 0
        self.unread: set[int] = set()

    def __str__(self) -> str:
        return f"{self.family}-{self.number:02d}-{self.language}"

    # ---- words ----

    def word(self, key: str) -> str:
        """Return a word in the sheet's language."""
        return WORDS[self.language][key]

    def words(self, keys: str) -> list[str]:
        """Return several words, named in one text."""
        return [self.word(key) for key in keys.split()]

    def places(self, count: int) -> list[str]:
        """Return `count` different regions."""
        return self.rng.sample(PLACES[self.language], count)

    def place(self) -> str:
        """Return a region."""
        return self.rng.choice(PLACES[self.language])

    def village(self) -> str:
        """Return a village."""
        return self.rng.choice(VILLAGES[self.language])

    def villages(self, count: int) -> list[str]:
        """Return `count` different villages."""
        return self.rng.sample(VILLAGES[self.language], count)

    def person(self) -> str:
        """Return a family name."""
        return self.rng.choice(PEOPLE[self.language])

    def first_name(self) -> str:
        """Return a first name."""
        return self.rng.choice(FIRST[self.language])

    def partner(self) -> str:
        """Return an organisation."""
        return self.rng.choice(PARTNERS)

    def sector(self) -> str:
        """Return a sector."""
        return self.rng.choice(SECTORS[self.language])

    def chance(self, share: float) -> bool:
        """Return whether something happens."""
        return self.rng.random() < share

    def count(self, high: int = 900) -> int:
        """Return a number to count with."""
        return self.rng.randint(1, high)

    def day(self) -> datetime:
        """Return a day."""
        return datetime(2024, self.rng.randint(1, 12), self.rng.randint(1, 28))  # noqa: DTZ001

    # ---- laying out ----

    def table(self, left: int | None = None) -> Truth:
        """Begin a table; rows that are put belong to it."""
        if left is not None:
            self.left = left
        self.tables.append(Truth(self.left))
        return self.tables[-1]

    def put(self, role: str, *cells: Any, at: int = 0) -> int:
        """Put one row of the current table, return its number."""
        truth = self.tables[-1]
        row = self.row
        if role != "empty":
            truth.roles[row] = role
        for i, cell in enumerate(cells):
            if cell is not None and cell != "":
                self.cells[row, self.left + at + i] = cell
        if role in ("header", "data"):
            truth.right = max(truth.right, self.left + at + len(cells) - 1)
        self.row += 1
        return row

    def skip(self, rows: int = 1) -> None:
        """Leave blank rows."""
        self.row += rows

    def merge(self, top: int, left: int, bottom: int, right: int) -> None:
        """Merge cells; columns count from the left of the table."""
        self.merges.append((top, self.left + left, bottom, self.left + right))

    def finish(self) -> None:
        """Check that the truth is one: no row is two things in one table."""
        assert self.tables
        assert self.cells

    # ---- what a reader should find ----

    @property
    def height(self) -> int:
        """The last row that holds something."""
        return max(row for row, _ in self.cells)

    def roles(self, number: int) -> list[str]:
        """Return the role of each row of the sheet for table `number`, from 0."""
        own = self.tables[number].roles
        filled = {row for row, _ in self.cells}
        blank = {
            row: "other table" if row in filled else "empty" for row in range(1, self.height + 1)
        }
        return [own.get(row, blank[row]) for row in range(1, self.height + 1)]

    # ---- files ----

    def grid(self) -> list[list[Any]]:
        """Return the rows of the sheet."""
        width = max(column for _, column in self.cells) + 1
        return [
            [self.cells.get((row, column)) for column in range(width)]
            for row in range(1, self.height + 1)
        ]

    def save(self, folder: Path, kind: str) -> Path:
        """Write the sheet as a file of a kind."""
        path = folder / f"{self}.{kind}"
        if kind == "xlsx":
            self._save_xlsx(path)
        elif kind == "xls":
            write_xls(path, [[_plain(cell) for cell in row] for row in self.grid()])
        else:
            text = io.StringIO(newline="")
            separator = ";" if self.language in ("fr", "es") else ","
            csv.writer(text, delimiter=separator).writerows(
                [_plain(cell) for cell in row] for row in self.grid()
            )
            path.write_bytes(text.getvalue().encode("utf-8-sig"))
        return path

    def _save_xlsx(self, path: Path) -> None:
        book = xlsxwriter.Workbook(str(path), {"strings_to_formulas": False})
        page = book.add_worksheet("Feuil1")
        day = book.add_format({"num_format": "dd/mm/yyyy"})
        for top, left, bottom, right in self.merges:
            page.merge_range(top - 1, left, bottom - 1, right, "")
        for (row, column), cell in sorted(self.cells.items()):
            if isinstance(cell, datetime):
                page.write_datetime(row - 1, column, cell, day)
            elif isinstance(cell, str):
                page.write_string(row - 1, column, cell)
            else:
                page.write_number(row - 1, column, cell)
        book.close()


def _plain(cell: Any) -> Any:
    return f"{cell:%d/%m/%Y}" if isinstance(cell, datetime) else cell


def sums(rows: Sequence[Sequence[Any]], columns: Sequence[int], width: int) -> list[Any]:
    """Return a row of sums under `columns`, blank elsewhere but for the first cell."""
    made: list[Any] = [None] * width
    for column in columns:
        made[column] = sum(row[column] for row in rows if isinstance(row[column], (int, float)))
    return made
