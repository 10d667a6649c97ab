"""Exports of KoboToolbox become tidy tables: nothing lost, nothing joined to the wrong row."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest
from openpyxl import Workbook

from probono_kit.errors import ProbonoError
from probono_kit.forms import Form, read_form, read_submissions

Make = Callable[..., Path]

FORM = """
    type | name | label
    start | start
    begin group | home | Home
    integer | people | People
    select_multiple need | needs | Needs
    geopoint | gps | Position
    begin repeat | member | Member
    text | who | Who
    begin repeat | visit | Visit
    date | day | Day
    end repeat
    end repeat
    end group
    begin group | other | Other
    text | who | Who
    end group
"""
CHOICES = """
    list_name | name | label
    need | water | Water
    need | food | Food
"""
MAIN = ["start", "home/people", "home/needs", "home/needs/water", "home/needs/food", "home/gps"]
MAIN += ["home/_gps_latitude", "home/_gps_longitude", "home/_gps_precision", "other/who"]
MAIN += ["__version__", "_uuid", "_submission_time", "_index"]
PLACE = ["14.5 -16.2 3 5", 14.5, -16.2, 5]
FIRST = ["2026-03-01T23:10:00.000+00:00", 3, "water", 1, 0, *PLACE]
SECOND = ["2026-03-02T08:00:00.000+00:00", *[None] * 9]
ROWS = [
    [*FIRST, "Awa", "v1", "a1", "2026-03-02T01:00:00", 1],
    [*SECOND, "v2", "b2", "2026-03-02T09:00:00", 2],
]
MEMBERS = [
    ["home/member/who", "_index", "_parent_table_name", "_parent_index"],
    ["Ba", 1, "Survey", 1],
    ["Fa", 2, "Survey", 2],
    ["Ka", 3, "Survey", 1],
]
VISITS = [
    ["home/member/visit/day", "_index", "_parent_table_name", "_parent_index"],
    ["2026-02-01", 1, "member", 3],
]


@pytest.fixture
def form(make_form: Make) -> Form:
    """A form with a name that stands twice, and a repeat in a repeat."""
    return read_form(make_form(FORM, CHOICES))


def export(folder: Path, **sheets: list[list[object]]) -> Path:
    """Write a workbook as KoboToolbox does."""
    book = Workbook()
    del book["Sheet"]
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    book.save(folder / "export.xlsx")
    return folder / "export.xlsx"


def test_an_export_becomes_typed_tables(form: Form, tmp_path: Path) -> None:
    """Names without their groups, typed; what was not asked is missing and not 0."""
    path = export(tmp_path, Survey=[MAIN, *ROWS], member=MEMBERS, visit=VISITS)
    read = read_submissions([path], form)
    main = read.main
    assert main["_key"].tolist() == ["a1", "b2"]
    assert main["people"].dtype == "Int64"
    assert main["start"].iloc[0] == pd.Timestamp("2026-03-01 23:10")
    assert main["needs/food"].tolist() == [0, pd.NA]
    assert main["gps:accuracy"].tolist()[0] == 5
    assert main["_version"].tolist() == ["v1", "v2"]
    assert main["other/who"].iloc[0] == "Awa"
    assert "_index" not in main
    assert read.findings == []


def test_rows_of_repeats_hang_on_the_right_row(form: Form, tmp_path: Path) -> None:
    """A visit on its member, the member on its submission, counted within."""
    path = export(tmp_path, Survey=[MAIN, *ROWS], member=MEMBERS, visit=VISITS)
    tables = read_submissions([path], form).tables
    member, visit = tables["member"], tables["visit"]
    assert member["_key"].tolist() == ["a1/member[1]", "b2/member[1]", "a1/member[2]"]
    assert member["_position"].tolist() == [1, 1, 2]
    assert visit[["_parent", "_submission"]].values.tolist() == [["a1/member[2]", "a1"]]
    assert member["home/member/who"].tolist() == ["Ba", "Fa", "Ka"]


def test_rows_without_their_submission_are_refused(form: Form, tmp_path: Path) -> None:
    """An export whose rows were deleted by hand is not joined to others."""
    path = export(tmp_path, Survey=[MAIN, ROWS[0]], member=MEMBERS)
    with pytest.raises(ProbonoError) as problem:
        read_submissions([path], form)
    codes = [each.code for each in problem.value.findings]
    assert codes == ["submissions.lost_rows", "submissions.no_repeats"]


def test_csv_and_several_files_go_together(form: Form, tmp_path: Path) -> None:
    """Two exports of one form are one table; a column of one alone is missing in the other."""
    (tmp_path / "a.csv").write_text('"home/people";"_uuid"\n"2";"a"\n', "utf-8")
    (tmp_path / "b.csv").write_text('"home/people";"extra";"_uuid"\n"3";"x";"b"\n', "utf-8")
    read = read_submissions([tmp_path / "a.csv", tmp_path / "b.csv"], form)
    assert read.main["people"].tolist() == [2, 3]
    assert read.main["extra"].fillna("").tolist() == ["", "x"]
    told = [each.code for each in read.findings]
    assert told == ["submissions.unknown_columns", "submissions.no_repeats"]


def test_an_export_without_keys_is_told(tmp_path: Path) -> None:
    """Rows are named by their number, and somebody hears of it."""
    (tmp_path / "a.csv").write_text('"people"\n"2"\n"3"\n', "utf-8")
    read = read_submissions([tmp_path / "a.csv"])
    assert read.main["_key"].tolist() == ["row-1", "row-2"]
    assert [each.code for each in read.findings] == ["submissions.no_key"]


def answers(folder: Path, name: str, text: str) -> Path:
    """Write an export as CSV."""
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


@pytest.fixture
def ages(tmp_path: Path) -> Form:
    """A form that asks an age and a weight."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "survey"
    for row in (
        ("type", "name", "label"),
        ("begin_group", "person", "Person"),
        ("integer", "age", "Age?"),
        ("decimal", "weight", "Weight?"),
        ("end_group", "", ""),
    ):
        sheet.append(row)
    book.save(tmp_path / "form.xlsx")
    return read_form(tmp_path / "form.xlsx")


