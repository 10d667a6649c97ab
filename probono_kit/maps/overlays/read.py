"""The frames of further layers: which one belongs to which, and whether it can be drawn."""

from __future__ import annotations

import difflib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from probono_kit.findings import Findings
from probono_kit.maps.checks import join_table
from probono_kit.maps.colours import is_palette
from probono_kit.maps.layer_spec import Layer, LayerKind
from probono_kit.maps.overlays.roles import DIMENSIONS, Found, Theme, find_theme
from probono_kit.maps.projection import WGS84
from probono_kit.maps.spec import Kind, MapSpec

#: What the shapes of a layer are, by how many dimensions they have.
_KINDS = (LayerKind.POINTS, LayerKind.LINES, LayerKind.OUTLINES)

#: Column with the names of areas, which are those of the map.
AREA = "area_name"

#: Dimensions that each kind can be made of.
_NEEDED = {
    LayerKind.POINTS: (0,),
    LayerKind.SYMBOLS: (0, 2),
    LayerKind.LINES: (1, 2),
    LayerKind.OUTLINES: (2,),
}


@dataclass(frozen=True)
class RawLayer:
    """A layer whose frame can be drawn.

    Attributes
    ----------
    number : int
        Its place in the spec, from 1.
    layer : Layer
        What was asked for.
    kind : LayerKind
        Never ``auto``.
    frame : geopandas.GeoDataFrame
        ``geometry`` alone, EPSG:4326.
    cells : pandas.DataFrame
        The other columns, row for row.
    in_areas : bool
        The rows are areas of the map, whose names may be told in any case.
    found : Found or None
        What the features are, if they are drawn by the conventions of topographic maps.
    """

    number: int
    layer: Layer
    kind: LayerKind
    frame: gpd.GeoDataFrame
    cells: pd.DataFrame
    in_areas: bool
    found: Found | None = None

    @property
    def where(self) -> str:
        """What findings call it."""
        return where_of(self.layer)


def where_of(layer: Layer) -> str:
    """Return what findings call a layer."""
    return f"layers › {layer.heading}"


def in_roles(spec: MapSpec) -> MapSpec:
    """Return the spec of a reference map with a role for each layer: by default it is found."""
    if spec.kind is not Kind.REFERENCE:
        return spec
    layers = tuple(
        one if one.role else one.model_copy(update={"role": "auto"}) for one in spec.layers
    )
    return spec.model_copy(update={"layers": layers})


def read_layers(
    layers: Sequence[Layer],
    frames: Mapping[str, pd.DataFrame],
    shapes: gpd.GeoDataFrame | None,
    findings: Findings,
) -> list[RawLayer]:
    """Return the layers that can be drawn; `findings` say what is wrong with the others.

    Parameters
    ----------
    layers : sequence of Layer
        As the spec has them.
    frames : mapping of str to pandas.DataFrame
        By the names that the layers give. A frame without shapes is a table of the areas.
    shapes : geopandas.GeoDataFrame or None
        Areas of the map, as :func:`probono_kit.maps.checks.read_shapes` returns them.
    findings : Findings
        Gets what is wrong, each with the heading of its layer.
    """
    unused = sorted(set(frames) - {layer.data for layer in layers})
    if unused:
        findings.add("map.layer_unused", "layers", names=tuple(unused))
    made = [
        _read(number, layer, frames, shapes, findings) for number, layer in enumerate(layers, 1)
    ]
    return [raw for raw in made if raw is not None]


def _read(
    number: int,
    layer: Layer,
    frames: Mapping[str, pd.DataFrame],
    shapes: gpd.GeoDataFrame | None,
    findings: Findings,
) -> RawLayer | None:
    where = where_of(layer)
    if not is_palette(layer.palette):
        findings.add("map.palette_unknown", where, name=layer.palette, near=("auto",))
    if layer.data not in frames:
        near = tuple(difflib.get_close_matches(layer.data, list(frames), n=3, cutoff=0.3))
        names = near or tuple(frames) or ("—",)
        findings.add("map.layer_missing", where, name=layer.data, near=names)
        return None
    frame = frames[layer.data]
    placed = _placed(layer, frame, shapes, findings)
    if placed is None:
        return None
    cells = pd.DataFrame(placed.drop(columns=placed.geometry.name)).reset_index(drop=True)
    shape = gpd.GeoDataFrame(geometry=placed.geometry.reset_index(drop=True), crs=WGS84)
    if layer.role:
        return read_reference(RawLayer(number, layer, layer.kind, shape, cells, False), findings)
    kind = _kind(layer, placed, findings)
    if kind is None:
        return None
    _check_columns(layer, kind, cells, findings)
    return RawLayer(number, layer, kind, shape, cells, not isinstance(frame, gpd.GeoDataFrame))


