"""Exports with labels, in whatever language, are the same tables as exports with names."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook
from pandas.testing import assert_frame_equal

from probono_kit.errors import ProbonoError
from probono_kit.forms import (
    Form,
    Question,
    Submissions,
    read_form,
    read_submissions,
    synthesise,
    write_submissions,
)
from tests.forms.conftest import Make

SURVEY = """
    type                 | name    | label::English (en)      | label::Arabic (ar) | label
    start                | start   |                          |                    |
    begin_group          | home    | The home                 | البيت              | Le foyer
    integer              | people  | How many **people**?     | كم شخصا؟           | Combien ?
    select_one yn        | consent | Do you agree?            | هل توافق؟          | D'accord ?
    select_multiple need | needs   | What do you need / lack? | ماذا تحتاج؟        | Besoins
    geopoint             | gps     | Where is it?             | أين؟               | Où ?
    begin_repeat         | member  | Member                   | عضو                | Membre
    integer              | age     | Age                      | العمر              | Âge
    end_repeat           |         |                          |                    |
    end_group            |         |                          |                    |
    begin_group          | father  | The father               | الأب               | Le père
    integer              | f_age   | Age                      | العمر              | Âge
    end_group            |         |                          |                    |
    begin_group          | mother  | The mother               | الأم               | La mère
    integer              | m_age   | Age                      | العمر              | Âge
    text                 | said    |                          |                    | Dit
    end_group            |         |                          |                    |
"""
CHOICES = """
    list_name | name  | label::English (en) | label::Arabic (ar) | label
    yn        | yes   | Yes                 | نعم                | Oui
    yn        | no    | No                  | لا                 | Non
    need      | food  | Food                | غذاء               | Nourriture
    need      | water | Water and food      | ماء                | Eau et nourriture
    need      | cash  | Water               | نقد                | Eau
