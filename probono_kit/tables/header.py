"""Finding the rows that name the columns of a table."""

from __future__ import annotations

from probono_kit.tables.cells import fold
from probono_kit.tables.header_lines import (
    HeaderLine,
    group_line,
    machine_lines,
    sub_line,
    unit_line,
)
from probono_kit.tables.header_words import header_share
from probono_kit.tables.looks import Look, Looks
from probono_kit.tables.sheets import Merge

#: The header is looked for in the first rows only.
HEADER_WITHIN = 120

#: A header names at least this share of the columns that hold something below it.
_COVERAGE = 0.6

# ---- the search -------------------------------------------------------------------------------


def find_header(looks: Looks, header_row: int = 0) -> list[HeaderLine]:
    """Find the rows that name the columns.

    Parameters
    ----------
    looks : Looks
        First rows of a sheet.
    header_row : int
        First row of the header when a person says so, else 0.

    Returns
    -------
    list of HeaderLine
        From the top; empty when no row looks like a header.
    """
    if header_row:
        return _downwards(looks, [HeaderLine(header_row)])
    if (tags := tag_row(looks)) and (named := _named_beside(looks, tags)):
        return _upwards(looks, _downwards(looks, [HeaderLine(named)]))
    if listed := _list_head(looks):
        return [HeaderLine(listed)]
    for number in range(looks.first, min(looks.height, looks.first + HEADER_WITHIN) + 1):
        if looks.is_empty(number):
            continue
        block = _block_at(looks, number)
        if block and not _superseded(looks, block):
            return block
        data = _is_full(looks, number) and not looks.is_header_like(number)
        if block or not data or _header_soon(looks, number):
            continue
        if not _superseded(looks, [HeaderLine(number)]):
            return []  # a row of data, and nothing above it named the columns
    return []


def tag_row(looks: Looks) -> int:
    """Return the row of HXL tags, 0 if there is none."""
    for number in range(looks.first, min(looks.height, looks.first + HEADER_WITHIN) + 1):
        row = [cell for cell in looks.rows[number - 1] if cell is not Look.EMPTY]
        if row and all(cell is Look.TAG for cell in row):
            return number
    return 0


def _named_beside(looks: Looks, tags: int) -> int:
    """Return the row of names above the HXL tags, or below them where only titles stand above."""
    tagged = set(looks.filled(tags))
    for row in range(tags - 1, looks.first - 1, -1):
        texts = {i: looks.sheet.columns[i][row - 1] for i in looks.filled(row)}
        if texts and not unit_line(row, texts):
            if len(tagged & set(texts)) * 2 >= len(tagged):
                return row
            break
    below = looks.next_filled(tags)
    if below and looks.is_header_like(below) and len(looks.labels(below)) * 2 >= len(tagged):
        return below
    return 0


def _list_head(looks: Looks) -> int:
    """Return the head of a list in one column that has a title and a blank row above it."""
    rows = [row for row in range(looks.first, looks.height + 1) if not looks.is_empty(row)]
    if len({i for row in rows for i in looks.filled(row)}) != 1 or len(rows) < 4:
        return 0
    (column,) = looks.filled(rows[0])
    title, head = looks.text(rows[0], column), looks.text(rows[1], column)
    if looks.rows[rows[1] - 1][column] is not Look.LABEL:
        return 0
    if rows[1] == rows[0] + 1:  # without a blank row, only words tell
        short = len(head.split()) <= 3 and header_share([fold(head)]) == 1
        return rows[1] if short and len(title.split()) > 4 else 0
    if rows[2] != rows[1] + 1 or (header_share([fold(title)]) and len(title.split()) <= 3):
        return 0
    return rows[1] if len(head) <= 60 else 0


def _coverage(looks: Looks, labels: set[int], number: int) -> float:
    below = looks.below(number)
    return len(labels & below) / len(below) if below else float(len(labels) > 1)


def _is_full(looks: Looks, number: int) -> bool:
    filled = set(looks.filled(number))
    return _coverage(looks, filled, number) >= _COVERAGE and len(filled) > 1


