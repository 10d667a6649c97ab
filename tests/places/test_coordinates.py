"""Points from two columns: every row is drawn or listed with its reason."""

from __future__ import annotations

import geopandas as gpd
import pandas as pd
from hypothesis import given
from hypothesis import strategies as st
from shapely.geometry import box

from probono_kit.places.coordinates import read_points

SENEGAL = gpd.GeoDataFrame(geometry=[box(-17.6, 12.3, -11.3, 16.7)], crs="EPSG:4326")


def wells(*rows: tuple[object, object]) -> pd.DataFrame:
    """Return a sheet whose first data row is row 5."""
    return pd.DataFrame(rows, columns=["lat", "lon"], index=range(5, 5 + len(rows)), dtype=object)


def test_a_decimal_comma_is_read() -> None:
    """What a French spreadsheet holds."""
    point = read_points(wells(("14,5", "-17,25")), "lat", "lon").frame.geometry.iloc[0]
    assert (point.x, point.y) == (-17.25, 14.5)


def test_each_bad_row_is_listed_with_its_reason() -> None:
    """Nothing is dropped without a word."""
    sheet = wells((14, -17), (None, -17), ("north", -17), (1469, -17), (0, 0), (48.8, 2.3))
    read = read_points(sheet, "lat", "lon", areas=SENEGAL, where="wells.xlsx")
    assert list(read.left_out["reason"]) == [
        "missing",
        "not_a_number",
        "out_of_range",
        "zero",
        "outside",
    ]
    assert {f.code for f in read.findings} == {
        f"coordinates.{reason}" for reason in read.left_out["reason"]
    }
    assert all(f.where == "wells.xlsx" for f in read.findings)
    assert next(f for f in read.findings if f.code == "coordinates.outside").values["rows"] == (
        "10",
    )


def test_exchanged_coordinates_are_proposed_not_changed() -> None:
    """The person who knows the place decides."""
    read = read_points(wells((-17.0, 14.5)), "lat", "lon", areas=SENEGAL)
    assert [f.code for f in read.findings] == ["coordinates.swapped"]
    assert read.frame.empty


def test_a_border_town_just_outside_is_kept() -> None:
    """Boundary layers are generalised."""
    assert len(read_points(wells((16.9, -15.0)), "lat", "lon", areas=SENEGAL).frame) == 1


numbers = st.one_of(st.none(), st.floats(), st.integers(), st.text())


@given(st.lists(st.tuples(numbers, numbers), max_size=20))
def test_rows_are_conserved(rows: list[tuple[object, object]]) -> None:
    """Rows in = points + rows left out, whatever the cells hold."""
    sheet = wells(*rows)
    before = sheet.copy(deep=True)
    read = read_points(sheet, "lat", "lon", areas=SENEGAL)
    assert sorted([*read.frame.index, *read.left_out.index]) == list(sheet.index)
    pd.testing.assert_frame_equal(sheet, before)
