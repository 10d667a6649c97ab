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
_LETTER_BITS = 21  # every letter of Unicode


class Candidates:
    """Known names by their groups of letters.

    Parameters
    ----------
    sounds : sequence of str
        The known names, as :func:`probono_kit.places.sounds.sound_key` writes them.

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
        rows, groups = _groups(sounds, size)
        self._known, columns = np.unique(groups, return_inverse=True)
        self._matrix = self._counted(rows, columns, len(sounds))
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
        rows, groups = _groups(sounds, self._size)
        columns = np.searchsorted(self._known, groups)
        is_known = self._known[np.minimum(columns, len(self._known) - 1)] == groups
        written = self._counted(rows[is_known], columns[is_known], len(sounds))
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

    def _counted(
        self, rows: npt.NDArray[np.int64], columns: npt.NDArray[np.int64], names: int
    ) -> sparse.csr_matrix:
        """Return a matrix of names and groups of letters, one where a name has a group."""
        width = max(len(self._known), 1)
        cells = distinct(rows * width + columns)
        shape, ones = (names, width), np.ones(len(cells), dtype=np.float32)
        return sparse.csr_matrix((ones, (cells // width, cells % width)), shape=shape)


def distinct(numbers: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
    """Return the distinct numbers in order; faster than NumPy's own way of hashing them.

    Examples
    --------
    >>> distinct(np.array([3, 1, 3])).tolist()
    [1, 3]
    """
    ordered = np.sort(numbers)
    is_new = np.diff(ordered, prepend=ordered[:1] - 1) != 0
    found: npt.NDArray[np.int64] = ordered[is_new]
    return found


def _groups(
    sounds: Sequence[str], size: int
) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    """Return the groups of letters of all names: whose each is, and its letters as one number."""
    padded = [f"^{sound}$" for sound in sounds]
    raw = "".join(padded).encode("utf-32-le", errors="surrogatepass")
    letters = np.frombuffer(raw, dtype="<u4").astype(np.int64)
    whose = np.repeat(np.arange(len(padded)), [len(text) for text in padded])
    count = max(len(letters) - size + 1, 0)
    groups = letters[:count]
    for further in range(1, size):
        groups = (groups << _LETTER_BITS) | letters[further : further + count]
    is_whole = whose[:count] == whose[len(whose) - count :]
    return whose[:count][is_whole], groups[is_whole]
