"""Single checks: progress by stratum, second visits, positions elsewhere, what many write."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
from shapely.geometry import box

from probono_kit.findings import Severity
from probono_kit.forms import Form, MonitorSettings, Submissions, monitor, read_form
from probono_kit.forms.monitoring.issues import Asked, Issue, Part

Make = Callable[..., Path]

FORM = """
    type | name | label
    start | start
    select_one who | agent | Enumerator
    select_one place | stratum | Stratum
    text | house | House number
    select_one source | water | Water
    text | water_other | Which?
    integer | people | People
    geopoint | gps | Position
"""
CHOICES = """
    list_name | name | label
    who | a | Awa
    who | b | Ba
    place | north | North
    place | south | South
    source | tap | Tap
    source | well | Well
    source | other | Other
"""


def submissions(form: Form, **columns: object) -> Submissions:
    """Return a main table of the form's columns."""
    main = pd.DataFrame(columns)
    main.insert(0, "_key", [f"k{number}" for number in range(len(main))])
    questions = {question.name: question for question in form.questions}
    rows = []
    for name in main.columns:
        question = questions.get(str(name).partition(":")[0])
        kind = question.kind if question else "key"
        rows.append(("main", name, question.path if question else "", "", kind, str(name), name))
    names = ["table", "column", "question", "choice", "kind", "label", "written"]
    return Submissions({"main": main}, pd.DataFrame(rows, columns=names), form)


def test_strata_behind_or_too_full_are_told(make_form: Make) -> None:
    """Half of the days are over: 2 of 10 are behind; 7 of 6 are too many; what is not asked for."""
    form = read_form(make_form(FORM, CHOICES))
    sample = {
        "first_day": datetime.date(2026, 3, 1),
        "last_day": datetime.date(2026, 3, 10),
        "targets": {"north": 10, "south": 6},
    }
    strata = ["north"] * 2 + ["south"] * 7 + ["west"]
    days = pd.to_datetime(["2026-03-05 10:00"] * 10) + pd.to_timedelta(range(10), unit="min")
    found = monitor(
        submissions(form, stratum=strata, start=days),
        MonitorSettings.model_validate({"sample": sample}),
        day=datetime.date(2026, 3, 5),
    )
    told = found.table("en").set_index("check")["sentence"]
    assert told["behind"] == "north: 2 of 10 interviews are done; 5 were due by now."
    assert told["too_many"] == "south: 7 interviews are done, more than the 6 of the sample."
    assert "west: 1 interviews" in told["not_in_sample"]
    table = found.progress.set_index("stratum")
    assert table.loc["north", ["done", "target", "left"]].tolist() == [2, 10, 8]


def test_second_visits_are_compared_by_kind_of_question(make_form: Make) -> None:
    """Numbers may differ by a tenth, texts by case; one enumerator's answers are often other."""
    form = read_form(make_form(FORM, CHOICES))
    count = 60
    first = submissions(
        form,
        house=[f"H{number}" for number in range(count)],
        agent=["a" if number % 2 else "b" for number in range(count)],
        water=["tap"] * count,
        people=pd.array([20] * count, "Int64"),
    )
    again = submissions(
        form,
        house=[f"H{number}" for number in range(count)],
        water=["well" if number % 2 and number < 40 else "tap" for number in range(count)],
        people=pd.array([21] * (count - 1) + [30], "Int64"),
    )
    settings = MonitorSettings.model_validate({"roles": {"second_visit": "house"}})
    found = monitor(first, settings, second_visits=again)
    rates = found.second.groupby("kind")["equal"].mean()
    assert rates["number"] == 59 / 60
    assert rates["choice"] == 40 / 60
    issues = found.table("en")
    single = issues[issues["check"] == "second_visit"]
    assert len(single) == 21
    assert "the interview says tap, the second visit well." in single["sentence"].iloc[0]
    person = issues[issues["check"] == "second_visits"]
    assert person["enumerator"].tolist() == ["a"]


def test_a_position_in_another_area_than_stated_is_told(make_form: Make) -> None:
    """The interview says north and lies in the south; one lies in neither."""
    form = read_form(make_form(FORM, CHOICES))
    areas = gpd.GeoDataFrame(
        {"area_code": ["north", "south"], "area_name": ["North", "South"]},
        geometry=[box(0, 1, 1, 2), box(0, 0, 1, 1)],
        crs=4326,
    )
    given = submissions(form, stratum=["north", "north", "south", "south"], gps=["x"] * 4)
    main = given.main.assign(
        **{"gps:latitude": [1.5, 0.5, 0.5, 5.0], "gps:longitude": [0.2, 0.4, 0.6, 0.5]}
    )
    found = monitor(
        Submissions({"main": main}, given.columns, form),
        MonitorSettings.model_validate({"roles": {"area": "stratum"}}),
        areas=areas,
    )
    told = found.table("en")[["check", "_key", "sentence"]].to_numpy().tolist()
    assert told == [
        ["gps_outside", "k3", "The position (Position) lies outside the area."],
        ["gps_elsewhere", "k1", "The interview says North, its position lies in South."],
    ]


