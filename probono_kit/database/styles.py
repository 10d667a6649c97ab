"""How QGIS shows a layer of the file at first: symbols, titles of fields, choices from code lists.

Written as QGIS itself keeps styles in a GeoPackage, in ``layer_styles``. A style that a person
saved there is left alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from xml.etree import ElementTree as ET

import pandas as pd
import sqlalchemy as sa

from probono_kit.database.codes import code_labels, label_field
from probono_kit.database.geopackage import code_lists, register
from probono_kit.database.model import Design, Link, Table
from probono_kit.qgis import (
    DOCTYPE,
    GEOMETRY_NUMBERS,
    INSERT_STYLE,
    OWNER,
    STYLES_TABLE,
    VERSION,
    SymbolKind,
    add_symbol,
)

#: Colours that colour-blind people tell apart (Okabe and Ito 2008).
_COLOURS = (
    "0,114,178,255",
    "230,159,0,255",
    "0,158,115,255",
    "204,121,167,255",
    "86,180,233,255",
    "213,94,0,255",
    "240,228,66,255",
    "110,110,110,255",
)
#: More choices than this are looked up in the table of codes rather than copied.
_MOST_CHOICES = 500
#: Kind of symbol for each kind of geometry.
_GROUPS: Mapping[str, SymbolKind] = {"Point": "marker", "LineString": "line", "Polygon": "fill"}


def write_styles(
    connection: sa.Connection, design: Design, rows: Mapping[str, pd.DataFrame], when: str
) -> None:
    """Put a first style for each table into a GeoPackage, or renew it.

    Parameters
    ----------
    connection : sqlalchemy.Connection
        To the GeoPackage.
    design : Design
        Its tables.
    rows : mapping of str to pandas.DataFrame
        All rows of the code lists.
    when : str
        The time of the load, as the standard writes it.
    """
    known = connection.exec_driver_sql(
        "SELECT 1 FROM sqlite_master WHERE name = 'layer_styles'"
    ).scalar()
    if not known:
        connection.exec_driver_sql(STYLES_TABLE)
        register(connection, "layer_styles", "attributes", "layer_styles", "", when)
    connection.exec_driver_sql("DELETE FROM layer_styles WHERE owner = ?", (OWNER,))
    theirs = connection.exec_driver_sql(
        "SELECT f_table_name FROM layer_styles WHERE useAsDefault"
    ).scalars()
    taken = set(theirs)
    for table in design.tables:
        place = table.geometry.name if table.geometry else ""
        connection.exec_driver_sql(
            INSERT_STYLE,
            (
                table.name,
                place,
                table.name,
                style(design, table, rows),
                int(table.name not in taken),
                table.title,
                OWNER,
                when,
            ),
        )


def style(design: Design, table: Table, rows: Mapping[str, pd.DataFrame]) -> str:
    """Return the style of a table as QGIS's own XML (QML).

    Parameters
    ----------
    design : Design
        With the links of the table.
    table : Table
        Which.
    rows : mapping of str to pandas.DataFrame
        All rows of the code lists.

    Returns
    -------
    str
        Titles of fields, choices, and symbols: by the first code list with few codes, else one.
    """
    root = ET.Element("qgis", version=VERSION, labelsEnabled="0")
    root.set("styleCategories", "Symbology|Fields|Forms|AttributeTable")
    lists = {name: code_labels(design.table(name), rows[name]) for name in code_lists(design)}
    configured = ET.SubElement(root, "fieldConfiguration")
    for field in table.fields:
        link = next((one for one in table.links if one.fields == (field.name,)), None)
        part = ET.SubElement(configured, "field", name=field.name, configurationFlags="None")
        if link is not None:
            _choices(part, design.table(link.table), link, lists)
    aliases = ET.SubElement(root, "aliases")
    for position, field in enumerate(table.fields):
        title = f"{field.title} ({field.unit})" if field.unit else field.title
        ET.SubElement(aliases, "alias", index=str(position), field=field.name, name=title)
    name = label_field(table)
    ET.SubElement(root, "previewExpression").text = f'"{name.name if name else table.key[0]}"'
    if table.geometry is not None and table.geometry.kind != "Geometry":
        kind = _GROUPS[table.geometry.kind.removeprefix("Multi")]
        by = _coloured_by(table, lists)
        _renderer(root, kind, by, lists[by.table] if by else {})
        ET.SubElement(root, "layerGeometryType").text = GEOMETRY_NUMBERS[kind]
    return DOCTYPE + ET.tostring(root, encoding="unicode")


def _coloured_by(table: Table, lists: Mapping[str, Mapping[object, str]]) -> Link | None:
    few = [
        link
        for link in table.links
        if len(link.fields) == 1 and 2 <= len(lists.get(link.table, ())) <= len(_COLOURS) - 1
    ]
    return few[0] if few else None


def _choices(
    part: ET.Element, target: Table, link: Link, lists: Mapping[str, Mapping[object, str]]
) -> None:
    labels = lists.get(link.table, {})
    if 0 < len(labels) <= _MOST_CHOICES:
        widget = ET.SubElement(part, "editWidget", type="ValueMap")
        outer = ET.SubElement(ET.SubElement(widget, "config"), "Option", type="Map")
        choices = ET.SubElement(outer, "Option", name="map", type="List")
        for code, label in labels.items():
            pair = ET.SubElement(choices, "Option", type="Map")
            ET.SubElement(pair, "Option", name=label, type="QString", value=str(code))
        return
    name = label_field(target)
    options = {
        "Key": target.key[0],
        "Value": name.name if name else target.key[0],
        "LayerName": target.name,
        "LayerProviderName": "ogr",
    }
    widget = ET.SubElement(part, "editWidget", type="ValueRelation")
    outer = ET.SubElement(ET.SubElement(widget, "config"), "Option", type="Map")
    for option, value in options.items():
        ET.SubElement(outer, "Option", name=option, type="QString", value=value)
    for option in ("AllowNull", "OrderByValue"):
        ET.SubElement(outer, "Option", name=option, type="bool", value="true")


def _renderer(
    root: ET.Element, kind: SymbolKind, by: Link | None, labels: Mapping[object, str]
) -> None:
    renderer = ET.SubElement(root, "renderer-v2", symbollevels="0", forceraster="0")
    if by is None:
        renderer.set("type", "singleSymbol")
        symbols = ET.SubElement(renderer, "symbols")
        _symbol(symbols, kind, "0", _COLOURS[0])
        return
    renderer.set("type", "categorizedSymbol")
    renderer.set("attr", by.fields[0])
    categories = ET.SubElement(renderer, "categories")
    symbols = ET.SubElement(renderer, "symbols")
    for position, (value, label, colour) in enumerate(_categories(labels)):
        about = {"symbol": str(position), "value": value, "label": label, "render": "true"}
        ET.SubElement(categories, "category", about)
        _symbol(symbols, kind, str(position), colour)


def _categories(labels: Mapping[object, str]) -> Iterator[tuple[str, str, str]]:
    for (code, label), colour in zip(labels.items(), _COLOURS, strict=False):
        yield str(code), label, colour
    # What has no code, or one that came later.
    yield "", "–", _COLOURS[-1]


def _symbol(symbols: ET.Element, kind: SymbolKind, name: str, colour: str) -> None:
    options = {
        "marker": {"color": colour, "name": "circle", "size": "2.4", "size_unit": "MM"}
        | {"outline_color": "255,255,255,255", "outline_width": "0.3"},
        "line": {"line_color": colour, "line_width": "0.5", "line_width_unit": "MM"},
        "fill": {"color": colour.replace(",255", ",110"), "outline_width": "0.3"}
        | {"outline_color": "255,255,255,255", "style": "solid"},
    }[kind]
    add_symbol(symbols, kind, name, options)
