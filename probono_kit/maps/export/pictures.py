"""Signs as pictures, for programs that take nothing else."""

from __future__ import annotations

import io

import numpy as np
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.transforms import Affine2D

from probono_kit.maps.model import LegendClass
from probono_kit.maps.signs import sign_of
from probono_kit.maps.static.fonts import POINTS
from probono_kit.maps.static.signs import sign_collection

#: Width in pixels, and part of it that a badge fills: tips of shapes need the rest.
_SIDE, _FILLED = 96, 0.72


def sign_picture(line: LegendClass) -> bytes:
    """Return the sign of a class as a PNG without ground; the same class gives the same bytes."""
    figure = Figure(figsize=(_SIDE / 72, _SIDE / 72), dpi=72, facecolor="none")
    FigureCanvasAgg(figure)
    millimetres = _SIDE / POINTS
    drawn = sign_collection(
        np.array([[millimetres / 2, millimetres / 2]]),
        np.array([_FILLED * millimetres / 2]),
        [line.colour],
        [sign_of(line)],
    )
    drawn.set_linewidth(3.0)
    drawn.set_transform(Affine2D().scale(1 / 72) + figure.dpi_scale_trans)
    figure.add_artist(drawn)
    written = io.BytesIO()
    figure.savefig(written, format="png", metadata={"Software": None})
    return written.getvalue()
