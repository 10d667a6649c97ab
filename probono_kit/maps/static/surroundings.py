"""Names of neighbours, capitals and towns: quiet, and only where nothing else is written."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
import shapely

from probono_kit.maps.checks import sort_key
from probono_kit.maps.spec import Kind
from probono_kit.maps.static.circles import circle_radii
from probono_kit.maps.static.frame import Frame
from probono_kit.maps.static.labels import write
from probono_kit.maps.static.placing import Label, Line, Taken, beside
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

#: With more capitals in the frame only those of the territory itself are drawn.
MOST_CAPITALS = 12


@dataclass(frozen=True)
class Town:
    """A capital or another town, with its place on the page."""

    name: str
    x: float
    y: float
    capital: bool
    rank: tuple[float, float] = (0.0, 0.0)

    @property
    def sign(self) -> Box:
        """The room that its sign takes."""
        return Box(self.x - 0.9, self.y - 0.9, self.x + 0.9, self.y + 0.9)


def capitals(frame: Frame) -> list[Town]:
    """Return the capitals in the frame, but those that a circle covers."""
    discs = _discs(frame)
    found = [town for town in _towns(frame) if town.capital]
    if len(found) > MOST_CAPITALS:
        found = [
            town for town in found if frame.territory.intersects(shapely.Point(town.x, town.y))
        ]
    return [town for town in found if not any(disc.overlaps(town.sign) for disc in discs)]


def _towns(frame: Frame) -> list[Town]:
    context = frame.model.context
    if context is None or not len(context.places):
        return []
    spots = frame.to_page(context.places.geometry.to_numpy())
    window = frame.box.inset(1.5)
    places = context.places
    blank = pd.Series(0.0, index=places.index)
    # Natural Earth's rank first: it knows which towns orient a reader; then size.
    rank = places.get("rank", blank).astype(float).fillna(99.0)
    size = -places.get("population", blank).astype(float).fillna(0.0)
    rows = zip(places["name"], spots, places["capital"], rank, size, strict=True)
    towns = [
        Town(str(name), spot.x, spot.y, bool(capital), (first, second))
        for name, spot, capital, first, second in rows
        if not spot.is_empty
    ]
    return [town for town in towns if window.contains(town.sign)]


def _discs(frame: Frame) -> list[Box]:
    if frame.model.look is not Kind.SYMBOLS:
        return []
    places = frame.spots if len(frame.model.points) else frame.anchors
    radius = circle_radii(frame)
    pairs = zip(places, radius, strict=True)
    return [Box(float(x - r), float(y - r), float(x + r), float(y + r)) for (x, y), r in pairs]


def draw_towns(sheet: Sheet, frame: Frame, found: list[Town], taken: Taken) -> None:
    """Draw `found` capitals, and on a map of points some towns, with their names if free.

    A town whose name is that of a labelled area is not named twice.
    """
    known = set()
    if frame.model.spec.labels:
        known = {_spelling(str(name)) for name in frame.model.areas["name"]}
    for town in found:
        draw_capital(sheet, town.x, town.y)
        if _spelling(town.name) not in known:
            _name(sheet, town, taken)
    if frame.model.look is not Kind.POINTS:
        return
    drawn = 0
    for town in sorted(_towns(frame), key=lambda town: town.rank):
        if drawn == MOST_TOWNS:
            break
        if town.capital or _spelling(town.name) in known or not taken.free(town.sign):
            continue
        inside = frame.territory.intersects(shapely.Point(town.x, town.y))
        if inside and _name(sheet, town, taken):
            draw_town(sheet, town.x, town.y)
            drawn += 1


def _spelling(name: str) -> str:
    """Return a name without accents, capitals and apostrophes, to see that two are the same."""
    return "".join(c for c in sort_key(name) if c.isalnum())


def _name(sheet: Sheet, town: Town, taken: Taken) -> bool:
    label = beside(town.name, town.x, town.y, 0.6, taken, size=TOWN_SIZE)
    if label is None:
        return False
    taken.boxes.extend([label.box, town.sign])
    write(sheet, label, colour=TOWN, halo=LAND_HALO)
    return True


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
        # "Iran (Islamic Republic of)": on a map the short part says enough.
        name = str(context.countries["name"].iloc[i] or "").split(" (")[0]
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
