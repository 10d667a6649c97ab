"""What each row of a sheet is for, and the words that tell totals and notes."""

from __future__ import annotations

import re
from collections.abc import Callable
from enum import StrEnum
from typing import Any

import numpy as np
import numpy.typing as npt

from probono_kit.tables.cells import fold


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


#: Words that open a row of totals, averages…: French, English, Spanish (folded).
_DERIVED = re.compile(
    r"(?:grand |general |sous |sub ?|gran )?"
    r"(?:total|totaux|totals|totale|totales|sous total|subtotal|ensemble|somme|sum|suma)\b"
    r"|(?:moyenne|average|mean|promedio|media|mediane|median|mediana)s?\b"
)
_AVERAGE = re.compile(r"(?:moyenne|average|mean|promedio|media)s?\b")
_MEDIAN = re.compile(r"(?:mediane|median|mediana)s?\b")
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


def derived_by(text: str) -> Callable[[npt.NDArray[np.float64]], Any]:
    """Return what a row says it is of the rows it speaks of: their sum, mean or median.

    Examples
    --------
    >>> float(derived_by("Moyenne")(np.array([1.0, 3.0])))
    2.0
    """
    words = fold(text)
    if _MEDIAN.match(words):
        return np.median
    return np.mean if _AVERAGE.match(words) else np.sum


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
