"""Typed tables as Parquet: what one task hands to the next, exactly as it was typed."""

from __future__ import annotations

import datetime
import json
from collections.abc import Mapping
from dataclasses import asdict, fields
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from probono_kit.files import error_from_os, write_aside
from probono_kit.findings import Findings
from probono_kit.tables.cells import cells
from probono_kit.tables.containers import stop
from probono_kit.tables.conventions import ColumnKind, ColumnType
from probono_kit.tables.found import Evidence, TableRead
from probono_kit.tables.names import ColumnName
from probono_kit.tables.roles import RowRole
from probono_kit.tables.types import TypedTable
from probono_kit.tables.workbook import only_days

#: More cells than this are for a database; also what a hostile file may claim to hold.
MAX_CELLS = 400_000_000

#: Rows from which on threads save more time than starting them takes.
_WORTH_THREADS = 100_000
_ABOUT = b"probono"
_ROWS = "__row__"
_MAGIC = b"PAR1"
_DATES = frozenset({ColumnKind.DATE})


def write_typed(
    frame: pd.DataFrame,
    path: str | Path,
    *,
    types: Mapping[str, ColumnType] | None = None,
    rows: bool = True,
) -> Findings:
    """Write a table as Parquet: numbers, dates, yes/no, codes and gaps as they are.

    Kind, convention, unit and evidence of each column stand in the file's metadata, so that
    :func:`read_typed` gives back the same frame and the same types. Days are stored as days, for
    R, DuckDB, QGIS or pandas alike. The same table gives the same bytes.

    Parameters
    ----------
    frame : pandas.DataFrame
        Typed columns; the index is the row number in the sheet.
    path : str or pathlib.Path
        Ends with ``.parquet``.
    types : mapping of str to ColumnType, optional
        What is known of the columns; those without an entry are known by their pandas type.
    rows : bool
        Whether row numbers travel along (for the next task), as a column that
        :func:`read_typed` makes the index again.

    Returns
    -------
    Findings
        Empty: the format holds everything.

    Raises
    ------
    ProbonoError
        When nothing can be written there; what was there before stays.

    Examples
    --------
    >>> import tempfile
    >>> path = Path(tempfile.mkdtemp()) / "wells.parquet"
    >>> wells = pd.DataFrame({"Code": ["007", "ND"], "Débit": [1.5, None]}, index=[4, 9])
    >>> write_typed(wells, path)
    []
    >>> read_typed(path).frame["Code"].to_dict()
    {4: '007', 9: 'ND'}
    """
    path = Path(path)
    if path.suffix.lower() != ".parquet":
        raise stop("tables.unknown_format", path, suffix=path.suffix)
    known = types or {}
    about = {}
    stored, arrays = [], []
    for position, name in enumerate(map(str, frame.columns)):
        series = frame.iloc[:, position]
        type_ = known.get(name)
        array = _array(series, type_)
        stored.append(pa.field(name, array.type))
        arrays.append(array)
        about[name] = {"dtype": str(series.dtype), **(_told(type_) if type_ else {})}
    if rows:
        stored.append(pa.field(_ROWS, pa.int64(), nullable=False))
        arrays.append(pa.array(frame.index.to_numpy(dtype=np.int64)))
    index = "" if frame.index.name is None else str(frame.index.name)
    told = {"format": 1, "rows": rows, "index": index, "columns": about}
    text = json.dumps(told, ensure_ascii=False, sort_keys=True)
    schema = pa.schema(stored, metadata={_ABOUT: text.encode("utf-8")})
    with write_aside(path) as aside:
        pq.write_table(pa.Table.from_arrays(arrays, schema=schema), aside, compression="zstd")
    return Findings()


def _array(series: pd.Series, type_: ColumnType | None) -> pa.Array:
    if pd.api.types.is_datetime64_any_dtype(series.dtype):
        array = pa.array(series, from_pandas=True).cast(pa.timestamp("us"))
        days = type_.kind in _DATES if type_ else only_days(series)
        return array.cast(pa.date32()) if days and only_days(series) else array
    if series.dtype == object:
        texts = series.map(str, na_action="ignore")
        return pa.array(texts, type=pa.string(), from_pandas=True)
    array = pa.array(series, from_pandas=True)
    if isinstance(array, pa.ChunkedArray):
        array = array.combine_chunks()
    return array.cast(pa.string()) if pa.types.is_large_string(array.type) else array


def _told(type_: ColumnType) -> dict[str, Any]:
    told = asdict(type_)
    del told["name"]
    return {**told, "kind": type_.kind.value}


# ---- reading ----------------------------------------------------------------------------------


def is_typed(path: str | Path) -> bool:
    """Tell by its first bytes whether a file is Parquet.

    Parameters
    ----------
    path : str or pathlib.Path
        Any file; one that is not there is none.

    Returns
    -------
    bool

    Examples
    --------
    >>> is_typed("no-such-file.parquet")
    False
    """
    try:
        with Path(path).open("rb") as file:
            return file.read(len(_MAGIC)) == _MAGIC
    except OSError:
        return False


