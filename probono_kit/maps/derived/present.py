"""From rows of organisations and sectors to one row per area."""

from __future__ import annotations

from dataclasses import dataclass, replace

import geopandas as gpd
import numpy as np
import pandas as pd

from probono_kit.findings import Findings
from probono_kit.i18n import format_number, ngettext
from probono_kit.i18n import gettext as _
from probono_kit.maps import symbology
from probono_kit.maps.checks import check_columns, sort_key, table_keys
from probono_kit.maps.derived.source import Derived, Source
from probono_kit.maps.model import NO_DATA
from probono_kit.maps.presence import Presence, Sector
from probono_kit.maps.spec import Kind, MapSpec
from probono_kit.maps.symbology import Symbology
from probono_kit.maps.text import listed

#: More sectors than this make no table that can be read: the smallest become one.
MOST_SECTORS = 12


@dataclass(frozen=True)
class Gathered:
    """A table with one row per area, and the spec of the map of it."""

    spec: MapSpec
    table: pd.DataFrame
    presence: Presence


def gather_presence(
    spec: MapSpec, shapes: gpd.GeoDataFrame, table: pd.DataFrame | None, findings: Findings
) -> Gathered | None:
    """Count the organisations of each area, and list them by sector.

    Parameters
    ----------
    spec : MapSpec
        Names the columns ``organisation`` and ``sector``. Their words are listed only if both may
        leave; without the organisations the table tells how many there are.
    shapes : geopandas.GeoDataFrame
        Areas of the map.
    table : pandas.DataFrame or None
        One row per activity: area, organisation, sector.
    findings : Findings
        Gets what is wrong with it.

    Returns
    -------
    Gathered or None
        ``None`` if `findings` say why nothing can be counted.
    """
    rows = _rows(spec, shapes, table, findings)
    if rows is None:
        return None
    heading = spec.legend_title.strip() or _("Organisations", spec.language)
    counts = rows.groupby("key", sort=False)["who"].nunique().rename(heading)
    told = spec.sector in spec.columns
    sectors = _sectors(rows) if told else []
    wide = pd.DataFrame(counts)
    for sector in sectors:
        mine = rows[rows["what"] == sector].groupby("key", sort=False)["who"]
        cells = mine.agg(_names) if spec.organisation in spec.columns else mine.nunique()
        name = sector if sector != heading else f"{sector} "
        wide[name] = cells.reindex(wide.index)
    known = wide.index.isin(shapes["key"])
    summary = wide.reset_index().rename(columns={"key": "area_code"})
    names = shapes.set_index("key")["name"]
    summary["area_name"] = [names.get(key, key) for key in summary["area_code"]]
    new = spec.model_copy(
        update={
            "value": heading, "denominator": "", "unit": "", "legend_title": heading,
            "organisation": "", "sector": "",
            "columns": (heading, *(c for c in wide.columns if c != heading), *_others(spec)),
        }
    )  # fmt: skip
    inside = rows[rows["key"].isin(wide.index[known])]
    return Gathered(new, summary, _presence(inside, sectors, shapes))


def _others(spec: MapSpec) -> list[str]:
    return [name for name in spec.columns if name not in (spec.organisation, spec.sector)]


def _rows(
    spec: MapSpec, shapes: gpd.GeoDataFrame, table: pd.DataFrame | None, findings: Findings
) -> pd.DataFrame | None:
    """Return ``key`` (area), ``who`` and ``what`` of each activity of which all is known."""
    if table is None:
        findings.add("map.table_missing", "table", name=spec.organisation or "organisation")
        return None
    if not (spec.organisation and spec.sector):
        findings.add("map.no_who", "organisation")
        return None
    if table.empty:
        findings.add("map.table_empty", "table")
        return None
    check_columns(spec, table, findings, points=False)
    keys = table_keys(shapes, table)
    if keys is None:
        findings.add("map.no_area_column", "table", columns=tuple(map(str, table.columns[:8])))
    if findings.errors or keys is None:
        return None
    rows = pd.DataFrame(
        {
            "key": keys,
            "who": _words(table[spec.organisation]),
            "what": _words(table[spec.sector]),
        }
    )
    nobody = rows["who"] == ""
    if nobody.any():
        findings.add(
            "map.row_without_who", spec.organisation, count=int(nobody.sum()), total=len(rows)
        )
    rows = rows[~nobody & (rows["key"] != "")]
    if rows.empty:
        findings.add("map.nobody_anywhere", spec.organisation)
        return None
    unnamed = _("Sector not given", spec.language)
    return rows.assign(what=rows["what"].where(rows["what"] != "", unnamed)).reset_index(drop=True)


