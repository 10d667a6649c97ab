"""Exports of ODK Central taken apart into submissions, and put together again."""

from __future__ import annotations

import csv
import io
import json
import re
import stat
import zipfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TextIO

from probono_kit.files import write_aside
from probono_kit.forms.servers.connection import BrokenAnswerError

#: Columns by file of an export.
Headings = dict[str, list[str]]
#: Rows of a submission by file, each with the cells that are not empty.
Rows = dict[str, list[dict[str, str]]]

_KEY = "KEY"
_PARENT = "PARENT_KEY"
_DAY = (2000, 1, 1, 12, 0, 0)
_LONGEST_CELL = 100_000_000


def take_apart(content: bytes) -> tuple[Headings, dict[str, Rows]]:
    """Return the columns of an export, and its rows by submission.

    Parameters
    ----------
    content : bytes
        The zip.

    Returns
    -------
    headings : dict
        Columns by file.
    submissions : dict
        Rows by the key of their submission.

    Raises
    ------
    BrokenAnswerError
        If the zip stops half way.
    """
    headings: Headings = {}
    submissions: dict[str, Rows] = {}
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive, _long_cells():
            for name in archive.namelist():
                if name.lower().endswith(".csv") and "/" not in name:
                    text = archive.read(name).decode("utf-8-sig")
                    _take_table(name, text, headings, submissions)
    except (zipfile.BadZipFile, csv.Error, UnicodeDecodeError, EOFError):
        raise BrokenAnswerError from None
    return headings, submissions


def _take_table(name: str, text: str, headings: Headings, submissions: dict[str, Rows]) -> None:
    reader = csv.reader(io.StringIO(text, newline=""))
    columns = next(reader, [])
    if _KEY not in columns:
        return
    headings[name] = columns
    belongs = columns.index(_PARENT if _PARENT in columns else _KEY)
    for cells in reader:
        if not cells:
            continue
        if len(cells) != len(columns):
            raise BrokenAnswerError
        key = cells[belongs].partition("/")[0]
        row = {column: cell for column, cell in zip(columns, cells, strict=True) if cell}
        submissions.setdefault(key, {}).setdefault(name, []).append(row)


@contextmanager
def _long_cells() -> Iterator[None]:
    """Accept cells as long as people write them; the module's limit is put back."""
    before = csv.field_size_limit(_LONGEST_CELL)
    try:
        yield
    finally:
        csv.field_size_limit(before)


def joined(old: Headings, new: Headings) -> Headings:
    """Return the columns of both, in the order of the newer export.

    Examples
    --------
    >>> joined({"a.csv": ["x", "gone", "KEY"]}, {"a.csv": ["x", "added", "KEY"]})
    {'a.csv': ['x', 'gone', 'added', 'KEY']}
    """
    result = {name: list(columns) for name, columns in new.items()}
    for name, columns in old.items():
        into = result.setdefault(name, [])
        before = 0
        for column in columns:
            if column in into:
                before = into.index(column) + 1
            else:
                into.insert(before, column)
                before += 1
    return result


def put_together(headings: Headings, bodies: Callable[[], Iterable[str]], path: Path) -> None:
    """Write the zip, the same bytes for the same submissions.

    Parameters
    ----------
    headings : dict
        Columns by file.
    bodies : callable
        Gives the submissions in their order, as texts of :data:`Rows`; called once per file.
    path : pathlib.Path
        The zip; it appears whole or not at all.
    """
    with write_aside(path) as aside, zipfile.ZipFile(aside, "w") as archive:
        for name, columns in headings.items():
            info = zipfile.ZipInfo(name, _DAY)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.create_system = 3
            info.external_attr = (stat.S_IFREG | 0o644) << 16
            with archive.open(info, "w", force_zip64=True) as file:
                text = io.TextIOWrapper(file, encoding="utf-8", newline="")
                _write_table(name, _ordered(columns), bodies(), csv.writer(_Lines(text)))
                text.flush()
                text.detach()


class _Lines:
    """Ends lines as the server does; told of both characters, ``csv`` quotes cells with either."""

    def __init__(self, file: TextIO) -> None:
        self._file = file

    def write(self, line: str) -> int:
        """Write a line that ends in carriage return and line feed."""
        return self._file.write(line.removesuffix("\r\n") + "\n")


def _write_table(name: str, columns: list[str], bodies: Iterable[str], writer: Any) -> None:
    # Central writes 0 for a choice that was not chosen, and also where nothing was answered.
    blank = ["0" if _select_of(column, columns) else "" for column in columns]
    writer.writerow(columns)
    for body in bodies:
        for row in json.loads(body).get(name, ()):
            writer.writerow([row.get(c, empty) for c, empty in zip(columns, blank, strict=True)])


def _select_of(column: str, columns: Iterable[str]) -> str:
    """Return the question whose choice a column counts, ``""`` if it counts none."""
    question, bar, _ = column.partition("/")
    return question if bar and question in columns else ""


def _ordered(columns: list[str]) -> list[str]:
    """Return columns with the choices of a question in the order of their names.

    An export has a column for the choices that occur in it: their order must not depend on how
    the submissions were divided into exports.
    """
    known = set(columns)
    choices: dict[str, list[str]] = {}
    for column in columns:
        if question := _select_of(column, known):
            choices.setdefault(question, []).append(column)
    result: list[str] = []
    for column in columns:
        if not _select_of(column, known):
            result += [column, *sorted(choices.get(column, ()), key=_natural)]
    return result


def _natural(text: str) -> list[tuple[int, str]]:
    return [
        (int(part or 0), "") if part.isdigit() else (0, part) for part in re.split(r"(\d+)", text)
    ]
