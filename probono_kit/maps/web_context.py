"""What lies around the data on a web map: neighbours, water, disputed borders, capitals, names."""

from __future__ import annotations

from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from numpy.typing import NDArray
from shapely.geometry import box

from probono_kit.encoding import encode
from probono_kit.maps.model import Context, MapModel
from probono_kit.maps.spec import Kind
from probono_kit.maps.static.style import (
    COUNTRY_LINE,
    DISPUTED_LINE,
    GROUND_LINE,
    NEIGHBOUR,
    NEIGHBOUR_LINE,
    RIVER,
    SEA,
    SEA_EDGE,
)
from probono_kit.maps.static.surroundings import MOST_TOWNS
from probono_kit.maps.web_arcs import Point, encode_areas, encode_lines, encode_points
from probono_kit.maps.web_geometry import (
    CELLS,
    Geometries,
    Grid,
    polygons,
    simplify_areas,
    simplify_water,
    whole,
)

Layer = dict[str, Any]


def _line(style: tuple[Any, ...]) -> Layer:
    """Turn a line of the printed map (colour, points, dashes) into one of the screen."""
    colour, points, *dashes = style
    line: Layer = {"color": colour, "weight": round(points * 4 / 3, 2)}
    return line | {"dashArray": " ".join(str(round(4 * d)) for d in dashes[0])} if dashes else line


#: Where there are more capitals than this, they would hide the map.
_MOST_CAPITALS = 25

#: How many vertices each layer may keep.
_VERTICES = {"countries": 5_000, "lakes": 1_500, "rivers": 3_000, "disputed": 800}

STYLES: Layer = {
    "countries": {"fillColor": NEIGHBOUR, "fillOpacity": 1} | _line(NEIGHBOUR_LINE),
    "lakes": {"fillColor": SEA, "fillOpacity": 1, "color": SEA_EDGE, "weight": 0.75},
    "rivers": {"color": RIVER, "weight": 1},
    "disputed": _line(DISPUTED_LINE),
    "outline": _line(COUNTRY_LINE),
    "ground": _line(GROUND_LINE),
}


def context_layer(context: Context, model: MapModel, grid: Grid) -> Layer:
    """Return the surroundings, names included, for ``probono.surroundings``."""
    countries = simplify_areas(grid.place(context.countries.geometry), _VERTICES["countries"])
    lakes = simplify_water(grid.place(context.lakes.geometry), _VERTICES["lakes"])
    rivers = simplify_water(grid.place(context.rivers.geometry), _VERTICES["rivers"])
    disputed = simplify_water(grid.place(context.disputed.geometry), _VERTICES["disputed"])
    own = _own(countries, model, grid)
    names, points = _country_names(context.countries["name"], countries, own, grid)
    towns = shown_places(context, model, grid)
    return {
        "styles": STYLES,
        "countries": encode_areas(countries),
        "lakes": encode_areas(lakes),
        "rivers": encode_lines(rivers),
        "disputed": encode_lines(disputed),
        "own": [int(is_own) for is_own in own],
        "countryNames": names,
        "countryPoints": encode_points(points),
        "placeNames": [encode(name) for name in towns["name"]],
        "placeRanks": [int(rank) for rank in towns["rank"]],
        "placePoints": encode_points(whole(grid.place(towns.geometry))),
    }


def shown_places(context: Context, model: MapModel, grid: Grid) -> gpd.GeoDataFrame:
    """Choose capitals, and on a map of points a few towns; column ``rank``, own capitals first.

    On a map of a continent, only the mapped country has its capital; on one of the world, none.
    """
    places = context.places
    capital, own = places["capital"].to_numpy(bool), _inside(places, model, grid)
    shown = capital & (own if capital.sum() > _MOST_CAPITALS else True)
    shown &= shown.sum() <= _MOST_CAPITALS
    if model.look is Kind.POINTS:
        shown |= ~capital & (np.cumsum(~capital) <= MOST_TOWNS)
    return places.assign(rank=1 + capital * (1 + own))[shown]


def _inside(places: gpd.GeoDataFrame, model: MapModel, grid: Grid) -> NDArray[np.bool_]:
    """Tell which places lie in the mapped areas, or among the points."""
    if model.territory.empty:
        return np.asarray(places.geometry.intersects(box(*model.extent)))
    tree = shapely.STRtree(grid.place(model.territory.geometry))
    found = tree.query(grid.place(places.geometry), predicate="intersects")[0]
    return np.isin(np.arange(len(places)), found)


def _own(shapes: Geometries, model: MapModel, grid: Grid) -> list[bool]:
    """Tell which countries the areas make up: they are not drawn as neighbours."""
    if model.territory.empty:
        return [False] * len(shapes)
    areas = grid.place(model.territory.geometry)
    data = shapely.union_all(shapely.make_valid(areas[~shapely.is_empty(areas)]))
    shared = shapely.area(shapely.intersection(shapely.make_valid(shapes), data))
    return list(shared > 0.5 * shapely.area(shapes))


def _country_names(
    names: pd.Series[str], shapes: Geometries, own: list[bool], grid: Grid
) -> tuple[list[str], list[Point]]:
    """Give the names of the neighbours, each in the middle of what is in view of it."""
    view = box(-0.15 * grid.width, -0.15 * grid.height, 1.15 * grid.width, 1.15 * grid.height)
    written: list[str] = []
    points: list[Point] = []
    for name, shape, is_own in zip(names, shapes, own, strict=True):
        seen = polygons(shapely.intersection(shapely.make_valid(shape), view))
        if not is_own and name and seen:
            largest = max(seen, key=lambda part: part.area)
            circle = shapely.maximum_inscribed_circle(largest, tolerance=CELLS / 100)
            x, y = circle.coords[0]
            written.append(encode(name))
            points.append((round(x), round(y)))
    return written, points
