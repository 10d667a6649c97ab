"""What is wrong with columns, languages, types and the values of cells."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import get_close_matches

from probono_kit.findings import Findings
from probono_kit.forms.lint.logic import Sight, shortened
from probono_kit.forms.model import Column, Question, Row
from probono_kit.forms.reading import column_place
from probono_kit.forms.words import KNOWN_COLUMNS, SHOWN, SILENT, TRANSLATED, TYPES

#: What may be the name of an element of XML; ODK takes these of them.
_NAME = re.compile(r"[^\W\d][\w.\-]*(?::[^\W\d][\w.\-]*)?")
_STRIPPED = ("type", "name", "list_name", "default", "appearance")


def columns(sight: Sight, findings: Findings) -> None:
    """Find headings that are nearly those of a column."""
    for key, known in KNOWN_COLUMNS.items():
        row = _first_row(sight, key)
        sheet = row.sheet if row else key
        present = {column.key for column in sight.form.columns.get(key, ())}
        for column in sight.form.columns.get(key, ()):
            place = column_place(sheet, column)
            if column.written != column.written.strip():
                findings.add("form.spaces", place, value=column.written.strip())
            if column.key in known:
                continue
            near = _near_column(column.key, known)
            if near and not (key == "choices" and near in present):
                findings.add("form.column_misspelt", place, value=column.written, near=near)


def _near_column(key: str, known: set[str]) -> str:
    if len(key) < 3:
        return ""
    near = get_close_matches(key, sorted(known), 1, 0.8)
    if near and abs(len(near[0]) - len(key)) <= 2 and key[:1] == near[0][:1]:
        return near[0]
    return near[0] if near and sorted(near[0]) == sorted(key) else ""


def _first_row(sight: Sight, key: str) -> Row | None:
    rows: dict[str, Iterator[Row]] = {
        "survey": (each.row for each in sight.form.questions),
        "choices": (each.row for each in sight.form.choices),
    }
    return next(rows.get(key, iter(())), None) if key != "settings" else sight.form.settings


def languages(sight: Sight, findings: Findings) -> None:
    """Find languages that are missing from a sheet, mixed with none, or blank in a cell."""
    form = sight.form
    used: dict[str, list[str]] = {}
    for key in ("survey", "choices"):
        labels = [column for column in form.columns.get(key, ()) if column.key == "label"]
        used[key] = [column.language for column in labels]
        for column in labels:
            row = _first_row(sight, key)
            if not column.language and len(labels) > 1:
                findings.add("form.label_mixed", column_place(row.sheet if row else key, column))
    named = [language for language in used["survey"] if language]
    if form.choices and used["choices"]:
        missing = tuple(each for each in named if each not in used["choices"])
        extra = tuple(each for each in used["choices"] if each and each not in used["survey"])
        sheet = form.choices[0].row.sheet
        if missing:
            findings.add(
                "form.language_missing", sheet, languages=missing, other=form.questions[0].row.sheet
            )
        if extra:
            findings.add(
                "form.language_missing", form.questions[0].row.sheet, languages=extra, other=sheet
            )


def translations(sight: Sight, findings: Findings) -> None:
    """Find cells that are blank in one language and filled in another."""
    groups = (
        ("survey", [each.row for each in sight.form.questions if each.kind not in SILENT]),
        ("choices", [each.row for each in sight.form.choices]),
    )
    for key, rows in groups:
        together: dict[str, list[Column]] = {}
        for column in sight.form.columns.get(key, ()):
            if column.key in TRANSLATED and column.language:
                together.setdefault(column.key, []).append(column)
        for row in rows:
            for columns_ in together.values():
                if len(columns_) < 2 or not any(c in row.cells for c in columns_):
                    continue
                for column in columns_:
                    if column not in row.cells:
                        values = {"column": column.key, "language": column.language}
                        findings.add("form.translation_blank", row.cell(column), **values)


def spaces(sight: Sight, findings: Findings) -> None:
    """Find spaces before and behind names and other words that are compared."""
    rows = [each.row for each in sight.form.questions] + [each.row for each in sight.form.choices]
    for row in rows:
        for column, text in row.cells.items():
            if column.key in _STRIPPED and text != text.strip():
                findings.add("form.spaces", row.cell(column), value=text.strip())


def types(sight: Sight, findings: Findings) -> None:
    """Find types that do not exist, questions that show nothing, groups that hold nothing."""
    filled = {id(each.parents[-1]) for each in sight.form.questions if each.parents}
    lists = sight.form.lists
    for question in sight.form.questions:
        where = question.row.where("type")
        if question.kind not in TYPES:
            near = get_close_matches(question.row.get("type").lower(), sorted(TYPES), 1, 0.6)
            value = shortened(question.row.get("type"))
            findings.add("form.type", where, value=value, near=near[0] if near else "—")
        if question.is_container and id(question) not in filled:
            findings.add("form.group_empty", where, name=question.name)
        if question.kind in SHOWN or question.is_select:
            calculated = question.row.get("calculation") or question.row.get("image")
            if not (question.label() or question.row.get("hint") or calculated):
                findings.add("form.label_missing", where, name=question.name)
        from_list = question.kind in ("select_one", "select_multiple", "rank")
        reference = question.list_name.startswith("${") or "search(" in question.row.get(
            "appearance"
        )
        if from_list and not reference and question.list_name not in lists:
            near = get_close_matches(question.list_name, lists, 1, 0.6)
            findings.add(
                "form.list_missing", where, list=question.list_name, near=near[0] if near else "—"
            )


def names(sight: Sight, findings: Findings) -> None:
    """Find names that are missing, that are no names, or that stand twice in a group."""
    seen: dict[tuple[int, str], Question] = {}
    for question in sight.form.questions:
        name, where = question.name, question.row.where("name")
        if not name:
            findings.add("form.nameless", where, kind=question.row.get("type"))
            continue
        if not _NAME.fullmatch(name):
            findings.add("form.name", where, value=name)
        parent = id(question.parents[-1]) if question.parents else 0
        first = seen.setdefault((parent, name), question)
        if first is not question:
            findings.add("form.name_twice", where, value=name, line=str(first.row.number))


def constraints(sight: Sight, findings: Findings) -> None:
    """Find limits that do not say why an answer is refused."""
    for question in sight.form.questions:
        if question.row.get("constraint") and not question.row.get("constraint_message"):
            findings.add(
                "form.constraint_silent", question.row.where("constraint"), name=question.name
            )
