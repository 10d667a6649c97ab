"""Reading one messy sheet: the table on it, what every row is for; nothing lost or changed."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from probono_kit.findings import Findings
from probono_kit.tables.choose import choose_sheet
from probono_kit.tables.found import TableRead
from probono_kit.tables.frames import content, table_read
from probono_kit.tables.header import HeaderLine, find_header, header_of
from probono_kit.tables.layout import decide_roles, find_roles
from probono_kit.tables.looks import Looks
from probono_kit.tables.reading import Reading
from probono_kit.tables.replay import check_file, check_rows, check_separator, row_texts
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
    kept = reading or Reading()
    given = {"encoding": encoding or kept.encoding, "separator": separator or kept.separator}
    book = Book(Path(path), **given)
    check_file(book, replace(kept, encoding="" if encoding else kept.encoding))
    findings = Findings(book.findings)
    chosen = choose_sheet(book, sheet or kept.sheet, header_row, findings)
    where = f"{book.path.name} › {chosen.name}" if len(book.sheet_names) > 1 else book.path.name
    check_separator(chosen, replace(kept, separator="" if separator else kept.separator), where)
    findings += chosen.findings
    return _read_sheet(book, chosen, kept, header_row, where, findings)


def _read_sheet(
    book: Book, sheet: Sheet, kept: Reading, header_row: int, where: str, findings: Findings
) -> TableRead:
    looks = Looks(sheet)
    if kept.header_rows and not header_row:
        check_rows(kept, sheet, [line.row for line in find_header(looks)], 1, where)
        header = header_of(sheet, kept.header_rows)
    else:
        header = _header(sheet, looks, header_row, where, findings)
    layout = find_roles(sheet, looks, header)
    decide_roles(layout, kept.roles)
    findings += mark_totals(sheet, layout, where)
    decide_roles(layout, kept.roles)
    rows = tuple(line.row for line in layout.header)
    used = replace(
        kept,
        sheet=sheet.name,
        header_rows=rows,
        encoding=sheet.text.encoding if sheet.text else "",
        separator=sheet.text.separator if sheet.text else "",
        texts=row_texts(sheet, sorted({*rows, *kept.roles})),
    )
    read = table_read(book, sheet, layout, used, where, findings)
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
