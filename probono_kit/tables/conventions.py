"""The types that a column can have, and what becomes of its texts."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt

from probono_kit.findings import N_
from probono_kit.i18n import current_language, gettext
from probono_kit.tables.distinct import Column
from probono_kit.tables.texts import Texts


class ColumnKind(StrEnum):
    """What a column holds."""

    EMPTY = "empty"
    TEXT = "text"
    CODE = "code"
    INTEGER = "integer"
    DECIMAL = "decimal"
    DATE = "date"
    DATETIME = "datetime"
    MONTH = "month"
    BOOLEAN = "boolean"
    YES_NO = "yes_no"
    CHOICES = "choices"
    PHONE = "phone"
    LATITUDE = "latitude"
    LONGITUDE = "longitude"
    POSITION = "position"


#: pandas type of the typed column. Whole numbers keep their gaps; a month stays text (2025-04).
#: Answers, choices, phone numbers and positions in one cell stay text, to the letter.
DTYPES = {
    ColumnKind.EMPTY: "str",
    ColumnKind.TEXT: "str",
    ColumnKind.CODE: "str",
    ColumnKind.MONTH: "str",
    ColumnKind.INTEGER: "Int64",
    ColumnKind.DECIMAL: "float64",
    ColumnKind.DATE: "datetime64[us]",
    ColumnKind.DATETIME: "datetime64[us]",
    ColumnKind.BOOLEAN: "boolean",
    ColumnKind.YES_NO: "str",
    ColumnKind.CHOICES: "str",
    ColumnKind.PHONE: "str",
    ColumnKind.LATITUDE: "float64",
    ColumnKind.LONGITUDE: "float64",
    ColumnKind.POSITION: "str",
}

_LABELS = {
    ColumnKind.EMPTY: N_("empty"),
    ColumnKind.TEXT: N_("text"),
    ColumnKind.CODE: N_("code"),
    ColumnKind.INTEGER: N_("whole number"),
    ColumnKind.DECIMAL: N_("decimal number"),
    ColumnKind.DATE: N_("date"),
    ColumnKind.DATETIME: N_("date and time"),
    ColumnKind.MONTH: N_("month"),
    ColumnKind.BOOLEAN: N_("true / false"),
    ColumnKind.YES_NO: N_("yes or no"),
    ColumnKind.CHOICES: N_("several choices"),
    ColumnKind.PHONE: N_("phone number"),
    ColumnKind.LATITUDE: N_("latitude"),
    ColumnKind.LONGITUDE: N_("longitude"),
    ColumnKind.POSITION: N_("position"),
}


def kind_label(kind: ColumnKind | str, language: str | None = None) -> str:
    """Return the words for a kind of column, for pages and dictionaries.

    Parameters
    ----------
    kind : ColumnKind or str
        Such as ``ColumnKind.YES_NO`` or ``"yes_no"``.
    language : str, optional
        Default: the current one.

    Returns
    -------
    str
        In small letters.

    Examples
    --------
    >>> kind_label("integer", "fr"), kind_label(ColumnKind.YES_NO, "en")
    ('nombre entier', 'yes or no')
    """
    return gettext(_LABELS[ColumnKind(kind)], language or current_language())


@dataclass(frozen=True, slots=True)
class ColumnType:
    """The type of one column.

    Parameters
    ----------
    name : str
        Name of the column.
    kind : ColumnKind
        What it holds.
    convention : str
        How its cells are written: ``"1 234,5"``, ``"1,234.5"``, ``"dd/mm"``, ``"mm/dd"``; empty
        when nothing had to be decided.
    unit : str
        ``"%"`` when its numbers are followed by percent signs (``45 %`` is 45); a currency as
        written, such as ``FCFA``.
    share : float
        Share of the filled cells that follow the convention.
    cells : int
        Filled cells.
    choices : tuple of str
        For ``choices`` and ``yes_no``: what its cells choose from, in the order of first use.
    """

    name: str
    kind: ColumnKind
    convention: str = ""
    unit: str = ""
    share: float = 1.0
    cells: int = 0
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TypeGiven:
    """The type of a column as a person gives it, in place of what its cells would say.

    Parameters
    ----------
    kind : ColumnKind or str
        What it holds.
    convention : str
        For numbers ``"1 234,5"`` or ``"1,234.5"``, for dates ``"dd/mm"`` or ``"mm/dd"``; empty to
        let the cells decide.
    unit : str
        For numbers: ``"%"`` or a currency such as ``"XOF"`` that follows them all; empty to let
        the cells decide.
    """

    kind: ColumnKind | str
    convention: str = ""
    unit: str = ""


class Check(StrEnum):
    """Why a cell was changed: the ``check_id`` of the cleaning log."""

    SPACES = "spaces"
    CHARACTERS = "characters"
    MISSING = "missing_word"
    NUMBER = "number"
    DATE = "date"
    SERIAL = "date_serial"
    MONTH = "month"
    COORDINATE = "coordinate"
    REVIEW = "type_review"


#: Of each distinct text why it was changed: 0 for not at all, else 1 + its place in `Check`.
Checks: TypeAlias = npt.NDArray[np.int8]
#: What the log says for each of these numbers.
CHECK_WORDS = ("", *(check.value for check in Check))
#: The number of each check.
CHECK_CODES: dict[Check | None, int] = {None: 0} | {c: i for i, c in enumerate(Check, 1)}


def check_codes(checks: Iterable[Check | None]) -> Checks:
    """Return the numbers of checks.

    Examples
    --------
    >>> check_codes([None, Check.SPACES]).tolist()
    [0, 1]
    """
    return np.array([CHECK_CODES[check] for check in checks], dtype=np.int8)


@dataclass(slots=True)
class Conversion:
    """A column's type and what becomes of each distinct text.

    Parameters
    ----------
    type : ColumnType
        The type.
    texts : Texts
        New text of each distinct text: one that every program reads alike; ``None`` when it
        contradicts the convention.
    checks : array of int8
        Why it was changed, as :data:`CHECK_CODES` numbers it.
    doubts : dict of int to str
        Distinct texts that stay as they are although they do not fit: position → the code of the
        finding that says why. A person decides.
    """

    type: ColumnType
    texts: Texts
    checks: Checks
    doubts: dict[int, str] = field(default_factory=dict)

    @classmethod
    def unchanged(cls, column: Column, kind: ColumnKind, **more: Any) -> Conversion:
        """Keep every cell as it is."""
        filled = int(column.counts.sum())
        made = ColumnType(column.name, kind, cells=filled, **more)
        return cls(made, Texts(column.arrow), np.zeros(len(column), dtype=np.int8))

    @classmethod
    def made(
        cls, made: ColumnType, texts: Iterable[str | None], checks: Iterable[Check | None]
    ) -> Conversion:
        """Take what becomes of each distinct text, one after the other."""
        return cls(made, Texts.of(texts), check_codes(checks))

    @property
    def review(self) -> npt.NDArray[np.bool_]:
        """Which distinct texts contradict the convention."""
        return np.asarray(self.checks == CHECK_CODES[Check.REVIEW])
