"""Maps of several layers, to test with and to look at."""

from __future__ import annotations

from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from probono_kit.maps import Layer, MapModel, MapSpec, resolve
from tests.maps.made import CREDITS, areas_of, table_of

#: An NGO asks: people in need by area, our health posts, and the roads.
LAYERS = (
    Layer(data="roads", title="Routes principales", source="OpenStreetMap, 2025 (ODbL)"),
    Layer(
        data="posts",
        title="Nos structures de santé",
        category="type",
        label="nom",
        columns=("type", "nom", "lits"),
    ),
)


def middles(country: str = "SEN") -> Any:
    """Return a place inside each area of a country, degrees."""
    areas = areas_of(country)
    return shapely.get_coordinates(shapely.point_on_surface(areas.geometry.to_numpy()))


def roads(country: str = "SEN") -> gpd.GeoDataFrame:
    """Return roads, each from an area to the nearest one that has a road already."""
    places, random = middles(country), np.random.default_rng(7)
    joined, lines = [0], []
    while len(joined) < len(places):
        far = np.linalg.norm(places[joined][:, None] - places[None], axis=2)
        far[:, joined] = np.inf
        start, end = np.unravel_index(int(far.argmin()), far.shape)
        along = np.linspace(0, 1, 9)[:, None]
        bend = random.normal(0, 0.03, (9, 2)) * np.sin(along * np.pi)
        begin = places[joined[start]]
        lines.append(shapely.LineString(begin + along * (places[end] - begin) + bend))
        joined.append(int(end))
    rank = ["nationale" if i % 3 else "régionale" for i in range(len(lines))]
    return gpd.GeoDataFrame({"rang": rank}, geometry=lines, crs=4326)


def posts(country: str = "SEN", count: int = 3) -> gpd.GeoDataFrame:
    """Return a few health posts in each area."""
    random = np.random.default_rng(3)
    places = np.repeat(middles(country), count, axis=0)
    places = places + random.normal(0, 0.16, places.shape)
    number = np.arange(len(places))
    rows = {
        "nom": [f"Poste {i + 1}" for i in number],
        "type": np.where(number % 5 == 0, "Hôpital", "Poste de santé"),
        "lits": 4 + number * 13 % 60,
        "téléphone": [f"+221 33 800 {i:04d}" for i in number],
    }
    return gpd.GeoDataFrame(rows, geometry=gpd.points_from_xy(*places.T), crs=4326)


def regions(country: str = "SEN") -> gpd.GeoDataFrame:
    """Return three zones that the areas make up, from west to east."""
    areas = areas_of(country)
    third = pd.qcut(areas.geometry.representative_point().x, 3, labels=["Ouest", "Centre", "Est"])
    zones = areas.assign(zone=third).dissolve("zone", observed=True).reset_index()
    return gpd.GeoDataFrame(zones[["zone"]], geometry=zones.geometry, crs=4326)


def patients(country: str = "SEN") -> pd.DataFrame:
    """Return a table of the areas with an amount of each."""
    areas = areas_of(country)
    amounts = 120 + np.arange(len(areas)) ** 3 * 11 % 4000
    return pd.DataFrame({"area_code": areas["area_code"].to_numpy(), "patients": amounts})


def in_need(
    layers: tuple[Layer, ...] = LAYERS,
    country: str = "SEN",
    sites: gpd.GeoDataFrame | None = None,
    **spec: Any,
) -> MapModel:
    """Return a map of need by area, health posts and roads."""
    frames: dict[str, pd.DataFrame] = {
        "roads": roads(country),
        "posts": posts(country) if sites is None else sites,
        "zones": regions(country),
        "patients": patients(country),
    }
    areas = areas_of(country, spec.get("language", "fr"))
    need = np.round(8 + np.arange(len(areas)) * 37 % 71 * 0.9, 1)
    told: dict[str, Any] = {
        "kind": "choropleth",
        "language": "fr",
        "title": "Besoins, structures de santé et routes, Sénégal, avril 2025",
        "value": "besoin",
        "unit": "%",
        "legend_title": "Ménages dans le besoin",
        "columns": ("besoin",),
        "credits": CREDITS,
        "layers": layers,
    }
    used = {layer.data: frames[layer.data] for layer in layers}
    table = table_of(areas, besoin=need)
    return resolve(MapSpec(**told | spec), areas=areas, table=table, layers=used)


#: Towns of Senegal with their ranks as OpenStreetMap has them: name, longitude, latitude, place.
TOWNS = (
    ("Dakar", -17.44, 14.69, "national_capital"),
    ("Thiès", -16.93, 14.79, "city"),
    ("Touba", -15.88, 14.86, "city"),
    ("Saint-Louis", -16.49, 16.03, "city"),
    ("Tambacounda", -13.67, 13.77, "town"),
    ("Kolda", -14.95, 12.89, "town"),
    ("Koungheul", -14.80, 13.98, "village"),
    ("Ranérou", -13.96, 15.30, "village"),
)


def reference_files() -> dict[str, gpd.GeoDataFrame]:
    """Return files as Geofabrik gives them for OpenStreetMap: roads, water, places."""
    classes = ("trunk", "secondary", "track_grade3")
    lines = roads().assign(fclass=[classes[i % 3] for i in range(len(roads()))])
    lines = lines.assign(ref=[f"N{i + 1}" for i in range(len(lines))])
    names, x, y, places = zip(*TOWNS, strict=True)
    river = shapely.LineString([(-16.4, 16.3), (-15, 16.6), (-13.6, 16.1), (-12.4, 15), (-12, 14)])
    return {
        "gis_osm_places": gpd.GeoDataFrame(
            {"nom": names, "fclass": places}, geometry=gpd.points_from_xy(x, y), crs=4326
        ),
        "gis_osm_roads": lines.drop(columns="rang"),
        "fleuves": gpd.GeoDataFrame({"nom": ["Sénégal"]}, geometry=[river], crs=4326),
        "lacs": gpd.GeoDataFrame(
            {"nom": ["Lac de Guiers"]},
            geometry=[shapely.Point(-15.85, 16.2).buffer(0.12)],
            crs=4326,
        ),
    }


def reference(*, base: bool = True, **spec: Any) -> MapModel:
    """Return a reference map of Senegal."""
    files = reference_files()
    labels = {"gis_osm_roads": "ref"}
    layers = tuple(
        Layer(data=name, label=labels.get(name, "nom"), columns=(labels.get(name, "nom"),))
        for name in files
    )
    told: dict[str, Any] = {
        "kind": "reference",
        "language": "fr",
        "title": "Carte de référence, Sénégal, avril 2025",
        "layers": layers,
        "credits": CREDITS,
    }
    spec = told | spec
    return resolve(
        MapSpec(**spec), areas=areas_of("SEN", spec["language"]), layers=files, base=base
    )
