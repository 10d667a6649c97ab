"""Bars for a few amounts of each area: how high, and the legend that says so."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from probono_kit.i18n import format_number
from probono_kit.maps.arrays import Array
from probono_kit.maps.model import LegendClass
from probono_kit.maps.rounding import floor_round
from probono_kit.maps.symbols import millimetres
from probono_kit.maps.units import with_unit

#: Amounts that can be compared beside each other.
MOST_BARS = 3

#: Width of a bar, and height of the highest one before bars cover each other, in millimetres on A4.
WIDTH, HIGHEST, LEAST_HIGHEST = 2.4, 16.0, 6.0

#: Height of the sign of an amount that is not known, and of one that is just seen.
UNKNOWN, VISIBLE = 1.1, 0.25

#: How much of all bars may lie on those of another area.
_MOST_OVERLAP = 0.08


@dataclass(frozen=True)
class BarSize:
    """A bar of the legend: `height` in millimetres on the A4 page for `value`."""

    value: float
    label: str
    height: float


@dataclass(frozen=True)
class Bars:
    """What a map of bars draws over its areas.

    Attributes
    ----------
    series : tuple of LegendClass
        One per amount, in the order of the bars: name, colour, of how many areas it is known.
    heights : numpy.ndarray, shape (n, k)
        Millimetres on A4, row for row with the areas; NaN where an amount is not known, 0 for zero.
        Areas of which none is known have no bars.
    sizes : tuple of BarSize
        Bars of round amounts, the highest first.
    columns : tuple of (str, str)
        What each amount is, and the column that divides it, ``""`` for none.
    per : float
        Divided amounts are per this many.
    width : float
        Of one bar, in millimetres on A4.
    """

    series: tuple[LegendClass, ...]
    heights: Array
    sizes: tuple[BarSize, ...]
    columns: tuple[tuple[str, str], ...] = ()
    per: float = 1.0
    width: float = WIDTH

    @property
    def drawn(self) -> NDArray[np.int64]:
        """Rows of the areas that have bars."""
        return np.flatnonzero(~np.isnan(self.heights).all(axis=1)).astype(np.int64)


def bar_heights(amounts: Array, x: Array, y: Array) -> Array:
    """Return the height of each bar in millimetres on A4.

    Parameters
    ----------
    amounts : numpy.ndarray, shape (n, k)
        None negative; NaN for missing.
    x, y : numpy.ndarray
        Where the bars of each area stand, in metres of the map's projection.

    Returns
    -------
    numpy.ndarray, shape (n, k)
        In proportion to the amount. The highest is chosen so that bars hardly cover each other.

    Examples
    --------
    >>> amounts = np.array([[100.0, 50.0], [25.0, np.nan]])
    >>> bar_heights(amounts, np.array([0.0, 400e3]), np.array([0.0, 0.0])).tolist()
    [[16.0, 8.0], [4.0, nan]]
    """
    largest = float(np.nanmax(amounts, initial=0.0))
    shares = amounts / largest if largest > 0 else amounts
    places = np.stack([x, y], axis=1) * millimetres(x, y)
    top = HIGHEST
    while top > LEAST_HIGHEST and _overlap(places, shares * top) > _MOST_OVERLAP:
        top -= 0.5
    return np.asarray(np.where(shares > 0, np.maximum(shares * top, VISIBLE), shares * top))


def heights_over_time(amounts: Array, x: Array, y: Array) -> Array:
    """Return the height of each bar at each time: an amount has one height whenever it is.

    Parameters
    ----------
    amounts : numpy.ndarray, shape (t, n, k)
        At `t` times.
    x, y : numpy.ndarray
        As for :func:`bar_heights`.

    Returns
    -------
    numpy.ndarray, shape (t, n, k)

    Examples
    --------
    >>> amounts = np.array([[[50.0, 25.0]], [[100.0, np.nan]]])
    >>> heights_over_time(amounts, np.zeros(1), np.zeros(1)).tolist()
    [[[8.0, 4.0]], [[16.0, nan]]]
    """
    most = np.fmax.reduce(amounts, axis=0)
    largest = float(np.nanmax(most, initial=0.0))
    top = float(np.nanmax(bar_heights(most, x, y), initial=0.0))
    heights = amounts / largest * top if largest > 0 else amounts
    return np.asarray(np.where(heights > 0, np.maximum(heights, VISIBLE), heights))


def _overlap(places: Array, heights: Array) -> float:
    """Return the share of the bars' boxes that lies on the box of another area."""
    tall = np.nan_to_num(heights).max(axis=1)
    rows = np.flatnonzero(tall > 0)
    if len(rows) < 2:
        return 0.0
    wide, places, tall = WIDTH * heights.shape[1], places[rows], tall[rows]
    across = wide - np.abs(places[:, None, 0] - places[None, :, 0])
    tops = places[:, 1] + tall
    along = np.minimum(tops[:, None], tops[None, :]) - np.maximum(
        places[:, None, 1], places[None, :, 1]
    )
    common = np.clip(across, 0, None) * np.clip(along, 0, None)
    return float(np.triu(common, 1).sum() / (wide * tall.sum()))


def bar_sizes(
    amounts: Array, heights: Array, *, decimals: int, language: str, unit: str
) -> tuple[BarSize, ...]:
    """Return up to two bars of round amounts for the legend, the highest first.

    Examples
    --------
    >>> sizes = bar_sizes(np.array([[880.0]]), np.array([[16.0]]), decimals=0, language="en",
    ...                   unit="")
    >>> [(size.label, round(size.height, 1)) for size in sizes]
    [('500', 9.1), ('200', 3.6)]
    """
    largest = float(np.nanmax(amounts, initial=0.0))
    if largest <= 0:
        return ()
    top = float(np.nanmax(heights))
    steps = [floor_round(largest), floor_round(largest / 3)]
    if decimals == 0 and steps[1] < 1:
        steps = [largest if largest < 2 else steps[0]]
    return tuple(
        BarSize(
            step,
            with_unit(
                format_number(step, language, decimals if step >= 1 else None), unit, language
            ),
            top * step / largest,
        )
        for step in dict.fromkeys(steps)
    )
