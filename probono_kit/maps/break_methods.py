"""Where each classification puts its breaks, before they are rounded."""

from __future__ import annotations

import warnings
from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from probono_kit.maps.arrays import Array
from probono_kit.maps.spec import Classification


def _quantiles(numbers: Array, classes: int) -> Array:
    import mapclassify

    return np.asarray(mapclassify.Quantiles(numbers, k=classes).bins[:-1])


def _equal_interval(numbers: Array, classes: int) -> Array:
    import mapclassify

    return np.asarray(mapclassify.EqualInterval(numbers, k=classes).bins[:-1])


def _pretty(numbers: Array, classes: int) -> Array:
    import mapclassify

    for wanted in range(classes, 1, -1):
        found = np.asarray(mapclassify.PrettyBreaks(numbers, k=wanted).bins[:-1], dtype=float)
        inner: Array = found[(found >= numbers[0]) & (found < numbers[-1])]
        if len(inner) < classes:
            return inner
    return np.empty(0)


def _standard_deviation(numbers: Array, classes: int) -> Array:
    import mapclassify

    steps = np.arange(classes - 1) - (classes - 2) / 2
    return np.asarray(mapclassify.StdMean(numbers, multiples=steps.tolist()).bins[:-1])


def _head_tail(numbers: Array, classes: int) -> Array:
    import mapclassify

    return np.asarray(mapclassify.HeadTailBreaks(numbers).bins[:-1][: classes - 1])


def _jenks(numbers: Array, classes: int) -> Array:
    """Return the upper bounds of the groups with the least squared deviation within them."""
    distinct, weight = np.unique(numbers, return_counts=True)
    total = np.concatenate([[0.0], np.cumsum(weight, dtype=float)])
    first = np.concatenate([[0.0], np.cumsum(weight * distinct)])
    # Squared deviations suffer from cancellation: measure from the mean.
    centred = distinct - first[-1] / total[-1]
    first = np.concatenate([[0.0], np.cumsum(weight * centred)])
    second = np.concatenate([[0.0], np.cumsum(weight * centred**2)])
    size = len(distinct)

    def cost(start: NDArray[np.int64], end: int) -> Array:
        spread = first[end] - first[start]
        return np.asarray(second[end] - second[start] - spread**2 / (total[end] - total[start]))

    best = np.array([0.0, *(cost(np.array([0]), end)[0] for end in range(1, size + 1))])
    starts = np.zeros((classes, size + 1), dtype=np.int64)
    for group in range(1, classes):
        after = np.full(size + 1, np.inf)
        for end in range(group + 1, size + 1):
            options = np.arange(group, end)
            sums = best[options] + cost(options, end)
            pick = int(sums.argmin())
            after[end], starts[group, end] = sums[pick], options[pick]
        best = after
    bounds, end = [], size
    for group in range(classes - 1, 0, -1):
        end = int(starts[group, end])
        bounds.append(distinct[end - 1])
    return np.array(bounds[::-1])


def _quiet(function: Callable[[Array, int], Array]) -> Callable[[Array, int], Array]:
    """Silence mapclassify about ties: a class that they would leave empty is dropped here."""

    def quiet(numbers: Array, classes: int) -> Array:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return function(numbers, classes)

    return quiet


#: The method of each classification: sorted values and a number of classes in, breaks out.
METHODS = {
    Classification.QUANTILES: _quiet(_quantiles),
    Classification.EQUAL_INTERVAL: _quiet(_equal_interval),
    Classification.PRETTY: _quiet(_pretty),
    Classification.JENKS: _jenks,
    Classification.STANDARD_DEVIATION: _quiet(_standard_deviation),
    Classification.HEAD_TAIL: _quiet(_head_tail),
    # Two amounts at once, or amounts that may not leave, need classes all the same.
    Classification.UNCLASSED: _quiet(_quantiles),
    # Asked for by hand without breaks: the spec's check reports it, this keeps a map drawable.
    Classification.BY_HAND: _quiet(_quantiles),
}

#: Methods whose breaks mean "between these two values": any number of the gap is as true.
FREE = {
    Classification.QUANTILES,
    Classification.JENKS,
    Classification.BY_HAND,
    Classification.UNCLASSED,
}
