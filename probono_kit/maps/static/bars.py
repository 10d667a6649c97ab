"""Bars on the printed map."""

from __future__ import annotations

import numpy as np

from probono_kit.maps.bars import UNKNOWN
from probono_kit.maps.colours import NO_DATA_COLOUR
from probono_kit.maps.static.frame import Frame
from probono_kit.maps.static.sheet import Box, Sheet
from probono_kit.maps.static.style import INK, QUIET


def draw_bars(sheet: Sheet, frame: Frame) -> None:
    """Draw the bars of each area on a line, the southern ones last: they stand in front."""
    bars = frame.model.bars
    if bars is None:
        return
    wide = bars.width * frame.layout.factor
    for row in sorted(bars.drawn, key=lambda row: -frame.anchors[row][1]):
        box = bar_box(frame, int(row))
        for i, line in enumerate(bars.series):
            height = float(bars.heights[row, i]) * frame.layout.factor
            left = box.x0 + i * wide
            if np.isnan(height):
                high = UNKNOWN * frame.layout.factor
                place = Box(left + 0.2, box.y0, left + wide - 0.2, box.y0 + high)
                sheet.rectangle(place, fill=NO_DATA_COLOUR, edge=QUIET, width=0.5, gid="bar")
            elif height > 0:
                place = Box(left, box.y0, left + wide, box.y0 + height)
                sheet.rectangle(place, fill=line.colour, edge="white", width=0.4, gid="bar")
        sheet.line([box.x0 - 0.4, box.x1 + 0.4], [box.y0, box.y0], colour=INK, width=0.7)


def bar_box(frame: Frame, row: int) -> Box:
    """Return the room that the bars of an area take, in millimetres of the page."""
    bars, factor = frame.model.bars, frame.layout.factor
    x, y = map(float, frame.anchors[row])
    if bars is None or np.isnan(bars.heights[row]).all():
        return Box(x, y, x, y)
    half = bars.width * len(bars.series) * factor / 2
    tall = max(UNKNOWN, float(np.nanmax(bars.heights[row]))) * factor
    return Box(x - half, y, x + half, y + tall)
