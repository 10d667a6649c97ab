"""Numbers far from the others are listed with the rule that says so."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from probono_kit.tables.outliers import OUTLIER_COLUMNS, outlier_rule, outliers, small_groups


@pytest.mark.parametrize("method", ["iqr", "mad"])
def test_a_number_with_a_digit_too_many_is_far_away(method: str) -> None:
    """Its row, its side and the limits are said."""
    ages = pd.Series([31, 28, 45, 39, 22, 51, 36, 33, 41, 29, 350], index=range(2, 13))
    far = outliers(ages, method)
    assert far[["row", "value", "side"]].values.tolist() == [[12, 350, "high"]]
    assert far["upper"][0] < 350


def test_skewed_amounts_are_judged_by_their_logarithms() -> None:
    """Budgets of many sizes are usual; one a thousand times larger is not."""
    rng = np.random.default_rng(3)
    budgets = pd.Series(np.round(np.exp(rng.normal(8, 1.2, 300))))
    plain, decided = outliers(budgets, log=False), outliers(budgets)
    assert len(plain) > 15
    assert len(decided) < 6
    budgets[300] = 50_000_000
    far = outliers(budgets)
    assert far["row"][0] == 300
    assert "logarithms" in far["evidence"][0]


def test_zeros_are_not_far_among_skewed_amounts() -> None:
    """Nothing received is an answer."""
    amounts = pd.Series([0, 0, *np.round(np.exp(np.linspace(3, 9, 60)))])
    assert outlier_rule(amounts).is_log  # type: ignore[union-attr]
    assert outliers(amounts).empty


@pytest.mark.parametrize("values", [[1, 2, 900], [5] * 40 + [6, 7], [None] * 20, []])
def test_where_nothing_can_be_said_nothing_is_said(values: list[object]) -> None:
    """Few numbers, or half of them the same, give no limits."""
    series = pd.Series(values, dtype="float64")
    assert outlier_rule(series) is None
    assert tuple(outliers(series).columns) == OUTLIER_COLUMNS


def test_limits_of_last_month_serve_this_month() -> None:
    """A rule found before is used as it is."""
    rule = outlier_rule(pd.Series(range(20, 40)))
    assert outliers(pd.Series([30, 70]), rule=rule)["value"].tolist() == [70]


@given(
    st.lists(st.integers(-1000, 1000), min_size=1, max_size=60),
    st.sampled_from(["iqr", "mad"]),
)
def test_what_is_listed_lies_outside_and_the_rest_inside(values: list[int], method: str) -> None:
    """And the order of the rows does not matter."""
    series = pd.Series(values)
    rule, far = outlier_rule(series, method), outliers(series, method)
    if rule is None:
        assert far.empty
        return
    outside = {row for row, value in series.items() if not rule.lower <= value <= rule.upper}
    zeros = {row for row in outside if rule.is_log and series[row] == 0}
    assert set(far["row"]) == outside - zeros
    assert outlier_rule(series[::-1], method) == rule


def test_small_groups_are_listed_with_their_rows() -> None:
    """By several columns too; rows with a missing cell are in no group."""
    frame = pd.DataFrame(
        {"site": ["A"] * 5 + ["B", "B", None], "sex": ["f"] * 5 + ["f", "m", "m"]},
        index=range(2, 10),
    )
    assert small_groups(frame, "site").values.tolist() == [["B", 2, [7, 8]]]
    assert small_groups(frame, ["site", "sex"])["count"].tolist() == [1, 1]
    assert small_groups(frame, "site", minimum=2).empty
