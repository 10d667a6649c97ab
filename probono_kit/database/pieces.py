"""What one cleaned table brings to one table of a design, before rows that are the same meet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pandas as pd

from probono_kit.database.flat_plan import has_shapes, is_plain
from probono_kit.database.model import Field, Origin, Source, Table, TableKind
from probono_kit.database.values import FIELD_DTYPES, as_field, as_text, taken
from probono_kit.tables.dependencies import Codes


@dataclass(frozen=True, slots=True, eq=False)
class Piece:
    """Rows that one origin brings.

    Parameters
    ----------
    fields : dict of str to pandas.Series
        By field, those that the origin fills; the geometry too. All as long as `places`.
    places : array of int
        Position of the row in the cleaned table.
    order : array of int
        Among the rows that come from one row of the cleaned table.
    own : array of bool
        Whether anything in it comes from a cell of its own.
    origin : Origin
        What they come by.
    """

    fields: dict[str, Any]
    places: Codes
    order: Codes
    own: Any
    origin: Origin = field(repr=False)


def piece_of(table: Table, origin: Origin, source: Source) -> Piece:
    """Return what an origin brings: every row of its cleaned table, or every choice in it.

    Parameters
    ----------
    table : Table
        What is filled.
    origin : Origin
        By what.
    source : Source
        From where.

    Returns
    -------
    Piece
        In the order of the rows.
    """
    if is_plain(origin):
        places = np.arange(len(source.frame), dtype=np.int64)
        return _piece(table, origin, source, places, np.zeros_like(places), None)
    chosen = _from_marks(table, origin, source) if origin.marks else _from_cells(origin, source)
    return _piece(table, origin, source, *chosen)


def _piece(
    table: Table,
    origin: Origin,
    source: Source,
    places: Codes,
    order: Codes,
    choices: pd.Series | None,
) -> Piece:
    frame, values = source.frame, dict[str, Any]()
    own = np.zeros(len(places), dtype=bool)
    for one in table.fields:
        if choices is not None and one.name == origin.several:
            values[one.name] = as_field(choices, one)
            own |= choices.notna().to_numpy()
        elif (column := origin.columns.get(one.name)) is not None:
            made = as_field(frame[column].reset_index(drop=True), one)
            values[one.name] = made if choices is None else pd.Series(taken(made, places))
            own |= values[one.name].notna().to_numpy()
        elif one.name in origin.fixed:
            values[one.name] = _same(one, origin.fixed[one.name], len(places))
        elif one.name in origin.filled:
            said = frame[origin.filled[one.name]].notna().to_numpy()[places]
            values[one.name] = pd.Series(said, dtype="boolean")
    if table.geometry is not None:
        shapes = _shapes(table, source)
        if shapes is not None:
            values[table.geometry.name] = shapes.take(places, allow_fill=True)
    return Piece(values, places, order, own, origin)


def _same(one: Field, value: bool | int | str, size: int) -> pd.Series:
    return pd.Series([value] * size, dtype=FIELD_DTYPES[one.kind])


def _shapes(table: Table, source: Source) -> Any:
    """Return the place of each row: its shape, or the point of two columns."""
    import geopandas as gpd

    place = table.geometry
    if place is None:
        return None
    if has_shapes(table):
        frame = source.frame
        if not isinstance(frame, gpd.GeoDataFrame) or frame._geometry_column_name is None:
            return None
        drawn = frame.geometry
        return (drawn.to_crs(place.crs) if drawn.crs else drawn.set_crs(place.crs)).array
    if not {place.longitude, place.latitude} <= set(source.frame.columns):
        return None
    east = pd.to_numeric(source.frame[place.longitude], errors="coerce").astype("float64")
    north = pd.to_numeric(source.frame[place.latitude], errors="coerce").astype("float64")
    usable = (east.abs().le(180) & north.abs().le(90)).to_numpy()
    points = gpd.points_from_xy(east.where(usable), north.where(usable), crs=place.crs)
    points[~usable] = None
    return points


def _from_cells(origin: Origin, source: Source) -> tuple[Codes, Codes, pd.Series]:
    """Split cells with several choices: one row for each."""
    column = as_text(source.frame[origin.columns[origin.several]].reset_index(drop=True))
    codes, distinct = pd.factorize(column)
    parts = [_parts(text, origin.separator) for text in distinct]
    counts = np.append([len(each) for each in parts], 0).astype(np.int64)[codes]
    starts = np.append(0, np.cumsum([len(each) for each in parts])).astype(np.int64)
    places = np.repeat(np.arange(len(column), dtype=np.int64), counts)
    order = np.arange(len(places), dtype=np.int64) - np.repeat(np.cumsum(counts) - counts, counts)
    flat = np.array([part for each in parts for part in each], dtype=object)
    choices = pd.Series(flat[starts[codes[places]] + order] if len(places) else flat, dtype="str")
    return places, order, choices


def _parts(text: str, separator: str) -> Sequence[str]:
    parts = text.split(separator) if separator else [text]
    return list(dict.fromkeys(part.strip() for part in parts if part.strip()))


def _from_marks(table: Table, origin: Origin, source: Source) -> tuple[Codes, Codes, pd.Series]:
    """Take one row for each 1; a table of codes gets each choice once, chosen or not."""
    names = list(origin.marks.values())
    if table.kind is TableKind.CODES:
        places = np.zeros(len(names) if len(source.frame) else 0, dtype=np.int64)
        order = np.arange(len(places), dtype=np.int64)
        return places, order, pd.Series(names[: len(places)], dtype="str")
    chosen = np.column_stack([is_chosen(source.frame[column]) for column in origin.marks])
    places, order = np.nonzero(chosen)
    choices = pd.Series(np.array(names, dtype=object)[order], dtype="str")
    return places.astype(np.int64), order.astype(np.int64), choices


def is_chosen(column: pd.Series) -> Any:
    """Return where a column of marks holds 1 or true, whatever its type."""
    made = as_field(column, Field(name="chosen", kind="boolean"))  # type: ignore[arg-type]
    return made.fillna(False).to_numpy(dtype=bool)
