"""The legend of two amounts: a square of colours with a title and numbers along both sides."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from probono_kit.maps.square import Axis, Square
from probono_kit.maps.static import fonts
from probono_kit.maps.static.sheet import Box, Sheet
from probono_kit.maps.static.style import INK, OUTLINE, QUIET

#: Side of a colour, room for an arrow, and height of the marks, in millimetres.
_CELL, _ARROW, _MARK = 9.0, 4.0, 0.9

#: Sizes of numbers in points.
_NUMBERS = 6.6


@dataclass(frozen=True)
class SquareRow:
    """The square as a row of the panel.

    Attributes
    ----------
    square : Square
        What it shows.
    up, across : sequence of str
        Titles of the sides, in lines.
    size : float
        Of the titles, in points.
    """

    square: Square
    up: Sequence[str]
    across: Sequence[str]
    size: float

    @classmethod
    def fitting(cls, square: Square, width: float, size: float) -> SquareRow:
        """Return the row with its titles wrapped to `width`."""

        def lines(axis: Axis) -> list[str]:
            return fonts.wrap(axis.title, width - _ARROW, size, bold=True)

        return cls(square, lines(square.up), lines(square.across), size)

    @property
    def height(self) -> float:
        """Both titles, the square, and the numbers below it."""
        titles = (len(self.up) + len(self.across)) * fonts.line_height(self.size)
        return titles + self._tall + self._levels * fonts.line_height(_NUMBERS) + 6.0

    @property
    def _tall(self) -> float:
        return len(self.square.up.labels) * _CELL

    @property
    def _levels(self) -> int:
        """Lines of the numbers below: two if they would touch each other in one."""
        widest = max((_width(text) for text in self.square.across.edges), default=0.0)
        return 1 if widest < _CELL - 0.8 else 2

    def draw(self, sheet: Sheet, box: Box, top: float) -> None:
        """Draw title, square, numbers and the other title from above to below."""
        step = fonts.line_height(self.size)
        self._title(sheet, box, top, self.up, upwards=True)
        high = top - len(self.up) * step - 2.0
        indent = max((_width(text) for text in self.square.up.edges), default=0.0) + _MARK + 0.8
        foot = high - self._tall
        self._colours(sheet, box, indent, foot)
        self._numbers(sheet, box, indent, foot)
        below = foot - self._levels * fonts.line_height(_NUMBERS) - 2.2
        self._title(sheet, box, below, self.across, upwards=False)

    def _title(
        self, sheet: Sheet, box: Box, top: float, lines: Sequence[str], *, upwards: bool
    ) -> None:
        step, toward = fonts.line_height(self.size), sheet.toward()
        for i, line in enumerate(lines):
            y = top - (i + 0.78) * step
            sheet.text(sheet.start(box, _ARROW), y, line, self.size, bold=True, colour=INK)
        x, y = sheet.start(box, 1.4), top - 0.5 * step
        if upwards:
            sheet.line([x, x], [y - 1.2, y + 1.2], colour=INK, width=0.8)
            sheet.line([x - 0.8, x, x + 0.8], [y + 0.3, y + 1.2, y + 0.3], colour=INK, width=0.8)
            return
        tip = x + 1.2 * toward
        sheet.line([x - 1.2 * toward, tip], [y, y], colour=INK, width=0.8)
        back = tip - 0.9 * toward
        sheet.line([back, tip, back], [y - 0.8, y, y + 0.8], colour=INK, width=0.8)

    def _colours(self, sheet: Sheet, box: Box, indent: float, foot: float) -> None:
        for i, column in enumerate(self.square.cells):
            ends = sorted(sheet.start(box, indent + n * _CELL) for n in (i, i + 1))
            for j, line in enumerate(column):
                place = Box(ends[0], foot + j * _CELL, ends[1], foot + (j + 1) * _CELL)
                sheet.rectangle(place, fill=line.colour, edge=OUTLINE, width=0.4)

    def _numbers(self, sheet: Sheet, box: Box, indent: float, foot: float) -> None:
        """Write the numbers at the corners of the colours, each beside a mark."""
        toward, step = sheet.toward(), fonts.line_height(_NUMBERS)
        side = sheet.start(box, indent)
        for j, text in enumerate(self.square.up.edges):
            y = foot + j * _CELL
            sheet.line([side - _MARK * toward, side], [y, y], colour=QUIET, width=0.4)
            at = side - (_MARK + 0.5) * toward
            sheet.text(at, y - 0.3 * step, text, _NUMBERS, align="end")
        for i, text in enumerate(self.square.across.edges):
            x = sheet.start(box, indent + i * _CELL)
            level = i % self._levels
            mark = _MARK + level * step
            sheet.line([x, x], [foot - mark, foot], colour=QUIET, width=0.4)
            y = foot - _MARK - (level + 0.85) * step
            sheet.text(x, y, text, _NUMBERS, align="centre")


def _width(text: str) -> float:
    return fonts.extent(text, _NUMBERS)[0]
