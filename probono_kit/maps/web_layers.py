"""The layers of a web map, as numbers and encoded texts for the script that draws them.

Geometry goes into the page as letters and digits; every other text passes
:func:`probono_kit.encoding.encode` here, before folium sees it.
"""

from __future__ import annotations

from collections.abc import Iterable

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from probono_kit.encoding import encode
from probono_kit.maps.arrays import Array
from probono_kit.maps.colours import text_colour
from probono_kit.maps.model import LAND, NO_DATA, PLAIN, LegendClass, MapModel
from probono_kit.maps.signs import badges, sign_radius
from probono_kit.maps.spec import Kind
from probono_kit.maps.static.style import AREA_LINE, HATCH, PLAIN_LINE
from probono_kit.maps.steps import Step
from probono_kit.maps.web_arcs import Point, encode_areas, encode_points
from probono_kit.maps.web_context import STYLES, Layer
from probono_kit.maps.web_geometry import Grid, simplify_areas, whole
from probono_kit.maps.web_letters import encode_spots
from probono_kit.maps.web_signs import signs_layer

#: CSS pixels in a millimetre: browsers take an inch for 96 of them.
PIXELS_PER_MM = 96 / 25.4

#: Borders between areas: on the colours of classes, and on plain land.
BORDER, PLAIN_BORDER = AREA_LINE[0], PLAIN_LINE[0]

#: How many vertices the areas of a map may keep, and each of very many: enough for eightfold
#: enlargement of a country of 200 areas, few enough for the page to stay under 700 kB.
_VERTICES, _VERTICES_EACH = 24_000, 30

CIRCLE: Layer = {"color": "#ffffff", "weight": 1, "fillOpacity": 0.92}


def vertices_of(count: int) -> int:
    """Return how many vertices a layer of so many areas may keep."""
    return max(_VERTICES, _VERTICES_EACH * count)


def grid_of(model: MapModel) -> Grid:
    """Return the grid of the page: the extent of the data in the projection of the model."""
    layers = [model.areas, model.points, model.ground]
    if model.flows is not None:
        layers.append(model.flows.frame)
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
    shapes = simplify_areas(grid.place(areas.geometry), vertices_of(len(areas)))
    symbols = has_circles(model) and model.bars is None
    layer = texts_of(model, areas) | palette_of(areas["class_key"], area_fills(model))
    layer |= {
        "shapes": encode_areas(shapes),
        "hatched": [number for number, key in enumerate(layer["keys"]) if key == NO_DATA],
        "anchors": encode_points(_anchors(areas, grid)),
        "hatch": next(([c.colour, HATCH] for c in model.classes if c.key == NO_DATA), []),
        "style": {"color": border_of(model), "weight": 0.9, "fillOpacity": 1},
        "outline": {} if len(model.ground) else STYLES["outline"],
        "labels": int(model.spec.labels),
    }
    if model.bars is not None:
        layer |= {"barred": 1}
    if badges(model).any():
        layer |= signs_layer(model.classes, layer["keys"])
    if symbols:
        circles = palette_of(areas["class_key"], areas["fill"])
        layer |= {"symbolPalette": circles["palette"], "symbolFills": circles["fills"]}
        layer |= {"radii": pixels(areas["radius"]), "symbolStyle": CIRCLE}
    return layer


def ground_layer(model: MapModel, grid: Grid) -> Layer:
    """Return the areas below cells and bands, for ``probono.ground``."""
    shapes = simplify_areas(grid.place(model.ground.geometry), vertices_of(len(model.ground)))
    return {
        "shapes": encode_areas(shapes),
        "land": {"fillColor": LAND, "fillOpacity": 1, "stroke": False},
        "style": STYLES["ground"],
        "outline": STYLES["outline"],
    }


def features_of(model: MapModel) -> gpd.GeoDataFrame:
    """Return the frame that the map is about: its flows or points, else its areas."""
    if model.flows is not None:
        return model.flows.frame
    return model.points if len(model.points) else model.areas


def has_circles(model: MapModel) -> bool:
    """Tell whether the areas carry circles in proportion to their values."""
    return model.look is Kind.SYMBOLS and not len(model.points)


def area_fills(model: MapModel, steps: Iterable[Step] = ()) -> list[str]:
    """Return the colour of each area itself, or at each of `steps`, one after the other.

    Under circles and points it is that of land.
    """
    circles = has_circles(model)
    rows = [(step.class_key, step.fill) for step in steps]
    return [
        LAND if key == PLAIN or (circles and key != NO_DATA) else fill
        for keys, fills in rows or [(model.areas["class_key"], model.areas["fill"])]
        for key, fill in zip(keys, fills, strict=True)
    ]


