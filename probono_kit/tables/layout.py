"""Where the table is on a sheet: which row is the header, and what every other row is for."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from probono_kit.tables.cells import Cells, Mask, is_blank
from probono_kit.tables.header import HeaderLine, group_line, sub_line, unit_line
from probono_kit.tables.roles import Look, RowRole, is_derived_word, is_note, is_year, look
from probono_kit.tables.sheets import Merge, Sheet

#: The header is looked for in the first rows only.
HEADER_WITHIN = 120
_SAMPLE_ROWS = 400

#: A header names at least this share of the columns that hold something below it.
_COVERAGE = 0.6

#: A column whose cells are numbers or dates in at least this share is told from its header by it.
_TYPED = 0.7


@dataclass(slots=True)
class Layout:
    """The table found on a sheet.

    Parameters
    ----------
    roles : array of object
        :class:`~probono_kit.tables.roles.RowRole` of each row, index 0 being row 1.
    header : list of HeaderLine
        Rows of the header from the top.
    left_out : dict of int to str
        Row → why it is not data, as the code of a finding.
    """

    roles: npt.NDArray[np.object_]
    header: list[HeaderLine]
    left_out: dict[int, str] = field(default_factory=dict)

    def rows(self, role: RowRole) -> list[int]:
        """Return the numbers of the rows that have `role`."""
        return [int(index) + 1 for index in np.flatnonzero(self.roles == role)]


class Looks:
    """The first rows of a sheet, seen as a person would who has not read a word yet."""

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet
        self.height = min(sheet.height, _SAMPLE_ROWS)
        columns = [[look(cell) for cell in column[: self.height]] for column in sheet.columns]
        self.rows = [list(row) for row in zip(*columns, strict=True)]
        self.typed = {
            position for position, column in enumerate(columns) if _mostly_typed(column)
        }

    def filled(self, number: int) -> list[int]:
        """Return the positions of the cells that hold something in row `number`."""
        return [i for i, cell in enumerate(self.rows[number - 1]) if cell is not Look.EMPTY]

    def labels(self, number: int) -> set[int]:
        """Return the positions of the cells that could name a column in row `number`."""
        row = self.rows[number - 1]
        labels = {i for i, cell in enumerate(row) if cell is Look.LABEL}
        numbers = [i for i, cell in enumerate(row) if cell is Look.NUMBER]
        years = [self.sheet.columns[i][number - 1] for i in numbers]
        if len(years) > 1 and labels and all(map(is_year, years)) and len(set(years)) == len(years):
            return labels | set(numbers)
        return labels

    def below(self, number: int) -> set[int]:
        """Return the columns that hold something below row `number`, not once by accident."""
        rows = [row for row in self.rows[number:] if any(c is not Look.EMPTY for c in row)]
        least = 2 if len(rows) >= 40 else 1
        counts = [sum(cell is not Look.EMPTY for cell in column) for column in zip(*rows)]
        return {i for i, count in enumerate(counts) if count >= least}

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


def _mostly_typed(column: list[Look]) -> bool:
    """Tell whether the lower two thirds of a column are numbers or dates."""
    filled = [cell for cell in column if cell not in (Look.EMPTY, Look.MISSING)]
    lower = filled[-max(1, len(filled) * 2 // 3) :]
    return bool(lower) and sum(c in (Look.NUMBER, Look.DATE) for c in lower) >= _TYPED * len(lower)


# ---- the header -------------------------------------------------------------------------------


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
    if (tags := _tag_row(looks)) and (above := _filled_above(looks, tags)):
        return _upwards(looks, [HeaderLine(above)])
    for number in range(1, min(looks.height, HEADER_WITHIN) + 1):
        if looks.is_empty(number):
            continue
        block = _block_at(looks, number)
        if block and not _superseded(looks, block):
            return block
        if not block and _is_full(looks, number) and not looks.is_header_like(number):
            return []  # a row of data, and nothing above it named the columns
    return []


def _tag_row(looks: Looks) -> int:
    for number in range(1, min(looks.height, HEADER_WITHIN) + 1):
        row = [cell for cell in looks.rows[number - 1] if cell is not Look.EMPTY]
        if row and all(cell is Look.TAG for cell in row):
            return number
    return 0


def _filled_above(looks: Looks, number: int) -> int:
    rows = range(number - 1, 0, -1)
    return next((row for row in rows if not looks.is_empty(row)), 0)


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
            if looks.is_header_like(number) and full and len(labels & typed) * 2 >= len(typed) > 0:
                return True
            return False
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


# ---- the rows below ---------------------------------------------------------------------------


def find_roles(sheet: Sheet, looks: Looks, header: list[HeaderLine]) -> Layout:
    """Give every row of a sheet its role, except totals.

    Parameters
    ----------
    sheet : Sheet
        The whole sheet.
    looks : Looks
        Its first rows.
    header : list of HeaderLine
        As :func:`find_header` found it.

    Returns
    -------
    Layout
        Roles of all rows; ``derived`` rows still count as ``data``.
    """
    empty = empty_rows(sheet.columns)
    roles = np.full(sheet.height, RowRole.DATA, dtype=object)
    first, last = header[0].row, header[-1].row
    roles[: first - 1] = RowRole.TITLE
    roles[[line.row - 1 for line in header]] = RowRole.HEADER
    roles[empty] = RowRole.EMPTY
    layout = Layout(roles, header)
    tags = _tag_row(looks)
    if tags and abs(tags - first) <= 3 or 0 < tags - last <= 3:
        roles[tags - 1] = RowRole.HXL
    _mark_other_table(sheet, looks, layout)
    _mark_repeated_headers(sheet, layout)
    _mark_notes(sheet, layout)
    _mark_groups(sheet, layout)
    return layout


def empty_rows(columns: Iterable[Cells]) -> Mask:
    """Tell which rows show nothing in any of `columns`."""
    left: npt.NDArray[np.intp] | None = None
    height = 0
    for column in columns:
        height = len(column)
        candidates = column if left is None else column[left]
        blank = np.fromiter(map(is_blank, candidates), dtype=bool, count=len(candidates))
        left = np.flatnonzero(blank) if left is None else left[blank]
        if not len(left):
            break
    empty = np.zeros(height, dtype=bool)
    if left is not None:
        empty[left] = True
    return empty


def _filled_in(sheet: Sheet, number: int) -> list[int]:
    return [i for i, column in enumerate(sheet.columns) if not is_blank(column[number - 1])]


def _mark_other_table(sheet: Sheet, looks: Looks, layout: Layout) -> None:
    """Set aside what follows a second header: it is another table with other columns."""
    typed = sorted(looks.typed)
    data = np.flatnonzero(layout.roles == RowRole.DATA)
    after_blank = data[np.isin(data - 1, np.flatnonzero(layout.roles == RowRole.EMPTY))]
    for index in after_blank[after_blank > layout.header[-1].row]:
        start = number = int(index) + 1
        if len(_filled_in(sheet, number)) == 1:  # its title
            number = next((int(i) + 1 for i in data if i >= number), number)
        if number < sheet.height and _opens_table(sheet, number, typed):
            layout.roles[start - 1 :][layout.roles[start - 1 :] != RowRole.EMPTY] = RowRole.OTHER
            return


def _opens_table(sheet: Sheet, number: int, typed: list[int]) -> bool:
    row, following = sheet.row(number), sheet.row(number + 1)
    looks = {i: look(cell) for i, cell in enumerate(row) if not is_blank(cell)}
    here = [i for i in typed if i in looks]
    first = str(row[min(looks)]) if looks else ""
    return (
        len(looks) > 1
        and all(cell is Look.LABEL for cell in looks.values())
        and len(here) * 2 >= len(typed)
        and len(here) > 0
        and not is_derived_word(first)
        and not is_note(first)
        and any(look(cell) in (Look.NUMBER, Look.DATE) for cell in following)
    )


def _mark_repeated_headers(sheet: Sheet, layout: Layout) -> None:
    """Recognise the header where it comes again, as it does on every printed page."""
    line = layout.header[-1].row
    cells = {i: cell for i, cell in enumerate(sheet.row(line)) if not is_blank(cell)}
    if len(cells) < 2:
        return
    again = layout.roles == RowRole.DATA
    for position, cell in cells.items():
        again = again & (sheet.columns[position] == cell)
    for index in np.flatnonzero(again):
        layout.roles[index] = RowRole.HEADER
        layout.left_out[int(index) + 1] = "header_again"


def _mark_notes(sheet: Sheet, layout: Layout) -> None:
    """Recognise the sentences below a table; a short name in the first column is a record."""
    if sheet.width < 2:
        return
    last_full = len(layout.roles)
    candidates: list[int] = []
    for index in range(len(layout.roles) - 1, layout.header[-1].row - 1, -1):
        role = layout.roles[index]
        if role is RowRole.DATA:
            if not _may_be_note(sheet, index + 1):
                break
            candidates.append(index)
        elif role is not RowRole.EMPTY:
            break
        last_full = index
    apart = False
    for index in range(last_full, len(layout.roles)):
        if layout.roles[index] is RowRole.EMPTY:
            apart = True
        elif index in candidates and (apart or _is_sentence(sheet, index + 1)):
            apart = True
            layout.roles[index] = RowRole.NOTE
            layout.left_out[index + 1] = "note"


def _may_be_note(sheet: Sheet, number: int) -> bool:
    filled = _filled_in(sheet, number)
    first = sheet.columns[filled[0]][number - 1]
    if not isinstance(first, str) or is_derived_word(first):
        return False
    return len(filled) == 1 or (len(filled) <= 2 and is_note(first))


def _is_sentence(sheet: Sheet, number: int) -> bool:
    filled = _filled_in(sheet, number)
    text = str(sheet.columns[filled[0]][number - 1]).strip()
    merged = any(m.top == number and m.right > m.left for m in sheet.merges)
    return is_note(text) or len(text) > 60 or (text.endswith(".") and " " in text) or merged


def _mark_groups(sheet: Sheet, layout: Layout) -> None:
    """Recognise headings that are merged across the table, above the rows they speak of."""
    for merge in sheet.merges:
        width = merge.right - merge.left + 1
        wide = merge.top == merge.bottom and width >= max(2, sheet.width / 2)
        if wide and merge.top <= len(layout.roles):
            index = merge.top - 1
            if layout.roles[index] is RowRole.DATA and len(_filled_in(sheet, merge.top)) == 1:
                layout.roles[index] = RowRole.GROUP
                layout.left_out[merge.top] = "group"
