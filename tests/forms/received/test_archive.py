"""Zip files of ODK Central become the same tables."""

from __future__ import annotations

import contextlib
import zipfile
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from probono_kit.errors import ProbonoError
from probono_kit.forms import Form, read_form, read_submissions
from tests.forms.conftest import Make
from tests.forms.received.test_pages import NEEDS, SURVEY, codes

HEAD = "SubmissionDate,start,home-people,home-needs,{choices}{gps},goats,meta-instanceID,KEY,"
HEAD += "SubmitterID,SubmitterName,AttachmentsPresent,AttachmentsExpected,Status,ReviewState,"
HEAD += "DeviceID,Edits,FormVersion\n"
ROW = "2026-03-02T01:00:00.000Z,2026-03-01T23:10:00.000+03:00,3,{a},{marks}{gps},,uuid:a1,uuid:a1,"
ROW += "5,Awa,0,0,,approved,,0,v1\n"
EMPTY = "2026-03-02T02:00:00.000Z,,4,,{none}{gps},2,uuid:b2,uuid:b2,5,Awa,0,0,{status},,,0,v1\n"
MEMBERS = (
    "who,PARENT_KEY,KEY\nBa,uuid:a1,uuid:a1/home/member[1]\nKa,uuid:a1,uuid:a1/home/member[2]\n"
)
VISITS = "day,PARENT_KEY,KEY\n2026-02-01,uuid:a1/home/member[2],uuid:a1/home/member[2]/visit[1]\n"


@pytest.fixture
def form(make_form: Make) -> Form:
    """A form with a repeat in a repeat."""
    return read_form(make_form(SURVEY, NEEDS))


def main_csv(*, split: bool = True, whole: bool = False, status: str = "") -> str:
    """Return the CSV of the interviews, as it depends on how it was exported."""
    parts = ("Latitude", "Longitude", "Altitude", "Accuracy")
    gps = "home-gps" if whole else ",".join(f"home-gps-{part}" for part in parts)
    choices = "home-needs/water,home-needs/food," if split else ""
    place = "14.5 -16.2 3 5" if whole else "14.5,-16.2,3,5"
    nowhere = "" if whole else ",,,"
    marks, none = ("1,0,", "0,0,") if split else ("", "")
    return (
        HEAD.format(choices=choices, gps=gps)
        + ROW.format(a="water", marks=marks, gps=place)
        + EMPTY.format(none=none, gps=nowhere, status=status)
    )


def central(folder: Path, main: str) -> Path:
    """Write a zip as ODK Central does, media and a log of the app in it."""
    path = folder / "homes.zip"
    with zipfile.ZipFile(path, "w") as made:
        made.writestr("homes.csv", main)
        made.writestr("homes-member.csv", MEMBERS)
        made.writestr("homes-visit.csv", VISITS)
        made.writestr("homes - audit.csv", "event,node,start,end\nform start,,1,2\n")
        made.writestr("media/water.jpg", b"\xff\xd8")
        made.writestr("media/list.csv", "a,b\n1,2\n")
    return path


@pytest.mark.parametrize("split", [True, False])
@pytest.mark.parametrize("whole", [True, False])
def test_a_zip_becomes_tables(form: Form, tmp_path: Path, split: bool, whole: bool) -> None:
    """The same, whether positions and choices were split or not; 0 where not asked is missing."""
    read = read_submissions([central(tmp_path, main_csv(split=split, whole=whole))], form)
    assert read.findings == []
    main = read.main
    assert main["_key"].tolist() == ["a1", "b2"]
    assert main["people"].tolist() == [3, 4]
    assert main["needs"].fillna("").tolist() == ["water", ""]
    assert main["needs/food"].tolist() == [0, pd.NA]
    assert main["gps"].fillna("").tolist() == ["14.5 -16.2 3 5", ""]
    assert main["gps:accuracy"].tolist()[0] == 5
    assert main["start"].iloc[0] == pd.Timestamp("2026-03-01 23:10")
    assert main["_submission_time"].iloc[0] == pd.Timestamp("2026-03-02 01:00")
    meta = ["_submission_time", "_validation_status", "_submitted_by", "_version"]
    assert list(main)[-4:] == meta
    assert main["_validation_status"].iloc[0] == "approved"
    member, visit = read.tables["member"], read.tables["visit"]
    assert member["_key"].tolist() == ["a1/member[1]", "a1/member[2]"]
    assert visit["_parent"].tolist() == ["a1/member[2]"]
    assert visit["_submission"].tolist() == ["a1"]


