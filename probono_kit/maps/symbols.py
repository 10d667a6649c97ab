"""Proportional circles: their area stands for the amount."""

from __future__ import annotations

import math

import numpy as np

from probono_kit.i18n import format_number
from probono_kit.maps.arrays import Array
from probono_kit.maps.model import SymbolSize
from probono_kit.maps.rounding import floor_round
from probono_kit.maps.units import with_unit

#: Radius in millimetres on A4 of the largest circle, before overlap makes it smaller.
LARGEST, SMALLEST_LARGEST = 11.0, 3.5

#: A circle that would be smaller than this (mm) is drawn this large, to be seen at all.
VISIBLE = 0.45

#: How much of all circles may lie on another one.
MOST_OVERLAP = 0.12

# The frame of a map on A4 (mm), whichever way the page is turned.
_FRAME = ((185.0, 150.0), (150.0, 200.0))


def radii(values: Array, x: Array, y: Array, *, top: float | None = None, times: int = 1) -> Array:
    """Return the radius of each circle in millimetres on the A4 page.

    Parameters
    ----------
    values : numpy.ndarray
        Amounts, none negative; NaN for missing.
    x, y : numpy.ndarray
        Places of the circles, in metres of the map's projection.
    top : float, optional
        Radius of the largest; by default it follows from how crowded they are.
    times : int
        So many maps, each with as many circles, come one after the other in `values`.

    Returns
    -------
    numpy.ndarray
        In proportion to the square root of the amount: twice the amount has twice the area. The
        largest is chosen so that circles hardly cover each other; NaN for missing and for zero.

    Examples
    --------
    >>> x = np.array([0.0, 400e3, 0.0])
    >>> radii(np.array([100.0, 25.0, np.nan]), x, np.array([0.0, 0.0, 300e3])).tolist()
    [11.0, 5.5, nan]
    """
    largest = np.nanmax(values, initial=0.0)
    share = (
        np.sqrt(np.where(values > 0, values, np.nan) / largest) if largest > 0 else values * np.nan
    )
    if top is not None:
        return np.asarray(np.maximum(share * top, VISIBLE))
    places = np.stack([x, y], axis=1) * millimetres(x, y)
    maps = [
        (at[~np.isnan(part)], part[~np.isnan(part)])
        for at, part in zip(np.split(places, times), np.split(share, times), strict=True)
    ]
    top = LARGEST
    while top > SMALLEST_LARGEST and any(
        overlap(at, part * top) > MOST_OVERLAP for at, part in maps
    ):
        top -= 0.5
    return np.asarray(np.maximum(share * top, VISIBLE))


def millimetres(x: Array, y: Array) -> float:
    """Return millimetres on the page per metre of the projection, before the page is laid out."""
    width, height = max(float(np.ptp(x)), 1.0), max(float(np.ptp(y)), 1.0)
    return max(min(w / width, h / height) for w, h in _FRAME)


def overlap(places: Array, radius: Array) -> float:
    """Return the share of the area of circles that lies on another circle.

    Parameters
    ----------
    places : numpy.ndarray
        Their middles, row by row.
    radius : numpy.ndarray
        In the same unit.

    Examples
    --------
    >>> overlap(np.array([[0.0, 0.0], [9.0, 0.0]]), np.array([1.0, 1.0]))
    0.0
    """
    if len(radius) < 2:
        return 0.0
    order = np.argsort(places[:, 0], kind="stable")
    places, radius = places[order], radius[order]
    covered, reach = 0.0, 2 * float(radius.max())
    for i in range(len(radius) - 1):
        near = slice(i + 1, int(np.searchsorted(places[:, 0], places[i, 0] + reach)))
        distance = np.hypot(*(places[near] - places[i]).T)
        covered += float(_lens(radius[i], radius[near], distance).sum())
    return covered / float(math.pi * (radius**2).sum())


def _lens(first: float, second: Array, distance: Array) -> Array:
    """Area that two circles have in common."""
    small, large = np.minimum(first, second), np.maximum(first, second)
    d = np.clip(distance, large - small + 1e-9, None)
    apart = d >= first + second
    d = np.where(apart, first + second, d)
    a = np.arccos(np.clip((d**2 + first**2 - second**2) / (2 * d * first), -1, 1))
    b = np.arccos(np.clip((d**2 + second**2 - first**2) / (2 * d * second), -1, 1))
    kite = 0.5 * np.sqrt(
        np.clip(
            (-d + first + second)
            * (d + first - second)
            * (d - first + second)
            * (d + first + second),
            0,
            None,
        )
    )
    return np.where(apart, 0.0, first**2 * a + second**2 * b - kite)


def size_legend(
    values: Array, radius: Array, *, decimals: int, language: str, unit: str
) -> tuple[SymbolSize, ...]:
    """Return up to three circles of round amounts for the legend, largest first.

    Examples
    --------
    >>> sizes = size_legend(np.array([9.0, 880.0]), np.array([1.11, 11.0]), decimals=0,
    ...                     language="en", unit="")
    >>> [size.label for size in sizes]
    ['500', '100', '20']
    """
    if not np.any(values > 0):
        return ()
    largest, smallest = float(np.nanmax(values)), float(np.nanmin(values[values > 0]))
    top = float(np.nanmax(radius))
    least = 1.0 if decimals == 0 else 0.0
    amounts = [floor_round(largest)]
    for part in (5.0, 25.0):
        amount = floor_round(largest / part)
        if amount >= max(least, smallest / 2) and amount < amounts[-1]:
            amounts.append(amount)
    if len(amounts) == 1 and amounts[0] / 2 >= max(least, smallest):
        amounts.append(floor_round(amounts[0] / 2))
    if decimals == 0 and largest < 1:
        amounts = [largest]
    digits = max(decimals, *(max(0, -math.floor(math.log10(a) + 1e-9)) for a in amounts))
    return tuple(
        SymbolSize(
            amount,
            with_unit(
                format_number(amount, language, digits if amount < 1 else decimals), unit, language
            ),
            max(top * math.sqrt(amount / largest), VISIBLE),
        )
        for amount in amounts
    )
