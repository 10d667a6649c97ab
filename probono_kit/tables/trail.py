"""Columns on their way from raw to clean: what every cell was, what it is now, and why.

Cells that were the same, are the same and came there by the same steps make one class: a step is
applied once per class, and the log is written per class and then spread over the rows.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias

import numpy as np
import numpy.typing as npt
import pandas as pd

from probono_kit.tables.cells import CellKind, Cells, cells
from probono_kit.tables.conventions import ColumnType
from probono_kit.tables.distinct import Codes, Column

#: The steps that touched a class of cells, by the ``check_id`` of the log, in their order.
Marks: TypeAlias = tuple[str, ...]
#: Stands in a mark before the reason of one decision.
REASON = "\x1f"
Flags: TypeAlias = npt.NDArray[np.bool_]
Rows: TypeAlias = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class Trail:
    """One column: as it was read, as it is now, and the steps between.

    Parameters
    ----------
    name : str
        Its name now.
    letter : str
        Its letter in the sheet; empty for a column that a step made.
    raw : str
        Its name as read; empty for a column that a step made.
    old, now : list of str or None
        Of each class of cells: the text as read, and as it is; ``None`` for no value.
    kinds : array of int8
        :class:`~probono_kit.tables.cells.CellKind` of each class.
    marks : list of tuple of str
        Of each class: the steps that touched it.
    codes : array of int
        The class of each cell.
    type : ColumnType, optional
        Once its cells were read as what they are.
    """

    name: str
    letter: str
    raw: str
    old: list[str | None]
    now: list[str | None]
    kinds: npt.NDArray[np.int8]
    marks: list[Marks]
    codes: Codes
    type: ColumnType | None = None

    @classmethod
    def of(cls, column: Column) -> Trail:
        """Begin with a column as read.

        Examples
        --------
        >>> read = Column.of(pd.Series(["a", None], index=[2, 3], name="x", dtype=object), "A")
        >>> trail = Trail.of(read)
        >>> trail.now, trail.changed().tolist()
        (['a', None], [False, False])
        """
        texts: list[str | None] = list(column.texts)
        kinds, codes = column.kinds, column.codes.astype(np.intp, copy=False)
        if len(codes) and codes.min() < 0:
            codes = np.where(codes < 0, len(texts), codes)
            texts.append(None)
            kinds = np.append(kinds, np.int8(CellKind.EMPTY))
        marks: list[Marks] = [()] * len(texts)
        return cls(column.name, column.letter, column.name, texts, texts, kinds, marks, codes)

    @classmethod
    def made(
        cls, name: str, texts: Sequence[str | None], codes: Codes, mark: str, **more: ColumnType
    ) -> Trail:
        """Begin with a column that a step makes: `texts` of classes, and the class of each cell."""
        listed = list(texts)
        filled = [text is not None for text in listed]
        kinds = np.where(filled, CellKind.TEXT, CellKind.EMPTY).astype(np.int8)
        marks: list[Marks] = [(mark,) if full else () for full in filled]
        return cls(name, "", "", [None] * len(listed), listed, kinds, marks, codes, **more)

    # ---- looking ------------------------------------------------------------------------------

    def column(self, rows: Rows) -> Column:
        """Return the cells as they are now, as every rule looks at them."""
        gone = np.array([text is None for text in self.now], dtype=bool)
        if not gone.any():
            texts: list[str] = self.now  # type: ignore[assignment]
            return Column(self.name, self.letter, texts, self.kinds, self.codes, rows)
        place = np.where(gone, -1, np.cumsum(~gone) - 1)
        kept = [text for text in self.now if text is not None]
        return Column(self.name, self.letter, kept, self.kinds[~gone], place[self.codes], rows)

    def cells(self) -> Cells:
        """Return the text of every cell, ``None`` where it is empty."""
        return cells(self.now)[self.codes]

    def counts(self) -> npt.NDArray[np.int64]:
        """Return how many cells each class has."""
        return np.bincount(self.codes, minlength=len(self.now)).astype(np.int64)

    def changed(self) -> Flags:
        """Tell which classes are not as they were read."""
        if self.now is self.old:
            return np.zeros(len(self.now), dtype=bool)
        return np.array([a != b for a, b in zip(self.old, self.now, strict=True)], dtype=bool)

    def filled(self) -> Flags:
        """Tell which cells hold something."""
        return np.array([text is not None for text in self.now], dtype=bool)[self.codes]

    # ---- changing -----------------------------------------------------------------------------

    def rewritten(
        self,
        now: Sequence[str | None],
        marks: Sequence[str] | str,
        instead_of: frozenset[str] = frozenset(),
    ) -> Trail:
        """Return the column with a new text for each class.

        Parameters
        ----------
        now : sequence of str or None
            New text of each class.
        marks : sequence of str or str
            What to note where the text changes: one for each class, or one for all.
        instead_of : frozenset of str
            Earlier marks that the new one says better.
        """
        noted = [marks] * len(self.now) if isinstance(marks, str) else marks
        touched = [a != b for a, b in zip(self.now, now, strict=True)]
        if not any(touched):
            return self
        kinds = self.kinds.copy()
        trailed = list(self.marks)
        for i in np.flatnonzero(touched).tolist():
            kinds[i] = CellKind.EMPTY if now[i] is None else CellKind.TEXT
            trailed[i] = _with(trailed[i], noted[i], instead_of)
        return replace(self, now=list(now), kinds=kinds, marks=trailed)

    def assigned(self, positions: Codes, texts: Cells, mark: str) -> Trail:
        """Return the column with new texts in some cells, whatever their class.

        Parameters
        ----------
        positions : array of int
            The cells.
        texts : array of object
            Their new texts, ``None`` for no value.
        mark : str
            What to note where the text changes.
        """
        before = cells(self.now)[self.codes[positions]]
        differ = np.array([a != b for a, b in zip(before, texts, strict=True)], dtype=bool)
        positions, texts = positions[differ], texts[differ]
        if not len(positions):
            return self
        new_codes, new_texts = pd.factorize(texts)
        pairs = self.codes[positions] * (len(new_texts) + 1) + new_codes + 1
        unique, classes = np.unique(pairs, return_inverse=True)
        before_class, text_of = np.divmod(unique, len(new_texts) + 1)
        added = [None if t == 0 else str(new_texts[t - 1]) for t in text_of.tolist()]
        codes = self.codes.copy()
        codes[positions] = len(self.now) + classes
        kinds = [CellKind.EMPTY if text is None else CellKind.TEXT for text in added]
        longer = replace(
            self,
            old=[*self.old, *(self.old[i] for i in before_class.tolist())],
            now=[*self.now, *added],
            kinds=np.append(self.kinds, np.array(kinds, dtype=np.int8)),
            marks=[*self.marks, *(_with(self.marks[i], mark) for i in before_class.tolist())],
            codes=codes,
        )
        return longer._compact()

    def kept(self, rows: Flags) -> Trail:
        """Return the column with only some of its cells."""
        return replace(self, codes=self.codes[rows])._compact()

    def typed(self, made: ColumnType) -> Trail:
        """Return the column with its type."""
        return replace(self, type=replace(made, name=self.name))

    def untyped(self) -> Trail:
        """Return the column without a type, so that its cells are read again."""
        return replace(self, type=None)

    def _compact(self) -> Trail:
        """Return the column without classes that no cell has any more."""
        used = self.counts() > 0
        if used.all():
            return self
        place = np.cumsum(used) - 1
        kept = np.flatnonzero(used).tolist()
        return replace(
            self,
            old=[self.old[i] for i in kept],
            now=[self.now[i] for i in kept],
            kinds=self.kinds[used],
            marks=[self.marks[i] for i in kept],
            codes=place[self.codes],
        )


def _with(marks: Marks, mark: str, instead_of: frozenset[str] = frozenset()) -> Marks:
    kept = tuple(each for each in marks if each not in instead_of and each != mark)
    return (*kept, mark) if mark else kept


def together(trails: Sequence[Trail]) -> tuple[Codes, list[tuple[str | None, ...]]]:
    """Return the distinct combinations of several columns, and the one that each row has.

    Parameters
    ----------
    trails : sequence of Trail
        Columns of the same rows.

    Returns
    -------
    codes : array of int
        For each row the position of its combination.
    combinations : list of tuple
        The texts, ``None`` for no value.
    """
    codes = np.zeros(len(trails[0].codes) if trails else 0, dtype=np.int64)
    for trail in trails:
        place, distinct = pd.factorize(cells(trail.now), use_na_sentinel=False)
        here = place[trail.codes].astype(np.int64)
        codes = _dense(codes * max(1, len(distinct)) + here)
    first = np.zeros(int(codes.max()) + 1 if len(codes) else 0, dtype=np.intp)
    first[codes[::-1]] = np.arange(len(codes))[::-1]
    columns = [cells(trail.now)[trail.codes[first]] for trail in trails]
    return codes.astype(np.intp), list(zip(*columns, strict=True))


def _dense(codes: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
    return np.asarray(pd.factorize(codes)[0], dtype=np.int64)
