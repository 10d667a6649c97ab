"""Headings between the rows and columns of totals: told, checked, never used unasked."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
import xlsxwriter

from probono_kit.errors import ProbonoError
from probono_kit.tables import RowRole, TableRead, clean_table, read_table

GROUPED = (
    "Commune;Hommes;Femmes;Total\nTHIÈS;;;\nMbour;3;4;7\nJoal;1;1;2\nDAKAR;;;\nPikine;5;5;10\n"
    "Total général;9;10;19\nSource : enquête;;;\n"
)


def read_text(folder: Path, text: str, **options: object) -> TableRead:
    path = folder / "a.csv"
    path.write_text(text, encoding="utf-8")
    return read_table(path, **options)  # type: ignore[arg-type]


def codes(read: TableRead) -> list[str]:
    return [f.code for f in read.findings if f.code.startswith("sheets.")]


def test_headings_are_offered_as_a_column_and_not_used(tmp_path: Path) -> None:
    """Should fail if the region of a commune is lost, or a column comes out of nowhere."""
    read = read_text(tmp_path, GROUPED)
    assert read.groups is not None
    assert read.groups.to_dict() == {3: "THIÈS", 4: "THIÈS", 6: "DAKAR"}
    assert list(read.frame.columns) == ["Commune", "Hommes", "Femmes", "Total"]
    assert "sheets.groups" in codes(read)


def test_a_reading_makes_a_column_of_the_headings(tmp_path: Path) -> None:
    """Should fail if the decision of a person is not replayed, or clean data lacks the column."""
    first = read_text(tmp_path, GROUPED)
    read = read_text(tmp_path, GROUPED, reading=replace(first.reading, group_column="Région"))
    assert read.frame["Région"].tolist() == ["THIÈS", "THIÈS", "DAKAR"]
    assert "sheets.groups_column" in codes(read)
    assert clean_table(read).frame["Région"].tolist() == ["THIÈS", "THIÈS", "DAKAR"]


@pytest.mark.parametrize(
    ("text", "name", "code"),
    [
        (GROUPED, "Hommes", "sheets.group_column_taken"),
        ("Commune;Hommes\nMbour;3\nJoal;1\n", "Région", "sheets.no_groups"),
    ],
)
def test_a_column_of_headings_that_cannot_be_is_refused(
    text: str, name: str, code: str, tmp_path: Path
) -> None:
    """Should fail if next month's table silently lacks the column, or loses another."""
    reading = replace(read_text(tmp_path, text).reading, group_column=name)
    with pytest.raises(ProbonoError) as raised:
        read_text(tmp_path, text, reading=reading)
    assert code in [f.code for f in raised.value.findings]


def test_a_record_with_a_name_only_is_no_heading(tmp_path: Path) -> None:
    """Should fail if a village that nobody visited disappears from the table."""
    text = "Commune;Hommes;Femmes\nMbour;3;4\nJoal;;\nPikine;5;5\nThiès;1;2\n"
    read = read_text(tmp_path, text)
    assert read.frame["Commune"].tolist() == ["Mbour", "Joal", "Pikine", "Thiès"]
    assert read.groups is None


def test_every_row_says_why_it_is_no_data(tmp_path: Path) -> None:
    """Should fail if a row is set aside without a reason."""
    read = read_text(tmp_path, GROUPED)
    assert read.set_aside[["row", "role", "why"]].to_numpy().tolist() == [
        [2, "group", "alone"],
        [5, "group", "alone"],
        [7, "derived", "adds_up"],
        [8, "note", "below_table"],
    ]


def test_a_column_of_totals_is_checked(tmp_path: Path) -> None:
    """Should fail if a wrong sum in a row passes without a word."""
    assert "sheets.total_column" in codes(read_text(tmp_path, GROUPED))
    read = read_text(tmp_path, GROUPED.replace("Pikine;5;5;10", "Pikine;5;5;11"))
    (found,) = [f for f in read.findings if f.code == "sheets.total_column_differs"]
    assert found.where == "a.csv › D"
    assert found.values["cells"] == ("D6: 11 ≠ 10",)
    assert found.values["parts"] == ("Hommes", "Femmes")


def test_a_column_that_only_sounds_like_a_total_is_told(tmp_path: Path) -> None:
    """Should fail if a budget's product is taken for a sum."""
    text = "Ligne;Nombre;Prix;Total\nA;2;30;60\nB;3;50;150\nC;4;10;40\n"
    assert "sheets.total_column_alone" in codes(read_text(tmp_path, text))


def test_a_country_above_its_regions_is_told_and_may_be_kept(tmp_path: Path) -> None:
    """Should fail if everything counts twice, or a person cannot overrule what was found."""
    text = "Région;H;F\nSÉNÉGAL;10;20\nA;1;2\nB;2;4\nC;3;6\nD;4;8\n"
    read = read_text(tmp_path, text)
    assert read.frame["Région"].tolist() == ["A", "B", "C", "D"]
    (found,) = [f for f in read.findings if f.code == "sheets.unnamed_total"]
    assert (found.severity, found.where) == ("warning", "a.csv › A2")
    kept = read_text(tmp_path, text, reading=read.reading.with_roles({2: RowRole.DATA}))
    assert kept.frame["Région"].tolist() == ["SÉNÉGAL", "A", "B", "C", "D"]
    assert "sheets.unnamed_total" not in [f.code for f in kept.findings]


def test_a_remark_merged_across_below_the_table_is_no_heading(tmp_path: Path) -> None:
    """Should fail if a note becomes a heading under which no row stands."""
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        page = book.add_worksheet()
        page.write_row(0, 0, ["Commune", "Hommes", "Femmes"])
        page.merge_range(1, 0, 1, 2, "Région de Thiès")
        page.write_row(2, 0, ["Mbour", 3, 4])
        page.write_row(3, 0, ["Joal", 1, 1])
        page.merge_range(4, 0, 4, 2, "ND donnée non disponible")
    roles = read_table(path).roles
    assert roles.loc[2] == RowRole.GROUP
    assert roles.loc[5] == RowRole.NOTE
