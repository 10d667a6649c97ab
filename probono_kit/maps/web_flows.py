"""Flows for the page: arrows whose outline the script draws anew at every enlargement."""

from __future__ import annotations

import numpy as np
import shapely

from probono_kit.encoding import encode
from probono_kit.maps import arrows
from probono_kit.maps.arrays import Array
from probono_kit.maps.model import MapModel
from probono_kit.maps.web_arcs import encode_lines
from probono_kit.maps.web_context import Layer
from probono_kit.maps.web_geometry import Grid
from probono_kit.maps.web_layers import PIXELS_PER_MM, palette_of, pixels, texts_of

#: How arrows are drawn.
STYLE: Layer = {"color": "#ffffff", "weight": 0.8, "fillOpacity": 0.86}

#: Length of an arrow of the legend, in millimetres on A4.
_LEGEND = 12.0


def flows_layer(model: MapModel, grid: Grid) -> Layer:
    """Return the arrows of a map of flows, for ``probono.flows``."""
    assert model.flows is not None
    frame = model.flows.frame
    return (
        texts_of(model, frame)
        | palette_of(frame["class_key"], frame["fill"])
        | {
            "lines": encode_lines(grid.place(frame.geometry)),
            "widths": pixels(frame["width"]),
            "unit": round(PIXELS_PER_MM, 4),
            "gap": arrows.GAP,
            "head": list(arrows.HEAD),
            "style": STYLE,
        }
    )


def legend_arrows(model: MapModel) -> list[dict[str, object]]:
    """Return the arrows of the legend as paths in CSS pixels, the widest first."""
    if model.flows is None:
        return []
    made, colour = [], model.classes[0].colour
    for line in model.flows.widths:
        width = line.width * PIXELS_PER_MM
        high = arrows.HEAD[0] * width + arrows.HEAD[1] * PIXELS_PER_MM + 1
        middle = np.array([[0.0, high / 2], [_LEGEND * PIXELS_PER_MM, high / 2]])
        ring = arrows.outline(middle, width, 0.0, PIXELS_PER_MM)
        made.append(
            {
                "label": line.label,
                "colour": encode(colour),
                "long": round(_LEGEND * PIXELS_PER_MM, 1),
                "high": round(high, 1),
                "path": path_of(ring),
            }
        )
    return made


def path_of(ring: Array) -> str:
    """Return an outline as the path of an SVG.

    Examples
    --------
    >>> path_of(np.array([[0.0, 0.5], [2.25, 0.5], [1.0, 3.0]]))
    'M0 0.5L2.2 0.5L1 3Z'
    """
    points = "L".join(f"{x:g} {y:g}" for x, y in ring.round(1).tolist())
    return f"M{points}Z"


def drawn_arrows(model: MapModel, grid: Grid, scale: float, height: float) -> list[tuple[str, str]]:
    """Return the arrows as colour and path of a drawing of the page, y downwards."""
    if model.flows is None:
        return []
    frame = model.flows.frame
    made: list[tuple[str, str]] = []
    for line, width, fill in zip(
        grid.place(frame.geometry), frame["width"], frame["fill"], strict=True
    ):
        at = shapely.get_coordinates(line) * scale
        at[:, 1] = height - at[:, 1]
        ring = arrows.outline(
            at, float(width) * PIXELS_PER_MM, arrows.GAP * PIXELS_PER_MM, PIXELS_PER_MM
        )
        made.append((encode(fill), path_of(ring)))
    return made
