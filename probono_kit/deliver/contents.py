"""What a file of any kind contains: its readable texts, its columns, and whether it is whole."""

from __future__ import annotations

import base64
import binascii
import csv
import gzip
import io
import json
import re
import sqlite3
import zipfile
import zlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from probono_kit.deliver.offline import strings_in_script
from probono_kit.deliver.page import Page, read_page

#: Nothing that the toolkit makes unpacks to more; a bomb is not unpacked.
_LARGEST = 200_000_000

_BASE64 = re.compile(r"[A-Za-z0-9+/_-]{64,}={0,2}")
_TAG = re.compile(r"<[^>]*>")
_XML_VALUE = re.compile(r'\s(?:name|title|val|descr|author|prompt|display|tooltip)="([^"]+)"')
_EXTERNAL = re.compile(r"<Relationship\b[^>]*TargetMode=\"External\"[^>]*>")


class BrokenFileError(Exception):
    """The file does not open, or ends too early; the text says why."""


@dataclass
class Contents:
    """What was found in one file.

    Attributes
    ----------
    texts : list of str
        Everything readable, also what is hidden: comments, metadata, data inside scripts, packed
        and encoded data.
    columns : list of str
        Headings of the tables in it.
    page : Page or None
        For HTML and SVG.
    requests : list of str
        Addresses that opening it would fetch.
    readable : bool
        Whether all of its text could be read.
    """

    texts: list[str] = field(default_factory=list)
    columns: list[str] = field(default_factory=list)
    page: Page | None = None
    requests: list[str] = field(default_factory=list)
    readable: bool = True


def read_contents(path: Path) -> Contents:
    """Open `path` whole and return what is in it.

    Parameters
    ----------
    path : pathlib.Path
        A file; its suffix says what kind it is.

    Returns
    -------
    Contents

    Raises
    ------
    BrokenFileError
        If it does not open, or is cut off.

    Examples
    --------
    >>> import tempfile
    >>> path = Path(tempfile.mkdtemp()) / "a.csv"
    >>> _ = path.write_text("region,wells\\nThiès,12\\n", encoding="utf-8")
    >>> read_contents(path).columns
    ['region', 'wells']
    """
    data = path.read_bytes()
    if not data:
        raise BrokenFileError("0 bytes")
    return _read(path.name, data)


def _read(name: str, data: bytes) -> Contents:
    reader = _READERS.get(Path(name).suffix.lower(), _read_unknown)
    try:
        return reader(data)
    except BrokenFileError:
        raise
    except (OSError, ValueError, EOFError, KeyError, zipfile.BadZipFile, zlib.error) as problem:
        raise BrokenFileError(str(problem) or type(problem).__name__) from problem


# ---- text -------------------------------------------------------------------------------------


def _read_text(data: bytes) -> Contents:
    text = data.decode("utf-8-sig")
    return Contents(texts=[text, *embedded_texts(text)])


def _read_csv(data: bytes) -> Contents:
    contents = _read_text(data)
    rows = _csv_rows(contents.texts[0])
    contents.columns = [cell.strip() for cell in rows[0]] if rows else []
    # Cell by cell: a row of numbers must not read like one long number.
    contents.texts[0] = "\n".join("\n".join(row) for row in rows[1:])
    return contents


def _csv_rows(text: str) -> list[list[str]]:
    separator = max(",;\t|", key=text.split("\n", 1)[0].count)
    return list(csv.reader(io.StringIO(text), delimiter=separator))


def _read_json(data: bytes) -> Contents:
    tree = json.loads(data.decode("utf-8-sig"))
    contents = Contents(texts=list(_strings(tree)))
    if isinstance(tree, dict) and tree.get("type") == "FeatureCollection":
        found = (feature.get("properties") or {} for feature in tree.get("features", ()))
        contents.columns = list(dict.fromkeys(key for properties in found for key in properties))
    return contents


def _strings(tree: Any) -> Iterator[str]:
    """Yield texts, keys and whole numbers of parsed JSON."""
    match tree:
        case str():
            yield tree
            yield from embedded_texts(tree)
        case dict():
            for key, value in tree.items():
                yield str(key)
                yield from _strings(value)
        case list():
            for value in tree:
                yield from _strings(value)
        case bool() | None:
            return
        case int():
            yield str(tree)


def embedded_texts(text: str) -> Iterator[str]:
    """Yield what is packed in base64 (and there in gzip or zlib) inside `text`.

    Examples
    --------
    >>> people = b"Awa Ndiaye, 77 000 00 01; Moussa Fall, 77 000 00 02"
    >>> packed = base64.b64encode(gzip.compress(people)).decode()
    >>> next(embedded_texts(f"data = '{packed}'"))[:10]
    'Awa Ndiaye'
    """
    for found in _BASE64.finditer(text):
        packed = found[0].rstrip("=").translate(str.maketrans("-_", "+/"))
        try:
            inner = _unpacked(base64.b64decode(packed + "=" * (-len(packed) % 4)))
        except (binascii.Error, ValueError, OSError, EOFError, zlib.error):
            continue
        if inner.startswith(b"\x89PNG"):
            yield from _read_picture(inner).texts
            continue
        try:
            plain = inner.decode("utf-8")
        except UnicodeDecodeError:
            continue
        try:
            yield from _strings(json.loads(plain))
        except ValueError:
            yield plain
            yield from embedded_texts(plain)


