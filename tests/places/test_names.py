"""Two spellings of one name have one key; names of two places never share one by accident."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from probono_kit.places.names import cell_text, core_key, name_key, name_words, normalise_names


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Barh-El-Gazel", "BARH EL GAZEL"),
        ("N'Djaména", "Ndjamena"),
        ("N’Djaména", "N Djamena"),
        ("Kaffrine ", " kaffrine"),
        ("Sédhiou", "Se\u0301dhiou"),
        ("Am-Djarass", "Amdjarass"),
        ("Tōkyō", "Tokyo"),
        ("Łódź", "LODZ"),
        ("Sœur-Île", "soeur ile"),
        ("Thiès\u200b", "Thie\u0300s"),
        ("أريانة", "اريانه"),
        ("Pikine\xa0Est", "Pikine Est"),
        ("Zone ٤", "zone 4"),
    ],
)
def test_case_accents_punctuation_and_spaces_do_not_count(one: str, other: str) -> None:
    assert name_key(one) == name_key(other) != ""


@pytest.mark.parametrize(
    "written",
    [
        "Région de Thiès",
        "REGION DE THIES",
        "Thiès (région)",
        "la région de Thiès",
        "Thies Region",
        "Region of Thiès",
        "Département de la Région de Thiès",
        "Región de Thiès",
        "Provincia de Thiès",
        "Commune urbaine de Thiès",
        "Dép. de Thiès",
    ],
)
def test_the_kind_of_area_and_articles_do_not_count(written: str) -> None:
    assert core_key(written) == core_key("Thiès")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("St Louis", "Saint-Louis"),
        ("ST. LOUIS", "Région de Saint-Louis"),
        ("L'Est", "Région de l’Est"),
        ("Côte d’Or", "Côte de l'Or"),
        ("محافظة صعدة", "صعدة"),
        ("ولاية الخرطوم", "الخرطوم"),
        ("Al Hasakah", "Hasakah"),
        ("Ar-Raqqa", "Raqqa"),
        ("As Salamiyah", "Al Salamiyah"),
    ],
)
def test_saints_articles_and_arabic_kinds(one: str, other: str) -> None:
    assert core_key(one) == core_key(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("District 4", "Zone 4"),
        ("District 1", "District 2"),
        ("Region I", "Region II"),
        ("Kasaï Oriental", "Kasaï Occidental"),
        ("Nord-Kivu", "Sud-Kivu"),
        ("Rural Damascus", "Damascus"),
        ("Région", "Province"),
        ("La", "Le"),
        ("काठमाडौँ", "कठमडौँ"),
        ("Haut-Uele", "Bas-Uele"),
    ],
)
def test_what_tells_two_areas_apart_stays(one: str, other: str) -> None:
    assert core_key(one) != core_key(other)


def test_a_name_never_loses_its_last_word() -> None:
    for name in ("Région", "La Région", "District de la Ville", "Le", "of the", "محافظة"):
        assert core_key(name), name


def test_text_without_letters_has_no_key() -> None:
    assert [name_key(text) for text in ("", " – ", "???", "''")] == ["", "", "", ""]
    assert core_key("—") == ""


@given(st.text(max_size=30))
def test_keys_hold_letters_and_digits_only_and_settle_at_once(text: str) -> None:
    key = name_key(text)
    assert not any(char.isspace() for char in key)
    assert name_key(key) == key
    assert bool(key) == bool(name_words(text)) == bool(core_key(text))


LATIN = st.text(st.characters(codec="latin-1", categories=["Ll"]), min_size=2, max_size=12)


@given(st.lists(LATIN, min_size=1, max_size=3).map(" ".join))
def test_capitals_and_hyphens_never_change_a_key(name: str) -> None:
    assert name_key(name.upper()) == name_key(name) == name_key(name.replace(" ", "-"))
    assert core_key(name.title()) == core_key(name)


def test_a_column_of_names_keeps_its_index_and_missing_values_have_no_key() -> None:
    import pandas as pd

    keys = normalise_names(pd.Series(["Région de Thiès", None, "THIES"], index=[3, 5, 9]))
    assert keys["core"].to_dict() == {3: "thies", 5: "", 9: "thies"}


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        (19.0, "19"),
        (1.5, "1.5"),
        (" Barh\n El\xa0Gazel ", "Barh El Gazel"),
        (None, ""),
        (float("nan"), ""),
        (float("inf"), "inf"),
        (7, "7"),
    ],
)
def test_cells_become_text_as_people_read_them(cell: object, text: str) -> None:
    assert cell_text(cell) == text
