"""The texts of a column: a sequence of ``str`` or ``None`` in one block of memory."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, overload

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

Flags = npt.NDArray[np.bool_]
_AT_ONCE = 65_536


class Texts(Sequence[str | None]):
    """Texts of which some may be missing. They are never changed.

    A long column has a million of them: ask :attr:`arrow` all at once, not one after the other.

    Parameters
    ----------
    arrow : pyarrow.LargeStringArray
        The texts, null for ``None``.

    Examples
    --------
    >>> texts = Texts.of(["a", None, "b"])
    >>> list(texts), texts[2], texts.gone.tolist(), len(texts)
    (['a', None, 'b'], 'b', [False, True, False], 3)
    """

    __slots__ = ("_gone", "arrow")

    def __init__(self, arrow: Any) -> None:
        self.arrow = arrow
        self._gone: Flags | None = None

    @classmethod
    def of(cls, texts: Texts | Iterable[str | None] | Any) -> Texts:
        """Take texts in any form."""
        if isinstance(texts, Texts):
            return texts
        if isinstance(texts, pa.Array):
            return cls(texts)
        return cls(pa.array(list(texts), type=pa.large_string()))

    def __len__(self) -> int:
        return len(self.arrow)

    def __iter__(self) -> Iterator[str | None]:
        for start in range(0, len(self), _AT_ONCE):
            yield from self.arrow.slice(start, _AT_ONCE).to_pylist()

    @overload
    def __getitem__(self, wanted: int) -> str | None: ...
    @overload
    def __getitem__(self, wanted: slice) -> Texts: ...
    def __getitem__(self, wanted: int | slice) -> str | Texts | None:
        if isinstance(wanted, slice):
            return Texts(self.arrow[wanted])
        text: str | None = self.arrow[int(wanted)].as_py()
        return text

    @property
    def gone(self) -> Flags:
        """Where there is no text."""
        if self._gone is None:
            self._gone = flags(self.arrow.is_null())
        return self._gone

    def take(self, positions: npt.NDArray[Any]) -> Texts:
        """Return the texts at some positions, ``None`` where a position is negative."""
        gaps = positions < 0
        return Texts(self.arrow.take(pa.array(positions, mask=gaps if gaps.any() else None)))

    def spread(self, filled: Flags) -> Texts:
        """Return one text for each flag: the next one where it is up, ``None`` elsewhere.

        Examples
        --------
        >>> list(Texts.of(["a", "b"]).spread(np.array([True, False, True])))
        ['a', None, 'b']
        """
        if filled.all():
            return self
        return self.take(np.where(filled, np.cumsum(filled) - 1, -1))

    def or_empty(self, unless: Flags | None = None) -> Texts:
        """Return the texts with an empty one where there is none, `unless` there should be none.

        Examples
        --------
        >>> list(Texts.of(["a", None, None]).or_empty(np.array([False, False, True])))
        ['a', '', None]
        """
        if not self.arrow.null_count:
            return self
        filled = self.arrow.fill_null("")
        return Texts(
            filled if unless is None else pc.if_else(pa.array(~unless), filled, self.arrow)
        )

    def followed_by(self, *others: Texts) -> Texts:
        """Return these texts and then others."""
        return Texts(pa.concat_arrays([self.arrow, *(other.arrow for other in others)]))

    def with_others(self, others: Mapping[int, str | None]) -> Texts:
        """Return these texts, but others at some positions.

        Examples
        --------
        >>> list(Texts.of(["a", "b", "c"]).with_others({1: None, 2: "d"}))
        ['a', None, 'd']
        """
        if not others:
            return self
        places = np.arange(len(self))
        places[list(others)] = len(self) + np.arange(len(others))
        return self.followed_by(Texts.of(others.values())).take(places)

    def differ(self, others: Texts) -> Flags:
        """Tell where two sequences of the same length are not the same.

        Examples
        --------
        >>> Texts.of(["a", None, None, "b"]).differ(Texts.of(["a", None, "b", None])).tolist()
        [False, False, True, True]
        """
        if self is others or self.arrow is others.arrow:
            return np.zeros(len(self), dtype=bool)
        unequal = flags(pc.fill_null(pc.not_equal(self.arrow, others.arrow), False))
        return np.asarray(unequal | (self.gone != others.gone), dtype=bool)

    def coded(self) -> tuple[npt.NDArray[np.int32], Texts]:
        """Return for each the position of its text among the distinct ones, and these.

        Examples
        --------
        >>> codes, distinct = Texts.of(["b", None, "b"]).coded()
        >>> codes.tolist(), list(distinct)
        ([0, 1, 0], ['b', None])
        """
        coded = self.arrow.dictionary_encode(null_encoding="encode")
        return coded.indices.to_numpy(), Texts(coded.dictionary)


def flags(answers: Any) -> Flags:
    """Return an Arrow array of answers without a gap as an array of bool."""
    return np.asarray(answers.to_numpy(zero_copy_only=False), dtype=bool)
