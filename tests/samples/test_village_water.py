"""Three sheets of a small NGO become a database, and nothing of them is lost."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from types import ModuleType

import pandas as pd
import pytest

from probono_kit import database, tables

SAMPLES = Path(__file__).resolve().parents[2] / "data" / "samples"
BOOK = SAMPLES / "village-water" / "raw" / "suivi_eau.xlsx"
SHEETS = ("Villages", "Points d'eau", "Visites")


@pytest.fixture(scope="module")
def sources() -> list[database.Source]:
    """The three sheets, cleaned."""
    found = []
    for sheet in SHEETS:
        clean = tables.clean_table(tables.read_table(BOOK, sheet=sheet), country="SEN")
        found.append(
            database.Source(sheet, clean.frame, clean.types, file="suivi_eau.xlsx", sheet=sheet)
        )
    return found


@pytest.fixture(scope="module")
def design(sources: list[database.Source]) -> database.Design:
    return database.propose_design(sources, name="suivi_eau", language="fr").design


def test_the_script_writes_the_same_workbook_again(script: ModuleType) -> None:
    """Nobody tidies it by hand."""
    assert script.plain_zip(script.village_water.workbook()) == BOOK.read_bytes()


def test_the_sheets_are_messy_on_purpose(sources: list[database.Source]) -> None:
    """Zeros in front, capitals, choices in a cell, parts side by side; a total that is no row."""
    villages, points, visits = (source.frame for source in sources)
    assert (len(villages), len(points), len(visits)) == (16, 32, 44)
    assert villages["Code village"].str.startswith("09").all()
    assert points["Code point"].iloc[0] == "001"
    assert {"Fatick", "FATICK"} <= set(villages["Département"])
    assert points["Usages"].str.contains("; ").any()
    assert list(visits).count("Pièce 2") == 1


def test_keys_and_links_are_found(design: database.Design) -> None:
    """Villages, their water points, visits of these; uses as pairs; parts as rows."""
    kinds = {table.name: table.kind.value for table in design.tables}
    assert kinds["villages"] == "entity"
    assert design.table("villages").key == ("code_village",)
    assert design.table("points_d_eau").key == ("code_point",)
    links = {(child.name, link.table) for child in design.tables for link in child.links}
    assert {("points_d_eau", "villages"), ("visites", "points_d_eau")} <= links
    assert "link" in kinds.values()
    assert any(table.kind.value == "repeat" and "piece" in table.name for table in design.tables)


def test_nothing_is_lost_on_the_way(
    design: database.Design, sources: list[database.Source], tmp_path: Path
) -> None:
    """Rows in are rows out, cell by cell, through a file that is whole."""
    split = database.split_sources(design, sources)
    assert len(split.left_out) == 0
    file = tmp_path / "suivi_eau.gpkg"
    database.save_database(design, split, file)
    with closing(sqlite3.connect(file)) as opened:
        assert opened.execute("PRAGMA foreign_key_check").fetchall() == []
        assert opened.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    kept, rows = database.read_tables(file)
    for source in sources:
        flat = database.flat_view(kept, rows, source.name)
        before = source.frame.reset_index(drop=True)
        order = [name for name in before if name in flat]
        assert len(flat) == len(before)
        assert set(order) == set(before)
        assert _texts(flat[order]) == _texts(before[order])


def _texts(frame: pd.DataFrame) -> list[tuple[str, ...]]:
    """Return the rows as texts, in an order of their own."""
    plain = frame.astype(object).where(frame.notna(), "").astype(str)
    return sorted(plain.itertuples(index=False, name=None))
