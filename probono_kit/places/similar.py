"""Names that are nearly the same: how far apart two spellings are, and which name is meant.

The distance counts edits (Damerau's: a letter lost, added, replaced, or two exchanged) between
names without articles and kinds of areas, in the order written or in order of the alphabet.
Spellings of one sound (``ou`` and ``u``, ``kh`` and ``k``, ``y`` and ``i``, double letters) are
half an edit apart.
"""

from __future__ import annotations

import itertools
import re
from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt
from rapidfuzz.distance import OSA

from probono_kit.places.candidates import FEW, Candidates, rare_anchors
from probono_kit.places.kinds import ARTICLES, is_kind, is_urban, nearest_kind, sides
from probono_kit.places.names import core_words, name_words
from probono_kit.places.shortened import initials, is_short_for, is_shortened
from probono_kit.places.spellings import Forms

# Names that differ in a number, or in east and west, are never near.
_APART = 9.0

_NEAREST = 3

_NUMERALS = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii")
_ROMAN = {roman: str(number) for number, roman in enumerate(_NUMERALS, start=1)}
# Digits in a word are letters that a machine misread, unless the list has such names.
_NUMBER = re.compile(r"(?<!\w)\d+(?!\w)")
_NUMBER_IN_WORD = re.compile(r"(?<!\w)\d+|[1-9]\d*(?!\w)")


