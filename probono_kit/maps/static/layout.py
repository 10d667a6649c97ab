"""Where everything goes on the page: title, map, legend beside or below, notes at the foot."""

from __future__ import annotations

from dataclasses import dataclass

from probono_kit.maps.layouts import PageFormat, formats_of
from probono_kit.maps.model import MapModel
from probono_kit.maps.rounding import ceil_round
from probono_kit.maps.static import fonts
from probono_kit.maps.static.legend import legend_rows
from probono_kit.maps.static.partners import strip_height
from probono_kit.maps.static.rows import Row, height_of
from probono_kit.maps.static.sheet import Box
from probono_kit.maps.static.title import Title, plan_title

GAP = 3.5

#: Width of a legend beside the map, and least height of one below it, on A4.
SIDE, BELOW = 58.0, 46.0

#: A legend beside the map is never narrower: its words need the room.
LEAST_SIDE = 36.0

#: What a legend beside the map leaves free below it: for signs and scale bar, or for
#: a disputed border and the bar alone.
FOOT, BARE_FOOT = 36.0, 25.0

NOTE_SIZE = 6.4


@dataclass(frozen=True)
class Layout:
    """Boxes of the parts of a page, in millimetres of the sheet that is enlarged to the page.

    Attributes
    ----------
    form : PageFormat
        The page that was chosen.
    page, map, panel, notes, partners : Box
        The parts.
    title : Title
        The title block.
    beside : bool
        The panel stands beside the map (else below it).
    note_columns : tuple of tuple of (str, ...)
        Lines of each column of notes.
    legend : tuple of Row
        The rows that explain the data.
    signs : bool
        Ordinary lines and signs are explained too.
    scale : float
        Metres of the projection per millimetre of the sheet.
    """

    form: PageFormat
    page: Box
    title: Title
    map: Box
    panel: Box
    notes: Box
    partners: Box
    beside: bool
    note_columns: tuple[tuple[str, ...], ...]
    legend: tuple[Row, ...]
    signs: bool
    scale: float

    @property
    def factor(self) -> float:
        """How much larger than on A4 circles and panels are."""
        return self.form.factor


def lay_out(model: MapModel, size: tuple[float, float], border: float) -> Layout:
    """Choose the layout on which the territory becomes largest.

    Parameters
    ----------
    model : MapModel
        Its layout or paper, title and notes.
    size : tuple of float
        Width and height of the territory, in metres of the projection.
    border : float
        Millimetres on A4 that must stay free around the territory (circles reach over it).

    Returns
    -------
    Layout
        With a scale rounded to two figures.
    """
    layouts = [
        _arrange(model, size, border, form, beside)
        for form in formats_of(model.spec.page)
        for beside in _places(form)
    ]
    # A legend beside the map leaves a calmer page: another place must earn it.
    return min(layouts, key=lambda found: found.scale * (1.0 if found.beside else 1.08))


def _places(form: PageFormat) -> tuple[bool, ...]:
    """Tell where the panel may stand: beside the map, or not."""
    return {"either": (True, False), "beside": (True,), "below": (False,)}[form.panel]


def _arrange(
    model: MapModel, size: tuple[float, float], border: float, form: PageFormat, beside: bool
) -> Layout:
    page = Box(0, 0, *form.sheet)
    factor = form.factor
    inner = page.inset(form.margin)
    side = max(SIDE * factor, LEAST_SIDE)
    title = plan_title(model, page, form.margin, side)
    columns = _note_columns(_notes(model, form), inner.width, note_columns(inner.width, form))
    strip = Box(inner.x0, inner.y0, inner.x1, inner.y0 + strip_height(model, inner.width))
    foot = max(map(len, columns)) * fonts.line_height(NOTE_SIZE)
    notes = Box(inner.x0, strip.y1, inner.x1, strip.y1 + foot)
    # A title in the margin needs a margin.
    column = title.block == "column"
    beside = beside or column
    body = Box(inner.x0, notes.y1 + GAP, inner.x1, inner.y1 if column else title.box.y0 - GAP)
    width = side if beside else below_width(inner.width, form)
    tall = title.box.y0 - GAP - body.y0 if column else body.height
    legend, signs = _legend(model, (width, tall), form, beside)
    below = max(BELOW * factor, height_of(legend) + 2.0)
    frame, panel = _split(body, beside, width, below, rtl=model.direction == "rtl")
    if column:
        panel = Box(panel.x0, panel.y0, panel.x1, panel.y0 + tall)
    room = frame.inset(3.0 + border * factor)
    exact = max(size[0] / room.width, size[1] / room.height, 1e-6)
    return Layout(
        form, page, title, frame, panel, notes, strip, beside, columns, legend, signs,
        ceil_round(exact, 2),
    )  # fmt: skip


def _legend(
    model: MapModel, room: tuple[float, float], form: PageFormat, beside: bool
) -> tuple[tuple[Row, ...], bool]:
    """Return the rows of the legend, and whether there is room to explain ordinary signs too."""
    width, height = room
    most = height - (FOOT if form.signs else BARE_FOOT) if beside else 0.45 * height
    optional = form.signs and beside
    rows = legend_rows(model, width, form.factor, most, shortest=2 if optional else 1)
    if not optional or height_of(rows) <= most:
        return tuple(rows), form.signs
    # The data are explained before the lines.
    return tuple(legend_rows(model, width, form.factor, height - BARE_FOOT)), False


def below_width(room: float, form: PageFormat) -> float:
    """Return the width of a column of the panel below the map."""
    count = below_columns(form)
    return (room - (count - 1) * GAP) / count


def below_columns(form: PageFormat) -> int:
    """Return how many columns a panel below the map has: legend, signs and scale, locator."""
    return 3 if form.locator else 2


def _split(body: Box, beside: bool, width: float, below: float, *, rtl: bool) -> tuple[Box, Box]:
    if not beside:
        edge = body.y0 + below
        return Box(body.x0, edge + GAP, body.x1, body.y1), Box(body.x0, body.y0, body.x1, edge)
    if rtl:
        edge = body.x0 + width
        return Box(edge + GAP, body.y0, body.x1, body.y1), Box(body.x0, body.y0, edge, body.y1)
    edge = body.x1 - width
    return Box(body.x0, body.y0, edge - GAP, body.y1), Box(edge, body.y0, body.x1, body.y1)


def _notes(model: MapModel, form: PageFormat) -> tuple[str, ...]:
    if form.notes == "short":
        # Remarks are sentences; their full stop would stand before the dot.
        return " · ".join(note.rstrip(".") for note in model.short_notes), model.disclaimer
    return (*model.notes, model.projection, model.disclaimer)


def _note_columns(notes: tuple[str, ...], width: float, count: int) -> tuple[tuple[str, ...], ...]:
    """Flow notes and disclaimer into columns of even height, none broken between two."""
    room = (width - (count - 1) * GAP * 1.5) / count
    items = [fonts.wrap(text, room, NOTE_SIZE) for text in notes]
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


def note_columns(width: float, form: PageFormat) -> int:
    """Return how many columns of notes are `width` millimetres wide together."""
    if form.notes == "short":
        return 2 if width > 150 else 1
    return 3 if width > 230 else 2


def note_column_width(layout: Layout) -> float:
    """Return the width of a column, gap included."""
    width = layout.notes.width
    return (width + GAP * 1.5) / note_columns(width, layout.form)