def read_typed(path: str | Path) -> TypedTable:
    """Read a table that :func:`write_typed` wrote, exactly as it was; or another Parquet file.

    Parameters
    ----------
    path : str or pathlib.Path
        Parquet; only read.

    Returns
    -------
    TypedTable
        Frame with row numbers as its index, types by column. In a file of other origin the kind
        of a column follows from its type of storage, and rows are counted from 1.

    Raises
    ------
    ProbonoError
        When it is damaged or claims to hold more than :data:`MAX_CELLS` cells.

    Examples
    --------
    >>> import tempfile
    >>> path = Path(tempfile.mkdtemp()) / "wells.parquet"
    >>> days = pd.Series(pd.to_datetime(["2025-04-30", None]).astype("datetime64[us]"))
    >>> _ = write_typed(pd.DataFrame({"Visite": days}), path)
    >>> typed = read_typed(path)
    >>> typed.types["Visite"].kind, str(typed.frame["Visite"].dtype)
    (<ColumnKind.DATE: 'date'>, 'datetime64[us]')
    """
    path = Path(path)
    try:
        with pq.ParquetFile(path) as file:
            facts = file.metadata
            if facts.num_rows * max(1, facts.num_columns) > MAX_CELLS:
                raise stop("clean.parquet_too_large", path, rows=facts.num_rows)
            table = file.read(use_threads=facts.num_rows > _WORTH_THREADS)
        about = json.loads((table.schema.metadata or {}).get(_ABOUT, b"{}"))
    except OSError as problem:
        if problem.errno:
            raise error_from_os(problem, path) from problem
        raise stop("clean.parquet_damaged", path, reason=_first_line(problem)) from problem
    except (pa.ArrowException, ValueError) as problem:
        raise stop("clean.parquet_damaged", path, reason=_first_line(problem)) from problem
    return _typed(table, about)


def _first_line(problem: Exception) -> str:
    return (str(problem).splitlines() or [type(problem).__name__])[0]


def _typed(table: pa.Table, about: Mapping[str, Any]) -> TypedTable:
    columns = about.get("columns", {})
    frame = _plain(table).to_pandas(types_mapper=_MAPPER.get, ignore_metadata=True)
    if about.get("rows") and _ROWS in frame:
        frame.index = pd.Index(frame.pop(_ROWS).to_numpy(dtype=np.int64))
        frame.index.name = about.get("index") or None
    else:
        frame.index = pd.RangeIndex(1, len(frame) + 1, name="row")
    types = {}
    for name in frame.columns:
        told = columns.get(name, {})
        if "dtype" in told and str(frame[name].dtype) != told["dtype"]:
            frame[name] = frame[name].astype(told["dtype"])
        types[name] = _type(name, told, table.schema.field(name).type, frame[name])
    return TypedTable(frame, types)


_MAPPER = {
    pa.string(): pd.StringDtype(na_value=np.nan),
    pa.large_string(): pd.StringDtype(na_value=np.nan),
    pa.int64(): pd.Int64Dtype(),
    pa.bool_(): pd.BooleanDtype(),
}


def _plain(table: pa.Table) -> pa.Table:
    """Bring the types of storage of other programs to the few that tables here have."""
    for position, field in enumerate(table.schema):
        kind = field.type
        wanted = kind
        if pa.types.is_date(kind) or pa.types.is_timestamp(kind):
            wanted = pa.timestamp("us")
        elif pa.types.is_integer(kind):
            wanted = pa.int64()
        elif pa.types.is_floating(kind) or pa.types.is_decimal(kind):
            wanted = pa.float64()
        elif not pa.types.is_boolean(kind):
            wanted = pa.string()
        if wanted != kind:
            column = table.column(position).cast(wanted)
            table = table.set_column(position, pa.field(field.name, wanted), column)
    return table


def _type(name: str, told: Mapping[str, Any], stored: pa.DataType, series: pd.Series) -> ColumnType:
    if "kind" in told:
        known = {field.name for field in fields(ColumnType)} & set(told) - {"kind"}
        more: dict[str, Any] = {key: told[key] for key in known}
        more = {key: tuple(v) if isinstance(v, list) else v for key, v in more.items()}
        return ColumnType(name, ColumnKind(told["kind"]), **more)
    return ColumnType(name, _kind(stored, series), cells=int(series.notna().sum()))


def _kind(stored: pa.DataType, series: pd.Series) -> ColumnKind:
    if pa.types.is_date(stored):
        return ColumnKind.DATE
    if pa.types.is_timestamp(stored):
        return ColumnKind.DATETIME
    if pa.types.is_boolean(stored):
        return ColumnKind.BOOLEAN
    if pa.types.is_integer(stored):
        return ColumnKind.INTEGER
    if pa.types.is_floating(stored) or pa.types.is_decimal(stored):
        return ColumnKind.DECIMAL
    return ColumnKind.TEXT if series.notna().any() else ColumnKind.EMPTY


# ---- as any other table -----------------------------------------------------------------------


def read_typed_rows(path: Path) -> TableRead:
    """Read Parquet as :func:`~probono_kit.tables.read.read_table` reads a sheet.

    Every cell is what the file says it is: a number, a day, a text. All rows are data.
    """
    typed = read_typed(path)
    frame = pd.DataFrame(
        {name: cells(_cell_values(typed.frame[name])) for name in typed.frame.columns},
        index=typed.frame.index.rename("row"),
        dtype=object,
    )
    names = tuple(ColumnName(str(name), i, (str(name),)) for i, name in enumerate(frame.columns))
    evidence = Evidence(path.name, "parquet", "", (), (), names)
    roles = pd.Series([RowRole.DATA.value] * len(frame), index=frame.index, name="role")
    aside = pd.DataFrame({"row": pd.Series(dtype="int64"), "role": "", "content": ""})
    counts = {"rows": len(frame), **{role.value: 0 for role in RowRole}, "data": len(frame)}
    aside = aside.astype({"role": "str", "content": "str"})
    return TableRead(frame, roles.astype("str"), aside, evidence, counts, Findings())


def _cell_values(series: pd.Series) -> list[Any]:
    values = series.astype(object).where(series.notna(), None).tolist()
    if not pd.api.types.is_datetime64_any_dtype(series.dtype):
        return values
    moments = [None if value is None else value.to_pydatetime() for value in values]
    if not only_days(series):
        return moments
    return [None if m is None else datetime.date(m.year, m.month, m.day) for m in moments]
