"""Numbers that nobody limits, and positions of any accuracy."""

from __future__ import annotations

import re

from probono_kit.findings import Findings
from probono_kit.forms.evaluation import Row, compile_expression
from probono_kit.forms.lint.logic import Sight
from probono_kit.forms.lint.persons import said
from probono_kit.forms.model import Form, Question
from probono_kit.forms.monitoring.words import HOUSEHOLD_SIZE
from probono_kit.forms.tokens import ExpressionError

_NUMBERS = ("integer", "decimal")
#: What a number is about, and an answer that cannot be true.
_TOO_MUCH: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"\b(?:age|ages|edad|how old)\b|العمر|عمر"), "150"),
    (re.compile(r"\b(?:percent(?:age)?|pourcentage|porcentaje)\b|%"), "1000"),
    (re.compile(r"\b(?:days? per week|jours? par semaine|last 7 days|7 derniers jours)\b"), "30"),
    (HOUSEHOLD_SIZE, "1000"),
)
_MOST = "1000000000000"
#: Numbers that may be below zero.
_BELOW_ZERO = re.compile(
    r"\b(?:temperature|latitude|longitude|lat|lon|lng|altitude|elevation|balance|solde|saldo"
    r"|difference|change|z ?score|whz|haz|waz)\b"
)
#: Numbers that only name something.
_NAMES = re.compile(
    r"\b(?:code|id|identifi\w+|phone|tel|telephone|telefono|mobile|whatsapp|cluster|serial|serie"
    r"|number of (?:the )?(?:house|form|team)|numero|nin|cni|card|carte)\b|رقم"
)


def unlimited(sight: Sight, findings: Findings) -> None:
    """Find numbers that accept an age of 150 years, minus one child, any amount."""
    no_upper: list[Question] = []
    for question in sight.form.questions:
        if question.kind not in _NUMBERS or question.row.get("calculation"):
            continue
        if question.row.get("read_only").lower() in ("yes", "true"):
            continue
        texts = said(question)
        if any(_NAMES.search(text) for text in texts):
            continue
        accepted = [each for each in _tried(texts) if _accepts(sight.form, question, each)]
        shown = tuple(each for each in accepted if each != _MOST)
        if shown:
            place = question.row.where("constraint", "name")
            findings.add("form.unlimited", place, name=question.name, values=shown)
        elif accepted:
            no_upper.append(question)
    if no_upper:
        place = no_upper[0].row.where("constraint", "name")
        findings.add("form.no_upper", place, count=len(no_upper), names=several(no_upper))


def several(questions: list[Question], most: int = 6) -> tuple[str, ...]:
    """Return the first names, and that there are more."""
    names = [question.name for question in questions[:most]]
    return (*names, "…") if len(questions) > most else tuple(names)


def _tried(texts: list[str]) -> list[str]:
    most = next((most for found, most in _TOO_MUCH if any(found.search(t) for t in texts)), _MOST)
    return [most] if any(_BELOW_ZERO.search(t) for t in texts) else ["-1", most]


def _accepts(form: Form, question: Question, answer: str) -> bool:
    """Tell whether a constraint lets an answer pass; one that cannot be worked out limits."""
    text = question.row.get("constraint")
    if not text:
        return True
    row = Row()
    for each in question.repeats:
        row = row.add(each.path)
    row.put(question.path, answer)
    try:
        return bool(compile_expression(text, form, question).truth(row, None))
    except ExpressionError:
        return False


def accuracy(sight: Sight, findings: Findings) -> None:
    """Find positions that are taken however inaccurate they are."""
    for question in sight.form.questions:
        if question.kind != "geopoint" or "placement-map" in question.row.get("appearance"):
            continue
        told = "accuracy" in question.row.get("parameters").lower()
        old = any("accuracy" in column.written.lower() for column in question.row.cells)
        if not told and not old:
            findings.add("form.accuracy", question.row.where("type"), name=question.name)
