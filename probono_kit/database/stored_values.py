"""Values of fields: as pandas has them, as SQLite and PostgreSQL take them, and back."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from probono_kit.database.model import FieldKind, Geometry, Table

#: The pandas type of each kind, that of cleaned tables.
DTYPES = {
    FieldKind.TEXT: "str",
    FieldKind.CODE: "str",
    FieldKind.INTEGER: "Int64",
    FieldKind.DECIMAL: "float64",
    FieldKind.BOOLEAN: "boolean",
    FieldKind.DATE: "datetime64[us]",
    FieldKind.DATETIME: "datetime64[us]",
}
_MOMENTS = (FieldKind.DATE, FieldKind.DATETIME)


def settle(series: pd.Series, kind: FieldKind) -> pd.Series:
    """Bring a column to the pandas type of its kind.

    Parameters
    ----------
    series : pandas.Series
        Values of that kind, in whatever pandas type.
    kind : FieldKind
        What the field holds.

    Returns
    -------
    pandas.Series
        Values that do not fit are missing: compare with `series`.

    Examples
    --------
    >>> settle(pd.Series(["7", "x"]), FieldKind.INTEGER).tolist()
    [7, <NA>]
    """
    wanted: Any = DTYPES[kind]
    if str(series.dtype) == wanted:
        return series
    if kind in (FieldKind.TEXT, FieldKind.CODE):
        return series.astype("object").map(str, na_action="ignore").astype("str")
    if kind in _MOMENTS:
        moments: Any = pd.to_datetime(series, errors="coerce", format="ISO8601")
        if moments.dt.tz is not None:
            moments = moments.dt.tz_localize(None)
        settled: pd.Series = moments.astype(wanted)
        return settled
    if kind is FieldKind.BOOLEAN:
        known = {True: True, False: False, "true": True, "false": False}
        return series.astype("object").map(known).astype(wanted)
    numbers = pd.to_numeric(series, errors="coerce")
    if kind is FieldKind.INTEGER:
        whole = numbers.astype("Float64")
        return numbers.where((whole % 1 == 0).fillna(False)).astype(wanted)
    floats = numbers.astype("Float64").to_numpy(dtype="float64", na_value=np.nan)
    return pd.Series(floats, index=series.index)


def shapes_of(frame: pd.DataFrame, geometry: Geometry) -> np.ndarray:
    """Return the shapes of a frame in the reference system of the design, flat.

    Parameters
    ----------
    frame : pandas.DataFrame
        With the geometry column; reprojected where it says another reference system.
    geometry : Geometry
        What the design says of it.

    Returns
    -------
    numpy.ndarray
        Of shapely geometries: without height, empty ones ``None``, single parts as ``Multi…``
        where the design says so.
    """
    column = frame[geometry.name]
    if isinstance(column, gpd.GeoSeries) and column.crs is not None and column.crs != geometry.crs:
        column = column.to_crs(geometry.crs)
    shapes = np.array(column.to_numpy(dtype=object), dtype=object)
    shapes[pd.isna(shapes)] = None
    shapes[shapely.is_empty(shapes)] = None
    high = shapely.has_z(shapes)
    if high.any():
        shapes[high] = shapely.force_2d(shapes[high])
    part = geometry.kind.removeprefix("Multi")
    if geometry.kind.startswith("Multi"):
        single = shapely.get_type_id(shapes) == _NUMBERS[part]
        shapes[single] = [_MANY[part]([shape]) for shape in shapes[single]]
    return shapes


_NUMBERS = {"Point": 0, "LineString": 1, "Polygon": 3}
_MANY: dict[str, Any] = {
    "Point": shapely.MultiPoint,
    "LineString": shapely.MultiLineString,
    "Polygon": shapely.MultiPolygon,
}


# ---- for SQLite -------------------------------------------------------------------------------


def to_sqlite(series: pd.Series, kind: FieldKind, *, zone: str = "") -> list[Any]:
    """Return the values of a settled column as SQLite stores them.

    Parameters
    ----------
    series : pandas.Series
        As :func:`settle` gives it.
    kind : FieldKind
        Days become ``2025-04-30``, moments ``2025-04-30 10:00:00``, yes and no 1 and 0.
    zone : str
        ``"Z"`` for a GeoPackage, whose standard wants ``2025-04-30T10:00:00.000Z``.

    Returns
    -------
    list
        ``None`` where there is no value.

    Examples
    --------
    >>> to_sqlite(pd.Series(pd.to_datetime(["2025-04-30"])), FieldKind.DATE)
    ['2025-04-30']
    """
    gaps = series.isna().to_numpy()
    values: Any
    if kind in _MOMENTS:
        moments = series.to_numpy(dtype="datetime64[us]")
        if kind is FieldKind.DATE:
            values = np.datetime_as_string(moments, unit="D").astype(object)
        else:
            values = _moments(moments, zone)
    elif kind is FieldKind.BOOLEAN:
        values = series.to_numpy(dtype="int64", na_value=0).astype(object)
    else:
        values = series.to_numpy(dtype=object)
        values = values.copy() if gaps.any() else values
    if gaps.any():
        values[gaps] = None
    texts: list[Any] = values.tolist()
    return texts


def _moments(moments: np.ndarray, zone: str) -> np.ndarray:
    parts = moments[~np.isnat(moments)].astype("int64")
    least, step = ("ms", 1000) if zone else ("s", 1_000_000)
    unit: Any = least if not (parts % step).any() else "us"
    texts = np.datetime_as_string(moments, unit=unit)
    if not zone:
        return np.char.replace(texts, "T", " ").astype(object)
    return np.char.add(texts, zone).astype(object)


def from_stored(values: Sequence[Any], kind: FieldKind) -> pd.Series:
    """Return stored values as a column of the pandas type of its kind.

    Parameters
    ----------
    values : sequence
        As read from SQLite or PostgreSQL.
    kind : FieldKind
        What the field holds.

    Returns
    -------
    pandas.Series

    Examples
    --------
    >>> from_stored([1, None, 0], FieldKind.BOOLEAN).tolist()
    [True, <NA>, False]
    """
    if kind in _MOMENTS:
        texts = [
            None if value is None else str(value).removesuffix("Z").replace(" ", "T")
            for value in values
        ]
        return pd.Series(np.array(texts, dtype="datetime64[us]"))
    if kind is FieldKind.BOOLEAN:
        values = [None if value is None else bool(value) for value in values]
    if kind is FieldKind.DECIMAL:
        return pd.Series(np.array([np.nan if v is None else v for v in values], dtype="float64"))
    return pd.Series(list(values), dtype=DTYPES[kind])


def empty_rows(table: Table) -> pd.DataFrame:
    """Return a frame with the columns of a table and no rows."""
    data = {one.name: pd.Series([], dtype=DTYPES[one.kind]) for one in table.fields}
    return with_shapes(pd.DataFrame(data), table, np.array([], dtype=object))


def with_shapes(frame: pd.DataFrame, table: Table, shapes: np.ndarray | None) -> pd.DataFrame:
    """Return a frame with its shapes as the last column, plain where the table has no place."""
    if table.geometry is None or shapes is None:
        return frame
    column = gpd.GeoSeries(shapes, index=frame.index, crs=table.geometry.crs)
    made = frame.assign(**{table.geometry.name: column})
    placed: pd.DataFrame = gpd.GeoDataFrame(made, geometry=table.geometry.name)
    return placed
