"""Thematic maps from one spec: resolved once, drawn on paper and on the web."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from probono_kit.maps.export import export_map
from probono_kit.maps.icons import icon_names
from probono_kit.maps.layer_spec import Layer, LayerKind
from probono_kit.maps.layouts import layout_names
from probono_kit.maps.model import Context, LegendClass, MapModel, SymbolSize
from probono_kit.maps.profiles import file_stem, profile_names
from probono_kit.maps.resolve import resolve
from probono_kit.maps.review import lint, lint_page
from probono_kit.maps.spec import Classification, Credits, Kind, MapSpec, Page
from probono_kit.maps.static import draw_static
from probono_kit.maps.tiles import tile_names

if TYPE_CHECKING:
    from probono_kit.maps.offline_page import offline
    from probono_kit.maps.web import write_page

__all__ = [
    "Classification",
    "Context",
    "Credits",
    "Kind",
    "Layer",
    "LayerKind",
    "LegendClass",
    "MapModel",
    "MapSpec",
    "Page",
    "SymbolSize",
    "draw_static",
    "export_map",
    "file_stem",
    "icon_names",
    "layout_names",
    "lint",
    "lint_page",
    "offline",
    "profile_names",
    "resolve",
    "tile_names",
    "write_page",
]

#: folium takes long to begin, and what draws on paper, checks or delivers has no need of it.
_WITH_FOLIUM = {"offline": "offline_page", "write_page": "web"}


def __getattr__(name: str) -> object:
    """Import what draws for the web when it is first asked for."""
    if name not in _WITH_FOLIUM:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_WITH_FOLIUM[name]}"), name)
