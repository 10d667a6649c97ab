"""What QGIS reads: symbols in its XML, and the table in which a GeoPackage keeps styles."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal
from xml.etree import ElementTree as ET

SymbolKind = Literal["marker", "line", "fill"]

#: Version whose XML is written; newer ones read it.
VERSION = "3.22"
DOCTYPE = "<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>\n"

#: Numbers that QGIS gives to the kinds of geometry in a style.
GEOMETRY_NUMBERS: Mapping[SymbolKind, str] = {"marker": "0", "line": "1", "fill": "2"}

#: The table as QGIS makes it.
STYLES_TABLE = """
CREATE TABLE IF NOT EXISTS layer_styles (id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
 f_table_catalog TEXT(256), f_table_schema TEXT(256), f_table_name TEXT(256),
 f_geometry_column TEXT(256), styleName TEXT(30), styleQML TEXT, styleSLD TEXT,
 useAsDefault BOOLEAN, description TEXT, owner TEXT(30), ui TEXT(30),
 update_time DATETIME DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ','now')))
"""
#: Takes table, geometry column, name, QML, whether it is the default, description, owner, time.
INSERT_STYLE = (
    "INSERT INTO layer_styles (f_table_catalog, f_table_schema, f_table_name, f_geometry_column,"
    " styleName, styleQML, styleSLD, useAsDefault, description, owner, update_time)"
    " VALUES ('', '', ?, ?, ?, ?, '', ?, ?, ?, ?)"
)
OWNER = "probono-kit"

_LAYERS: Mapping[SymbolKind, str] = {
    "marker": "SimpleMarker",
    "line": "SimpleLine",
    "fill": "SimpleFill",
}

#: Layers of a symbol that are drawn with a symbol of their own.
_NESTED: Mapping[str, SymbolKind] = {"ArrowLine": "fill", "CentroidFill": "marker"}


def rgba(colour: str, alpha: int = 255) -> str:
    """Return a colour as QGIS writes it.

    Examples
    --------
    >>> rgba("#0072b2")
    '0,114,178,255'
    """
    return ",".join([*(str(int(colour[i : i + 2], 16)) for i in (1, 3, 5)), str(alpha)])


def add_symbol(
    parent: ET.Element,
    kind: SymbolKind,
    name: str,
    *layers: Mapping[str, str],
    expressions: Mapping[str, str] | None = None,
    inside: Sequence[Mapping[str, str]] = (),
) -> None:
    """Add a symbol of simple symbol layers.

    Parameters
    ----------
    parent : xml.etree.ElementTree.Element
        The ``symbols`` of a renderer.
    kind : str
        ``marker``, ``line`` or ``fill``.
    name : str
        By which the renderer calls it.
    *layers : mapping of str to str
        Properties of each layer, the lowest first: ``color``, ``outline_width``… A marker whose
        ``name`` is ``base64:`` and an SVG is that picture; a line with a ``head_type`` is an arrow,
        a fill with ``point_on_surface`` a marker in the middle.
    expressions : mapping of str to str, optional
        Properties of the layers that follow an expression, such as ``size``.
    inside : sequence of mapping of str to str
        Layers of the fill that an arrow, or of the marker that the middle of an area is drawn with.
    """
    symbol = ET.SubElement(
        parent, "symbol", type=kind, name=name, alpha="1", clip_to_extent="1", force_rhr="0"
    )
    for position, options in enumerate(layers):
        about = {"class": _class_of(kind, options), "enabled": "1", "pass": "0", "locked": "0"}
        layer = ET.SubElement(symbol, "layer", about)
        outer = ET.SubElement(layer, "Option", type="Map")
        for option, value in options.items():
            ET.SubElement(outer, "Option", name=option, type="QString", value=value)
        if expressions:
            _follow(layer, expressions)
        nested = _NESTED.get(about["class"])
        if nested is not None:
            add_symbol(layer, nested, f"@{name}@{position}", *inside)


def _class_of(kind: SymbolKind, options: Mapping[str, str]) -> str:
    if options.get("name", "").startswith("base64:"):
        return "SvgMarker"
    if "point_on_surface" in options:
        return "CentroidFill"
    return "ArrowLine" if "head_type" in options else _LAYERS[kind]


def _follow(layer: ET.Element, expressions: Mapping[str, str]) -> None:
    defined = ET.SubElement(ET.SubElement(layer, "data_defined_properties"), "Option", type="Map")
    ET.SubElement(defined, "Option", name="name", type="QString", value="")
    properties = ET.SubElement(defined, "Option", name="properties", type="Map")
    for name, expression in expressions.items():
        one = ET.SubElement(properties, "Option", name=name, type="Map")
        ET.SubElement(one, "Option", name="active", type="bool", value="true")
        ET.SubElement(one, "Option", name="expression", type="QString", value=expression)
        ET.SubElement(one, "Option", name="type", type="int", value="3")
    ET.SubElement(defined, "Option", name="type", type="QString", value="collection")


def quoted(text: str) -> str:
    """Return a text as a literal of an expression.

    Examples
    --------
    >>> quoted("Points d'eau")
    "'Points d''eau'"
    """
    return "'" + text.replace("\\", "\\\\").replace("'", "''") + "'"
