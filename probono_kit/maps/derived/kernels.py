"""Density of points as a surface, cut into bands."""

from __future__ import annotations

import itertools

import contourpy
import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from probono_kit.maps.arrays import Array

#: Cells of the surface along the longer side of the map: finer than print shows in its bands.
_CELLS = 240

#: A kernel reaches so far that neighbouring points meet: a share of the longer side.
_LEAST_REACH, _MOST_REACH = 0.02, 0.06


def reach_of(places: Array) -> float:
    """Return how far a point spreads, in metres.

    Notes
    -----
    The rule of Silverman (1986), "Density Estimation for Statistics and Data Analysis", section
    4.3.2, for two dimensions, from the lesser of standard deviation and spread of the middle half;
    times 2.65 for the quartic kernel (Scott 1992, table 6.3); kept within 2 to 6 % of the map: the
    rule is made for one hill, and smooths several of them away.
    """
    spread = np.percentile(places, 75, axis=0) - np.percentile(places, 25, axis=0)
    scale = float(np.mean(np.minimum(places.std(axis=0), spread / 1.349 + 1e-9)))
    side = float(max(np.ptp(places[:, 0]), np.ptp(places[:, 1]), 1.0))
    wanted = 2.65 * 0.96 * scale * len(places) ** (-1 / 6)
    return float(np.clip(wanted, _LEAST_REACH * side, _MOST_REACH * side))


def density(places: Array, reach: float, weights: Array) -> tuple[Array, Array, Array]:
    """Return points, or the sum of their amounts, per square kilometre as a surface.

    Parameters
    ----------
    places : numpy.ndarray, shape (n, 2)
        Metres of a projection that is true to area.
    reach : float
        Metres; farther than this a point counts nothing.
    weights : numpy.ndarray, shape (n,)
        What each point counts.

    Returns
    -------
    x, y : numpy.ndarray
        Metres of the columns and rows of the surface.
    surface : numpy.ndarray, shape (len(y), len(x))
        Its volume is the sum of `weights`. Quartic kernel (Silverman 1986, equation 4.5).
    """
    # It takes long to begin, and only maps of density need it.
    from scipy.signal import fftconvolve

    west, south = places.min(axis=0) - 1.2 * reach
    east, north = places.max(axis=0) + 1.2 * reach
    step = max(east - west, north - south) / _CELLS
    x = np.arange(west, east + step, step)
    y = np.arange(south, north + step, step)
    # Each point counts at the node next to it: nodes lie closer than print shows.
    columns = np.rint((places[:, 0] - x[0]) / step).astype(int)
    rows = np.rint((places[:, 1] - y[0]) / step).astype(int)
    counts = np.zeros((len(y), len(x)))
    np.add.at(counts, (rows, columns), weights)
    offsets = np.arange(-int(reach // step), int(reach // step) + 1) * step
    squares = offsets[None, :] ** 2 + offsets[:, None] ** 2
    kernel = np.clip(1 - squares / reach**2, 0, None) ** 2
    surface = np.clip(fftconvolve(counts, kernel, mode="same"), 0, None)
    # The sum over all nodes is that of the points, whatever the width of the nodes.
    return x, y, surface / (kernel.sum() * step**2) * 1e6


def band(x: Array, y: Array, surface: Array, lower: float, upper: float) -> BaseGeometry:
    """Return where the surface lies between two heights, as one shape in metres."""
    maker = contourpy.contour_generator(
        x, y, surface, name="serial", fill_type=contourpy.FillType.OuterCode
    )
    points, codes = maker.filled(lower, upper)[:2]
    rings = []
    for vertices, code in zip(points, codes, strict=True):
        if vertices is None or code is None:
            continue
        # A ring starts where its code says "move to".
        starts = [*np.flatnonzero(code == 1).tolist(), len(code)]
        parts = [vertices[a:b] for a, b in itertools.pairwise(starts)]
        rings.append(shapely.Polygon(parts[0], parts[1:]))
    whole: BaseGeometry = shapely.make_valid(shapely.MultiPolygon(rings))
    return whole
