"""What each question of a form becomes: which figure, which table or map, broken down by what."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from probono_kit.findings import N_
from probono_kit.forms.model import Form, Question
from probono_kit.forms.papers.mapping import MapChoice, choose_maps, is_category, is_score
from probono_kit.forms.papers.paper_answers import specified
from probono_kit.forms.papers.register import PersonalQuestion, personal_questions
from probono_kit.forms.papers.wording import Speaker
from probono_kit.forms.synthesis.frames import NO_COLUMN
from probono_kit.tables.cells import fold

_PCODE = re.compile(r"[A-Z]{2,3}[-_]?[A-Z0-9]{1,12}")
_AREA = re.compile(
    r"\b(?:admin ?\d|region|province|district|departement|commune|state|county|governor"
    r"ate|camp|zone|municipality|municipio|departamento|village|localite)\b"
)
_SEX = re.compile(r"\b(?:sex|sexe|gender|genre|sexo|genero)\b")
_AGE = re.compile(r"\b(?:age|edad)\b")
_COURSE = ("start", "end", "today", "deviceid", "audit", "username", "phonenumber", "email")
_NUMBERS = ("integer", "decimal", "range", "percentage")


#: What is made of the answers, in words.
FIGURES = {
    "select_one": N_("share of each answer"),
    "select_multiple": N_("share of those asked who chose each"),
    "rank": N_("share ranked first, mean rank"),
    "number": N_("mean, median, distribution"),
    "date": N_("number by month"),
    "text": N_("themes and quotes, without names"),
    "position": N_("points, or counts by area"),
    "acknowledge": N_("share confirmed"),
}


@dataclass(frozen=True, slots=True)
class PlannedQuestion:
    """What becomes of a question.

    Parameters
    ----------
    question : Question
        The question.
    figure : str
        Key of the figure, ``""`` if there is none.
    product : str
        Name of the table that it goes into.
    map : MapChoice, optional
        If a map could show it: whether one does, and what it is about.
    silent : str
        Why it goes into none.
    about : str
        Name of the question that it only specifies.
    """

    question: Question
    figure: str = ""
    product: str = ""
    map: MapChoice | None = None
    silent: str = ""
    about: str = ""


@dataclass
class Plan:
    """All questions with what becomes of them.

    Parameters
    ----------
    questions : list of PlannedQuestion
        In the order of the form.
    areas : list of Question
        Those that say where, the widest first.
    by : list of Question
        Those by which figures are broken down.
    points : list of Question
        Positions that are nobody's home.
    """

    questions: list[PlannedQuestion] = field(default_factory=list)
    areas: list[Question] = field(default_factory=list)
    by: list[Question] = field(default_factory=list)
    points: list[Question] = field(default_factory=list)


def plan_analysis(form: Form, speaker: Speaker) -> Plan:
    """Tie each question to a table or a map.

    Parameters
    ----------
    form : Form
        The form.
    speaker : Speaker
        For the titles of groups.
    """
    found = list(personal_questions(form))
    personal = {each.question.path for each in found if each.sort == "personal"}
    answered = [each for each in form.questions if each.kind not in NO_COLUMN and each.name]
    plan = Plan(
        areas=[each for each in answered if _is_area(each, form)],
        by=[each for each in answered if _breaks_down(each, form)],
    )
    maps = _maps(plan, answered, form, found)
    for place, question in enumerate(answered):
        before = answered[place - 1] if place else None
        made = _planned(question, before, form, question.path in personal)
        if made.figure:
            title, choice = _title(question, speaker), maps.get(question.path)
            made = replace(made, product=title, map=choice)
        plan.questions.append(made)
    return plan


def _maps(
    plan: Plan, answered: list[Question], form: Form, persons: list[PersonalQuestion]
) -> dict[str, MapChoice]:
    """Choose what is mapped, if there are places to map it on."""
    personal = {each.question.path for each in persons}
    points = [q for q in answered if q.kind == "geopoint" and not q.repeats]
    plan.points = [each for each in points if each.path not in personal]
    if not (plan.areas or plan.points):
        return {}
    parts = {q.path for n, q in enumerate(answered) if n and specified(q, answered[n - 1], form)}
    known = {each.path for each in (*plan.areas, *plan.by)}
    return choose_maps(form, answered, personal | parts | known)


def _planned(
    question: Question, before: Question | None, form: Form, personal: bool
) -> PlannedQuestion:
    kind = question.kind
    if kind in _COURSE or kind.startswith("background"):
        return PlannedQuestion(question, silent="course")
    if before is not None and specified(question, before, form):
        return PlannedQuestion(question, silent="other", about=before.name)
    if kind in ("geopoint", "start-geopoint", "geotrace", "geoshape"):
        return PlannedQuestion(question, figure="position")
    if personal:
        return PlannedQuestion(question, silent="personal")
    if kind in ("image", "audio", "video", "file", "barcode"):
        return PlannedQuestion(question, silent="file")
    if kind in ("calculate", "hidden"):
        figure = _calculated(question)
        return PlannedQuestion(question, figure, silent="" if figure else "key")
    if question.is_select:
        return PlannedQuestion(
            question, figure=kind if kind in FIGURES else kind.replace("_from_file", "")
        )
    if kind in _NUMBERS:
        return PlannedQuestion(question, figure="number")
    if kind in ("date", "datetime", "time"):
        return PlannedQuestion(question, figure="date")
    return PlannedQuestion(question, figure="acknowledge" if kind == "acknowledge" else "text")


def _calculated(question: Question) -> str:
    """Return the figure of a calculation that somebody named or that is a score."""
    amount = re.search(r"sum\(|count\(|[-+*]|\bdiv\b|round\(", question.row.get("calculation"))
    if is_score(question) and is_category(question):
        return "select_one"
    return "number" if amount and (question.label() or is_score(question)) else ""


def _is_area(question: Question, form: Form) -> bool:
    if not question.kind.startswith("select_one") or question.repeats:
        return False
    choices = form.lists.get(question.list_name, ())
    codes = bool(choices) and all(_PCODE.fullmatch(each.name) for each in choices)
    named = bool(_AREA.search(fold(question.name.replace("_", " "))))
    return codes or named


def _breaks_down(question: Question, form: Form) -> bool:
    words = fold(question.name.replace("_", " "))
    if question.kind == "select_one":
        return bool(_SEX.search(words)) and "enum" not in words
    return question.kind == "integer" and bool(_AGE.search(words)) and "enum" not in words


def _title(question: Question, speaker: Speaker) -> str:
    """Return the group that a question stands in, as the title of a table."""
    for parent in reversed(question.parents):
        if label := " ".join(speaker.label(parent).split()):
            return label
    return ""
