"""``probono clean FILE``: a quick look, files only where they are asked for."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from probono_kit.cli.entry import ExitCode, run
from probono_kit.tables import read_recipe, read_typed

SHEET = "Inventaire 2025;\n;\nRégion;Débit\n Thiès;1 204,5\nDakar;ND\nTotal;1 204,5\n"


@pytest.fixture
def sheet(tmp_path: Path) -> Path:
    """A small messy file."""
    path = tmp_path / "points.csv"
    path.write_text(SHEET, encoding="utf-8")
    return path


def test_it_says_what_the_table_is(sheet: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Columns in plain words, changes with an example; nothing is written."""
    before = sorted(sheet.parent.iterdir())
    assert run(["clean", str(sheet), "--language", "fr"]) == ExitCode.GOOD
    said = capsys.readouterr().out
    assert "nombre décimal" in said
    assert "1 204,5 → 1204.5" in said
    assert sorted(sheet.parent.iterdir()) == before


def test_it_writes_when_asked(sheet: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Clean table, log, recipe, and a note that they stay."""
    folder = sheet.parent / "out"
    assert run(["clean", str(sheet), "--output", str(folder)]) == ExitCode.GOOD
    assert "do not send them on" in capsys.readouterr().out
    assert read_typed(folder / "points-clean.parquet").frame["Débit"].tolist()[0] == 1204.5
    assert read_recipe(folder / "points.recipe.yml").reading is not None
    assert "telephone" in (folder / "README.txt").read_text("utf-8")
    again = ["clean", str(sheet), "--recipe", str(folder / "points.recipe.yml")]
    assert run(again) == ExitCode.GOOD


def test_one_that_cannot_be_read_does_not_stop_the_others(
    sheet: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Both are told, also to scripts; the exit code says that one failed."""
    status = run(["clean", "no-such-file.csv", str(sheet), "--json"])
    told = json.loads(capsys.readouterr().out)
    assert status == ExitCode.FAILED
    assert [each["ok"] for each in told["files"]] == [False, True]
    assert told["files"][0]["findings"][0]["code"] == "file.missing"
    assert [each["kind"] for each in told["files"][1]["columns"]] == ["text", "decimal"]


def test_a_country_that_does_not_exist_is_told(
    sheet: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Should fail if a mistyped code passes, and every telephone number is called wrong."""
    assert run(["clean", str(sheet), "--country", "XX"]) == ExitCode.FAILED
    assert "such as SEN" in capsys.readouterr().err
