"""One type and one convention per column, from all its cells, with the evidence."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pandas as pd
import pyarrow.compute as pc

from probono_kit.findings import Findings
from probono_kit.tables.cells import column_letter
from probono_kit.tables.columns import require_columns
from probono_kit.tables.conventions import DTYPES, ColumnKind, ColumnType, Conversion, TypeGiven
from probono_kit.tables.distinct import Column
from probono_kit.tables.facts import ColumnFacts, document_facts
from probono_kit.tables.given import require_given
from probono_kit.tables.inference import decide, special_kind
from probono_kit.tables.place import Place
from probono_kit.tables.plain_texts import decimals, moments, whole_numbers
from probono_kit.tables.text_cells import as_str
from probono_kit.tables.texts import flags


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
    given: Mapping[str, TypeGiven] | None = None,
    country: str = "",
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
    given : mapping of str to TypeGiven, optional
        Column → the type that a person gives it. The cells are read under that type, and those
        that do not fit are reported as always.
    country : str
        ISO 3166 alpha-3 code of the country whose phone numbers are written without
        ``+``; empty: they cannot be checked.
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
        If `text_columns` or `given` name a column that is not there, or `given` a kind or a
        convention that does not exist.

    Examples
    --------
    >>> raw = pd.DataFrame({"Région": ["Thiès", "Dakar"], "Taux": ["12,5", "1 204,0"]})
    >>> typed = type_columns(raw)
    >>> typed.frame["Taux"].tolist(), typed.types["Taux"].convention
    ([12.5, 1204.0], '1 234,5')
    >>> given = {"Date": TypeGiven("date", "mm/dd")}
    >>> type_columns(pd.DataFrame({"Date": ["04/05/2025"]}), given=given).frame["Date"].tolist()
    [Timestamp('2025-04-05 00:00:00')]
    """
    given = given or {}
    require_columns(frame, [*text_columns, *given], where=where)
    require_given(given, where)
    letters = letters or {str(name): column_letter(i) for i, name in enumerate(frame.columns)}
    columns = [Column.of(frame[name], letters.get(str(name), "")) for name in frame.columns]
    findings = Findings()
    conversions = convert_columns(
        columns, text_columns, findings, where, given=given, country=country
    )
    typed = typed_frame(columns, conversions, frame.index)
    return TypedTable(typed, {c.type.name: c.type for c in conversions}, findings)


def convert_columns(
    columns: Sequence[Column],
    text_columns: Iterable[str],
    findings: Findings,
    where: str,
    *,
    given: Mapping[str, TypeGiven] | None = None,
    country: str = "",
) -> list[Conversion]:
    """Decide the types of all columns together and convert their distinct texts."""
    wanted = {name: TypeGiven(ColumnKind.TEXT) for name in text_columns} | dict(given or {})
    told: dict[str, Conversion] = {}
    for column in columns:
        if column.name not in wanted:
            special = special_kind(column, country, Place(column, where, findings))
            if special is not None:
                told[column.name] = special
    facts = {
        column.name: ColumnFacts.of(column, every=column.name in wanted)
        for column in columns
        if column.name not in told
    }
    document = document_facts([f for name, f in facts.items() if name not in wanted])
    return [
        told.get(column.name)
        or decide(facts[column.name], document, findings, where, wanted.get(column.name), country)
        for column in columns
    ]


def typed_frame(
    columns: Sequence[Column], conversions: Sequence[Conversion], index: pd.Index
) -> pd.DataFrame:
    """Return the frame of typed columns: distinct texts are converted, then spread."""
    data = {
        column.name: typed_column(column.replaced(conversion.texts), conversion.type.kind)
        for column, conversion in zip(columns, conversions, strict=True)
    }
    return pd.DataFrame(data, index=index.rename("row") if index.name is None else index)


def typed_column(column: Column, kind: ColumnKind) -> Any:
    """Return the values of one column, whose texts every program reads alike, in a pandas type."""
    texts, codes = column.arrow, column.codes
    last = len(texts)
    codes = np.where(codes < 0, codes.dtype.type(last), codes)
    if kind is ColumnKind.BOOLEAN:
        truths = np.append(flags(pc.equal(texts, "true")), False)
        return pd.arrays.BooleanArray(truths[codes], codes == last)
    if kind is ColumnKind.INTEGER:
        numbers = np.append(whole_numbers(texts), 0)
        return pd.arrays.IntegerArray(numbers[codes], codes == last)
    if DTYPES[kind] == "float64":
        return pd.array(np.append(decimals(texts), np.nan)[codes], dtype="float64")
    if kind in (ColumnKind.DATE, ColumnKind.DATETIME):
        made = np.append(moments(texts), np.datetime64("NaT"))
        return pd.array(made[codes], dtype="datetime64[us]")
    return as_str(column.values())
