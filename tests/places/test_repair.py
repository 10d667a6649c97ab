"""Proposals for coordinates outside their area: one mistake undone, tested, explained."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from pyproj import Transformer

from probono_kit.errors import ProbonoError
from probono_kit.i18n import use_language
from probono_kit.places import read_areas, repair_coordinates, towns
from probono_kit.places.proposals import PROPOSAL_COLUMNS

CHAD = read_areas("base:admin1", country="TCD", language="fr").frame
NDJAMENA = (12.1, 15.05)


def sheet(*rows: tuple[object, object], code: str | None = "TD-ND") -> pd.DataFrame:
    """Return rows of one area, the first in row 2."""
    frame = pd.DataFrame(rows, columns=["lat", "lon"], index=range(2, 2 + len(rows)), dtype=object)
    return frame.assign(code=code)


def proposals(*rows: tuple[object, object], code: str | None = "TD-ND") -> pd.DataFrame:
    """Return the proposals for points that should lie in N'Djamena."""
    table = sheet(*rows, code=code)
    return repair_coordinates(table, "lat", "lon", CHAD, expected="code", country="TCD")[0]


@pytest.mark.parametrize(
    ("lat", "lon", "repair"),
    [
        (15.05, 12.1, "swap"),
        ("15.05 E", "12.1 N", "swap"),
        (-12.1, 15.05, "sign"),
        (12.1, -15.05, "sign"),
        ("12,10000", "1505000", "decimal"),
        (121, 1505, "decimal"),
        ("12.100.000", "15.050.000", "decimal"),
        (1.21, 15.05, "decimal"),
        ("-12.1 N", "15.05 E", "letter"),
        (-15.05, 12.1, "swap_and_sign"),
        ("15050000", "12100000", "swap_and_decimal"),
        ("-12100000", "15050000", "decimal_and_sign"),
        (1337612, 505441, "utm"),
        (505441, 1337612, "utm"),
        ("505441", "1 337 612", "utm"),
    ],
)
def test_the_mistakes_in_use_are_undone(lat: object, lon: object, repair: str) -> None:
    """Each is the only repair that brings the point into its region, and is within metres."""
    table = proposals((lat, lon))
    [row] = table.to_dict("records")
    assert (row["status"], row["repair"]) == ("proposed", repair)
    assert (row["latitude"], row["longitude"]) == pytest.approx(NDJAMENA, abs=1e-4)
    assert "(TD-ND)" in row["evidence"]


def test_minutes_typed_as_decimals_are_read_as_minutes() -> None:
    """13.50 for 13°50' lies 37 km off; a longer tail of digits cannot be minutes."""
    town = CHAD.head(1).assign(area_code="X", geometry=[shapely.Point(20.84, 13.83).buffer(0.03)])
    rows = sheet((13.50, 20.50), (13.50, 20.500012), ("13.4948", "20.5024"), code="X")
    table, _ = repair_coordinates(rows, "lat", "lon", town, expected="code", tolerance_km=1)
    assert table["status"].tolist() == ["proposed", "outside", "ambiguous"]
    assert table["repair"].tolist() == ["minutes", "", ""]
    assert len(table["candidates"].iloc[2]) == 2  # 49.48 minutes, or 49 minutes 48 seconds
    assert table["latitude"].iloc[0] == pytest.approx(13 + 50 / 60)


def test_points_that_are_where_they_should_be_are_not_listed() -> None:
    """Nor those a little outside a generalised border."""
    assert proposals((12.1, 15.05), ("12°06'N", "15°03'E"), ("12,1", "15,05")).empty


def test_rows_without_usable_coordinates_are_listed_with_their_reason() -> None:
    """Zero, blank, text, far away: nothing is proposed for them."""
    table = proposals((0, 0), (None, 15), ("", " "), ("north", 15), (48.8, 2.3))
    assert table["status"].tolist() == ["zero", "missing", "missing", "unreadable", "outside"]
    assert table[["latitude", "longitude"]].isna().all(axis=None)
    assert list(table.columns) == list(PROPOSAL_COLUMNS)
    assert 4000 < table["distance_km"].iloc[-1] < 4400


def test_a_point_in_another_region_names_it() -> None:
    """Either the area or the point is wrong: the witness says where the point lies."""
    [row] = proposals((13.83, 20.83)).to_dict("records")
    assert (row["status"], row["found_in"], row["expected"]) == ("outside", "TD-OD", "TD-ND")


def test_without_a_stated_area_the_country_is_asked() -> None:
    """A point somewhere in Chad is fine; across the border it is not."""
    table = proposals((13.83, 20.83), (-13.83, 20.83), code=None)
    assert table.index.tolist() == [3]
    assert table["repair"].tolist() == ["sign"]
    assert "the country" in table["evidence"].iloc[0]


def test_several_repairs_are_listed_and_none_is_proposed() -> None:
    """Metres without a zone: Chad has two zones, and the point fits both."""
    [row] = proposals((1_500_000, 500_000), code=None).to_dict("records")
    assert row["status"] == "ambiguous"
    assert len(row["candidates"]) >= 2
    assert np.isnan(row["latitude"])
    assert any("33 N" in text for text in row["candidates"])


@pytest.mark.parametrize(
    ("country", "latitude", "longitude", "lat", "lon"),
    [
        ("FJI", -16.85, -179.97, -16.85, 180.03),
        ("FJI", -18.13, 178.42, 18.13, 178.42),
        ("FJI", -18.13, 178.42, 178.42, -18.13),
        ("MOZ", -25.97, 32.57, 25.97, 32.57),
        ("BOL", -16.5, -68.15, 16.5, 68.15),
        ("HTI", 18.54, -72.34, 18.54, 72.34),
        ("HTI", 18.54, -72.34, "1854", "7234"),
        ("PHL", 10.31, 123.89, 123.89, 10.31),
    ],
)
def test_other_hemispheres_and_the_date_line(
    country: str, latitude: float, longitude: float, lat: object, lon: object
) -> None:
    """Islands on both sides of 180°, south of the equator, west of Greenwich."""
    table, _ = repair_coordinates(sheet((lat, lon)), "lat", "lon", None, country=country)
    [row] = table.to_dict("records")
    assert row["status"] == "proposed"
    assert (row["latitude"], row["longitude"]) == pytest.approx((latitude, longitude), abs=1e-6)


