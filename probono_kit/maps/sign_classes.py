"""Giving categories of points their shapes and icons."""

from __future__ import annotations

import difflib
import math
from collections.abc import Sequence
from dataclasses import replace

import geopandas as gpd
import numpy as np
import shapely
from numpy.typing import NDArray
from pyproj import CRS

from probono_kit.findings import Findings
from probono_kit.maps.anchors import project
from probono_kit.maps.arrays import Array
from probono_kit.maps.checks import sort_key
from probono_kit.maps.derived.source import Derived
from probono_kit.maps.extent import Extent
from probono_kit.maps.icons import find_icon, nearest_icons
from probono_kit.maps.model import NO_DATA, LegendClass
from probono_kit.maps.signs import BADGE, SHAPES
from probono_kit.maps.spec import Kind, MapSpec
from probono_kit.maps.steps import MOST_ON_PAPER
from probono_kit.maps.symbology import Symbology
from probono_kit.maps.symbols import millimetres, overlap

#: Stands for every category that has no icon of its own.
EVERY = "*"

#: Share of the badges that may lie under another one.
MOST_COVERED = 0.3

#: Radius of a circle as large as an area that has room for a badge, in millimetres on A4; and
#: share of the areas that may be smaller.
ROOM, MOST_SMALL = 1.4 * BADGE, 0.25

#: With more points than this, shapes would be too small to be told apart.
MOST_SHAPES = 3000


def check_icons(spec: MapSpec, findings: Findings) -> None:
    """Report icons that there are not, with those that look like them."""
    for category, name in spec.icons.items():
        if not find_icon(name):
            near = nearest_icons(name) or ("school", "health-facility", "water", "place")
            findings.add("map.icon_unknown", "icons", name=name, category=category, near=near)


def tell_unused(spec: MapSpec, kind: Kind, findings: Findings) -> None:
    """Say that a kind of map has no use for icons and shapes, if it was given some."""
    useless = kind is not Kind.POINTS and (spec.shapes or kind is not Kind.CATEGORIES)
    if (spec.icons or spec.shapes) and useless:
        findings.add("map.signs_of_points", "icons" if spec.icons else "shapes", kind=kind.value)


def with_signs(
    looks: Symbology,
    spec: MapSpec,
    places: Array,
    around: Array,
    findings: Findings,
    *,
    periods: Sequence[NDArray[np.int64]] = (),
) -> Symbology:
    """Return `looks` with the shapes and icons that the spec asks for.

    Parameters
    ----------
    looks : Symbology
        Of points.
    spec : MapSpec
        Its ``icons`` and ``shapes``.
    places : numpy.ndarray
        Of the points, in metres of the map.
    around : numpy.ndarray
        Of the areas below them: they too decide the scale.
    findings : Findings
        Gets categories that are not there or have no icon, and what is too crowded.
    periods : sequence of numpy.ndarray
        Rows of the points of each time: each has a small map, on which signs are no smaller.
    """
    if not (spec.icons or spec.shapes):
        return looks
    if len(places) > MOST_SHAPES:
        findings.add("map.shapes_crowded", "points", count=len(places), most=MOST_SHAPES)
        return looks
    icons = _chosen(looks.classes, spec, findings)
    if any(icons) and _covered(places, around, periods) > MOST_COVERED:
        findings.add("map.icons_crowded", "icons", count=len(places))
        icons = [""] * len(icons)
    return replace(looks, classes=_signed(looks.classes, icons))


def with_badges(
    looks: Symbology, made: Derived, crs: CRS, extent: Extent, findings: Findings
) -> Symbology:
    """Return `looks` with the icons that the spec asks for, on badges on the areas.

    Parameters
    ----------
    looks : Symbology
        Of what is drawn; only categories of areas get badges.
    made : Derived
        What is drawn. Where it changes over time it gets none.
    crs, extent : pyproj.CRS, tuple of float
        Projection and degrees of the map.
    findings : Findings
        Gets categories that are not there or have no icon, and what is too crowded.
    """
    spec = made.spec
    if not spec.icons or made.look is not Kind.CATEGORIES or made.subject.points:
        return looks
    if made.steps:
        findings.add("map.icons_of_time", "icons")
        return looks
    icons = _chosen(looks.classes, spec, findings, code="map.area_without_icon")
    if made.shapes is None or _too_small(made.shapes, crs, extent) > MOST_SMALL:
        findings.add("map.area_icons_crowded", "icons", count=len(looks.class_key))
        return looks
    signed = (
        replace(line, icon=icon, size=BADGE if icon else 0.0)
        for line, icon in zip(looks.classes, icons, strict=True)
    )
    return replace(looks, classes=tuple(signed))


def _too_small(shapes: gpd.GeoDataFrame, crs: CRS, extent: Extent) -> float:
    """Return the share of the areas that leave no room around a badge."""
    projected = project(shapes.geometry.to_numpy(), crs, extent)
    x, y = shapely.get_coordinates(projected).T
    sizes = np.sqrt(shapely.area(projected) / math.pi) * millimetres(x, y)
    return float((sizes < ROOM).mean())


def _chosen(
    classes: tuple[LegendClass, ...],
    spec: MapSpec,
    findings: Findings,
    *,
    code: str = "map.without_icon",
) -> list[str]:
    """Return the icon of each class, ``""`` for none."""
    given = {_key(category): find_icon(name) for category, name in spec.icons.items()}
    named = {_key(line.label): line.label for line in classes if line.key != NO_DATA}
    for category in spec.icons:
        if category != EVERY and _key(category) not in named:
            near = difflib.get_close_matches(_key(category), named, n=3, cutoff=0.5) or named
            shown = tuple(named[word] for word in list(near)[:5])
            findings.add("map.icon_of_nothing", "icons", category=category, near=shown)
    rest = given.get(EVERY, "")
    icons = ["" if line.key == NO_DATA else given.get(_key(line.label), rest) for line in classes]
    lacking = tuple(
        line.label
        for line, icon in zip(classes, icons, strict=True)
        if not icon and line.key != NO_DATA
    )
    if lacking and any(icons):
        findings.add(code, "icons", categories=lacking)
    return icons


def _key(category: str) -> str:
    return sort_key(" ".join(category.split()))


def _covered(places: Array, around: Array, periods: Sequence[NDArray[np.int64]]) -> float:
    """Return the share of the badges that would lie under another one, where most of them do."""
    x, y = np.vstack([places, around]).T
    at = places * millimetres(x, y)
    small = at / math.ceil(math.sqrt(min(len(periods), MOST_ON_PAPER) or 1))
    maps = [at, *(small[rows] for rows in periods)]
    return max(overlap(each, np.full(len(each), BADGE)) for each in maps)


def _signed(classes: tuple[LegendClass, ...], icons: list[str]) -> tuple[LegendClass, ...]:
    """Give each class its icon in a circle, or the next shape."""
    # A circle beside icons would look like one that lost its own.
    free = iter([shape for shape in SHAPES if shape != "circle" or not any(icons)])
    signed = []
    for line, icon in zip(classes, icons, strict=True):
        shape = "circle" if icon or line.key == NO_DATA else next(free, SHAPES[-1])
        signed.append(replace(line, shape=shape, icon=icon))
    return tuple(signed)
