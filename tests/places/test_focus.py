"""One page of an atlas: the area a person names, whatever the spelling."""

from __future__ import annotations

import geopandas as gpd
import pytest
from shapely.geometry import box

from probono_kit.errors import ProbonoError
from probono_kit.places.focus import focus_on


@pytest.fixture
def departments() -> gpd.GeoDataFrame:
    """Four departments in two regions; two departments share a name."""
    return gpd.GeoDataFrame(
        {
            "area_code": ["SN0101", "SN0102", "SN0201", "SN0202"],
            "area_name": ["Thiès", "Mbour", "Bakel", "Mbour"],
            "parent_code": ["SN01", "SN01", "SN02", "SN02"],
            "parent_name": ["Région de Thiès", "Région de Thiès", "Tambacounda", "Tambacounda"],
        },
        geometry=[box(i, 0, i + 1, 1) for i in range(4)],
        crs="EPSG:4326",
    )


def test_a_parent_gives_the_areas_inside(departments: gpd.GeoDataFrame) -> None:
    """A page per region shows its departments."""
    assert list(focus_on(departments, "THIES")["area_name"]) == ["Thiès", "Mbour"]


def test_a_leaf_gives_itself_by_code(departments: gpd.GeoDataFrame) -> None:
    """Codes are unambiguous."""
    assert list(focus_on(departments, "sn0201")["area_name"]) == ["Bakel"]


def test_two_areas_of_one_name_are_not_guessed(departments: gpd.GeoDataFrame) -> None:
    """The finding names both codes."""
    with pytest.raises(ProbonoError) as caught:
        focus_on(departments, "Mbour")
    assert caught.value.findings[0].values["codes"] == ("SN0102", "SN0202")


def test_an_unknown_name_gets_the_nearest(departments: gpd.GeoDataFrame) -> None:
    """A typo is mended by a person."""
    with pytest.raises(ProbonoError) as caught:
        focus_on(departments, "Tambacunda")
    assert "Tambacounda" in caught.value.findings[0].values["near"]


def test_no_area_means_all(departments: gpd.GeoDataFrame) -> None:
    """The empty default."""
    assert len(focus_on(departments, "")) == 4
