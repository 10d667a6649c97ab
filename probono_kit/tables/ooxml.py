"""What the reader of workbooks does not tell: extent, error values, formulas never calculated.

python-calamine allocates the whole rectangle between the first and the last filled cell, so that
one stray cell in the last corner of a sheet ends the process; and it reads ``#N/A`` as an empty
cell. Both are found here by passing over the sheet's XML once, in pieces.
"""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from html import unescape
from pathlib import Path, PurePosixPath
from xml.etree import ElementTree

from probono_kit.tables.cells import column_position
from probono_kit.tables.containers import FileKind, stop

#: The largest rectangle that is read: five sheets of Excel's full height, 20 columns each.
MAX_CELLS = 100_000_000

_PIECE = 2**22
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


@dataclass(slots=True)
class SheetFacts:
    """What the XML of one sheet says beyond the values.

    Parameters
    ----------
    height, width : int
        Extent of the filled cells.
    errors : dict
        ``(row, column)`` from 1 and 0 → ``"#N/A"``…
    uncalculated : list of (int, int)
        Formulas that no program ever calculated: their cells read as empty.
    """

    height: int = 0
    width: int = 0
    errors: dict[tuple[int, int], str] = field(default_factory=dict)
    uncalculated: list[tuple[int, int]] = field(default_factory=list)


def sheet_facts(path: Path, kind: FileKind, sheet: str) -> SheetFacts:
    """Look at the XML of one sheet before its values are read.

    Parameters
    ----------
    path : pathlib.Path
        A workbook that :func:`~probono_kit.tables.containers.file_kind` accepted.
    kind : FileKind
        ``xlsx`` is looked into; for others nothing is known.
    sheet : str
        Name of the sheet.

    Raises
    ------
    ProbonoError
        ``tables.too_many_cells`` when the filled rectangle is beyond :data:`MAX_CELLS`.
    """
    facts = SheetFacts()
    if kind is FileKind.XLSX:
        with open_workbook(path) as archive:
            if member := xlsx_member(archive, sheet):
                for piece in _pieces(archive, member, b"</row>"):
                    _look_into_rows(piece, facts)
    _check_extent(facts, f"{path.name} › {sheet}")
    return facts


def check_ods(path: Path) -> None:
    """Refuse an OpenDocument spreadsheet whose repeated cells would fill the memory.

    All its sheets are unpacked when it is opened, so this comes first.

    Raises
    ------
    ProbonoError
        ``tables.too_many_cells``, ``tables.damaged``.
    """
    facts = SheetFacts()
    with open_workbook(path) as archive:
        for piece in _pieces(archive, "content.xml", b"</table:table-row>"):
            for number, part in enumerate(piece.split(b"<table:table ")):
                if number:  # another sheet begins
                    _check_extent(facts, path.name)
                    facts = SheetFacts()
                _look_into_ods_rows(part, facts)
    _check_extent(facts, path.name)


#: What reading a zip raises where bytes are wrong or missing.
_DAMAGE = (zipfile.BadZipFile, zlib.error, EOFError, KeyError, OSError)


@contextmanager
def open_workbook(path: Path) -> Iterator[zipfile.ZipFile]:
    """Open a workbook as the zip that it is; what is wrong with it becomes a finding."""
    try:
        with zipfile.ZipFile(path) as archive:
            yield archive
    except (*_DAMAGE, ElementTree.ParseError) as problem:
        raise stop("tables.damaged", path, reason=str(problem)) from problem
    except RuntimeError as problem:  # zipfile's word for a member under a password
        raise stop("tables.password", path) from problem


def _check_extent(facts: SheetFacts, where: str) -> None:
    if facts.height * facts.width > MAX_CELLS:
        raise stop("tables.too_many_cells", where, cells=MAX_CELLS)


