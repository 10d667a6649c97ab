"""Tables: workbooks with all their sheets, CSV, Parquet, databases."""

from __future__ import annotations

import csv
import html
import io
import re
import sqlite3
import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from probono_kit.deliver.contents import LARGEST, BrokenFileError, Contents
from probono_kit.deliver.text_contents import read_text
from probono_kit.tables.dictionary import all_headings

#: Tables of a database that hold no data of the NGO's tables: design, loads, styles of layers.
_OF_THE_KIT = ("probono_", "layer_styles")
_TAG = re.compile(r"<[^>]*>")
_XML_VALUE = re.compile(r'\s(?:name|title|val|descr|author|prompt|display|tooltip)="([^"]+)"')
_EXTERNAL = re.compile(r"<Relationship\b[^>]*TargetMode=\"External\"[^>]*>")


def read_csv(data: bytes) -> Contents:
    """Read a table as text, with any of the usual separators."""
    contents = read_text(data)
    rows = _csv_rows(contents.texts[0])
    contents.columns = [cell.strip() for cell in rows[0]] if rows else []
    # Cell by cell: a row of numbers must not read like one long number.
    contents.texts[0] = "\n".join("\n".join(row) for row in rows[1:])
    return contents


def _csv_rows(text: str) -> list[list[str]]:
    separator = max(",;\t|", key=text.split("\n", 1)[0].count)
    return list(csv.reader(io.StringIO(text), delimiter=separator))


def read_workbook(data: bytes) -> Contents:
    """Read xlsx, ods and docx: every part, also hidden sheets, comments and properties."""
    contents = Contents()
    for name, member in members(data):
        if not name.endswith((".xml", ".rels", ".vml")):
            continue
        text = member.decode("utf-8")
        if name.endswith(".rels"):
            external = (found[0] for found in _EXTERNAL.finditer(text))
            contents.requests.extend(
                html.unescape(target)
                for relation in external
                if not re.search(r'Type="[^"]*/hyperlink"', relation)
                for target in re.findall(r'Target="([^"]*)"', relation)
            )
        contents.texts.extend(html.unescape(value) for value in _XML_VALUE.findall(text))
        contents.texts.append(html.unescape(_TAG.sub("\n", text)))
    contents.columns = _sheet_columns(data)
    return contents


def _sheet_columns(data: bytes) -> list[str]:
    from python_calamine import CalamineError, CalamineWorkbook

    try:
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(data))
        sheets = [workbook.get_sheet_by_name(name).to_python() for name in workbook.sheet_names]
    except CalamineError:  # a docx, or sheets that hold no table
        return []
    headers = (header for rows in sheets if not _is_dictionary(header := _header(rows)))
    return list(dict.fromkeys(heading for header in headers for heading in header))


def _is_dictionary(header: Sequence[str]) -> bool:
    """Tell a data dictionary, whose headings are the kit's own, from a table."""
    return len(header) > 3 and set(header) <= all_headings()


def read_parquet(data: bytes) -> Contents:
    """Read Parquet: every cell as text, and what its metadata say."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    contents = Contents()
    try:
        with pq.ParquetFile(pa.BufferReader(data)) as file:
            sizes = [file.metadata.row_group(i) for i in range(file.metadata.num_row_groups)]
            if sum(group.total_byte_size for group in sizes) > LARGEST:
                raise BrokenFileError(f"> {LARGEST // 1_000_000} MB")
            table = file.read(use_threads=False)
    except (pa.ArrowException, OSError) as problem:
        raise BrokenFileError(str(problem).partition("\n")[0]) from problem
    for value in (table.schema.metadata or {}).values():
        contents.texts.append(value.decode("utf-8", "replace"))
    contents.columns = list(table.column_names)
    for column in table.columns:
        cells = column.cast(pa.string()).unique().to_pylist()
        contents.texts.append("\n".join(cell for cell in cells if cell))
    return contents


def table_extent(path: Path) -> tuple[int, int] | None:
    """Return how many rows (without the header) and columns the table in `path` has.

    Parameters
    ----------
    path : pathlib.Path
        CSV, Parquet, or a workbook: then its first sheet counts.

    Returns
    -------
    tuple of int or None
        ``None`` for other kinds of files.
    """
    from python_calamine import CalamineWorkbook

    rows: Sequence[Sequence[Any]]
    match path.suffix.lower():
        case ".csv" | ".tsv":
            rows = _csv_rows(path.read_bytes().decode("utf-8-sig"))
        case ".parquet":
            import pyarrow.parquet as pq

            facts = pq.read_metadata(path)
            return facts.num_rows, facts.num_columns
        case ".xlsx" | ".ods":
            book = CalamineWorkbook.from_path(path)
            rows = book.get_sheet_by_index(0).to_python()
            if len(book.sheet_names) > 1 and all(len(row) < 2 or not str(row[1]) for row in rows):
                return None  # instructions, before the sheets that they speak of
        case _:
            return None
    columns = len(_header(rows))
    below = [row for row in rows if any(str(cell).strip() for cell in row)]
    return max(0, len(below) - 1), columns


def _header(rows: Sequence[Sequence[Any]]) -> list[str]:
    """Return the first row that is at least half full: titles above a table fill one cell."""
    for row in rows:
        cells = [str(cell).strip() for cell in row if str(cell).strip()]
        if 2 * len(cells) >= len(row):
            return cells
    return []


def read_database(data: bytes) -> Contents:
    """Read SQLite and GeoPackage: every text and whole number of every table."""
    page_size, pages = int.from_bytes(data[16:18]), int.from_bytes(data[28:32])
    if len(data) < pages * (65536 if page_size == 1 else page_size):
        raise BrokenFileError(f"{len(data)} bytes")
    contents = Contents()
    connection = sqlite3.connect(":memory:")
    try:
        connection.deserialize(data)
        names = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
        for (table,) in names.fetchall():
            if table.startswith(("gpkg_", "rtree_", "sqlite_")):
                continue
            quoted = table.replace('"', '""')
            cursor = connection.execute(f'SELECT * FROM "{quoted}"')
            if not table.startswith(_OF_THE_KIT):
                contents.columns.extend(column[0] for column in cursor.description)
            contents.texts.extend(
                str(cell) for row in cursor for cell in row if isinstance(cell, str | int)
            )
    except sqlite3.Error as problem:
        raise BrokenFileError(str(problem)) from problem
    finally:
        connection.close()
    return contents


def members(data: bytes) -> Iterator[tuple[str, bytes]]:
    """Yield name and contents of each file in a zip, a bomb excepted."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        infos = [info for info in archive.infolist() if not info.is_dir()]
        if sum(info.file_size for info in infos) > LARGEST:
            raise BrokenFileError(f"> {LARGEST // 1_000_000} MB")
        for info in infos:
            yield info.filename, archive.read(info)
