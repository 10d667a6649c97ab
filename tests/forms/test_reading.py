"""Workbooks as they come: whatever is wrong is a finding, and every cell keeps its place."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from probono_kit.forms import lint_form, read_form
from tests.forms.conftest import Make

SURVEY = """
type | name | label::English (en) | label::French (fr) | relevance
begin_group | home | Home | Foyer |
begin repeat | member | Member | Membre |
Integer | years | Years? | Âge ? |
select one yes_no or_other | ill | Ill? | Malade ? | ${years} > 5
end repeat | | | |
end group | | | |
"""
CHOICES = """
list name | value | label::English (en) | label::French (fr)
yes_no | yes | Yes | Oui
"""


def test_groups_are_a_tree_and_old_words_are_todays(make_form: Make) -> None:
    """Old headings and types are read, and each question knows what is around it."""
    form = read_form(make_form(SURVEY, CHOICES))
    assert form.findings == []
    assert form.languages == ("English (en)", "French (fr)")
    ill = form.by_name["ill"][0]
    assert (ill.kind, ill.list_name, ill.or_other) == ("select_one", "yes_no", True)
    assert ill.path == "home/member/ill"
    assert [each.name for each in ill.repeats] == ["member"]
    assert ill.row.where("relevant") == "survey › E5"
    assert ill.label("French (fr)") == "Malade ?"
    assert [each.name for each in form.children()] == ["home"]
    assert [each.name for each in form.children(form.by_name["member"][0])] == ["years", "ill"]
    assert form.lists["yes_no"][0].name == "yes"


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "file.empty"),
        (b"PK\x03\x04 half a download", "tables.damaged"),
        (b"\x00\x01\x02" * 400, None),
        (b"type,name\ntext,a\n", "form.no_workbook"),
    ],
)
def test_what_is_no_workbook_is_a_finding(content: bytes, code: str | None, tmp_path: Path) -> None:
    """No traceback, and an error."""
    path = tmp_path / "form.xlsx"
    path.write_bytes(content)
    found = lint_form(path)
    assert found.errors
    assert code is None or code in {each.code for each in found}


def test_a_file_that_is_not_there_is_a_finding(tmp_path: Path) -> None:
    """The path is named."""
    assert [each.code for each in lint_form(tmp_path / "none.xlsx")] == ["file.missing"]


def test_a_space_behind_the_name_of_a_sheet(make_form: Make) -> None:
    """The form is read all the same, so that the other findings come at once."""
    found = lint_form(make_form("", **{"Survey␣": "type | name | label\ntext | a | A?"}))
    assert [(each.code, each.where) for each in found.errors] == [
        ("form.sheet_name_spaces", "Survey ")
    ]


def test_a_workbook_without_questions(make_form: Make) -> None:
    """Another sheet, or nothing below the headings."""
    assert [e.code for e in lint_form(make_form("", data="a | b"))] == ["form.no_survey"]
    assert [e.code for e in lint_form(make_form("type | name | label"))] == ["form.no_questions"]


def test_merged_hidden_and_calculated_cells(tmp_path: Path, make_form: Make) -> None:
    """They are read as far as they go."""
    path = make_form("type | name | label\ntext | a | A?\nnote | b | B.", CHOICES)
    book = load_workbook(path)
    book["survey"].merge_cells("C2:C3")
    book["survey"]["D1"], book["survey"]["D2"] = "required", "=1=1"
    book["choices"].sheet_state = "hidden"
    book.save(path)
    form = read_form(path)
    assert [each.name for each in form.questions] == ["a", "b"]
    assert "form.sheet_hidden" in {each.code for each in form.findings}
    assert lint_form(path)


def test_twenty_languages(tmp_path: Path) -> None:
    """Each blank cell is named once."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "survey"
    codes = [f"Language {n} (x{chr(97 + n)})" for n in range(20)]
    sheet.append(["type", "name", *(f"label::{code}" for code in codes)])
    sheet.append(["text", "a", *(f"A {code}" for code in codes[:-2])])
    path = tmp_path / "form.xlsx"
    book.save(path)
    blank = [each.where for each in lint_form(path) if each.code == "form.translation_blank"]
    assert blank == ["survey › U2", "survey › V2"]
