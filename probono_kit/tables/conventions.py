"""The types that a column can have, and what becomes of its texts."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from probono_kit.tables.distinct import Column


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


#: pandas type of the typed column. Whole numbers keep their gaps; a month stays text (2025-04).
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
}


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
        ``"%"`` when its numbers are followed by percent signs (``45 %`` is 45).
    share : float
        Share of the filled cells that follow the convention.
    cells : int
        Filled cells.
    """

    name: str
    kind: ColumnKind
    convention: str = ""
    unit: str = ""
    share: float = 1.0
    cells: int = 0


class Check(StrEnum):
    """Why a cell was changed: the ``check_id`` of the cleaning log."""

    SPACES = "spaces"
    CHARACTERS = "characters"
    MISSING = "missing_word"
    NUMBER = "number"
    DATE = "date"
    SERIAL = "date_serial"
    MONTH = "month"
    REVIEW = "type_review"


@dataclass(slots=True)
class Conversion:
    """A column's type and what becomes of each distinct text.

    Parameters
    ----------
    type : ColumnType
        The type.
    texts : list of str or None
        New text of each distinct text: one that every program reads alike; ``None`` when it
        contradicts the convention.
    checks : list of Check or None
        Why it was changed.
    """

    type: ColumnType
    texts: list[str | None]
    checks: list[Check | None]

    @classmethod
    def unchanged(cls, column: Column, kind: ColumnKind, **more: str | float) -> Conversion:
        """Keep every cell as it is."""
        filled = int(column.counts.sum())
        made = ColumnType(column.name, kind, cells=filled, **more)  # type: ignore[arg-type]
        return cls(made, list(column.texts), [None] * len(column.texts))
