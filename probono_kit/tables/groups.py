"""Headings between the rows of a table: a region alone, above the communes that lie in it."""

from __future__ import annotations

import numpy as np
import pandas as pd

from probono_kit.tables.cells import cell_text, is_blank
from probono_kit.tables.layout import Layout
from probono_kit.tables.looks import Look, Looks, look
from probono_kit.tables.roles import RowRole, is_derived_word
from probono_kit.tables.sheets import Sheet

#: A heading stands in one of the first columns: “A | Personnel” takes two.
_FIRST_COLUMNS = 2

#: More headings than this share of the rows are records that nobody filled in.
_MOST = 0.5


def mark_groups(sheet: Sheet, looks: Looks, layout: Layout) -> None:
    """Give the headings between the rows the role ``group``.

    A heading is merged across the table; or it is the only text of its row, the first row of data
    is such a heading, and rows with more follow each. A record of which only the name was filled
    in stays data: there the first row is another one.

    Parameters
    ----------
    sheet : Sheet
        The sheet.
    looks : Looks
        Its first rows.
    layout : Layout
        Its roles, totals already told; changed in place.
    """
    merged = dict.fromkeys(_merged_across(sheet, layout), "merged_across")
    found = {**dict.fromkeys(_alone(sheet, looks, layout), "alone"), **merged}
    if not found:
        return
    last = max((row for row in layout.rows(RowRole.DATA) if row not in found), default=0)
    for row, why in found.items():
        below = row > last  # no row stands under it: a remark on the whole table
        layout.roles[row - 1] = RowRole.NOTE if below else RowRole.GROUP
        layout.left_out[row] = "below_table" if below else why


def _merged_across(sheet: Sheet, layout: Layout) -> list[int]:
    rows = []
    for merge in sheet.merges:
        width = merge.right - merge.left + 1
        wide = merge.top == merge.bottom and width >= max(2, _width(sheet) / 2)
        if wide and merge.top <= len(layout.roles):
            data = layout.roles[merge.top - 1] == RowRole.DATA
            if data and len(_filled(sheet, merge.top)) == 1:
                rows.append(merge.top)
    return rows


def _width(sheet: Sheet) -> int:
    return sum(not sheet.blank(position).all() for position in range(sheet.width))


def _filled(sheet: Sheet, row: int) -> list[int]:
    return [i for i, column in enumerate(sheet.columns) if not is_blank(column[row - 1])]


def _alone(sheet: Sheet, looks: Looks, layout: Layout) -> list[int]:
    """Return the rows that hold nothing but a heading, if the table begins with one."""
    data = np.flatnonzero(layout.roles == RowRole.DATA)
    used = [p for p in range(sheet.width) if not sheet.blank(p)[data].all()]
    if len(used) < 3 - bool(looks.typed & set(used[1:])) or len(data) < 2:
        return []
    counts = np.zeros(len(data), dtype=np.int64)
    for position in used:
        counts += ~sheet.blank(position)[data]
    here = used[:_FIRST_COLUMNS] if len(used) > 3 else used[:1]
    inside = sum((~sheet.blank(p)[data]).astype(np.int64) for p in here) == counts
    typed = bool(looks.typed & set(used) - set(here))
    headings = (counts == 1) & inside
    if typed:
        headings |= (counts == 2) & inside
    headings &= np.append(~headings[1:], False) | np.append(headings[1:], False)
    if not headings[0] or headings.mean() > _MOST:
        return []
    rows = [int(row) + 1 for row in data[headings]]
    rows = [row for row in rows if _is_heading(sheet, row)]
    while rows and rows[-1] == int(data[-1]) + 1:
        rows.pop()
    return rows if rows and rows[0] == int(data[0]) + 1 and _may_be_groups(sheet, rows) else []


def _is_heading(sheet: Sheet, row: int) -> bool:
    texts = [sheet.columns[position][row - 1] for position in _filled(sheet, row)]
    text = str(texts[-1])
    return look(texts[-1]) is Look.LABEL and not is_derived_word(text)


def _may_be_groups(sheet: Sheet, rows: list[int]) -> bool:
    """Tell headings from a single record that begins the table half empty."""
    if len(rows) > 1:
        return True
    text = str(sheet.columns[_filled(sheet, rows[0])[-1]][rows[0] - 1]).strip()
    return text.isupper() or text.endswith(":") or text[:1].isdigit() or " " in text


def group_texts(sheet: Sheet, layout: Layout, index: pd.Index) -> pd.Series | None:
    """Return the heading that each row of data stands under, ``None`` where there are none.

    Headings of two levels, one directly below the other, are joined with `` / ``.

    Parameters
    ----------
    sheet : Sheet
        The sheet.
    layout : Layout
        Its roles.
    index : pandas.Index
        Rows of data.
    """
    rows = layout.rows(RowRole.GROUP)
    if not rows:
        return None
    texts: dict[int, str] = {}
    for row in rows:
        cells = (cell_text(sheet.columns[p][row - 1]) or "" for p in _filled(sheet, row))
        own = " ".join(" ".join(cells).split())
        texts[row] = f"{texts[row - 1]} / {own}" if row - 1 in texts else own
    at = np.searchsorted(np.array(rows), index.to_numpy(), side="right")
    names = [None, *(texts[row] for row in rows)]
    return pd.Series([names[i] for i in at], index=index, name="group", dtype="str")
