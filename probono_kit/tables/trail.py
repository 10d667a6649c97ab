"""Columns on their way from raw to clean: what every cell was, what it is now, and why.

Cells that were the same, are the same and came there by the same steps make one class: a step is
applied once per class, and the log is written per class and then spread over the rows.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt
import pandas as pd

from probono_kit.tables.cells import CellKind, Cells
from probono_kit.tables.conventions import ColumnType
from probono_kit.tables.distinct import Codes, Column
from probono_kit.tables.marks import Marks, Noting, with_mark
from probono_kit.tables.texts import Flags, Texts

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
    old, now : Texts
        Of each class of cells: the text as read, and as it is; ``None`` for no value.
    kinds : array of int8
        :class:`~probono_kit.tables.cells.CellKind` of each class.
    noted : tuple of tuple of str
        Rows of steps that touched some class; the first is empty.
    marks : array of int
        Of each class the position of the steps that touched it.
    codes : array of int
        The class of each cell.
    type : ColumnType, optional
        Once its cells were read as what they are.
    """

    name: str
    letter: str
    raw: str
    old: Texts
    now: Texts
    kinds: npt.NDArray[np.int8]
    noted: tuple[Marks, ...]
    marks: npt.NDArray[np.int32]
    codes: Codes
    type: ColumnType | None = None

    @classmethod
    def of(cls, column: Column) -> Trail:
        """Begin with a column as read.

        Examples
        --------
        >>> read = Column.of(pd.Series(["a", None], index=[2, 3], name="x", dtype=object), "A")
        >>> trail = Trail.of(read)
        >>> list(trail.now), trail.changed().tolist()
        (['a', None], [False, False])
        """
        texts = Texts(column.arrow)
        kinds, codes = column.kinds, column.codes
        if len(codes) and codes.min() < 0:
            codes = np.where(codes < 0, codes.dtype.type(len(texts)), codes)
            texts = texts.followed_by(Texts.of([None]))
            kinds = np.append(kinds, np.int8(CellKind.EMPTY))
        marks = np.zeros(len(texts), dtype=np.int32)
        name = column.name
        return cls(name, column.letter, name, texts, texts, kinds, ((),), marks, codes)

    @classmethod
    def made(
        cls,
        name: str,
        texts: Sequence[str | None],
        codes: Codes,
        mark: str,
        made: ColumnType | None = None,
    ) -> Trail:
        """Begin with a column that a step makes: `texts` of classes, and the class of each cell."""
        now = Texts.of(texts)
        kinds = np.where(now.gone, CellKind.EMPTY, CellKind.TEXT).astype(np.int8)
        marks = (~now.gone).astype(np.int32)
        old = Texts.of([None] * len(now))
        trail = cls(name, "", "", old, now, kinds, ((), (mark,)), marks, codes)
        return trail.typed(made) if made else trail

    # ---- looking ------------------------------------------------------------------------------

    def column(self, rows: Rows) -> Column:
        """Return the cells as they are now, as every rule looks at them."""
        gone = self.now.gone
        if not gone.any():
            return Column(self.name, self.letter, self.now.arrow, self.kinds, self.codes, rows)
        place = np.where(gone, -1, np.cumsum(~gone) - 1).astype(self.codes.dtype)
        kept = self.now.arrow.drop_null()
        return Column(self.name, self.letter, kept, self.kinds[~gone], place[self.codes], rows)

    def cells(self) -> Cells:
        """Return the text of every cell, ``None`` where it is empty."""
        return np.array([*self.now, None], dtype=object)[self.codes]

    def at(self, positions: npt.NDArray[Any]) -> list[str]:
        """Return the texts of some cells, empty where they are."""
        return [text or "" for text in self.now.take(self.codes[positions])]

    def counts(self) -> npt.NDArray[np.int64]:
        """Return how many cells each class has."""
        return np.bincount(self.codes, minlength=len(self.now)).astype(np.int64)

    def changed(self) -> Flags:
        """Tell which classes are not as they were read."""
        return self.old.differ(self.now)

    def filled(self) -> Flags:
        """Tell which cells hold something."""
        return np.asarray(~self.now.gone[self.codes])

    # ---- changing -----------------------------------------------------------------------------

    def rewritten(
        self,
        now: Sequence[str | None],
        marks: Noting | str,
        instead_of: frozenset[str] = frozenset(),
    ) -> Trail:
        """Return the column with a new text for each class.

        Parameters
        ----------
        now : sequence of str or None
            New text of each class.
        marks : Noting or str
            What to note where the text changes.
        instead_of : frozenset of str
            Earlier marks that the new one says better.
        """
        new = Texts.of(now)
        touched = np.flatnonzero(self.now.differ(new))
        if not len(touched):
            return self
        noting = Noting.of(marks, len(new)) if isinstance(marks, str) else marks
        kinds = self.kinds.copy()
        kinds[touched] = np.where(new.gone[touched], CellKind.EMPTY, CellKind.TEXT)
        noted, codes = self._noted(touched, noting.words, noting.codes[touched], instead_of)
        trailed = self.marks.copy()
        trailed[touched] = codes
        return replace(self, now=new, kinds=kinds, noted=noted, marks=trailed)

    def _noted(
        self,
        classes: npt.NDArray[np.intp],
        words: Sequence[str],
        codes: npt.NDArray[np.signedinteger[Any]],
        instead_of: frozenset[str] = frozenset(),
    ) -> tuple[tuple[Marks, ...], npt.NDArray[np.int32]]:
        """Note a word on some classes; return all notes, and which of them these classes have."""
        pairs = self.marks[classes].astype(np.int64) * len(words) + codes
        known = {marks: i for i, marks in enumerate(self.noted)}
        place = np.zeros(len(self.noted) * len(words), dtype=np.int32)
        for pair in np.flatnonzero(np.bincount(pairs)).tolist():
            before, word = divmod(pair, len(words))
            marks = with_mark(self.noted[before], words[word], instead_of)
            place[pair] = known.setdefault(marks, len(known))
        return tuple(known), place[pairs]

    def assigned(
        self,
        positions: npt.NDArray[np.intp],
        texts: Sequence[str | None],
        codes: npt.NDArray[np.signedinteger[Any]],
        mark: str,
    ) -> Trail:
        """Return the column with new texts in some cells, whatever their class.

        Parameters
        ----------
        positions : array of int
            The cells.
        texts : sequence of str or None
            New texts, ``None`` for no value.
        codes : array of int
            For each of the cells the position of its new text.
        mark : str
            What to note where the text changes.
        """
        places, distinct = Texts.of(texts).coded()
        classes, chosen = self.codes[positions].astype(np.int64), places[codes]
        pairs, first, pair_of = _pairs(classes, chosen, len(distinct))
        befores, nows = np.divmod(pairs, max(1, len(distinct)))
        before, new = self.now.take(befores), distinct.take(nows)
        differ = before.differ(new)
        if not differ.any():
            return self
        # Classes in the order of those they come from, then of the first cell of their text.
        order = _by_appearance(befores, nows, first, differ, new.gone)
        where = np.full(len(pairs), -1, dtype=np.intp)
        where[order] = len(self.now) + np.arange(len(order))
        made, touched = where[pair_of], differ[pair_of]
        all_codes = self.codes.astype(np.intp)
        all_codes[positions[touched]] = made[touched]
        befores, new = befores[order], new.take(order)
        noted, marks = self._noted(befores, ("", mark), np.ones(len(order), dtype=np.int8))
        kinds = np.where(new.gone, CellKind.EMPTY, CellKind.TEXT).astype(np.int8)
        longer = replace(
            self,
            old=self.old.followed_by(self.old.take(befores)),
            now=self.now.followed_by(new),
            kinds=np.append(self.kinds, kinds),
            noted=noted,
            marks=np.append(self.marks, marks),
            codes=all_codes,
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
        kept = np.flatnonzero(used)
        old = self.old.take(kept)
        return replace(
            self,
            old=old,
            now=old if self.now is self.old else self.now.take(kept),
            kinds=self.kinds[used],
            marks=self.marks[used],
            codes=place.astype(self.codes.dtype)[self.codes],
        )


def _pairs(
    classes: npt.NDArray[np.int64], chosen: npt.NDArray[np.int32], width: int
) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.intp], npt.NDArray[np.intp]]:
    """Return the distinct pairs of class and text, the first cell of each, the pair of each."""
    keys = classes * max(1, width) + chosen
    pair_of, pairs = pd.factorize(keys)
    first = np.zeros(len(pairs), dtype=np.intp)
    first[pair_of[::-1]] = np.arange(len(pair_of))[::-1]
    return np.asarray(pairs, dtype=np.int64), first, pair_of


def _by_appearance(
    befores: npt.NDArray[np.int64],
    texts: npt.NDArray[np.int64],
    first: npt.NDArray[np.intp],
    wanted: Flags,
    gone: Flags,
) -> npt.NDArray[np.intp]:
    """Return the `wanted` pairs by class and then by the first cell of their text, none first."""
    here = np.flatnonzero(wanted)
    seen = np.full(int(texts.max()) + 1, np.iinfo(np.intp).max, dtype=np.intp)
    np.minimum.at(seen, texts[here], first[here])
    rank = np.where(gone[here], -1, seen[texts[here]])
    order: npt.NDArray[np.intp] = here[np.lexsort((rank, befores[here]))]
    return order
