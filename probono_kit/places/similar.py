"""Names that are nearly the same: how far apart two spellings are, and which name is meant.

The distance counts edits (Damerau's: a letter lost, added, replaced, or two exchanged) between
names without articles and kinds of areas, in the order written or in order of the alphabet.
Spellings of one sound (``ou`` and ``u``, ``kh`` and ``k``, ``y`` and ``i``, double letters) are
half an edit apart.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np
import numpy.typing as npt
from rapidfuzz import process
from rapidfuzz.distance import OSA

from probono_kit.places.kinds import ARTICLES, is_kind, is_urban, nearest_kind, sides
from probono_kit.places.names import core_words, name_key, name_words

#: Half an edit: what two spellings of one sound are apart.
SAME_SOUND = 0.5

# Names that differ in a number, or in east and west, are never near.
_APART = 9.0

_NEAREST = 3
#: Names of one area among the nearest are seldom more.
_VARIANTS = 12

_SOUNDS = (
    *(("tch", "s"), ("sch", "s"), ("ch", "s"), ("sh", "s"), ("kh", "k"), ("gh", "g"), ("dh", "d")),
    *(("th", "t"), ("ph", "f"), ("dj", "j"), ("dz", "z"), ("ts", "s"), ("ou", "u"), ("oo", "u")),
    *(("ee", "i"), ("aa", "a"), ("w", "u"), ("v", "u"), ("ck", "k"), ("q", "k"), ("x", "ks")),
    *(("c", "k"), ("gu", "g"), ("z", "s"), ("y", "i"), ("ie", "i"), ("h", "")),
)
_DOUBLED = re.compile(r"(.)\1+")
_SHORTENED = re.compile(r"(?<!\w)([^\W\d_]{1,4})\.")


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


@lru_cache(maxsize=200_000)
def sound_key(key: str) -> str:
    """Return what a name sounds like, roughly, whatever language wrote it down.

    Examples
    --------
    >>> sound_key("wadaï") == sound_key("ouaddaï")
    True
    """
    for written, sound in _SOUNDS:
        key = key.replace(written, sound)
    return _DOUBLED.sub(r"\1", key)


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
        self._words = [core_words(name) for name in names]
        self._full_words = [name_words(name) for name in names]
        self._vocabulary = {word for words in self._full_words for word in words}
        self._numbers = np.array([_numbers(name) for name in names], dtype=object)
        self._urban = np.array([is_urban(words) for words in self._full_words], dtype=bool)
        self._ways = np.array([_ways(words) for words in self._full_words], dtype=object)
        self._rows_by_word: dict[str, list[int]] = defaultdict(list)
        for row, words in enumerate(self._words):
            for word in set(words):
                self._rows_by_word[word].append(row)
        self._keys = ["".join(words) for words in self._words]
        self._sorted = ["".join(sorted(words)) for words in self._words]
        self._sounds = [sound_key(key) for key in self._keys]

    def find(
        self, written: Sequence[str], within: Collection[int] | None = None
    ) -> list[list[Near]]:
        """Return the three nearest owners of each name in `written`, nearest first.

        Names that contain the one written, or are contained in it, take the third place and up to
        two more.

        Parameters
        ----------
        written : sequence of str
            Names as people write them.
        within : collection of int, optional
            Only these owners.
        """
        rows = np.arange(len(self._keys))
        if within is not None:
            rows = rows[np.isin(self._owners, list(within))]
        if not len(rows) or not written:
            return [[] for _ in written]
        found: list[list[Near]] = []
        for start in range(0, len(written), 1000):
            found += self._find(written[start : start + 1000], rows)
        return found

    def _find(self, written: Sequence[str], rows: npt.NDArray[np.intp]) -> list[list[Near]]:
        words = [self._core(name) for name in written]
        keys = ["".join(parts) for parts in words]
        distances = np.minimum(
            _distances(keys, _take(self._keys, rows)),
            _distances(["".join(sorted(parts)) for parts in words], _take(self._sorted, rows)),
        ).astype(float)
        sounds = _distances([sound_key(key) for key in keys], _take(self._sounds, rows))
        distances = np.minimum(distances, sounds + SAME_SOUND) + self._unlike(written, rows)
        nearest = []
        for name, parts, line in zip(written, words, distances, strict=True):
            if _is_shortened(name):
                fair = self._only_shortened(name, line, rows)
                ranked = [replace(near, is_part=False) for near in self._ranked(parts, fair, rows)]
            else:
                ranked = self._ranked(parts, line, rows)
            nearest.append(ranked)
        return nearest

    def _unlike(
        self, written: Sequence[str], rows: npt.NDArray[np.intp]
    ) -> npt.NDArray[np.float64]:
        """Return what sets names apart however near their letters are: numbers, sides, city."""
        words = [name_words(name) for name in written]
        numbers = np.array([_numbers(name) for name in written], dtype=object)
        urban = np.array([is_urban(name) for name in words], dtype=bool)
        ways = np.array([_ways(name) for name in words], dtype=object)
        other_number = np.not_equal.outer(numbers, self._numbers[rows]).astype(bool)
        other_kind = np.not_equal.outer(urban, self._urban[rows])
        known = self._ways[rows]
        other_way = np.not_equal.outer(ways, known).astype(bool)
        other_way &= np.logical_and.outer(ways != "", known != "")
        apart: npt.NDArray[np.float64] = _APART * (other_number | other_way) + 1.0 * other_kind
        return apart

    def _ranked(
        self, words: tuple[str, ...], line: npt.NDArray[np.float64], rows: npt.NDArray[np.intp]
    ) -> list[Near]:
        """Return the nearest owners by the distances of `line`, one per row of names in `rows`."""
        nearest: dict[int, tuple[float, int]] = {}
        for column in _smallest(line, _NEAREST * _VARIANTS):
            row = int(rows[column])
            nearest.setdefault(int(self._owners[row]), (float(line[column]), row))
            if len(nearest) == _NEAREST:
                break
        ranked = [self._near(words, distance, row) for distance, row in nearest.values()]
        taken = {near.owner for near in ranked[:2]}
        kindred: dict[int, Near] = {}
        for row in self._sharing(words):
            column = int(np.searchsorted(rows, row))
            if column == len(rows) or rows[column] != row or int(self._owners[row]) in taken:
                continue
            near = self._near(words, float(line[column]), row)
            if near.contains:
                kindred[near.owner] = min(near, kindred.get(near.owner, near), key=_by_distance)
        others = sorted(kindred.values(), key=_by_distance)[:_NEAREST]
        return ranked[:2] + (others or ranked[2:])

    def _near(self, words: tuple[str, ...], distance: float, row: int) -> Near:
        shorter, longer = sorted((sum(map(len, words)), len(self._keys[row])))
        score = round(max(0.0, 100 * (1 - distance / max(longer, 1))), 1)
        contains = _contains(self._words[row], words)
        is_part = contains and _tells_apart(self._words[row], words)
        return Near(int(self._owners[row]), distance, shorter, score, contains, is_part)

    def _sharing(self, words: tuple[str, ...]) -> list[int]:
        """Return the rows of names that share a word with `words`."""
        return sorted({row for word in words for row in self._rows_by_word.get(word, ())})

    def _core(self, name: str) -> tuple[str, ...]:
        """Return the core of a name, with misspelt kinds of areas taken off too."""
        words = name_words(name)
        if len(words) < 2:
            return core_words(name)
        ends = {position: self._kind(words[position]) for position in (0, len(words) - 1)}
        return core_words(" ".join(ends.get(i, word) for i, word in enumerate(words)))

    def _kind(self, word: str) -> str:
        """Return the kind of area that `word` is a misspelling of, else `word` itself."""
        if len(word) < 4 or word in self._vocabulary:
            return word
        return nearest_kind(word)

    def _only_shortened(
        self, name: str, line: npt.NDArray[np.float64], rows: npt.NDArray[np.intp]
    ) -> npt.NDArray[np.float64]:
        """Let a shortened name be near to the names that it may be short for, and to no other."""
        words = name_words(name)
        fits = np.array([_is_short_for(words, self._full_words[row]) for row in rows])
        return np.where(fits, np.minimum(line, 1.0), line + _APART)


def _ways(words: tuple[str, ...]) -> str:
    return " ".join(sorted(sides(words)))


def _numbers(name: str) -> str:
    return " ".join(re.findall(r"\d+", name))


def _by_distance(near: Near) -> tuple[float, int]:
    return near.distance, near.owner


def _smallest(line: npt.NDArray[np.float64], count: int) -> npt.NDArray[np.intp]:
    """Return the positions of the smallest numbers in order, with all that equal the last."""
    if len(line) > count:
        few = np.flatnonzero(line <= np.partition(line, count)[count])
        return few[np.argsort(line[few], kind="stable")]
    return np.argsort(line, kind="stable")


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


def _is_shortened(name: str) -> bool:
    """Whether a word of the name itself, not the kind of area, is cut short by a full stop."""
    return any(not is_kind(word) for word in map(name_key, _SHORTENED.findall(name)))


def _is_short_for(short: tuple[str, ...], full: tuple[str, ...]) -> bool:
    return len(short) == len(full) and all(
        word.startswith(start) for start, word in zip(short, full, strict=True)
    )


def _distances(written: Iterable[str], known: Iterable[str]) -> npt.NDArray[np.int16]:
    result: npt.NDArray[np.int16] = process.cdist(
        list(written), list(known), scorer=OSA.distance, dtype=np.int16
    )
    return result


def _take(texts: list[str], rows: npt.NDArray[np.intp]) -> list[str]:
    return [texts[row] for row in rows]
