"""Submissions as nested answers, as an XForm holds them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pandas as pd

from probono_kit.forms.evaluation.values import text_of
from probono_kit.forms.model import Question
from probono_kit.forms.submission_model import MAIN, Submissions
from probono_kit.forms.synthesis.frames import NO_COLUMN, column_of, table_of

#: An answer, a group, or the rows of a repeat.
Answers = dict[str, Any]


def answers_of(submissions: Submissions, zone: str = "") -> list[Answers]:
    """Return each submission as objects within objects, answers as texts.

    Parameters
    ----------
    submissions : Submissions
        With their form.
    zone : str
        Written behind times, such as ``+00:00``.

    Returns
    -------
    list of dict
        In the order of the main table: groups are objects, repeats lists of objects, answers the
        texts that an XForm holds. What was not answered is left out.
    """
    form = submissions.form
    if form is None:
        return [{} for _ in range(len(submissions))]
    holders: dict[str, list[Answers]] = {MAIN: [{} for _ in range(len(submissions))]}
    by_key: dict[str, Answers] = dict(
        zip(submissions.main["_key"].astype(str), holders[MAIN], strict=True)
    )
    for question in (each for each in form.questions if each.name):
        table = table_of(form, question)
        if table not in holders:
            continue
        if question.kind == "repeat":
            name = column_of(form, question)
            frame = submissions.tables.get(name)
            if frame is not None:
                holders[name] = _hang(frame, question, by_key)
        elif question.kind not in NO_COLUMN:
            column = column_of(form, question)
            frame = submissions.tables[table]
            if column in frame:
                _put(holders[table], question, texts_in(frame, column, question.kind, zone))
    return holders[MAIN]


def _hang(frame: pd.DataFrame, repeat: Question, by_key: dict[str, Answers]) -> list[Answers]:
    """Hang the rows of a repeat on the rows above; return them in the order of their table."""
    made = []
    for key, parent in zip(frame["_key"].astype(str), frame["_parent"].astype(str), strict=True):
        own: Answers = {}
        group = _group(by_key[parent], repeat)
        group.setdefault(repeat.name, []).append(own)
        by_key[key] = own
        made.append(own)
    return made


def _group(holder: Answers, question: Question) -> Answers:
    """Return the object of the groups around a question, within its row."""
    within = list(question.parents)
    while any(each.kind == "repeat" for each in within):
        within.pop(0)
    for each in (group for group in within if group.name):
        holder = holder.setdefault(each.name, {})
    return holder


def _put(holders: list[Answers], question: Question, texts: list[str]) -> None:
    for holder, text in zip(holders, texts, strict=True):
        if text:
            _group(holder, question)[question.name] = text


def texts_in(frame: pd.DataFrame, column: str, kind: str, zone: str = "") -> list[str]:
    """Return a column of a table as the texts that an XForm holds.

    Parameters
    ----------
    frame : pandas.DataFrame
        A table of submissions; ``<column>:offset`` in it is the offset of each time from UTC.
    column : str
        The column.
    kind : str
        Kind of the question.
    zone : str
        Written behind times that have no offset of their own.
    """
    texts = texts_of(frame[column], kind, zone)
    offsets = frame.get(f"{column}:offset")
    if offsets is None or not zone:
        return texts
    return [
        text.removesuffix(zone) + offset if text and not pd.isna(offset) else text
        for text, offset in zip(texts, offsets, strict=True)
    ]


def texts_of(column: pd.Series, kind: str, zone: str = "") -> list[str]:
    """Return a column as the texts that an XForm holds, empty where nothing was answered.

    Parameters
    ----------
    column : pandas.Series
        Typed, as in the tables of submissions.
    kind : str
        Kind of the question.
    zone : str
        Written behind times.
    """
    if pd.api.types.is_datetime64_any_dtype(column.dtype):
        day = kind in ("date", "today")
        write: Callable[[Any], str] = (
            (lambda moment: f"{moment:%Y-%m-%d}")
            if day
            else (lambda moment: moment.isoformat(timespec="milliseconds") + zone)
        )
    elif pd.api.types.is_float_dtype(column.dtype):
        write = text_of
    elif kind == "time":
        return ["" if pd.isna(value) else _time(value) + zone for value in column]
    else:
        write = str
    return ["" if pd.isna(value) else write(value) for value in column]


def _time(text: str) -> str:
    return f"{text}:00.000" if len(text) == len("08:05") else text
