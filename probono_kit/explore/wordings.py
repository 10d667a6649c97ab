"""How the figures of a sentence are written: shares with their whole, numbers, names of columns."""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping

import numpy as np
import pandas as pd
from babel import lists
from babel.dates import format_skeleton

from probono_kit.findings import N_
from probono_kit.i18n import format_date, format_number, format_percent, gettext, ngettext

#: A label in a sentence is no longer than so many characters.
LONGEST = 80
#: Words between parentheses that are longer than this are instructions, not part of the name.
_LONG_ASIDE = 12


def worded(
    value: object, language: str, *, labels: Mapping[str, str] | None = None, unit: str = ""
) -> str:
    """Write one value of an insight as a sentence has it.

    Parameters
    ----------
    value : object
        As in :class:`probono_kit.explore.Insight`.
    language : str
        ISO 639-1 code.
    labels : mapping of str to str, optional
        What columns are called.
    unit : str
        What the rows are, in the plural.

    Returns
    -------
    str
        Plain text.

    Examples
    --------
    >>> worded(0.12345, "en"), worded(("wells", "taps"), "en")
    ('0.123', 'wells and taps')
    """
    name = type(value).__name__
    if isinstance(value, tuple) and hasattr(value, "_fields"):
        fields = tuple(value)
        if name == "Column":
            return quoted((labels or {}).get(fields[0]) or column_label(fields[0]), language)
        if name == "Share":
            return share_words(*fields, language=language, unit=unit)
        if name == "Count":
            return rows_words(fields[0], language, unit)
        if name == "Estimate":
            return _estimate(*fields, language=language, unit=unit)
        if name == "Condition":
            return _condition(*fields, language=language, labels=labels)
        if name == "Trait":
            return _trait(*fields, language=language, labels=labels)
        return period_words(*fields, language=language)
    match value:
        case tuple() | list() if value and hasattr(value[0], "_fields"):
            parts = [worded(part, language, labels=labels, unit=unit) for part in value]
            return ("؛ " if language == "ar" else "; " if language != "fr" else " ; ").join(parts)
        case tuple() | list():
            return lists.format_list([str(part) for part in value], locale=language)
        case pd.Timestamp() | datetime.date():
            return day_words(datetime.date(value.year, value.month, value.day), language)
        case bool() | str():
            return str(value)
        case _:
            return number_words(value, language)


def number_words(value: object, language: str) -> str:
    """Write a number with no more digits than it can bear: three, or all of its whole part.

    Examples
    --------
    >>> number_words(1234.567, "en"), number_words(12.3456, "en"), number_words(0.0, "en")
    ('1,235', '12.3', '0')
    """
    number = float(np.asarray(value, dtype=np.float64))
    if not np.isfinite(number):
        return "–"
    if abs(number) >= 100 or number == round(number):
        return format_number(round(number), language)
    short = float(f"{number:.3g}")
    places = max(0, -int(np.floor(np.log10(abs(short)))) + 2)
    if places > 3:
        return format_number(short, language, decimals=min(places, 6))
    return format_number(short, language)


def percent_words(share: float, language: str) -> str:
    """Write a share; never “0 %” for some, nor “100 %” for not all.

    Examples
    --------
    >>> percent_words(0.68, "en"), percent_words(0.0004, "en"), percent_words(0.9996, "en")
    ('68%', '0.04%', '99.9%')
    """
    if 0 < share < 0.005:
        places = 1 if share >= 0.0005 else min(4, -int(np.floor(np.log10(share))) - 2)
        return format_percent(share, language, decimals=places)
    if 0.995 < share < 1:
        return format_percent(min(share, 0.999), language, decimals=1)
    return format_percent(share, language)


def share_words(part: int, whole: int, *, language: str, unit: str = "") -> str:
    """Write a share with its whole.

    Examples
    --------
    >>> share_words(103, 151, language="en", unit="water points")
    '68% (103 of 151 water points)'
    """
    text = gettext(N_("{percent} ({part} of {whole})"), language)
    return text.format(
        percent=percent_words(part / whole if whole else 0.0, language),
        part=format_number(int(part), language),
        whole=rows_words(whole, language, unit),
    )


