"""Choices of an answer: by their labels, and each in a column of 0 and 1."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import takewhile

import numpy as np
import pandas as pd

from probono_kit.forms.evaluation import choices_of
from probono_kit.forms.model import Form, Question
from probono_kit.forms.received.names import labels_of, plain
from probono_kit.forms.received.server_words import PARTS
from probono_kit.forms.tokens import ExpressionError

#: Lists with more choices have columns of 0 and 1 for those only that somebody chose.
MANY = 300


def names_of(form: Form, question: Question) -> tuple[str, ...]:
    """Return the choices of a question in the order of its list."""
    try:
        return tuple(dict.fromkeys(choices_of(form, question).names))
    except ExpressionError:
        listed = form.lists.get(question.list_name, ())
        return tuple(dict.fromkeys(each.name for each in listed if each.name))


@dataclass(frozen=True, slots=True)
class Named:
    """Answers by the names of their choices.

    Parameters
    ----------
    texts : pandas.Series
        The answers.
    count : int
        How many cells held labels.
    unsure : tuple of str
        Labels that several choices have.
    unknown : tuple of str
        What is neither a name nor a label.
    """

    texts: pd.Series
    count: int = 0
    unsure: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()


def names_for(
    texts: pd.Series,
    form: Form,
    question: Question,
    languages: Sequence[str],
    *,
    labels_first: bool,
) -> Named:
    """Return answers by the names of their choices, where they are written by their labels.

    Parameters
    ----------
    texts : pandas.Series
        Answers of a select.
    form, question : Form, Question
        What was asked.
    languages : sequence of str
        The languages that labels may be of, the likeliest first.
    labels_first : bool
        Whether a text that is the label of one choice and the name of another is the label.

    Returns
    -------
    Named
        What is a name stays; a label that several choices have stays too, and is told.
    """
    codes, written = pd.factorize(texts)
    names = set(names_of(form, question))
    several = question.kind.startswith(("select_multiple", "rank"))
    known = [not labels_first and _known(str(text), names, several) for text in written]
    odd = [at for at, is_name in enumerate(known) if not is_name]
    if not odd or not names:
        return Named(texts)
    book = [_Labels(labels_of(form, question, language)) for language in languages]
    made = list(map(str, written))
    unsure: list[str] = []
    unknown: list[str] = []
    for at in odd:
        found = (each.names(made[at], several=several) for each in book)
        best = next((each for each in found if each), None)
        if best is None:
            unknown.append(made[at])
        elif len(best) > 1:
            unsure.append(made[at])
        else:
            made[at] = best[0]
    changed = np.array([a != b for a, b in zip(made, map(str, written), strict=True)], dtype=bool)
    count = int(changed[codes[codes >= 0]].sum()) if len(made) else 0
    if not count:
        return Named(texts, 0, tuple(unsure), tuple(unknown))
    values = [made[code] if code >= 0 else None for code in codes]
    found_texts = pd.Series(values, index=texts.index, dtype="str")
    return Named(found_texts, count, tuple(unsure), tuple(unknown))


def _known(text: str, names: set[str], several: bool) -> bool:
    return text in names or (several and all(word in names for word in text.split()))


class _Labels:
    """Labels of a list in one language."""

    def __init__(self, labels: Mapping[str, str]) -> None:
        self._by_label: dict[str, list[str]] = {}
        self._by_name = {plain(name): [name] for name in labels}
        for name, label in labels.items():
            self._by_label.setdefault(plain(label), []).append(name)

    def _meant(self, text: str) -> list[str]:
        return self._by_label.get(text) or self._by_name.get(text, [])

    def names(self, text: str, *, several: bool) -> list[str]:
        """Return the answers that a text may mean, at most two."""
        if not several:
            return self._meant(plain(text))[:2]
        return list(dict.fromkeys(self._spread(plain(text).split(" "), {})))[:2]

    def _spread(self, words: list[str], known: dict[int, list[str]], at: int = 0) -> list[str]:
        """Return the choices that words are the labels of, one after another; at most two ways."""
        if at in known:
            return known[at]
        found: list[str] = []
        for end in range(at + 1, len(words) + 1):
            for name in self._meant(" ".join(words[at:end])):
                rest = [""] if end == len(words) else self._spread(words, known, end)
                found += [f"{name} {each}".strip() for each in rest]
        known[at] = found[:2]
        return known[at]


def marks(texts: pd.Series, choices: Iterable[str]) -> dict[str, pd.Series]:
    """Return a column of 0 and 1 for each choice; missing where nothing was answered.

    Examples
    --------
    >>> made = marks(pd.Series(["water food", None], dtype="str"), ["water", "cash"])
    >>> {name: column.tolist() for name, column in made.items()}
    {'water': [1, <NA>], 'cash': [0, <NA>]}
    """
    codes, written = pd.factorize(texts)
    chosen = [set(str(text).split()) for text in written]
    unasked = codes < 0
    made = {}
    for choice in choices:
        held = np.array([*(choice in each for each in chosen), False], dtype="int64")
        values = pd.array(held[codes], dtype="Int64")
        values[unasked] = pd.NA
        made[choice] = pd.Series(values, index=texts.index)
    return made


def chosen_in(texts: pd.Series) -> list[str]:
    """Return all choices that somebody chose, in alphabetical order."""
    return sorted({word for text in texts.dropna().unique() for word in str(text).split()})


def texts_from(columns: Mapping[str, pd.Series]) -> pd.Series:
    """Return the choices that columns of 0 and 1 mark, separated by spaces."""
    index = next(iter(columns.values())).index
    lists: list[list[str]] = [[] for _ in index]
    for choice, column in columns.items():
        numbers = pd.to_numeric(column, errors="coerce")
        for at in np.flatnonzero(numbers.eq(1) | column.str.lower().eq("true")):
            lists[at].append(choice)
    return pd.Series([" ".join(each) or None for each in lists], index=index, dtype="str")


def position_from(columns: Mapping[str, pd.Series]) -> pd.Series:
    """Return positions as one text, up to the first part that is missing."""
    given = [columns[part] for part in PARTS if part in columns]
    texts: list[str | None] = []
    for row in zip(*given, strict=True) if {"latitude", "longitude"} <= set(columns) else ():
        words = list(takewhile(lambda word: not pd.isna(word), row))
        texts.append(" ".join(words) if len(words) > 1 else None)
    index = next(iter(columns.values())).index
    return pd.Series(texts or None, index=index, dtype="str")
