"""Maps of figures by area: circles for counts, colours for medians, shares, hot and cold spots."""

from __future__ import annotations

from collections.abc import Sequence

import geopandas as gpd
import pandas as pd

from probono_kit.explore.area_groups import AreaGroups
from probono_kit.explore.space import AreaFigures
from probono_kit.explore.spots import Spots
from probono_kit.i18n import format_number, ngettext
from probono_kit.i18n import gettext as _
from probono_kit.maps import Credits, Kind, MapModel, MapSpec, resolve


def figures_map(
    figures: AreaFigures,
    areas: gpd.GeoDataFrame,
    *,
    title: str,
    language: str,
    credits_: Credits | None = None,
    base: bool = True,
) -> MapModel:
    """Draw figures by area: circles for counts, colours for medians and shares.

    Parameters
    ----------
    figures : AreaFigures
        From :func:`figures_by_area`.
    areas : geopandas.GeoDataFrame
        ``area_code``, ``area_name``, polygons.
    title : str
        What, where, when.
    language : str
        Of all texts.
    credits_ : Credits, optional
        Marginal notes.
    base : bool
        Draw what lies around.

    Returns
    -------
    MapModel
        Shares are the smoothed ones, in per cent. Areas below the fewest rows have no data.
    """
    values = figures.by_code
    share = figures.kind == "share"
    table = pd.DataFrame(
        {"area_code": values.index, "value": values.to_numpy() * (100 if share else 1)}
    )
    names = areas.set_index("area_code")["area_name"]
    table.insert(1, "area_name", table["area_code"].map(names))
    table = table[table["area_name"].notna()]
    spec = MapSpec(
        kind=Kind.SYMBOLS if figures.kind == "count" else Kind.CHOROPLETH,
        title=title,
        language=language,
        value="value",
        unit="%" if share else "",
        legend_title=figures.label(language),
        columns=("value",),
        remarks=_remarks(figures, language),
        credits=credits_ or Credits(),
    )
    return resolve(spec, areas=areas, table=table, base=base)


def _remarks(figures: AreaFigures, language: str) -> tuple[str, ...]:
    """Say on the map what is not on it."""
    told = []
    if figures.kind == "share":
        told.append(
            _(
                "Shares of areas with few records are drawn towards that of all; the raw ones are"
                " in the workbook.",
                language,
            )
        )
    if figures.nowhere:
        text = ngettext(
            "{count} record without a known area is not on the map.",
            "{count} records without a known area are not on the map.",
            figures.nowhere,
            language,
        )
        told.append(text.format(count=format_number(figures.nowhere, language)))
    if figures.hidden:
        text = ngettext(
            "{count} area with fewer than {fewest} records is not shown.",
            "{count} areas with fewer than {fewest} records are not shown.",
            figures.hidden,
            language,
        )
        count = format_number(figures.hidden, language)
        told.append(text.format(count=count, fewest=figures.fewest))
    return tuple(told)


def spots_map(
    spots: Spots,
    *,
    title: str,
    language: str,
    credits_: Credits | None = None,
    base: bool = True,
) -> MapModel:
    """Draw hot and cold spots: which areas are high, or low, together with their neighbours.

    Parameters
    ----------
    spots : Spots
        From :func:`probono_kit.explore.spots.hot_spots`.
    title : str
        What, where, when.
    language : str
        Of all texts.
    credits_ : Credits, optional
        Marginal notes.
    base : bool
        Draw what lies around.

    Returns
    -------
    MapModel
        A map of categories.
    """
    words = {
        "hot": _("high, like its neighbours", language),
        "cold": _("low, like its neighbours", language),
        "": _("no more than chance", language),
        "alone": _("no neighbour with figures", language),
    }
    table = pd.DataFrame(spots.areas[["area_code", "area_name"]])
    table["spot"] = [words.get(each) for each in spots.areas["spot"]]
    spec = MapSpec(
        kind=Kind.CATEGORIES,
        title=title,
        language=language,
        value="spot",
        columns=("spot",),
        legend_title=_("Compared with its neighbours", language),
        credits=credits_ or Credits(),
    )
    return resolve(spec, areas=spots.areas[_SHAPES], table=table, base=base)


def groups_map(
    alike: AreaGroups,
    areas: gpd.GeoDataFrame,
    *,
    title: str,
    language: str,
    credits_: Credits | None = None,
    base: bool = True,
) -> MapModel:
    """Draw which areas are alike.

    Parameters
    ----------
    alike : AreaGroups
        From :func:`probono_kit.explore.area_groups.find_area_groups`.
    areas : geopandas.GeoDataFrame
        ``area_code``, ``area_name``, polygons.
    title : str
        What, where, when.
    language : str
        Of all texts.
    credits_ : Credits, optional
        Marginal notes.
    base : bool
        Draw what lies around.

    Returns
    -------
    MapModel
        A map of categories; areas with too few records have no data.
    """
    known = alike.areas[alike.areas["group"].notna()]
    text = _("Group {group}", language)
    table = pd.DataFrame(known[["area_code", "area_name"]])
    table["group"] = [text.format(group=number) for number in known["group"]]
    spec = MapSpec(
        kind=Kind.CATEGORIES,
        title=title,
        language=language,
        value="group",
        columns=("group",),
        legend_title=_("Areas that are alike", language),
        credits=credits_ or Credits(),
    )
    return resolve(spec, areas=areas[_SHAPES], table=table, base=base)


_SHAPES: Sequence[str] = ["area_code", "area_name", "geometry"]
