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
    assert [each.code for each in problem.value.findings] == ["monitor.lost_rows"]


def test_csv_and_several_files_go_together(form: Form, tmp_path: Path) -> None:
    """Two exports of one form are one table; a column of one alone is missing in the other."""
    (tmp_path / "a.csv").write_text('"home/people";"_uuid"\n"2";"a"\n', "utf-8")
    (tmp_path / "b.csv").write_text('"home/people";"extra";"_uuid"\n"3";"x";"b"\n', "utf-8")
    read = read_submissions([tmp_path / "a.csv", tmp_path / "b.csv"], form)
    assert read.main["people"].tolist() == [2, 3]
    assert read.main["extra"].fillna("").tolist() == ["", "x"]
    assert [each.code for each in read.findings] == ["monitor.unknown_columns"]


def test_an_export_without_keys_is_told(tmp_path: Path) -> None:
    """Rows are named by their number, and somebody hears of it."""
    (tmp_path / "a.csv").write_text('"people"\n"2"\n"3"\n', "utf-8")
    read = read_submissions([tmp_path / "a.csv"])
    assert read.main["_key"].tolist() == ["row-1", "row-2"]
    assert [each.code for each in read.findings] == ["monitor.no_key"]
