"""Texts of a column taken apart, once each: words, numbers, and keys that spellings share."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from probono_kit.places.kinds import ARTICLES, sides
from probono_kit.places.names import name_words
from probono_kit.tables.phonetics import phonetic_english, phonetic_french

#: Words that carry no meaning of their own in names of organisations, activities and places.
SMALL_WORDS = ARTICLES | frozenset(
    {
        *("a", "au", "aux", "en", "et", "ou", "par", "pour", "sur", "un", "une", "dans"),
        *("and", "an", "for", "in", "on", "to", "by", "at"),
        *("y", "e", "en", "para", "por", "con", "una", "un"),
        *("em", "no", "na", "um", "uma", "و", "في", "من"),
    }
)

_ROMAN = re.compile(r"(?=[ivx]{2,})x{0,3}(?:ix|iv|v?i{0,3})")
_GROUPED = re.compile(r"(?<=\d)[ .,\u00a0\u202f](?=\d{3}(?!\d))")
_CAPITAL = re.compile(r"(?<![\w.])([A-Z])$")
_GRAM = 2
_SHORTEST_FOR_GRAMS = 6


@dataclass(frozen=True, eq=False)
class Wording:
    """One distinct text of a column and what its spellings have in common.

    Parameters
    ----------
    text : str
        As written.
    count : int
        How many cells hold it.
    """

    text: str
    count: int

    @cached_property
    def all_words(self) -> tuple[str, ...]:
        """All words without case, accents and punctuation, in the order written."""
        return name_words(_GROUPED.sub("", self.text))

    @cached_property
    def numbers(self) -> tuple[str, ...]:
        """What tells two things of one name apart: words with digits, ``II``, a last ``B``."""
        found = [word for word in self.all_words if _is_number(word)]
        label = _CAPITAL.search(self.text.strip(' .)»"'))
        return (*found, label[1].lower()) if label else tuple(found)

    @cached_property
    def words(self) -> tuple[str, ...]:
        """The words that are no numbers, in the order written."""
        return tuple(word for word in self.all_words if not _is_number(word))

    @cached_property
    def fingerprint(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Words in the order of the alphabet, each once, and numbers in the order written."""
        return tuple(sorted(set(self.words))), self.numbers

    @cached_property
    def content(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """The fingerprint without small words; all words where there are no others."""
        words = tuple(sorted({word for word in self.words if word not in SMALL_WORDS}))
        return words or self.fingerprint[0], self.numbers

    @cached_property
    def grams(self) -> tuple[tuple[str, ...], tuple[str, ...]] | None:
        """Pairs of letters that follow each other, each once; ``None`` for short texts."""
        joined = "".join(self.words)
        if len(joined) < _SHORTEST_FOR_GRAMS:
            return None
        pairs = {joined[i : i + _GRAM] for i in range(len(joined) - _GRAM + 1)}
        return tuple(sorted(pairs)), self.numbers

    @cached_property
    def french(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Sounds of the content to a French ear."""
        return tuple(sorted(map(phonetic_french, self.content[0]))), self.numbers

    @cached_property
    def english(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Sounds of the content to an English ear."""
        return tuple(sorted(map(phonetic_english, self.content[0]))), self.numbers

    @cached_property
    def sides(self) -> frozenset[str]:
        """Sides of the compass, upper and lower, urban and rural."""
        return sides(self.words)

    @cached_property
    def is_acronym(self) -> bool:
        """Whether this is one short word in capital letters: one letter more is another one."""
        letters = self.text.strip(" .").replace(".", "")
        return letters.isupper() and letters.isalpha() and letters.isascii() and len(letters) < 7

    @cached_property
    def looks(self) -> tuple[bool, ...]:
        """How well it is written, better ones last: case, spaces, accents, capital at the start."""
        text = self.text
        return (
            text == " ".join(text.split()) and not text.endswith((".", ",", ";", ":")),
            "\ufffd" not in text and "Ã" not in text,
            not (text.isupper() and len(text) > 6) and not text.islower(),
            not text.isascii(),
            text[:1].isupper(),
        )


def _is_number(word: str) -> bool:
    return any(char.isdigit() for char in word) or _ROMAN.fullmatch(word) is not None
