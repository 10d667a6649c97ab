"""What is noted of the steps that touch the cells of a column."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt

#: The steps that touched a class of cells, by the ``check_id`` of the log, in their order.
Marks: TypeAlias = tuple[str, ...]
#: Stands in a mark before the reason of one decision.
REASON = "\x1f"


@dataclass(frozen=True, slots=True, eq=False)
class Noting:
    """What to note where a text changes, class by class.

    Parameters
    ----------
    words : sequence of str
        What can be noted; the first is empty, for nothing.
    codes : array of int
        Of each class the position of its word.
    """

    words: Sequence[str]
    codes: npt.NDArray[np.signedinteger[Any]]

    @classmethod
    def of(cls, words: Sequence[str] | str, size: int) -> Noting:
        """Take one word for all of `size` classes, or one for each."""
        if isinstance(words, str):
            return cls(("", words), np.ones(size, dtype=np.int8))
        known = {word: i for i, word in enumerate(dict.fromkeys(["", *words]))}
        return cls(tuple(known), np.array([known[word] for word in words], dtype=np.int32))


def with_mark(marks: Marks, mark: str, instead_of: frozenset[str] = frozenset()) -> Marks:
    """Return the marks with another one, which takes the place of those it says better."""
    kept = tuple(each for each in marks if each not in instead_of and each != mark)
    return (*kept, mark) if mark else kept
