"""Amounts of areas as dots, spread at random inside each area."""

from __future__ import annotations

import hashlib

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from probono_kit.maps.arrays import Array, Shapes
from probono_kit.maps.rounding import floor_round

#: So many dots are wanted on a map, and no more than this are drawn.
_WANTED, MOST_DOTS = 1500, 20_000


def dot_value(amounts: Array) -> float:
    """Return a round amount that one dot stands for.

    Examples
    --------
    >>> dot_value(np.array([120_000.0, 40_000.0, np.nan])), dot_value(np.array([0.2, 0.3]))
    (100.0, 0.0002)
    """
    known = amounts[~np.isnan(amounts)]
    wanted = float(known.sum()) / _WANTED
    if (known == np.rint(known)).all():
        # Of things that are counted, a dot is one at the least.
        wanted = max(wanted, 1.0)
    return floor_round(wanted)


def dots_per_area(amounts: Array, value: float) -> NDArray[np.int64]:
    """Return how many dots each area gets: their sum is that of all amounts, rounded.

    Parameters
    ----------
    amounts : numpy.ndarray
        None negative; NaN for missing.
    value : float
        What one dot stands for.

    Returns
    -------
    numpy.ndarray of int
        By the largest remainders (Hamilton's method), so that small areas are not all lost.

    Examples
    --------
    >>> dots_per_area(np.array([26.0, 25.0, 49.0, np.nan]), 10.0).tolist()
    [3, 2, 5, 0]
    """
    shares = np.nan_to_num(amounts) / value
    counts = np.floor(shares).astype(np.int64)
    lacking = int(np.rint(shares.sum())) - int(counts.sum())
    largest = np.argsort(-(shares - counts), kind="stable")[:lacking]
    counts[largest] += 1
    return counts


def spread(shape: BaseGeometry, count: int, seed: str) -> Array:
    """Return places inside a shape, each as likely as any other, the same every time.

    Parameters
    ----------
    shape : shapely geometry
        Polygon in metres of a projection that is true to area.
    count : int
        How many.
    seed : str
        What the places follow from, such as the code of the area.

    Returns
    -------
    numpy.ndarray, shape (count, 2)
    """
    digest = hashlib.sha256(seed.encode("utf-8")).digest()
    random = np.random.default_rng(int.from_bytes(digest[:8], "big"))
    shapely.prepare(shape)
    west, south, east, north = shape.bounds
    share = max(shape.area / max((east - west) * (north - south), 1e-9), 1e-4)
    found = np.empty((0, 2))
    while len(found) < count:
        tries = random.random((int((count - len(found)) / share * 1.2) + 8, 2))
        tries = tries * [east - west, north - south] + [west, south]
        inside = shapely.contains_xy(shape, tries[:, 0], tries[:, 1])
        found = np.concatenate([found, tries[inside]])
    return found[:count]


def spread_all(shapes: Shapes, counts: NDArray[np.int64], seeds: list[str]) -> Array:
    """Return the places of all dots, area by area."""
    made = [
        spread(shape, int(count), seed)
        for shape, count, seed in zip(shapes, counts, seeds, strict=True)
        if count
    ]
    return np.concatenate(made) if made else np.empty((0, 2))
