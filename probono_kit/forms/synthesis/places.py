"""Positions inside the areas of a collection."""

from __future__ import annotations

from collections.abc import Iterable
from random import Random
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

if TYPE_CHECKING:
    from geopandas import GeoDataFrame

#: Where positions lie if nobody says where: a square of a tenth of a degree.
SOMEWHERE = (12.0, 15.0)
#: Positions drawn for an area at once.
POOL = 400


class Places:
    """Draws positions inside areas.

    Parameters
    ----------
    areas : geopandas.GeoDataFrame, optional
        Polygons in any reference system; the texts in their columns may be answers.
    seed : int
        What the positions are drawn by.
    """

    def __init__(self, areas: GeoDataFrame | None, seed: int) -> None:
        self.areas = None if areas is None else areas.to_crs(4326)
        self.seed = seed
        self.pools: dict[int, list[tuple[float, float]]] = {}
        self.drawings: dict[int, np.random.Generator] = {}
        self.codes: dict[str, list[int]] = {}
        self.shares: list[int] = []
        if self.areas is not None and areas is not None:
            self._learn(areas)

    def _learn(self, areas: GeoDataFrame) -> None:
        for column in areas.columns.drop(areas.geometry.name):
            if pd.api.types.is_numeric_dtype(areas[column]):
                continue
            for place, text in enumerate(areas[column]):
                if isinstance(text, str) and text:
                    self.codes.setdefault(text, []).append(place)
        usable = [n for n, shape in enumerate(areas.geometry) if shape and not shape.is_empty]
        self.shares = usable

    def draw(self, answers: Iterable[str], random: Random) -> tuple[float, float]:
        """Return latitude and longitude in degrees.

        Parameters
        ----------
        answers : iterable of str
            Answers of the interview: where one is the code or name of areas, the position lies in
            one of them, and that which names the fewest counts.
        random : random.Random
            Where it is drawn from.
        """
        if not self.shares:
            lat, lon = SOMEWHERE
            return lat + random.uniform(0, 0.1), lon + random.uniform(0, 0.1)
        named = [self.codes[text] for text in answers if text in self.codes]
        within = min(named, key=len) if named else self.shares
        lon, lat = self._next(random.choice(within))
        return lat, lon

    def _next(self, place: int) -> tuple[float, float]:
        """Return a position within an area: one that nobody has had."""
        if not self.pools.get(place):
            self.pools[place] = self._positions(place)
        return self.pools[place].pop()

    def _positions(self, place: int) -> list[tuple[float, float]]:
        """Draw positions within an area."""
        import shapely

        assert self.areas is not None
        shape = self.areas.geometry.iloc[place]
        shapely.prepare(shape)
        if place not in self.drawings:
            self.drawings[place] = np.random.default_rng([self.seed, place])
        west, south, east, north = shape.bounds
        found: list[tuple[float, float]] = []
        for _ in range(200):
            points = self.drawings[place].uniform((west, south), (east, north), (POOL * 2, 2))
            inside = shapely.contains_xy(shape, points[:, 0], points[:, 1])
            found += [(float(x), float(y)) for x, y in points[inside]]
            if len(found) >= POOL:
                break
        inner = shape.representative_point()
        return found[::-1] or [(inner.x, inner.y)]
