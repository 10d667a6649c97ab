"""The entry workbook: what people write comes back as rows, mistakes as findings."""

from __future__ import annotations

import datetime
import shutil
import subprocess
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from probono_kit.database import (
    Split,
    read_entry_workbook,
    read_tables,
    save_database,
    write_entry_workbook,
)
from probono_kit.errors import ProbonoError
from tests.database import handed

POINTS, VISITS, BROKEN = "Points d'eau", "Visites", "Pannes constatées"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """An empty entry workbook in French."""
    path = tmp_path / "saisie.xlsx"
    write_entry_workbook(handed.design(), path, rows=handed.rows(), language="fr")
    return path


def write(path: Path, sheet: str, *rows: list[Any], first: int = 5) -> None:
    """Write rows as a person does, from the first free one on."""
    book = openpyxl.load_workbook(path)
    for number, row in enumerate(rows, first):
        for column, value in enumerate(row, 2):
            book[sheet].cell(number, column).value = value
    book.save(path)


def read(path: Path) -> Split:
    return read_entry_workbook(path, handed.design(), rows=handed.rows(), language="fr")


def fill(path: Path) -> None:
    """Write a new water point, two visits and what was broken."""
    write(path, POINTS, ["Borne", "Fatick", "Forage", 2.5, "oui"])
    day = datetime.datetime(2025, 5, 1)  # noqa: DTZ001  as a spreadsheet holds it
    write(path, VISITS, ["Borne", day, "RAS"], ["Forage sud", "3/5/2025", None])
    write(path, BROKEN, ["Borne · 2025-05-01", "Eau sale"])


def test_a_sheet_for_each_table_that_is_filled(file: Path) -> None:
    """Headings, marked where needed; what to write; a grey example; lists to choose from."""
    book = openpyxl.load_workbook(file)
    assert book.sheetnames == ["Lisez-moi", "Villages", POINTS, VISITS, BROKEN, "_lists"]
    assert book["_lists"].sheet_state == "hidden"
    sheet = book[POINTS]
    headings = [cell.value for cell in sheet[2]][1:]
    assert headings == ["Nom du point *", "Village *", "Type", "Débit", "En service"]
    assert sheet["A4"].value == "Exemple"
    assert sheet.protection.sheet
    assert sheet["B2"].protection.locked
    assert not sheet["B5"].protection.locked
    rules = {str(r.sqref): r for r in sheet.data_validations.dataValidation}
    assert rules["C5:C5004"].formula1 == "_lists!$A$2:$A$4"
    assert rules["F5:F5004"].formula1 == '"oui,non"'
    assert [c.value for c in book["_lists"]["A"]] == ["village", "Diofior", "Ndangane", "Fatick"]
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)


def test_an_empty_workbook_has_no_rows(file: Path) -> None:
    """The example is never read: what is there stays as it was."""
    split = read(file)
    assert not split.findings
    assert {name: len(frame) for name, frame in split.rows.items()} == {
        name: len(frame) for name, frame in handed.rows().items()
    }


def test_what_people_write_is_loaded(file: Path, tmp_path: Path) -> None:
    """New rows find their parents by name, also parents that are new; nothing else changes."""
    target = tmp_path / "eau.gpkg"
    save_database(handed.design(), Split(handed.rows(), {}), target)
    fill(file)
    design, rows = read_tables(target)
    split = read_entry_workbook(file, design, rows=rows, language="fr")
    assert not split.findings
    report = save_database(design, split, target)
    counts = report.counts.set_index("table")
    assert counts["inserted"].to_dict() == {
        "type": 0,
        "panne": 0,
        "village": 0,
        "point_eau": 1,
        "visite": 2,
        "visite_panne": 1,
    }
    assert counts[["changed", "vanished"]].to_numpy().sum() == 0
    after = read_tables(target)[1]
    point = after["point_eau"].iloc[-1]
    assert point[["nom", "village", "type", "debit", "actif"]].tolist() == [
        "Borne",
        "03",
        "F",
        2.5,
        True,
    ]
    visits = after["visite"].iloc[-2:]
    assert visits["point"].tolist() == [point["id"], 3]
    assert visits["jour"].dt.strftime("%Y-%m-%d").tolist() == ["2025-05-01", "2025-05-03"]
    assert after["visite_panne"].iloc[-1][["visite", "panne"]].tolist() == [4, "2"]
    assert (
        read_entry_workbook(file, design, rows=after, language="fr")
        .rows["visite"]
        .equals(after["visite"])
    )


