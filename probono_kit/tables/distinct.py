"""Columns by their distinct texts, so that a rule is applied once per text and not per cell."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from probono_kit.tables.cells import CellKind, Cells, cells, texts_and_kinds

Codes = npt.NDArray[np.intp]

_SEPARATOR = "\x1f"


@dataclass(frozen=True, slots=True, eq=False)
class Column:
    """The cells of one column, each distinct text once.

    Parameters
    ----------
    name : str
        Name of the column.
    letter : str
        Its letter in the sheet.
    texts : list of str
        Distinct texts in the order of their first cell.
    kinds : array of int8
        :class:`~probono_kit.tables.cells.CellKind` of each distinct text; a number and a text
        that look alike are two.
    codes : array of int
        For each cell the position of its text, -1 where it is empty.
    rows : array of int
        Row number of each cell.
    """

    name: str
    letter: str
    texts: list[str]
    kinds: npt.NDArray[np.int8]
    codes: Codes
    rows: npt.NDArray[np.int64]

    @classmethod
    def of(cls, series: pd.Series, letter: str = "") -> Column:
        """Take a column of a frame whose index is the row numbers.

        Examples
        --------
        >>> column = Column.of(pd.Series(["a", None, "a", 5], index=[2, 3, 4, 5], dtype=object))
        >>> column.texts, list(column.codes)
        (['a', '5'], [np.int64(0), np.int64(-1), np.int64(0), np.int64(1)])
        """
        values = series.to_numpy(dtype=object)
        texts, kinds = texts_and_kinds(values)
        rows = np.asarray(series.index, dtype=np.int64)
        name = str(series.name)
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

    @property
    def counts(self) -> npt.NDArray[np.int64]:
        """How many cells hold each distinct text."""
        return np.bincount(self.codes[self.codes >= 0], minlength=len(self.texts)).astype(np.int64)

    def where(self, wanted: Sequence[bool] | npt.NDArray[np.bool_]) -> Codes:
        """Return the positions of the cells whose distinct text is `wanted`."""
        flags = np.append(np.asarray(wanted, dtype=bool), False)  # the last one is for -1
        return np.flatnonzero(flags[self.codes])

    def address(self, position: int) -> str:
        """Return the address of a cell, such as ``C12``; the row alone without a letter."""
        return f"{self.letter}{self.rows[position]}"

    def replaced(self, texts: Sequence[str | None]) -> Column:
        """Return the column with other distinct texts in place of its own, ``None`` for none."""
        if texts == self.texts:
            return self
        gone = np.array([text is None for text in texts] + [True])
        if not gone[:-1].any():
            return Column(self.name, self.letter, list(texts), self.kinds, self.codes, self.rows)  # type: ignore[arg-type]
        place = np.where(gone, -1, np.cumsum(~gone) - 1)
        kept = [text for text in texts if text is not None]
        return Column(
            self.name, self.letter, kept, self.kinds[~gone[:-1]], place[self.codes], self.rows
        )

    def cells(self) -> Cells:
        """Return the text of every cell, ``None`` where it is empty."""
        return cells([*self.texts, None])[self.codes]

    def joined(self) -> str:
        """Return all distinct texts in one, to ask all of them one question."""
        return _SEPARATOR.join(self.texts)