@dataclass(frozen=True, slots=True)
class Near:
    """A name near to what is written.

    Attributes
    ----------
    owner : int
        Whose name it is.
    distance : float
        Edits between the two; 0 for spellings that differ in articles and kinds only.
    length : int
        Letters of the shorter of the two.
    score : float
        0 to 100: the share of letters that agree.
    contains : bool
        Whether one name is the other with more words.
    is_part : bool
        Whether these words tell areas apart (``Ennedi`` and ``Ennedi Ouest``), and are no misspelt
        articles or kinds of areas.
    """

    owner: int
    distance: float
    length: int
    score: float
    contains: bool = False
    is_part: bool = False


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
        self._owners = np.array(owners, dtype=np.intp)
        self._rows_of: dict[int, list[int]] = defaultdict(list)
        for row, owner in enumerate(owners):
            self._rows_of[owner].append(row)
        self._words = [core_words(name) for name in names]
        self._full_words = [name_words(name) for name in names]
        self._vocabulary = {word for words in self._full_words for word in words}
        is_numbered = any(
            re.search(r"\d", word) and not word.isdigit() for word in self._vocabulary
        )
        self._number = _NUMBER_IN_WORD if is_numbered else _NUMBER
        self._marks: dict[str, int] = {}
        self._told = self._marked(self._full_words)
        self._rows_by_word: dict[str, list[int]] = defaultdict(list)
        self._rows_by_anchor: dict[str, list[int]] = defaultdict(list)
        self._rows_by_initials: dict[str, list[int]] = defaultdict(list)
        for row, (words, anchor) in enumerate(
            zip(self._words, rare_anchors(self._words), strict=True)
        ):
            for word in set(words):
                self._rows_by_word[word].append(row)
            if anchor:
                self._rows_by_anchor[anchor].append(row)
            self._rows_by_initials[initials(self._full_words[row])].append(row)
        self._forms = Forms(self._words)
        self._candidates = Candidates(self._forms.sounds)

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
        rows = np.arange(len(self._words))
        if within is not None:
            of = self._rows_of
            rows = np.array(
                sorted(row for owner in within for row in of.get(owner, ())), dtype=np.intp
            )
        if not len(rows) or not written:
            return [[] for _ in written]
        full = [name_words(name) for name in written]
        words = [self._core(own) for own in full]
        forms = Forms(words)
        allowed = None if within is None else set(rows.tolist())
        extra = [self._akin(own) for own in words]
        shortened = [is_shortened(name) for name in written]
        for number in range(len(written)):
            if shortened[number]:
                extra[number] |= self._short_for(full[number])
        one, other = self._compared(forms, rows, allowed, extra)
        distances = forms.distances(one, self._forms, other)
        distances += self._unlike(self._marked(full), one, other)
        ends = np.searchsorted(one, np.arange(len(written) + 1))
        found = []
        for number, (start, end) in enumerate(itertools.pairwise(ends.tolist())):
            line = dict(zip(other[start:end].tolist(), distances[start:end].tolist(), strict=True))
            if shortened[number]:
                fits = self._short_for(full[number])
                line = {
                    row: min(distance, 1.0) if row in fits else distance + _APART
                    for row, distance in line.items()
                }
            ranked = self._ranked(words[number], line, extra[number])
            if shortened[number]:
                ranked = [replace(near, is_part=False) for near in ranked]
            found.append(ranked)
        return found

    def _compared(
        self,
        forms: Forms,
        rows: npt.NDArray[np.intp],
        allowed: set[int] | None,
        extra: Sequence[set[int]],
    ) -> tuple[npt.NDArray[np.intp], npt.NDArray[np.intp]]:
        """Return pairs of written and known names: those that may be near, and those akin."""
        one, other = self._candidates.pairs(forms.sounds, rows)
        if len(rows) <= FEW:
            return one, other
        more = [
            (number, row)
            for number, akin in enumerate(extra)
            for row in akin
            if allowed is None or row in allowed
        ]
        if not more:
            return one, other
        added = np.array(more, dtype=np.intp)
        size = len(self._words)
        codes = np.unique(np.concatenate([one * size + other, added[:, 0] * size + added[:, 1]]))
        return codes // size, codes % size

    def _marked(self, words: Sequence[tuple[str, ...]]) -> npt.NDArray[np.int64]:
        """Return what sets names apart however near their letters are: numbers, sides, city."""
        marks = self._marks
        told = [
            (
                marks.setdefault(_numbers(own, self._number), len(marks)),
                marks.setdefault(_ways(own), len(marks)),
                is_urban(own),
            )
            for own in words
        ]
        return np.array(told, dtype=np.int64).reshape(-1, 3)

    def _unlike(
        self,
        told: npt.NDArray[np.int64],
        one: npt.NDArray[np.intp],
        other: npt.NDArray[np.intp],
    ) -> npt.NDArray[np.float64]:
        nothing = self._marks.setdefault("", len(self._marks))
        left, right = told[one], self._told[other]
        differ = left != right
        both_sided = (left[:, 1] != nothing) & (right[:, 1] != nothing)
        apart: npt.NDArray[np.float64] = _APART * (differ[:, 0] | (differ[:, 1] & both_sided))
        apart += 1.0 * differ[:, 2]
        return apart

    def _ranked(self, words: tuple[str, ...], line: dict[int, float], akin: set[int]) -> list[Near]:
        """Return the nearest owners by the distances of `line`, by rows of known names."""
        nearest: dict[int, tuple[float, int]] = {}
        for distance, row in sorted(zip(line.values(), line.keys(), strict=True)):
            nearest.setdefault(int(self._owners[row]), (distance, row))
            if len(nearest) == _NEAREST:
                break
        ranked = [self._near(words, distance, row) for distance, row in nearest.values()]
        taken = {near.owner for near in ranked[:2]}
        kindred: dict[int, Near] = {}
        for row in sorted(akin):
            if row not in line or int(self._owners[row]) in taken:
                continue
            near = self._near(words, line[row], row)
            if near.contains:
                kindred[near.owner] = min(near, kindred.get(near.owner, near), key=_by_distance)
        others = sorted(kindred.values(), key=_by_distance)[:_NEAREST]
        return ranked[:2] + (others or ranked[2:])

    def _akin(self, words: tuple[str, ...]) -> set[int]:
        """Return the rows of names that contain all of these words, or only such."""
        found = {row for word in words for row in self._rows_by_anchor.get(word, ())}
        if words and all(word in self._rows_by_word for word in words):
            rarest = min(words, key=lambda word: (len(self._rows_by_word[word]), word))
            found.update(self._rows_by_word[rarest])
        return {row for row in found if _contains(self._words[row], words)}

    def _short_for(self, words: tuple[str, ...]) -> set[int]:
        """Return the rows of names that a shortened one may be short for."""
        rows = self._rows_by_initials.get(initials(words), ())
        return {row for row in rows if is_short_for(words, self._full_words[row])}

    def _near(self, words: tuple[str, ...], distance: float, row: int) -> Near:
        shorter, longer = sorted((sum(map(len, words)), len(self._forms.keys[row])))
        score = round(max(0.0, 100 * (1 - distance / max(longer, 1))), 1)
        contains = _contains(self._words[row], words)
        is_part = contains and _tells_apart(self._words[row], words)
        return Near(int(self._owners[row]), distance, shorter, score, contains, is_part)

    def _core(self, words: tuple[str, ...]) -> tuple[str, ...]:
        """Return the core of a name, with misspelt kinds of areas taken off too."""
        if len(words) < 2:
            return core_words(" ".join(words))
        ends = {position: self._kind(words[position]) for position in (0, len(words) - 1)}
        return core_words(" ".join(ends.get(i, word) for i, word in enumerate(words)))

    def _kind(self, word: str) -> str:
        """Return the kind of area that `word` is a misspelling of, else `word` itself."""
        if len(word) < 4 or word in self._vocabulary:
            return word
        return nearest_kind(word)


def _ways(words: tuple[str, ...]) -> str:
    return " ".join(sorted(sides(words)))


def _numbers(words: tuple[str, ...], number: re.Pattern[str]) -> str:
    """Return the numbers in a name: digits, and Roman numerals at its end."""
    ends = [_ROMAN[words[-1]]] if len(words) > 1 and words[-1] in _ROMAN else []
    return " ".join(number.findall(" ".join(words)) + ends)


def _by_distance(near: Near) -> tuple[float, int]:
    return near.distance, near.owner


def _contains(some: tuple[str, ...], others: tuple[str, ...]) -> bool:
    """Whether one name is the other with more words, at least one of them no mere syllable."""
    shared = set(some) & set(others)
    return shared in (set(some), set(others)) and any(len(word) > 3 for word in shared)


def _tells_apart(some: tuple[str, ...], others: tuple[str, ...]) -> bool:
    """Whether a word that one name has more than the other is a word of its own."""
    known = ARTICLES | (set(some) & set(others))
    more = {word for word in set(some) ^ set(others) if len(word) > 2 and not is_kind(word)}
    return any(
        nearest_kind(word) == word and all(OSA.distance(word, other) > 1 for other in known)
        for word in more
    )
