"""``probono form read`` as it is typed."""

from __future__ import annotations

import json
from pathlib import Path

import pandas as pd
import pytest

from probono_kit.cli.entry import ExitCode, run
from probono_kit.forms import read_form, synthesise, write_submissions
from tests.forms.conftest import rows_of

SURVEY = """
    type                 | name   | label::English | label::Français
    integer              | people | People         | Personnes
    select_multiple need | needs  | Needs          | Besoins
    text                 | said   | Said           | Dit
    begin_repeat         | child  | Child          | Enfant
    integer              | age    | Age            | Âge
    end_repeat           |        |                |
"""
CHOICES = """
    list_name | name  | label::English | label::Français
    need      | water | Water          | Eau
    need      | food  | Food           | Nourriture
"""


@pytest.fixture
def form(tmp_path: Path) -> Path:
    """Return a form with a repeat."""
    path = tmp_path / "form.xlsx"
    with pd.ExcelWriter(path) as book:
        for name, text in (("survey", SURVEY), ("choices", CHOICES)):
            head, *rows = rows_of(text)
            frame = pd.DataFrame(rows, columns=head)
            frame.replace("", None).to_excel(book, sheet_name=name, index=False)
    return path


@pytest.fixture
def export(form: Path, tmp_path: Path) -> Path:
    """Return an export of twelve submissions."""
    path = tmp_path / "export.zip"
    write_submissions(synthesise(read_form(form), 12, seed=4), path, "central_zip")
    return path


def test_counts_and_tables(
    form: Path, export: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """How many of what, and a file for each table that a spreadsheet opens."""
    out = tmp_path / "tables"
    assert run(["form", "read", str(export), "--form", str(form), "--out", str(out)]) == 0
    said = capsys.readouterr().out
    assert "main: 12 interviews, " in said
    assert "child: " in said
    assert sorted(path.name for path in out.iterdir()) == ["child.csv", "columns.csv", "main.csv"]
    main = pd.read_csv(out / "main.csv")
    child = pd.read_csv(out / "child.csv")
    assert len(main) == 12
    assert set(child["_submission"]) <= set(main["_key"])
    columns = pd.read_csv(out / "columns.csv").set_index("column")
    assert columns.loc["needs/water", ["question", "choice"]].tolist() == ["needs", "water"]


def test_nothing_is_overwritten_unasked(
    form: Path, export: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """What is in the way is named, and stays; with the word for it, it goes."""
    given = ["form", "read", str(export), "--form", str(form), "--out", str(tmp_path)]
    (tmp_path / "main.csv").write_text("mine", encoding="utf-8")
    assert run(given) == ExitCode.FAILED
    assert "main.csv" in capsys.readouterr().err
    assert (tmp_path / "main.csv").read_text(encoding="utf-8") == "mine"
    assert not (tmp_path / "child.csv").exists()
    assert run([*given, "--overwrite"]) == ExitCode.GOOD
    assert (tmp_path / "main.csv").read_text(encoding="utf-8") != "mine"


def test_one_workbook(form: Path, export: Path, tmp_path: Path) -> None:
    """A sheet for each table, with numbers that are numbers."""
    given = ["form", "read", str(export), "--form", str(form), "--out", str(tmp_path)]
    assert run([*given, "--format", "xlsx"]) == ExitCode.GOOD
    sheets = pd.read_excel(tmp_path / "submissions.xlsx", sheet_name=None, engine="openpyxl")
    assert list(sheets) == ["main", "child", "columns"]
    assert sheets["main"]["people"].dtype.kind in "fi"


def test_json_for_scripts(form: Path, export: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Rows and columns of each table, and all findings."""
    assert run(["form", "read", str(export), "--form", str(form), "--json"]) == ExitCode.GOOD
    said = json.loads(capsys.readouterr().out)
    assert said["tables"]["main"]["rows"] == 12
    assert (said["findings"], said["written"]) == ([], [])


def test_labels_in_a_language(
    form: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Found by itself, or as it is said; the language of the reader is another matter."""
    text = '"Personnes";"Besoins";"_uuid"\n"3";"Eau Nourriture";"a"\n'
    (tmp_path / "labels.csv").write_text(text, encoding="utf-8")
    given = ["--language", "fr", "form", "read", str(tmp_path / "labels.csv"), "--form", str(form)]
    for more in ([], ["--labels", "Français"]):
        out = tmp_path / f"out{len(more)}"
        assert run([*given, *more, "--out", str(out)]) == ExitCode.GOOD
        assert "libellés (Français)" in capsys.readouterr().out
        assert pd.read_csv(out / "main.csv", sep=";")["needs"].tolist() == ["water food"]


def test_an_export_where_the_form_belongs(
    form: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The file that is no form is named, and no list of its sheets, of which it has none."""
    csv = tmp_path / "export.csv"
    csv.write_text('"people";"_uuid"\n"3";"a"\n', encoding="utf-8")
    assert run(["form", "read", str(form), "--form", str(csv)]) == ExitCode.FAILED
    said = "".join(capsys.readouterr())
    assert "export.csv" in said
    assert "it has: ." not in said