def test_what_is_no_whole_number_is_told_and_not_made_one(tmp_path: Path, ages: Form) -> None:
    """“about 5” and 2.7 in a whole number are empty, and a finding quotes them."""
    text = '"person/age";"person/weight";"_uuid"\n"about 5";"60.5";"a"\n"2.7";"x";"b"\n"7";"";"c"\n'
    read = read_submissions([answers(tmp_path, "export.csv", text)], ages)
    assert read.main["age"].isna().tolist() == [True, True, False]
    assert read.main["weight"].tolist()[:1] == [60.5]
    told = {
        dict(found.values)["column"]: dict(found.values)["cells"]
        for found in read.findings
        if found.code == "submissions.unread_cells"
    }
    assert told == {"person/age": ("about 5", "2.7"), "person/weight": ("x",)}


def test_a_question_that_moved_keeps_the_answers_of_both_versions(
    tmp_path: Path, ages: Form
) -> None:
    """Two columns for one question are one; where they differ, a finding says so."""
    text = '"old/age";"person/age";"_uuid"\n"5";"";"a"\n"";"8";"b"\n"1";"2";"c"\n'
    read = read_submissions([answers(tmp_path, "export.csv", text)], ages)
    assert read.main["age"].tolist() == [5, 8, 1]
    (found,) = [each for each in read.findings if each.code == "submissions.two_columns"]
    assert dict(found.values)["count"] == 1


def test_the_same_submissions_in_two_files_count_once(tmp_path: Path, ages: Form) -> None:
    """The export of yesterday beside that of today: each interview once, and it is said."""
    rows = '"person/age";"_uuid"\n"5";"a"\n"8";"b"\n'
    files = [
        answers(tmp_path, "yesterday.csv", rows),
        answers(tmp_path, "today.csv", rows + '"9";"c"\n'),
    ]
    read = read_submissions(files, ages)
    assert read.main["_key"].tolist() == ["a", "b", "c"]
    assert (
        dict(next(f for f in read.findings if f.code == "submissions.same_twice").values)["count"]
        == 2
    )


def test_a_sheet_that_is_no_repeat_is_named(tmp_path: Path, ages: Form) -> None:
    """A second sheet of submissions is not read in silence."""
    book = Workbook()
    for name in ("first", "second"):
        sheet = book.create_sheet(name)
        for row in (("person/age", "_uuid"), (4, f"{name}-1"), (6, f"{name}-2")):
            sheet.append(row)
    del book["Sheet"]
    book.save(tmp_path / "export.xlsx")
    read = read_submissions([tmp_path / "export.xlsx"], ages)
    assert len(read.main) == 2
    (found,) = [each for each in read.findings if each.code == "submissions.other_sheets"]
    assert dict(found.values)["sheets"] == ("second",)
