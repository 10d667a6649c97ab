"""Legends that are no list of classes: circles, arrows, bars, a ramp, a table of sectors."""

from __future__ import annotations

from collections.abc import Callable

from probono_kit.i18n import gettext as _
from probono_kit.maps.derived.present import of_areas, of_organisations
from probono_kit.maps.model import MapModel
from probono_kit.maps.spec import Kind
from probono_kit.maps.static import fonts
from probono_kit.maps.static.arrow_rows import Arrow
from probono_kit.maps.static.bar_rows import BarScale
from probono_kit.maps.static.matrix_rows import LETTERS, Matrix, SectorLine
from probono_kit.maps.static.ramp_row import RampRow
from probono_kit.maps.static.rows import (
    LABEL_SIZE,
    SMALL_SIZE,
    Heading,
    Row,
    Space,
    Swatch,
)
from probono_kit.maps.static.size_rows import Circles


def scale_rows(
    model: MapModel, width: float, factor: float, size: float, wrapped: Callable[[str], list[str]]
) -> list[Row]:
    """Return what explains the sizes of circles, arrows and bars, or a ramp of colours.

    Parameters
    ----------
    model : MapModel
        Its legend.
    width : float
        Millimetres that there are.
    factor : float
        Enlargement on paper larger than A4.
    size : float
        Of the labels, in points.
    wrapped : callable
        Breaks a label into lines that fit.
    """
    rows: list[Row] = []
    if model.look is Kind.SYMBOLS and model.sizes:
        rows.append(Circles(model.sizes, model.classes[0].colour, factor))
    for each in model.flows.widths if model.flows else ():
        wide, fill = each.width * factor, model.classes[0].colour
        rows.append(Arrow(wrapped(each.label), size, fill=fill, width=wide, unit=factor))
    if model.bars:
        signs = (Swatch(wrapped(one.label), size, fill=one.colour) for one in model.bars.series)
        rows.extend(signs)
        if model.bars.sizes:
            rows.append(BarScale(model.bars.sizes, factor, model.bars.width))
    if model.ramp:
        rows.append(RampRow(model.ramp, width))
    return rows


def matrix_rows(model: MapModel, width: float, *, whole: bool) -> list[Row]:
    """Return the sectors, and the table of areas if there is room for it."""
    presence, language, rows = model.presence, model.language, list[Row]()
    if presence is None or not presence.sectors:
        return rows
    rows.append(Space(1.6))
    rows.append(Heading(fonts.wrap(_("Organisations by sector", language), width, LABEL_SIZE)))
    for letter, sector in zip(LETTERS, presence.sectors, strict=False):
        text = _("{sector} ({organisations}, {areas})", language).format(
            sector=sector.name,
            organisations=of_organisations(sector.organisations, language),
            areas=of_areas(sector.areas, language),
        )
        rows.append(SectorLine(letter, fonts.wrap(text, width - 4.0, SMALL_SIZE)))
    if whole and Matrix.fits(len(presence.sectors), width):
        rows.append(Matrix(list(map(str, model.areas["name"])), presence.counts, model.language))
    return rows
