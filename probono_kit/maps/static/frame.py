"""The map itself: everything projected into the frame, in millimetres, and drawn layer by layer."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property, lru_cache

import geopandas as gpd
import numpy as np
import shapely
from pyproj import CRS
from shapely.geometry.base import BaseGeometry

from probono_kit.maps.abbreviations import unmistakable
from probono_kit.maps.anchors import Keyed, placed, project
from probono_kit.maps.arrays import Array, Shapes
from probono_kit.maps.extent import Extent
from probono_kit.maps.model import LAND, NO_DATA, Context, MapModel
from probono_kit.maps.projection import forward
from probono_kit.maps.signs import badges
from probono_kit.maps.spec import Kind
from probono_kit.maps.static.layout import Layout
from probono_kit.maps.static.sheet import Box, Sheet, hatched, lines, polygons
from probono_kit.maps.static.style import (
    AREA_LINE,
    COUNTRY_LINE,
    DISPUTED_LINE,
    GROUND_LINE,
    HATCH,
    NEIGHBOUR,
    NEIGHBOUR_LINE,
    PLAIN_LINE,
    RIVER,
    SEA,
    SEA_EDGE,
)

#: Millimetres that a line may move when it is simplified for print: a quarter of its width.
TOLERANCE = 0.05

#: An area smaller than this (mm) is marked by a dot of its colour, to be seen at all.
SMALL_AREA, DOT = 1.6, 0.9


@dataclass(frozen=True)
class Frame:
    """The model in millimetres of the page.

    Attributes
    ----------
    model : MapModel
        What is drawn.
    layout : Layout
        Its ``map`` is the frame.
    origin : tuple of float
        Metres of the projection at the middle of the frame.
    """

    model: MapModel
    layout: Layout
    origin: tuple[float, float]

    @property
    def box(self) -> Box:
        """The frame on the page."""
        return self.layout.map

    def to_page(self, geometries: Shapes) -> Shapes:
        """Return `geometries` (degrees) in millimetres; what cannot be projected is empty."""
        shapes = project(geometries, self.model.crs, self.model.extent)
        return placed(shapes, self.origin, self.layout.scale, self.box.centre)

    def from_page(self, x: float, y: float) -> tuple[float, float]:
        """Return metres of the projection at a place of the page."""
        centre = self.box.centre
        return (
            self.origin[0] + (x - centre[0]) * self.layout.scale,
            self.origin[1] + (y - centre[1]) * self.layout.scale,
        )

    def clipped(self, frame: gpd.GeoDataFrame) -> Shapes:
        """Return a layer of the surroundings: inside the frame, and no finer than print shows."""
        shapes = self.to_page(frame.geometry.to_numpy())
        box = self.box.inset(-1.0)
        valid = shapely.is_valid(shapes)
        shapes[~valid] = shapely.make_valid(shapes[~valid])
        shapes = shapely.clip_by_rect(shapes, box.x0, box.y0, box.x1, box.y1)
        return np.asarray(shapely.simplify(shapes, TOLERANCE))

    @cached_property
    def areas(self) -> Shapes:
        """The areas, simplified together so that neighbours keep their common border."""
        return self.coarse(self.model.areas)

    def coarse(self, frame: gpd.GeoDataFrame) -> Shapes:
        """Return areas no finer than print shows, neighbours with their common border."""
        shapes = frame.geometry.to_numpy()
        if not len(shapes):
            return np.asarray(shapes)
        model, centre = self.model, self.box.centre
        place = (self.origin, self.layout.scale, centre)
        return _coarse(Keyed(shapes), model.crs, model.extent, place).copy()

    @cached_property
    def ground(self) -> Shapes:
        """The areas below cells and bands, empty on other maps."""
        return self.coarse(self.model.ground)

    @cached_property
    def territory(self) -> BaseGeometry:
        """All areas as one; on a map of cells the areas below them, if there are any."""
        shapes = self.ground if len(self.ground) else self.areas
        try:
            return shapely.union_all(shapes)
        except shapely.GEOSException:
            return shapely.union_all(shapely.make_valid(shapes))

    @cached_property
    def water(self) -> BaseGeometry:
        """Rivers, lakes, borders, flows and further lines, as one: what may cross a name."""
        context, flows = self.model.context, self.model.flows
        found = [] if context is None else [context.rivers, context.lakes, context.disputed]
        layers = [self.clipped(layer) for layer in found]
        if flows is not None:
            layers.append(self.to_page(flows.frame.geometry.to_numpy()))
        layers += [self.clipped(one.frame) for one in self.model.layers if one.lines]
        return shapely.GeometryCollection([shape for layer in layers for shape in layer])

    @cached_property
    def dots(self) -> list[int]:
        """Rows of the areas that are too small to show their colour: a dot marks them."""
        if self.model.look not in (Kind.CHOROPLETH, Kind.CATEGORIES) or not len(self.areas):
            return []
        parts, owner = shapely.get_parts(self.areas, return_index=True)
        west, south, east, north = shapely.bounds(parts).T
        largest = np.zeros(len(self.areas))
        np.maximum.at(largest, owner, np.minimum(east - west, north - south))
        return [int(row) for row in np.flatnonzero(largest < SMALL_AREA)]

    @cached_property
    def anchors(self) -> Array:
        """Where labels and circles stand, one row per area."""
        areas = self.model.areas
        places = shapely.points(areas["label_x"].to_numpy(float), areas["label_y"].to_numpy(float))
        return np.asarray(shapely.get_coordinates(self.to_page(places))).reshape(-1, 2)

    @cached_property
    def has_badges(self) -> bool:
        """Tell whether areas carry icons of their categories."""
        return bool(badges(self.model).any())

    @cached_property
    def abbreviations(self) -> dict[str, str]:
        """Shorter forms of names of areas, for those that find no room."""
        return unmistakable(map(str, self.model.areas["name"]), self.model.language)

    @cached_property
    def spots(self) -> Array:
        """Where the points are, one row per point."""
        places = self.to_page(self.model.points.geometry.to_numpy())
        return np.asarray(shapely.get_coordinates(places)).reshape(-1, 2)

    @cached_property
    def centre(self) -> tuple[float, float]:
        """Longitude and latitude of the middle of the frame."""
        longitude, latitude = forward(self.model.crs).transform(*self.origin, direction="INVERSE")
        return float(longitude), float(latitude)


@lru_cache(maxsize=4)
def _coarse(
    areas: Keyed,
    crs: CRS,
    extent: Extent,
    place: tuple[tuple[float, float], float, tuple[float, float]],
) -> Shapes:
    shapes = placed(project(areas.shapes, crs, extent), *place)
    try:
        coarse = shapely.coverage_simplify(shapes, TOLERANCE * 2)
    except shapely.GEOSException:
        coarse = shapely.simplify(shapes, TOLERANCE)
    # An islet that vanished is drawn as it was.
    lost = shapely.is_empty(coarse) | (shapely.area(coarse) == 0)
    return np.where(lost, shapes, coarse)


def draw_frame(sheet: Sheet, frame: Frame) -> None:
    """Draw sea, neighbours, areas, water and borders, from below to above."""
    box = frame.box
    context = frame.model.context
    sheet.rectangle(box, fill=SEA if context is not None else "#ffffff", gid="sea")
    if context is not None and len(context.countries):
        land = frame.clipped(context.countries)
        colour, width = NEIGHBOUR_LINE
        sheet.draw(
            polygons(land, fill=NEIGHBOUR, edge=colour, width=width), gid="neighbours", clip=box
        )
    _draw_ground(sheet, frame)
    _draw_areas(sheet, frame)
    if context is not None:
        _draw_water(sheet, frame)
    _draw_borders(sheet, frame)


def _draw_ground(sheet: Sheet, frame: Frame) -> None:
    """Draw the land below cells and bands."""
    if len(frame.ground):
        land = polygons(frame.ground, fill=LAND, edge=LAND, width=0.3)
        sheet.draw(land, gid="ground", clip=frame.box)


def _draw_areas(sheet: Sheet, frame: Frame) -> None:
    areas, shapes = frame.model.areas, frame.areas
    if not len(areas):
        return
    missing = (areas["class_key"] == NO_DATA).to_numpy()
    circles = frame.model.look is Kind.SYMBOLS
    fills = [LAND if circles else fill for fill in areas["fill"]]
    shown = [fill for fill, none in zip(fills, missing, strict=True) if not none]
    if (~missing).any():
        # The edge in the same colour closes the hairlines that viewers leave between neighbours.
        sheet.draw(
            polygons(shapes[~missing], fill=shown, edge=shown, width=0.3),
            gid="areas",
            clip=frame.box,
        )
    if missing.any():
        none = next(line.colour for line in frame.model.classes if line.key == NO_DATA)
        sheet.draw(hatched(shapes[missing], fill=none, ink=HATCH), gid="no-data", clip=frame.box)


def _draw_water(sheet: Sheet, frame: Frame) -> None:
    context = frame.model.context
    if context is None:
        return
    if len(context.rivers):
        rivers = lines(frame.clipped(context.rivers), colour=RIVER, width=0.6)
        sheet.draw(rivers, gid="rivers", clip=frame.box)
    if len(context.lakes):
        lakes = polygons(frame.clipped(context.lakes), fill=SEA, edge=SEA_EDGE, width=0.4)
        sheet.draw(lakes, gid="lakes", clip=frame.box)


def _draw_borders(sheet: Sheet, frame: Frame) -> None:
    context = frame.model.context
    if len(frame.areas):
        plain = frame.model.look in (Kind.SYMBOLS, Kind.POINTS)
        colour, width = PLAIN_LINE if plain else AREA_LINE
        sheet.draw(
            polygons(frame.areas, fill="none", edge=colour, width=width),
            gid="area-borders",
            clip=frame.box,
        )
        if len(frame.ground):
            colour, width = GROUND_LINE
            borders = polygons(frame.ground, fill="none", edge=colour, width=width)
            sheet.draw(borders, gid="ground-borders", clip=frame.box)
        colour, width = COUNTRY_LINE
        outline = np.array([frame.territory], dtype=object)
        sheet.draw(
            polygons(outline, fill="none", edge=colour, width=width), gid="outline", clip=frame.box
        )
        _draw_dots(sheet, frame)
    if context is not None and len(context.disputed):
        _draw_disputed(sheet, frame, context)


def _draw_disputed(sheet: Sheet, frame: Frame, context: Context) -> None:
    """Draw disputed borders dashed; the solid border below is covered, or no gap would show."""
    colour, width, dashes = DISPUTED_LINE
    shapes = frame.clipped(context.disputed)
    if "on_border" in context.disputed:
        under = shapes[context.disputed["on_border"].to_numpy(bool)]
        sheet.draw(lines(under, colour=NEIGHBOUR, width=1.3), gid="disputed-ground", clip=frame.box)
    dashed = lines(shapes, colour=colour, width=width, dashes=dashes)
    sheet.draw(dashed, gid="disputed", clip=frame.box)


def _draw_dots(sheet: Sheet, frame: Frame) -> None:
    """Mark areas that are too small to show their colour."""
    for row in frame.dots:
        x, y = frame.anchors[row]
        fill = frame.model.areas["fill"].iloc[row]
        sheet.circle(float(x), float(y), DOT, fill=fill, edge=COUNTRY_LINE[0], width=0.5)
