"""The part of the legend that explains the further layers."""

from __future__ import annotations

from collections.abc import Callable

from probono_kit.maps.layer_spec import LayerKind
from probono_kit.maps.model import LegendClass, MapModel
from probono_kit.maps.overlays import Overlay
from probono_kit.maps.static import fonts
from probono_kit.maps.static.rows import (
    HEADING_SIZE,
    LABEL_SIZE,
    Dot,
    Heading,
    Row,
    Space,
    Stroke,
    Swatch,
    Zone,
)
from probono_kit.maps.static.size_rows import Circles


def overlay_rows(
    model: MapModel,
    width: float,
    factor: float,
    size: float,
    wrapped: Callable[[str], list[str]],
    *,
    tight: bool,
) -> list[Row]:
    """Return the rows of the legend that explain the further layers.

    Parameters
    ----------
    model : MapModel
        Its layers.
    width : float
        Millimetres that there are.
    factor : float
        Enlargement of circles on paper larger than A4.
    size : float
        Of the labels, in points.
    wrapped : callable
        Breaks a label into lines that fit.
    tight : bool
        Rows move together.
    """
    made: list[Row] = []
    plain_before = False
    for layer in model.layers:
        if not (layer.is_plain and plain_before):
            made.append(Space(1.8))
        plain_before = layer.is_plain
        if layer.is_plain:
            made.append(_sign(layer, layer.classes[0], wrapped(layer.title), size, tight))
            continue
        heading = fonts.wrap(layer.title, width, HEADING_SIZE, bold=True)
        made.append(Heading(heading if size >= LABEL_SIZE else heading[:3]))
        if layer.sizes:
            made.append(Circles(layer.sizes, layer.classes[0].colour, factor))
        # A circle that is not there needs no sign.
        lines = () if layer.kind is LayerKind.SYMBOLS else layer.classes
        made += [_sign(layer, line, wrapped(line.label), size, tight) for line in lines]
    return made


def _sign(layer: Overlay, line: LegendClass, label: list[str], size: float, tight: bool) -> Row:
    if layer.has_points:
        return Dot.of(line, label, size, tight=tight)
    style = layer.style_of(line.key)
    if style.fill:
        return Swatch(label, size, tight=tight, fill=style.fill)
    if style.hatched:
        return Zone(label, size, tight=tight, colour=line.colour, width=style.width)
    return Stroke(
        label, size, tight=tight, colour=line.colour, width=style.width, dashes=style.dashes,
        casing=style.casing or "",
    )  # fmt: skip
