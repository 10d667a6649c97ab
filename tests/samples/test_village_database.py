"""The sample of villages: three messy sheets become a database that the NGO can own."""

from __future__ import annotations

import shutil
import sqlite3
from pathlib import Path

import openpyxl
import pyogrio
import pytest

from probono_kit import database, run, tables
from probono_kit.database.values import different
from tests.samples.conftest import Delivered

PRIVATE = ("Awa Faye", "Mamadou Sarr", "Khady Diouf", "Eau salée")

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def folder(delivered: Delivered) -> Path:
    """Return the sample engagement, rendered and delivered."""
    return delivered("village-water")


def whole(folder: Path) -> Path:
    """Return the database with all columns."""
    return folder / "work" / "base" / "suivi_eau-work.gpkg"


def leaving(folder: Path) -> Path:
    """Return the database in the bundle."""
    (path,) = (folder / "bundle").rglob("*.gpkg")
    return path


@pytest.mark.parametrize("which", [whole, leaving])
def test_the_database_is_sound(folder: Path, which: type) -> None:
    """Links lead to rows, the file is whole, and GDAL sees a layer and its tables."""
    path = which(folder)
    with sqlite3.connect(path) as connection:
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    layers = dict(pyogrio.list_layers(path))
    assert layers["villages"] == "Point"
    assert {"points", "visites"} <= set(layers)
    assert len(pyogrio.read_dataframe(path, layer="villages")) == 16


def test_rows_in_are_rows_out(folder: Path) -> None:
    """The view of each cleaned table gives it back, cell by cell."""
    design, rows = database.read_tables(whole(folder))
    for task in ("villages", "points", "visites"):
        (path,) = (folder / "work" / task).glob("*-work.parquet")
        clean = tables.read_typed(path).frame
        flat = database.flat_view(design, rows, task)
        assert len(flat) == len(clean)
        for name in clean.columns:
            assert not different(clean[name].reset_index(drop=True), flat[name]).any(), name


def test_nothing_private_leaves(folder: Path) -> None:
    """Names of agents and their remarks are in no file of the bundle, also not in history."""
    agents = database.read_tables(whole(folder))[1]["visites"]["agent"]
    assert set(agents.dropna()) >= set(PRIVATE[:2])
    for path in (folder / "bundle").rglob("*"):
        if path.is_file():
            data = path.read_bytes()
            assert not any(text.encode() in data for text in PRIVATE), path.name
    with sqlite3.connect(leaving(folder)) as connection:
        dump = "\n".join(connection.iterdump())
    assert not any(text in dump for text in PRIVATE)
    assert "Observations" not in dump


def test_the_page_says_what_is_in_it(folder: Path) -> None:
    """The NGO reads how many villages there are, the lists, and the name of the file."""
    (page,) = (folder / "bundle").rglob("suivi*.html")
    html = page.read_text("utf-8")
    assert "villages (16)" in html
    assert "Puits moderne, Pompe manuelle, Forage motorisé" in html
    assert "base-de-donnees.gpkg" in html
    assert (folder / "bundle" / "tables" / "base-de-donnees.gpkg").exists()


def test_the_entry_workbook_has_the_lists(folder: Path) -> None:
    """Who enters a new point chooses its type from a list."""
    (path,) = (folder / "bundle").rglob("classeur*.xlsx")
    book = openpyxl.load_workbook(path)
    assert any(sheet.data_validations.dataValidation for sheet in book.worksheets)


def test_next_month_is_added_to_the_same_database(folder: Path, tmp_path: Path) -> None:
    """The database so far goes in: nothing is added twice, and new rows are counted."""
    again = tmp_path / "again"
    shutil.copytree(folder, again, ignore=shutil.ignore_patterns("bundle", "work"))
    (again / "previous").mkdir()
    shutil.copy(whole(folder), again / "previous" / "june.gpkg")
    brief = again / "engagement.yml"
    text = brief.read_text("utf-8")
    inputs = "tables: [villages, points, visites]\n"
    assert inputs in text
    brief.write_text(text.replace(inputs, f"{inputs}      previous: previous/june.gpkg\n"), "utf-8")
    report = run.render(again)
    assert not report.findings.errors
    read = tables.read_table(again / "work" / "base" / "suivi_eau-work-load.xlsx").frame
    assert read["inserted"].astype(int).sum() == 0
    assert read["unchanged"].astype(int).sum() > 100
