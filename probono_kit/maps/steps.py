"""Steps of time: one map of the same territory for each, with the same classes and sizes."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from probono_kit.maps.arrays import Array, Texts

#: More maps than this on one page are too small to be read.
MOST_ON_PAPER = 6


@dataclass(frozen=True)
class Step:
    """How the rows of a map look at one time.

    Attributes
    ----------
    label : str
        As readers call it: ``"2023"``, ``"mars 2025"``.
    class_key, fill, value_text : numpy.ndarray of str
        Row for row with the areas or points of the map; texts are empty where amounts may not
        leave.
    radius : numpy.ndarray
        Of their circles, as in the model; empty on a map without circles.
    shown : numpy.ndarray of bool
        Which points belong to this time; empty on a map of areas, which are there at all times.
    heights : numpy.ndarray, shape (n, k)
        Of the bars of areas, as in the model; empty on a map without bars.
    widths : numpy.ndarray
        Of the arrows, as in the model: row for row with its flows, NaN for those that are not drawn
        at this time; empty on a map without flows.
    told : numpy.ndarray of str
        What a reader who turns to an area or a flow is told, in place of `value_text`, which maps
        write too.
    """

    label: str
    class_key: Texts
    fill: Texts
    value_text: Texts
    radius: Array = field(default_factory=lambda: np.empty(0))
    shown: NDArray[np.bool_] = field(default_factory=lambda: np.empty(0, dtype=bool))
    heights: Array = field(default_factory=lambda: np.empty((0, 0)))
    widths: Array = field(default_factory=lambda: np.empty(0))
    told: Texts = field(default_factory=lambda: np.empty(0, dtype=object))

    def count(self, key: str) -> int:
        """Return how many areas or points have a class."""
        found = self.class_key == key
        return int((found & self.shown).sum() if len(self.shown) else found.sum())


@dataclass(frozen=True)
class Steps:
    """All steps of a map, in the order of time.

    The areas of the model are those of the last; its points are those of all times.

    Attributes
    ----------
    steps : tuple of Step
        One for each time.
    dots : numpy.ndarray of int
        On a map of dots, how many each area has when it has most: points come area by area, and at
        each time an area shows the first of its own. Else empty.
    """

    steps: tuple[Step, ...]
    dots: NDArray[np.int64] = field(default_factory=lambda: np.empty(0, dtype=np.int64))

    @property
    def last_only(self) -> NDArray[np.bool_]:
        """Which points a picture of one time shows: those of the last; empty for all of them."""
        return self.steps[-1].shown if len(self.dots) else np.empty(0, dtype=bool)

    def hide_values(self) -> Steps:
        """Return the same without exact amounts."""
        blank = np.full(len(self.steps[0].fill), "", dtype=object)
        return replace(self, steps=tuple(replace(s, value_text=blank) for s in self.steps))

    @property
    def on_paper(self) -> tuple[Step, ...]:
        """The steps that a printed page shows: all, or six with the first and the last."""
        count = len(self.steps)
        if count <= MOST_ON_PAPER:
            return self.steps
        chosen = np.rint(np.linspace(0, count - 1, MOST_ON_PAPER)).astype(int)
        return tuple(self.steps[i] for i in chosen)
