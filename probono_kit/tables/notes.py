"""Rows that speak about a table: sources, legends, signatures below it, page numbers inside."""

from __future__ import annotations

import numpy as np

from probono_kit.tables.cells import is_blank
from probono_kit.tables.layout import Layout
from probono_kit.tables.looks import Look, Looks, look
from probono_kit.tables.roles import PAGE_NUMBER, RowRole, is_derived_word, is_note
from probono_kit.tables.sheets import Sheet
from probono_kit.tables.text_cells import matching_cells

#: A block of signatures or of a legend is not longer.
_LONGEST = 15


def mark_notes(sheet: Sheet, looks: Looks, layout: Layout) -> None:
    """Give rows that only speak about the table the role ``note``.

    Parameters
    ----------
    sheet : Sheet
        The sheet.
    looks : Looks
        Its first rows.
    layout : Layout
        Its roles; changed in place.
    """
    _mark_pages(sheet, layout)
    _mark_closing_blocks(sheet, looks, layout)
    _mark_sentences(sheet, layout)


def _mark(layout: Layout, row: int, why: str) -> None:
    layout.roles[row - 1] = RowRole.NOTE
    layout.left_out[row] = why


def _filled_in(sheet: Sheet, number: int) -> list[int]:
    return [i for i, column in enumerate(sheet.columns) if not is_blank(column[number - 1])]


def _mark_pages(sheet: Sheet, layout: Layout) -> None:
    """Recognise “Page 2 / 3” between printed pages."""
    if sheet.width < 2:
        return
    # A row of one cell is blank in one of the first two columns.
    rows = np.flatnonzero((layout.roles == RowRole.DATA) & (sheet.blank(0) | sheet.blank(1)))
    for column in sheet.columns if len(rows) else ():
        for index in matching_cells(column, rows, PAGE_NUMBER).tolist():
            if len(_filled_in(sheet, index + 1)) == 1:
                _mark(layout, index + 1, "page_number")


def _mark_closing_blocks(sheet: Sheet, looks: Looks, layout: Layout) -> None:
    """Recognise legends and signatures of several cells, below a blank row."""
    end = len(layout.roles)
    floor = layout.header[-1].row
    while True:
        while end > floor and layout.roles[end - 1] in (RowRole.EMPTY, RowRole.NOTE):
            end -= 1
        start = end
        while start > floor and layout.roles[start - 1] == RowRole.DATA and end - start < _LONGEST:
            start -= 1
        apart = floor < start < end and layout.roles[start - 1] == RowRole.EMPTY
        if not apart or not _closes(sheet, looks, range(start + 1, end + 1)):
            return
        for row in range(start + 1, end + 1):
            _mark(layout, row, "below_table")
        end = start


def _closes(sheet: Sheet, looks: Looks, rows: range) -> bool:
    filled = [_filled_in(sheet, row) for row in rows]
    first = sheet.columns[filled[0][0]][rows[0] - 1]
    if not isinstance(first, str) or not is_note(first):
        return False
    used = sum(not sheet.blank(position).all() for position in range(sheet.width))
    for row, positions in zip(rows, filled, strict=True):
        kinds = {p: look(sheet.columns[p][row - 1]) for p in positions}
        values = {p for p, kind in kinds.items() if kind in (Look.NUMBER, Look.DATE)}
        if (used > 2 and len(positions) >= used) or (values & looks.numeric):
            return False
    return True


def _mark_sentences(sheet: Sheet, layout: Layout) -> None:
    """Recognise the sentences below a table; a short name in the first column is a record."""
    if sheet.width < 2:
        return
    last_full = len(layout.roles)
    candidates: list[int] = []
    for index in range(len(layout.roles) - 1, layout.header[-1].row - 1, -1):
        role = layout.roles[index]
        if role == RowRole.DATA:
            if not _may_be_note(sheet, index + 1):
                break
            candidates.append(index)
        elif role != RowRole.EMPTY:
            break
        last_full = index
    apart = False
    for index in range(last_full, len(layout.roles)):
        if layout.roles[index] == RowRole.EMPTY:
            apart = True
        elif index in candidates and (apart or _is_sentence(sheet, index + 1)):
            apart = True
            _mark(layout, index + 1, "below_table")


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
