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


#: Why a row that is no data got its role, as ``TableRead.set_aside`` says it in ``why``.
REASONS = {
    RowRole.TITLE: "above_header",
    RowRole.HXL: "hxl_tags",
    RowRole.OTHER: "other_table",
    RowRole.EMPTY: "nothing_shown",
}

#: Words that open a row of totals, averages…: French, English, Spanish, Arabic (folded).
_BEFORE = r"(?:grand |general |sous |sub ?|gran )?"
_SUM = (
    r"total|totaux|totals|totale|totales|totaux|subtotal|subtotales|ensemble|somme|sum|suma"
    r"|(?:ال)?مجموع|(?:ال)?اجمالي|(?:ال)?جمله"
)
_LAST = re.compile(rf"(?:.*\W)?(?:{_SUM})\W*$")
_SHARE = re.compile(
    r"(?:pourcentage|percent|percentage|porcentaje|part|share|%|النسبه|نسبه)\b.*|%.*"
)
_MEAN = r"moyenne|average|mean|promedio|media|(?:ال)?متوسط|(?:ال)?معدل"
_MIDDLE = r"mediane|median|mediana|(?:ال)?وسيط"
_LEAST, _MOST = r"min|minimum|minimo", r"max|maximum|maximo"
_DERIVED = re.compile(
    rf"{_BEFORE}(?:{_SUM}|sous total)\b|(?:{_MEAN}|{_MIDDLE})s?\b|(?:{_LEAST}|{_MOST})$"
)
_AVERAGE = re.compile(rf"(?:{_MEAN})s?\b")
_MEDIAN = re.compile(rf"(?:{_MIDDLE})s?\b")
_ONLY_TOTAL = re.compile(
    rf"{_BEFORE}(?:{_SUM}|{_MEAN}|{_MIDDLE}|{_LEAST}|{_MOST})s?"
    r"(?: (?:general|generale|global|globale|cumule|partiel|parcial|national|pays|ensemble|des?|du"
    r"|la|le|les|l|of|the|all|del?|العام|الكلي|الفرعي|الجزيي|\d+))*"
)
#: A cheap look that lets through all that :data:`_DERIVED` would, and little else.
DERIVED_QUICK = re.compile(
    r"\W*(?:grand|g[eé]n[eé]ral|sous|sub|gran)?\W*"
    r"(?:tota|ensemble|somme|sum|moyenne|average|mean|promedio|m[eé]di|m[ií]n|m[aá]x|(?:ال)?مجموع|(?:ال)?[إا]جمال"
    r"|(?:ال)?جمل[ةه]|(?:ال)?متوسط|(?:ال)?معدل|(?:ال)?وسيط)",
    re.I,
)
#: The same for labels that end like a total.
LAST_QUICK = re.compile(
    r".{1,80}(?:tota|ensemble|somme|sum|مجموع|[إا]جمال|جمل[ةه])\w*\W*$", re.I | re.S
)
PAGE_NUMBER = re.compile(
    r"\s*(?:page|p[aá]gina|صفحة)\s*\d+\s*(?:(?:/|sur|of|de|من)\s*\d+)?\s*$", re.I
)
_NOTE = re.compile(
    r"(?:\*|\(\d\)|\[\d\]|\d\) |[¹²³†])"
    r"|(?:nb|n b|notes?|notas?|remarques?|remarks?|sources?|fuentes?|legendes?|leyenda|legend|key"
    r"|mise a jour|date de mise|derniere mise|last updated?|updated|ultima actualizacion"
    r"|produit par|produced by|prepared by|prepare par|elabore par|elaborado por|etabli par|contact"
    r"|avertissement|disclaimer|donnees|data as of|datos|ces chiffres|les donnees|the data"
    r"|these figures|fait a|done in|dado en|visa|fin du rapport|end of report|fin del informe|fin"
    r"|page \d|pagina \d|exporte|exported|exportado|imprime|printed|impreso|voir|see|cf"
    r"|verifie par|valide par|approuve par|revu par|checked by|reviewed by|approved by|verified by"
    r"|revisado por|aprobado por|verificado por|signatures?|اعده|راجعه|اعتمده|اعتماد"
    r"|المصدر|مصدر|ملاحظه|ملاحظات|ملحوظه|مفتاح|اخر تحديث|تاريخ التحديث|حرر|نهايه|اعداد|صفحه \d)\b"
)


def is_derived_word(text: str) -> bool:
    """Tell whether a label opens like a total or an average.

    Examples
    --------
    >>> is_derived_word("Sous-total Dakar"), is_derived_word("Totoro"), is_derived_word("TOTAL :")
    (True, False, True)
    """
    return bool(_DERIVED.match(_folded(text)))


def derived_by(text: str) -> Callable[[npt.NDArray[np.float64]], Any]:
    """Return what a row says it is of others: their sum, mean, median, least or greatest.

    Examples
    --------
    >>> float(derived_by("Moyenne")(np.array([1.0, 3.0])))
    2.0
    """
    words = _folded(text)
    if _MEDIAN.match(words):
        return np.median
    if extreme := re.fullmatch(rf"({_LEAST})|{_MOST}", words):
        return np.min if extreme[1] else np.max
    return np.mean if _AVERAGE.match(words) else np.sum


def is_only_total(text: str) -> bool:
    """Tell whether a label says “total” and nothing that could be somebody's name.

    Examples
    --------
    >>> is_only_total("Total général"), is_only_total("Total LandCare")
    (True, False)
    """
    return bool(_ONLY_TOTAL.fullmatch(_folded(text)))


def ends_as_total(text: str) -> bool:
    """Tell whether a label ends like a total: *Sénégal, ensemble*.

    Examples
    --------
    >>> ends_as_total("Sénégal, ensemble"), ends_as_total("Total"), ends_as_total("Totalement")
    (True, True, False)
    """
    return bool(_LAST.fullmatch(_folded(text)))


def is_share(text: str) -> bool:
    """Tell whether a label opens a row of shares, such as that below a total.

    Examples
    --------
    >>> is_share("Pourcentage"), is_share("% du total"), is_share("Parcelles")
    (True, True, False)
    """
    return bool(_SHARE.fullmatch(_folded(text)))


def is_page_number(text: str) -> bool:
    """Tell whether a text is the foot of a printed page.

    Examples
    --------
    >>> is_page_number("Page 2 / 3"), is_page_number("Page blanche")
    (True, False)
    """
    return bool(PAGE_NUMBER.fullmatch(text))


def is_note(text: str) -> bool:
    """Tell whether a text opens like a note below a table."""
    plain = text.strip()
    return bool(_NOTE.match(plain) or _NOTE.match(_folded(plain)))


def _folded(text: str) -> str:
    """Return a text folded, the letters of Arabic that typists mix up made one."""
    return fold(text).translate(_ARABIC)


_ARABIC = str.maketrans("ةىئ", "هيي")
