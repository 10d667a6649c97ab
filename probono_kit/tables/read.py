"""Reading one messy sheet: the table on it, what every row is for; nothing lost or changed."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from probono_kit.errors import ProbonoError
from probono_kit.findings import Findings
from probono_kit.tables.cells import shorten
from probono_kit.tables.choose import choose_part, choose_sheet
from probono_kit.tables.found import TableRead
from probono_kit.tables.frames import content, table_read
from probono_kit.tables.geo import is_geo, read_geo_table, read_geo_tables
from probono_kit.tables.groups import mark_groups
from probono_kit.tables.header import find_header
from probono_kit.tables.header_lines import HeaderLine, header_of
from probono_kit.tables.layout import decide_roles, empty_rows, find_roles
from probono_kit.tables.looks import Looks
from probono_kit.tables.notes import mark_notes
from probono_kit.tables.parts import Part, split_sheet
from probono_kit.tables.reading import Reading
from probono_kit.tables.replay import check_file, check_rows, check_separator, row_texts
from probono_kit.tables.roles import RowRole
from probono_kit.tables.sheets import Book, Sheet
from probono_kit.tables.totals import mark_totals
from probono_kit.tables.typed_files import is_typed, read_typed_rows


def read_table(
    path: str | Path,
    *,
    sheet: str = "",
    header_row: int = 0,
    encoding: str = "",
    separator: str = "",
    table: int = 0,
    reading: Reading | None = None,
) -> TableRead:
    """Read the table on one sheet of a file as people send it.

    Title rows above, headers of several lines with merged cells, HXL tags, blank lines, totals and
    notes are recognised, kept apart and reported; the cells of data stay as they are.

    Parameters
    ----------
    path : str or pathlib.Path
        xlsx, xls, xlsb, ods, Parquet, or text with any common separator and encoding; the content
        decides, not the name. The file is only read.
    sheet : str
        Name of the sheet; empty for the first that holds a table (reported if there are several).
    header_row : int
        Row number of the first line of the header; 0 to find it.
    encoding, separator : str
        For text files, when a person knows better than the detection.
    table : int
        Which table of the sheet, 1 for the first; 0 for the first that is worth it.
    reading : Reading, optional
        How the table was read before (``TableRead.reading``), to read this file the same way.
        What is said in the other arguments comes first.

    Returns
    -------
    TableRead
        The frame with everything that was found out.

    Raises
    ------
    ProbonoError
        With all findings, when there is no file, no table, no header or no row of data, or when
        `reading` no longer fits the file.

    Examples
    --------
    >>> import tempfile
    >>> path = Path(tempfile.mkdtemp()) / "points.csv"
    >>> text = "Suivi 2025;\\n;\\nRégion;Points\\nThiès;012\\nDakar;7\\nTotal;19\\n"
    >>> _ = path.write_text(text, encoding="cp1252")
    >>> read = read_table(path)
    >>> read.frame["Points"].tolist(), read.frame.index.tolist(), read.evidence.titles
    (['012', '7'], [4, 5], ('Suivi 2025',))
    >>> {role: count for role, count in read.counts.items() if count}
    {'rows': 6, 'title': 1, 'header': 1, 'data': 2, 'derived': 1, 'empty': 1}
    >>> again = read_table(path, reading=read.reading)
    >>> again.frame.equals(read.frame), again.reading == read.reading
    (True, True)
    """
    if is_typed(path):
        return read_typed_rows(Path(path))
    if is_geo(path):
        return read_geo_table(path, sheet or (reading.sheet if reading else ""), table)
    kept = reading or Reading()
    book = _open(path, encoding or kept.encoding, separator or kept.separator)
    check_file(book, replace(kept, encoding="" if encoding else kept.encoding))
    findings = Findings(book.findings)
    chosen = choose_sheet(book, sheet or kept.sheet, header_row, findings)
    where = _place(book, chosen)
    check_separator(chosen, replace(kept, separator="" if separator else kept.separator), where)
    findings += chosen.findings
    parts = split_sheet(chosen)
    if reading:
        check_rows(kept, chosen, _found(parts, kept.table), len(parts), where)
    number = table or (kept.table if reading else choose_part(parts, header_row, findings, where))
    if number > len(parts):
        findings.add("sheets.no_such_table", where, table=number, tables=len(parts))
        findings.raise_errors()
    used = replace(kept, table=number, header_rows=() if header_row else kept.header_rows)
    part, alone = parts[number - 1], len(parts) == 1
    return _read_part(book, chosen, part, used, header_row, where, findings, alone=alone)


def read_tables(path: str | Path, *, encoding: str = "", separator: str = "") -> list[TableRead]:
    """Read every table of every visible sheet of a file.

    Parameters
    ----------
    path : str or pathlib.Path
        As for :func:`read_table`.
    encoding, separator : str
        For text files, when a person knows better than the detection.

    Returns
    -------
    list of TableRead
        In the order of the sheets, on a sheet from the top and from the left; ``evidence.sheet``
        and ``reading.table`` say which is which. A sheet without a table is named in the findings
        of the first.

    Raises
    ------
    ProbonoError
        With all findings, when there is no table at all.

    Examples
    --------
    >>> import tempfile
    >>> path = Path(tempfile.mkdtemp()) / "two.csv"
    >>> text = "Région;Puits;;Région;Écoles\\nThiès;3;;Matam;4\\nDakar;5;;Kolda;6\\n"
    >>> _ = path.write_text(text, encoding="utf-8")
    >>> [list(read.frame.columns) for read in read_tables(path)]
    [['Région', 'Puits'], ['Région', 'Écoles']]
    """
    if is_typed(path):
        return [read_typed_rows(Path(path))]
    if is_geo(path):
        return read_geo_tables(path)
    book = _open(path, encoding, separator)
    found: list[TableRead] = []
    problems = Findings()
    for name in book.sheet_names:
        try:
            found += _tables_of(book, name)
        except ProbonoError as problem:
            problems += problem.findings
    if not found:
        raise ProbonoError(problems)
    without = tuple(dict.fromkeys(finding.where.split(" › ")[-1] for finding in problems))
    if without:
        found[0].findings.add("sheets.without_table", book.path.name, sheets=without)
    return found


def _tables_of(book: Book, name: str) -> list[TableRead]:
    sheet = book.sheet(name)
    where = _place(book, sheet)
    parts = split_sheet(sheet)
    return [
        _read_part(
            book,
            sheet,
            part,
            Reading(table=number),
            0,
            where,
            Findings([*book.findings, *sheet.findings]),
            alone=len(parts) == 1,
        )
        for number, part in enumerate(parts, 1)
    ]


def _open(path: str | Path, encoding: str, separator: str) -> Book:
    return Book(Path(path), encoding=encoding, separator=separator)


def _place(book: Book, sheet: Sheet) -> str:
    return f"{book.path.name} › {sheet.name}" if len(book.sheet_names) > 1 else book.path.name


def _found(parts: list[Part], table: int) -> list[int]:
    """Return the rows of the header that would be found without a reading."""
    part = parts[min(table, len(parts)) - 1]
    return [line.row for line in find_header(Looks(part.sheet, part.top))]


def _read_part(
    book: Book,
    whole: Sheet,
    part: Part,
    kept: Reading,
    header_row: int,
    where: str,
    findings: Findings,
    *,
    alone: bool,
) -> TableRead:
    sheet = part.sheet
    looks = Looks(sheet, part.top)
    if kept.header_rows:
        header = header_of(sheet, kept.header_rows)
    else:
        header = _header(sheet, looks, header_row, where, findings)
    layout = find_roles(sheet, looks, header)
    decide_roles(layout, kept.roles)
    mark_notes(sheet, looks, layout)
    mark_groups(sheet, looks, layout)
    findings += mark_totals(sheet, layout, where)
    decide_roles(layout, kept.roles)
    if sheet is not whole:
        layout.roles[(layout.roles == RowRole.EMPTY) & ~empty_rows(whole)] = RowRole.OTHER
    rows = tuple(line.row for line in layout.header)
    used = replace(
        kept,
        sheet=sheet.name,
        header_rows=rows,
        encoding=sheet.text.encoding if sheet.text else "",
        separator=sheet.text.separator if sheet.text else "",
        texts=row_texts(sheet, sorted({*rows, *kept.roles})),
    )
    read = table_read(book, (whole, sheet), layout, used, where, findings)
    if alone and read.beside:
        shown = tuple(shorten(text, 60) for text in read.beside[:3])
        findings.add("sheets.beside", where, count=len(read.beside), texts=shown)
    findings.raise_errors()
    return read


def _header(
    sheet: Sheet, looks: Looks, header_row: int, where: str, findings: Findings
) -> list[HeaderLine]:
    if not sheet.height or all(looks.is_empty(row) for row in range(1, looks.height + 1)):
        findings.add("tables.empty_sheet", where)
        findings.raise_errors()
    if header_row and (header_row > looks.height or looks.is_empty(header_row)):
        findings.add("tables.header_row_empty", where, row=header_row, rows=sheet.height)
        findings.raise_errors()
    header = find_header(looks, header_row)
    if not header:
        rows = [row for row in range(1, looks.height + 1) if not looks.is_empty(row)][:3]
        shown = tuple(f"{row}: {content(sheet, row)}" for row in rows)
        findings.add("tables.no_header", where, rows=shown)
        findings.raise_errors()
    return header