def test_findings_count_what_is_listed_and_speak_french() -> None:
    """One finding per kind of case; evidence in the reader's language."""
    with use_language("fr"):
        table, findings = repair_coordinates(
            sheet((15.05, 12.1), (0, 0)), "lat", "lon", CHAD, expected="code", where="puits.xlsx"
        )
    assert [found.code for found in findings] == [
        "coordinates.repair_proposed",
        "coordinates.repair_zero",
    ]
    assert findings[0].values["rows"] == ("2",)
    assert table["evidence"].iloc[0].startswith("Latitude et longitude échangées")


def test_a_point_that_places_of_different_areas_share_is_said() -> None:
    """The office's coordinates, copied down the column."""
    table = sheet(*[NDJAMENA] * 3).assign(code=["TD-ND", "TD-OD", "TD-LC"])
    _, findings = repair_coordinates(table, "lat", "lon", CHAD, expected="code", country="TCD")
    [found] = [found for found in findings if found.code == "coordinates.shared_point"]
    assert found.values["count"] == 3


def test_the_centre_of_the_country_is_said() -> None:
    """What geocoders answer when they only know the country."""
    centre = CHAD.geometry.union_all().centroid
    table = sheet((centre.y, centre.x), code=None)
    _, findings = repair_coordinates(table, "lat", "lon", CHAD)
    assert [found.code for found in findings] == ["coordinates.country_centre"]


def test_what_is_missing_to_test_against_is_asked_for() -> None:
    """No areas and no country; a column that does not exist."""
    with pytest.raises(ProbonoError, match="neither areas nor a country"):
        repair_coordinates(sheet(NDJAMENA), "lat", "lon", None)
    with pytest.raises(ProbonoError, match="latitud"):
        repair_coordinates(sheet(NDJAMENA), "latitud", "lon", CHAD)


cells = st.one_of(
    st.none(), st.floats(), st.integers(), st.text(max_size=12), st.floats(-180, 180).map(str)
)


@settings(max_examples=25, deadline=None)
@given(st.lists(st.tuples(cells, cells), max_size=8))
def test_every_proposal_lies_in_its_area_and_the_table_stays_as_it_is(
    rows: list[tuple[object, object]],
) -> None:
    """The law: a proposed point, looked at again, has nothing more to it."""
    table = sheet(*rows)
    before = table.copy(deep=True)
    found, _ = repair_coordinates(table, "lat", "lon", CHAD, expected="code", country="TCD")
    pd.testing.assert_frame_equal(table, before)
    good = found[found["status"] == "proposed"]
    again = sheet(*good[["latitude", "longitude"]].itertuples(index=False, name=None))
    assert proposals(*again[["lat", "lon"]].itertuples(index=False, name=None)).empty


def test_towns_with_a_mistake_made_on_purpose_come_back_to_their_place() -> None:
    """Of mistakes in two countries, at least 98 % have a proposal, and 99.5 % are right."""
    counts = np.zeros(3)
    for country in ("HTI", "MOZ"):
        known = towns(country).head(40)
        areas = read_areas("base:admin1", country=country).frame
        lat, lon = known["latitude"].to_numpy(), known["longitude"].to_numpy()
        lost = [[f"{v:.5f}".replace(".", "") for v in axis] for axis in (lat, lon)]
        for typed in ((lon, lat), (-lat, lon), (lat, -lon), lost):
            table = pd.DataFrame({"lat": typed[0], "lon": typed[1]})
            table["code"] = known["parent_code"]
            found, _ = repair_coordinates(
                table, "lat", "lon", areas, expected="code", country=country
            )
            good = found[found["status"] == "proposed"]
            right = np.isclose(good["latitude"], lat[good.index], atol=0.02)
            right &= np.isclose(good["longitude"], lon[good.index], atol=0.02)
            counts += [len(known), len(good), right.sum()]
    assert counts[1] / counts[0] > 0.98
    assert counts[2] / counts[1] > 0.995


def test_utm_metres_take_the_zone_of_the_country() -> None:
    """Easting and northing of a town of Mozambique, in either column."""
    to_utm = Transformer.from_crs(4326, 32736, always_xy=True)
    easting, northing = to_utm.transform(34.84, -19.84)
    table, _ = repair_coordinates(
        sheet((round(easting), round(northing)), (round(northing), round(easting))),
        *("lat", "lon", None),
        country="MOZ",
    )
    assert set(table["repair"]) <= {"utm", ""}
    tried = [*table["candidates"].explode().dropna(), *table["evidence"]]
    assert any("36 S" in text for text in tried)


def test_identifiers_are_not_coordinates_that_lost_their_mark() -> None:
    """Thirty digits, or more than any power of ten explains."""
    table = proposals(("9" * 30, 15.05), (1e300, 15.05), ("1e308", "x"))
    assert table["status"].tolist() == ["unreadable"] * 3


def test_areas_in_metres_and_without_names_will_do() -> None:
    """A layer in UTM, codes only."""
    areas = CHAD[["area_code", "geometry"]].to_crs(32633)
    table, _ = repair_coordinates(sheet((15.05, 12.1)), "lat", "lon", areas, expected="code")
    assert table["repair"].tolist() == ["swap"]
