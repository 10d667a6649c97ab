"""Columns of coordinates as numbers: each distinct cell read once."""

from __future__ import annotations

import re
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from probono_kit.places.angles import Problem, read_coordinate
from probono_kit.places.coordinate_words import Axis, one_sign_each

Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]
Rows = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Angles:
    """A column of latitudes or longitudes, one entry per row.

    Attributes
    ----------
    degrees : numpy.ndarray
        Degrees; not a number where the cell has no value or two.
    other : numpy.ndarray
        The second reading of cells with two (``-12.5 N``), whose first is in `first`.
    first : numpy.ndarray
        The first reading of cells with two.
    raw : numpy.ndarray
        The number that the digits make, also where it cannot be degrees.
    filled : numpy.ndarray
        Whether there is anything in the cell.
    """

    degrees: Floats
    first: Floats
    other: Floats
    raw: Floats
    filled: Flags

    def at(self, rows: Rows) -> Angles:
        """Return the entries of some rows."""
        return Angles(
            self.degrees[rows],
            self.first[rows],
            self.other[rows],
            self.raw[rows],
            self.filled[rows],
        )


_LARGEST = 1e15  # larger numbers are identifiers, not coordinates that lost their mark
_DIGITS = re.compile(r"([+-]?)\s*([\d.,\s]*\d)")
_GROUPED = re.compile(r"[+-]?\d{1,3}(?: \d{3})+(?:[.,]\d+)?")
_Cell = tuple[float, float, float, float]
_NOTHING: _Cell = (np.nan, np.nan, np.nan, np.nan)


def read_angles(column: pd.Series, axis: Axis) -> Angles:
    """Read a column of latitudes or of longitudes: numbers, or texts in any form.

    Parameters
    ----------
    column : pandas.Series
        Numbers, texts, or both.
    axis : Axis
        What the column holds; a cell that says the contrary has no value.

    Returns
    -------
    Angles
        Arrays as long as `column`.

    Examples
    --------
    >>> angles = read_angles(pd.Series(["12,5", "12°30' S", 1469.0, None]), Axis.LATITUDE)
    >>> angles.degrees.tolist(), angles.raw.tolist()
    ([12.5, -12.5, nan, nan], [12.5, -12.5, 1469.0, nan])
    """
    filled = column.notna().to_numpy(dtype=bool)
    if pd.api.types.is_numeric_dtype(column) and not pd.api.types.is_bool_dtype(column):
        numbers = column.astype("Float64").to_numpy(dtype=np.float64, na_value=np.nan)
        raw = np.where(np.abs(numbers) < _LARGEST, numbers, np.nan).astype(np.float64)
        nothing = np.full(len(raw), np.nan)
        return Angles(
            np.where(np.abs(raw) <= axis.limit, raw, np.nan), nothing, nothing, raw, filled
        )
    codes, distinct = pd.factorize(column.astype(object))
    read = np.array([*(_read_cell(cell, axis) for cell in distinct), _NOTHING], dtype=float)
    read[np.abs(read) >= _LARGEST] = np.nan
    degrees, first, other, raw = read[codes].T
    blank = np.array([*(isinstance(c, str) and not c.strip() for c in distinct), True], dtype=bool)
    return Angles(degrees, first, other, raw, filled & ~blank[codes])


def _read_cell(cell: object, axis: Axis) -> _Cell:
    """Return value, two readings, and the number that the digits make."""
    if isinstance(cell, (bool, np.bool_)):
        return _NOTHING
    if isinstance(cell, (int, float, np.number)):
        try:
            number = float(cell)
        except OverflowError:
            return _NOTHING
        inside = number if abs(number) <= axis.limit else np.nan
        return (inside, np.nan, np.nan, number) if np.isfinite(number) else _NOTHING
    reading = read_coordinate(str(cell))
    if reading is None:
        grouped = _GROUPED.fullmatch(one_sign_each(str(cell)))
        number = float(re.sub(r"\s", "", grouped[0]).replace(",", ".")) if grouped else np.nan
        return np.nan, np.nan, np.nan, number
    if reading.value is not None:
        fits = abs(reading.value) <= axis.limit and reading.axis in (None, axis)
        return reading.value if fits else np.nan, np.nan, np.nan, reading.value
    match reading.values:  # noqa: PD011
        case (first, second):
            return np.nan, first, second, np.nan
    if reading.problem in (Problem.BEYOND_DEGREES, Problem.SEVERAL_MARKS):
        return np.nan, np.nan, np.nan, _number(str(cell), reading.problem, reading.hemisphere)
    return _NOTHING


def _number(text: str, problem: Problem, hemisphere: str) -> float:
    """Return the digits of a text as a number, marks left out where there are several."""
    match = _DIGITS.search(one_sign_each(text))
    if match is None:
        return np.nan
    digits = re.sub(r"\s", "", match[2]).replace(",", ".")
    if problem is Problem.SEVERAL_MARKS:
        digits = digits.replace(".", "")
    if len(digits) > 25 or digits.count(".") > 1:
        return np.nan
    negative = match[1] == "-" or hemisphere in ("S", "W")
    return -float(digits) if negative else float(digits)
