"""Rules of the form, checked again on what came in."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pandas as pd

from probono_kit.forms import Form, Submissions, monitor, read_form
from probono_kit.forms.monitoring import MonitorSettings

Make = Callable[..., Path]

FORM = """
    type | name | label | required | relevant | constraint
    select_one yn | agree | Agree? | yes |  |
    begin group | home | Home |  | ${agree} = 'yes' |
    integer | people | People | yes |  | . > 0 and . = count(${member})
    begin repeat | member | Member |  |  |
    integer | age | Age | yes |  | . >= 0 and . <= 110
    integer | school | Years |  | ${age} > 5 | . < ${age} and . < ${most}
    end repeat |  |  |  |  |
    integer | most | Most |  |  |
    date | moved | Moved |  |  | . <= today()
    text | code | Code |  |  | regex(., '[A-Z]{2}[0-9]{3}')
    decimal | luck | Luck |  |  | . < random()
    end group |  |  |  |  |
"""
CHOICES = """
    list_name | name | label
    yn        | yes  | Yes
    yn        | no   | No
"""


def submissions(form: Form, main: pd.DataFrame, member: pd.DataFrame) -> Submissions:
    """Return tables as a reader gives them."""
    rows = []
    by_name = {question.name: question for question in form.questions}
    for table, frame in (("main", main), ("member", member)):
        for name in frame.columns:
            question = by_name.get(str(name))
            kind = question.kind if question else "key" if name != "_version" else "meta"
            path = question.path if question else ""
            rows.append((table, name, path, "", kind, str(name), name))
    names = ["table", "column", "question", "choice", "kind", "label", "written"]
    told = pd.DataFrame(rows, columns=names)
    return Submissions({"main": main, "member": member}, told, form)


def found(form: Form, main: dict[str, list[object]], member: dict[str, list[object]]) -> list[str]:
    """Return what is told, as check, column and key."""
    count = len(next(iter(main.values())))
    frame = pd.DataFrame({"_key": [f"k{number}" for number in range(count)], **main})
    for name in ("people", "most"):
        frame[name] = frame[name].astype("Int64") if name in frame else pd.NA
    rows = pd.DataFrame(member)
    parents = rows.pop("of").astype(str)
    rows.insert(0, "_key", [f"{p}/member[{n}]" for n, p in enumerate(parents, 1)])
    rows.insert(1, "_parent", parents)
    rows.insert(2, "_submission", parents)
    given = submissions(form, frame, rows)
    issues = monitor(given, MonitorSettings(skip=["near_copy"])).issues
    return sorted(
        f"{row['check']} {row['question']} {row['row'] or row['_key']}"
        for row in issues.to_dict("records")
    )


def test_answers_against_a_rule_are_told_and_those_within_are_not(make_form: Make) -> None:
    """Limits, a count of members, an answer above in the form, a pattern; each in its row."""
    form = read_form(make_form(FORM, CHOICES))
    main = {
        "agree": ["yes", "yes", "yes"],
        "people": [1, 3, 1],
        "most": [20, 20, 4],
        "code": ["AB123", "ab123", None],
    }
    member = {
        "of": ["k0", "k1", "k1", "k2"],
        "age": [30, 130, 8, 9],
        "school": [8, 8, 9, 6],
    }
    assert found(form, main, member) == [
        "constraint age k1/member[2]",
        "constraint code k1",
        "constraint people k1",
        "constraint school k1/member[3]",
        "constraint school k2/member[4]",
    ]


def test_what_was_not_to_be_asked_is_neither_missing_nor_judged(make_form: Make) -> None:
    """Who does not agree answers nothing; an answer all the same is told as such."""
    form = read_form(make_form(FORM, CHOICES))
    main = {"agree": ["no", "no", None, "yes"], "people": [None, 2, None, None]}
    member = {"of": ["k3"], "age": [4], "school": [3]}
    assert found(form, main, member) == [
        "not_asked people k1",
        "not_asked school k3/member[1]",
        "required_empty agree k2",
        "required_empty people k3",
    ]


def test_today_is_the_day_of_the_interview(make_form: Make) -> None:
    """A date after the interview breaks the rule, whenever the monitoring runs."""
    first = "    select_one yn | agree"
    text = FORM.replace(first, f"    today | today\n{first}")
    form = read_form(make_form(text, CHOICES))
    days = pd.to_datetime(["2026-03-01", "2026-03-09"])
    main: dict[str, list[object]] = {
        "agree": ["yes", "yes"],
        "people": [1, 1],
        "today": list(days),
        "moved": list(pd.to_datetime(["2026-03-05", "2026-03-05"])),
    }
    member = {"of": ["k0", "k1"], "age": [30, 31]}
    assert found(form, main, member) == ["constraint moved k0"]


def test_what_cannot_be_known_is_not_told(make_form: Make) -> None:
    """What a draw of chance gave then nobody knows now."""
    form = read_form(make_form(FORM, CHOICES))
    main = {"agree": ["yes"], "people": [1], "luck": [0.99]}
    assert found(form, main, {"of": ["k0"], "age": [30]}) == []


def test_a_version_without_the_question_lacks_no_answer(make_form: Make) -> None:
    """A question of the second version is not missing in interviews of the first."""
    form = read_form(make_form(FORM, CHOICES))
    main = {
        "agree": ["yes", "yes", "yes"],
        "people": [None, None, 1],
        "_version": ["1", "2", "2"],
    }
    member = {"of": ["k2"], "age": [30]}
    assert found(form, main, member) == ["required_empty people k1"]


def test_a_question_that_many_answered_unasked_is_told_once(make_form: Make) -> None:
    """A form that does not fit its file gives one line, not a thousand."""
    form = read_form(make_form(FORM, CHOICES))
    main = {"agree": ["no"] * 50, "people": [2] * 50}
    told = found(form, main, {"of": ["k0"], "age": [4]})
    assert [line for line in told if "people" in line] == ["not_asked_many people "]
