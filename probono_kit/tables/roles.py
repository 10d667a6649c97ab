"""What each row of a sheet is for, and how cells look to somebody who searches the header."""

from __future__ import annotations

import datetime
import re
from enum import StrEnum
from typing import Any

from probono_kit.tables.cells import fold, is_blank
from probono_kit.tables.missing import is_missing_word


class RowRole(StrEnum):
    """What a row of a sheet is for. Only ``data`` rows are in the frame."""

    TITLE = "title"
    HEADER = "header"
    HXL = "hxl"
    GROUP = "group"
    DATA = "data"
    DERIVED = "derived"
    NOTE = "note"
    OTHER = "other table"
    EMPTY = "empty"


class Look(StrEnum):
    """How one cell looks, before anything is known of its column."""

    EMPTY = " "
    LABEL = "a"
    TEXT = "t"
    NUMBER = "9"
    DATE = "d"
    TAG = "#"
    MISSING = "?"


#: Longer than the name of a column ever is, unless it says how to fill it in.
LONGEST_LABEL = 300

_NUMBER = re.compile(r"[-+−(]?\s*(?:\d[\d\s.,'’\u00a0\u202f]*|[.,]\d+)\s*(?:[%)]|\s%)?")
_DATE = re.compile(
    r"\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}(?:[ T]\d{1,2}:\d{2}.*)?|\d{1,2}:\d{2}(?::\d{2})?", re.I
)
_TAG = re.compile(r"#[a-z][a-z0-9_]*(?:\s*\+\s*[a-z][a-z0-9_]*)*", re.I)
_ADDRESS = re.compile(r"(?:https?://|www\.|[\w.+-]+@[\w-]+\.)\S*", re.I)


def look(value: Any) -> Look:
    """Tell how a cell looks.

    Examples
    --------
    >>> [look(cell).name for cell in ("Région", 12, "1 234,5", "30/04/2025", "#adm1+name", " ")]
    ['LABEL', 'NUMBER', 'NUMBER', 'DATE', 'TAG', 'EMPTY']
    """
    if is_blank(value):
        return Look.EMPTY
    if isinstance(value, (datetime.date, datetime.time, datetime.timedelta)):
        return Look.DATE
    if not isinstance(value, str):
        return Look.NUMBER
    text = value.strip()
    if is_missing_word(text):
        return Look.MISSING
    if len(text) > LONGEST_LABEL or _ADDRESS.fullmatch(text):
        return Look.TEXT
    if _NUMBER.fullmatch(text):
        return Look.NUMBER
    if _DATE.fullmatch(text):
        return Look.DATE
    return Look.TAG if _TAG.fullmatch(text) else Look.LABEL


def is_year(value: Any) -> bool:
    """Tell whether a cell may be a year at the head of a column."""
    text = str(value).strip()
    return text.isdigit() and len(text) == 4 and 1900 <= int(text) <= 2100


#: Words that open a row of totals, averages…: French, English, Spanish (folded).
_DERIVED = re.compile(
    r"(?:grand |general |sous |sub ?|gran )?"
    r"(?:total|totaux|totals|totale|totales|sous total|subtotal|ensemble|somme|sum|suma)\b"
    r"|(?:moyenne|average|mean|promedio|media|mediane|median|mediana)s?\b"
)
_AVERAGE = re.compile(r"(?:moyenne|average|mean|promedio|media)s?\b")
_ONLY_TOTAL = re.compile(
    r"(?:grand |general |sous |sub ?|gran )?"
    r"(?:total|totaux|totals|totale|totales|subtotal|ensemble|somme|sum|suma|moyenne|average|mean"
    r"|promedio|media|mediane|median|mediana)s?"
    r"(?: (?:general|generale|global|globale|cumule|partiel|national|pays|ensemble|des?|du|la|le"
    r"|les|l|of|the|all|del?|\d+))*"
)
_NOTE = re.compile(
    r"(?:\*|\(\d\)|\[\d\]|[¹²³†])"
    r"|(?:nb|n b|notes?|nota|remarques?|sources?|fuentes?|legende?|leyenda|mise a jour|date de mise"
    r"|derniere mise|last update|updated|produit par|produced by|prepared by|prepare par"
    r"|elabore par|etabli par|contact|avertissement|disclaimer|donnees|data as of|ces chiffres"
    r"|les donnees|the data|these figures)\b"
)


def is_derived_word(text: str) -> bool:
    """Tell whether a label opens like a total or an average.

    Examples
    --------
    >>> is_derived_word("Sous-total Dakar"), is_derived_word("Totoro"), is_derived_word("TOTAL :")
    (True, False, True)
    """
    return bool(_DERIVED.match(fold(text)))


def is_average_word(text: str) -> bool:
    """Tell whether a label announces a mean."""
    return bool(_AVERAGE.match(fold(text)))


def is_only_total(text: str) -> bool:
    """Tell whether a label says “total” and nothing that could be somebody's name.

    Examples
    --------
    >>> is_only_total("Total général"), is_only_total("Total LandCare")
    (True, False)
    """
    return bool(_ONLY_TOTAL.fullmatch(fold(text)))


def is_note(text: str) -> bool:
    """Tell whether a text opens like a note below a table."""
    plain = text.strip()
    return bool(_NOTE.match(plain) or _NOTE.match(fold(plain)))
