"""How QGIS draws and labels a layer, as its XML."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from xml.etree import ElementTree as ET

from probono_kit.maps.export.diagrams import diagram_elements
from probono_kit.maps.export.layers import GisLayer
from probono_kit.qgis import DOCTYPE, GEOMETRY_NUMBERS, VERSION, add_symbol

#: Names that rules have in QGIS are unique; ours follow from what they say.
_RULES = uuid.UUID("5d7b6c1e-1f0a-4c43-9a53-0d2f1a7e9b11")


def style_elements(layer: GisLayer) -> Iterator[ET.Element]:
    """Yield renderer and labels of a layer: what a style file and a project have in common."""
    yield _renderer(layer)
    if layer.label:
        yield _labels(layer)
    if layer.diagram is not None:
        yield from diagram_elements(layer.diagram)


def style_document(layer: GisLayer) -> str:
    """Return the style of a layer as a QML document, as ``layer_styles`` keeps it."""
    root = ET.Element("qgis", version=VERSION, labelsEnabled=str(int(bool(layer.label))))
    diagrams = "|Diagrams" if layer.diagram is not None else ""
    root.set("styleCategories", f"Symbology|Labeling{diagrams}")
    root.extend(style_elements(layer))
    ET.SubElement(root, "layerGeometryType").text = GEOMETRY_NUMBERS[layer.kind]
    return DOCTYPE + ET.tostring(root, encoding="unicode")


def _renderer(layer: GisLayer) -> ET.Element:
    root = ET.Element("renderer-v2", type="RuleRenderer", forceraster="0", symbollevels="0")
    rules = ET.SubElement(root, "rules", key=_key(layer, "root"))
    symbols = ET.SubElement(root, "symbols")
    for position, rule in enumerate(layer.rules):
        about = {"symbol": str(position), "label": rule.label, "key": _key(layer, str(position))}
        if rule.condition:
            about["filter"] = rule.condition
        ET.SubElement(rules, "rule", about)
        symbol = rule.symbol
        add_symbol(
            symbols, layer.kind, str(position), *symbol.layers,
            expressions=symbol.expressions, inside=symbol.inside,
        )  # fmt: skip
    return root


def _key(layer: GisLayer, part: str) -> str:
    return f"{{{uuid.uuid5(_RULES, f'{layer.name}/{part}')}}}"


def _labels(layer: GisLayer) -> ET.Element:
    root = ET.Element("labeling", type="simple")
    settings = ET.SubElement(root, "settings", calloutType="simple")
    text = ET.SubElement(
        settings,
        "text-style",
        fieldName=layer.label,
        fontSize="8",
        fontSizeUnit="Point",
        textColor="31,42,51,255",
        isExpression="0",
    )
    ET.SubElement(
        text,
        "text-buffer",
        bufferDraw="1",
        bufferSize="0.8",
        bufferSizeUnits="MM",
        bufferColor="255,255,255,255",
        bufferOpacity="0.9",
    )
    # Beside the sign of a point, horizontally inside areas; names of the subject come first.
    about = {"placement": "4", "priority": "3" if layer.is_ground else "8"}
    if layer.kind == "marker":
        about |= {"placement": "6", "offsetType": "1", "dist": "0.5"}
        about["predefinedPositionOrder"] = "B,T,R,L,BR,TR,BL,TL"
    elif any(rule.symbol.inside for rule in layer.rules):
        # Around the icon in the middle.
        about |= {"placement": "0", "dist": "3", "distUnits": "MM", "centroidInside": "1"}
    ET.SubElement(settings, "placement", about)
    obstacle = "0" if layer.is_ground else "1"
    ET.SubElement(settings, "rendering", scaleVisibility="0", obstacle=obstacle, displayAll="0")
    return root
