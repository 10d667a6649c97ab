"""Rules between columns are found in the rows, and rows that break them are listed."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from probono_kit.errors import ProbonoError
from probono_kit.tables.dependencies import DEPENDENCY_COLUMNS, find_dependencies
from probono_kit.tables.violations import dependency_violations


@pytest.fixture
def places() -> pd.DataFrame:
    """Forty communes in eight regions, five rows each, and columns that decide nothing."""
    rng = np.random.default_rng(1)
    commune = np.repeat(np.arange(40), 5)
    return pd.DataFrame(
        {
            "id": [f"r{i}" for i in range(200)],
            "commune": [f"C{i:02d}" for i in commune],
            "region": [f"R{i // 5}" for i in commune],
            "country": "TCD",
            "sector": rng.choice(["WASH", "Santé", "Abris"], 200),
            "flag": ["oui"] * 199 + ["non"],
        },
        index=pd.RangeIndex(2, 202, name="row"),
    )


def rules(frame: pd.DataFrame, **options: float) -> set[tuple[tuple[str, ...], str]]:
    found = find_dependencies(frame, **options)  # type: ignore[arg-type]
    return set(zip(found["determinant"], found["dependent"], strict=True))


def test_a_commune_has_one_region(places: pd.DataFrame) -> None:
    """Keys, constants, chance, and columns that nearly always say one thing make no rule."""
    assert rules(places) == {(("commune",), "region")}


def test_a_rule_survives_a_few_mistakes(places: pd.DataFrame) -> None:
    """The support says how many rows follow it; a stricter support drops it."""
    places.loc[[2, 77], "region"] = "R7"
    found = find_dependencies(places)
    assert found[["dependent", "support", "violations"]].values.tolist() == [["region", 0.99, 2]]
    assert not rules(places, min_support=0.995)


def test_two_columns_may_decide_together() -> None:
    """Price follows from product and month, from neither alone."""
    rng = np.random.default_rng(2)
    product, month = rng.integers(0, 6, 400), rng.integers(0, 6, 400)
    price = (product * 7 + month * 11) % 13
    frame = pd.DataFrame({"product": product, "month": month, "price": price})
    assert (("product", "month"), "price") in rules(frame)
    assert (("product", "month"), "price") not in rules(frame, pairs=False)


def test_a_rule_that_follows_from_two_others_says_so(places: pd.DataFrame) -> None:
    """The zone of a commune is that of its region: one look at the region is enough."""
    places["zone"] = places["region"].map(lambda region: "AB"[int(region[1]) % 2])
    found = find_dependencies(places)
    communes = found[found["determinant"] == ("commune",)]
    assert dict(zip(communes["dependent"], communes["through"], strict=True)) == {
        "region": "",
        "zone": "region",
    }


def test_tables_without_rules_give_an_empty_table() -> None:
    """With its columns."""
    for frame in (pd.DataFrame(), pd.DataFrame({"a": [1, 2, 3], "b": [1, 1, 2]})):
        assert tuple(find_dependencies(frame).columns) == DEPENDENCY_COLUMNS


def test_the_majority_is_proposed_above_the_support_only(places: pd.DataFrame) -> None:
    """Four of five rows are not nine of ten: the rows are listed, and nothing is proposed."""
    places.loc[2, "region"] = "R7"
    listed = dependency_violations(places, "commune", "region")
    assert listed["row"].tolist() == [2, 3, 4, 5, 6]
    assert listed["proposal"].isna().all()
    sure = dependency_violations(places, "commune", "region", min_support=0.8)
    assert sure[["row", "old_value", "proposal", "count"]].values.tolist() == [[2, "R7", "R0", 4]]
    assert sure["evidence"][0] == "commune “C00”: “R0” in 4 rows, “R7” in 1."


def test_a_majority_of_two_rows_is_none() -> None:
    """Two rows against one are no evidence, whatever the share."""
    frame = pd.DataFrame({"code": ["a"] * 3, "name": ["x", "x", "y"]})
    assert dependency_violations(frame, "code", "name", min_support=0.6)["proposal"].isna().all()


def test_missing_cells_break_no_rule(places: pd.DataFrame) -> None:
    """Nobody contradicts a commune by saying nothing."""
    places.loc[[2, 9], "region"] = None
    places.loc[15, "commune"] = None
    assert dependency_violations(places, "commune", "region").empty


def test_several_columns_that_decide_together_are_named(places: pd.DataFrame) -> None:
    """The evidence names the group by all of them."""
    places["name"] = places["commune"] + places["region"]
    places.loc[2, "name"] = "?"
    [evidence] = dependency_violations(
        places, ["region", "commune"], "name", min_support=0.7, language="fr"
    )["evidence"]
    assert "region « R0 », commune « C00 » : « C00R0 » dans 4 lignes" in evidence.replace(
        "\u00a0", " "
    )


def test_a_column_that_is_not_there_is_named() -> None:
    """As everywhere, with what comes near."""
    with pytest.raises(ProbonoError, match="region"):
        dependency_violations(pd.DataFrame({"Région": ["x"]}), "region", "Région")
