"""What sets two names apart however near their letters are: numbers, sides of the compass, city."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

import numpy as np
import numpy.typing as npt

from probono_kit.places.kinds import MARKING, is_urban, sides

Words = tuple[str, ...]
Marked = npt.NDArray[np.int64]
Positions = npt.NDArray[np.intp]

#: Names that differ in a number, or in east and west, are never near: so many edits are added.
APART = 9.0

_NUMERALS = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii")
_ROMAN = {roman: str(number) for number, roman in enumerate(_NUMERALS, start=1)}
_MARKING = MARKING.union(_ROMAN)
# Digits in a word are letters that a machine misread, unless the list has such names.
_NUMBER = re.compile(r"(?<!\w)\d+(?!\w)")
_NUMBER_IN_WORD = re.compile(r"(?<!\w)\d+|[1-9]\d*(?!\w)")


class Marks:
    """The marks of names, numbered so that many can be compared at once.

    Parameters
    ----------
    known : iterable of tuple of str
        The words of the names in which others are looked up.

    Examples
    --------
    >>> marks = Marks([("zone", "3")])
    >>> some, others = marks.of([("zone", "iv"), ("zone", "iii")]), marks.of([("zone", "3")])
    >>> marks.apart(some, others, np.array([0, 1]), np.array([0, 0])).tolist()
    [9.0, 0.0]
    """

    def __init__(self, known: Iterable[Words]) -> None:
        is_numbered = any(
            not word.isalpha() and re.search(r"\d", word) and not word.isdigit()
            for words in known
            for word in words
        )
        self._number = _NUMBER_IN_WORD if is_numbered else _NUMBER
        self._marks: dict[str, int] = {"": 0}

    def of(self, names: Sequence[Words]) -> Marked:
        """Return the marks of each name: its numbers, its sides, whether it is a city's."""
        marks = self._marks
        told = np.zeros((len(names), 3), dtype=np.int64)
        for number, words in enumerate(names):
            if not _MARKING.isdisjoint(words) or not all(map(str.isalpha, words)):
                told[number] = (
                    marks.setdefault(self._numbers(words), len(marks)),
                    marks.setdefault(" ".join(sorted(sides(words))), len(marks)),
                    is_urban(words),
                )
        return told

    def apart(
        self, some: Marked, others: Marked, one: Positions, other: Positions
    ) -> npt.NDArray[np.float64]:
        """Return what marks add to the edits between pairs of some names and others."""
        added = np.zeros(len(one))
        has_any = [(marks != 0).sum(axis=1) > 0 for marks in (some, others)]
        marked = np.flatnonzero(has_any[0][one] | has_any[1][other])
        left, right = some[one[marked]], others[other[marked]]
        differ = left != right
        both_sided = (left[:, 1] != 0) & (right[:, 1] != 0)
        is_another = differ[:, 0] | (differ[:, 1] & both_sided)
        added[marked] = APART * is_another + 1.0 * differ[:, 2]
        return added

    def _numbers(self, words: Words) -> str:
        """Return the numbers in a name: digits, and Roman numerals at its end."""
        ends = [_ROMAN[words[-1]]] if len(words) > 1 and words[-1] in _ROMAN else []
        return " ".join(self._number.findall(" ".join(words)) + ends)
