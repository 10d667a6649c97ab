"""Columns of positions, two numbers in a cell: each distinct cell read once, one order for all."""

from __future__ import annotations

import re
from dataclasses import dataclass

import numpy as np
import pandas as pd
import shapely

from probono_kit.places.coordinate_columns import Flags, Floats
from probono_kit.places.coordinate_text import read_position
from probono_kit.places.coordinate_words import Axis, one_sign_each
from probono_kit.places.position import PositionForm, PositionReading

_FIRST_NUMBER = re.compile(r"\d+")


@dataclass(frozen=True)
class Positions:
    """A column of positions, one entry per row.

    Attributes
    ----------
    latitudes, longitudes : numpy.ndarray
        Degrees, not a number where there is none.
    filled : numpy.ndarray
        Whether there is anything in the cell.
    open : numpy.ndarray
        Whether the cell has several readings, and the other rows do not tell which holds.
    first : Axis or None
        What the first number of pairs is, if rows had to tell.
    told_by : int
        Number of rows that can only be read so.
    """

    latitudes: Floats
    longitudes: Floats
    filled: Flags
    open: Flags
    first: Axis | None
    told_by: int


def read_positions(column: pd.Series, around: shapely.Geometry | None = None) -> Positions:
    """Read a column of positions in any form, with one order of the two numbers.

    Pairs that do not say which number is the latitude are read as those rows that leave no
    choice: a number beyond 90°, or only one reading that lies in the areas. If such rows
    contradict each other, or there are none, the pairs stay open.

    Parameters
    ----------
    column : pandas.Series
        Texts.
    around : shapely.Geometry, optional
        Where the points should lie, prepared.

    Returns
    -------
    Positions
        Arrays as long as `column`.

    Examples
    --------
    >>> read = read_positions(pd.Series(["13.2, 100.5", "12.5, 15.1"]))
    >>> read.latitudes.tolist(), read.first.value
    ([13.2, 12.5], 'latitude')
    """
    codes, distinct = pd.factorize(column.astype(object))
    points = np.full((len(distinct) + 1, 2, 2), np.nan)
    told = np.zeros((len(distinct) + 1, 2), dtype=bool)
    several, unclear = np.zeros((2, len(distinct) + 1), dtype=bool)
    for at, cell in enumerate(distinct):
        reading = read_position(str(cell))
        if reading is None or not reading.points:
            continue
        several[at] = _is_turned(reading)
        unclear[at] = len(reading.points) > 1 and not several[at]
        points[at, : len(reading.points[:2])] = reading.points[:2]
        if len(reading.points) == 1 and reading.form is PositionForm.PAIR and not reading.marked:
            told[at, int(_begins_with_longitude(str(cell)))] = True
    filled = np.array([*(bool(str(cell).strip()) for cell in distinct), False], dtype=bool)
    told |= _told_by_areas(points, several, around)
    first, second = (int(count) for count in told[codes].sum(axis=0))
    order = -1 if bool(first) == bool(second) else int(second > 0)
    chosen = points[:, 0].copy()
    if order == 1:
        chosen[several] = points[several, 1]
    undecided = unclear | (several & (order < 0))
    chosen[undecided] = np.nan
    axis = None if order < 0 or not several.any() else tuple(Axis)[order]
    return Positions(
        chosen[codes, 0],
        chosen[codes, 1],
        filled[codes],
        undecided[codes],
        axis,
        max(first, second),
    )


def _is_turned(reading: PositionReading) -> bool:
    """Whether two readings are the same two numbers in either order."""
    return len(reading.points) == 2 and reading.points[0] == reading.points[1][::-1]


def _begins_with_longitude(text: str) -> bool:
    match = _FIRST_NUMBER.search(one_sign_each(text))
    return match is not None and int(match[0]) > Axis.LATITUDE.limit


def _told_by_areas(points: Floats, several: Flags, around: shapely.Geometry | None) -> Flags:
    """Return which pairs lie in the areas in their first reading only, in their second only."""
    if around is None:
        return np.zeros((len(points), 2), dtype=bool)
    inside = shapely.intersects_xy(around, points[:, :, 1], points[:, :, 0])
    alone = several & (inside.sum(axis=1) == 1)
    told: Flags = inside & alone[:, None]
    return told
