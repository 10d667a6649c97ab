"""Rules by which QGIS draws a layer: those of the legend, so that both say the same."""

from __future__ import annotations

import base64
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import geopandas as gpd

from probono_kit.maps.arrows import HEAD
from probono_kit.maps.layer_spec import LayerKind
from probono_kit.maps.model import LAND, NO_DATA, ZERO, LegendClass, MapModel
from probono_kit.maps.overlays import Overlay
from probono_kit.maps.signs import ICON_SHARE, icon_svg, sign_of, sign_radius
from probono_kit.maps.spec import Kind
from probono_kit.maps.static.rows import CASING
from probono_kit.maps.static.style import AREA_LINE, HATCH
from probono_kit.qgis import quoted, rgba

#: A line of the printed map: colour, width in points, dashes.
Line = tuple[Any, ...]

_MILLIMETRES = 25.4 / 72
_CIRCLE_EDGE = {"outline_color": "255,255,255,255", "outline_width": "0.2"}


@dataclass(frozen=True)
class Symbol:
    """A symbol of QGIS.

    Attributes
    ----------
    layers : tuple of mapping
        Properties of its layers, the lowest first.
    expressions : mapping
        Properties that follow an expression.
    inside : tuple of mapping
        What an arrow is filled with, or what stands in the middle of an area.
    """

    layers: tuple[Mapping[str, str], ...]
    expressions: Mapping[str, str] = field(default_factory=dict)
    inside: tuple[Mapping[str, str], ...] = ()


@dataclass(frozen=True)
class Rule:
    """What is drawn how.

    Attributes
    ----------
    label : str
        In the legend of QGIS.
    condition : str
        Expression of QGIS; ``""`` for every feature.
    symbol : Symbol
        How.
    """

    label: str
    condition: str
    symbol: Symbol


def fill(colour: str, line: Line, *, hatched: bool = False) -> Symbol:
    """Return the symbol of areas of one colour, hatched where there are no data."""
    edge = {
        "outline_color": rgba(line[0]),
        "outline_width": f"{line[1] * _MILLIMETRES:.2f}",
        "outline_width_unit": "MM",
    }
    layers = [{"color": rgba(colour), "style": "solid"} | edge]
    if hatched:
        layers.append({"color": rgba(HATCH), "style": "f_diagonal", "outline_style": "no"})
    return Symbol(tuple(layers))


def hollow(line: Line) -> Symbol:
    """Return the symbol of areas of which only the outline is drawn."""
    (edge,) = fill("#ffffff", line).layers
    return Symbol(({**edge, "style": "no"},))


def stroke(line: Line) -> Symbol:
    """Return the symbol of lines."""
    options = {
        "line_color": rgba(line[0]),
        "line_width": f"{line[1] * _MILLIMETRES:.2f}",
        "line_width_unit": "MM",
    }
    if len(line) > 2:
        dashes = ";".join(f"{dash * _MILLIMETRES:.2f}" for dash in line[2])
        options |= {"use_custom_dash": "1", "customdash": dashes, "customdash_unit": "MM"}
    return Symbol((options,))


def disc(colour: str, size: float, *, expression: str = "") -> Symbol:
    """Return the symbol of points: a disc of `size` millimetres, or as `expression` says."""
    options = {"color": rgba(colour), "name": "circle", "size": f"{size:.2f}", "size_unit": "MM"}
    follows = {"size": expression} if expression else {}
    return Symbol((options | _CIRCLE_EDGE,), follows)


#: Shapes as QGIS calls them: name, angle, width in widths of the circle.
_SHAPES = {
    "circle": ("circle", 0, 1.0),
    "square": ("square", 0, 0.77),
    "triangle": ("equilateral_triangle", 0, 1.35),
    "diamond": ("diamond", 0, 1.09),
    "cross": ("cross_fill", 0, 1.0),
    "star": ("star", 0, 1.25),
    "triangle-down": ("equilateral_triangle", 180, 1.35),
    "x": ("cross_fill", 45, 1.0),
}


def sign_symbol(line: LegendClass, size: float) -> Symbol:
    """Return the symbol of points with a shape of `size` millimetres, and an icon in it if any."""
    name, angle, factor = _SHAPES[line.shape or "circle"]
    badge = {
        "color": rgba(line.colour),
        "name": name,
        "angle": str(angle),
        "size": f"{size * factor:.2f}",
        "size_unit": "MM",
        "outline_color": rgba(sign_of(line).edge),
        "outline_width": "0.2",
    }
    if not line.icon:
        return Symbol((badge,))
    drawn = base64.b64encode(icon_svg(line).encode()).decode("ascii")
    # A picture that comes with its style: QGIS reads it where it would read the name of a file.
    icon = {"name": f"base64:{drawn}", "size": f"{size * ICON_SHARE:.2f}", "size_unit": "MM"}
    return Symbol((badge, icon))


def badged(symbol: Symbol, line: LegendClass) -> Symbol:
    """Return the symbol of areas with the icon of their category in their middle."""
    middle = ({"point_on_surface": "1", "point_on_all_parts": "0"},)
    badge = sign_symbol(line, 2 * line.size).layers
    return Symbol((*symbol.layers, *middle), symbol.expressions, badge)