def rows_words(count: int, language: str, unit: str = "") -> str:
    """Write a number of rows.

    Examples
    --------
    >>> rows_words(1, "en"), rows_words(1500, "en", "households")
    ('1 row', '1,500 households')
    """
    number = format_number(int(count), language)
    if unit:
        return f"{number} {unit}"
    return ngettext("{count} row", "{count} rows", int(count), language).format(count=number)


def period_words(year: int, month: int = 0, *, language: str) -> str:
    """Write a month and year, or a year.

    Examples
    --------
    >>> period_words(2025, 4, language="fr"), period_words(2025, language="en")
    ('avril 2025', '2025')
    """
    if not month:
        return str(year)
    return str(format_skeleton("yMMMM", datetime.date(year, month, 1), locale=language))


def day_words(day: datetime.date, language: str) -> str:
    """Write a day in full; in French the first of a month is “1er”.

    Examples
    --------
    >>> day_words(datetime.date(2025, 3, 1), "fr")
    '1er mars 2025'
    """
    text = format_date(day, language)
    return re.sub(r"^1\b", "1er", text) if language == "fr" else text


def quoted(text: str, language: str) -> str:
    """Put quotation marks of `language` around a text.

    Examples
    --------
    >>> quoted("village", "en")
    '“village”'
    """
    return gettext(N_("“{text}”"), language).format(text=text)


def column_label(name: str, longest: int = LONGEST) -> str:
    """Return a column's name as a sentence can bear it: no instructions, no line breaks, short.

    Parameters
    ----------
    name : str
        Name of the column, or any heading.
    longest : int
        So many characters at most, besides the ellipsis.

    Returns
    -------
    str
        One line.

    Examples
    --------
    >>> column_label("STATUT (Choisir dans la liste déroulante)")
    'STATUT'
    >>> column_label("needs/water")
    'needs/water'
    """
    text = re.sub(r"\s+", " ", str(name)).strip()

    def aside(found: re.Match[str]) -> str:
        return "" if len(found.group(0)) > _LONG_ASIDE else found.group(0)

    shorter = re.sub(r"\s*\([^()]*\)?", aside, text).strip(" .:;,-")
    text = re.sub(r"\s+", " ", shorter) or text
    if len(text) <= longest:
        return text
    cut = text[:longest].rpartition(" ")[0] or text[:longest]
    return cut.rstrip(" .:;,-") + "…"


_CONDITIONS = {
    "": N_("{column} is “{value}”"),
    "low": N_("{column} is {value} or less"),
    "high": N_("{column} is {value} or more"),
    "includes": N_("{column} includes “{value}”"),
    "excludes": N_("{column} does not include “{value}”"),
}


def _condition(
    column: str, value: object, end: str, *, language: str, labels: Mapping[str, str] | None
) -> str:
    called = quoted((labels or {}).get(column) or column_label(column), language)
    shown = value if isinstance(value, str) else number_words(value, language)
    return gettext(_CONDITIONS[end], language).format(column=called, value=shown)


def _trait(
    column: object,
    value: str,
    here: float,
    others: float,
    end: str = "",
    *,
    language: str,
    labels: Mapping[str, str] | None,
) -> str:
    named = worded(column, language, labels=labels)
    if value:
        text = N_("{column} is “{value}” in {here}, elsewhere in {others}")
        if end:
            text = N_("{column} includes “{value}” in {here}, elsewhere in {others}")
        text = gettext(text, language)
        figures = [percent_words(share, language) for share in (here, others)]
    else:
        text = gettext(N_("the median of {column} is {here}, elsewhere {others}"), language)
        figures = [number_words(number, language) for number in (here, others)]
    return text.format(column=named, value=value, here=figures[0], others=figures[1])


def _estimate(
    value: float,
    low: float,
    high: float,
    rows: int,
    percent: bool,
    *,
    language: str,
    unit: str,
) -> str:
    write = percent_words if percent else number_words
    text = gettext(N_("{value} (95% interval: {low} to {high}; {rows})"), language)
    return text.format(
        value=write(value, language),
        low=write(low, language),
        high=write(high, language),
        rows=rows_words(rows, language, unit),
    )
