"""Workbooks in the formats that no installed package writes, byte by byte."""

from __future__ import annotations

import struct
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

_SECTOR = 512
_END, _FREE, _FAT = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD


def write_ole(path: Path, streams: Mapping[str, bytes]) -> Path:
    """Write a compound file ([MS-CFB]) with `streams`; each is padded beyond the mini stream."""
    padded = {name: data.ljust(4096, b"\0") for name, data in streams.items()}
    starts, fat, body = {}, [_FAT], b""
    for name, data in padded.items():
        count = -(-len(data) // _SECTOR)
        starts[name] = len(fat)
        fat += [len(fat) + i + 1 for i in range(count - 1)] + [_END]
        body += data.ljust(count * _SECTOR, b"\0")
    directory = len(fat)
    fat.append(_END)
    names = list(padded)
    entries = _entry("Root Entry", 5, _END, 0, child=1)
    for i, name in enumerate(names):
        right = i + 2 if i + 1 < len(names) else _FREE
        entries += _entry(name, 2, starts[name], len(padded[name]), right=right)
    entries = entries.ljust(_SECTOR, b"\0")
    table = struct.pack(f"<{len(fat)}I", *fat).ljust(_SECTOR, b"\xff")
    header = struct.pack(
        "<8s16sHHHHH6xIIIIIIIIII",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        b"\0" * 16,
        *(0x3E, 3, 0xFFFE, 9, 6),
        *(0, 1, directory, 0, 4096, _END, 0, _END, 0, 0),
    ).ljust(_SECTOR, b"\xff")
    path.write_bytes(header + table + body + entries)
    return path


def _entry(
    name: str, kind: int, start: int, size: int, *, child: int = _FREE, right: int = _FREE
) -> bytes:
    text = (name + "\0").encode("utf-16-le")
    head = struct.pack("<64sHBBIII", text, len(text), kind, 1, _FREE, right, child)
    return head.ljust(116, b"\0") + struct.pack("<IQ", start, size)


def _record(number: int, data: bytes) -> bytes:
    return struct.pack("<HH", number, len(data)) + data


def write_xls(path: Path, rows: Sequence[Sequence[Any]], name: str = "Feuil1") -> Path:
    """Write an Excel 97–2003 workbook ([MS-XLS]) with one sheet of texts and numbers."""
    sheet = _record(0x0809, struct.pack("<HHHHII", 0x0600, 0x0010, 0, 0, 0, 0))
    for i, row in enumerate(rows):
        for j, cell in enumerate(row):
            place = struct.pack("<HHH", i, j, 0)
            if isinstance(cell, str) and cell:
                text = struct.pack("<HB", len(cell), 1) + cell.encode("utf-16-le")
                sheet += _record(0x0204, place + text)
            elif isinstance(cell, (int, float)):
                sheet += _record(0x0203, place + struct.pack("<d", cell))
    sheet += _record(0x000A, b"")
    begin = _record(0x0809, struct.pack("<HHHHII", 0x0600, 0x0005, 0, 0, 0, 0))
    title = struct.pack("<BB", len(name), 1) + name.encode("utf-16-le")
    offset = len(begin) + 4 + 6 + len(title) + 4
    bound = _record(0x0085, struct.pack("<IBB", offset, 0, 0) + title)
    return write_ole(path, {"Workbook": begin + bound + _record(0x000A, b"") + sheet})


def _wide(text: str) -> bytes:
    return struct.pack("<I", len(text)) + text.encode("utf-16-le")


def _binary(number: int, data: bytes = b"") -> bytes:
    kind = bytes([number]) if number < 0x80 else bytes([number & 0xFF, number >> 8])
    size, length = b"", len(data)
    while True:
        low, length = length & 0x7F, length >> 7
        size += bytes([low | (0x80 if length else 0)])
        if not length:
            return kind + size + data


def write_xlsb(path: Path, rows: Sequence[Sequence[Any]], name: str = "Feuil1") -> Path:
    """Write a binary workbook ([MS-XLSB]) with one sheet of texts and numbers."""
    width = max(map(len, rows))
    sheet = _binary(0x0181) + _binary(0x0194, struct.pack("<IIII", 0, len(rows) - 1, 0, width - 1))
    sheet += _binary(0x0191)
    for i, row in enumerate(rows):
        sheet += _binary(0x00, struct.pack("<IIHBBBI", i, 0, 300, 0, 0, 0, 0))
        for j, cell in enumerate(row):
            place = struct.pack("<II", j, 0)
            if isinstance(cell, str) and cell:
                sheet += _binary(0x06, place + _wide(cell))
            elif isinstance(cell, (int, float)):
                sheet += _binary(0x05, place + struct.pack("<d", cell))
    sheet += _binary(0x0192) + _binary(0x0182)
    bundle = struct.pack("<II", 0, 1) + _wide("rId1") + _wide(name)
    book = _binary(0x0183) + _binary(0x018F) + _binary(0x019C, bundle) + _binary(0x0190)
    book += _binary(0x0184)
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006/relationships"
    target = '<Relationship Id="rId1" Type="{0}/{1}" Target="{2}"/>'
    relations = '<?xml version="1.0"?><Relationships xmlns="{0}">{1}</Relationships>'
    with zipfile.ZipFile(path, "w") as archive:
        top = target.format(office, "officeDocument", "xl/workbook.bin")
        archive.writestr("_rels/.rels", relations.format(package, top))
        inner = target.format(office, "worksheet", "worksheets/sheet1.bin")
        archive.writestr("xl/_rels/workbook.bin.rels", relations.format(package, inner))
        archive.writestr("xl/workbook.bin", book)
        archive.writestr("xl/worksheets/sheet1.bin", sheet)
    return path


def write_ods(path: Path, sheets: Mapping[str, str]) -> Path:
    """Write an OpenDocument spreadsheet; each sheet is the XML of its rows."""
    spaces = {
        "office": "urn:oasis:names:tc:opendocument:xmlns:office:1.0",
        "table": "urn:oasis:names:tc:opendocument:xmlns:table:1.0",
        "text": "urn:oasis:names:tc:opendocument:xmlns:text:1.0",
    }
    names = " ".join(f'xmlns:{short}="{full}"' for short, full in spaces.items())
    tables = "".join(
        f'<table:table table:name="{name}">{rows}</table:table>' for name, rows in sheets.items()
    )
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {names}>'
        f"<office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body>"
        "</office:document-content>"
    )
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        manifest = "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"
        archive.writestr("META-INF/manifest.xml", f'<m:manifest xmlns:m="{manifest}"/>')
        archive.writestr("content.xml", content)
    return path


