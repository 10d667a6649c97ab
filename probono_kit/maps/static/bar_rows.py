"""Bars of round amounts in the legend of the printed map."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from probono_kit.maps.bars import WIDTH, BarSize
from probono_kit.maps.static import fonts
from probono_kit.maps.static.rows import SMALL_SIZE
from probono_kit.maps.static.sheet import Box, Sheet
from probono_kit.maps.static.style import INK, QUIET


@dataclass(frozen=True)
class BarScale:
    """Bars on one line, each with its amount beside it."""

    sizes: Sequence[BarSize]
    factor: float
    width: float = WIDTH

    @property
    def height(self) -> float:
        """Of the highest bar."""
        return max(size.height for size in self.sizes) * self.factor + 3.2

    def draw(self, sheet: Sheet, box: Box, top: float) -> None:
        """Draw the bars from the start of the panel."""
        ground, offset, wide = top - self.height + 1.8, 2.0, self.width * self.factor
        for size in self.sizes:
            ends = sorted((sheet.start(box, offset), sheet.start(box, offset + wide)))
            place = Box(ends[0], ground, ends[1], ground + size.height * self.factor)
            sheet.rectangle(place, fill=QUIET, edge="white", width=0.4)
            at = sheet.start(box, offset + wide + 1.0)
            sheet.text(at, ground + 0.4, size.label, SMALL_SIZE)
            offset += wide + fonts.extent(size.label, SMALL_SIZE)[0] + 6.0
        foot = [sheet.start(box, 1.2), sheet.start(box, offset - 3.0)]
        sheet.line(foot, [ground, ground], colour=INK, width=0.7)
