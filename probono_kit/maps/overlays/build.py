"""From the frames of further layers to what renderers draw of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from pyproj import CRS

from probono_kit.findings import Findings
from probono_kit.maps import symbology
from probono_kit.maps.anchors import anchors, project, to_degrees
from probono_kit.maps.arrays import Array
from probono_kit.maps.context import surroundings
from probono_kit.maps.extent import Extent, unwrap
from probono_kit.maps.layer_spec import LayerKind
from probono_kit.maps.overlays.contrast import standing_out
from probono_kit.maps.overlays.model import LineStyle, Overlay
from probono_kit.maps.overlays.read import AREA, RawLayer
from probono_kit.maps.overlays.reference import ORDER, in_convention, title_of
from probono_kit.maps.overlays.words import sentence_of
from probono_kit.maps.projection import WGS84
from probono_kit.maps.rows import (
    heading_of,
    leaving_cells,
    leaving_names,
    may_leave,
    rows_of,
    shown_columns,
    table_of,
)
from probono_kit.maps.sign_classes import check_icons, with_signs
from probono_kit.maps.spec import Kind, MapSpec
from probono_kit.maps.subject import Subject
from probono_kit.maps.symbology import Symbology
from probono_kit.maps.values import as_numbers, as_words

#: How lines and outlines are drawn that have no style of their own.
_LINE, _OUTLINE = LineStyle(1.1), LineStyle(1.3)

#: Kinds that are drawn as points.
_SPOTS = (LayerKind.POINTS, LayerKind.SYMBOLS)

#: As which kind of map a further layer is resolved, where it is not one of points.
_LOOKS = {LayerKind.SYMBOLS: Kind.SYMBOLS}


@dataclass(frozen=True)
class Below:
    """What further layers lie on.

    Attributes
    ----------
    spec : MapSpec
        Of the map.
    crs, extent : CRS, tuple of float
        Of the map.
    colours : tuple of str
        Of the first layer, and of the land.
    covered : bool
        The first layer has circles, bars, arrows or points, which no line may strike out.
    """

    spec: MapSpec
    crs: CRS
    extent: Extent
    colours: tuple[str, ...]
    covered: bool

    def corners(self) -> Array:
        """Return the corners of the map in metres."""
        west, south, east, north = self.extent
        corners = shapely.points([[west, south], [west, north], [east, south], [east, north]])
        return np.asarray(shapely.get_coordinates(project(corners, self.crs, self.extent)))


def build_overlays(
    layers: Sequence[RawLayer], below: Below, findings: Findings
) -> tuple[Overlay, ...]:
    """Return the further layers of a map, from the lowest to the uppermost.

    Parameters
    ----------
    layers : sequence of RawLayer
        From :func:`~probono_kit.maps.overlays.read_layers`.
    below : Below
        What they lie on.
    findings : Findings
        Gets what a person should know of each.

    Returns
    -------
    tuple of Overlay
        A layer of which nothing is in view is not among them: the linter speaks of it.
    """
    made: list[Overlay] = []
    for raw in sorted(layers, key=_height):
        # A line is never taken for a point.
        alike = [one for one in made if one.has_points == (raw.kind in _SPOTS)]
        colours = [line.colour for one in alike for line in one.classes]
        overlay = _build(raw, below, [*below.colours, *colours], findings)
        if overlay is not None:
            made.append(overlay)
    return tuple(made)


def _height(raw: RawLayer) -> int:
    """Return how high a layer lies: those of a reference map in their order, below all others."""
    return ORDER.index(raw.found.theme) if raw.found else len(ORDER)


def in_view(raw: RawLayer, extent: Extent) -> RawLayer:
    """Return the layer with what lies on the map or right around it; lines are cut there."""
    window = surroundings(extent)
    shapes = unwrap(raw.frame.geometry.to_numpy(), extent)
    if raw.kind is LayerKind.LINES:
        areal = shapely.get_dimensions(shapes) == 2
        shapes = np.where(areal, shapely.boundary(shapes), shapes)
        shapes = shapely.clip_by_rect(shapes, *window)
        seen = ~shapely.is_empty(shapes)
    else:
        seen = shapely.intersects(shapes, shapely.box(*window))
    frame = gpd.GeoDataFrame(geometry=shapes[seen], crs=WGS84)
    found = replace(raw.found, roles=raw.found.roles[seen]) if raw.found else None
    cells = raw.cells[seen].reset_index(drop=True)
    return replace(raw, frame=frame, cells=cells, found=found)


def _build(
    raw: RawLayer, below: Below, colours: Sequence[str], findings: Findings
) -> Overlay | None:
    raw = in_view(raw, below.extent)
    if raw.frame.empty:
        return None
    spec, look = _spec_of(raw, below.spec), _LOOKS.get(raw.kind, Kind.POINTS)
    subject = _subject(raw, below)
    styles: tuple[LineStyle, ...] = ()
    if raw.found is not None:
        looks, styles = in_convention(raw.found, spec.language)
    else:
        looks = _looks(raw, spec, subject, below, findings)
    if raw.found is None and (raw.kind is LayerKind.SYMBOLS or not raw.layer.category):
        looks = _coloured(looks, raw.layer.colour or standing_out(raw.kind, colours))
    if not may_leave(spec, look, subject):
        looks = looks.hide_values()
    shown = shown_columns(spec, look, subject)
    names = leaving_names(spec, subject)
    rows = rows_of(subject, names, looks, shown, spec.language)
    heading = heading_of(spec, look, subject)
    plain = look is Kind.POINTS and not raw.layer.category and raw.found is None
    table = table_of(spec, rows, looks, "" if plain else heading, shown, points=subject.points)
    count = len(rows)
    frame = gpd.GeoDataFrame(rows, geometry=subject.frame.geometry.to_numpy(), crs=WGS84)
    cells = leaving_cells(spec, subject)
    is_line = raw.kind in (LayerKind.LINES, LayerKind.OUTLINES)
    silent = raw.kind is LayerKind.LINES and not shown and not (names != "").any()
    if silent:
        frame, cells, table = _merged(frame), pd.DataFrame(), pd.DataFrame()
    if raw.kind is LayerKind.OUTLINES:
        styles = styles or tuple(_OUTLINE for _line in looks.classes)
        styles = tuple(replace(style, hatched=raw.layer.hatch) for style in styles)
    elif raw.layer.hatch:
        findings.add("map.hatch_of_outlines", raw.where)
    return Overlay(
        name=f"layer-{raw.number}",
        kind=raw.kind,
        title=heading,
        frame=frame,
        classes=looks.classes,
        lines=styles or (tuple(_LINE for _line in looks.classes) if is_line else ()),
        sizes=looks.sizes,
        shown=shown,
        cells=cells,
        table=table if len(table.columns) else pd.DataFrame(),
        said=sentence_of(raw.kind, heading, rows, looks.classes, spec.language),
        labels=(raw.layer.labels or raw.found is not None) and bool((frame["name"] != "").any()),
        under=is_line and below.covered,
        in_areas=bool((shapely.get_dimensions(raw.frame.geometry) == 2).all()),
        count=count,
        theme=raw.found.theme.value if raw.found else "",
    )  # fmt: skip


def _spec_of(raw: RawLayer, spec: MapSpec) -> MapSpec:
    """Return the spec of a map that would show this layer alone."""
    layer = raw.layer
    kind = _LOOKS.get(raw.kind, Kind.POINTS)
    symbols = kind is Kind.SYMBOLS
    return spec.model_copy(
        update={
            "kind": kind,
            "value": layer.value if symbols else "",
            "denominator": "",
            "category": "" if symbols or raw.found else layer.category,
            "icons": layer.icons,
            "shapes": layer.shapes,
            "label": layer.label,
            "legend_title": _title(raw, spec.language),
            "unit": layer.unit,
            "decimals": layer.decimals,
            "palette": "auto" if symbols else layer.palette,
            "columns": layer.columns,
        }
    )


def _title(raw: RawLayer, language: str) -> str:
    if raw.found is not None and not raw.layer.title.strip():
        return title_of(raw.found.theme, language)
    return raw.layer.heading


def _subject(raw: RawLayer, below: Below) -> Subject:
    """Return the rows with their names; circles in areas stand in the middle of them."""
    frame, language = raw.frame, below.spec.language
    if raw.kind is LayerKind.SYMBOLS and (shapely.get_dimensions(frame.geometry) == 2).all():
        middles = to_degrees(
            anchors(frame, below.crs, below.extent, wide=False), below.crs, below.extent
        )
        frame = gpd.GeoDataFrame(geometry=shapely.points(middles), crs=WGS84)
    names = pd.Series([str(i + 1) for i in range(len(frame))], dtype=object)
    column = AREA if raw.in_areas else raw.layer.label
    if column in raw.cells:
        names = pd.Series(as_words(raw.cells[column], language), dtype=object)
    return Subject(frame, raw.cells, names, points=not raw.in_areas)


def _looks(
    raw: RawLayer, spec: MapSpec, subject: Subject, below: Below, findings: Findings
) -> Symbology:
    told = Findings()
    if raw.kind is LayerKind.SYMBOLS:
        amounts = as_numbers(subject.cells[spec.value], raw.where, subject.names, told)
        negative = amounts < 0
        if negative.any():
            examples = tuple(subject.names[negative][:5])
            told.add("map.negative_circle", count=int(negative.sum()), examples=examples)
            amounts = np.where(negative, np.nan, amounts)
        if np.isnan(amounts).all() and not told.errors:
            told.add("map.all_missing")
        x, y = _metres(subject.frame, below).T
        looks = symbology.circles(amounts, x, y, spec)
    elif raw.layer.category:
        words = as_words(subject.cells[raw.layer.category], spec.language)
        looks = symbology.categories(words, spec, raw.where, told)
    else:
        looks = symbology.alike(len(subject.frame), raw.layer.heading)
    if raw.kind is LayerKind.POINTS:
        check_icons(spec, told)
        looks = with_signs(looks, spec, _metres(subject.frame, below), below.corners(), told)
    findings.extend(replace(each, where=raw.where) for each in told)
    return looks


def _metres(frame: gpd.GeoDataFrame, below: Below) -> Array:
    spots = project(frame.geometry.to_numpy(), below.crs, below.extent)
    return np.asarray(shapely.get_coordinates(spots))


def _coloured(looks: Symbology, colour: str) -> Symbology:
    """Give class "0", which stands for all that is drawn, a colour of its own."""
    classes = tuple(
        replace(line, colour=colour) if line.key == "0" else line for line in looks.classes
    )
    fill = np.where(looks.class_key == "0", colour, looks.fill).astype(object)
    return replace(looks, classes=classes, fill=fill)


def _merged(frame: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Join the lines of each class: of those there is nothing else to tell."""
    rows = frame.drop_duplicates("class_key").reset_index(drop=True)
    shapes = []
    for key in rows["class_key"]:
        lines = shapely.get_parts(frame.geometry[frame["class_key"] == key].to_numpy())
        shapes.append(shapely.line_merge(shapely.multilinestrings(lines)))
    return gpd.GeoDataFrame(rows.drop(columns="geometry"), geometry=shapes, crs=WGS84)
