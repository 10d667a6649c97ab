"""What goes together: found where it is, silent where it is not, sized and corrected."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from scipy.stats import fisher_exact, kruskal, spearmanr

from probono_kit.explore import Certainty, Share, profile
from probono_kit.explore.relations import Relations, relations


def compare(frame: pd.DataFrame, **more: object) -> Relations:
    """Profile a made-up table and compare its columns."""
    return relations(frame, profile(frame, {}), **more)  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def pumps() -> pd.DataFrame:
    """Return 300 pumps: hand pumps break more often, depth follows people, the rest is chance."""
    random = np.random.default_rng(4)
    kind = random.choice(["hand", "solar", "diesel"], 300)
    state = np.where(random.random(300) < np.where(kind == "hand", 0.7, 0.25), "broken", "works")
    people = random.integers(40, 900, 300)
    return pd.DataFrame(
        {
            "kind": kind,
            "state": state,
            "people": people,
            "depth": people / 10 + random.normal(0, 12, 300),
            "colour": random.choice(["red", "blue"], 300),
            "rain": random.normal(800, 50, 300),
        }
    )


def test_a_difference_is_told_with_its_figures(pumps: pd.DataFrame) -> None:
    """The group, its share, that of the others: counted again."""
    found = compare(pumps, outcome="state", value="broken")
    first = next(one for one in found.insights if one.columns == ("state", "kind"))
    hand = pumps["kind"] == "hand"
    broken = pumps["state"] == "broken"
    own = Share(int((hand & broken).sum()), int(hand.sum()))
    rest = Share(int((~hand & broken).sum()), int((~hand).sum()))
    assert (dict(first.values)["high"], dict(first.values)["low"]) == (own, rest)
    assert first.certainty is Certainty.FIRM
    assert "« broken »" in first.text("fr").replace("\u00a0", " ")
    assert found.insights[0] is first
    assert found.compared == 5


def test_chance_is_not_told(pumps: pd.DataFrame) -> None:
    """Colour and rain have nothing to do with anything."""
    firm = [one for one in compare(pumps).insights if one.certainty is Certainty.FIRM]
    assert not any({"colour", "rain"} & set(one.columns) for one in firm)
    assert {frozenset(one.columns) for one in firm} >= {
        frozenset({"state", "kind"}),
        frozenset({"people", "depth"}),
    }


def test_pure_chance_gives_hardly_a_finding() -> None:
    """Of 15 comparisons of noise, ten times over, almost none is called solid."""
    told = 0
    for seed in range(10):
        random = np.random.default_rng(seed)
        noise = pd.DataFrame({f"n{i}": random.normal(size=120) for i in range(3)})
        for i in range(3):
            noise[f"c{i}"] = random.choice(["a", "b", "c"], 120)
        told += sum(one.certainty is Certainty.FIRM for one in compare(noise).insights)
    assert told <= 2


def test_numbers_that_rise_together(pumps: pd.DataFrame) -> None:
    """Spearman's correlation, and medians of the lowest and the highest third."""
    found = compare(pumps, outcome="depth", by=["people"])
    (one,) = found.insights
    values = dict(one.values)
    assert one.code == "explore.rises"
    assert values["r"] == round(spearmanr(pumps["depth"], pumps["people"])[0], 2)
    order = pumps.sort_values("people", kind="stable")["depth"]
    assert values["low"] == pytest.approx(order.head(100).median())
    assert values["high"] == pytest.approx(order.tail(100).median())


def test_groups_of_numbers_are_compared_by_ranks() -> None:
    """Epsilon squared of Kruskal and Wallis; one huge value does not make a difference."""
    frame = pd.DataFrame({"kind": ["a"] * 20 + ["b"] * 20})
    frame["days"] = [n + 0.5 for n in range(1, 41)]
    (one,) = compare(frame, outcome="days").insights
    h = kruskal(range(1, 21), range(21, 41))[0]
    assert one.strength == pytest.approx(np.sqrt(h / 39), abs=1e-4)
    assert dict(one.values)["high"] == 31.0
    frame["days"] = [n + 0.5 for n in (*range(1, 20), 9_999_999, *range(1, 21))]
    assert not compare(frame, outcome="days").insights


def test_small_samples_are_tested_exactly() -> None:
    """Ten against ten: Fisher's test decides, and what it leaves open is not told."""
    frame = pd.DataFrame({"kind": ["a"] * 10 + ["b"] * 10})
    frame["state"] = ["x"] * 8 + ["y"] * 2 + ["x"] * 4 + ["y"] * 6
    assert fisher_exact([[8, 2], [4, 6]])[1] > 0.05
    assert not compare(frame, outcome="state", value="x").insights
    frame["state"] = ["x"] * 9 + ["y"] + ["x"] + ["y"] * 9
    (one,) = compare(frame, outcome="state", value="x").insights
    assert one.certainty is Certainty.FIRM


def test_too_few_to_say_is_said_for_the_outcome() -> None:
    """Eight answers are no ground; the sentence names how many there are."""
    frame = pd.DataFrame({"state": ["x", "y"] * 20, "kind": ["a", "b"] * 4 + [None] * 32})
    (one,) = compare(frame, outcome="state", by=["kind"]).insights
    assert one.certainty is Certainty.TOO_FEW
    assert "8 rows" in one.text("en")


def test_a_column_that_tells_the_other_is_no_finding() -> None:
    """A district lies in its region: that is no news."""
    frame = pd.DataFrame({"district": [f"d{n % 6}" for n in range(120)]})
    frame["region"] = frame["district"].map(lambda name: "north" if name < "d3" else "south")
    assert not compare(frame).insights


def test_nobody_is_told_in_a_group_of_few() -> None:
    """Three rows of a rare kind are put with the others, in sentence and picture."""
    frame = pd.DataFrame({"kind": ["rare"] * 3 + ["a"] * 40 + ["b"] * 40})
    frame["state"] = ["x"] * 3 + ["x"] * 35 + ["y"] * 5 + ["y"] * 35 + ["x"] * 5
    (one,) = compare(frame, outcome="state", value="x").insights
    assert "rare" not in one.text("en")
    assert one.table is not None
    assert "rare" not in set(one.table["label"])


def test_the_same_table_gives_the_same(pumps: pd.DataFrame) -> None:
    """Permutations are seeded."""
    first, second = (
        [(one.text("fr"), one.strength) for one in compare(pumps).insights] for _ in range(2)
    )
    assert first == second


@pytest.mark.parametrize(
    "frame",
    [
        pd.DataFrame({"a": []}),
        pd.DataFrame({"a": [1.0] * 30, "b": ["x"] * 30}),
        pd.DataFrame({"a": [None] * 30, "b": ["x", "y"] * 15}),
    ],
)
def test_nothing_to_compare(frame: pd.DataFrame) -> None:
    """Constant, empty or missing columns are no error."""
    assert compare(frame).insights == []
