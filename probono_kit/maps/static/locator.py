"""The small map that says where on the globe the large one lies."""

from __future__ import annotations

import numpy as np
import shapely
from pyproj import CRS
from pyproj.crs import ProjectedCRS
from pyproj.crs.coordinate_operation import LambertAzimuthalEqualAreaConversion
from shapely.geometry.base import BaseGeometry

from probono_kit.maps.anchors import placed, project
from probono_kit.maps.arrays import Shapes
from probono_kit.maps.context import locator_half
from probono_kit.maps.projection import forward
from probono_kit.maps.static.frame import Frame
from probono_kit.maps.static.sheet import Box, Sheet, polygons
from probono_kit.maps.static.style import FRAME, SEA

_LAND, _EDGE, _MARK = "#d9d8d2", "#ffffff", "#b4501e"


def draw_locator(sheet: Sheet, box: Box, frame: Frame) -> bool:
    """Draw the wider region with the territory marked; tell whether there was anything to draw.

    Parameters
    ----------
    box : Box
        Where; it is filled.
    frame : Frame
        The large map.
    """
    context, model = frame.model.context, frame.model
    west, _south, east, _north = model.extent
    if context is None or not len(context.world) or east - west > 120:
        return False
    longitude, latitude = frame.centre
    crs = ProjectedCRS(LambertAzimuthalEqualAreaConversion(round(latitude), round(longitude)))
    scale = 2 * locator_half(model.extent) / box.height

    middle = forward(crs).transform(*frame.centre)

    def on_page(geometries: Shapes) -> Shapes:
        shapes = placed(project(geometries, crs, model.extent), middle, scale, box.centre)
        shapes = shapely.make_valid(shapes)
        clipped = shapely.clip_by_rect(shapes, box.x0, box.y0, box.x1, box.y1)
        return np.asarray(shapely.simplify(clipped, 0.08))

    sheet.rectangle(box, fill=SEA, gid="locator")
    land = on_page(context.world.geometry.to_numpy())
    sheet.draw(polygons(land, fill=_LAND, edge=_EDGE, width=0.4), clip=box)
    territory = model.territory if len(model.territory) else model.points
    own = on_page(territory.geometry.to_numpy())
    if len(model.territory):
        sheet.draw(polygons(own, fill=_MARK, edge=_MARK, width=0.3), clip=box)
    outline = _transformed(_window(frame), crs)
    outline = placed(np.array([outline], dtype=object), middle, scale, box.centre)[0]
    if not outline.is_empty:
        _draw_outline(sheet, box, outline)
    sheet.rectangle(box, edge=FRAME, width=0.6)
    return True


def _transformed(ring: BaseGeometry, crs: CRS) -> BaseGeometry:
    return shapely.transform(
        ring, lambda xy: np.column_stack(forward(crs).transform(xy[:, 0], xy[:, 1]))
    )


def _draw_outline(sheet: Sheet, box: Box, outline: BaseGeometry) -> None:
    """Draw what the large map shows, a circle where that would be too small to be seen."""
    west, _south, east, _north = outline.bounds
    if east - west < 1.5:
        x, y = outline.centroid.x, outline.centroid.y
        sheet.circle(x, y, 1.2, fill="none", edge=_MARK, width=1.0)
    else:
        shape = np.array([outline], dtype=object)
        sheet.draw(polygons(shape, fill="none", edge=_MARK, width=0.9), clip=box)


def _window(frame: Frame) -> BaseGeometry:
    """Return the frame of the large map in degrees, its sides bent as they are on the globe."""
    own = frame.box
    ring = shapely.segmentize(shapely.box(own.x0, own.y0, own.x1, own.y1), own.width / 8)
    metres = np.array([frame.from_page(x, y) for x, y in shapely.get_coordinates(ring)])
    transform = forward(frame.model.crs).transform
    longitude, latitude = transform(metres[:, 0], metres[:, 1], direction="INVERSE")
    return shapely.Polygon(np.column_stack([longitude, latitude]))
