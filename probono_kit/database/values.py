"""Values of cleaned tables as a database holds them, and back; what can be compared with what."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from probono_kit.database.model import Field, FieldKind
from probono_kit.tables.cells import cell_text
from probono_kit.tables.dependencies import Codes

#: pandas type of each kind of field, as cleaned tables have them.
FIELD_DTYPES: Mapping[FieldKind, str] = {
    FieldKind.TEXT: "str",
    FieldKind.CODE: "str",
    FieldKind.INTEGER: "Int64",
    FieldKind.DECIMAL: "float64",
    FieldKind.BOOLEAN: "boolean",
    FieldKind.DATE: "datetime64[us]",
    FieldKind.DATETIME: "datetime64[us]",
}

_TRUE = frozenset({"1", "true", "1.0"})
_FALSE = frozenset({"0", "false", "0.0"})


def as_field(series: pd.Series, field: Field) -> pd.Series:
    """Return a column as a field holds it; cells that are not of its kind become missing.

    Parameters
    ----------
    series : pandas.Series
        A column of a cleaned table.
    field : Field
        Its kind, and for a boolean its words.

    Returns
    -------
    pandas.Series
        In the type of :data:`FIELD_DTYPES`, with the same index.

    Examples
    --------
    >>> answers = pd.Series(["Oui", None, "Non"], dtype="str")
    >>> as_field(answers, Field(name="ok", kind="boolean", words=("Oui", "Non"))).tolist()
    [True, <NA>, False]
    """
    match field.kind:
        case FieldKind.TEXT | FieldKind.CODE:
            return as_text(series)
        case FieldKind.BOOLEAN:
            return _as_boolean(series, field.words)
        case FieldKind.INTEGER:
            return _as_integer(series)
        case FieldKind.DECIMAL:
            return pd.to_numeric(series, errors="coerce").astype("float64")
        case FieldKind.DATE | FieldKind.DATETIME:
            return _as_date(series)


def as_text(series: pd.Series) -> pd.Series:
    """Return a column as text: whole numbers without a point, missing cells missing.

    Examples
    --------
    >>> as_text(pd.Series([1.0, None, 2.5])).tolist()
    ['1', nan, '2.5']
    """
    if series.dtype == "str":
        return series
    if pd.api.types.is_integer_dtype(series.dtype):
        return series.astype("string").astype("str")
    numbers, distinct = pd.factorize(series)
    texts = np.array([*map(cell_text, distinct), None], dtype=object)
    return pd.Series(texts[numbers], index=series.index, name=series.name, dtype="str")


def _as_boolean(series: pd.Series, words: Sequence[str]) -> pd.Series:
    if series.dtype in ("boolean", "bool") and not words:
        return series.astype("boolean")
    true, false = ({words[0]}, {words[1]}) if words else (_TRUE, _FALSE)
    numbers, distinct = pd.factorize(as_text(series))
    known = [True if text in true else False if text in false else pd.NA for text in distinct]
    made = pd.array([*known, pd.NA], dtype="boolean")[numbers]
    return pd.Series(made, index=series.index, name=series.name)


def _as_integer(series: pd.Series) -> pd.Series:
    if pd.api.types.is_integer_dtype(series.dtype):
        return series.astype("Int64")
    numbers = pd.to_numeric(series, errors="coerce").astype("float64")
    whole = numbers.where(numbers.mod(1).eq(0) & (numbers.abs() < 2.0**53))
    return whole.astype("Int64")


def _as_date(series: pd.Series) -> pd.Series:
    if pd.api.types.is_datetime64_any_dtype(series.dtype):
        return series.astype("datetime64[us]")
    read = pd.to_datetime(series, errors="coerce", format="ISO8601")
    return read.astype("datetime64[us]")


def from_field(series: pd.Series, field: Field) -> pd.Series:
    """Return a field as a cleaned table writes it: a boolean in its words."""
    if not field.words:
        return series
    numbers = series.astype("Int64").fillna(2).to_numpy(dtype=np.int64)
    texts = np.array([field.words[1], field.words[0], None], dtype=object)
    return pd.Series(texts[numbers], index=series.index, dtype="str")


def different(one: pd.Series, other: pd.Series) -> npt.NDArray[np.bool_]:
    """Tell row by row whether two columns say different things: 1 and "1" are the same.

    Parameters
    ----------
    one, other : pandas.Series
        As many rows; their indexes do not matter.

    Returns
    -------
    numpy.ndarray
        Truth values.

    Examples
    --------
    >>> different(pd.Series([1, 2, None]), pd.Series(["1", "3", None])).tolist()
    [False, True, False]
    """
    first, second = one.reset_index(drop=True), other.reset_index(drop=True)
    if first.dtype != second.dtype:
        first, second = _alike(first, second)
    missing_one, missing_other = first.isna().to_numpy(), second.isna().to_numpy()
    unequal = np.asarray((first != second).fillna(False), dtype=bool)
    found = (missing_one != missing_other) | (unequal & ~missing_one & ~missing_other)
    return np.asarray(found, dtype=bool)


def _alike(one: pd.Series, other: pd.Series) -> tuple[pd.Series, pd.Series]:
    numeric = [pd.api.types.is_numeric_dtype(each.dtype) for each in (one, other)]
    if all(numeric):
        return one.astype("Float64"), other.astype("Float64")
    return as_text(one), as_text(other)


def keys_of(frames: Sequence[pd.DataFrame]) -> list[Codes]:
    """Return numbers for rows of several frames: the same where all their columns agree.

    Parameters
    ----------
    frames : sequence of pandas.DataFrame
        With as many columns each, which correspond by their order.

    Returns
    -------
    list of arrays of int
        One for each frame; -1 where a cell is missing.

    Examples
    --------
    >>> [codes.tolist() for codes in keys_of([pd.DataFrame({"a": [7, 8]}),
    ...                                       pd.DataFrame({"b": ["8", None]})])]
    [[0, 1], [1, -1]]
    """
    sizes = [len(frame) for frame in frames]
    together = np.zeros(sum(sizes), dtype=np.int64)
    for position in range(frames[0].shape[1]):
        parts = [frame.iloc[:, position] for frame in frames]
        numbers = one_code(parts)
        missing = (together < 0) | (numbers < 0)
        together = together * (int(numbers.max(initial=0)) + 1) + numbers
        if position:
            together = pd.factorize(together)[0].astype(np.int64)
            if missing.any():
                together[missing] = -1
        else:
            together = numbers
    return np.split(together, np.cumsum(sizes)[:-1])


def one_code(parts: Sequence[pd.Series]) -> Codes:
    """Return a number for each value of several columns, one after the other; -1 for missing."""
    kinds = {str(part.dtype) for part in parts}
    if len(kinds) > 1:
        parts = [as_text(part) for part in parts]
    if len(parts) == 1:
        return pd.factorize(parts[0])[0].astype(np.int64)
    stacked = pd.concat(list(parts), ignore_index=True)
    return pd.factorize(stacked)[0].astype(np.int64)


def find_rows(wanted: Codes, known: Codes) -> Codes:
    """Return for each code the first row that has it among the known ones, -1 for none.

    Examples
    --------
    >>> find_rows(np.array([5, -1, 9]), np.array([9, 5, 5])).tolist()
    [1, -1, 0]
    """
    size = int(max(wanted.max(initial=-1), known.max(initial=-1))) + 2
    place = np.full(size, -1, dtype=np.int64)
    filled = known >= 0
    place[known[filled][::-1]] = np.flatnonzero(filled)[::-1]
    return np.where(wanted >= 0, place[wanted], -1)


def taken(series: pd.Series, positions: Codes) -> Any:
    """Return the values at some positions, missing where the position is -1."""
    return series.array.take(positions, allow_fill=True)
