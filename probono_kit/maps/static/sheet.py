"""A page in millimetres: what the furniture of a map is drawn with."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import shapely
from matplotlib.artist import Artist
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.collections import Collection, LineCollection, PathCollection
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Circle, Patch, PathPatch, Rectangle
from matplotlib.path import Path
from matplotlib.patheffects import Stroke
from matplotlib.text import Text
from matplotlib.transforms import Affine2D

from probono_kit.maps.arrays import Array, Shapes
from probono_kit.maps.layouts import PageFormat
from probono_kit.maps.static import fonts
from probono_kit.maps.static.fonts import POINTS

#: As dense as it is on A4: of areas without data, and of zones over others.
HATCHING, CROSSWISE = "/////", "\\" * 4


@dataclass(frozen=True)
class Box:
    """A rectangle on the page, in millimetres from its lower left corner."""

    x0: float
    y0: float
    x1: float
    y1: float

    @property
    def width(self) -> float:
        """From left to right."""
        return self.x1 - self.x0

    @property
    def height(self) -> float:
        """From bottom to top."""
        return self.y1 - self.y0

    @property
    def centre(self) -> tuple[float, float]:
        """The middle."""
        return (self.x0 + self.x1) / 2, (self.y0 + self.y1) / 2

    def inset(self, by: float) -> Box:
        """Return the box without a margin of `by` on each side."""
        return Box(self.x0 + by, self.y0 + by, self.x1 - by, self.y1 - by)

    def overlaps(self, other: Box) -> bool:
        """Tell whether the two have area in common."""
        return (
            self.x0 < other.x1 and other.x0 < self.x1 and self.y0 < other.y1 and other.y0 < self.y1
        )

    def contains(self, other: Box, slack: float = 1e-6) -> bool:
        """Tell whether `other` lies inside."""
        return (
            self.x0 <= other.x0 + slack
            and self.y0 <= other.y0 + slack
            and other.x1 <= self.x1 + slack
            and other.y1 <= self.y1 + slack
        )


@dataclass(frozen=True)
class Written:
    """A text on the page: what it says, where it is, and whether it belongs to the map or not."""

    text: str
    box: Box
    size: float
    part: str


class Sheet:
    """A figure whose unit is the millimetre, and which knows what is written where.

    Millimetres, points and widths of lines are those of the sheet; all of them grow by the
    enlargement of the format when they are drawn.

    Parameters
    ----------
    form : PageFormat
        The page.
    rtl : bool
        Texts start at the right, and furniture is mirrored.
    """

    def __init__(self, form: PageFormat, *, rtl: bool) -> None:
        size = form.width / 25.4, form.height / 25.4
        self.figure = Figure(figsize=size, facecolor="white")
        FigureCanvasAgg(self.figure)
        self.page = self.frame = Box(0.0, 0.0, *form.sheet)
        self.resolution = form.resolution
        self.enlarge = form.enlarge
        self.rtl = rtl
        self.written: list[Written] = []
        # Artists are given in points: rounded there, coordinates stay short in PDF and SVG.
        self.transform = Affine2D().scale(form.enlarge / 72) + self.figure.dpi_scale_trans
        self._order = 0.0
        # What names of layers end with, where a page has several maps.
        self.suffix = ""

    def start(self, box: Box, offset: float = 0.0) -> float:
        """Return the place `offset` millimetres after the side where reading starts."""
        return box.x1 - offset if self.rtl else box.x0 + offset

    def toward(self) -> float:
        """Return 1 if reading goes to the right, -1 if to the left."""
        return -1.0 if self.rtl else 1.0

    def draw(self, artist: Artist, *, gid: str = "", clip: Box | None = None) -> None:
        """Put `artist` (in points, as the functions below make it) above all drawn before."""
        if not artist.is_transform_set():
            artist.set_transform(self.transform)
        self._order += 1.0
        artist.set_zorder(self._order)
        if gid:
            artist.set_gid(gid + self.suffix)
        if self.enlarge != 1.0:
            _enlarge(artist, self.enlarge)
        self.figure.add_artist(artist)
        if clip is not None:
            frame = Path(_corners(clip), closed=True)
            artist.set_clip_path(frame, self.transform)

    def text(
        self,
        x: float,
        y: float,
        text: str,
        size: float,
        *,
        bold: bool = False,
        colour: str = "#1f2a33",
        align: str = "start",
        halo: str = "",
        part: str = "furniture",
    ) -> Box:
        """Write one line with its baseline at `y`, and return the box that it fills.

        Parameters
        ----------
        align : str
            ``start`` or ``end`` in the direction of reading, ``left``, ``right`` or ``centre``.
        halo : str
            Colour of a rim that sets the text off from the map.
        part : str
            ``furniture``, or ``map`` for labels.
        """
        sides = {"start": "right" if self.rtl else "left", "end": "left" if self.rtl else "right"}
        side = sides.get(align, align)
        width, above, below = fonts.extent(text, size, bold=bold)
        drawn = size * self.enlarge
        left = x - {"left": 0.0, "centre": width / 2, "right": width}[side]
        properties = fonts.font(text, drawn, bold=bold)

        # Always from the left: what is measured is then what is drawn, in every format.
        at = left * POINTS, y * POINTS
        if halo:
            rim = Text(*at, text, fontproperties=properties, color=halo)
            rim.set_path_effects(
                [Stroke(linewidth=0.34 * drawn, foreground=halo, joinstyle="round")]
            )
            self.draw(rim)
        self.draw(Text(*at, text, fontproperties=properties, color=colour))
        box = Box(left, y - below, left + width, y + above)
        self.written.append(Written(text, box, drawn, part))
        return box

    def line(
        self,
        x: list[float],
        y: list[float],
        *,
        colour: str,
        width: float,
        dashes: tuple[float, float] | None = None,
    ) -> None:
        """Draw a line, `width` in points, `dashes` in widths."""
        at_x, at_y = points(np.array(x)), points(np.array(y))
        stroke = Line2D(at_x, at_y, color=colour, linewidth=width)
        if dashes:
            stroke.set_linestyle((0, dashes))
        self.draw(stroke)

    def rectangle(
        self, box: Box, *, fill: str = "none", edge: str = "none", width: float = 0.0, gid: str = ""
    ) -> None:
        """Draw a rectangle, the edge `width` in points."""
        x0, y0, x1, y1 = points(np.array([box.x0, box.y0, box.x1, box.y1]))
        patch = Rectangle(
            (x0, y0), x1 - x0, y1 - y0, facecolor=fill, edgecolor=edge, linewidth=width
        )
        self.draw(patch, gid=gid)

    def circle(
        self, x: float, y: float, radius: float, *, fill: str, edge: str, width: float
    ) -> None:
        """Draw a circle, radius in millimetres."""
        disc = Circle(
            (x * POINTS, y * POINTS),
            radius * POINTS,
            facecolor=fill,
            edgecolor=edge,
            linewidth=width,
        )
        self.draw(disc)


def _enlarge(artist: Artist, by: float) -> None:
    """Make lines wider and hatching coarser; what has coordinates grows by its transform."""
    if isinstance(artist, Collection):
        artist.set_linewidth(list(np.atleast_1d(artist.get_linewidth()) * by))
    elif isinstance(artist, Line2D | Patch):
        artist.set_linewidth(artist.get_linewidth() * by)
    if isinstance(artist, Patch) and artist.get_hatch():
        hatching = artist.get_hatch()
        artist.set_hatch(hatching[: max(1, round(len(hatching) / by))])


def points(millimetres: Array) -> Array:
    """Return points, to a hundredth: finer than any printer."""
    return np.round(millimetres * POINTS, 2)


def _corners(box: Box) -> list[tuple[float, float]]:
    x0, y0, x1, y1 = points(np.array([box.x0, box.y0, box.x1, box.y1]))
    return [(x0, y0), (x1, y0), (x1, y1), (x0, y1), (x0, y0)]


def polygon_path(geometry: shapely.Geometry) -> Path:
    """Return one path for a polygon or several, holes included."""
    parts = [p for p in shapely.get_parts(geometry) if p.geom_type == "Polygon" and not p.is_empty]
    rings = shapely.get_rings(shapely.orient_polygons(np.array(parts, dtype=object)))
    if not len(rings):
        return Path(np.empty((0, 2)))
    counts = shapely.get_num_coordinates(rings)
    codes = np.full(int(counts.sum()), Path.LINETO, dtype=Path.code_type)
    ends = np.cumsum(counts)
    codes[ends - counts] = Path.MOVETO
    codes[ends - 1] = Path.CLOSEPOLY
    return Path(points(shapely.get_coordinates(rings)), codes)


def polygons(
    geometries: Shapes, *, fill: str | list[str], edge: str | list[str] = "none", width: float = 0.0
) -> PathCollection:
    """Return many polygons as one artist."""
    return PathCollection(
        [polygon_path(shape) for shape in geometries],
        facecolors=fill,
        edgecolors=edge,
        linewidths=width,
        joinstyle="round",
    )


def lines(
    geometries: Shapes, *, colour: str, width: float, dashes: tuple[float, float] | None = None
) -> LineCollection:
    """Return many lines as one artist, `dashes` in widths."""
    parts = shapely.get_parts(geometries)
    segments = [points(shapely.get_coordinates(p)) for p in parts if p.geom_type != "Point"]
    made = LineCollection(
        segments, colors=colour, linewidths=width, capstyle="butt", joinstyle="round"
    )
    if dashes:
        made.set_linestyle([(0, dashes)])
    return made


def hatched(geometries: Shapes, *, fill: str, ink: str, hatching: str = HATCHING) -> PathPatch:
    """Return polygons under one hatching: areas without data, or zones."""
    paths = [polygon_path(shape) for shape in geometries]
    return PathPatch(
        Path.make_compound_path(*paths),
        facecolor=fill,
        edgecolor=ink,
        linewidth=0.0,
        hatch=hatching,
    )
