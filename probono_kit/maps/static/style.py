"""Colours and lines of the printed map itself; the colours of the data come from the model."""

from __future__ import annotations

from probono_kit.maps import colours
from probono_kit.maps.static.sheet import Box, Sheet

INK, QUIET, RULE = "#1f2a33", "#55606a", "#aeb6bc"

SEA, SEA_EDGE, RIVER = colours.SEA, colours.SHORE, colours.BROOK
NEIGHBOUR = "#efeeea"
LAND_HALO = "#ffffff"
FRAME = "#7d8891"
OUTLINE = "#8b949b"
HATCH = "#9a9fa4"
NEIGHBOUR_NAME = "#8d9297"
TOWN = "#3b444c"

#: Lines as colour, width in points and dashes.
COUNTRY_LINE = ("#5b656d", 0.75)
NEIGHBOUR_LINE = ("#a5a8a9", 0.7)
AREA_LINE = ("#ffffff", 0.7)
#: Between areas that have no colour of their own.
PLAIN_LINE = ("#bdbdb5", 0.7)
#: Borders that lie over cells and bands.
GROUND_LINE = ("#7d8891", 0.5)
DISPUTED_LINE = ("#5b656d", 0.75, (3.0, 2.0))


def draw_capital(sheet: Sheet, x: float, y: float) -> None:
    """Draw the sign of a capital: a square with a dark rim."""
    sheet.rectangle(Box(x - 0.75, y - 0.75, x + 0.75, y + 0.75), fill="white", edge=TOWN, width=0.8)
    sheet.rectangle(Box(x - 0.3, y - 0.3, x + 0.3, y + 0.3), fill=TOWN)


def draw_town(sheet: Sheet, x: float, y: float) -> None:
    """Draw the sign of a town."""
    sheet.circle(x, y, 0.5, fill="white", edge=TOWN, width=0.6)
