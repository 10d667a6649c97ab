"""The signs and words around the digits of a coordinate, in the languages that NGOs write in."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum


class Axis(StrEnum):
    """Which of the two coordinates a number is."""

    LATITUDE = "latitude"
    LONGITUDE = "longitude"

    @property
    def limit(self) -> float:
        """The greatest number of degrees."""
        return 90.0 if self is Axis.LATITUDE else 180.0


@dataclass(frozen=True, slots=True)
class Said:
    """What the words of a coordinate say.

    Attributes
    ----------
    axis : Axis or None
        Latitude or longitude, ``None`` if no word says.
    hemisphere : str
        ``N``, ``S``, ``E``, ``W``, or empty.
    contradiction : bool
        Whether a word says latitude and another longitude.
    """

    axis: Axis | None = None
    hemisphere: str = ""
    contradiction: bool = False


_AXIS_OF = {"N": Axis.LATITUDE, "S": Axis.LATITUDE, "E": Axis.LONGITUDE, "W": Axis.LONGITUDE}
_HEMISPHERES = {
    "N": "n north nord norte northern ش شمال شمالا شمالي الشمال",
    "S": "s south sud sur sul southern ج جنوب جنوبا جنوبي الجنوب",
    "E": "e east est este leste eastern ق شرق شرقا شرقي الشرق",
    "W": "w o west ouest oeste western غ غرب غربا غربي الغرب",
}
_AXES = {
    Axis.LATITUDE: "lat latitude latitud latitudes y عرض العرض",
    Axis.LONGITUDE: "lon long lng longitude longitud longitudes x طول الطول",
}
_EMPTY_WORDS = frozenset({"de", "d", "the", "of", "gps", "خط", "دائره", "دائرة", "deg", "dd"})
_MEANING: dict[str, Said] = {
    **{w: Said(_AXIS_OF[h], h) for h, words in _HEMISPHERES.items() for w in words.split()},
    **{w: Said(axis) for axis, words in _AXES.items() for w in words.split()},
}

_SIGNS = str.maketrans(
    dict.fromkeys("−–—‒‐‑﹣－⁻", "-")
    | dict.fromkeys("º˚ᵒ⁰∘°\ufffd*", "°")
    | dict.fromkeys("'’‘′´`ʹʼ‛＇׳", "'")
    | dict.fromkeys('"”“″„¨ʺ˝〃＂״', '"')
    | dict.fromkeys("\u00a0\u202f\u2009\u2007\u2008\u200a\u2002\u2003\u3000\t\r\n", " ")
    | dict.fromkeys("\u200e\u200f\u202a\u202b\u202c\u2066\u2067\u2068\u2069\ufeff\u200b", "")
    | {"٫": ".", "،": ",", "؛": ";", "＋": "+", "．": ".", "，": ","}
)
_MARK_WORDS = """
d deg degre degres degree degrees grado grados o m mn min minute minutes minuto minutos s sec second
seconds seconde secondes segundo segundos seg ss sn se sw so et and
درجة درجه دقيقة دقيقه ثانية ثانيه و
"""
_MARKS = frozenset(_MARK_WORDS.split())
_ARABIC_MARKS = frozenset(range(27, 36))
_WORD = re.compile(r"[^\W\d_]+")
_BESIDE_WORDS = re.compile(r"[\s.:=,()/]*")


def plain(text: str) -> str:
    """Return `text` in lower case with one sign for each meaning and European digits.

    Examples
    --------
    >>> plain("12º 30′ 15″ Nord"), plain("١٢٫٥° شمالاً")
    ('12° 30\\' 15" nord', '12.5° شمالا')
    """
    return one_sign_each(text).casefold()


def one_sign_each(text: str) -> str:
    """Return `text` with one sign for each meaning and European digits, case kept."""
    if not text.isascii():
        text = text.replace("Â°", "°").replace("Âº", "°").translate(_SIGNS)
        text = "".join(map(_plain_char, text))
    else:
        text = text.translate(_SIGNS)
    return text.replace("''", '"').strip()


def _plain_char(char: str) -> str:
    if char.isascii() or char == "°":
        return char
    digit = unicodedata.decimal(char, None)
    if digit is not None:
        return str(digit)
    apart = unicodedata.normalize("NFD", char)
    first, marks = apart[0], apart[1:]
    if unicodedata.combining(first) in _ARABIC_MARKS:
        return ""
    accented = bool(marks) and all(unicodedata.combining(mark) >= 200 for mark in marks)
    return first if accented else char


def meaning_of(head: str, tail: str) -> Said | None:
    """Return what the words before and after a number say, ``None`` if one of them is foreign.

    Parameters
    ----------
    head, tail : str
        From :func:`plain`, without the marks of degrees, minutes and seconds.

    Examples
    --------
    >>> meaning_of("latitude:", "nord").hemisphere, meaning_of("", " metres")
    ('N', None)
    """
    axes: set[Axis] = set()
    hemispheres: set[str] = set()
    for side in (head, tail):
        if not side or side.isspace():
            continue
        words = _WORD.findall(side)
        if "(" in side and not words:
            return None  # a negative number, as accountants write it
        for word in words:
            said = _MEANING.get(word)
            if said is None and word not in _EMPTY_WORDS:
                return None
            if said is not None and said.hemisphere and hemispheres and side is tail:
                return None  # the letter of the next number
            if said is not None:
                hemispheres |= {said.hemisphere} - {""}
                axes |= {said.axis} - {None}  # type: ignore[arg-type]
        if not _BESIDE_WORDS.fullmatch(_WORD.sub("", side)):
            return None
    if len(hemispheres) > 1:
        return None
    if len(axes) > 1:
        return Said(None, "", contradiction=True)
    return Said(next(iter(axes), None), next(iter(hemispheres), ""))


def knows_all_words(text: str) -> bool:
    """Whether every word of a plain text may belong to a coordinate.

    Examples
    --------
    >>> knows_all_words("12°30' nord"), knows_all_words("rue 12, 15")
    (True, False)
    """
    words = _WORD.findall(text)
    return all(word in _MEANING or word in _MARKS or word in _EMPTY_WORDS for word in words)
