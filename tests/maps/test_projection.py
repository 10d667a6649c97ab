"""Projections: area-true, measured on the ground, whole across the date line."""

from __future__ import annotations

import geopandas as gpd
import numpy as np
import pytest
from pyproj import Geod
from shapely.geometry import box

from probono_kit.maps.anchors import project
from probono_kit.maps.extent import extent_of
from probono_kit.maps.projection import (
    choose_crs,
    describe_crs,
    direction_of_north,
    ground_scale,
    measure_truth,
)
from tests.maps.made import areas_of

EXTENTS = {
    "Senegal": (-17.5, 12.3, -11.4, 16.7),
    "Chile": (-76.0, -56.0, -66.0, -17.5),
    "Russia": (27.0, 41.0, 190.0, 78.0),
    "Indonesia": (95.0, -11.0, 141.0, 6.0),
    "Fiji": (176.9, -19.2, 181.8, -16.1),
    "world": (-180.0, -60.0, 180.0, 84.0),
}


@pytest.mark.parametrize("extent", EXTENTS.values(), ids=EXTENTS)
def test_areas_keep_their_size(extent):
    """Should fail if any projection shows a cell larger or smaller than it is on the ground."""
    west, south, east, north = extent
    crs = choose_crs(extent)
    for u, v in ((0.1, 0.1), (0.5, 0.5), (0.85, 0.9)):
        x, y = west + u * (east - west), south + v * (north - south)
        cell = box(x, y, x + 0.2, y + 0.2).segmentize(0.01)
        ground = abs(Geod(ellps="WGS84").geometry_area_perimeter(cell)[0])
        drawn = project(np.array([cell]), crs, extent)[0].area
        assert drawn == pytest.approx(ground, rel=2e-3)


@pytest.mark.parametrize(
    ("place", "name"),
    [
        ("Senegal", "azimutale équivalente de Lambert, centrée sur 14,5° N, 14,4° O"),
        ("Indonesia", "cylindrique équivalente de Lambert, centrée sur 118° E"),
        ("Russia", "conique équivalente d'Albers, centrée sur 60° N, 108° E"),
        ("world", "Equal Earth (équivalente), centrée sur 0° E"),
    ],
)
def test_the_projection_fits_the_shape_and_is_named(place, name):
    """Should fail if a note names another projection than the one chosen, or not in French."""
    assert describe_crs(choose_crs(EXTENTS[place]), "fr") == name


def test_scale_on_the_map_is_scale_on_the_ground():
    """Should fail if the factor for the scale bar departs from the geodesic by one per cent."""
    for extent in EXTENTS.values():
        crs = choose_crs(extent)
        x, y = (extent[0] + extent[2]) / 2, (extent[1] + extent[3]) / 2
        ends = project(gpd.points_from_xy([x - 0.2, x + 0.2], [y, y]), crs, extent)
        ground = Geod(ellps="WGS84").inv(x - 0.2, y, x + 0.2, y)[2]
        assert ends[0].distance(ends[1]) / ground == pytest.approx(
            ground_scale(crs, (x, y)), rel=0.01
        )


def test_a_scale_bar_is_refused_where_it_would_mislead():
    """Should fail if a map of the world got a scale bar, or one of a country none."""
    bars = {name: measure_truth(choose_crs(e), e).bar for name, e in EXTENTS.items()}
    assert not bars["world"]
    assert all(bars[name] for name in ("Senegal", "Chile", "Fiji", "Indonesia"))


def test_north_is_where_the_meridian_goes():
    """Should fail if the arrow pointed up in the east of Russia, or turned the wrong way."""
    extent = EXTENTS["Russia"]
    crs = choose_crs(extent)
    (west, east) = project(gpd.points_from_xy([40.0, 170.0], [60.0, 60.0]), crs, extent)
    assert direction_of_north(crs, west.x, west.y) > 20
    assert direction_of_north(crs, east.x, east.y) < -20


def test_fiji_is_one_country_across_the_date_line():
    """Should fail if the extent went the long way round, or the line cut an island in two."""
    areas = areas_of("FJI", "en")
    west, _south, east, _north = extent = extent_of(areas)
    assert 170 < west < 180 < east < 185
    drawn = project(areas.geometry.to_numpy(), choose_crs(extent), extent)
    widest = max(g.bounds[2] - g.bounds[0] for g in drawn)
    assert widest < 600_000
    parts = gpd.GeoSeries(drawn).explode()
    whole = areas.geometry.explode()
    at_the_line = (whole.bounds["maxx"] == 180).sum() + (whole.bounds["minx"] == -180).sum()
    assert at_the_line > 0
    assert len(parts) < len(whole)
