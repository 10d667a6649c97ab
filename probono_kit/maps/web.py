"""One offline HTML page per map: folium draws it, nothing in it asks the network for anything."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import folium
from branca.element import CssLink, Element, Figure, JavascriptLink, MacroElement
from folium.template import Template

from probono_kit.encoding import encode
from probono_kit.files import write_text
from probono_kit.findings import Findings
from probono_kit.i18n import gettext as _
from probono_kit.i18n import number_style
from probono_kit.maps.model import LAND, MapModel
from probono_kit.maps.page import render_page
from probono_kit.maps.projection import measure_truth
from probono_kit.maps.spec import Kind
from probono_kit.maps.static.style import SEA
from probono_kit.maps.web_bars import bars_layer
from probono_kit.maps.web_context import Layer, context_layer
from probono_kit.maps.web_facts import Facts, is_packed
from probono_kit.maps.web_flows import flows_layer
from probono_kit.maps.web_geometry import Grid
from probono_kit.maps.web_layers import (
    PIXELS_PER_MM,
    areas_layer,
    features_of,
    grid_of,
    ground_layer,
    points_layer,
)
from probono_kit.maps.web_overlays import overlay_layer
from probono_kit.maps.web_scripts import chosen, scripts
from probono_kit.maps.web_steps import steps_layer, steps_palette
from probono_kit.maps.web_tiles import tiles_layer
from probono_kit.pages import json_text, source

#: From this many features on, the browser paints a picture instead of keeping each as an element.
CANVAS_FROM = 2000

#: Circles keep the share of the territory that they have on paper, where it is this wide.
_PAPER_WIDTH = 170 * PIXELS_PER_MM


def write_page(
    model: MapModel, path: Path, *, picture: Path | None = None, findings: Findings | None = None
) -> Path:
    """Write the map as one HTML file that opens anywhere, without a network.

    The file holds the map, its legend, sources and a table of the same data, and a picture for
    readers without scripts and for printing. Of the data only names, texts of values and the
    columns of ``model.shown`` are in it.

    A page of a thousand places and more holds its facts once, compressed: the map is painted and
    the table made from them, page by page, when it is opened.

    Parameters
    ----------
    model : MapModel
        From :func:`probono_kit.maps.resolve`.
    path : pathlib.Path
        The file to write; replaced if it exists, whole or not at all.
    picture : pathlib.Path, optional
        PNG or JPEG of the same map, as :func:`probono_kit.maps.draw_static` makes it.
    findings : Findings, optional
        Gets ``web.packed`` if the facts were compressed.

    Returns
    -------
    pathlib.Path
        `path`. The same model and picture give the same bytes.

    Raises
    ------
    ProbonoError
        ``web.picture_unreadable``, or what the operating system has against writing.

    See Also
    --------
    probono_kit.maps.offline : the same for any folium map.

    Examples
    --------
    >>> import geopandas, pandas, tempfile
    >>> from probono_kit.maps import Credits, MapSpec, resolve
    >>> areas = geopandas.GeoDataFrame(
    ...     {"area_name": ["Dakar", "Thiès"]},
    ...     geometry=geopandas.GeoSeries.from_wkt(
    ...         ["POLYGON ((0 0, 1 0, 1 1, 0 1, 0 0))", "POLYGON ((1 0, 2 0, 2 1, 1 1, 1 0))"]
    ...     ),
    ...     crs=4326,
    ... )
    >>> table = pandas.DataFrame({"area_name": ["Dakar", "Thiès"], "wells": [12, 7]})
    >>> spec = MapSpec(
    ...     title="Wells, 2025", value="wells", columns=("wells",),
    ...     credits=Credits(organisation="Eau et Vie", source="Survey", data_date="2025"),
    ... )
    >>> model = resolve(spec, areas=areas, table=table, base=False)
    >>> page = write_page(model, Path(tempfile.mkdtemp()) / "wells.html")
    >>> "<title>Wells, 2025</title>" in page.read_text(encoding="utf-8")
    True
    """
    path = Path(path)
    layers = _layers(model)
    facts = Facts(_is_painted(model)) if is_packed(model, layers) else None
    if facts and findings is not None:
        count = max(len(features_of(model)), len(model.table))
        findings.add("web.packed", path.name, count=count)
    write_text(path, render_page(model, _drawn(model, layers, facts), picture, facts))
    return path


def folium_map(model: MapModel) -> SlimMap:
    """Return the map of `model` as a folium map that loads Leaflet and nothing else.

    Parameters
    ----------
    model : MapModel
        From :func:`probono_kit.maps.resolve`.

    Returns
    -------
    folium.Map
        Its coordinates are cells of a grid in the projection of the model, not degrees.
    """
    return _drawn(model, _layers(model), None)


def _layers(model: MapModel) -> list[tuple[str, Layer]]:
    """Give what is drawn, from the bottom to the top, with the function that draws it."""
    grid = grid_of(model)
    layers = []
    if model.context is not None:
        layers.append(("surroundings", context_layer(model.context, model, grid)))
    if len(model.ground):
        layers.append(("ground", ground_layer(model, grid)))
    if len(model.areas):
        layers.append(("areas", areas_layer(model, grid)))
    if len(model.points):
        layers.append(("points", points_layer(model, grid)))
    if model.steps is not None:
        name, last = layers[-1]
        layers[-1] = (name, last | steps_palette(model))
    if model.bars is not None:
        layers.append(("bars", bars_layer(model)))
    if model.flows is not None:
        layers.append(("flows", flows_layer(model, grid)))
    if model.steps is not None:
        layers.append(("steps", steps_layer(model)))
    layers += [("overlay", overlay_layer(each, model, grid)) for each in model.layers]
    if model.tiles is not None:
        layers.append(("tiles", tiles_layer(model, model.tiles, grid)))
    return layers


def _drawn(model: MapModel, layers: list[tuple[str, Layer]], facts: Facts | None) -> SlimMap:
    """Make the map; layers that `facts` take up are named in it by their number."""
    options = _options(model, grid_of(model))
    has = {function for function, _ in layers}
    has |= {"signs"} if any("signs" in layer for _, layer in layers) else set()
    drawn = SlimMap(options, chosen(has), facts)
    for function, layer in layers:
        if facts is None:
            given = str(json_text(layer))
        else:
            given = f"facts.layers[{facts.add_layer(function, layer)}]"
        drawn.add_child(_Drawn(function, given))
    return drawn


def _is_painted(model: MapModel) -> bool:
    return len(model.areas) + len(model.points) >= CANVAS_FROM


class SlimMap(folium.Map):
    """A folium map without jQuery, Bootstrap and icon fonts, drawn by ``templates/pages/map``.

    Parameters
    ----------
    options : dict
        For ``probono.map``.
    scripts : sequence of str
        Names of all that it needs.
    facts : Facts, optional
        What the page holds besides the map: options, and scripts that run before those of the map.
    """

    # folium's own addresses of Leaflet; the lists are ours, as folium appends to those it finds.
    default_js = [link for link in folium.Map.default_js if link[0] == "leaflet"]  # noqa: RUF012
    default_css = [link for link in folium.Map.default_css if link[0] == "leaflet_css"]  # noqa: RUF012

    _template = Template(
        """
        {% macro html(this, kwargs) %}
            <div class="folium-map" id="{{ this.get_name() }}"></div>
        {% endmacro %}
        {% macro script(this, kwargs) %}
            var {{ this.get_name() }} = probono.map("{{ this.get_name() }}", {{ this.json }});
        {% endmacro %}
        """
    )

    def __init__(self, options: Layer, scripts: Sequence[str], facts: Facts | None = None) -> None:
        super().__init__(location=(0, 0), tiles=None, crs="Simple")
        self.json = str(json_text(options))
        self.facts = facts
        self.scripts = scripts
        if facts is not None and facts.painted:
            facts.options = options
            self.json = "probono.state.options"

    def render(self, **kwargs: Any) -> Any:
        """Add Leaflet, then what draws with it, then the layers."""
        figure = self.get_root()
        if isinstance(figure, Figure):
            for name, address in self.default_js:
                figure.header.add_child(JavascriptLink(address), name=name)
            for name, address in self.default_css:
                figure.header.add_child(CssLink(address), name=name)
            there = self.facts.scripts if self.facts is not None else ()
            code = scripts(name for name in self.scripts if name not in there)
            figure.header.add_child(_AsItIs("script", code), name="probono_js")
            figure.header.add_child(_AsItIs("style", source("map/layers.css")), name="probono_css")
        return super().render(**kwargs)  # type: ignore[no-untyped-call]


class _AsItIs(Element):
    """A script or style of ours, which does not go through folium's template engine."""

    def __init__(self, tag: str, text: str) -> None:
        super().__init__()
        self._text = f"<{tag}>\n{text}</{tag}>"

    def render(self, **kwargs: Any) -> str:
        return self._text


