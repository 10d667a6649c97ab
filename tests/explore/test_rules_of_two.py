"""Rules with two conditions: told where both say more than one, silent where chance rules."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from probono_kit.explore import profile
from probono_kit.explore.comparing import Relations
from probono_kit.explore.insights import Condition
from probono_kit.explore.rules_of_two import find_rules_of_two


def rules_of(frame: pd.DataFrame) -> Relations:
    return find_rules_of_two(frame, profile(frame, {}))


def pumps(seed: int, rows: int = 500) -> pd.DataFrame:
    """Return pumps that break where they are hand pumps and nobody pays."""
    random = np.random.default_rng(seed)
    table = pd.DataFrame(
        {
            "pump": random.choice(["hand", "solar", "diesel"], rows),
            "fee": random.choice(["paid", "none"], rows),
            "depth": random.gamma(3, 10, rows).round(1),
            "owner": random.choice(["school", "clinic", "village"], rows),
        }
    )
    bad = ((table["pump"] == "hand") & (table["fee"] == "none")).to_numpy()
    table["state"] = np.where(random.random(rows) < np.where(bad, 0.95, 0.3), "broken", "works")
    return table


def chance(seed: int) -> pd.DataFrame:
    """Return columns that have nothing to do with each other, or only two by two."""
    random = np.random.default_rng(seed)
    rows = int(random.integers(80, 600))
    table = pd.DataFrame(
        {f"c{i}": random.choice(list("abcd")[: 2 + i % 3], rows) for i in range(6)}
    )
    table["n"] = random.gamma(2, 5, rows)
    if seed % 2:
        # One condition decides nearly all; a second one adds nothing.
        table["d"] = np.where(
            random.random(rows) < np.where(table["c0"] == "a", 0.7, 0.2), "y", "n"
        )
    return table


def holds(frame: pd.DataFrame, condition: Condition) -> pd.Series:
    column = frame[condition.column]
    if condition.end == "low":
        return column <= condition.value
    if condition.end == "high":
        return column >= condition.value
    return column.astype("str") == condition.value


@pytest.mark.parametrize("seed", range(3))
def test_the_planted_rule_is_found_and_its_figures_are_true(seed: int) -> None:
    """The two shares of each sentence, counted again row by row."""
    table = pumps(seed)
    found = rules_of(table).insights
    assert {frozenset(one.columns) for one in found} == {frozenset({"state", "pump", "fee"})}
    for one in found:
        said = dict(one.values)
        first, second = (holds(table, said[key]) for key in ("first", "second"))
        then = table[said["column"].name] == said["value"]
        assert said["share"] == (int((first & second & then).sum()), int((first & second).sum()))
        assert said["alone"] == (int((first & then).sum()), int(first.sum()))
        assert said["share"].value >= 0.8


def test_chance_makes_no_rule_of_two() -> None:
    """Of sixty tables by chance at most three give one: also where one condition says it all."""
    hits = [seed for seed in range(60) if rules_of(chance(seed)).insights]
    assert len(hits) <= 3, hits


def test_it_reads_well_in_both_languages() -> None:
    """Conditions joined, the share of both beside that of the first alone."""
    one = rules_of(pumps(0)).insights[0]
    text = one.text("fr").replace("\u00a0", " ")
    starts = ("« pump » est « hand » et où « fee »", "« fee » est « none » et où « pump »")
    assert text.startswith(tuple(f"Là où {start}" for start in starts))
    assert "première condition" in text


def test_few_records_make_no_rule() -> None:
    """Fewer than twenty records with both conditions are no rule."""
    assert not rules_of(pumps(1, rows=60)).insights
