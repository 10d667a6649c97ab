"""Sheets as people send them: every row gets its right role, every column its right name."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import Any

import pytest

from probono_kit.tables import read_table
from tests.tables.messy import Messy, make
from tests.tables.old_formats import ods_rows, write_ods

SEEDS = range(70)


@pytest.mark.parametrize("seed", SEEDS)
def test_every_row_of_a_messy_workbook_has_its_role(seed: int, tmp_path: Path) -> None:
    """Should fail if a title, total, note or blank line is taken for data, or data for these."""
    sheet = make(seed)
    read = read_table(sheet.save_xlsx(tmp_path))
    assert read.roles.tolist() == sheet.roles
    assert list(read.frame.columns) == sheet.columns
    assert read.frame.index.tolist() == sheet.rows_of("data")


@pytest.mark.parametrize("seed", SEEDS[::2])
def test_every_row_of_a_messy_ods_has_its_role(seed: int, tmp_path: Path) -> None:
    """Should fail if a sheet from LibreOffice is read with less care than one from Excel."""
    sheet = make(seed)
    path = tmp_path / f"{sheet.name}.ods"
    read = read_table(write_ods(path, {"Feuil1": ods_rows(sheet.rows, sheet.merges)}))
    assert read.roles.tolist() == sheet.roles
    assert list(read.frame.columns) == sheet.columns
    assert read.frame.index.tolist() == sheet.rows_of("data")


@pytest.mark.parametrize("seed", SEEDS)
def test_every_row_of_a_messy_csv_has_its_role(seed: int, tmp_path: Path) -> None:
    """Should fail if it takes merged cells to recognise a header of two lines."""
    sheet = make(seed)
    encoding, separator = [("utf-8", ";"), ("cp1252", ";"), ("utf-16", "\t")][seed % 3]
    read = read_table(sheet.save_csv(tmp_path, separator, encoding))
    assert read.roles.tolist() == sheet.roles
    assert list(read.frame.columns) == sheet.columns


@pytest.mark.parametrize("seed", SEEDS[::5])
def test_the_counts_of_roles_add_up_to_the_rows_of_the_sheet(seed: int, tmp_path: Path) -> None:
    """Should fail if a row is lost, or counted twice."""
    sheet = make(seed)
    read = read_table(sheet.save_xlsx(tmp_path))
    assert read.counts["rows"] == len(sheet.rows)
    assert read.counts["rows"] == sum(n for role, n in read.counts.items() if role != "rows")
    assert len(read.frame) + len(read.set_aside) + read.counts["header"] == len(sheet.rows)
    stated = next(f for f in read.findings if f.code == "tables.rows_counted")
    assert stated.values["data"] == len(read.frame)


def test_every_role_and_shape_comes_up_in_the_corpus() -> None:
    """Should fail if the corpus grows tame."""
    roles = {role for seed in SEEDS for role in make(seed).roles}
    assert roles == {"title", "header", "hxl", "data", "derived", "note", "empty"}
    assert sum(len(make(seed).rows_of("header")) > 1 for seed in SEEDS) >= 8
    assert sum(bool(make(seed).merges) for seed in SEEDS) >= 5


def sheet(name: str, *rows: tuple[Any, ...], merges: tuple[Any, ...] = ()) -> Messy:
    made = Messy(name, merges=list(merges))
    for role, *cells in rows:
        made.add(role, *cells)
    return made


def counts(first: str = "R", start: int = 1, stop: int = 8) -> list[tuple[Any, ...]]:
    return [("data", f"{first}{i}", i * 3, i) for i in range(start, stop)]


JANUARY = datetime.datetime.fromisoformat("2024-01-01")
N = None

BY_HAND = [
    sheet(
        "a title with a date on the right",
        ("title", "ACME ONG", N, N, N, "Avril 2025"),
        ("header", "Région", "Dép", "Ménages", "Puits", "Forages"),
        *[("data", f"R{i}", f"D{i}", i * 3, i, 2 * i) for i in range(1, 8)],
    ),
    sheet(
        "months at the head of the columns",
        ("header", "Région", JANUARY, JANUARY.replace(month=2), JANUARY.replace(month=3)),
        *[("data", f"R{i}", i * 3, i, 2 * i) for i in range(1, 8)],
    ),
    sheet(
        "a header of three lines",
        ("header", "Zone", "Population", N, N, N),
        ("header", N, "Hommes", N, "Femmes", N),
        ("header", N, "<18", ">18", "<18", ">18"),
        *[("data", f"R{i}", i * 3, i, 2 * i, 7) for i in range(1, 8)],
        merges=((0, 0, 2, 0), (0, 1, 0, 4), (1, 1, 1, 2), (1, 3, 1, 4)),
    ),
    sheet(
        "the total above the rows",
        ("header", "Région", "Ménages", "Puits"),
        ("derived", "Total", 84, 28),
        *counts(),
    ),
    sheet(
        "headings merged across the table",
        ("header", "Village", "Ménages", "Puits"),
        ("group", "Région de Thiès"),
        *counts("V", 1, 5),
        ("group", "Région de Dakar"),
        *counts("W", 1, 5),
        merges=((1, 0, 1, 2), (6, 0, 6, 2)),
    ),
    sheet(
        "a second table below",
        ("title", "Tableau 1"),
        ("header", "Région", "Ménages", "Puits"),
        *counts(),
        ("empty",),
        ("other table", "Tableau 2 : Partenaires"),
        ("other table", "Partenaire", "Secteur", "Budget"),
        ("other table", "ACF", "EHA", 200),
        ("other table", "PAM", "SAN", 300),
    ),
    sheet(
        "a blank line under the header",
        ("title", "Titre"),
        ("header", "Région", "Ménages", "Puits"),
        ("empty",),
        *counts(),
    ),
    sheet(
        "one row of data",
        ("title", "Titre"),
        ("empty",),
        ("header", "Région", "Ménages", "Puits"),
        ("data", "R1", 3, 4),
    ),
    sheet(
        "no values in the first rows",
        ("header", "Région", "Ménages", "Puits"),
        ("data", "R0", "ND", "ND"),
        ("data", "R1", "à compléter", 3),
        *counts(start=2),
    ),
    sheet(
        "merged titles above merged headers",
        ("title", "Grand titre", N, N, N),
        ("title", "Sous-titre", N, N, N),
        ("header", "Région", "Population", N, "Puits"),
        ("header", N, "H", "F", N),
        *[("data", f"R{i}", i * 3, i, 1) for i in range(1, 6)],
        ("note", "Source : enquête", N, N, N),
        merges=(
            *((0, 0, 0, 3), (1, 0, 1, 3), (2, 0, 3, 0), (2, 1, 2, 2), (2, 3, 3, 3)),
            (9, 0, 9, 3),
        ),
    ),
    sheet(
        "facts in two columns above a table of two columns",
        ("title", "Pays", "Sénégal"),
        ("title", "Date", "12/03/2024"),
        ("title", "Auteur", "A. Diop"),
        ("empty",),
        ("header", "Région", "Nombre"),
        *[("data", f"R{i}", i * 3) for i in range(1, 9)],
    ),
    sheet("a list in one column", ("header", "Village"), *[("data", f"V{i}") for i in range(1, 9)]),
    sheet(
        "a total and an average",
        ("header", "Région", "Ménages"),
        *[("data", f"R{i}", i * 3) for i in range(1, 8)],
        ("derived", "Total", 84),
        ("derived", "Moyenne", 12),
    ),
    sheet(
        "an organisation whose name begins like a total",
        ("header", "Organisation", "Budget"),
        ("data", "ACF", 100),
        ("data", "Total LandCare", 55),
        ("data", "PAM", 45),
        ("derived", "Grand total", 200),
    ),
    sheet(
        "units under the names",
        ("header", "Village", "Débit", "Profondeur"),
        ("header", N, "(m³/h)", "(m)"),
        *[("data", f"V{i}", i * 1.5, i) for i in range(1, 8)],
    ),
    sheet(
        "groups of columns in a table of texts",
        ("header", "Identification", N, N, "Localisation", N),
        ("header", "Nom", "Prénom", "Sexe", "Région", "Village"),
        *[("data", f"A{i}", "B", "F", "R", "V") for i in range(1, 8)],
    ),
    sheet(
        "the header again on the second page",
        ("header", "Région", "Ménages", "Puits"),
        *counts(),
        ("header", "Région", "Ménages", "Puits"),
        *counts("S"),
    ),
    sheet(
        "subtotals by department",
        ("header", "Région", "Département", "Puits"),
        ("data", "Dakar", "Pikine", 3),
        ("data", N, "Rufisque", 4),
        ("derived", "Total Dakar", N, 7),
        ("data", "Thiès", "Mbour", 5),
        ("data", N, "Thiès", 6),
        ("derived", "Total Thiès", N, 11),
        ("derived", "Total général", N, 18),
    ),
    sheet(
        "a total without a word",
        ("header", "Région", "Dép", "Puits", "Forages"),
        *[("data", f"R{i}", "D", i, i * 2) for i in range(1, 6)],
        ("derived", N, N, 15, 30),
    ),
    sheet(
        "blank lines between texts",
        ("title", "Liste"),
        ("empty",),
        ("header", "Région", "Ville", "Contact"),
        ("data", "A", "B", "C"),
        ("empty",),
        ("data", "A2", "B2", "C2"),
        ("empty",),
        ("data", "A3", "B3", "C3"),
        ("note", "Source: x"),
    ),
]


@pytest.mark.parametrize("made", BY_HAND, ids=lambda made: made.name)
def test_sheets_made_by_hand(made: Messy, tmp_path: Path) -> None:
    """Should fail if one way of laying out a sheet is no longer understood."""
    read = read_table(made.save_xlsx(tmp_path))
    assert read.roles.tolist() == made.roles


def read_by_hand(name: str, folder: Path) -> Any:
    return read_table(next(s for s in BY_HAND if s.name == name).save_xlsx(folder))


def test_merged_headers_are_flattened(tmp_path: Path) -> None:
    """Should fail if two columns called “<18” cannot be told apart."""
    read = read_by_hand("a header of three lines", tmp_path)
    assert list(read.frame.columns) == [
        "Zone",
        "Population / Hommes / <18",
        "Population / Hommes / >18",
        "Population / Femmes / <18",
        "Population / Femmes / >18",
    ]


def test_units_go_with_the_name(tmp_path: Path) -> None:
    """Should fail if the unit of a column is lost, or taken for a cell."""
    read = read_by_hand("units under the names", tmp_path)
    assert list(read.frame.columns) == ["Village", "Débit (m³/h)", "Profondeur (m)"]


def test_a_name_like_a_total_stays_and_is_reported(tmp_path: Path) -> None:
    """Should fail if Total LandCare disappears from the table."""
    read = read_by_hand("an organisation whose name begins like a total", tmp_path)
    found = next(f for f in read.findings if f.code == "tables.looks_like_total")
    assert found.where.endswith("A3")
    assert found.values["label"] == "Total LandCare"


def test_what_is_set_aside_is_kept_with_its_text(tmp_path: Path) -> None:
    """Should fail if a note below the table can no longer be read."""
    read = read_by_hand("merged titles above merged headers", tmp_path)
    assert read.evidence.titles == ("Grand titre", "Sous-titre")
    assert read.evidence.notes == ("Source : enquête",)
    assert read.set_aside["content"].tolist() == ["Grand titre", "Sous-titre", "Source : enquête"]


def test_a_total_that_does_not_add_up_is_set_aside_and_reported(tmp_path: Path) -> None:
    """Should fail if a wrong total passes, or stays among the rows."""
    made = sheet(
        "wrong", ("header", "Région", "Ménages", "Puits"), *counts(), ("derived", "Total", 84, 30)
    )
    read = read_table(made.save_xlsx(tmp_path))
    assert read.roles.tolist() == made.roles
    found = next(f for f in read.findings if f.code == "tables.total_differs")
    assert found.severity == "warning"
    assert found.values["cells"] == ("C9: 30 ≠ 28",)


def test_totals_in_french_figures_are_checked(tmp_path: Path) -> None:
    """Should fail if “1 234,5” does not count in a sum."""
    text = "Région;Montant\nDakar;1 000,5\nThiès;234\nTotal;1 234,5\n"
    path = tmp_path / "a.csv"
    path.write_text(text, encoding="utf-8")
    read = read_table(path)
    assert [f.code for f in read.findings if f.code.startswith("tables.total")] == [
        "tables.totals_set_aside"
    ]


def test_duplicate_and_missing_names_are_mended_and_reported(tmp_path: Path) -> None:
    """Should fail if a second column “Total” overwrites the first."""
    path = tmp_path / "a.csv"
    path.write_text("Région;Total;;Total\nDakar;1;x;2\nThiès;3;y;4\n", encoding="utf-8")
    read = read_table(path)
    assert list(read.frame.columns) == ["Région", "Total", "column_C", "Total (2)"]
    assert {f.code: f.where for f in read.findings if f.severity == "warning"} == {
        "tables.unnamed_column": "a.csv › C",
        "tables.duplicate_name": "a.csv › D",
    }


def test_line_breaks_in_names_become_spaces(tmp_path: Path) -> None:
    """Should fail if a name has to be typed with a line break in it."""
    path = tmp_path / "a.csv"
    path.write_text('"Nombre de\r\npoints  d\'eau";Région\n3;Dakar\n5;Thiès\n', encoding="utf-8")
    read = read_table(path)
    assert list(read.frame.columns) == ["Nombre de points d'eau", "Région"]
    assert read.evidence.columns[0].header == ("Nombre de\r\npoints  d'eau",)


def test_hxl_tags_are_kept(tmp_path: Path) -> None:
    """Should fail if the tags are lost, or counted as a row of data."""
    path = tmp_path / "a.csv"
    path.write_text("Région,Points\n#adm1+name,#reach\nDakar,3\nThiès,5\n", encoding="utf-8")
    read = read_table(path)
    assert read.evidence.tags == {"Région": "#adm1+name", "Points": "#reach"}
    assert read.frame["Région"].tolist() == ["Dakar", "Thiès"]


def test_a_person_may_say_where_the_header_is(tmp_path: Path) -> None:
    """Should fail if the row number that a spreadsheet shows is not the one that counts."""
    path = tmp_path / "a.csv"
    path.write_text("1;2\nDakar;3\nThiès;5\n", encoding="utf-8")
    read = read_table(path, header_row=1)
    assert list(read.frame.columns) == ["1", "2"]
    assert read.frame.index.tolist() == [2, 3]


def test_texts_merged_over_rows_stand_in_each_row(tmp_path: Path) -> None:
    """Should fail if only the first village of a merged region has its region."""
    made = sheet(
        "merged",
        ("header", "Région", "Village", "Puits"),
        ("data", "Dakar", "A", 1),
        ("data", N, "B", 2),
        ("data", "Thiès", "C", 3),
        ("data", N, "D", 4),
        merges=((1, 0, 2, 0), (3, 0, 4, 0)),
    )
    read = read_table(made.save_xlsx(tmp_path))
    assert read.frame["Région"].tolist() == ["Dakar", "Dakar", "Thiès", "Thiès"]
    assert "tables.merged_texts" in [f.code for f in read.findings]


def test_a_narrow_empty_column_inside_a_table_is_reported(tmp_path: Path) -> None:
    """Should fail if two tables side by side might become one without a word."""
    path = tmp_path / "a.csv"
    path.write_text("Région;Puits;;2023;2024\nA;1;;6;5\nB;2;;8;6\n", encoding="utf-8")
    found = [f for f in read_table(path).findings if f.code == "tables.blank_column"]
    assert [f.where for f in found] == ["a.csv › C"]
