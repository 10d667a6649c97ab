"""Cleaning logs on disk, and replaying them."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pandas as pd
import pytest

from probono_kit.errors import ProbonoError
from probono_kit.tables import CleanTable, apply_log, clean_table, read_log, read_table, write_log
from probono_kit.tables.log import LOG_COLUMNS


@pytest.fixture
def clean(tmp_path: Path) -> CleanTable:
    path = tmp_path / "raw.csv"
    text = 'Région;Débit;Note\n Thiès;1 204,5;" =1+1"\nDakar;ND;" +221 77"\nKolda;7;" 007"\n'
    path.write_text(text, encoding="utf-8")
    return clean_table(read_table(path))


@pytest.mark.parametrize("name", ["log.csv", "log.xlsx"])
@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_log_comes_back_to_the_letter(
    name: str, language: str, clean: CleanTable, tmp_path: Path
) -> None:
    """Should fail if a leading zero, a space or a formula changes on the way."""
    path = tmp_path / name
    assert write_log(clean.log, path, deletions=clean.deletions, language=language) == []
    again = read_log(path)
    pd.testing.assert_frame_equal(again, clean.log)
    raw = read_table(tmp_path / "raw.csv").frame
    assert apply_log(raw, again).equals(clean.text)


@pytest.mark.parametrize("name", ["log.csv", "log.xlsx"])
def test_the_same_log_gives_the_same_bytes(name: str, clean: CleanTable, tmp_path: Path) -> None:
    """Should fail if the hour of the day gets into the file."""
    write_log(clean.log, tmp_path / "1" / name, deletions=clean.deletions)
    write_log(clean.log, tmp_path / "2" / name, deletions=clean.deletions)
    assert (tmp_path / "1" / name).read_bytes() == (tmp_path / "2" / name).read_bytes()


def test_no_formula_in_a_log(clean: CleanTable, tmp_path: Path) -> None:
    """Should fail if a cell that begins with = runs when the log is opened."""
    write_log(clean.log, tmp_path / "log.xlsx")
    with zipfile.ZipFile(tmp_path / "log.xlsx") as archive:
        assert b"<f>" not in archive.read("xl/worksheets/sheet1.xml")
    write_log(clean.log, tmp_path / "log.csv", language="fr")
    assert ";'=1+1;" in (tmp_path / "log.csv").read_text(encoding="utf-8-sig")


def test_a_workbook_of_the_log_has_both_sheets(clean: CleanTable, tmp_path: Path) -> None:
    """Should fail if the rows set aside are not in the workbook for review."""
    path = tmp_path / "log.xlsx"
    write_log(clean.log, path, deletions=clean.deletions)
    assert read_table(path, sheet="cleaning_log").evidence.sheets == (
        "cleaning_log",
        "deletion_log",
    )


def test_a_stale_log_is_refused_with_its_cells(clean: CleanTable, tmp_path: Path) -> None:
    """Should fail if the log of March is applied to the file of April."""
    raw = read_table(tmp_path / "raw.csv").frame.copy()
    raw.loc[2, "Débit"] = "9 999"
    with pytest.raises(ProbonoError) as caught:
        apply_log(raw, clean.log)
    found = caught.value.findings[0]
    assert (found.code, found.values["cells"]) == ("tables.stale_log", ("B2 « 9 999 »",))


def test_cells_that_the_table_lacks_are_named(clean: CleanTable, tmp_path: Path) -> None:
    """Should fail if a renamed column or a shorter file passes."""
    raw = read_table(tmp_path / "raw.csv").frame
    for changed in (raw.rename(columns={"Note": "Notes"}), raw.iloc[1:]):
        with pytest.raises(ProbonoError) as caught:
            apply_log(changed, clean.log)
        assert "tables.unknown_log_cells" in [f.code for f in caught.value.findings]


def test_replaying_twice_changes_nothing(clean: CleanTable, tmp_path: Path) -> None:
    """Should fail if a log cannot be applied to what it already cleaned."""
    raw = read_table(tmp_path / "raw.csv").frame
    once = apply_log(raw, clean.log)
    assert apply_log(once, clean.log).equals(once)
    assert raw.loc[2, "Région"] == " Thiès"


def test_rows_that_a_person_struck_are_skipped(clean: CleanTable, tmp_path: Path) -> None:
    """Should fail if “no action” changes the cell all the same."""
    raw = read_table(tmp_path / "raw.csv").frame
    log = clean.log.assign(change_type="no_action")
    assert apply_log(raw, log)["Région"].tolist() == [" Thiès", "Dakar", "Kolda"]


def test_a_file_that_is_no_log(tmp_path: Path) -> None:
    """Should fail if a missing column ends in a KeyError."""
    (tmp_path / "log.csv").write_text("uuid,old_value\n1,2\n", encoding="utf-8")
    with pytest.raises(ProbonoError, match="no cleaning log"):
        read_log(tmp_path / "log.csv")
    with pytest.raises(ProbonoError):
        read_log(tmp_path / "nothing.csv")
    with pytest.raises(ProbonoError, match="cannot be written"):
        write_log(pd.DataFrame(columns=list(LOG_COLUMNS)), tmp_path / "log.txt")


def test_an_empty_log_is_a_log(tmp_path: Path) -> None:
    """Should fail if a clean file has no log."""
    (tmp_path / "raw.csv").write_text("a;b\nx;y\nz;w\n", encoding="utf-8")
    clean = clean_table(read_table(tmp_path / "raw.csv"))
    assert len(clean.log) == 0
    write_log(clean.log, tmp_path / "log.csv")
    pd.testing.assert_frame_equal(read_log(tmp_path / "log.csv"), clean.log)
