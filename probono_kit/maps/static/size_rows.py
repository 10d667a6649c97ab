"""The row of the legend that tells how much circles stand for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from probono_kit.maps.model import SymbolSize
from probono_kit.maps.static import fonts
from probono_kit.maps.static.rows import LABEL_SIZE, SWATCH_WIDTH
from probono_kit.maps.static.sheet import Box, Sheet
from probono_kit.maps.static.style import QUIET


@dataclass(frozen=True)
class Circles:
    """Circles of round amounts inside each other, each with its amount."""

    sizes: Sequence[SymbolSize]
    fill: str
    factor: float

    @property
    def height(self) -> float:
        """Room for the largest, and for as many lines of text."""
        return max(2 * self._top, len(self.sizes) * self._step) + 4.2

    @property
    def _top(self) -> float:
        return max(size.radius for size in self.sizes) * self.factor

    @property
    def _step(self) -> float:
        return fonts.line_height(LABEL_SIZE)

    def draw(self, sheet: Sheet, box: Box, top: float) -> None:
        """Draw them on one ground line, a thin leader from the top of each to its amount."""
        ground = top - self.height + 2.8
        x = sheet.start(box, max(self._top, SWATCH_WIDTH / 2))
        levels = [ground + 2 * size.radius * self.factor for size in self.sizes]
        beside = sheet.start(box, max(self._top, SWATCH_WIDTH / 2) + self._top + 3.0)
        heights = _apart(levels, self._step)
        for size, level, high in zip(self.sizes, levels, heights, strict=True):
            radius = size.radius * self.factor
            sheet.circle(x, ground + radius, radius, fill=self.fill, edge="white", width=0.7)
            knee = beside - sheet.toward() * 1.6
            sheet.line(
                [x, knee, beside - sheet.toward() * 0.6],
                [level, level, high],
                colour=QUIET,
                width=0.4,
            )
        for size, high in zip(self.sizes, heights, strict=True):
            sheet.text(beside, high - 0.3 * self._step, size.label, LABEL_SIZE)


def _apart(levels: Sequence[float], step: float) -> list[float]:
    """Move labels down until none overlaps the one above; then up from the ground."""
    placed: list[float] = []
    for level in levels:
        placed.append(min(level, placed[-1] - step) if placed else level)
    low = levels[-1] - 0.5 * step
    for i in range(len(placed) - 1, -1, -1):
        floor = low if i == len(placed) - 1 else placed[i + 1] + step
        placed[i] = max(placed[i], floor) if placed[i] < floor else placed[i]
    return placed
