"""Columns by their distinct texts, so that a rule is applied once per text and not per cell."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from probono_kit.tables.cells import CellKind, Cells, cells, texts_and_kinds
from probono_kit.tables.text_cells import as_arrow, coded_positions, is_text_dtype
from probono_kit.tables.texts import Texts

Codes = npt.NDArray[np.signedinteger[Any]]

_SEPARATOR = "\x1f"

#: Columns with more distinct texts than this are asked as a whole, not text by text.
MANY = 50_000


class Column:
    """The cells of one column, each distinct text once. It is never changed.

    Parameters
    ----------
    name : str
        Name of the column.
    letter : str
        Its letter in the sheet.
    texts : list of str, or pyarrow.LargeStringArray
        Distinct texts in the order of their first cell.
    kinds : array of int8
        :class:`~probono_kit.tables.cells.CellKind` of each distinct text; a number and a text
        that look alike are two.
    codes : array of int
        For each cell the position of its text, -1 where it is empty.
    rows : array of int
        Row number of each cell.
    """

    def __init__(
        self,
        name: str,
        letter: str,
        texts: Sequence[str] | Any,
        kinds: npt.NDArray[np.int8],
        codes: Codes,
        rows: npt.NDArray[np.int64],
    ) -> None:
        self.name = name
        self.letter = letter
        self.kinds = kinds
        self.codes = codes
        self.rows = rows
        if isinstance(texts, pa.Array):
            self.arrow = texts
        else:
            self.texts = list(texts)

    @classmethod
    def of(cls, series: pd.Series, letter: str = "") -> Column:
        """Take a column of a frame whose index is the row numbers.

        Examples
        --------
        >>> column = Column.of(pd.Series(["a", None, "a", 5], index=[2, 3, 4, 5], dtype=object))
        >>> column.texts, column.codes.tolist()
        (['a', '5'], [0, -1, 0, 1])
        """
        rows = np.asarray(series.index, dtype=np.int64)
        name = str(series.name)
        if is_text_dtype(series):
            coded = as_arrow(series).dictionary_encode()
            kinds = np.full(len(coded.dictionary), CellKind.TEXT, dtype=np.int8)
            return cls(name, letter, coded.dictionary, kinds, coded_positions(coded), rows)
        texts, kinds = texts_and_kinds(series.to_numpy(dtype=object))
        present = np.unique(kinds[kinds != CellKind.EMPTY])
        if len(present) <= 1:
            codes, distinct = pd.factorize(texts)
            kind = present[0] if len(present) else CellKind.TEXT
            alike = np.full(len(distinct), kind, dtype=np.int8)
            return cls(name, letter, list(distinct), alike, codes, rows)
        codes = np.full(len(texts), -1, dtype=np.intp)
        all_texts: list[str] = []
        all_kinds: list[int] = []
        for kind in present:
            here = kinds == kind
            part, distinct = pd.factorize(texts[here])
            codes[here] = part + len(all_texts)
            all_texts += list(distinct)
            all_kinds += [int(kind)] * len(distinct)
        return cls(name, letter, all_texts, np.array(all_kinds, dtype=np.int8), codes, rows)

    @cached_property
    def texts(self) -> list[str]:
        """The distinct texts; of a long column better ask :attr:`arrow`."""
        made: list[str] = self.arrow.to_numpy(zero_copy_only=False).tolist()
        return made

    @cached_property
    def arrow(self) -> Any:
        """The distinct texts as a ``pyarrow.LargeStringArray``."""
        return pa.array(self.texts, type=pa.large_string())

    def __len__(self) -> int:
        """Return how many distinct texts there are."""
        return len(self.kinds)

    @property
    def many(self) -> bool:
        """Whether there are too many distinct texts to ask them one by one."""
        return len(self.kinds) > MANY

    @cached_property
    def counts(self) -> npt.NDArray[np.int64]:
        """How many cells hold each distinct text."""
        here = self.codes[self.codes >= 0] if (self.codes < 0).any() else self.codes
        return np.bincount(here, minlength=len(self.kinds)).astype(np.int64)

    def where(self, wanted: Sequence[bool] | npt.NDArray[np.bool_]) -> npt.NDArray[np.intp]:
        """Return the positions of the cells whose distinct text is `wanted`."""
        flags = np.append(np.asarray(wanted, dtype=bool), False)  # the last one is for -1
        return np.flatnonzero(flags[self.codes])

    def address(self, position: int) -> str:
        """Return the address of a cell, such as ``C12``; the row alone without a letter."""
        return f"{self.letter}{self.rows[position]}"

    def text(self, code: int) -> str:
        """Return one distinct text.

        Examples
        --------
        >>> Column.of(pd.Series(["a", "b"], dtype="str")).text(1)
        'b'
        """
        return self.texts[code] if "texts" in self.__dict__ else self.arrow[int(code)].as_py()

    def some(self, positions: npt.NDArray[np.signedinteger[Any]]) -> list[str]:
        """Return some of the distinct texts."""
        if "texts" in self.__dict__:
            return [self.texts[i] for i in positions.tolist()]
        listed: list[str] = self.arrow.take(pa.array(positions)).to_pylist()
        return listed

    def replaced(self, texts: Sequence[str | None] | Any) -> Column:
        """Return the column with other distinct texts in place of its own, ``None`` for none.

        Parameters
        ----------
        texts : Texts, sequence of str or None, or pyarrow.LargeStringArray
            As many as there are; null for none.
        """
        texts = texts.arrow if isinstance(texts, Texts) else texts
        if self.is_same(texts):
            return self
        if isinstance(texts, pa.Array):
            gone = np.append(texts.is_null().to_numpy(zero_copy_only=False), True)
            kept: Any = texts.drop_null() if texts.null_count else texts
        else:
            gone = np.array([text is None for text in texts] + [True])
            kept = [text for text in texts if text is not None]
        if not gone[:-1].any():
            return Column(self.name, self.letter, kept, self.kinds, self.codes, self.rows)
        place = np.where(gone, -1, np.cumsum(~gone) - 1).astype(self.codes.dtype)
        return Column(
            self.name, self.letter, kept, self.kinds[~gone[:-1]], place[self.codes], self.rows
        )

    def is_same(self, texts: Sequence[str | None] | Any) -> bool:
        """Tell whether `texts` are the column's own."""
        if isinstance(texts, pa.Array):
            return texts is self.__dict__.get("arrow") or texts.equals(self.arrow)
        return texts is self.__dict__.get("texts") or texts == self.texts

    def cells(self) -> Cells:
        """Return the text of every cell, ``None`` where it is empty."""
        return cells([*self.texts, None])[self.codes]

    def values(self) -> Any:
        """Return the text of every cell as a ``pyarrow.LargeStringArray``, null where it is empty.

        Examples
        --------
        >>> Column.of(pd.Series(["a", None, "a"], dtype="str")).values().to_pylist()
        ['a', None, 'a']
        """
        empty = self.codes < 0
        return self.arrow.take(pa.array(self.codes, mask=empty if empty.any() else None))

    def joined(self) -> str:
        """Return all distinct texts in one, to ask all of them one question."""
        if "texts" in self.__dict__ or not len(self.arrow):
            return _SEPARATOR.join(self.texts)
        ends = pa.array([0, len(self.arrow)], type=pa.int64())
        made = pa.LargeListArray.from_arrays(ends, self.arrow)
        text: str = pc.binary_join(made, pa.scalar(_SEPARATOR, pa.large_string()))[0].as_py()
        return text
