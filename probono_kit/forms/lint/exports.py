"""Names that programs for statistics, spreadsheets and databases cannot keep.

Source: Stata User's Guide [U] 11.3 (32 characters, reserved words), IBM SPSS Statistics Variable
names (64 bytes, case-insensitive, reserved words), R ?Reserved, Excel specifications and limits
(31 characters for a sheet), KoboToolbox and ODK Central exports (columns of their own).
"""

from __future__ import annotations

import re

from probono_kit.findings import Findings
from probono_kit.forms.lint.limits import several
from probono_kit.forms.lint.logic import Sight
from probono_kit.forms.model import Choice, Question

_STATA, _SHEET = 32, 31
_PLAIN = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
_NAME = re.compile(r"[^\W\d][\w.:-]*")
#: Signs in the name of a choice that headings, formulas and filters of exports stumble over.
_TEARS = re.compile(r"[/\\,;:'\"|()\[\]{}<>*?&=#%$]")
#: Words of Stata, SPSS, R and SQL that cannot be the name of a column there.
_RESERVED = frozenset(
    [
        *("byte", "double", "float", "if", "in", "int", "long", "using", "with", "strl"),
        *("all", "and", "by", "eq", "ge", "gt", "le", "lt", "ne", "not", "or", "to"),
        *("break", "else", "for", "function", "next", "repeat", "while", "true", "false", "null"),
        *("na", "nan", "inf", "select", "from", "where", "table", "order", "group", "user"),
    ]
)
#: Columns that exports of KoboToolbox and ODK Central write themselves.
_TAKEN = frozenset(
    [
        *("_id", "_uuid", "_index", "_parent_index", "_parent_table_name", "_submission_time"),
        *("_submitted_by", "_status", "_tags", "_notes", "_validation_status", "__version__"),
        *("_version", "_geolocation", "_attachments", "meta", "instanceid", "instancename"),
        *("formhub", "key", "parent_key", "submissiondate", "_xform_id_string"),
    ]
)


def exports(sight: Sight, findings: Findings) -> None:
    """Find names of questions that other programs cut, refuse or take for one another."""
    folded: dict[str, Question] = {}
    cut: dict[str, Question] = {}
    for most, kinds in ((_STATA, ("group", "repeat")), (_SHEET, ())):
        own = [
            q
            for q in sight.form.questions
            if (q.kind not in kinds if kinds else q.kind == "repeat")
        ]
        long = [question for question in own if len(question.name) > most]
        if long:
            values = {"count": len(long), "most": most}
            place = long[0].row.where("name")
            findings.add("form.name_long", place, names=several(long), **values)
    for question in sight.form.questions:
        name, place = question.name, question.row.where("name")
        if not name:
            continue
        first = folded.setdefault(name.casefold(), question)
        if first.name != name:
            line = str(first.row.number)
            findings.add("form.name_case", place, value=name, other=first.name, line=line)
        elif first is not question and first.parents != question.parents:
            findings.add("form.name_again", place, value=name, line=str(first.row.number))
        _one_name(question, place, findings)
        begin = cut.setdefault(name.casefold()[:_STATA], question)
        if begin.name.casefold() != name.casefold():
            line = str(begin.row.number)
            findings.add("form.name_cut", place, value=name, other=begin.name, line=line)


def _one_name(question: Question, place: str, findings: Findings) -> None:
    name = question.name
    if name.lower() in _TAKEN:
        findings.add("form.name_taken", place, value=name)
    elif name.lower() in _RESERVED:
        findings.add("form.name_reserved", place, value=name)
    elif not _PLAIN.fullmatch(name) and _NAME.fullmatch(name):
        findings.add("form.name_signs", place, value=name)


def choices(sight: Sight, findings: Findings) -> None:
    """Find names of choices that only differ in capitals, or that hold signs that tear columns."""
    for name, group in sight.form.lists.items():
        folded: dict[str, Choice] = {}
        for choice in group:
            first = folded.setdefault(choice.name.casefold(), choice)
            place = choice.row.where("name")
            if first.name != choice.name:
                values = {"value": choice.name, "other": first.name, "list": name}
                findings.add("form.choice_case", place, **values)
            if _TEARS.search(choice.name):
                findings.add("form.choice_signs", place, value=choice.name)
