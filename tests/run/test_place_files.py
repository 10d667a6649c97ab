"""Matching of places: levels, questions that come back answered, nothing private that leaves."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from playwright.sync_api import Browser

from probono_kit import engagement, run
from probono_kit.deliver.reading import read_contents
from probono_kit.errors import ProbonoError
from probono_kit.i18n import set_language
from probono_kit.run import Saved

CODES = (
    "Location,Admin Level,P-Code,Name,Parent P-Code\nTCD,1,TD01,Batha,TCD\nTCD,1,TD02,Borkou,TCD\n"
    "TCD,2,TD0101,Fitri,TD01\nTCD,2,TD0102,Yao,TD01\nTCD,2,TD0201,Yao,TD02\n"
    "TCD,2,TD0202,Djourf Al Ahmar,TD02\n"
)
ROWS = (
    "Province;Département;Chef;n\nBatha;Fitri;Awa Mahamat;1\nBATHA;yao;Ali Saleh;2\n"
    ";Yao;Awa Idriss;3\n"
    "Borkou;Djourouf Al Ahmar;Ali Idriss;4\nBorkou;Nulle part;Awa Ali;5\n"
)


def save(folder: Path, decisions: str = "", **more: Any) -> tuple[Saved, pd.DataFrame]:
    """Match the rows above with the list of P-codes and write all files."""
    (folder / "codes.csv").write_text(CODES, encoding="utf-8")
    (folder / "wells.csv").write_text(ROWS, encoding="utf-8")
    given = {
        "table": str(folder / "wells.csv"),
        "areas": str(folder / "codes.csv"),
        "country": "TCD",
        "name_columns": ["Province", "Département"],
        "columns": ["Province", "Département", "n"],
        "decisions": decisions,
        "language": "en",
        "output_folder": str(folder),
        **more,
    }
    p: Any = engagement.check_parameters("match_places", given)
    set_language("en")
    table = engagement.place_table(p)
    match = engagement.place_step(p, table.frame)
    return run.save_places(table, match, p), match.frame


def codes(frame: pd.DataFrame) -> list[str]:
    return frame["area_code"].fillna("").tolist()


def test_levels_narrow_each_other_and_homonyms_wait(tmp_path: Path) -> None:
    """Should fail if “Yao” without its province is guessed, or with it is left open."""
    _, frame = save(tmp_path)
    assert codes(frame) == ["TD0101", "TD0102", "", "", ""]


def test_questions_filled_in_are_not_asked_again(tmp_path: Path) -> None:
    """Should fail if the file of decisions, once filled in, does not answer the next run."""
    save(tmp_path)
    asked = tmp_path / "wells-places-decisions.csv"
    text = asked.read_text("utf-8-sig")
    separator = ";" if text.partition("\n")[0].count(";") else ","
    rows = list(csv.DictReader(text.splitlines(), delimiter=separator))
    assert {row["name"] for row in rows} == {"Yao", "Djourouf Al Ahmar", "Nulle part"}
    answers = {"Djourouf Al Ahmar": "TD0202", "Nulle part": "-", "Yao": ""}
    assert {row["name"]: row["proposed"] for row in rows}["Djourouf Al Ahmar"] == "TD0202"
    for row in rows:
        row["area_code"] = answers[row["name"]]
    with asked.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]), delimiter=separator)
        writer.writeheader()
        writer.writerows(rows)
    _, frame = save(tmp_path, str(asked))
    # Where a person says that there is no such place, the province is what is known.
    assert codes(frame) == ["TD0101", "TD0102", "", "TD0202", "TD02"]
    again = asked.read_text("utf-8-sig")
    assert "TD0202" in again, "what a person decided stays in the file"


def test_what_leaves_holds_only_the_columns_of_the_brief(tmp_path: Path) -> None:
    """Should fail if the name of a person is in a file that leaves."""
    saved, _ = save(tmp_path)
    leaving = [tmp_path / made.path for made in saved.outputs if made.deliver]
    assert {path.suffix for path in leaving} == {".xlsx", ".csv", ".parquet", ".html"}
    for path in leaving:
        text = " ".join(read_contents(path).texts)
        assert "Mahamat" not in text, path
        assert "Fitri" in text, path


@pytest.mark.parametrize("language", ["en", "fr", "ar"])
def test_the_page_says_how_many_and_what_to_decide(
    language: str, tmp_path: Path, chromium: Browser
) -> None:
    """Should fail if a question is missing, or the page has to be pushed sideways on a phone."""
    saved, _ = save(tmp_path, language=language)
    [page_path] = [tmp_path / o.path for o in saved.outputs if o.path.endswith(".html")]
    context = chromium.new_context(viewport={"width": 360, "height": 740}, offline=True)
    page = context.new_page()
    page.goto(page_path.as_uri())
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    asked = page.locator("#decisions tbody tr").all_inner_texts()
    assert len(asked) == 3
    assert any("Djourouf Al Ahmar" in text and "TD0202" in text for text in asked)
    context.close()


def test_a_column_that_is_not_there_is_told_with_the_nearest(tmp_path: Path) -> None:
    """Should fail if a misspelt column ends in a traceback, or writes half of the files."""
    with pytest.raises(ProbonoError) as stopped:
        save(tmp_path, name_columns=["Provinces", "Departement"])
    told = " ".join(found.as_text("en") for found in stopped.value.findings)
    assert "Province" in told
    assert "Département" in told
    assert not list(tmp_path.glob("*places*"))
