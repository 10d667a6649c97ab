"""The questions of a form behind the columns of its submissions."""

from __future__ import annotations

from collections.abc import Iterable

from probono_kit.forms.model import Choice, Form, Question
from probono_kit.forms.submission_model import Submissions
from probono_kit.tables.cells import fold


def spaced(name: str) -> str:
    """Return a name as folded words."""
    return fold(name.replace("_", " ").replace("/", " ").replace("-", " "))


def first_word(text: str) -> str:
    """Return the first word of a text, folded."""
    return fold(text).split(" ")[0] if text.strip() else ""


def labels_of(row: Choice | Question) -> Iterable[str]:
    """Yield the labels of a question or choice, in all languages."""
    for column, text in row.row.cells.items():
        if column.key == "label":
            yield text


def choices_of(form: Form | None, question: Question | None) -> tuple[Choice, ...]:
    """Return the choices of a select."""
    if form is None or question is None:
        return ()
    return form.lists.get(question.list_name, ())


def question_of(submissions: Submissions, table: str, column: str) -> Question | None:
    """Return the question of the form behind a column."""
    if submissions.form is None:
        return None
    return questions_by_column(submissions).get((table, column))


def questions_by_column(submissions: Submissions) -> dict[tuple[str, str], Question]:
    """Return the questions of the form by table and column of the submissions."""
    if submissions.form is None:
        return {}
    by_path = {question.path: question for question in submissions.form.questions}
    told = submissions.columns
    own = told[told["choice"].fillna("") == ""]
    return {
        (str(row.table), str(row.column)): by_path[str(row.question)]
        for row in own.itertuples()
        if str(row.question) in by_path and row.column in submissions.tables[str(row.table)]
    }
