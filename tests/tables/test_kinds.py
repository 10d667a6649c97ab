"""Columns that are more than text or numbers: answers, phones, money, coordinates, Arabic."""

from __future__ import annotations

import datetime
from typing import Any

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from probono_kit.tables import ColumnKind, TypeGiven, clean_table, read_table, type_columns
from probono_kit.tables.dates import read_date
from probono_kit.tables.numbers import read_number


def typed(name: str, *cells: Any, country: str = "", times: int = 4, **given: str) -> Any:
    frame = pd.DataFrame({name: list(cells) * times}, dtype=object)
    wanted = {name: TypeGiven(**given)} if given else None
    return type_columns(frame, country=country, given=wanted)


def kind_of(name: str, *cells: Any, **options: Any) -> ColumnKind:
    return typed(name, *cells, **options).types[name].kind


@pytest.mark.parametrize(
    ("cells", "convention"),
    [
        (("Oui", "Oui", "non", "OUI"), "Oui/non"),
        (("Yes", "No", "Don't know", "No"), "Yes/No"),
        (("Sí", "No", "no", "No"), "Sí/No"),
        (("نعم", "لا", "نعم", "نعم"), "نعم/لا"),
        (("O", "N", "N", "N"), "O/N"),
    ],
)
def test_yes_and_no_in_four_languages(cells: tuple[str, ...], convention: str) -> None:
    """Should fail if answers are taken for text, or lose their own words."""
    found = typed("Eau", *cells)
    assert found.types["Eau"].kind is ColumnKind.YES_NO
    assert found.types["Eau"].convention == convention
    assert found.frame["Eau"].tolist() == list(cells) * 4


@pytest.mark.parametrize("cells", [("N", "S"), ("oui", "oui"), ("O", "N", "E", "S"), ("1", "0")])
def test_what_only_looks_like_yes_and_no_is_none(cells: tuple[str, ...]) -> None:
    """Should fail if directions, one answer alone or 1 and 0 become yes and no."""
    assert kind_of("Sens", *cells) is not ColumnKind.YES_NO


def test_an_answer_that_is_neither_stays_and_is_reported() -> None:
    """Should fail if “à voir” among yes and no is blanked, or said of no word."""
    found = typed("Eau", *["oui", "non"] * 5, "à voir", times=1)
    assert found.frame["Eau"].iloc[-1] == "à voir"
    assert [f.code for f in found.findings] == ["types.not_yes_no"]


@pytest.mark.parametrize(
    ("name", "cells", "country", "expected"),
    [
        ("Tél", ("77 123 45 67", "76 234 56 78", "70 345 67 89"), "SEN", ColumnKind.PHONE),
        ("Contact", ("+221771234567", "+33612345678", "00221762345678"), "", ColumnKind.PHONE),
        ("Mobile", (771234567, 762345678, 703456789), "SEN", ColumnKind.PHONE),
        ("Budget", (771234567, 762345678, 703456789), "SEN", ColumnKind.INTEGER),
        ("هاتف", ("77 123 45 67 / 76 234 56 78", "70 345 67 89"), "SEN", ColumnKind.PHONE),
    ],
)
def test_telephone_numbers_by_country(
    name: str, cells: tuple[Any, ...], country: str, expected: ColumnKind
) -> None:
    """Should fail if numbers to call lose their form, or amounts become numbers to call."""
    found = typed(name, *cells, country=country)
    assert found.types[name].kind is expected
    if expected is ColumnKind.PHONE:
        assert found.frame[name].tolist() == [str(cell) for cell in cells] * 4


def test_a_number_that_nobody_can_call_is_reported_and_stays() -> None:
    """Should fail if a telephone number with a digit too few passes, or is blanked."""
    found = typed("Tél", *["77 123 45 67"] * 9, "77 123 45", times=1, country="SEN")
    assert found.frame["Tél"].iloc[-1] == "77 123 45"
    assert [f.code for f in found.findings] == ["types.not_a_phone"]


@pytest.mark.parametrize(
    ("cells", "unit", "first"),
    [
        (("1 200 FCFA", "3 400 FCFA"), "FCFA", 1200.0),
        (("€ 5,50", "€ 7,25"), "€", 5.5),
        (("US$ 1,234.50", "US$ 7.25"), "US$", 1234.5),
        (("(200) XOF", "300 XOF"), "XOF", -200.0),
        (("١٢٠٠ د.ج", "٣٠٠ د.ج"), "د.ج", 1200.0),
    ],
)
def test_money_is_a_number_with_its_currency(
    cells: tuple[str, ...], unit: str, first: float
) -> None:
    """Should fail if amounts stay text, or the currency is lost."""
    found = typed("Prix", *cells)
    assert found.types["Prix"].unit == unit
    assert float(found.frame["Prix"].iloc[0]) == first


def test_amounts_in_two_currencies_are_never_added_up() -> None:
    """Should fail if dollars and euros become one column of numbers."""
    found = typed("Prix", "$5", "€6", "$7", "€8")
    assert found.types["Prix"].kind is ColumnKind.TEXT
    assert [f.code for f in found.findings] == ["types.currencies"]
    odd = typed("Prix", *["5 €"] * 9, "7 $", times=1)
    assert pd.isna(odd.frame["Prix"].iloc[-1])


