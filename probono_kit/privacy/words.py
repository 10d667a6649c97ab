"""How texts are compared when a private value is looked for: words, and the end of a number."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

#: Last digits of a telephone number, the same with and without the country's prefix.
PHONE_TAIL = 8
#: No telephone number has more digits (E.164).
MOST_DIGITS = 15

_WORD = re.compile(r"\w+")
_PHONE = re.compile(r"\+?\(?\d(?:[\d \u00a0\u202f().\-/]*\d)?")
_DATE = re.compile(
    r"\d{4}[-/.]\d{1,2}[-/.]\d{1,2}.*|\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4}|(?:19|20)\d{6}"
)
_DECIMAL = re.compile(r"[+-]?\d*[.,]\d+|[+-]?\d+[.,]\d*")
_COORDINATE = re.compile(r"(?<![\d.])[+-]?\d+\.\d+(?![\d.])")


def words_of(text: str) -> tuple[str, ...]:
    """Return the words of `text` without case and accents.

    Examples
    --------
    >>> words_of("Aïssatou N'DIAYE (Thiès)")
    ('aissatou', 'n', 'diaye', 'thies')
    """
    return tuple(_WORD.findall(unaccented(text)))


def unaccented(text: str) -> str:
    """Return `text` without case and accents.

    Examples
    --------
    >>> unaccented("Thiès")
    'thies'
    """
    plain = text.casefold()
    if not plain.isascii():
        plain = unicodedata.normalize("NFKD", plain).translate(_UNMARKED)
    return plain


class _Unmarked(dict[int, int | None]):
    """A table for ``str.translate`` that drops accents; looks a sign up when it first comes."""

    def __missing__(self, sign: int) -> int | None:
        self[sign] = None if unicodedata.combining(chr(sign)) else sign
        return self[sign]


_UNMARKED = _Unmarked()


def is_date(text: str) -> bool:
    """Tell whether a text is written like a day.

    Examples
    --------
    >>> is_date("2025-04-23"), is_date("77 123 45 67")
    (True, False)
    """
    return bool(_DATE.fullmatch(text))


def phone_tail(text: str) -> str:
    """Return the last eight digits if `text` is written like a telephone number, else ``""``.

    Examples
    --------
    >>> phone_tail("+221 77 123 45 67"), phone_tail("771234567")
    ('71234567', '71234567')
    >>> phone_tail("2025-04-23"), phone_tail("14.692778"), phone_tail("12 000")
    ('', '', '')
    """
    text = text.strip()
    if not _PHONE.fullmatch(text) or is_date(text) or _DECIMAL.fullmatch(text):
        return ""
    digits = re.sub(r"\D", "", text)
    return digits[-PHONE_TAIL:] if PHONE_TAIL <= len(digits) <= MOST_DIGITS else ""


def phone_tails(text: str) -> Iterator[str]:
    """Yield the tail of every telephone number that `text` may hold, also several in a row.

    Examples
    --------
    >>> "71234567" in set(phone_tails("Awa : 77 123 45 67 / 70 000 00 00"))
    True
    """
    for line in text.splitlines():
        for run in _PHONE.finditer(_COORDINATE.sub(" ; ", line)):
            groups = re.findall(r"\d+", run[0])
            for first in range(len(groups)):
                digits = ""
                for group in groups[first : first + 8]:
                    digits += group
                    if len(digits) > MOST_DIGITS:
                        break
                    if len(digits) >= PHONE_TAIL:
                        yield digits[-PHONE_TAIL:]
