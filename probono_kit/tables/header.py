"""Finding the rows that name the columns of a table."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from probono_kit.tables.cells import cell_text, is_blank
from probono_kit.tables.looks import Look, Looks
from probono_kit.tables.sheets import Merge, Sheet

#: The header is looked for in the first rows only.
HEADER_WITHIN = 120

#: A header names at least this share of the columns that hold something below it.
_COVERAGE = 0.6

_UNIT = re.compile(r"[(\[].{1,30}[)\]]|%|‰|m[²³]|km²?|ha|kg|l/s|m³/h")
_MONTH = re.compile(r"(?:19|20)\d\d\b|\d{1,2}[/.-]\d{1,2}")


@dataclass(frozen=True, slots=True)
class HeaderLine:
    """One row of a header.

    Parameters
    ----------
    row : int
        Row number from 1.
    part : str
        ``"name"``, ``"unit"`` (added to the name) or ``"number"`` (columns counted 1, 2, 3…).
    """

    row: int
    part: str = "name"


def unit_line(number: int, texts: Mapping[int, Any]) -> HeaderLine | None:
    """Recognise a row of units, or one that only counts the columns.

    Examples
    --------
    >>> unit_line(5, {1: "(m³/h)", 2: "%"})
    HeaderLine(row=5, part='unit')
    >>> unit_line(5, {0: "(1)", 1: "(2)", 2: "(3)"})
    HeaderLine(row=5, part='number')
    """
    plain = [(cell_text(cell) or "").strip() for cell in texts.values()]
    digits = [text.strip("()[]") for text in plain]
    enough = 2 if plain and plain[0] != digits[0] else 3
    if len(plain) >= enough and digits == [str(i) for i in range(1, len(plain) + 1)]:
        return HeaderLine(number, "number")
    if plain and all(_UNIT.fullmatch(text) for text in plain):
        return HeaderLine(number, "unit")
    return None


def sub_line(
    number: int, labels: set[int], above: set[int], spans: Sequence[tuple[int, int]]
) -> HeaderLine | None:
    """Recognise the second line of a header: it names what the first line only groups.

    Every label must stand under a merged cell, or in a run that begins under a label and goes on
    under blank cells.
    """
    under = set().union(*(range(left, right + 1) for left, right in spans))
    if not spans:
        under = set()
        for label in above:
            run = [label]
            while run[-1] + 1 in labels and run[-1] + 1 not in above:
                run.append(run[-1] + 1)
            if label in labels and len(run) > 1:
                under |= set(run)
        under |= labels - above if any(i in under for i in labels) else set()
    return HeaderLine(number) if labels and labels <= under else None


def group_line(texts: Mapping[int, str], named: set[int], spans: Sequence[tuple[int, int]]) -> bool:
    """Recognise a line of group names above a header line; a title is none.

    Parameters
    ----------
    texts : mapping of int to str
        Column → text of the line's filled cells.
    named : set of int
        Columns that the lines below name.
    spans : sequence of (int, int)
        Merged ranges of the line that span some of the columns.
    """
    if spans:
        across = max(named, default=0) - min(named, default=0) + 1
        return any(right - left + 1 < across for left, right in spans)
    if len(texts) < 2 or any(len(t) > 60 or ":" in t or _MONTH.search(t) for t in texts.values()):
        return False
    opens_run = {i for i in texts if i in named and i + 1 in named and i + 1 not in texts}
    fills_gap = {i for i in texts if i not in named}
    single = set(texts) - opens_run - fills_gap
    return len(opens_run) >= (1 if fills_gap else 2) and len(single) <= len(opens_run)


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
    if (tags := tag_row(looks)) and (above := _named_above(looks, tags)):
        return _upwards(looks, _downwards(looks, [HeaderLine(above)]))
    for number in range(1, min(looks.height, HEADER_WITHIN) + 1):
        if looks.is_empty(number):
            continue
        block = _block_at(looks, number)
        if block and not _superseded(looks, block):
            return block
        data = _is_full(looks, number) and not looks.is_header_like(number)
        if not block and data and not _superseded(looks, [HeaderLine(number)]):
            return []  # a row of data, and nothing above it named the columns
    return []


def header_of(sheet: Sheet, rows: Sequence[int]) -> list[HeaderLine]:
    """Return the header that stands in `rows`, which a person or an earlier reading named.

    Parameters
    ----------
    sheet : Sheet
        The sheet.
    rows : sequence of int
        Row numbers; those beyond the sheet are left out.

    Returns
    -------
    list of HeaderLine
        From the top, units and column numbers told from names.
    """
    lines: list[HeaderLine] = []
    for row in sorted(row for row in rows if row <= sheet.height):
        texts = {i: cell for i, cell in enumerate(sheet.row(row)) if not is_blank(cell)}
        lines.append((lines and unit_line(row, texts)) or HeaderLine(row))
    return lines


def tag_row(looks: Looks) -> int:
    """Return the row of HXL tags, 0 if there is none."""
    for number in range(1, min(looks.height, HEADER_WITHIN) + 1):
        row = [cell for cell in looks.rows[number - 1] if cell is not Look.EMPTY]
        if row and all(cell is Look.TAG for cell in row):
            return number
    return 0


def _named_above(looks: Looks, number: int) -> int:
    """Return the row of names above the HXL tags; between them may be units or column numbers."""
    for row in range(number - 1, 0, -1):
        texts = {i: looks.sheet.columns[i][row - 1] for i in looks.filled(row)}
        if texts and not unit_line(row, texts):
            return row
    return 0


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
    if not looks.typed:
        return False
    last = block[-1].row
    data = 0
    blank = False
    for number in range(last + 1, min(looks.height, last + 15) + 1):
        if looks.is_empty(number):
            blank = True
        elif looks.is_data_like(number) and not blank:
            data += 1
        elif blank and data < 3:
            labels = looks.labels(number)
            full = _coverage(looks, labels, number) >= _COVERAGE and len(labels) > 1
            typed = looks.typed & looks.below(number)
            named = len(labels & typed) * 2 >= len(typed) > 0
            return looks.is_header_like(number) and full and named
    return False


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
