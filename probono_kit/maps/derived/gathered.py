"""Points counted in hexagons, or gathered to circles where they lie close together."""

from __future__ import annotations

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from numpy.typing import NDArray

from probono_kit.i18n import gettext as _
from probono_kit.maps.arrays import Array
from probono_kit.maps.derived import grids
from probono_kit.maps.derived.source import Derived, Source, frame_of
from probono_kit.maps.spec import Kind, MapSpec
from probono_kit.maps.subject import Subject

#: Width of a group of points on A4, in millimetres, and of the map.
_GROUP, _PAGE = 11.0, 170.0


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
    side = max(float(np.ptp(places[:, 0])), float(np.ptp(places[:, 1])), 1.0)
    cells, owner = np.unique(
        grids.hexagon_of(places, side * _GROUP / _PAGE), axis=0, return_inverse=True
    )
    owner = owner.ravel()
    members = np.bincount(owner)
    middles = np.stack(
        [np.bincount(owner, weights=places[:, axis]) / members for axis in (0, 1)], axis=1
    )
    sums = _sums(source, owner, len(cells))
    remark = _("Places that lie close together are shown as one circle.", language)
    area = _("Area", language)
    spec = _counting(source, _("Places", language), remark)
    spec = spec.model_copy(update={"label": area, "columns": (*spec.columns, area)})
    frame = gpd.GeoDataFrame(geometry=source.degrees(np.asarray(shapely.points(middles))))
    cells_ = pd.DataFrame({spec.value: sums, area: source.names_at(middles)})
    subject = Subject(frame, cells_, cells_[area], points=True)
    return Derived(spec, Kind.SYMBOLS, subject, source.shapes, sums)
