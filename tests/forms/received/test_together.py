"""Several files, offsets, cuts: nothing lost, nothing twice, nothing in silence."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from probono_kit.errors import ProbonoError
from probono_kit.forms import (
    Form,
    Submissions,
    read_form,
    read_submissions,
    synthesise,
    write_submissions,
)
from tests.forms.conftest import Make

SURVEY = """
    type         | name  | label
    start        | start |
    integer      | age   | Age
    text         | who   | Who
    select_one x | cash  | Cash
    begin_repeat | kid   | Kid
    integer      | years | Years
    end_repeat   |       |
"""
HEAD = ["start", "age", "who", "_uuid", "_submission_time", "meta/rootUuid", "_index"]
#: What the last cell of each row of a file that is cut looks like.
ENDS = [f'"k{number}"'.encode() for number in range(1, 6)]
KIDS = ["years", "_index", "_parent_table_name", "_parent_index", "_submission__uuid"]


@pytest.fixture
def form(make_form: Make) -> Form:
    """A small form with a repeat."""
    return read_form(make_form(SURVEY, "list_name|name|label\nx|yes|Yes"))


def book(path: Path, sheets: dict[str, list[list[Any]]]) -> Path:
    """Write a workbook."""
    made = Workbook()
    del made["Sheet"]
    for name, rows in sheets.items():
        sheet = made.create_sheet(name)
        for row in rows:
            sheet.append(row)
    made.save(path)
    return path


def interview(age: int, key: str, *, day: int = 1, root: str = "", index: int = 1) -> list[Any]:
    """Return a row of an export."""
    start = f"2026-03-0{day}T08:00:00.000+00:00"
    return [start, age, "Awa", key, f"2026-03-0{day}T09:00:00", f"uuid:{root or key}", index]


def found(read: Submissions) -> dict[str, Any]:
    """Return what was told, by its code."""
    return {each.code: dict(each.values) for each in read.findings}


def test_an_edited_interview_counts_as_the_newest_file_has_it(form: Form, tmp_path: Path) -> None:
    """KoboToolbox gives it another key; its first name stays. Its rows below follow it."""
    old = book(
        tmp_path / "old.xlsx",
        {
            "f": [HEAD, interview(5, "a"), interview(6, "b", index=2)],
            "kid": [KIDS, [1, 1, "f", 1, "a"], [2, 2, "f", 1, "a"], [3, 3, "f", 2, "b"]],
        },
    )
    new = book(
        tmp_path / "new.xlsx",
        {
            "f": [HEAD, interview(50, "a2", root="a"), interview(9, "c", day=2, index=2)],
            "kid": [KIDS, [1, 1, "f", 1, "a2"]],
        },
    )
    for files in ([old, new], [new, old]):
        read = read_submissions(files, form)
        main = read.main.set_index("_key")["age"].to_dict()
        assert main == {"a2": 50, "b": 6, "c": 9}
        kids = read.tables["kid"].set_index("_key")["years"].to_dict()
        assert kids == {"a2/kid[1]": 1, "b/kid[1]": 3}
        assert found(read)["submissions.edited"] == {"count": 1, "files": ("new.xlsx",)}


def test_what_only_the_older_file_holds_is_kept(form: Form, tmp_path: Path) -> None:
    """A newer CSV without repeats and without a column takes neither away."""
    old = book(
        tmp_path / "old.xlsx",
        {"f": [HEAD, interview(5, "a")], "kid": [KIDS, [7, 1, "f", 1, "a"]]},
    )
    new = tmp_path / "new.csv"
    text = '"age";"_uuid";"_submission_time"\n"5";"a";"2026-03-01T09:00:00"\n'
    new.write_text(text + '"8";"z";"2026-03-05T09:00:00"\n', encoding="utf-8")
    read = read_submissions([old, new], form)
    assert read.main.set_index("_key")["who"].fillna("").to_dict() == {"a": "Awa", "z": ""}
    assert read.tables["kid"]["_parent"].tolist() == ["a"]
    assert found(read)["submissions.same_twice"] == {"count": 1}


def test_files_without_keys_are_not_mixed_up(form: Form, tmp_path: Path) -> None:
    """The first row of one file is not the first row of the other."""
    for name in ("a.csv", "b.csv"):
        (tmp_path / name).write_text('"age";"who"\n"5";"x"\n', encoding="utf-8")
    read = read_submissions([tmp_path / "a.csv", tmp_path / "b.csv"], form)
    assert read.main["_key"].tolist() == ["row-1", "row-2"]


@pytest.mark.parametrize("kind", ["kobo_xlsx", "kobo_json", "central_zip"])
def test_offsets_that_differ_have_a_column(form: Form, tmp_path: Path, kind: str) -> None:
    """Times are those of the wall; where clocks differed, by how much; written, it is read back."""
    rows = [interview(1, "a"), interview(2, "b", index=2), interview(3, "c", index=3)]
    rows[0][0], rows[1][0] = "2026-03-01T08:00:00.000+03:00", "2026-03-01T08:00:00-01:30"
    rows[2][0] = None
    read = read_submissions([book(tmp_path / "a.xlsx", {"f": [HEAD, *rows]})], form)
    assert read.main["start"].tolist()[:2] == [pd.Timestamp("2026-03-01 08:00")] * 2
    assert read.main["start:offset"].fillna("").tolist() == ["+03:00", "-01:30", ""]
    told = read.columns.set_index("column").loc["start:offset"]
    assert (told["question"], told["kind"]) == ("start", "start")
    write_submissions(read, tmp_path / "b", kind)
    again = read_submissions([tmp_path / "b"], form)
    assert again.main["start:offset"].equals(read.main["start:offset"])
    one = read_submissions([book(tmp_path / "c.xlsx", {"f": [HEAD, rows[0], rows[2]]})], form)
    assert "start:offset" not in one.main


def test_a_row_of_tags_is_no_interview(form: Form, tmp_path: Path) -> None:
    """KoboToolbox writes HXL tags under the headings, if the form has them."""
    tags = ["", "#affected+age", "#contact", "", "", "", ""]
    read = read_submissions(
        [book(tmp_path / "a.xlsx", {"f": [HEAD, tags, interview(5, "a")]})], form
    )
    assert read.main["_key"].tolist() == ["a"]
    assert "submissions.tag_row" in found(read)


@given(cut=st.integers(1, 10**6))
@settings(max_examples=60, deadline=None)
def test_a_csv_that_was_cut_is_never_read_as_less(
    tmp_path_factory: pytest.TempPathFactory, cut: int
) -> None:
    """Wherever the download broke: refused, or cut between two rows, where nothing shows it."""
    text = '"age";"who";"_uuid"\n' + "".join(
        f'"{number}";"Awa ""the {number}"" \n; of Thiès";"k{number}"\n' for number in range(1, 6)
    )
    whole = text.encode()
    path = tmp_path_factory.mktemp("cut") / "a.csv"
    at = len('"age";"who";"_uuid"\n"') + cut % (len(whole) - 25)
    path.write_bytes(whole[:at])
    is_cut = not text.encode()[:at].rstrip(b"\n").endswith(tuple(ENDS))
    if is_cut:
        with pytest.raises(ProbonoError) as problem:
            read_submissions([path])
        assert [each.code for each in problem.value.findings] == ["submissions.cut_file"]
        return
    read = read_submissions([path])
    # At the end of a line, or of its last cell: the rows that are there are whole.
    assert read.main["_key"].tolist() == [f"k{number}" for number in range(1, len(read) + 1)]


def test_keys_and_bookkeeping_are_not_told_as_unknown(form: Form, tmp_path: Path) -> None:
    """Whatever the server adds to link its tables or for itself is no question that is missing."""
    more = ["_id", "_notes", "_status", "_tags", "_submitted_by", "__version__", "_attachments"]
    more += ["formhub/uuid", "meta/instanceID", "meta/instanceName", "_validation_status"]
    below = [*KIDS, "_submission__id", "_submission___version__", "_submission__tags"]
    sheets = {
        "f": [[*HEAD, *more], [*interview(5, "a"), *["1"] * len(more)]],
        "kid": [below, [1, 1, "f", 1, "a", "1", "v", ""]],
    }
    assert list(read_submissions([book(tmp_path / "a.xlsx", sheets)], form).findings) == []


def test_times_as_a_spreadsheet_saves_them(form: Form, tmp_path: Path) -> None:
    """Opened in Excel and saved, a time is a cell of its own kind; days that are none are told."""
    row = interview(5, "a")
    row[0] = pd.Timestamp("2026-03-01 08:00").to_pydatetime()
    other = interview(6, "b", index=2)
    other[0] = "01/03/2026 08:00"
    read = read_submissions([book(tmp_path / "a.xlsx", {"f": [HEAD, row, other]})], form)
    assert read.main["start"].tolist()[0] == pd.Timestamp("2026-03-01 08:00")
    assert found(read)["submissions.unread_cells"]["cells"] == ("01/03/2026 08:00",)


@pytest.mark.parametrize("kind", ["kobo_xlsx", "kobo_json", "central_zip"])
def test_versions_of_a_form_go_together(make_form: Make, tmp_path: Path, kind: str) -> None:
    """A question that moved is one column, a choice that is new was not chosen before, what is
    gone stays as text and is told, and each interview says which version it was."""
    settings_of = "form_id | version\nf | {}"
    choices = "list_name|name|label\nn|water|Water"
    first = (
        "type | name | label\ninteger | age | Age\nselect_multiple n | needs | N\ntext | gone | G"
    )
    second = """
        type | name | label
        begin_group | person | Person
        integer | age | Age
        integer | height | Height
        end_group | |
        select_multiple n | needs | N
    """
    made = []
    for number, (survey, listed) in enumerate(((first, ""), (second, "\nn|food|Food")), 1):
        path = make_form(survey, choices + listed, settings_of.format(number))
        form = read_form(path)
        made.append(synthesise(form, 20, seed=number))
        write_submissions(made[-1], tmp_path / f"{number}", kind)
    read = read_submissions([tmp_path / "1", tmp_path / "2"], form)
    old, new = made[0].main, made[1].main
    assert read.main["_key"].tolist() == [*old["_key"], *new["_key"]]
    assert read.main["age"].tolist() == [*old["age"], *new["age"]]
    assert read.main["_version"].tolist() == ["1"] * 20 + ["2"] * 20
    asked = old["needs"].notna()
    assert read.main["needs/food"].iloc[:20][asked].tolist() == [0] * int(asked.sum())
    assert read.main["needs/food"].iloc[20:].tolist() == new["needs/food"].tolist()
    assert read.main["height"].iloc[:20].isna().all()
    assert read.main["gone"].iloc[:20].tolist() == old["gone"].tolist()
    assert found(read)["submissions.unknown_columns"]["columns"] == ("gone",)


@pytest.mark.parametrize("kind", ["kobo_xlsx", "kobo_csv", "kobo_json"])
def test_a_form_that_was_deployed_has_its_version_once(
    make_form: Make, tmp_path: Path, kind: str
) -> None:
    """KoboToolbox adds a calculation ``__version__`` to the form; it is what the server says."""
    survey = "type | name | label | calculation\ninteger | age | Age |\n"
    form = read_form(make_form(survey + "calculate | __version__ | | 'vX'", "", "version\nv7"))
    made = synthesise(form, 3, seed=1)
    write_submissions(made, tmp_path / "a", kind)
    read = read_submissions([tmp_path / "a"], form)
    assert list(read.findings) == []
    assert read.main["_version"].tolist() == ["v7"] * 3
    assert "__version__" not in read.main
