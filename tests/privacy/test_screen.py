"""The screen for what points to persons; all data are made up."""

from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from probono_kit.i18n import use_language
from probono_kit.privacy import Private, is_silent, masked, screen_columns, screen_text
from probono_kit.privacy.persons import KnownNames
from probono_kit.tables import clean_table, type_columns

PRIVATE = [
    # phone numbers, as they are written in each country
    ("SEN", "Appeler le 77 000 57 08 le soir", Private.PHONE, "77 000 57 08"),
    ("SEN", "tel:770005708", Private.PHONE, "770005708"),
    ("COD", "joindre au +243 990 000 012", Private.PHONE, "+243 990 000 012"),
    ("COD", "00243990000012", Private.PHONE, "00243990000012"),
    ("KEN", "call 0700 000 123 please", Private.PHONE, "0700 000 123"),
    ("KEN", "0700000123", Private.PHONE, "0700000123"),
    ("COL", "mi celular es 310 000 00 12", Private.PHONE, "310 000 00 12"),
    ("YEM", "هاتف ٧٧٠٠٠٠١٢٣", Private.PHONE, "٧٧٠٠٠٠١٢٣"),
    ("SYR", "رقم الجوال 0933 000 123", Private.PHONE, "0933 000 123"),
    ("", "WhatsApp (+221) 77-000-57-08", Private.PHONE, "(+221) 77-000-57-08"),
    ("", "77.000.57.08 / 70.000.00.11", Private.PHONE, "70.000.00.11"),
    # e-mail and web addresses
    ("", "écrire à awa.n-diaye@eau.example !", Private.EMAIL, "awa.n-diaye@eau.example"),
    ("", "awa (at) eau.example", Private.EMAIL, "awa (at) eau.example"),
    ("", "awa at eau dot example", Private.EMAIL, "awa at eau dot example"),
    ("", "voir www.eau.example/liste", Private.URL, "www.eau.example/liste"),
    ("", "https://wa.me/221770005708", Private.URL, "https://wa.me/221770005708"),
    ("", "facebook.com/awa", Private.URL, "facebook.com/awa"),
    # papers
    ("", "CNI n° 1 752 1990 00123", Private.ID, "CNI n° 1 752 1990 00123"),
    ("", "passport number: AB1234567", Private.ID, "passport number: AB1234567"),
    ("", "DNI 00000123Z", Private.ID, "DNI 00000123Z"),
    ("", "رقم الهوية 100200300", Private.ID, "رقم الهوية 100200300"),
    ("", "AB1234567", Private.ID, "AB1234567"),
    ("", "1234567890123", Private.ID, "1234567890123"),
    (
        "",
        "3f2504e0-4f89-11d3-9a0c-0305e82c3301",
        Private.ID,
        "3f2504e0-4f89-11d3-9a0c-0305e82c3301",
    ),
    # accounts
    ("", "FR76 3000 6000 0112 3456 7890 189", Private.ACCOUNT, "FR76 3000 6000 0112 3456 7890 189"),
    ("", "4111 1111 1111 1111", Private.ACCOUNT, "4111 1111 1111 1111"),
    ("", "suivez @awa_eau", Private.ACCOUNT, "@awa_eau"),
    ("", "orange money 12345678", Private.ACCOUNT, "orange money 12345678"),
    # positions
    ("", "le puits est à 14.69278, -17.44672", Private.POSITION, "14.69278, -17.44672"),
    ("", "14,69278 -17,44672", Private.POSITION, "14,69278 -17,44672"),
    ("", "14°41'34\"N 17°26'48\"W", Private.POSITION, "14°41'34\"N"),
    ("", "GPS 12.5", Private.POSITION, "GPS 12.5"),
    ("", "33P 504321 1332456", Private.POSITION, "33P 504321 1332456"),
    ("", "6FG22222+22", Private.POSITION, "6FG22222+22"),
    # persons
    ("", "voir M. Sow demain", Private.PERSON, "Sow"),
    ("", "voir mme diallo demain", Private.PERSON, "diallo"),
    ("", "ask Dr Anna Example about it", Private.PERSON, "Anna Example"),
    ("", "my name is Anna", Private.PERSON, "Anna"),
    ("", "la Sra. de la Cruz Vega lo sabe", Private.PERSON, "Cruz Vega"),
    ("", "me llamo Juan Pérez", Private.PERSON, "Juan Pérez"),
    ("", "je m’appelle Awa", Private.PERSON, "Awa"),
    ("", "chef Moussa a refusé", Private.PERSON, "Moussa"),
    ("", "اتصل بالسيد أحمد علي", Private.PERSON, "أحمد علي"),
    ("", "الدكتورة سلمى في المركز", Private.PERSON, "سلمى في المركز"),
    ("", "أبو خالد", Private.PERSON, "خالد"),
]


