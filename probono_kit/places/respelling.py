"""Words that many names share, put right where they are misspelt: kinds, sides, articles."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from rapidfuzz.distance import OSA

from probono_kit.places.kinds import MARKING, is_urban, nearest_kind, sides

Words = tuple[str, ...]


class Respelling:
    """Misspelt kinds of areas, cities, sides of the compass and Arabic articles, put right.

    What a list of names writes itself is no mistake.

    Parameters
    ----------
    known : iterable of tuple of str
        The words of the names of the list.

    Examples
    --------
    >>> respelling = Respelling([("centre", "est"), ("zomba", "city")])
    >>> respelling.words(("ceentre", "ets")), respelling.words(("zomba", "ctiy"))
    (('centre', 'est'), ('zomba', 'city'))
    >>> respelling.words(("distirct", "de", "tambacounda"))
    ('district', 'de', 'tambacounda')
    """

    def __init__(self, known: Iterable[Words]) -> None:
        names = list(known)
        self._vocabulary = {word for words in names for word in words}
        telling = sorted(word for word in self._vocabulary & MARKING if len(word) > 2)
        self._sides = [word for word in telling if not is_urban((word,))]
        self._cities = [word for word in telling if is_urban((word,)) and len(word) > 3]
        self._at_ends: dict[str, set[str]] = defaultdict(set)
        for words in names:
            for word in (words[:1] + words[-1:]) if len(words) > 1 else ():
                self._at_ends[word[:3]].add(word)
        self._known: dict[tuple[str, bool], str] = {}

    def words(self, words: Words) -> Words:
        """Return the words of a written name, those put right that are misspelt."""
        if len(words) < 2:
            return words
        last = len(words) - 1
        return tuple(
            word if word in self._vocabulary else self._word(word, position in (0, last))
            for position, word in enumerate(words)
        )

    def _word(self, word: str, is_at_end: bool) -> str:
        asked = word, is_at_end
        if asked not in self._known:
            self._known[asked] = self._right(word, is_at_end)
        return self._known[asked]

    def _right(self, word: str, is_at_end: bool) -> str:
        if word == "all":
            return "al"
        if is_at_end and len(word) > 3:
            kind = nearest_kind(word)
            if kind != word and not self._is_a_name(word, OSA.distance(word, kind)):
                return kind
            cities = [city for city in self._cities if OSA.distance(word, city) < 2]
            if cities:
                return cities[0]
        if len(word) < 2 or word in MARKING:
            return word
        near = [side for side in self._sides if OSA.distance(word, side) < 2]
        return near[0] if len(sides(tuple(near))) == 1 else word

    def _is_a_name(self, word: str, edits: int) -> bool:
        """Whether a word at the end of some name is as near as that."""
        return any(OSA.distance(word, own) <= edits for own in self._at_ends.get(word[:3], ()))
