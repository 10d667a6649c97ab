"""Further layers on the printed map."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from probono_kit.maps.arrays import Array, Shapes
from probono_kit.maps.layer_spec import LayerKind
from probono_kit.maps.model import LegendClass
from probono_kit.maps.overlays import Overlay
from probono_kit.maps.signs import sign_radii, signs_of
from probono_kit.maps.static.along import Along, along, write_along
from probono_kit.maps.static.bars import draw_bars
from probono_kit.maps.static.circles import draw_circles
from probono_kit.maps.static.flows import draw_flows
from probono_kit.maps.static.fonts import POINTS
from probono_kit.maps.static.frame import Frame, draw_frame
from probono_kit.maps.static.labels import write
from probono_kit.maps.static.placing import SMALL_SIZE, Label, Line, Taken, beside
from probono_kit.maps.static.rows import CASING
from probono_kit.maps.static.sheet import CROSSWISE, Box, Sheet, hatched, lines, polygons
from probono_kit.maps.static.signs import draw_signs
from probono_kit.maps.static.style import INK

#: Points by which the white rim of a line is wider than the line, on each side.
RIM = 0.6

#: Of so many roads or rivers, the longest ones, a place for the name is looked for.
MOST_TRIED = 250


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
    # The most frequent class is the lowest: it must not hide the others where they meet; of roads
    # the least. Casings lie below all of them, so that crossings stay open.
    order = layer.classes[::-1] if layer.theme else layer.classes
    for line in order:
        if layer.style_of(line.key).casing:
            _draw_rim(sheet, frame, layer, line, shapes[keys == line.key])
    for line in order:
        style, mine = layer.style_of(line.key), shapes[keys == line.key]
        if style.casing is None:
            _draw_rim(sheet, frame, layer, line, mine)
        drawn = lines(mine, colour=line.colour, width=style.width, dashes=style.dashes)
        sheet.draw(drawn, gid=f"{layer.name}-{line.key}", clip=frame.box)


def _draw_rim(
    sheet: Sheet, frame: Frame, layer: Overlay, line: LegendClass, shapes: Shapes
) -> None:
    """Draw what lies below a line: the casing of a road, or a white rim."""
    style = layer.style_of(line.key)
    wider = CASING if style.casing else RIM
    rim = lines(shapes, colour=style.casing or "#ffffff", width=style.width + 2 * wider)
    if not style.casing:
        rim.set_alpha(0.7)
    sheet.draw(rim, gid=f"{layer.name}-rim-{line.key}", clip=frame.box)


def _draw_outlines(sheet: Sheet, frame: Frame, layer: Overlay) -> None:
    style, colour = layer.lines[0], layer.classes[0].colour
    shapes = frame.coarse(layer.frame)
    if style.hatched:
        zones = hatched(shapes, fill="none", ink=colour, hatching=CROSSWISE)
        sheet.draw(zones, gid=f"{layer.name}-hatched", clip=frame.box)
    drawn = polygons(shapes, fill=style.fill or "none", edge=colour, width=style.width)
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
        return sign_radii(layer.classes, list(layer.frame["class_key"])) * factor
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
                _write(sheet, layer, label, taken)


def _write(sheet: Sheet, layer: Overlay, label: Label | Along, taken: Taken) -> None:
    style = layer.lines[0] if layer.lines else None
    colour = INK if layer.has_points else (style and style.ink) or layer.classes[0].colour
    slanted = style is not None and style.slanted
    if isinstance(label, Along):
        taken.boxes.extend(label.boxes)
        write_along(sheet, label, SMALL_SIZE, colour=colour, slanted=slanted)
        return
    taken.boxes.append(label.box)
    write(sheet, label, colour=colour, halo="#ffffff")


def _labels(frame: Frame, layer: Overlay, taken: Taken) -> Iterator[tuple[str, Label | Along]]:
    names = layer.frame["name"].astype(str)
    if layer.has_points:
        spots, radii = spots_of(frame, layer), radii_of(frame, layer)
        # The names of large towns before those of small ones.
        for row in _by_class(layer):
            (x, y), radius, name = spots[row], float(radii[row]), names.iloc[row]
            size = SMALL_SIZE if not layer.theme else 5.3 + 1.6 * radius / frame.layout.factor
            label = beside(name, float(x), float(y), radius, taken, size=size) if name else None
            if label is not None:
                yield name, label
        return
    shapes, high = frame.clipped(layer.frame), layer.lines[0].width / POINTS / 2
    outlines = layer.kind is LayerKind.OUTLINES
    extents = shapely.area(shapes) if outlines else shapely.length(shapes)
    order = np.argsort(-extents, kind="stable")
    for row in order[:MOST_TRIED] if layer.theme else order:
        name = names.iloc[row]
        if not name or shapely.is_empty(shapes[row]):
            continue
        if layer.theme and layer.kind is LayerKind.LINES:
            found = along(name, shapes[row], SMALL_SIZE, high + 0.5, taken)
            if found is not None:
                yield name, found
            continue
        label = Label((Line(name, SMALL_SIZE, bold=not layer.theme),), *_middle(shapes[row]), -1)
        if taken.free(label.box):
            level = Along(name, label.x, label.y, 0.0, (label.box,))
            yield name, level if layer.theme else label


def _by_class(layer: Overlay) -> list[int]:
    """Return the rows in the order of the legend, the taken order inside a class."""
    place = {line.key: i for i, line in enumerate(layer.classes)}
    order = [place.get(key, len(place)) for key in layer.frame["class_key"]]
    if not layer.theme:
        return list(range(len(order)))
    return [int(i) for i in np.argsort(order, kind="stable")]


def _middle(shape: BaseGeometry) -> tuple[float, float]:
    """Return a place inside a polygon, or halfway along the longest of its lines."""
    parts = shapely.get_parts(shape)
    if shapely.get_dimensions(shape) == 2:
        inside = shapely.point_on_surface(parts[int(shapely.area(parts).argmax())])
    else:
        longest = parts[int(shapely.length(parts).argmax())]
        inside = shapely.line_interpolate_point(longest, 0.5, normalized=True)
    return float(inside.x), float(inside.y)