def _block_at(looks: Looks, number: int) -> list[HeaderLine]:
    """Return the header whose first full line is row `number`, with the lines around it."""
    labels = looks.labels(number)
    if not looks.is_header_like(number) or _is_key_and_value(looks, number):
        return []
    if len(labels) < min(2, len(looks.below(number) | labels)):
        return []
    if _spans(looks, number):
        below = looks.next_filled(number)
        if not below or not looks.is_header_like(below):
            return []
        together = labels | looks.labels(below)
        if _coverage(looks, together, below) < _COVERAGE:
            return []
        return _upwards(looks, _downwards(looks, [HeaderLine(number)]))
    if _coverage(looks, labels, number) < _COVERAGE:
        return []
    return _upwards(looks, _downwards(looks, [HeaderLine(number)]))


def _is_key_and_value(looks: Looks, number: int) -> bool:
    """Recognise “Pays : | Sénégal” above a table."""
    filled = looks.filled(number)
    first = str(looks.sheet.columns[filled[0]][number - 1]).strip()
    return len(filled) <= 2 and first.endswith(":")


def _spans(looks: Looks, number: int) -> list[Merge]:
    """Return the merged ranges of a row that span some of its columns, not all."""
    whole = max(2, looks.sheet.width)
    return [
        m
        for m in looks.sheet.merges
        if m.top <= number <= m.bottom and 1 < m.right - m.left + 1 < whole
    ]


def _superseded(looks: Looks, block: list[HeaderLine]) -> bool:
    """Tell whether a better header follows after a blank row, before there was any real data."""
    last = block[-1].row
    data = 0
    blank = False
    for number in range(last + 1, min(looks.height, last + 15) + 1):
        if looks.is_empty(number):
            blank = True
        elif not blank:
            data += looks.is_data_like(number) or not looks.typed
        elif data < 3:
            labels = looks.labels(number)
            full = _coverage(looks, labels, number) >= _COVERAGE and len(labels) > 1
            typed = looks.typed_below(number)
            named = len(labels & typed) * 2 >= len(typed) > 0
            if not looks.typed and _naming(looks, number) <= _naming(looks, last):
                return False
            return looks.is_header_like(number) and full and named
    return False


def _header_soon(looks: Looks, number: int) -> bool:
    """Tell whether facts above a table only look like a row of it: names follow, then figures."""
    for row in range(number + 1, min(looks.height, number + 6) + 1):
        labels, typed = looks.labels(row), looks.typed_below(row)
        if looks.is_header_like(row) and len(labels) > 1 and typed and typed <= labels:
            return _coverage(looks, labels, row) >= _COVERAGE
    return False


def _naming(looks: Looks, number: int) -> float:
    """Return the share of the cells of a row whose words name columns."""
    return header_share([fold(looks.text(number, i)) for i in looks.filled(number)])


def _downwards(looks: Looks, block: list[HeaderLine]) -> list[HeaderLine]:
    """Add the lines under a header line that still belong to it."""
    block = list(block)
    while len(block) < 4:
        last = block[-1]
        number = last.row + 1
        if number > looks.height or looks.is_empty(number):
            break
        labels = looks.labels(number)
        above = set().union(*(looks.labels(line.row) for line in block))
        spans = [(m.left, m.right) for m in _spans(looks, last.row)]
        texts = {i: looks.sheet.columns[i][number - 1] for i in looks.filled(number)}
        if line := unit_line(number, texts):
            block.append(line)
        elif len(block) == 1 and (both := machine_lines(looks, last.row, number)):
            return both
        elif looks.is_header_like(number) and (
            line := sub_line(number, labels, looks.labels(last.row), spans)
        ):
            wider = _coverage(looks, above | labels, number) > _coverage(looks, above, number)
            if not spans and not wider:
                break
            block.append(line)
        else:
            break
    return block


def _upwards(looks: Looks, block: list[HeaderLine]) -> list[HeaderLine]:
    """Add the lines of group names above a header line."""
    block = list(block)
    while len(block) < 5 and block[0].row > 1:
        number = block[0].row - 1
        filled, labels = set(looks.filled(number)), looks.labels(number)
        if not filled or filled != labels:
            break
        named = set().union(*(looks.labels(line.row) for line in block))
        texts = {i: str(looks.sheet.columns[i][number - 1]) for i in filled}
        spans = [(m.left, m.right) for m in _spans(looks, number)]
        if not group_line(texts, named, spans):
            break
        block.insert(0, HeaderLine(number))
    return block
