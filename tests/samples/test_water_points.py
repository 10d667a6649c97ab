"""The sample of water points is as messy as the field, and always the same."""

from __future__ import annotations

import datetime
import io
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
import pandas as pd
import pytest
import shapely
from openpyxl import load_workbook
from PIL import Image

from probono_kit import engagement, places, tables
from probono_kit.findings import Severity
from probono_kit.resources import share_path

SAMPLES = Path(__file__).resolve().parents[2] / "data" / "samples"
FOLDER = SAMPLES / "water-points"
SHEET = FOLDER / "raw" / "points_eau.xlsx"
PERSONAL = ("Responsable du comité", "Téléphone", "Observations", "Latitude", "Longitude")


@pytest.fixture(scope="module")
def grid() -> list[tuple[Any, ...]]:
    """The cells of the sheet as a spreadsheet program shows them."""
    book = load_workbook(SHEET, read_only=False)
    cells = [tuple(row) for row in book["Inventaire"].iter_rows(values_only=True)]
    book.close()
    return cells


@pytest.fixture(scope="module")
def clean() -> pd.DataFrame:
    return tables.clean_table(tables.read_table(SHEET)).frame


@pytest.fixture(scope="module")
def match(clean: pd.DataFrame) -> places.AreaMatch:
    regions = places.read_areas("base:admin1", country="SEN", language="fr").frame
    decisions = FOLDER / "decisions" / "places.csv"
    return places.match_areas(clean, regions, name_column="Région", decisions=decisions)


def test_the_script_writes_the_same_workbook_again(script: ModuleType) -> None:
    made = script.plain_zip(script.water_points.workbook())
    assert made == SHEET.read_bytes()


def test_the_script_draws_the_same_logo_again(script: ModuleType) -> None:
    with Image.open(FOLDER / "raw" / "logo.png") as logo:
        assert logo.size == (480, 480)
        assert np.array_equal(np.asarray(logo), np.asarray(script.draw_logo()))


