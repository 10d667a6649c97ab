"""Points counted in hexagons of equal size."""

from __future__ import annotations

import numpy as np
import shapely
from numpy.typing import NDArray

from probono_kit.maps.arrays import Array, Shapes

#: A hexagon is wanted for about so many points, but never more cells than this along the map.
_POINTS_PER_CELL, _MOST_ACROSS, _LEAST_ACROSS = 1.5, 40.0, 12.0

#: Widths of cells that people can picture (one significant digit).
_ROUND = (1.0, 2.0, 3.0, 5.0)

_SQRT3 = 3.0**0.5


def cell_width(places: Array) -> float:
    """Return a round width of cells, in metres, that suits how many points lie how far apart.

    Examples
    --------
    >>> rng = np.random.default_rng(1)
    >>> cell_width(rng.uniform(0, 400_000, (600, 2)))
    20000.0
    """
    extent = max(float(np.ptp(places[:, 0])), float(np.ptp(places[:, 1])), 1.0)
    across = np.clip(np.sqrt(len(places) / _POINTS_PER_CELL), _LEAST_ACROSS, _MOST_ACROSS)
    return round_length(extent / float(across))


def round_length(metres: float) -> float:
    """Return the nearest of 1, 2, 3, 5, 10, 20, 30, 50… metres.

    Examples
    --------
    >>> round_length(37_000), round_length(140)
    (30000.0, 100.0)
    """
    power = 10.0 ** np.floor(np.log10(metres))
    choices = np.array([*(step * power for step in _ROUND), 10 * power])
    return float(choices[np.argmin(np.abs(np.log(choices / metres)))])


def hexagon_of(places: Array, width: float) -> NDArray[np.int64]:
    """Return the cell that each point lies in, as column and row of a hexagonal grid.

    Parameters
    ----------
    places : numpy.ndarray, shape (n, 2)
        Metres of a projection that is true to area.
    width : float
        From side to side, in metres.

    Returns
    -------
    numpy.ndarray of int, shape (n, 2)
        Axial coordinates (q, r) of pointy-topped hexagons; (0, 0) is centred on the origin.

    Notes
    -----
    Rounding in cube coordinates, after Patel, "Hexagonal Grids" (Red Blob Games, 2013): the cell
    is that whose centre is nearest.
    """
    size = width / _SQRT3
    q = (_SQRT3 / 3 * places[:, 0] - places[:, 1] / 3) / size
    r = 2 / 3 * places[:, 1] / size
    cube = np.stack([q, r, -q - r])
    whole = np.rint(cube)
    off = np.abs(whole - cube)
    for axis in range(3):
        worst = np.argmax(off, axis=0) == axis
        others = [i for i in range(3) if i != axis]
        whole[axis, worst] = -(whole[others[0], worst] + whole[others[1], worst])
    return np.asarray(whole[:2].T, dtype=np.int64)


def hexagons(cells: NDArray[np.int64], width: float) -> Shapes:
    """Return the outline of each cell, in metres.

    Examples
    --------
    >>> cell = hexagons(np.array([[0, 0]]), 1000.0)[0]
    >>> round(cell.area), [round(side) for side in cell.bounds]
    (866025, [-500, -577, 500, 577])
    """
    size = width / _SQRT3
    middles = centres(cells, width)
    angles = np.deg2rad(np.arange(0, 360, 60) + 30)
    corners = np.stack([np.cos(angles), np.sin(angles)], axis=1) * size
    rings = middles[:, None, :] + corners[None, :, :]
    return np.asarray(shapely.polygons(rings))


def centres(cells: NDArray[np.int64], width: float) -> Array:
    """Return the middle of each cell, in metres."""
    size = width / _SQRT3
    x = size * _SQRT3 * (cells[:, 0] + cells[:, 1] / 2)
    return np.stack([x, size * 1.5 * cells[:, 1]], axis=1)
