"""A further layer, resolved: everything a renderer may show of it, and nothing else."""

from __future__ import annotations

from dataclasses import dataclass

import geopandas as gpd
import pandas as pd

from probono_kit.maps.layer_spec import LayerKind
from probono_kit.maps.model import LegendClass, SymbolSize


@dataclass(frozen=True)
class LineStyle:
    """How lines are drawn.

    Attributes
    ----------
    width : float
        Points on A4.
    dashes : tuple of float, optional
        In widths.
    casing : str, optional
        Colour of the lines at both sides of a road; ``""`` for none, ``None`` for a white rim.
    fill : str
        Colour of areas inside their outline, ``""`` for none.
    ink : str
        Colour of the names, ``""`` for that of the line.
    slanted : bool
        Names are written in italics, as those of water are.
    hatched : bool
        Slanting lines fill the areas inside their outline, the other way than those of areas
        without data.
    """

    width: float
    dashes: tuple[float, float] | None = None
    casing: str | None = None
    fill: str = ""
    ink: str = ""
    slanted: bool = False
    hatched: bool = False


@dataclass(frozen=True)
class Overlay:
    """A further layer, ready to be drawn.

    Attributes
    ----------
    name : str
        ``"layer-1"``, ``"layer-2"``… in the order of the spec: names groups of drawings, tables of
        files, elements of pages.
    kind : LayerKind
        Never ``auto``.
    title : str
        Heading of its part of the legend, unencoded, with the unit unless every label carries it.
    frame : geopandas.GeoDataFrame
        EPSG:4326, longitudes as in the extent of the map. Columns as those of
        :attr:`~probono_kit.maps.MapModel.points`: ``key``, ``name`` (empty when it may not leave),
        ``value``, ``value_text``, ``class_key``, ``fill``, ``radius`` (mm on A4, NaN for none),
        ``geometry`` and the columns of `shown`. Lines and outlines of which there is nothing to
        tell are one row per class.
    classes : tuple of LegendClass
        In the order of the legend, "no data" last and only if there is any.
    lines : tuple of LineStyle
        One per line of `classes` on a layer of lines or outlines, else empty.
    sizes : tuple of SymbolSize
        Circles of the size legend, largest first.
    shown : tuple of (column, heading)
        The columns that may be shown, as those of the model.
    cells : pandas.DataFrame
        The columns that may leave as they were given, row for row with `frame`.
    table : pandas.DataFrame
        What readers without a map read; without columns where there is nothing to tell.
    said : str
        The sentence on it in the text alternative.
    labels : bool
        Names are written on the map.
    under : bool
        Lies below the circles, bars or arrows of the first layer, which lines would strike out.
    in_areas : bool
        Circles stand in the middle of areas.
    count : int
        How many features it was made of.
    theme : str
        What it is about, if it is drawn by the conventions of topographic maps: ``roads``…
    """

    name: str
    kind: LayerKind
    title: str
    frame: gpd.GeoDataFrame
    classes: tuple[LegendClass, ...]
    lines: tuple[LineStyle, ...]
    sizes: tuple[SymbolSize, ...]
    shown: tuple[tuple[str, str], ...]
    cells: pd.DataFrame
    table: pd.DataFrame
    said: str
    labels: bool
    under: bool
    in_areas: bool
    count: int
    theme: str = ""

    @property
    def has_points(self) -> bool:
        """Whether it is drawn as points or circles."""
        return self.kind in (LayerKind.POINTS, LayerKind.SYMBOLS)

    @property
    def is_plain(self) -> bool:
        """Whether one sign says all, so that its title is the label of that sign."""
        return self.kind is not LayerKind.SYMBOLS and len(self.classes) == 1

    def style_of(self, key: str) -> LineStyle:
        """Return how the lines of a class are drawn."""
        keys = [line.key for line in self.classes]
        return self.lines[keys.index(key)]
