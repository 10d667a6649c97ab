"""Circles and points of the printed map."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from matplotlib.collections import PathCollection
from matplotlib.path import Path

from probono_kit.maps.arrays import Array
from probono_kit.maps.static.sheet import points


def discs(places: Array, radius: Array, fills: Sequence[str], *, alpha: float) -> PathCollection:
    """Return circles as one artist, the large ones below, so that no small one disappears.

    Parameters
    ----------
    places : numpy.ndarray
        Shape ``(n, 2)``, millimetres of the page.
    radius : numpy.ndarray
        Millimetres; nothing is drawn for 0.
    fills : sequence of str
        Colour of each.
    alpha : float
        Opacity.
    """
    order = [i for i in np.argsort(-radius, kind="stable") if radius[i] > 0]
    return PathCollection(
        [Path.circle(tuple(points(places[i])), float(points(radius[i]))) for i in order],
        facecolors=[fills[i] for i in order],
        edgecolors="white",
        linewidths=0.7,
        alpha=alpha,
    )
