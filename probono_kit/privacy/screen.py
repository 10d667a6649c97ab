"""What in a text points to a person: numbers, addresses, positions, names."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

import phonenumbers

from probono_kit.findings import N_
from probono_kit.i18n import current_language, gettext
from probono_kit.privacy import patterns
from probono_kit.privacy.persons import KnownNames, capitalised, titled
from probono_kit.tables.phones import region_of

#: Numbers from so many digits on are looked at; with a word such as “tel” before them one less.
_FEWEST_DIGITS = 8

_Finder: TypeAlias = Callable[[str, str], Iterable[tuple[int, int]]]


class Private(StrEnum):
    """Kinds of what points to a person."""

    EMAIL = "email"
    URL = "url"
    POSITION = "position"
    ACCOUNT = "account"
    PHONE = "phone"
    ID = "id"
    PERSON = "person"


_LABELS = {
    Private.EMAIL: N_("e-mail addresses"),
    Private.URL: N_("web addresses"),
    Private.POSITION: N_("positions on the map"),
    Private.ACCOUNT: N_("accounts"),
    Private.PHONE: N_("phone numbers"),
    Private.ID: N_("numbers of identity papers, or other long numbers"),
    Private.PERSON: N_("names of persons"),
}


@dataclass(frozen=True, slots=True)
class Hit:
    """One place in a text.

    Parameters
    ----------
    kind : Private
        What it looks like.
    start, end : int
        ``text[start:end]`` is what was found.
    sure : bool
        False for what may well be something else: several words in a row that begin with a
        capital are a person or a place.
    """

    kind: Private
    start: int
    end: int
    sure: bool = True


def private_label(kind: Private | str, language: str | None = None) -> str:
    """Return the words for a kind, in the plural.

    Parameters
    ----------
    kind : Private or str
        Such as ``"phone"``.
    language : str, optional
        Default: the current one.

    Returns
    -------
    str
        In small letters.

    Examples
    --------
    >>> private_label("phone", "en"), private_label(Private.PERSON, "fr")
    ('phone numbers', 'noms de personnes')
    """
    return gettext(_LABELS[Private(kind)], language or current_language())


def screen_text(text: str, *, country: str = "", names: KnownNames | None = None) -> list[Hit]:
    """Find what in a text points to a person or leads to somebody.

    Recall before precision: what is left after this may be quoted, so that a long number is held
    for private unless it is clearly an amount, a date or a period. Texts in English, French,
    Spanish and Arabic are understood.

    Parameters
    ----------
    text : str
        Any text, such as an open answer.
    country : str
        ISO 3166-1 alpha-3 code of the country whose phone numbers are written without ``+``.
    names : KnownNames, optional
        Names of persons that the table lists elsewhere.

    Returns
    -------
    list of Hit
        In the order of the text; none overlap.

    Examples
    --------
    >>> text = "Demander à M. Sow, 77 000 57 08"
    >>> [(hit.kind.value, text[hit.start : hit.end]) for hit in screen_text(text, country="SEN")]
    [('person', 'Sow'), ('phone', '77 000 57 08')]
    >>> screen_text("12 500 FCFA le 04/05/2025 pour 1 200 000 habitants")
    []
    """
    plain = text.translate(patterns.PLAIN)
    found: list[Hit] = []
    for kind, finder in _FINDERS:
        for start, end in finder(plain, country):
            found.append(Hit(kind, start, end))
            # What was found is not looked at again: a position is not a telephone number too.
            plain = plain[:start] + "\x00" * (end - start) + plain[end:]
    people = [Hit(Private.PERSON, *span) for span in titled(plain)]
    people += [Hit(Private.PERSON, *span) for span in (names.find(plain) if names else ())]
    people += [Hit(Private.PERSON, *span, sure=False) for span in capitalised(plain)]
    return _apart([*found, *people])


def is_silent(text: str, *, country: str = "", names: KnownNames | None = None) -> bool:
    """Tell whether a text holds nothing that points to a person, as far as can be seen.

    Parameters
    ----------
    text : str
        Any text.
    country : str
        ISO 3166-1 alpha-3 code, for phone numbers.
    names : KnownNames, optional
        Names of persons that the table lists elsewhere.

    Returns
    -------
    bool
        Whether :func:`screen_text` finds nothing, sure or not.

    Examples
    --------
    >>> is_silent("L'eau est sale depuis mars"), is_silent("اتصل بالسيد أحمد")
    (True, False)
    """
    return not screen_text(text, country=country, names=names)


def masked(text: str, *, country: str = "", names: KnownNames | None = None) -> str:
    """Return a text with a dash in place of what points to a person, to count its other words.

    Parameters
    ----------
    text : str
        Any text.
    country : str
        ISO 3166-1 alpha-3 code, for phone numbers.
    names : KnownNames, optional
        Names of persons that the table lists elsewhere.

    Returns
    -------
    str
        What only may be a person or a place stays.

    Examples
    --------
    >>> masked("Écrire à awa@eau.example pour la pompe")
    'Écrire à — pour la pompe'
    """
    for hit in reversed(screen_text(text, country=country, names=names)):
        if hit.sure:
            text = f"{text[: hit.start]}—{text[hit.end :]}"
    return text


def _apart(hits: list[Hit]) -> list[Hit]:
    """Return hits in the order of the text; of those that overlap, the surest and longest."""
    kept: list[Hit] = []
    for hit in sorted(hits, key=lambda h: (not h.sure, h.start - h.end, h.start)):
        if all(hit.end <= other.start or hit.start >= other.end for other in kept):
            kept.append(hit)
    return sorted(kept, key=lambda h: h.start)


# ---- one kind after the other -----------------------------------------------------------------


def _spans(*looked_for: re.Pattern[str]) -> _Finder:
    def find(text: str, country: str) -> list[tuple[int, int]]:
        del country
        return [found.span() for pattern in looked_for for found in pattern.finditer(text)]

    return find


def _cards(text: str, country: str) -> list[tuple[int, int]]:
    del country
    return [
        found.span() for found in patterns.CARD.finditer(text) if patterns.is_card(found.group())
    ]


def _phones(text: str, country: str) -> list[tuple[int, int]]:
    if sum(c.isdigit() for c in text) < _FEWEST_DIGITS - 1:
        return []
    region = region_of(country)
    calm = patterns.DATE.sub(lambda found: "\x00" * len(found[0]), text)
    spans = [
        (match.start, match.end) for match in phonenumbers.PhoneNumberMatcher(calm, region or None)
    ]
    for found in patterns.NUMBER.finditer(calm):
        digits = sum(c.isdigit() for c in found[0])
        announced = bool(patterns.PHONE_WORD.search(calm[: found.start()]))
        if digits < _FEWEST_DIGITS - announced:
            continue
        if patterns.THOUSANDS.fullmatch(found[0]) and not announced:
            continue
        if re.fullmatch(r"\d+", found[0]) and not announced and not _abroad(found[0]):
            continue  # bare digits are called a number of a paper, unless the country knows them
        spans.append(found.span())
    return _longest(spans)


def _longest(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return spans of which none lies in another."""
    return [
        span
        for span in dict.fromkeys(spans)
        if not any(a <= span[0] and span[1] <= b and (a, b) != span for a, b in spans)
    ]


def _abroad(text: str) -> bool:
    return text.startswith("00")


def _bare(text: str, country: str) -> list[tuple[int, int]]:
    """Find long numbers that nothing explains."""
    del country
    calm = patterns.DATE.sub(lambda found: "\x00" * len(found[0]), text)
    return [found.span() for found in patterns.LONG.finditer(calm)]


#: In this order: what one finds, the next does not see.
_FINDERS: tuple[tuple[Private, _Finder], ...] = (
    (Private.EMAIL, _spans(patterns.EMAIL)),
    (Private.URL, _spans(patterns.URL)),
    (Private.POSITION, _spans(*patterns.POSITIONS)),
    (Private.ACCOUNT, _cards),
    (Private.ACCOUNT, _spans(*patterns.ACCOUNTS)),
    (Private.ID, _spans(*patterns.IDS)),
    (Private.PHONE, _phones),
    (Private.ID, _bare),
)
