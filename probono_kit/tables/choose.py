"""Choosing the sheet of a workbook."""

from __future__ import annotations

from collections.abc import Sequence

from probono_kit.errors import ProbonoError
from probono_kit.findings import Findings
from probono_kit.tables.cells import column_letter
from probono_kit.tables.columns import near_names
from probono_kit.tables.containers import FileKind
from probono_kit.tables.header import find_header
from probono_kit.tables.looks import Looks
from probono_kit.tables.parts import Part
from probono_kit.tables.sheets import Book, Sheet

#: The first table is taken unless the largest has more than so many times its cells.
_WORTH = 5


def choose_sheet(book: Book, name: str, header_row: int, findings: Findings) -> Sheet:
    """Return the sheet that a person named, else the first that holds a table.

    Parameters
    ----------
    book : Book
        The file.
    name : str
        As typed; case and spaces around do not matter. Text files have no sheets.
    header_row : int
        Row of the header when a person says so, else 0.
    findings : Findings
        Gets which sheet was taken, when there was a choice.

    Raises
    ------
    ProbonoError
        When there is no such sheet, or none holds a table.
    """
    if name and book.kind is not FileKind.TEXT:
        return book.sheet(_sheet_named(book, name))
    if len(book.sheet_names) == 1:
        return book.sheet(book.sheet_names[0])
    sheets: list[Sheet] = []
    problems = Findings()
    for each in book.sheet_names:
        try:
            sheets.append(book.sheet(each))
        except ProbonoError as problem:
            problems += problem.findings
    found = {sheet.name: _rows_of_data(sheet, header_row) for sheet in sheets}
    tables = [s for s in sheets if found[s.name] > 1] or [s for s in sheets if found[s.name]]
    if not tables:
        problems.add("tables.no_table", book.path.name, sheets=tuple(book.sheet_names) or ("–",))
        raise ProbonoError(problems)
    if len(tables) > 1:
        others = tuple(sheet.name for sheet in tables[1:])
        findings.add("tables.several_sheets", book.path.name, sheet=tables[0].name, others=others)
    elif len(sheets) > 1:
        findings.add("tables.only_sheet", book.path.name, sheet=tables[0].name)
    findings += problems
    return tables[0]


def choose_part(parts: Sequence[Part], header_row: int, findings: Findings, where: str) -> int:
    """Return the number of the first table that is worth it, or of that with a given header.

    A few cells above a long table are not worth it: a fifth of the largest is.

    Parameters
    ----------
    parts : sequence of Part
        The tables of a sheet.
    header_row : int
        Row of the header when a person says so, else 0.
    findings : Findings
        Gets the other tables with how to get them.
    where : str
        File and sheet.
    """
    if len(parts) == 1:
        return 1
    largest = max(part.size for part in parts)
    number = next(n for n, part in enumerate(parts, 1) if part.size * _WORTH >= largest)
    if header_row:
        number = next((n for n, p in enumerate(parts, 1) if p.holds(header_row)), number)
    others = tuple(
        f"table={n}: {column_letter(part.left)}{part.top}:{column_letter(part.right)}{part.bottom}"
        for n, part in enumerate(parts, 1)
        if n != number
    )
    findings.add("sheets.several_tables", where, table=number, count=len(parts), others=others)
    return number


def _sheet_named(book: Book, name: str) -> str:
    names = [*book.sheet_names, *book.hidden]
    if name in names:
        return name
    alike = [n for n in names if n.strip().casefold() == name.strip().casefold()]
    if len(alike) == 1:
        return alike[0]
    findings = Findings()
    shown = near_names(name, names) or tuple(names)
    findings.add("tables.no_such_sheet", book.path.name, sheet=name, sheets=shown)
    raise ProbonoError(findings)


def _rows_of_data(sheet: Sheet, header_row: int) -> int:
    """Count the rows that look like data, 0 when the sheet holds no table."""
    looks = Looks(sheet)
    if header_row > looks.height:
        return 0
    header = find_header(looks, header_row)
    if not header or len(looks.below(header[-1].row)) < 2:
        return 0
    return sum(not looks.is_empty(row) for row in range(header[-1].row + 1, looks.height + 1))
