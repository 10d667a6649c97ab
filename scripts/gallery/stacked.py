"""The gallery's map of several layers: a rate by region, sites of an NGO, roads, zones."""

from __future__ import annotations

import geopandas as gpd
import numpy as np
import shapely

from gallery.subjects import LANGUAGES, areas_of, credits_of, spots_of, table_of, word
from probono_kit.maps import Layer, MapModel, MapSpec, resolve
from probono_kit.maps.spec import Kind

#: Towns between which the roads run, longitude and latitude.
_TOWNS = (
    (-17.44, 14.69), (-16.93, 14.79), (-16.23, 14.66), (-15.55, 14.11), (-14.45, 13.98),
    (-13.67, 13.77), (-12.18, 12.56),
)  # fmt: skip
_BRANCHES = (
    ((-16.93, 14.79), (-16.25, 15.61), (-16.49, 16.02), (-14.96, 16.65), (-13.26, 15.66)),
    ((-13.67, 13.77), (-14.94, 12.89), (-15.55, 12.70), (-16.27, 12.58)),
    ((-13.26, 15.66), (-12.90, 14.90), (-13.67, 13.77)),
)
_TITLES = {
    "title": (
        "Safe water, water points and roads, Senegal, 2025",
        "Eau potable, points d'eau et routes, Sénégal, 2025",
        "المياه الصالحة ونقاط المياه والطرق، السنغال، 2025",
    ),
    "roads": (
        "Main roads (drawn roughly)",
        "Routes principales (tracé sommaire)",
        "الطرق الرئيسية",
    ),
}


def stacked(language: str) -> MapModel:
    """Return the map of several layers in one language.

    Examples
    --------
    >>> [layer.kind.value for layer in stacked("fr").layers]
    ['lines', 'points']
    """
    at = LANGUAGES.index(language)
    roads = gpd.GeoDataFrame(
        geometry=[_bent(line, i) for i, line in enumerate((_TOWNS, *_BRANCHES))], crs=4326
    )
    spec = MapSpec(
        kind=Kind.CHOROPLETH,
        language=language,
        title=_TITLES["title"][at],
        value="water",
        unit="%",
        legend_title=word("water", language),
        columns=("water",),
        credits=credits_of(language),
        layers=(
            Layer(data="roads", title=_TITLES["roads"][at]),
            Layer(data="points", title=word("type", language), category="type", columns=("type",)),
        ),
    )
    layers = {"roads": roads, "points": spots_of(language)[::6]}
    table = table_of(Kind.CHOROPLETH, language)
    return resolve(spec, areas=areas_of(language), table=table, layers=layers)


def _bent(places: tuple[tuple[float, float], ...], seed: int) -> shapely.LineString:
    """Return a line that bends a little between places, as roads do."""
    random = np.random.default_rng(seed)
    line = shapely.segmentize(shapely.LineString(places), 0.12)
    points = shapely.get_coordinates(line)
    points[1:-1] += random.normal(0, 0.025, points[1:-1].shape)
    return shapely.LineString(points)
