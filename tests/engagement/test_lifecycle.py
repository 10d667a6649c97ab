"""`probono new`: the folder in which an engagement begins."""

from __future__ import annotations

import datetime
import re
from pathlib import Path

import pytest

from probono_kit.engagement import new_engagement, read_brief
from probono_kit.errors import ProbonoError

DAY = datetime.date(2026, 11, 22)


def fill_in(folder: Path) -> str:
    """Return the brief with its blanks filled in and its examples put to use."""
    text = (folder / "engagement.yml").read_text(encoding="utf-8")
    text = text.replace('title: ""', 'title: "a"').replace('name: ""', 'name: "b"')
    text = text.replace('question: ""', 'question: "c"').replace('contact: ""', 'contact: "d"')
    head, rest = text.split("\nsources:", 1)
    # An example is a line that is indented before its #; explanations begin at the margin.
    return head + "\nsources:" + re.sub(r"(?m)^(  +)# (?!matrix|Une|One)", r"\1", rest)


@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_examples_of_the_template_are_a_valid_brief(tmp_path: Path, language: str) -> None:
    """Whoever deletes the # and fills in the blanks has a brief without a single finding."""
    folder = new_engagement("water-points", tmp_path, language=language, produced=DAY)
    (folder / "engagement.yml").write_text(fill_in(folder), encoding="utf-8")
    for name in ("points_eau.xlsx", "water_points.xlsx"):
        (folder / "raw" / name).write_bytes(b"not empty")
    read = read_brief(folder)
    assert read.findings == []
    assert [task.notebook for task in read.brief.tasks] == [
        "clean_data",
        "explore_data",
        "static_map",
    ]
    assert read.brief.languages == [language]
    assert read.brief.produced == DAY


def test_a_new_brief_says_what_is_to_be_filled_in(tmp_path: Path) -> None:
    """Only the blanks are errors, each with its line."""
    folder = new_engagement("water-points", tmp_path, produced=DAY)
    with pytest.raises(ProbonoError) as caught:
        read_brief(folder)
    errors = caught.value.findings.errors
    assert {each.code for each in errors} == {"engagement.empty_text"}
    assert [each.values["key"] for each in errors] == ["title", "name", "question"]
    lines = (folder / "engagement.yml").read_text(encoding="utf-8").splitlines()
    for each in errors:
        line = lines[int(each.where.rpartition(":")[2]) - 1]
        assert line.strip() == f'{each.values["key"]}: ""'


def test_editors_find_the_schema(tmp_path: Path) -> None:
    """The first line of the brief names the schema beside it."""
    folder = new_engagement("water-points", tmp_path)
    first = (folder / "engagement.yml").read_text(encoding="utf-8").splitlines()[0]
    assert first == "# yaml-language-server: $schema=engagement.schema.json"
    assert (folder / "engagement.schema.json").is_file()


def test_private_folders_are_not_published_by_git(tmp_path: Path) -> None:
    """Raw data, outputs and bundles stay out of a repository."""
    folder = new_engagement("water-points", tmp_path)
    assert (folder / ".gitignore").read_text() == "raw/\nwork/\nbundle/\n*.zip\n"


def test_an_existing_folder_is_left_alone(tmp_path: Path) -> None:
    """Nothing in it is touched, and nothing is left beside it."""
    (tmp_path / "water-points").mkdir()
    (tmp_path / "water-points" / "engagement.yml").write_text("mine")
    with pytest.raises(ProbonoError, match="nothing was changed"):
        new_engagement("water-points", tmp_path)
    assert (tmp_path / "water-points" / "engagement.yml").read_text() == "mine"
    assert [path.name for path in tmp_path.iterdir()] == ["water-points"]


@pytest.mark.parametrize(
    ("name", "near"),
    [
        ("Points d'eau", "points-d-eau"),
        ("../outside", "outside"),
        ("a/b", "a-b"),
        ("Thiès", "thies"),
        ("", "file"),
        ("a" * 61, "a" * 60),
    ],
)
def test_a_name_that_is_no_name_gets_a_proposal(tmp_path: Path, name: str, near: str) -> None:
    """What cannot be a folder everywhere is refused, with a name that can."""
    with pytest.raises(ProbonoError) as caught:
        new_engagement(name, tmp_path)
    assert [each.values["near"] for each in caught.value.findings] == [near]
    assert list(tmp_path.iterdir()) == []


def test_an_unknown_language_is_refused(tmp_path: Path) -> None:
    """Nothing is made in a language that cannot be."""
    with pytest.raises(ProbonoError, match="possible are: en, fr, es, ar"):
        new_engagement("a", tmp_path, language="xx")
    assert list(tmp_path.iterdir()) == []


def test_a_parent_that_is_a_file_is_a_finding(tmp_path: Path) -> None:
    """No traceback where a folder is needed and a file stands."""
    (tmp_path / "file").write_text("a")
    with pytest.raises(ProbonoError):
        new_engagement("water-points", tmp_path / "file")
