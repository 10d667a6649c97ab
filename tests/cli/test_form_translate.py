"""``probono form translate`` as it is typed."""

from __future__ import annotations

import json
from pathlib import Path

import openpyxl
import pandas as pd
import pytest

from probono_kit.cli.entry import ExitCode, run
from probono_kit.forms import read_form


def test_there_and_back(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The sheet is written; filled in, its changes are shown; with --out the form is written."""
    survey = pd.DataFrame({"type": ["integer"], "name": ["age"], "label::French (fr)": ["Âge"]})
    form, sheet = str(tmp_path / "form.xlsx"), tmp_path / "form-translation.xlsx"
    survey.to_excel(form, sheet_name="survey", index=False)
    assert run(["form", "translate", form]) == ExitCode.FAILED
    assert "--to es" in capsys.readouterr().err
    assert run(["form", "translate", form, "--to", "es"]) == ExitCode.GOOD
    assert capsys.readouterr().out == f"Written: {sheet}\n"
    assert run(["form", "translate", form, str(sheet)]) == ExitCode.GOOD
    assert capsys.readouterr().out.startswith("The sheet changes nothing in the form.")
    book = openpyxl.load_workbook(sheet)
    assert book.active is not None
    book.active["G7"] = "Edad"
    book.save(sheet)
    new = tmp_path / "new.xlsx"
    assert run(["form", "translate", form, str(sheet), "--out", str(new)]) == ExitCode.GOOD
    out = capsys.readouterr().out.splitlines()
    assert out[0] == "added: age › label › Spanish (es): Edad"
    assert out[1] == "1 text changes."
    assert read_form(new).questions[0].label("Spanish (es)") == "Edad"
    assert run(["form", "translate", form, str(sheet), "--json"]) == ExitCode.GOOD
    said = json.loads(capsys.readouterr().out)
    assert [(each["place"], each["after"]) for each in said["changes"]] == [
        ("survey/age/label", "Edad")
    ]
    book.active["G7"] = "${edad}"
    book.save(sheet)
    assert run(["form", "translate", form, str(sheet), "--out", str(new)]) == ExitCode.FAILED
    assert "${edad}" in capsys.readouterr().out
    # Of a file that is no translator's sheet it is not said that it changes nothing.
    assert run(["form", "translate", form, form]) == ExitCode.FAILED
    out = capsys.readouterr().out
    assert "There is no translator's sheet in this file" in out
    assert "changes nothing" not in out


def test_a_language_that_there_is_not(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """All at once, with names spelt nearly so; nothing is written. A code in brackets is enough."""
    survey = pd.DataFrame({"type": ["integer"], "name": ["age"], "label::French (fr)": ["Âge"]})
    form, sheet = str(tmp_path / "form.xlsx"), tmp_path / "form-translation.xlsx"
    survey.to_excel(form, sheet_name="survey", index=False)
    typed = ["--language", "fr", "form", "translate", form]
    assert run([*typed, "--to", "zz", "--to", "Woloff", "--to", "es"]) == ExitCode.FAILED
    told = capsys.readouterr().err
    assert "«\u00a0zz\u00a0»" in told
    assert "wolof (wo)" in told
    assert not sheet.exists()
    assert run([*typed, "--to", "peul", "--to", "Pulaar (fuc)"]) == ExitCode.GOOD
    book = openpyxl.load_workbook(sheet)
    assert book.active is not None
    heads = {str(cell.value) for row in book.active.iter_rows() for cell in row}
    assert {"French (fr)", "Fula (ff)", "Pulaar (fuc)"} <= heads
