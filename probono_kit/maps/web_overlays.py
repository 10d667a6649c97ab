"""Further layers of a web map, and what its legend and its tables say of them."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice

import shapely
from markupsafe import Markup

from probono_kit.encoding import encode
from probono_kit.i18n import format_number, ngettext
from probono_kit.maps.layer_spec import LayerKind
from probono_kit.maps.model import MapModel
from probono_kit.maps.overlays import Overlay
from probono_kit.maps.page_columns import Column, columns_of
from probono_kit.maps.signs import sign_radius
from probono_kit.maps.static.overlays import RIM
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
        "written": encoded(frame["name"]) if layer.labels else [],
        "told": int(bool(frame["name"].astype(bool).any() or layer.shown or not layer.is_plain)),
    }
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
        made |= {"lines": lines, "strands": counts, "rim": round(2 * RIM * _PIXELS_PER_POINT, 2)}
    styles = [layer.style_of(key) for key in frame["class_key"]]
    return made | {
        "weights": [round(style.width * _PIXELS_PER_POINT, 2) for style in styles],
        "dashes": [
            " ".join(f"{dash * style.width * _PIXELS_PER_POINT:.1f}" for dash in style.dashes or ())
            for style in styles
        ],
        "middles": encode_points(whole(shapely.point_on_surface(shapes))) if layer.labels else "",
    }


def points_of(layer: Overlay) -> Layer:
    """Return how the points of a further layer are drawn: radii of their own, or one style."""
    radius = round(sign_radius(layer.classes, len(layer.frame)) * PIXELS_PER_MM, 2)
    return {
        "radii": pixels(layer.frame["radius"]) if layer.kind is LayerKind.SYMBOLS else [],
        "style": CIRCLE | {"radius": radius},
        "painted": int(len(layer.frame) >= _PAINTED_FROM),
    }


@dataclass(frozen=True)
class Section:
    """What the page says of a further layer beside the map."""

    name: str
    title: str
    swatch: Markup
    classes: list[tuple[Markup, str, str]]
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
            (swatch(layer, i), line.label, format_number(line.count, language))
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
    drawn = Markup('<path d="M1 9H25" fill="none" stroke="{}" stroke-width="{:.1f}"{}/>')
    dashes = Markup("")
    if style.dashes:
        lengths = " ".join(f"{each * style.width * _PIXELS_PER_POINT:.1f}" for each in style.dashes)
        dashes = Markup(' stroke-dasharray="{}"').format(lengths)
    rim = Markup('<rect x="0" y="4" width="26" height="10" fill="#fff" rx="2"/>')
    width = max(1.4, style.width * _PIXELS_PER_POINT)
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
