"""Files with lists of places: CSV, workbooks and boundary files, within limits."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterable
from pathlib import Path

import geopandas as gpd
import pandas as pd
from python_calamine import CalamineError, CalamineWorkbook, PasswordError

from probono_kit.errors import ProbonoError
from probono_kit.files import error_from_os
from probono_kit.findings import Findings
from probono_kit.places.archive import LARGEST_RATIO, LARGEST_UNPACKED
from probono_kit.places.formats import ENDINGS as GEO_ENDINGS
from probono_kit.places.formats import read_layer
from probono_kit.places.list_columns import known_headers
from probono_kit.places.names import cell_text
from probono_kit.places.refusals import refusal

#: Larger lists are refused: that of the whole world has 2 MB.
LARGEST = 100_000_000
MOST_ROWS = 500_000

_TEXT = (".csv", ".tsv", ".txt")
_WORKBOOKS = (".xlsx", ".xlsm", ".xls", ".xlsb", ".ods")
_ENDINGS = (*_TEXT, *_WORKBOOKS, *GEO_ENDINGS)
_HEADER_WITHIN = 20
#: A cell with more letters is a quotation mark that nobody closed.
_LONGEST = 131_072
_MOST_LAYERS = 12
_SEPARATORS = ",;\t|"


def read_list_tables(path: Path, findings: Findings) -> list[pd.DataFrame]:
    """Read the tables of a file that may be lists of places, all cells as texts.

    Parameters
    ----------
    path : pathlib.Path
        CSV, Excel, OpenDocument, or a boundary file, whose shapes are left aside.
    findings : Findings
        Gets a warning if a text file is not in Unicode.

    Returns
    -------
    list of pandas.DataFrame
        One per sheet that has cells.

    Raises
    ------
    ProbonoError
        If the file cannot be read, or is too large.
    """
    suffix = path.suffix.casefold()
    if suffix in GEO_ENDINGS:
        layers = _layers(path)
        return [pd.DataFrame(x.drop(columns=x.geometry.name)).map(cell_text) for x in layers]
    if suffix not in (*_TEXT, *_WORKBOOKS):
        raise refusal(
            "gazetteer.unknown_format", path, ending=suffix or path.name, endings=_ENDINGS
        )
    raw = _bytes(path)
    if suffix in _TEXT:
        return _framed([_rows(_decoded(raw, findings, path), path)], path)
    _check_container(path, raw)
    try:
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(raw))
        sheets = [workbook.get_sheet_by_name(name).to_python() for name in workbook.sheet_names]
    except PasswordError as problem:
        raise refusal("places.zip_password", path) from problem
    except (CalamineError, ValueError, OSError) as problem:
        raise refusal("gazetteer.unreadable", path) from problem
    return _framed(([list(map(cell_text, row)) for row in sheet] for sheet in sheets), path)


def _layers(path: Path) -> list[gpd.GeoDataFrame]:
    """Read the layer of a boundary file, or all where it has one per level."""
    try:
        return [read_layer(path)]
    except ProbonoError as refused:
        asked = [found for found in refused.findings if found.code == "places.which_layer"]
        if not asked:
            raise
        names = asked[0].to_json()["values"]["layers"]
        return [read_layer(path, name) for name in names[:_MOST_LAYERS]]


def _bytes(path: Path) -> bytes:
    try:
        if path.is_dir():
            raise refusal("file.is_a_folder", path)
        if path.stat().st_size > LARGEST:
            raise refusal("places.too_large", path, limit=LARGEST)
        raw = path.read_bytes()
    except PermissionError as problem:
        raise refusal("file.not_readable", path, reason=problem.strerror or "") from problem
    except OSError as problem:
        raise error_from_os(problem, path) from problem
    if not raw:
        raise refusal("file.empty", path)
    return raw


def _check_container(path: Path, raw: bytes) -> None:
    """Refuse a workbook that would unpack to more than a list of places can hold."""
    if not raw.startswith(b"PK"):
        return
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            parts = archive.infolist()
    except zipfile.BadZipFile as problem:
        raise refusal("gazetteer.unreadable", path) from problem
    if sum(part.file_size for part in parts) > LARGEST_UNPACKED or any(
        part.file_size > LARGEST_RATIO * max(part.compress_size, 1000) for part in parts
    ):
        raise refusal("places.zip_too_large", path, limit=LARGEST_UNPACKED)


def _decoded(raw: bytes, findings: Findings, path: Path) -> str:
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        return raw.decode("utf-16", errors="replace")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        findings.add("gazetteer.not_unicode", path)
        return raw.decode("cp1252", errors="replace")


def _rows(text: str, path: Path) -> list[list[str]]:
    """Cut a text into cells, at the separator that its first lines have most of."""
    start = "\n".join(text.splitlines()[:_HEADER_WITHIN])
    separator = max(_SEPARATORS, key=start.count)
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=separator))
    except csv.Error as problem:
        raise refusal("gazetteer.quotes", path, limit=_LONGEST) from problem
    # The limit of the csv module is one for the whole process: whoever is there may have moved it.
    if any(len(cell) > _LONGEST for row in rows for cell in row):
        raise refusal("gazetteer.quotes", path, limit=_LONGEST)
    return [[cell_text(cell) for cell in row] for row in rows]


def _framed(tables: Iterable[list[list[str]]], path: Path) -> list[pd.DataFrame]:
    frames = (_frame(rows, path) for rows in tables)
    return [frame for frame in frames if frame is not None]


def _frame(rows: list[list[str]], path: Path) -> pd.DataFrame | None:
    """Return the rows below the header: the first row with two known headers, else the first."""
    filled = [row for row in rows if any(row)]
    if len(filled) > MOST_ROWS:
        raise refusal("gazetteer.too_many_rows", path, limit=MOST_ROWS)
    if not filled:
        return None
    start = filled[:_HEADER_WITHIN]
    header = next((n for n, row in enumerate(start) if known_headers(row) >= 2), 0)
    names = distinct_names(filled[header])
    width = len(names)
    body = [(row + [""] * width)[:width] for row in filled[header + 1 :]]
    # HXL tags under the header are no place.
    body = [row for row in body if not all(cell[:1] in ("#", "") for cell in row)]
    return pd.DataFrame(body, columns=names, dtype=object)


def distinct_names(cells: list[str]) -> list[str]:
    """Return names of columns, none empty and none twice.

    Examples
    --------
    >>> distinct_names(["Code", "", "Code"])
    ['Code', 'column 2', 'Code 2']
    """
    seen: dict[str, int] = {}
    names = []
    for place, cell in enumerate(cells):
        name = cell or f"column {place + 1}"
        seen[name] = seen.get(name, 0) + 1
        names.append(name if seen[name] == 1 else f"{name} {seen[name]}")
    return names