def test_what_many_write_might_become_a_choice(make_form: Make) -> None:
    """Labels of choices are proposed; what is often written and no choice is told once."""
    form = read_form(make_form(FORM, CHOICES))
    texts = ["Tap!"] * 2 + ["Spring", "spring ", "SPRING"] * 3 + [f"x{n}" for n in range(20)]
    found = monitor(submissions(form, water=["other"] * len(texts), water_other=texts))
    issues = found.table("en")
    recode = issues[issues["check"] == "other_recode"]
    assert recode["_key"].tolist() == ["k0", "k1"]
    assert set(recode["expected"]) == {"tap"}
    often = issues.loc[issues["check"] == "other_frequent", "sentence"]
    assert often.tolist() == [
        "“Water”: “Spring” was written as other 9 times; it might become a choice."
    ]


def test_near_copies_are_found_whoever_made_them_and_strangers_are_not() -> None:
    """In a form of short lists many answers agree by chance: only real copies are told."""
    random = np.random.default_rng(7)
    main = pd.DataFrame(
        {f"q{n:02}": random.choice(["a", "b", "c"], 2_000, p=[0.6, 0.3, 0.1]) for n in range(40)}
    )
    main.iloc[1_500] = main.iloc[20]
    main.iloc[1_800, 2:] = main.iloc[44, 2:]
    main.insert(0, "_key", [f"k{number}" for number in range(len(main))])
    told = pd.DataFrame(
        {
            "table": "main",
            "column": main.columns,
            "question": main.columns,
            "choice": "",
            "kind": ["key"] + ["select_one"] * 40,
            "label": "",
            "written": main.columns,
        }
    )
    issues = monitor(Submissions({"main": main}, told)).issues
    assert issues["check"].tolist() == ["near_copy", "near_copy"]
    assert issues["_key"].tolist() == ["k1500", "k1800"]


def test_a_missing_position_is_told_once(make_form: Make) -> None:
    """A position that was to be given is one thing that lacks: not it, and its four parts."""
    survey = "type | name | label | required\ninteger | people | People |\n"
    form = read_form(make_form(f"{survey}geopoint | gps | Position | yes"))
    given = submissions(form, people=[3, 4, 5], gps=["x", "x", None])
    parts = {"latitude": [14.0, 14.1, None], "longitude": [-16.0, -16.1, None]}
    main = given.main.assign(**{f"gps:{name}": values for name, values in parts.items()})
    rows = given.columns.iloc[[-1]]
    more = pd.concat([rows.assign(column=f"gps:{name}") for name in parts])
    columns = pd.concat([given.columns, more], ignore_index=True)
    found = monitor(Submissions({"main": main}, columns, form)).table("en")
    assert found[["check", "_key", "question"]].to_numpy().tolist() == [
        ["gps_missing", "k2", "gps"]
    ]


def test_the_link_of_second_visits_need_not_be_in_the_first_ones(make_form: Make) -> None:
    """It holds the key of the first visit; a name that the second visits lack is told."""
    form = read_form(make_form(FORM, CHOICES))
    first = submissions(form, agent=["a"] * 3, water=["tap", "well", "tap"])
    again = submissions(form, agent=["b"] * 3, water=["tap", "tap", "tap"])
    again = Submissions({"main": again.main.assign(of=["k0", "k1", "k2"])}, again.columns, form)
    settings = MonitorSettings.model_validate({"roles": {"second_visit": "of"}})
    found = monitor(first, settings, second_visits=again)
    assert found.table("en")[["check", "_key"]].to_numpy().tolist() == [["second_visit", "k1"]]
    assert list(found.findings) == []
    wrong = MonitorSettings.model_validate({"roles": {"second_visit": "household"}})
    told = monitor(first, wrong, second_visits=again).findings
    assert [each.code for each in told] == ["monitor.no_column"]


def test_a_clock_that_is_ahead_makes_no_version_old(make_form: Make) -> None:
    """What arrived before the new version was not made after it, whatever the telephone says."""
    form = read_form(make_form(FORM, CHOICES))
    days = pd.date_range("2026-03-01 10:00", periods=20, freq="D")
    start = days.to_series(index=range(20)).where(lambda day: day.index != 3, days[-1])
    versions = ["v1"] * 10 + ["v2"] * 10
    given = submissions(form, start=start, _submission_time=days, _version=versions)
    checks = monitor(given).table("en")["check"].tolist()
    assert checks == ["wrong_date"]


def test_a_stratum_without_interviews_is_not_told(make_form: Make) -> None:
    """Who did not agree was not asked where: that is no stratum outside the sample."""
    survey = FORM + "    select_one yn | consent | Do you agree to take part?\n"
    form = read_form(make_form(survey, CHOICES + "    yn | yes | Yes\n    yn | no | No\n"))
    given = submissions(form, stratum=["north", None], consent=["yes", "no"])
    sample = MonitorSettings.model_validate({"sample": {"targets": {"north": 1}}})
    assert monitor(given, sample).issues.empty


def test_days_are_written_as_readers_do() -> None:
    """In the sentence, not in what other programs read; a question ends with its own mark."""
    values = {"other_enumerator": "Awa", "other_day": "2026-03-09", "share": Part(13, 13)}
    near = Issue("monitor.near_copy", Severity.WARNING, "k1", values=values)
    assert "9 mars 2026" in near.text("fr")
    assert "March 9, 2026" in near.text("en")
    asked = Asked("main", "water")
    many = {"enumerator": "Awa", "share": Part(9, 10), "others": Part(1, 90), "questions": (asked,)}
    told = Issue("monitor.dont_know", Severity.WARNING, enumerator="Awa", values=many)
    text = told.text("en", {("main", "water"): "Where from?"})
    assert text.endswith("most often: Where from?")
