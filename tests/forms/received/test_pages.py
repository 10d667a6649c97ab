"""Pages of KoboToolbox's API become the same tables, and no page is missing unseen."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from probono_kit.errors import ProbonoError
from probono_kit.forms import Form, read_form, read_submissions
from tests.forms.conftest import Make

SURVEY = """
    type                 | name   | label
    start                | start  |
    begin_group          | home   | Home
    integer              | people | People
    select_multiple need | needs  | Needs
    geopoint             | gps    | Place
    begin_repeat         | member | Member
    text                 | who    | Who
    begin_repeat         | visit  | Visit
    date                 | day    | Day
    end_repeat           |        |
    end_repeat           |        |
    end_group            |        |
    integer              | goats  | Goats
"""
NEEDS = "list_name | name | label\nneed | water | Water\nneed | food | Food"
AWA: dict[str, Any] = {
    "_id": 7,
    "formhub/uuid": "f00",
    "start": "2026-03-01T23:10:00.000+00:00",
    "home/people": "3",
    "home/needs": "water",
    "home/gps": "14.5 -16.2 3 5",
    "home/member": [
        {"home/member/who": "Ba", "home/member/visit": [{"home/member/visit/day": "2026-02-01"}]},
        {"home/member/who": "Ka"},
    ],
    "__version__": "v1",
    "meta/instanceID": "uuid:a1",
    "_xform_id_string": "aXY",
    "_uuid": "a1",
    "_attachments": [{"filename": "x.jpg", "download_url": "https://kobo.example/x.jpg"}],
    "_status": "submitted_via_web",
    "_geolocation": [14.5, -16.2],
    "_submission_time": "2026-03-02T01:00:00",
    "_tags": [],
    "_notes": [{"note": "call back"}],
    "_validation_status": {"uid": "validation_status_approved", "label": "Approved"},
    "_submitted_by": None,
}
BEN: dict[str, Any] = {"_id": 8, "_uuid": "b2", "home/people": 4, "_validation_status": {}}


@pytest.fixture
def form(make_form: Make) -> Form:
    """A form with a repeat in a repeat."""
    return read_form(make_form(SURVEY, NEEDS))


def page(folder: Path, name: str, data: object) -> Path:
    """Write what the API answered."""
    path = folder / name
    path.write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")
    return path


def answer(records: list[dict[str, Any]], count: int, following: str | None = None) -> object:
    """Return one page of an answer."""
    return {"count": count, "next": following, "previous": None, "results": records}


def codes(problem: pytest.ExceptionInfo[ProbonoError]) -> list[str]:
    """Return the codes of what was wrong."""
    return [each.code for each in problem.value.findings]


def test_a_page_becomes_tables(form: Form, tmp_path: Path) -> None:
    """Typed by the form, lists in tables of their own, and nothing of the server's bookkeeping."""
    read = read_submissions([page(tmp_path, "a.json", answer([AWA, BEN], 2))], form)
    assert read.findings == []
    main = read.main
    assert main["_key"].tolist() == ["a1", "b2"]
    assert main["people"].tolist() == [3, 4]
    assert main["needs/food"].tolist() == [0, pd.NA]
    assert main["gps:latitude"].tolist()[0] == 14.5
    assert main["start"].iloc[0] == pd.Timestamp("2026-03-01 23:10")
    assert main["_validation_status"].fillna("").tolist() == ["validation_status_approved", ""]
    meta = ["_id", "_submission_time", "_validation_status", "_submitted_by", "_version"]
    assert list(main)[-5:] == meta
    assert not {"_attachments", "_notes", "_tags", "_geolocation", "_uuid"} & set(main)
    member, visit = read.tables["member"], read.tables["visit"]
    assert member["_key"].tolist() == ["a1/member[1]", "a1/member[2]"]
    assert member["who"].tolist() == ["Ba", "Ka"]
    assert visit[["_parent", "_submission"]].values.tolist() == [["a1/member[1]", "a1"]]
    assert visit["day"].tolist() == [pd.Timestamp("2026-02-01")]


def test_what_nobody_answered_has_its_column(form: Form, tmp_path: Path) -> None:
    """The API leaves it out; the table does not, typed like everything else."""
    main = read_submissions([page(tmp_path, "a.json", [BEN])], form).main
    assert main["goats"].dtype == "Int64"
    assert main["goats"].isna().all()
    assert main["needs/water"].isna().all()


def test_pages_go_together_whatever_their_order(form: Form, tmp_path: Path) -> None:
    """Several files, or a list of pages in one; the server's count is reached."""
    address = "https://kobo.example/api/v2/assets/aXY/data/?start=1&limit=1"
    first = page(tmp_path, "1.json", answer([AWA], 2, address))
    second = page(tmp_path, "2.json", answer([BEN], 2))
    assert read_submissions([second, first], form).main["_key"].tolist() == ["b2", "a1"]
    both = page(tmp_path, "3.json", [answer([AWA], 2, address), answer([BEN], 2)])
    assert read_submissions([both], form).main["_key"].tolist() == ["a1", "b2"]


def test_missing_pages_are_refused(form: Form, tmp_path: Path) -> None:
    """Two hundred counted and one read is no data set; a page given twice adds nothing."""
    first = page(tmp_path, "1.json", answer([AWA], 200, "https://kobo.example/?start=1"))
    with pytest.raises(ProbonoError) as problem:
        read_submissions([first, first], form)
    (found,) = problem.value.findings
    assert found.code == "submissions.pages_missing"
    assert (found.values["count"], found.values["rows"]) == (200, 1)


def test_an_empty_answer_is_an_empty_table(form: Form, tmp_path: Path) -> None:
    """Before the first interview there are columns already."""
    read = read_submissions([page(tmp_path, "a.json", answer([], 0))], form)
    assert {name: len(frame) for name, frame in read.tables.items()} == dict.fromkeys(
        ("main", "member", "visit"), 0
    )
    assert "people" in read.main


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (json.dumps(answer([AWA, BEN], 2))[:-300], "submissions.cut_file"),
        (json.dumps(answer([AWA, BEN], 2))[:-1], "submissions.cut_file"),
        ('{"count": 1, results: []}', "submissions.not_json"),
        ('{"detail": "Authentication credentials were not provided."}', "submissions.json_unknown"),
        ("[1, 2]", "submissions.json_unknown"),
        ("[]", "submissions.json_unknown"),
        ('{"count": 1, "results": ["a"]}', "submissions.json_unknown"),
        ("[" * 100_000, "submissions.not_json"),
    ],
)
def test_what_is_no_page_is_said(form: Form, tmp_path: Path, text: str, code: str) -> None:
    """Half a download, a message of the server, something else: a finding, never a crash."""
    path = tmp_path / "a.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ProbonoError) as problem:
        read_submissions([path], form)
    assert codes(problem) == [code]


def test_without_a_form_lists_are_tables_too(tmp_path: Path) -> None:
    """Headings stay full paths; numbers are numbers."""
    read = read_submissions([page(tmp_path, "a.json", [AWA, BEN])])
    assert list(read.tables) == ["main", "member", "visit"]
    assert read.main["home/people"].tolist() == [3, 4]
    assert read.tables["member"]["home/member/who"].tolist() == ["Ba", "Ka"]
