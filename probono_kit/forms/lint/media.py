"""Files that lie beside a form, and what they hold."""

from __future__ import annotations

import csv
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from probono_kit.forms.model import Form, Question

FROM_FILE = ("select_one_from_file", "select_multiple_from_file")
#: Files beyond this are not looked into.
_MOST_BYTES = 50_000_000


class Lookup(NamedTuple):
    """A CSV beside a form: its headings and its rows."""

    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    def column(self, name: str) -> frozenset[str]:
        """Return what stands in a column."""
        place = self.heads.index(name)
        return frozenset(row[place] for row in self.rows if len(row) > place)


def column_names(question: Question) -> tuple[str, str]:
    """Return the headings of a select from a file that hold the names and the labels."""
    told = dict(
        part.split("=", 1) for part in question.row.get("parameters").split() if "=" in part
    )
    ending = question.list_name.rpartition(".")[2].lower()
    name, label = ("id", "title") if ending == "geojson" else ("name", "label")
    return told.get("value", name), told.get("label", label)


def names_in_file(form: Form, question: Question) -> frozenset[str] | None:
    """Return the names of the choices of a select from a CSV that lies beside the form."""
    path = beside(form, question.list_name) if question.kind in FROM_FILE else None
    found = lookup(path) if path is not None else None
    name = column_names(question)[0]
    return found.column(name) if found is not None and name in found.heads else None


def beside(form: Form, name: str) -> Path | None:
    """Return the file of that name in the places where media of a form are kept."""
    folder, stem = form.path.parent, form.path.stem
    plain = plain_name(name)
    if not plain or "\0" in plain or len(plain) > 200 or "${" in plain:
        return None
    places = (folder, folder / "media", folder / f"{stem}-media")
    return next((place / plain for place in places if (place / plain).is_file()), None)


def plain_name(name: str) -> str:
    """Return the name of a file without folders."""
    return name.replace("\\", "/").rpartition("/")[2]


def lookup(path: Path) -> Lookup | None:
    """Return what a CSV holds, ``None`` if it is none or too big."""
    if path.suffix.lower() != ".csv":
        return None
    facts = path.stat()
    return _read(path, facts.st_mtime_ns) if facts.st_size <= _MOST_BYTES else None


@lru_cache(maxsize=8)
def _read(path: Path, _changed: int) -> Lookup | None:
    try:
        text = path.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError):
        return None
    rows = csv.reader(text.splitlines(keepends=True))
    try:
        heads = tuple(cell.strip() for cell in next(rows, ()))
        return Lookup(heads, tuple(tuple(cell.strip() for cell in row) for row in rows))
    except csv.Error:
        return None
