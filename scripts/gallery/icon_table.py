"""All icons with their names, as one picture."""

from __future__ import annotations

from io import BytesIO

import numpy as np
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.transforms import Affine2D
from PIL import Image

from probono_kit.maps.colours import SYMBOL_COLOUR
from probono_kit.maps.icons import french_name, icon_names
from probono_kit.maps.signs import Sign
from probono_kit.maps.static.fonts import font
from probono_kit.maps.static.formats import settings
from probono_kit.maps.static.signs import sign_collection

#: Icons in a row; size of a cell and radius of a badge in millimetres.
_COLUMNS, _WIDE, _HIGH, _RADIUS = 5, 64.0, 10.0, 3.8
_INCH = 25.4


def icon_table() -> Image.Image:
    """Return every icon with its English and French names, on white."""
    names = icon_names()
    rows = -(-len(names) // _COLUMNS)
    at = np.array([divmod(i, rows) for i in range(len(names))], dtype=float)
    places = at * [_WIDE, -_HIGH] + [6.0, rows * _HIGH - 3.0]
    figure = Figure(
        figsize=(_COLUMNS * _WIDE / _INCH, (rows * _HIGH + 4) / _INCH), facecolor="white"
    )
    FigureCanvasAgg(figure)
    count = len(names)
    drawn = sign_collection(
        places,
        np.full(count, _RADIUS),
        [SYMBOL_COLOUR] * count,
        [Sign("circle", name) for name in names],
    )
    drawn.set_transform(Affine2D().scale(1 / 72) + figure.dpi_scale_trans)
    figure.add_artist(drawn)
    size = figure.get_size_inches() * _INCH
    for name, place in zip(names, places, strict=True):
        x, y = (place + np.array([6.0, 0.0])) / size
        for line, height in ((name, 0.35), (french_name(name), -3.2)):
            figure.text(x, y + height / size[1], line, fontproperties=font(line, 8.0))
    written = BytesIO()
    with settings():
        figure.savefig(written, format="png", dpi=108)
    return Image.open(written).convert("RGB")
