"""The cells of a text file, a column at a time: one block of memory instead of an object each."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from probono_kit.tables.cells import Cells, Mask, cells, is_blank

_AT_ONCE = 65_536

#: First bytes of the characters that :meth:`str.strip` takes for spaces, in UTF-8.
_MAY_BE_SPACE = np.zeros(256, dtype=bool)
_MAY_BE_SPACE[[*range(9, 14), *range(28, 33), 0xC2, 0xE1, 0xE2, 0xE3]] = True


class TextCells:
    """One column of a text file: texts to the letter, ``None`` where a cell is empty.

    It is indexed as an array of objects is: a number gives a text, a slice, a mask or an array of
    positions gives an array of objects.

    Parameters
    ----------
    arrow : pyarrow.LargeStringArray
        The cells, null where they are empty.

    Examples
    --------
    >>> column = TextCells.of(["a", None, "b"])
    >>> column[2], column[1] is None, list(column[np.array([0, 1])]), len(column)
    ('b', True, ['a', None], 3)
    """

    __slots__ = ("arrow",)

    def __init__(self, arrow: Any) -> None:
        self.arrow = arrow

    @classmethod
    def of(cls, texts: Sequence[str | None]) -> TextCells:
        """Take a sequence of texts."""
        return cls(pa.array(texts, type=pa.large_string(), from_pandas=True))

    def __len__(self) -> int:
        return len(self.arrow)

    def __iter__(self) -> Iterator[str | None]:
        for start in range(0, len(self), _AT_ONCE):
            yield from self[start : start + _AT_ONCE]

    def __getitem__(self, wanted: Any) -> Any:
        if isinstance(wanted, (int, np.integer)):
            return self.arrow[int(wanted)].as_py()
        return _objects(self.take(wanted))

    def __array__(self, dtype: Any = None, copy: bool | None = None) -> Cells:
        return _objects(self.arrow)

    def copy(self) -> Cells:
        """Return the cells as an array of objects that may be changed."""
        return _objects(self.arrow)

    def take(self, wanted: slice | Mask | npt.NDArray[np.integer[Any]]) -> Any:
        """Return some cells as an Arrow array; rows without a gap are not copied."""
        if isinstance(wanted, slice):
            start, stop, step = wanted.indices(len(self))
            if step == 1:
                return self.arrow.slice(start, max(0, stop - start))
            wanted = np.arange(start, stop, step)
        if wanted.dtype == bool:
            wanted = np.flatnonzero(wanted)
        if len(wanted) and wanted[-1] - wanted[0] + 1 == len(wanted) and _rises(wanted):
            return self.arrow.slice(int(wanted[0]), len(wanted))
        return self.arrow.take(pa.array(wanted, type=pa.int64()))


#: A column of a sheet: objects from a workbook, texts from a text file.
SheetColumn: TypeAlias = Cells | TextCells


def _rises(positions: npt.NDArray[Any]) -> bool:
    return bool((np.diff(positions) == 1).all())


def _objects(values: Any) -> Cells:
    made: Cells = np.asarray(values.to_numpy(zero_copy_only=False), dtype=object)
    return made if made.flags.writeable else made.copy()


def as_str(values: Any) -> Any:
    """Return Arrow texts as a pandas array of type ``str``, without a copy."""
    made: Any = pd.arrays.ArrowStringArray
    return made(values, dtype=pd.StringDtype("pyarrow", na_value=np.nan))


def column_values(column: SheetColumn, rows: npt.NDArray[np.integer[Any]]) -> Any:
    """Return some cells of a column as the values of a frame: ``str``, or objects of a workbook.

    Examples
    --------
    >>> column_values(TextCells.of(["a", None, "b"]), np.array([0, 2])).tolist()
    ['a', 'b']
    """
    if isinstance(column, TextCells):
        return as_str(column.take(rows))
    return pd.array(column[rows], dtype=object)


def texts_as_str(texts: npt.NDArray[np.object_]) -> Any:
    """Return many texts of which few differ as a pandas array of type ``str``.

    Examples
    --------
    >>> texts_as_str(np.array(["data", "data", "note"], dtype=object)).tolist()
    ['data', 'data', 'note']
    """
    codes, distinct = pd.factorize(texts)
    words = pa.array(list(map(str, distinct)), type=pa.large_string())
    return as_str(words.take(pa.array(codes)))


def as_arrow(series: pd.Series) -> Any:
    """Return a column of pandas type ``str`` as one Arrow array, without a copy where it can be.

    Examples
    --------
    >>> as_arrow(pd.Series(["a", None], dtype="str")).to_pylist()
    ['a', None]
    """
    values = pa.array(series.array, from_pandas=True)
    if isinstance(values, pa.ChunkedArray):
        values = values.chunk(0) if values.num_chunks == 1 else values.combine_chunks()
    return values.cast(pa.large_string())


def is_text_dtype(series: pd.Series) -> bool:
    """Tell whether a column is of pandas type ``str``."""
    return isinstance(series.dtype, pd.StringDtype) and series.dtype.na_value is not pd.NA


def blank_cells(column: SheetColumn) -> Mask:
    """Tell of each cell of a column whether it shows nothing.

    Examples
    --------
    >>> blank_cells(TextCells.of(["a", None, " ", "\\u00a0", "\\u00e9"])).tolist()
    [False, True, True, True, False]
    """
    if not isinstance(column, TextCells):
        return np.fromiter(map(is_blank, column), dtype=bool, count=len(column))
    values = column.arrow
    blank = np.array(values.is_null().to_numpy(zero_copy_only=False), dtype=bool)
    first, filled = _first_bytes(values)
    doubtful = np.flatnonzero(_MAY_BE_SPACE[first] & filled & ~blank)
    if len(doubtful):
        coded = values.take(pa.array(doubtful)).dictionary_encode()
        shown = np.array([is_blank(text) for text in coded.dictionary.to_pylist()], dtype=bool)
        blank[doubtful] = shown[coded.indices.to_numpy()]
    return blank


def equal_cells(column: SheetColumn, cell: Any) -> Mask:
    """Tell of each cell of a column whether it is equal to `cell`.

    Examples
    --------
    >>> equal_cells(TextCells.of(["a", None, "b"]), "b").tolist()
    [False, False, True]
    """
    if not isinstance(column, TextCells):
        return np.asarray(column == cell, dtype=bool)
    if not isinstance(cell, str):
        return np.zeros(len(column), dtype=bool)
    same = pc.fill_null(pc.equal(column.arrow, cell), False)
    return np.array(same.to_numpy(zero_copy_only=False), dtype=bool)


def _first_bytes(values: Any) -> tuple[npt.NDArray[np.uint8], Mask]:
    """Return the first byte of each text, and whether it has one."""
    _, offsets, data = values.buffers()
    if data is None or not len(data):
        return np.zeros(len(values), dtype=np.uint8), np.zeros(len(values), dtype=bool)
    ends = np.frombuffer(offsets, dtype=np.int64)[values.offset : values.offset + len(values) + 1]
    filled = ends[1:] > ends[:-1]
    content = np.frombuffer(data, dtype=np.uint8)
    return content[np.minimum(ends[:-1], len(content) - 1)], filled


def matching_cells(
    column: SheetColumn, rows: npt.NDArray[np.integer[Any]], pattern: re.Pattern[str]
) -> npt.NDArray[np.integer[Any]]:
    """Return those of `rows` whose text begins as `pattern` says.

    Examples
    --------
    >>> matching_cells(TextCells.of(["a", "Total", "b"]), np.arange(3), re.compile("tot", re.I))
    array([1])
    """
    if isinstance(column, TextCells):
        # Arrow takes accented letters for no letters, so that it finds these and some more.
        fold = bool(pattern.flags & re.I)
        alike = pc.match_substring_regex(
            column.take(rows), f"^(?:{pattern.pattern})", ignore_case=fold
        )
        rows = rows[np.flatnonzero(pc.fill_null(alike, False).to_numpy(zero_copy_only=False))]
    texts = column[rows]
    distinct = {text for text in texts if isinstance(text, str) and pattern.match(text)}
    here = [isinstance(text, str) and text in distinct for text in texts]
    found: npt.NDArray[np.integer[Any]] = rows[np.array(here, dtype=bool)]
    return found


def distinct_texts(column: SheetColumn) -> tuple[Cells, npt.NDArray[np.integer[Any]]]:
    """Return the distinct texts of a column of texts, and for each cell its position, -1 for none.

    Examples
    --------
    >>> texts, codes = distinct_texts(TextCells.of(["b", "a", None, "b"]))
    >>> list(texts), codes.tolist()
    (['b', 'a'], [0, 1, -1, 0])
    """
    if isinstance(column, TextCells):
        coded = column.arrow.dictionary_encode()
        return _objects(coded.dictionary), coded_positions(coded)
    codes, texts = pd.factorize(column)
    return cells(texts), codes


def coded_positions(coded: Any) -> npt.NDArray[np.int32]:
    """Return the positions of an Arrow dictionary array, -1 for null."""
    positions = coded.indices
    if positions.null_count:
        positions = pc.fill_null(positions, -1)
    made: npt.NDArray[np.int32] = positions.to_numpy()
    return made
