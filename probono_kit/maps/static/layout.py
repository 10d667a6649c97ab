"""Where everything goes on the page: title, map, legend beside or below, notes at the foot."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product

from probono_kit.maps.model import MapModel
from probono_kit.maps.rounding import ceil_round
from probono_kit.maps.static import fonts
from probono_kit.maps.static.legend import legend_rows
from probono_kit.maps.static.rows import Row, height_of
from probono_kit.maps.static.sheet import Box

#: Paper sizes in millimetres, upright.
PAPERS = {"A4": (210.0, 297.0), "A3": (297.0, 420.0)}

MARGIN = 8.0
GAP = 3.5

#: Width of a legend beside the map, and least height of one below it, on A4.
SIDE, BELOW = 58.0, 46.0

#: What a legend beside the map leaves free below it, for signs and scale bar.
FOOT = 36.0

TITLE_SIZES = ((16.0, 2), (14.0, 2), (12.0, 3), (10.5, 4), (9.0, 9))
SUBTITLE_SIZE = 9.5
NOTE_SIZE = 6.4


@dataclass(frozen=True)
class Layout:
    """Boxes of the parts of a page, in millimetres.

    Attributes
    ----------
    page, title, map, panel, notes : Box
        The parts. `title` leaves room for the logo at its end.
    beside : bool
        The panel stands beside the map (else below it).
    title_lines, subtitle_lines : tuple of str
        As they fit.
    title_size : float
        Points.
    note_columns : tuple of tuple of (str, ...)
        Lines of each column of notes.
    legend : tuple of Row
        The rows that explain the data.
    scale : float
        Metres of the projection per millimetre of paper.
    """

    page: Box
    title: Box
    map: Box
    panel: Box
    notes: Box
    beside: bool
    title_lines: tuple[str, ...]
    subtitle_lines: tuple[str, ...]
    title_size: float
    note_columns: tuple[tuple[str, ...], ...]
    legend: tuple[Row, ...]
    scale: float

    @property
    def factor(self) -> float:
        """How much larger than on A4 circles and panels are."""
        return enlargement(self.page)


def enlargement(page: Box) -> float:
    """Return the size of the paper against A4, along an edge."""
    return max(page.width, page.height) / PAPERS["A4"][1]


def lay_out(model: MapModel, size: tuple[float, float], border: float) -> Layout:
    """Choose the layout on which the territory becomes largest.

    Parameters
    ----------
    model : MapModel
        Its paper, orientation, title and notes.
    size : tuple of float
        Width and height of the territory, in metres of the projection.
    border : float
        Millimetres on A4 that must stay free around the territory (circles reach over it).

    Returns
    -------
    Layout
        With a scale rounded to two figures.
    """
    wanted = model.spec.page.orientation
    turns = [turn for turn in ("landscape", "portrait") if wanted in ("auto", turn)]
    layouts = [
        _arrange(model, size, border, turn, beside)
        for turn, beside in product(turns, (True, False))
    ]
    # A legend beside the map leaves a calmer page: another place must earn it.
    return min(layouts, key=lambda found: found.scale * (1.0 if found.beside else 1.08))


def _arrange(
    model: MapModel, size: tuple[float, float], border: float, turn: str, beside: bool
) -> Layout:
    short, long = PAPERS[model.spec.page.paper]
    page = Box(0, 0, long, short) if turn == "landscape" else Box(0, 0, short, long)
    factor = enlargement(page)
    inner = page.inset(MARGIN)
    title_size, title, subtitle = _title(model, inner.width)
    height = _title_height(len(title), title_size, len(subtitle))
    columns = _note_columns(model, inner.width)
    foot = max(map(len, columns)) * fonts.line_height(NOTE_SIZE)
    notes = Box(inner.x0, inner.y0, inner.x1, inner.y0 + foot)
    head = Box(inner.x0, inner.y1 - height, inner.x1, inner.y1)
    body = Box(inner.x0, notes.y1 + GAP, inner.x1, head.y0 - GAP)
    width = SIDE * factor if beside else (inner.width - 2 * GAP) / 3
    most = body.height - FOOT if beside else 0.45 * body.height
    legend = tuple(legend_rows(model, width, factor, most))
    below = max(BELOW * factor, height_of(legend) + 2.0)
    frame, panel = _split(body, beside, width, below, rtl=model.direction == "rtl")
    room = frame.inset(3.0 + border * factor)
    exact = max(size[0] / room.width, size[1] / room.height, 1e-6)
    return Layout(
        page, head, frame, panel, notes, beside, title, subtitle, title_size, columns, legend,
        ceil_round(exact, 2),
    )  # fmt: skip


def _split(body: Box, beside: bool, width: float, below: float, *, rtl: bool) -> tuple[Box, Box]:
    if not beside:
        edge = body.y0 + below
        return Box(body.x0, edge + GAP, body.x1, body.y1), Box(body.x0, body.y0, body.x1, edge)
    if rtl:
        edge = body.x0 + width
        return Box(edge + GAP, body.y0, body.x1, body.y1), Box(body.x0, body.y0, edge, body.y1)
    edge = body.x1 - width
    return Box(body.x0, body.y0, edge - GAP, body.y1), Box(edge, body.y0, body.x1, body.y1)


#: Room that the logo or the name of the NGO has at the end of the title, and beside it.
LOGO_WIDTH, LOGO_HEIGHT = 42.0, 13.0

#: The coloured bar before the title.
TITLE_INDENT = 3.2


def _title(model: MapModel, width: float) -> tuple[float, tuple[str, ...], tuple[str, ...]]:
    """Return the size at which the title fits well, its lines, and those of the subtitle."""
    room = width - TITLE_INDENT - (LOGO_WIDTH + GAP if _has_mark(model) else 0.0)
    subtitle = tuple(fonts.wrap(model.subtitle, room, SUBTITLE_SIZE)) if model.subtitle else ()
    for size, most in TITLE_SIZES:
        lines = tuple(fonts.wrap(model.title, room, size, bold=True))
        if len(lines) <= most:
            break
    return size, lines, subtitle


def _has_mark(model: MapModel) -> bool:
    return model.spec.credits.logo is not None or bool(model.spec.credits.organisation)


def _title_height(lines: int, size: float, below: int) -> float:
    text = lines * fonts.line_height(size) + below * fonts.line_height(SUBTITLE_SIZE)
    return max(text, LOGO_HEIGHT * 0.75)


def _note_columns(model: MapModel, width: float) -> tuple[tuple[str, ...], ...]:
    """Flow notes and disclaimer into columns of even height, none broken between two."""
    count = 3 if width > 230 else 2
    room = (width - (count - 1) * GAP * 1.5) / count
    items = [
        fonts.wrap(text, room, NOTE_SIZE)
        for text in (*model.notes, model.projection, model.disclaimer)
    ]
    total = sum(map(len, items))
    for most in range(max(1, -(-total // count)), total + 1):
        columns: list[list[str]] = [[]]
        for item in items:
            if columns[-1] and len(columns[-1]) + len(item) > most:
                columns.append([])
            columns[-1].extend(item)
        if len(columns) <= count:
            break
    return tuple(tuple(column) for column in columns)


def note_column_width(notes: Box) -> float:
    """Return the width of a column, gap included."""
    count = 3 if notes.width > 230 else 2
    return (notes.width + GAP * 1.5) / count
