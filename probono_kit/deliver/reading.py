"""Opening a file of any kind whole: what is in it, or why it is broken."""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

from probono_kit.deliver.contents import BrokenFileError, Contents
from probono_kit.deliver.document_contents import read_pdf, read_picture
from probono_kit.deliver.table_contents import (
    members,
    read_csv,
    read_database,
    read_parquet,
    read_workbook,
)
from probono_kit.deliver.text_contents import read_html, read_json, read_svg, read_text, read_xml

#: Readable pieces of a file of an unknown kind.
_PRINTABLE = re.compile(rb"[\x20-\x7e\x80-\xf4]{5,}")


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


def _read_zip(data: bytes) -> Contents:
    contents = Contents()
    for name, member in members(data):
        inner = _read(name, member)
        contents.texts.extend(inner.texts)
        contents.columns.extend(inner.columns)
        contents.requests.extend(inner.requests)
        contents.readable &= inner.readable
    return contents


def _read_unknown(data: bytes) -> Contents:
    try:
        return read_text(data)
    except UnicodeDecodeError:
        runs = (run.decode("utf-8", "replace") for run in _PRINTABLE.findall(data))
        return Contents(texts=["\n".join(runs)], readable=False)


_READERS: dict[str, Callable[[bytes], Contents]] = {
    ".html": read_html,
    ".htm": read_html,
    ".svg": read_svg,
    ".csv": read_csv,
    ".tsv": read_csv,
    ".txt": read_text,
    ".md": read_text,
    ".yml": read_text,
    ".json": read_json,
    ".geojson": read_json,
    ".pdf": read_pdf,
    ".png": read_picture,
    ".jpg": read_picture,
    ".jpeg": read_picture,
    ".xlsx": read_workbook,
    ".ods": read_workbook,
    ".docx": read_workbook,
    ".zip": _read_zip,
    ".kmz": _read_zip,
    ".qgz": _read_zip,
    ".kml": read_xml,
    ".qgs": read_xml,
    ".umap": read_json,
    ".parquet": read_parquet,
    ".gpkg": read_database,
    ".sqlite": read_database,
}
