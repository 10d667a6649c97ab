"""uMap: a file that “Import data › .umap” opens, with layers, colours and pop-ups.

Written after the options that uMap 3 documents in its own schema of properties.
"""

from __future__ import annotations

import base64
import json
import math
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import geopandas as gpd

from probono_kit.files import write_text
from probono_kit.maps.export.features import subject_layer, symbol_layer, typed_layer
from probono_kit.maps.export.geojson import features
from probono_kit.maps.layer_spec import LayerKind
from probono_kit.maps.model import LAND, NO_DATA, LegendClass, MapModel
from probono_kit.maps.overlays import Overlay
from probono_kit.maps.signs import icon_svg
from probono_kit.maps.spec import Kind

#: CSS pixels in a millimetre, and in a point.
_PIXELS, _PIXELS_PER_POINT = 96 / 25.4, 96 / 72

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
        # uMap lists the last layer first, and draws it last.
        "layers": [
            *_layers(model, layer),
            *(made for each in model.layers for made in _overlay_layers(each, model.language)),
        ],
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
        options |= _icon(line)
        made.append(_layer(f"{line.label} ({len(chosen)})", chosen, options))
        if model.ramp and line.key != NO_DATA:
            for feature, colour in zip(made[-1]["features"], chosen["colour"], strict=True):
                feature["properties"]["_umap_options"] = {"fillColor": colour}
    if not made:
        options = {"color": "#8a8f94", "weight": 1, "fillColor": LAND, "fillOpacity": 0.4}
        made.append(_layer(model.title, layer, options))
    # uMap lists the last layer first.
    return made[::-1]


def _icon(line: LegendClass) -> Layer:
    """Return the options of points with an icon; none if the class has none."""
    if not line.icon:
        return {}
    drawn = base64.b64encode(icon_svg(line).encode()).decode("ascii")
    return {"iconClass": "LargeCircle", "iconUrl": f"data:image/svg+xml;base64,{drawn}"}


def _overlay_layers(layer: Overlay, language: str) -> list[Layer]:
    """Return a layer per class of a further layer, with a pop-up of its own."""
    rows = typed_layer(layer.frame, layer.classes, layer.cells, language)
    popup = {"popupContentTemplate": _template(rows, layer.title, layer.shown)}
    if layer.kind is LayerKind.SYMBOLS:
        drawn = rows[rows["radius"].notna()] if "radius" in rows else rows
        return [_circles(layer.title, drawn, popup)] if len(drawn) else []
    made = []
    for line in layer.classes:
        chosen = rows[rows["class"] == line.label]
        if layer.kind is LayerKind.POINTS:
            options: Layer = {"color": line.colour, "iconClass": "Circle"} | _icon(line)
        else:
            weight = max(1, round(layer.style_of(line.key).width * _PIXELS_PER_POINT))
            options = {"color": line.colour, "weight": weight, "fill": False}
            if layer.style_of(line.key).fill:
                inside = {"fill": True, "fillColor": layer.style_of(line.key).fill}
                options |= inside | {"fillOpacity": 1}
        name = layer.title if layer.is_plain else f"{layer.title}: {line.label}"
        made.append(_layer(f"{name} ({line.count})", chosen, options | popup))
    return made[::-1]


def _circle_layers(model: MapModel, layer: gpd.GeoDataFrame) -> list[Layer]:
    """Return a layer of circles in proportion, over the areas if there are any."""
    made = []
    drawn = layer[layer["radius"].notna()] if "radius" in layer else layer.iloc[:0]
    if not len(model.points):
        plain = {"color": "#8a8f94", "weight": 1, "fillColor": LAND, "fillOpacity": 0.4}
        made.append(_layer(model.legend_title, layer, plain))
        drawn = symbol_layer(model, layer)
    if len(drawn):
        made.append(_circles(model.legend_title, drawn, {}))
    return made


def _circles(name: str, drawn: gpd.GeoDataFrame, options: Layer) -> Layer:
    """Return a layer of circles in proportion."""
    colour = str(drawn["colour"].iloc[0])
    if "value" not in drawn:
        # Exact amounts may not leave: all circles are alike.
        return _layer(name, drawn, {"color": colour, "iconClass": "Circle"} | options)
    largest = float(drawn["radius"].max()) * _PIXELS
    values = drawn["value"].astype(float)
    # uMap draws between the square roots of the smallest and the largest value: with these
    # ends, twice the amount has twice the area.
    smallest = largest * math.sqrt(values.min() / values.max())
    ends = {"min": round(smallest, 2), "max": round(largest, 2)}
    circles = {
        "type": "Circles",
        "circles": {"property": "value", "radius": ends},
        "color": "#ffffff",
        "weight": 1,
        "fillColor": colour,
        "fillOpacity": 0.9,
    }
    return _layer(name, drawn, circles | options)


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
    """Return the pop-up of the first layer."""
    return _template(layer, model.legend_title, model.shown, classed=bool(model.classes))


def _template(
    layer: gpd.GeoDataFrame, title: str, shown: Iterable[tuple[str, str]], *, classed: bool = True
) -> str:
    """Return a pop-up: the name, what the map shows, and the columns that may be shown."""
    lines = ["# {name}"] if "name" in layer else []
    if "value_text" in layer:
        lines.append(f"{title}: **{{value_text}}**")
    elif classed:
        lines.append("{class}")
    return "\n".join([*lines, *(f"{heading}: {{{name}}}" for name, heading in shown)])


def _zoom(west: float, south: float, east: float, north: float) -> int:
    """Return the zoom level of the web at which the extent fits into 800 × 600 pixels."""

    def vertical(latitude: float) -> float:
        radians = math.radians(max(-85.0, min(85.0, latitude)))
        return math.log(math.tan(math.pi / 4 + radians / 2)) / (2 * math.pi)

    wide, tall = max((east - west) / 360, 1e-6), max(vertical(north) - vertical(south), 1e-6)
    return max(1, min(17, math.floor(math.log2(min(800 / wide, 600 / tall) / 256))))
