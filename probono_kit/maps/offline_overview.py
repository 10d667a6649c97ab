"""The small overview map of folium's ``MiniMap``, drawn from our own countries instead of tiles."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import cache

import folium.plugins
import shapely
from branca.element import Element
from folium.template import Template
from markupsafe import Markup

from probono_kit.maps.static.style import NEIGHBOUR, NEIGHBOUR_LINE, SEA
from probono_kit.pages import json_text
from probono_kit.places.base import base_layer

#: Degrees: what an overview of 150 pixels could show of a coast, and how exactly.
_TOLERANCE, _LEAST_ISLAND, _DECIMALS = 0.5, 0.25, 1

_TEMPLATE = """
    {% macro script(this, kwargs) %}
        {{ this._parent.get_name() }}.addControl(new L.Control.MiniMap(
            L.geoJSON(WORLD, {
                interactive: false,
                style: {color: "LINE", weight: 0.5, fillColor: "LAND", fillOpacity: 1}
            }),
            {{ this.options|tojavascript }}
        ));
        document.querySelectorAll(".leaflet-control-minimap").forEach(function (box) {
            box.style.background = "WATER";
            const sign = box.querySelector(".leaflet-control-minimap-toggle-display");
            if (sign) {
                sign.textContent = "\\u2921";
                sign.style.textAlign = "center";
                sign.style.textDecoration = "none";
            }
        });
    {% endmacro %}
"""


def is_overview(element: Element) -> bool:
    """Tell whether `element` is a small overview map."""
    return isinstance(element, folium.plugins.MiniMap)


@contextmanager
def drawn(elements: Iterable[Element]) -> Iterator[None]:
    """Let overview maps draw countries instead of tiles, as long as the context lasts.

    Parameters
    ----------
    elements : iterable of branca.element.Element
        Parts of a map; the overview maps among them are as before afterwards.

    Yields
    ------
    None
    """
    overviews = [element for element in elements if is_overview(element)]
    for overview in overviews:
        overview._template = _template()
    try:
        yield
    finally:
        for overview in overviews:
            del overview._template


@cache
def _template() -> Template:
    text = _TEMPLATE.replace("WORLD", str(world())).replace("LAND", NEIGHBOUR)
    text = text.replace("LINE", NEIGHBOUR_LINE[0]).replace("WATER", SEA)
    template: Template = Template(text)
    return template


@cache
def world() -> Markup:
    """Return the land of the world, coarse, as GeoJSON: numbers and nothing else.

    Examples
    --------
    >>> world()[:19]
    Markup('{"coordinates":[[[[')
    """
    shapes = base_layer("countries_small").geometry.to_numpy()
    parts = shapely.get_parts(shapely.coverage_simplify(shapes, _TOLERANCE))
    large = parts[shapely.area(parts) > _LEAST_ISLAND]
    rings = [
        [[[round(x, _DECIMALS), round(y, _DECIMALS)] for x, y in part.exterior.coords]]
        for part in large
    ]
    return json_text({"type": "MultiPolygon", "coordinates": rings})
