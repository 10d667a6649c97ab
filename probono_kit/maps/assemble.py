"""Putting the model together: layers, legend, table and texts, and nothing that may not leave."""

from __future__ import annotations

from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from pyproj import CRS

from probono_kit.findings import Findings
from probono_kit.i18n import direction
from probono_kit.i18n import gettext as _
from probono_kit.maps import symbology, text
from probono_kit.maps.arrays import Array, Shapes
from probono_kit.maps.checks import names_of
from probono_kit.maps.derived import Derived
from probono_kit.maps.extent import Extent, unwrap
from probono_kit.maps.model import NO_DATA, Context, MapModel
from probono_kit.maps.profiles import Profile
from probono_kit.maps.projection import WGS84, forward, measure_truth
from probono_kit.maps.spec import Kind, MapSpec
from probono_kit.maps.subject import Subject
from probono_kit.maps.symbology import Symbology
from probono_kit.maps.units import is_short
from probono_kit.maps.values import as_words


@dataclass(frozen=True)
class Ground:
    """Where the map is, what lies around, and in which house style it is drawn."""

    shapes: gpd.GeoDataFrame | None
    anchors: Array
    crs: CRS
    extent: Extent
    context: Context | None
    profile: Profile


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
    if not _may_leave(spec, look, subject):
        looks = looks.hide_values()
        steps = steps.hide_values() if steps else None
    shown = _shown(spec, look, subject)
    names = subject.names
    if subject.points and spec.label not in spec.columns:
        names = pd.Series([""] * len(names), dtype=object)
    rows = _rows(subject, names, looks, shown, spec.language)
    areas, points = _layers(subject, rows, ground)
    heading = _heading(spec, look, subject)
    credit = ground.context.credit if ground.context else ""
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
        cells=_cells(spec, subject),
        table=_table(spec, rows, looks, heading, shown, points=subject.points)
        if made.table is None
        else made.table,
        context=ground.context,
        alt_text=text.alt_text(
            spec, kind, heading, rows, looks.classes,
            points=subject.points, told=made.told,
            count=len(rows) if made.flows is None else len(made.flows.frame),
        ),
        notes=(
            *spec.remarks,
            *text.notes(spec.credits, spec.language, context=credit),
            *_on_borders(ground, spec.language),
        ),
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
    )  # fmt: skip


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


def _may_leave(spec: MapSpec, kind: Kind, subject: Subject) -> bool:
    """Tell whether exact amounts may be written: a class shows a category in any case."""
    if kind in (Kind.CATEGORIES, Kind.POINTS):
        column = spec.category or spec.value if subject.points else spec.value
        return not column or column in spec.columns
    return all(name in spec.columns for name in (spec.value, spec.denominator) if name)


def _shown(spec: MapSpec, kind: Kind, subject: Subject) -> tuple[tuple[str, str], ...]:
    """Return the further columns that may be shown, with their headings."""
    told = {spec.label} if subject.points else {"area_name"}
    if not spec.denominator:
        told.add(spec.value)
    if kind is Kind.POINTS:
        told.add(spec.category or spec.value)
    names = dict.fromkeys(name for name in spec.columns if name in subject.cells)
    return tuple((name, name.replace("_", " ")) for name in names if name not in told)


def _ground(areas: gpd.GeoDataFrame | None, extent: Extent) -> gpd.GeoDataFrame:
    if areas is None:
        return gpd.GeoDataFrame({"name": []}, geometry=[], crs=WGS84)
    return gpd.GeoDataFrame({"name": areas["name"]}, geometry=_shapes_of(areas, extent), crs=WGS84)


def _cells(spec: MapSpec, subject: Subject) -> pd.DataFrame:
    names = [name for name in dict.fromkeys(spec.columns) if name in subject.cells]
    return subject.cells[names].reset_index(drop=True)


def _rows(
    subject: Subject,
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
    subject: Subject, rows: pd.DataFrame, ground: Ground
) -> tuple[gpd.GeoDataFrame, gpd.GeoDataFrame]:
    """Return the layers of areas and of points; the one that is not the subject is plain."""
    none = gpd.GeoDataFrame({"key": [], "name": []}, geometry=[], crs=WGS84)
    shapes = none if ground.shapes is None else ground.shapes
    spots = subject.frame if subject.points else none
    under = rows if not subject.points else _plain_rows(shapes)
    over = rows if subject.points else _plain_rows(none)
    to_degrees = forward(ground.crs).transform
    x, y = ground.anchors.T
    longitude, latitude = to_degrees(x, y, direction="INVERSE")
    middle = (ground.extent[0] + ground.extent[2]) / 2
    longitude = (np.asarray(longitude) - middle + 180) % 360 - 180 + middle
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
    return _rows(subject, subject.names, symbology.plain(len(shapes)), (), "en")


def _heading(spec: MapSpec, kind: Kind, subject: Subject) -> str:
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
    if not points and (rows["name"] != "").any():
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
