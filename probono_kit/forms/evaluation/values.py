"""Numbers, texts, truths and dates as XPath 1.0 and ODK turn them into each other.

Source: https://www.w3.org/TR/1999/REC-xpath-19991116/#section-Expressions,
https://getodk.github.io/xforms-spec/#xpath-functions.
"""

from __future__ import annotations

import datetime as dt
import math
import re
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache

_NUMBER = re.compile(r"\s*-?(?:\d+(?:\.\d*)?|\.\d+)\s*", re.ASCII)
_DATE = re.compile(r"\d{4}-\d\d-\d\d(?:T\d\d:\d\d.*)?", re.ASCII | re.DOTALL)
_EPOCH = dt.datetime(1970, 1, 1)  # noqa: DTZ001 (days of the calendar, in no zone)


@lru_cache(maxsize=1 << 16)
def number(text: str) -> float:
    """Return the number that a text is: NaN if it is none; of a date the days since 1970.

    Examples
    --------
    >>> number(" -3.50 "), number(""), number("1e3"), number("1970-01-11")
    (-3.5, nan, nan, 10.0)
    """
    if _NUMBER.fullmatch(text):
        return float(text)
    if _DATE.fullmatch(text):
        moment = moment_of(text)
        return math.nan if moment is None else days_of(moment)
    return math.nan


@lru_cache(maxsize=1 << 16)
def text_of(value: float) -> str:
    """Return how XPath writes a number.

    Examples
    --------
    >>> text_of(3.0), text_of(0.1 + 0.2), text_of(1e21), text_of(float("nan"))
    ('3', '0.30000000000000004', '1000000000000000000000', 'NaN')
    """
    if value != value:
        return "NaN"
    if math.isinf(value):
        return "Infinity" if value > 0 else "-Infinity"
    if value == int(value):
        return str(int(value)) if abs(value) < 1 << 53 else str(int(Decimal(repr(value))))
    return format(Decimal(repr(value)), "f")


def truth_of(value: float) -> bool:
    """Tell whether a number counts as true: neither 0 nor NaN."""
    return value != 0 and value == value


@lru_cache(maxsize=1 << 14)
def moment_of(text: str) -> dt.datetime | None:
    """Return the local wall time of a date or a date with time, ``None`` if it is neither.

    Examples
    --------
    >>> moment_of("2026-03-01T08:05:00.000+03:00"), moment_of("1 March")
    (datetime.datetime(2026, 3, 1, 8, 5), None)
    """
    try:
        return dt.datetime.fromisoformat(text.strip()).replace(tzinfo=None)
    except ValueError:
        return None


def days_of(moment: dt.datetime) -> float:
    """Return the days since the first of January 1970."""
    return (moment - _EPOCH) / dt.timedelta(days=1)


def moment_after(days: float) -> dt.datetime | None:
    """Return the moment so many days after the first of January 1970."""
    try:
        return _EPOCH + dt.timedelta(days=days)
    except (OverflowError, ValueError):
        return None


def round_half_up(value: float, places: float = 0) -> float:
    """Round as ODK and spreadsheets do: a half goes away from zero.

    Examples
    --------
    >>> round_half_up(2.5), round_half_up(-2.5), round_half_up(3.14159, 2)
    (3.0, -3.0, 3.14)
    """
    if not math.isfinite(value) or not math.isfinite(places):
        return value
    exact = Decimal(repr(value)).scaleb(int(places))
    whole = exact.to_integral_value(ROUND_HALF_UP)
    return float(whole.scaleb(-int(places)))
