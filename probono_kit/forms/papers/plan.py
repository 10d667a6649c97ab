"""The analysis plan: each question and the table or map of the deliverable that it goes into."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import pandas as pd

from probono_kit.findings import N_, Findings
from probono_kit.forms.model import Form, Question
from probono_kit.forms.papers.codebook import title_of
from probono_kit.forms.papers.kind_words import kind_in_words
from probono_kit.forms.papers.mapping import TOPIC_WORDS
from probono_kit.forms.papers.planning import FIGURES, PlannedQuestion, plan_analysis
from probono_kit.forms.papers.sheets import PaperSheet, write_sheets
from probono_kit.forms.papers.tongue import text_language, written_language
from probono_kit.forms.papers.wording import Speaker
from probono_kit.forms.synthesis.frames import column_of, table_of
from probono_kit.i18n import gettext

_NONE = {
    "course": N_("for the monitoring of the collection only"),
    "personal": N_("personal: never leaves, in no table"),
    "other": N_("recoded into {name} before it is counted"),
    "file": N_("looked at one by one, not counted"),
    "key": N_("names or leads the calculation of others"),
}


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
                self.say(FIGURES[each.figure]) if each.figure else "",
                self.table(each),
                self.map(each),
                self.by(each),
                self.remark(each),
            )

    def remark(self, each: PlannedQuestion) -> str:
        if each.silent:
            return self.say(_NONE[each.silent], name=each.about)
        if each.map is not None and not each.map.chosen:
            return self.say(N_("could be mapped as well"))
        return ""

    def why(self, each: PlannedQuestion) -> str:
        """Return why a question is on a map."""
        if each.map is None:
            return self.say(N_("the position itself"))
        topic = self.say(TOPIC_WORDS[each.map.topic]) if each.map.topic else ""
        everybody = self.say(N_("asked of everybody who takes part"))
        about = self.say(N_("the chief question about {topic}"), topic=topic) if topic else ""
        return ", ".join(filter(None, (about, everybody)))

    def table(self, each: PlannedQuestion) -> str:
        if not each.figure or each.figure == "position":
            return ""
        key = each.product, table_of(self.form, each.question)
        number = self.tables.setdefault(key, len(self.tables) + 1)
        return self.say(N_("Table {number}"), number=number)

    def map(self, each: PlannedQuestion) -> str:
        if each.figure == "position" or (each.map is not None and each.map.chosen):
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
                "",
            )
        for path, number in self.maps.items():
            (each,) = (each for each in self.plan.questions if each.question.path == path)
            yield (
                self.say(N_("Map {number}"), number=number),
                self.map_title(each),
                self.say(N_("interviews")),
                column_of(self.form, each.question),
                self.why(each),
            )

    def map_title(self, each: PlannedQuestion) -> str:
        label = self.label(each.question).rstrip(" ?:\u00a0\u202f")
        if each.figure == "position":
            return self.say(
                N_("{question}: only as counts by area, if it is somebody's home"), question=label
            )
        if not self.plan.areas:
            return self.say(N_("{question}, at each point"), question=label)
        area = self.label(self.plan.areas[0])
        if len(self.plan.areas) == 1:
            return self.say(N_("{question}, by {areas}"), question=label, areas=area)
        return self.say(
            N_("{question}, by {areas}; finer only if the sample carries it"),
            question=label,
            areas=area,
        )


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
    return _frame(_Writer(form, text_language(language)))


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
        Questions that go into no table and no map, though somebody has to answer them; a form that
        asks for no place.

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
    ['papers.plan_no_place', 'papers.plan_untied']
    """
    writer = _Writer(form, text_language(language))
    questions = _frame(writer)
    heads = (N_("Product"), N_("Title"), N_("Rows are"), N_("Columns"), N_("Why"))
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
            dict(zip(makes, (12, 50, 16, 80, 40), strict=True)),
        ),
    ]
    write_sheets(path, sheets, title=title, language=writer.language)
    findings = Findings()
    if not (writer.plan.areas or writer.plan.points):
        findings.add("papers.plan_no_place", Path(path).name)
    untied = _untied(writer.plan.questions)
    if untied:
        findings.add(
            "papers.plan_untied", Path(path).name, count=len(untied), names=tuple(untied[:8])
        )
    return findings


def _untied(questions: Sequence[PlannedQuestion]) -> list[str]:
    return [each.question.name for each in questions if each.silent in ("file", "personal")]
