"""Anomalies are planted where the truth says, and the monitoring finds them."""

from __future__ import annotations

import pandas as pd
import pytest

from probono_kit.errors import ProbonoError
from probono_kit.forms import Submissions, monitor, plant, read_form, synthesise
from tests.forms.conftest import Make
from tests.forms.test_synthesise import CHOICES, HOUSEHOLD, SETTINGS

#: What the monitoring calls each kind, found at one of the two interviews or at the person.
FOUND = (
    *("duplicate_key", "duplicate_identity", "duplicate_start", "near_copy", "late"),
    *("end_before_start", "short", "long", "night", "old_version", "outlier", "constraint"),
    *("required_empty", "gps_stacked", "gps_imprecise", "gps_missing"),
)


@pytest.fixture
def submissions(make_form: Make) -> Submissions:
    """Return 600 submissions of the household form."""
    return synthesise(read_form(make_form(HOUSEHOLD, CHOICES, SETTINGS)), 600, seed=3)


def test_the_monitoring_finds_what_was_planted(submissions: Submissions) -> None:
    """Of each kind nearly all are told, at the interview that the truth names or at its twin."""
    planted, truth = plant(submissions, share=0.012, seed=1)
    issues = monitor(planted).issues
    found = {kind: set(issues.loc[issues["check"].str.endswith(kind), "_key"]) for kind in FOUND}
    for kind in FOUND:
        own = truth[truth["kind"] == kind]
        hit = own["_key"].isin(found[kind]) | own["other_key"].isin(found[kind])
        assert len(own) == 7
        assert hit.mean() > 0.8, kind


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
