"""Areas, lengths and fences of positions as XForms write them: ``lat lon alt accuracy; …``."""

from __future__ import annotations

import math
from itertools import pairwise

#: Radius in metres of the sphere that JavaRosa measures on.
RADIUS = 6_378_100.0


def _points(*lists: list[str]) -> list[tuple[float, float]]:
    """Return latitude and longitude of each position, in degrees."""
    parts = (part.split() for texts in lists for text in texts for part in text.split(";"))
    try:
        return [(float(words[0]), float(words[1])) for words in parts if len(words) > 1]
    except ValueError:
        return []


def length_of(*lists: list[str]) -> float:
    """Return the length of a line in metres, on the sphere.

    Examples
    --------
    >>> round(length_of(["0 0 0 0; 0 1 0 0"]))
    111319
    """
    total = 0.0
    for (lat1, lon1), (lat2, lon2) in pairwise(_points(*lists)):
        a, b = math.radians(lat1), math.radians(lat2)
        half = (
            math.sin((b - a) / 2) ** 2
            + math.cos(a) * math.cos(b) * math.sin(math.radians(lon2 - lon1) / 2) ** 2
        )
        total += 2 * RADIUS * math.asin(min(1.0, math.sqrt(half)))
    return total


def area_of(*lists: list[str]) -> float:
    """Return the area inside a line in square metres, on the sphere.

    Examples
    --------
    >>> round(area_of(["0 0;0 1;1 1;1 0;0 0"]) / 1e6)
    12391
    """
    points = _points(*lists)
    if len(points) < 3:
        return 0.0
    total = 0.0
    for (lat1, lon1), (lat2, lon2) in pairwise([*points, points[0]]):
        total += math.radians(lon2 - lon1) * (
            2 + math.sin(math.radians(lat1)) + math.sin(math.radians(lat2))
        )
    return abs(total * RADIUS**2 / 2)


def inside(point: str, shape: str) -> bool:
    """Tell whether a position lies in a shape, both in degrees.

    Examples
    --------
    >>> inside("0.5 0.5 0 0", "0 0;0 1;1 1;1 0;0 0"), inside("2 2", "0 0;0 1;1 1;1 0;0 0")
    (True, False)
    """
    where, fence = _points([point]), _points([shape])
    if not where or len(fence) < 3:
        return False
    lat, lon = where[0]
    odd = False
    for (lat1, lon1), (lat2, lon2) in pairwise([*fence, fence[0]]):
        crosses = (lat1 > lat) != (lat2 > lat)
        if crosses and lon < (lon2 - lon1) * (lat - lat1) / (lat2 - lat1) + lon1:
            odd = not odd
    return odd
