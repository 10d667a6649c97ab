"""A plain drawing of the map as SVG, for a page that was given no picture of it."""

from __future__ import annotations

from collections.abc import Iterator

import geopandas as gpd
import numpy as np
import shapely
from markupsafe import Markup

from probono_kit.encoding import encode
from probono_kit.maps.colours import text_colour
from probono_kit.maps.layer_spec import LayerKind
from probono_kit.maps.model import LAND, NO_DATA, MapModel
from probono_kit.maps.page_dots import dotted
from probono_kit.maps.page_picture import Picture
from probono_kit.maps.signs import badges, signs_of
from probono_kit.maps.spec import Kind
from probono_kit.maps.static.rows import CASING
from probono_kit.maps.static.style import HATCH, SEA
from probono_kit.maps.web_bars import drawn_bars
from probono_kit.maps.web_context import STYLES
from probono_kit.maps.web_flows import drawn_arrows
from probono_kit.maps.web_geometry import Geometries, simplify_areas, simplify_water
from probono_kit.maps.web_layers import (
    CIRCLE,
    PIXELS_PER_MM,
    area_fills,
    border_of,
    grid_of,
    has_circles,
    point_style,
)
from probono_kit.maps.web_overlays import points_of
from probono_kit.maps.web_signs import drawn_sign

#: Longer side of the data in units of the drawing (CSS pixels on A4), and vertices per layer.
_SIDE, _VERTICES = 640, 6000

_VERTICES_EACH = 7

#: From so many points on they are drawn together.
_DOTS_FROM = 1000

#: Free space around the data, and height and average width of a letter, in units of the drawing.
_MARGIN, _LETTER = 30, (12, 6.4)


def drawn_picture(model: MapModel) -> Picture:
    """Draw the map of `model` as SVG.

    Parameters
    ----------
    model : MapModel
        What to draw.

    Returns
    -------
    Picture
        An ``<svg>`` element with the text alternative of the model.
    """
    drawing = _Drawing(model.latest)
    body = Markup("\n").join(drawing.layers())
    element = Markup(
        '<svg class="picture" role="img" aria-label="{}" viewBox="{} {} {} {}">\n{}</svg>'
    )
    view = drawing.view
    drawn = element.format(encode(model.alt_text), *view, body)
    return Picture(drawn, view[2], view[3], sheet=False)


