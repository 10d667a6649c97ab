"""What a check has to say about submissions: one row of the table of issues."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import NamedTuple

import pandas as pd

from probono_kit.findings import Severity
from probono_kit.i18n import (
    current_language,
    format_date,
    format_number,
    format_percent,
    gettext,
    ngettext,
)
from probono_kit.messages import SENTENCES
from probono_kit.tables.cells import shorten

#: Columns of the table of issues.
ISSUE_COLUMNS = (
    *("check", "severity", "_key", "enumerator", "question", "value", "expected", "sentence"),
    *("id", "row", "day", "new", "okay", "reason"),
)
_PREFIX = "monitor."
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


class Asked(NamedTuple):
    """A question that a sentence names, by its label.

    Parameters
    ----------
    table, column : str
        Where its answers are.
    """

    table: str
    column: str


class Part(NamedTuple):
    """A share with its whole: “30 % (3 of 10)”.

    Parameters
    ----------
    part, whole : int
        How many, of how many.
    """

    part: int
    whole: int


@dataclass(frozen=True, slots=True, eq=False)
class Issue:
    """One thing about submissions that is worth a look.

    Parameters
    ----------
    code : str
        Key in :data:`probono_kit.messages.SENTENCES`, such as ``"monitor.night"``.
    severity : Severity
        ``error``: it cannot be so; ``warning``: it is unlikely; ``note``: it is worth knowing.
    key : str
        ``_key`` of the interview; empty if it is about an enumerator or a stratum.
    enumerator : str
        Whose interview, or who it is about.
    question : str
        Column that it is about, if it is about one.
    value, expected : str
        What stands there, and what should.
    values : mapping
        What the sentence mentions.
    row : str
        ``_key`` of the row of a repeat.
    day : str
        Day of the interview, year-month-day.
    subject : str or None
        What tells it from others of the same check on the same cell (default: `value`): what is
        different every day, such as a count, does not belong there.
    suggestion : str
        A value that is proposed instead.
    """

    code: str
    severity: Severity
    key: str = ""
    enumerator: str = ""
    question: str = ""
    value: str = ""
    expected: str = ""
    values: Mapping[str, object] = field(default_factory=dict, hash=False)
    row: str = ""
    day: str = ""
    subject: str | None = None
    suggestion: str = ""

    @property
    def check(self) -> str:
        """Name of the check."""
        return self.code.removeprefix(_PREFIX)

    @property
    def id(self) -> str:
        """What names it on every day, as long as what it is about does not change."""
        subject = self.value if self.subject is None else self.subject
        # Who asked tells issues of persons apart; an interview keeps its issue if that is mended.
        who = "" if self.key else self.enumerator
        told = "\x1f".join((self.code, self.key, self.row, who, self.question, subject))
        return hashlib.sha256(told.encode("utf-8", "surrogatepass")).hexdigest()[:12]

    def text(
        self,
        language: str | None = None,
        labels: Mapping[tuple[str, str], str] | None = None,
    ) -> str:
        """Return the sentence.

        Parameters
        ----------
        language : str, optional
            Default: the current one.
        labels : mapping, optional
            What questions are called, by table and column; else their name.
        """
        language = language or current_language()
        said = SENTENCES[self.code]
        text = gettext(said.text, language)
        if said.by:
            count = int(str(self.values[said.by]))
            text = ngettext(said.text, said.plural, count, language)
        shown = {key: _shown(value, language, labels or {}) for key, value in self.values.items()}
        # A question at the end of a sentence has its own mark there.
        return re.sub(r"(?<=[?!…؟])\.$", "", text.format_map(shown))


def _shown(value: object, language: str, labels: Mapping[tuple[str, str], str]) -> str:
    match value:
        case Asked():
            return shorten(labels.get((value.table, value.column), value.column), 80)
        case Part():
            text = gettext(_PART, language)
            share = value.part / value.whole if value.whole else 0.0
            return text.format(
                percent=format_percent(share, language, 1 if 0 < share < 0.01 else 0),
                part=_number(float(value.part), language),
                whole=_number(float(value.whole), language),
            )
        case tuple():
            return ", ".join(_shown(each, language, labels) for each in value)
        case str() if _DAY.fullmatch(value):
            return day_in_words(value, language)
        case bool() | str():
            return str(value)
        case _:
            return _number(float(str(value)), language)


def day_in_words(text: str, language: str) -> str:
    """Return a day (year-month-day) as readers write it; any other text as it is.

    Examples
    --------
    >>> day_in_words("2026-03-01", "fr"), day_in_words("2026-02-31", "fr")
    ('1 mars 2026', '2026-02-31')
    """
    try:
        return format_date(date.fromisoformat(text), language)
    except ValueError:
        return text


@lru_cache(maxsize=20_000)
def _number(value: float, language: str) -> str:
    short = value if abs(value) >= 100 or value == round(value) else float(f"{value:.3g}")
    return format_number(short, language, decimals=0 if abs(value) >= 100 else None)


#: Translated with the sentences of explored tables, which are written alike.
_PART = "{percent} ({part} of {whole})"


def plain(value: object) -> str:
    """Return a value as text for the table: whole numbers without a point.

    Examples
    --------
    >>> plain(3.0), plain(2.50), plain("a"), plain(pd.NA)
    ('3', '2.5', 'a', '')
    """
    if value is None or value is pd.NA or value is pd.NaT or value != value:
        return ""
    if isinstance(value, float):
        return f"{value:.6g}" if abs(value) < 1e6 else f"{value:.0f}"
    return str(value)


def issues_frame(
    issues: Iterable[Issue],
    *,
    language: str | None = None,
    labels: Mapping[tuple[str, str], str] | None = None,
) -> pd.DataFrame:
    """Return issues as a table with their sentences.

    Parameters
    ----------
    issues : iterable of Issue
        In the order of the rows.
    language : str, optional
        Of the sentences (default: the current one).
    labels : mapping, optional
        What questions are called, by table and column.

    Returns
    -------
    pandas.DataFrame
        Columns ``check`` to ``day`` of :data:`ISSUE_COLUMNS`, all text.

    Examples
    --------
    >>> night = Issue("monitor.night", Severity.WARNING, "uuid:1", "Awa", values={"time": "23:10"})
    >>> print(issues_frame([night], language="en")["sentence"][0])
    The interview began at 23:10, at night.
    """
    rows = [
        (
            *(one.check, one.severity.value, one.key, one.enumerator, one.question),
            *(one.value, one.expected, one.text(language, labels), one.id, one.row, one.day),
        )
        for one in issues
    ]
    return pd.DataFrame(rows, columns=list(ISSUE_COLUMNS[:11]), dtype="str")
