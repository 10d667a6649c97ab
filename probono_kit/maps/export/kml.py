"""KML 2.2 (OGC 07-147r2) and KMZ: a folder per class, so that Google Earth shows the legend."""

from __future__ import annotations

import io
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import geopandas as gpd
import shapely

from probono_kit.files import write_aside
from probono_kit.i18n import gettext as _
from probono_kit.maps.export.archive import write_archive
from probono_kit.maps.export.features import subject_layer, symbol_layer, typed_layer
from probono_kit.maps.export.geojson import features
from probono_kit.maps.export.pictures import sign_picture
from probono_kit.maps.model import LAND, MapModel
from probono_kit.maps.overlays import Overlay
from probono_kit.maps.spec import Kind

_NAMESPACE = "http://www.opengis.net/kml/2.2"

#: Alpha of the colours, in hexadecimal digits.
_OPACITY = "e6"

#: Radius in millimetres of a symbol that Google Earth draws at scale 1.
_UNIT_RADIUS = 4.0

#: CSS pixels in a millimetre, and in a point.
_PIXELS, _PIXELS_PER_POINT = 96 / 25.4, 96 / 72


def write_kml(model: MapModel, path: Path) -> None:
    """Write the map as KML, or as KMZ if `path` ends in ``.kmz``.

    Parameters
    ----------
    model : MapModel
        From :func:`probono_kit.maps.resolve`.
    path : pathlib.Path
        Replaced if it exists, whole or not at all.
    """
    ET.register_namespace("", _NAMESPACE)
    zipped = path.suffix.lower() == ".kmz"
    # Pictures of signs travel in the archive; a lone KML has no place for them.
    signs = {f"signs/{line.key}.png": line for line in model.classes if line.shape and zipped}
    tree = ET.ElementTree(_document(model, pictures=bool(signs)))
    ET.indent(tree, " ")
    text = io.BytesIO()
    tree.write(text, encoding="utf-8", xml_declaration=True)
    if zipped:
        pictures = {name: sign_picture(line) for name, line in signs.items()}
        write_archive(path, {"doc.kml": text.getvalue(), **pictures}, model)
        return
    with write_aside(path) as aside:
        aside.write_bytes(text.getvalue())


def _tag(name: str) -> str:
    return f"{{{_NAMESPACE}}}{name}"


def _add(parent: ET.Element, name: str, text: str = "", **attributes: str) -> ET.Element:
    made = ET.SubElement(parent, _tag(name), attributes)
    if text:
        made.text = text
    return made


def _document(model: MapModel, *, pictures: bool) -> ET.Element:
    root = ET.Element(_tag("kml"))
    document = _add(root, "Document")
    _add(document, "name", model.title)
    _add(document, "open", "1")
    _add(document, "description", "\n".join([model.alt_text, *model.notes, model.disclaimer]))
    layer = subject_layer(model)
    if model.look is Kind.SYMBOLS and model.flows is None and not len(model.points):
        title = _("Areas", model.language)
        _folder(
            document, model, layer.drop(columns="radius", errors="ignore"), title, "areas", LAND
        )
        layer = symbol_layer(model, layer)
    for line in model.classes:
        chosen = layer[layer["class"] == line.label]
        if len(chosen):
            name = f"class-{line.key}"
            style = _folder(document, model, chosen, line.label, name, line.colour)
            if pictures:
                _picture(style, f"signs/{line.key}.png")
    for each in model.layers:
        _overlay(document, each, model.language)
    return root


def _overlay(document: ET.Element, layer: Overlay, language: str) -> None:
    """Add a folder for a further layer, with one inside for each of its classes."""
    rows = typed_layer(layer.frame, layer.classes, layer.cells, language)
    outside = _add(document, "Folder")
    _add(outside, "name", layer.title)
    headings = dict(layer.shown) | {"value_text": layer.title}
    for line in layer.classes:
        chosen = rows[rows["class"] == line.label]
        if not len(chosen):
            continue
        name = f"{layer.name}-class-{line.key}"
        style = ET.Element(_tag("Style"), id=name)
        if layer.has_points:
            _style(style, line.colour)
        else:
            _add(_add(style, "LineStyle"), "color", _abgr(line.colour))
            _add(style[0], "width", f"{layer.style_of(line.key).width * _PIXELS_PER_POINT:.1f}")
            inner = layer.style_of(line.key).fill
            area = _add(style, "PolyStyle")
            _add(area, *(("color", _abgr(inner)) if inner else ("fill", "0")))
        document.insert(3 + len(document.findall(_tag("Style"))), style)
        inside = outside if layer.is_plain else _add(outside, "Folder")
        if not layer.is_plain:
            _add(inside, "name", f"{line.label} ({line.count})")
        for feature, shape in zip(features(chosen), chosen.geometry, strict=True):
            # Pieces of a road have no names of their own.
            told = {"name": line.label, **feature["properties"]}
            _placemark(inside, told, shape, f"#{name}", headings)


