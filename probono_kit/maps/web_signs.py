"""Points with shapes and icons on the web: outlines for the scripts, and as SVG."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from markupsafe import Markup

from probono_kit.maps.colours import text_colour
from probono_kit.maps.icons import GRID
from probono_kit.maps.model import LegendClass
from probono_kit.maps.signs import (
    ICON_SHARE,
    Sign,
    icon_of,
    icon_unit,
    shape_path,
    shape_unit,
    sign_of,
    signs_of,
    steps,
)
from probono_kit.maps.web_context import Layer

#: Width of the rim in CSS pixels, and pixels in a millimetre.
_RIM, _PIXELS_PER_MM = 1, 96 / 25.4


def signs_layer(classes: Sequence[LegendClass], keys: Iterable[str]) -> Layer:
    """Return shapes and icons of a layer of points, for ``signs.js``; nothing if it has none.

    Parameters
    ----------
    classes : sequence of LegendClass
        The legend.
    keys : iterable of str
        Class of each colour of the palette.
    """
    if not any(line.shape or line.icon for line in classes):
        return {}
    chosen = [
        [shape_path(sign.shape), icon_of(sign), sign.edge, round(sign.size * _PIXELS_PER_MM, 2)]
        for sign in signs_of(classes, keys)
    ]
    return {"signs": {"half": GRID // 2, "icon": ICON_SHARE, "of": chosen}}


def drawn_sign(sign: Sign, fill: str, at: tuple[float, float], radius: float) -> Markup:
    """Return a sign as SVG, its middle at `at`, `radius` in pixels."""
    outline = steps(shape_path(sign.shape), centre=at, unit=shape_unit(radius))
    drawn = Markup('<path d="{}" fill="{}" stroke="{}" stroke-width="{}"/>').format(
        outline, fill, sign.edge, _RIM
    )
    if sign.icon:
        icon = steps(icon_of(sign), centre=at, unit=icon_unit(radius))
        drawn += Markup('<path d="{}" fill="{}"/>').format(icon, text_colour(fill))
    return drawn


def legend_sign(line: LegendClass) -> Markup:
    """Return the key of a class for the legend, 26 × 18 pixels."""
    radius = min(line.size * _PIXELS_PER_MM or (8.4 if line.icon else 6.6), 8.4)
    return drawn_sign(sign_of(line), line.colour, (13, 9), radius)