def ods_rows(
    rows: Sequence[Sequence[Any]], merges: Sequence[tuple[int, int, int, int]] = ()
) -> str:
    """Return the XML of rows of texts, numbers, days and merged cells, as LibreOffice writes it.

    `merges` are top, left, bottom and right, from 0.
    """
    spans = {
        (top, left): (bottom - top + 1, right - left + 1) for top, left, bottom, right in merges
    }
    covered = {
        (i, j)
        for top, left, bottom, right in merges
        for i in range(top, bottom + 1)
        for j in range(left, right + 1)
    } - set(spans)
    width = max([len(row) for row in rows] + [right + 1 for *_, right in merges])
    made = []
    for i, row in enumerate(rows):
        padded = [*row, *[None] * (width - len(row))]
        cells = (_ods_cell(padded[j], spans.get((i, j)), (i, j) in covered) for j in range(width))
        made.append(f"<table:table-row>{''.join(cells)}</table:table-row>")
    return "".join(made)


def _ods_cell(cell: Any, span: tuple[int, int] | None, covered: bool) -> str:
    if covered:
        return "<table:covered-table-cell/>"
    down, across = span or (1, 1)
    merged = f' table:number-columns-spanned="{across}" table:number-rows-spanned="{down}"'
    spanned = merged if span else ""
    if cell is None:
        return f"<table:table-cell{spanned}/>"
    if isinstance(cell, str):
        lines = "".join(f"<text:p>{escape(line)}</text:p>" for line in cell.split("\n"))
        return f'<table:table-cell office:value-type="string"{spanned}>{lines}</table:table-cell>'
    if hasattr(cell, "year"):
        day = f'office:value-type="date" office:date-value="{cell:%Y-%m-%d}"'
        return (
            f"<table:table-cell {day}{spanned}><text:p>{cell:%d/%m/%Y}</text:p></table:table-cell>"
        )
    number = f'office:value-type="float" office:value="{cell}"'
    return f"<table:table-cell {number}{spanned}><text:p>{cell}</text:p></table:table-cell>"


def ods_row(*cells: Any, repeated: int = 1) -> str:
    """Return the XML of one row of texts, numbers and empty cells."""
    parts = []
    for cell in cells:
        if cell is None:
            parts.append("<table:table-cell/>")
        elif isinstance(cell, str):
            parts.append(
                '<table:table-cell office:value-type="string">'
                f"<text:p>{cell}</text:p></table:table-cell>"
            )
        else:
            parts.append(
                f'<table:table-cell office:value-type="float" office:value="{cell}">'
                f"<text:p>{cell}</text:p></table:table-cell>"
            )
    again = f' table:number-rows-repeated="{repeated}"' if repeated > 1 else ""
    return f"<table:table-row{again}>{''.join(parts)}</table:table-row>"
