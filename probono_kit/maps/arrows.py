"""Arrows along a line: how wide, where they begin and end, and the outline of shaft and head."""

from __future__ import annotations

import numpy as np

from probono_kit.maps.arrays import Array

#: Width of the widest arrow, and of one that is just seen, in millimetres on A4.
WIDEST, THINNEST = 4.6, 0.35

#: What stays free between an arrow and the middle of its places, in millimetres on A4.
GAP = 1.5

#: The head: as wide and as long as so many shafts, and so many millimetres more.
HEAD = (1.7, 1.3)

#: Points of a curve, and how far it bends away from the straight line, as a share of its length.
_POINTS, _BEND = 25, 0.16


def widths(amounts: Array, largest: float) -> Array:
    """Return the width of each arrow in millimetres on A4, in proportion to its amount.

    Examples
    --------
    >>> widths(np.array([100.0, 50.0, 1.0]), 100.0).tolist()
    [4.6, 2.3, 0.35]
    """
    return np.asarray(np.maximum(amounts / largest * WIDEST, THINNEST).round(3))


def curve(start: Array, end: Array) -> Array:
    """Return a curve between two places that bends to its left: there and back are apart.

    Parameters
    ----------
    start, end : numpy.ndarray, shape (2,)
        In metres.

    Returns
    -------
    numpy.ndarray, shape (n, 2)
        Points of a quadratic Bézier curve.

    Examples
    --------
    >>> curve(np.array([0.0, 0.0]), np.array([100.0, 0.0]))[12].tolist()
    [50.0, 8.0]
    """
    across = end - start
    aside = (start + end) / 2 + _BEND * np.array([-across[1], across[0]])
    t = np.linspace(0, 1, _POINTS)[:, None]
    return np.asarray((1 - t) ** 2 * start + 2 * t * (1 - t) * aside + t**2 * end)


def outline(line: Array, width: float, gap: float, unit: float) -> Array:
    """Return the outline of an arrow.

    Parameters
    ----------
    line : numpy.ndarray, shape (n, 2)
        Its middle, from place to place, in millimetres or pixels.
    width : float
        Of the shaft, in the same.
    gap : float
        What stays free at both ends.
    unit : float
        A millimetre on A4.

    Returns
    -------
    numpy.ndarray, shape (m, 2)
        A ring: along the left of the shaft, the head, and back. Where there is no room for all of
        it, gaps and head are smaller.

    Notes
    -----
    ``templates/pages/map/flows.js`` does the same for each enlargement of the page.

    Examples
    --------
    >>> line = np.array([[0.0, 0.0], [20.0, 0.0]])
    >>> outline(line, 1.0, 2.0, 1.0).round(1).tolist()
    [[2.0, 0.5], [15.0, 0.5], [15.0, 1.5], [18.0, 0.0], [15.0, -1.5], [15.0, -0.5], [2.0, -0.5]]
    """
    steps = np.hypot(*np.diff(line, axis=0).T)
    along = np.concatenate([[0.0], np.cumsum(steps)])
    length = float(along[-1])
    gap = min(gap, length / 5)
    tip = length - gap
    head = min(HEAD[0] * width + HEAD[1] * unit, 0.6 * (tip - gap))
    base = tip - head
    inner = along[(along > gap) & (along < base)]
    shaft = _at(line, along, np.array([gap, *inner, base]))
    sides = _aside(line, along, np.array([gap, *inner, base])) * width / 2
    wing = _aside(line, along, np.array([base]))[0] * (HEAD[0] * width + HEAD[1] * unit) / 2
    end = _at(line, along, np.array([tip]))[0]
    left, right = shaft + sides, (shaft - sides)[::-1]
    return np.concatenate([left, [shaft[-1] + wing, end, shaft[-1] - wing], right])


def _at(line: Array, along: Array, where: Array) -> Array:
    """Return places so far along a line."""
    return np.stack([np.interp(where, along, line[:, axis]) for axis in (0, 1)], axis=1)


def _aside(line: Array, along: Array, where: Array) -> Array:
    """Return the direction to the left of a line, so far along it."""
    reach = along[-1] / (2 * len(along))
    ahead, behind = _at(line, along, where + reach), _at(line, along, where - reach)
    forth = ahead - behind
    forth = forth / np.maximum(np.hypot(*forth.T), 1e-12)[:, None]
    return np.stack([-forth[:, 1], forth[:, 0]], axis=1)
