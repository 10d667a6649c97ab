"""Further layers of a web map, and what its legend and its tables say of them."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice

import numpy as np
import shapely
from markupsafe import Markup

from probono_kit.encoding import encode
from probono_kit.i18n import format_number, ngettext
from probono_kit.maps.layer_spec import LayerKind
from probono_kit.maps.model import MapModel
from probono_kit.maps.overlays import LineStyle, Overlay
from probono_kit.maps.page_columns import Column, columns_of
from probono_kit.maps.signs import sign_radius
from probono_kit.maps.static.overlays import RIM
from probono_kit.maps.static.rows import CASING
from probono_kit.maps.web_arcs import encode_areas, encode_points, encode_strands
from probono_kit.maps.web_context import Layer
from probono_kit.maps.web_geometry import Grid, simplify_areas, simplify_lines, whole
from probono_kit.maps.web_layers import (
    CIRCLE,
    PIXELS_PER_MM,
    encoded,
    palette_of,
    pixels,
    said_of,
    vertices_of,
)
from probono_kit.maps.web_signs import legend_sign, signs_layer

#: CSS pixels in a point.
_PIXELS_PER_POINT = 96 / 72

#: Vertices that lines may keep.
_LINE_VERTICES = 24_000

#: From so many points on they are painted on a canvas.
_PAINTED_FROM = 2_000

#: Rows of the table of a further layer.
MOST_ROWS = 500


def overlay_layer(layer: Overlay, model: MapModel, grid: Grid) -> Layer:
    """Return a further layer, for ``probono.overlay``.

    Parameters
    ----------
    layer : Overlay
        Of `model`.
    model : MapModel
        Gives direction and language.
    grid : Grid
        Of the page.
    """
    frame = layer.frame
    made = said_of(frame, layer.classes, layer.shown, layer.title, model.direction)
    made |= palette_of(frame["class_key"], frame["fill"])
    made |= {
        "layer": layer.name,
        "kind": layer.kind.value,
        "under": int(layer.under),
        "subject": 0,
        "written": encoded(_written(layer)) if layer.labels else [],
        "ranks": _ranks(layer),
        "told": int(bool(frame["name"].astype(bool).any() or layer.shown or not layer.is_plain)),
    }
    if len(layer.table) > MOST_ROWS:
        # For the file that readers take away.
        rest = layer.table.iloc[MOST_ROWS:]
        made["rest"] = [encoded(rest.iloc[:, i]) for i in range(rest.shape[1])]
    if layer.has_points:
        anchors = encode_points(whole(grid.place(frame.geometry)))
        return (
            made
            | points_of(layer)
            | {"anchors": anchors}
            | signs_layer(layer.classes, made["keys"])
        )
    if layer.kind is LayerKind.OUTLINES:
        shapes = simplify_areas(grid.place(frame.geometry), vertices_of(len(frame)))
        made |= {"shapes": encode_areas(shapes)}
    else:
        shapes = simplify_lines(grid.place(frame.geometry), _LINE_VERTICES)
        lines, counts = encode_strands(shapes)
        made |= {"lines": lines, "strands": counts}
    styles = [layer.style_of(key) for key in frame["class_key"]]
    return made | {
        "rims": [_rim(style) for style in styles],
        "areaFills": [style.fill for style in styles],
        "hatched": int(any(style.hatched for style in styles)),
        "ink": styles[0].ink,
        "slanted": int(styles[0].slanted),
        "weights": [round(style.width * _PIXELS_PER_POINT, 2) for style in styles],
        "dashes": [
            " ".join(f"{dash * style.width * _PIXELS_PER_POINT:.1f}" for dash in style.dashes or ())
            for style in styles
        ],
        "middles": encode_points(whole(shapely.point_on_surface(shapes))) if layer.labels else "",
    }


def _rim(style: LineStyle) -> list[object]:
    """Return what lies below a line: colour, by how many pixels it is wider, opacity."""
    if style.casing == "":
        return []
    wider = CASING if style.casing else RIM
    rim: list[object] = [style.casing or "#fff", round(2 * wider * _PIXELS_PER_POINT, 2)]
    return [*rim, 1 if style.casing else 0.7]


def _written(layer: Overlay) -> list[str]:
    """Return the names to write: of pieces of one road or river the longest has it."""
    names = [str(name) for name in layer.frame["name"]]
    if not layer.theme or layer.has_points:
        return names
    size = shapely.length(layer.frame.geometry.to_numpy())
    longest = {names[i]: i for i in np.argsort(size, kind="stable")}
    return [name if longest[name] == i else "" for i, name in enumerate(names)]


def _ranks(layer: Overlay) -> list[int]:
    """Return how important the names are: those of large towns come first."""
    if not layer.theme or not layer.has_points:
        return []
    place = {line.key: i for i, line in enumerate(layer.classes)}
    return [9 - place[key] for key in layer.frame["class_key"]]


def points_of(layer: Overlay) -> Layer:
    """Return how the points of a further layer are drawn: radii of their own, or one style."""
    radius = round(sign_radius(layer.classes, len(layer.frame)) * PIXELS_PER_MM, 2)
    return {
        "radii": pixels(layer.frame["radius"]) if layer.kind is LayerKind.SYMBOLS else [],
        "style": CIRCLE | {"radius": radius},
        "painted": int(len(layer.frame) >= _PAINTED_FROM),
    }


#: The sign of hatched outlines.
_ZONE = "M1 1H25V17H1ZM1 13L5 17M1 7L11 17M1 1L17 17M7 1L23 17M13 1L25 13M19 1L25 7"


@dataclass(frozen=True)
class Section:
    """What the page says of a further layer beside the map."""

    name: str
    title: str
    swatch: Markup
    classes: list[tuple[str, Markup, str, str]]
    sizes: list[dict[str, object]]
    columns: list[Column]
    rows: list[list[str]]
    more: str


def sections_of(model: MapModel) -> list[Section]:
    """Return the parts of the legend and the tables of the further layers, in their order."""
    return [_section(layer, model) for layer in model.layers]


def _section(layer: Overlay, model: MapModel) -> Section:
    language, table = model.language, layer.table
    classes = []
    if not layer.is_plain and layer.kind is not LayerKind.SYMBOLS:
        classes = [
            (line.key, swatch(layer, i), line.label, format_number(line.count, language))
            for i, line in enumerate(layer.classes)
        ]
    more = ""
    if len(table) > MOST_ROWS:
        text = ngettext(
            "The first {rows} of {count} row; all of them are on the map.",
            "The first {rows} of {count} rows; all of them are on the map.",
            len(table),
            language,
        )
        more = text.format(
            rows=format_number(MOST_ROWS, language), count=format_number(len(table), language)
        )
    return Section(
        layer.name,
        layer.title,
        swatch(layer, 0) if layer.is_plain else Markup(),
        classes,
        sizes_of(layer),
        columns_of(table),
        [list(map(str, row)) for row in islice(table.itertuples(index=False), MOST_ROWS)],
        more,
    )


def swatch(layer: Overlay, number: int) -> Markup:
    """Draw the sign of one class of a further layer, 26 by 18 pixels."""
    line = layer.classes[number]
    if line.shape:
        return legend_sign(line)
    if layer.has_points:
        circle = Markup('<circle cx="13" cy="9" r="6" fill="{}" stroke="#fff"/>')
        return circle.format(encode(line.colour))
    style = layer.lines[number]
    if style.fill:
        area = Markup('<rect x=".5" y=".5" width="25" height="17" fill="{}" stroke="{}"/>')
        return area.format(style.fill, encode(line.colour))
    if style.hatched:
        zone = Markup('<path d="{}" fill="none" stroke="{}" stroke-width="1.3"/>')
        return zone.format(_ZONE, encode(line.colour))
    drawn = Markup('<path d="M1 9H25" fill="none" stroke="{}" stroke-width="{:.1f}"{}/>')
    dashes = Markup("")
    if style.dashes:
        lengths = " ".join(f"{each * style.width * _PIXELS_PER_POINT:.1f}" for each in style.dashes)
        dashes = Markup(' stroke-dasharray="{}"').format(lengths)
    rim = Markup('<rect x="0" y="4" width="26" height="10" fill="#fff" rx="2"/>')
    width = max(1.4, style.width * _PIXELS_PER_POINT)
    if style.casing:
        # Larger than on the map: the swatch is small, and its two lines must be seen.
        width = 1.6 * width
        rim += drawn.format(style.casing, width + 2.6, "")
    return rim + drawn.format(encode(line.colour), width, dashes)


def sizes_of(layer: Overlay) -> list[dict[str, object]]:
    """Return the circles of the legend of a further layer."""
    found = []
    for size in layer.sizes:
        radius = round(size.radius * PIXELS_PER_MM, 2)
        found.append(
            {
                "label": size.label,
                "radius": radius,
                "side": round(2 * radius + 2, 2),
                "colour": layer.classes[0].colour,
                "opacity": CIRCLE["fillOpacity"],
            }
        )
    return found
