"""Several tables on one sheet: below each other, or side by side with empty columns between."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from probono_kit.tables.cells import cell_text, cells, fold, is_blank
from probono_kit.tables.header import find_header
from probono_kit.tables.header_lines import HeaderLine
from probono_kit.tables.looks import Look, Looks
from probono_kit.tables.opening import opens_table, title_rows
from probono_kit.tables.roles import is_note
from probono_kit.tables.sheets import Merge, Sheet

#: Blocks between blank rows that are looked at; a sheet with more is one table with gaps.
_MOST_BLOCKS = 300

#: In longer tables no title is looked for between two rows.
_MOST_ROWS = 20_000

_SAMPLE = 400

#: A text beside a table that is longer than this is a remark about it.
_SENTENCE = 30
_DEEPEST = 3


@dataclass(frozen=True, slots=True)
class Part:
    """A rectangle of a sheet that holds one table.

    Parameters
    ----------
    sheet : Sheet
        The sheet with nothing outside the rectangle; rows and columns keep their numbers.
    top, bottom : int
        First and last row, from 1.
    left, right : int
        First and last column, from 0.
    """

    sheet: Sheet
    top: int
    bottom: int
    left: int
    right: int

    def holds(self, row: int) -> bool:
        """Tell whether something of this part stands in `row`."""
        return self.top <= row <= self.bottom and not all(
            self.sheet.blank(position)[row - 1] for position in range(self.left, self.right + 1)
        )

    @property
    def size(self) -> int:
        """Rows times columns."""
        return (self.bottom - self.top + 1) * (self.right - self.left + 1)


def split_sheet(sheet: Sheet) -> list[Part]:
    """Find the tables of a sheet.

    Parameters
    ----------
    sheet : Sheet
        The whole sheet.

    Returns
    -------
    list of Part
        From the top, then from the left; the whole sheet where there is one table or none.

    Examples
    --------
    >>> from probono_kit.tables.sheets import sheet_from_rows
    >>> rows = [["Région", "Puits", None, "Région", "Écoles"], ["Thiès", 3, None, "Matam", 4]]
    >>> [(part.left, part.right) for part in split_sheet(sheet_from_rows("", rows))]
    [(0, 1), (3, 4)]
    """
    if not sheet.height:
        return [Part(sheet, 1, 1, 0, 0)]
    whole = Part(sheet, 1, sheet.height, 0, sheet.width - 1)
    return list(_tables(whole, 0))


def _tables(part: Part, depth: int) -> Iterator[Part]:
    below = list(_cut_rows(part))
    for each in below:
        beside = _cut_columns(each) if depth < _DEEPEST else [each]
        if len(beside) == 1:
            yield beside[0]
            continue
        for strip in beside:
            yield from _tables(strip, depth + 1)


def _cut(part: Part, top: int, bottom: int, left: int, right: int) -> Part:
    """Return a smaller part of the same sheet."""
    if (top, bottom, left, right) == (part.top, part.bottom, part.left, part.right):
        return part
    nothing = cells([None] * part.sheet.height)
    columns = []
    for position, column in enumerate(part.sheet.columns):
        if left <= position <= right:
            kept = column.copy()
            kept[: top - 1] = None
            kept[bottom:] = None
            columns.append(kept)
        else:
            columns.append(nothing)
    merges = tuple(m for m in part.sheet.merges if _inside(m, top, bottom, left, right))
    sheet = replace(part.sheet, columns=tuple(columns), merges=merges)
    return Part(sheet, top, bottom, left, right)


def _inside(merge: Merge, top: int, bottom: int, left: int, right: int) -> bool:
    return top <= merge.top <= merge.bottom <= bottom and left <= merge.left <= right


# ---- below each other -------------------------------------------------------------------------


def _cut_rows(part: Part) -> Iterator[Part]:
    """Cut where a header follows a blank row or a title, perhaps both."""
    start = part.top
    for opening, first, last, inside in _openings(part):
        above = (start, opening - 1)
        titled = opening < first
        if opening > start and opens_table(
            part.sheet, above, (first, last), titled=titled, inside=inside
        ):
            yield _cut(part, start, opening - 1, part.left, part.right)
            start = opening
    yield _cut(part, start, part.bottom, part.left, part.right)


def _openings(part: Part) -> Iterator[tuple[int, int, int, bool]]:
    """Yield where a table may begin: its first row, its header, its end, whether inside a block."""
    blocks = _blocks(part)
    if len(blocks) > _MOST_BLOCKS:
        return
    counts = _counts(part)
    pending = 0
    for number, (top, bottom) in enumerate(blocks):
        titles = title_rows(part.sheet, top, bottom)
        if number and titles == bottom - top + 1:
            pending = pending or (top if titles <= 3 else 0)
            continue
        if number:
            first = top + titles
            reach = bottom if bottom > first else blocks[min(number + 1, len(blocks) - 1)][1]
            yield pending or top, first, reach, False
        pending = 0
        for row in _titles_inside(counts, part.top, top + titles + 2, bottom):
            if title_rows(part.sheet, row, row):
                yield row, row + 1, bottom, True


def _counts(part: Part) -> npt.NDArray[np.int64]:
    """Count the filled cells of each row; of long tables nothing is counted."""
    counts = np.zeros(part.bottom - part.top + 1, dtype=np.int64)
    if len(counts) <= _MOST_ROWS:
        for position in range(part.left, part.right + 1):
            counts += ~part.sheet.blank(position)[part.top - 1 : part.bottom]
    return counts


def _titles_inside(
    counts: npt.NDArray[np.int64], start: int, top: int, bottom: int
) -> Iterator[int]:
    """Yield rows of one cell between rows of several."""
    here = counts[top - start : bottom - start + 1]
    single = (here[1:-1] == 1) & (here[:-2] > 1) & (here[2:] > 1)
    yield from (top + 1 + int(i) for i in np.flatnonzero(single)[:_MOST_BLOCKS])


def _blocks(part: Part) -> list[tuple[int, int]]:
    """Return the runs of rows that hold something."""
    empty = np.ones(part.bottom - part.top + 1, dtype=bool)
    for position in range(part.left, part.right + 1):
        empty &= part.sheet.blank(position)[part.top - 1 : part.bottom]
        if not empty.any():
            return [(part.top, part.bottom)]
    edges = np.flatnonzero(np.diff(np.concatenate(([True], empty, [True])).astype(np.int8)))
    return [(part.top + int(a), part.top + int(b) - 1) for a, b in edges.reshape(-1, 2)]


# ---- beside each other ------------------------------------------------------------------------


def _cut_columns(part: Part) -> list[Part]:
    """Cut at empty columns that have a table of its own on either side; leave out remarks."""
    strips = _strips(part)
    if len(strips) < 2:
        return [part]
    kept = [_Strip.of(part, *strips[0])]
    remarks = 0
    for left, right in strips[1:]:
        strip = _Strip.of(part, left, right)
        if _is_remark(kept[-1], strip):
            remarks += 1
        elif _stand_alone(kept[-1], strip):
            kept.append(strip)
        else:
            kept[-1] = _Strip.of(part, kept[-1].part.left, right)
    return [strip.part for strip in kept] if len(kept) + remarks > 1 else [part]


def _is_remark(left: _Strip, right: _Strip) -> bool:
    """Recognise a sentence or two beside a table, under no name of a column."""
    if not left.header or right.width > 1 or left.width < 2:
        return False
    column = right.part.left
    filled = (np.flatnonzero(~right.part.sheet.blank(column)) + 1).tolist()
    if filled[-1] > right.looks.height:
        return False
    named = {line.row for line in left.header} & set(filled)
    texts = [right.looks.text(row, column) for row in filled]
    few = len(filled) <= max(1, len(left.body()) // 3)
    return few and not named and all(is_note(text) or len(text) > _SENTENCE for text in texts)


def _strips(part: Part) -> list[tuple[int, int]]:
    """Return the runs of columns that hold something."""
    rows = slice(part.top - 1, part.bottom)
    filled = [p for p in range(part.left, part.right + 1) if not _is_empty(part, p, rows)]
    strips: list[tuple[int, int]] = []
    for position in filled:
        if strips and strips[-1][1] == position - 1:
            strips[-1] = (strips[-1][0], position)
        else:
            strips.append((position, position))
    return strips


def _is_empty(part: Part, position: int, rows: slice) -> bool:
    first = slice(rows.start, min(rows.stop, rows.start + _SAMPLE))
    if not all(map(is_blank, part.sheet.columns[position][first])):
        return False
    return bool(part.sheet.blank(position)[rows].all())


@dataclass(frozen=True, slots=True)
class _Strip:
    """Columns between two empty ones, and the header of what stands in them."""

    part: Part
    header: list[HeaderLine]
    looks: Looks

    @classmethod
    def of(cls, part: Part, left: int, right: int) -> _Strip:
        cut = _cut(part, part.top, part.bottom, left, right)
        looks = Looks(cut.sheet, cut.top)
        return cls(cut, find_header(looks), looks)

    @property
    def width(self) -> int:
        return self.part.right - self.part.left + 1

    @property
    def names(self) -> list[str]:
        row = self.header[-1].row
        texts = [cell_text(column[row - 1]) or "" for column in self.part.sheet.columns]
        return [fold(text) for text in texts if fold(text)]

    def body(self) -> list[int]:
        first = self.header[-1].row + 1
        return [row for row in range(first, self.looks.height + 1) if not self.looks.is_empty(row)]

    def opens_with_words(self) -> bool:
        """Tell whether the first column names what its rows are about, in every row."""
        looks = [self.looks.rows[row - 1][self.part.left] for row in self.body()]
        words = sum(look in (Look.LABEL, Look.TEXT) for look in looks)
        return bool(looks) and words >= 0.8 * len(looks)


def _stand_alone(left: _Strip, right: _Strip) -> bool:
    """Tell two tables from one with a narrow empty column inside."""
    if not (left.header and right.header and left.body() and right.body()):
        return False
    if set(left.names[:1]) & set(right.names) and right.width > 1:
        return True
    if left.width < 2 or right.width < 2:
        return False
    if left.header[-1].row != right.header[-1].row:
        return True
    return right.opens_with_words()