def xlsx_member(archive: zipfile.ZipFile, sheet: str) -> str | None:
    """Return the member that holds `sheet`, through the workbook's relations."""
    book = ElementTree.fromstring(archive.read("xl/workbook.xml"))
    relation = next(
        (node.get(_RELATION) for node in book.iter() if node.get("name") == sheet), None
    )
    if relation is None or "xl/_rels/workbook.xml.rels" not in archive.namelist():
        return None
    relations = ElementTree.fromstring(archive.read("xl/_rels/workbook.xml.rels"))
    for node in relations.iter():
        if node.get("Id") == relation:
            target = node.get("Target", "")
            full = (
                target.lstrip("/") if target.startswith("/") else str(PurePosixPath("xl", target))
            )
            return full if full in archive.namelist() else None
    return None


def _pieces(archive: zipfile.ZipFile, member: str, end: bytes) -> Iterator[bytes]:
    """Unpack `member` piece by piece, each ending with a whole row."""
    rest = b""
    with archive.open(member) as file:
        while block := file.read(_PIECE):
            rest += block
            cut = rest.rfind(end)
            if cut >= 0:
                yield rest[: cut + len(end)]
                rest = rest[cut + len(end) :]
    yield rest


_ROW = re.compile(rb'<row\b[^>]*?\br="(\d+)"')
_WIDE = re.compile(rb'<c\b[^>]*?\br="([A-Z]{2,3})\d')
_NARROW = re.compile(rb'<c\b[^>]*?\br="([A-Z])\d')
_ERROR = re.compile(
    rb'<c\b(?=[^>]*\bt="e")[^>]*\br="([A-Z]+)(\d+)"[^>]*>(?:(?!</c>).)*?<v>([^<]*)</v>', re.S
)
_NO_VALUE = re.compile(
    rb'<c\b(?![^>]*\bt="str")[^>]*\br="([A-Z]+)(\d+)"[^>]*>\s*<f\b(?:[^>]*/>|[^>]*>[^<]*</f>)\s*'
    rb"(?:<v\s*/>|<v>\s*</v>)?\s*</c>"
)


def _look_into_rows(piece: bytes, facts: SheetFacts) -> None:
    # A row that holds no cell counts for nothing, so the last row with a cell is looked for.
    last_cell = piece.rfind(b"<c ")
    if last_cell < 0:
        return
    rows = _ROW.findall(piece[:last_cell])
    if rows:
        facts.height = max(facts.height, int(rows[-1]))
    letters = set(_WIDE.findall(piece)) or set(_NARROW.findall(piece))
    for letter in letters:
        facts.width = max(facts.width, column_position(letter.decode()) + 1)
    if b't="e"' in piece:
        for letter, row, text in _ERROR.findall(piece):
            place = int(row), column_position(letter.decode())
            facts.errors[place] = unescape(text.decode("utf-8", "replace"))
    if b"<f" in piece:
        for letter, row in _NO_VALUE.findall(piece):
            facts.uncalculated.append((int(row), column_position(letter.decode())))


_ODS_ROW = re.compile(rb"<table:table-row\b([^>]*)>(.*?)</table:table-row>", re.S)
_ODS_REPEATED_ROWS = re.compile(rb'number-rows-repeated="(\d+)"')
_ODS_CELL = re.compile(rb"<table:(?:covered-)?table-cell\b([^>]*?)(/?)>")
_ODS_REPEATED_CELLS = re.compile(rb'number-columns-repeated="(\d+)"')


def _look_into_ods_rows(piece: bytes, facts: SheetFacts) -> None:
    for attributes, inside in _ODS_ROW.findall(piece):
        if b"office:value-type" not in inside and b"<text:p" not in inside:
            continue
        repeated = _ODS_REPEATED_ROWS.search(attributes)
        facts.height += int(repeated[1]) if repeated else 1
        width = filled = 0
        for cell, _ in _ODS_CELL.findall(inside):
            again = _ODS_REPEATED_CELLS.search(cell)
            width += int(again[1]) if again else 1
            if b"value-type" in cell:
                filled = width
        facts.width = max(facts.width, filled)
