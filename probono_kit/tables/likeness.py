"""Whether two texts of a column are one thing written in two ways, and how sure that is.

The scores are not probabilities: they order proposals, so that a person sees the safest first.
They are set so that what is proposed from 75 on is mostly right (``benchmarks/spellings.py``).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import NamedTuple

from rapidfuzz.distance import OSA

from probono_kit.tables.near_words import word_distance
from probono_kit.tables.wordings import Wording


class SpellingMethod(StrEnum):
    """How two spellings of one thing are recognised, the surest first."""

    DICTIONARY = "dictionary"
    FINGERPRINT = "fingerprint"
    SMALL_WORDS = "small_words"
    NGRAM = "ngram"
    NEAR = "near"
    PHONETIC_FR = "phonetic_fr"
    PHONETIC_EN = "phonetic_en"


class Likeness(NamedTuple):
    """Two texts that may be one thing.

    Attributes
    ----------
    method : SpellingMethod
        The surest method that says so.
    score : float
        0 to 100.
    """

    method: SpellingMethod
    score: float


#: A mistake at the first letter is rare (J. Pollock, A. Zamora 1984): other words begin so.
_FIRST_LETTER = 10.0
#: Two spellings that are both common in their column are more often two things.
_BOTH_COMMON = 10.0
#: Two words that both stand in other texts too are more often two words.
_BOTH_KNOWN = 12.0
_COMMON_CELLS, _COMMON_SHARE = 3, 0.2
#: Shorter texts sound like too many others.
_LETTERS_TO_HEAR = 5


class Likenesses:
    """What the texts of one column say about each other.

    Parameters
    ----------
    wordings : iterable of Wording
        All distinct texts of the column.
    methods : iterable of str
        Of :class:`SpellingMethod`.
    """

    def __init__(self, wordings: Iterable[Wording], methods: Iterable[str]) -> None:
        self._methods = frozenset(methods)
        contents = {wording.content[0] for wording in wordings}
        self._known: Mapping[str, int] = Counter(word for words in contents for word in words)

    def commonness(self, wording: Wording) -> int:
        """Return how often the rarest word of a text stands in other texts of the column."""
        return min((self._known[word] for word in wording.content[0]), default=0)

    def judge(self, one: Wording, other: Wording) -> Likeness | None:
        """Return how two texts are alike; ``None`` where nothing says that they are one.

        Parameters
        ----------
        one, other : Wording
            Two distinct texts of the column; their order does not matter.
        """
        one, other = sorted((one, other), key=lambda wording: wording.text)
        if one.numbers != other.numbers or not one.all_words or not other.all_words:
            return None
        if one.sides != other.sides and one.sides and other.sides:
            return None
        if (exact := self._same_key(one, other)) is not None:
            return exact
        if one.is_acronym or other.is_acronym:
            return None
        near = self._near(one, other) if SpellingMethod.NEAR in self._methods else None
        return near or self._alike_in_sound(one, other)

    def _same_key(self, one: Wording, other: Wording) -> Likeness | None:
        if SpellingMethod.FINGERPRINT in self._methods:
            if one.all_words == other.all_words:
                return Likeness(SpellingMethod.FINGERPRINT, 99.0)
            if one.fingerprint == other.fingerprint:
                return Likeness(SpellingMethod.FINGERPRINT, 95.0)
        if SpellingMethod.NGRAM in self._methods and "".join(one.words) == "".join(other.words):
            return Likeness(SpellingMethod.NGRAM, 97.0)
        if SpellingMethod.SMALL_WORDS in self._methods and one.content == other.content:
            return Likeness(SpellingMethod.SMALL_WORDS, 90.0)
        if (
            SpellingMethod.NGRAM in self._methods
            and one.grams is not None
            and one.grams == other.grams
        ):
            return Likeness(SpellingMethod.NGRAM, 88.0)
        return None

    def _near(self, one: Wording, other: Wording) -> Likeness | None:
        pairs = _paired(one.content[0], other.content[0])
        if pairs is None:
            return None
        distances = [word_distance(a, b) for a, b in pairs]
        if any(distance is None for distance in distances):
            return None
        edits = sum(distance for distance in distances if distance)
        letters = min(_letters(one), _letters(other))
        score = 100 * (1 - edits / max(letters, 1)) - self._doubts(one, other, pairs)
        return Likeness(SpellingMethod.NEAR, round(min(score, 96.0), 1)) if score > 0 else None

    def _alike_in_sound(self, one: Wording, other: Wording) -> Likeness | None:
        french = SpellingMethod.PHONETIC_FR in self._methods and one.french == other.french
        english = SpellingMethod.PHONETIC_EN in self._methods and one.english == other.english
        if not french and not english:
            return None
        letters = max(_letters(one), _letters(other))
        pairs = _paired(one.content[0], other.content[0])
        if pairs is None or min(_letters(one), _letters(other)) < _LETTERS_TO_HEAR:
            return None
        alike = 1 - 0.75 * sum(OSA.distance(a, b) for a, b in pairs) / letters
        score = 100 * alike - 5 - self._doubts(one, other, pairs, by_ear=True)
        method = SpellingMethod.PHONETIC_FR if french else SpellingMethod.PHONETIC_EN
        return Likeness(method, round(score, 1)) if score > 0 else None

    def _doubts(
        self, one: Wording, other: Wording, pairs: list[tuple[str, str]], *, by_ear: bool = False
    ) -> float:
        """Return what speaks against a typing error."""
        doubts = 0.0
        fewer, more = sorted((one.count, other.count))
        if fewer >= _COMMON_CELLS and fewer > _COMMON_SHARE * more:
            doubts += _BOTH_COMMON
        for a, b in pairs:
            if a == b:
                continue
            if not by_ear and a[0] != b[0] and sorted(a[:2]) != sorted(b[:2]):
                doubts += _FIRST_LETTER
            rarer, commoner = sorted((self._known[a], self._known[b]))
            if rarer > 1 and rarer > 0.1 * commoner:
                doubts += _BOTH_KNOWN
        return doubts


def _letters(wording: Wording) -> int:
    return sum(map(len, wording.content[0]))


def _paired(some: tuple[str, ...], others: tuple[str, ...]) -> list[tuple[str, str]] | None:
    """Pair the words that two texts do not share, each with the nearest; ``None`` if uneven."""
    left = [word for word in some if word not in others]
    right = [word for word in others if word not in some]
    if len(left) != len(right):
        return None
    pairs: list[tuple[str, str]] = []
    ranked = sorted((OSA.distance(a, b), a, b) for a in left for b in right)
    taken: set[str] = set()
    for _, a, b in ranked:
        if a not in taken and b not in taken:
            pairs.append((a, b))
            taken |= {a, b}
    return pairs
