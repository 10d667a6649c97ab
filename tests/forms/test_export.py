"""Submissions are written as the servers write theirs."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pandas.testing import assert_frame_equal
from python_calamine import CalamineWorkbook

from probono_kit.errors import ProbonoError
from probono_kit.forms import (
    Submissions,
    read_form,
    read_submissions,
    synthesise,
    write_submissions,
)
from tests.forms.conftest import Make
from tests.forms.test_synthesise import CHOICES, HOUSEHOLD, SETTINGS

SURVEY = """
type                 | name   | label  | required | repeat_count
start                | start  |        |          |
begin_group          | home   | Home   |          |
select_multiple need | needs  | Needs  |          |
geopoint             | gps    | Place  | yes      |
integer              | size   | People | yes      |
begin_repeat         | person | Person |          | ${size}
text                 | said   | Said   |          |
end_repeat           |        |        |          |
end_group            |        |        |          |
"""
NEEDS = "list_name | name | label\nneed | water | Water\nneed | food | Food"
TRAILING = (
    *("_id", "_uuid", "_submission_time", "_validation_status", "_notes", "_status"),
    *("_submitted_by", "__version__", "_tags", "meta/rootUuid", "_index"),
)


@pytest.fixture
def submissions(make_form: Make) -> Submissions:
    """Return forty submissions, some without needs."""
    settings = "form_title | form_id | version\nHomes | homes | 3"
    return synthesise(read_form(make_form(SURVEY, NEEDS, settings)), 40, seed=1)


def test_a_workbook_is_as_kobotoolbox_writes_it(submissions: Submissions, tmp_path: Path) -> None:
    """Paths as headings, parts of positions, 0 and 1 blank if unanswered, repeats on sheets."""
    path = tmp_path / "a.xlsx"
    write_submissions(submissions, path)
    book = CalamineWorkbook.from_path(path)
    assert book.sheet_names == ["Homes", "person"]
    head, *rows = book.get_sheet_by_name("Homes").to_python()
    parts = [f"home/_gps_{part}" for part in ("latitude", "longitude", "altitude", "precision")]
    needs = ["home/needs", "home/needs/water", "home/needs/food"]
    assert head == ["start", *needs, "home/gps", *parts, "home/size", *TRAILING]
    blank = [row[2:4] for row in rows if row[1] == ""]
    assert blank
    assert all(marks == ["", ""] for marks in blank)
    assert {mark for row in rows if row[1] for mark in row[2:4]} == {0.0, 1.0}
    below, *persons = book.get_sheet_by_name("person").to_python()
    assert below[:4] == ["home/person/said", "_index", "_parent_table_name", "_parent_index"]
    assert below[4:6] == ["_submission__id", "_submission__uuid"]
    sizes = [int(row[9]) for row in rows]
    assert [int(row[3]) for row in persons] == [
        number for number, size in enumerate(sizes, 1) for _ in range(size)
    ]


def test_csv_is_quoted_and_has_no_repeats(submissions: Submissions, tmp_path: Path) -> None:
    """Semicolons between, every cell in quotes, one line per interview."""
    path = tmp_path / "a.csv"
    write_submissions(submissions, path, "kobo_csv")
    lines = path.read_text("utf-8-sig").splitlines()
    assert len(lines) == 41
    assert lines[0].startswith('"start";"home/needs";"home/needs/water";')
    assert "person" not in lines[0]
    assert all(line.startswith('"2026-') for line in lines[1:])


def test_json_is_as_the_api_answers(submissions: Submissions, tmp_path: Path) -> None:
    """Full paths as keys, repeats as lists, the position for maps, all counted."""
    path = tmp_path / "a.json"
    write_submissions(submissions, path, "kobo_json")
    page = json.loads(path.read_text("utf-8"))
    assert (page["count"], page["next"]) == (40, None)
    first = page["results"][0]
    main = submissions.main.iloc[0]
    assert first["_uuid"] == main["_key"]
    assert first["home/size"] == str(main["size"])
    assert len(first["home/person"]) == main["size"]
    assert set(first["home/person"][0]) <= {"home/person/said"}
    assert first["_geolocation"] == [main["gps:latitude"], main["gps:longitude"]]


def test_a_zip_is_as_odk_central_writes_it(submissions: Submissions, tmp_path: Path) -> None:
    """Hyphens between groups, four columns of a position, 0 also where unanswered, keys."""
    path = tmp_path / "a.zip"
    write_submissions(submissions, path, "central_zip")
    with zipfile.ZipFile(path) as archive:
        files = {
            name: list(csv.DictReader(io.StringIO(archive.read(name).decode())))
            for name in archive.namelist()
        }
    assert list(files) == ["homes.csv", "homes-person.csv"]
    main, persons = files["homes.csv"], files["homes-person.csv"]
    assert list(main[0])[:4] == ["SubmissionDate", "start", "home-needs", "home-needs/water"]
    assert {"home-gps-Latitude", "home-gps-Accuracy", "KEY", "FormVersion"} <= set(main[0])
    assert {row["home-needs/water"] for row in main if not row["home-needs"]} == {"0"}
    assert {row["PARENT_KEY"] for row in persons} <= {row["KEY"] for row in main}
    above = persons[0]["PARENT_KEY"]
    assert persons[0]["KEY"].removeprefix(above).split("/") == ["", "home", "person[1]"]


def test_without_a_form_it_is_said(submissions: Submissions, tmp_path: Path) -> None:
    """What cannot be written is a finding, and no file is left."""
    bare = Submissions(submissions.tables, submissions.columns)
    with pytest.raises(ProbonoError) as caught:
        write_submissions(bare, tmp_path / "a", "pdf")
    codes = [each.code for each in caught.value.findings]
    assert codes == ["submissions.format_unknown", "submissions.form_needed"]
    assert list(tmp_path.glob("a*")) == []


@given(seed=st.integers(0, 10**6), rows=st.integers(1, 12))
@settings(max_examples=3, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_what_is_written_is_read_back(make_form: Make, seed: int, rows: int) -> None:
    """Every cell of every table comes back with its type: the workbook holds all, the CSV main.

    Of any form, and in every format: received/test_laws.py.
    """
    path = make_form(HOUSEHOLD, CHOICES, SETTINGS)
    form = read_form(path)
    submissions = synthesise(form, rows, seed=seed)
    for name, kind in (("a.xlsx", "kobo_xlsx"), ("a.csv", "kobo_csv")):
        write_submissions(submissions, path.parent / name, kind)
        again = read_submissions([path.parent / name], form)
        for table, frame in again.tables.items():
            assert_frame_equal(frame, submissions.tables[table])
        assert set(again.tables) == {"main", "person"} if kind == "kobo_xlsx" else {"main"}
        assert {each.code for each in again.findings} <= {"submissions.no_repeats"}
