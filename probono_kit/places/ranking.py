"""The nearest names of many written ones, from the edits between pairs."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from probono_kit.places.kinship import tells_apart
from probono_kit.places.near import Near

#: So many owners are named for each written name.
_NEAREST = 3
# A pair in one number: written name, half edits, row of the known name; numbers sort fast.
_ROW_BITS, _EDIT_BITS = 24, 20
_ROW, _EDITS = (1 << _ROW_BITS) - 1, (1 << _EDIT_BITS) - 1

Words = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Pairs:
    """Written and known names that were compared.

    Attributes
    ----------
    written, known : array of int
        Number of the written name, row of the known one.
    distance : array of float
        Edits between them, in halves.
    """

    written: npt.NDArray[np.intp]
    known: npt.NDArray[np.intp]
    distance: npt.NDArray[np.float64]

    @classmethod
    def joined(cls, parts: Sequence[Pairs]) -> Pairs:
        """Return the pairs of all parts."""
        nothing = np.empty(0, dtype=np.intp)
        return cls(
            np.concatenate([nothing, *(part.written for part in parts)]),
            np.concatenate([nothing, *(part.known for part in parts)]),
            np.concatenate([np.empty(0), *(part.distance for part in parts)]),
        )

    def shortened(self, fits: Mapping[int, frozenset[int]], far: float) -> Pairs:
        """Return the pairs with shortened names near to what they are short for, far from others.

        Parameters
        ----------
        fits : mapping of int to frozenset of int
            The shortened names, and the rows of names that they may be short for.
        far : float
            Edits to add for the others.
        """
        is_short = np.isin(self.written, np.fromiter(fits, dtype=np.intp, count=len(fits)))
        fitting = [(number << _ROW_BITS) | row for number, rows in fits.items() for row in rows]
        does_fit = np.isin((self.written << _ROW_BITS) | self.known, fitting)
        near, apart = np.minimum(self.distance, 1.0), self.distance + far
        changed = np.where(is_short, np.where(does_fit, near, apart), self.distance)
        return Pairs(self.written, self.known, changed)

    def nearest_first(self) -> Pairs:
        """Return the pairs by written name, the nearest first, then by row."""
        edits = np.minimum((2 * self.distance).astype(np.int64), _EDITS)
        codes = (self.written << (_ROW_BITS + _EDIT_BITS)) | (edits << _ROW_BITS) | self.known
        codes.sort()
        edits = (codes >> _ROW_BITS) & _EDITS
        return Pairs(codes >> (_ROW_BITS + _EDIT_BITS), codes & _ROW, edits / 2)

    def kept(self, chosen: npt.NDArray[np.intp] | npt.NDArray[np.bool_]) -> Pairs:
        """Return some of the pairs."""
        return Pairs(self.written[chosen], self.known[chosen], self.distance[chosen])


class Ranking:
    """Known names, their owners, and the order in which they are named.

    Parameters
    ----------
    words : sequence of tuple of str
        Of each known name, without articles and kinds of areas.
    owners : sequence of int
        Whose name each is.
    """

    def __init__(self, words: Sequence[Words], owners: Sequence[int]) -> None:
        self._words = words
        self._lengths = np.array([sum(map(len, own)) for own in words], dtype=np.intp)
        self._owners = np.array(owners, dtype=np.intp)
        self._is_single = len(set(owners)) == len(owners)

    def ranked(
        self,
        pairs: Pairs,
        words: Sequence[Words],
        akin: Sequence[frozenset[int]],
        unmarked: frozenset[int] = frozenset(),
    ) -> list[list[Near]]:
        """Return the nearest owners of each written name, and those whose names contain it.

        Parameters
        ----------
        pairs : Pairs
            Each once, in any order.
        words : sequence of tuple of str
            Of each written name.
        akin : sequence of frozenset of int
            Rows of names that contain each written name, or that it contains.
        unmarked : frozenset of int
            Numbers of the names of which none is a part.
        """
        lengths = np.array([sum(map(len, own)) for own in words], dtype=np.intp)
        found: list[list[Near]] = [[] for _name in words]
        for number, row, plain in self._nears(self._of_owners(pairs.nearest_first()), lengths):
            is_akin = row in akin[number]
            whole = number not in unmarked
            found[number].append(self._akin(plain, row, words[number], whole) if is_akin else plain)
        kindred: dict[int, list[tuple[int, Near]]] = defaultdict(list)
        for number, row, near in self._nears(_among(pairs, akin), lengths):
            kindred[number].append((row, near))
        for number, line in kindred.items():
            ranked = found[number]
            taken = {near.owner for near in ranked[:2]}
            nearby: dict[int, Near] = {}
            for row, plain in line:
                if plain.owner not in taken:
                    near = self._akin(plain, row, words[number], number not in unmarked)
                    nearby[near.owner] = min(near, nearby.get(near.owner, near), key=_by_distance)
            others = sorted(nearby.values(), key=_by_distance)[:_NEAREST]
            found[number] = ranked[:2] + (others or ranked[2:])
        return found

    def _of_owners(self, pairs: Pairs) -> Pairs:
        """Return the first pairs of each written name, with one name of each owner."""
        if not self._is_single:
            whose = (pairs.written << _ROW_BITS) | self._owners[pairs.known]
            pairs = pairs.kept(np.sort(np.unique(whose, return_index=True)[1]))
        first = np.searchsorted(pairs.written, pairs.written, side="left")
        return pairs.kept(np.arange(len(first)) - first < _NEAREST)

    def _nears(
        self, pairs: Pairs, lengths: npt.NDArray[np.intp]
    ) -> Iterator[tuple[int, int, Near]]:
        """Tell of each pair, in order, the written name, the row of the known one, the two."""
        mine, theirs = lengths[pairs.written], self._lengths[pairs.known]
        whose, longer = self._owners[pairs.known], np.maximum(mine, theirs)
        columns = (whose, pairs.distance, np.minimum(mine, theirs), longer)
        told = zip(*(column.tolist() for column in columns), strict=True)
        for number, row, (owner, distance, shorter, length) in zip(
            pairs.written.tolist(), pairs.known.tolist(), told, strict=True
        ):
            yield number, row, Near(owner, distance, shorter, _score(distance, length))

    def _akin(self, near: Near, row: int, words: Words, may_be_part: bool) -> Near:
        is_part = may_be_part and tells_apart(self._words[row], words)
        return replace(near, contains=True, is_part=is_part)


def _among(pairs: Pairs, akin: Sequence[frozenset[int]]) -> Pairs:
    """Return the pairs of names of which one contains the other, in order."""
    codes = [(n << _ROW_BITS) | row for n, rows in enumerate(akin) if rows for row in rows]
    is_akin = np.flatnonzero(np.isin((pairs.written << _ROW_BITS) | pairs.known, codes))
    return pairs.kept(is_akin[np.lexsort((pairs.known[is_akin], pairs.written[is_akin]))])


@lru_cache(maxsize=10_000)
def _score(distance: float, length: int) -> float:
    return round(max(0.0, 100 * (1 - distance / max(length, 1))), 1)


def _by_distance(near: Near) -> tuple[float, int]:
    return near.distance, near.owner
