"""Maps to test with: real areas from the base layers, made-up amounts."""

from __future__ import annotations

import datetime
from functools import lru_cache
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd

from probono_kit.maps import Credits, MapModel, MapSpec, resolve
from probono_kit.places.base import area_names, base_layer

CREDITS = Credits(
    organisation="Eau et Vie",
    source="Inventaire des points d'eau",
    licence="CC BY 4.0",
    data_date="avril 2025",
    areas_source="Natural Earth 5.1 (2022)",
    produced=datetime.date(2025, 5, 12),
    map_id="EV-001",
)

#: What a map must say to go out at all.
TEXTS: dict[str, Any] = {"title": "Accès à l'eau, avril 2025", "credits": CREDITS}


def areas_of(country: str, language: str = "fr") -> gpd.GeoDataFrame:
    """Return the first-level areas of a country as ``read_areas`` gives them."""
    return _areas_of(country, language).copy()


@lru_cache(maxsize=16)
def _areas_of(country: str, language: str) -> gpd.GeoDataFrame:
    layer = base_layer("admin1", country=country)
    codes = layer["iso_3166_2"].fillna(layer["area_id"])
    return gpd.GeoDataFrame(
        {"area_code": codes, "area_name": area_names(layer, language)},
        geometry=layer.geometry,
        crs=layer.crs,
    )


def table_of(areas: gpd.GeoDataFrame, **columns: object) -> pd.DataFrame:
    """Return a table with a row per area; counts and rates if no columns are given."""
    number = np.arange(len(areas))
    made = columns or {"points": 3 + number**2 * 7 % 400, "part": 5.5 + number * 37 % 80}
    return pd.DataFrame({"area_code": areas["area_code"].to_numpy(), **made})


def made(country: str = "SEN", *, base: bool = True, **spec: Any) -> MapModel:
    """Resolve a map of `country` from a spec given by its fields."""
    language = spec.setdefault("language", "fr")
    areas = areas_of(country, language)
    spec = {"value": "points", "columns": ("points", "part"), **TEXTS, **spec}
    return resolve(MapSpec(**spec), areas=areas, table=table_of(areas), base=base)


def squares(*names: str) -> gpd.GeoDataFrame:
    """Return areas of one degree side by side on the equator."""
    from shapely.geometry import box

    shapes = [box(i, 0, i + 1, 1) for i in range(len(names))]
    return gpd.GeoDataFrame({"area_name": list(names)}, geometry=shapes, crs=4326)
