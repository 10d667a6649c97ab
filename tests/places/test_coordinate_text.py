"""Coordinates read from what people type."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from probono_kit.places.coordinate_text import (
    Axis,
    Form,
    PositionForm,
    Problem,
    read_coordinate,
    read_position,
)

DEGREES = 12 + 30 / 60 + 15 / 3600


@pytest.mark.parametrize(
    "text",
    [
        "12°30'15\"N",
        "12º 30´ 15¨ N",
        "12° 30’ 15’’ Nord",
        "12°30′15″ N",
        "N 12°30'15",
        "12 30 15 N",
        "12:30:15 N",
        "12-30-15 N",
        "12.30.15 N",
        "123015N",
        "12d30m15s N",
        "12deg 30min 15sec north",
        "12 degrés 30 minutes 15 secondes Nord",
        "12 grados 30 minutos 15 segundos Norte",
        "12Â°30'15\"N",
        "12o30'15\" N",
        "١٢° ٣٠′ ١٥″ شمالاً",
        "12°30.25' N",
        "1230.25 N",
        "Latitude : 12° 30' 15,0\"",
        "12° 30' 15\" de latitude Nord",
        "12,504166667 N",
    ],
)
def test_one_latitude_in_the_spellings_in_use(text: str) -> None:
    """However a person writes 12 degrees, 30 minutes, 15 seconds north, it is the same place."""
    reading = read_coordinate(text)
    assert reading is not None
    assert reading.value == pytest.approx(DEGREES, abs=1e-8)
    assert reading.axis is Axis.LATITUDE
    assert reading.marked


@pytest.mark.parametrize(
    ("text", "hemisphere", "value"),
    [
        ("17,5 Ouest", "W", -17.5),
        ("17.5 O", "W", -17.5),
        ("O 17°30'", "W", -17.5),
        ("17.5 Oeste", "W", -17.5),
        ("17.5 W", "W", -17.5),
        ("17,5 غرباً", "W", -17.5),
        ("17.5 Est", "E", 17.5),
        ("17.5 شرق", "E", 17.5),
        ("17.5 Sud", "S", -17.5),
        ("17.5 جنوب", "S", -17.5),
        ("12°30'15s", "S", -DEGREES),
        ("-17.5 S", "S", -17.5),
        ("12d30m15s", "", DEGREES),
        ("−17,5", "", -17.5),
        ("+17.5", "", 17.5),
        ("-17°30'", "", -17.5),
    ],
)
def test_letters_words_and_signs_give_the_hemisphere(
    text: str, hemisphere: str, value: float
) -> None:
    """`O` is Ouest and Oeste; an `s` after letters for degrees and minutes is seconds."""
    reading = read_coordinate(text)
    assert reading is not None
    assert (reading.hemisphere, reading.value) == (hemisphere, pytest.approx(value))


@pytest.mark.parametrize(
    ("text", "problem", "values"),
    [
        ("-12.5 N", Problem.SIGN_AND_LETTER, (-12.5, 12.5)),
        ("12.5o", Problem.LETTER_O, (12.5, -12.5)),
        ("14693112", Problem.BEYOND_DEGREES, ()),
        ("95 N", Problem.BEYOND_DEGREES, ()),
        ("504321.5", Problem.BEYOND_DEGREES, ()),
        ("12.123.456", Problem.SEVERAL_MARKS, ()),
        ("12°75'N", Problem.SIXTY, ()),
        ("1275.5N", Problem.BEYOND_DEGREES, ()),
        ("Latitude 15 E", Problem.AXIS_AND_LETTER, ()),
    ],
)
def test_what_contradicts_itself_is_said_and_not_guessed(
    text: str, problem: Problem, values: tuple[float, ...]
) -> None:
    """Both readings where there are two, none where the digits cannot be degrees."""
    reading = read_coordinate(text)
    assert reading is not None
    assert reading.value is None
    assert reading.problem is problem
    assert sorted(reading.values) == sorted(values)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Moundou",
        "12 km",
        "12 rue",
        "12:30",
        "12:30:15",
        "2024-05-12",
        "12/05/2024",
        "1 3 5",
        "12 30",
        "(12.5)",
        "77 123 45 67",
        "1e5",
        "12 mars",
        "12m",
        "12.5 N 15.1 E",
        "N",
        "°",
    ],
)
def test_other_texts_are_no_coordinates(text: str) -> None:
    """Times, dates, choices, distances, streets, telephone numbers."""
    assert read_coordinate(text) is None


@pytest.mark.parametrize("text", ["12.5", "12,5", "S12", "12 30 15"])
def test_bare_numbers_do_not_claim_to_be_coordinates(text: str) -> None:
    """A column of prices must not become one of latitudes; `S12` may be a school."""
    reading = read_coordinate(text)
    assert reading is not None
    assert not reading.marked


def written(value: float, form: str) -> str:
    """Return degrees written in a form."""
    sign, size = "-" if value < 0 else "", abs(value)
    if form == "point":
        return f"{value:.6f}"
    if form == "comma":
        return f"{value:.6f}".replace(".", ",")
    seconds = round(size * 36000) / 10
    degrees, rest = divmod(seconds, 3600)
    if form == "minutes":
        return f"{sign}{int(degrees)}°{rest / 60:.5f}'"
    minutes, seconds = divmod(round(rest, 1), 60)
    return f"{sign}{int(degrees)}° {int(minutes)}' {seconds:.1f}\""


@given(
    st.floats(-180, 180, allow_nan=False),
    st.sampled_from(["point", "comma", "minutes", "seconds"]),
)
def test_what_is_written_is_read_back(value: float, form: str) -> None:
    """Within the precision that the reading states, and half a tenth of a second of writing."""
    reading = read_coordinate(written(value, form))
    assert reading is not None
    assert reading.value is not None
    assert abs(reading.value - value) <= reading.precision + 0.05 / 3600
    assert (
        reading.form
        is {
            "point": Form.POINT,
            "comma": Form.COMMA,
            "minutes": Form.MINUTES,
            "seconds": Form.SECONDS,
        }[form]
    )


@given(st.text() | st.text("0123456789.,;°'\"NSEWO -+()dms/:", max_size=30))
def test_no_text_breaks_the_readers(text: str) -> None:
    """Whatever stands in a cell, every value read lies on the globe."""
    reading, position = read_coordinate(text), read_position(text)
    if reading:
        assert all(-180 <= value <= 180 for value in reading.values)
        assert (len(reading.values) == 1) == (reading.problem is None)
    if position:
        assert all(-90 <= lat <= 90 and -180 <= lon <= 180 for lat, lon in position.points)
        assert position.points or position.problem


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("12°30'N, 15°06'E", PositionForm.ANGLES),
        ("15°06'E 12°30'N", PositionForm.ANGLES),
        ("N12°30'00\"E15°06'00\"", PositionForm.ANGLES),
        ("N 12 30.0 E 15 06.0", PositionForm.ANGLES),
        ("12,5 N ; 15,1 E", PositionForm.PAIR),
        ("Lat: 12.5 Lon: 15.1", PositionForm.PAIR),
        ("Longitude 15,1 / Latitude 12,5", PositionForm.PAIR),
        ("12.5 15.1 297 4.5", PositionForm.GEOPOINT),
        ("POINT (15.1 12.5)", PositionForm.WKT),
        ("SRID=4326;POINT Z (15.1 12.5 297)", PositionForm.WKT),
        ('{"type": "Point", "coordinates": [15.1, 12.5]}', PositionForm.WKT),
        ("https://www.google.com/maps/@12.5,15.1,15z", PositionForm.ADDRESS),
        ("https://maps.google.com/?q=12.5,15.1", PositionForm.ADDRESS),
        (
            "https://www.google.com/maps/place/A/@1.0,2.0,12z/data=!3d12.5!4d15.1",
            PositionForm.ADDRESS,
        ),
        ("https://www.openstreetmap.org/?mlat=12.5&mlon=15.1#map=12/1.0/2.0", PositionForm.ADDRESS),
        ("geo:12.5,15.1", PositionForm.ADDRESS),
        ("UTM 33P 510865 1381846", PositionForm.UTM),
        ("510865 E 1381846 N 33P", PositionForm.UTM),
        ("33P 1381846 N 510865 E", PositionForm.UTM),
        ("EPSG:32633 510865 1381846", PositionForm.UTM),
        ("33P WP 10865 81846", PositionForm.MGRS),
        ("33PWP1086581846", PositionForm.MGRS),
    ],
)
def test_one_position_in_the_forms_in_use(text: str, form: PositionForm) -> None:
    """Pairs, geopoints of forms, links of map sites and metres of a grid all say the place."""
    reading = read_position(text)
    assert reading is not None
    assert reading.form is form
    assert reading.point == pytest.approx((12.5, 15.1), abs=2e-5)


@pytest.mark.parametrize(
    "text",
    [
        "12.5, 15.1",
        "12.5 15.1",
        "12,5 15,1",
        "12,5,15,1",
        "(12,5 ; 15,1)",
        "[12.5, 15.1]",
        "GPS: 12.5/15.1",
        "12.5;15.1;297",
        "١٢٫٥، ١٥٫١",
    ],
)
def test_a_pair_that_does_not_say_its_latitude_has_both_readings(text: str) -> None:
    """The order written comes first; the area decides, or a person."""
    reading = read_position(text)
    assert reading is not None
    assert reading.point is None
    assert reading.points == ((12.5, 15.1), (15.1, 12.5))


@pytest.mark.parametrize("text", ["13.2, 100.5", "100.5, 13.2"])
def test_a_number_beyond_90_can_only_be_the_longitude(text: str) -> None:
    """In Thailand the order does not matter."""
    reading = read_position(text)
    assert reading is not None
    assert reading.point == (13.2, 100.5)


def test_the_letter_of_a_zone_may_be_its_band_or_the_hemisphere() -> None:
    """`33S` is Tunisia's latitude, or south of the equator; the northing often decides."""
    clear, open_ = read_position("33S 504321 8332456"), read_position("33S 504321 3832456")
    assert clear is not None
    assert open_ is not None
    assert clear.point == pytest.approx((-15.08334, 15.04021), abs=1e-4)
    assert [round(lat) for lat, _ in open_.points] == [35, -56]


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("504321 1332456", Problem.NO_ZONE),
        ("14693112, -17447938", Problem.BEYOND_DEGREES),
        ("12.5 N, 15.1 N", Problem.SAME_AXIS),
        ("33P 504321 9999999", Problem.NOT_ON_GRID),
        ("POINT (12.5 115.1)", Problem.BEYOND_DEGREES),
    ],
)
def test_positions_that_cannot_be_are_said(text: str, problem: Problem) -> None:
    """No zone, a lost decimal mark, two latitudes, a band elsewhere."""
    reading = read_position(text)
    assert reading is not None
    assert (reading.points, reading.problem) == ((), problem)


@pytest.mark.parametrize(
    "text",
    [
        "12,5",
        "12,15",
        "1 3",
        "0 0",
        "Rue 12, 15",
        "2024-05-12",
        "12:30 - 15:00",
        "12 avril 2024",
        "",
        "N'Djamena",
        "1 3 5",
        "POINT (x y)",
        "3 sacs, 4 bidons",
        "https://example.org/12",
    ],
)
def test_other_texts_are_no_positions(text: str) -> None:
    """Numbers with a decimal comma, choices, dates, addresses, quantities."""
    assert read_position(text) is None


def test_the_eiffel_tower_is_where_its_grid_reference_says() -> None:
    """A published MGRS reference, of an odd zone in the north."""
    reading = read_position("31U DQ 48251 11932")
    assert reading is not None
    assert reading.point == pytest.approx((48.8582, 2.2945), abs=1e-4)
