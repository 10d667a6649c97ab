"""Anomalies are planted where the truth says, and the monitoring finds them."""

from __future__ import annotations

import geopandas as gpd
import pandas as pd
import pytest
from shapely.geometry import box

from benchmarks.monitor_planted import rates
from probono_kit.errors import ProbonoError
from probono_kit.forms import (
    MonitorSettings,
    Submissions,
    monitor,
    plant,
    read_form,
    synthesise,
)
from probono_kit.forms.synthesis.anomalies_of_people import PEOPLE_PLANTED
from tests.forms.conftest import Make
from tests.forms.test_synthesise import CHOICES, HOUSEHOLD, SETTINGS

#: Kinds that the household form has questions for, about single interviews.
SINGLE = (
    *("duplicate_key", "duplicate_identity", "duplicate_start", "near_copy", "late", "overlap"),
    *("end_before_start", "short", "long", "night", "wrong_date", "nobody", "outlier"),
    *("constraint", "required_empty", "not_asked", "gps_outside", "gps_elsewhere", "gps_stacked"),
    *("gps_imprecise", "gps_missing"),
)
AREAS = gpd.GeoDataFrame(
    {"area_code": ["d1", "d2", "d3"], "area_name": ["D1", "D2", "D3"]},
    geometry=[box(n, 10, n + 0.9, 11) for n in range(3)],
    crs=4326,
)
TEAM = """
type | name | label | relevant | required
start | start | | |
end | end | | |
text | enumerator | Enumerator | | yes
select_one yn | consent | Do you agree to take part? | | yes
begin group | talk | | ${consent} = 'yes' |
select_one source | water | Water | | yes
text | water_other | Which? | ${water} = 'other' | yes
select_one much | a | How often is there none? | | yes
select_one much | b | How often is it dirty? | | yes
select_one much | c | How often do you queue? | | yes
select_one much | d | How often do you pay? | | yes
select_one much | e | How often is it far? | | yes
select_one much | f | How often is it closed? | | yes
select_one much | g | How often do you share? | | yes
end group | | | |
"""
TEAM_CHOICES = """
list_name | name | label
yn | yes | Yes
yn | no | No
source | tap | Tap water
source | well | Dug well
source | other | Other
much | never | Never
much | rarely | Rarely
much | often | Often
much | always | Always
much | dnk | Don't know
much | pnta | Prefer not to answer
"""


@pytest.fixture
def submissions(make_form: Make) -> Submissions:
    """Return 600 submissions of the household form, in three areas."""
    form = read_form(make_form(HOUSEHOLD, CHOICES, SETTINGS))
    return synthesise(form, 600, seed=3, areas=AREAS)


def test_the_monitoring_finds_what_was_planted(submissions: Submissions) -> None:
    """Of each kind nearly all are told, at the interview or at its twin, and nothing else is."""
    settings = MonitorSettings.model_validate({"roles": {"area": "district"}})
    planted, truth = plant(submissions, SINGLE, share=0.012, seed=1, settings=settings)
    issues = monitor(planted, settings, areas=AREAS).issues
    before = monitor(submissions, settings, areas=AREAS).issues
    issues = issues[~issues["id"].isin(before["id"])]
    # What is against a rule may lie far from the others too.
    ruled = issues["_key"].isin(truth.loc[truth["kind"] == "constraint", "_key"])
    issues = issues[~(ruled & (issues["check"] == "outlier"))]
    found = rates(truth, issues).set_index("kind")
    assert set(found.index) == set(SINGLE)
    assert (found["planted"] >= 6).all()
    assert (found["recall"] > 0.8).all(), found
    assert (found["precision"] > 0.75).all(), found
    assert set(issues["check"]) <= set(SINGLE)


def test_what_one_person_does_is_found_and_nobody_else_is_told(make_form: Make) -> None:
    """Eight of twenty-four people do something of their own, each another thing."""
    form = read_form(make_form(TEAM, TEAM_CHOICES))
    made = synthesise(form, 2_600, seed=5, enumerators=24)
    assert monitor(made).issues.empty
    kinds = set(PEOPLE_PLANTED) - {"productivity"}  # needs weeks, see benchmarks
    planted, truth = plant(made, sorted(kinds), seed=6)
    issues = monitor(planted).issues
    people = truth[truth["_key"] == ""]
    assert set(people["kind"]) == kinds
    assert people["enumerator"].is_unique
    found = rates(people, issues)
    assert (found[["precision", "recall"]] == 1).all(axis=None), found


def test_without_anything_planted_there_is_little_to_tell(submissions: Submissions) -> None:
    """Invented submissions hold no anomalies by chance, but for a number far out now and then."""
    issues = monitor(submissions).issues
    assert set(issues["check"].str.rpartition(".")[2]) <= {"outlier"}
    assert len(issues) < 20


def test_no_interview_holds_two_and_nothing_else_changes(submissions: Submissions) -> None:
    """What was not named is as it was; the tables handed in are untouched."""
    before = submissions.main.copy()
    planted, truth = plant(submissions, ["night", "outlier", "gps_missing"], share=0.05, seed=2)
    pd.testing.assert_frame_equal(submissions.main, before)
    assert truth["_key"].is_unique
    untouched = ~before["_key"].isin(truth["_key"])
    pd.testing.assert_frame_equal(planted.main[untouched], before[untouched])


def test_the_same_seed_plants_the_same(submissions: Submissions) -> None:
    """Another seed plants elsewhere."""
    first, second, other = (plant(submissions, ["night"], seed=seed)[1] for seed in (1, 1, 2))
    pd.testing.assert_frame_equal(first, second)
    assert not first.equals(other)


def test_what_cannot_be_planted_is_said(submissions: Submissions) -> None:
    """An unknown kind stops; a kind that the form has no question for is a finding."""
    with pytest.raises(ProbonoError) as caught:
        plant(submissions, ["nights"])
    assert [each.code for each in caught.value.findings] == ["submissions.kind_unknown"]
    planted, truth = plant(submissions, ["straight_line"])
    assert truth.empty
    codes = [each.code for each in planted.findings]
    assert "submissions.kind_impossible" in codes
