"""Answers that are no answers, “other, specify”, and blocks of questions that are alike."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from probono_kit.forms.model import Choice, Form, Question
from probono_kit.forms.monitoring import words
from probono_kit.forms.monitoring.questions import (
    choices_of,
    labels_of,
    questions_by_column,
    spaced,
)
from probono_kit.forms.monitoring.settings import RoleSettings
from probono_kit.forms.submission_model import Submissions
from probono_kit.tables.cells import fold


@dataclass(frozen=True, slots=True)
class OtherPair:
    """A select with “other”, and the text that says which.

    Parameters
    ----------
    table : str
        Where both are.
    select, text : str
        Their columns.
    choice : str
        The choice that means “other”.
    """

    table: str
    select: str
    text: str
    choice: str


@dataclass(frozen=True, slots=True)
class CodedAnswers:
    """Choices that are no answer, by table and column.

    Parameters
    ----------
    dont_know, refused : mapping
        Names of the choices.
    """

    dont_know: Mapping[tuple[str, str], frozenset[str]]
    refused: Mapping[tuple[str, str], frozenset[str]]


def coded_answers(submissions: Submissions, given: RoleSettings) -> CodedAnswers:
    """Find the choices that mean “don't know” and “no answer”."""
    questions = questions_by_column(submissions)
    form = submissions.form
    lists: dict[str, tuple[frozenset[str], frozenset[str]]] = {}
    for name, choices in (form.lists if form else {}).items():
        unknown = _meaning(choices, words.DONT_KNOW_NAMES, words.DONT_KNOW, given.dont_know)
        refused = _meaning(choices, words.REFUSED_NAMES, words.REFUSED, given.refused)
        lists[name] = (unknown - refused, refused)
    found = {
        place: lists[question.list_name]
        for place, question in questions.items()
        if question.is_select and question.list_name in lists
    }
    return CodedAnswers(
        {place: each[0] for place, each in found.items() if each[0]},
        {place: each[1] for place, each in found.items() if each[1]},
    )


def _meaning(
    choices: Iterable[Choice], names: frozenset[str], pattern: re.Pattern[str], given: list[str]
) -> frozenset[str]:
    return frozenset(
        choice.name
        for choice in choices
        if choice.name in given
        or spaced(choice.name) in names
        or any(pattern.search(fold(label)) for label in labels_of(choice))
    )


def other_choice(choices: Iterable[Choice], given: list[str]) -> str:
    """Return the choice that means “other”."""
    for choice in choices:
        named = choice.name in given or spaced(choice.name) in words.OTHER_NAMES
        if named or any(words.OTHER.search(fold(label)) for label in labels_of(choice)):
            return choice.name
    return ""


def other_pairs(submissions: Submissions, given: RoleSettings) -> tuple[OtherPair, ...]:
    """Find the texts behind “other”: by their condition, by their name, by ``or_other``."""
    questions = questions_by_column(submissions)
    texts = {place: each for place, each in questions.items() if each.kind == "text"}
    pairs = []
    for (table, column), question in questions.items():
        if not question.is_select or question.kind == "rank":
            continue
        choice = other_choice(choices_of(submissions.form, question), given.other)
        if question.or_other:
            made = f"{column}_other"
            if made in submissions.tables[table]:
                pairs.append(OtherPair(table, column, made, choice or "other"))
        elif choice:
            text = _text_behind(table, question, choice, texts)
            if text:
                pairs.append(OtherPair(table, column, text, choice))
    return tuple(pairs)


def _text_behind(
    table: str, question: Question, choice: str, texts: Mapping[tuple[str, str], Question]
) -> str:
    asks = re.compile(
        rf"\$\{{\s*{re.escape(question.name)}\s*\}}[^$]*?['\"]{re.escape(choice)}['\"]"
    )
    for (own, column), text in texts.items():
        if own == table and asks.search(text.row.get("relevant")):
            return column
    for (own, column), text in texts.items():
        # “water_other”, “other_water”, “autre_water”.
        rest = words.OTHER_TEXT.sub(" ", spaced(text.name)).split()
        if own == table and rest == spaced(question.name).split() and rest:
            return column if words.OTHER_TEXT.search(spaced(text.name)) else ""
    return ""


def blocks_of(submissions: Submissions, shortest: int) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Find runs of single choices with the same list in the same group."""
    form: Form | None = submissions.form
    if form is None:
        return ()
    columns = {question.path: place for place, question in questions_by_column(submissions).items()}
    blocks: list[tuple[str, tuple[str, ...]]] = []
    run: list[tuple[str, str]] = []
    last: tuple[str, str] | None = None
    for question in form.questions:
        if question.kind in ("note", "calculate", "hidden"):
            continue
        place = columns.get(question.path)
        parent = "/".join(each.name for each in question.parents)
        own = (question.list_name, parent) if question.kind == "select_one" and place else None
        if own is None or own != last:
            blocks += _long_enough(run, shortest)
            run = []
        if own is not None and place is not None:
            run.append(place)
        last = own
    return (*blocks, *_long_enough(run, shortest))


def _long_enough(run: list[tuple[str, str]], shortest: int) -> list[tuple[str, tuple[str, ...]]]:
    return [(run[0][0], tuple(column for _, column in run))] if len(run) >= shortest else []
