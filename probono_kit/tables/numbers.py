"""Numbers as people type them, read under one convention per column.

``1,234`` is one thousand and something in English and a little more than one in French. A single
cell cannot tell; the other cells of its column often can: ``12,5`` is only French, ``1,234.56``
only English.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum


class Mark(StrEnum):
    """Decimal mark of a column: ``1 234,5`` and ``1.234,5``, or ``1,234.5``."""

    COMMA = ","
    POINT = "."

    @property
    def example(self) -> str:
        """A number that only this convention allows."""
        return "1 234,5" if self is Mark.COMMA else "1,234.5"


#: Spaces that separate thousands: ordinary, no-break, narrow no-break, thin, figure space.
_SPACES = str.maketrans(dict.fromkeys("\u00a0\u202f\u2009\u2007\u2008\u200a", " "))

#: Digits of Arabic and of Persian and Urdu.
_OTHER_DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹٪", "01234567890123456789%")

_WHOLE = r"(?:[1-9]\d{{0,2}}(?P<group>[{group}])\d{{3}}(?:(?P=group)\d{{3}})*|0|[1-9]\d*)"
_BODY = {
    Mark.COMMA: re.compile(_WHOLE.format(group=r" .'’") + r"(?:,(?P<rest>\d+))?|,(?P<only>\d+)"),
    Mark.POINT: re.compile(_WHOLE.format(group=r" ,'’") + r"(?:\.(?P<rest>\d+))?|\.(?P<only>\d+)"),
}
_FRAME = re.compile(
    r"(?P<open>\(\s*)?(?P<sign>[-+−–]\s*)?(?P<body>[\d.,][\d.,'’ ]*?)(?P<after>\s*[-−])?"
    r"(?P<percent>\s*%)?(?(open)\s*\))"
)
#: What nearly all numbers in tables look like: digits, and at most one mark.
_SIMPLE = re.compile(r"(-?)(0|[1-9]\d{0,14})(?:([.,])(\d+))?", re.ASCII)
_PLAIN = re.compile(r"-?(?:0|[1-9]\d*)(?:\.\d+)?")

#: Beyond these whole digits a number in a table is an identifier, and a float would change it.
MAX_DIGITS = 15


@dataclass(frozen=True, slots=True)
class Reading:
    """What one text says as a number under each convention, ``None`` where it says nothing.

    Parameters
    ----------
    comma, point : float or int, optional
        Value with a decimal comma, with a decimal point.
    percent : bool
        Whether a percent sign follows; the value is as written (``45 %`` is 45).
    brackets : bool
        Whether it is negative by parentheses, as accountants write.
    """

    comma: float | int | None
    point: float | int | None
    percent: bool = False
    brackets: bool = False

    def value(self, mark: Mark) -> float | int | None:
        """Return the value under one convention."""
        return self.comma if mark is Mark.COMMA else self.point

    @property
    def only(self) -> Mark | None:
        """The convention under which alone the text is a number."""
        if (self.comma is None) == (self.point is None):
            return None
        return Mark.POINT if self.comma is None else Mark.COMMA

    @property
    def is_ambiguous(self) -> bool:
        """Whether both conventions read it, differently."""
        return self.comma is not None and self.point is not None and self.comma != self.point


def read_number(text: str) -> Reading | None:
    """Read one text as a number under both conventions.

    Parameters
    ----------
    text : str
        Such as ``"1 234,5"``, ``"(200)"``, ``"12 %"``.

    Returns
    -------
    Reading or None
        ``None`` when it is no number at all, has leading zeros, or more than 15 digits before
        the decimal mark.

    Examples
    --------
    >>> read_number("1\\u202f234,5")
    Reading(comma=1234.5, point=None, percent=False, brackets=False)
    >>> read_number("1,234").is_ambiguous, read_number("(200)").point, read_number("012")
    (True, -200, None)
    """
    simple = _SIMPLE.fullmatch(text)
    if simple and len(text) <= MAX_DIGITS:
        return _read_simple(*simple.groups())
    return _read_any(text)


def _read_simple(sign: str, whole: str, mark: str | None, rest: str | None) -> Reading:
    """Read digits with at most one mark, which stands for decimals or for thousands."""
    if rest is None:
        value = int(sign + whole)
        return Reading(value, value)
    decimal = float(f"{sign}{whole}.{rest}")
    may_be_group = len(rest) == 3 and len(whole) <= 3 and whole != "0"
    grouped = int(sign + whole + rest) if may_be_group else None
    return Reading(decimal, grouped) if mark == "," else Reading(grouped, decimal)


def _read_any(text: str) -> Reading | None:
    """Read a number with groups, signs, brackets, per cent, or other digits."""
    if not text.isascii():
        text = plain_digits(text)
        if "٫" in text or "٬" in text:
            # Their own marks leave no doubt: read under either convention.
            apart = text.replace("٬", "").replace("،", "").replace("٫", ".")
            reading = read_number(apart)
            return reading and replace(reading, comma=reading.point)
    framed = _FRAME.fullmatch(text.translate(_SPACES).strip())
    if not framed or (framed["sign"] and framed["after"]):
        return None
    body = framed["body"].strip()
    if _whole_digits(body) > MAX_DIGITS:
        return None
    sign = (framed["sign"] or framed["after"] or "").strip()
    if framed["open"] and sign:
        return None
    negative = bool(framed["open"]) or sign in ("-", "−", "–")
    comma, point = (_value(body, mark, negative) for mark in (Mark.COMMA, Mark.POINT))
    if comma is None and point is None:
        return None
    return Reading(comma, point, bool(framed["percent"]), bool(framed["open"]))


def plain_digits(text: str) -> str:
    """Return a text with European digits for those of Arabic, Persian and Urdu.

    Examples
    --------
    >>> plain_digits("٣٠ نيسان ٢٠٢٥")
    '30 نيسان 2025'
    """
    return text if text.isascii() else text.translate(_OTHER_DIGITS)


def _value(body: str, mark: Mark, negative: bool) -> float | int | None:
    match = _BODY[mark].fullmatch(body)
    if not match:
        return None
    decimals = match["rest"] or match["only"]
    if decimals is None:
        whole = int(re.sub(r"\D", "", body))
        return -whole if negative else whole
    head = body[: -len(decimals) - 1]
    value = float(f"{re.sub(r'[^0-9]', '', head) or '0'}.{decimals}")
    return -value if negative else value


def is_plain_number(text: str) -> bool:
    """Tell whether a text is a number that every program reads alike: ``-12``, ``3.50``.

    Examples
    --------
    >>> is_plain_number("3.50"), is_plain_number("3,50"), is_plain_number("007")
    (True, False, False)
    """
    if not _PLAIN.fullmatch(text):
        return False
    return len(text) <= MAX_DIGITS or _whole_digits(text) <= MAX_DIGITS


def _whole_digits(text: str) -> int:
    """Count the digits that may be an identifier's: a computed fraction has many more."""
    parts = re.split(r"[.,](?=\d{4,}$)", text)
    return sum(c.isdigit() for c in parts[0])


