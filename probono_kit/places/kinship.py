"""Names that contain one another, and names that another is short for: found by their words."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence

from rapidfuzz.distance import OSA

from probono_kit.places.kinds import ARTICLES, is_kind, nearest_kind
from probono_kit.places.shortened import initials, is_short_for

Words = tuple[str, ...]

_NONE: frozenset[int] = frozenset()


class Kin:
    """Known names by their words.

    Parameters
    ----------
    words, full_words : sequence of tuple of str
        Of each name, without and with articles and kinds of areas.

    Examples
    --------
    >>> names = [("mayo", "kebbi", "est"), ("kebbi",), ("lac",)]
    >>> kin = Kin(names, names)
    >>> sorted(kin.akin(("kebbi", "est"))), sorted(kin.short_for(("m", "k", "est")))
    ([0, 1], [0])
    """

    def __init__(self, words: Sequence[Words], full_words: Sequence[Words]) -> None:
        self._words = words
        self._full_words = full_words
        self._by_word: dict[str, list[int]] = defaultdict(list)
        self._by_anchor: dict[str, list[int]] = defaultdict(list)
        self._by_initials: dict[str, list[int]] = defaultdict(list)
        for row, (own, anchor) in enumerate(zip(words, rare_anchors(words), strict=True)):
            for word in set(own):
                self._by_word[word].append(row)
            if anchor:
                self._by_anchor[anchor].append(row)
            self._by_initials[initials(full_words[row])].append(row)

    def akin(self, words: Words) -> frozenset[int]:
        """Return the rows of names that contain all of these words, or only such."""
        found: list[int] = []
        for word in words:
            found += self._by_anchor.get(word, ())
        if words and self._by_word.keys() >= set(words):
            rarest = min(words, key=lambda word: (len(self._by_word[word]), word))
            found += self._by_word[rarest]
        if not found:
            return _NONE
        return frozenset(row for row in found if _contains(self._words[row], words))

    def short_for(self, words: Words) -> frozenset[int]:
        """Return the rows of names that a shortened one may be short for."""
        rows = self._by_initials.get(initials(words), ())
        return frozenset(row for row in rows if is_short_for(words, self._full_words[row]))


def rare_anchors(words: Sequence[Words]) -> list[str]:
    """Return the rarest long word of each name; empty where all its words are short.

    Examples
    --------
    >>> rare_anchors([("mayo", "kebbi"), ("mayo", "boneye"), ("lac",)])
    ['kebbi', 'boneye', '']
    """
    counts = Counter(word for own in words for word in set(own))
    return [
        min(
            (word for word in own if len(word) > 3),
            key=lambda word: (counts[word], word),
            default="",
        )
        for own in words
    ]


def _contains(some: Words, others: Words) -> bool:
    """Whether one name is the other with more words, at least one of them no mere syllable."""
    shared = set(some) & set(others)
    return shared in (set(some), set(others)) and any(len(word) > 3 for word in shared)


def tells_apart(some: Words, others: Words) -> bool:
    """Whether a word that one name has more than the other is a word of its own.

    Examples
    --------
    >>> tells_apart(("ennedi",), ("ennedi", "ouest")), tells_apart(("est",), ("est", "distrct"))
    (True, False)
    """
    known = ARTICLES | (set(some) & set(others))
    more = {word for word in set(some) ^ set(others) if len(word) > 2 and not is_kind(word)}
    return any(
        nearest_kind(word) == word and all(OSA.distance(word, other) > 1 for other in known)
        for word in more
    )
