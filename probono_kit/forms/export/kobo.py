"""Exports of KoboToolbox: workbook, CSV, answers of its API.

Source: exports of KoboToolbox with names and ``/`` between groups, and
https://support.kobotoolbox.org/export_download.html, https://support.kobotoolbox.org/api.html.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import xlsxwriter

from probono_kit.forms.export.cells import (
    KOBO_PARTS,
    ZONE,
    meta_of,
    number_or_text,
    repeats_of,
    told_of,
)
from probono_kit.forms.model import Form, Question
from probono_kit.forms.submission_model import MAIN, Submissions
from probono_kit.forms.synthesis.frames import column_of
from probono_kit.forms.synthesis.nested import Answers, answers_of

_CREATED = dt.datetime(2000, 1, 1)  # noqa: DTZ001 (xlsxwriter wants it naive)
#: What stands behind the questions: heading, our column.
_TRAILING = (
    ("_id", "_id"),
    ("_uuid", "_key"),
    ("_submission_time", "_submission_time"),
    ("_validation_status", "_validation_status"),
    ("_notes", "_notes"),
    ("_status", "_status"),
    ("_submitted_by", "_submitted_by"),
    ("__version__", "_version"),
    ("_tags", "_tags"),
)
_ADDED = frozenset(heading for heading, _ in _TRAILING)
_RECEIVED = "submitted_via_web"

#: A column of an export: heading, kind, texts.
Column = tuple[str, str, list[str]]


def _columns(submissions: Submissions, form: Form, repeat: Question | None) -> Iterator[Column]:
    for told in told_of(submissions, form, repeat):
        path, kind = told.question.path, told.question.kind
        if path in _ADDED:
            continue  # forms that were deployed ask for their version; the server writes it once
        yield path, kind, told.texts
        group, _, name = path.rpartition("/")
        if told.is_position:
            before = f"{group}/" if group else ""
            for place, part in enumerate(KOBO_PARTS):
                yield f"{before}_{name}_{part}", "decimal", told.part(place)
        for choice in told.choices:
            yield f"{path}/{choice}", "integer", told.marks(choice, "")


def _main(submissions: Submissions, form: Form) -> list[Column]:
    keys = meta_of(submissions, "_key")
    columns = list(_columns(submissions, form, None))
    for heading, name in _TRAILING:
        texts = meta_of(submissions, name)
        if name == "_status" and name not in submissions.main:
            texts = [_RECEIVED] * len(keys)
        columns.append((heading, "integer" if name == "_id" else "text", texts))
    columns.append(("meta/rootUuid", "text", [f"uuid:{key}" for key in keys]))
    columns.append(("_index", "integer", [str(number) for number in range(1, len(keys) + 1)]))
    return columns


def _below(
    submissions: Submissions, form: Form, repeat: Question, indexes: dict[str, int], title: str
) -> list[Column]:
    frame = submissions.tables[column_of(form, repeat)]
    columns = list(_columns(submissions, form, repeat))
    parents = [str(indexes[key]) for key in frame["_parent"]]
    indexes.update((key, number) for number, key in enumerate(frame["_key"], 1))
    above = repeat.repeats[-1].name if repeat.repeats else title
    columns += [
        ("_index", "integer", [str(number) for number in range(1, len(frame) + 1)]),
        ("_parent_table_name", "text", [above] * len(frame)),
        ("_parent_index", "integer", parents),
    ]
    place = {key: number for number, key in enumerate(submissions.main["_key"])}
    rows = [place[key] for key in frame["_submission"]]
    for heading, name in _TRAILING:
        texts = meta_of(submissions, name)
        own = [texts[row] for row in rows]
        columns.append((f"_submission_{heading}", "integer" if name == "_id" else "text", own))
    return columns


def write_xlsx(submissions: Submissions, form: Form, path: Path) -> None:
    """Write a workbook: one sheet for the interviews, one for each repeat."""
    title = _title(form)
    options = {
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
        "constant_memory": True,
    }
    with xlsxwriter.Workbook(str(path), options) as book:
        book.set_properties({"created": _CREATED})
        taken: set[str] = set()
        indexes = {str(key): n for n, key in enumerate(submissions.main["_key"], 1)}
        _write_sheet(book, _sheet_name(title, taken), _main(submissions, form))
        for repeat, _ in repeats_of(submissions, form):
            columns = _below(submissions, form, repeat, indexes, title)
            _write_sheet(book, _sheet_name(repeat.name, taken), columns)


def _write_sheet(book: Any, name: str, columns: list[Column]) -> None:
    sheet = book.add_worksheet(name)
    for place, (heading, _, _) in enumerate(columns):
        sheet.write_string(0, place, heading)
    for number, cells in enumerate(zip(*(texts for _, _, texts in columns), strict=True), 1):
        for place, (text, column) in enumerate(zip(cells, columns, strict=True)):
            if text:
                value = number_or_text(text, column[1])
                if isinstance(value, str):
                    sheet.write_string(number, place, value)
                else:
                    sheet.write_number(number, place, value)


def _title(form: Form) -> str:
    settings = form.settings
    named = settings.get("form_title") or settings.get("form_id") if settings else ""
    return named or form.path.stem


def _sheet_name(name: str, taken: set[str]) -> str:
    """Return a name that a workbook takes: 31 characters, none of ``[]:*?/\\``, no second time."""
    plain = "".join("_" if sign in "[]:*?/\\'" else sign for sign in name)[:31] or "data"
    unique, number = plain, 1
    while unique.casefold() in taken:
        number += 1
        unique = f"{plain[:28]}_{number}"
    taken.add(unique.casefold())
    return unique


def write_csv(submissions: Submissions, form: Form, path: Path) -> None:
    """Write the interviews as KoboToolbox does: ``;`` between, all in quotes, no repeats."""
    columns = _main(submissions, form)
    lines = [_line([heading for heading, _, _ in columns])]
    lines += [_line(cells) for cells in zip(*(texts for _, _, texts in columns), strict=True)]
    path.write_bytes(("".join(lines)).encode("utf-8-sig"))


def _line(cells: Any) -> str:
    return ";".join('"' + cell.replace('"', '""') + '"' for cell in cells) + "\n"


def write_json(submissions: Submissions, form: Form, path: Path) -> None:
    """Write the interviews as the API answers: full paths as keys, repeats as lists of objects."""
    meta = {name: meta_of(submissions, name) for _, name in _TRAILING}
    meta["_id"] = [each or str(n) for n, each in enumerate(meta["_id"], 1)]
    points = _first_positions(submissions, form)
    results = []
    for number, answers in enumerate(answers_of(submissions, ZONE)):
        uuid = meta["_key"][number]
        results.append(
            {
                "_id": int(meta["_id"][number]),
                **_flat(answers, ""),
                "__version__": meta["_version"][number],
                "meta/instanceID": f"uuid:{uuid}",
                "meta/rootUuid": f"uuid:{uuid}",
                "_xform_id_string": form.settings.get("form_id") if form.settings else "",
                "_uuid": uuid,
                "_attachments": [],
                "_status": meta["_status"][number] or _RECEIVED,
                "_geolocation": points[number],
                "_submission_time": meta["_submission_time"][number],
                "_tags": [],
                "_notes": [],
                "_validation_status": _validation(meta["_validation_status"][number]),
                "_submitted_by": meta["_submitted_by"][number] or None,
            }
        )
    page = {"count": len(results), "next": None, "previous": None, "results": results}
    path.write_bytes(json.dumps(page, ensure_ascii=False, indent=1).encode())


def _validation(status: str) -> dict[str, str]:
    return {"uid": status, "label": status} if status else {}


def _flat(answers: Answers, before: str) -> dict[str, Any]:
    flat: dict[str, Any] = {}
    for name, value in answers.items():
        path = f"{before}{name}"
        if isinstance(value, dict):
            flat |= _flat(value, f"{path}/")
        elif isinstance(value, list):
            flat[path] = [_flat(each, f"{path}/") for each in value]
        else:
            flat[path] = value
    return flat


def _first_positions(submissions: Submissions, form: Form) -> list[list[float | None]]:
    for told in told_of(submissions, form, None):
        if told.is_position:
            pairs = zip(told.part(0), told.part(1), strict=True)
            return [[float(a), float(b)] if a and b else [None, None] for a, b in pairs]
    return [[None, None] for _ in range(len(submissions.tables[MAIN]))]
