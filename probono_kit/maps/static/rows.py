"""Rows of the panel: signs with their labels, which know their height before they are drawn."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
import shapely

from probono_kit.maps.model import LegendClass
from probono_kit.maps.signs import CIRCLE, Sign, sign_of, sign_radius
from probono_kit.maps.static import fonts
from probono_kit.maps.static.sheet import CROSSWISE, Box, Sheet, hatched
from probono_kit.maps.static.signs import draw_signs
from probono_kit.maps.static.style import (
    AREA_LINE,
    HATCH,
    INK,
    OUTLINE,
    draw_capital,
)

HEADING_SIZE, LABEL_SIZE, SMALL_SIZE = 8.6, 8.0, 7.0
SWATCH_WIDTH, SWATCH_HEIGHT, TEXT_OFFSET = 8.0, 4.6, 10.0

#: Points by which the casing of a road is wider than the road, on each side.
CASING = 0.45

#: Height of a sign where there are many.
TIGHT_HEIGHT = 3.2


class Row(Protocol):
    """One row of the panel."""

    @property
    def height(self) -> float:
        """Millimetres that it takes."""

    def draw(self, sheet: Sheet, box: Box, top: float) -> None:
        """Draw it with its upper edge at `top`."""


@dataclass(frozen=True)
class Heading:
    """A heading of one or more lines."""

    lines: Sequence[str]
    size: float = HEADING_SIZE

    @property
    def height(self) -> float:
        """Lines, and a little room below."""
        return len(self.lines) * fonts.line_height(self.size) + 1.2

    def draw(self, sheet: Sheet, box: Box, top: float) -> None:
        """Write the lines."""
        step = fonts.line_height(self.size)
        for i, line in enumerate(self.lines):
            sheet.text(
                sheet.start(box), top - (i + 0.78) * step, line, self.size, bold=True, colour=INK
            )


@dataclass(frozen=True)
class Space:
    """Room between two groups of rows."""

    height: float

    def draw(self, sheet: Sheet, box: Box, top: float) -> None:
        """Draw nothing."""


@dataclass(frozen=True)
class Labelled:
    """A sign with its label: what the sign is, subclasses draw."""

    lines: Sequence[str]
    size: float = LABEL_SIZE
    close: bool = False
    tight: bool = False

    @property
    def height(self) -> float:
        """The taller of sign and label."""
        text = len(self.lines) * fonts.line_height(self.size)
        return max(self.least, text) + self.gap

    @property
    def least(self) -> float:
        """Height of the sign."""
        return TIGHT_HEIGHT if self.tight else SWATCH_HEIGHT

    @property
    def gap(self) -> float:
        """Room below."""
        if self.close:
            return 0.0
        return 0.3 if self.tight else 1.0

    def draw(self, sheet: Sheet, box: Box, top: float) -> None:
        """Draw the sign and write the label beside it, both centred on each other."""
        tall = self.height - self.gap
        self.sign(sheet, box, top, tall)
        step = fonts.line_height(self.size)
        first = top - tall / 2 + len(self.lines) * step / 2
        for i, line in enumerate(self.lines):
            sheet.text(sheet.start(box, TEXT_OFFSET), first - (i + 0.76) * step, line, self.size)

    def sign(self, sheet: Sheet, box: Box, top: float, tall: float) -> None:
        """Draw the sign into the first :data:`SWATCH_WIDTH` millimetres."""
        raise NotImplementedError

    def swatch(self, sheet: Sheet, box: Box, top: float, tall: float) -> Box:
        """Return the box of the sign."""
        ends = sheet.start(box), sheet.start(box, SWATCH_WIDTH)
        middle = top - tall / 2
        high = tall if self.close else self.least
        return Box(min(ends), middle - high / 2, max(ends), middle + high / 2)


@dataclass(frozen=True)
class Swatch(Labelled):
    """A class or category of areas."""

    fill: str = "#ffffff"
    no_data: bool = False
    badge: Dot | None = None

    @property
    def least(self) -> float:
        """Height of the sign: more than its badge, if it has one."""
        return max(super().least, 2 * self.badge.radius + 0.8) if self.badge else super().least

    def sign(self, sheet: Sheet, box: Box, top: float, tall: float) -> None:
        """Draw a rectangle of the colour, hatched for no data."""
        place = self.swatch(sheet, box, top, tall)
        if self.no_data:
            shape = shapely.box(place.x0, place.y0, place.x1, place.y1)
            sheet.draw(hatched(np.array([shape]), fill=self.fill, ink=HATCH))
        sheet.rectangle(place, fill="none" if self.no_data else self.fill, edge=OUTLINE, width=0.4)
        if self.badge:
            self.badge.sign(sheet, box, top, tall)


@dataclass(frozen=True)
class Dot(Labelled):
    """A category of points."""

    fill: str = "#ffffff"
    radius: float = 1.5
    looks: Sign = CIRCLE

    @classmethod
    def of(cls, line: LegendClass, lines: Sequence[str], size: float, *, tight: bool) -> Dot:
        """Return the row of a class of points, with its sign as large as on the map."""
        radius = line.size or (max(1.5, sign_radius([line], 1)) if line.shape else 1.5)
        return cls(lines, size, tight=tight, fill=line.colour, radius=radius, looks=sign_of(line))

    @property
    def least(self) -> float:
        """Height of the sign: an icon needs its own, however tight the legend is."""
        return max(super().least, 2 * self.radius) if self.looks.icon else super().least

    def sign(self, sheet: Sheet, box: Box, top: float, tall: float) -> None:
        """Draw the point as it is on the map."""
        centre = np.array([self.swatch(sheet, box, top, tall).centre])
        draw_signs(sheet, centre, np.array([self.radius]), [self.fill], [self.looks])


@dataclass(frozen=True)
class Stroke(Labelled):
    """A kind of line."""

    colour: str = INK
    width: float = 1.0
    dashes: tuple[float, float] | None = None
    casing: str = ""

    def sign(self, sheet: Sheet, box: Box, top: float, tall: float) -> None:
        """Draw a piece of the line."""
        place = self.swatch(sheet, box, top, tall)
        y = place.centre[1]
        ends = [place.x0, place.x1]
        if self.casing:
            sheet.line(ends, [y, y], colour=self.casing, width=self.width + 2 * CASING)
        sheet.line(ends, [y, y], colour=self.colour, width=self.width, dashes=self.dashes)


@dataclass(frozen=True)
class Zone(Labelled):
    """Areas that slanting lines fill."""

    colour: str = INK
    width: float = 1.0

    def sign(self, sheet: Sheet, box: Box, top: float, tall: float) -> None:
        """Draw a piece of it."""
        place = self.swatch(sheet, box, top, tall)
        shape = np.array([shapely.box(place.x0, place.y0, place.x1, place.y1)])
        sheet.draw(hatched(shape, fill="none", ink=self.colour, hatching=CROSSWISE))
        sheet.rectangle(place, fill="none", edge=self.colour, width=self.width)


@dataclass(frozen=True)
class Border(Labelled):
    """The light line between two areas, on a ground that shows it."""

    def sign(self, sheet: Sheet, box: Box, top: float, tall: float) -> None:
        """Draw a piece of the line between two strips."""
        place = self.swatch(sheet, box, top, tall)
        y = place.centre[1]
        sheet.rectangle(Box(place.x0, y - 1.1, place.x1, y + 1.1), fill="#ccd1d5")
        sheet.line([place.x0, place.x1], [y, y], colour=AREA_LINE[0], width=AREA_LINE[1])


@dataclass(frozen=True)
class Capital(Labelled):
    """The sign of a capital."""

    def sign(self, sheet: Sheet, box: Box, top: float, tall: float) -> None:
        """Draw it as on the map."""
        draw_capital(sheet, *self.swatch(sheet, box, top, tall).centre)


@dataclass(frozen=True)
class Numbered:
    """A number and the name that it stands for."""

    lines: Sequence[str]
    number: str

    @property
    def height(self) -> float:
        """Lines of the name."""
        return len(self.lines) * fonts.line_height(SMALL_SIZE)

    def draw(self, sheet: Sheet, box: Box, top: float) -> None:
        """Write number and name."""
        step = fonts.line_height(SMALL_SIZE)
        sheet.text(
            sheet.start(box, 3.6),
            top - 0.78 * step,
            self.number,
            SMALL_SIZE,
            bold=True,
            align="end",
        )
        for i, line in enumerate(self.lines):
            sheet.text(sheet.start(box, 5.0), top - (i + 0.78) * step, line, SMALL_SIZE)


def stack(sheet: Sheet, box: Box, rows: Sequence[Row], top: float) -> float:
    """Draw rows below each other from `top`; return where the last one ends."""
    for row in rows:
        row.draw(sheet, box, top)
        top -= row.height
    return top


def height_of(rows: Sequence[Row]) -> float:
    """Return the height of rows below each other."""
    return sum(row.height for row in rows)


def fitting(rows: Sequence[Row], height: float) -> int:
    """Return how many of `rows` fit below each other into `height`."""
    used = np.cumsum([row.height for row in rows])
    return int(np.searchsorted(used, height + 1e-9, side="right"))
