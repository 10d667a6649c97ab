"""What a file is by its content, whatever its name says, and whether it is safe to open."""

from __future__ import annotations

import re
import zipfile
from enum import StrEnum
from pathlib import Path

from probono_kit.errors import ProbonoError
from probono_kit.files import error_from_os
from probono_kit.findings import Finding, Findings, finding
from probono_kit.tables.encodings import wide_encoding

#: What a file may unpack to. A sheet filled to the last row of Excel stays below it.
MAX_UNPACKED_BYTES = 2 * 2**30

#: No honest sheet of more than :data:`SMALL_BYTES` is packed tighter than this.
MAX_RATIO = 300
SMALL_BYTES = 64 * 2**20

#: Text files beyond this are for a database.
MAX_TEXT_BYTES = 2 * 2**30


class FileKind(StrEnum):
    """Kinds of file that hold tables."""

    XLSX = "xlsx"
    XLSB = "xlsb"
    XLS = "xls"
    ODS = "ods"
    TEXT = "csv"
    HTML = "html"


_SUFFIXES = {
    FileKind.XLSX: {".xlsx", ".xlsm", ".xltx", ".xltm"},
    FileKind.XLSB: {".xlsb"},
    FileKind.XLS: {".xls", ".xlt"},
    FileKind.ODS: {".ods", ".ots"},
    FileKind.HTML: {".html", ".htm"},
}
_WORKBOOK_SUFFIXES = frozenset().union(*_SUFFIXES.values())

_SIGNATURES = (
    (b"%PDF", "PDF"),
    (b"\x89PNG", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"GIF8", "GIF"),
    (b"SQLite format 3\0", "SQLite / GeoPackage"),
    (b"Rar!", "RAR"),
    (b"7z\xbc\xaf\x27\x1c", "7-Zip"),
    (b"\x1f\x8b", "gzip"),
    (b"BZh", "bzip2"),
    (b"PAR1", "Parquet"),
    (b"{\\rtf", "RTF"),
    (b"\x00\x00\x27\x0a", "shapefile"),
)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OLD_EXCEL = (b"\x09\x00\x04\x00", b"\x09\x02\x06\x00", b"\x09\x04\x06\x00")
_HTML_START = re.compile(rb"<(!doctype\s+html|html|head|meta|style|table|body|div)\b", re.I)
_CONTROL = re.compile(r"[\x01-\x08\x0e-\x1a\x1c-\x1f]")
_HEAD_BYTES = 65536


def file_kind(path: Path) -> tuple[FileKind, Findings]:
    """Tell what kind of table file `path` is, by its content.

    Parameters
    ----------
    path : pathlib.Path
        The file a person named.

    Returns
    -------
    kind : FileKind
        By content.
    findings : Findings
        A warning when the name promises another kind.

    Raises
    ------
    ProbonoError
        When there is no such file, it is empty, a folder, locked by a password, damaged, too big
        or no table at all.

    Examples
    --------
    >>> import tempfile
    >>> path = Path(tempfile.mkdtemp()) / "points.xlsx"
    >>> _ = path.write_text("région;points\\nThiès;12\\n", encoding="utf-8")
    >>> kind, findings = file_kind(path)
    >>> kind, findings[0].code
    (<FileKind.TEXT: 'csv'>, 'tables.other_inside')
    """
    head = _head(path)
    kind = _kind_of(path, head)
    findings = Findings()
    suffix = path.suffix.lower()
    if suffix in _WORKBOOK_SUFFIXES and suffix not in _SUFFIXES.get(kind, ()):
        findings.add("tables.other_inside", path, suffix=suffix, kind=kind.value)
    return kind, findings


def stop(code: str, where: object, **values: str | int | tuple[str, ...]) -> ProbonoError:
    """Return the error that carries one finding."""
    return ProbonoError(Findings([finding(code, where, **values)]))


def _head(path: Path) -> bytes:
    try:
        if not path.exists():
            raise ProbonoError(Findings([_missing(path)]))
        if path.is_dir():
            raise stop("file.is_a_folder", path)
        with path.open("rb") as file:
            head = file.read(_HEAD_BYTES)
    except PermissionError as problem:
        raise stop("file.not_readable", path, reason=problem.strerror or "") from problem
    except OSError as problem:
        raise error_from_os(problem, path) from problem
    if not head.strip(b"\0\xef\xbb\xbf\xff\xfe \t\r\n"):
        raise stop("file.empty", path)
    return head


