"""The words of a map: notes in its margin, its disclaimer, and what it shows in sentences."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from pyproj import CRS

from probono_kit.i18n import format_date, format_number, ngettext
from probono_kit.i18n import gettext as _
from probono_kit.maps.model import NO_DATA, LegendClass
from probono_kit.maps.projection import Truth, describe_crs
from probono_kit.maps.spec import Credits, Kind

#: How many names a sentence lists before it says how many more there are.
NAMES = 8


def notes(
    credits: Credits, crs: CRS, truth: Truth, language: str, *, context: str
) -> tuple[str, ...]:
    """Return the marginal notes of a map, each a sentence of its own, in the order of print.

    Parameters
    ----------
    credits : Credits
        What is empty there gives no note.
    crs : pyproj.CRS
        Projection of the map.
    truth : Truth
        How true the map is: says whether north is up and whether a scale bar was refused.
    language : str
        Of the notes.
    context : str
        Credit of the base layers, empty if none is drawn.

    Returns
    -------
    tuple of str
        Unencoded text.
    """
    produced = format_date(credits.produced, language) if credits.produced else ""
    source = credits.source
    if source and credits.licence:
        source = _("{source} (licence: {licence})", language).format(
            source=source, licence=credits.licence
        )
    lines = (
        (_("Source: {text}", language), source),
        (_("Date of the data: {text}", language), credits.data_date),
        (_("Map produced: {text}", language), produced),
        (_("Boundaries: {text}", language), credits.areas_source),
        (_("Background: {text}", language), context),
        (_("Projection: {text}", language), _projection(crs, truth, language)),
        (_("Made by: {text}", language), credits.organisation),
        (_("Contact: {text}", language), credits.contact),
        (_("Map number: {text}", language), credits.map_id),
    )
    return tuple(template.format(text=text) for template, text in lines if text)


def _projection(crs: CRS, truth: Truth, language: str) -> str:
    name = describe_crs(crs, language)
    if not truth.bar:
        text = _("{projection} (WGS 84); the scale varies too much for a scale bar.", language)
    elif truth.north_up:
        text = _("{projection} (WGS 84); north is up.", language)
    else:
        text = _("{projection} (WGS 84); the direction of north varies.", language)
    return text.format(projection=name)


def disclaimer(credits: Credits, language: str) -> str:
    """Return the NGO's own disclaimer, or the standard one with its name.

    Examples
    --------
    >>> disclaimer(Credits(organisation="Eau et Vie"), "en").endswith("by Eau et Vie.")
    True
    """
    if credits.disclaimer:
        return credits.disclaimer
    if credits.organisation:
        return _(
            "The boundaries and names shown and the designations used on this map do not imply "
            "official endorsement or acceptance by {organisation}.",
            language,
        ).format(organisation=credits.organisation)
    return _(
        "The boundaries and names shown and the designations used on this map do not imply "
        "official endorsement or acceptance by those who made it.",
        language,
    )


def listed(names: Sequence[str], language: str, most: int = NAMES) -> str:
    """Write names one after the other, and how many more there are.

    Examples
    --------
    >>> listed(["Dakar", "Matam", "Thiès"], "en", most=2)
    'Dakar, Matam and 1 more'
    """
    comma = "، " if language == "ar" else ", "
    shown = comma.join(names[:most])
    more = len(names) - most
    if more <= 0:
        return shown
    text = ngettext("{names} and {count} more", "{names} and {count} more", more, language)
    return text.format(names=shown, count=format_number(more, language))


def alt_text(
    kind: Kind,
    title: str,
    heading: str,
    names: pd.Series,
    values: NDArray[np.float64],
    value_texts: pd.Series,
    class_keys: pd.Series,
    classes: Sequence[LegendClass],
    language: str,
    *,
    points: bool,
) -> str:
    """Say in sentences what a map shows: what it is, range, highest, lowest, missing.

    Parameters
    ----------
    kind : Kind
        Map type.
    title, heading : str
        Title of the map and heading of its legend.
    names : pandas.Series
        Of the areas or points.
    values : numpy.ndarray
        Amounts, NaN for none; all NaN if they may not leave or are words.
    value_texts, class_keys : pandas.Series
        What the map writes, and the class, row by row.
    classes : sequence of LegendClass
        The legend.
    language : str
        Of the sentences.
    points : bool
        Rows are points, not areas.

    Returns
    -------
    str
        For readers who do not see the map.
    """
    count = len(names)
    if points:
        what = ngettext("Map of {count} point: {title}.", "Map of {count} points: {title}.", count, language)
    else:
        what = ngettext("Map of {count} area: {title}.", "Map of {count} areas: {title}.", count, language)
    sentences = [what.format(count=format_number(count, language), title=title.rstrip(" .?!"))]
    known = ~np.isnan(values)
    if known.sum() > 1 and float(np.nanmin(values)) < float(np.nanmax(values)):
        sentences.append(_extremes(heading, names, values, value_texts, language))
    elif kind in (Kind.CATEGORIES, Kind.POINTS, Kind.CHOROPLETH) and classes:
        sentences.append(_legend_in_words(heading, classes, language))
    missing = [str(name) for name in names[class_keys == NO_DATA]]
    if missing and len(missing) == count:
        sentences.append(_("There are no data.", language))
    elif missing and not points:
        sentences.append(_("No data: {names}.", language).format(names=listed(missing, language)))
    return " ".join(sentences)


def _extremes(
    heading: str, names: pd.Series, values: NDArray[np.float64], texts: pd.Series, language: str
) -> str:
    def at(extreme: float) -> tuple[str, str]:
        where = np.flatnonzero(values == extreme)
        return listed([str(names.iloc[i]) for i in where], language, 3), str(texts.iloc[where[0]])

    high, high_text = at(float(np.nanmax(values)))
    low, low_text = at(float(np.nanmin(values)))
    return _(
        "{heading}: highest in {high} ({high_value}), lowest in {low} ({low_value}).", language
    ).format(
        heading=heading, high=high, high_value=high_text, low=low, low_value=low_text
    )


def _legend_in_words(heading: str, classes: Sequence[LegendClass], language: str) -> str:
    parts = [
        _("{label} ({count})", language).format(
            label=line.label, count=format_number(line.count, language)
        )
        for line in classes
        if line.key != NO_DATA
    ]
    if not heading:
        return listed(parts, language, 12) + "."
    text = _("{heading}: {classes}.", language)
    return text.format(heading=heading, classes=listed(parts, language, 12))
