"""From amounts to classes: breaks that people can read and that leave no class empty.

A break always lies in a gap between two neighbouring values, so that rounding it never moves an
area into another class.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from probono_kit.i18n import format_number, format_range
from probono_kit.i18n import gettext as _
from probono_kit.maps.arrays import Array
from probono_kit.maps.break_methods import FREE, METHODS
from probono_kit.maps.rounding import decimals_for, places, roundest
from probono_kit.maps.spec import Classification
from probono_kit.maps.units import with_unit


@dataclass(frozen=True)
class Classes:
    """Classes of values: the first includes both bounds, the others their upper bound only.

    Attributes
    ----------
    edges : tuple of float
        Lower bound of the first class, then the upper bound of each; empty without values.
    decimals : int
        Digits after the decimal mark in labels: as few as tell the classes apart.
    value_decimals : int
        The same for single values, which may need more.
    whole : bool
        All values are whole numbers: labels then name the first and last number of a class.
    open_ended : bool
        The outer classes have no outer bound (breaks given by hand).
    below : int or None
        How many classes lie below the middle that was asked for.
    """

    edges: tuple[float, ...]
    decimals: int
    whole: bool
    value_decimals: int = 0
    open_ended: bool = False
    below: int | None = None

    @property
    def count(self) -> int:
        """How many classes there are."""
        return max(len(self.edges) - 1, 0)

    def assign(self, values: Sequence[float] | Array) -> NDArray[np.int64]:
        """Return the class of each value, ``-1`` for missing ones.

        Examples
        --------
        >>> Classes((0, 10, 20), decimals=0, whole=True).assign([0, 10, 11, float("nan")]).tolist()
        [0, 0, 1, -1]
        """
        numbers = np.asarray(values, dtype=float)
        index = np.searchsorted(np.asarray(self.edges[1:-1]), numbers, side="left")
        return np.where(np.isnan(numbers) | (self.count == 0), -1, index).astype(np.int64)

    def labels(self, language: str, unit: str = "") -> tuple[str, ...]:
        """Write each class as ``12 – 45``, with `unit` behind it if there is one.

        Examples
        --------
        >>> Classes((3, 10, 1200), decimals=0, whole=True).labels("en")
        ('3 – 10', '11 – 1,200')
        """
        return tuple(self._label(i, language, unit) for i in range(self.count))

    def _label(self, index: int, language: str, unit: str) -> str:
        def shown(value: float) -> str:
            return format_number(value, language, self.decimals)

        lower, upper = self.edges[index], self.edges[index + 1]
        if self.open_ended and self.count > 1 and index in (0, self.count - 1):
            template = _("{value} or less", language) if index == 0 else _("over {value}", language)
            bound = shown(upper if index == 0 else lower)
            return template.format(value=with_unit(bound, unit, language))
        if self.whole and index > 0:
            lower = math.floor(lower) + 1
        return with_unit(format_range(shown(lower), shown(upper), language), unit, language)


def classify(
    values: Sequence[float] | Array,
    method: Classification = Classification.QUANTILES,
    classes: int = 5,
    *,
    breaks: Sequence[float] = (),
    middle: float | None = None,
    decimals: int | None = None,
) -> Classes:
    """Make at most `classes` classes of `values`, none of them empty.

    Parameters
    ----------
    values : sequence of float
        Missing ones (NaN) are left out; no infinities.
    method : Classification
        How breaks are found. With fewer distinct values than classes each value is a class.
    classes : int
        How many at most.
    breaks : sequence of float
        Inner breaks, ascending, for ``by_hand``; these are kept as they are, even if a class has
        no value, so that several maps can share them.
    middle : float, optional
        A value that one break must fall on (diverging maps).
    decimals : int, optional
        Digits shown after the decimal mark; by default as few as tell the classes apart.

    Returns
    -------
    Classes
        Deterministic: the same values give the same classes in any order.

    Notes
    -----
    Breaks come from mapclassify (Rey et al.), but for natural breaks: the exact optimum of
    Fisher (1958), "On grouping for maximum homogeneity", is computed here because mapclassify's
    own needs seconds for a thousand areas.

    Examples
    --------
    >>> classify([3, 5, 8, 12, 40, 41, 55, 90, 120, 400], classes=3).labels("en")
    ('3 – 20', '21 – 60', '61 – 400')
    >>> classify([7, 7, 7]).labels("en")
    ('7',)
    """
    numbers = np.asarray(values, dtype=float)
    numbers = np.sort(numbers[~np.isnan(numbers)])
    whole = bool(np.all(numbers == np.rint(numbers)))
    if method is Classification.BY_HAND and breaks:
        return _by_hand(numbers, tuple(breaks), decimals, whole, middle)
    if not len(numbers):
        return Classes((), decimals or 0, whole)
    distinct = np.unique(numbers)
    if middle is not None and distinct[0] <= middle < distinct[-1]:
        inner = _about(numbers, method, classes, middle, whole)
    else:
        inner = _inner(numbers, method, classes, whole)
    below = None if middle is None else sum(1 for b in inner if b <= middle)
    if below is not None and middle is not None and distinct[-1] <= middle:
        below += 1
    shown, single = _decimals(inner, numbers, whole, decimals)
    low, high = (float(numbers[0]), float(numbers[-1])) if whole else _outward(numbers, shown)
    return Classes((low, *inner, high), shown, whole and shown == 0, single, below=below)


def _decimals(
    breaks: Sequence[float], numbers: Array, whole: bool, wanted: int | None
) -> tuple[int, int]:
    """Return the decimals of labels and of single values."""
    if wanted is not None:
        return wanted, wanted
    single = decimals_for(breaks, numbers, whole)
    return max((places(b) for b in breaks), default=single), single


def _by_hand(
    numbers: Array,
    breaks: tuple[float, ...],
    decimals: int | None,
    whole: bool,
    middle: float | None,
) -> Classes:
    shown, single = _decimals(breaks, numbers, whole, decimals)
    low = min([breaks[0], *numbers[:1]])
    high = max([breaks[-1], *numbers[-1:]])
    below = None if middle is None else sum(1 for b in breaks if b <= middle)
    disjoint = whole and shown == 0 and all(b == round(b) for b in breaks)
    edges = (float(low), *map(float, breaks), float(high))
    return Classes(edges, shown, disjoint, single, open_ended=True, below=below)


def _outward(numbers: Array, decimals: int) -> tuple[float, float]:
    """Round the outer bounds away from the values, so that the label includes them."""
    step = 10.0**decimals
    low, high = float(numbers[0]), float(numbers[-1])
    return (
        round(math.floor(round(low * step, 6)) / step, decimals),
        round(math.ceil(round(high * step, 6)) / step, decimals),
    )


def _about(
    numbers: Array, method: Classification, classes: int, middle: float, whole: bool
) -> list[float]:
    """Classify the values on each side of `middle` for themselves."""
    low, high = numbers[numbers <= middle], numbers[numbers > middle]
    share = max(1, classes // 2)
    return [
        *_inner(low, method, share, whole),
        middle,
        *_inner(high, method, max(1, classes - share), whole),
    ]


def _inner(numbers: Array, method: Classification, classes: int, whole: bool) -> list[float]:
    """Return rounded inner breaks, one in each gap where the method wants a boundary."""
    distinct = np.unique(numbers)
    if len(distinct) <= classes:
        wanted = distinct[:-1]
    elif classes < 2:
        return []
    else:
        wanted = np.sort(METHODS[method](numbers, classes))
    # A break at or above a value and below the next one: its place among the distinct values.
    gaps = {int(np.searchsorted(distinct, b, side="right")): float(b) for b in wanted}
    width = (distinct[-1] - distinct[0]) / classes
    free = method in FREE or len(distinct) <= classes
    return [
        roundest(
            float(distinct[g - 1]),
            float(distinct[g]),
            near=b,
            within=math.inf if free else 0.1 * float(width),
            whole=whole,
        )
        for g, b in sorted(gaps.items())
        if 0 < g < len(distinct)
    ]