def test_mistakes_are_told_with_their_cell(file: Path) -> None:
    """Each with sheet, row and column; the row is left out, the others are taken."""
    write(
        file,
        POINTS,
        ["Borne", "Fatik", "Forage", 1, "oui"],
        [None, "Fatick", "Forage", 1, "oui"],
        ["Puits neuf", "Fatick", "Fusée", "beaucoup", "peut-être"],
        ["Bon", "Diofior", None, "1,5", "NON"],
        ["Bon", "Diofior", None, 2, None],
    )
    split = read(file)
    told = {found.where.rpartition(" › ")[2]: found for found in split.findings}
    assert {cell: found.code.partition(".")[2] for cell, found in told.items()} == {
        "C5": "entry_unknown",
        "B6": "entry_missing",
        "D7": "entry_unknown",
        "E7": "entry_wrong",
        "F7": "entry_wrong",
        "9": "entry_twice",
    }
    assert "«\u00a0Fatik\u00a0»" in told["C5"].message("fr")
    assert "Fatick" in told["C5"].message("fr")
    new = split.rows["point_eau"].iloc[3:]
    assert new[["nom", "debit", "actif"]].to_numpy().tolist() == [["Bon", 1.5, False]]
    assert sorted(set(split.left_out["row"])) == [5, 6, 7, 9]


def test_a_known_row_is_changed_where_cells_are_filled(file: Path) -> None:
    """Who writes a village again with a new population corrects it and keeps its name."""
    write(file, "Villages", ["02", "Ndangane", 480])
    village = read(file).rows["village"]
    assert len(village) == 3
    assert village.loc[1].tolist() == ["02", "Ndangane", 480]
    assert handed.rows()["village"]["population"].isna().sum() == 1


def test_another_workbook_is_refused(tmp_path: Path) -> None:
    """A sheet with the same headings is no entry workbook."""
    book = openpyxl.Workbook()
    book.save(tmp_path / "other.xlsx")
    with pytest.raises(ProbonoError) as problem:
        read_entry_workbook(tmp_path / "other.xlsx", handed.design())
    assert problem.value.findings[0].code == "document.no_entry_workbook"


def test_same_database_same_bytes(tmp_path: Path) -> None:
    """Two runs write the same workbook, in each language."""
    for name in ("a.xlsx", "b.xlsx"):
        write_entry_workbook(handed.design(), tmp_path / name, rows=handed.rows(), language="en")
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()


@pytest.mark.slow
def test_saved_again_by_libreoffice_it_is_read_the_same(file: Path, tmp_path: Path) -> None:
    """Not everybody has Excel: hidden names, dates and texts survive another program."""
    office = shutil.which("soffice") or shutil.which("libreoffice")
    if office is None:
        pytest.skip("NO LIBREOFFICE: entry workbooks saved by it go untested")
    fill(file)
    for kind in ("xlsx", "ods"):
        out = tmp_path / kind
        home = f"-env:UserInstallation={(tmp_path / 'home').as_uri()}"
        command = [
            office,
            home,
            "--headless",
            "--convert-to",
            kind,
            "--outdir",
            str(out),
            str(file),
        ]
        subprocess.run(command, check=True, capture_output=True, timeout=180)
        once, again = read(file), read(out / f"saisie.{kind}")
        assert not again.findings
        assert all(once.rows[name].equals(again.rows[name]) for name in once.rows)