@pytest.mark.parametrize(
    ("name", "cell", "kind", "value"),
    [
        ("Latitude", "14,69", ColumnKind.LATITUDE, 14.69),
        ("_gps_longitude", -17.45, ColumnKind.LONGITUDE, -17.45),
        ("Point", "12°30'15\" N", ColumnKind.LATITUDE, 12.5041667),
        ("Point", "17° 27' Ouest", ColumnKind.LONGITUDE, -17.45),
    ],
)
def test_coordinates_become_decimal_degrees(
    name: str, cell: Any, kind: ColumnKind, value: float
) -> None:
    """Should fail if degrees and minutes stay text, or the axis is taken for the other."""
    found = typed(name, cell)
    assert found.types[name].kind is kind
    assert found.frame[name].tolist() == pytest.approx([value] * 4)


def test_a_latitude_beyond_the_pole_is_left_to_a_person() -> None:
    """Should fail if a coordinate that cannot be is kept as a number, or lost without a word."""
    found = typed("Latitude", *["14.69"] * 9, "146.9", times=1)
    assert pd.isna(found.frame["Latitude"].iloc[-1])
    assert [f.code for f in found.findings] == ["types.not_a_coordinate"]


def test_what_a_person_says_of_a_column_is_read_as_that() -> None:
    """Should fail if a given kind is only a label on cells that nobody read."""
    found = typed("x", "12°30' S", "13°00' S", kind="latitude")
    assert found.frame["x"].tolist()[:2] == [-12.5, -13.0]
    priced = typed("n", "12", "13", kind="integer", unit="XOF")
    assert priced.types["n"].unit == "XOF"


def test_several_choices_in_a_cell_are_told_from_sentences_and_names() -> None:
    """Should fail if commas in names make choices, or choices of a form stay unseen."""
    found = typed("Besoins", "eau;abri", "eau", "abri;santé", "santé;eau")
    assert found.types["Besoins"].kind is ColumnKind.CHOICES
    assert set(found.types["Besoins"].choices) == {"eau", "abri", "santé"}
    kobo = kind_of("besoins", "eau abri", "eau", "abri sante", "sante eau")
    assert kobo is ColumnKind.CHOICES
    assert kind_of("Nom", "Diop, Awa", "Fall, Ali", "Sow, Fatou") is ColumnKind.TEXT
    assert kind_of("Commune", "Saint Louis", "Saint Joseph", "Saint Denis") is ColumnKind.TEXT


def test_choices_come_in_the_order_of_their_first_use() -> None:
    """The same in every run: as the cells name them, not as a set of Python holds them."""
    words = ("puits", "eau", "abri", "santé", "vivres", "latrines", "savon", "semences")
    cells_ = [f"{a}; {b}" for a, b in zip(words[::2], words[1::2], strict=True)]
    found = typed("Besoins", *cells_, *(f"{word}; puits" for word in words[1:]))
    assert found.types["Besoins"].choices == words


def test_p_codes_are_codes() -> None:
    """Should fail if P-codes are offered as spellings of each other."""
    assert kind_of("x", "TD0101", "TD0102", "TD0203") is ColumnKind.CODE


def test_arabic_numbers_and_months() -> None:
    """Should fail if digits or months of the Levant, the Maghreb and Egypt are not read."""
    assert [read_number(text).point for text in ("١٢٫٥", "١٬٢٠٠", "۱۲٪")] == [12.5, 1200, 12]  # type: ignore[union-attr]
    days = ["٣٠ نيسان ٢٠٢٥", "30 أبريل 2025", "30 أفريل 2025", "الأربعاء 30 نيسان 2025"]
    assert {read_date(day).day_first for day in days} == {datetime.date(2025, 4, 30)}  # type: ignore[union-attr]
    assert read_date("5 تشرين الأول 2024").day_first == datetime.date(2024, 10, 5)  # type: ignore[union-attr]


def test_raw_and_log_still_give_the_clean_table(tmp_path: Any) -> None:
    """Should fail if a converted coordinate or price is missing from the log."""
    path = tmp_path / "a.csv"
    rows = "".join(f"Puits {i};14°{i:02d}' N;{i} 000 FCFA\n" for i in range(1, 30))
    path.write_text("Nom;Lat;Prix\n" + rows, encoding="utf-8")
    clean = clean_table(read_table(path))
    assert set(clean.log["check_id"]) == {"coordinate", "number"}
    assert clean.frame["Prix"].tolist()[:2] == [1000, 2000]


@given(st.permutations(["12°30' N", "13°00' N", "x", "14,5", "15.25", "14°10'20\" N"]))
def test_the_order_of_rows_decides_nothing(cells: list[str]) -> None:
    """Should fail if a column's type depends on which cell comes first."""
    found = typed("Latitude", *cells, times=1)
    first = typed("Latitude", *sorted(cells), times=1)
    assert found.types == first.types
