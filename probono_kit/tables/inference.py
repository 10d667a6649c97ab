"""Deciding the type of a column from all its cells, and of doubtful ones from the whole table."""

from __future__ import annotations

import re

import numpy as np

from probono_kit.findings import Findings
from probono_kit.tables.answers import as_choices, as_yes_no
from probono_kit.tables.as_dates import as_dates, as_months, serials
from probono_kit.tables.as_numbers import as_numbers
from probono_kit.tables.axes import as_coordinates, as_positions
from probono_kit.tables.cells import CellKind, fold
from probono_kit.tables.conventions import ColumnKind, Conversion, TypeGiven
from probono_kit.tables.dates import is_date_name
from probono_kit.tables.distinct import Column
from probono_kit.tables.facts import MIXED, ColumnFacts, Document
from probono_kit.tables.given import as_given
from probono_kit.tables.phones import as_phones
from probono_kit.tables.place import SUPPORT, Place

_CODE_WORDS = re.compile(
    r"\b(?:code|codes|pcode|pcodes|matricule|zip|postal|postcode|insee|siret|iban|uuid|tel|telephone"
    r"|telephones|phone|phones|mobile|gsm|whatsapp|portable|telefono|celular)\b"
)
_DIGITS = re.compile(r"\d+")
#: ``TD0101``, ``SN-DK``, ``CD3106ZS01``: letters of a country, then what it numbers.
_PCODE = re.compile(r"[A-Z]{2,3}[-_]?(?:\d{2,10}(?:[A-Z]{1,3}\d{0,6})?|(?<=[-_])[A-Z0-9]{1,4})")
_PHONE = re.compile(r"(?:\+|00)\d[\d\s().-]{6,}\d")


def decide(
    facts: ColumnFacts,
    document: Document,
    findings: Findings,
    where: str,
    given: TypeGiven | None = None,
    country: str = "",
) -> Conversion:
    """Decide the type of one column and convert its distinct texts.

    Parameters
    ----------
    facts : ColumnFacts
        What its texts may mean.
    document : Document
        What the rest of the table says.
    findings : Findings
        Gets what was decided on evidence from elsewhere, left open, or contradicts.
    where : str
        File and sheet.
    given : TypeGiven, optional
        The type that a person gives.
    country : str
        ISO 3166-1 alpha-3 code, for telephone numbers.
    """
    column = facts.column
    if given:
        return as_given(facts, document, Place(column, where, findings), given, country)
    if not len(column):
        return Conversion.unchanged(column, ColumnKind.EMPTY)
    if facts.words and not facts.currencies:
        return Conversion.unchanged(column, ColumnKind.TEXT)
    if _is_code(facts):
        return Conversion.unchanged(column, ColumnKind.CODE)
    if facts.plain:
        return _plain_numbers(facts)
    if facts.native(CellKind.BOOLEAN) == facts.filled:
        return Conversion.unchanged(column, ColumnKind.BOOLEAN)
    place = Place(column, where, findings)
    if facts.currencies:
        place.report("types.currencies", units=facts.currencies)
        return Conversion.unchanged(column, ColumnKind.TEXT)
    return _by_evidence(facts, document, place)


def _by_evidence(facts: ColumnFacts, document: Document, place: Place) -> Conversion:
    """Decide by what most cells may be read as: dates, numbers, months, else text."""
    column = facts.column
    numbers = facts.number_evidence.total + facts.native(CellKind.NUMBER)
    dates = facts.date_evidence.total + facts.native(CellKind.DATE, CellKind.DATETIME)
    days = serials(facts)
    named = is_date_name(column.name) and not dates and days == numbers
    if days and (dates >= MIXED * facts.filled or dates > days or named):
        dates, numbers = dates + days, numbers - days
    if dates >= SUPPORT * facts.filled:
        return as_dates(facts, document, place, with_serials=bool(days))
    if numbers >= SUPPORT * facts.filled:
        return as_numbers(facts, document, place)
    if facts.date_evidence.months >= SUPPORT * facts.filled:
        return as_months(facts, place)
    if max(numbers, dates) > MIXED * facts.filled:
        code = "tables.mixed_number" if numbers > dates else "tables.mixed_date"
        strange = np.array([reading is None for reading in facts.dates], dtype=bool)
        if numbers > dates:
            strange = facts.forms.spread([reading is None for reading in facts.numbers])
        strange &= column.kinds == CellKind.TEXT
        place.report_cells(code, strange, follow=max(numbers, dates))
    return Conversion.unchanged(column, ColumnKind.TEXT)


def special_kind(column: Column, country: str, place: Place) -> Conversion | None:
    """Recognise what looks like numbers or text and is neither: coordinates, phones, answers.

    Parameters
    ----------
    column : Column
        The column.
    country : str
        ISO 3166-1 alpha-3 code, for telephone numbers.
    place : Place
        Gets the findings.

    Returns
    -------
    Conversion or None
        ``None`` for all other columns: numbers, dates, codes, texts.
    """
    if not len(column):
        return None
    return (
        as_coordinates(column, place)
        or as_phones(column, country, place)
        or as_yes_no(column, place)
        or as_positions(column, place)
        or as_choices(column, place)
    )


def _is_code(facts: ColumnFacts) -> bool:
    """Recognise codes: leading zeros, too many digits, a name that says so, phone numbers."""
    column = facts.column
    if facts.plain:
        return bool(_CODE_WORDS.search(fold(column.name.replace("_", " ")))) and (
            not any("." in form for form in facts.forms.texts)
        )
    texts, counts = facts.forms.texts, facts.forms.counts
    digits = [bool(_DIGITS.fullmatch(text)) for text in texts]
    filled = facts.filled
    if (counts * digits).sum() >= SUPPORT * filled:
        zeros = [d and len(t) > 1 and t[0] == "0" for d, t in zip(digits, texts, strict=True)]
        lengths = {len(t) for d, t in zip(digits, texts, strict=True) if d}
        if any(zeros) and (len(lengths) == 1 or (counts * zeros).sum() >= 0.1 * filled):
            return True
        if any(d and len(t) > 15 for d, t in zip(digits, texts, strict=True)):
            return True
        return bool(_CODE_WORDS.search(fold(column.name.replace("_", " "))))
    coded = [bool(_PCODE.fullmatch(text)) for text in texts]
    if (counts * coded).sum() >= SUPPORT * filled:
        return True
    phones = [bool(_PHONE.fullmatch(text)) for text in texts]
    return bool((counts * phones).sum() >= MIXED * filled)


def _plain_numbers(facts: ColumnFacts) -> Conversion:
    decimal = any("." in form for form in facts.forms.texts)
    return Conversion.unchanged(facts.column, ColumnKind.DECIMAL if decimal else ColumnKind.INTEGER)
