"""How cells and rows look to a person who has not read a word yet."""

from __future__ import annotations

import datetime
import re
from enum import StrEnum
from itertools import pairwise
from typing import Any

from probono_kit.tables.cells import cell_text, fold, is_blank
from probono_kit.tables.header_words import header_share
from probono_kit.tables.missing import is_missing_word
from probono_kit.tables.sheets import Sheet

_SAMPLE_ROWS = 400

#: A column whose cells are numbers or dates in at least this share is told from its header by it.
_TYPED = 0.7


class Look(StrEnum):
    """How one cell looks, before anything is known of its column."""

    EMPTY = " "
    LABEL = "a"
    TEXT = "t"
    NUMBER = "9"
    DATE = "d"
    TAG = "#"
    MISSING = "?"


#: Longer than the name of a column ever is, unless it says how to fill it in.
LONGEST_LABEL = 300

_NUMBER = re.compile(r"[-+−(]?\s*(?:\d[\d\s.,'’\u00a0\u202f]*|[.,]\d+)\s*(?:[%)]|\s%)?")
_DATE = re.compile(
    r"\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}(?:[ T]\d{1,2}:\d{2}.*)?|\d{1,2}:\d{2}(?::\d{2})?", re.I
)
_TAG = re.compile(r"#[a-z][a-z0-9_]*(?:\s*\+\s*[a-z][a-z0-9_]*)*", re.I)
_ADDRESS = re.compile(r"(?:https?://|www\.|[\w.+-]+@[\w-]+\.)\S*", re.I)


def look(value: Any) -> Look:
    """Tell how a cell looks.

    Examples
    --------
    >>> [look(cell).name for cell in ("Région", 12, "1 234,5", "30/04/2025", "#adm1+name", " ")]
    ['LABEL', 'NUMBER', 'NUMBER', 'DATE', 'TAG', 'EMPTY']
    """
    if is_blank(value):
        return Look.EMPTY
    if isinstance(value, (datetime.date, datetime.time, datetime.timedelta)):
        return Look.DATE
    if not isinstance(value, str):
        return Look.NUMBER
    text = value.strip()
    if is_missing_word(text):
        return Look.MISSING
    if len(text) > LONGEST_LABEL or _ADDRESS.fullmatch(text):
        return Look.TEXT
    if _NUMBER.fullmatch(text):
        return Look.NUMBER
    if _DATE.fullmatch(text):
        return Look.DATE
    return Look.TAG if _TAG.fullmatch(text) else Look.LABEL


def is_year(text: str) -> bool:
    """Tell whether a cell may be a year at the head of a column."""
    text = text.strip()
    return text.isdigit() and len(text) == 4 and 1900 <= int(text) <= 2100


