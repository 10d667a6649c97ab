"""The legend: what the model's classes, sizes and lines look like as rows of the panel."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from probono_kit.i18n import format_number
from probono_kit.i18n import gettext as _
from probono_kit.maps.model import NO_DATA, ZERO, MapModel
from probono_kit.maps.spec import Kind
from probono_kit.maps.static import fonts
from probono_kit.maps.static.legend_kinds import matrix_rows, scale_rows
from probono_kit.maps.static.overlay_rows import overlay_rows
from probono_kit.maps.static.rows import (
    HEADING_SIZE,
    LABEL_SIZE,
    SMALL_SIZE,
    TEXT_OFFSET,
    Border,
    Capital,
    Dot,
    Heading,
    Numbered,
    Row,
    Space,
    Stroke,
    Swatch,
    height_of,
)
from probono_kit.maps.static.square import SquareRow
from probono_kit.maps.static.style import COUNTRY_LINE, DISPUTED_LINE, GROUND_LINE, PLAIN_LINE

#: Sizes of the labels in points with the most lines of one label, from the wish to the need.
#: and whether rows move together.
_FITS = (
    (LABEL_SIZE, 99, False),
    (SMALL_SIZE, 99, False),
    (6.2, 99, False),
    (6.2, 4, False),
    (6.2, 2, False),
    (6.2, 2, True),
    (6.2, 1, True),
)


def legend_rows(
    model: MapModel, width: float, factor: float, height: float, *, shortest: int = 1
) -> list[Row]:
    """Return the rows that explain the data, as large as fits.

    Parameters
    ----------
    model : MapModel
        Its legend.
    width, height : float
        Millimetres that there are.
    factor : float
        Enlargement of circles on paper larger than A4.
    shortest : int
        Labels are not cut to fewer lines than this, fit or not.
    """
    rows: list[Row] = []
    for size, most, tight in _FITS:
        if most < shortest:
            break
        rows = _rows(model, width, factor, (size, most, tight))
        if height_of(rows) <= height:
            break
    return rows


def _rows(model: MapModel, width: float, factor: float, fit: tuple[float, int, bool]) -> list[Row]:
    size, most, tight = fit
    rows: list[Row] = []
    if model.square:
        rows.append(SquareRow.fitting(model.square, width, size))
    elif model.legend_title:
        heading = fonts.wrap(model.legend_title, width, HEADING_SIZE, bold=True)
        rows.append(Heading(_shortened(heading, max(most, 3))))
    room = width - TEXT_OFFSET
    symbols, joined = model.look is Kind.SYMBOLS, model.look is Kind.CHOROPLETH

    def wrapped(text: str) -> list[str]:
        return _shortened(fonts.wrap(text, room, size), most)

    rows += scale_rows(model, width, factor, size, wrapped)
    for line in model.classes:
        if (symbols or model.square or model.ramp) and line.key not in (ZERO, NO_DATA):
            continue
        if joined and line.key == NO_DATA:
            rows.append(Space(1.4))
        lines = wrapped(line.label)
        if model.look is Kind.POINTS:
            rows.append(Dot.of(line, lines, size, tight=tight))
            continue
        close = joined and line.key != NO_DATA
        none = line.key == NO_DATA
        badge = Dot.of(line, lines, size, tight=tight) if line.icon else None
        rows.append(Swatch(lines, size, close, tight, line.colour, none, badge))
    rows += overlay_rows(model, width, factor, size, wrapped, tight=tight)
    if model.presence:
        rows += matrix_rows(model, width, whole=size >= SMALL_SIZE)
    return rows


def _shortened(lines: list[str], most: int) -> list[str]:
    """Keep the first lines; dots say that there was more."""
    return lines if len(lines) <= most else [*lines[: most - 1], lines[most - 1][:-1] + "…"]


def sign_rows(
    model: MapModel,
    width: float,
    *,
    disputed: bool,
    capital: bool,
    neighbours: bool,
    ordinary: bool = True,
    national: bool = True,
) -> list[Row]:
    """Return the rows that explain lines and signs of the map itself, those that it has."""
    room, language = width - TEXT_OFFSET, model.language

    def named(text: str) -> dict[str, Any]:
        return {"lines": fonts.wrap(text, room, SMALL_SIZE), "size": SMALL_SIZE, "close": True}

    def stroke(text: str, line: tuple[Any, ...]) -> Row:
        return Stroke(**named(text), **dict(zip(("colour", "width", "dashes"), line, strict=False)))

    rows: list[Row] = []
    if disputed and not ordinary:
        return [stroke(_("Disputed or undetermined border", language), DISPUTED_LINE)]
    if not ordinary:
        return []
    if neighbours:
        outline = _("National border", language) if national else _("Edge of the area", language)
        rows.append(stroke(outline, COUNTRY_LINE))
    if disputed:
        rows.append(stroke(_("Disputed or undetermined border", language), DISPUTED_LINE))
    if len(model.ground) > 1:
        rows.append(stroke(_("Boundary of areas", language), GROUND_LINE))
    elif len(model.areas) > 1 and model.kind is not Kind.HEAT:
        text = _("Boundary of areas", language)
        plain = model.look in (Kind.SYMBOLS, Kind.POINTS)
        rows.append(stroke(text, PLAIN_LINE) if plain else Border(**named(text)))
    if capital:
        rows.append(Capital(**named(_("Capital", language))))
    return rows


def number_rows(names: Sequence[str], width: float, language: str) -> list[Row]:
    """Return the names that numbers on the map stand for."""
    rows: list[Row] = []
    for i, name in enumerate(names, start=1):
        lines = fonts.wrap(name, width - 5.0, SMALL_SIZE)
        rows.append(Numbered(lines, format_number(i, language)))
    return rows
