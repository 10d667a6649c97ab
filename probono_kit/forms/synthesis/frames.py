"""Invented interviews as tables: typed by the form, with keys, choices and positions apart."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import pandas as pd

from probono_kit.findings import Findings
from probono_kit.forms.evaluation import Row
from probono_kit.forms.evaluation.values import moment_of
from probono_kit.forms.model import Form, Question
from probono_kit.forms.submission_model import MAIN, TOLD_COLUMNS, Submissions

_PARTS = ("latitude", "longitude", "altitude", "accuracy")
_KEYS = ("_key", "_parent", "_submission", "_position")
#: Kinds that have no column.
NO_COLUMN = frozenset(["group", "repeat", "note", "csv-external", "xml-external", "entity"])
_NUMBERS = {"integer": "Int64", "decimal": "float64", "range": "float64", "percentage": "float64"}


def column_of(form: Form, question: Question) -> str:
    """Return the column of a question: its name, or its path where several have the name."""
    return question.name if len(form.by_name[question.name]) == 1 else question.path


def table_of(form: Form, question: Question) -> str:
    """Return the table that holds a question: ``main`` or that of its repeat."""
    return column_of(form, question.repeats[-1]) if question.repeats else MAIN


def submissions_of(
    form: Form,
    rows: Sequence[Row],
    meta: Mapping[str, Sequence[Any]],
    choices: Mapping[str, Sequence[str]],
    findings: Findings,
) -> Submissions:
    """Return interviews as tables.

    Parameters
    ----------
    form : Form
        The form.
    rows : sequence of Row
        One per interview.
    meta : mapping
        Columns of the main table that are no questions, ``_key`` first.
    choices : mapping
        The choices of each select_multiple and rank, by path.
    findings : Findings
        What was met.
    """
    keys = list(meta["_key"])
    tables: dict[str, pd.DataFrame] = {}
    told: list[tuple[str, ...]] = []
    main: dict[str, Any] = {"_key": pd.array(keys, dtype="str")}
    told.append((MAIN, "_key", "", "", "key", "", "_uuid"))
    main |= _columns(form, None, rows, choices, told)
    for name, values in meta.items():
        if name != "_key":
            main[name] = _meta(values)
            told.append((MAIN, name, "", "", "meta", "", name))
    tables[MAIN] = pd.DataFrame(main)
    for repeat in (each for each in form.questions if each.kind == "repeat"):
        name = column_of(form, repeat)
        below, key_columns = _rows_below(repeat, rows, keys)
        columns: dict[str, Any] = dict(key_columns)
        told += [(name, key, "", "", "key", "", key) for key in _KEYS]
        columns |= _columns(form, repeat, below, choices, told)
        tables[name] = pd.DataFrame(columns)
    return Submissions(tables, pd.DataFrame(told, columns=list(TOLD_COLUMNS)), form, findings)


def _meta(values: Sequence[Any]) -> Any:
    if values and isinstance(values[0], dt.datetime):
        return pd.to_datetime(pd.Series(values)).array
    return pd.array(list(values), dtype="str")


def _rows_below(
    repeat: Question, rows: Sequence[Row], keys: Sequence[str]
) -> tuple[list[Row], dict[str, Any]]:
    found: list[Row] = []
    texts: list[tuple[str, str, str]] = []
    way = (*repeat.repeats, repeat)

    def descend(row: Row, key: str, submission: str, depth: int) -> None:
        if depth == len(way):
            found.append(row)
            return
        for each in row.rows.get(way[depth].path, ()):
            own = f"{key}/{way[depth].name}[{each.position}]"
            if depth == len(way) - 1:
                texts.append((own, key, submission))
            descend(each, own, submission, depth + 1)

    for row, key in zip(rows, keys, strict=True):
        descend(row, key, key, 0)
    columns: dict[str, Any] = {
        name: pd.array([each[place] for each in texts], dtype="str")
        for place, name in enumerate(_KEYS[:3])
    }
    columns["_position"] = pd.array([row.position for row in found], dtype="int64")
    return found, columns


def _columns(
    form: Form,
    repeat: Question | None,
    rows: Sequence[Row],
    choices: Mapping[str, Sequence[str]],
    told: list[tuple[str, ...]],
) -> dict[str, Any]:
    columns: dict[str, Any] = {}
    table = MAIN if repeat is None else column_of(form, repeat)
    for question in form.questions:
        own = question.repeats[-1] if question.repeats else None
        if own is not repeat or question.kind in NO_COLUMN or not question.name:
            continue
        name, path = column_of(form, question), question.path
        texts = [row.answer(path) for row in rows]
        about = (table, name, path, "", question.kind, question.label(), path)
        told.append(about)
        columns[name] = typed(question.kind, texts)
        for extra, column, choice, written in _parts(question, name, texts, choices.get(path, ())):
            columns[extra] = column
            label = _label_of(form, question, choice) if choice else question.label()
            told.append((table, extra, path, choice, question.kind, label, written))
    return columns


def _parts(
    question: Question, name: str, texts: Sequence[str], choices: Sequence[str]
) -> Iterator[tuple[str, Any, str, str]]:
    """Yield the columns that stand beside that of a question."""
    if question.kind in ("geopoint", "start-geopoint"):
        group, _, last = question.path.rpartition("/")
        before = f"{group}/" if group else ""
        words = [text.split() for text in texts]
        for place, part in enumerate(_PARTS):
            numbers = [float(each[place]) if len(each) > place else None for each in words]
            heading = "precision" if part == "accuracy" else part
            lone = pd.array(numbers, dtype="Float64").to_numpy("float64", na_value=float("nan"))
            yield f"{name}:{part}", lone, "", f"{before}_{last}_{heading}"
    elif question.kind.startswith(("select_multiple", "rank")):
        chosen = [set(text.split()) if text else None for text in texts]
        for choice in choices:
            marks = [None if each is None else int(choice in each) for each in chosen]
            column = pd.array(marks, dtype="Int64")
            yield f"{name}/{choice}", column, choice, f"{question.path}/{choice}"


def _label_of(form: Form, question: Question, choice: str) -> str:
    found = (each.label() for each in form.lists.get(question.list_name, ()) if each.name == choice)
    return next(found, "")


def typed(kind: str, texts: Sequence[str]) -> Any:
    """Return a column typed by the kind of its question; what is empty is missing.

    Parameters
    ----------
    kind : str
        Kind of the question. Calculations stay the texts that an XForm holds.
    texts : sequence of str
        As in the XForm.

    Examples
    --------
    >>> typed("integer", ["3", ""]).tolist(), typed("time", ["08:05:00.000+00:00"])[0]
    ([3, <NA>], '08:05')
    """
    if kind in _NUMBERS:
        numbers = [float(text) if text else None for text in texts]
        column = pd.array(numbers, dtype="Float64")
        if kind == "integer":
            return column.astype("Int64")
        return column.to_numpy("float64", na_value=float("nan"))
    if kind in ("date", "today", "datetime", "start", "end"):
        return pd.to_datetime(pd.Series([moment_of(text) for text in texts])).array
    if kind == "time":
        texts = [text[:5] for text in texts]
    return pd.array([text or None for text in texts], dtype="str")
