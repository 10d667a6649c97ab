"""The layers of a web map, as numbers and encoded texts for the script that draws them.

Geometry goes into the page as letters and digits; every other text passes
:func:`probono_kit.encoding.encode` here, before folium sees it.
"""

from __future__ import annotations

from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from shapely.geometry import box

from probono_kit.encoding import encode
from probono_kit.maps.colours import text_colour
from probono_kit.maps.model import LAND, NO_DATA, Context, MapModel
from probono_kit.maps.spec import Kind
from probono_kit.maps.web_arcs import Point, encode_areas, encode_lines, encode_points
from probono_kit.maps.web_geometry import Geometries, Grid, simplify_areas, simplify_lines

Layer = dict[str, Any]

#: CSS pixels in a millimetre: browsers take an inch for 96 of them.
PIXELS_PER_MM = 96 / 25.4

#: How many vertices each layer may keep: enough for eightfold enlargement of a country of 200
#: areas, few enough for the page to stay under 700 kB.
VERTICES = {"areas": 24_000, "countries": 5_000, "lakes": 1_500, "rivers": 3_000, "disputed": 800}

#: Furniture of the map; the colours of the data come from the model.
WATER, HATCH = "#dfeaf0", "#9a9a9a"
STYLES: Layer = {
    "countries": {"fillColor": "#ece9e2", "fillOpacity": 1, "color": "#b5aea2", "weight": 1},
    "lakes": {"fillColor": WATER, "fillOpacity": 1, "color": "#a3c4d4", "weight": 0.75},
    "rivers": {"color": "#a3c4d4", "weight": 1, "opacity": 0.9},
    "disputed": {"color": "#7a7268", "weight": 1.4, "dashArray": "5 4"},
    "places": {"radius": 2.2, "color": "#444", "weight": 1, "fillColor": "#fff", "fillOpacity": 1},
}
CIRCLE: Layer = {"color": "#ffffff", "weight": 1.2, "fillOpacity": 0.82}


def grid_of(model: MapModel) -> Grid:
    """Return the grid of the page: the extent of the data in the projection of the model."""
    bounds = [
        layer.to_crs(model.crs).total_bounds for layer in (model.areas, model.points) if len(layer)
    ]
    west, south = np.min(bounds, axis=0)[:2]
    east, north = np.max(bounds, axis=0)[2:]
    # A single well: show the place around it.
    margin = max(0.0, 2000.0 - max(east - west, north - south)) / 2
    return Grid.around((west - margin, south - margin, east + margin, north + margin), model.crs)


def areas_layer(model: MapModel, grid: Grid) -> Layer:
    """Return the areas with their colours, circles, names and texts.

    Parameters
    ----------
    model : MapModel
        With areas.
    grid : Grid
        Of the page.

    Returns
    -------
    dict
        What ``probono.areas`` in ``layers.js`` draws. Of the columns of the model only the name,
        the text of the value and the columns of `shown` are in it.
    """
    areas = model.areas
    shapes = simplify_areas(grid.snap(areas.geometry.to_crs(grid.crs)), VERTICES["areas"])
    symbols = model.kind is Kind.SYMBOLS
    plain = symbols | (areas["class_key"] == "").to_numpy()
    fills = areas["fill"].where(~plain, LAND)
    layer = _texts(model, areas) | _palette(fills)
    layer |= {
        "shapes": encode_areas(shapes),
        "anchors": encode_points(_anchors(areas, grid)),
        "hatched": [int(key == NO_DATA) for key in areas["class_key"]],
        "hatch": next(([c.colour, HATCH] for c in model.classes if c.key == NO_DATA), []),
        "style": {
            "color": "#a39b8f" if plain.any() else "#ffffff",
            "weight": 0.9,
            "fillOpacity": 1,
        },
        "outline": {"color": "#6b645a", "weight": 1.2},
        "labels": int(model.spec.labels),
    }
    if symbols:
        circles = _palette(areas["fill"])
        layer |= {"symbolPalette": circles["palette"], "symbolFills": circles["fills"]}
        layer |= {"radii": _pixels(areas["radius"]), "symbolStyle": CIRCLE}
    return layer


