"""From the layout of a sheet to the frame of its table, with what a person should know."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
import pandas as pd

from probono_kit.findings import Findings
from probono_kit.tables.cells import cell_text, cells, column_letter, is_blank, shorten
from probono_kit.tables.found import Evidence, TableRead
from probono_kit.tables.groups import group_texts
from probono_kit.tables.layout import Layout
from probono_kit.tables.names import ColumnName, name_columns
from probono_kit.tables.reading import Reading
from probono_kit.tables.roles import REASONS, RowRole
from probono_kit.tables.sheets import Book, Sheet
from probono_kit.tables.text_cells import column_values, texts_as_str
from probono_kit.tables.total_columns import check_total_columns

_SHOWN = 8


def content(sheet: Sheet, row: int) -> str:
    """Return what a row shows, in one line."""
    texts = [cell_text(cell) for cell in sheet.row(row) if not is_blank(cell)]
    return shorten(" | ".join(text for text in texts if text), 80)


def table_read(
    book: Book,
    sheets: tuple[Sheet, Sheet],
    layout: Layout,
    reading: Reading,
    where: str,
    findings: Findings,
) -> TableRead:
    """Return the table that `layout` found on `sheet`.

    Parameters
    ----------
    book : Book
        The file.
    sheets : (Sheet, Sheet)
        The whole sheet, and the part of it that holds the table.
    layout : Layout
        The role of each row.
    reading : Reading
        How the table was read.
    where : str
        File and sheet, for the findings.
    findings : Findings
        What was found so far; gets more.

    Returns
    -------
    TableRead
        Not worth much if `findings` has errors.
    """
    whole, sheet = sheets
    data = np.flatnonzero(layout.roles == RowRole.DATA)
    tags = layout.rows(RowRole.HXL)
    columns = _columns(sheet, layout, data, tags[0] if tags else 0)
    _report_names(columns, where, findings)
    _report_gap(sheet, columns, where, findings)
    if not len(data):
        findings.add("tables.only_headers", where, row=layout.header[0].row)
    filled = _unmerged(sheet, layout, where, findings)
    index = pd.Index(data.astype(np.int64) + 1, name="row")
    kept = {c.name: filled.get(c.position, sheet.columns[c.position]) for c in columns}
    frame = pd.DataFrame(
        {name: column_values(column, data) for name, column in kept.items()}, index=index
    )
    findings += check_total_columns(sheet, layout, columns, where)
    groups = group_texts(sheet, layout, index)
    frame, columns = _with_groups(frame, columns, groups, sheet, layout, reading, where, findings)
    counts = _counts(layout)
    _report_roles(layout, whole, where, counts, findings)
    evidence = Evidence(
        book.path.name,
        book.kind.value,
        sheet.name,
        tuple(book.sheet_names),
        tuple(line.row for line in layout.header),
        tuple(columns),
        tuple(content(sheet, row) for row in layout.rows(RowRole.TITLE)),
        tuple(content(sheet, row) for row in layout.rows(RowRole.NOTE)),
        sheet.text,
    )
    rows = pd.RangeIndex(1, sheet.height + 1, name="row")
    roles = pd.Series(texts_as_str(layout.roles), index=rows, name="role")
    return TableRead(
        frame,
        roles,
        _set_aside(whole, layout),
        evidence,
        counts,
        findings,
        reading,
        beside=_beside(whole, sheet, layout),
        groups=groups,
    )


def _columns(sheet: Sheet, layout: Layout, data: np.ndarray, tags: int) -> list[ColumnName]:
    named = {
        position
        for line in layout.header
        for position, cell in enumerate(sheet.row(line.row))
        if not is_blank(cell)
    }
    filled = {
        position
        for position in range(sheet.width)
        if position in named or not sheet.blank(position)[data].all()
    }
    return name_columns(sheet, layout.header, sorted(filled), tags)


def _report_names(columns: Sequence[ColumnName], where: str, findings: Findings) -> None:
    for column in columns:
        place = f"{where} › {column.letter}"
        if column.given == "duplicate":
            findings.add("tables.duplicate_name", place, name=column.name)
        elif column.given == "unnamed":
            findings.add("tables.unnamed_column", place, name=column.name)


def _report_gap(
    sheet: Sheet, columns: Sequence[ColumnName], where: str, findings: Findings
) -> None:
    """Report an empty column inside the table: two tables may stand side by side."""
    kept = [column.position for column in columns]
    for left, right in pairwise(kept):
        if right - left > 1:
            findings.add("tables.blank_column", f"{where} › {column_letter(left + 1)}")
            return


def _unmerged(
    sheet: Sheet, layout: Layout, where: str, findings: Findings
) -> dict[int, np.ndarray]:
    """Write the text of a cell that is merged over several rows of data into each of them."""
    filled: dict[int, np.ndarray] = {}
    texts = 0
    for merge in sheet.merges:
        rows = range(merge.top, min(merge.bottom, sheet.height) + 1)
        if len(rows) < 2 or any(layout.roles[row - 1] != RowRole.DATA for row in rows):
            continue
        value = sheet.columns[merge.left][merge.top - 1]
        if isinstance(value, str):
            column = filled.setdefault(merge.left, sheet.columns[merge.left].copy())
            column[merge.top : merge.bottom] = value
            texts += 1
        elif value is not None:
            place = f"{where} › {column_letter(merge.left)}{merge.top}"
            findings.add("tables.merged_number", place, rows=len(rows))
    if texts:
        findings.add("tables.merged_texts", where, count=texts)
    return filled


def _with_groups(
    frame: pd.DataFrame,
    columns: list[ColumnName],
    groups: pd.Series | None,
    sheet: Sheet,
    layout: Layout,
    reading: Reading,
    where: str,
    findings: Findings,
) -> tuple[pd.DataFrame, list[ColumnName]]:
    """Add the headings between the rows as a column, if the reading says so."""
    rows = layout.rows(RowRole.GROUP)
    shown = tuple(f"{row} « {content(sheet, row)} »" for row in rows[:_SHOWN])
    shown = (*shown, "…")[: len(rows)]
    name = reading.group_column
    if not name:
        if rows:
            findings.add("sheets.groups", where, count=len(rows), rows=shown)
        return frame, columns
    if groups is None or name in frame.columns:
        code = "sheets.no_groups" if groups is None else "sheets.group_column_taken"
        findings.add(code, where, column=name)
        return frame, columns
    findings.add("sheets.groups_column", where, column=name, count=len(rows), rows=shown)
    position = next(p for p in range(sheet.width) if not sheet.blank(p)[rows[0] - 1])
    made = frame.copy(deep=False)
    made.insert(0, name, groups if sheet.text else groups.astype(object))
    return made, [ColumnName(name, position, (), "", "group"), *columns]


def _counts(layout: Layout) -> dict[str, int]:
    counts = {role.value: int((layout.roles == role).sum()) for role in RowRole}
    assert sum(counts.values()) == len(layout.roles), "every row has one role"
    return {"rows": len(layout.roles), **counts}


_REPORTED = {
    RowRole.NOTE: "tables.notes_set_aside",
}


def _report_roles(
    layout: Layout, sheet: Sheet, where: str, counts: dict[str, int], findings: Findings
) -> None:
    for role, code in _REPORTED.items():
        if rows := layout.rows(role):
            shown = tuple(f"{row} « {content(sheet, row)} »" for row in rows[:_SHOWN])
            findings.add(code, where, count=len(rows), rows=(*shown, "…")[: len(rows)])
    if again := [row for row, why in layout.left_out.items() if why == "header_again"]:
        shown = tuple(map(str, again[:_SHOWN]))
        findings.add("tables.header_again", where, count=len(again), rows=shown)
    findings.add(
        "tables.rows_counted",
        where,
        rows=counts["rows"],
        data=counts["data"],
        header=counts["header"] + counts["hxl"],
        titles=counts["title"],
        totals=counts["derived"],
        notes=counts["note"],
        others=counts["group"] + counts["other table"],
        empty=counts["empty"],
    )


def _beside(whole: Sheet, sheet: Sheet, layout: Layout) -> tuple[str, ...]:
    """Return the texts of the cells that stand in rows of the table and belong to another."""
    if whole is sheet:
        return ()
    own = layout.roles != RowRole.OTHER
    found: list[str] = []
    for position, column in enumerate(whole.columns):
        outside = np.flatnonzero(own & ~whole.blank(position) & sheet.blank(position))
        found += [cell_text(cell) or "" for cell in column[outside]]
    return tuple(found)


def _set_aside(sheet: Sheet, layout: Layout) -> pd.DataFrame:
    kept = (layout.roles == RowRole.DATA) | (layout.roles == RowRole.HEADER)
    kept[[row - 1 for row in layout.left_out]] = False
    rows = np.flatnonzero(~kept) + 1
    filled = layout.roles[rows - 1] != RowRole.EMPTY
    return pd.DataFrame(
        {
            "row": rows.astype(np.int64),
            "role": texts_as_str(layout.roles[rows - 1]),
            "content": pd.array(
                [
                    " | ".join(cell_text(c) or "" for c in sheet.row(row)).strip(" |") if f else ""
                    for row, f in zip(rows.tolist(), filled, strict=True)
                ],
                dtype="str",
            ),
            "why": texts_as_str(cells(_why(layout, row) for row in rows.tolist())),
        }
    )


def _why(layout: Layout, row: int) -> str:
    role = RowRole(layout.roles[row - 1])
    return REASONS.get(role) or layout.left_out.get(row, "")
