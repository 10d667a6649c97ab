"""Thematic maps from one spec: resolved once, drawn on paper and on the web."""

from probono_kit.maps.model import Context, LegendClass, MapModel, SymbolSize
from probono_kit.maps.resolve import resolve
from probono_kit.maps.spec import Classification, Credits, Kind, MapSpec, Page

__all__ = [
    "Classification",
    "Context",
    "Credits",
    "Kind",
    "LegendClass",
    "MapModel",
    "MapSpec",
    "Page",
    "SymbolSize",
    "resolve",
]
