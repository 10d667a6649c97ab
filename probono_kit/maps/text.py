"""The words of a map: notes in its margin, its disclaimer, and what it shows in sentences."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
from pyproj import CRS

from probono_kit.i18n import format_date, format_number, ngettext
from probono_kit.i18n import gettext as _
from probono_kit.maps.layer_spec import Layer
from probono_kit.maps.model import NO_DATA, LegendClass
from probono_kit.maps.projection import Truth, describe_crs
from probono_kit.maps.spec import Credits, Kind, MapSpec

#: How many names a sentence lists before it says how many more there are.
NAMES = 8


def notes(credits_: Credits, language: str, *, context: str, layers: str = "") -> tuple[str, ...]:
    """Return the marginal notes of a map, each a sentence of its own, in the order of print.

    Parameters
    ----------
    credits_ : Credits
        What is empty there gives no note.
    language : str
        Of the notes.
    context : str
        Credit of the base layers, empty if none is drawn.
    layers : str
        Credit of further layers, as :func:`of_layers` returns it.

    Returns
    -------
    tuple of str
        Unencoded text.
    """
    produced = format_date(credits_.produced, language) if credits_.produced else ""
    return _filled(
        (_("Source: {text}", language), _source(credits_, language)),
        (_("Date of the data: {text}", language), credits_.data_date),
        (_("Map produced: {text}", language), produced),
        (_("Boundaries: {text}", language), credits_.areas_source),
        (_("Layers: {text}", language), layers),
        (_("Background: {text}", language), context),
        (_("Made by: {text}", language), credits_.organisation),
        (_("Contact: {text}", language), credits_.contact),
        (_("Map number: {text}", language), credits_.map_id),
    )


def of_layers(layers: Sequence[Layer]) -> str:
    """Return where further layers come from, those of which it is known.

    Examples
    --------
    >>> of_layers([Layer(data="roads", source="OpenStreetMap, 2025"), Layer(data="posts")])
    'roads – OpenStreetMap, 2025'
    """
    known = (
        f"{layer.heading} – {layer.source.strip()}" for layer in layers if layer.source.strip()
    )
    return "; ".join(known)


def short_notes(credits_: Credits, language: str) -> tuple[str, ...]:
    """Return the marginal notes that a map keeps where there is no room for all of them.

    Examples
    --------
    >>> short_notes(Credits(source="Survey", data_date="2025", contact="a@b.example"), "en")
    ('Source: Survey', 'Date of the data: 2025')
    """
    return _filled(
        (_("Source: {text}", language), _source(credits_, language)),
        (_("Date of the data: {text}", language), credits_.data_date),
        (_("Boundaries: {text}", language), credits_.areas_source),
        (_("Made by: {text}", language), credits_.organisation),
        (_("Map number: {text}", language), credits_.map_id),
    )


def _filled(*lines: tuple[str, str]) -> tuple[str, ...]:
    return tuple(template.format(text=text) for template, text in lines if text)


def _source(credits_: Credits, language: str) -> str:
    source, licence = credits_.source, credits_.licence
    if not source or not licence:
        return source
    # A short licence such as "CC BY 4.0" stays on one line.
    licence = licence.replace(" ", "\xa0") if len(licence) <= 24 else licence
    return _("{source} (licence: {licence})", language).format(source=source, licence=licence)


def projection(crs: CRS, truth: Truth, language: str) -> str:
    """Return the marginal note on the projection, which print and web share.

    Parameters
    ----------
    crs : pyproj.CRS
        Projection of the map.
    truth : Truth
        How true the map is: says whether north is up and whether a scale bar was refused.
    language : str
        Of the note.

    Returns
    -------
    str
        Unencoded text.
    """
    name = describe_crs(crs, language)
    if not truth.bar:
        text = _("{projection} (WGS 84); the scale varies too much for a scale bar.", language)
    elif truth.north_up:
        text = _("{projection} (WGS 84); north is up.", language)
    else:
        text = _("{projection} (WGS 84); the direction of north varies.", language)
    said = text.format(projection=name)
    return _("Projection: {text}", language).format(text=said)


def disclaimer(credits_: Credits, language: str) -> str:
    """Return the NGO's own disclaimer, or the standard one with its name.

    Examples
    --------
    >>> disclaimer(Credits(organisation="Eau et Vie"), "en").endswith("by Eau et Vie.")
    True
    """
    if credits_.disclaimer:
        return credits_.disclaimer
    if credits_.organisation:
        return _(
            "The boundaries and names shown and the designations used on this map do not imply "
            "official endorsement or acceptance by {organisation}.",
            language,
        ).format(organisation=credits_.organisation)
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
    spec: MapSpec,
    kind: Kind,
    heading: str,
    rows: pd.DataFrame,
    classes: Sequence[LegendClass],
    *,
    points: bool,
    told: Sequence[str] = (),
    also: Sequence[str] = (),
    count: int | None = None,
) -> str:
    """Say in sentences what a map shows: what it is, range, highest, lowest, missing.

    Parameters
    ----------
    spec : MapSpec
        Title and language.
    kind : Kind
        Map type.
    heading : str
        Of the legend.
    rows : pandas.DataFrame
        ``name``, ``value``, ``value_text`` and ``class_key`` of each area or point, without what
        may not leave.
    classes : sequence of LegendClass
        The legend.
    points : bool
        Rows are points, not areas.
    told : sequence of str
        What there is to say in place of range and extremes.
    also : sequence of str
        What there is to say besides.
    count : int, optional
        How many things the map shows, where these are not its rows.

    Returns
    -------
    str
        For readers who do not see the map.
    """
    language, count = spec.language, len(rows) if count is None else count
    title = spec.title.strip().rstrip(" .?!")
    sentences = [_what(kind, count, title, language, points=points)]
    values = rows["value"]
    known = values.dropna() if values.dtype == float else values[:0]
    if told:
        sentences += told
    elif len(known) and known.min() < known.max() and (rows["name"] != "").all():
        sentences.append(extremes(heading, rows, language))
    elif kind is not Kind.SYMBOLS and any(line.key != NO_DATA for line in classes):
        sentences.append(_legend_in_words(heading, classes, language))
    missing = list(map(str, rows["name"][rows["class_key"] == NO_DATA]))
    if missing and len(missing) == count:
        sentences.append(_("There are no data.", language))
    elif missing and not points:
        text = _("No data: {names}.", language)
        if kind is Kind.WHO_WHAT_WHERE:
            text = _("No organisation reported: {names}.", language)
        sentences.append(text.format(names=listed(missing, language)))
    return " ".join([*sentences, *also])


def _what(kind: Kind, count: int, title: str, language: str, *, points: bool) -> str:
    """Say what kind of map it is, and of how many things."""
    if kind is Kind.HEAT:
        text = _("Map of density: {title}.", language)
    elif kind is Kind.DOTS:
        text = _("Map of dots, each for a number of things: {title}.", language)
    elif kind is Kind.FLOWS:
        text = ngettext(
            "Map of {count} flow: {title}.", "Map of {count} flows: {title}.", count, language
        )
    elif kind is Kind.HEXAGONS:
        text = ngettext(
            "Map of {count} hexagon: {title}.", "Map of {count} hexagons: {title}.", count, language
        )
    elif kind is Kind.CLUSTERS:
        text = ngettext(
            "Map of {count} group of places: {title}.",
            "Map of {count} groups of places: {title}.",
            count,
            language,
        )
    elif points:
        text = ngettext(
            "Map of {count} point: {title}.", "Map of {count} points: {title}.", count, language
        )
    else:
        text = ngettext(
            "Map of {count} area: {title}.", "Map of {count} areas: {title}.", count, language
        )
    return text.format(count=format_number(count, language), title=title)


def counted(kind: Kind, count: int, language: str, *, points: bool) -> str:
    """Say how many things a line of the legend stands for.

    Examples
    --------
    >>> counted(Kind.HEXAGONS, 20, "en", points=False)
    '20 hexagons'
    """
    if kind is Kind.HEXAGONS:
        text = ngettext("{count} hexagon", "{count} hexagons", count, language)
    elif kind is Kind.FLOWS:
        text = ngettext("{count} flow", "{count} flows", count, language)
    elif kind is Kind.DOTS:
        text = ngettext("{count} dot", "{count} dots", count, language)
    elif points or kind is Kind.HEAT:
        text = ngettext("{count} point", "{count} points", count, language)
    else:
        text = ngettext("{count} area", "{count} areas", count, language)
    return text.format(count=format_number(count, language))


def extremes(heading: str, rows: pd.DataFrame, language: str) -> str:
    """Say where an amount is highest and where it is lowest."""

    def at(extreme: float) -> tuple[str, str]:
        found = rows[rows["value"] == extreme]
        return listed(list(map(str, found["name"])), language, 3), str(found["value_text"].iloc[0])

    high, high_text = at(rows["value"].max())
    low, low_text = at(rows["value"].min())
    return _(
        "{heading}: highest in {high} ({high_value}), lowest in {low} ({low_value}).", language
    ).format(heading=heading, high=high, high_value=high_text, low=low, low_value=low_text)


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
