"""Columns of coordinates: latitudes, longitudes, or positions in one cell."""

from __future__ import annotations

import re

import numpy as np
import numpy.typing as npt
import pyarrow.compute as pc

from probono_kit.places.angles import CoordinateReading
from probono_kit.places.coordinate_text import Axis, read_coordinate, read_position
from probono_kit.tables.cells import CellKind, fold
from probono_kit.tables.conventions import CHECK_CODES, Check, Checks, ColumnKind, Conversion
from probono_kit.tables.distinct import Column
from probono_kit.tables.forms import Forms
from probono_kit.tables.number_forms import written_plainly
from probono_kit.tables.numbers import Mark, is_plain_number, number_text
from probono_kit.tables.place import SUPPORT, Place
from probono_kit.tables.plain_texts import decimals
from probono_kit.tables.texts import Texts, flags

_NAMES = {
    Axis.LATITUDE: re.compile(r"\b(?:lat|latitude|latitud)\b|خط العرض"),
    Axis.LONGITUDE: re.compile(r"\b(?:lon|lng|longitude|longitud)\b|خط الطول"),
}
_OF_POSITIONS = re.compile(
    r"\b(?:gps|geopoint|coordonnees?|coordinates?|coordenadas?|position|location)\b|احداثيات"
)
_LIMITS = {Axis.LATITUDE: 90.0, Axis.LONGITUDE: 180.0}
_KINDS = {Axis.LATITUDE: ColumnKind.LATITUDE, Axis.LONGITUDE: ColumnKind.LONGITUDE}

#: Texts from all over a column that tell whether it is worth reading all of them.
_LOOKED = 200

#: Degrees of which a float of seven decimals holds all.
_DEGREES = re.compile(r"-?(?:0|[1-9]\d{0,2})(?:\.\d{1,12}|,(?!00\d{3})\d{1,7})?", re.ASCII)


def as_coordinates(column: Column, place: Place, *, axis: Axis | None = None) -> Conversion | None:
    """Recognise a column of latitudes or longitudes, and write them as decimal degrees.

    The name of the column says which of the two it holds, or the letters and words in its cells.

    Parameters
    ----------
    column : Column
        Texts, or numbers of a workbook.
    place : Place
        Gets the cells that are no coordinate: they become missing and wait for a person.
    axis : Axis, optional
        What a person says that it is.

    Returns
    -------
    Conversion or None
        ``None`` for any other column, unless `axis` is given.
    """
    stated = axis is not None
    axis = axis or _named(column.name) or _said(column)
    if axis is None or not (stated or _looks_like(column, axis)):
        return None
    texts, checks = _degrees(column, axis)
    review = np.asarray(checks == CHECK_CODES[Check.REVIEW])
    share = 1 - float(column.counts[review].sum() / column.counts.sum())
    if not stated and share < SUPPORT:
        return None
    if review.any():
        place.report_cells("types.not_a_coordinate", review)
    made = Conversion.unchanged(column, _KINDS[axis], unit="°", share=round(share, 4))
    return Conversion(made.type, texts, checks)


def _degrees(column: Column, axis: Axis) -> tuple[Texts, Checks]:
    """Write each text as decimal degrees; those with a decimal mark and no more, all at once."""
    forms = Forms.of(column) if (column.kinds == CellKind.TEXT).all() else Forms.by_text(column)
    sure = np.flatnonzero(
        forms.spread([not forms.each and bool(_DEGREES.fullmatch(form)) for form in forms.texts])
    )
    texts: dict[int, str | None] = {}
    checks = np.zeros(len(column), dtype=np.int8)
    written = Texts(column.arrow).take(sure)
    comma = flags(pc.match_substring(written.arrow, ","))
    minus = flags(pc.starts_with(written.arrow, "-"))
    made = written_plainly(written, Mark.COMMA, comma, minus)
    beyond = np.abs(decimals(pc.replace_substring(written.arrow, ",", "."))) > _LIMITS[axis]
    checks[sure] = np.where(comma, CHECK_CODES[Check.COORDINATE], 0)
    checks[sure[beyond]] = CHECK_CODES[Check.REVIEW]
    texts |= dict(zip(sure[comma].tolist(), made.take(np.flatnonzero(comma)), strict=True))
    texts |= dict.fromkeys(sure[beyond].tolist())
    open_ = np.ones(len(column), dtype=bool)
    open_[sure] = False
    others = np.flatnonzero(open_)
    for i, text in zip(others.tolist(), column.some(others), strict=True):
        value = _value(text, int(column.kinds[i]), axis)
        if value is None:
            texts[i], checks[i] = None, CHECK_CODES[Check.REVIEW]
        elif not is_plain_number(text):
            texts[i], checks[i] = number_text(round(value, 7)), CHECK_CODES[Check.COORDINATE]
    return Texts(column.arrow).with_others(texts), checks


def as_positions(column: Column, place: Place, *, stated: bool = False) -> Conversion | None:
    """Recognise a column with a position in each cell; its cells stay as they are written."""
    named = bool(_OF_POSITIONS.search(fold(column.name.replace("_", " "))))
    counts, texts = _sample(column)
    first = np.array([_is_position(text, named or stated) for text in texts])
    if not stated and counts[first].sum() < SUPPORT * counts.sum():
        return None
    fits = np.array([_is_position(text, named or stated) for text in column.texts])
    share = float(column.counts[fits].sum() / column.counts.sum())
    if not stated and share < SUPPORT:
        return None
    made = Conversion.unchanged(column, ColumnKind.POSITION, share=round(share, 4))
    return place.doubting(made, ~fits, "types.not_a_position")


def _named(name: str) -> Axis | None:
    words = fold(name.replace("_", " ").replace("/", " "))
    found = [axis for axis, pattern in _NAMES.items() if pattern.search(words)]
    return found[0] if len(found) == 1 else None


def _said(column: Column) -> Axis | None:
    """Return the axis that marked coordinates in the cells name, if they name one."""
    looked, texts = _sample(column)
    readings = [read_coordinate(text) for text in texts]
    axes = {each.axis for each in readings if each is not None and each.marked}
    marked = np.array([each is not None and each.marked for each in readings])
    enough = looked[marked].sum() >= SUPPORT * looked.sum()
    return axes.pop() if len(axes) == 1 and enough else None


def _sample(column: Column) -> tuple[npt.NDArray[np.int64], list[str]]:
    """Return texts from all over a column, and how many cells hold each."""
    total = len(column)
    looked = np.unique(np.linspace(0, total - 1, min(total, _LOOKED)).astype(int))
    return column.counts[looked], [column.text(i) for i in looked.tolist()]


def _looks_like(column: Column, axis: Axis) -> bool:
    counts, texts = _sample(column)
    fits = np.array([_value(text, CellKind.TEXT, axis) is not None for text in texts])
    return bool(counts[fits].sum() >= SUPPORT * counts.sum())


def _value(text: str, kind: int, axis: Axis) -> float | None:
    if kind not in (CellKind.TEXT, CellKind.NUMBER):
        return None
    reading: CoordinateReading | None = read_coordinate(text)
    if reading is None or len(reading.values) != 1 or reading.axis not in (None, axis):
        return None
    [value] = reading.values
    return value if abs(value) <= _LIMITS[axis] else None


def _is_position(text: str, named: bool) -> bool:
    reading = read_position(text)
    return reading is not None and bool(reading.points) and (named or reading.marked)
