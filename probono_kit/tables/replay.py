"""Whether a reading that was kept still fits the file: what differs is named, not guessed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from probono_kit.errors import ProbonoError
from probono_kit.findings import Findings
from probono_kit.tables.cells import cell_text, fold, is_blank, shorten
from probono_kit.tables.containers import FileKind, stop
from probono_kit.tables.encodings import decode
from probono_kit.tables.reading import Reading
from probono_kit.tables.sheets import Book, Sheet

#: A header is still the same when this share of its cells is; the rest may have been renamed.
_SAME = 0.5

_WIDEST = 400
_JOINT = " | "


def row_texts(sheet: Sheet, rows: Iterable[int]) -> dict[int, str]:
    """Return what `rows` hold, as :class:`~probono_kit.tables.reading.Reading` keeps it.

    Parameters
    ----------
    sheet : Sheet
        The sheet.
    rows : iterable of int
        Row numbers; those beyond the sheet hold nothing.

    Returns
    -------
    dict of int to str
        Row → its cells in one line.
    """
    texts = {}
    for row in rows:
        cells = sheet.row(row) if row <= sheet.height else []
        filled = (cell_text(cell) or "" for cell in cells if not is_blank(cell))
        texts[row] = shorten(_JOINT.join(" ".join(text.split()) for text in filled), _WIDEST)
    return texts


def check_file(book: Book, reading: Reading) -> None:
    """Refuse a reading of a file with other sheets or in another encoding.

    Parameters
    ----------
    book : Book
        The file.
    reading : Reading
        As it was kept.

    Raises
    ------
    ProbonoError
        Naming all that differs.
    """
    names = [*book.sheet_names, *book.hidden]
    known = {name.strip().casefold() for name in names}
    if book.kind is FileKind.TEXT:
        if reading.encoding:
            _check_encoding(book.path, reading.encoding)
    elif reading.sheet and reading.sheet.strip().casefold() not in known:
        raise stop("sheets.reading_sheet", book.path.name, sheet=reading.sheet, sheets=tuple(names))


def _check_encoding(path: Path, then: str) -> None:
    """Compare encodings as far as they prove themselves: Unicode does, 8-bit letters do not."""
    content = path.read_bytes()
    now = decode(content).encoding
    if not content.isascii() and _unicode(then) != _unicode(now):
        raise stop("sheets.reading_encoding", path.name, then=then, now=now)


def _unicode(encoding: str) -> str:
    name = encoding.lower().replace("_", "-").removesuffix("-sig")
    return name[:6] if name.startswith(("utf-8", "utf-16", "utf-32")) else ""


def check_separator(sheet: Sheet, reading: Reading, where: str) -> None:
    """Refuse a reading whose separator does not come up in the text.

    Parameters
    ----------
    sheet : Sheet
        Read with that separator.
    reading : Reading
        As it was kept.
    where : str
        The file.

    Raises
    ------
    ProbonoError
        Naming both separators.
    """
    if sheet.text is None or not reading.separator or sheet.width > 1:
        return
    shares = dict(sheet.text.shares)
    now = max(shares, key=lambda separator: shares[separator], default="")
    shown = {"then": _mark(reading.separator), "now": _mark(now if shares.get(now) else "")}
    raise stop("sheets.reading_separator", where, **shown)


def _mark(separator: str) -> str:
    return {"\t": "Tab", "": "–"}.get(separator, f"« {separator} »")


def check_rows(
    reading: Reading, sheet: Sheet, found: Sequence[int], tables: int, where: str
) -> None:
    """Refuse a reading whose rows hold something else in this file.

    Parameters
    ----------
    reading : Reading
        As it was kept.
    sheet : Sheet
        The sheet in this file.
    found : sequence of int
        Rows of the header that would be found in this file.
    tables : int
        How many tables the sheet holds.
    where : str
        File and sheet.

    Raises
    ------
    ProbonoError
        Naming each row that differs, what it held and what it holds.
    """
    findings = Findings()
    now = row_texts(sheet, {*reading.header_rows, *reading.roles})
    if reading.table > tables:
        findings.add("sheets.reading_table", where, table=reading.table, tables=tables)
    then = _cells(reading.texts.get(row, "") for row in reading.header_rows)
    here = _cells(now[row] for row in reading.header_rows)
    empty = [row for row in reading.header_rows if not now[row]]
    if reading.header_rows and (empty or len(then & here) < _SAME * len(then)):
        findings.add(
            "sheets.reading_header",
            where,
            rows=tuple(map(str, reading.header_rows)),
            then=_shown(reading.texts, reading.header_rows),
            now=_shown(now, reading.header_rows),
            found=tuple(map(str, found)) or ("–",),
        )
    for row, role in reading.roles.items():
        was = reading.texts.get(row, "")
        if row > sheet.height or (was and fold(was) != fold(now[row])):
            shown = {"then": shorten(was, 60) or "–", "now": shorten(now[row], 60) or "–"}
            findings.add("sheets.reading_role", f"{where} › {row}", role=role.value, **shown)
    if findings:
        raise ProbonoError(findings)


def _cells(texts: Iterable[str]) -> set[str]:
    return {fold(cell) for text in texts for cell in text.split(_JOINT) if fold(cell)}


def _shown(texts: Mapping[int, str], rows: Iterable[int]) -> str:
    return shorten(" / ".join(texts[row] for row in rows if texts.get(row)), 120) or "–"
