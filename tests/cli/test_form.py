"""``probono form check`` as it is typed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from openpyxl import Workbook

from probono_kit.cli.entry import ExitCode, run


@pytest.fixture
def form(tmp_path: Path) -> Path:
    """Return a form whose condition is written as in other languages."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "survey"
    for row in (
        ("type", "name", "label", "relevant"),
        ("integer", "size", "How many?", None),
        ("text", "why", "Why?", "${size} == 1"),
    ):
        sheet.append(row)
    path = tmp_path / "form.xlsx"
    book.save(path)
    return path


def test_what_is_wrong_is_said_with_its_cell(
    form: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """In French too; the exit code says that something must be mended."""
    assert run(["--language", "fr", "form", "check", str(form)]) == ExitCode.FAILED
    out = capsys.readouterr().out
    assert "survey › D3" in out
    assert "Écrivez plutôt =" in out


def test_json_has_sheet_row_and_column(form: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Each finding as a script wants it."""
    assert run(["form", "check", str(form), "--json"]) == ExitCode.FAILED
    said = json.loads(capsys.readouterr().out)
    first = said["findings"][0]
    assert (said["ok"], first["code"]) == (False, "form.operator")
    assert (first["sheet"], first["row"], first["column"]) == ("survey", 3, "D")


def test_sarif_has_a_region(form: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Row and column are line and column; each result names a rule of the driver."""
    assert run(["form", "check", str(form), "--sarif"]) == ExitCode.FAILED
    log = json.loads(capsys.readouterr().out)
    (done,) = log["runs"]
    result = done["results"][0]
    region = result["locations"][0]["physicalLocation"]["region"]
    assert (result["level"], region) == ("error", {"startLine": 3, "startColumn": 4})
    rules = done["tool"]["driver"]["rules"]
    assert rules[result["ruleIndex"]]["id"] == result["ruleId"]


def test_a_form_with_advice_only_is_well(
    form: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Warnings and notes leave the exit code alone; what is no form does not."""
    from openpyxl import load_workbook

    book = load_workbook(form)
    book["survey"]["D3"] = "${size} = 1"
    book.save(form)
    assert run(["form", "check", str(form)]) == ExitCode.GOOD
    assert run(["form", "check", str(tmp_path / "none.xlsx")]) == ExitCode.FAILED
    assert "Traceback" not in capsys.readouterr().out
