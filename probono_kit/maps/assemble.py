"""Putting the model together: layers, legend, table and texts, and nothing that may not leave."""

from __future__ import annotations

from dataclasses import dataclass

import geopandas as gpd
import pandas as pd
import shapely
from pyproj import CRS

from probono_kit.findings import Findings
from probono_kit.i18n import direction
from probono_kit.i18n import gettext as _
from probono_kit.maps import symbology, text
from probono_kit.maps.anchors import to_degrees
from probono_kit.maps.arrays import Array, Shapes
from probono_kit.maps.checks import names_of
from probono_kit.maps.derived import Derived
from probono_kit.maps.extent import Extent, unwrap
from probono_kit.maps.model import NO_DATA, Context, MapModel
from probono_kit.maps.overlays.model import Overlay
from probono_kit.maps.profiles import Profile
from probono_kit.maps.projection import WGS84, measure_truth
from probono_kit.maps.rows import (
    heading_of,
    leaving_cells,
    leaving_names,
    may_leave,
    rows_of,
    shown_columns,
    table_of,
)
from probono_kit.maps.spec import Kind, MapSpec
from probono_kit.maps.subject import Subject
from probono_kit.maps.symbology import Symbology
from probono_kit.maps.tiles import read_tiles


@dataclass(frozen=True)
class Ground:
    """Where the map is, what lies around, and in which house style it is drawn."""

    shapes: gpd.GeoDataFrame | None
    anchors: Array
    crs: CRS
    extent: Extent
    context: Context | None
    profile: Profile
    layers: tuple[Overlay, ...] = ()


def assemble(
    kind: Kind,
    made: Derived,
    ground: Ground,
    looks: Symbology,
    findings: Findings,
) -> MapModel:
    """Return the model; `findings` get what a person should know of it."""
    spec, subject, look = made.spec, made.subject, made.look
    truth = measure_truth(ground.crs, ground.extent)
    _tell(subject, looks, findings, spec.value or spec.legend_title, bar=truth.bar)
    steps = made.steps
    if not may_leave(spec, look, subject):
        looks = looks.hide_values()
        steps = steps.hide_values() if steps else None
    shown = shown_columns(spec, look, subject)
    names = leaving_names(spec, subject)
    rows = rows_of(subject, names, looks, shown, spec.language)
    areas, points = _layers(subject, rows, ground)
    heading = heading_of(spec, look, subject)
    said = text.alt_text(
        spec, kind, heading, rows, looks.classes,
        points=subject.points, told=made.told, also=made.also,
        count=len(rows) if made.flows is None else int(made.flows.frame["width"].count()),
    )  # fmt: skip
    return MapModel(
        spec=spec,
        kind=kind,
        look=look,
        language=spec.language,
        direction="rtl" if direction(spec.language) == "rtl" else "ltr",
        title=spec.title.strip(),
        subtitle=spec.subtitle.strip(),
        legend_title=heading,
        unit=spec.unit.strip(),
        crs=ground.crs,
        extent=ground.extent,
        areas=areas,
        points=points,
        ground=_ground(made.ground, ground.extent),
        classes=looks.classes,
        sizes=looks.sizes,
        shown=shown,
        cells=leaving_cells(spec, subject),
        table=table_of(spec, rows, looks, heading, shown, points=subject.points)
        if made.table is None
        else made.table,
        context=ground.context,
        alt_text=" ".join([said, *(layer.said for layer in ground.layers)]),
        notes=_notes(spec, ground),
        short_notes=(*spec.remarks, *text.short_notes(spec.credits, spec.language)),
        projection=text.projection(ground.crs, truth, spec.language),
        disclaimer=text.disclaimer(spec.credits, spec.language),
        profile=ground.profile,
        findings=findings,
        square=made.square,
        flows=made.flows,
        bars=made.bars,
        presence=made.presence,
        ramp=looks.ramp,
        steps=steps,
        layers=ground.layers,
        tiles=read_tiles(spec.tiles, spec.tiles_credit),
    )  # fmt: skip


def _notes(spec: MapSpec, ground: Ground) -> tuple[str, ...]:
    """Return the marginal notes, in the order of print."""
    credit = ground.context.credit if ground.context else ""
    layers = text.of_layers(spec.layers)
    usual = text.notes(spec.credits, spec.language, context=credit, layers=layers)
    return *spec.remarks, *usual, *_on_borders(ground, spec.language)


def _on_borders(ground: Ground, language: str) -> tuple[str, ...]:
    """Say by which policy borders are dashed, if such a line crosses the territory."""
    if ground.context is None:
        return ()
    if not ground.context.disputed.intersects(shapely.box(*ground.extent)).any():
        return ()
    own = ground.profile.on_borders(language)
    return (own or _("Disputed borders: dashed where Natural Earth marks them.", language),)


def _tell(subject: Subject, looks: Symbology, findings: Findings, where: str, *, bar: bool) -> None:
    missing = looks.class_key == NO_DATA
    if missing.any() and not missing.all() and not subject.points:
        findings.add(
            "map.without_data",
            where,
            count=int(missing.sum()),
            total=len(missing),
            examples=names_of(subject.names[missing]),
        )
    if not bar:
        findings.add("map.no_scale_bar", "extent")


def _ground(areas: gpd.GeoDataFrame | None, extent: Extent) -> gpd.GeoDataFrame:
    if areas is None:
        return gpd.GeoDataFrame({"name": []}, geometry=[], crs=WGS84)
    return gpd.GeoDataFrame({"name": areas["name"]}, geometry=_shapes_of(areas, extent), crs=WGS84)


def _layers(
    subject: Subject, rows: pd.DataFrame, ground: Ground
) -> tuple[gpd.GeoDataFrame, gpd.GeoDataFrame]:
    """Return the layers of areas and of points; the one that is not the subject is plain."""
    none = gpd.GeoDataFrame({"key": [], "name": []}, geometry=[], crs=WGS84)
    shapes = none if ground.shapes is None else ground.shapes
    spots = subject.frame if subject.points else none
    under = rows if not subject.points else _plain_rows(shapes)
    over = rows if subject.points else _plain_rows(none)
    longitude, latitude = to_degrees(ground.anchors, ground.crs, ground.extent).T
    under = under.assign(label_x=longitude, label_y=latitude)
    return (
        gpd.GeoDataFrame(under, geometry=_shapes_of(shapes, ground.extent), crs=WGS84),
        gpd.GeoDataFrame(over, geometry=_shapes_of(spots, ground.extent), crs=WGS84),
    )


def _shapes_of(frame: gpd.GeoDataFrame, extent: Extent) -> Shapes:
    return unwrap(frame.geometry.to_numpy(), extent)


def _plain_rows(shapes: gpd.GeoDataFrame) -> pd.DataFrame:
    """Return rows of areas that carry nothing of their own."""
    subject = Subject(shapes, pd.DataFrame(), shapes["name"], points=False)
    return rows_of(subject, subject.names, symbology.plain(len(shapes)), (), "en")