"""
LANGUAGES = ["English (en)", "Arabic (ar)", ""]


@pytest.fixture
def form(make_form: Make) -> Form:
    """A form in three languages, with labels that stand twice and labels that hold others."""
    return read_form(make_form(SURVEY, CHOICES))


@pytest.fixture
def made(form: Form) -> Submissions:
    """Return forty submissions."""
    return synthesise(form, 40, seed=2)


def labelled(made: Submissions, language: str, path: Path, *, groups: bool = False) -> Path:
    """Write an export with labels as KoboToolbox does: of questions, choices and parts."""
    form = made.form
    assert form is not None
    write_submissions(made, path)
    asked = {each.path: each for each in form.questions}
    told = {"/".join(filter(None, key.split("/"))): each for key, each in asked.items()}

    def label(question: Question) -> str:
        own = question.label(language) or question.name
        above = [each.label(language) or each.name for each in question.parents]
        return "/".join([*above, own]) if groups else own

    def choice(question: Question, name: str) -> str:
        found = form.lists[question.list_name]
        return next((c.label(language) for c in found if c.name == name), name) or name

    def heading(text: str) -> str:
        if text in told:
            return label(told[text])
        before, _, last = text.rpartition("/")
        if before in told and told[before].is_select:
            return f"{label(told[before])}/{choice(told[before], last)}"
        if last.startswith("_gps_"):
            above, _, own = label(asked["home/gps"]).rpartition("/")
            part = f"_{own}_{last.removeprefix('_gps_')}"
            return f"{above}/{part}" if groups else part
        return text

    def cell(text: str, value: Any) -> Any:
        if value and text in told and told[text].is_select:
            return " ".join(choice(told[text], name) for name in str(value).split())
        return value

    book, new = load_workbook(path), Workbook()
    del new["Sheet"]
    for sheet in book:
        head, *rows = sheet.iter_rows(values_only=True)
        names = [str(each) for each in head]
        copy = new.create_sheet(sheet.title)
        copy.append([heading(name) for name in names])
        for row in rows:
            copy.append([cell(name, value) for name, value in zip(names, row, strict=True)])
    new.save(path)
    return path


@pytest.mark.parametrize("groups", [False, True])
@pytest.mark.parametrize("language", LANGUAGES)
def test_labels_give_the_tables_that_names_give(
    made: Submissions, tmp_path: Path, language: str, groups: bool
) -> None:
    """The language is found; labels that stand twice go by their order; choices get their names."""
    path = labelled(made, language, tmp_path / "a.xlsx", groups=groups)
    read = read_submissions([path], made.form)
    for table, frame in made.tables.items():
        assert_frame_equal(read.tables[table], frame)
    (found,) = read.findings
    assert found.code == "submissions.by_labels"
    assert found.values["language"] == (language or "label")
    assert found.values["matched"] == found.values["total"]


def test_whoever_knows_the_language_says_it(made: Submissions, tmp_path: Path) -> None:
    """By its name or its code; what the form has not is an error that lists what it has."""
    path = labelled(made, "Arabic (ar)", tmp_path / "a.xlsx")
    for language in ("Arabic (ar)", "ar", "arabic"):
        read = read_submissions([path], made.form, language=language, labels=True)
        assert_frame_equal(read.main, made.main)
    with pytest.raises(ProbonoError) as problem:
        read_submissions([path], made.form, language="es")
    (found,) = problem.value.findings
    assert found.code == "submissions.no_language"
    assert found.values["known"] == ("English (en)", "Arabic (ar)", "label")


def test_names_are_not_taken_for_labels_where_it_is_said(made: Submissions, tmp_path: Path) -> None:
    """Then an export with labels is not one of this form, and what it has is named."""
    path = labelled(made, "", tmp_path / "a.xlsx")
    with pytest.raises(ProbonoError) as problem:
        read_submissions([path], made.form, labels=False)
    (found,) = problem.value.findings
    assert found.code == "submissions.other_form"
    assert (found.values["matched"], found.values["share"]) == (0, "0%")
    assert "Combien ?" in found.values["columns"]
    assert "people" in found.values["questions"]


def written(folder: Path, *rows: list[object]) -> Path:
    """Write a small export by hand."""
    book = Workbook()
    for row in rows:
        book.active.append(row)
    book.save(folder / "hand.xlsx")
    return folder / "hand.xlsx"


def test_labels_in_the_cells_alone_become_names_and_are_told(form: Form, tmp_path: Path) -> None:
    """Names as headings and labels as answers, as people paste them together."""
    head: list[object] = ["home/people", "home/consent", "home/needs", "_uuid"]
    rows: list[list[object]] = [[1, "Oui", "Eau et nourriture Eau", "a"], [2, "no", "food", "b"]]
    read = read_submissions([written(tmp_path, head, *rows)], form)
    assert read.main["consent"].tolist() == ["yes", "no"]
    assert read.main["needs"].tolist() == ["water cash", "food"]
    assert read.main["needs/cash"].tolist() == [1, 0]
    told = [(f.values["column"], f.values["count"]) for f in read.findings if "labels" in f.code]
    assert told == [("home/consent", 1), ("home/needs", 1)]


def test_a_label_of_two_choices_stays_and_is_told(make_form: Make, tmp_path: Path) -> None:
    """Which village “Centre” is cannot be known from its label."""
    survey = "type | name | label\nselect_one v | village | Village\ninteger | n | Number"
    form = read_form(make_form(survey, "list_name|name|label\nv|v1|Centre\nv|v2|Centre\nv|v3|Nord"))
    head: list[object] = ["Village", "Number", "_uuid"]
    rows: list[list[object]] = [["Centre", 1, "a"], ["Nord", 2, "b"], ["Sud", 3, "c"]]
    read = read_submissions([written(tmp_path, head, *rows)], form)
    assert read.main["village"].tolist() == ["Centre", "v3", "Sud"]
    told = {f.code: f.values["labels"] for f in read.findings if "labels" in f.values}
    assert told == {
        "submissions.unsure_labels": ("Centre",),
        "submissions.unknown_labels": ("Sud",),
    }


def test_a_heading_of_two_questions_stays_and_is_told(form: Form, tmp_path: Path) -> None:
    """One column “Age” where the form asks two: it is neither."""
    head: list[object] = ["How many people?", "Do you agree?", "Age", "_uuid"]
    read = read_submissions([written(tmp_path, head, [1, "Yes", 30, "a"], [2, "No", 9, "b"])], form)
    assert read.main["Age"].tolist() == ["30", "9"]
    assert "submissions.unsure_headings" in [each.code for each in read.findings]


def test_the_export_of_another_form_is_refused(form: Form, tmp_path: Path) -> None:
    """With the share that fits, and what either has; what every form has does not count."""
    head: list[object] = ["start", "well/depth", "well/owner", "people", "_uuid"]
    path = written(tmp_path, head, ["2026-03-01T08:00:00.000+00:00", 4, "Ba", 3, "a"])
    with pytest.raises(ProbonoError) as problem:
        read_submissions([path], form)
    (found,) = problem.value.findings
    assert found.code == "submissions.other_form"
    assert (found.values["matched"], found.values["total"], found.values["share"]) == (1, 3, "33%")
    assert found.values["columns"] == ("well/depth", "well/owner")


def test_choices_without_their_question_are_put_together(form: Form, tmp_path: Path) -> None:
    """An export of columns of 0 and 1 alone, or of the text alone, is as whole as one with both."""
    head: list[object] = ["home/people", "home/needs/food", "home/needs/cash", "_uuid"]
    read = read_submissions([written(tmp_path, head, [1, 1, 1, "a"], [2, None, None, "b"])], form)
    assert read.main["needs"].fillna("").tolist() == ["food cash", ""]
    assert read.main["needs/water"].fillna(-1).tolist() == [0, -1]
    text = read_submissions(
        [written(tmp_path, ["home/people", "home/needs", "_uuid"], [1, "food cash", "a"])], form
    )
    assert text.main.filter(like="needs/").values.tolist() == [[1, 0, 1]]


def test_choices_that_say_two_things_are_told(form: Form, tmp_path: Path) -> None:
    """Somebody changed one of them by hand; both stay as they are."""
    head: list[object] = ["home/people", "home/needs", "home/needs/food", "_uuid"]
    read = read_submissions(
        [written(tmp_path, head, [1, "food", 0, "a"], [2, "cash", 0, "b"])], form
    )
    assert read.main["needs/food"].tolist() == [0, 0]
    (found,) = [each for each in read.findings if each.code == "submissions.choices_differ"]
    assert (found.values["column"], found.values["count"]) == ("needs", 1)
