"""What questions are called, in a reader's language."""

from __future__ import annotations

from probono_kit.forms.model import Form, Question
from probono_kit.forms.monitoring.questions import choices_of, question_of, questions_by_column
from probono_kit.forms.submission_model import Submissions
from probono_kit.i18n import language_name


def question_labels(submissions: Submissions, language: str) -> dict[tuple[str, str], str]:
    """Return the labels of questions by table and column.

    Parameters
    ----------
    submissions : Submissions
        With their form; without one, the labels that the columns have.
    language : str
        ISO 639-1 code; a question without a label in it has that of the form's first language.
    """
    told = submissions.columns
    own = told[told["choice"].fillna("") == ""]
    labels = {
        (str(row.table), str(row.column)): str(row.label)
        for row in own.itertuples()
        if isinstance(row.label, str) and row.label
    }
    form = submissions.form
    if form is None:
        return labels
    wanted = form_language(form, language)
    for place, question in questions_by_column(submissions).items():
        text = label_in(question, wanted)
        if text:
            labels[place] = text
    return labels


def label_in(question: Question, language: str | None) -> str:
    """Return a label in a language of the form, in one line; else in the first that has one."""
    text = (question.label(language) if language is not None else "") or question.label()
    return " ".join(text.replace("**", "").split())


def form_language(form: Form, language: str) -> str | None:
    """Return how the form names a language: ``French (fr)``, ``fr``, ``français``."""
    names = {language_name(language, each).casefold() for each in (language, "en", "fr")}
    for written in form.languages:
        plain = written.casefold().strip()
        if plain.endswith(f"({language})") or plain == language or plain in names:
            return written
        if plain.split("(")[0].strip() in names:
            return written
    return None


def choice_labels(
    submissions: Submissions, table: str, column: str, language: str
) -> dict[str, str]:
    """Return the labels of the choices of a select, by their name.

    Parameters
    ----------
    submissions : Submissions
        With their form; empty without one.
    table, column : str
        Where the answers are.
    language : str
        ISO 639-1 code.
    """
    if submissions.form is None:
        return {}
    wanted = form_language(submissions.form, language)
    choices = choices_of(submissions.form, question_of(submissions, table, column))
    return {
        each.name: (each.label(wanted) if wanted else "") or each.label() or each.name
        for each in choices
    }
