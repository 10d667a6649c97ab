"""From a spec and frames to the one model that every renderer draws."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from pyproj import CRS

from probono_kit.findings import Findings
from probono_kit.i18n import gettext as _
from probono_kit.maps import symbology
from probono_kit.maps.anchors import anchors
from probono_kit.maps.arrays import Array
from probono_kit.maps.assemble import Ground, assemble
from probono_kit.maps.checks import check_spec, read_shapes
from probono_kit.maps.context import dashed, read_context, without
from probono_kit.maps.derived import Derived, Source, derive
from probono_kit.maps.derived.barred import bar_specs
from probono_kit.maps.derived.paired import specs_of
from probono_kit.maps.derived.source import Before
from probono_kit.maps.derived.timed import (
    amounts_before,
    earlier_rows,
    is_timed,
    over_time,
    periods_of,
    points_over_time,
)
from probono_kit.maps.derived.timed_rows import rows_in_time
from probono_kit.maps.extent import Extent, extent_of
from probono_kit.maps.kinds import choose_kind
from probono_kit.maps.layer_spec import LayerKind
from probono_kit.maps.linter import lint_amounts, lint_map
from probono_kit.maps.linter.made import Made
from probono_kit.maps.model import LAND, MapModel
from probono_kit.maps.overlays import RawLayer, build_overlays, in_roles, read_layers
from probono_kit.maps.overlays.build import Below
from probono_kit.maps.profiles import read_profile, signed
from probono_kit.maps.projection import choose_crs
from probono_kit.maps.sign_classes import check_icons, tell_unused, with_badges, with_signs
from probono_kit.maps.spec import Kind, MapSpec
from probono_kit.maps.subject import (
    Subject,
    amounts_of,
    check_inside,
    places_of,
    read_subject,
    tell_negative,
)
from probono_kit.maps.symbology import Symbology
from probono_kit.maps.tiles import check_tiles
from probono_kit.maps.values import as_words

#: Kinds that show the amounts of areas.
_OF_AMOUNTS = (
    Kind.CHOROPLETH,
    Kind.SYMBOLS,
    Kind.DOTS,
    Kind.BIVARIATE,
    Kind.BARS,
    Kind.WHO_WHAT_WHERE,
)

#: Of these, kinds whose amounts may be less than nothing.
_OF_RATES = (Kind.CHOROPLETH, Kind.BIVARIATE)

#: A single point, or the tiniest islet, gets this much ground around it (degrees).
_LEAST_EXTENT = 0.02


def resolve(
    spec: MapSpec,
    *,
    areas: gpd.GeoDataFrame | None = None,
    table: pd.DataFrame | None = None,
    points: gpd.GeoDataFrame | None = None,
    layers: Mapping[str, pd.DataFrame] | None = None,
    base: bool = True,
) -> MapModel:
    """Decide everything that a map shows: classes, colours, circles, legend, texts, projection.

    Parameters
    ----------
    spec : MapSpec
        What is asked for.
    areas : geopandas.GeoDataFrame, optional
        Polygons with ``area_name`` and, where there are codes, ``area_code``.
    table : pandas.DataFrame, optional
        One row per area, with ``area_code`` or ``area_name`` and the columns that `spec` names; for
        flows one row per flow.
        Areas without a row, or with a blank cell, have no data: never zero.
    points : geopandas.GeoDataFrame, optional
        Points with their columns. Areas are then drawn as their ground.
    layers : mapping of str to geopandas.GeoDataFrame, optional
        Frames of the further layers, by the names that `spec.layers` give: points, lines or
        polygons. A frame without shapes is a table of `areas`, for circles in them.
    base : bool
        Read what lies around from the base layers, if `spec.context` asks for it too.

    Returns
    -------
    MapModel
        Drawn by :func:`probono_kit.maps.draw_static` and :func:`probono_kit.maps.write_page`. Its
        ``findings`` say what was decided, and what a person should look at.

    Raises
    ------
    ProbonoError
        With everything that is wrong with spec, frames and values, all at once.

    Examples
    --------
    >>> from shapely.geometry import box
    >>> from probono_kit.maps.spec import Credits, MapSpec
    >>> areas = gpd.GeoDataFrame(
    ...     {"area_name": ["Dakar", "Thiès"]}, geometry=[box(0, 0, 1, 1), box(1, 0, 2, 1)], crs=4326
    ... )
    >>> table = pd.DataFrame({"area_name": ["Dakar", "Thiès"], "wells": [12, None]})
    >>> spec = MapSpec(
    ...     title="Wells, 2025", value="wells", columns=("wells",),
    ...     credits=Credits(organisation="Eau et Vie", source="Survey", data_date="2025"),
    ... )
    >>> model = resolve(spec, areas=areas, table=table, base=False)
    >>> model.kind.value, [(line.label, line.count) for line in model.classes]
    ('symbols', [('wells', 1), ('No data', 1)])
    """
    findings = Findings()
    check_spec(spec, findings)
    check_icons(spec, findings)
    findings += check_tiles(spec.tiles, spec.tiles_credit)
    profile = read_profile(spec.profile, findings)
    spec = in_roles(signed(spec, profile))
    shapes = read_shapes(areas, findings)
    rows = rows_in_time(spec, shapes, table, findings, points=points is not None)
    spec, table, presence, timed = rows.spec, rows.table, rows.presence, rows.timed
    further = read_layers(spec.layers, layers or {}, shapes, findings)
    for one in further:
        if one.kind is LayerKind.POINTS:
            check_inside(one.frame, shapes, findings, one.where)
    subject = read_subject(spec, shapes, table, points, findings)
    if subject is None:
        findings.raise_errors()
        raise AssertionError("nothing to draw, and no error says so")
    kind = choose_kind(spec, subject, findings)
    if spec.time and not is_timed(kind, points=subject.points):
        findings.add("map.time_of_kind", "time", kind=kind.value)
    tell_unused(spec, kind, findings)
    amounts = _amounts(kind, spec, subject, findings)
    earlier = earlier_rows(shapes, timed) if kind is not Kind.FLOWS else ()
    rates = kind in _OF_RATES
    before = amounts_before(_specs(kind, spec), earlier, timed, findings, negative=rates)
    others = _further(kind, spec, subject, findings)
    findings.raise_errors()
    extent = _extent(shapes, subject)
    crs = choose_crs(extent)
    source = Source(spec, subject, shapes, amounts, crs, extent, others, table, presence, before)
    made = derive(kind, source, findings)
    at = np.empty((0, 2))
    if made.shapes is not None:
        signs = made.look is Kind.SYMBOLS or (made.look is Kind.CATEGORIES and spec.icons)
        at = anchors(made.shapes, crs, extent, wide=not signs)
    spots = places_of(made.subject, at, crs, extent)
    if before and made.steps is None:
        made = over_time(made, earlier, before, spots, findings)
    looks = made.looks or _symbolise(made, at, spots, findings)
    made = points_over_time(made, looks, findings)
    looks = with_badges(looks, made, crs, extent, findings)
    context = read_context(extent, spec.language) if base and spec.context else None
    overlays = build_overlays(further, _below(made, looks, crs, extent), findings)
    if context is not None:
        context = dashed(context, profile.borders.dashed)
        context = without(context, {one.theme for one in overlays})
    ground = Ground(made.shapes, at, crs, extent, context, profile, overlays)
    findings += _lint(made, looks, ground, tuple(further), before)
    findings.raise_errors()
    return assemble(kind, made, ground, looks, findings)


def _below(made: Derived, looks: Symbology, crs: CRS, extent: Extent) -> Below:
    """Return what further layers lie on."""
    lines = looks.classes if made.bars is None else made.bars.series
    covered = made.look in (Kind.SYMBOLS, Kind.POINTS) or bool(made.bars or made.flows)
    return Below(made.spec, crs, extent, (LAND, *(line.colour for line in lines)), covered)


def _lint(
    made: Derived,
    looks: Symbology,
    ground: Ground,
    layers: tuple[RawLayer, ...],
    before: Before | None,
) -> Findings:
    """Ask the linter, which sees amounts even where only their class may leave."""
    areas, points = ground.shapes, made.subject.frame if made.subject.points else None
    seen = Made(
        spec=made.spec,
        kind=made.look,
        areas=areas,
        points=points,
        names=made.subject.names,
        amounts=made.amounts,
        classes=looks.classes,
        countries=_countries(ground),
        crs=ground.crs,
        extent=ground.extent,
        layers=layers,
        overlays=ground.layers,
    )
    if made.bars is not None:
        seen = replace(seen, classes=made.bars.series)
    earlier = before.amounts if before else ()
    if earlier and not made.measures:
        seen = replace(seen, before=np.stack([each[:, 0] for each in earlier]))
    findings = lint_map(seen)
    of_areas = areas["name"] if areas is not None else made.subject.names
    for i, (spec, amounts) in enumerate(made.measures):
        one = replace(seen, spec=spec, amounts=amounts, classes=(), points=None, names=of_areas)
        if earlier:
            one = replace(one, before=np.stack([each[:, i] for each in earlier]))
        findings += lint_amounts(one)
    return findings


def _countries(ground: Ground) -> tuple[str, ...]:
    """Return the names of the countries in which the data are, the largest share first."""
    if ground.context is None:
        return ()
    countries = ground.context.countries
    frame = shapely.box(*ground.extent)
    shares = shapely.area(shapely.intersection(countries.geometry.to_numpy(), frame))
    order = np.argsort(-shares, kind="stable")
    return tuple(str(countries["name"].iloc[i]) for i in order if shares[i] > 0)


def _amounts(kind: Kind, spec: MapSpec, subject: Subject, findings: Findings) -> Array:
    """Return the amounts that the map shows, having reported what cannot be shown."""
    gathered = kind.gathers_points and bool(spec.value)
    if kind not in _OF_AMOUNTS and not gathered:
        return np.full(len(subject.frame), np.nan)
    amounts = amounts_of(spec, subject, findings)
    if kind not in _OF_RATES:
        tell_negative(amounts, spec.value, subject.names, findings)
    if np.isnan(amounts).all() and not findings.errors:
        findings.add("map.all_missing", spec.value)
    return amounts


def _specs(kind: Kind, spec: MapSpec) -> tuple[MapSpec, ...]:
    """Return the specs of maps that would each show one of the amounts of areas."""
    if kind is Kind.BARS:
        return bar_specs(spec)
    return (spec,) if kind in _OF_AMOUNTS else ()


def _further(kind: Kind, spec: MapSpec, subject: Subject, findings: Findings) -> tuple[Array, ...]:
    """Return the amounts that the map shows beside those of `spec.value`."""
    specs: tuple[MapSpec, ...] = ()
    if kind is Kind.BIVARIATE:
        specs = specs_of(spec)
    elif kind is Kind.BARS:
        specs = bar_specs(spec)
    return tuple(_amounts(kind, one, subject, findings) for one in specs[1:])


def _symbolise(made: Derived, at: Array, places: Array, findings: Findings) -> Symbology:
    spec, subject = made.spec, made.subject
    if made.look is Kind.CHOROPLETH:
        return symbology.classed(made.amounts, spec, findings)
    if made.look is Kind.SYMBOLS:
        return symbology.circles(made.amounts, places[:, 0], places[:, 1], spec)
    column = spec.category or spec.value if subject.points else spec.value
    if not column:
        label = spec.legend_title or _("Place", spec.language)
        looks = symbology.alike(len(subject.frame), label)
    else:
        words = as_words(subject.cells[column], spec.language)
        looks = symbology.categories(words, spec, column, findings)
    if not subject.points:
        return looks
    return with_signs(looks, spec, places, at, findings, periods=periods_of(made))


def _extent(shapes: gpd.GeoDataFrame | None, subject: Subject) -> Extent:
    layers = [] if shapes is None else [shapes]
    if subject.points:
        layers.append(subject.frame)
    west, south, east, north = extent_of(*layers)
    wide = max(0.0, (_LEAST_EXTENT - (east - west)) / 2)
    tall = max(0.0, (_LEAST_EXTENT - (north - south)) / 2)
    return west - wide, south - tall, east + wide, north + tall
