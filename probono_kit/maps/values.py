"""The columns of a map as numbers or words; what does not fit becomes a finding."""

from __future__ import annotations

import datetime
import math
from enum import StrEnum
from numbers import Real

import numpy as np
import pandas as pd

from probono_kit.findings import Findings
from probono_kit.i18n import format_date, format_number
from probono_kit.i18n import gettext as _
from probono_kit.maps.arrays import Array
from probono_kit.maps.rounding import places

#: How many examples a finding names.
EXAMPLES = 5


class Content(StrEnum):
    """What the cells of a column are."""

    NUMBERS = "numbers"
    WORDS = "words"
    MIXED = "mixed"
    NOTHING = "nothing"


def content_of(column: pd.Series) -> Content:
    """Tell whether a column holds numbers, words, both or nothing.

    Examples
    --------
    >>> content_of(pd.Series([1, 2.5, None]))
    <Content.NUMBERS: 'numbers'>
    >>> content_of(pd.Series(["12", "n/a", 3]))
    <Content.MIXED: 'mixed'>
    """
    filled = column.dropna()
    if filled.dtype == object or isinstance(filled.dtype, pd.StringDtype):
        filled = filled[[not (isinstance(cell, str) and not cell.strip()) for cell in filled]]
    if filled.empty:
        return Content.NOTHING
    if pd.api.types.is_bool_dtype(filled.dtype):
        return Content.WORDS
    if pd.api.types.is_numeric_dtype(filled.dtype):
        return Content.NUMBERS
    numeric = [_is_number(cell) for cell in filled]
    if all(numeric):
        return Content.NUMBERS
    return Content.MIXED if any(numeric) else Content.WORDS


def _is_number(cell: object) -> bool:
    return isinstance(cell, Real) and not isinstance(cell, bool | np.bool_)


def as_numbers(column: pd.Series, where: str, names: pd.Series, findings: Findings) -> Array:
    """Return the numbers of a column, NaN for blanks.

    Parameters
    ----------
    column : pandas.Series
        Cells of any type.
    where : str
        What the column is called in the findings.
    names : pandas.Series
        Name of the area or point of each row, for the findings.
    findings : Findings
        Gets ``map.text_in_numbers`` and ``map.infinite``, each naming column and examples.

    Returns
    -------
    numpy.ndarray
        Text and infinities are NaN, and reported: a map is never drawn with them left out.
    """
    numbers = np.full(len(column), np.nan)
    texts, endless = [], []
    for i, cell in enumerate(column):
        if isinstance(cell, str):
            if cell.strip():
                texts.append(f"{names.iloc[i]} ({cell.strip()[:40]})")
        elif not _is_number(cell):
            if not pd.isna(cell):
                texts.append(f"{names.iloc[i]} ({cell})")
        elif math.isinf(float(cell)):
            endless.append(str(names.iloc[i]))
        else:
            numbers[i] = float(cell)
    for code, found in (("map.text_in_numbers", texts), ("map.infinite", endless)):
        if found:
            findings.add(code, where, count=len(found), examples=tuple(found[:EXAMPLES]))
    return numbers


def as_words(column: pd.Series, language: str) -> list[str]:
    """Return the cells of a column as text, ``""`` for blanks: what a pop-up or a table shows.

    Examples
    --------
    >>> as_words(pd.Series([1234.5, None]), "en")
    ['1,234.5', '']
    """
    content = content_of(column)
    decimals = 0
    if content is Content.NUMBERS:
        finite = [float(c) for c in column.dropna() if _is_number(c) and math.isfinite(float(c))]
        largest = max(map(abs, finite), default=0.0)
        wanted = max((places(number) for number in finite), default=0)
        # Two decimals say enough of what is above one; smaller amounts keep their digits.
        decimals = min(wanted, 2) if largest >= 1 else wanted
    return [_word(cell, language, decimals) for cell in column]


def _word(cell: object, language: str, decimals: int) -> str:
    if isinstance(cell, bool | np.bool_):
        return _("yes", language) if cell else _("no", language)
    if pd.isna(cell):  # type: ignore[call-overload]
        return ""
    if _is_number(cell):
        number = float(cell)  # type: ignore[arg-type]
        return format_number(number, language, decimals) if math.isfinite(number) else str(number)
    if isinstance(cell, datetime.date):
        day = cell.date() if isinstance(cell, datetime.datetime) else cell
        return format_date(day, language)
    return str(cell).strip()
