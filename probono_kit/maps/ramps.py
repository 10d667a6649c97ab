"""Colours without classes: each amount its own, along a ramp whose legend is the ramp itself."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from probono_kit.i18n import format_number
from probono_kit.maps.arrays import Array
from probono_kit.maps.colours import PALETTES, Nature, colours
from probono_kit.maps.rounding import decimals_for, floor_round, places
from probono_kit.maps.spec import MapSpec
from probono_kit.maps.units import is_short, with_unit

#: Colours of a ramp: more than eyes tell apart.
_STEPS = 101

#: Share of the ramp that lies between two of its numbers at least.
_APART = 0.16


@dataclass(frozen=True)
class Ramp:
    """The legend of a map without classes.

    Attributes
    ----------
    colours : tuple of str
        ``#rrggbb``, evenly from the lowest to the highest amount.
    ticks : tuple of (float, str)
        Where along the ramp (0 to 1) which number stands; the first and the last at its ends.
    """

    colours: tuple[str, ...]
    ticks: tuple[tuple[float, str], ...]


def make_ramp(values: Array, spec: MapSpec) -> tuple[Ramp, tuple[str, ...]]:
    """Return the ramp of some amounts, and the colour of each of them.

    Parameters
    ----------
    values : numpy.ndarray
        None missing, at least one.
    spec : MapSpec
        Palette, unit, language; with a `middle`, equal distances from it are equally dark.

    Returns
    -------
    Ramp, tuple of str
        In proportion to the amount (Tobler 1973, "Choropleth Maps Without Class Intervals?",
        Geographical Analysis 5(3)): no break makes neighbours look different.
    """
    low, high = float(values.min()), float(values.max())
    whole = _scale(spec, low, high)
    start, end = _share(low, whole), _share(high, whole)
    palette = _palette(spec)
    along = np.linspace(start, end, 33)
    ramp = tuple(palette[round(share * (_STEPS - 1))] for share in along)
    fills = tuple(palette[round(_share(value, whole) * (_STEPS - 1))] for value in values.tolist())
    return Ramp(ramp, _ticks(values, spec)), fills


def _scale(spec: MapSpec, low: float, high: float) -> tuple[float, float]:
    """Return the amounts at both ends of the palette."""
    if spec.middle is None:
        return low, high
    reach = max(abs(high - spec.middle), abs(spec.middle - low))
    return spec.middle - reach, spec.middle + reach


def _share(value: float, ends: tuple[float, float]) -> float:
    return 0.5 if ends[0] == ends[1] else (value - ends[0]) / (ends[1] - ends[0])


def _palette(spec: MapSpec) -> tuple[str, ...]:
    given = PALETTES[spec.palette].nature if spec.palette in PALETTES else None
    diverging = spec.middle is not None or given is Nature.DIVERGING
    return colours(spec.palette, Nature.DIVERGING if diverging else Nature.SEQUENTIAL, _STEPS)


def _ticks(values: Array, spec: MapSpec) -> tuple[tuple[float, str], ...]:
    """Return both ends and round numbers between them, none close to another."""
    low, high = float(values.min()), float(values.max())
    if low == high:
        return ((0.5, _written(low, values, spec)),)
    step = floor_round((high - low) / 2.5)
    between = np.arange(np.ceil(low / step), np.floor(high / step) + 1) * step
    shares = (between - low) / (high - low)
    inner = [
        (float(share), _written(float(number), between, spec))
        for share, number in zip(shares, between, strict=True)
        if _APART <= share <= 1 - _APART
    ]
    return ((0.0, _written(low, values, spec)), *inner, (1.0, _written(high, values, spec)))


def _written(number: float, beside: Array, spec: MapSpec) -> str:
    whole = bool(np.all(beside == np.rint(beside)))
    decimals = spec.decimals
    if decimals is None:
        decimals = decimals_for((), beside, whole)
        decimals = min(decimals, max(places(round(number, 6)), 0)) if not whole else 0
    unit = spec.unit if is_short(spec.unit) else ""
    return with_unit(format_number(number, spec.language, decimals), unit, spec.language)
