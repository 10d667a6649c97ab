"""The analysis plan: each question and the table or map of the deliverable that it goes into."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pandas as pd

from probono_kit.findings import N_, Findings
from probono_kit.forms.model import Form, Question
from probono_kit.forms.papers.codebook import title_of
from probono_kit.forms.papers.kind_words import kind_in_words
from probono_kit.forms.papers.paper_answers import specified
from probono_kit.forms.papers.register import personal_questions
from probono_kit.forms.papers.sheets import PaperSheet, write_sheets
from probono_kit.forms.papers.tongue import all_of, written_language
from probono_kit.forms.papers.wording import Speaker
from probono_kit.forms.synthesis.frames import NO_COLUMN, column_of, table_of
from probono_kit.i18n import LANGUAGES, current_language, gettext
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
#: Answers that a map by area shows one by one.
_MOST = 6
_FIGURES = {
    "select_one": N_("share of each answer"),
    "select_multiple": N_("share of those asked who chose each"),
    "rank": N_("share ranked first, mean rank"),
    "number": N_("mean, median, distribution"),
    "date": N_("number by month"),
    "text": N_("themes and quotes, without names"),
    "position": N_("points, or counts by area"),
    "acknowledge": N_("share confirmed"),
}
_NONE = {
    "course": N_("for the monitoring of the collection only"),
    "personal": N_("personal: never leaves, in no table"),
    "other": N_("recoded into {name} before it is counted"),
    "file": N_("looked at one by one, not counted"),
    "key": N_("names or leads the calculation of others"),
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
    mapped : bool
        Whether it is shown by area as well.
    silent : str
        Why it goes into none.
    about : str
        Name of the question that it only specifies.
    """

    question: Question
    figure: str = ""
    product: str = ""
    mapped: bool = False
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
    """

    questions: list[PlannedQuestion] = field(default_factory=list)
    areas: list[Question] = field(default_factory=list)
    by: list[Question] = field(default_factory=list)


def plan_analysis(form: Form, speaker: Speaker) -> Plan:
    """Tie each question to a table or a map.

    Parameters
    ----------
    form : Form
        The form.
    speaker : Speaker
        For the titles of groups.
    """
    personal = {each.question.path for each in personal_questions(form) if each.sort == "personal"}
    answered = [each for each in form.questions if each.kind not in NO_COLUMN and each.name]
    plan = Plan(
        areas=[each for each in answered if _is_area(each, form)],
        by=[each for each in answered if _breaks_down(each, form)],
    )
    known = {id(each) for each in (*plan.areas, *plan.by)}
    for place, question in enumerate(answered):
        before = answered[place - 1] if place else None
        made = _planned(question, before, form, question.path in personal)
        if made.figure:
            mapped = bool(plan.areas) and id(question) not in known and _fits_a_map(question, form)
            title = _title(question, speaker)
            made = PlannedQuestion(question, made.figure, title, mapped)
        plan.questions.append(made)
    return plan


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
        numeric = bool(
            re.search(r"sum\(|count\(|[-+*]|\bdiv\b|round\(", question.row.get("calculation"))
        )
        return PlannedQuestion(
            question,
            figure="number" if numeric and question.label() else "",
            silent="" if numeric and question.label() else "key",
        )
    if question.is_select:
        return PlannedQuestion(
            question, figure=kind if kind in _FIGURES else kind.replace("_from_file", "")
        )
    if kind in _NUMBERS:
        return PlannedQuestion(question, figure="number")
    if kind in ("date", "datetime", "time"):
        return PlannedQuestion(question, figure="date")
    return PlannedQuestion(question, figure="acknowledge" if kind == "acknowledge" else "text")


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


def _fits_a_map(question: Question, form: Form) -> bool:
    """Tell whether areas can be compared by it: of everybody, and few answers or a number."""
    if question.repeats or question.row.get("relevant"):
        return False
    if question.kind == "select_one":
        return 1 < len(form.lists.get(question.list_name, ())) <= _MOST
    return question.kind in (*_NUMBERS, "select_multiple")


def _title(question: Question, speaker: Speaker) -> str:
    """Return the group that a question stands in, as the title of a table."""
    for parent in reversed(question.parents):
        if label := " ".join(speaker.label(parent).split()):
            return label
    return ""


class _Writer:
    def __init__(self, form: Form, language: str) -> None:
        self.form, self.language = form, language
        self.speaker = Speaker(form, written_language(form, language), language)
        self.plan = plan_analysis(form, self.speaker)
        self.tables: dict[tuple[str, str], int] = {}
        self.maps: dict[str, int] = {}

    def say(self, text: str, **values: object) -> str:
        return gettext(text, self.language).format(**values)

    def label(self, question: Question) -> str:
        return " ".join(self.speaker.label(question).split()) or question.name

    def rows(self) -> Iterator[tuple[str, ...]]:
        for each in self.plan.questions:
            question = each.question
            yield (
                self.label(question),
                column_of(self.form, question),
                kind_in_words(question.kind, self.language),
                self.speaker.asked(question).text or self.say(N_("everybody")),
                self.say(_FIGURES[each.figure]) if each.figure else "",
                self.table(each),
                self.map(each),
                self.by(each),
                self.say(_NONE[each.silent], name=each.about) if each.silent else "",
            )

    def table(self, each: PlannedQuestion) -> str:
        if not each.figure or each.figure == "position":
            return ""
        key = each.product, table_of(self.form, each.question)
        number = self.tables.setdefault(key, len(self.tables) + 1)
        return self.say(N_("Table {number}"), number=number)

    def map(self, each: PlannedQuestion) -> str:
        if each.figure == "position" or each.mapped:
            number = self.maps.setdefault(each.question.path, len(self.maps) + 1)
            return self.say(N_("Map {number}"), number=number)
        return ""

    def by(self, each: PlannedQuestion) -> str:
        if not each.figure or each.figure in ("text", "position"):
            return ""
        own = each.question
        same = [b for b in (*self.plan.areas[-1:], *self.plan.by) if b is not own]
        inside = [b for b in same if not b.repeats or b.repeats == own.repeats]
        return ", ".join(dict.fromkeys(self.label(each) for each in inside))

    def products(self) -> Iterator[tuple[str, ...]]:
        """Yield tables and maps with the questions that they answer."""
        for (title, table), number in self.tables.items():
            inside = [
                each
                for each in self.plan.questions
                if each.figure
                and (each.product, table_of(self.form, each.question)) == (title, table)
                and each.figure != "position"
            ]
            rows = self.say(N_("interviews")) if table == "main" else table
            names = ", ".join(column_of(self.form, each.question) for each in inside)
            yield (
                self.say(N_("Table {number}"), number=number),
                title or title_of(self.form),
                rows,
                names,
            )
        for path, number in self.maps.items():
            (each,) = (each for each in self.plan.questions if each.question.path == path)
            yield (
                self.say(N_("Map {number}"), number=number),
                self.map_title(each),
                self.say(N_("interviews")),
                column_of(self.form, each.question),
            )

    def map_title(self, each: PlannedQuestion) -> str:
        label = self.label(each.question)
        if each.figure == "position":
            return self.say(
                N_("{question}: only as counts by area, if it is somebody's home"), question=label
            )
        areas = all_of([self.label(area) for area in self.plan.areas[-1:]], self.language)
        return self.say(N_("{question}, by {areas}"), question=label, areas=areas)


def analysis_plan(form: Form, *, language: str | None = None) -> pd.DataFrame:
    """Return what becomes of each question of a form.

    Parameters
    ----------
    form : Form
        The form.
    language : str, optional
        Of the words (default: the current one).

    Returns
    -------
    pandas.DataFrame
        One row per question: text, column, kind, who was asked (over whom shares are), figure,
        table, map, broken down by what, and why it goes into none.

    Examples
    --------
    >>> from pathlib import Path
    >>> import pandas as pd
    >>> from probono_kit import forms
    >>> survey = pd.DataFrame({"type": ["integer", "text"], "name": ["size", "phone"],
    ...                        "label": ["How many people?", "Phone number?"]})
    >>> path = Path(getfixture("tmp_path")) / "form.xlsx"
    >>> survey.to_excel(path, sheet_name="survey", index=False)
    >>> plan = analysis_plan(forms.read_form(path), language="en")
    >>> plan[["Column", "Table", "Remark"]].values.tolist()
    [['size', 'Table 1', ''], ['phone', '', 'personal: never leaves, in no table']]
    """
    return _frame(_Writer(form, _language(language)))


def _language(language: str | None) -> str:
    language = language or current_language()
    return language if language in LANGUAGES else "en"


def _frame(writer: _Writer) -> pd.DataFrame:
    heads = (
        *(N_("Question"), N_("Column"), N_("Kind"), N_("Over whom"), N_("Figure"), N_("Table")),
        *(N_("Map"), N_("Broken down by"), N_("Remark")),
    )
    names = [writer.say(head) for head in heads]
    return pd.DataFrame(list(writer.rows()), columns=names, dtype="str")


def write_analysis_plan(form: Form, path: Path | str, *, language: str | None = None) -> Findings:
    """Write the analysis plan of a form: questions with their table or map, and these with theirs.

    Parameters
    ----------
    form : Form
        The form.
    path : path
        The workbook.
    language : str, optional
        Of the words (default: the current one).

    Returns
    -------
    Findings
        Questions that go into no table and no map, though somebody has to answer them.

    Raises
    ------
    ProbonoError
        If the file cannot be written.

    Examples
    --------
    >>> from pathlib import Path
    >>> import pandas as pd
    >>> from probono_kit import forms
    >>> folder = Path(getfixture("tmp_path"))
    >>> survey = pd.DataFrame({"type": ["image"], "name": ["photo"], "label": ["Photo"]})
    >>> survey.to_excel(folder / "form.xlsx", sheet_name="survey", index=False)
    >>> found = write_analysis_plan(forms.read_form(folder / "form.xlsx"), folder / "plan.xlsx")
    >>> [each.code for each in found]
    ['papers.plan_untied']
    """
    writer = _Writer(form, _language(language))
    questions = _frame(writer)
    heads = (N_("Product"), N_("Title"), N_("Rows are"), N_("Columns"))
    products = pd.DataFrame(
        list(writer.products()), columns=[writer.say(each) for each in heads], dtype="str"
    )
    title = writer.say(N_("Analysis plan: {title}"), title=title_of(form))
    names, makes = list(questions.columns), list(products.columns)
    widths = dict(zip(names, (44, 22, 16, 36, 26, 10, 8, 26, 30), strict=True))
    sheets = [
        PaperSheet(writer.say(N_("Questions")), questions, widths, frozen=1),
        PaperSheet(
            writer.say(N_("Tables and maps")),
            products,
            dict(zip(makes, (12, 50, 16, 80), strict=True)),
        ),
    ]
    write_sheets(path, sheets, title=title, language=writer.language)
    findings = Findings()
    untied = _untied(writer.plan.questions)
    if untied:
        findings.add(
            "papers.plan_untied", Path(path).name, count=len(untied), names=tuple(untied[:8])
        )
    return findings


def _untied(questions: Sequence[PlannedQuestion]) -> list[str]:
    return [each.question.name for each in questions if each.silent in ("file", "personal")]
