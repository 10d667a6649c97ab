"""Steps of time: one map of the same areas for each, with the same classes."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from probono_kit.maps.arrays import Texts

#: More maps than this on one page are too small to be read.
MOST_ON_PAPER = 6


@dataclass(frozen=True)
class Step:
    """How the areas look at one time.

    Attributes
    ----------
    label : str
        As readers call it: ``"2023"``, ``"mars 2025"``.
    class_key, fill, value_text : numpy.ndarray of str
        Row for row with the areas of the map; texts are empty where amounts may not leave.
    """

    label: str
    class_key: Texts
    fill: Texts
    value_text: Texts

    def count(self, key: str) -> int:
        """Return how many areas have a class."""
        return int((self.class_key == key).sum())


@dataclass(frozen=True)
class Steps:
    """All steps of a map, in the order of time; the areas of the model are those of the last."""

    steps: tuple[Step, ...]

    def hide_values(self) -> Steps:
        """Return the same without exact amounts."""
        blank = np.full(len(self.steps[0].fill), "", dtype=object)
        return Steps(tuple(replace(step, value_text=blank) for step in self.steps))

    @property
    def on_paper(self) -> tuple[Step, ...]:
        """The steps that a printed page shows: all, or six with the first and the last."""
        count = len(self.steps)
        if count <= MOST_ON_PAPER:
            return self.steps
        chosen = np.rint(np.linspace(0, count - 1, MOST_ON_PAPER)).astype(int)
        return tuple(self.steps[i] for i in chosen)
