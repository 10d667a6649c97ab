"""Cells of a sheet: where they are, what kind they are, and how they are written as text."""

from __future__ import annotations

import datetime
import re
import unicodedata
from collections.abc import Callable, Iterable
from enum import IntEnum
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt
import pandas as pd

#: One column of a sheet: Python objects as the file holds them, ``None`` where it holds nothing.
Cells: TypeAlias = npt.NDArray[np.object_]
Mask: TypeAlias = npt.NDArray[np.bool_]


class CellKind(IntEnum):
    """What a file says a cell is; everything in a CSV file is ``TEXT``."""

    EMPTY = 0
    TEXT = 1
    NUMBER = 2
    DATE = 3
    DATETIME = 4
    TIME = 5
    BOOLEAN = 6


def column_letter(position: int) -> str:
    """Return the letter of a column as spreadsheets write it.

    Parameters
    ----------
    position : int
        0 for the first column.

    Examples
    --------
    >>> column_letter(0), column_letter(25), column_letter(26), column_letter(701)
    ('A', 'Z', 'AA', 'ZZ')
    """
    letters = ""
    number = position + 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def column_position(letters: str) -> int:
    """Return the position of a column, 0 for ``A``.

    Examples
    --------
    >>> column_position("AA")
    26
    """
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1


def cells(values: Iterable[Any]) -> Cells:
    """Return `values` as a column of cells."""
    listed = list(values)
    column = np.empty(len(listed), dtype=object)
    column[:] = listed
    return column


def _number_text(value: float) -> str:
    return str(int(value)) if value.is_integer() and abs(value) < 2**53 else repr(value)


def _duration_text(value: datetime.timedelta) -> str:
    seconds = round(value.total_seconds())
    sign = "-" if seconds < 0 else ""
    hours, rest = divmod(abs(seconds), 3600)
    return f"{sign}{hours:02d}:{rest // 60:02d}:{rest % 60:02d}"


_Writer: TypeAlias = tuple[CellKind, Callable[[Any], str]]

_WRITERS: dict[type, _Writer] = {
    str: (CellKind.TEXT, str),
    bool: (CellKind.BOOLEAN, lambda value: "true" if value else "false"),
    int: (CellKind.NUMBER, str),
    float: (CellKind.NUMBER, _number_text),
    # The time on the wall where it was noted; sheets know no zones.
    datetime.datetime: (
        CellKind.DATETIME,
        lambda value: value.replace(tzinfo=None).isoformat(sep=" "),
    ),
    datetime.date: (CellKind.DATE, lambda value: value.isoformat()),
    datetime.time: (CellKind.TIME, lambda value: value.isoformat()),
    datetime.timedelta: (CellKind.TIME, _duration_text),
}


def _writer(kind: type) -> _Writer | None:
    """Find how values of a Python type are written; ``None`` for missing ones."""
    for known in kind.__mro__:
        if known in _WRITERS:
            return _WRITERS[known]
    if issubclass(kind, np.bool_):
        return _WRITERS[bool]
    if issubclass(kind, np.integer):
        return CellKind.NUMBER, lambda value: str(int(value))
    if issubclass(kind, np.floating):
        return CellKind.NUMBER, lambda value: _number_text(float(value))
    return None


def cell_text(value: Any) -> str | None:
    """Write one cell as text, ``None`` if it is empty.

    Numbers have a point and no groups, whole ones no point; dates are ISO 8601.

    Examples
    --------
    >>> cell_text(16.0), cell_text(12.5), cell_text(datetime.date(2025, 4, 30)), cell_text(True)
    ('16', '12.5', '2025-04-30', 'true')
    >>> cell_text(" 007 ")
    ' 007 '
    """
    if value is None or value is pd.NA or value is pd.NaT or value != value:
        return None
    writer = _writer(type(value))
    return writer[1](value) if writer else str(value)


def texts_and_kinds(values: Cells) -> tuple[Cells, npt.NDArray[np.int8]]:
    """Write a column of cells as text and tell each cell's kind.

    Parameters
    ----------
    values : array of object
        Cells as a reader gives them.

    Returns
    -------
    texts : array of object
        ``str``, or ``None`` where the cell is empty.
    kinds : array of int8
        :class:`CellKind` of each cell.

    Examples
    --------
    >>> texts, kinds = texts_and_kinds(cells([12.0, "012", None]))
    >>> list(texts), list(kinds)
    (['12', '012', None], [np.int8(2), np.int8(1), np.int8(0)])
    """
    if pd.api.types.infer_dtype(values, skipna=False) == "string":
        return values, np.full(len(values), CellKind.TEXT, dtype=np.int8)
    empty: Mask = pd.isna(values)
    kinds = np.where(empty, CellKind.EMPTY, CellKind.TEXT).astype(np.int8)
    if pd.api.types.infer_dtype(values, skipna=True) in ("string", "empty"):
        texts = values.copy() if empty.any() else values
        if empty.any():
            texts[empty] = None
        return texts, kinds
    texts = np.empty(len(values), dtype=object)
    # By their place among the types: comparing an array with a type fails for some (Timestamp).
    places, types = pd.factorize(cells(map(type, values)))
    for place in dict.fromkeys(places[~empty].tolist()):
        kind = types[place]
        here: Mask = (places == place) & ~empty
        writer = _writer(kind) or (CellKind.TEXT, str)
        kinds[here] = writer[0]
        codes, distinct = pd.factorize(values[here])
        texts[here] = cells(map(writer[1], distinct))[codes]
    return texts, kinds


_NOT_WORD = re.compile(r"[^\w%#+]+")


def fold(text: str) -> str:
    """Return `text` without case, accents, punctuation and doubled spaces, to compare words.

    Examples
    --------
    >>> fold("  Total  Général : ")
    'total general'
    """
    plain = unicodedata.normalize("NFKD", text.replace("œ", "oe").replace("Œ", "oe")).casefold()
    plain = "".join(c for c in plain if not unicodedata.combining(c))
    return _NOT_WORD.sub(" ", plain).strip()


def is_blank(value: Any) -> bool:
    """Tell whether a cell holds nothing that shows.

    Examples
    --------
    >>> is_blank(None), is_blank(" \\u00a0"), is_blank(0)
    (True, True, False)
    """
    return value is None or (isinstance(value, str) and not value.strip())


def shorten(text: str, length: int = 40) -> str:
    """Return a text in one line, cut when it is long.

    Examples
    --------
    >>> shorten("deux\\nlignes"), len(shorten("x" * 100))
    ('deux lignes', 40)
    """
    line = " ".join(text.split())
    return line if len(line) <= length else line[: length - 1] + "…"
