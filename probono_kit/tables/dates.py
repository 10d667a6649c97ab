"""Dates as people type them, read under one convention per column."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from functools import lru_cache

from babel import Locale

from probono_kit.tables.cells import fold
from probono_kit.tables.numbers import plain_digits


class Order(StrEnum):
    """Order of a numeric date: ``30/04/2025`` or ``04/30/2025``."""

    DAY_FIRST = "dd/mm"
    MONTH_FIRST = "mm/dd"


#: Two-digit years 00 to 29 are of this century, 30 to 99 of the last: the rule of spreadsheets.
TWO_DIGIT_PIVOT = 30

#: Excel's day numbers of 1970-01-01 and 2059-12-31: what a day number in a table may be.
SERIALS = range(25569, 58440)
_EXCEL_EPOCH = datetime.date(1899, 12, 30)

Moment = datetime.date | datetime.datetime

_TIME = (
    r"(?:(?:[ T]|, )(?P<hour>\d{1,2})[:h](?P<minute>\d{2})"
    r"(?::(?P<second>\d{2})(?:[.,](?P<fraction>\d{1,6}))?)?(?:\s?(?P<half>[ap]m))?)?"
)
_ISO = re.compile(
    r"(?P<year>\d{4})(?P<joint>[-/.])(?P<month>\d{1,2})(?P=joint)(?P<day>\d{1,2})" + _TIME, re.I
)
_NUMERIC = re.compile(
    r"(?P<first>\d{1,2})(?P<joint>[-/.])(?P<second_>\d{1,2})(?P=joint)(?P<year>\d{4}|\d{2})"
    + _TIME,
    re.I,
)
_WEEKDAY = (
    r"(?:(?:lun|mar|mer|jeu|ven|sam|dim|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche"
    r"|mon|tue|tues|wed|thu|thur|thurs|fri|sat|sun|(?:mon|tues|wednes|thurs|fri|satur|sun)day"
    r"|mie|jue|vie|sab|dom|lunes|martes|miercoles|jueves|viernes|sabado|domingo"
    r"|(?:ال)?(?:احد|اثنين|ثلاثاء|اربعاء|خميس|جمعة|سبت)) )?"
)
#: A month's name beside a number, roughly: folding every text would take long.
_NAMED = re.compile(r"[^\W\d_]{3}.*\d|\d.*[^\W\d_]{3}")
_MONTH = r"(?P<month>[^\W\d_]{2,10}(?: (?:ال)?(?:اول|ثاني))?)"
_DAY_MONTH = re.compile(
    _WEEKDAY
    + r"(?:le )?(?P<day>\d{1,2})(?:er|st|nd|rd|th|eme|e)? ?(?:of |de )?"
    + _MONTH
    + r" ?(?:de )?(?P<year>\d{4}|\d{2})"
)
_MONTH_DAY = re.compile(_WEEKDAY + _MONTH + r" (?P<day>\d{1,2})(?:st|nd|rd|th)? (?P<year>\d{4})")
_MONTH_YEAR = re.compile(_MONTH + r" ?(?:de )?(?P<year>\d{4}|\d{2})")


@dataclass(frozen=True, slots=True)
class DateReading:
    """What one text says as a date under each order, ``None`` where it says none.

    Parameters
    ----------
    day_first, month_first : date or datetime, optional
        The same when the text leaves no doubt.
    short_year : bool
        Whether the year has two digits.
    is_month : bool
        Whether it names a month and no day; the value is its first day.
    """

    day_first: Moment | None
    month_first: Moment | None
    short_year: bool = False
    is_month: bool = False

    def value(self, order: Order) -> Moment | None:
        """Return the day under one order."""
        return self.day_first if order is Order.DAY_FIRST else self.month_first

    @property
    def only(self) -> Order | None:
        """The order under which alone the text is a date."""
        if (self.day_first is None) == (self.month_first is None):
            return None
        return Order.MONTH_FIRST if self.day_first is None else Order.DAY_FIRST

    @property
    def is_ambiguous(self) -> bool:
        """Whether both orders read it, differently."""
        both = self.day_first is not None and self.month_first is not None
        return both and self.day_first != self.month_first


def read_date(text: str) -> DateReading | None:
    """Read one text as a date under both orders.

    Parameters
    ----------
    text : str
        Such as ``"30/04/2025"``, ``"1er avril 2025"``, ``"2025-04-30T08:15"``.

    Returns
    -------
    DateReading or None
        ``None`` when it is no date, or a time with an offset from UTC (kept as text: no
        spreadsheet holds one).

    Examples
    --------
    >>> read_date("30/04/2025").only, read_date("4/5/25").is_ambiguous
    (<Order.DAY_FIRST: 'dd/mm'>, True)
    >>> read_date("1er avril 2025").day_first
    datetime.date(2025, 4, 1)
    """
    plain = plain_digits(text.strip())
    if match := _ISO.fullmatch(plain):
        moment = _moment(match, int(match["year"]), int(match["month"]), int(match["day"]))
        return DateReading(moment, moment) if moment else None
    if match := _NUMERIC.fullmatch(plain):
        year = _full_year(match["year"])
        a, b = int(match["first"]), int(match["second_"])
        day_first, month_first = _moment(match, year, b, a), _moment(match, year, a, b)
        if day_first or month_first:
            return DateReading(day_first, month_first, len(match["year"]) == 2)
        return None
    return _read_named(plain) if _NAMED.search(plain) else None


def is_like_a_date(form: str) -> bool:
    """Tell whether texts with these letters and signs, and whatever digits, may be dates.

    Examples
    --------
    >>> is_like_a_date("99/99/9999 99:99"), is_like_a_date("9 avr 9999"), is_like_a_date("99,99")
    (True, True, False)
    """
    plain = plain_digits(form.strip())
    patterns = (_ISO.fullmatch, _NUMERIC.fullmatch, _NAMED.search)
    return any(pattern(plain) for pattern in patterns)


def _read_named(text: str) -> DateReading | None:
    words = fold(text)
    for pattern in (_DAY_MONTH, _MONTH_DAY, _MONTH_YEAR):
        match = pattern.fullmatch(words)
        month = month_number(match["month"]) if match else None
        if match and month:
            is_month = pattern is _MONTH_YEAR
            day = 1 if is_month else int(match["day"])
            moment = _date(_full_year(match["year"]), month, day)
            if moment:
                return DateReading(moment, moment, len(match["year"]) == 2, is_month)
    return None


def _full_year(digits: str) -> int:
    year = int(digits)
    if len(digits) == 4:
        return year
    return year + (2000 if year < TWO_DIGIT_PIVOT else 1900)


def _date(year: int, month: int, day: int) -> datetime.date | None:
    try:
        return datetime.date(year, month, day) if 1800 <= year <= 2200 else None
    except ValueError:
        return None


def _moment(match: re.Match[str], year: int, month: int, day: int) -> Moment | None:
    date = _date(year, month, day)
    if date is None or match["hour"] is None:
        return date
    hour = int(match["hour"])
    if match["half"]:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if match["half"].lower() == "pm" else 0)
    try:
        micro = int((match["fraction"] or "0").ljust(6, "0"))
        time = datetime.time(hour, int(match["minute"]), int(match["second"] or 0), micro)
    except ValueError:
        return None
    return datetime.datetime.combine(date, time)


@lru_cache(maxsize=1)
def _months() -> dict[str, int]:
    """Return names and abbreviations of months in French, English, Spanish and Arabic, folded."""
    months = {"fev": 2, "fevr": 2, "aou": 8, "sept": 9, "juill": 7, "jul": 7, "jui": 7, "sep": 9}
    # Months have other names in the Levant, the Maghreb, Morocco and Mauritania.
    for language in ("fr", "en", "es", "ar", "ar_SY", "ar_DZ", "ar_MA", "ar_MR"):
        for width in ("wide", "abbreviated"):
            names = Locale.parse(language).months["format"][width]
            months |= {fold(str(name)): number for number, name in names.items()}
    # “jui” is what a careless hand leaves of juin and of juillet.
    del months["jui"]
    return months


def month_number(word: str) -> int | None:
    """Return the number of a month named in French, English, Spanish or Arabic.

    Examples
    --------
    >>> month_number("Février"), month_number("avr."), month_number("Sept")
    (2, 4, 9)
    """
    return _months().get(fold(word))


def from_serial(serial: int) -> datetime.date:
    """Return the day that Excel numbers `serial` (1900 system).

    Examples
    --------
    >>> from_serial(45777)
    datetime.date(2025, 4, 30)
    """
    return _EXCEL_EPOCH + datetime.timedelta(days=serial)


_DATE_WORDS = re.compile(r"\b(?:date|dates|fecha|fechas|naissance|birth|dob)\b")


def is_date_name(name: str) -> bool:
    """Tell whether a column's name promises dates.

    Examples
    --------
    >>> is_date_name("DATE DÉBUT"), is_date_name("Bénéficiaires")
    (True, False)
    """
    return bool(_DATE_WORDS.search(fold(name.replace("_", " "))))


@dataclass(slots=True)
class DateEvidence:
    """What the texts of one column say about the order of its dates.

    Parameters
    ----------
    only : dict of Order to int
        Cells that are dates under one order alone.
    ambiguous, certain, months : int
        Cells that both orders read differently; that leave no doubt; that name only a month.
    short_years : int
        Cells with a two-digit year.
    examples : dict of str to str
        One text of each sort.
    """

    only: dict[Order, int] = field(default_factory=lambda: dict.fromkeys(Order, 0))
    ambiguous: int = 0
    certain: int = 0
    months: int = 0
    short_years: int = 0
    examples: dict[str, str] = field(default_factory=dict)

    @property
    def total(self) -> int:
        """Cells that are dates under some order."""
        return sum(self.only.values()) + self.ambiguous + self.certain

    @property
    def decided(self) -> Order | None:
        """The order, when at least four in five of the telling cells agree."""
        telling = sum(self.only.values())
        best = max(self.only, key=lambda order: self.only[order])
        return best if telling and self.only[best] >= 0.8 * telling else None


def date_evidence(readings: Iterable[tuple[str, DateReading | None, int]]) -> DateEvidence:
    """Weigh the texts of one column.

    Parameters
    ----------
    readings : iterable of (str, DateReading or None, int)
        Each distinct text, what it says, and how many cells hold it.

    Examples
    --------
    >>> texts = ["05/04/2025", "30/04/2025"]
    >>> date_evidence((text, read_date(text), 1) for text in texts).decided
    <Order.DAY_FIRST: 'dd/mm'>
    """
    found = DateEvidence()
    for text, reading, count in readings:
        if reading is None:
            continue
        if reading.is_month:
            found.months += count
            found.examples.setdefault("month", text)
            continue
        if reading.only:
            found.only[reading.only] += count
            found.examples.setdefault(reading.only, text)
        elif reading.is_ambiguous:
            found.ambiguous += count
            found.examples.setdefault("ambiguous", text)
        else:
            found.certain += count
        if reading.short_year:
            found.short_years += count
            found.examples.setdefault("short", text)
    return found
