"""Names that are nearly the same: how far apart two spellings are, and which name is meant.

The distance counts edits (Damerau's: a letter lost, added, replaced, or two exchanged) between
names without articles and kinds of areas, in the order written or in order of the alphabet.
Spellings of one sound (``ou`` and ``u``, ``kh`` and ``k``, ``y`` and ``i``, double letters) are
half an edit apart.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence

import numpy as np
import numpy.typing as npt

from probono_kit.places.candidates import FEW, Candidates, distinct
from probono_kit.places.kinship import Kin
from probono_kit.places.marks import APART, Marks
from probono_kit.places.names import core_of, core_words, name_words
from probono_kit.places.near import Near
from probono_kit.places.ranking import Pairs, Ranking
from probono_kit.places.respelling import Respelling
from probono_kit.places.shortened import is_shortened, may_be_shortened
from probono_kit.places.spellings import Forms

#: So many written names are compared at a time.
_CHUNK = 65_536

Within = frozenset[int] | None
Positions = npt.NDArray[np.intp]


class NearNames:
    """Names in which near ones are looked up, many at once.

    Parameters
    ----------
    names : sequence of str
        In any spelling.
    owners : sequence of int
        Whose name each is; one owner may have several.

    Examples
    --------
    >>> near = NearNames(["Kaffrine", "Kolda"], [0, 1])
    >>> [best, *others] = near.find(["Kafrine"])[0]
    >>> best.owner, best.distance, best.score
    (0, 0.5, 93.8)
    """

    def __init__(self, names: Sequence[str], owners: Sequence[int]) -> None:
        self._rows_of: dict[int, list[int]] = defaultdict(list)
        for row, owner in enumerate(owners):
            self._rows_of[owner].append(row)
        self._words = [core_words(name) for name in names]
        full = [name_words(name) for name in names]
        self._respelling = Respelling(full)
        self._marks = Marks(full)
        self._marked = self._marks.of(full)
        self._kin = Kin(self._words, full)
        self._forms = Forms(self._words)
        self._candidates = Candidates(self._forms.sounds)
        self._ranking = Ranking(self._words, owners)

    def find(
        self, written: Sequence[str], within: Collection[int] | None = None
    ) -> list[list[Near]]:
        """Return the three nearest owners of each name in `written`, nearest first.

        Names that contain the one written, or are contained in it, take the third place and up to
        two more. What is found for one name does not depend on the others.

        Parameters
        ----------
        written : sequence of str
            Names as people write them.
        within : collection of int, optional
            Only these owners.
        """
        owners = None if within is None else frozenset(within)
        return self.find_each(written, [owners] * len(written))

    def find_each(self, written: Sequence[str], within: Sequence[Within]) -> list[list[Near]]:
        """Return what :meth:`find` does, each name looked up among owners of its own."""
        found: list[list[Near]] = []
        for start in range(0, len(written), _CHUNK):
            part = slice(start, start + _CHUNK)
            found += self._found(written[part], within[part])
        return found

    def _found(self, written: Sequence[str], within: Sequence[Within]) -> list[list[Near]]:
        full = [self._respelling.words(name_words(name)) for name in written]
        words = [core_of(own) for own in full]
        forms = Forms(words)
        akin = [self._kin.akin(own) for own in words]
        short: dict[int, frozenset[int]] = {}
        for number, name in enumerate(written):
            if may_be_shortened(name, full[number]):
                fits = self._kin.short_for(full[number])
                if fits or is_shortened(name):
                    short[number] = fits
        extra = [own | short[n] if n in short else own for n, own in enumerate(akin)]
        pairs = self._compared(forms, within, extra)
        apart = self._marks.apart(self._marks.of(full), self._marked, pairs.written, pairs.known)
        pairs = Pairs(pairs.written, pairs.known, pairs.distance + apart)
        if short:
            pairs = pairs.shortened(short, far=APART)
        return self._ranking.ranked(pairs, words, akin, unmarked=frozenset(short))

    def _compared(
        self, forms: Forms, within: Sequence[Within], extra: Sequence[frozenset[int]]
    ) -> Pairs:
        """Compare each written name with the known ones that may be near, and those akin."""
        asked: dict[Within, list[int]] = defaultdict(list)
        for number, owners in enumerate(within):
            asked[owners].append(number)
        found: list[Pairs] = []
        for owners, own in asked.items():
            rows, numbers = self._rows(owners), np.array(own, dtype=np.intp)
            if len(rows) <= FEW:
                edits = forms.distances_of_all(numbers, self._forms, rows)
                one, other = np.repeat(numbers, len(rows)), np.tile(rows, len(numbers))
            else:
                one, other = self._candidates.pairs([forms.sounds[n] for n in own], rows)
                one, other = self._with_extra(numbers[one], other, own, extra, rows)
                edits = forms.distances(one, self._forms, other)
            found.append(Pairs(one, other, edits))
        return Pairs.joined(found)

    def _with_extra(
        self,
        one: Positions,
        other: Positions,
        numbers: Sequence[int],
        extra: Sequence[frozenset[int]],
        rows: Positions,
    ) -> tuple[Positions, Positions]:
        more = [(number, row) for number in numbers for row in extra[number]]
        if not more:
            return one, other
        added = np.array(more, dtype=np.intp)
        if len(rows) < len(self._words):
            added = added[np.isin(added[:, 1], rows)]
        size = len(self._words)
        more_codes = added[:, 0] * size + added[:, 1]
        codes = distinct(np.concatenate([one * size + other, more_codes]))
        return codes // size, codes % size

    def _rows(self, owners: Within) -> Positions:
        """Return the rows of the names of some owners, in order."""
        if owners is None:
            return np.arange(len(self._words))
        of = self._rows_of
        return np.array(sorted(row for o in owners for row in of.get(o, ())), dtype=np.intp)
