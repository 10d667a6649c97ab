"""Tables written for people: real numbers and dates, no formulas, the same bytes every time."""

from __future__ import annotations

import os
import zipfile
from pathlib import Path
from typing import Any

import openpyxl
import pandas as pd
import pytest

from probono_kit.errors import ProbonoError
from probono_kit.tables import clean_table, read_table, type_columns, write_table


@pytest.fixture
def table() -> pd.DataFrame:
    raw = pd.DataFrame(
        {
            "Région": ["Thiès", "Kédougou", None],
            "Code": ["01", "02", "03"],
            "Points d'eau": ["1200", None, "7"],
            "Débit": ["12,5", "0,75", "1 000,25"],
            "Visite": ["30/04/2025", "12/04/2025", None],
            "Année": ["2023", "2024", "2025"],
            "Note": ["=1+1", "+221 77", "@x"],
        },
        dtype=object,
    )
    return type_columns(raw).frame


def open_sheet(path: Path) -> Any:
    return openpyxl.load_workbook(path).active


def test_a_workbook_holds_numbers_dates_and_codes(table: pd.DataFrame, tmp_path: Path) -> None:
    """Should fail if a code becomes a number, or a number a text."""
    write_table(table, tmp_path / "a.xlsx", language="fr")
    sheet = open_sheet(tmp_path / "a.xlsx")
    cells = {cell.column_letter: cell for cell in sheet[2]}
    assert [cells[letter].value for letter in "ABCD"] == ["Thiès", "01", 1200, 12.5]
    assert (cells["B"].data_type, cells["B"].number_format) == ("s", "@")
    assert (cells["C"].data_type, cells["C"].number_format) == ("n", "#,##0")
    assert cells["D"].number_format == "#,##0.00"
    assert (cells["E"].value.date().isoformat(), cells["E"].number_format) == (
        *("2025-04-30", "dd/mm/yyyy"),
    )
    assert cells["F"].number_format == "0"
    assert sheet["C3"].value is None
    assert sheet.freeze_panes == "A2"
    assert sheet.auto_filter.ref == "A1:G4"
    assert sheet["A1"].font.b


def test_no_text_is_a_formula(table: pd.DataFrame, tmp_path: Path) -> None:
    """Should fail if opening the file runs what somebody typed into a form."""
    write_table(table, tmp_path / "a.xlsx")
    with zipfile.ZipFile(tmp_path / "a.xlsx") as archive:
        assert b"<f>" not in archive.read("xl/worksheets/sheet1.xml")
    assert open_sheet(tmp_path / "a.xlsx")["G2"].data_type == "s"
    found = write_table(table, tmp_path / "a.csv")
    assert found[0].values["cells"] == ("G2", "G4")
    text = (tmp_path / "a.csv").read_text(encoding="utf-8-sig")
    assert ",'=1+1" in text
    assert ",+221 77" in text


def test_csv_follows_the_language(table: pd.DataFrame, tmp_path: Path) -> None:
    """Should fail if a French spreadsheet shows one column, or takes 12.5 for a date."""
    write_table(table, tmp_path / "fr.csv", language="fr")
    write_table(table, tmp_path / "en.csv", language="en")
    french = (tmp_path / "fr.csv").read_bytes()
    assert french.startswith(b"\xef\xbb\xbf")
    assert french.decode("utf-8-sig").split("\r\n")[1] == (
        "Thiès;01;1200;12,5;2025-04-30;2023;'=1+1"
    )
    english = (tmp_path / "en.csv").read_text(encoding="utf-8-sig").split("\n")
    assert english[1] == "Thiès,01,1200,12.5,2025-04-30,2023,'=1+1"


@pytest.mark.parametrize("name", ["a.xlsx", "a.csv"])
def test_what_was_written_reads_back(name: str, table: pd.DataFrame, tmp_path: Path) -> None:
    """Should fail if the clean table of one task cannot be the input of the next."""
    kept = table.drop(columns="Note")
    write_table(kept, tmp_path / name, language="fr")
    again = type_columns(read_table(tmp_path / name).frame).frame
    for column in kept.columns:
        assert again[column].dropna().tolist() == kept[column].dropna().tolist()
        assert again[column].dtype == kept[column].dtype


