"""Several tables on a sheet, several sheets: each is found, none is lost without a word."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from probono_kit.errors import ProbonoError
from probono_kit.tables import read_table, read_tables

BESIDE = "Région;Puits;;Région;Écoles\nThiès;3;;Matam;4\nDakar;5;;Kolda;6\nLouga;1;;;\n"
BELOW = (
    "Tableau 1;;\nRégion;Puits;\nThiès;3;\nDakar;5;\n;;\n"
    "Tableau 2;;\nONG;Secteur;Budget\nACF;EHA;900\n"
)


def saved(folder: Path, text: str) -> Path:
    path = folder / "a.csv"
    path.write_text(text, encoding="utf-8")
    return path


def workbook(path: Path, sheets: Mapping[str, list[list[Any]]]) -> Path:
    book = xlsxwriter.Workbook(str(path))
    for name, rows in sheets.items():
        page = book.add_worksheet(name)
        for number, row in enumerate(rows):
            page.write_row(number, 0, row)
    book.close()
    return path


def test_tables_side_by_side_are_two(tmp_path: Path) -> None:
    """Should fail if rows of two tables are read as one record."""
    left, right = read_tables(saved(tmp_path, BESIDE))
    assert left.frame["Puits"].tolist() == ["3", "5", "1"]
    assert right.frame["Écoles"].tolist() == ["4", "6"]
    assert right.evidence.letters == {"Région": "D", "Écoles": "E"}
    assert right.roles.tolist() == ["header", "data", "data", "other table"]


def test_tables_below_each_other_are_two(tmp_path: Path) -> None:
    """Should fail if the second header becomes a record, or its rows are lost."""
    first, second = read_tables(saved(tmp_path, BELOW))
    assert first.frame["Puits"].tolist() == ["3", "5"]
    assert second.frame.to_dict("list") == {"ONG": ["ACF"], "Secteur": ["EHA"], "Budget": ["900"]}
    assert (second.evidence.titles, second.evidence.header_rows) == (("Tableau 2",), (7,))
    assert second.roles.tolist()[:4] == ["other table"] * 4


def test_the_other_tables_are_named_with_how_to_get_them(tmp_path: Path) -> None:
    """Should fail if a person does not learn that there is more on the sheet."""
    path = saved(tmp_path, BELOW)
    (found,) = [f for f in read_table(path).findings if f.code == "sheets.several_tables"]
    assert found.values["others"] == ("table=2: A6:C8",)
    assert list(read_table(path, table=2).frame.columns) == ["ONG", "Secteur", "Budget"]


def test_a_table_that_is_not_there_is_refused(tmp_path: Path) -> None:
    """Should fail if asking for the third of two tables ends in a traceback."""
    with pytest.raises(ProbonoError) as raised:
        read_table(saved(tmp_path, BELOW), table=3)
    assert raised.value.findings[-1].code == "sheets.no_such_table"


def test_the_header_that_a_person_names_chooses_the_table(tmp_path: Path) -> None:
    """Should fail if header_row=7 is looked for in the first table."""
    assert read_table(saved(tmp_path, BELOW), header_row=7).frame.columns[0] == "ONG"


def test_a_reading_finds_its_table_again(tmp_path: Path) -> None:
    """Should fail if the second table of a sheet is the first when it is replayed."""
    path = saved(tmp_path, BESIDE)
    for read in read_tables(path):
        assert read_table(path, reading=read.reading).frame.equals(read.frame)
    fewer = saved(tmp_path, "Région;Puits\nThiès;3\nDakar;5\n")
    with pytest.raises(ProbonoError) as raised:
        read_table(fewer, reading=read.reading)
    assert "sheets.reading_table" in [f.code for f in raised.value.findings]


def test_what_stands_beside_a_table_is_kept(tmp_path: Path) -> None:
    """Should fail if the gate that looks for private data no longer sees the other table."""
    left, _ = read_tables(saved(tmp_path, BESIDE))
    assert set(left.beside) == {"Région", "Écoles", "Matam", "Kolda", "4", "6"}


def test_every_visible_sheet_is_read(tmp_path: Path) -> None:
    """Should fail if a sheet is left out, or one of explanations stops all others."""
    rows: list[list[Any]] = [["Région", "Puits"], ["Thiès", 3], ["Dakar", 5]]
    sheets = {"Lisez-moi": [["Bonjour."]], "Janvier": rows, "Février": rows[:2]}
    found = read_tables(workbook(tmp_path / "a.xlsx", sheets))
    assert [(read.evidence.sheet, len(read.frame)) for read in found] == [
        *(("Janvier", 2), ("Février", 1))
    ]
    (left_out,) = [f for f in found[0].findings if f.code == "sheets.without_table"]
    assert left_out.values["sheets"] == ("Lisez-moi",)


def test_a_table_with_blank_rows_stays_one(tmp_path: Path) -> None:
    """Should fail if every gap begins a new table."""
    text = "Nom;Village;Statut\nA;B;C\n;;\nD;E;F\n;;\n;;\nG;H;\n;;\nTotal;;3\n"
    (read,) = read_tables(saved(tmp_path, text))
    assert read.frame["Nom"].tolist()[:3] == ["A", "D", "G"]


def test_a_remark_beside_a_table_is_no_column(tmp_path: Path) -> None:
    """Should fail if a sentence at the right becomes a column without a name, or is lost."""
    remark = "NB : les puits en panne ne comptent pas"
    text = f"Région;Puits;;\nThiès;3;;{remark}\nDakar;5;;\nKolda;1;;\n"
    read = read_table(saved(tmp_path, text))
    assert list(read.frame.columns) == ["Région", "Puits"]
    assert read.beside == (remark,)
    assert "sheets.beside" in [f.code for f in read.findings]
