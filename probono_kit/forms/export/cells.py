"""What every kind of export is made of: columns in the order of the form, cells as texts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pandas as pd

from probono_kit.forms.model import Form, Question
from probono_kit.forms.submission_model import MAIN, Submissions
from probono_kit.forms.synthesis.frames import NO_COLUMN, column_of
from probono_kit.forms.synthesis.nested import texts_in

#: Parts of a position, and how the servers write them.
KOBO_PARTS = ("latitude", "longitude", "altitude", "precision")
ODK_PARTS = ("Latitude", "Longitude", "Altitude", "Accuracy")
#: Behind every time: times are those of the place, and the servers write some zone.
ZONE = "+00:00"
NUMBERS = ("integer", "decimal", "range", "percentage")


@dataclass(frozen=True, eq=False)
class Told:
    """A question of a table with its answers.

    Parameters
    ----------
    question : Question
        The question.
    texts : list of str
        One per row, as an XForm holds them; empty where nothing was answered.
    choices : list of str
        The choices that have a column of 0 and 1.
    """

    question: Question
    texts: list[str]
    choices: list[str]

    @property
    def is_position(self) -> bool:
        """Whether the answer is a position."""
        return self.question.kind in ("geopoint", "start-geopoint")

    def part(self, place: int) -> list[str]:
        """Return a part of each position."""
        words = (text.split() for text in self.texts)
        return [each[place] if len(each) > place else "" for each in words]

    def marks(self, choice: str, unasked: str) -> list[str]:
        """Return 1 and 0 for a choice, `unasked` where nothing was answered."""
        chosen = (text.split() if text else None for text in self.texts)
        return [unasked if each is None else str(int(choice in each)) for each in chosen]


def told_of(submissions: Submissions, form: Form, repeat: Question | None) -> Iterator[Told]:
    """Yield the questions of a table in the order of the form."""
    table = MAIN if repeat is None else column_of(form, repeat)
    frame = submissions.tables[table]
    marked = submissions.columns
    marked = marked[(marked["table"] == table) & (marked["choice"].fillna("") != "")]
    choices = marked.groupby("question", sort=False)["choice"].agg(list).to_dict()
    for question in form.questions:
        own = question.repeats[-1] if question.repeats else None
        if own is not repeat or question.kind in NO_COLUMN or not question.name:
            continue
        column = column_of(form, question)
        if column in frame:
            texts = texts_in(frame, column, question.kind, ZONE)
            yield Told(question, texts, list(choices.get(question.path, [])))


def meta_of(submissions: Submissions, name: str) -> list[str]:
    """Return a column that the server adds, as texts; empty where there is none."""
    main = submissions.main
    if name not in main:
        return [""] * len(main)
    column: pd.Series = main[name]
    if pd.api.types.is_datetime64_any_dtype(column.dtype):
        return ["" if pd.isna(each) else f"{each:%Y-%m-%dT%H:%M:%S}" for each in column]
    return ["" if pd.isna(each) else str(each) for each in column]


def repeats_of(submissions: Submissions, form: Form) -> Iterator[tuple[Question, pd.DataFrame]]:
    """Yield the repeats that have a table, with it."""
    for question in form.questions:
        if question.kind == "repeat":
            frame = submissions.tables.get(column_of(form, question))
            if frame is not None:
                yield question, frame


def number_or_text(text: str, kind: str) -> Any:
    """Return what a workbook's cell holds: numbers of questions that ask for a number."""
    if text and kind in NUMBERS:
        value = float(text)
        return int(value) if value.is_integer() and abs(value) < 1 << 53 else value
    return text
