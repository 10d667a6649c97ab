"""Names of neighbours, capitals and towns: quiet, and only where nothing else is written."""

from __future__ import annotations

import numpy as np
import shapely

from probono_kit.maps.checks import sort_key
from probono_kit.maps.spec import Kind
from probono_kit.maps.static import fonts
from probono_kit.maps.static.frame import Frame
from probono_kit.maps.static.labels import Label, Line, Taken, write
from probono_kit.maps.static.sheet import Box, Sheet
from probono_kit.maps.static.style import (
    LAND_HALO,
    NEIGHBOUR,
    NEIGHBOUR_NAME,
    TOWN,
    draw_capital,
    draw_town,
)

COUNTRY_SIZES = (8.0, 7.0, 6.2)
TOWN_SIZE = 6.4

#: How many towns a map of points shows besides capitals.
MOST_TOWNS = 8


def draw_places(sheet: Sheet, frame: Frame, taken: Taken) -> bool:
    """Draw capitals, and on maps of points some towns; tell whether a capital is on the map."""
    context = frame.model.context
    if context is None or not len(context.places):
        return False
    places = context.places
    capital = places["capital"].to_numpy(bool)
    spots = frame.to_page(places.geometry.to_numpy())
    known = {sort_key(str(name)) for name in frame.model.areas["name"]}
    drawn, towns = False, 0
    for i in np.argsort(~capital, kind="stable"):
        if spots[i].is_empty or not (capital[i] or frame.model.kind is Kind.POINTS):
            continue
        x, y = spots[i].x, spots[i].y
        sign = Box(x - 0.9, y - 0.9, x + 0.9, y + 0.9)
        if not frame.box.inset(2.0).contains(sign) or (not capital[i] and towns >= MOST_TOWNS):
            continue
        name = str(places["name"].iloc[i])
        written = frame.model.spec.labels and sort_key(name) in known
        label = None if written else _beside(name, x, y, taken)
        if not capital[i]:
            if label is None or not taken.free(sign):
                continue
            towns += 1
            draw_town(sheet, x, y)
        elif frame.model.kind is Kind.SYMBOLS and not taken.free(sign):
            continue
        else:
            draw_capital(sheet, x, y)
            drawn = True
        taken.boxes.append(sign)
        if label is not None:
            taken.boxes.append(label.box)
            write(sheet, label, colour=TOWN, halo=LAND_HALO)
    return drawn


def _beside(name: str, x: float, y: float, taken: Taken) -> Label | None:
    line = Line(name, TOWN_SIZE)
    height = fonts.line_height(TOWN_SIZE)
    right = 1.5 + line.width / 2
    for dx, dy in ((right, 0), (-right, 0), (0, 0.75 * height + 0.6), (0, -0.75 * height - 0.6)):
        label = Label((line,), x + dx, y + dy, -1)
        if taken.free(label.box):
            return label
    return None


def draw_countries(sheet: Sheet, frame: Frame, taken: Taken) -> None:
    """Name the neighbours where their visible part has room."""
    context = frame.model.context
    if context is None or not len(context.countries):
        return
    window = frame.box.inset(1.5)
    room = shapely.box(window.x0, window.y0, window.x1, window.y1)
    own = shapely.buffer(frame.territory, 0.8)
    shapes = frame.clipped(context.countries)
    visible = shapely.difference(shapely.intersection(shapely.make_valid(shapes), room), own)
    for i in np.argsort(-shapely.area(visible), kind="stable"):
        name = str(context.countries["name"].iloc[i] or "")
        # A sliver is where two sources of borders differ, not a neighbour.
        if shapely.area(visible[i]) < 60.0 or not name:
            continue
        label = _on_land(name.upper(), visible[i], taken)
        if label is not None:
            taken.boxes.append(label.box)
            write(sheet, label, colour=NEIGHBOUR_NAME, halo=NEIGHBOUR)


def _on_land(name: str, shape: shapely.Geometry, taken: Taken) -> Label | None:
    parts = [part for part in shapely.get_parts(shape) if part.geom_type == "Polygon"]
    if not parts:
        return None
    part = max(parts, key=lambda p: p.area)
    flat = shapely.transform(part, lambda xy: xy * np.array([1.0, 3.0]))
    if not flat.is_valid:
        return None
    x, y = shapely.maximum_inscribed_circle(flat, tolerance=0.5).coords[0]
    words = name.split(" ")
    forms = [(name,)] + [(" ".join(words[:i]), " ".join(words[i:])) for i in range(1, len(words))]
    for size in COUNTRY_SIZES:
        for form in forms:
            for dy in (0.0, 4.0, -4.0, 8.0, -8.0):
                label = Label(tuple(Line(text, size) for text in form), x, y / 3 + dy, -1)
                box = label.box
                if taken.free(box) and part.contains(shapely.box(box.x0, box.y0, box.x1, box.y1)):
                    return label
    return None