def test_a_question_that_has_the_name_of_a_column_of_central(
    make_form: Make, tmp_path: Path
) -> None:
    """What stands before the key was asked; what stands behind it is the server's."""
    form = read_form(make_form("type | name | label\ntext | Status | Status\ninteger | Edits | E"))
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as made:
        text = "SubmissionDate,Status,Edits,KEY,Status,Edits\n,married,3,uuid:1,,0\n"
        made.writestr("f.csv", text)
    main = read_submissions([path], form).main
    assert main[["Status", "Edits"]].values.tolist() == [["married", 3]]


def test_answers_that_were_not_decrypted_are_told(form: Form, tmp_path: Path) -> None:
    """They are there and empty, and somebody hears why."""
    read = read_submissions([central(tmp_path, main_csv(status="not decrypted"))], form)
    assert [(each.code, each.values["count"]) for each in read.findings] == [
        ("submissions.not_decrypted", 1)
    ]


def test_half_a_zip_is_called_half_a_zip(form: Form, tmp_path: Path) -> None:
    """A download that was cut is no workbook and no table."""
    path = central(tmp_path, main_csv())
    path.write_bytes(path.read_bytes()[:-40])
    with pytest.raises(ProbonoError) as problem:
        read_submissions([path], form)
    assert codes(problem) == ["submissions.cut_archive"]


def test_a_zip_of_something_else_names_what_is_in_it(form: Form, tmp_path: Path) -> None:
    """Photos alone are no submissions."""
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as made:
        made.writestr("water.jpg", b"\xff\xd8")
    with pytest.raises(ProbonoError) as problem:
        read_submissions([path], form)
    (found,) = problem.value.findings
    assert (found.code, found.values["files"]) == ("submissions.no_table", ("water.jpg",))


def test_rows_without_their_interview_are_refused(form: Form, tmp_path: Path) -> None:
    """A repeat whose interview was filtered away is not read in silence."""
    text = main_csv().replace("uuid:a1,uuid:a1", "uuid:zz,uuid:zz")
    with pytest.raises(ProbonoError) as problem:
        read_submissions([central(tmp_path, text)], form)
    assert set(codes(problem)) == {"submissions.lost_rows"}


def test_a_repeat_that_is_not_in_the_zip_is_told(form: Form, tmp_path: Path) -> None:
    """Somebody took one file out: the others are read, and it is named."""
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as made:
        made.writestr("homes.csv", main_csv())
        made.writestr("homes-member.csv", MEMBERS)
    read = read_submissions([path], form)
    assert list(read.tables) == ["main", "member"]
    (found,) = read.findings
    assert (found.code, found.values["repeats"]) == ("submissions.no_repeats", ("visit",))


@given(at=st.integers(0, 10**6), bits=st.integers(1, 255))
@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
def test_a_damaged_zip_is_a_finding(form: Form, tmp_path: Path, at: int, bits: int) -> None:
    """One wrong byte, wherever: it is read as it was, or it is said, never a crash."""
    path = central(tmp_path, main_csv())
    content = bytearray(path.read_bytes())
    content[at % len(content)] ^= bits
    (tmp_path / "damaged.zip").write_bytes(content)
    with contextlib.suppress(ProbonoError):
        read = read_submissions([tmp_path / "damaged.zip"], form)
        assert read.main["people"].tolist() == [3, 4]
