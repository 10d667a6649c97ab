"""Bars for the page: rectangles that the script draws anew at every enlargement."""

from __future__ import annotations

import numpy as np
from markupsafe import Markup

from probono_kit.encoding import encode
from probono_kit.maps.arrays import Array
from probono_kit.maps.bars import UNKNOWN, WIDTH
from probono_kit.maps.colours import NO_DATA_COLOUR
from probono_kit.maps.model import MapModel
from probono_kit.maps.web_context import Layer
from probono_kit.maps.web_layers import PIXELS_PER_MM

STYLE: Layer = {"color": "#ffffff", "weight": 0.8, "fillOpacity": 1}
UNKNOWN_STYLE: Layer = {"color": "#55606a", "weight": 0.8, "fillColor": NO_DATA_COLOUR}
_FOOT: Layer = {"color": "#1f2a33", "weight": 1.2}


def bars_layer(model: MapModel) -> Layer:
    """Return the bars of a map of bars, for ``probono.bars``: heights in CSS pixels, -1 unknown."""
    assert model.bars is not None
    return {
        "heights": high_bars(model.bars.heights),
        "stepped": int(model.steps is not None),
        "colours": [encode(line.colour) for line in model.bars.series],
        "width": round(model.bars.width * PIXELS_PER_MM, 2),
        "unknown": round(UNKNOWN * PIXELS_PER_MM, 1),
        "style": STYLE,
        "unknownStyle": UNKNOWN_STYLE | {"fillOpacity": 1},
        "foot": _FOOT,
    }


def high_bars(heights: Array) -> list[list[float]]:
    """Return heights in CSS pixels, -1 for an amount that is not known, nothing without any.

    Examples
    --------
    >>> high_bars(np.array([[2.0, np.nan], [np.nan, np.nan]]))
    [[7.6, -1.0], []]
    """
    tall = np.round(heights * PIXELS_PER_MM, 1)
    return [
        [] if np.isnan(row).all() else np.where(np.isnan(row), -1.0, row).tolist() for row in tall
    ]


def legend_bars(model: MapModel) -> list[dict[str, object]]:
    """Return the bars of the legend: label, and width and height in CSS pixels."""
    if model.bars is None:
        return []
    return [
        {
            "label": size.label,
            "wide": round(WIDTH * PIXELS_PER_MM, 1),
            "high": round(size.height * PIXELS_PER_MM, 1),
        }
        for size in model.bars.sizes
    ]


def drawn_bars(model: MapModel, anchors: list[tuple[float, float]]) -> list[Markup]:
    """Return the bars as elements of a drawing of the page, y downwards."""
    if model.bars is None:
        return []
    wide, unknown = WIDTH * PIXELS_PER_MM, UNKNOWN * PIXELS_PER_MM
    element = Markup('<rect x="{:.1f}" y="{:.1f}" width="{:.1f}" height="{:.1f}" fill="{}" {}/>')
    made = []
    for row in model.bars.drawn:
        x, y = anchors[row]
        left = x - wide * len(model.bars.series) / 2
        for i, line in enumerate(model.bars.series):
            high = float(model.bars.heights[row, i]) * PIXELS_PER_MM
            none = bool(np.isnan(high))
            high, fill = (unknown, NO_DATA_COLOUR) if none else (high, line.colour)
            edge = Markup('stroke="{}"').format("#55606a" if none else "#fff")
            if high > 0:
                made.append(
                    element.format(left + i * wide, y - high, wide, high, encode(fill), edge)
                )
    return made
