"""``probono form try`` as it is typed."""

from __future__ import annotations

import json
from pathlib import Path

import pandas as pd
import pytest

from probono_kit.cli.entry import ExitCode, run


@pytest.fixture
def form(tmp_path: Path) -> Path:
    """Return a small form."""
    path = tmp_path / "form.xlsx"
    survey = pd.DataFrame(
        {
            "type": ["integer", "text"],
            "name": ["adults", "why"],
            "label": ["Adults", "Why none?"],
            "constraint": [". >= 0 and . < 9", ""],
            "required": ["yes", ""],
            "relevant": ["", "${adults} < 0"],
        }
    )
    survey.to_excel(path, sheet_name="survey", index=False)
    return path


def test_submissions_are_written_and_what_cannot_be_is_said(
    form: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The ending of the file says how; what nobody is ever asked is told with its cell."""
    made = form.parent / "answers.json"
    typed = ["form", "try", str(form), "--rows", "7", "--seed", "3", "--to", str(made)]
    assert run(["--language", "fr", *typed]) == ExitCode.GOOD
    page = json.loads(made.read_text(encoding="utf-8"))
    assert page["count"] == len(page["results"]) == 7
    out = capsys.readouterr().out
    assert "survey › F3" in out
    assert "n'a jamais été posée" in out


def test_the_same_seed_writes_the_same_bytes(form: Path) -> None:
    """In each of the four formats."""
    for kind in ("kobo_xlsx", "kobo_csv", "kobo_json", "central_zip"):
        written = []
        for name in ("a", "b"):
            made = form.parent / name
            typed = ["form", "try", str(form), "--rows", "5", "--to", str(made)]
            assert run([*typed, "--format", kind]) == ExitCode.GOOD
            written.append(made.read_bytes())
        assert written[0] == written[1]


def test_a_wrong_format_or_form_is_said(form: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """No traceback: a sentence with what there is."""
    made = form.parent / "answers"
    typed = ["form", "try", str(form), "--to", str(made), "--format", "pdf"]
    assert run(typed) == ExitCode.FAILED
    assert run(["form", "try", str(form.parent / "no.xlsx"), "--to", str(made)]) != ExitCode.GOOD
    said = capsys.readouterr()
    assert "central_zip" in said.out + said.err
    assert "Traceback" not in said.out + said.err
    assert not made.exists()
