"""Notes, scale bar, north arrow: what every printed map has around it."""

from __future__ import annotations

import math

import numpy as np
import shapely

from probono_kit.i18n import format_number, number_style
from probono_kit.i18n import gettext as _
from probono_kit.maps.model import MapModel
from probono_kit.maps.projection import direction_of_north, ground_scale
from probono_kit.maps.rounding import floor_round
from probono_kit.maps.static import fonts
from probono_kit.maps.static.layout import (
    GAP,
    NOTE_SIZE,
    Layout,
    note_column_width,
)
from probono_kit.maps.static.sheet import Box, Sheet, polygons
from probono_kit.maps.static.style import INK, QUIET, RULE


def draw_notes(sheet: Sheet, layout: Layout) -> None:
    """Write the marginal notes below a thin rule."""
    box = layout.notes
    rule = box.y1 + GAP * 0.55
    sheet.line([box.x0, box.x1], [rule, rule], colour=RULE, width=0.5)
    step = fonts.line_height(NOTE_SIZE)
    for i, column in enumerate(layout.note_columns):
        x = sheet.start(box, i * note_column_width(layout))
        for j, line in enumerate(column):
            sheet.text(x, box.y1 - (j + 0.78) * step, line, NOTE_SIZE, colour=QUIET)


def bar_length(metres_per_mm: float, scale: float, longest: float) -> tuple[float, float]:
    """Return the length of an honest scale bar: metres on the ground, millimetres on paper.

    Parameters
    ----------
    metres_per_mm : float
        Of the projection.
    scale : float
        Metres of the projection per metre on the ground, where the bar is measured.
    longest : float
        Millimetres that there is room for.

    Examples
    --------
    >>> bar_length(3500.0, 1.0, 45.0)
    (100000.0, 28.571428571428573)
    """
    ground = floor_round(longest * metres_per_mm / scale)
    return ground, ground * scale / metres_per_mm


def draw_scale(
    sheet: Sheet, box: Box, layout: Layout, model: MapModel, centre: tuple[float, float]
) -> None:
    """Draw a scale bar, measured on the ground at the middle of the map, and the scale.

    Parameters
    ----------
    box : Box
        Where; the bar starts where reading starts.
    centre : tuple of float
        Longitude and latitude of the middle of the map.
    """
    scale = ground_scale(model.crs, centre)
    ground, length = bar_length(layout.scale, scale, box.width - 14.0)
    # It counts in the direction of reading; the last number hangs over its end.
    left = box.x1 - length if sheet.rtl else box.x0
    y = box.y0 + 4.6
    half = length / 2
    dark, light = (left + half, left) if sheet.rtl else (left, left + half)
    sheet.rectangle(
        Box(dark, y, dark + half, y + 1.3), fill=INK, edge=INK, width=0.5, gid="scale-bar"
    )
    sheet.rectangle(Box(light, y, light + half, y + 1.3), fill="white", edge=INK, width=0.5)
    unit, divisor = (
        (_("km", model.language), 1000.0) if ground >= 1000 else (_("m", model.language), 1.0)
    )
    zero = sheet.start(Box(left, y, left + length, y))
    for share, align in ((0.0, "start"), (0.5, "centre"), (1.0, "start")):
        number = format_number(ground * share / divisor, model.language)
        at = zero + sheet.toward() * share * length
        if share == 1.0:
            at -= sheet.toward() * fonts.extent(number, 7.0)[0] / 2
            number = f"{number} {unit}"
        sheet.text(at, y + 2.4, number, 7.0, align=align)
    if not layout.form.paper:
        return
    metres = layout.scale / scale / layout.form.enlarge
    denominator = format_number(_two_figures(metres * 1000), model.language)
    text = number_style(model.language).in_digits(
        _("Scale 1:{denominator} on {paper}", model.language)
    )
    sheet.text(
        sheet.start(box),
        box.y0 + 0.6,
        text.format(denominator=denominator, paper=layout.form.paper),
        7.0,
        colour=QUIET,
    )


#: Height of the scale bar with its numbers and the scale below.
SCALE_HEIGHT = 10.0


def _two_figures(value: float) -> float:
    step = 10.0 ** (math.floor(math.log10(value)) - 1)
    return round(value / step) * step


def draw_north(
    sheet: Sheet, box: Box, layout: Layout, model: MapModel, place: tuple[float, float]
) -> None:
    """Draw an arrow that points north at `place` (metres of the projection), inside `box`."""
    angle = math.radians(-direction_of_north(model.crs, *place))
    x, y = box.centre
    size = box.height / 2 - 2.2
    for side, fill in ((-1, INK), (1, "white")):
        half = np.array([[0, 1.0], [0.45 * side, -0.8], [0, -0.45], [0, 1.0]]) * size
        turned = half @ np.array(
            [[math.cos(angle), math.sin(angle)], [-math.sin(angle), math.cos(angle)]]
        )
        shape = shapely.Polygon(turned + np.array([x, y - 1.4]))
        sheet.draw(polygons(np.array([shape]), fill=fill, edge=INK, width=0.5), gid="north")
    letter = _("N", model.language)
    tip = np.array([-math.sin(angle), math.cos(angle)]) * (size + 1.0) + np.array([x, y - 1.4])
    sheet.text(tip[0], tip[1], letter, 7.0, bold=True, align="centre", halo="#ffffff", part="map")
