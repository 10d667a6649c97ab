"""Where texts meet that may be spellings of one thing, so that not all are compared with all."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Sequence
from itertools import combinations, product

from probono_kit.tables.likeness import SpellingMethod
from probono_kit.tables.near_words import NearWords
from probono_kit.tables.wordings import Wording

#: A text meets the so many most common texts of one key at most.
_MOST = 50
#: So many combinations of spellings of its words are looked up for one text at most.
_MOST_COMBINATIONS = 300


class Meetings:
    """The texts of a column by the keys that spellings of one thing share.

    Parameters
    ----------
    wordings : iterable of Wording
        All distinct texts.
    methods : sequence of str
        Of :class:`~probono_kit.tables.likeness.SpellingMethod`.
    """

    def __init__(self, wordings: Iterable[Wording], methods: Sequence[str]) -> None:
        self._methods = frozenset(methods)
        self._centres: dict[Hashable, list[Wording]] = defaultdict(list)
        self._contents = {wording.content for wording in wordings}
        words = {word for content, _ in self._contents for word in content}
        self._near = NearWords(words if SpellingMethod.NEAR in self._methods else ())
        self._by_text: dict[str, Wording] = {}

    def add_centre(self, wording: Wording) -> None:
        """Let a text be met by those that come later."""
        for key in self._keys(wording):
            if len(self._centres[key]) < _MOST:
                self._centres[key].append(wording)
        self._by_text[wording.text] = wording

    def centres_near(self, wording: Wording) -> list[Wording]:
        """Return the texts that `wording` meets, each once, in the order they were added."""
        keys = [*self._keys(wording), *self._near_contents(wording)]
        met = {c.text: c for key in keys for c in self._centres.get(key, ())}
        return list(met.values())

    def centre(self, text: str) -> Wording | None:
        """Return the centre that is written `text`, if there is one."""
        return self._by_text.get(text)

    def _keys(self, wording: Wording) -> Iterator[Hashable]:
        yield wording.content
        methods = self._methods
        if SpellingMethod.NGRAM in methods:
            yield "joined", "".join(wording.words), wording.numbers
            if wording.grams is not None:
                yield "grams", wording.grams
        if SpellingMethod.PHONETIC_FR in methods:
            yield "fr", wording.french
        if SpellingMethod.PHONETIC_EN in methods:
            yield "en", wording.english

    def _near_contents(self, wording: Wording) -> Iterator[Hashable]:
        """Yield the contents in the column that differ in spellings of one word or two."""
        words, numbers = wording.content
        spellings = {word: near for word in words if (near := self._near[word])}
        looked_up = 0
        for size in (1, 2):
            for chosen in combinations(sorted(spellings), size):
                rest = [word for word in words if word not in chosen]
                for others in product(*(spellings[word] for word in chosen)):
                    looked_up += 1
                    if looked_up > _MOST_COMBINATIONS:
                        return
                    content = tuple(sorted({*rest, *others})), numbers
                    if content in self._contents:
                        yield content
