"""The title block of a printed map: a bar, a band across the page, or a column beside the map."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from matplotlib.image import BboxImage
from matplotlib.transforms import Bbox, TransformedBbox

from probono_kit.maps.colours import mix, text_colour
from probono_kit.maps.model import MapModel
from probono_kit.maps.pictures import fitted
from probono_kit.maps.static import fonts
from probono_kit.maps.static.sheet import Box, Sheet, points
from probono_kit.maps.static.style import INK, QUIET

SIZES = ((16.0, 2), (14.0, 2), (12.0, 3), (10.5, 4), (9.0, 9))
SUBTITLE_SIZE = 9.5

#: In a column there are more lines, and they are shorter.
COLUMN_SIZES = ((13.0, 4), (11.5, 5), (10.0, 7), (9.0, 12))

#: Room that the logo or the name of the NGO has at the end of the title: at most, and as a share.
LOGO_WIDTH, LOGO_HEIGHT, LOGO_SHARE = 42.0, 13.0, 0.22

#: The coloured bar before the title; room around texts in a band and in a column.
INDENT, PAD = 3.2, 3.2

#: A column taller than this share of the page, or on a sheet this much smaller than A4, is a bar.
TALLEST, SMALLEST = 0.4, 0.8

_GAP = 3.5
_NAME_SIZE = 9.0


@dataclass(frozen=True)
class Title:
    """The title block.

    Attributes
    ----------
    block : str
        ``bar``, ``band`` or ``column``.
    box : Box
        All of it.
    text, mark : Box
        Where the texts stand, and the logo or the name of the NGO.
    lines, subtitle : tuple of str
        As they fit.
    size : float
        Points of the title.
    """

    block: str
    box: Box
    text: Box
    mark: Box
    lines: tuple[str, ...]
    subtitle: tuple[str, ...]
    size: float


def plan_title(model: MapModel, page: Box, margin: float, column: float) -> Title:
    """Lay out the title block at the top of the page.

    Parameters
    ----------
    model : MapModel
        Title, subtitle, profile.
    page : Box
        The whole sheet.
    margin : float
        Millimetres around everything.
    column : float
        Width of the panel beside the map, where a column stands.
    """
    inner = page.inset(margin)
    block = model.profile.title_block
    if block == "column":
        found = _column(model, inner, column)
        large = page.width * page.height >= SMALLEST**2 * 210 * 297
        if large and found.box.height <= TALLEST * inner.height:
            return found
        block = "bar"
    band = block == "band"
    indent = 0.0 if band else INDENT
    room = min(LOGO_WIDTH, LOGO_SHARE * inner.width)
    width = inner.width - indent - (room + _GAP if _has_mark(model) else 0.0)
    size, lines, subtitle = _fit(model, width, SIZES)
    height = max(_height(len(lines), size, len(subtitle)), LOGO_HEIGHT * 0.75)
    if band:
        box = Box(page.x0, page.y1 - height - 2 * PAD, page.x1, page.y1)
        inside = Box(inner.x0, box.y0 + PAD, inner.x1, box.y1 - PAD)
    else:
        box = inside = Box(inner.x0, inner.y1 - height, inner.x1, inner.y1)
    start, end = (inside.x0 + indent, inside.x1 - room), (inside.x1, inside.x0 + room)
    if model.direction == "rtl":
        text = Box(inside.x0 + room, inside.y0, inside.x1 - indent, inside.y1)
        mark = Box(inside.x0, inside.y0, end[1], inside.y1)
    else:
        text = Box(start[0], inside.y0, start[1], inside.y1)
        mark = Box(start[1], inside.y0, inside.x1, inside.y1)
    return Title(block, box, text, mark, lines, subtitle, size)


def _column(model: MapModel, inner: Box, column: float) -> Title:
    """Lay out the mark above title and subtitle, at the side where reading ends."""
    left = inner.x0 if model.direction == "rtl" else inner.x1 - column
    size, lines, subtitle = _fit(model, column - 2 * PAD, COLUMN_SIZES)
    text = _height(len(lines), size, len(subtitle))
    mark = 0.0
    if model.spec.credits.logo is not None:
        mark = LOGO_HEIGHT
    elif model.spec.credits.organisation:
        mark = len(_name_lines(model, column - 2 * PAD)) * fonts.line_height(_NAME_SIZE)
    top = inner.y1 - PAD - 1.4
    foot = top - mark - (2.0 if mark else 0.0)
    box = Box(left, foot - text - PAD * 0.7, left + column, inner.y1)
    inside = Box(left + PAD, foot - text, left + column - PAD, foot)
    return Title(
        "column", box, inside, Box(inside.x0, top - mark, inside.x1, top), lines, subtitle, size
    )


def _fit(
    model: MapModel, width: float, sizes: tuple[tuple[float, int], ...]
) -> tuple[float, tuple[str, ...], tuple[str, ...]]:
    """Return the size at which the title fits well, its lines, and those of the subtitle."""
    subtitle = tuple(fonts.wrap(model.subtitle, width, SUBTITLE_SIZE)) if model.subtitle else ()
    for size, most in sizes:
        lines = tuple(fonts.wrap(model.title, width, size, bold=True))
        if len(lines) <= most:
            break
    return size, lines, subtitle


def _has_mark(model: MapModel) -> bool:
    return model.spec.credits.logo is not None or bool(model.spec.credits.organisation)


def _height(lines: int, size: float, below: int) -> float:
    return lines * fonts.line_height(size) + below * fonts.line_height(SUBTITLE_SIZE)


def _name_lines(model: MapModel, width: float) -> list[str]:
    return fonts.wrap(model.spec.credits.organisation, width, _NAME_SIZE, bold=True)[:3]


def draw_title(sheet: Sheet, title: Title, model: MapModel) -> None:
    """Write title and subtitle, the NGO's mark at their end or above them."""
    accent = model.profile.accent
    ink, quiet = INK, QUIET
    if title.block == "bar":
        bar = sheet.start(title.box), sheet.start(title.box, 1.1)
        strip = Box(min(bar), title.box.y0, max(bar), title.box.y1)
        sheet.rectangle(strip, fill=accent, gid="title-bar")
    elif title.block == "band":
        sheet.rectangle(title.box, fill=accent, gid="title-band")
        ink = quiet = text_colour(accent)
    else:
        sheet.rectangle(title.box, fill=mix(accent, "#ffffff", 0.93), gid="title-column")
        box = title.box
        sheet.rectangle(Box(box.x0, box.y1 - 1.4, box.x1, box.y1), fill=accent)
    step, small = fonts.line_height(title.size), fonts.line_height(SUBTITLE_SIZE)
    used = len(title.lines) * step + len(title.subtitle) * small
    x = sheet.start(title.text)
    y = title.text.y1 - (title.text.height - used) / 2
    for line in title.lines:
        y -= step
        sheet.text(x, y + 0.24 * step, line, title.size, bold=True, colour=ink)
    for line in title.subtitle:
        y -= small
        sheet.text(x, y + 0.24 * small, line, SUBTITLE_SIZE, colour=quiet)
    _draw_mark(sheet, title, model, quiet)


