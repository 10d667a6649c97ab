"""Tables of a web page saved as a "workbook", as many web applications export them."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path

from probono_kit.files import error_from_os
from probono_kit.tables.containers import stop
from probono_kit.tables.encodings import decode

#: Cells that one ``colspan`` or ``rowspan`` may cover: more is a mistake or an attack.
_MAX_SPAN = 1000


@dataclass
class _Table:
    rows: list[dict[int, str]] = field(default_factory=list)
    covered: set[tuple[int, int]] = field(default_factory=set)

    def place(self, text: str, across: int, down: int) -> None:
        row = len(self.rows) - 1
        column = 0
        while column in self.rows[row] or (row, column) in self.covered:
            column += 1
        self.rows[row][column] = text
        for i in range(down):
            for j in range(across):
                if (i, j) != (0, 0):
                    self.covered.add((row + i, column + j))

    def filled(self) -> list[list[str]]:
        width = 1 + max((column for row in self.rows for column in row), default=-1)
        return [[row.get(column, "") for column in range(width)] for row in self.rows]


class _Reader(HTMLParser):
    """Collects the tables in the order in which they end; a table inside a cell is its own."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.done: list[_Table] = []
        self._open: list[_Table] = []
        self._cell: list[str] | None = None
        self._span = (1, 1)
        self._hidden = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in ("script", "style"):
            self._hidden += 1
        elif tag == "table":
            self._finish_cell()
            self._open.append(_Table())
        elif tag == "tr" and self._open:
            self._finish_cell()
            self._open[-1].rows.append({})
        elif tag in ("td", "th") and self._open:
            self._finish_cell()
            if not self._open[-1].rows:
                self._open[-1].rows.append({})
            given = dict(attrs)
            self._span = _span(given.get("colspan")), _span(given.get("rowspan"))
            self._cell = []
        elif tag in ("br", "p", "div") and self._cell:
            self._cell.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in ("script", "style"):
            self._hidden = max(0, self._hidden - 1)
        elif tag in ("td", "th", "tr"):
            self._finish_cell()
        elif tag == "table" and self._open:
            self._finish_cell()
            self.done.append(self._open.pop())

    def handle_data(self, data: str) -> None:
        if self._cell is not None and not self._hidden:
            self._cell.append(data)

    def close(self) -> None:
        super().close()
        self._finish_cell()
        while self._open:
            self.done.append(self._open.pop())

    def _finish_cell(self) -> None:
        if self._cell is not None and self._open:
            lines = (" ".join(line.split()) for line in "".join(self._cell).split("\n"))
            self._open[-1].place("\n".join(line for line in lines if line), *self._span)
        self._cell = None


def _span(text: str | None) -> int:
    return min(int(text), _MAX_SPAN) if text and text.strip().isdigit() and int(text) else 1


def read_html_tables(path: Path) -> dict[str, list[list[str]]]:
    """Read every table of a web page.

    Parameters
    ----------
    path : pathlib.Path
        A file that holds HTML, whatever its name.

    Returns
    -------
    dict of str to list of rows
        ``"table 1"``… → rows of texts; a cell that spans several is in the first of them.

    Raises
    ------
    ProbonoError
        When there is no table in the page.
    """
    try:
        content = path.read_bytes()
    except OSError as problem:
        raise error_from_os(problem, path) from problem
    reader = _Reader()
    reader.feed(decode(content).text)
    reader.close()
    tables = [table.filled() for table in reader.done]
    tables = [rows for rows in tables if any(any(row) for row in rows)]
    if not tables:
        raise stop("tables.not_a_table", path, kind="HTML")
    return {f"table {number}": rows for number, rows in enumerate(tables, 1)}
