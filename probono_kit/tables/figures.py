"""The numbers of a column, for sums: what is none is NaN."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pandas as pd

from probono_kit.tables.cells import CellKind, texts_and_kinds
from probono_kit.tables.numbers import Mark, number_evidence, read_number
from probono_kit.tables.text_cells import SheetColumn, TextCells, distinct_texts

Numbers = npt.NDArray[np.float64]


def column_numbers(column: SheetColumn) -> Numbers:
    """Return the numbers of a column under its own convention, NaN where a cell is none.

    Parameters
    ----------
    column : array or TextCells
        All cells of the column.
    """
    if isinstance(column, TextCells):
        distinct, codes = distinct_texts(column)
        natural = False
    else:
        texts, kinds = texts_and_kinds(column)
        codes, distinct = pd.factorize(texts)
        natural = bool((kinds == CellKind.NUMBER).any())
    readings = [read_number(text) for text in distinct]
    counts = np.bincount(codes[codes >= 0], minlength=len(distinct)).tolist()
    mark = number_evidence(zip(distinct, readings, counts, strict=True)).decided or Mark.POINT
    values = [np.nan]
    for text, reading in zip(distinct, readings, strict=True):
        value = reading.value(mark) if reading else None
        if value is None and natural:
            value = _float(text)
        values.append(np.nan if value is None else float(value))
    read: Numbers = np.array([*values[1:], values[0]], dtype=np.float64)[codes]
    return read


def _float(text: str) -> float | None:
    try:
        return float(text)
    except ValueError:
        return None
