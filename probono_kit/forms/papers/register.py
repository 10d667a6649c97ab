"""The register of personal data: what leads to a person, why it is asked, who sees it, how long."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from probono_kit.findings import N_, Findings
from probono_kit.forms.lint.persons import personal_sign, said
from probono_kit.forms.model import Form, Question
from probono_kit.forms.papers.codebook import title_of
from probono_kit.forms.papers.kind_words import kind_in_words
from probono_kit.forms.papers.sheets import PaperSheet, write_sheets
from probono_kit.forms.papers.tongue import text_language, written_language
from probono_kit.forms.papers.wording import Speaker
from probono_kit.forms.synthesis.frames import NO_COLUMN, column_of, table_of
from probono_kit.i18n import gettext
from probono_kit.tables.cells import fold

#: Health, a special category of Regulation (EU) 2016/679, art. 9; no reason for the linter to
#: warn, for most forms ask about it, and yet a line of the register.
_HEALTH = re.compile(
    r"\b(?:health|sick\w*|ill(?:ness)?|disease|disabilit\w+|pregnan\w+|difficult(?:y|ies) (?:seeing"
    r"|hearing|walking|remembering|communicating)|sante|malad\w+|handicap\w*|enceinte|grossesse"
    r"|difficultes? a (?:voir|entendre|marcher|vous souvenir|communiquer)|salud|enferm\w+"
    r"|discapacidad\w*|embaraz\w+)\b|صحة|الصحة|مرض|إعاقة|حامل"
)
_RECORDINGS = ("image", "audio", "video", "background-audio", "audit", "username")
#: Columns of the survey sheet that the register is made from.
COLUMNS = ("purpose", "seen_by", "kept")
_HEADS = {"purpose": N_("Why asked"), "seen_by": N_("Who sees it"), "kept": N_("When deleted")}
_SORTS = {"personal": N_("personal"), "sensitive": N_("sensitive")}
_REASONS = {
    "said": N_("the form says so"),
    "device": N_("recorded from the telephone"),
    "words": N_("its words ask for it"),
    "place": N_("a position leads to a door"),
    "recording": N_("a person may be seen or heard"),
    "topic": N_("its words touch on a protected subject"),
}
_ABOUT = (
    N_(
        "Every question that leads to a person or touches on a protected subject, and what is said."
    ),
    N_("What is empty and red must be filled in, or the question taken out of the form."),
    N_("Age, sex and place together can lead to a person too, where few people live."),
)


@dataclass(frozen=True, slots=True)
class PersonalQuestion:
    """A question of the register.

    Parameters
    ----------
    question : Question
        The question.
    sort : str
        ``"personal"`` or ``"sensitive"``.
    reason : str
        Why it is in the register: ``said``, ``device``, ``words``, ``place``, ``recording``,
        ``topic``.
    """

    question: Question
    sort: str
    reason: str

    @property
    def missing(self) -> tuple[str, ...]:
        """What the form does not say: ``purpose``, ``seen_by``, ``kept``."""
        return tuple(each for each in COLUMNS if not self.question.row.get(each))


def personal_questions(form: Form) -> Iterator[PersonalQuestion]:
    """Yield the questions that lead to a person or touch on a protected subject.

    Parameters
    ----------
    form : Form
        What its column *personal* says holds: ``no`` takes a question out.
    """
    for question in form.questions:
        if question.kind in NO_COLUMN or not question.name:
            continue
        told = fold(question.row.get("personal"))
        if told.startswith("sensi"):
            yield PersonalQuestion(question, "sensitive", "said")
        elif told in ("no", "non", "false", "0"):
            continue
        elif told:
            yield PersonalQuestion(question, "personal", "said")
        elif sign := personal_sign(question):
            yield PersonalQuestion(question, "sensitive" if sign == "topic" else "personal", sign)
        elif question.kind in _RECORDINGS:
            yield PersonalQuestion(question, "personal", "recording")
        elif question.kind != "calculate" and any(_HEALTH.search(text) for text in said(question)):
            yield PersonalQuestion(question, "sensitive", "topic")


def personal_data_register(form: Form, *, language: str | None = None) -> pd.DataFrame:
    """Return the register of personal data of a form.

    Parameters
    ----------
    form : Form
        The form, with its columns *personal*, *purpose*, *seen_by*, *kept*.
    language : str, optional
        Of the words (default: the current one).

    Returns
    -------
    pandas.DataFrame
        One row per question that is personal or sensitive: text, table, column, kind, sort, why it
        is here, when it is asked, why asked, who sees it, when deleted.

    Examples
    --------
    >>> from pathlib import Path
    >>> import pandas as pd
    >>> from probono_kit import forms
    >>> survey = pd.DataFrame({"type": ["text"], "name": ["phone"], "label": ["Phone number?"],
    ...                        "purpose": ["Calling back"]})
    >>> path = Path(getfixture("tmp_path")) / "form.xlsx"
    >>> survey.to_excel(path, sheet_name="survey", index=False)
    >>> register = personal_data_register(forms.read_form(path), language="en")
    >>> register.loc[0, ["Column", "Why asked", "When deleted"]].tolist()
    ['phone', 'Calling back', '']
    """
    language = text_language(language)
    return _frame(form, list(personal_questions(form)), language)


def _frame(form: Form, found: list[PersonalQuestion], language: str) -> pd.DataFrame:
    speaker = Speaker(form, written_language(form, language), language)
    heads = (N_("Question"), N_("Table"), N_("Column"), N_("Kind"), N_("Sort"), N_("Why here"))
    names = [gettext(head, language) for head in (*heads, N_("When asked"), *_HEADS.values())]
    rows = [
        (
            speaker.label(each.question) or each.question.name,
            table_of(form, each.question),
            column_of(form, each.question),
            kind_in_words(each.question.kind, language),
            gettext(_SORTS[each.sort], language),
            gettext(_REASONS[each.reason], language),
            speaker.asked(each.question).text or gettext(N_("always"), language),
            *(each.question.row.get(column) for column in COLUMNS),
        )
        for each in found
    ]
    return pd.DataFrame(rows, columns=names, dtype="str")


def write_personal_data_register(
    form: Form, path: Path | str, *, language: str | None = None
) -> Findings:
    """Write the register of personal data of a form as a workbook.

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
        What the form does not say: of each personal question, and of all that touch on a protected
        subject together.

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
    >>> survey = pd.DataFrame({"type": ["text"], "name": ["phone"], "label": ["Phone number?"]})
    >>> survey.to_excel(folder / "form.xlsx", sheet_name="survey", index=False)
    >>> found = write_personal_data_register(forms.read_form(folder / "form.xlsx"),
    ...                                      folder / "register.xlsx")
    >>> found[0].code, found[0].values["missing"]
    ('papers.register_missing', ('purpose', 'seen_by', 'kept'))
    """
    language = text_language(language)
    found = list(personal_questions(form))
    frame = _frame(form, found, language)
    heads = {column: gettext(head, language) for column, head in _HEADS.items()}
    missing = {(n, heads[column]) for n, each in enumerate(found) for column in each.missing}
    names = list(frame.columns)
    widths = {names[0]: 44.0, names[1]: 12.0, names[3]: 16.0, names[4]: 11.0, names[6]: 34.0}
    title = gettext(N_("Register of personal data: {title}"), language).format(title=title_of(form))
    sheet = PaperSheet(
        gettext(N_("Personal data"), language),
        frame,
        widths | dict.fromkeys(heads.values(), 30.0),
        about=[title, *(gettext(line, language) for line in _ABOUT)],
        missing=frozenset(missing),
        frozen=1,
    )
    write_sheets(path, [sheet], title=title, language=language)
    return _missing(found, form)


def _missing(found: list[PersonalQuestion], form: Form) -> Findings:
    findings = Findings()
    for each in found:
        if each.missing and each.reason != "topic":
            where = each.question.row.where("name")
            findings.add(
                "papers.register_missing", where, name=each.question.name, missing=each.missing
            )
    silent = [each.question.name for each in found if each.missing and each.reason == "topic"]
    if silent:
        names = tuple(silent[:8])
        findings.add("papers.register_topic", form.path.name, count=len(silent), names=names)
    return findings
