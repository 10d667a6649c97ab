"""From checked parameters to the description of the map that they ask for."""

from __future__ import annotations

import datetime
from pathlib import Path

from probono_kit.engagement.flow_ends import PLACE
from probono_kit.engagement.layer_steps import FurtherLayers
from probono_kit.engagement.map_rows import divisor_of_second
from probono_kit.engagement.parameters.maps import InteractiveMap, MapParameters, StaticMap
from probono_kit.engagement.steps import MapInputs, MapLayers, amount_column, amount_columns
from probono_kit.i18n import format_number
from probono_kit.i18n import gettext as _
from probono_kit.maps.spec import Classification, Credits, Kind, MapSpec, Page, Second

#: Kinds that are made of rows as they are, not of numbers per area.
_OF_ROWS = ("flows", "who_what_where", "reference")


def map_spec(
    p: MapParameters,
    inputs: MapInputs,
    layers: MapLayers,
    further: FurtherLayers | None = None,
) -> MapSpec:
    """Return the description of the map that the parameters ask for.

    Parameters
    ----------
    p : MapParameters
        Checked parameters.
    inputs : MapInputs
        For the credit of the boundaries.
    layers : MapLayers
        What could not be placed is said on the map.
    further : FurtherLayers, optional
        What lies over it.

    Returns
    -------
    MapSpec
        Ready for :func:`probono_kit.maps.resolve`. A number per area that a task asks for may be
        shown; whatever stands in single rows only if the brief names its column.

    Examples
    --------
    >>> from probono_kit.engagement import check_parameters, map_inputs, map_layers
    >>> from probono_kit.i18n import set_language
    >>> p = check_parameters("static_map", {
    ...     "table": "sample:water-points/raw/points_eau.xlsx", "country": "SEN",
    ...     "place_column": "Région", "value": "Points d'eau fonctionnels", "measure": "sum",
    ...     "columns": ["Région"], "title": "Points d'eau, Sénégal", "language": "fr"})
    >>> inputs = map_inputs(p)
    >>> spec = map_spec(p, inputs, map_layers(p, inputs))
    >>> spec.columns
    ('Région', "Points d'eau fonctionnels")
    >>> spec.remarks[0].endswith("Kafrine, Sine Saloum… (7 lignes).")
    True
    >>> set_language("en")
    """
    of_points, of_rows = layers.points is not None, p.kind in _OF_ROWS
    aggregated = [p.value] if of_rows else [amount_column(p), *amount_columns(p)]
    columns = list(dict.fromkeys([*p.columns, *([] if of_points else aggregated)]))
    between_points = of_points and p.kind == "flows"
    if between_points:
        columns.append(PLACE)
    return MapSpec(
        kind=Kind(p.kind),
        title=p.title,
        subtitle=p.subtitle,
        language=p.language,
        value=p.value if of_points or of_rows else amount_column(p),
        denominator=p.denominator,
        per=p.per,
        second=_second(p),
        further=tuple(p.further),
        time=p.time,
        organisation=p.organisation,
        sector=p.sector,
        origin=p.origin,
        destination=p.destination,
        least_flow=p.least_flow or None,
        cell_km=p.cell_km or None,
        reach_km=p.reach_km or None,
        dot_value=p.dot_value or None,
        category=p.category,
        icons=_icons(p),
        shapes=p.shapes,
        label=PLACE if between_points else p.label,
        legend_title=p.legend_title,
        unit=p.unit,
        classification=Classification(p.classification),
        classes=p.classes,
        breaks=tuple(p.breaks),
        palette=p.palette,
        columns=tuple(columns),
        labels=p.labels,
        context=p.context,
        remarks=(*_not_placed(p, layers), *filter(None, [layers.credit])),
        credits=_credits(p, inputs),
        page=_page(p),
        profile=p.profile,
        layers=further.layers if further else (),
        tiles=p.tiles if isinstance(p, InteractiveMap) else "",
        tiles_credit=p.tiles_credit if isinstance(p, InteractiveMap) else "",
    )


def _icons(p: MapParameters) -> dict[str, str]:
    pairs = (pair.rpartition(":") for pair in p.icons)
    return {category.strip(): icon.strip() for category, _colon, icon in pairs}


def _second(p: MapParameters) -> Second:
    rate = f"{p.second} / {p.second_denominator}" if p.second_denominator else ""
    return Second(
        value=p.second,
        denominator=divisor_of_second(p),
        per=p.second_per,
        title=p.second_title or rate.replace("_", " "),
        unit=p.second_unit,
        breaks=tuple(p.second_breaks),
    )


def _page(p: MapParameters) -> Page:
    if not isinstance(p, StaticMap):
        return Page()
    return Page(layout=p.layout, paper=p.paper, orientation=p.orientation)


#: More names than this are counted on the map, and listed in full in the findings.
_NAMES_ON_MAP = 8


def _not_placed(p: MapParameters, layers: MapLayers) -> tuple[str, ...]:
    """Say which rows are not on the map: a reader must not take them for "no data"."""
    language = p.language
    if layers.points is not None:
        count = len(layers.report)
        text = _("Not on this map, for want of usable coordinates: {count} places.", language)
        return (text.format(count=format_number(count, language)),) if count else ()
    waiting = layers.report[layers.report["status"] != "matched"]
    if waiting.empty:
        return ()
    rows = format_number(int(waiting["rows"].sum()), language)
    # What matches no area may be anything: it is named only if its column may leave.
    names = list(waiting["name"]) if p.place_column in p.columns else []
    if p.code_column in p.columns:
        names = names or list(waiting["code"])
    named = [name for name in names if name][:_NAMES_ON_MAP]
    if not named:
        text = _("Not on this map, for want of a place: {rows} rows.", language)
        return (text.format(rows=rows),)
    more = "…" if len(named) < len(waiting) else ""
    text = _(
        "Not on this map, for want of an area in the boundaries: {names} ({rows} rows).", language
    )
    return (text.format(names=", ".join(named) + more, rows=rows),)


def _credits(p: MapParameters, inputs: MapInputs) -> Credits:
    return Credits(
        organisation=p.ngo,
        source=p.source,
        licence=p.licence,
        data_date=p.data_date,
        areas_source=p.areas_source or inputs.credit,
        produced=datetime.date.fromisoformat(p.produced) if p.produced else None,
        disclaimer=p.disclaimer,
        logo=Path(p.logo) if p.logo else None,
        map_id=p.map_id,
        contact=p.contact,
    )
