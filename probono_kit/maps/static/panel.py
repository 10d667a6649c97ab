"""What stands beside or below the map: legend, scale bar, locator, names of numbers."""

from __future__ import annotations

import shapely

from probono_kit.i18n import format_number, ngettext
from probono_kit.maps.model import Context, MapModel
from probono_kit.maps.projection import measure_truth
from probono_kit.maps.static import fonts, furniture, legend, rows
from probono_kit.maps.static.frame import Frame
from probono_kit.maps.static.layout import GAP, below_columns, below_width
from probono_kit.maps.static.locator import draw_locator
from probono_kit.maps.static.sheet import Box, Sheet

#: Height of the locator at most, and the least that is worth drawing, in millimetres on A4.
LOCATOR, LEAST_LOCATOR = 40.0, 22.0


#: Share of their countries that areas fill when nothing but coasts and islets is missing.
_WHOLE = 0.9


def draw_panel(sheet: Sheet, frame: Frame, numbered: list[str], *, capital: bool) -> None:
    """Draw legend, names of numbers, signs, scale bar and locator.

    Parameters
    ----------
    sheet, frame : Sheet, Frame
        The page and the map on it.
    numbered : list of str
        Names that only have a number on the map, in the order of the numbers.
    capital : bool
        A capital is on the map.
    """
    layout, context = frame.layout, frame.model.context
    disputed = context is not None and not shapely.is_empty(frame.clipped(context.disputed)).all()
    width = layout.panel.width
    if not layout.beside:
        width = below_width(width, layout.form)
    signs = legend.sign_rows(
        frame.model,
        width,
        disputed=disputed,
        capital=capital,
        neighbours=context is not None,
        ordinary=layout.signs,
        national=context is None or _is_whole(frame, context),
    )
    if layout.beside:
        _beside(sheet, frame, numbered, signs)
    else:
        _below(sheet, frame, numbered, signs, width)


def _beside(sheet: Sheet, frame: Frame, numbered: list[str], signs: list[rows.Row]) -> None:
    layout, model = frame.layout, frame.model
    panel = layout.panel
    top = rows.stack(sheet, panel, layout.legend, panel.y1 - 0.5) - GAP
    bar = measure_truth(model.crs, model.extent).bar
    needed = rows.height_of(signs) + GAP + (furniture.SCALE_HEIGHT + GAP if bar else 0.0)
    room = top - panel.y0 - needed - GAP
    bottom = panel.y0
    if room > LEAST_LOCATOR and layout.form.locator:
        high = min(LOCATOR * layout.factor, panel.width, room)
        if draw_locator(sheet, Box(panel.x0, bottom, panel.x1, bottom + high), frame):
            bottom += high + GAP
    bottom = _scale(sheet, Box(panel.x0, bottom, panel.x1, top), frame, bar=bar)
    top = rows.stack(sheet, panel, signs, top) - GAP
    _list_numbers(sheet, Box(panel.x0, bottom, panel.x1, top), numbered, model)


def _below(
    sheet: Sheet, frame: Frame, numbered: list[str], signs: list[rows.Row], width: float
) -> None:
    layout, model = frame.layout, frame.model
    panel = layout.panel
    starts = [panel.x0 + i * (width + GAP) for i in range(below_columns(layout.form))]
    columns = [Box(x, panel.y0, x + width, panel.y1) for x in starts]
    if sheet.rtl:
        columns.reverse()
    rows.stack(sheet, columns[0], layout.legend, panel.y1)
    top = rows.stack(sheet, columns[1], signs, panel.y1) - GAP
    bar = measure_truth(model.crs, model.extent).bar
    bottom = _scale(sheet, columns[1], frame, bar=bar)
    rest = Box(columns[1].x0, bottom, columns[1].x1, top)
    if layout.form.locator and not draw_locator(sheet, columns[2], frame):
        rest = columns[2]
    _list_numbers(sheet, rest, numbered, model)


def _scale(sheet: Sheet, box: Box, frame: Frame, *, bar: bool) -> float:
    """Draw the scale bar at the foot of `box`, if an honest one exists; return what is above."""
    if not bar:
        return box.y0
    foot = Box(box.x0, box.y0, box.x1, box.y0 + furniture.SCALE_HEIGHT)
    furniture.draw_scale(sheet, foot, frame.layout, frame.model, frame.centre)
    return foot.y1 + GAP


def _list_numbers(sheet: Sheet, box: Box, numbered: list[str], model: MapModel) -> None:
    """List the names that numbers stand for, in two columns if one is too short."""
    if not numbered:
        return
    single = legend.number_rows(numbered, box.width, model.language)
    count = 1 if rows.height_of(single) <= box.height else 2
    width = (box.width - (count - 1) * GAP) / count
    names = legend.number_rows(numbered, width, model.language)
    ends = [0]
    for _column in range(count):
        ends.append(ends[-1] + rows.fitting(names[ends[-1] :], box.height))
    if ends[-1] < len(names) and ends[-1]:
        # The last line says how many there was no room for.
        ends[-1] -= 1
    column, top = box, box.y1
    for i in range(count):
        edges = sorted(
            (sheet.start(box, i * (width + GAP)), sheet.start(box, i * (width + GAP) + width))
        )
        column = Box(edges[0], box.y0, edges[1], box.y1)
        top = rows.stack(sheet, column, names[ends[i] : ends[i + 1]], box.y1)
    lacking = len(names) - ends[-1]
    if lacking:
        text = ngettext("and {count} more", "and {count} more", lacking, model.language)
        text = text.format(count=format_number(lacking, model.language))
        y = top - 0.78 * fonts.line_height(rows.SMALL_SIZE)
        sheet.text(sheet.start(column, 5.0), y, text, rows.SMALL_SIZE)


def _is_whole(frame: Frame, context: Context) -> bool:
    """Whether the areas fill their countries, so that their outline is the national border."""
    countries, ground = frame.clipped(context.countries), shapely.area(frame.territory)
    if not ground:
        return True
    # Neighbours touch the territory, or overlap it by a hair where a file has other borders.
    shares = shapely.area(shapely.intersection(countries, frame.territory)) / ground
    return bool(ground >= _WHOLE * shapely.area(countries[shares > 1 - _WHOLE]).sum())
