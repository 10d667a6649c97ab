"""From a spec and frames to the one model that every renderer draws."""

from __future__ import annotations

from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from numpy.typing import NDArray
from pyproj import CRS

from probono_kit.findings import Findings
from probono_kit.i18n import direction
from probono_kit.i18n import gettext as _
from probono_kit.maps import symbology, text
from probono_kit.maps.anchors import anchors, project
from probono_kit.maps.checks import (
    check_columns,
    check_spec,
    join_table,
    names_of,
    read_points,
    read_shapes,
)
from probono_kit.maps.context import read_context
from probono_kit.maps.model import NO_DATA, Context, MapModel
from probono_kit.maps.projection import (
    WGS84,
    Extent,
    choose_crs,
    extent_of,
    forward,
    measure_truth,
    unwrap,
)
from probono_kit.maps.spec import Kind, MapSpec
from probono_kit.maps.symbology import Symbology
from probono_kit.maps.units import is_short
from probono_kit.maps.values import Content, as_numbers, as_words, content_of

Array = NDArray[np.float64]

#: A single point, or the tiniest islet, gets this much ground around it (degrees).
_LEAST_EXTENT = 0.02


@dataclass(frozen=True)
class _Subject:
    """The rows that the map is about: areas or points, with the cells that belong to them."""

    frame: gpd.GeoDataFrame
    cells: pd.DataFrame
    names: pd.Series
    points: bool