def test_the_script_writes_where_it_is_told(
    script: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "argv", ["make_samples.py", "--out", str(tmp_path)])
    script.main()
    made = sorted(path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*.*"))
    assert made == [
        "household-survey/raw/formulaire.xlsx",
        "household-survey/raw/menages.xlsx",
        "village-water/raw/suivi_eau.xlsx",
        "water-points/raw/logo.png",
        "water-points/raw/points_eau.xlsx",
    ]


def column(grid: list[tuple[Any, ...]], heading: str) -> list[Any]:
    [position] = [i for i, cell in enumerate(grid[4]) if cell == heading]
    return [row[position] for row in grid[5:]]


def test_titles_stand_above_a_header_with_line_breaks(grid: list[tuple[Any, ...]]) -> None:
    assert [sum(cell is not None for cell in row) for row in grid[:5]] == [1, 1, 1, 0, 14]
    assert sum("\n" in cell for cell in grid[4]) == 6
    assert "fictive" in grid[0][0]


def test_numbers_are_text_with_every_space_that_people_type(grid: list[tuple[Any, ...]]) -> None:
    served = column(grid, "Population desservie\n(hab.)")
    texts = [cell for cell in served if isinstance(cell, str)]
    for space in ("\u202f", "\xa0", " "):
        assert sum(space in text for text in texts) > 10, hex(ord(space))
    assert sum(isinstance(cell, int) for cell in served) > 40
    assert {"ND", "-", "n.d."} <= set(texts)
    flow = column(grid, "Débit moyen\n(m³/h)")
    assert sum(isinstance(cell, str) and "," in cell for cell in flow) > 50
    assert sum(isinstance(cell, float) for cell in flow) > 30


def test_days_are_written_in_many_ways(grid: list[tuple[Any, ...]]) -> None:
    days = [cell for cell in column(grid, "Date de\nla visite") if cell is not None]
    texts = [cell for cell in days if isinstance(cell, str)]
    assert sum(isinstance(cell, datetime.datetime) for cell in days) > 50
    for mark in ("/", "mars", "avril", "avr.", "le ", "2025-"):
        assert any(mark in text for text in texts), mark


def test_regions_are_written_as_people_write_them(grid: list[tuple[Any, ...]]) -> None:
    regions = column(grid, "Région")
    for text in ("THIES", "Thies", "Région de Thiès", "St Louis", "SAINT LOUIS", "Kafrine"):
        assert text in regions, text
    for text in ("Fatick ", "Tamba counda", "Kedougou", "ziguinchor", "Sine Saloum", "TOTAL"):
        assert text in regions, text


def test_blank_lines_a_total_that_adds_up_and_notes(grid: list[tuple[Any, ...]]) -> None:
    blank = [i for i, row in enumerate(grid[5:]) if not any(c is not None for c in row)]
    assert len(blank) == 5
    [total] = [row for row in grid if row[1] == "TOTAL"]
    counted = [c for c in column(grid, "Points d'eau\nrecensés") if isinstance(c, int)]
    assert sum(counted) == 2 * total[4]
    assert [row[0][:6] for row in grid[-3:] if row[0]] == ["ND : d", "Source"]


def test_there_are_persons_in_it_and_a_second_sheet(grid: list[tuple[Any, ...]]) -> None:
    names = [cell for cell in column(grid, "Responsable du comité") if cell]
    phones = [cell for cell in column(grid, "Téléphone") if cell]
    assert len(names) == len(phones) == 153
    assert all("000" in phone for phone in phones)
    book = load_workbook(io.BytesIO(SHEET.read_bytes()), read_only=True)
    assert book.sheetnames == ["Inventaire", "Lisez-moi"]
    book.close()


def test_every_row_has_its_region_or_is_listed(match: places.AreaMatch) -> None:
    assert match.counts.rows == 153
    assert (match.counts.matched, match.counts.unmatched, match.counts.empty) == (151, 2, 1)
    waiting = match.report[match.report["status"].ne("matched")]
    assert waiting[["name", "status"]].to_numpy().tolist() == [
        ["Sine Saloum", "none"],
        ["", "empty"],
    ]
    assert match.unused["area_name"].tolist() == ["Dakar"]
    decided = match.report[match.report["method"].eq("decision")]
    assert decided["name"].tolist() == ["Kafrine"]


def test_figures_are_as_they_were_drawn(script: ModuleType, match: places.AreaMatch) -> None:
    lines = [visit for group in script.water_points.visits() for visit in group]
    frame = match.frame
    assert frame["Points d'eau recensés"].tolist() == [visit.counted for visit in lines]
    for heading, numbers in (
        ("Points d'eau fonctionnels", [visit.working for visit in lines]),
        ("Population desservie (hab.)", [visit.served for visit in lines]),
    ):
        read = [None if pd.isna(value) else int(value) for value in frame[heading]]
        assert read == numbers
    days = frame["Date de la visite"]
    assert days.notna().all()
    assert days.between("2025-03-03", "2025-04-30").all()


def test_regions_differ_enough_for_a_map(match: places.AreaMatch) -> None:
    frame = match.frame.dropna(subset=["area_name", "Population desservie (hab.)"])
    sums = frame.groupby("area_name")[["Population desservie (hab.)", "Points d'eau fonctionnels"]]
    sums = sums.sum()
    rate = sums.iloc[:, 0] / sums.iloc[:, 1]
    assert rate.idxmax() == "Kédougou"
    assert rate.max() > 2.5 * rate.min()


def test_the_few_coordinates_lie_in_their_region(match: places.AreaMatch) -> None:
    located = match.frame.dropna(subset=["Latitude", "Longitude", "area_code"])
    assert len(located) > 20
    regions = places.read_areas("base:admin1", country="SEN").frame.set_index("area_code").geometry
    for row in located.itertuples():
        point = shapely.Point(
            located.loc[row.Index, "Longitude"], located.loc[row.Index, "Latitude"]
        )
        assert regions[row.area_code].distance(point) < 0.03, row.Commune


def test_the_brief_is_without_a_finding() -> None:
    read = engagement.read_brief(FOLDER)
    assert [str(found) for found in read.findings] == []
    assert read.brief is not None
    assert not set(PERSONAL) & set(read.brief.columns_to_share)
    assert {task.notebook for task in read.brief.tasks} == {
        "clean_data",
        "match_places",
        "static_map",
        "interactive_map",
    }


def test_the_brief_shares_only_columns_that_are_there(clean: pd.DataFrame) -> None:
    brief = engagement.read_brief(FOLDER).brief
    assert brief is not None
    assert set(brief.columns_to_share) <= set(decided().frame.columns)
    assert set(PERSONAL) <= set(clean.columns)


def decided() -> tables.CleanTable:
    """Return the sheet as recipe and decisions of the sample clean it."""
    return tables.clean_table(
        tables.read_table(SHEET),
        recipe=tables.read_recipe(FOLDER / "decisions" / "points_eau.recipe.yml"),
        decisions=tables.read_decisions(FOLDER / "decisions" / "reponses.csv"),
        language="fr",
    )


def test_the_recipe_applies_wholly_and_leaves_one_question(script: ModuleType) -> None:
    made = decided()
    assert [found.code for found in made.findings if found.severity != Severity.NOTE] == [
        "recipe.check_found"
    ]
    asked = made.review[["row", "old_value", "issue"]].to_numpy().tolist()
    assert [row[:2] for row in asked] == [[145, "10120"]]
    assert "10 000" in asked[0][2]
    names = set(made.frame["Région"].dropna()) - {"Kafrine", "Sine Saloum"}
    assert names == set(script.water_points.REGIONS)
    need = made.frame["Population desservie (hab.)"] / made.frame["Points d'eau fonctionnels"]
    first = made.frame["Priorité"].eq("1 – réparer d'abord").fillna(False)
    assert (need[first] > 600).all()
    assert (need[~first].dropna() <= 600.5).all()
    assert (made.frame["Points d'eau en panne"].dropna() >= 0).all()


def test_the_sample_comes_with_an_installation() -> None:
    decisions = ("places.csv", "reponses.csv", "points_eau.recipe.yml")
    for name in ("raw/points_eau.xlsx", "engagement.yml", *(f"decisions/{d}" for d in decisions)):
        assert share_path(f"data/samples/water-points/{name}").is_file()
