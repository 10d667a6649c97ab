"""Rules that hold in most records: found where planted, silent where chance rules."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from probono_kit.explore import Insight, Share, find_rules, profile
from probono_kit.explore.relations import Relations, relations
from probono_kit.explore.rules import MOST_RULES, without_told


def rules_of(frame: pd.DataFrame) -> Relations:
    """Profile a made-up table and look for rules."""
    return find_rules(frame, profile(frame, {}))


def by_chance(seed: int, rows: int = 240) -> pd.DataFrame:
    """Return a table in which no column has to do with another."""
    random = np.random.default_rng(seed)
    return pd.DataFrame(
        {
            "pump": random.choice(["hand", "solar", "diesel", "none"], rows),
            "state": random.choice(["broken", "works"], rows, p=[0.4, 0.6]),
            "owner": random.choice(["town", "school", "clinic"], rows, p=[0.6, 0.3, 0.1]),
            "paid": random.choice(["yes", "no"], rows, p=[0.3, 0.7]),
            "depth": random.gamma(3, 12, rows),
        }
    )


@pytest.fixture(scope="module")
def planted() -> pd.DataFrame:
    """Return chance with two rules: hand pumps are broken, deep wells belong to the clinic."""
    frame = by_chance(11, 400)
    random = np.random.default_rng(12)
    broken = (frame["pump"] == "hand") & (random.random(400) < 0.92)
    frame.loc[broken, "state"] = "broken"
    deep = (frame["depth"] > 38) & (random.random(400) < 0.9)
    frame.loc[deep, "owner"] = "clinic"
    frame.loc[random.random(400) < 0.05, "state"] = None
    return frame


def counted(frame: pd.DataFrame, one: Insight) -> tuple[Share, Share]:
    """Count the two shares of a rule row by row."""
    said = dict(one.values)
    column, by = one.columns
    inside = whole = part = rows = 0
    for then, given in zip(frame[column].tolist(), frame[by].tolist(), strict=True):
        if pd.isna(then) or pd.isna(given):
            continue
        in_group = {
            "explore.rule": str(given) == str(said["group"]),
            "explore.rule_low": one.code == "explore.rule_low" and given <= said["group"],
            "explore.rule_high": one.code == "explore.rule_high" and given >= said["group"],
        }[one.code]
        hit = str(then) == said["value"]
        whole, inside = whole + 1, inside + hit
        rows, part = rows + in_group, part + (in_group and hit)
    return Share(part, rows), Share(inside, whole)


def test_planted_rules_are_found_with_figures_that_another_count_confirms(
    planted: pd.DataFrame,
) -> None:
    """Both rules, and every share of every sentence, counted again row by row."""
    found = rules_of(planted).insights
    codes = {(one.code, one.columns, dict(one.values)["value"]) for one in found}
    assert ("explore.rule", ("state", "pump"), "broken") in codes
    assert ("explore.rule_high", ("owner", "depth"), "clinic") in codes
    for one in found:
        assert (dict(one.values)["share"], dict(one.values)["overall"]) == counted(planted, one)
        assert min(dict(one.values)["share"]) >= 5  # type: ignore[call-overload]


def test_a_rule_reads_well_in_both_languages(planted: pd.DataFrame) -> None:
    """An amount is said with its limit, as people say it."""
    one = next(each for each in rules_of(planted).insights if each.code == "explore.rule_high")
    assert "or more, “owner” is “clinic” in" in one.text("en")
    assert "ou plus, « owner » est « clinic » dans" in one.text("fr").replace("\u00a0", " ")


def test_chance_makes_no_rules() -> None:
    """At most 5 % of tables without any relation give one: here, of 60."""
    assert sum(bool(rules_of(by_chance(seed)).insights) for seed in range(60)) <= 3


def test_what_follows_from_how_the_table_is_made_is_no_rule() -> None:
    """A district tells its region, a code its name, an amount its bracket."""
    random = np.random.default_rng(3)
    district = random.choice(["Ab", "Bo", "Ce", "Da"], 200)
    frame = pd.DataFrame({"district": district, "depth": random.gamma(3, 12, 200)})
    frame["region"] = frame["district"].map({"Ab": "N", "Bo": "N", "Ce": "S", "Da": "S"})
    frame["size"] = np.where(frame["depth"] > 40, "deep", "shallow")
    assert rules_of(frame).insights == []


def test_two_words_for_one_thing_are_no_rule() -> None:
    """A sector and a cluster that both say “Nutrition” in the same rows, whatever the others do."""
    frame = by_chance(8, 300)
    random = np.random.default_rng(9)
    frame["sector"] = random.choice(["Nutrition", "Water", "Health"], 300)
    frame["cluster"] = random.choice(["Shelter", "Other", "Cash"], 300)
    frame.loc[frame["sector"] == "Nutrition", "cluster"] = "NUTRITION"
    assert rules_of(frame).insights == []


def test_few_rules_one_for_two_columns_and_never_the_same_twice(planted: pd.DataFrame) -> None:
    """A handful, and the order of rows does not matter."""
    copies = planted.assign(**{f"again {n}": planted["state"] for n in range(3)})
    random = np.random.default_rng(5)
    for n in range(3):
        mixed = random.random(len(copies)) < 0.06
        copies.loc[mixed, f"again {n}"] = "works"
    found = rules_of(copies).insights
    assert len(found) <= MOST_RULES
    assert len({frozenset(one.columns) for one in found}) == len(found)
    turned = rules_of(copies.iloc[::-1]).insights
    assert [one.text("en") for one in turned] == [one.text("en") for one in found]


def test_small_groups_make_no_rule() -> None:
    """Four households that all say the same are no rule; a table of few rows has none."""
    frame = by_chance(2)
    frame.loc[:3, ["pump", "state"]] = ["rope", "broken"]
    assert not any("rope" in one.text("en") for one in rules_of(frame).insights)
    assert rules_of(frame.head(15)).compared == 0


def test_what_another_finding_says_is_not_said_again(planted: pd.DataFrame) -> None:
    """The share of broken hand pumps stands in the comparison already."""
    known = profile(planted, {})
    told = relations(planted, known, outcome="state", value="broken").insights
    left = without_told(find_rules(planted, known).insights, told)
    assert all(set(one.columns) != {"state", "pump"} for one in left)
    assert any(set(one.columns) == {"owner", "depth"} for one in left)


def test_two_names_of_one_group_make_one_rule(planted: pd.DataFrame) -> None:
    """An acronym and the name it stands for say the same of the same records."""
    random = np.random.default_rng(3)
    other = random.choice(["x", "y", "z"], len(planted))
    named = planted.assign(brand=np.where(planted["pump"] == "hand", "Afridev", other))
    about = [one for one in rules_of(named).insights if dict(one.values)["value"] == "broken"]
    assert len(about) == 1
