"""Arrows in the legend of the printed map."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import shapely

from probono_kit.maps import arrows
from probono_kit.maps.static.rows import Labelled
from probono_kit.maps.static.sheet import Box, Sheet, polygons


@dataclass(frozen=True)
class Arrow(Labelled):
    """An amount as an arrow of the legend."""

    fill: str = "#ffffff"
    width: float = 1.0
    unit: float = 1.0

    def sign(self, sheet: Sheet, box: Box, top: float, tall: float) -> None:
        """Draw the arrow as it is on the map."""
        place = self.swatch(sheet, box, top, tall)
        y = place.centre[1]
        ends = [place.x0, place.x1] if sheet.toward() > 0 else [place.x1, place.x0]
        ring = arrows.outline(np.array([[ends[0], y], [ends[1], y]]), self.width, 0.0, self.unit)
        shape = np.array([shapely.Polygon(ring)], dtype=object)
        sheet.draw(polygons(shape, fill=self.fill, edge="white", width=0.3))
