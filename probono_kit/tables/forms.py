"""The forms of the texts of a column: ``12 345,60`` and ``98 765,43`` are written alike.

What a text may be, a number, a code, a date, is seen from its form; of a million amounts there are
a few dozen. In a form ``9`` stands for any digit, but the first two zeros of a run of digits stay:
``007`` is no number and ``00226…`` is a telephone number.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from probono_kit.tables.bytes_of_texts import buffers
from probono_kit.tables.distinct import Column
from probono_kit.tables.texts import Flags

#: A column with fewer distinct texts is looked at text by text.
MANY = 5000

#: Forms that are more than this share of the texts save no work.
FEW = 0.5

_NINE, _ZERO = b"90"


@dataclass(frozen=True, slots=True, eq=False)
class Forms:
    """The distinct texts of a column, gathered by their form.

    Parameters
    ----------
    texts : list of str
        The forms, in the order of their first text; the texts themselves where they are few.
    counts : array of int64
        Cells of each form.
    codes : array of int32
        For each distinct text the position of its form.
    first : array of int
        For each form the position of its first text.
    each : bool
        Whether every text is its own form.
    """

    texts: list[str]
    counts: npt.NDArray[np.int64]
    codes: npt.NDArray[np.int32]
    first: npt.NDArray[np.intp]
    each: bool

    @classmethod
    def of(cls, column: Column) -> Forms:
        """Gather the texts of a column by their form, if they are many.

        Examples
        --------
        >>> import pandas as pd
        >>> texts = [f"{number},50" for number in range(10_000, 20_000)]
        >>> Forms.of(Column.of(pd.Series([*texts, "ND"], dtype="str"))).texts
        ['99999,99', 'ND']
        """
        if len(column) < MANY:
            return cls.by_text(column)
        coded = _form_of(column.arrow).dictionary_encode()
        codes = coded.indices.to_numpy()
        texts = coded.dictionary.to_pylist()
        if len(texts) > FEW * len(codes):
            return cls.by_text(column)
        first = np.zeros(len(texts), dtype=np.intp)
        first[codes[::-1]] = np.arange(len(codes))[::-1]
        counts = np.bincount(codes, weights=column.counts).astype(np.int64)
        return cls(texts, counts, codes, first, each=False)

    @classmethod
    def by_text(cls, column: Column) -> Forms:
        """Take every text for itself."""
        places = np.arange(len(column))
        return cls(column.texts, column.counts, places.astype(np.int32), places, each=True)

    def spread(self, wanted: list[bool] | Flags) -> Flags:
        """Tell of each distinct text whether its form is `wanted`."""
        return np.asarray(np.array(wanted, dtype=bool)[self.codes], dtype=bool)


def _form_of(texts: Any) -> Any:
    """Return for each text its form."""
    ends, content = buffers(texts)
    digit = (content - _ZERO) < 10  # all others wrap around
    inner = np.zeros(len(content), dtype=bool)  # after another digit of the same text
    inner[1:] = digit[:-1]
    inner[ends[:-1][ends[:-1] < len(content)]] = False
    zero = content == _ZERO
    first = zero & ~inner
    second = zero & inner
    second[1:] &= first[:-1]
    made = np.where(digit & ~first & ~second, np.uint8(_NINE), content)
    offsets = np.ascontiguousarray(ends, dtype=np.int64)
    sides = [None, pa.py_buffer(offsets), pa.py_buffer(made)]
    return pa.Array.from_buffers(pa.large_string(), len(texts), sides)