def _draw_mark(sheet: Sheet, title: Title, model: MapModel, ink: str) -> None:
    """Show the logo; without one, the name of the NGO."""
    box, logo = title.mark, model.spec.credits.logo
    first = title.block == "column"
    if logo is not None:
        height = min(LOGO_HEIGHT, box.height)
        draw_logo(sheet, Path(logo), box, height, first=first, plate=title.block == "band")
        return
    lines = _name_lines(model, box.width)
    step = fonts.line_height(_NAME_SIZE)
    y = box.y1 - (box.height - len(lines) * step) / 2
    at, align = (0.0, "start") if first else (box.width, "end")
    for line in lines:
        y -= step
        sheet.text(
            sheet.start(box, at), y + 0.24 * step, line, _NAME_SIZE,
            bold=True, colour=ink, align=align,
        )  # fmt: skip


def draw_logo(
    sheet: Sheet, path: Path, box: Box, height: float, *, first: bool, plate: bool = False
) -> float:
    """Show a logo in the middle of `box`; return the millimetres that it is wide.

    Parameters
    ----------
    first : bool
        It stands where reading starts, else where it ends.
    plate : bool
        On white, so that it shows on any colour.
    """
    picture, width, tall = fitted(path, box.width, height)
    rim = 1.2 if plate else 0.0
    left = box.x0 + rim if first is not sheet.rtl else box.x1 - width - rim
    y = box.y0 + (box.height - tall) / 2
    if plate:
        sheet.rectangle(Box(left, y, left + width, y + tall).inset(-rim), fill="white")
    corners = points(np.array([[left, y], [left + width, y + tall]]))
    place = TransformedBbox(Bbox(corners), sheet.transform)
    image = BboxImage(place, interpolation="antialiased", resample=True)
    image.set_data(np.asarray(picture))
    sheet.draw(image, gid="logo")
    return width
