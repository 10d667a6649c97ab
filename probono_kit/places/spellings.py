"""Names in the forms in which they are compared, and the edits between two of them."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
from rapidfuzz import process
from rapidfuzz.distance import OSA

from probono_kit.places.kinds import same_sides
from probono_kit.places.sounds import sound_key

#: Half an edit: what two spellings of one sound are apart.
SAME_SOUND = 0.5


class Forms:
    """Names in the forms that are compared: as written, letters in order, sounds."""

    def __init__(self, words: Sequence[tuple[str, ...]]) -> None:
        self.keys = ["".join(own) for own in words]
        self.sounds = [sound_key(key) for key in self.keys]
        in_order = ["".join(sorted(same_sides(own))) for own in words]
        self._all = [_objects(texts) for texts in (self.keys, in_order, self.sounds)]
        self._is_in_order = self._all[0] == self._all[1]

    def distances(
        self, one: npt.NDArray[np.intp], others: Forms, other: npt.NDArray[np.intp]
    ) -> npt.NDArray[np.float64]:
        """Return the edits between pairs of names, by the nearest of their forms."""
        written, in_order, sounds = (
            (mine, theirs) for mine, theirs in zip(self._all, others._all, strict=True)
        )
        nearest = _pairwise(written[0][one], written[1][other])
        sounding = _pairwise(sounds[0][one], sounds[1][other]) + SAME_SOUND
        np.minimum(nearest, sounding, out=nearest)
        moved = np.flatnonzero(~(self._is_in_order[one] & others._is_in_order[other]))
        ordered = _pairwise(in_order[0][one[moved]], in_order[1][other[moved]])
        nearest[moved] = np.minimum(nearest[moved], ordered)
        return nearest

    def distances_of_all(
        self, some: npt.NDArray[np.intp], others: Forms, rows: npt.NDArray[np.intp]
    ) -> npt.NDArray[np.float64]:
        """Return what :meth:`distances` does, for all pairs of some names and some others."""
        edits = []
        for form, added in enumerate((0.0, 0.0, SAME_SOUND)):
            mine, theirs = self._all[form][some].tolist(), others._all[form][rows].tolist()
            told = process.cdist(mine, theirs, scorer=OSA.distance, dtype=np.int16)
            edits.append(told.ravel() + added)
        nearest: npt.NDArray[np.float64] = np.minimum.reduce(edits)
        return nearest


def _objects(texts: Sequence[str]) -> npt.NDArray[np.object_]:
    return np.array([*texts, ""], dtype=object)[:-1]


def _pairwise(
    some: npt.NDArray[np.object_], others: npt.NDArray[np.object_]
) -> npt.NDArray[np.float64]:
    if not len(some):
        return np.empty(0)
    told: npt.NDArray[np.float64] = process.cpdist(
        some.tolist(), others.tolist(), scorer=OSA.distance, dtype=np.int16
    ).astype(float)
    return told
