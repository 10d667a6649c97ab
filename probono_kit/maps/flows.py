"""Flows between places, as both renderers draw them."""

from __future__ import annotations

from dataclasses import dataclass

import geopandas as gpd


@dataclass(frozen=True)
class LineWidth:
    """An arrow of the legend: `width` in millimetres on the A4 page for `value`."""

    value: float
    label: str
    width: float


@dataclass(frozen=True)
class Flows:
    """What a map of flows draws over its areas.

    Attributes
    ----------
    frame : geopandas.GeoDataFrame
        Lines from place to place, EPSG:4326, the largest first. Columns: ``key``, ``name``
        (``"Dakar → Thiès"``), ``origin``, ``destination``, ``value`` and ``value_text`` (NaN and
        empty when amounts may not leave), ``class_key``, ``fill``, ``radius`` (NaN), ``width``
        (mm on A4), ``geometry``. Over time they are the flows of all times with what they are at
        the last, `width` NaN for those that are not drawn then.
    widths : tuple of LineWidth
        Arrows of the legend, the widest first.
    """

    frame: gpd.GeoDataFrame
    widths: tuple[LineWidth, ...]