class _Drawing:
    """The layers of one map, in units of the drawing: a coarser grid, y downwards."""

    def __init__(self, model: MapModel) -> None:
        self.model = model
        self.grid = grid_of(model)
        # Under thousands of points the land is little to be seen.
        self.vertices = _VERTICES // 3 if len(model.points) > _DOTS_FROM else _VERTICES
        self.scale = _SIDE / max(self.grid.width, self.grid.height)
        self.least = max(1.0, 0.3 / self.scale)  # a third of a pixel
        self.height = round(self.grid.height * self.scale)
        width = round(self.grid.width * self.scale)
        self.view = (-_MARGIN, -_MARGIN, width + 2 * _MARGIN, self.height + 2 * _MARGIN)
        self.anchors = self.places(shapely.points(model.areas["label_x"], model.areas["label_y"]))

    def layers(self) -> Iterator[Markup]:
        """Give the elements from the bottom to the top."""
        water = Markup('<rect x="{}" y="{}" width="{}" height="{}" fill="{}"/>')
        yield water.format(*self.view, SEA if self.model.context is not None else "#ffffff")
        context = self.model.context
        if context is not None:
            land = self.simple(context.countries)
            yield self.path(land, STYLES["countries"])
        below = self.simple(self.model.ground)
        if len(below):
            yield self.path(below, {"fillColor": LAND, "color": LAND, "weight": 0})
        if len(self.model.areas):
            yield from self.areas()
        if len(below):
            yield self.path(below, STYLES["ground"])
        if context is not None:
            yield self.path(self.lines(context.rivers), STYLES["rivers"])
            yield self.path(self.lines(context.lakes), STYLES["lakes"])
            yield self.path(self.lines(context.disputed), STYLES["disputed"])
        yield from self.overlays(under=True)
        yield from self.circles()
        yield from drawn_bars(self.model, self.anchors)
        arrow = Markup('<path d="{}" fill="{}" fill-opacity="0.86" stroke="#fff"/>')
        for fill, outline in drawn_arrows(self.model, self.grid, self.scale, self.height):
            yield arrow.format(outline, fill)
        yield from self.overlays(under=False)
        if self.model.spec.labels:
            yield from self.names()

    def areas(self) -> Iterator[Markup]:
        """One element per colour: what has the same colour needs no element of its own."""
        areas = self.model.areas
        shapes = self.simple(areas)
        fills = np.where(areas["class_key"] == NO_DATA, "url(#no-data)", area_fills(self.model))
        grey = next((c.colour for c in self.model.classes if c.key == NO_DATA), LAND)
        yield Markup(
            '<pattern id="no-data" width="6" height="6" patternUnits="userSpaceOnUse" '
            'patternTransform="rotate(45)"><rect width="6" height="6" fill="{}"/>'
            '<path d="M0 0V6" stroke="{}" stroke-width="1.6"/></pattern>'
        ).format(encode(grey), HATCH)
        border = border_of(self.model)
        for fill in dict.fromkeys(fills):
            yield self.path(
                shapes[fills == fill], {"fillColor": fill, "color": border, "weight": 0.7}
            )

    def circles(self) -> Iterator[Markup]:
        """Circles of areas and points, large ones below small ones."""
        model = self.model
        found = [
            (float(radius) * PIXELS_PER_MM, at, fill)
            for radius, at, fill in zip(
                model.areas["radius"], self.anchors, model.areas["fill"], strict=True
            )
            if has_circles(model) and radius > 0
        ]
        points, alike = model.points, point_style(model)["radius"]
        places = self.places(points.geometry.to_numpy())
        if len(points) > _DOTS_FROM:
            yield from dotted(places, points["fill"].to_numpy(), alike)
            return
        yield from self.badges()
        signs = signs_of(model.classes, points["class_key"]) if model.look is Kind.POINTS else []
        if any(sign.shape for sign in signs):
            for sign, at, fill in zip(signs, places, points["fill"], strict=True):
                yield drawn_sign(sign, fill, at, alike)
            return
        for radius, at, fill in zip(points["radius"], places, points["fill"], strict=True):
            found.append((float(radius) * PIXELS_PER_MM if radius > 0 else alike, at, fill))
        circle = Markup(
            '<circle cx="{:.0f}" cy="{:.0f}" r="{:.1f}" fill="{}" fill-opacity="{}" stroke="#fff"/>'
        )
        for radius, at, fill in sorted(found, key=lambda item: -item[0]):
            yield circle.format(*at, radius, encode(fill), CIRCLE["fillOpacity"])

    def badges(self) -> Iterator[Markup]:
        """Give the icons of areas."""
        areas = self.model.areas
        signs = signs_of(self.model.classes, areas["class_key"])
        on = zip(signs, badges(self.model), self.anchors, areas["fill"], strict=True)
        for sign, radius, at, fill in on:
            if radius:
                yield drawn_sign(sign, encode(fill), at, radius * PIXELS_PER_MM)

    def overlays(self, *, under: bool) -> Iterator[Markup]:
        """Further layers: those below the circles of the first one, or the others."""
        circle = Markup('<circle cx="{:.0f}" cy="{:.0f}" r="{:.1f}" fill="{}" stroke="#fff"/>')
        for layer in self.model.layers:
            if layer.under is not under:
                continue
            frame, keys = layer.frame, layer.frame["class_key"].to_numpy()
            if layer.has_points:
                places = self.places(frame.geometry.to_numpy())
                radii = points_of(layer)["radii"] or [points_of(layer)["style"]["radius"]] * len(
                    frame
                )
                signs = signs_of(layer.classes, keys)
                if any(sign.shape for sign in signs):
                    for sign, at, fill in zip(signs, places, frame["fill"], strict=True):
                        own = sign.size * PIXELS_PER_MM or radii[0]
                        yield drawn_sign(sign, fill, at, own)
                    continue
                found = zip(radii, places, frame["fill"], strict=True)
                for radius, at, fill in sorted(found, key=lambda item: -item[0]):
                    yield circle.format(*at, radius, encode(fill)) if radius else Markup()
                continue
            outlines = layer.kind is LayerKind.OUTLINES
            shapes = self.simple(frame) if outlines else self.lines(frame)
            pairs = list(zip(layer.classes, layer.lines, strict=True))
            for line, style in pairs[::-1]:
                if style.casing:
                    wider = (style.width + 2 * CASING) * 4 / 3
                    rim = {"color": style.casing, "weight": wider}
                    yield self.path(shapes[keys == line.key], rim)
            for line, style in pairs[::-1]:
                drawn = {"color": line.colour, "weight": style.width * 4 / 3}
                inner = {"fillColor": style.fill} if style.fill else {}
                if style.hatched:
                    name = f"{layer.name}-{line.key}"
                    inner = {"fillColor": f"url(#{name})"}
                    yield _hatching(name, line.colour)
                yield self.path(shapes[keys == line.key], drawn | inner)

    def names(self) -> Iterator[Markup]:
        """Names of the areas, the largest first, none over another."""
        areas = self.model.areas
        sizes = shapely.area(self.grid.place(areas.geometry))
        taken: list[shapely.Geometry] = []
        text = Markup('<text x="{:.0f}" y="{:.0f}" fill="{}">{}</text>')
        inks = [text_colour(fill) for fill in area_fills(self.model)]
        yield Markup(
            '<g font-size="12" font-weight="600" text-anchor="middle" '
            'font-family="system-ui, sans-serif">'
        )
        drops = np.where(areas["radius"] > 0, areas["radius"] * PIXELS_PER_MM + _LETTER[0], 0)
        for i in np.argsort(-sizes, kind="stable"):
            name, (x, y) = str(areas["name"].iloc[i]), self.anchors[i]
            y += drops[i]
            half = len(name) * _LETTER[1] / 2
            room = shapely.box(x - half, y - _LETTER[0], x + half, y + 4)
            if not any(room.intersects(other) for other in taken):
                taken.append(room)
                yield text.format(x, y + 4, inks[i], encode(name))
        yield Markup("</g>")

    def simple(self, frame: gpd.GeoDataFrame) -> Geometries:
        """Return areas as the drawing needs them: each keeps a few vertices at least."""
        vertices = max(self.vertices, _VERTICES_EACH * len(frame))
        return simplify_areas(self.grid.place(frame.geometry), vertices, least=self.least)

    def lines(self, frame: gpd.GeoDataFrame) -> Geometries:
        return simplify_water(self.grid.place(frame.geometry), self.vertices, least=self.least)

    def places(self, points: Geometries) -> list[tuple[float, float]]:
        """Coordinates of points in the drawing."""
        at = shapely.get_coordinates(self.grid.place(points)) * self.scale
        return [(float(x), self.height - float(y)) for x, y in at]

    def path(self, shapes: Geometries, style: dict[str, object]) -> Markup:
        """Draw shapes of one style as one element."""
        pieces = []
        for line in _lines(shapes):
            points = np.rint(shapely.get_coordinates(line) * self.scale).astype(int)
            points[:, 1] = self.height - points[:, 1]
            steps = np.diff(points, axis=0)
            steps = steps[(steps != 0).any(axis=1)]
            if len(steps):
                # A minus keeps numbers apart as well as a space does.
                moves = "".join(
                    str(step) if step < 0 else f" {step}" for step in steps.ravel().tolist()
                )
                pieces.append(f"M{points[0, 0]} {points[0, 1]}l{moves.lstrip()}")
        drawn = Markup('<path d="{}" fill="{}" fill-rule="evenodd" stroke="{}" stroke-width="{}"')
        fill = encode(style.get("fillColor", "none"))
        element = drawn.format("".join(pieces), fill, style["color"], style["weight"])
        if "dashArray" in style:
            element += Markup(' stroke-dasharray="{}"').format(style["dashArray"])
        return element + Markup("/>")


def _hatching(name: str, colour: str) -> Markup:
    """Return slanting lines as a pattern."""
    return Markup(
        '<pattern id="{}" width="7" height="7" patternUnits="userSpaceOnUse" '
        'patternTransform="rotate(-45)"><path d="M0 0V7" stroke="{}" stroke-width="2"/></pattern>'
    ).format(name, encode(colour))


def _lines(shapes: Geometries) -> Iterator[shapely.Geometry]:
    """Give the rings and lines of shapes of any type."""
    for part in shapely.get_parts(shapely.get_parts(shapes)):
        if isinstance(part, shapely.Polygon):
            yield from (part.exterior, *part.interiors)
        elif isinstance(part, shapely.LineString):
            yield part