def read_reference(raw: RawLayer, findings: Findings) -> RawLayer | None:
    """Find out what the features of a layer are; `findings` say by what, or that nothing tells."""
    layer, where = raw.layer, raw.where
    _check_columns(layer, LayerKind.AUTO, raw.cells, findings)
    column = layer.category if layer.category in raw.cells else ""
    dimension = int(np.bincount(shapely.get_dimensions(raw.frame.geometry.to_numpy())).argmax())
    theme = None if layer.role == "auto" else Theme(layer.role)
    found = find_theme(layer.data, raw.cells, dimension, theme=theme, column=column)
    if found is None:
        findings.add("map.role_unknown", where, columns=tuple(map(str, raw.cells.columns[:8])))
        return None
    known = np.isin(shapely.get_dimensions(raw.frame.geometry.to_numpy()), DIMENSIONS[found.theme])
    if not known.all():
        shapes = tuple(sorted(set(raw.frame.geometry.geom_type[~known])))
        count = int((~known).sum())
        findings.add("map.role_shapes", where, theme=found.theme.value, shapes=shapes, count=count)
        return None
    if found.column:
        findings.add("map.role_by_column", where, theme=found.theme.value, column=found.column)
    elif theme is None:
        findings.add("map.role_by_name", where, theme=found.theme.value)
    if found.unknown:
        findings.add("map.role_words", where, column=found.column, words=found.unknown)
    kind = LayerKind.POINTS if found.theme is Theme.TOWNS else LayerKind.LINES
    if found.theme is Theme.LAKES:
        kind = LayerKind.OUTLINES
    return replace(raw, kind=kind, found=found)


def _placed(
    layer: Layer, frame: pd.DataFrame, shapes: gpd.GeoDataFrame | None, findings: Findings
) -> gpd.GeoDataFrame | None:
    """Return the rows that have a place, in degrees."""
    where = where_of(layer)
    if len(frame) == 0:
        findings.add("map.layer_empty", where)
        return None
    if not isinstance(frame, gpd.GeoDataFrame):
        return _in_areas(layer, frame, shapes, findings)
    if frame.crs is None:
        findings.add("map.no_crs", where)
        return None
    placed = frame.to_crs(WGS84) if frame.crs != WGS84 else frame
    lost = placed.geometry.isna() | placed.geometry.is_empty
    if lost.any():
        findings.add("map.layer_without_place", where, count=int(lost.sum()), total=len(placed))
        placed = placed.loc[~lost]
    if placed.empty:
        findings.add("map.layer_empty", where)
        return None
    bounds = placed.geometry.bounds.to_numpy()
    sides = np.abs(bounds)
    wrong = (
        (sides[:, [0, 2]] > 180).any(axis=1)
        | (sides[:, [1, 3]] > 90).any(axis=1)
        | ~np.isfinite(bounds).all(axis=1)
    )
    if wrong.any():
        west, south = bounds[wrong][0][:2]
        findings.add(
            "map.layer_off_the_globe",
            where,
            count=int(wrong.sum()),
            example=f"{south:g}, {west:g}",
            crs=frame.crs.name,
        )
        return None
    return placed


def _in_areas(
    layer: Layer, table: pd.DataFrame, shapes: gpd.GeoDataFrame | None, findings: Findings
) -> gpd.GeoDataFrame | None:
    """Give the rows of a table without shapes the areas of the map, for circles in them."""
    where = where_of(layer)
    if shapes is None or layer.kind not in (LayerKind.AUTO, LayerKind.SYMBOLS):
        findings.add("map.layer_without_shapes", where)
        return None
    said = Findings()
    joined = join_table(shapes, table, said)
    findings.extend(replace(each, where=where) for each in said)
    if joined is None:
        return None
    cells = joined.assign(**{AREA: shapes["name"].to_numpy()})
    return gpd.GeoDataFrame(cells, geometry=shapes.geometry.to_numpy(), crs=WGS84)


def _kind(layer: Layer, frame: gpd.GeoDataFrame, findings: Findings) -> LayerKind | None:
    """Follow the layer, or choose by its shapes."""
    dimensions = shapely.get_dimensions(frame.geometry.to_numpy())
    if layer.kind is LayerKind.AUTO:
        most = int(np.bincount(np.maximum(dimensions, 0)).argmax())
        kind = LayerKind.SYMBOLS if layer.value and most != 1 else _KINDS[most]
    else:
        kind = layer.kind
    other = ~np.isin(dimensions, _NEEDED[kind])
    mixed = len(np.unique(dimensions)) > 1
    if other.any() or (mixed and kind is LayerKind.SYMBOLS):
        found = sorted(set(frame.geometry.geom_type[other] if other.any() else frame.geom_type))
        count = int(other.sum()) or len(frame)
        findings.add(
            "map.layer_shapes", where_of(layer), kind=kind.value, shapes=tuple(found), count=count
        )
        return None
    return kind


def _check_columns(layer: Layer, kind: LayerKind, cells: pd.DataFrame, findings: Findings) -> None:
    known = list(map(str, cells.columns))
    for name in filter(None, (layer.value, layer.category, layer.label)):
        if name not in cells:
            near = difflib.get_close_matches(name, known, n=3, cutoff=0.5) or known[:8] or ["—"]
            findings.add("map.column_missing", where_of(layer), name=name, near=tuple(near))
    if kind is LayerKind.SYMBOLS and not layer.value:
        findings.add("map.layer_no_value", where_of(layer))
