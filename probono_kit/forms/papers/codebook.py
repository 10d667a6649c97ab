"""The codebook of a form: one row per column of the data, in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

import pandas as pd

from probono_kit.findings import N_, Findings
from probono_kit.forms.model import Form, Question
from probono_kit.forms.papers.kind_words import kind_in_words
from probono_kit.forms.papers.sheets import PaperSheet, write_sheets
from probono_kit.forms.papers.tongue import code_of, plain_text, text_language, written_language
from probono_kit.forms.papers.wording import Speaker
from probono_kit.forms.synthesis.frames import NO_COLUMN, column_of, table_of
from probono_kit.i18n import gettext, language_name

_TABLE, _COLUMN, _KIND = N_("Table"), N_("Column"), N_("Kind")
_CHOICES, _ASKED, _LIMITS = N_("Choices"), N_("When asked"), N_("Limits")
_REQUIRED, _PATH, _LIST = N_("Must be answered"), N_("Name in exports"), N_("List")
_CODE, _BY, _WITHIN = N_("In the data"), N_("Used by"), N_("Lies in")
#: Longer lists are on the sheet of choices.
_MOST = 15
_PARTS = {
    "latitude": N_("latitude, degrees"),
    "longitude": N_("longitude, degrees"),
    "altitude": N_("altitude, metres"),
    "accuracy": N_("accuracy, metres"),
}


class _Book:
    """Makes the rows of a codebook."""

    def __init__(self, form: Form, language: str) -> None:
        self.form, self.language = form, language
        self.speaker = Speaker(form, written_language(form, language), language)
        self.labels = {each: self.head(N_("Text"), each) for each in form.languages}
        self._speakers = {each: Speaker(form, each, language) for each in form.languages}
        self.unsaid: list[str] = []

    def say(self, text: str, **values: object) -> str:
        return gettext(text, self.language).format(**values)

    def head(self, text: str, written: str) -> str:
        """Return a heading with the language of the texts below it."""
        code = code_of(written)
        name = language_name(code, self.language) if code else written
        return f"{self.say(text)} ({name})" if name else self.say(text)

    def rows(self) -> Iterator[dict[str, str]]:
        for question in self.form.questions:
            if question.kind in NO_COLUMN or not question.name:
                continue
            yield self.row(question)
            if question.kind.startswith(("select_multiple", "rank")):
                yield from self.choice_rows(question)
            elif question.kind in ("geopoint", "start-geopoint"):
                yield from self.part_rows(question)

    def row(self, question: Question) -> dict[str, str]:
        asked, limits = self.speaker.asked(question), self.speaker.limits(question)
        if not (asked.whole and limits.whole):
            self.unsaid.append(question.name)
        return {
            self.say(_TABLE): table_of(self.form, question),
            self.say(_COLUMN): column_of(self.form, question),
            self.say(_KIND): kind_in_words(question.kind, self.language),
            **{self.labels[each]: self.label(question, each) for each in self.labels},
            self.say(_CHOICES): self.choices(question),
            self.say(_ASKED): asked.text or self.always(question),
            self.say(_LIMITS): limits.text or self.scale(question),
            self.say(_REQUIRED): self.required(question),
            self.say(_PATH): question.path,
        }

    def label(self, question: Question, written: str) -> str:
        text = plain_text(question.row.get("label", written))
        return self._speakers[written].label_text(text, question)

    def always(self, question: Question) -> str:
        known = question.row.get("calculation") or question.kind in NO_COLUMN
        return "" if known or not question.row.get("label") else self.say(N_("always"))

    def scale(self, question: Question) -> str:
        return question.row.get("parameters") if question.kind == "range" else ""

    def required(self, question: Question) -> str:
        text = question.row.get("required")
        if text.lower() in ("yes", "true", "true()", "1"):
            return self.say(N_("yes"))
        if text.lower() in ("", "no", "false", "false()", "0"):
            return ""
        return self.speaker.condition(text, question).text

    def choices(self, question: Question) -> str:
        known = self.form.lists.get(question.list_name, ()) if question.is_select else ()
        if question.is_select and not known:
            return self.say(N_("from the file {file}"), file=question.list_name)
        long = len(known) > _MOST
        shown = known[:3] if long else known
        lines = [f"{each.name} = {self.speaker.choice(each)}" for each in shown]
        if not long:
            return "\n".join(lines)
        more = self.say(
            N_("… {count} choices: sheet {sheet}, list {list}"),
            count=len(known),
            sheet=self.say(_CHOICES),
            list=question.list_name,
        )
        return "\n".join([*lines, more])

    def choice_rows(self, question: Question) -> Iterator[dict[str, str]]:
        """Yield the columns of 0 and 1; long lists have one row for all of them."""
        known = self.form.lists.get(question.list_name, ())
        column, table = column_of(self.form, question), table_of(self.form, question)
        ranked = question.kind == "rank"
        for each in known:
            yield {
                self.say(_TABLE): table,
                self.say(_COLUMN): f"{column}/{each.name}",
                self.say(_KIND): self.say(N_("0 or 1")),
                **{head: plain_text(each.label(w)) for w, head in self.labels.items()},
                self.say(_CHOICES): self.say(
                    N_("1 = ranked, 0 = not ranked, empty = not asked")
                    if ranked
                    else N_("1 = chosen, 0 = not chosen, empty = not asked")
                ),
                self.say(_PATH): f"{question.path}/{each.name}",
            }

    def part_rows(self, question: Question) -> Iterator[dict[str, str]]:
        column, table = column_of(self.form, question), table_of(self.form, question)
        for part, words in _PARTS.items():
            yield {
                self.say(_TABLE): table,
                self.say(_COLUMN): f"{column}:{part}",
                self.say(_KIND): self.say(words),
                self.say(_PATH): question.path,
            }

    def lists(self) -> pd.DataFrame:
        """Return all choices with their texts in all languages."""
        by: dict[str, list[str]] = {}
        for question in self.form.questions:
            if question.is_select:
                by.setdefault(question.list_name, []).append(question.name)
        rows = [
            {
                self.say(_LIST): each.list_name,
                self.say(_CODE): each.name,
                self.say(_WITHIN): self.speaker.names.namesakes.above(each, self.speaker.written),
                **{head: plain_text(each.label(w)) for w, head in self.labels.items()},
                self.say(_BY): ", ".join(by.get(each.list_name, ())),
            }
            for each in self.form.choices
        ]
        within = self.say(_WITHIN)
        heads = [self.say(_LIST), self.say(_CODE), *self.labels.values(), within, self.say(_BY)]
        frame = pd.DataFrame(rows, columns=heads, dtype="str").fillna("")
        return frame if frame[within].any() else frame.drop(columns=within)


def codebook(form: Form, *, language: str | None = None) -> Mapping[str, pd.DataFrame]:
    """Return what each column of the data holds.

    Parameters
    ----------
    form : Form
        The form.
    language : str, optional
        Of the words (default: the current one); texts of the form are in all its languages.

    Returns
    -------
    mapping of str to pandas.DataFrame
        By name of the sheet: the columns (table, column, kind, text in each language, choices,
        when it is asked, limits, whether it must be answered, name in exports), and the choices of
        all lists.

    Examples
    --------
    >>> from pathlib import Path
    >>> import pandas as pd
    >>> from probono_kit import forms
    >>> survey = pd.DataFrame({"type": ["integer"], "name": ["age"], "label": ["Age"],
    ...                        "constraint": [". >= 0 and . <= 120"]})
    >>> path = Path(getfixture("tmp_path")) / "form.xlsx"
    >>> survey.to_excel(path, sheet_name="survey", index=False)
    >>> book = codebook(forms.read_form(path), language="en")["Columns"]
    >>> book.loc[0, ["Column", "Kind", "When asked", "Limits"]].tolist()
    ['age', 'whole number', 'always', 'the answer is between 0 and 120']
    """
    return _sheets(_Book(form, text_language(language)))


def _sheets(book: _Book) -> Mapping[str, pd.DataFrame]:
    heads = [book.say(head) for head in (_TABLE, _COLUMN, _KIND)]
    heads += list(book.labels.values())
    heads += [book.say(head) for head in (_CHOICES, _ASKED, _LIMITS, _REQUIRED, _PATH)]
    columns = pd.DataFrame(list(book.rows()), columns=heads, dtype="str").fillna("")
    return {book.say(N_("Columns")): columns, book.say(_CHOICES): book.lists()}


def write_codebook(form: Form, path: Path | str, *, language: str | None = None) -> Findings:
    """Write the codebook of a form as a workbook.

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
        Conditions that could not be put in words and stand as the form has them.

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
    >>> survey = pd.DataFrame({"type": ["text"], "name": ["a"], "label": ["A?"]})
    >>> survey.to_excel(folder / "form.xlsx", sheet_name="survey", index=False)
    >>> write_codebook(forms.read_form(folder / "form.xlsx"), folder / "codebook.xlsx")
    []
    """
    book = _Book(form, text_language(language))
    frames = _sheets(book)
    widths = dict.fromkeys(book.labels.values(), 40.0)
    widths |= {book.say(head): 36.0 for head in (_CHOICES, _ASKED, _LIMITS)}
    widths |= {book.say(head): 16.0 for head in (_TABLE, _KIND, _REQUIRED)}
    sheets = [
        PaperSheet(name, frame, widths, frozen=2) for name, frame in frames.items() if len(frame)
    ]
    title = book.say(N_("Codebook: {title}"), title=title_of(form))
    write_sheets(path, sheets, title=title, language=book.language)
    findings = Findings()
    if book.unsaid:
        names = tuple(dict.fromkeys(book.unsaid))
        findings.add("papers.unsaid", Path(path).name, count=len(names), names=names[:8])
    return findings


def title_of(form: Form) -> str:
    """Return the title of a form; the name of its file where it has none."""
    title = form.settings.get("form_title") if form.settings is not None else ""
    return title or form.path.stem
