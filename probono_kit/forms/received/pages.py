"""Answers of the API of KoboToolbox, version 2: objects with full paths as keys, repeats as lists.

Source: https://support.kobotoolbox.org/api.html.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from probono_kit.findings import Findings
from probono_kit.forms.received.raw import Kind, RawExport, RawTable, Text, texts
from probono_kit.tables.cells import cell_text
from probono_kit.tables.containers import stop

#: The deepest that repeats stand in each other.
_DEEPEST = 20
#: Lists of the server that are no repeats.
_NO_REPEATS = ("_attachments", "_notes", "_tags", "_geolocation")


def read_pages(path: Path, content: bytes, findings: Findings) -> RawExport:
    """Read one page or several, or a list of submissions.

    Raises
    ------
    ProbonoError
        If it is no JSON, was cut, or holds no submissions.
    """
    records: list[Any] = []
    counts: list[int] = []
    source = ""
    for part in _parts(_parsed(path, content)):
        if _is_page(part):
            records += part["results"]
            counts += [part["count"]] if isinstance(part.get("count"), int) else []
            source = source or _source(part)
        elif isinstance(part, dict):
            records.append(part)
        else:
            raise stop("submissions.json_unknown", path.name)
    odd = sum(not isinstance(record, dict) for record in records)
    if odd or (not counts and not records):
        raise stop("submissions.json_unknown", path.name)
    if not counts and not any(_names_itself(record) for record in records):
        raise stop("submissions.json_unknown", path.name)
    tables = _Tables()
    for number, record in enumerate(records):
        tables.add(record, "", str(number), None)
    main = tables.table("")
    below = (tables.table(name) for name in tables.rows if name)
    count = max(counts) if counts else None
    return RawExport(path.name, Kind.PAGES, main, tuple(below), count, source)


def _parsed(path: Path, content: bytes) -> Any:
    try:
        return json.loads(content.decode("utf-8-sig"))
    except json.JSONDecodeError as problem:
        rest = problem.doc[problem.pos :].strip()
        if not rest or problem.msg.startswith("Unterminated"):
            values = {"row": problem.lineno, "cells": 0, "usual": 0}
            raise stop("submissions.cut_file", path.name, **values) from problem
        where = f"{path.name}:{problem.lineno}"
        raise stop("submissions.not_json", where, reason=problem.msg) from problem
    except (UnicodeDecodeError, RecursionError) as problem:
        raise stop("submissions.not_json", path.name, reason=str(problem)) from problem


def _parts(data: Any) -> Iterator[Any]:
    yield from data if isinstance(data, list) else [data]


def _is_page(part: Any) -> bool:
    return isinstance(part, dict) and isinstance(part.get("results"), list)


def _names_itself(record: dict[str, Any]) -> bool:
    return any(name in record for name in ("_uuid", "_id", "meta/instanceID"))


def _source(page: dict[str, Any]) -> str:
    """Return the address of the pages without what tells one from another."""
    addresses = (page.get("next"), page.get("previous"))
    address = next((each for each in addresses if isinstance(each, str) and each), "")
    parts = urlsplit(address)
    return f"{parts.netloc}{parts.path}"


@dataclass(eq=False, slots=True)
class _Tables:
    """Objects within objects, spread over one table per list."""

    rows: dict[str, list[dict[str, Text]]] = field(default_factory=lambda: {"": []})
    own: dict[str, list[str]] = field(default_factory=lambda: {"": []})
    above: dict[str, list[str]] = field(default_factory=lambda: {"": []})

    def add(self, record: dict[str, Any], name: str, own: str, above: str | None) -> None:
        row: dict[str, Text] = {}
        self.rows.setdefault(name, []).append(row)
        self.own.setdefault(name, []).append(own)
        self.above.setdefault(name, []).append(above or "")
        for key, value in record.items():
            if self._is_repeat(key, value) and own.count("\x1f") < _DEEPEST:
                for number, each in enumerate(value, 1):
                    self.add(each, key, f"{own}\x1f{key}[{number}]", own)
            elif not (key in _NO_REPEATS or isinstance(value, list)):
                row[key] = _text(value)

    @staticmethod
    def _is_repeat(key: str, value: Any) -> bool:
        listed = isinstance(value, list) and bool(value) and key not in _NO_REPEATS
        return listed and all(isinstance(each, dict) for each in value)

    def table(self, name: str) -> RawTable:
        rows = self.rows[name]
        headings = dict.fromkeys(key for row in rows for key in row)
        columns = ((head, texts(row.get(head) for row in rows)) for head in headings)
        short = name.rpartition("/")[2]
        above = self.above[name] if name else None
        return RawTable(short, tuple(columns), self.own[name], above, path=name)


def _text(value: Any) -> Text:
    if isinstance(value, dict):
        # What the server says of a submission: its short name, not that of a language.
        return cell_text(value.get("uid")) or None
    return cell_text(value)
