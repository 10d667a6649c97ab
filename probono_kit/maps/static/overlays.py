"""Further layers on the printed map."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from probono_kit.maps.arrays import Array
from probono_kit.maps.layer_spec import LayerKind
from probono_kit.maps.overlays import Overlay
from probono_kit.maps.signs import sign_radius, signs_of
from probono_kit.maps.static.bars import draw_bars
from probono_kit.maps.static.flows import draw_flows
from probono_kit.maps.static.frame import Frame, draw_circles, draw_frame
from probono_kit.maps.static.labels import write
from probono_kit.maps.static.placing import SMALL_SIZE, Label, Line, Taken, beside
from probono_kit.maps.static.sheet import Box, Sheet, lines, polygons
from probono_kit.maps.static.signs import draw_signs
from probono_kit.maps.static.style import INK

#: Points by which the white rim of a line is wider than the line, on each side.
RIM = 0.6


def draw_content(sheet: Sheet, frame: Frame) -> None:
    """Draw all that is inside the frame but names: the first layer, and those over it."""
    draw_frame(sheet, frame)
    draw_overlays(sheet, frame, under=True)
    draw_circles(sheet, frame)
    draw_flows(sheet, frame)
    draw_bars(sheet, frame)
    draw_overlays(sheet, frame, under=False)


def draw_overlays(sheet: Sheet, frame: Frame, *, under: bool) -> None:
    """Draw the further layers, from the lowest to the uppermost.

    Parameters
    ----------
    sheet, frame : Sheet, Frame
        The page and the map on it.
    under : bool
        Those below the circles of the first layer, or the others.
    """
    for layer in frame.model.layers:
        if layer.under is under:
            _DRAWN[layer.kind](sheet, frame, layer)


def _draw_lines(sheet: Sheet, frame: Frame, layer: Overlay) -> None:
    shapes = frame.clipped(layer.frame)
    keys = layer.frame["class_key"].to_numpy()
    # The most frequent class is the lowest: it must not hide the others where they meet.
    for line in layer.classes:
        style, mine = layer.style_of(line.key), shapes[keys == line.key]
        rim = lines(mine, colour="#ffffff", width=style.width + 2 * RIM)
        rim.set_alpha(0.7)
        sheet.draw(rim, gid=f"{layer.name}-rim-{line.key}", clip=frame.box)
        drawn = lines(mine, colour=line.colour, width=style.width, dashes=style.dashes)
        sheet.draw(drawn, gid=f"{layer.name}-{line.key}", clip=frame.box)


def _draw_outlines(sheet: Sheet, frame: Frame, layer: Overlay) -> None:
    style, colour = layer.lines[0], layer.classes[0].colour
    shapes = frame.coarse(layer.frame)
    drawn = polygons(shapes, fill="none", edge=colour, width=style.width)
    if style.dashes:
        drawn.set_linestyle([(0, style.dashes)])
    sheet.draw(drawn, gid=layer.name, clip=frame.box)


def _draw_points(sheet: Sheet, frame: Frame, layer: Overlay) -> None:
    alpha = 0.92 if layer.kind is LayerKind.SYMBOLS else 1.0
    places, radius = spots_of(frame, layer), radii_of(frame, layer)
    order = [i for i in np.argsort(-radius, kind="stable") if radius[i] > 0]
    chosen = layer.frame.iloc[order]
    draw_signs(
        sheet, places[order], radius[order], list(chosen["fill"]),
        signs_of(layer.classes, chosen["class_key"]), clip=frame.box, gid=layer.name, alpha=alpha,
    )  # fmt: skip


_DRAWN: dict[LayerKind, Callable[[Sheet, Frame, Overlay], None]] = {
    LayerKind.POINTS: _draw_points,
    LayerKind.SYMBOLS: _draw_points,
    LayerKind.LINES: _draw_lines,
    LayerKind.OUTLINES: _draw_outlines,
}


def spots_of(frame: Frame, layer: Overlay) -> Array:
    """Return where the points of a layer are on the page, one row per point."""
    places = frame.to_page(layer.frame.geometry.to_numpy())
    return np.asarray(shapely.get_coordinates(places)).reshape(-1, 2)


def radii_of(frame: Frame, layer: Overlay) -> Array:
    """Return the radius of each point or circle of a layer on the page, 0 for none."""
    factor = frame.layout.factor
    if layer.kind is LayerKind.POINTS:
        return np.full(len(layer.frame), sign_radius(layer.classes, len(layer.frame)) * factor)
    return np.asarray(np.nan_to_num(layer.frame["radius"].to_numpy(float)) * factor)


def covered_by(frame: Frame) -> Iterator[Box]:
    """Yield the room that points and circles of further layers take: no name stands there."""
    for layer in frame.model.layers:
        if layer.has_points:
            pairs = zip(spots_of(frame, layer), radii_of(frame, layer), strict=True)
            for (x, y), radius in pairs:
                if radius > 0:
                    yield Box(
                        float(x - radius), float(y - radius), float(x + radius), float(y + radius)
                    )


def name_overlays(sheet: Sheet, frame: Frame, taken: Taken) -> None:
    """Write the names of further layers that ask for it, each where it finds room.

    Points have theirs beside them, outlines and lines in the middle of what is in view.
    """
    for layer in frame.model.layers:
        if not layer.labels:
            continue
        written = set[str]()
        for name, label in _labels(frame, layer, taken):
            # Pieces of one road have one name.
            if layer.has_points or name not in written:
                written.add(name)
                taken.boxes.append(label.box)
                colour = INK if layer.has_points else layer.classes[0].colour
                write(sheet, label, colour=colour, halo="#ffffff")


def _labels(frame: Frame, layer: Overlay, taken: Taken) -> Iterator[tuple[str, Label]]:
    names = layer.frame["name"].astype(str)
    if layer.has_points:
        places = zip(spots_of(frame, layer), radii_of(frame, layer), names, strict=True)
        for (x, y), radius, name in places:
            label = beside(name, float(x), float(y), float(radius), taken) if name else None
            if label is not None:
                yield name, label
        return
    shapes = frame.clipped(layer.frame)
    size = shapely.area(shapes) if layer.kind is LayerKind.OUTLINES else shapely.length(shapes)
    for row in np.argsort(-size, kind="stable"):
        name = names.iloc[row]
        if not name or shapely.is_empty(shapes[row]):
            continue
        label = Label((Line(name, SMALL_SIZE, bold=True),), *_middle(shapes[row]), -1)
        if taken.free(label.box):
            yield name, label


def _middle(shape: BaseGeometry) -> tuple[float, float]:
    """Return a place inside a polygon, or halfway along the longest of its lines."""
    parts = shapely.get_parts(shape)
    if shapely.get_dimensions(shape) == 2:
        inside = shapely.point_on_surface(parts[int(shapely.area(parts).argmax())])
    else:
        longest = parts[int(shapely.length(parts).argmax())]
        inside = shapely.line_interpolate_point(longest, 0.5, normalized=True)
    return float(inside.x), float(inside.y)
