"""The rows that a map is about, with their names, their cells and their places."""

from __future__ import annotations

from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from pyproj import CRS

from probono_kit.findings import Findings
from probono_kit.maps.anchors import project
from probono_kit.maps.arrays import Array
from probono_kit.maps.checks import check_columns, join_table, names_of, read_points
from probono_kit.maps.extent import Extent
from probono_kit.maps.spec import Kind, MapSpec
from probono_kit.maps.values import as_numbers, as_words


@dataclass(frozen=True)
class Subject:
    """The rows that the map is about: areas or points, with the cells that belong to them."""

    frame: gpd.GeoDataFrame
    cells: pd.DataFrame
    names: pd.Series
    points: bool


def read_subject(
    spec: MapSpec,
    shapes: gpd.GeoDataFrame | None,
    table: pd.DataFrame | None,
    points: gpd.GeoDataFrame | None,
    findings: Findings,
) -> Subject | None:
    """Bring rows and their places together, and report what does not fit.

    Returns
    -------
    Subject or None
        ``None`` if there is nothing that a map could be made of; `findings` then say why.
    """
    if spec.kind is Kind.REFERENCE:
        return _without_amounts(spec, shapes, findings)
    if points is not None:
        if spec.kind is Kind.FLOWS:
            _check_flows(spec, table, findings)
        elif table is not None:
            findings.add("map.table_unused", "table")
        return _of_points(spec, shapes, points, findings)
    if spec.kind is Kind.FLOWS and shapes is not None:
        _check_flows(spec, table, findings)
        return Subject(shapes, pd.DataFrame(index=shapes.index), shapes["name"], points=False)
    if spec.kind is Kind.POINTS or spec.kind.gathers_points:
        findings.add("map.needs_points", "points")
    check_columns(spec, table, findings, points=False)
    if not spec.value:
        findings.add("map.no_value", "value")
    elif table is None:
        findings.add("map.table_missing", "table", name=spec.value)
    if shapes is None:
        if not any(found.where == "areas" for found in findings.errors):
            findings.add("map.nothing_to_draw", "areas")
        return None
    joined = join_table(shapes, table, findings)
    cells = pd.DataFrame(index=range(len(shapes))) if joined is None else joined
    return Subject(shapes, cells, shapes["name"], points=False)


def _without_amounts(
    spec: MapSpec, shapes: gpd.GeoDataFrame | None, findings: Findings
) -> Subject | None:
    """Return areas that only are the ground of roads, rivers and towns."""
    if not spec.layers:
        findings.add("map.reference_of_nothing", "layers")
    if shapes is None:
        if not any(found.where == "areas" for found in findings.errors):
            findings.add("map.nothing_to_draw", "areas")
        return None
    return Subject(shapes, pd.DataFrame(index=shapes.index), shapes["name"], points=False)


def _check_flows(spec: MapSpec, table: pd.DataFrame | None, findings: Findings) -> None:
    """Report what keeps a table from being one of flows."""
    if table is None:
        findings.add("map.table_missing", "table", name=spec.origin or "origin")
    elif not (spec.origin and spec.destination):
        findings.add("map.no_ends", "origin")
    elif table.empty:
        findings.add("map.table_empty", "table")
    else:
        check_columns(spec, table, findings, points=False)


def _of_points(
    spec: MapSpec,
    shapes: gpd.GeoDataFrame | None,
    points: gpd.GeoDataFrame,
    findings: Findings,
) -> Subject | None:
    read = read_points(points, findings)
    if read is None:
        return None
    frame, cells = read
    if spec.kind is not Kind.FLOWS:
        check_columns(spec, cells, findings, points=True)
    elif spec.label not in cells or spec.label not in spec.columns:
        findings.add("map.flow_without_names", "label")
    check_inside(frame, shapes, findings)
    names = pd.Series([str(i + 1) for i in range(len(frame))], dtype=object)
    if spec.label in cells:
        names = pd.Series(as_words(cells[spec.label], spec.language), dtype=object)
    return Subject(frame, cells, names, points=True)


def check_inside(
    frame: gpd.GeoDataFrame,
    shapes: gpd.GeoDataFrame | None,
    findings: Findings,
    where: str = "points",
) -> None:
    """Report points that lie in none of the areas of a map."""
    if shapes is None:
        return
    tree = shapely.STRtree(shapes.geometry.to_numpy())
    inside = np.unique(tree.query(frame.geometry.to_numpy(), predicate="intersects")[0])
    outside = len(frame) - len(inside)
    if outside:
        findings.add("map.point_outside", where, count=outside, total=len(frame))


def places_of(subject: Subject, at: Array, crs: CRS, extent: Extent) -> Array:
    """Return where each row stands, in metres of the map: areas by their anchors `at`."""
    if not subject.points:
        return at
    spots = project(subject.frame.geometry.to_numpy(), crs, extent)
    return np.asarray(shapely.get_coordinates(spots))


def tell_negative(amounts: Array, where: str, names: pd.Series, findings: Findings) -> None:
    """Report amounts of less than nothing, where what is drawn has a size."""
    negative = amounts < 0
    if negative.any():
        findings.add(
            "map.negative_circle",
            where,
            count=int(negative.sum()),
            examples=names_of(names[negative]),
        )


def amounts_of(spec: MapSpec, subject: Subject, findings: Findings) -> Array:
    """Return the amount of each row, divided by its denominator if there is one.

    A column that the cells lack was reported before, and gives no amounts.
    """
    cells, names = subject.cells, subject.names
    nothing = np.full(len(names), np.nan)
    if spec.value not in cells:
        return nothing
    values = as_numbers(cells[spec.value], spec.value, names, findings)
    if not spec.denominator:
        return values
    if spec.denominator not in cells:
        return nothing
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
    return np.asarray(values / np.where(divisor > 0, divisor, np.nan) * spec.per)
