"""Columns looked at together: which combination of their texts each row has."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import pandas as pd

from probono_kit.tables.distinct import Codes
from probono_kit.tables.trail import Trail


def together(trails: Sequence[Trail]) -> Codes:
    """Return for each row which combination of the texts of several columns it has.

    Parameters
    ----------
    trails : sequence of Trail
        Columns of the same rows.

    Returns
    -------
    array of int
        Combinations are numbered in the order of their first row.
    """
    codes = np.zeros(len(trails[0].codes) if trails else 0, dtype=np.int64)
    for trail in trails:
        place, distinct = trail.now.coded()
        here = place[trail.codes].astype(np.int64)
        codes = _dense(codes * max(1, len(distinct)) + here)
    return codes.astype(np.intp)


def combinations(trails: Sequence[Trail], codes: Codes) -> list[tuple[str | None, ...]]:
    """Return the texts of each combination that :func:`together` numbered."""
    first = np.zeros(int(codes.max()) + 1 if len(codes) else 0, dtype=np.intp)
    first[codes[::-1]] = np.arange(len(codes))[::-1]
    return list(zip(*(trail.now.take(trail.codes[first]) for trail in trails), strict=True))


def _dense(codes: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
    return np.asarray(pd.factorize(codes)[0], dtype=np.int64)
