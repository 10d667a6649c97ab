"""Digits and marks follow the country of the readers; what machines read does not."""

from __future__ import annotations

import datetime

import pytest

from probono_kit.findings import finding
from probono_kit.i18n import (
    format_date,
    format_number,
    format_percent,
    format_range,
    number_style,
    use_country,
)
from probono_kit.maps.page_columns import columns_of
from probono_kit.maps.units import with_unit
from probono_kit.maps.values import as_words
from probono_kit.number_style import style_of
from probono_kit.tables.write import marks_of

ARABIC = ["EGY", "SDN", "SYR", "IRQ", "YEM", "JOR", "LBN", "PSE", "SAU", "TCD", "SOM"]
LATIN = ["DZA", "MAR", "TUN", "LBY"]


@pytest.mark.parametrize("country", ARABIC)
def test_readers_of_the_east_get_arabic_digits(country: str) -> None:
    """Should fail if a map of Egypt or Iraq showed Latin digits, or their marks."""
    with use_country(country):
        assert format_number(1234567.25, "ar") == "١٬٢٣٤٬٥٦٧٫٢٥"
        assert with_unit("٢٦", "%", "ar") == format_percent(0.26, "ar") == "٢٦٪\u061c"
        assert format_number(-5, "ar") == "\u061c-٥"


@pytest.mark.parametrize("country", LATIN)
def test_readers_of_the_maghreb_get_latin_digits(country: str) -> None:
    """Should fail if Algeria got the digits of Egypt, or the decimal point of nobody there."""
    with use_country(country):
        assert format_number(1234567.25, "ar") == "1.234.567,25"
        assert format_percent(0.26, "ar") == "26%"
        assert marks_of("ar") == (";", ",")


@pytest.mark.parametrize(
    ("language", "country", "written"),
    [
        ("es", "ESP", "1234,5 12.345,5 25 %"),
        ("es", "ARG", "1.234,5 12.345,5 25%"),
        ("es", "MEX", "1,234.5 12,345.5 25%"),
        ("es", "GTM", "1,234.5 12,345.5 25%"),
        ("es", "", "1234,5 12.345,5 25 %"),
        ("fr", "SEN", "1 234,5 12 345,5 25 %"),
        ("fr", "CHE", "1 234,5 12 345,5 25%"),
        ("en", "IND", "1,234.5 12,345.5 25%"),
        ("en", "SEN", "1,234.5 12,345.5 25%"),
        ("ar", "SEN", "1,234.5 12,345.5 25%"),
        ("fr", "XYZ", "1 234,5 12 345,5 25 %"),
    ],
)
def test_marks_are_those_of_the_country(language: str, country: str, written: str) -> None:
    """Should fail if a country that speaks the language otherwise were passed over."""
    with use_country(country):
        told = [format_number(n, language) for n in (1234.5, 12345.5)]
        text = " ".join([*told, format_percent(0.25, language)])
    assert text.replace("\u202f", " ").replace("\xa0", " ") == written


def test_groups_of_india() -> None:
    """Should fail if lakhs were written as thousands, with or without decimals asked for."""
    assert style_of("en", "IND").write(1234567, 0) == "12,34,567"


def test_months_are_called_as_in_the_country() -> None:
    """April has three names in Arabic."""
    day = datetime.date(2025, 4, 30)
    told = {}
    for country in ("EGY", "DZA", "SYR"):
        with use_country(country):
            told[country] = format_date(day, "ar")
    assert told == {"EGY": "٣٠ أبريل ٢٠٢٥", "DZA": "30 أفريل 2025", "SYR": "٣٠ نيسان ٢٠٢٥"}


def test_the_lower_number_of_a_range_comes_first_for_those_who_read() -> None:
    """Should fail if a range turned round with the line that it stands in."""
    assert format_range("10", "20", "fr") == "10 – 20"
    assert format_range("10", "20", "ar").startswith("\u200f10 ")
    assert format_range("10", "10", "ar") == "10"


@pytest.mark.parametrize("number", [427, -26])
def test_units_follow_their_numbers_in_the_direction_of_reading(number: float) -> None:
    """Should fail if "-26 km²" and "427 km²" stood in two orders on one Arabic map."""
    with use_country("DZA"):
        text = with_unit(format_number(number, "ar"), "km²", "ar")
    # Beside the mark nothing to the left of the unit could draw it to the other side.
    assert text.startswith("\u200f")
    assert text.endswith("\u200f\xa0km²")
    assert with_unit("427", "km²", "fr") == "427\xa0km²"


def test_english_sentences_have_english_numbers() -> None:
    """Should fail if an Arabic map of Egypt were reported on in English with Arabic digits."""
    found = finding("map.one_step", "time", count=1200)
    with use_country("EGY"):
        assert "1,200" in found.message("ar")
        assert "1\u202f200" in found.message("fr")


def test_the_country_is_forgotten_after_the_block() -> None:
    """Should fail if one engagement's digits leaked into the next."""
    with use_country("EGY"):
        assert number_style("ar").system == "arab"
    assert number_style("ar").system == "latn"


def test_programs_get_one_format_everywhere() -> None:
    """Should fail if a file for programs had decimal commas in South Africa."""
    with use_country("ZAF"):
        assert format_number(0.5, "en") == "0,5"
        assert marks_of("en") == (",", ".")
    with use_country("MEX"):
        assert marks_of("es") == (",", ".")


def test_columns_of_arabic_numbers_are_numbers() -> None:
    """Should fail if such a column were aligned and downloaded as words."""
    import pandas as pd

    with use_country("IRQ"):
        cells = as_words(pd.Series([-1234.5, 12.25, 7.0]), "ar")
        percents = [with_unit(text, "%", "ar") for text in cells]
    frame = pd.DataFrame({"الاسم": list("abc"), "ب": cells, "ج": percents})
    assert [column.numeric for column in columns_of(frame)] == [False, True, True]
