"""Text files whose rows and quotations are regular: proved first, then read at full speed.

What is read here is what :mod:`~probono_kit.tables.records` would read; where that cannot be
proved at a glance, nothing is read here.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv

from probono_kit.tables.at_once import at_once
from probono_kit.tables.containers import stop
from probono_kit.tables.encodings import is_utf8
from probono_kit.tables.records import MAX_LINES_IN_CELL
from probono_kit.tables.text_cells import TextCells

_QUOTE, _NEWLINE, _RETURN = b'"'[0], b"\n"[0], b"\r"[0]
_CHUNK = 2**20
_BLOCK = 2**24
_LARGEST_BLOCK = 2**31 - 1
_MOST_ODD_ROWS = 5000

#: More columns than a spreadsheet can have: no table.
_WIDEST = 16_384


@dataclass(slots=True)
class RegularRows:
    """The rows of a regular file.

    Parameters
    ----------
    columns : tuple of TextCells
        As many as the longest row has cells.
    usual : int
        Cells that a row has.
    odd : dict of int to list of str
        Row number → its cells, where they are more or fewer.
    """

    columns: tuple[TextCells, ...]
    usual: int
    odd: dict[int, list[str]] = field(default_factory=dict)


def read_regular(
    source: Path | bytes, separator: str, usual: int, *, where: str, skip: int = 0, most: int
) -> RegularRows | None:
    """Read a file of UTF-8 whose quotation marks are strictly placed.

    Parameters
    ----------
    source : pathlib.Path or bytes
        The file, or its text in UTF-8.
    separator : str
        One character.
    usual : int
        Cells that a row should have.
    where : str
        Name of the file, for the finding.
    skip : int
        Lines to skip at the top.
    most : int
        Cells that a sheet may have.

    Returns
    -------
    RegularRows or None
        ``None`` when the file is not proved to be regular.

    Raises
    ------
    ProbonoError
        When there are more than `most` cells.

    Examples
    --------
    >>> rows = read_regular(b'a;"b;c"\\nd;\\ne\\n', ";", 2, where="a.csv", most=100)
    >>> [list(column) for column in rows.columns], rows.odd
    ([['a', 'd', 'e'], ['b;c', None, None]], {3: ['e']})
    >>> read_regular(b'a;"b"c\\n', ";", 2, where="a.csv", most=100) is None
    True
    """
    if len(separator.encode()) != 1 or separator in '"\r\n' or not 0 < usual <= _WIDEST:
        return None
    marks = _Marks(separator)
    if not marks.are_strict(_chunks(source)):
        return None
    if marks.rows * usual > most:
        raise stop("tables.too_many_cells", where, cells=most)
    if marks.returns_in_cells and _size(source) >= _LARGEST_BLOCK:
        return None
    rows = _parse(source, separator, usual, marks, skip)
    if rows and marks.lines_in_cells >= MAX_LINES_IN_CELL and _longest(rows) >= MAX_LINES_IN_CELL:
        return None
    return rows


def _size(source: Path | bytes) -> int:
    return len(source) if isinstance(source, bytes) else source.stat().st_size


def _chunks(source: Path | bytes) -> Iterable[bytes]:
    if isinstance(source, bytes):
        for start in range(0, len(source), _CHUNK):
            yield source[start : start + _CHUNK]
        return
    with source.open("rb") as file:
        while chunk := file.read(_CHUNK):
            yield chunk


class _Marks:
    """The quotation marks and line ends of a file, looked at chunk by chunk.

    A mark that an even number of marks precedes opens a quotation (after a separator or a line
    end) or is the second of a doubled one; the next one closes it (before a separator or a line
    end) or is the first of a doubled one. Where all are so, every reader of CSV agrees.
    """

    def __init__(self, separator: str) -> None:
        self.before = np.zeros(256, dtype=bool)
        self.before[[ord(separator), _NEWLINE, _RETURN, _QUOTE]] = True
        self.seen = 0
        self.lines = 1
        self.lines_in_cells = 0
        self.returns_in_cells = False

    @property
    def rows(self) -> int:
        """Rows that the file has at most."""
        return self.lines - self.lines_in_cells

    def are_strict(self, chunks: Iterable[bytes]) -> bool:
        """Tell whether every quotation mark and line end is where it should be."""
        held = b"\n"
        for chunk in chunks:
            self.lines += chunk.count(b"\n")
            part = held + chunk
            if not self._is_strict(part):
                return False
            held = part[-2:]
        # The last byte waits for the one that follows it: here that is the end of the file.
        return self._is_strict(held + b"\n") and self.seen % 2 == 0

    def _is_strict(self, part: bytes) -> bool:
        """Look at all bytes but the first and the last, which are only the neighbours of others."""
        if b"\0" in part:
            return False
        if self.seen % 2 == 0 and part.find(b'"', 1, -1) < 0:
            return _returns_end_lines(part)
        content = np.frombuffer(part, dtype=np.uint8)
        places = np.flatnonzero(content[1:-1] == _QUOTE) + 1
        if len(places):
            opens, closes = places[self.seen % 2 :: 2], places[1 - self.seen % 2 :: 2]
            before, after = content[opens - 1], content[closes + 1]
            if not (self.before[before].all() and self.before[after].all()):
                return False
        if (len(places) or self.seen % 2) and not self._lines(part, places):
            return False
        self.seen += len(places)
        return len(places) > 0 or self.seen % 2 == 1 or _returns_end_lines(part)

    def _lines(self, part: bytes, places: npt.NDArray[np.intp]) -> bool:
        """Count the line ends in cells; tell whether those between rows are whole."""
        content = np.frombuffer(part, dtype=np.uint8)
        for character in (_NEWLINE, _RETURN):
            if character not in part:
                continue
            ends = np.flatnonzero(content[1:-1] == character) + 1
            inside = (np.searchsorted(places, ends) + self.seen) % 2 == 1
            self.lines_in_cells += int(inside.sum())
            if character == _RETURN:
                self.returns_in_cells |= bool(inside.any())
                if (content[ends[~inside] + 1] != _NEWLINE).any():
                    return False
        return True


def _returns_end_lines(part: bytes) -> bool:
    if b"\r" not in part:
        return True
    inner = part[1:]
    return b"\r" not in inner[:-1] or inner[:-1].count(b"\r") == (inner.count(b"\r\n"))


def _parse(
    source: Path | bytes, separator: str, usual: int, marks: _Marks, skip: int
) -> RegularRows | None:
    def read(handler: Callable[[Any], str] | None, *, threads: bool) -> Any:
        opened = pa.BufferReader(source) if isinstance(source, bytes) else pa.OSFile(str(source))
        names = [str(position) for position in range(usual)]
        with opened:
            # Arrow loses the second half of a \r\n in a cell that two blocks share.
            block = opened.size() + 1 if marks.returns_in_cells else _BLOCK
            return pyarrow.csv.read_csv(
                opened,
                pyarrow.csv.ReadOptions(
                    column_names=names, use_threads=threads, block_size=block, skip_rows=skip
                ),
                pyarrow.csv.ParseOptions(
                    delimiter=separator,
                    quote_char='"' if marks.seen else False,
                    newlines_in_values=marks.lines_in_cells > 0,
                    ignore_empty_lines=False,
                    invalid_row_handler=handler,
                ),
                pyarrow.csv.ConvertOptions(
                    column_types=dict.fromkeys(names, pa.large_string()),
                    null_values=[""],
                    strings_can_be_null=True,
                ),
            )

    odd: list[Any] = []

    def put_aside(row: Any) -> str:
        odd.append(row)
        return "skip" if len(odd) <= _MOST_ODD_ROWS else "error"

    try:
        try:
            table = read(None, threads=True)
        except pa.ArrowInvalid:
            if not is_utf8(_chunks(source)):
                return None  # Arrow cannot even hand over such a row
            table = read(put_aside, threads=False)
    except pa.ArrowException:
        return None
    return _with_odd_rows(table, odd, separator, usual, skip)


def _with_odd_rows(
    table: Any, odd: list[Any], separator: str, usual: int, skip: int
) -> RegularRows | None:
    """Put the rows of another length back where they were."""
    rows: dict[int, list[str]] = {}
    for row in odd:
        if row.number is None:
            return None
        cells = next(csv.reader([row.text], delimiter=separator, strict=True), None)
        if cells is None or len(cells) != row.actual_columns:
            return None
        rows[row.number - skip] = cells
    if rows and not _is_usual(table, usual, len(rows)):
        return None
    width = max([usual, *map(len, rows.values())])
    parts = dict(enumerate(table.columns))
    nothing = pa.chunked_array([pa.nulls(table.num_rows, pa.large_string())])
    cells_in_all = table.num_rows * width
    del table  # each column is given back once it is in one piece

    def whole(position: int) -> TextCells:
        return TextCells(_spread(parts.pop(position, nothing), rows, position))

    return RegularRows(tuple(at_once(whole, range(width), cells_in_all)), usual, rows)


def _is_usual(table: Any, usual: int, odd: int) -> bool:
    """Tell whether most rows have the usual number of cells; empty lines count for nothing."""
    filled = max(table.num_rows - column.null_count for column in table.columns)
    return usual > 1 and filled > odd


def _spread(parts: Any, rows: dict[int, list[str]], position: int) -> Any:
    """Return one column with the cells of the odd rows in their places."""
    if not rows:
        return _whole(parts)
    pieces, start = [], 0
    for done, (number, cells) in enumerate(sorted(rows.items())):
        stop = number - 1 - done
        pieces += parts.slice(start, stop - start).chunks
        cell = cells[position] if position < len(cells) else ""
        pieces.append(pa.array([cell or None], type=pa.large_string()))
        start = stop
    pieces += parts.slice(start).chunks
    return _whole(pa.chunked_array(pieces, type=pa.large_string()))


def _whole(parts: Any) -> Any:
    return (
        parts.chunk(0)
        if parts.num_chunks == 1
        else pa.concat_arrays(parts.chunks or [pa.array([], type=pa.large_string())])
    )


def _longest(rows: RegularRows) -> int:
    """Return the line ends in the cell that has most."""
    most = 0
    for column in rows.columns:
        ends = pc.add(
            pc.count_substring(column.arrow, "\n"), pc.count_substring(column.arrow, "\r")
        )
        most = max(most, pc.max(ends).as_py() or 0)
    return most
