"""What may have happened to a pair of coordinates, undone: every try is a point to be tested."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import product

import numpy as np
import numpy.typing as npt

from probono_kit.places.coordinate_columns import Angles
from probono_kit.places.grid import EASTINGS, HIGHEST_NORTHING, from_utm

Floats = npt.NDArray[np.float64]


class Repair(StrEnum):
    """A single mistake that a repair undoes, or two together."""

    SWAP = "swap"
    SIGN = "sign"
    DECIMAL = "decimal"
    MINUTES = "minutes"
    UTM = "utm"
    LETTER = "letter"
    PAST_180 = "past_180"
    SWAP_AND_SIGN = "swap_and_sign"
    SWAP_AND_DECIMAL = "swap_and_decimal"
    DECIMAL_AND_SIGN = "decimal_and_sign"


@dataclass(frozen=True)
class Try:
    """One repair tried on all rows.

    Attributes
    ----------
    repair : Repair
        Which mistake it undoes.
    detail : str
        What it did, the same in every language: ``33 N``, ``÷ 10000``.
    latitudes, longitudes : numpy.ndarray
        Points, not a number where the repair does not apply.
    """

    repair: Repair
    detail: str
    latitudes: Floats
    longitudes: Floats


#: Powers of ten by which a decimal mark may have moved.
_POWERS = (*range(1, 9), -1, -2)
_SIGNS = ((-1.0, 1.0, "± lat"), (1.0, -1.0, "± lon"), (-1.0, -1.0, "± lat, lon"))


def single_repairs(
    lat: Angles, lon: Angles, zones: Iterable[tuple[int, bool]], limits: tuple[Floats, Floats]
) -> Iterator[Try]:
    """Yield the points that undoing one mistake gives.

    Parameters
    ----------
    lat, lon : Angles
        The two columns, rows in question only.
    zones : iterable of (int, bool)
        UTM zones that may have been meant, and whether they are southern.
    limits : (numpy.ndarray, numpy.ndarray)
        Bounds of the latitudes and of the longitudes of each row's area, as columns lowest and
        highest: decimal marks are only moved to where the number lies between them.
    """
    yield Try(Repair.SWAP, "lat ↔ lon", lon.raw, lat.raw)
    for south, west, detail in _SIGNS:
        yield Try(Repair.SIGN, detail, lat.raw * south, lon.raw * west)
    yield from _decimals(Repair.DECIMAL, "", lat.raw, lon.raw, limits)
    yield from _minutes(lat.raw, lon.raw)
    yield from _metres(lat.raw, lon.raw, zones)
    yield from _letters(lat, lon)
    turned = np.where(lon.raw > 180, lon.raw - 360, np.where(lon.raw < -180, lon.raw + 360, np.nan))
    yield Try(Repair.PAST_180, "± 360°", lat.raw, turned)


def double_repairs(lat: Angles, lon: Angles, limits: tuple[Floats, Floats]) -> Iterator[Try]:
    """Yield the points that undoing two mistakes gives, for rows that no single repair mends."""
    for south, west, detail in _SIGNS:
        yield Try(Repair.SWAP_AND_SIGN, f"lat ↔ lon, {detail}", lon.raw * south, lat.raw * west)
    yield from _decimals(Repair.SWAP_AND_DECIMAL, "lat ↔ lon, ", lon.raw, lat.raw, limits)
    for south, west, detail in _SIGNS:
        signed = (lat.raw * south, lon.raw * west)
        yield from _decimals(Repair.DECIMAL_AND_SIGN, f"{detail}, ", *signed, limits)


def _decimals(
    repair: Repair, before: str, lat: Floats, lon: Floats, limits: tuple[Floats, Floats]
) -> Iterator[Try]:
    """Move the decimal marks; only moves that bring some number between its limits are tried."""
    moves = [
        [(0, numbers), *((power, numbers / 10.0**power) for power in _POWERS)]
        for numbers in (lat, lon)
    ]
    possible = [
        [
            (power, np.where((moved >= low_high[:, 0]) & (moved <= low_high[:, 1]), moved, np.nan))
            for power, moved in axis
        ]
        for axis, low_high in zip(moves, limits, strict=True)
    ]
    useful = [[(p, m) for p, m in axis if np.isfinite(m).any()] for axis in possible]
    for (one, latitudes), (two, longitudes) in product(*useful):
        if one or two:
            yield Try(
                repair,
                f"{before}{_moved('lat', one)}{_moved('lon', two)}".rstrip(", "),
                latitudes,
                longitudes,
            )


def _moved(axis: str, power: int) -> str:
    if not power:
        return ""
    sign, factor = ("÷", 10**power) if power > 0 else ("×", 10**-power)
    return f"{axis} {sign} {factor}, "


def _minutes(lat: Floats, lon: Floats) -> Iterator[Try]:
    """Read 12.45 as 12°45', and 12.4530 as 12°45'30"; four digits at most stand for minutes."""
    short = _short(lat) & _short(lon)
    for detail, convert in (("12.45 = 12°45'", _as_minutes), ("12.4530 = 12°45'30\"", _as_seconds)):
        yield Try(
            Repair.MINUTES,
            detail,
            np.where(short, convert(lat), np.nan),
            np.where(short, convert(lon), np.nan),
        )


def _short(numbers: Floats) -> npt.NDArray[np.bool_]:
    scaled = numbers * 10_000
    return np.abs(scaled - np.round(scaled)) < 1e-4


def _as_minutes(numbers: Floats) -> Floats:
    whole = np.floor(np.abs(numbers))
    minutes = np.round((np.abs(numbers) - whole) * 100, 6)
    return np.where(minutes < 60, np.sign(numbers) * (whole + minutes / 60), np.nan)


def _as_seconds(numbers: Floats) -> Floats:
    whole = np.floor(np.abs(numbers))
    rest = np.round((np.abs(numbers) - whole) * 100, 6)
    minutes = np.floor(rest)
    seconds = np.round((rest - minutes) * 100, 4)
    degrees = whole + minutes / 60 + seconds / 3600
    return np.where((minutes < 60) & (seconds < 60), np.sign(numbers) * degrees, np.nan)


def _metres(lat: Floats, lon: Floats, zones: Iterable[tuple[int, bool]]) -> Iterator[Try]:
    """Read the numbers as northing and easting, in either order."""
    for northings, eastings in ((lat, lon), (lon, lat)):
        fits = (eastings >= EASTINGS[0]) & (eastings <= EASTINGS[1])
        fits &= (northings >= 1000) & (northings <= HIGHEST_NORTHING)
        if not fits.any():
            continue
        for zone, south in zones:
            places = np.full((2, len(lat)), np.nan)
            places[:, fits] = from_utm(eastings[fits], northings[fits], zone, south=south)
            places = np.where(np.isfinite(places), places, np.nan)
            yield Try(Repair.UTM, f"{zone} {'S' if south else 'N'}", places[0], places[1])


def _letters(lat: Angles, lon: Angles) -> Iterator[Try]:
    """Take each reading of the cells whose sign and letter contradict each other."""
    two_lat, two_lon = np.isfinite(lat.other), np.isfinite(lon.other)
    if not (two_lat | two_lon).any():
        return
    for one, two in product((0, 1), (0, 1)):
        latitudes = np.where(two_lat, (lat.first, lat.other)[one], lat.raw)
        longitudes = np.where(two_lon, (lon.first, lon.other)[two], lon.raw)
        either = two_lat | two_lon
        yield Try(
            Repair.LETTER,
            "±",
            np.where(either, latitudes, np.nan),
            np.where(either, longitudes, np.nan),
        )
