"""Metres of the UTM grid and squares of the military grid (MGRS) turned into degrees."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
import numpy.typing as npt
from pyproj import Transformer

#: Where an easting of a UTM zone may lie (metres); zones overlap a little in practice.
EASTINGS = (100_000.0, 900_000.0)
#: Northings lie below this; the equator has 10,000,000 in southern zones.
HIGHEST_NORTHING = 10_000_000.0

#: Bands of 8° from 80° south, the last of 12°.
BANDS = "CDEFGHJKLMNPQRSTUVWX"

_COLUMNS = ("STUVWXYZ", "ABCDEFGH", "JKLMNPQR")
_ROWS = "ABCDEFGHJKLMNPQRSTUV"
# The lowest northing of each band, in whole squares (NGA.SIG.0012, Universal Grids, 2014).
_LOWEST = dict(
    zip(
        BANDS,
        (
            *(11, 20, 28, 37, 46, 55, 64, 73, 82, 91),
            *(0, 8, 17, 26, 35, 44, 53, 62, 70, 79),
        ),
        strict=True,
    )
)

Floats = npt.NDArray[np.float64]


def from_utm(eastings: Floats, northings: Floats, zone: int, *, south: bool) -> Floats:
    """Return latitudes and longitudes (WGS84) of UTM coordinates.

    Parameters
    ----------
    eastings, northings : numpy.ndarray
        Metres.
    zone : int
        1 to 60.
    south : bool
        Whether the northings count from the south pole's side (10,000,000 at the equator).

    Returns
    -------
    numpy.ndarray
        Two rows: latitudes, longitudes in degrees; infinite where there is no such place.

    Examples
    --------
    >>> from_utm(np.array([500_000.0]), np.array([1_326_000.0]), 33, south=False).round(2).tolist()
    [[11.99], [15.0]]
    """
    longitudes, latitudes = _transformer(zone, south).transform(eastings, northings)
    return np.array([latitudes, longitudes])


def utm_zone(longitude: float) -> int:
    """Return the number of the UTM zone around a longitude.

    Examples
    --------
    >>> utm_zone(-17.4), utm_zone(15.0), utm_zone(180.0)
    (28, 33, 1)
    """
    return int((longitude + 180.0) // 6) % 60 + 1


def band_of(latitude: float) -> str:
    """Return the letter of the band of a latitude, empty beyond 80° south and 84° north.

    Examples
    --------
    >>> band_of(12.1), band_of(-4.3)
    ('P', 'M')
    """
    if not -80 <= latitude <= 84:
        return ""
    return BANDS[min(int((latitude + 80) // 8), 19)]


def from_mgrs(zone: int, band: str, square: str, digits: str) -> tuple[float, float] | None:
    """Return latitude and longitude of an MGRS position, ``None`` if there is no such square.

    Parameters
    ----------
    zone : int
        1 to 60.
    band : str
        Letter of the band.
    square : str
        The two letters of the 100 km square.
    digits : str
        Easting and northing in the square, as many digits each; the south-west corner counts.

    Examples
    --------
    >>> [round(value, 3) for value in from_mgrs(33, "P", "WP", "0432132456")]
    [12.053, 15.04]
    """
    column, row = _COLUMNS[zone % 3].find(square[0]), _ROWS.find(square[1])
    if column < 0 or row < 0 or band not in _LOWEST:
        return None
    half = len(digits) // 2
    unit = 10 ** (5 - half)
    easting = (column + 1) * 100_000 + int(digits[:half] or 0) * unit
    lowest = _LOWEST[band]
    rows = (row - (0 if zone % 2 else 5)) % 20
    rows += -(-(lowest - rows) // 20) * 20
    northing = rows * 100_000 + int(digits[half:] or 0) * unit
    south = band < "N"
    place = from_utm(np.array([float(easting)]), np.array([float(northing)]), zone, south=south)
    latitude, longitude = place[:, 0]
    if not np.isfinite(latitude) or band_of(float(latitude)) not in _around(band):
        return None
    return float(latitude), float(longitude)


def _around(band: str) -> str:
    place = BANDS.index(band)
    return BANDS[max(place - 1, 0) : place + 2]


@lru_cache(maxsize=120)
def _transformer(zone: int, south: bool) -> Transformer:
    return Transformer.from_crs(32700 + zone if south else 32600 + zone, 4326, always_xy=True)
