"""The legend of a map without classes: the ramp, with numbers below it."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from probono_kit.maps.ramps import Ramp
from probono_kit.maps.static import fonts
from probono_kit.maps.static.rows import SMALL_SIZE
from probono_kit.maps.static.sheet import Box, Sheet
from probono_kit.maps.static.style import OUTLINE, QUIET

_HIGH, _LONGEST, _MARK = 5.0, 58.0, 1.0


@dataclass(frozen=True)
class RampRow:
    """The ramp, from the side where reading starts."""

    ramp: Ramp
    width: float

    @property
    def height(self) -> float:
        """The ramp, marks and one or two lines of numbers."""
        return _HIGH + _MARK + self._levels * fonts.line_height(SMALL_SIZE) + 2.2

    @property
    def _long(self) -> float:
        widest = max(fonts.extent(text, SMALL_SIZE)[0] for _at, text in self.ramp.ticks)
        return min(self.width, _LONGEST) - widest

    @property
    def _levels(self) -> int:
        """Lines of numbers: two if they would touch each other in one."""
        places = [(at * self._long, fonts.extent(text, SMALL_SIZE)[0]) for at, text in self._ticks]
        pairs = pairwise(places)
        close = any(b - a < (wide + wider) / 2 + 1.2 for (a, wide), (b, wider) in pairs)
        return 2 if close else 1

    @property
    def _ticks(self) -> tuple[tuple[float, str], ...]:
        return self.ramp.ticks

    def draw(self, sheet: Sheet, box: Box, top: float) -> None:
        """Draw the colours as one strip, a mark and a number for each tick."""
        first = fonts.extent(self._ticks[0][1], SMALL_SIZE)[0] / 2
        count, long = len(self.ramp.colours), self._long
        for i, colour in enumerate(self.ramp.colours):
            ends = sorted(sheet.start(box, first + n * long / count) for n in (i, i + 1))
            # Strips reach a little into the next one: viewers leave no hairline between them.
            place = Box(ends[0], top - _HIGH, ends[1] + (0.15 if i < count - 1 else 0.0), top)
            sheet.rectangle(place, fill=colour)
        ends = sorted((sheet.start(box, first), sheet.start(box, first + long)))
        sheet.rectangle(Box(ends[0], top - _HIGH, ends[1], top), edge=OUTLINE, width=0.4)
        step = fonts.line_height(SMALL_SIZE)
        for i, (at, text) in enumerate(self._ticks):
            x, level = sheet.start(box, first + at * long), i % self._levels
            foot = top - _HIGH - _MARK - level * step
            sheet.line([x, x], [top - _HIGH, foot], colour=QUIET, width=0.4)
            sheet.text(x, foot - 0.85 * step, text, SMALL_SIZE, align="centre")
