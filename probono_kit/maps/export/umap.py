"""uMap: a file that “Import data › .umap” opens, with layers, colours and pop-ups.

Written after the options that uMap 3 documents in its own schema of properties.
"""

from __future__ import annotations

import base64
import json
import math
from pathlib import Path
from typing import Any

import geopandas as gpd

from probono_kit.files import write_text
from probono_kit.maps.export.features import subject_layer, symbol_layer
from probono_kit.maps.export.geojson import features
from probono_kit.maps.model import LAND, NO_DATA, MapModel
from probono_kit.maps.signs import icon_svg
from probono_kit.maps.spec import Kind

#: CSS pixels in a millimetre.
_PIXELS = 96 / 25.4

Layer = dict[str, Any]


def write_umap(model: MapModel, path: Path) -> None:
    """Write the map for uMap: a layer per class, so that its caption is the legend.

    Parameters
    ----------
    model : MapModel
        From :func:`probono_kit.maps.resolve`.
    path : pathlib.Path
        Replaced if it exists, whole or not at all.

    Notes
    -----
    The background is chosen in uMap, which is a service on the web: nothing here names one.
    """
    west, south, east, north = model.extent
    longitude = ((west + east) / 2 + 180) % 360 - 180
    layer = subject_layer(model)
    document = {
        "type": "umap",
        "uri": "",
        "properties": {
            "name": model.title,
            "description": "\n".join([model.subtitle, model.alt_text]).strip(),
            "shortCredit": model.spec.credits.organisation,
            "longCredit": "\n".join([*model.notes, model.disclaimer]),
            "captionBar": True,
            "onLoadPanel": "caption",
            "datalayersControl": True,
            "searchControl": True,
            "scaleControl": True,
            "popupContentTemplate": _popup(model, layer),
            "zoom": _zoom(west, south, east, north),
        },
        "geometry": {
            "type": "Point",
            "coordinates": [round(longitude, 5), round((south + north) / 2, 5)],
        },
        "layers": _layers(model, layer),
    }
    write_text(path, json.dumps(document, ensure_ascii=False, separators=(",", ":")) + "\n")


def _layers(model: MapModel, layer: gpd.GeoDataFrame) -> list[Layer]:
    if model.flows is not None:
        return _flow_layers(model, layer)
    if model.look is Kind.SYMBOLS:
        return _circle_layers(model, layer)
    made = []
    for line in model.classes:
        chosen = layer[layer["class"] == line.label]
        options = {"color": "#ffffff", "weight": 1, "fillColor": line.colour, "fillOpacity": 0.85}
        if len(model.points):
            options = {"color": line.colour, "iconClass": "Circle"}
        if line.icon:
            drawn = base64.b64encode(icon_svg(line).encode()).decode("ascii")
            picture = f"data:image/svg+xml;base64,{drawn}"
            options |= {"iconClass": "LargeCircle", "iconUrl": picture}
        made.append(_layer(f"{line.label} ({len(chosen)})", chosen, options))
        if model.ramp and line.key != NO_DATA:
            for feature, colour in zip(made[-1]["features"], chosen["colour"], strict=True):
                feature["properties"]["_umap_options"] = {"fillColor": colour}
    if not made:
        options = {"color": "#8a8f94", "weight": 1, "fillColor": LAND, "fillOpacity": 0.4}
        made.append(_layer(model.title, layer, options))
    # uMap lists the last layer first.
    return made[::-1]


def _circle_layers(model: MapModel, layer: gpd.GeoDataFrame) -> list[Layer]:
    """Return a layer of circles in proportion, over the areas if there are any."""
    made = []
    drawn = layer[layer["radius"].notna()] if "radius" in layer else layer.iloc[:0]
    if not len(model.points):
        plain = {"color": "#8a8f94", "weight": 1, "fillColor": LAND, "fillOpacity": 0.4}
        made.append(_layer(model.legend_title, layer, plain))
        drawn = symbol_layer(model, layer)
    if len(drawn) and "value" in drawn:
        largest = float(drawn["radius"].max()) * _PIXELS
        values = drawn["value"].astype(float)
        # uMap draws between the square roots of the smallest and the largest value: with these
        # ends, twice the amount has twice the area.
        smallest = largest * math.sqrt(values.min() / values.max())
        ends = {"min": round(smallest, 2), "max": round(largest, 2)}
        options = {
            "type": "Circles",
            "circles": {"property": "value", "radius": ends},
            "color": "#ffffff",
            "weight": 1,
            "fillColor": str(drawn["colour"].iloc[0]),
            "fillOpacity": 0.9,
        }
        made.append(_layer(model.legend_title, drawn, options))
    elif len(drawn):
        # Exact amounts may not leave: all circles are alike.
        options = {"color": str(drawn["colour"].iloc[0]), "iconClass": "Circle"}
        made.append(_layer(model.legend_title, drawn, options))
    return made


def _flow_layers(model: MapModel, layer: gpd.GeoDataFrame) -> list[Layer]:
    """Return a layer of lines, each with a width of its own."""
    colour = model.classes[0].colour
    made = _layer(model.legend_title, layer.drop(columns="width"), {"color": colour, "weight": 3})
    for feature, width in zip(made["features"], layer["width"], strict=True):
        weight = max(1, round(float(width) * _PIXELS))
        feature["properties"]["_umap_options"] = {"weight": weight}
    return [made]


def _layer(name: str, rows: gpd.GeoDataFrame, options: Layer) -> Layer:
    about = {"name": name, "displayOnLoad": True, "browsable": True, "inCaption": True}
    kept = rows.drop(columns=[column for column in ("colour", "radius") if column in rows])
    return {
        "type": "FeatureCollection",
        "features": features(kept),
        "_umap_options": about | options,
    }


def _popup(model: MapModel, layer: gpd.GeoDataFrame) -> str:
    """Return the pop-up: the name, what the map shows, and the columns that may be shown."""
    lines = ["# {name}"] if "name" in layer else []
    if "value_text" in layer:
        lines.append(f"{model.legend_title}: **{{value_text}}**")
    elif model.classes:
        lines.append("{class}")
    return "\n".join([*lines, *(f"{heading}: {{{name}}}" for name, heading in model.shown)])


def _zoom(west: float, south: float, east: float, north: float) -> int:
    """Return the zoom level of the web at which the extent fits into 800 × 600 pixels."""

    def vertical(latitude: float) -> float:
        radians = math.radians(max(-85.0, min(85.0, latitude)))
        return math.log(math.tan(math.pi / 4 + radians / 2)) / (2 * math.pi)

    wide, tall = max((east - west) / 360, 1e-6), max(vertical(north) - vertical(south), 1e-6)
    return max(1, min(17, math.floor(math.log2(min(800 / wide, 600 / tall) / 256))))
