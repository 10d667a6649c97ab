"""The legend: what the model's classes, sizes and lines look like as rows of the panel."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from probono_kit.i18n import gettext as _
from probono_kit.maps.model import NO_DATA, ZERO, LegendClass, MapModel
from probono_kit.maps.spec import Kind
from probono_kit.maps.static import fonts
from probono_kit.maps.static.rows import (
    HEADING_SIZE,
    LABEL_SIZE,
    SMALL_SIZE,
    TEXT_OFFSET,
    Border,
    Capital,
    Circles,
    Dot,
    Heading,
    Numbered,
    Row,
    Space,
    Stroke,
    Swatch,
)
from probono_kit.maps.static.style import COUNTRY_LINE, DISPUTED_LINE, PLAIN_LINE


def legend_rows(model: MapModel, width: float, factor: float) -> list[Row]:
    """Return the rows that explain the data.

    Parameters
    ----------
    model : MapModel
        Its legend.
    width : float
        Millimetres to wrap the texts in.
    factor : float
        Enlargement of circles on paper larger than A4.
    """
    rows: list[Row] = []
    if model.legend_title:
        rows.append(Heading(fonts.wrap(model.legend_title, width, HEADING_SIZE, bold=True)))
    room = width - TEXT_OFFSET
    if model.kind is Kind.SYMBOLS:
        if model.sizes:
            rows.append(Circles(model.sizes, model.classes[0].colour, factor))
        rest = [line for line in model.classes if line.key in (ZERO, NO_DATA)]
        return [*rows, *(_class_row(line, room, close=False, model=model) for line in rest)]
    joined = model.kind is Kind.CHOROPLETH
    for line in model.classes:
        close = joined and line.key != NO_DATA
        if line.key == NO_DATA and joined:
            rows.append(Space(1.4))
        rows.append(_class_row(line, room, close=close, model=model))
    return rows


def _class_row(line: LegendClass, room: float, *, close: bool, model: MapModel) -> Row:
    lines = fonts.wrap(line.label, room, LABEL_SIZE)
    if model.kind is Kind.POINTS:
        return Dot(lines, fill=line.colour)
    return Swatch(lines, close=close, fill=line.colour, no_data=line.key == NO_DATA)


def sign_rows(
    model: MapModel, width: float, *, disputed: bool, capital: bool, neighbours: bool
) -> list[Row]:
    """Return the rows that explain lines and signs of the map itself, those that it has."""
    room, language = width - TEXT_OFFSET, model.language

    def named(text: str) -> dict[str, Any]:
        return {"lines": fonts.wrap(text, room, SMALL_SIZE), "size": SMALL_SIZE, "close": True}

    def stroke(text: str, line: tuple[Any, ...]) -> Row:
        return Stroke(**named(text), **dict(zip(("colour", "width", "dashes"), line, strict=False)))

    rows: list[Row] = []
    if neighbours:
        rows.append(stroke(_("National border", language), COUNTRY_LINE))
    if disputed:
        rows.append(stroke(_("Disputed or undetermined border", language), DISPUTED_LINE))
    if len(model.areas) > 1:
        text = _("Boundary of areas", language)
        plain = model.kind in (Kind.SYMBOLS, Kind.POINTS)
        rows.append(stroke(text, PLAIN_LINE) if plain else Border(**named(text)))
    if capital:
        rows.append(Capital(**named(_("Capital", language))))
    return rows


def number_rows(names: Sequence[str], width: float) -> list[Row]:
    """Return the names that numbers on the map stand for."""
    rows: list[Row] = []
    for i, name in enumerate(names, start=1):
        rows.append(Numbered(fonts.wrap(name, width - 5.0, SMALL_SIZE), str(i)))
    return rows
