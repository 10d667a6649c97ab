"""Columns of answers: yes and no in four languages, and several choices in one cell."""

from __future__ import annotations

import re
from collections import Counter

import numpy as np

from probono_kit.tables.cells import CellKind, fold
from probono_kit.tables.conventions import ColumnKind, Conversion
from probono_kit.tables.distinct import Column
from probono_kit.tables.place import SUPPORT, Place

_YES = frozenset({"yes", "oui", "si", "sim", "نعم", "vrai", "true", "verdadero"})
_NO = frozenset({"no", "non", "nao", "لا", "كلا", "faux", "false", "falso"})
#: One letter says yes or no only beside the other one of its language.
_LETTERS = (frozenset("on"), frozenset("yn"))
_OPEN = frozenset(
    {
        *("ne sait pas", "nsp", "je ne sais pas", "sans reponse", "refus", "peut etre"),
        *("don t know", "dont know", "dk", "refused", "not sure", "unsure", "maybe"),
        *("no sabe", "no responde", "ns nr", "quizas", "لا اعرف", "لا يعرف"),
    }
)

#: Marks between choices, the plainest evidence first; a space only between machine names.
_MARKS = (";", "|", "\n", ",", "/", " ")
_MACHINE = re.compile(r"[a-z0-9_\-]+( [a-z0-9_\-]+)*")

_FEWEST = 10
_MOST_CHOICES = 40
_SAMPLE = 5000


def as_yes_no(column: Column, place: Place) -> Conversion | None:
    """Recognise a column of yes and no; its cells stay as they are written.

    Parameters
    ----------
    column : Column
        Texts.
    place : Place
        Gets the cells that say neither.

    Returns
    -------
    Conversion or None
        ``None`` for any other column. The convention names both words as most cells write them;
        texts that are no answer are among the doubts.
    """
    if len(column) > _SAMPLE or not (column.kinds == CellKind.TEXT).all():
        return None
    words = [fold(text) for text in column.texts]
    yes, no = set(_YES), set(_NO)
    for pair in _LETTERS:
        if set(words) == pair:
            yes, no = yes | (pair - {"n"}), no | {"n"}
    counts = column.counts
    said = {}
    for answer, meant in (("yes", yes), ("no", no)):
        here = [i for i, word in enumerate(words) if word in meant]
        if not here:
            return None
        said[answer] = max(here, key=lambda i: counts[i])
    fits = np.array([word in yes or word in no for word in words])
    known = fits | np.array([word in _OPEN for word in words])
    filled = int(counts.sum())
    if counts[known].sum() < SUPPORT * filled or counts[fits].sum() < 0.5 * filled:
        return None
    written = tuple(column.texts[i] for i in said.values())
    share = round(float(counts[known].sum() / filled), 4)
    made = Conversion.unchanged(
        column, ColumnKind.YES_NO, convention="/".join(written), choices=written, share=share
    )
    return place.doubting(made, ~known, "types.not_yes_no")


def as_choices(column: Column, place: Place) -> Conversion | None:
    """Recognise a column whose cells name one or more of a few choices.

    The mark between them must be found in a good part of the cells, and nearly all parts must come
    again in other combinations: free text and names of persons have commas too.

    Parameters
    ----------
    column : Column
        Texts.
    place : Place
        Gets what was found.

    Returns
    -------
    Conversion or None
        ``None`` for any other column; the cells stay as they are written.
    """
    filled = int(column.counts.sum())
    if not 3 <= len(column) <= _SAMPLE or filled < _FEWEST:
        return None
    if not (column.kinds == CellKind.TEXT).all():
        return None
    for mark in _MARKS:
        choices = _choices(column, mark, filled)
        if choices:
            place.report("types.choices_found", mark=_shown(mark), choices=choices)
            return Conversion.unchanged(
                column, ColumnKind.CHOICES, convention=mark, choices=choices
            )
    return None


def _choices(column: Column, mark: str, filled: int) -> tuple[str, ...]:
    """Return the choices if `mark` stands between them, else nothing."""
    counts = column.counts.tolist()
    several = sum(n for text, n in zip(column.texts, counts, strict=True) if mark in text)
    if several < 0.2 * filled:
        return ()
    if mark == " " and not all(_MACHINE.fullmatch(text) for text in column.texts):
        return ()
    combinations = [tuple(part.strip() for part in text.split(mark)) for text in column.texts]
    found = Counter(part for parts in combinations for part in dict.fromkeys(parts))
    if "" in found and mark != "\n":
        del found[""]
    if not 2 <= len(found) <= _MOST_CHOICES or any(len(part) > 80 for part in found):
        return ()
    again = sum(n for n in found.values() if n > 1)
    letters = all(re.search(r"[^\W_]", part) for part in found)
    numbers = all(re.fullmatch(r"[\d.,]+", part) for part in found)
    doubled = any(len(set(parts)) < len(parts) for parts in combinations)
    if not letters or numbers or doubled or again < 0.9 * sum(found.values()):
        return ()
    return tuple(part for part in found if part)


def _shown(mark: str) -> str:
    return {"\n": "↵", " ": "␣"}.get(mark, mark)
