"""Areas of points, and towns of GeoNames."""

from __future__ import annotations

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely
from pyproj import Geod

from probono_kit.errors import ProbonoError
from probono_kit.places import match_areas, read_areas, reverse_areas, towns


def points(*places: tuple[float, float]) -> gpd.GeoSeries:
    """Return points of latitudes and longitudes, index from 2 as in a sheet."""
    shapes = [shapely.Point(lon, lat) for lat, lon in places]
    return gpd.GeoSeries(shapes, index=range(2, 2 + len(shapes)), crs="EPSG:4326")


AREAS = gpd.GeoDataFrame(
    {"area_code": ["A", "B"], "area_name": ["West", "East"]},
    geometry=[shapely.box(0, 0, 1, 1), shapely.box(1, 0, 2, 1)],
    crs="EPSG:4326",
)


def test_points_on_a_border_are_said_to_be_in_several() -> None:
    """No area is chosen for them; the candidates are there."""
    found = reverse_areas(points((0.5, 0.5), (0.5, 1.0)), AREAS)
    assert found["status"].tolist() == ["inside", "several"]
    assert found["area_code"].tolist()[0] == "A"
    assert found["area_code"].isna().tolist() == [False, True]
    assert found["candidates"].tolist()[1] == ("A", "B")


def test_missing_points_have_no_area_and_no_distance() -> None:
    """Rows are conserved, index as given."""
    series = points((0.5, 0.5), (np.nan, 1.0))
    series.loc[9] = None
    found = reverse_areas(series, AREAS)
    assert list(found.index) == [2, 3, 9]
    assert found["status"].tolist() == ["inside", "no_point", "no_point"]
    assert found["distance_km"].isna().tolist() == [False, True, True]


def test_the_sea_near_the_coast_belongs_to_the_area_within_the_tolerance() -> None:
    """A jetty 1 km off Dakar; a boat 60 km off is outside, with its distance."""
    regions = read_areas("base:admin1", country="SEN", language="fr").frame
    jetty, boat = (14.745, -17.55), (14.7, -18.1)
    found = reverse_areas(points(jetty, boat), regions, tolerance_km=5)
    assert found["area_name"].fillna("–").tolist() == ["Dakar", "–"]
    assert found["status"].tolist() == ["near", "outside"]
    assert found["candidates"].tolist()[1] == ("SN-DK",)
    assert 50 < found["distance_km"].iloc[1] < 70


def test_fiji_is_found_on_both_sides_of_the_date_line() -> None:
    """Suva, Taveuni's coast beyond 180°, longitudes written beyond 180 too."""
    divisions = read_areas("base:admin1", country="FJI").frame
    found = reverse_areas(
        points((-18.13, 178.42), (-16.85, -179.97), (-16.85, 180.03), (-17.5, -179.5)),
        divisions,
        tolerance_km=20,
    )
    assert found["area_name"].iloc[0] == "Central"
    assert found["area_name"].iloc[1] == found["area_name"].iloc[2] == "Northern"
    assert found["distance_km"].iloc[3] < 100


def test_the_nearest_area_across_the_date_line_is_near() -> None:
    """An island at 179.9° east is 22 km from a point at 179.9° west."""
    island = gpd.GeoDataFrame(
        {"area_code": ["E", "W"], "area_name": ["east", "west"]},
        geometry=[shapely.box(179.8, -0.1, 179.9, 0.1), shapely.box(-178, -0.1, -177, 0.1)],
        crs="EPSG:4326",
    )
    [row] = reverse_areas(points((0.0, -179.9)), island).to_dict("records")
    assert row["candidates"] == ("E",)
    assert row["distance_km"] == pytest.approx(22.264, abs=0.01)


def test_distances_are_those_of_the_ellipsoid_far_from_the_equator() -> None:
    """At 60° a degree of longitude is half as long: the nearer area is the eastern one."""
    north = gpd.GeoDataFrame(
        {"area_code": ["E", "N"], "area_name": ["e", "n"]},
        geometry=[shapely.box(1.5, 59, 2, 61), shapely.box(-1, 61, 1, 62)],
        crs="EPSG:4326",
    )
    [row] = reverse_areas(points((60.0, 0.0)), north).to_dict("records")
    assert row["candidates"] == ("E",)
    expected = Geod(ellps="WGS84").inv(0, 60, 1.5, 60)[2] / 1000
    assert row["distance_km"] == pytest.approx(expected, rel=0.01)


def test_towns_match_by_alternate_and_arabic_names_and_homonyms_stay_open() -> None:
    """GeoNames as a gazetteer, with the region around."""
    chad = towns("TCD", language="fr")
    table = pd.DataFrame({"ville": ["Ndjamena", "موندو", "Fort-Lamy"]})
    match = match_areas(table, chad, name_column="ville")
    assert match.frame["area_name"].tolist() == ["N'Djamena", "Moundou", "N'Djamena"]
    assert chad["parent_name"].ne("").all()
    one = pd.DataFrame({"ville": ["San Fernando"]})
    assert match_areas(one, towns("PH"), name_column="ville").report["status"].tolist() == [
        "ambiguous"
    ]


def test_towns_carry_their_credit_and_an_unknown_country_is_refused() -> None:
    """CC BY 4.0 asks for it."""
    assert "CC BY 4.0" in towns("SEN", least_population=100_000).attrs["credit"]
    assert towns("SEN", least_population=100_000)["population"].min() >= 100_000
    with pytest.raises(ProbonoError, match="ABC"):
        towns("ABC")