def arrow(colour: str) -> Symbol:
    """Return an arrow along a curve, as wide as the column ``width`` says in millimetres."""
    fixed = {"color": rgba(colour), "head_type": "0", "is_curved": "1", "is_repeated": "0"}
    sizes = ("arrow_width", "arrow_start_width", "head_length", "head_thickness")
    units = {f"{name}_unit": "MM" for name in sizes}
    wing, longer = HEAD
    expressions = {
        "arrowWidth": '"width"',
        "arrowStartWidth": '"width"',
        "arrowHeadLength": f'{wing} * "width" + {longer}',
        "arrowHeadThickness": f'{wing / 2} * "width" + {longer / 2}',
    }
    fill = {"color": rgba(colour), "outline_color": rgba("#ffffff"), "outline_width": "0.2"}
    return Symbol((fixed | dict.fromkeys(sizes, "1") | units,), expressions, (fill,))


def rules_of(model: MapModel, *, point_size: float = 2.4) -> tuple[Rule, ...]:
    """Return a rule for each line of the legend.

    Parameters
    ----------
    model : MapModel
        From :func:`probono_kit.maps.resolve`.
    point_size : float
        Diameter in millimetres of points that are all of one size.

    Returns
    -------
    tuple of Rule
        By the column ``value`` where exact amounts may leave, so that the map follows when a
        person corrects one; else by ``class``.
    """
    return tuple(_rules(model, point_size))


def _rules(model: MapModel, point_size: float) -> Iterator[Rule]:
    for line in model.classes:
        if model.flows is not None:
            yield Rule(line.label, "", arrow(line.colour))
            continue
        if model.look is Kind.SYMBOLS:
            if line.key in (NO_DATA, ZERO):
                continue
            frame = model.points if len(model.points) else model.areas
            yield Rule(line.label, "", disc(line.colour, 3.0, expression=_diameter(frame)))
        elif len(model.points):
            symbol = disc(line.colour, point_size)
            if line.shape:
                symbol = sign_symbol(line, 2 * sign_radius(model.classes, len(model.points)))
            yield Rule(line.label, _condition(line, model), symbol)
        else:
            missing = line.key == NO_DATA
            symbol = fill(line.colour, AREA_LINE, hatched=missing)
            if model.ramp and not missing:
                symbol = Symbol(symbol.layers, {"fillColor": '"colour"'})
            if line.icon:
                symbol = badged(symbol, line)
            yield Rule(line.label, _condition(line, model), symbol)


def rules_of_overlay(layer: Overlay, *, point_size: float = 2.4) -> tuple[Rule, ...]:
    """Return a rule for each line of the legend of a further layer.

    Parameters
    ----------
    layer : Overlay
        Of a model.
    point_size : float
        Diameter in millimetres of its points.
    """
    if layer.kind is LayerKind.SYMBOLS:
        line = layer.classes[0]
        symbol = disc(line.colour, 3.0, expression=_diameter(layer.frame))
        return (Rule(layer.title, "", symbol),)
    made = []
    for line in layer.classes:
        if layer.kind is LayerKind.POINTS:
            symbol = disc(line.colour, point_size)
            if line.shape:
                common = sign_radius(layer.classes, len(layer.frame))
                symbol = sign_symbol(line, 2 * (line.size or common))
        else:
            style = layer.style_of(line.key)
            drawn: Line = (line.colour, style.width)
            if style.dashes:
                drawn += (tuple(style.width * dash for dash in style.dashes),)
            outlines = layer.kind is LayerKind.OUTLINES
            symbol = hollow(drawn) if outlines else stroke(drawn)
            if style.hatched:
                lines = {"color": rgba(line.colour), "style": "b_diagonal", "outline_style": "no"}
                symbol = Symbol((lines, *symbol.layers))
            if style.fill:
                symbol = fill(style.fill, drawn)
            elif style.casing:
                under = stroke((style.casing, style.width + 2 * CASING))
                symbol = Symbol((*under.layers, *symbol.layers))
        condition = "" if layer.is_plain else f'"class" = {quoted(line.label)}'
        made.append(Rule(layer.title if layer.is_plain else line.label, condition, symbol))
    return tuple(made)


def _diameter(frame: gpd.GeoDataFrame) -> str:
    """Return the expression of the diameter: by the amount if that may leave."""
    drawn = frame[frame["radius"].notna() & frame["value"].notna()]
    if not len(drawn):
        return '2 * "radius"'
    largest = drawn.loc[drawn["value"].idxmax()]
    factor = 2 * float(largest["radius"]) / float(largest["value"]) ** 0.5
    return f'{factor:.6g} * sqrt("value")'


def _condition(line: LegendClass, model: MapModel) -> str:
    frame = model.points if len(model.points) else model.areas
    if not frame["value_text"].astype(bool).any():
        return f'"class" = {quoted(line.label)}'
    if line.key == NO_DATA:
        return '"value" IS NULL'
    if line.lower is None or line.upper is None:
        return f'"class" = {quoted(line.label)}'
    floor = ">=" if line.key == "0" else ">"
    return f'"value" {floor} {line.lower!r} AND "value" <= {line.upper!r}'


def land(label: str, line: Line, *, rest: bool) -> Rule:
    """Return the rule of areas that carry no colour of their own."""
    return Rule(label, "ELSE" if rest else "", fill(LAND, line))
