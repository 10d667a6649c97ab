"""What was found, how sure it is, and the sentence that says it.

A sentence is made by rules from a message and figures, never written freely: it names a figure and
what the figure counts, and no cause.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple

import pandas as pd

from probono_kit.explore.wordings import column_label, worded
from probono_kit.i18n import current_language, gettext, ngettext
from probono_kit.messages import SENTENCES


class Certainty(StrEnum):
    """How sure a finding is."""

    FIRM = "firm"
    WEAK = "weak"
    TOO_FEW = "too_few"

    @property
    def weight(self) -> float:
        """What a finding of this certainty counts, 0 to 1."""
        return {"firm": 1.0, "weak": 0.5, "too_few": 0.0}[self.value]


class Column(NamedTuple):
    """A column that a sentence names: written by its label, between quotation marks."""

    name: str


class Share(NamedTuple):
    """A part of a whole: written “68 % (103 of 151 rows)”.

    Parameters
    ----------
    part, whole : int
        How many, of how many.
    """

    part: int
    whole: int

    @property
    def value(self) -> float:
        """The share itself, 0 to 1."""
        return self.part / self.whole if self.whole else 0.0


class Count(NamedTuple):
    """A number of rows: written “151 rows”, or with the word for what a row is."""

    rows: int


class Estimate(NamedTuple):
    """A figure estimated from a sample, with its 95 % interval.

    Parameters
    ----------
    value, low, high : float
        The estimate and the ends of its interval.
    rows : int
        Rows behind it.
    percent : bool
        Whether it is a share (0 to 1), written as a percentage.
    """

    value: float
    low: float
    high: float
    rows: int
    percent: bool = False


class Trait(NamedTuple):
    """What sets a group of records apart in one column.

    Parameters
    ----------
    column : Column
        Which.
    value : str
        For answers: the one whose shares are compared; empty for a number.
    here, others : float
        The share of the answer (0 to 1), or the median, in the group and in all others.
    """

    column: Column
    value: str
    here: float
    others: float


class Condition(NamedTuple):
    """What holds for some records: written “pump” is “hand”, or “people” is 5 or less.

    Parameters
    ----------
    column : str
        Which column speaks.
    value : str or float
        What it says.
    end : str
        ``low`` or ``high`` for a number and what lies beyond; ``includes`` or ``excludes`` for one
        of several choices; else empty.
    """

    column: str
    value: str | float
    end: str = ""


class Month(NamedTuple):
    """A month, or a year where `month` is 0: written “April 2025”."""

    year: int
    month: int = 0


#: What the values of an insight may be.
Value = (
    str
    | int
    | float
    | tuple[str, ...]
    | tuple[Trait, ...]
    | Column
    | Condition
    | Share
    | Count
    | Estimate
    | Month
    | pd.Timestamp
)


@dataclass(frozen=True, slots=True, eq=False)
class Insight:
    """One thing that the data say.

    Parameters
    ----------
    code : str
        Key in :data:`probono_kit.messages.SENTENCES`, such as ``"explore.most_frequent"``.
    columns : tuple of str
        The columns it is about, the one spoken of first.
    values : mapping
        What the sentence mentions: numbers, texts from the data, and :class:`Column`,
        :class:`Share`, :class:`Count`, :class:`Estimate`, :class:`Month` or a timestamp.
    rows : int
        Rows behind it.
    strength : float
        Size of the effect, 0 to 1: a correlation, Cramér's V, the like.
    certainty : Certainty
        How sure it is.
    table : pandas.DataFrame, optional
        The figures behind the sentence.
    chart : str
        Kind of the small picture: ``bars``, ``histogram``, ``line``, ``dots``, ``heat``; else
        empty.

    Examples
    --------
    >>> works = {"column": Column("state"), "value": "works", "share": Share(103, 151)}
    >>> found = Insight("explore.most_frequent", ("state",), works, 151, 0.68, Certainty.FIRM)
    >>> print(found.text("en"))
    “state”: most often “works”, 68% (103 of 151 rows).
    >>> found.text("fr", unit="points d'eau").split()[-5:]
    ['(103', 'sur', '151', 'points', "d'eau)."]
    """

    code: str
    columns: tuple[str, ...]
    values: Mapping[str, object] = field(hash=False)
    rows: int
    strength: float
    certainty: Certainty
    table: pd.DataFrame | None = None
    chart: str = ""

    def text(
        self,
        language: str | None = None,
        *,
        labels: Mapping[str, str] | None = None,
        unit: str = "",
    ) -> str:
        """Return the sentence.

        Parameters
        ----------
        language : str, optional
            Default: the current one.
        labels : mapping of str to str, optional
            What columns are called in sentences; else their name, shortened.
        unit : str
            What the rows are, in the plural and in that language: ``"households"``.

        Returns
        -------
        str
            Plain text; encode it before it reaches HTML.
        """
        language = language or current_language()
        said = SENTENCES[self.code]
        known = labels or {}
        shown = {
            key: worded(value, language, labels=known, unit=unit)
            for key, value in self.values.items()
        }
        if said.by:
            number = self.values[said.by]
            number = number.rows if isinstance(number, Count) else number
            text = ngettext(said.text, said.plural, int(str(number)), language)
        else:
            text = gettext(said.text, language)
        made = text.format_map(shown)
        return re.sub(r"([.…!?])([”»]?)\.$", r"\1\2", made) if made.endswith("..") else made


def rank(
    insights: Iterable[Insight], *, outcome: str | Sequence[str] = (), rows: int = 0
) -> list[Insight]:
    """Put what matters first, and never the same thing over and over.

    What is about the outcome of the question comes first, then strength × certainty × share of
    the rows. What says nearly the same as one before it (the same columns, the same kind) moves
    down; what is too few to say comes last.

    Parameters
    ----------
    insights : iterable of Insight
        In any order.
    outcome : str or sequence of str
        Column that the question is about, if there is one.
    rows : int
        Rows of the table (default: the most that any insight has).

    Returns
    -------
    list of Insight
        All of them.

    Examples
    --------
    >>> def made(column, strength):
    ...     return Insight("explore.most_frequent", (column,), {}, 10, strength, Certainty.FIRM)
    >>> found = rank([made("a", 0.9), made("a", 0.8), made("b", 0.5)])
    >>> [(one.columns[0], one.strength) for one in found]
    [('a', 0.9), ('b', 0.5), ('a', 0.8)]
    """
    waiting = list(insights)
    wanted = {outcome} - {""} if isinstance(outcome, str) else set(outcome)
    rows = rows or max((one.rows for one in waiting), default=1) or 1
    scores = [_score(one, wanted, rows) for one in waiting]
    order: list[Insight] = []
    left = list(range(len(waiting)))
    while left:
        best = max(left, key=lambda at: (scores[at], -at))
        left.remove(best)
        order.append(waiting[best])
        for at in left:
            scores[at] *= 1 - _likeness(waiting[best], waiting[at], wanted)
    return order


def pick(
    insights: Iterable[Insight],
    most: int = 5,
    *,
    outcome: str | Sequence[str] = (),
    rows: int = 0,
) -> list[Insight]:
    """Choose the findings for the top of a page.

    Parameters
    ----------
    insights : iterable of Insight
        In any order.
    most : int
        How many at most.
    outcome : str or sequence of str
        As in :func:`rank`.
    rows : int
        As in :func:`rank`.

    Returns
    -------
    list of Insight
        None that is too few to say, no two about the same columns.

    Examples
    --------
    >>> few = Insight("explore.most_frequent", ("a",), {}, 4, 1.0, Certainty.TOO_FEW)
    >>> pick([few])
    []
    """
    chosen: list[Insight] = []
    about: set[frozenset[str]] = set()
    for one in rank(insights, outcome=outcome, rows=rows):
        columns = frozenset(one.columns)
        if one.certainty is Certainty.TOO_FEW or columns in about or len(chosen) >= most:
            continue
        chosen.append(one)
        about.add(columns)
    return chosen


def _score(one: Insight, wanted: set[str], rows: int) -> float:
    """Return the place in the order; whole numbers for the outcome, so that it stays first."""
    here = one.strength * one.certainty.weight * math.sqrt(min(1.0, one.rows / rows))
    return here * (100.0 if wanted & set(one.columns) else 1.0)


def _likeness(one: Insight, other: Insight, wanted: set[str]) -> float:
    """Return how much of `other` is said once `one` is said, 0 to 1."""
    first, second = set(one.columns), set(other.columns)
    if first != second:
        # The outcome is in all of them: it does not make two findings alike.
        first, second = first - wanted, second - wanted
    shared = len(first & second) / max(1, min(len(first), len(second)))
    same_kind = 1.0 if one.code == other.code else 0.6
    return 0.85 * shared * same_kind + (0.1 if one.code == other.code else 0.0)


__all__ = [
    "Certainty",
    "Column",
    "Condition",
    "Count",
    "Estimate",
    "Insight",
    "Month",
    "Share",
    "Trait",
    "column_label",
    "pick",
    "rank",
]