class Looks:
    """The first rows of a sheet, seen as a person would who has not read a word yet.

    Parameters
    ----------
    sheet : Sheet
        The sheet.
    first : int
        The row to begin with; what stands above counts as empty.
    """

    def __init__(self, sheet: Sheet, first: int = 1) -> None:
        self.sheet = sheet
        self.first = first
        self.height = min(sheet.height, first - 1 + _SAMPLE_ROWS)
        wanted = slice(first - 1, self.height)
        columns = [[look(cell) for cell in column[wanted]] for column in sheet.columns]
        above = [[Look.EMPTY] * sheet.width] * (first - 1)
        self.rows = [*above, *(list(row) for row in zip(*columns, strict=True))]
        numbers_or_dates = (Look.NUMBER, Look.DATE)
        self.typed = {i for i, column in enumerate(columns) if _mostly(column, numbers_or_dates)}
        self.numeric = {i for i, column in enumerate(columns) if _mostly(column, (Look.NUMBER,))}
        self._labels: dict[int, set[int]] = {}

    def filled(self, number: int) -> list[int]:
        """Return the positions of the cells that hold something in row `number`."""
        return [i for i, cell in enumerate(self.rows[number - 1]) if cell is not Look.EMPTY]

    def text(self, number: int, position: int) -> str:
        """Return the text of one cell."""
        return (cell_text(self.sheet.columns[position][number - 1]) or "").strip()

    def labels(self, number: int) -> set[int]:
        """Return the positions of the cells that could name a column in row `number`."""
        if number not in self._labels:
            self._labels[number] = self._find_labels(number)
        return self._labels[number]

    def _find_labels(self, number: int) -> set[int]:
        row = self.rows[number - 1]
        labels = {i for i, cell in enumerate(row) if cell is Look.LABEL}
        values = {i for i, cell in enumerate(row) if cell in (Look.NUMBER, Look.DATE)}
        if values and self._are_periods(number, values, labels):
            return labels | values
        return labels

    def _are_periods(self, number: int, values: set[int], labels: set[int]) -> bool:
        """Tell years, days or the numbers of days at the head of columns from values."""
        row = self.rows[number - 1]
        texts = {i: self.text(number, i) for i in values}
        order = sorted(values)
        if any(texts[a] == texts[b] for a, b in pairwise(order)):
            return False
        days = [i for i in order if row[i] is Look.DATE]
        if days and not any(b - a == 1 for a, b in pairwise(days)):
            return False  # “from | 01/01/2024 | to | 31/03/2024”
        if not labels:  # a pivot table: nothing stands above the names of its rows
            if len(values) < 2 or row[min(self._used() or {0})] is not Look.EMPTY:
                return False
            names = min(self._used())
            if not any(each[names] is Look.LABEL for each in self.rows[number:]):
                return False
        below = {i: [each[i] for each in self.rows[number : number + 30]] for i in values}
        if all(is_year(texts[i]) or row[i] is Look.DATE for i in values):
            return all(self._differs_below(number, i, row[i], below[i]) for i in values)
        counted = [int(texts[i]) for i in order if texts[i].isdigit()]
        first = counted[0] if counted else 0
        if counted != list(range(first, first + len(values))):
            return False
        named = not labels or header_share([fold(self.text(number, i)) for i in labels]) >= 0.5
        numbered = named and len(values) > 2 and (first == 1 or not labels)
        return numbered and not any(self._counts_on(number, i) for i in values)

    def _used(self) -> set[int]:
        return {i for row in self.rows for i, cell in enumerate(row) if cell is not Look.EMPTY}

    def _differs_below(self, number: int, position: int, kind: Look, below: list[Look]) -> bool:
        """Tell whether the cells under a year or a day are no years or days themselves."""
        if kind is Look.DATE:
            return sum(each is Look.DATE for each in below) * 2 < max(1, len(below))
        texts = [
            self.text(number + 1 + i, position)
            for i, each in enumerate(below)
            if each is not Look.EMPTY
        ]
        return not texts or sum(map(is_year, texts)) * 2 < len(texts)

    def _counts_on(self, number: int, position: int) -> bool:
        """Tell whether the cell below is the next number of a list."""
        if number >= self.height:
            return False
        return self.text(number + 1, position) == str(int(self.text(number, position)) + 1)

    def below(self, number: int) -> set[int]:
        """Return the columns that hold something below row `number`, not once by accident."""
        rows = [row for row in self.rows[number:] if any(c is not Look.EMPTY for c in row)]
        least = 2 if len(rows) >= 40 else 1
        counts = [
            sum(cell is not Look.EMPTY for cell in column) for column in zip(*rows, strict=True)
        ]
        return {i for i, count in enumerate(counts) if count >= least}

    def typed_below(self, number: int) -> set[int]:
        """Return the columns that hold mostly numbers or dates in the rows below row `number`."""
        rows = self.rows[number : number + 30]
        kinds = (Look.NUMBER, Look.DATE)
        columns = [[row[i] for row in rows] for i in range(self.sheet.width)]
        return {i for i, column in enumerate(columns) if _mostly(column, kinds)}

    def is_header_like(self, number: int) -> bool:
        """Tell whether the cells of a row are labels, also where numbers or dates follow."""
        filled, labels = set(self.filled(number)), self.labels(number)
        typed = filled & self.typed
        return (
            bool(filled)
            and len(labels) >= 0.75 * len(filled)
            and len(typed & labels) >= 0.5 * len(typed)
        )

    def is_data_like(self, number: int) -> bool:
        """Tell whether a row has numbers or dates where its columns have them."""
        row = self.rows[number - 1]
        values = {i for i, cell in enumerate(row) if cell in (Look.NUMBER, Look.DATE)}
        return bool(values & self.typed) and not self.is_header_like(number)

    def is_empty(self, number: int) -> bool:
        """Tell whether a row shows nothing."""
        return all(cell is Look.EMPTY for cell in self.rows[number - 1])

    def next_filled(self, number: int) -> int:
        """Return the first row after `number` that holds something, 0 if there is none."""
        later = range(number + 1, self.height + 1)
        return next((row for row in later if not self.is_empty(row)), 0)


def _mostly(column: list[Look], looks: tuple[Look, ...]) -> bool:
    """Tell whether the lower two thirds of a column look like one of `looks`."""
    filled = [cell for cell in column if cell not in (Look.EMPTY, Look.MISSING)]
    lower = filled[-max(1, len(filled) * 2 // 3) :]
    return bool(lower) and sum(cell in looks for cell in lower) >= _TYPED * len(lower)