def border_of(model: MapModel) -> str:
    """Return the colour of the borders between areas."""
    coloured = model.look in (Kind.CHOROPLETH, Kind.CATEGORIES) and not len(model.points)
    return BORDER if coloured else PLAIN_BORDER


def point_style(model: MapModel) -> Layer:
    """Return how points that are all of one size are drawn: smaller ones where there are many."""
    return CIRCLE | {
        "radius": round(sign_radius(model.classes, len(model.points)) * PIXELS_PER_MM, 2)
    }


def points_layer(model: MapModel, grid: Grid) -> Layer:
    """Return the points with their colours, sizes and texts, for ``probono.points``."""
    points = model.points
    radii = pixels(points["radius"])
    palette = palette_of(points["class_key"], points["fill"])
    signs = signs_layer(model.classes, palette["keys"]) if model.look is Kind.POINTS else {}
    places = whole(grid.place(points.geometry))
    spots = encode_spots(places, palette["fills"])
    if spots is not None:
        del palette["fills"]
    return (
        texts_of(model, points)
        | palette
        | signs
        | {
            "spots": spots or encode_spots(places, [0] * len(places)),
            "radii": radii if any(radii) else [],
            "style": point_style(model),
        }
    )


def texts_of(model: MapModel, frame: gpd.GeoDataFrame) -> Layer:
    """Encode what tooltips and pop-ups say: the name, the value and the columns of `shown`."""
    # Areas that only carry points are ground: they have a name, and nothing to tell.
    told = model.shown if frame is features_of(model) else ()
    made = said_of(frame, model.classes, told, model.legend_title, model.direction)
    return made | {"subject": int(frame is features_of(model))}


def said_of(
    frame: gpd.GeoDataFrame,
    lines: Iterable[LegendClass],
    shown: Iterable[tuple[str, str]],
    caption: str,
    direction: str,
) -> Layer:
    """Encode the name, the value and the columns of `shown` of each feature of a layer."""
    # A value that may not leave, or that there is not, is told by its class.
    classes = {entry.key: entry.label for entry in lines}
    values = frame["value_text"].where(frame["value_text"] != "", frame["class_key"].map(classes))
    values = values.fillna("")
    columns = [(heading, frame[column]) for column, heading in shown]
    # What stands above the other columns as the value is not said twice.
    columns = [
        (h, texts) for h, texts in columns if not texts.where(texts != "", values).equals(values)
    ]
    return {
        "names": encoded(frame["name"]),
        "values": encoded(values),
        "caption": encode(caption),
        "direction": direction,
        "headings": [encode(heading) for heading, _ in columns],
        "columns": [encoded(texts) for _, texts in columns],
    }


def encoded(texts: Iterable[object]) -> list[str]:
    """Encode many texts, those that come again only once.

    Examples
    --------
    >>> encoded(["<b>", "a", "<b>"])
    [Markup('&lt;b&gt;'), Markup('a'), Markup('&lt;b&gt;')]
    """
    known: dict[object, str] = {}
    # Arrays of pandas are slow to walk through.
    listed = map(str, texts.tolist() if isinstance(texts, pd.Series) else texts)
    return [
        known[text] if text in known else known.setdefault(text, encode(text)) for text in listed
    ]


def palette_of(classes: Iterable[str], fills: Iterable[str]) -> Layer:
    """Give colours numbers: one for each class, more if a class has several."""
    pairs = list(zip(classes, fills, strict=True))
    number = {pair: i for i, pair in enumerate(dict.fromkeys(pairs))}
    return {
        "keys": [encode(key) for key, _ in number],
        "palette": [encode(colour) for _, colour in number],
        "inks": [text_colour(colour) for _, colour in number],
        "fills": [number[pair] for pair in pairs],
    }


def pixels(radii: pd.Series[float] | Array) -> list[float]:
    """Return radii in CSS pixels, 0 for none."""
    known = np.nan_to_num(np.asarray(radii, dtype=float))
    return [round(float(radius), 2) for radius in known * PIXELS_PER_MM]


def _anchors(areas: gpd.GeoDataFrame, grid: Grid) -> list[Point]:
    return whole(grid.place(shapely.points(areas["label_x"], areas["label_y"])))
