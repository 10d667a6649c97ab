"""One latitude or longitude read from text: decimal degrees, degrees-minutes-seconds, ddmm.mmm."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from probono_kit.places.coordinate_words import Axis, Said, meaning_of, plain


class Form(StrEnum):
    """How a coordinate is written."""

    WHOLE = "whole_degrees"
    POINT = "decimal_point"
    COMMA = "decimal_comma"
    MINUTES = "degrees_minutes"
    SECONDS = "degrees_minutes_seconds"
    COMPACT = "compact"


class Problem(StrEnum):
    """Why a text that looks like a coordinate has no value, or has two."""

    BEYOND_DEGREES = "beyond_degrees"
    SEVERAL_MARKS = "several_marks"
    SIXTY = "sixty"
    SIGN_AND_LETTER = "sign_and_letter"
    AXIS_AND_LETTER = "axis_and_letter"
    LETTER_O = "letter_o"
    SAME_AXIS = "same_axis"
    NO_ZONE = "no_zone"
    NOT_ON_GRID = "not_on_grid"


@dataclass(frozen=True, slots=True)
class CoordinateReading:
    """What one text says as a latitude or longitude.

    Attributes
    ----------
    values : tuple of float
        Decimal degrees, south and west negative. One where the text is clear; two where it
        contradicts itself (``-12.5 N``); none where the digits cannot be degrees as they stand.
    axis : Axis or None
        Latitude or longitude, where the text says so.
    hemisphere : str
        ``N``, ``S``, ``E``, ``W`` as said by a letter or word, else empty.
    form : Form
        How it is written.
    precision : float
        Degrees that one unit of the last digit stands for.
    problem : Problem or None
        Why there is not exactly one value.
    marked : bool
        Whether the text itself shows that it is a coordinate, by a degree sign, a letter, a word.
        A bare number is not marked, nor are two or three numbers with spaces between them.
    """

    values: tuple[float, ...]
    axis: Axis | None
    hemisphere: str
    form: Form
    precision: float
    problem: Problem | None = None
    marked: bool = False

    @property
    def value(self) -> float | None:
        """The value, ``None`` unless there is exactly one."""
        return self.values[0] if len(self.values) == 1 else None


_PLAIN = re.compile(r"([+-]?)(\d{1,3})(?:([.,])(\d+))?", re.ASCII)
_PARTS = re.compile(
    r"(?P<head>[^\d+\-]*?)(?P<sign>[+\-]?) ?(?P<body>[.,]?\d(?:.*\d)?)(?P<tail>[^\d+]*)"
)
_NUMBER = re.compile(r"(\d*)(?:([.,])(\d+))?")
_ATTACHED_O = re.compile(r"\do\s*$")
_MANY_MARKS = re.compile(r"\d+(?:[.,]\d+){2,}")

_DEGREE = r"°|deg(?:r[a-z]*|s)?\.?|grados?|d(?![a-z]{2})|o(?= *(?:\d|[nsew]\b))|درج[ةه]"
_MINUTE = r"'|min(?:ut[a-z]*|s)?\.?|mn|m|دقيق[ةه]"
_SECOND = r"\"|'|sec(?:ond[a-z]*|s)?\.?|seg(?:undos?)?|ثاني[ةه]"
_JOIN = r" *[:\-] *| +"
_DEGREE_JOIN = re.compile(rf" *(?:{_DEGREE}) *|{_JOIN}")
_SEXAGESIMAL = re.compile(
    rf"(?P<d>\d{{1,3}})(?P<j>(?: *(?P<dm>{_DEGREE}) *)|{_JOIN})"
    rf"(?P<m>\d{{1,2}}(?:[.,]\d+)?)"
    rf"(?:(?P<k>(?: *(?P<mm>{_MINUTE}) *)|{_JOIN})(?P<s>\d{{1,2}}(?:[.,]\d+)?))?"
)
_DOTTED = re.compile(r"(?P<d>\d{1,3})\.(?P<m>\d{1,2})\.(?P<s>\d{1,2}(?:[.,]\d+)?)")
_AFTER = {
    Form.POINT: re.compile(rf" *(?:{_DEGREE})"),
    Form.MINUTES: re.compile(rf" *(?:{_MINUTE})"),
    Form.SECONDS: re.compile(rf" *(?:{_SECOND})"),
}


def read_coordinate(text: str) -> CoordinateReading | None:
    """Read one latitude or longitude, in whatever way people write it.

    Decimal degrees with point or comma, degrees and minutes, degrees, minutes and seconds with
    any of the usual signs, ``ddmm.mmm`` with its letter; hemispheres as letters or words in
    English, French, Spanish, Portuguese and Arabic; Arabic digits. Nothing is guessed: a text with
    two meanings gives both values, one whose digits cannot be degrees none, and says why.

    Parameters
    ----------
    text : str
        One cell.

    Returns
    -------
    CoordinateReading or None
        ``None`` if the text is no coordinate at all.

    Examples
    --------
    >>> read_coordinate("12,5").value
    12.5
    >>> reading = read_coordinate("17° 26′ 45″ Ouest")
    >>> round(reading.value, 4), reading.axis.value, reading.form.value
    (-17.4458, 'longitude', 'degrees_minutes_seconds')
    >>> read_coordinate("-12.5 N").values
    (-12.5, 12.5)
    >>> read_coordinate("14693112").problem.value
    'beyond_degrees'
    """
    if match := _PLAIN.fullmatch(text):
        sign, whole, mark, rest = match.groups()
        return _decimal(sign, whole, mark or "", rest or "", Said(), marked=False)
    parts = _PARTS.fullmatch(plain(text).rstrip(".,; "))
    if parts is None:
        return None
    head, sign, body, tail = parts.groups()
    if _NUMBER.fullmatch(body):
        return _read_number(text, head, sign, body, tail)
    if _MANY_MARKS.fullmatch(body):
        return _read_dotted(head, sign, body, tail)
    match = _SEXAGESIMAL.fullmatch(body)
    if match is None:
        return None
    return _read_sexagesimal(match, head, sign, tail)


def _read_number(text: str, head: str, sign: str, body: str, tail: str) -> CoordinateReading | None:
    tail, signed = _without_mark(tail, Form.POINT)
    said = meaning_of(head, tail)
    if said is None:
        return None
    number = _NUMBER.fullmatch(body)
    assert number is not None
    whole, mark, rest = (part or "" for part in number.groups())
    # “S12” is as well the name of a school or a site as it is a latitude.
    marked = signed or said.contradiction or (said.axis is not None and bool(mark))
    if said.hemisphere and not sign and len(whole) > 3:
        return _compact(whole, mark, rest, said)
    reading = _decimal(sign, whole, mark, rest, said, marked=marked)
    if tail == "o" and not signed and not sign and _ATTACHED_O.search(text):
        values = (*reading.values, *(-value for value in reading.values))
        return CoordinateReading(
            values, None, "", reading.form, reading.precision, Problem.LETTER_O, marked
        )
    return reading


def _read_dotted(head: str, sign: str, body: str, tail: str) -> CoordinateReading | None:
    """Read ``12.30.15 N``; without a letter the points are what a spreadsheet made of it."""
    said = meaning_of(head, _without_mark(tail, Form.POINT)[0])
    if said is None:
        return None
    match = _DOTTED.fullmatch(body)
    if match and said.hemisphere:
        return _angle(match["d"], match["m"], match["s"], sign, said, marked=True)
    marked = said.axis is not None
    return CoordinateReading(
        (), said.axis, said.hemisphere, Form.POINT, 0.0, Problem.SEVERAL_MARKS, marked
    )


def _read_sexagesimal(
    match: re.Match[str], head: str, sign: str, tail: str
) -> CoordinateReading | None:
    degrees, minutes, seconds = match["d"], match["m"], match["s"] or ""
    if seconds and ("." in minutes or "," in minutes):
        return None
    in_letters = (match["dm"] or "°")[0] in "do" or (match["mm"] or "'")[0] == "m"
    tail, after = _without_mark(tail, Form.SECONDS if seconds else Form.MINUTES)
    if seconds and not after and in_letters and tail.lstrip()[:1] == "s":
        tail, after = tail.lstrip()[1:], True
    said = meaning_of(head, tail)
    if said is None:
        return None
    marked = bool(match["dm"] or match["mm"] or said.axis or said.contradiction)
    joined = match["j"].strip() in (":", "-") or (match["k"] or "").strip() in (":", "-")
    if not marked and (joined or not seconds or len(minutes) < 2 or len(seconds) < 2):
        return None  # a time, a date, two numbers
    if joined and not said.axis:
        return None
    return _angle(degrees, minutes, seconds, sign, said, marked=marked)


def _without_mark(tail: str, form: Form) -> tuple[str, bool]:
    match = _AFTER[form].match(tail)
    return (tail[match.end() :].strip(), True) if match else (tail.strip(), False)


def _decimal(
    sign: str, whole: str, mark: str, rest: str, said: Said, *, marked: bool
) -> CoordinateReading:
    form = {"": Form.WHOLE, ".": Form.POINT, ",": Form.COMMA}[mark]
    size = float(f"{whole or 0}.{rest or 0}")
    return _reading(size, 10.0 ** -len(rest), form, sign, said, marked=marked)


def _compact(whole: str, mark: str, rest: str, said: Said) -> CoordinateReading:
    """Read ``1204.123 N`` and ``120430 N``: degrees, then two digits for minutes, seconds."""
    digits = len(whole) - (said.axis is Axis.LONGITUDE and len(whole) % 2 == 1)
    if digits == 4:
        degrees, minutes, seconds = whole[:-2], f"{whole[-2:]}.{rest or 0}", ""
    elif digits == 6:
        degrees, minutes, seconds = whole[:-4], whole[-4:-2], f"{whole[-2:]}.{rest or 0}"
    else:
        return _decimal("", whole, mark, rest, said, marked=True)
    reading = _angle(degrees, minutes, seconds, "", said, marked=True)
    problem = Problem.BEYOND_DEGREES if reading.problem else None
    unit = 3600 if seconds else 60
    return CoordinateReading(
        *(reading.values, said.axis, said.hemisphere, Form.COMPACT),
        *(10.0 ** -len(rest) / unit, problem, True),
    )


def _angle(
    degrees: str, minutes: str, seconds: str, sign: str, said: Said, *, marked: bool
) -> CoordinateReading:
    last = (seconds or minutes).replace(",", ".")
    decimals = len(last.partition(".")[2])
    m, s = float(minutes.replace(",", ".")), float(seconds.replace(",", ".") or 0)
    form = Form.SECONDS if seconds else Form.MINUTES
    precision = 10.0**-decimals / (3600 if seconds else 60)
    if m >= 60 or s > 60:
        return CoordinateReading(
            (), said.axis, said.hemisphere, form, precision, Problem.SIXTY, marked
        )
    size = float(degrees) + m / 60 + s / 3600
    return _reading(size, precision, form, sign, said, marked=marked)


def _reading(
    size: float, precision: float, form: Form, sign: str, said: Said, *, marked: bool
) -> CoordinateReading:
    """Give `size` its sign: from the sign, the letter, or both readings where they contradict."""
    about = (said.axis, said.hemisphere, form, precision)
    if said.contradiction:
        return CoordinateReading((), *about, Problem.AXIS_AND_LETTER, marked)
    if size > (180.0 if said.axis is None else said.axis.limit):
        return CoordinateReading((), *about, Problem.BEYOND_DEGREES, marked)
    negative = sign == "-"
    if negative and said.hemisphere in ("N", "E"):
        return CoordinateReading((-size, size), *about, Problem.SIGN_AND_LETTER, marked)
    if negative or said.hemisphere in ("S", "W"):
        size = -size
    return CoordinateReading((size,), *about, None, marked)