def number_text(value: float | int) -> str:
    """Write a number so that every program reads it alike.

    Examples
    --------
    >>> number_text(1234.5), number_text(-200), number_text(12.0)
    ('1234.5', '-200', '12')
    """
    if isinstance(value, float) and value.is_integer() and abs(value) < 2**53:
        return str(int(value))
    text = repr(value)
    return f"{value:f}".rstrip("0") if "e" in text else text


@dataclass(slots=True)
class NumberEvidence:
    """What the texts of one column say about its decimal mark.

    Parameters
    ----------
    only : dict of Mark to int
        Cells that are numbers under one convention alone.
    ambiguous, neutral : int
        Cells that both read differently; alike.
    percent : int
        Cells with a percent sign.
    brackets : int
        Cells that are negative by parentheses.
    examples : dict of str to str
        One text of each sort.
    """

    only: dict[Mark, int]
    ambiguous: int = 0
    neutral: int = 0
    percent: int = 0
    brackets: int = 0
    examples: dict[str, str] | None = None

    @property
    def total(self) -> int:
        """Cells that are numbers under some convention."""
        return sum(self.only.values()) + self.ambiguous + self.neutral

    @property
    def decided(self) -> Mark | None:
        """The decimal mark, when at least four in five of the telling cells agree."""
        telling = sum(self.only.values())
        best = max(self.only, key=lambda mark: self.only[mark])
        return best if telling and self.only[best] >= 0.8 * telling else None


def number_evidence(readings: Iterable[tuple[str, Reading | None, int]]) -> NumberEvidence:
    """Weigh the texts of one column.

    Parameters
    ----------
    readings : iterable of (str, Reading or None, int)
        Each distinct text, what it says, and how many cells hold it.

    Examples
    --------
    >>> texts = ["12,5", "1,234", "8"]
    >>> found = number_evidence((text, read_number(text), 1) for text in texts)
    >>> found.decided, found.ambiguous
    (<Mark.COMMA: ','>, 1)
    """
    found = NumberEvidence({Mark.COMMA: 0, Mark.POINT: 0}, examples={})
    examples = found.examples if found.examples is not None else {}
    for text, reading, count in readings:
        if reading is None:
            continue
        if reading.only:
            found.only[reading.only] += count
            examples.setdefault(reading.only, text)
        elif reading.is_ambiguous:
            found.ambiguous += count
            examples.setdefault("ambiguous", text)
        else:
            found.neutral += count
        if reading.percent:
            found.percent += count
        if reading.brackets:
            found.brackets += count
            examples.setdefault("brackets", text)
    return found
