"""What was found, how sure it is, and the sentence that says it.

A sentence is made by rules from a message and figures, never written freely: it names a figure and
what the figure counts, and no cause.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
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
    end : str
        ``includes`` where the answer is one of several choices; else empty.
    """

    column: Column
    value: str
    here: float
    others: float
    end: str = ""


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
]
