"""Those who paid or helped: their logos or names, in one strip at the foot of the page."""

from __future__ import annotations

from pathlib import Path

from probono_kit.maps.model import MapModel
from probono_kit.maps.pictures import fitted
from probono_kit.maps.static import fonts
from probono_kit.maps.static.sheet import Box, Sheet
from probono_kit.maps.static.style import INK, QUIET
from probono_kit.maps.static.title import draw_logo

#: Height of a logo, room between two, size of names and heading.
LOGO, SPACE, SIZE = 8.0, 5.0, 7.2

#: A logo is at most so wide.
WIDEST = 30.0


def strip_height(model: MapModel, width: float) -> float:
    """Return the height of the strip, room above it included; 0 without partners."""
    rows = _rows(model, width)
    return len(rows) * (LOGO + 1.5) + 1.5 if rows else 0.0


def draw_partners(sheet: Sheet, box: Box, model: MapModel) -> None:
    """Show heading and partners in rows from the top of `box`."""
    top = box.y1 - 1.5
    for row in _rows(model, box.width):
        along = 0.0
        for text, logo, width in row:
            y = top - LOGO / 2 - 0.36 * SIZE / fonts.POINTS
            if logo:
                place = sorted((sheet.start(box, along), sheet.start(box, along + width)))
                spot = Box(place[0], top - LOGO, place[1], top)
                draw_logo(sheet, Path(logo), spot, LOGO, first=True)
            else:
                heading = text == model.profile.heading(model.language)
                sheet.text(
                    sheet.start(box, along), y, text, SIZE,
                    bold=not heading, colour=QUIET if heading else INK,
                )  # fmt: skip
            along += width + SPACE
        top -= LOGO + 1.5


def _rows(model: MapModel, width: float) -> list[list[tuple[str, str, float]]]:
    """Return texts and logos with their widths, in rows no wider than the page."""
    profile = model.profile
    if not profile.partners:
        return []
    heading = profile.heading(model.language)
    items = [(heading, "", fonts.extent(heading, SIZE)[0])] if heading else []
    for partner in profile.partners:
        if partner.logo:
            wide = fitted(Path(partner.logo), WIDEST, LOGO)[1]
        else:
            wide = fonts.extent(partner.name, SIZE, bold=True)[0]
        items.append((partner.name, partner.logo, wide))
    rows: list[list[tuple[str, str, float]]] = [[]]
    used = 0.0
    for item in items:
        if rows[-1] and used + item[2] > width:
            rows.append([])
            used = 0.0
        rows[-1].append(item)
        used += item[2] + SPACE
    return rows
