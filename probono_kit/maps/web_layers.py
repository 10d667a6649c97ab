"""The layers of a web map, as numbers and encoded texts for the script that draws them.

Geometry goes into the page as letters and digits; every other text passes
:func:`probono_kit.encoding.encode` here, before folium sees it.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from numpy.typing import NDArray
from shapely.geometry import box

from probono_kit.encoding import encode
from probono_kit.maps.colours import text_colour
from probono_kit.maps.model import LAND, NO_DATA, PLAIN, Context, MapModel
from probono_kit.maps.spec import Kind
from probono_kit.maps.static.frame import point_radius
from probono_kit.maps.static.style import (
    AREA_LINE,
    COUNTRY_LINE,
    DISPUTED_LINE,
    GROUND_LINE,
    HATCH,
    NEIGHBOUR,
    NEIGHBOUR_LINE,
    PLAIN_LINE,
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
)

Layer = dict[str, Any]


def _line(style: tuple[Any, ...]) -> Layer:
    """Turn a line of the printed map (colour, points, dashes) into one of the screen."""
    colour, points, *dashes = style
    line: Layer = {"color": colour, "weight": round(points * 4 / 3, 2)}
    return line | {"dashArray": " ".join(str(round(4 * d)) for d in dashes[0])} if dashes else line


#: CSS pixels in a millimetre: browsers take an inch for 96 of them.
PIXELS_PER_MM = 96 / 25.4

#: Where there are more capitals than this, they would hide the map.
_MOST_CAPITALS = 25

#: Borders between areas: on the colours of classes, and on plain land.
BORDER, PLAIN_BORDER = AREA_LINE[0], PLAIN_LINE[0]

#: How many vertices each layer may keep: enough for eightfold enlargement of a country of 200
#: areas, few enough for the page to stay under 700 kB.
VERTICES = {"areas": 24_000, "countries": 5_000, "lakes": 1_500, "rivers": 3_000, "disputed": 800}

CIRCLE: Layer = {"color": "#ffffff", "weight": 1, "fillOpacity": 0.92}
STYLES: Layer = {
    "countries": {"fillColor": NEIGHBOUR, "fillOpacity": 1} | _line(NEIGHBOUR_LINE),
    "lakes": {"fillColor": SEA, "fillOpacity": 1, "color": SEA_EDGE, "weight": 0.75},
    "rivers": {"color": RIVER, "weight": 1},
    "disputed": _line(DISPUTED_LINE),
    "outline": _line(COUNTRY_LINE),
    "ground": _line(GROUND_LINE),
}


def grid_of(model: MapModel) -> Grid:
    """Return the grid of the page: the extent of the data in the projection of the model."""
    layers = (model.areas, model.points, model.ground)
    data = np.concatenate([layer.geometry.to_numpy() for layer in layers])
    return Grid.around(data, model.crs, model.extent)


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
    shapes = simplify_areas(grid.place(areas.geometry), VERTICES["areas"])
    symbols = has_circles(model)
    layer = _texts(model, areas) | _palette(area_fills(model))
    layer |= {
        "shapes": encode_areas(shapes),
        "anchors": encode_points(_anchors(areas, grid)),
        "hatched": [int(key == NO_DATA) for key in areas["class_key"]],
        "hatch": next(([c.colour, HATCH] for c in model.classes if c.key == NO_DATA), []),
        "style": {"color": border_of(model), "weight": 0.9, "fillOpacity": 1},
        "outline": {} if len(model.ground) else STYLES["outline"],
        "labels": int(model.spec.labels),
    }
    if symbols:
        circles = _palette(areas["fill"])
        layer |= {"symbolPalette": circles["palette"], "symbolFills": circles["fills"]}
        layer |= {"radii": _pixels(areas["radius"]), "symbolStyle": CIRCLE}
    return layer


def ground_layer(model: MapModel, grid: Grid) -> Layer:
    """Return the areas below cells and bands, for ``probono.ground``."""
    shapes = simplify_areas(grid.place(model.ground.geometry), VERTICES["areas"])
    return {
        "shapes": encode_areas(shapes),
        "land": {"fillColor": LAND, "fillOpacity": 1, "stroke": False},
        "style": STYLES["ground"],
        "outline": STYLES["outline"],
    }


def features_of(model: MapModel) -> gpd.GeoDataFrame:
    """Return the frame that the map is about: its points, else its areas."""
    return model.points if len(model.points) else model.areas


def has_circles(model: MapModel) -> bool:
    """Tell whether the areas carry circles in proportion to their values."""
    return model.look is Kind.SYMBOLS and not len(model.points)


def area_fills(model: MapModel) -> list[str]:
    """Return the colour of each area itself; under circles and points it is that of land."""
    circles = has_circles(model)
    return [
        LAND if key == PLAIN or (circles and key != NO_DATA) else fill
        for key, fill in zip(model.areas["class_key"], model.areas["fill"], strict=True)
    ]


def border_of(model: MapModel) -> str:
    """Return the colour of the borders between areas."""
    coloured = model.look in (Kind.CHOROPLETH, Kind.CATEGORIES) and not len(model.points)
    return BORDER if coloured else PLAIN_BORDER


def point_style(model: MapModel) -> Layer:
    """Return how points that are all of one size are drawn: smaller ones where there are many."""
    return CIRCLE | {"radius": round(point_radius(len(model.points)) * PIXELS_PER_MM, 2)}


def points_layer(model: MapModel, grid: Grid) -> Layer:
    """Return the points with their colours, sizes and texts, for ``probono.points``."""
    points = model.points
    radii = _pixels(points["radius"])
    return (
        _texts(model, points)
        | _palette(points["fill"])
        | {
            "anchors": encode_points(_whole(grid.place(points.geometry))),
            "radii": radii if any(radii) else [],
            "style": point_style(model),
        }
    )


def context_layer(context: Context, model: MapModel, grid: Grid) -> Layer:
    """Return the surroundings, names included, for ``probono.surroundings``."""
    countries = simplify_areas(grid.place(context.countries.geometry), VERTICES["countries"])
    lakes = simplify_water(grid.place(context.lakes.geometry), VERTICES["lakes"])
    rivers = simplify_water(grid.place(context.rivers.geometry), VERTICES["rivers"])
    disputed = simplify_water(grid.place(context.disputed.geometry), VERTICES["disputed"])
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
        "placePoints": encode_points(_whole(grid.place(towns.geometry))),
    }


def _texts(model: MapModel, frame: gpd.GeoDataFrame) -> Layer:
    """Encode what tooltips and pop-ups say: the name, the value and the columns of `shown`."""
    # A value that may not leave, or that there is not, is told by its class.
    classes = {entry.key: entry.label for entry in model.classes}
    values = frame["value_text"].where(frame["value_text"] != "", frame["class_key"].map(classes))
    values = values.fillna("")
    # Areas that only carry points are ground: they have a name, and nothing to tell.
    told = model.shown if frame is features_of(model) else ()
    columns = [(heading, frame[column]) for column, heading in told]
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


def _palette(fills: Iterable[str]) -> Layer:
    fills = list(fills)
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
    return _whole(grid.place(shapely.points(areas["label_x"], areas["label_y"])))


def _whole(points: Any) -> list[Point]:
    return [
        (round(x), round(y))
        for x, y in zip(shapely.get_x(points), shapely.get_y(points), strict=True)
    ]


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
