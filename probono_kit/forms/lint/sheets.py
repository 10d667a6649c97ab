"""What is wrong with columns, languages, types and the values of cells."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import get_close_matches

from probono_kit.findings import Findings
from probono_kit.forms.lint.logic import Sight, nearest, shortened
from probono_kit.forms.model import Question, Row
from probono_kit.forms.reading import column_place
from probono_kit.forms.words import KNOWN_COLUMNS, SHOWN, TYPES

#: What may be the name of an element of XML; ODK takes these of them.
_NAME = re.compile(r"[^\W\d][\w.\-]*(?::[^\W\d][\w.\-]*)?")
#: Signs without a width, which come along when a text is copied.
_UNSEEN = frozenset(
    "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\u202a\u202b\u202c\u202d\u202e"
)
#: What authors call a column; used only where there is none of that name.
_MEANT = {
    **dict.fromkeys(("skip", "skip_logic", "condition", "show_if", "ask_if"), "relevant"),
    **dict.fromkeys(("mandatory", "compulsory", "obligatoire", "required?"), "required"),
    **dict.fromkeys(("validation", "validation_criteria", "limits"), "constraint"),
    **dict.fromkeys(("formula", "calculations"), "calculation"),
    **dict.fromkeys(("help", "help_text", "aide"), "hint"),
    **dict.fromkeys(("repeats", "repeat_number", "repeatcount"), "repeat_count"),
}
_ERRORS = frozenset(("#N/A", "#REF!", "#VALUE!", "#NAME?", "#DIV/0!", "#NUM!", "#NULL!"))
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
            meant = _MEANT.get(column.key, "") if key == "survey" else ""
            near = near or (meant if meant not in present else "")
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


def spaces(sight: Sight, findings: Findings) -> None:
    """Find spaces before and behind names and other words that are compared."""
    rows = [each.row for each in sight.form.questions] + [each.row for each in sight.form.choices]
    filters = {
        column
        for column in sight.form.columns.get("choices", ())
        if column.key not in KNOWN_COLUMNS["choices"]
    }
    for row in rows:
        for column, text in row.cells.items():
            if column.key not in _STRIPPED and column not in filters:
                continue
            if text != text.strip():
                findings.add("form.spaces", row.cell(column), value=text.strip())
            signs = set(text) & _UNSEEN
            if signs and column.key != "default":
                names = ", ".join(sorted(f"U+{ord(sign):04X}" for sign in signs))
                shown = "".join(sign for sign in text if sign not in _UNSEEN).strip()
                findings.add("form.unseen", row.cell(column), value=shown, signs=names)


def errors(sight: Sight, findings: Findings) -> None:
    """Find cells that hold the error of a formula."""
    rows = [each.row for each in sight.form.questions] + [each.row for each in sight.form.choices]
    for row in rows:
        for column, text in row.cells.items():
            if text.strip() in _ERRORS:
                findings.add("form.cell_error", row.cell(column), value=text.strip())


def types(sight: Sight, findings: Findings) -> None:
    """Find types that do not exist, questions that show nothing, groups that hold nothing."""
    filled = {id(each.parents[-1]) for each in sight.form.questions if each.parents}
    lists = sight.form.lists
    for question in sight.form.questions:
        where = question.row.where("type")
        if question.kind not in TYPES:
            near = nearest(question.row.get("type"), TYPES)
            value = shortened(question.row.get("type"))
            findings.add("form.type", where, value=value, near=near)
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
            near = nearest(question.list_name, lists)
            findings.add("form.list_missing", where, list=question.list_name, near=near)


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
