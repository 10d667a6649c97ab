"""What a column is for: an amount, a category, a place, a code, bookkeeping of the form."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
import pandas as pd

from probono_kit.explore.role_words import (
    BOOKKEEPING,
    CODE_WORDS,
    NO_PLACE,
    PLACE_WORDS,
    SHARE_WORDS,
    YEAR_WORDS,
)
from probono_kit.findings import N_
from probono_kit.i18n import current_language, gettext
from probono_kit.tables import ColumnKind, ColumnType
from probono_kit.tables.cells import fold


class Role(StrEnum):
    """What a column is for."""

    EMPTY = "empty"
    AMOUNT = "amount"
    SHARE = "share"
    CATEGORY = "category"
    YES_NO = "yes_no"
    CHOICES = "choices"
    DATE = "date"
    PLACE = "place"
    TEXT = "text"
    CODE = "code"

    def label(self, language: str | None = None) -> str:
        """Return the words for it, in small letters."""
        return gettext(_LABELS[self], language or current_language())


_LABELS = {
    Role.EMPTY: N_("empty"),
    Role.AMOUNT: N_("amount"),
    Role.SHARE: N_("share"),
    Role.CATEGORY: N_("category"),
    Role.YES_NO: N_("yes or no"),
    Role.CHOICES: N_("multiple choice"),
    Role.DATE: N_("date"),
    Role.PLACE: N_("place"),
    Role.TEXT: N_("free text"),
    Role.CODE: N_("code"),
}

_ISO = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d.*")
_NUMBERED = re.compile(r"[^\W\d_]{0,10}[ _\-/]?\d+([_\-/]\d+)*[^\W\d_]{0,2}", re.UNICODE)
#: A category has at most so many values, or so many of them per filled cell.
_FEW, _PER_CELL = 30, 0.25
_LONG_WORDS, _LONGEST = 6.0, 80


@dataclass(frozen=True, slots=True)
class RoleFound:
    """What a column is for, and what belongs to it.

    Parameters
    ----------
    role : Role
        What it is for.
    is_bookkeeping : bool
        Whether it is about the form or the interview: never a finding.
    parent : str
        For a column of one choice (``needs/water``): the question.
    """

    role: Role
    is_bookkeeping: bool = False
    parent: str = ""


def find_roles(frame: pd.DataFrame, types: Mapping[str, ColumnType]) -> dict[str, RoleFound]:
    """Tell what each column is for, by its type, its cells and its name.

    Parameters
    ----------
    frame : pandas.DataFrame
        A typed table.
    types : mapping of str to ColumnType
        Types of its columns; a column without one is judged by its cells.

    Returns
    -------
    dict of str to RoleFound
        One for each column.

    Examples
    --------
    >>> table = pd.DataFrame({"id": [1, 2, 3], "needs/water": [1, 0, None]})
    >>> {name: found.role.value for name, found in find_roles(table, {}).items()}
    {'id': 'code', 'needs/water': 'yes_no'}
    """
    parents = _parents(frame)
    found = {}
    for at, name in enumerate(map(str, frame.columns)):
        series = frame.iloc[:, at]
        plain = fold(name.replace("_", " "))
        kept = bool(BOOKKEEPING.fullmatch(name.strip().lower())) or bool(
            BOOKKEEPING.fullmatch(plain)
        )
        parent = parents.get(name, "")
        role = Role.YES_NO if parent else _role(series, types.get(name), plain)
        found[name] = RoleFound(role, kept, parent)
    for parent in {one.parent for one in found.values()} & set(found):
        if found[parent].role not in (Role.EMPTY, Role.CHOICES):
            found[parent] = RoleFound(Role.CHOICES, found[parent].is_bookkeeping)
    return found


def _parents(frame: pd.DataFrame) -> dict[str, str]:
    """Return the question of each column that says whether one choice was made: 0, 1 or blank."""
    by_question: dict[str, list[str]] = {}
    names = [str(name) for name in frame.columns]
    for at, name in enumerate(names):
        question, mark, choice = name.rpartition("/")
        if mark and question and choice and is_zero_one(frame.iloc[:, at]):
            by_question.setdefault(question, []).append(name)
    return {
        name: question
        for question, members in by_question.items()
        for name in members
        if question in names or len(members) > 1
    }


def is_zero_one(series: pd.Series) -> bool:
    """Tell whether a column holds nothing but 0 and 1 (numbers or texts), and blanks.

    Examples
    --------
    >>> is_zero_one(pd.Series(["0", "1", None])), is_zero_one(pd.Series([2, 1]))
    (True, False)
    """
    if isinstance(series.dtype, pd.BooleanDtype) or series.dtype == bool:
        return True
    values = series.dropna().unique()[:4]
    return len(values) <= 2 and all(str(value) in ("0", "1", "0.0", "1.0") for value in values)


def _role(series: pd.Series, kind: ColumnType | None, name: str) -> Role:
    filled = series.dropna()
    if not len(filled) or (kind is not None and kind.kind is ColumnKind.EMPTY):
        return Role.EMPTY
    if kind is not None and kind.kind in _BY_KIND:
        return _BY_KIND[kind.kind]
    words = set(re.split(r"[^\w]+", name))
    if pd.api.types.is_datetime64_any_dtype(series):
        return Role.DATE
    if is_zero_one(series):
        return Role.YES_NO
    if pd.api.types.is_numeric_dtype(series):
        return _role_of_numbers(filled, kind, words)
    return _role_of_texts(filled, kind, words, name)


_BY_KIND = {
    ColumnKind.DATE: Role.DATE,
    ColumnKind.DATETIME: Role.DATE,
    ColumnKind.MONTH: Role.DATE,
    ColumnKind.BOOLEAN: Role.YES_NO,
    ColumnKind.YES_NO: Role.YES_NO,
    ColumnKind.CHOICES: Role.CHOICES,
    ColumnKind.PHONE: Role.CODE,
    ColumnKind.LATITUDE: Role.PLACE,
    ColumnKind.LONGITUDE: Role.PLACE,
    ColumnKind.POSITION: Role.PLACE,
}


def _role_of_numbers(filled: pd.Series, kind: ColumnType | None, words: set[str]) -> Role:
    numbers = filled.to_numpy(dtype=float)
    whole = bool((numbers == np.round(numbers)).all())
    distinct = len(np.unique(numbers))
    if whole and (words & CODE_WORDS or _counts_rows(numbers, distinct)):
        return Role.CODE
    if whole and words & YEAR_WORDS and ((numbers >= 1900) & (numbers <= 2100)).all():
        return Role.DATE
    within = bool((numbers >= 0).all() and (numbers <= 100).all())
    if (kind is not None and kind.unit == "%") or (within and words & SHARE_WORDS):
        return Role.SHARE
    if not whole and distinct > 2 and within and numbers.max() <= 1:
        return Role.SHARE
    return Role.AMOUNT


def _counts_rows(numbers: np.ndarray, distinct: int) -> bool:
    """Whether numbers only count the rows: all different and without gaps."""
    return bool(
        distinct == len(numbers) >= 20 and numbers.max() - numbers.min() <= 1.05 * (distinct - 1)
    )


def _role_of_texts(filled: pd.Series, kind: ColumnType | None, words: set[str], name: str) -> Role:
    counts = filled.astype(str).value_counts()
    texts = counts.index.to_list()
    sample = texts[:200]
    if all(_ISO.fullmatch(text) for text in sample):
        return Role.DATE
    distinct, cells = len(texts), len(filled)
    few = distinct <= _FEW and distinct <= max(2, 0.5 * cells)
    numbered = sum(bool(_NUMBERED.fullmatch(text)) for text in sample) > 0.9 * len(sample)
    if words & CODE_WORDS or re.search(r"p[ _-]?code", name):
        return Role.CODE
    if (_is_place(words)) and sum(map(len, sample)) <= 40 * len(sample):
        return Role.PLACE
    if (kind is not None and kind.kind is ColumnKind.CODE) or (numbered and not few):
        return Role.CODE
    if not few and all(" " not in text and re.search(r"\d", text) for text in sample):
        return Role.CODE
    lengths = np.array([len(text) for text in sample])
    spaces = np.array([text.count(" ") + 1 for text in sample])
    if not few and (np.median(lengths) > _LONGEST or np.median(spaces) > _LONG_WORDS):
        return Role.TEXT
    if few or distinct <= _PER_CELL * cells:
        return Role.CATEGORY
    return Role.TEXT


def _is_place(words: set[str]) -> bool:
    return bool(words & PLACE_WORDS) and not words & NO_PLACE
