"""Writing names on the map, in the ink that reads on what is below them."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import shapely

from probono_kit.maps.colours import text_colour
from probono_kit.maps.model import LAND, NO_DATA
from probono_kit.maps.spec import Kind
from probono_kit.maps.static import fonts
from probono_kit.maps.static.circles import circle_radii
from probono_kit.maps.static.frame import Frame
from probono_kit.maps.static.placing import Label, leader_end
from probono_kit.maps.static.sheet import Sheet
from probono_kit.maps.static.style import INK, QUIET


def draw_labels(sheet: Sheet, frame: Frame, labels: Sequence[Label]) -> None:
    """Write labels, in the ink that reads on their area, with a rim of its colour."""
    model = frame.model
    circles = model.look is Kind.SYMBOLS
    radius = None
    if frame.has_badges or (circles and not len(model.points)):
        radius = circle_radii(frame)
    for label in labels:
        fill = str(model.areas["fill"].iloc[label.owner])
        on_circle = False
        if circles or model.look is Kind.POINTS:
            at = frame.anchors[label.owner]
            on_circle = (
                radius is not None
                and radius[label.owner] > 0
                and bool(np.allclose((label.x, label.y), at))
            )
            fill = fill if on_circle else LAND
        if label.leader is not None:
            _draw_leader(sheet, label, 0.0 if radius is None else float(radius[label.owner]))
            fill = "#ffffff"
        # Where nothing crosses a name, a rim would only make the file heavier.
        clear = label.leader is None and (on_circle or _clear(frame, label))
        # Names of areas are the ground of a reference map: those of towns stand out.
        ink = QUIET if model.kind is Kind.REFERENCE else text_colour(fill)
        write(sheet, label, colour=ink, halo="" if clear else fill)


def _clear(frame: Frame, label: Label) -> bool:
    """Tell whether a label lies on its own area and no line crosses it."""
    box = label.box
    outline = shapely.box(box.x0, box.y0, box.x1, box.y1)
    plain = frame.model.areas["class_key"].iloc[label.owner] != NO_DATA
    return (
        plain and frame.areas[label.owner].contains(outline) and not frame.water.intersects(outline)
    )


def _draw_leader(sheet: Sheet, label: Label, radius: float) -> None:
    """Draw the line from an area, or from the rim of its circle, to the label."""
    (x, y), end = label.leader or (label.x, label.y), leader_end(label)
    length = max(float(np.hypot(end[0] - x, end[1] - y)), 1e-9)
    x, y = x + (end[0] - x) * radius / length, y + (end[1] - y) * radius / length
    sheet.line([x, end[0]], [y, end[1]], colour=QUIET, width=0.5)
    if radius < 0.5:
        sheet.circle(x, y, 0.35, fill=INK, edge="none", width=0.0)


def write(sheet: Sheet, label: Label, *, colour: str, halo: str) -> None:
    """Write the lines of a label, centred."""
    y = label.box.y1
    for line in label.lines:
        step = fonts.line_height(line.size) * 0.92
        y -= step
        sheet.text(
            label.x, y + 0.24 * step, line.text, line.size,
            bold=line.bold, colour=colour, align="centre", halo=halo, part="map",
        )  # fmt: skip