def _missing(path: Path) -> Finding:
    from rapidfuzz import process

    try:
        names = sorted(p.name for p in path.parent.iterdir() if p.is_file())
    except OSError:
        names = []
    near = tuple(name for name, _, _ in process.extract(path.name, names, limit=3, score_cutoff=60))
    if near:
        return finding("tables.missing_near", path, near=near)
    return finding("file.missing", path)


def _kind_of(path: Path, head: bytes) -> FileKind:
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _zip_kind(path)
    if head.startswith(_OLE):
        return _ole_kind(path)
    if head.startswith(_OLD_EXCEL):
        raise stop("tables.not_a_table", path, kind="Excel 2–4")
    for signature, name in _SIGNATURES:
        if head.startswith(signature):
            raise stop("tables.not_a_table", path, kind=name)
    return _text_kind(path, head)


def _zip_kind(path: Path) -> FileKind:
    try:
        with zipfile.ZipFile(path) as archive:
            names = set(archive.namelist())
            _check_size(path, archive)
            mimetype = (
                archive.read("mimetype")[:80].decode("latin-1") if "mimetype" in names else ""
            )
    except (zipfile.BadZipFile, zipfile.LargeZipFile, EOFError, NotImplementedError) as problem:
        raise stop("tables.damaged", path, reason=str(problem)) from problem
    except RuntimeError as problem:  # zipfile's word for a member under a password
        raise stop("tables.password", path) from problem
    if "xl/workbook.xml" in names:
        return FileKind.XLSX
    if "xl/workbook.bin" in names:
        return FileKind.XLSB
    if mimetype.startswith("application/vnd.oasis.opendocument.spreadsheet"):
        return FileKind.ODS
    raise stop("tables.not_a_table", path, kind=_zip_name(names, mimetype))


def _zip_name(names: set[str], mimetype: str) -> str:
    if "word/document.xml" in names:
        return "Word"
    if "ppt/presentation.xml" in names:
        return "PowerPoint"
    if mimetype.startswith("application/vnd.oasis.opendocument"):
        return mimetype.removeprefix("application/vnd.oasis.opendocument.")
    if any(name.endswith(".iwa") for name in names):
        return "Apple Numbers"
    if any(name.endswith(".shp") for name in names):
        return "shapefile"
    return "zip"


def _check_size(path: Path, archive: zipfile.ZipFile) -> None:
    members = archive.infolist()
    unpacked = sum(member.file_size for member in members)
    packed = sum(member.compress_size for member in members) or 1
    honest = unpacked <= SMALL_BYTES or unpacked / packed <= MAX_RATIO
    if unpacked > MAX_UNPACKED_BYTES or not honest:
        raise stop("tables.unpacks_too_big", path, size=round(unpacked / 2**20))


def _ole_kind(path: Path) -> FileKind:
    try:
        content = path.read_bytes()
    except OSError as problem:
        raise error_from_os(problem, path) from problem

    def has(stream: str) -> bool:
        # A directory entry: the name in UTF-16, its closing zeros, in a field of 64 bytes.
        return (stream + "\0").encode("utf-16-le") in content

    if has("EncryptedPackage"):
        raise stop("tables.password", path)
    if has("Workbook") or has("Book"):
        return FileKind.XLS
    raise stop("tables.not_a_table", path, kind="Word" if has("WordDocument") else "OLE")


def _text_kind(path: Path, head: bytes) -> FileKind:
    size = path.stat().st_size
    if size > MAX_TEXT_BYTES:
        raise stop("tables.too_big", path, size=round(size / 2**20))
    plain = head.replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")
    start = plain[:4096]
    if b"urn:schemas-microsoft-com:office:spreadsheet" in start:
        raise stop("tables.not_a_table", path, kind="XML Spreadsheet 2003")
    if _HTML_START.match(start) or (start.startswith(b"<?xml") and b"<html" in start.lower()):
        return FileKind.HTML
    for opening, name in ((b"<?xml", "XML"), (b"<kml", "KML"), (b"<gpx", "GPX")):
        if start.startswith(opening):
            raise stop("tables.not_a_table", path, kind=name)
    if re.match(rb"[\[{]\s*[\"{\[]", start):
        raise stop("tables.not_a_table", path, kind="JSON")
    if start.startswith(b"MIME-Version:"):
        raise stop("tables.not_a_table", path, kind="MHTML")
    # A program or a picture has control characters that no text has; in UTF-16 they are halves of
    # letters.
    wide = wide_encoding(head)
    text = head.decode(wide, "ignore") if wide else plain.decode("latin-1")
    if len(_CONTROL.findall(text)) > len(text) / 50:
        raise stop("tables.not_a_table", path, kind="?")
    return FileKind.TEXT
