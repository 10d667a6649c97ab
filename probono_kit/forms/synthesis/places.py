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
#: Positions drawn for each area.
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
        self.pools: dict[int, np.ndarray] = {}
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
        pool = self._pool(random.choice(within))
        lon, lat = pool[random.randrange(len(pool))]
        return float(lat), float(lon)

    def _pool(self, place: int) -> np.ndarray:
        """Return positions within an area, drawn once."""
        if place not in self.pools:
            import shapely

            assert self.areas is not None
            shape = self.areas.geometry.iloc[place]
            shapely.prepare(shape)
            found: list[np.ndarray] = []
            drawing = np.random.default_rng([self.seed, place])
            west, south, east, north = shape.bounds
            for _ in range(200):
                points = drawing.uniform((west, south), (east, north), (POOL * 2, 2))
                found.append(points[shapely.contains_xy(shape, points[:, 0], points[:, 1])])
                if sum(map(len, found)) >= POOL:
                    break
            pool = np.concatenate(found)[:POOL]
            inner = shape.representative_point()
            self.pools[place] = pool if len(pool) else np.array([[inner.x, inner.y]])
        return self.pools[place]
