"""Points counted in hexagons, or gathered to circles where they lie close together."""

from __future__ import annotations

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from numpy.typing import NDArray

from probono_kit.i18n import gettext as _
from probono_kit.maps.anchors import project
from probono_kit.maps.arrays import Array
from probono_kit.maps.derived import grids
from probono_kit.maps.derived.source import Derived, Source, frame_of
from probono_kit.maps.spec import Kind, MapSpec
from probono_kit.maps.subject import Subject
from probono_kit.maps.symbology import circles
from probono_kit.maps.symbols import millimetres, radii

#: Width of a group of points on A4, in millimetres, before groups whose circles meet are joined.
_GROUP = 6.0

#: Radius of the largest circle in millimetres on A4, and what stays free between two circles.
_LARGEST, _GAP = 8.0, 0.3


def _sums(source: Source, owner: NDArray[np.int64], count: int) -> Array:
    """Count the points of each group, or add up their amounts."""
    weights = None if np.isnan(source.amounts).all() else np.nan_to_num(source.amounts)
    return np.asarray(np.bincount(owner, weights=weights, minlength=count), dtype=float)


def _counting(source: Source, heading: str, remark: str) -> MapSpec:
    """Return the spec of a map of counted points: its one column is the count."""
    spec = source.spec
    title = spec.legend_title.strip() or (spec.value.replace("_", " ") or heading)
    told = {
        "value": title,
        "denominator": "",
        "category": "",
        "legend_title": title,
        "columns": (title,),
        "remarks": (*spec.remarks, remark),
        "labels": False,
    }
    return spec.model_copy(update=told)


def count_in_hexagons(source: Source) -> Derived:
    """Return hexagons with how many points, or which sum of their amounts, lie in each."""
    places, language = source.places(), source.language
    wanted = source.spec.cell_km
    width = wanted * 1000 if wanted else grids.cell_width(places)
    cells, owner = np.unique(grids.hexagon_of(places, width), axis=0, return_inverse=True)
    sums = _sums(source, owner.ravel(), len(cells))
    remark = _("Counted in hexagons that are {width} wide.", language)
    spec = _counting(source, _("Places", language), remark.format(width=source.kilometres(width)))
    shapes = source.degrees(grids.hexagons(cells, width))
    names = source.names_at(grids.centres(cells, width))
    frame = frame_of(names, shapes)
    subject = Subject(frame, pd.DataFrame({spec.value: sums}), frame["name"], points=False)
    return Derived(spec, Kind.CHOROPLETH, subject, frame, sums, ground=source.shapes)


def gather(source: Source) -> Derived:
    """Return circles, each for the points that would lie on each other on paper."""
    places, language = source.places(), source.language
    scale = _scale(source, places)
    owner = np.unique(grids.hexagon_of(places, _GROUP / scale), axis=0, return_inverse=True)[1]
    owner = _joined(source, places, owner.ravel(), scale)
    middles, sums = _middles(places, owner), _sums(source, owner, int(owner.max()) + 1)
    remark = _("Places that lie close together are shown as one circle.", language)
    area = _("Area", language)
    spec = _counting(source, _("Places", language), remark)
    spec = spec.model_copy(update={"label": area, "columns": (*spec.columns, area)})
    frame = gpd.GeoDataFrame(geometry=source.degrees(np.asarray(shapely.points(middles))))
    cells_ = pd.DataFrame({spec.value: sums, area: source.names_at(middles)})
    subject = Subject(frame, cells_, cells_[area], points=True)
    x, y = middles.T
    looks = circles(sums, x, y, spec, top=_LARGEST)
    return Derived(spec, Kind.SYMBOLS, subject, source.shapes, sums, looks)


def _scale(source: Source, places: Array) -> float:
    """Return millimetres on A4 per metre: areas below the points decide too."""
    around = places
    if source.shapes is not None and len(source.shapes):
        shapes = project(source.shapes.geometry.to_numpy(), source.crs, source.extent)
        corners = shapely.total_bounds(shapes).reshape(2, 2)
        around = np.vstack([places, corners])
    return millimetres(*around.T)


def _middles(places: Array, owner: NDArray[np.int64]) -> Array:
    """Return the middle of the points of each group."""
    members = np.bincount(owner)
    sums = [np.bincount(owner, weights=places[:, axis]) / members for axis in (0, 1)]
    return np.stack(sums, axis=1)


def _joined(
    source: Source, places: Array, owner: NDArray[np.int64], scale: float
) -> NDArray[np.int64]:
    """Join groups until no circle meets another one; those that lie on each other most come first.

    A joined circle has the area of both: it is narrower than both beside each other, so that
    there is an end to it.
    """
    while True:
        count = int(owner.max()) + 1
        at, sums = _middles(places, owner) * scale, _sums(source, owner, count)
        radius = radii(sums, *at.T, top=_LARGEST)
        # What has no circle is joined to what it lies under.
        radius = np.nan_to_num(radius) + _GAP / 2
        spots = np.asarray(shapely.points(at))
        reach = radius + radius.max()
        pairs = shapely.STRtree(spots).query(spots, predicate="dwithin", distance=reach)
        first, second = pairs[:, pairs[0] < pairs[1]]
        depth = radius[first] + radius[second] - np.hypot(*(at[first] - at[second]).T)
        order = [i for i in np.argsort(-depth, kind="stable") if depth[i] > 1e-9]
        if not order:
            return owner
        into, taken = np.arange(count), np.zeros(count, dtype=bool)
        for i in order:
            one, other = first[i], second[i]
            if not (taken[one] or taken[other]):
                into[other] = one
                taken[[one, other]] = True
        owner = np.unique(into[owner], return_inverse=True)[1].ravel()
