"""Invented roads and a lake, real rivers and towns of Senegal, as files of the field have them."""

from __future__ import annotations

import geopandas as gpd
import numpy as np
import shapely

from probono_kit.maps import Layer
from probono_kit.places.base import area_names, base_layer

#: Column with the names of each file.
LABELS = {"towns": "name", "gis_osm_roads": "ref", "rivers": "name", "lakes": "name"}

#: Towns that a road leads to, the more important ones first.
_JOINED = (
    *("Dakar", "Thiès", "Touba", "Saint-Louis"),
    *("Kaolack", "Tambacounda", "Kolda", "Ziguinchor"),
)

#: Inhabitants from which on a place is a city, and a town.
_CITY, _TOWN = 150_000, 60_000


def reference_files(language: str) -> dict[str, gpd.GeoDataFrame]:
    """Return files with towns, roads, rivers and a lake."""
    towns = base_layer("places", country="SEN").sort_values("population", ascending=False).head(26)
    rivers = base_layer("rivers", bbox=(-18.0, 12.0, -11.0, 17.0))
    lake = shapely.Point(-15.85, 16.2).buffer(0.13)
    return {
        "towns": gpd.GeoDataFrame(
            {"name": area_names(towns, language), "place": [_rank(*row) for row in _about(towns)]},
            geometry=towns.geometry.to_numpy(),
            crs=4326,
        ),
        "gis_osm_roads": _roads(towns),
        "rivers": rivers.assign(featurecla="River")[["name", "featurecla", "geometry"]],
        "lakes": gpd.GeoDataFrame(
            {"name": ["Lac de Guiers"], "fclass": ["water"]}, geometry=[lake], crs=4326
        ),
    }


def layers_of() -> tuple[Layer, ...]:
    """Return the layers, of which only the names may leave."""
    return tuple(Layer(data=name, label=label, columns=(label,)) for name, label in LABELS.items())


def _about(towns: gpd.GeoDataFrame) -> list[tuple[str, float]]:
    return list(zip(towns["capital"].fillna("").astype(str), towns["population"], strict=True))


def _rank(capital: str, population: float) -> str:
    if capital == "country":
        return "national_capital"
    return "city" if population > _CITY else "town" if population > _TOWN else "village"


def _roads(towns: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Return a bent line from each town to the nearest of those before it."""
    at = dict(zip(towns["name"], shapely.get_coordinates(towns.geometry.to_numpy()), strict=True))
    names = [name for name in _JOINED if name in at]
    names += [name for name in at if name not in names]
    random, lines = np.random.default_rng(7), []
    for i, name in enumerate(names[1:], start=1):
        before = np.array([at[each] for each in names[:i]])
        start = before[np.hypot(*(before - at[name]).T).argmin()]
        along = np.linspace(0, 1, 9)[:, None]
        bend = random.normal(0, 0.03, (9, 2)) * np.sin(along * np.pi)
        lines.append(shapely.LineString(start + along * (at[name] - start) + bend))
    classes = ["trunk" if i < len(_JOINED) - 1 else "secondary" for i in range(len(lines))]
    numbers = [f"N{i + 1}" if each == "trunk" else "" for i, each in enumerate(classes)]
    return gpd.GeoDataFrame({"fclass": classes, "ref": numbers}, geometry=lines, crs=4326)
