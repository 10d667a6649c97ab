"""The course of an interview: how long it takes, what is recorded, what cannot be answered."""

from __future__ import annotations

from collections import Counter

from probono_kit.findings import Findings
from probono_kit.forms.lint.logic import PLAIN, Sight
from probono_kit.forms.model import Question
from probono_kit.forms.words import META, SHOWN

#: Rough seconds to read out and to answer; our own estimate, meant to tell 20 minutes from 90.
_SECONDS = Counter(
    {"note": 6, "select_one": 15, "select_multiple": 25, "rank": 40, "integer": 15, "decimal": 15}
    | {"text": 30, "date": 15, "time": 15, "datetime": 25, "geopoint": 30, "image": 30, "range": 15}
    | {"geotrace": 120, "geoshape": 120, "audio": 60, "video": 60, "barcode": 20, "acknowledge": 8}
    | {"select_one_from_file": 20, "select_multiple_from_file": 25, "file": 30}
)
#: How often something is asked that hangs on an answer, and how many rows a repeat has.
_SOMETIMES, _REPEATED = 0.5, 4
#: Minutes after which people tire and the last answers are worth less.
_LONG = 45
_YES = ("yes", "true", "true()", "1")
#: Columns that do nothing, by kind.
_USELESS = {
    "note": ("constraint", "choice_filter", "repeat_count"),
    "calculate": ("required", "constraint", "choice_filter", "repeat_count"),
    "group": ("required", "constraint", "calculation", "default", "choice_filter", "repeat_count"),
    "repeat": ("required", "constraint", "calculation", "default", "choice_filter"),
    **dict.fromkeys(META, ("required", "constraint", "relevant", "choice_filter", "repeat_count")),
}


def recorded(sight: Sight, findings: Findings) -> None:
    """Find forms that do not record when an interview begins and ends."""
    kinds = {question.kind for question in sight.form.questions}
    missing = tuple(kind for kind in ("start", "end") if kind not in kinds)
    if missing and "audit" not in kinds:
        findings.add("form.duration", sight.form.questions[0].row.sheet, kinds=missing)


def length(sight: Sight, findings: Findings) -> None:
    """Find forms that take longer than people can bear."""
    minutes = sum(_expected(question) for question in sight.form.questions) / 60
    if minutes > _LONG:
        asked = sum(q.is_select or q.kind in SHOWN for q in sight.form.questions)
        sheet = sight.form.questions[0].row.sheet
        findings.add("form.long", sheet, minutes=round(minutes), count=asked, most=_LONG)


def _expected(question: Question) -> float:
    """Return the seconds that a question takes in an interview, on the average."""
    around = (*question.parents, question)
    sometimes = any(each.row.get("relevant") for each in around if each.kind != "repeat")
    times = float(_REPEATED ** len(question.repeats))
    return _SECONDS[question.kind] * times * (_SOMETIMES if sometimes else 1.0)


def useless(sight: Sight, findings: Findings) -> None:
    """Find notes that have to be answered, and cells that do nothing for the type of their row."""
    for question in sight.form.questions:
        row, kind = question.row, question.kind
        if kind == "note":
            told = row.get("required").lower()
            around = (question, *question.parents)
            if told in _YES or (told and told not in PLAIN):
                is_stop = any(each.row.get("relevant") for each in around)
                code = "form.note_stops" if is_stop else "form.note_required"
                findings.add(code, row.where("required"), name=question.name)
        columns = _USELESS.get(kind, ())
        if kind in SHOWN and kind != "note":
            columns = ("choice_filter", "repeat_count")
        for column, text in row.cells.items():
            if column.key in columns and text.strip().lower() not in ("no", "false", "false()"):
                values = {"column": column.written, "kind": kind}
                findings.add("form.no_effect", row.cell(column), **values)


def required(sight: Sight, findings: Findings) -> None:
    """Find forms in which nothing has to be answered."""
    asked = [
        q for q in sight.form.questions if q.kind != "note" and (q.kind in SHOWN or q.is_select)
    ]
    if len(asked) >= 5 and not any(question.row.get("required") for question in asked):
        findings.add("form.none_required", asked[0].row.sheet, count=len(asked))
