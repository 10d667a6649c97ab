"""Several columns at once: Arrow and numpy work outside Python's lock."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

#: From this many cells on it is worth starting threads.
WORTH = 1_000_000
_MOST = 4

Item = TypeVar("Item")
Made = TypeVar("Made")


def at_once(work: Callable[[Item], Made], items: Iterable[Item], cells: int) -> list[Made]:
    """Return what `work` makes of each item, in their order.

    Parameters
    ----------
    work : callable
        Must touch nothing but its item.
    items : iterable
        Such as columns.
    cells : int
        How many cells they have together; for few of them no thread is started.

    Examples
    --------
    >>> at_once(len, ["a", "bcd"], 10**9)
    [1, 3]
    """
    if cells < WORTH:
        return list(map(work, items))
    with ThreadPoolExecutor(min(_MOST, os.cpu_count() or 1)) as threads:
        return list(threads.map(work, items))
