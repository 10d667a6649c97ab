"""The step of the notebook that explores areas and distances."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field
from pathlib import Path

from babel import Locale

from probono_kit.engagement.explore_table import ExploreInputs, asked_frame, compared_columns
from probono_kit.engagement.form_labels import form_labels
from probono_kit.engagement.parameters.explore_data import ExploreData
from probono_kit.explore.area_groups import AreaGroups, find_area_groups
from probono_kit.explore.area_maps import figures_map, groups_map, spots_map
from probono_kit.explore.distances import Coverage, coverage
from probono_kit.explore.profile import Profile
from probono_kit.explore.space import AreaFigures, figures_by_area
from probono_kit.explore.spots import Spots, hot_spots
from probono_kit.findings import Findings
from probono_kit.i18n import gettext as _
from probono_kit.maps import Credits, MapModel
from probono_kit.tables.phones import region_of


@dataclass(frozen=True)
class AreasFound:
    """What there is to say of areas and distances.

    Attributes
    ----------
    figures : list of AreaFigures
        Records by area, and the outcome.
    spots : Spots or None
        Hot and cold ones.
    alike : AreaGroups or None
        Groups of areas whose records are alike.
    coverage : Coverage or None
        Distances to services.
    maps : list of MapModel
        Of figures, spots and groups.
    findings : Findings
        Of the maps.
    """

    figures: list[AreaFigures] = field(default_factory=list)
    spots: Spots | None = None
    alike: AreaGroups | None = None
    coverage: Coverage | None = None
    maps: list[MapModel] = field(default_factory=list)
    findings: Findings = field(default_factory=Findings)


def area_step(p: ExploreData, inputs: ExploreInputs, columns: Profile) -> AreasFound:
    """Bring records to figures by area, look for areas that are alike, and measure distances.

    Parameters
    ----------
    p : ExploreData
        Checked parameters.
    inputs : ExploreInputs
        From :func:`explore_inputs`.
    columns : Profile
        From :func:`profile_step`.

    Returns
    -------
    AreasFound
        Empty without areas and positions.

    Examples
    --------
    >>> from probono_kit import engagement
    >>> from probono_kit.i18n import set_language
    >>> given = {"table": "sample:water-points/raw/points_eau.xlsx", "columns": ["Région"]}
    >>> p = engagement.check_parameters("explore_data", given)
    >>> inputs = engagement.explore_inputs(p)
    >>> area_step(p, inputs, engagement.profile_step(p, inputs)).maps
    []
    >>> set_language("en")
    """
    distances = _distances(p, inputs)
    if inputs.areas is None or inputs.table.frame["area_code"].isna().all():
        return AreasFound(coverage=distances)
    frame = asked_frame(p, inputs)
    # How many of a sample lie where says how it was drawn, not how many there are.
    counts = inputs.sample is None or not p.outcome
    figures = [figures_by_area(frame)] if counts else []
    if p.outcome:
        figures.append(
            figures_by_area(
                frame,
                p.outcome,
                says=inputs.outcome_value,
                called=_called(p, p.outcome),
                sample=inputs.sample,
            )
        )
    last = figures[-1]
    called = last.label(p.language)
    spots = None if last.is_partial else hot_spots(inputs.areas, last.by_code, column=called)
    title = _("{what}, by area", p.language)
    titles = [title.format(what=_capital(each.label(p.language))) for each in figures]
    credits_ = _credits(p, inputs)
    maps = [
        figures_map(each, inputs.areas, title=_dated(t, p), language=p.language, credits_=credits_)
        for each, t in zip(figures, titles, strict=True)
        if len(each.by_code.unique()) > 1 and not each.is_partial
    ]
    if spots is not None and spots.areas["spot"].isin(["hot", "cold"]).any():
        title = _("Where high and low values lie together: {what}", p.language)
        title = _dated(title.format(what=last.label(p.language)), p)
        maps.append(spots_map(spots, title=title, language=p.language, credits_=credits_))
    alike = None
    if not figures[0].is_partial:
        compared = compared_columns(p, columns)
        alike = find_area_groups(inputs.table.frame, compared, inputs.sample)
    # Without named columns nothing about them leaves.
    if alike is not None and p.columns and alike.areas["group"].notna().any():
        title = _dated(_("Areas that are alike", p.language), p)
        maps.append(
            groups_map(alike, inputs.areas, title=title, language=p.language, credits_=credits_)
        )
    findings = Findings(found for model in maps for found in model.findings)
    if figures[0].is_partial:
        lost = figures[0].nowhere
        findings.add("space.partial", Path(p.table).name, count=lost, rows=len(frame))
    return AreasFound(figures, spots, alike, distances, maps, findings)


def _called(p: ExploreData, column: str) -> str:
    """Return what a column is called on maps: by the brief, else by the form."""
    return p.called(column) or form_labels(p.form, p.language).columns.get(column, "")


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _dated(title: str, p: ExploreData) -> str:
    """Return a title that says where and when."""
    region = region_of(p.country)
    country = str(Locale.parse(p.language).territories.get(region, "")) if region else ""
    return ", ".join(filter(None, [title, country, p.data_date]))


def _credits(p: ExploreData, inputs: ExploreInputs) -> Credits:
    return Credits(
        organisation=p.ngo,
        source=p.source,
        licence=p.licence,
        data_date=p.data_date,
        areas_source=inputs.credit,
        produced=datetime.date.fromisoformat(p.produced) if p.produced else None,
        disclaimer=p.disclaimer,
        contact=p.contact,
    )


def _distances(p: ExploreData, inputs: ExploreInputs) -> Coverage | None:
    if inputs.points is None or inputs.services is None:
        return None
    frame = inputs.table.frame
    known = {"area_code", "area_name"} <= set(frame.columns)
    areas = frame.loc[inputs.points.index, ["area_code", "area_name"]] if known else None
    return coverage(
        inputs.points,
        inputs.services,
        p.radius_km,
        areas=areas,
        called=p.points_called,
        sample=inputs.sample,
    )
