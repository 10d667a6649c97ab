"""``probono form compare`` as it is typed."""

from __future__ import annotations

import json
from pathlib import Path

import pandas as pd
import pytest

from probono_kit.cli.entry import ExitCode, run


@pytest.fixture
def versions(tmp_path: Path) -> list[str]:
    """Return two versions: a name changed, a question went."""
    survey = pd.DataFrame(
        {
            "type": ["integer", "text", "text"],
            "name": ["age", "why", "note"],
            "label": ["How old are you?", "Why did you come here?", "Anything else?"],
        }
    )
    survey.to_excel(tmp_path / "v1.xlsx", sheet_name="survey", index=False)
    survey["name"] = ["age_years", "why", "note"]
    survey.iloc[:2].to_excel(tmp_path / "v2.xlsx", sheet_name="survey", index=False)
    return [str(tmp_path / name) for name in ("v1.xlsx", "v2.xlsx")]


def test_what_loses_data_comes_first(
    versions: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    """In words, with the cell, the fix, and the columns; the exit status says it too."""
    assert run(["form", "compare", *versions]) == ExitCode.FAILED
    out = capsys.readouterr().out
    assert out.startswith("1 change loses data\n  v1.xlsx › survey › B4\n")
    assert "--same age=age_years" in out
    assert "  age → age_years (proposed)" in out


def test_a_person_says_which_is_which(
    versions: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    """Confirmed, it is no proposal any more; French reads as French."""
    words = ["--language", "fr", "form", "compare", *versions, "--same", "age=age_years"]
    assert run(words) == ExitCode.FAILED
    out = capsys.readouterr().out
    assert "age s'appelle maintenant age_years" in out
    assert "(proposé)" not in out


def test_json_has_changes_and_columns(
    versions: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    """For scripts: effect, cell, and every column of both versions."""
    assert run(["form", "compare", *versions, "--json"]) == ExitCode.FAILED
    made = json.loads(capsys.readouterr().out)
    assert [each["effect"] for each in made["changes"]] == ["data-losing", "breaking"]
    assert (made["changes"][0]["row"], made["changes"][0]["column"]) == (4, "B")
    assert [row["change"] for row in made["columns"]] == ["renamed", "same", "gone"]


def test_the_same_form_twice(versions: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    """Nothing changed, and it is said."""
    assert run(["form", "compare", versions[0], versions[0]]) == ExitCode.GOOD
    assert capsys.readouterr().out == "The two versions ask the same in the same way.\n"


def test_a_pair_without_a_sign_is_a_mistake(
    versions: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    """The command line is explained, nothing is guessed."""
    assert run(["form", "compare", *versions, "--same", "age"]) == ExitCode.FAILED
    assert "--same" in capsys.readouterr().err
