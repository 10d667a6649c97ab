"""Two amounts at once: nine colours in a square, and the legend that they make."""

from __future__ import annotations

from dataclasses import dataclass

from probono_kit.maps.model import LegendClass

#: Colours by the class of the first amount (from little, pale, to much, blue) and of the second
#: (from little to much, rust): the squares of a plane through OKLab, bent until each is told from
#: every other one by all readers and in grey print. The tests measure it (CIEDE2000).
COLOURS = (
    ("#f1f5ec", "#e7b297", "#bb5727"),
    ("#b6ddef", "#96908f", "#6f4636"),
    ("#62aeda", "#3e677e", "#303b42"),
)

#: Which rows of :data:`COLOURS` are taken for so many classes.
_SPREAD = {0: (), 1: (0,), 2: (0, 2), 3: (0, 1, 2)}


@dataclass(frozen=True)
class Axis:
    """A side of the square.

    Attributes
    ----------
    title : str
        What is measured, with its unit unless the numbers carry it.
    labels : tuple of str
        Of the classes, the lowest first.
    edges : tuple of str
        The numbers between the classes and at both ends.
    """

    title: str
    labels: tuple[str, ...]
    edges: tuple[str, ...]


@dataclass(frozen=True)
class Square:
    """Legend of a map of two amounts.

    Attributes
    ----------
    across, up : Axis
        Of the first amount, from the side where reading starts, and of the second, upwards.
    cells : tuple of tuple of LegendClass
        ``cells[i][j]`` is class `i` of the first amount and `j` of the second; counts may be 0.
    """

    across: Axis
    up: Axis
    cells: tuple[tuple[LegendClass, ...], ...]


def square_colours(across: int, up: int) -> tuple[tuple[str, ...], ...]:
    """Return the colours of so many classes of both amounts.

    Parameters
    ----------
    across, up : int
        Classes of the first and of the second amount, at most three each.

    Returns
    -------
    tuple of tuple of str
        ``#rrggbb`` by class of the first, then of the second amount.

    Examples
    --------
    >>> square_colours(2, 1)
    (('#f1f5ec',), ('#62aeda',))
    """
    return tuple(tuple(COLOURS[i][j] for j in _SPREAD[up]) for i in _SPREAD[across])
