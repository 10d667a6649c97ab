"""What a text says about a position."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

from probono_kit.places.angles import Problem

#: Latitude and longitude in degrees.
Point: TypeAlias = tuple[float, float]


class PositionForm(StrEnum):
    """How a position is written."""

    PAIR = "pair"
    ANGLES = "pair_of_angles"
    GEOPOINT = "geopoint"
    WKT = "wkt"
    ADDRESS = "map_address"
    UTM = "utm"
    MGRS = "mgrs"


@dataclass(frozen=True, slots=True)
class PositionReading:
    """What one text says as a position.

    Attributes
    ----------
    points : tuple of (float, float)
        Latitude and longitude in degrees. One where the text is clear; several where it does not
        say which number is the latitude (the first has them in the order written) or which
        hemisphere is meant; none where the numbers cannot be a position as they stand.
    form : PositionForm
        How it is written.
    precision : float
        Degrees that one unit of the last digit stands for.
    problem : Problem or None
        Why there is none, or what contradicts itself.
    metres : (float, float) or None
        Easting and northing as written, for grids of metres.
    marked : bool
        Whether the text itself shows that it is a position; two bare numbers do not.
    """

    points: tuple[Point, ...]
    form: PositionForm
    precision: float
    problem: Problem | None = None
    metres: tuple[float, float] | None = None
    marked: bool = True

    @property
    def point(self) -> Point | None:
        """Latitude and longitude, ``None`` unless there is exactly one reading."""
        return self.points[0] if len(self.points) == 1 else None
