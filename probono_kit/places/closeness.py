"""When a misspelt name is so close to one area's name that no other can be meant."""

from __future__ import annotations

from collections.abc import Sequence

from probono_kit.places.near import Near

# A name is very close to an area's if the two are at most so many edits apart, the next area's is
# at least so many further, and the shorter has at least so many letters. Measured on corrupted
# names of 18 countries, admin 1 and 2, and checked on 18 others (benchmarks/place_names.py).
_CLOSE_WITHIN = (
    *((0.0, 0.5, 1), (1.0, 0.5, 3), (1.0, 2.0, 1), (2.0, 0.5, 5), (2.0, 1.5, 3), (2.0, 2.0, 2)),
    *((3.0, 2.0, 7), (3.0, 2.5, 6), (4.0, 3.5, 8)),
)
# Where the area around is not known, more names come near by chance: the more, the longer the list.
_SHORT_LIST, _LONG_LIST = 60, 1000
_CLOSE_IN_LIST = (
    *((0.0, 0.5, 1), (0.5, 0.5, 4), (0.5, 1.0, 3), (1.0, 0.5, 5), (1.0, 1.0, 4), (1.0, 1.5, 3)),
    *((2.0, 0.5, 7), (2.0, 1.5, 5), (2.0, 2.5, 4), (3.0, 2.5, 8), (4.0, 3.5, 10)),
)
_CLOSE_IN_SHORT_LIST = (*_CLOSE_IN_LIST, (1.0, 0.5, 4), (1.5, 1.0, 5), (2.0, 0.5, 6))
_CLOSE_IN_LONG_LIST = (
    *((0.0, 0.5, 1), (0.5, 0.5, 5), (0.5, 1.0, 4), (1.0, 0.5, 6), (1.0, 1.0, 5), (1.0, 1.5, 4)),
    *((2.0, 0.5, 8), (2.0, 1.5, 7), (2.0, 2.5, 6), (3.0, 2.5, 9), (4.0, 3.5, 10)),
)


def very_close(nearest: Sequence[Near], is_within: bool, among: int = 0) -> Near | None:
    """Return the first of the nearest names if it is very close and no other comes near.

    Parameters
    ----------
    nearest : sequence of Near
        Nearest first.
    is_within : bool
        Whether only the areas of a known parent were looked at.
    among : int
        How many areas the whole list has.

    Returns
    -------
    Near or None
        ``None`` if there is any doubt.

    Examples
    --------
    >>> kaffrine, kolda = Near(0, 0.5, 7, 93.8), Near(1, 6.0, 5, 25.0)
    >>> very_close([kaffrine, kolda], is_within=False) == kaffrine
    True
    >>> very_close([kolda], is_within=False) is None
    True
    """
    if not nearest:
        return None
    first, *others = nearest
    if first.is_part:
        return None
    gap = min((other.distance for other in others), default=99.0) - first.distance
    rules = _CLOSE_WITHIN if is_within else _rules_for(among)
    is_close = any(
        first.distance <= edits and gap >= further and first.length >= letters
        for edits, further, letters in rules
    )
    return first if is_close else None


def _rules_for(among: int) -> tuple[tuple[float, float, int], ...]:
    if among > _LONG_LIST:
        return _CLOSE_IN_LONG_LIST
    return _CLOSE_IN_LIST if among > _SHORT_LIST else _CLOSE_IN_SHORT_LIST
