"""The legend: rows that know their height before they are drawn."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
import shapely

from probono_kit.i18n import gettext as _
from probono_kit.maps.model import NO_DATA, ZERO, LegendClass, MapModel, SymbolSize
from probono_kit.maps.spec import Kind
from probono_kit.maps.static import fonts
from probono_kit.maps.static.sheet import Box, Sheet, hatched
from probono_kit.maps.static.style import (
    AREA_LINE,
    COUNTRY_LINE,
    DISPUTED_LINE,
    HATCH,
    INK,
    OUTLINE,
    QUIET,
    draw_capital,
)

HEADING_SIZE, LABEL_SIZE, SMALL_SIZE = 8.6, 8.0, 7.0
SWATCH_WIDTH, SWATCH_HEIGHT, TEXT_OFFSET = 8.0, 4.6, 10.0


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
            sheet.text(sheet.start(box), top - (i + 0.78) * step, line, self.size, bold=True, colour=INK)


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

    @property
    def height(self) -> float:
        """The taller of sign and label."""
        return max(SWATCH_HEIGHT, len(self.lines) * fonts.line_height(self.size)) + (0.0 if self.close else 1.0)

    def draw(self, sheet: Sheet, box: Box, top: float) -> None:
        """Draw the sign and write the label beside it, both centred on each other."""
        tall = self.height - (0.0 if self.close else 1.0)
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
        high = tall if self.close else SWATCH_HEIGHT
        return Box(min(ends), middle - high / 2, max(ends), middle + high / 2)


@dataclass(frozen=True)
class Swatch(Labelled):
    """A class or category of areas."""

    fill: str = "#ffffff"
    no_data: bool = False

    def sign(self, sheet: Sheet, box: Box, top: float, tall: float) -> None:
        """Draw a rectangle of the colour, hatched for no data."""
        place = self.swatch(sheet, box, top, tall)
        if self.no_data:
            shape = shapely.box(place.x0, place.y0, place.x1, place.y1)
            sheet.draw(hatched(np.array([shape]), fill=self.fill, ink=HATCH))
        sheet.rectangle(
            place, fill="none" if self.no_data else self.fill, edge=OUTLINE, width=0.4
        )


@dataclass(frozen=True)
class Dot(Labelled):
    """A category of points."""

    fill: str = "#ffffff"
    radius: float = 1.5

    def sign(self, sheet: Sheet, box: Box, top: float, tall: float) -> None:
        """Draw the point as it is on the map."""
        x, y = self.swatch(sheet, box, top, tall).centre
        sheet.circle(x, y, self.radius, fill=self.fill, edge="white", width=0.6)


@dataclass(frozen=True)
class Stroke(Labelled):
    """A kind of line."""

    colour: str = INK
    width: float = 1.0
    dashes: tuple[float, float] | None = None

    def sign(self, sheet: Sheet, box: Box, top: float, tall: float) -> None:
        """Draw a piece of the line."""
        place = self.swatch(sheet, box, top, tall)
        y = place.centre[1]
        style = {"linestyle": (0, self.dashes)} if self.dashes else {}
        sheet.line([place.x0, place.x1], [y, y], colour=self.colour, width=self.width, **style)


@dataclass(frozen=True)
class Capital(Labelled):
    """The sign of a capital."""

    def sign(self, sheet: Sheet, box: Box, top: float, tall: float) -> None:
        """Draw it as on the map."""
        draw_capital(sheet, *self.swatch(sheet, box, top, tall).centre)


@dataclass(frozen=True)
class Circles:
    """Circles of round amounts inside each other, each with its amount."""

    sizes: Sequence[SymbolSize]
    fill: str
    factor: float

    @property
    def height(self) -> float:
        """Room for the largest, and for as many lines of text."""
        return max(2 * self._top, len(self.sizes) * self._step) + 2.0

    @property
    def _top(self) -> float:
        return max(size.radius for size in self.sizes) * self.factor

    @property
    def _step(self) -> float:
        return fonts.line_height(LABEL_SIZE)

    def draw(self, sheet: Sheet, box: Box, top: float) -> None:
        """Draw them on one ground line, a thin leader from the top of each to its amount."""
        ground = top - self.height + 1.2
        x = sheet.start(box, max(self._top, SWATCH_WIDTH / 2))
        levels = [ground + 2 * size.radius * self.factor for size in self.sizes]
        beside = sheet.start(box, max(self._top, SWATCH_WIDTH / 2) + self._top + 3.0)
        heights = _apart(levels, self._step)
        for size, level, high in zip(self.sizes, levels, heights, strict=True):
            radius = size.radius * self.factor
            sheet.circle(x, ground + radius, radius, fill=self.fill, edge="white", width=0.7)
            knee = beside - sheet.toward() * 1.6
            sheet.line([x, knee, beside - sheet.toward() * 0.6], [level, level, high], colour=QUIET, width=0.4)
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


def legend_rows(model: MapModel, width: float, factor: float) -> list[Row]:
    """Return the rows that explain the data.

    Parameters
    ----------
    model : MapModel
        Its legend.
    width : float
        Millimetres to wrap the texts in.
    factor : float
        Enlargement of circles on paper larger than A4.
    """
    rows: list[Row] = []
    if model.legend_title:
        rows.append(Heading(fonts.wrap(model.legend_title, width, HEADING_SIZE, bold=True)))
    room = width - TEXT_OFFSET
    if model.kind is Kind.SYMBOLS:
        if model.sizes:
            rows.append(Circles(model.sizes, model.classes[0].colour, factor))
        rest = [line for line in model.classes if line.key in (ZERO, NO_DATA)]
        return [*rows, *(_class_row(line, room, close=False, model=model) for line in rest)]
    joined = model.kind is Kind.CHOROPLETH
    for line in model.classes:
        close = joined and line.key != NO_DATA
        if line.key == NO_DATA and joined:
            rows.append(Space(1.4))
        rows.append(_class_row(line, room, close=close, model=model))
    return rows


def _class_row(line: LegendClass, room: float, *, close: bool, model: MapModel) -> Row:
    lines = fonts.wrap(line.label, room, LABEL_SIZE)
    if model.kind is Kind.POINTS:
        return Dot(lines, fill=line.colour)
    return Swatch(lines, close=close, fill=line.colour, no_data=line.key == NO_DATA)


def sign_rows(model: MapModel, width: float, *, disputed: bool, capital: bool, neighbours: bool) -> list[Row]:
    """Return the rows that explain lines and signs of the map itself, those that it has."""
    room, language = width - TEXT_OFFSET, model.language

    def lines(text: str) -> list[str]:
        return fonts.wrap(text, room, SMALL_SIZE)

    rows: list[Row] = []
    if neighbours:
        rows.append(Stroke(lines(_("National border", language)), SMALL_SIZE, True, *COUNTRY_LINE))
    if disputed:
        text = _("Disputed or undetermined border", language)
        rows.append(Stroke(lines(text), SMALL_SIZE, True, *DISPUTED_LINE))
    if len(model.areas) > 1:
        text = _("Boundary of areas", language)
        rows.append(Stroke(lines(text), SMALL_SIZE, True, "#b9bfc4", AREA_LINE[1]))
    if capital:
        rows.append(Capital(lines(_("Capital", language)), SMALL_SIZE, True))
    return rows


def number_rows(names: Sequence[str], width: float) -> list[Row]:
    """Return the names that numbers on the map stand for."""
    rows: list[Row] = []
    for i, name in enumerate(names, start=1):
        rows.append(Numbered(fonts.wrap(name, width - 5.0, SMALL_SIZE), str(i)))
    return rows


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
        sheet.text(sheet.start(box, 3.6), top - 0.78 * step, self.number, SMALL_SIZE, bold=True, align="end")
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