def resolve(
    spec: MapSpec,
    *,
    areas: gpd.GeoDataFrame | None = None,
    table: pd.DataFrame | None = None,
    points: gpd.GeoDataFrame | None = None,
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
        One row per area, with ``area_code`` or ``area_name`` and the columns that `spec` names.
        Areas without a row, or with a blank cell, have no data: never zero.
    points : geopandas.GeoDataFrame, optional
        Points with their columns. Areas are then drawn as their ground.
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
    shapes = read_shapes(areas, findings)
    subject = _read_subject(spec, shapes, table, points, findings)
    kind = _choose_kind(spec, subject, findings) if subject else Kind.POINTS
    findings.raise_errors()
    assert subject is not None  # noqa: S101 - otherwise an error was raised
    layers = [layer for layer in (shapes, subject.frame if subject.points else None) if layer is not None]
    extent = _at_least(extent_of(*layers))
    crs = choose_crs(extent)
    wide = kind is not Kind.SYMBOLS
    at = None if shapes is None else anchors(shapes, crs, extent, wide=wide)
    xy = _places(subject, at, crs, extent)
    looks = _symbolise(kind, spec, subject, xy, findings)
    findings.raise_errors()
    context = read_context(extent, spec.language) if base and spec.context else None
    return _assemble(spec, kind, subject, shapes, at, looks, crs, extent, context, findings)


def _read_subject(
    spec: MapSpec,
    shapes: gpd.GeoDataFrame | None,
    table: pd.DataFrame | None,
    points: gpd.GeoDataFrame | None,
    findings: Findings,
) -> _Subject | None:
    """Bring rows and their places together, and report what does not fit."""
    if points is not None:
        if table is not None:
            findings.add("map.table_unused", "table")
        read = read_points(points, findings)
        check_columns(spec, None if read is None else read[1], findings, points=True)
        if read is None:
            return None
        frame, cells = read
        _check_inside(frame, shapes, findings)
        names = pd.Series([str(i + 1) for i in range(len(frame))], dtype=object)
        if spec.label in cells:
            names = pd.Series(as_words(cells[spec.label], spec.language), dtype=object)
        return _Subject(frame, cells, names, points=True)
    if spec.kind is Kind.POINTS:
        findings.add("map.needs_points", "points")
    if shapes is None:
        if not any(found.where == "areas" for found in findings):
            findings.add("map.nothing_to_draw", "areas")
        check_columns(spec, table, findings, points=False)
        return None
    check_columns(spec, table, findings, points=False)
    if table is None and spec.value:
        findings.add("map.table_missing", "table", name=spec.value)
    if not spec.value:
        findings.add("map.no_value", "value")
    cells = join_table(shapes, table, findings)
    if cells is None:
        cells = pd.DataFrame(index=range(len(shapes)))
    return _Subject(shapes, cells, shapes["name"], points=False)


def _check_inside(
    frame: gpd.GeoDataFrame, shapes: gpd.GeoDataFrame | None, findings: Findings
) -> None:
    if shapes is None:
        return
    tree = shapely.STRtree(shapes.geometry.to_numpy())
    inside = np.unique(tree.query(frame.geometry.to_numpy(), predicate="intersects")[0])
    outside = len(frame) - len(inside)
    if outside:
        findings.add("map.point_outside", "points", count=outside, total=len(frame))


def _choose_kind(spec: MapSpec, subject: _Subject, findings: Findings) -> Kind:
    """Follow the spec, or choose by the nature of the data and say why."""
    column = subject.cells.get(spec.value) if spec.value else None
    content = Content.NOTHING if column is None else content_of(column)
    if subject.points:
        return _kind_of_points(spec, content, findings)
    if spec.kind is not Kind.AUTO:
        if spec.kind is Kind.CHOROPLETH and _is_count(spec, column):
            findings.add("map.counts_in_colour", "value", column=spec.value)
        return spec.kind
    if column is None:
        return Kind.CHOROPLETH
    if content is Content.WORDS and not spec.denominator:
        findings.add("map.chose_words", "kind", column=spec.value)
        return Kind.CATEGORIES
    if spec.denominator or spec.unit.strip() in ("%", "‰"):
        findings.add("map.chose_rate", "kind", column=spec.value)
        return Kind.CHOROPLETH
    if content is Content.MIXED or _is_count(spec, column):
        findings.add("map.chose_counts", "kind", column=spec.value)
        return Kind.SYMBOLS
    if content is Content.NOTHING:
        return Kind.SYMBOLS
    findings.add("map.chose_amounts", "kind", column=spec.value)
    return Kind.CHOROPLETH


def _kind_of_points(spec: MapSpec, content: Content, findings: Findings) -> Kind:
    if spec.kind is Kind.CHOROPLETH:
        findings.add("map.needs_areas", "kind")
        return Kind.POINTS
    if spec.kind is Kind.AUTO:
        findings.add("map.chose_points", "kind")
    amounts = content in (Content.NUMBERS, Content.MIXED) and spec.kind is Kind.AUTO
    if spec.kind is Kind.SYMBOLS or amounts:
        if not spec.value:
            findings.add("map.no_value", "value")
        return Kind.SYMBOLS
    return Kind.POINTS


def _is_count(spec: MapSpec, column: pd.Series | None) -> bool:
    """Whole numbers, none negative, that nothing says to be a rate."""
    if column is None or spec.denominator or spec.unit.strip() in ("%", "‰"):
        return False
    if content_of(column) is not Content.NUMBERS:
        return False
    numbers = np.array([float(cell) for cell in column.dropna()])
    numbers = numbers[np.isfinite(numbers)]
    return bool(len(numbers)) and bool(np.all((numbers >= 0) & (numbers == np.rint(numbers))))


def _at_least(extent: Extent) -> Extent:
    west, south, east, north = extent
    wide = max(0.0, (_LEAST_EXTENT - (east - west)) / 2)
    tall = max(0.0, (_LEAST_EXTENT - (north - south)) / 2)
    return west - wide, south - tall, east + wide, north + tall


def _places(subject: _Subject, at: Array | None, crs: CRS, extent: Extent) -> Array:
    """Return where each row stands, in metres of the map."""
    if not subject.points and at is not None:
        return at
    return np.asarray(shapely.get_coordinates(project(subject.frame.geometry, crs, extent)))


def _symbolise(
    kind: Kind, spec: MapSpec, subject: _Subject, xy: Array, findings: Findings
) -> Symbology:
    if kind in (Kind.CHOROPLETH, Kind.SYMBOLS):
        values = _amounts(spec, subject, findings)
        if np.all(np.isnan(values)):
            findings.add("map.all_missing", spec.value)
        if kind is Kind.CHOROPLETH:
            return symbology.classed(values, spec, findings)
        return symbology.circles(values, xy[:, 0], xy[:, 1], spec, subject.names, findings)
    column = spec.category or spec.value if subject.points else spec.value
    if not column:
        return symbology.alike(len(subject.frame), spec.legend_title or _("Place", spec.language))
    words = as_words(subject.cells[column], spec.language)
    return symbology.categories(words, spec, column, findings)


def _amounts(spec: MapSpec, subject: _Subject, findings: Findings) -> Array:
    """Return the amount of each row, divided by its denominator if there is one."""
    cells, names = subject.cells, subject.names
    values = as_numbers(cells[spec.value], spec.value, names, findings)
    if not spec.denominator:
        return values
    divisor = as_numbers(cells[spec.denominator], spec.denominator, names, findings)
    bad = ~np.isnan(values) & ~(divisor > 0)
    if bad.any():
        findings.add(
            "map.denominator",
            spec.denominator,
            column=spec.denominator,
            count=int(bad.sum()),
            examples=names_of(names[bad]),
        )
    divisor = np.where(divisor > 0, divisor, np.nan)
    return np.asarray(values / divisor * spec.per)


def _assemble(
    spec: MapSpec,
    kind: Kind,
    subject: _Subject,
    shapes: gpd.GeoDataFrame | None,
    at: Array | None,
    looks: Symbology,
    crs: CRS,
    extent: Extent,
    context: Context | None,
    findings: Findings,
) -> MapModel:
    language = spec.language
    missing = looks.class_key == NO_DATA
    if missing.any() and not missing.all() and not subject.points:
        findings.add(
            "map.without_data",
            spec.value,
            count=int(missing.sum()),
            total=len(missing),
            examples=names_of(subject.names[missing]),
        )
    truth = measure_truth(crs, extent)
    if not truth.bar:
        findings.add("map.no_scale_bar", "extent")
    if not _may_leave(spec, kind, subject):
        looks = looks.hide_values()
    shown = _shown(spec, kind, subject)
    names = subject.names
    if subject.points and spec.label not in spec.columns:
        names = pd.Series([""] * len(names), dtype=object)
    rows = _rows(subject, names, looks, shown, language)
    frames = _layers(subject, shapes, rows, at, crs, extent)
    amounts = looks.value if looks.value.dtype == float else np.full(len(names), np.nan)
    heading = _heading(spec, kind, subject)
    return MapModel(
        spec=spec,
        kind=kind,
        language=language,
        direction="rtl" if direction(language) == "rtl" else "ltr",
        title=spec.title.strip(),
        subtitle=spec.subtitle.strip(),
        legend_title=heading,
        unit=spec.unit.strip(),
        crs=crs,
        extent=extent,
        areas=frames[0],
        points=frames[1],
        classes=looks.classes,
        sizes=looks.sizes,
        shown=shown,
        table=_table(spec, rows, looks, heading, shown, points=subject.points),
        context=context,
        alt_text=text.alt_text(
            kind,
            spec.title.strip(),
            heading,
            names,
            amounts,
            rows["value_text"],
            rows["class_key"],
            looks.classes,
            language,
            points=subject.points,
        ),
        notes=text.notes(
            spec.credits, crs, truth, language, context=context.credit if context else ""
        ),
        disclaimer=text.disclaimer(spec.credits, language),
        findings=findings,
    )


def _may_leave(spec: MapSpec, kind: Kind, subject: _Subject) -> bool:
    """Tell whether exact amounts may be written: a class shows a category in any case."""
    if kind in (Kind.CATEGORIES, Kind.POINTS):
        column = spec.category or spec.value if subject.points else spec.value
        return not column or column in spec.columns
    return all(name in spec.columns for name in (spec.value, spec.denominator) if name)


def _shown(spec: MapSpec, kind: Kind, subject: _Subject) -> tuple[tuple[str, str], ...]:
    """Return the further columns that may be shown, with their headings."""
    told = {spec.label} if subject.points else {"area_name"}
    if not spec.denominator:
        told.add(spec.value)
    if kind is Kind.POINTS:
        told.add(spec.category or spec.value)
    names = dict.fromkeys(name for name in spec.columns if name in subject.cells)
    return tuple((name, name.replace("_", " ")) for name in names if name not in told)


def _rows(
    subject: _Subject,
    names: pd.Series,
    looks: Symbology,
    shown: tuple[tuple[str, str], ...],
    language: str,
) -> pd.DataFrame:
    keys = names if not subject.points else [str(i + 1) for i in range(len(names))]
    rows = pd.DataFrame({name: as_words(subject.cells[name], language) for name, _h in shown})
    return rows.assign(
        key=subject.frame["key"].to_numpy() if "key" in subject.frame else keys,
        name=names.to_numpy(),
        value=looks.value,
        value_text=looks.value_text,
        class_key=looks.class_key,
        fill=looks.fill,
        radius=looks.radius,
    )


def _layers(
    subject: _Subject,
    shapes: gpd.GeoDataFrame | None,
    rows: pd.DataFrame,
    at: Array | None,
    crs: CRS,
    extent: Extent,
) -> tuple[gpd.GeoDataFrame, gpd.GeoDataFrame]:
    """Return the layers of areas and of points; the one that is not the subject is plain."""
    nothing = _Subject(gpd.GeoDataFrame(geometry=[], crs=WGS84), pd.DataFrame(), pd.Series(dtype=object), points=True)
    empty = _rows(nothing, nothing.names, symbology.plain(0), (), "en")
    points = rows if subject.points else empty
    ground = rows
    if subject.points:
        count = 0 if shapes is None else len(shapes)
        under = symbology.plain(count)
        names = pd.Series(dtype=object) if shapes is None else shapes["name"]
        frame = nothing.frame if shapes is None else shapes
        ground = _rows(_Subject(frame, pd.DataFrame(), names, points=False), names, under, (), "en")
    at = np.empty((0, 2)) if at is None else at
    longitude, latitude = forward(crs).transform(at[:, 0], at[:, 1], direction="INVERSE")
    middle = (extent[0] + extent[2]) / 2
    longitude = (np.asarray(longitude) - middle + 180) % 360 - 180 + middle
    ground = ground.assign(label_x=longitude, label_y=latitude)
    shape = nothing.frame.geometry if shapes is None else shapes.geometry
    spots = subject.frame.geometry if subject.points else nothing.frame.geometry
    return (
        gpd.GeoDataFrame(ground, geometry=unwrap(shape.to_numpy(), extent), crs=WGS84),
        gpd.GeoDataFrame(points, geometry=unwrap(spots.to_numpy(), extent), crs=WGS84),
    )


def _heading(spec: MapSpec, kind: Kind, subject: _Subject) -> str:
    """Return the heading of the legend, with the unit unless every label carries it."""
    column = spec.value
    if kind is Kind.POINTS and subject.points:
        column = spec.category or spec.value
    title = spec.legend_title.strip() or column.replace("_", " ")
    if spec.denominator and not spec.legend_title.strip():
        title = f"{title} / {spec.denominator.replace('_', ' ')}"
    if spec.unit.strip() and not is_short(spec.unit):
        return _("{title} ({unit})", spec.language).format(title=title, unit=spec.unit.strip())
    return title


def _table(
    spec: MapSpec,
    rows: pd.DataFrame,
    looks: Symbology,
    heading: str,
    shown: tuple[tuple[str, str], ...],
    *,
    points: bool,
) -> pd.DataFrame:
    language = spec.language
    labels = {line.key: line.label for line in looks.classes}
    columns: dict[str, object] = {}
    if not points:
        columns[_("Area", language)] = rows["name"]
    elif spec.label in spec.columns:
        columns[_("Name", language)] = rows["name"]
    texts = [
        text or labels.get(key, "")
        for text, key in zip(rows["value_text"], rows["class_key"], strict=True)
    ]
    if heading:
        columns[heading] = texts
    for name, title in shown:
        columns[title if title not in columns else name] = rows[name]
    return pd.DataFrame(columns)
