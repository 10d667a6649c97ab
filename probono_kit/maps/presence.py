"""Who does what where: which organisations work in which sectors of which areas."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True)
class Sector:
    """A sector with how many organisations work in it, in how many areas."""

    name: str
    organisations: int
    areas: int


@dataclass(frozen=True)
class Presence:
    """The matrix of a map of who does what where.

    Attributes
    ----------
    sectors : tuple of Sector
        Those with most organisations first; empty when sectors may not be told.
    counts : numpy.ndarray of int, shape (n, k)
        How many organisations work in each sector, row for row with the areas of the map.
    organisations : int
        In all.
    """

    sectors: tuple[Sector, ...]
    counts: NDArray[np.int64]
    organisations: int