def points_layer(model: MapModel, grid: Grid) -> Layer:
    """Return the points with their colours, sizes and texts, for ``probono.points``."""
    points = model.points
    radii = _pixels(points["radius"]) if "radius" in points else [0.0] * len(points)
    return (
        _texts(model, points)
        | _palette(points["fill"])
        | {
            "anchors": encode_points(_whole(grid.snap(points.geometry.to_crs(grid.crs)))),
            "radii": radii if any(radii) else [],
            "style": CIRCLE | {"radius": 5, "weight": 1, "fillOpacity": 0.9},
        }
    )


def context_layer(context: Context, model: MapModel, grid: Grid) -> Layer:
    """Return the surroundings, names included, for ``probono.surroundings``."""
    shapes = {
        name: grid.snap(getattr(context, name).geometry.to_crs(grid.crs))
        for name in ("countries", "lakes", "rivers", "disputed")
    }
    countries = simplify_areas(shapes["countries"], VERTICES["countries"])
    own = _own(countries, model, grid)
    names, points = _country_names(context.countries["name"], countries, own, grid)
    places = context.places
    return {
        "styles": STYLES,
        "countries": encode_areas(countries),
        "lakes": encode_areas(simplify_lines(shapes["lakes"], VERTICES["lakes"])),
        "rivers": encode_lines(simplify_lines(shapes["rivers"], VERTICES["rivers"])),
        "disputed": encode_lines(simplify_lines(shapes["disputed"], VERTICES["disputed"])),
        "own": [int(is_own) for is_own in own],
        "countryNames": names,
        "countryPoints": encode_points(points),
        "placeNames": [encode(name) for name in places["name"]],
        "placeRanks": [2 if capital else 1 for capital in places["capital"]],
        "placePoints": encode_points(_whole(grid.snap(places.geometry.to_crs(grid.crs)))),
    }


def _texts(model: MapModel, frame: gpd.GeoDataFrame) -> Layer:
    """Encode what tooltips and pop-ups say: the name, the value and the columns of `shown`."""
    # A value that may not leave, or that there is not, is told by its class.
    classes = {entry.key: entry.label for entry in model.classes}
    values = frame["value_text"].where(frame["value_text"] != "", frame["class_key"].map(classes))
    values = values.fillna("")
    columns = [(heading, frame[column]) for column, heading in model.shown]
    # What stands above the other columns as the value is not said twice.
    columns = [
        (h, texts) for h, texts in columns if not texts.where(texts != "", values).equals(values)
    ]
    return {
        "names": [encode(text) for text in frame["name"]],
        "values": [encode(text) for text in values],
        "caption": encode(model.legend_title),
        "direction": model.direction,
        "headings": [encode(heading) for heading, _ in columns],
        "rows": [[encode(texts.iloc[i]) for _, texts in columns] for i in range(len(frame))],
    }


def _palette(fills: pd.Series[str]) -> Layer:
    palette = list(dict.fromkeys(fills))
    number = {colour: i for i, colour in enumerate(palette)}
    return {
        "palette": [encode(colour) for colour in palette],
        "inks": [text_colour(colour) for colour in palette],
        "fills": [number[colour] for colour in fills],
    }


def _pixels(radii: pd.Series[float]) -> list[float]:
    return [round(float(radius), 2) for radius in radii.fillna(0) * PIXELS_PER_MM]


def _anchors(areas: gpd.GeoDataFrame, grid: Grid) -> list[Point]:
    points = gpd.GeoSeries.from_xy(areas["label_x"], areas["label_y"], crs=areas.crs)
    return _whole(grid.snap(points.to_crs(grid.crs)))


def _whole(points: Any) -> list[Point]:
    return [
        (int(x), int(y)) for x, y in zip(shapely.get_x(points), shapely.get_y(points), strict=True)
    ]


def _own(shapes: Geometries, model: MapModel, grid: Grid) -> list[bool]:
    """Tell which countries the areas make up: they are not drawn as neighbours."""
    if model.areas.empty:
        return [False] * len(shapes)
    areas = grid.snap(model.areas.geometry.to_crs(grid.crs))
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
        seen = shapely.intersection(shapely.make_valid(shape), view)
        if not is_own and name and seen.area > 0:
            circle = shapely.maximum_inscribed_circle(seen, tolerance=max(seen.bounds) / 50)
            x, y = circle.coords[0]
            written.append(encode(name))
            points.append((round(x), round(y)))
    return written, points
