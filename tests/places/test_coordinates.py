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


def test_text_in_any_form_becomes_points() -> None:
    """Degrees and minutes, letters, words beside numbers of the same columns."""
    sheet = wells(("14°41'35\" N", "17°26'46\" O"), ("14,7 Nord", "17,4 Ouest"), (14.7, -17.4))
    points = read_points(sheet, "lat", "lon", areas=SENEGAL).frame.geometry
    assert len(points) == 3
    assert (round(points.iloc[0].x, 4), round(points.iloc[0].y, 4)) == (-17.4461, 14.6931)


def test_a_letter_that_contradicts_its_sign_is_listed() -> None:
    """Both readings are possible: it is not drawn."""
    read = read_points(wells(("-14.7 N", -17.4)), "lat", "lon")
    assert list(read.left_out["reason"]) == ["two_readings"]
    assert [found.code for found in read.findings] == ["coordinates.two_readings"]


def test_latitude_in_the_column_of_longitudes_is_not_drawn() -> None:
    """The letter says that the columns are exchanged."""
    read = read_points(wells(("17.4 W", "14.7 N")), "lat", "lon")
    assert list(read.left_out["reason"]) == ["not_a_number"]


def positions(*texts: object) -> pd.DataFrame:
    """Return a sheet with one column of positions."""
    return pd.DataFrame({"gps": pd.Series(list(texts), dtype=object)})


def test_positions_in_one_cell_become_points() -> None:
    """Geopoints of forms, links, UTM; empty and other cells are listed."""
    sheet = positions(
        *("14.7 -17.4 12 5", "https://maps.google.com/?q=14.7,-17.4", "28P 241000 1626000"),
        *("14°42'N 17°24'W", None, "near the school"),
    )
    read = read_points(sheet, "gps", areas=SENEGAL)
    assert len(read.frame) == 4
    assert list(read.left_out["reason"]) == ["missing", "not_a_number"]
    assert (read.frame.geometry.y - 14.7).abs().max() < 0.01
    assert (read.frame.geometry.x + 17.4).abs().max() < 0.01


def test_the_areas_tell_which_number_is_the_latitude() -> None:
    """Only one order lies in Senegal; the note says what was taken."""
    read = read_points(positions("-17.4, 14.7", "-16.0, 15.0"), "gps", areas=SENEGAL)
    assert [found.code for found in read.findings] == ["coordinates.longitude_first"]
    assert (read.frame.geometry.iloc[0].y, read.frame.geometry.iloc[0].x) == (14.7, -17.4)


def test_pairs_whose_order_nothing_tells_are_listed_not_guessed() -> None:
    """Without areas, and where rows contradict each other."""
    alone = read_points(positions("12.5, 15.1"), "gps")
    mixed = read_points(positions("-17.4, 14.7", "14.7, -17.4"), "gps", areas=SENEGAL)
    contradiction = read_points(positions("-14.5 N, 15 E"), "gps")
    for read in (alone, mixed, contradiction):
        assert set(read.left_out["reason"]) == {"order_open"}


def test_a_number_beyond_90_tells_the_order_of_the_column() -> None:
    """In one row it can only be so."""
    read = read_points(positions("100.5, 13.2", "12.5, 15.1"), "gps")
    assert [(point.y, point.x) for point in read.frame.geometry] == [(13.2, 100.5), (15.1, 12.5)]


@given(st.lists(st.one_of(st.none(), st.text(max_size=20), st.floats()), max_size=12))
def test_rows_of_positions_are_conserved(cells: list[object]) -> None:
    """Rows in = points + rows left out, whatever the cells hold."""
    sheet = positions(*cells)
    read = read_points(sheet, "gps", areas=SENEGAL)
    assert sorted([*read.frame.index, *read.left_out.index]) == list(sheet.index)
