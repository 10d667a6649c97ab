"""Positions in metres read from text: UTM with its zone, MGRS, metres without a zone."""

from __future__ import annotations

import re
from collections.abc import Iterable

import numpy as np

from probono_kit.places.angles import Problem
from probono_kit.places.grid import (
    BANDS,
    EASTINGS,
    HIGHEST_NORTHING,
    band_of,
    from_mgrs,
    from_utm,
)
from probono_kit.places.position import Point, PositionForm, PositionReading

_METRE = 0.00001  # degrees, about
_ZONE = r"(?:utm|wgs ?84|zone|fuseau|huso|epsg:|[ :,/])*(?P<zone>\d{1,2}|32[67]\d{2})"
_BAND = r" *(?P<band>north|nord|norte|south|sud|sur|[c-hj-np-x])?\b"
_METRES = (
    r"(?:[xe](?:asting)?|est|este)? *[:=]? *(?P<first>\d{5,7}(?:[.,]\d+)?) *(?P<one>m?[en]\b|m\b)?"
    r"(?: *[,;/] *| +)(?:[yn](?:orthing)?|nord|norte)? *[:=]? *"
    r"(?P<second>\d{5,8}(?:[.,]\d+)?) *(?P<two>m?[en]\b|m\b)?"
)
_PATTERNS = (
    re.compile(rf"{_ZONE}{_BAND}[ ,;:/\-]+{_METRES}"),
    re.compile(rf"{_METRES}[ ,;:/\-(]+{_ZONE}{_BAND}\)?"),
)
_NO_ZONE = re.compile(_METRES)
_MGRS = re.compile(
    r"(?:mgrs *:? *)?(?P<zone>\d{1,2}) ?(?P<band>[c-hj-np-x]) ?(?P<square>[a-hj-np-z][a-hj-np-v])"
    r" ?(?P<digits>\d{1,5} \d{1,5}|\d{4,10})"
)
_SOUTH = ("south", "sud", "sur")


def read_grid(text: str) -> PositionReading | None:
    """Read a UTM or MGRS position from plain text.

    ``33S`` is the zone with the letter of its band or with ``S`` for south: both readings are
    given, if both are possible. Metres without a zone have no position, and are said to be such.

    Parameters
    ----------
    text : str
        From :func:`probono_kit.places.coordinate_words.plain`.

    Returns
    -------
    PositionReading or None
        ``None`` if the text is nothing of the kind.

    Examples
    --------
    >>> reading = read_grid("33p 504321 1332456")
    >>> [round(value, 3) for value in reading.point]
    [12.053, 15.04]
    >>> read_grid("utm 33s 504321 8332456").point[0] < 0
    True
    """
    if match := _MGRS.fullmatch(text):
        return _mgrs(match)
    for pattern in _PATTERNS:
        if match := pattern.fullmatch(text):
            return _utm(match)
    if match := _NO_ZONE.fullmatch(text):
        metres = _easting_northing(match)
        if EASTINGS[0] <= metres[0] <= EASTINGS[1] and metres[1] <= HIGHEST_NORTHING:
            return PositionReading((), PositionForm.UTM, _METRE, Problem.NO_ZONE, metres)
    return None


def _mgrs(match: re.Match[str]) -> PositionReading | None:
    digits = match["digits"].replace(" ", "")
    if len(digits) % 2 or not 1 <= int(match["zone"]) <= 60:
        return None
    point = from_mgrs(int(match["zone"]), match["band"].upper(), match["square"].upper(), digits)
    precision = _METRE * 10 ** (5 - len(digits) // 2)
    if point is None:
        return PositionReading((), PositionForm.MGRS, precision, Problem.NOT_ON_GRID)
    return PositionReading((point,), PositionForm.MGRS, precision)


def _utm(match: re.Match[str]) -> PositionReading | None:
    zone, band = int(match["zone"]), (match["band"] or "").upper()
    if zone > 60:
        zone, band = zone % 100, "SOUTH" if zone >= 32700 else "NORTH"
    if not 1 <= zone <= 60:
        return None
    metres = _easting_northing(match)
    points = tuple(dict.fromkeys(_points(zone, band, metres)))
    problem = None if points else Problem.NOT_ON_GRID
    return PositionReading(points, PositionForm.UTM, _METRE, problem, metres)


def _easting_northing(match: re.Match[str]) -> tuple[float, float]:
    """Return easting and northing: as labelled, else as their sizes say, else easting first."""
    first, second = (float(match[part].replace(",", ".")) for part in ("first", "second"))
    turned = (match["one"] or "")[-1:] == "n" or (match["two"] or "")[-1:] == "e"
    if turned or (first > EASTINGS[1] >= second):
        first, second = second, first
    return first, second


def _points(zone: int, band: str, metres: tuple[float, float]) -> Iterable[Point]:
    """Return the positions that a zone and metres may mean, a band's letter checked."""
    easting, northing = metres
    if not (EASTINGS[0] <= easting <= EASTINGS[1] and 0 <= northing <= HIGHEST_NORTHING):
        return
    for south in (False, True):
        place = from_utm(np.array([easting]), np.array([northing]), zone, south=south)
        latitude, longitude = (float(value) for value in place[:, 0])
        if not np.isfinite(latitude) or (latitude >= 0) == south or abs(latitude) > 84:
            continue
        if band.casefold() in _SOUTH or len(band) > 1:
            allowed = south == (band.casefold() in _SOUTH)
        elif band:
            word = {"S": south, "N": not south}.get(band, False)
            allowed = word or _near_band(latitude, band)
        else:
            allowed = True
        if allowed:
            yield latitude, longitude


def _near_band(latitude: float, band: str) -> bool:
    """Whether a latitude lies in a band, with a tenth of a degree for those on its edge."""
    return band in BANDS and band in {band_of(latitude + step) for step in (-0.1, 0.0, 0.1)}