class _Drawn(MacroElement):
    """A layer: a function of ``map/layers.js`` called with numbers and encoded texts."""

    _template = Template(
        """
        {% macro script(this, kwargs) %}
            probono.{{ this.function }}({{ this._parent.get_name() }}, {{ this.given }});
        {% endmacro %}
        """
    )

    def __init__(self, function: str, given: str) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self._name = function
        self.function = function
        self.given = given


def _options(model: MapModel, grid: Grid) -> Layer:
    language = model.language
    truth = measure_truth(model.crs, model.extent)
    texts = {
        "zoomIn": _("Zoom in", language),
        "zoomOut": _("Zoom out", language),
        "wholeMap": _("Whole map", language),
        "fullScreen": _("Full screen", language),
        "window": _("Leave full screen", language),
        "keys": _(
            "Map. Arrow keys move it, + and - change its scale, Enter tells what is in the middle.",
            language,
        ),
        "close": _("Close", language),
        "kilometres": _("1 km", language),
        "metres": _("1 m", language),
    }
    return {
        "bounds": [0, 0, grid.width, grid.height],
        "cell": grid.cell,
        "scale": round(1 / truth.scale, 5) if truth.bar else 0,
        "ground": SEA if model.context is not None else "#ffffff",
        "plain": LAND,
        "maxZoom": 1,
        "canvas": _is_painted(model),
        "quiet": bool(len(model.points)) or model.kind is Kind.REFERENCE,
        "paperPixels": round(_PAPER_WIDTH),
        "rightToLeft": model.direction == "rtl",
        "numbers": number_style(language).marks,
        "texts": {name: encode(text) for name, text in texts.items()},
    }