@pytest.mark.parametrize("language", ["fr", "en"])
def test_three_decimals_are_not_taken_for_thousands(language: str, tmp_path: Path) -> None:
    """Should fail if 1.234 comes back as 1234, or as a text."""
    rates = pd.DataFrame({"Région": ["a", "b"], "Taux": [1.234, -12.125]})
    write_table(rates, tmp_path / "a.csv", language=language)
    again = type_columns(read_table(tmp_path / "a.csv").frame)
    assert again.frame["Taux"].tolist() == [1.234, -12.125]
    assert again.findings == []


@pytest.mark.parametrize("name", ["a.xlsx", "a.csv"])
def test_the_same_table_gives_the_same_bytes(
    name: str, table: pd.DataFrame, tmp_path: Path
) -> None:
    """Should fail if the hour or the name of the machine gets into the file."""
    write_table(table, tmp_path / "1" / name)
    write_table(table.copy(), tmp_path / "2" / name)
    assert (tmp_path / "1" / name).read_bytes() == (tmp_path / "2" / name).read_bytes()


def test_percentages_show_their_sign(tmp_path: Path) -> None:
    """Should fail if 45 % is shown as a bare 45, or as 4500 %."""
    typed = type_columns(pd.DataFrame({"Taux": ["45 %", "12 %"]}, dtype=object))
    units = {name: made.unit for name, made in typed.types.items()}
    write_table(typed.frame, tmp_path / "a.xlsx", units=units)
    cell = open_sheet(tmp_path / "a.xlsx")["A2"]
    assert (cell.value, cell.number_format) == (45, '#,##0" %"')


def test_a_refused_folder_leaves_the_old_file(table: pd.DataFrame, tmp_path: Path) -> None:
    """Should fail if a table is half-written."""
    target = tmp_path / "a.xlsx"
    target.write_bytes(b"old")
    with pytest.raises(ProbonoError, match="cannot be written"):
        write_table(table, tmp_path / "a.pdf")
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(ProbonoError):
        write_table(table, tmp_path / "file" / "a.xlsx")
    if hasattr(os, "geteuid") and os.geteuid():
        tmp_path.chmod(0o500)
        with pytest.raises(ProbonoError):
            write_table(table, target)
        tmp_path.chmod(0o700)
    assert target.read_bytes() == b"old"
    assert sorted(p.name for p in tmp_path.iterdir()) == ["a.xlsx", "file"]


def test_too_many_columns_for_a_workbook(tmp_path: Path) -> None:
    """Should fail if columns beyond the last one of Excel vanish."""
    wide = pd.DataFrame([range(2**14 + 1)])
    with pytest.raises(ProbonoError, match=r"\.csv"):
        write_table(wide, tmp_path / "a.xlsx")


def test_texts_too_long_for_a_cell_are_cut_and_named(tmp_path: Path) -> None:
    """Should fail if a long comment vanishes."""
    long = pd.DataFrame({"a": ["x" * 40_000]})
    found = write_table(long, tmp_path / "a.xlsx")
    assert found[0].values["cells"] == ("A2",)
    assert len(open_sheet(tmp_path / "a.xlsx")["A2"].value) == 32_767


@pytest.mark.parametrize("name", ["a/b:c*?", "x" * 40, "", "'q'", "History"])
def test_names_of_sheets_that_excel_accepts(name: str, tmp_path: Path) -> None:
    """Should fail if the name of a task is no name for a sheet."""
    write_table(pd.DataFrame({"a": [1]}), tmp_path / "a.xlsx", sheet=name)
    assert 0 < len(open_sheet(tmp_path / "a.xlsx").title) <= 31


def test_a_table_without_rows(table: pd.DataFrame, tmp_path: Path) -> None:
    """Should fail if an empty result cannot be written."""
    for name in ("a.xlsx", "a.csv"):
        write_table(table.iloc[:0], tmp_path / name)
        assert (tmp_path / name).stat().st_size


def test_tiny_and_huge_numbers_come_back(tmp_path: Path) -> None:
    """What Excel computes as almost zero is written without an exponent, and read again."""
    numbers = [0.1 + 0.2 - 0.3, 0.1 + 0.2, 1e-5, 2 / 3]
    path = tmp_path / "numbers.csv"
    write_table(pd.DataFrame({"place": list("abcd"), "x": numbers}), path, language="fr")
    assert "e-" not in path.read_text("utf-8-sig")
    assert clean_table(read_table(path)).frame["x"].tolist() == pytest.approx(numbers, abs=1e-15)
