"""Texts, numbers and dates in the reader's language: gettext catalogues read through Babel."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from decimal import Decimal
from functools import lru_cache
from io import BytesIO
from pathlib import Path

from babel import Locale, dates
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import Translations

from probono_kit.number_style import NumberStyle, style_of

#: Languages whose catalogues are complete. English is the language of the source texts.
LANGUAGES = ("en", "fr")

#: Languages that names, numbers and layout are ready for, though the texts may still be English.
SCRIPT_LANGUAGES = ("en", "fr", "es", "ar")

LOCALE_FOLDER = Path(__file__).parent / "locale"

_current: ContextVar[str] = ContextVar("language", default="en")
_country: ContextVar[str] = ContextVar("country", default="")


def current_language() -> str:
    """Return the language of texts when none is named."""
    return _current.get()


def set_language(language: str) -> None:
    """Make `language` the current one for the rest of this notebook or command."""
    _current.set(language)


@contextmanager
def use_language(language: str) -> Iterator[None]:
    """Make `language` the current one inside a ``with`` block.

    Examples
    --------
    >>> with use_language("fr"):
    ...     current_language()
    'fr'
    """
    token = _current.set(language)
    try:
        yield
    finally:
        _current.reset(token)


def current_country() -> str:
    """Return the country as whose readers write numbers and dates are written, empty for none."""
    return _country.get()


def set_country(country: str) -> None:
    """Write numbers and dates as in `country` for the rest of this notebook or command."""
    _country.set(country)


@contextmanager
def use_country(country: str) -> Iterator[None]:
    """Write numbers and dates as in `country` inside a ``with`` block.

    Parameters
    ----------
    country : str
        ISO 3166 code of three letters; empty for none. Texts stay in their language.

    Examples
    --------
    >>> with use_country("EGY"):
    ...     format_number(1234, "ar"), format_number(1234, "fr").replace("\\u202f", "_")
    ('١٬٢٣٤', '1_234')
    """
    token = _country.set(country)
    try:
        yield
    finally:
        _country.reset(token)


@lru_cache(maxsize=8)
def translations(language: str) -> Translations:
    """Return the texts of `language`, from all catalogues ``locale/<language>/LC_MESSAGES/*.po``.

    Parameters
    ----------
    language : str
        ISO 639-1 code. English and languages without a catalogue give the source texts.

    Returns
    -------
    babel.support.Translations
        With ``gettext`` and ``ngettext``.
    """
    merged = Translations()
    for path in sorted((LOCALE_FOLDER / language / "LC_MESSAGES").glob("*.po")):
        with path.open("rb") as file:
            catalogue = read_po(file, locale=language)
        for message in filter(lambda each: each.id, catalogue):
            texts = message.string or ""
            if isinstance(texts, str):
                message.string = spaced(texts, language)
            else:
                message.string = tuple(spaced(each, language) for each in texts)
        compiled = BytesIO()
        write_mo(compiled, catalogue)
        compiled.seek(0)
        loaded = Translations(compiled, domain=path.stem)
        merged = merged.merge(loaded) if merged._catalog else loaded
    return merged


def gettext(text: str, language: str | None = None) -> str:
    """Return `text` in `language`; the English `text` itself where no catalogue has it.

    Examples
    --------
    >>> gettext("warning", "fr")
    'avertissement'
    """
    return _translated(text, language or current_language()) if text else ""


@lru_cache(maxsize=10_000)
def _translated(text: str, language: str) -> str:
    return str(translations(language).gettext(text))


def ngettext(singular: str, plural: str, count: int, language: str | None = None) -> str:
    """Return the form that `count` needs, with ``{count}`` still to be filled in."""
    return str(translations(language or current_language()).ngettext(singular, plural, abs(count)))


def direction(language: str) -> str:
    """Return ``"rtl"`` for languages written right to left, else ``"ltr"``.

    Examples
    --------
    >>> direction("ar"), direction("fr")
    ('rtl', 'ltr')
    """
    return str(Locale.parse(language).text_direction)


def number_style(language: str | None = None) -> NumberStyle:
    """Return how readers of `language` in the current country write numbers.

    Parameters
    ----------
    language : str, optional
        ISO 639-1 code (default: the current language).
    """
    return style_of(language or current_language(), current_country())


def format_number(value: float, language: str | None = None, decimals: int | None = None) -> str:
    """Write a number as readers of `language` in the current country do.

    Parameters
    ----------
    value : float
        A finite number.
    language : str, optional
        ISO 639-1 code (default: the current language).
    decimals : int, optional
        Digits after the decimal mark; by default up to three, none for whole numbers.

    Returns
    -------
    str
        In French with no-break spaces between thousands.

    Examples
    --------
    >>> format_number(1234.5, "fr").replace("\\u202f", "_")
    '1_234,5'
    >>> format_number(1234.5, "en", decimals=0)
    '1,234'
    """
    return number_style(language).write(value, decimals)


def format_range(lower: str, upper: str, language: str | None = None) -> str:
    """Put two written numbers together, the lower first for those who read.

    Parameters
    ----------
    lower, upper : str
        As :func:`format_number` writes them; if they are the same text, that is the range.
    language : str, optional
        Where it is written right to left, invisible marks keep the lower number at the right, in
        any line that the range comes to stand in.

    Examples
    --------
    >>> format_range("10", "20", "en")
    '10 – 20'
    """
    if lower == upper:
        return lower
    if direction(language or current_language()) == "ltr":
        return f"{lower} – {upper}"
    return f"\u200f{lower} –\u200f {upper}"


def format_percent(share: float, language: str | None = None, decimals: int = 0) -> str:
    """Write a share (0 to 1) as a percentage, as readers of `language` do.

    Examples
    --------
    >>> format_percent(0.256, "en"), format_percent(-0.256, "en", 1)
    ('26%', '-25.6%')
    """
    style = number_style(language)
    return style.write(Decimal(str(share)).scaleb(2), decimals) + style.unit("%")


def format_date(day: datetime.date, language: str | None = None) -> str:
    """Write a day in full, as readers of `language` in the current country do.

    Examples
    --------
    >>> format_date(datetime.date(2025, 4, 30), "fr")
    '30 avril 2025'
    >>> with use_country("EGY"):
    ...     format_date(datetime.date(2025, 4, 30), "ar")
    '٣٠ أبريل ٢٠٢٥'
    """
    style = number_style(language)
    return style.in_digits(dates.format_date(day, format="long", locale=style.locale))


def spaced(text: str, language: str) -> str:
    """Keep a French sign of punctuation on the line of its word, as printers do.

    Examples
    --------
    >>> spaced("Où investir ?", "fr").replace("\\u00a0", "_")
    'Où investir_?'
    """
    if language != "fr":
        return text
    return re.sub(r" (?=[:;?!»])|(?<=«) ", "\u00a0", text)


def language_name(code: str, language: str | None = None) -> str:
    """Return the name of language `code` in `language`.

    Examples
    --------
    >>> language_name("en", "fr")
    'anglais'
    """
    return Locale.parse(code).get_display_name(language or current_language()) or code
