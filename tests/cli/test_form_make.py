"""``probono form new``, ``build`` and ``preview`` as they are typed."""

from __future__ import annotations

from pathlib import Path

import pytest

from probono_kit.cli.entry import ExitCode, run


@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_first_description_makes_a_form(
    language: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """What is laid out to begin with builds without an error or a warning."""
    file = tmp_path / "survey.yml"
    assert run(["--language", language, "form", "new", str(file)]) == ExitCode.GOOD
    assert run(["--language", language, "form", "build", str(file)]) == ExitCode.GOOD
    out = capsys.readouterr().out
    assert "survey-form" in out
    assert "WARNING" not in out.replace("form.preview", "")
    assert len(list((tmp_path / "survey-form").glob("*.x*"))) == 2


def test_a_description_is_never_overwritten(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The work of somebody is not lost to a second `new`."""
    file = tmp_path / "survey.yml"
    file.write_text("mine", "utf-8")
    assert run(["form", "new", str(file)]) == ExitCode.FAILED
    assert file.read_text("utf-8") == "mine"
    assert "already there" in "".join(capsys.readouterr())


def test_mistakes_in_a_description_are_told_with_their_lines(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """In French too, all at once, and nothing is written."""
    file = tmp_path / "survey.yml"
    file.write_text("questions:\n- question: Âge ?\n  type: nombr\n- module: consant\n", "utf-8")
    assert run(["--language", "fr", "form", "build", str(file)]) == ExitCode.FAILED
    said = "".join(capsys.readouterr())
    assert "survey.yml:3" in said
    assert "survey.yml:4" in said
    assert not (tmp_path / "survey-form").exists()
