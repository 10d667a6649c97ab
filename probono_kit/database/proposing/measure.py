"""How well one column decides another, empty cells included."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from probono_kit.database.proposing.sheet import Facts
from probono_kit.tables.dependencies import Codes


class Decides(NamedTuple):
    """What the rows say about a rule.

    Parameters
    ----------
    support : float
        Share of the rows that follow it.
    wrong : array of int
        Rows that do not: they say another thing than most of their group, or nothing decides.
    rows : int
        Rows looked at.
    """

    support: float
    wrong: Codes
    rows: int


def decides(one: Facts, other: Facts) -> Decides:
    """Measure whether `one` decides `other`, where an empty cell is a value like any other.

    Parameters
    ----------
    one, other : Facts
        Columns of the same sheet.

    Returns
    -------
    Decides
        Rows in which `one` is empty are against the rule if `other` is not.

    Examples
    --------
    >>> import pandas as pd
    >>> from probono_kit.database.proposing.sheet import _facts
    >>> code, name = (_facts(pd.Series(list(text)), []) for text in ("aabbb", "xxyyz"))
    >>> decides(code, name).support, decides(code, name).wrong.tolist()
    (0.8, [4])
    """
    known = one.codes >= 0
    groups, said = one.codes[known], other.codes[known] + 1
    width = other.distinct + 1
    pairs, inverse, counts = np.unique(
        groups * width + said, return_inverse=True, return_counts=True
    )
    owners = pairs // width
    # The last of each owner, ordered by count, is its majority; of equals the one seen first.
    order = np.lexsort((-pairs, counts, owners))
    last = np.append(owners[order][1:] != owners[order][:-1], True) if len(order) else order == 0
    majority = np.zeros(len(pairs), dtype=bool)
    majority[order[last]] = True
    wrong = np.zeros(len(one.codes), dtype=bool)
    wrong[np.flatnonzero(known)[~majority[inverse]]] = True
    wrong |= ~known & (other.codes >= 0)
    rows = int((known | (other.codes >= 0)).sum())
    found = np.flatnonzero(wrong).astype(np.int64)
    return Decides(1 - len(found) / max(1, rows), found, rows)