@pytest.mark.parametrize(("country", "text", "kind", "found"), PRIVATE)
def test_it_is_found_with_its_kind_and_place(
    country: str, text: str, kind: Private, found: str
) -> None:
    """What leads to a person is found in English, French, Spanish and Arabic."""
    hits = [hit for hit in screen_text(text, country=country) if hit.kind is kind]
    assert found in [text[hit.start : hit.end] for hit in hits]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "L'eau est à 5 km et elle est sale",
        "12 500 FCFA le 04/05/2025 pour 1 200 000 habitants",
        "15000000 FCFA",
        "from 2019-2021, 45% of 3,500 households",
        "De 8h30 à 17h00, du 01/02/2024 au 15/03/2024",
        "la mère et le père de famille",
        "don de vivres par le chef de village",
        "El precio es 12,50 por 20 litros",
        "Necesitamos agua potable y una escuela",
        "نحتاج إلى مياه الشرب منذ 2023",
        "الحاجة إلى الغذاء",
        "MANQUE D'EAU POTABLE DANS LE VILLAGE",
        "We need 3 wells, a school and a clinic",
        "75,5 % en 2023, 80.25 % en 2024",
    ],
)
def test_what_points_to_nobody_is_silent(text: str) -> None:
    """Amounts, dates, hours, shares and common words are no reason to hide an answer."""
    assert is_silent(text), screen_text(text)


def test_a_person_without_a_title_is_not_quoted() -> None:
    """Two capitals in a row may be a place: not sure, and yet not silent."""
    (hit,) = screen_text("Le comité de Awa Ndiaye gère bien le puits")
    assert hit.kind is Private.PERSON
    assert not hit.sure


def test_names_that_the_table_lists_are_found_however_they_are_written() -> None:
    """Case and accents do not hide a name of the list of respondents."""
    known = KnownNames(["Aïssatou N'Diaye", "محمد الصغير"])
    assert [hit.kind for hit in screen_text("chez NDIAYE aissatou", names=known)] == [
        Private.PERSON,
        Private.PERSON,
    ]
    assert not is_silent("بيت محمد بعيد", names=known)
    assert is_silent("chez nous", names=known)


@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=80), st.sampled_from(["", "SEN"]))
def test_hits_lie_in_the_text_and_apart(text: str, country: str) -> None:
    """Any text is read; spans never overlap and never leave it."""
    end = 0
    for hit in screen_text(text, country=country):
        assert end <= hit.start < hit.end <= len(text)
        end = hit.end


@given(st.integers(0, 9999999))
def test_no_senegalese_number_is_missed(tail: int) -> None:
    """Recall: with or without the prefix, in groups or not, a mobile number is found."""
    digits = f"77{tail:07d}"
    grouped = f"{digits[:2]} {digits[2:5]} {digits[5:7]} {digits[7:]}"
    for written in (
        digits,
        grouped,
        f"+221{digits}",
        f"00221 {grouped}",
        grouped.replace(" ", "-"),
    ):
        assert not is_silent(f"appeler {written} svp", country="SEN"), written


def test_masking_leaves_the_rest_to_be_counted() -> None:
    """Names do not get among the frequent words."""
    assert masked("Mme Diallo, 77 000 57 08, gère la pompe", country="SEN") == (
        "Mme —, —, gère la pompe"
    )


def test_columns_are_told_by_heading_type_and_cells() -> None:
    """A volunteer sees which columns lead to persons before naming what may leave."""
    frame = pd.DataFrame(
        {
            "Nom du village": ["Keur A", "Keur B", "Keur C", "Keur D"],
            "Nom et prénom": ["Awa Exemple", "Ali Exemple", "Eva Exemple", "Ida Exemple"],
            "Contact": ["77 000 57 01", "77 000 57 02", "77 000 57 03", "77 000 57 04"],
            "lat": [14.69, 14.70, 14.71, 14.72],
            "Nombre de personnes": ["1200", "300", "40", "5"],
            "Remarque": ["rien", "voir Awa", "le puits est sec", "rien"],
        }
    )
    typed = type_columns(frame, country="SEN")
    with use_language("fr"):
        screened = screen_columns(typed.frame, typed.types, country="SEN", where="points.xlsx")
        told = [str(found.message("fr")).replace("\u00a0", " ") for found in screened.findings]
    assert screened.kinds == {
        "Nom et prénom": (Private.PERSON,),
        "Contact": (Private.PHONE,),
    } | ({"lat": (Private.POSITION,)} if "lat" in screened.kinds else {})
    assert "« Contact » contient des données personnelles : numéros de téléphone." in told
    assert any("« Remarque » contient, dans 1 cellules sur 4" in text for text in told)
    row = screened.hits[screened.hits["column"] == "Remarque"].iloc[0]
    assert frame.loc[row["row"], "Remarque"][row["start"] : row["end"]] == "Awa"
    assert screened.findings[0].where.startswith("points.xlsx › ")


def test_a_clean_table_without_persons_has_nothing_to_tell(tmp_path) -> None:  # type: ignore[no-untyped-def]
    """No false alarm for villages, counts and dates."""
    path = tmp_path / "t.csv"
    path.write_text("Région;Points;Date\nThiès;12;01/02/2025\nDakar;7;03/02/2025\n", "utf-8")
    from probono_kit.tables import read_table

    clean = clean_table(read_table(path))
    screened = screen_columns(clean.frame, clean.types)
    assert not screened.findings
    assert screened.hits.empty