def _words(column: pd.Series) -> list[str]:
    return ["" if pd.isna(cell) else " ".join(str(cell).split()) for cell in column]


def _names(names: pd.Series) -> str:
    return ", ".join(sorted(names.unique(), key=lambda name: (sort_key(name), name)))


def _sectors(rows: pd.DataFrame) -> list[str]:
    """Return the sectors with most organisations first, as many as a table holds."""
    counts = rows.groupby("what")["who"].nunique()
    order = sorted(counts.index, key=lambda name: (-counts[name], sort_key(name), name))
    return order[:MOST_SECTORS]


def _presence(rows: pd.DataFrame, sectors: list[str], shapes: gpd.GeoDataFrame) -> Presence:
    counts = np.zeros((len(shapes), len(sectors)), dtype=np.int64)
    place = {key: i for i, key in enumerate(shapes["key"])}
    told = []
    for column, sector in enumerate(sectors):
        mine = rows[rows["what"] == sector]
        for key, count in mine.groupby("key")["who"].nunique().items():
            counts[place[str(key)], column] = count
        told.append(Sector(sector, mine["who"].nunique(), mine["key"].nunique()))
    return Presence(tuple(told), counts, rows["who"].nunique())


def draw_presence(source: Source, findings: Findings) -> Derived:
    """Return areas coloured by how many organisations work there; none reported is no zero."""
    spec, language, presence = source.spec, source.language, source.presence
    assert presence is not None
    looks = unreported(symbology.classed(source.amounts, spec, findings), language)
    told = tuple(_sentences(source, presence))
    return Derived(
        spec, Kind.CHOROPLETH, source.subject, source.shapes, source.amounts, looks,
        told=told, presence=presence,
    )  # fmt: skip


def unreported(looks: Symbology, language: str) -> Symbology:
    """Call no data what it is here: nobody was reported."""
    none = _("No organisation reported", language)
    classes = tuple(
        replace(line, label=none) if line.key == NO_DATA else line for line in looks.classes
    )
    texts = np.where(looks.class_key == NO_DATA, none, looks.value_text)
    return replace(looks, classes=classes, value_text=texts)


def _sentences(source: Source, presence: Presence) -> list[str]:
    """Say how many there are, where most are, and which sectors have most."""
    language, amounts = source.language, source.amounts
    there = ~np.isnan(amounts)
    text = ngettext(
        "{count} organisation works in {areas} of {total} areas.",
        "{count} organisations work in {areas} of {total} areas.",
        presence.organisations,
        language,
    )
    said = [
        text.format(
            count=format_number(presence.organisations, language),
            areas=format_number(int(there.sum()), language),
            total=format_number(len(amounts), language),
        )
    ]
    names = source.subject.names.to_numpy()
    most = float(np.nanmax(amounts))
    if np.nanmin(amounts) < most or not there.all():
        where = listed(list(map(str, names[amounts == most])), language, 4)
        text = _("Most in {names} ({count}).", language)
        said.append(text.format(names=where, count=format_number(most, language)))
    if len(presence.sectors) > 1:
        parts = [
            _("{sector} ({organisations}, {areas})", language).format(
                sector=sector.name,
                organisations=of_organisations(sector.organisations, language),
                areas=of_areas(sector.areas, language),
            )
            for sector in presence.sectors[:3]
        ]
        said.append(
            _("Largest sectors: {sectors}.", language).format(sectors=listed(parts, language, 3))
        )
    return said


def of_organisations(count: int, language: str) -> str:
    """Say how many organisations.

    Examples
    --------
    >>> of_organisations(1, "en"), of_areas(4, "en")
    ('1 organisation', '4 areas')
    """
    text = ngettext("{count} organisation", "{count} organisations", count, language)
    return text.format(count=format_number(count, language))


def of_areas(count: int, language: str) -> str:
    """Say how many areas."""
    text = ngettext("{count} area", "{count} areas", count, language)
    return text.format(count=format_number(count, language))
