"""One type and one convention per column, from all its cells, with the evidence."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

import numpy as np
import pandas as pd

from probono_kit.findings import Findings
from probono_kit.tables.cells import column_letter
from probono_kit.tables.columns import require_columns
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


@dataclass(frozen=True, slots=True, eq=False)
class TypedTable:
    """A frame with types.

    Parameters
    ----------
    frame : pandas.DataFrame
        Same rows and columns; cells that contradict their column are missing.
    types : dict of str to ColumnType
        By column.
    findings : Findings
        Conventions, doubts and contradicting cells.
    """

    frame: pd.DataFrame
    types: dict[str, ColumnType]
    findings: Findings = field(default_factory=Findings)


def type_columns(
    frame: pd.DataFrame,
    *,
    text_columns: Sequence[str] = (),
    letters: Mapping[str, str] | None = None,
    where: str = "",
) -> TypedTable:
    """Give every column one type, decided from all its cells.

    Numbers may be French (``1 234,5``, ``1.234,5``) or English (``1,234.5``), with percent signs
    or in parentheses when negative; dates numeric or with French, English or Spanish names of
    months, ISO, or Excel's day numbers among dates. Leading zeros, more than 15 digits and names
    such as *code* make a column of codes, which stays text. ``yes`` and ``no`` stay text.

    What the cells of a column leave open is decided by the rest of the table when that is clear
    (other columns write ``12,5``; the column names are French, where the day comes first) and
    reported; else the column stays text and is reported.

    Parameters
    ----------
    frame : pandas.DataFrame
        Columns of texts, or of what a reader gave; the index is the row number.
    text_columns : sequence of str
        Columns that stay text whatever they look like.
    letters : mapping of str to str, optional
        Column → letter in the sheet, for the findings; by default the position in `frame`.
    where : str
        File and sheet, for the findings.

    Returns
    -------
    TypedTable
        A new frame with the types of :data:`DTYPES`.

    Raises
    ------
    ProbonoError
        If `text_columns` names a column that is not there.

    Examples
    --------
    >>> raw = pd.DataFrame({"Région": ["Thiès", "Dakar"], "Taux": ["12,5", "1 204,0"]}, index=[2, 3])
    >>> typed = type_columns(raw)
    >>> typed.frame["Taux"].tolist(), typed.types["Taux"].convention
    ([12.5, 1204.0], '1 234,5')
    """
    require_columns(frame, text_columns, where=where)
    letters = letters or {str(name): column_letter(i) for i, name in enumerate(frame.columns)}
    columns = [Column.of(frame[name], letters.get(str(name), "")) for name in frame.columns]
    findings = Findings()
    conversions = convert_columns(columns, text_columns, findings, where)
    typed = typed_frame(columns, conversions, frame.index)
    return TypedTable(typed, {c.type.name: c.type for c in conversions}, findings)


def convert_columns(
    columns: Sequence[Column], text_columns: Iterable[str], findings: Findings, where: str
) -> list[Conversion]:
    """Decide the types of all columns together and convert their distinct texts."""
    from probono_kit.tables.inference import ColumnFacts, decide, document_facts

    kept = set(text_columns)
    facts = [ColumnFacts.of(column) for column in columns]
    document = document_facts([f for f in facts if f.column.name not in kept])
    return [
        Conversion.unchanged(f.column, ColumnKind.TEXT)
        if f.column.name in kept
        else decide(f, document, findings, where)
        for f in facts
    ]


def typed_frame(
    columns: Sequence[Column], conversions: Sequence[Conversion], index: pd.Index
) -> pd.DataFrame:
    """Return the frame of typed columns: distinct texts are converted, then spread."""
    data = {
        column.name: typed_column(column, conversion)
        for column, conversion in zip(columns, conversions, strict=True)
    }
    return pd.DataFrame(data, index=index.rename("row") if index.name is None else index)


def typed_column(column: Column, conversion: Conversion) -> pd.api.extensions.ExtensionArray:
    """Return the values of one column in its pandas type."""
    kind = conversion.type.kind
    new = column.replaced(conversion.texts)
    dtype = DTYPES[kind]
    last = len(new.texts)
    codes = np.where(new.codes < 0, last, new.codes)
    if kind is ColumnKind.BOOLEAN:
        distinct = pd.array([text == "true" for text in new.texts] + [None], dtype="boolean")
    elif kind is ColumnKind.INTEGER:
        numbers = np.array([*map(int, map(_without_point, new.texts)), 0], dtype=np.int64)
        gaps = np.append(np.zeros(last, dtype=bool), True)
        distinct = pd.arrays.IntegerArray(numbers, gaps)
    elif kind is ColumnKind.DECIMAL:
        distinct = pd.array([*map(float, new.texts), np.nan], dtype="float64")
    elif kind in (ColumnKind.DATE, ColumnKind.DATETIME):
        moments = np.array([*new.texts, "NaT"], dtype="datetime64[us]")
        distinct = pd.array(moments, dtype=dtype)
    else:
        distinct = pd.array([*new.texts, None], dtype=dtype)
    return distinct.take(codes)


def _without_point(text: str) -> str:
    return text.partition(".")[0]
