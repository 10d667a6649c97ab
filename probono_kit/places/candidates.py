"""Which known names are worth comparing with a written one: an index of groups of letters."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
from scipy import sparse

Positions = npt.NDArray[np.intp]

#: Lists up to this long are compared whole.
FEW = 48
#: So many names are compared with a written one, those that share most groups of letters first.
_COMPARED = 20
#: Names shorter than this are known by pairs of letters, the others by groups of three; in long
#: lists, where pairs are in too many names, only very short names are.
_SHORT, _VERY_SHORT = 7, 5
_LONG_LIST = 3000
#: Names with a smaller share of common groups (Dice's coefficient) are not compared.
_LEAST_ALIKE = {2: 0.34, 3: 0.25}
_CHUNK = 2000


class Candidates:
    """Known names by their groups of letters.

    Parameters
    ----------
    sounds : sequence of str
        The known names, as :func:`probono_kit.places.similar.sound_key` writes them.

    Examples
    --------
    >>> index = Candidates(["kafrin", "kolda", *(f"x{number}" for number in range(90))])
    >>> written, known = index.pairs(["kafrni"], np.arange(92))
    >>> 0 in known, len(known) < 5
    (True, True)
    """

    def __init__(self, sounds: Sequence[str]) -> None:
        self._sounds = sounds
        self._grams: dict[int, _Grams] = {}

    def pairs(self, sounds: Sequence[str], rows: Positions) -> tuple[Positions, Positions]:
        """Return pairs of a written and a known name that may be near.

        What a name is compared with does not depend on the other names that are asked for.

        Parameters
        ----------
        sounds : sequence of str
            The written names.
        rows : array of int
            Known names to look at, in order.

        Returns
        -------
        (array of int, array of int)
            Positions of written and known names, ordered by the former.
        """
        if len(rows) <= FEW:
            return np.repeat(np.arange(len(sounds)), len(rows)), np.tile(rows, len(sounds))
        found: list[tuple[Positions, Positions]] = []
        lengths = np.fromiter(map(len, sounds), dtype=np.intp, count=len(sounds))
        short = _SHORT if len(rows) <= _LONG_LIST else _VERY_SHORT
        for size, chosen in ((2, lengths < short), (3, lengths >= short)):
            positions = np.flatnonzero(chosen)
            if not len(positions):
                continue
            if size not in self._grams:
                self._grams[size] = _Grams(self._sounds, size)
            block = self._grams[size].block(rows)
            for start in range(0, len(positions), _CHUNK):
                part = positions[start : start + _CHUNK]
                written, known = self._grams[size].sharing([sounds[p] for p in part], block)
                found.append((part[written], rows[known]))
        written = np.concatenate([pair[0] for pair in found] or [np.empty(0, np.intp)])
        known = np.concatenate([pair[1] for pair in found] or [np.empty(0, np.intp)])
        order = np.argsort(written, kind="stable")
        return written[order], known[order]


class _Grams:
    """Groups of letters of one size."""

    def __init__(self, sounds: Sequence[str], size: int) -> None:
        self._size = size
        self._numbers: dict[str, int] = {}
        self._matrix = self._counted(sounds, self._numbers).tocsr()
        self._whole: sparse.csr_matrix | None = None

    def block(self, rows: Positions) -> sparse.csr_matrix:
        """Return the known names of `rows`, one per column."""
        if len(rows) < self._matrix.shape[0]:
            return self._matrix[rows].T.tocsr()
        if self._whole is None:
            self._whole = self._matrix.T.tocsr()
        return self._whole

    def sharing(
        self, sounds: Sequence[str], block: sparse.csr_matrix
    ) -> tuple[Positions, Positions]:
        """Return the pairs that share most, at most so many for each written name."""
        written = self._counted(sounds, None)
        shared = (written @ block).tocoo()
        own = np.asarray(written.sum(axis=1)).ravel()
        known = np.asarray(block.sum(axis=0)).ravel()
        alike = 2 * shared.data / (own[shared.row] + known[shared.col] + 1)
        kept = np.flatnonzero(alike >= _LEAST_ALIKE[self._size] - 1 / (own[shared.row] + 1))
        row, column = shared.row[kept].astype(np.int64), shared.col[kept].astype(np.int64)
        # One number orders them: by written name, most alike first, then by known name.
        unlike = (1000 * (1 - alike[kept])).astype(np.int64)
        order = np.sort((row << 42) | (unlike << 32) | column)
        row, column = order >> 42, order & 0xFFFFFFFF
        best = np.arange(len(row)) - np.searchsorted(row, row, side="left") < _COMPARED
        return row[best].astype(np.intp), column[best].astype(np.intp)

    def _counted(self, sounds: Sequence[str], numbers: dict[str, int] | None) -> sparse.csr_matrix:
        """Count the groups of letters of each name; groups that no known name has are left out."""
        size, known = self._size, self._numbers
        ids: list[int] = []
        ends = [0]
        for sound in sounds:
            padded = f"^{sound}$"
            grams = [padded[at : at + size] for at in range(len(padded) - size + 1)]
            if numbers is None:
                ids += {known[gram] for gram in grams if gram in known}
            else:
                ids += {numbers.setdefault(gram, len(numbers)) for gram in grams}
            ends.append(len(ids))
        ones = np.ones(len(ids), dtype=np.float32)
        shape = (len(sounds), max(len(known), 1))
        return sparse.csr_matrix((ones, np.array(ids, dtype=np.int32), np.array(ends)), shape=shape)