def _unpacked(data: bytes) -> bytes:
    if data.startswith(b"\x1f\x8b"):
        with gzip.open(io.BytesIO(data)) as file:
            return file.read(_LARGEST)
    if data[:1] == b"\x78" and int.from_bytes(data[:2]) % 31 == 0:
        return zlib.decompressobj().decompress(data, _LARGEST)
    return data


# ---- pages and drawings -----------------------------------------------------------------------


def _read_html(data: bytes) -> Contents:
    text = data.decode("utf-8-sig")
    if "</html>" not in text[-2000:].lower():
        raise BrokenFileError("</html>")
    return _from_page(text)


def _read_svg(data: bytes) -> Contents:
    text = data.decode("utf-8-sig")
    if "</svg>" not in text[-2000:].lower():
        raise BrokenFileError("</svg>")
    return _from_page(text)


def _from_page(text: str) -> Contents:
    page = read_page(text)
    contents = Contents(page=page, columns=page.headings, requests=page.requests)
    contents.texts = list(page.texts)
    for script in page.scripts:
        contents.texts.extend(strings_in_script(script))
        contents.texts.extend(re.findall(r"(?<![\w.])\d{6,}(?![\w.])", script))
    for island in page.data:
        try:
            contents.texts.extend(_strings(json.loads(island)))
        except ValueError:
            contents.texts.append(island)
    contents.texts.extend(embedded_texts(text))
    return contents


# ---- documents --------------------------------------------------------------------------------


def _read_pdf(data: bytes) -> Contents:
    import pypdfium2

    if not data.startswith(b"%PDF-") or b"%%EOF" not in data[-1024:]:
        raise BrokenFileError("%%EOF")
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as problem:
        raise BrokenFileError(str(problem)) from problem
    with document:
        if not len(document):
            raise BrokenFileError("0 pages")
        texts = [text for text in document.get_metadata_dict().values() if text]
        pages = [_pdf_page_text(page) for page in document]
    return Contents(texts=texts + pages, readable=any(text.strip() for text in pages))


def _pdf_page_text(page: Any) -> str:
    text = page.get_textpage()
    try:
        return str(text.get_text_bounded())
    finally:
        text.close()
        page.close()


def _read_picture(data: bytes) -> Contents:
    from PIL import Image

    try:
        with Image.open(io.BytesIO(data)) as picture:
            picture.load()
            notes = [str(value) for value in picture.info.values() if isinstance(value, str)]
    except SyntaxError as problem:  # how Pillow reports a broken PNG
        raise BrokenFileError(str(problem)) from problem
    return Contents(texts=notes)


def _read_zip(data: bytes) -> Contents:
    contents = Contents()
    for name, member in _members(data):
        inner = _read(name, member)
        contents.texts.extend(inner.texts)
        contents.columns.extend(inner.columns)
        contents.requests.extend(inner.requests)
        contents.readable &= inner.readable
    return contents


def _members(data: bytes) -> Iterator[tuple[str, bytes]]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        infos = [info for info in archive.infolist() if not info.is_dir()]
        if sum(info.file_size for info in infos) > _LARGEST:
            raise BrokenFileError(f"> {_LARGEST // 1_000_000} MB")
        for info in infos:
            yield info.filename, archive.read(info)


def _read_workbook(data: bytes) -> Contents:
    """Read xlsx, ods and docx: every part, also hidden sheets, comments and properties."""
    import html

    contents = Contents()
    for name, member in _members(data):
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
    headers = (_header(rows) for rows in sheets)
    return list(dict.fromkeys(heading for header in headers for heading in header))


def table_extent(path: Path) -> tuple[int, int] | None:
    """Return how many rows (without the header) and columns the table in `path` has.

    Parameters
    ----------
    path : pathlib.Path
        CSV, or a workbook: then its first sheet counts.

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
        case ".xlsx" | ".ods":
            rows = CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python()
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


def _read_database(data: bytes) -> Contents:
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
            contents.columns.extend(column[0] for column in cursor.description)
            contents.texts.extend(
                str(cell) for row in cursor for cell in row if isinstance(cell, str | int)
            )
    except sqlite3.Error as problem:
        raise BrokenFileError(str(problem)) from problem
    finally:
        connection.close()
    return contents


def _read_unknown(data: bytes) -> Contents:
    text = data.decode("utf-8", "replace")
    return Contents(texts=[text, *embedded_texts(text)], readable="\ufffd" not in text)


_READERS: dict[str, Callable[[bytes], Contents]] = {
    ".html": _read_html,
    ".htm": _read_html,
    ".svg": _read_svg,
    ".csv": _read_csv,
    ".tsv": _read_csv,
    ".txt": _read_text,
    ".md": _read_text,
    ".yml": _read_text,
    ".json": _read_json,
    ".geojson": _read_json,
    ".pdf": _read_pdf,
    ".png": _read_picture,
    ".jpg": _read_picture,
    ".jpeg": _read_picture,
    ".xlsx": _read_workbook,
    ".ods": _read_workbook,
    ".docx": _read_workbook,
    ".zip": _read_zip,
    ".gpkg": _read_database,
    ".sqlite": _read_database,
}
