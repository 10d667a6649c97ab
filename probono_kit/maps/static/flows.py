"""Arrows on the printed map."""

from __future__ import annotations

import numpy as np
import shapely

from probono_kit.maps import arrows
from probono_kit.maps.arrays import Shapes
from probono_kit.maps.static.frame import Frame
from probono_kit.maps.static.sheet import Sheet, polygons


def draw_flows(sheet: Sheet, frame: Frame) -> None:
    """Draw the arrows of a map of flows, the wide ones first."""
    flows = frame.model.flows
    if flows is None:
        return
    shapes = arrow_shapes(frame)
    made = polygons(shapes, fill=list(flows.frame["fill"]), edge="white", width=0.5)
    made.set_alpha(0.86)
    sheet.draw(made, gid="flows", clip=frame.box)


def arrow_shapes(frame: Frame) -> Shapes:
    """Return the outlines of all arrows in millimetres of the page."""
    flows, unit = frame.model.flows, frame.layout.factor
    if flows is None:
        return np.empty(0, dtype=object)
    lines = frame.to_page(flows.frame.geometry.to_numpy())
    rings = [
        arrows.outline(shapely.get_coordinates(line), float(width) * unit, arrows.GAP * unit, unit)
        for line, width in zip(lines, flows.frame["width"], strict=True)
    ]
    return np.array([shapely.Polygon(ring) for ring in rings], dtype=object)
