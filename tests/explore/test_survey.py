"""Figures of a population from a weighted sample, against formulas written out."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import beta, t

from probono_kit.errors import ProbonoError
from probono_kit.explore import Estimate
from probono_kit.explore.sample import Sample
from probono_kit.explore.survey import estimate_outcome


def estimate_mean(
    values: pd.Series,
    weights: pd.Series | None = None,
    strata: pd.Series | None = None,
    clusters: pd.Series | None = None,
) -> Estimate:
    columns = {"w": weights, "s": strata, "c": clusters}
    given = {name: column for name, column in columns.items() if column is not None}
    frame = pd.DataFrame(given, index=values.index)
    keys = {"w": "weights", "s": "strata", "c": "clusters"}
    return Sample.of(frame, **{keys[name]: name for name in given}).mean(values)


def test_without_design_it_is_the_mean_and_its_standard_error() -> None:
    """The textbook interval of a simple sample."""
    y = pd.Series([3.0, 5.0, 8.0, 4.0, 9.0, 7.0])
    found = estimate_mean(y)
    reach = t.ppf(0.975, 5) * y.std(ddof=1) / np.sqrt(6)
    assert found.value == pytest.approx(y.mean())
    assert (found.low, found.high) == pytest.approx((y.mean() - reach, y.mean() + reach))


def test_weights_count() -> None:
    """Each row stands for as many as its weight says."""
    found = estimate_mean(pd.Series([1.0, 0.0, 0.0]), pd.Series([6.0, 1.0, 1.0]))
    assert found.value == pytest.approx(0.75)


def test_clusters_widen_and_strata_narrow_the_interval() -> None:
    """Neighbours answer alike; strata that differ are no chance: variances by hand."""
    y = pd.Series([1.0] * 10 + [0.0] * 10 + [1.0] * 10 + [0.0] * 10)
    clusters = pd.Series(np.repeat(["a", "b", "c", "d"], 10))
    strata = pd.Series(["n"] * 20 + ["s"] * 20)
    plain, by_cluster = estimate_mean(y), estimate_mean(y, clusters=clusters)
    assert by_cluster.high - by_cluster.low > plain.high - plain.low
    means = pd.Series([1.0, 0.0, 1.0, 0.0])
    variance = 4 / 3 * (((means - 0.5) * 10 / 40) ** 2).sum()
    # As many independent answers as vary as much, fewer for the three degrees of freedom.
    size = 0.25 / variance * (t.ppf(0.975, 39) / t.ppf(0.975, 3)) ** 2
    assert by_cluster.high == pytest.approx(beta.ppf(0.975, size / 2 + 1, size / 2))
    ordered = pd.Series([1.0] * 18 + [0.0] * 2 + [0.0] * 18 + [1.0] * 2)
    stratified = estimate_mean(ordered, strata=strata)
    assert stratified.high - stratified.low < plain.high - plain.low


def test_who_was_not_asked_is_not_counted() -> None:
    """Missing answers are no zero, and their rows still tell how the sample was drawn."""
    found = estimate_mean(pd.Series([1.0, 0.0, None, None]), pd.Series([1.0, 1.0, 50.0, 50.0]))
    assert found.value == pytest.approx(0.5)
    assert found.rows == 2


@given(st.lists(st.tuples(st.booleans(), st.floats(0.1, 50)), min_size=2, max_size=40))
def test_a_share_and_its_interval_stay_shares(rows: list[tuple[bool, float]]) -> None:
    """Between 0 and 1, the estimate between its ends."""
    y = pd.Series([float(said) for said, _ in rows])
    found = estimate_mean(y, pd.Series([weight for _, weight in rows]))
    assert 0 <= found.low <= found.value + 1e-12
    assert found.value - 1e-12 <= found.high <= 1


@pytest.mark.parametrize("weights", [[1.0, -1.0], [1.0, None], ["a", "b"], [0.0, 0.0]])
def test_weights_that_are_none_are_refused(weights: list[object]) -> None:
    """Negative, missing, no numbers, all zero."""
    with pytest.raises(ProbonoError) as caught:
        estimate_mean(pd.Series([1.0, 2.0]), pd.Series(weights, name="w"))
    assert caught.value.findings[0].code == "explore.not_a_number"


def test_the_sentence_has_the_interval() -> None:
    """In French, with the rows behind it."""
    rows = pd.DataFrame({"eau": ["non"] * 30 + ["oui"] * 30, "poids": [3.0] * 30 + [1.0] * 30})
    sample = Sample.of(rows, weights="poids")
    (one,) = estimate_outcome(rows, "eau", sample, value="non")
    assert isinstance(dict(one.values)["estimate"], Estimate)
    text = one.text("fr").replace("\u00a0", " ")
    assert "« non » pour 75 %" in text
    assert "60 lignes" in text
    assert estimate_outcome(rows.assign(eau=None), "eau", sample) == []
