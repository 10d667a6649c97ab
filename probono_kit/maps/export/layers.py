"""The map as layers of a GIS: what it is about, its circles, and what lies around."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import pandas as pd

from probono_kit.i18n import gettext as _
from probono_kit.maps.export.diagrams import Diagram, diagram_of
from probono_kit.maps.export.features import (
    cut_at_date_line,
    subject_layer,
    symbol_layer,
    typed_layer,
)
from probono_kit.maps.export.rules import (
    Rule,
    Symbol,
    disc,
    fill,
    land,
    rules_of,
    rules_of_overlay,
    stroke,
)
from probono_kit.maps.layer_spec import LayerKind
from probono_kit.maps.model import NO_DATA, Context, MapModel
from probono_kit.maps.overlays import Overlay
from probono_kit.maps.spec import Kind
from probono_kit.maps.static.style import (
    DISPUTED_LINE,
    NEIGHBOUR,
    NEIGHBOUR_LINE,
    PLAIN_LINE,
    RIVER,
    SEA,
    SEA_EDGE,
    TOWN,
)
from probono_kit.maps.static.surroundings import MOST_TOWNS
from probono_kit.qgis import SymbolKind, quoted


@dataclass(frozen=True)
class GisLayer:
    """A layer of the GeoPackage and of the QGIS project.

    Attributes
    ----------
    name : str
        Of the table, the same in every language: ``areas``, ``circles``, ``points``…
    title : str
        In the language of the map, unencoded.
    frame : geopandas.GeoDataFrame
        EPSG:4326, one kind of geometry.
    kind : str
        ``marker``, ``line`` or ``fill``.
    rules : tuple of Rule
        How its features are drawn.
    label : str
        Column written beside each feature, ``""`` for none.
    is_ground : bool
        Whether it only lies around what the map is about.
    diagram : Diagram or None
        Bars on each of its features.
    """

    name: str
    title: str
    frame: gpd.GeoDataFrame
    kind: SymbolKind
    rules: tuple[Rule, ...]
    label: str = ""
    is_ground: bool = False
    diagram: Diagram | None = None


_SYMBOLS: dict[LayerKind, SymbolKind] = {
    LayerKind.POINTS: "marker",
    LayerKind.SYMBOLS: "marker",
    LayerKind.LINES: "line",
    LayerKind.OUTLINES: "fill",
}


def gis_layers(model: MapModel) -> list[GisLayer]:
    """Return the layers of a map, the uppermost first.

    Parameters
    ----------
    model : MapModel
        From :func:`probono_kit.maps.resolve`.
    """
    first, *rest = _subject(model)
    over = [_overlay(layer, model.language) for layer in model.layers if not layer.under]
    under = [_overlay(layer, model.language) for layer in model.layers if layer.under]
    layers = [*over[::-1], first, *under[::-1], *rest]
    if model.context is not None:
        layers += _surroundings(model.context, model.language)
    return [layer for layer in layers if len(layer.frame)]


def _subject(model: MapModel) -> Iterator[GisLayer]:
    title = model.legend_title or model.title
    whole, areas = subject_layer(model), _("Areas", model.language)
    named = "name" if model.spec.labels and "name" in whole else ""
    if model.flows is not None:
        yield GisLayer("flows", title, whole, "line", rules_of(model))
        rules = (land(areas, PLAIN_LINE, rest=False),)
        label = "name" if model.spec.labels else ""
        yield GisLayer("areas", areas, _plain_areas(model), "fill", rules, label)
    elif len(model.points):
        yield GisLayer("points", title, whole, "marker", rules_of(model))
        rules = (land(areas, PLAIN_LINE, rest=False),)
        label = "name" if model.spec.labels else ""
        yield GisLayer("areas", areas, _plain_areas(model), "fill", rules, label)
    elif (diagram := diagram_of(model)) is not None:
        yield GisLayer("areas", title, whole, "fill", _under(model, areas), named, diagram=diagram)
    elif model.look is Kind.SYMBOLS:
        circles = symbol_layer(model, whole)
        yield GisLayer("circles", title, circles, "marker", rules_of(model), named)
        yield GisLayer(
            "areas",
            areas,
            whole.drop(columns="radius", errors="ignore"),
            "fill",
            _under(model, areas),
        )
    else:
        yield GisLayer("areas", title, whole, "fill", rules_of(model), named)


def _overlay(layer: Overlay, language: str) -> GisLayer:
    """Return a further layer; its name is fit for a table of SQL."""
    frame = typed_layer(layer.frame, layer.classes, layer.cells, language)
    name = layer.name.replace("-", "_")
    label = "name" if layer.labels and "name" in frame else ""
    return GisLayer(name, layer.title, frame, _SYMBOLS[layer.kind], rules_of_overlay(layer), label)


def _plain_areas(model: MapModel) -> gpd.GeoDataFrame:
    shapes = cut_at_date_line(model.areas.geometry.to_numpy())
    cells = {"code": [str(key) for key in model.areas["key"]], "name": list(model.areas["name"])}
    return gpd.GeoDataFrame(pd.DataFrame(cells), geometry=shapes, crs="EPSG:4326")


def _under(model: MapModel, title: str) -> tuple[Rule, ...]:
    """Return how areas look under their circles: those without data stand out."""
    missing = [line for line in model.classes if line.key == NO_DATA]
    rules = [
        Rule(
            line.label,
            f'"class" = {quoted(line.label)}',
            fill(line.colour, PLAIN_LINE, hatched=True),
        )
        for line in missing
    ]
    return (*rules, land(title, PLAIN_LINE, rest=bool(rules)))


def _surroundings(context: Context, language: str) -> Iterator[GisLayer]:
    def layer(name: str, title: str, kind: SymbolKind, symbol: Symbol, label: str = "") -> GisLayer:
        source: gpd.GeoDataFrame = getattr(context, name)
        if name == "places":
            source = source[source["capital"] | (np.cumsum(~source["capital"]) <= MOST_TOWNS)]
        columns = [label] if label else []
        frame = gpd.GeoDataFrame(
            source[columns].reset_index(drop=True),
            geometry=cut_at_date_line(source.geometry.to_numpy()),
            crs="EPSG:4326",
        )
        return GisLayer(name, title, frame, kind, (Rule(title, "", symbol),), label, True)

    towns, borders = _("Towns", language), _("Disputed borders", language)
    yield layer("places", towns, "marker", disc(TOWN, 1.2), "name")
    yield layer("disputed", borders, "line", stroke(DISPUTED_LINE))
    yield layer("rivers", _("Rivers", language), "line", stroke((RIVER, 0.6)))
    yield layer("lakes", _("Lakes", language), "fill", fill(SEA, (SEA_EDGE, 0.5)))
    title = _("Neighbouring countries", language)
    yield layer("countries", title, "fill", fill(NEIGHBOUR, NEIGHBOUR_LINE), "name")
