"""Whether values of columns that must stay with the NGO got into a file that leaves."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from probono_kit.privacy.words import is_date, phone_tail, phone_tails, words_of

Words = tuple[str, ...]

#: Longer texts are known by their first words.
_LONGEST = 8
_SHORTEST_TEXT = 5
#: A single word in at least so many rows is a category, which other texts may use by chance.
_CATEGORY_ROWS = 3


@dataclass(frozen=True, slots=True)
class PrivateColumn:
    """A column that the brief does not name.

    Parameters
    ----------
    where : str
        File, sheet and heading, for the finding.
    rows : mapping
        How many cells hold each value.
    """

    where: str
    rows: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Leak:
    """Values of one private column that were found in a file.

    Parameters
    ----------
    where : str
        The column.
    distinctive : int
        How many different values that can only come from this column were found: a telephone
        number, an address, a name, a sentence.
    words : tuple of str
        Single words that the column repeats, and that may be there by chance.
    """

    where: str
    distinctive: int
    words: Words


class LeakScan:
    """Looks for the values of private columns in texts.

    Parameters
    ----------
    columns : iterable of PrivateColumn
        What must not leave.
    public : iterable of str
        Texts that may leave: the brief, shared columns, names of areas, the toolkit's own words.
        What they contain is not looked for.

    Examples
    --------
    >>> column = PrivateColumn("points.xlsx › Gestionnaire", {"Awa Ndiaye": 1, "77 123 45 67": 1})
    >>> scan = LeakScan([column], public=["Points d'eau"])
    >>> scan.find(["Puits géré par Awa NDIAYE, tél. +221 771234567"])
    [Leak(where='points.xlsx › Gestionnaire', distinctive=2, words=())]
    """

    def __init__(self, columns: Iterable[PrivateColumn], public: Iterable[str] = ()) -> None:
        self._by_words: dict[Words, set[str]] = defaultdict(set)
        self._by_phone: dict[str, set[str]] = defaultdict(set)
        rows: Counter[tuple[str, Words]] = Counter()
        for column in columns:
            for value, count in column.rows.items():
                key = words_of(value)[:_LONGEST]
                if tail := phone_tail(value):
                    self._by_phone[tail].add(column.where)
                elif _is_distinctive(value):
                    self._by_words[key].add(column.where)
                    rows[column.where, key] += count
        self._rows = rows
        for known in set(self._hits(public)):
            self._by_words.pop(known, None) if isinstance(known, tuple) else self._by_phone.pop(
                known, None
            )

    @property
    def size(self) -> int:
        """How many different values are looked for."""
        return len(self._by_words) + len(self._by_phone)

    def find(self, texts: Iterable[str]) -> list[Leak]:
        """Return what `texts` reveal, one entry per column."""
        distinctive: Counter[str] = Counter()
        words: dict[str, set[str]] = defaultdict(set)
        for hit in set(self._hits(texts)):
            columns = self._by_words[hit] if isinstance(hit, tuple) else self._by_phone[hit]
            for where in columns:
                if isinstance(hit, tuple) and self._is_category(where, hit):
                    words[where].add(hit[0])
                else:
                    distinctive[where] += 1
        return [
            Leak(where, distinctive[where], tuple(sorted(words[where])))
            for where in sorted({*distinctive, *words})
        ]

    def _is_category(self, where: str, key: Words) -> bool:
        return len(key) == 1 and key[0].isalpha() and self._rows[where, key] >= _CATEGORY_ROWS

    def _hits(self, texts: Iterable[str]) -> Iterator[Words | str]:
        lengths: dict[str, set[int]] = defaultdict(set)
        for known in filter(None, self._by_words):
            lengths[known[0]].add(len(known))
        for text in texts:
            words = words_of(text)
            for start, word in enumerate(words):
                for length in lengths.get(word, ()):
                    if (key := words[start : start + length]) in self._by_words:
                        yield key
            if self._by_phone:
                yield from (tail for tail in phone_tails(text) if tail in self._by_phone)


def _is_distinctive(value: str) -> bool:
    letters = sum(character.isalpha() for character in value)
    return len(value.strip()) >= _SHORTEST_TEXT and letters > 0 and not is_date(value)
