"""Where each point should lie: its own area, or the country; asked of many points at once."""

from __future__ import annotations

from typing import Any

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import pandas as pd
import shapely

from probono_kit.places.base import base_layer
from probono_kit.places.coordinate_columns import Flags, Floats
from probono_kit.places.grid import utm_zone
from probono_kit.places.names import cell_text
from probono_kit.places.reverse import in_degrees, nearest_areas

_KM_PER_DEGREE = 111.0
_COARSE = 0.01  # degrees: distances are evidence for a person, not measurements


class Targets:
    """The area that each of a number of rows is said to lie in.

    Parameters
    ----------
    areas : geopandas.GeoDataFrame or None
        ``area_code``, ``area_name`` and polygons, EPSG:4326.
    expected : pandas.Series or None
        Code of the area of each row; missing or unknown codes stand for the whole.
    country : str
        ISO 3166-1 alpha-3 code: the whole is its outline; else all areas together.
    rows : int
        Number of rows.
    tolerance_km : float
        How far outside its area a point may lie.
    """

    def __init__(
        self,
        areas: gpd.GeoDataFrame | None,
        expected: pd.Series | None,
        country: str,
        rows: int,
        tolerance_km: float,
    ) -> None:
        areas = None if areas is None else in_degrees(areas)
        shapes: list[Any] = [] if areas is None else list(areas.geometry)
        codes = [] if areas is None else [str(code) for code in areas["area_code"]]
        whole = base_layer("countries", country=country).geometry.to_list() if country else shapes
        self.codes = ["", *codes]
        named = [] if areas is None else areas.get("area_name", areas["area_code"])
        names = [cell_text(name) for name in named]
        self.labels = [
            "",
            *(c if n in ("", c) else f"{n} ({c})" for c, n in zip(codes, names, strict=True)),
        ]
        joined = shapely.union_all(np.array(whole, dtype=object))
        self.shapes = np.array([joined, *shapes], dtype=object)
        wide = shapely.buffer(self.shapes, tolerance_km / _KM_PER_DEGREE, quad_segs=4)
        shapely.prepare(wide)
        self._wide = wide
        self._bounds = shapely.bounds(wide)
        position = {code: at for at, code in reversed(list(enumerate(self.codes)))}
        if expected is None:
            self.of_row = np.zeros(rows, dtype=np.int64)
        else:
            at = [position.get("" if pd.isna(code) else str(code), 0) for code in expected]
            self.of_row = np.array(at, dtype=np.int64)

    def limits(self, rows: npt.NDArray[np.int64]) -> tuple[Floats, Floats]:
        """Return lowest and highest latitudes, and longitudes, of the areas of `rows`."""
        bounds = self._bounds[self.of_row[rows]]
        return bounds[:, [1, 3]], bounds[:, [0, 2]]

    def inside(self, rows: npt.NDArray[np.int64], lat: Floats, lon: Floats) -> Flags:
        """Whether each point lies in the area of its row, or within the tolerance."""
        own = self.of_row[rows]
        bounds = self._bounds[own]
        with np.errstate(invalid="ignore"):
            near = (np.abs(lat) <= 90) & (np.abs(lon) <= 180)
            near &= (lon >= bounds[:, 0]) & (lon <= bounds[:, 2])
            near &= (lat >= bounds[:, 1]) & (lat <= bounds[:, 3])
        for area in np.unique(own[near]):
            asked = np.flatnonzero(near & (own == area))
            near[asked] = shapely.intersects_xy(self._wide[area], lon[asked], lat[asked])
        return near

    def distances(self, rows: npt.NDArray[np.int64], lat: Floats, lon: Floats) -> Floats:
        """Return kilometres from each point to the area of its row, not a number without one."""
        own = self.of_row[rows]
        distance = np.full(len(rows), np.nan)
        on_globe = (np.abs(lat) <= 90) & (np.abs(lon) <= 180)
        for area in np.unique(own[on_globe]):
            asked = np.flatnonzero(on_globe & (own == area))
            shape = shapely.simplify(self.shapes[[area]], _COARSE)
            if not shapely.is_empty(shape[0]):
                _, distance[asked] = nearest_areas(lon[asked], lat[asked], shape)
        return distance

    def zones(self) -> list[tuple[int, bool]]:
        """Return the UTM zones that the whole touches, and whether south of the equator."""
        found = set()
        for west, south, east, north in shapely.bounds(shapely.get_parts(self.shapes[0])):
            first, last = utm_zone(west + 1e-9), utm_zone(min(east, 179.999999))
            for zone in range(first, last + 1):
                found |= {(zone, True)} if south < 0 else set()
                found |= {(zone, False)} if north > 0 else set()
        return sorted(found)