def _folder(
    document: ET.Element, model: MapModel, layer: gpd.GeoDataFrame, label: str, name: str, fill: str
) -> ET.Element:
    """Add a folder and its style; return the style."""
    style = ET.Element(_tag("Style"), id=name)
    _style(style, fill)
    # Styles come before folders (KML is a sequence).
    document.insert(3 + len(document.findall(_tag("Style"))), style)
    folder = _add(document, "Folder")
    _add(folder, "name", f"{label} ({len(layer)})")
    headings = dict(model.shown) | {"value_text": model.legend_title}
    rows = zip(features(layer), layer.geometry, strict=True)
    for feature, shape in rows:
        mark = _placemark(folder, feature["properties"], shape, f"#{name}", headings)
        if model.ramp and name == "class-0":
            # Styles come before the data of a placemark (KML is a sequence).
            own = ET.Element(_tag("Style"))
            mark.insert(2, own)
            _add(_add(own, "PolyStyle"), "color", _abgr(feature["properties"]["colour"]))
    return style


def _picture(style: ET.Element, name: str) -> None:
    """Let points be a picture of the archive, in its own colours."""
    icon = style.find(_tag("IconStyle"))
    if icon is not None:
        icon[0].text = "ffffffff"
        _add(_add(icon, "Icon"), "href", name)


def _style(style: ET.Element, fill: str) -> None:
    colour = _abgr(fill)
    icon = _add(style, "IconStyle")
    _add(icon, "color", colour)
    _add(icon, "scale", "0.7")
    line = _add(style, "LineStyle")
    _add(line, "color", "ffffffff")
    _add(line, "width", "1")
    _add(_add(style, "PolyStyle"), "color", colour)


def _abgr(colour: str) -> str:
    """Return a colour as KML writes it."""
    return f"{_OPACITY}{colour[5:7]}{colour[3:5]}{colour[1:3]}"


def _placemark(
    folder: ET.Element,
    told: Mapping[str, Any],
    shape: shapely.Geometry,
    style: str,
    headings: Mapping[str, str],
) -> ET.Element:
    mark = _add(folder, "Placemark")
    _add(mark, "name", str(told.get("name") or told["code"]))
    _add(mark, "styleUrl", style)
    if told.get("radius"):
        own = _add(mark, "Style")
        _add(_add(own, "IconStyle"), "scale", f"{told['radius'] / _UNIT_RADIUS:.2f}")
    if told.get("width"):
        own = _add(mark, "Style")
        line = _add(own, "LineStyle")
        _add(line, "color", _abgr(told["colour"]))
        _add(line, "width", f"{max(1.0, told['width'] * _PIXELS):.1f}")
    data = _add(mark, "ExtendedData")
    for name, cell in told.items():
        if cell is None or cell == "" or name in ("name", "colour", "radius", "value", "width"):
            continue
        one = ET.SubElement(data, _tag("Data"), name=name)
        if headings.get(name):
            _add(one, "displayName", headings[name])
        _add(one, "value", str(cell))
    _geometry(mark, shape)
    return mark


def _geometry(parent: ET.Element, shape: shapely.Geometry) -> None:
    parts = shapely.get_parts(shape)
    if len(parts) > 1:
        parent = _add(parent, "MultiGeometry")
    for part in parts:
        if isinstance(part, shapely.Polygon):
            polygon = _add(parent, "Polygon")
            for position, ring in enumerate([part.exterior, *part.interiors]):
                side = "innerBoundaryIs" if position else "outerBoundaryIs"
                line = _add(_add(polygon, side), "LinearRing")
                _add(line, "coordinates", _coordinates(ring))
        else:
            kind = "Point" if isinstance(part, shapely.Point) else "LineString"
            _add(_add(parent, kind), "coordinates", _coordinates(part))


def _coordinates(shape: shapely.Geometry) -> str:
    return " ".join(f"{x:.6f},{y:.6f}" for x, y in shapely.get_coordinates(shape))
