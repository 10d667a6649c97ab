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
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import numpy.typing as npt
from rapidfuzz import process
from rapidfuzz.distance import OSA

from probono_kit.places.kinds import is_kind, is_urban, nearest_kind
from probono_kit.places.names import core_words, name_key, name_words

#: Half an edit: what two spellings of one sound are apart.
SAME_SOUND = 0.5

_OTHER_NUMBER, _OTHER_KIND, _NOT_SHORT_FOR = 9.0, 1.0, 9.0

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
        Whether one name is the other with more words (``Ennedi`` and ``Ennedi Ouest``).
    """

    owner: int
    distance: float
    length: int
    score: float
    contains: bool = False


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
            fair = self._only_shortened(name, line, rows) if _is_shortened(name) else line
            nearest.append(self._ranked(parts, fair, rows))
        return nearest

    def _unlike(
        self, written: Sequence[str], rows: npt.NDArray[np.intp]
    ) -> npt.NDArray[np.float64]:
        """Return what sets names apart however near their letters are: numbers, city or land."""
        numbers = np.array([_numbers(name) for name in written], dtype=object)
        urban = np.array([is_urban(name_words(name)) for name in written], dtype=bool)
        other_number = np.not_equal.outer(numbers, self._numbers[rows]).astype(bool)
        other_kind = np.not_equal.outer(urban, self._urban[rows])
        apart: npt.NDArray[np.float64] = _OTHER_NUMBER * other_number + _OTHER_KIND * other_kind
        return apart

    def _ranked(
        self, words: tuple[str, ...], line: npt.NDArray[np.float64], rows: npt.NDArray[np.intp]
    ) -> list[Near]:
        """Return the nearest owners by the distances of `line`, one per row of names in `rows`."""
        kin = [row for row in self._sharing(words) if _contains(self._words[row], words)]
        columns = {int(c): False for c in _smallest(line, _NEAREST * _VARIANTS)}
        found = np.searchsorted(rows, kin)
        columns |= {
            int(c): True
            for c, row in zip(found, kin, strict=True)
            if c < len(rows) and rows[c] == row
        }
        nearest: dict[int, Near] = {}
        written = len("".join(words))
        for column in sorted(columns, key=lambda c: (line[c], c)):
            row, distance = rows[column], float(line[column])
            shorter, longer = sorted((written, len(self._keys[row])))
            score = round(max(0.0, 100 * (1 - distance / max(longer, 1))), 1)
            near = Near(int(self._owners[row]), distance, shorter, score, columns[column])
            nearest.setdefault(near.owner, near)
        ranked = list(nearest.values())
        kindred = [near for near in ranked[2:] if near.contains]
        return ranked[:2] + (kindred[:_NEAREST] or ranked[2:_NEAREST])

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
        return np.where(fits, np.minimum(line, 1.0), line + _NOT_SHORT_FOR)


def _numbers(name: str) -> str:
    return " ".join(re.findall(r"\d+", name))


def _smallest(line: npt.NDArray[np.float64], count: int) -> npt.NDArray[np.intp]:
    """Return the positions of the smallest numbers, and of all that equal the last of them."""
    if len(line) <= count:
        return np.arange(len(line))
    return np.flatnonzero(line <= np.partition(line, count)[count])


def _contains(some: tuple[str, ...], others: tuple[str, ...]) -> bool:
    """Whether one name is the other with more words, at least one of them no mere syllable."""
    shared = set(some) & set(others)
    return shared in (set(some), set(others)) and any(len(word) > 3 for word in shared)


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
