"""Two versions of a form: what a person sees of each change, and which column is which."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from probono_kit.errors import ProbonoError
from probono_kit.forms import Effect, FormComparison, compare_forms, read_form
from probono_kit.forms.papers.likeness import sense

Make = Callable[..., Path]
Compare = Callable[..., FormComparison]

SURVEY = """
type | name | label | relevant | constraint
start | start | | |
begin group | home | Home | |
integer | age | How old are you? | | . >= 0 and . <= 120
select_one yn | works | Do you have a job? | ${age} >= 15 |
select_multiple need | needs | What do you need most? | |
text | why | Why do you need it? | ${needs} != '' |
end group | | | |
begin repeat | child | Child | |
text | first_name | First name of the child | |
integer | child_age | Age of the child in years | |
end repeat | | | |
calculate | adults | | |
"""
CHOICES = """
list_name | name | label
yn | yes | Yes
yn | no | No
need | water | Clean water
need | food | Food for the family
need | shelter | A safe place to live
"""
SETTINGS = """
form_id | version | form_title
wells | 1 | Wells
"""


@pytest.fixture
def compare(make_form: Make, tmp_path: Path) -> Compare:
    """Compare the form above with one in which texts were replaced."""

    def made(*changes: tuple[str, str], same: dict[str, str] | None = None) -> FormComparison:
        old = tmp_path / "old.xlsx"
        shutil.move(make_form(SURVEY, CHOICES, SETTINGS), old)
        parts = [SURVEY, CHOICES, SETTINGS.replace("| 1 |", "| 2 |")]
        for before, after in changes:
            assert sum(before in part for part in parts) == 1, before
            parts = [part.replace(before, after) for part in parts]
        return compare_forms(old, make_form(*parts), same=same)

    return made


def said(made: FormComparison) -> list[tuple[str, str]]:
    """Return effect and code of each change."""
    return [
        (each.effect.value, each.finding.code.removeprefix("compare.")) for each in made.changes
    ]


@pytest.mark.parametrize(
    ("before", "after", "effect", "code"),
    [
        ("text | why | Why do you need it? | ${needs} != '' |", "", "data-losing", "gone"),
        ("integer | age", "text | age", "breaking", "kind_fits"),
        ("text | why", "integer | why", "data-losing", "kind_lost"),
        ("select_multiple need | needs", "select_one need | needs", "data-losing", "kind_lost"),
        (
            "begin repeat | child | Child",
            "begin repeat | kid | Child",
            "breaking",
            "repeat_renamed",
        ),
        ("${age} >= 15", "${age} >= 18", "breaking", "asked"),
        ("${age} >= 15 |", "|", "breaking", "asked_of_all"),
        (
            "Age of the child in years | |",
            "Age of the child in years | ${age} > 15|",
            *("breaking", "asked_of_fewer"),
        ),
        (". <= 120", ". <= 130", "safe", "limits_wider"),
        (". <= 120", ". <= 100", "breaking", "limits_other"),
        (". <= 120", ". < 120", "breaking", "limits_other"),
        ("How old are you?", "How old are you today?", "safe", "worded"),
        ("How old are you?", "In which year did you leave school?", "breaking", "meaning"),
        ("need | shelter | A safe place to live", "", "breaking", "choices_gone"),
        ("need | shelter | A", "need | cash | Money\nneed | shelter | A", "safe", "choices_added"),
        ("need | water", "need | clean_water", "breaking", "choice_renamed"),
        ("Food for the family", "Seeds and tools", "breaking", "choice_meaning"),
        ("yn | yes | Yes\nyn | no | No", "yn | no | No\nyn | yes | Yes", "safe", "choices_order"),
        (
            "yn | yes | Yes\nyn | no | No",
            "yn | yes | No\nyn | no | Yes",
            *("data-losing", "choices_exchanged"),
        ),
        ("text | why", "date | since | Since when? | |\ntext | why", "safe", "added"),
        ("wells | 2", "pumps | 2", "breaking", "form_id"),
        ("wells | 2 | Wells", "wells | 2 | Water points", "safe", "settings"),
        ("calculate | adults | | |", "", "breaking", "calculation_gone"),
    ],
)
def test_a_change_has_its_effect(
    compare: Compare, before: str, after: str, effect: str, code: str
) -> None:
    """One change is told once, with what it does to the data."""
    made = compare((before, after))
    assert (effect, code) in said(made)
    assert {each for _, each in said(made)} <= {code, "kind_refused"}


def test_nothing_but_the_version_is_no_change(compare: Compare) -> None:
    """Spaces, brackets and quotes of an expression say nothing; all columns are the same."""
    made = compare(("${age} >= 15", "( ${age}>=15 )"), ("${needs} != ''", '${needs}  != ""'))
    assert made.changes == ()
    assert set(made.columns["change"]) == {"same"}
    assert made.columns["certain"].all()


def test_a_version_that_was_not_raised_is_told(compare: Compare) -> None:
    """Telephones keep the old form, though the form changed."""
    made = compare(("wells | 2", "wells | 1"), ("Do you have a job?", "Do you have a job now?"))
    assert ("breaking", "version_same") in said(made)
    assert compare(("wells | 2", "wells | 1")).changes == ()


def test_another_name_is_proposed_with_its_evidence(compare: Compare) -> None:
    """Text and place say that it is the same; a person decides, and expressions follow."""
    changes = (
        ("integer | age | How old are you?", "integer | age_years | How old are you"),
        ("${age} >= 15", "${age_years} >= 15"),
    )
    made = compare(*changes)
    assert said(made) == [("breaking", "renamed_proposed"), ("safe", "worded")]
    values = made.changes[0].finding.values
    assert (values["label"], values["choices"], values["place"]) == (100, "—", 100)
    row = made.columns[made.columns["new_column"] == "age_years"].iloc[0]
    assert (row["change"], row["certain"], row["old_column"]) == ("renamed", False, "age")

    confirmed = compare(*changes, same={"age": "age_years"})
    assert said(confirmed)[0] == ("breaking", "renamed")
    assert confirmed.columns["certain"].all()

    refused = compare(*changes, same={"age": ""})
    assert said(refused)[0] == ("data-losing", "gone")
    assert ("safe", "added") in said(refused)


def test_two_that_are_as_likely_are_left_to_a_person(compare: Compare) -> None:
    """Nothing is guessed: both are named, and the answers are not put together."""
    made = compare(
        (
            "integer | age | How old are you?",
            "integer | age_b | How old are you? | |\ninteger | age_a | How old are you?",
        ),
        ("${age} >= 15", "${age_a} >= 15"),
    )
    assert ("data-losing", "rename_unclear") in said(made)
    (unclear,) = (each for each in made.findings if each.code == "compare.rename_unclear")
    assert [name.split()[0] for name in unclear.values["choices"]] == ["age_b", "age_a"]  # type: ignore[union-attr]
    assert made.columns.loc[made.columns["old_column"] == "age", "change"].tolist() == ["gone"]


def test_a_question_that_asks_something_else_is_no_other_name(compare: Compare) -> None:
    """The same kind in the same place is no evidence by itself."""
    made = compare(
        ("integer | age | How old are you?", "integer | rooms | How many rooms are there?"),
        ("${age} >= 15", "${rooms} >= 15"),
    )
    assert ("data-losing", "gone") in said(made)
    assert not made.columns["change"].eq("renamed").any()


def test_another_group_is_told_once(compare: Compare) -> None:
    """The columns of a group that has another name are listed with both paths."""
    made = compare(("begin group | home | Home", "begin group | house | Home"))
    assert said(made) == [("breaking", "moved")]
    moved = made.columns[made.columns["change"] == "moved"]
    assert moved["old_path"].tolist()[0] == "home/age"
    assert moved["new_path"].tolist()[0] == "house/age"
    assert len(moved) == 4


def test_a_condition_around_questions_counts_for_them(compare: Compare) -> None:
    """Whoever stood outside and is now inside a group with a condition is asked of fewer."""
    made = compare(
        (
            "begin group | home | Home | |",
            "begin group | adult | Adults | ${start} != '' |\nbegin group | home | Home | |",
        ),
        ("end group | | | |\nbegin repeat", "end group | | | |\nend group | | | |\nbegin repeat"),
    )
    assert ("breaking", "asked_inside") in said(made)


def test_into_a_repeat_loses_answers(compare: Compare) -> None:
    """One answer for each household is not one for each child."""
    made = compare(
        ("text | why | Why do you need it? | ${needs} != '' |\n", ""),
        (
            "text | first_name",
            "text | why | Why do you need it? | ${needs} != '' |\ntext | first_name",
        ),
    )
    assert ("data-losing", "table") in said(made)
    row = made.columns[made.columns["new_column"] == "why"].iloc[0]
    assert (row["old_table"], row["new_table"]) == ("main", "child")


def test_choices_that_became_questions(compare: Compare) -> None:
    """A question of several choices that became one question for each choice is split."""
    parts = "\n".join(
        f"select_one yn | need_{name} | {label} | |"
        for name, label in (("w", "Clean water"), ("f", "Food for the family"))
    )
    made = compare(
        ("select_multiple need | needs | What do you need most? | |", parts),
        ("${needs} != ''", "${need_w} != ''"),
    )
    assert ("breaking", "split_by_choices") in said(made)
    split = made.columns[made.columns["change"] == "split"]
    assert split["new_column"].tolist() == ["need_w", "need_f"]
    assert not split["certain"].any()
    back = compare_forms(made.new, made.old)
    assert back.columns.loc[back.columns["change"] == "merged", "old_column"].tolist() == [
        *("need_w", "need_f"),
    ]


def test_a_decision_about_nothing_is_refused(compare: Compare) -> None:
    """A name that is not in the form is told with the file."""
    with pytest.raises(ProbonoError) as refused:
        compare(same={"agee": "age"})
    assert refused.value.findings[0].where == "old.xlsx"


def test_what_is_no_form_is_refused(tmp_path: Path) -> None:
    """A text file gets a finding, no traceback."""
    path = tmp_path / "a.xlsx"
    path.write_text("type,name", encoding="utf-8")
    with pytest.raises(ProbonoError):
        compare_forms(path, path)


@given(st.sampled_from(["+", "-", "*", "=", "and"]), st.sampled_from(["", " ", "\n"]))
def test_spaces_do_not_change_the_sense(sign: str, space: str) -> None:
    """An expression says the same however it is spaced, in brackets or not."""
    text = f"${{a}} {sign} ${{b}}"
    spaced = f"({space}${{a}} {space}{sign}{space} ${{b}} )"
    assert sense(text, {}) == sense(spaced, {})
    assert sense(text, {"a": "c"}) == sense(text.replace("{a}", "{c}"), {})


LINES = SURVEY.strip().splitlines()[3:7]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=25)
@given(st.lists(st.sampled_from(LINES), unique=True), st.lists(st.sampled_from(LINES), unique=True))
def test_every_column_of_both_versions_is_listed_once(
    make_form: Make, tmp_path: Path, first: list[str], second: list[str]
) -> None:
    """Whatever is taken away and added, no column is forgotten and none stands twice."""
    head = "type | name | label | relevant | constraint\ntext | id | Number | |\n"
    old = tmp_path / "old.xlsx"
    shutil.move(make_form(head + "\n".join(first), CHOICES), old)
    made = compare_forms(read_form(old), read_form(make_form(head + "\n".join(second), CHOICES)))
    for side, lines in (("old", first), ("new", second)):
        names = {line.split(" | ")[1].strip() for line in lines} | {"id"}
        listed = [name for name in made.columns[f"{side}_column"] if name]
        assert set(listed) == names
    effects = [list(Effect).index(each.effect) for each in made.changes]
    assert effects == sorted(effects)
