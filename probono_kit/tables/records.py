"""Splitting text into records of cells: strictly, and line by line where quotes make no sense."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from itertools import islice

#: A quoted cell with more lines than this is a quotation mark that somebody forgot to close.
MAX_LINES_IN_CELL = 1000

_ROWS_AT_ONCE = 50_000


def record_batches(text: str, separator: str, stray: list[int]) -> Iterator[list[list[str]]]:
    """Split `text` into records, many at a time.

    Quotation marks are read strictly. A record whose marks make no sense (text after the closing
    one, or none that closes within :data:`MAX_LINES_IN_CELL` lines) is split at every separator,
    with its marks kept.

    Parameters
    ----------
    text : str
        The whole file, line ends as they are.
    separator : str
        One character.
    stray : list of int
        Gets the row numbers, from 1, of the records with broken quotations.

    Yields
    ------
    list of list of str
        Records in order.

    Examples
    --------
    >>> stray = []
    >>> list(record_batches('a;"b;c"\\n"d;e\\n', ";", stray)), stray
    ([[['a', 'b;c'], ['"d', 'e']]], [2])
    """
    lines = io.StringIO(text, newline="")
    if '"' not in text:
        reader = csv.reader(lines, delimiter=separator, quoting=csv.QUOTE_NONE)
        while rows := list(islice(reader, _ROWS_AT_ONCE)):
            yield rows
        return
    number = 0
    while True:
        start = lines.tell()
        rows, sound = _strict(lines, separator)
        if not sound:
            lines.seek(start)
            rows = list(islice(_tolerant(lines, separator, number, stray), _ROWS_AT_ONCE))
        if not rows:
            return
        number += len(rows)
        yield rows


def _strict(lines: io.StringIO, separator: str) -> tuple[list[list[str]], bool]:
    """Read a batch at full speed; tell whether every quotation made sense."""
    reader = csv.reader(lines, delimiter=separator, strict=True)
    try:
        rows = list(islice(reader, _ROWS_AT_ONCE))
    except csv.Error:
        return [], False
    if reader.line_num - len(rows) < MAX_LINES_IN_CELL:
        return rows, True
    longest = max(cell.count("\n") + cell.count("\r") for row in rows for cell in row)
    return rows, longest < MAX_LINES_IN_CELL


def _tolerant(
    lines: io.StringIO, separator: str, number: int, stray: list[int]
) -> Iterator[list[str]]:
    limited = _Limited(lines)
    while True:
        start = lines.tell()
        try:
            for record in csv.reader(limited, delimiter=separator, strict=True):
                number += 1
                limited.count = 0
                yield record
                start = lines.tell()
            return
        except csv.Error:
            lines.seek(start)
            number += 1
            limited.count = 0
            stray.append(number)
            yield lines.readline().rstrip("\r\n").split(separator)


class _Limited:
    """Lines of a file; gives up when one record takes too many of them."""

    def __init__(self, lines: io.StringIO) -> None:
        self.lines = lines
        self.count = 0

    def __iter__(self) -> _Limited:
        return self

    def __next__(self) -> str:
        self.count += 1
        if self.count > MAX_LINES_IN_CELL:
            raise csv.Error("unclosed quotation mark")
        return next(self.lines)
