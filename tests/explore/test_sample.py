"""Samples with weights, strata, clusters and a known population, against laws and simulation."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from probono_kit.errors import ProbonoError
from probono_kit.explore import profile
from probono_kit.explore.clusters import find_groups
from probono_kit.explore.insights import Certainty, Estimate
from probono_kit.explore.sample import Sample
from probono_kit.explore.space import figures_by_area
from probono_kit.explore.survey import survey_relations

ROWS = st.lists(
    st.tuples(st.integers(-50, 50), st.integers(1, 4), st.sampled_from("abc")),
    min_size=12,
    max_size=40,
)


@settings(max_examples=30, deadline=None)
@given(ROWS)
def test_a_row_of_weight_three_counts_as_three_rows(rows: list[tuple[int, int, str]]) -> None:
    """Means, medians, quartiles, shares and bins are those of the table with rows repeated."""
    table = pd.DataFrame(rows, columns=["y", "w", "c"]).astype({"y": float})
    table["y"] += np.linspace(0, 0.4, len(table))  # an amount, not a code
    repeated = table.loc[table.index.repeat(table["w"])].reset_index(drop=True)
    sample = Sample.of(table, weights="w")
    assert sample.mean(table["y"]).value == pytest.approx(repeated["y"].mean())
    found = sample.quantiles(table["y"], (0.25, 0.5, 0.75))
    expected = np.percentile(repeated["y"], [25, 50, 75], method="averaged_inverted_cdf")
    assert found == pytest.approx(tuple(expected))
    columns = profile(table[["y", "c"]], {}, sample=sample).columns
    shares = repeated["c"].value_counts(normalize=True)
    told = columns["c"].figures.set_index("label")["share"]
    assert told.to_dict() == pytest.approx(shares.to_dict())
    if columns["y"].chart == "histogram":
        assert columns["y"].figures["rows"].sum() == pytest.approx(len(table), abs=3)


def test_a_known_population_narrows_the_interval() -> None:
    """Four of ten drawn at random: variance (1 - 4/10) s²/4 (Cochran 1977, theorem 2.2)."""
    table = pd.DataFrame({"y": [2.0, 7.0, 4.0, 9.0], "n": [10] * 4})
    from scipy.stats import t

    found = Sample.of(table, population="n").mean(table["y"])
    reach = t.ppf(0.975, 3) * np.sqrt(0.6 * table["y"].var(ddof=1) / 4)
    assert (found.low, found.high) == pytest.approx((5.5 - reach, 5.5 + reach))
    whole = Sample.of(table.assign(n=4), population="n").mean(table["y"])
    assert whole.low == pytest.approx(whole.high)


def test_strata_are_added_up_as_the_textbook_says() -> None:
    """Variance of a stratified mean: Σ W² s²/n (Cochran 1977, theorem 5.3), weights N/n."""
    table = pd.DataFrame(
        {"y": [1.0, 3.0, 5.0, 10.0, 14.0], "s": list("aaabb"), "w": [20 / 3] * 3 + [15.0] * 2}
    )
    found = Sample.of(table, weights="w", strata="s").mean(table["y"])
    mean = 20 / 50 * 3 + 30 / 50 * 12
    variance = (0.4**2) * 4 / 3 + (0.6**2) * 8 / 2
    from scipy.stats import t

    assert found.value == pytest.approx(mean)
    # By linearisation the scores are centred on the overall mean; sums by stratum are the same.
    assert (found.high - mean) / t.ppf(0.975, 3) == pytest.approx(np.sqrt(variance))


def drawn(random: np.random.Generator, clusters: int = 30) -> pd.DataFrame:
    """Draw clusters of two strata from a population whose share is 0.34 on average."""
    strata = np.repeat([0, 1], clusters // 2)
    levels = np.clip(random.normal(np.where(strata, 0.5, 0.3), 0.12), 0.02, 0.98)
    sizes = random.integers(6, 14, clusters)
    own = np.repeat(np.arange(clusters), sizes)
    return pd.DataFrame(
        {
            "said": (random.random(len(own)) < levels[own]).astype(float),
            "cluster": own,
            "stratum": strata[own],
            # Four times as many live in the first stratum; each cluster stands for as many.
            "w": np.where(strata[own] == 0, 4.0, 1.0) / sizes[own],
        }
    )


@pytest.mark.slow
def test_intervals_cover_the_truth_as_often_as_they_say() -> None:
    """Of 600 samples about 95 % of the intervals hold the share of the population."""
    random = np.random.default_rng(12)
    inside = 0
    for _time in range(600):
        table = drawn(random)
        found = Sample.of(table, weights="w", strata="stratum", clusters="cluster").mean(
            table["said"]
        )
        inside += found.low <= 0.34 <= found.high
    assert 0.925 <= inside / 600 <= 0.98


@pytest.mark.slow
@pytest.mark.parametrize("share", [0.01, 0.03, 0.1])
def test_intervals_of_rare_answers_cover_the_truth(share: float) -> None:
    """Of 300 samples of sixty rows, in clusters of three too, at least 94 % hold the share."""
    random = np.random.default_rng(5)
    cluster = np.repeat(np.arange(20), 3)
    inside = np.zeros(2, dtype=int)
    for _time in range(300):
        levels = random.beta(share * 10, (1 - share) * 10, 20)[cluster]
        for at, level in enumerate((share, levels)):
            table = pd.DataFrame({"said": (random.random(60) < level).astype(float)})
            table["w"], table["c"] = random.uniform(0.5, 2, 60), cluster
            found = Sample.of(table, weights="w", clusters="c" if at else "").mean(table["said"])
            inside[at] += found.low <= share <= found.high
    assert (inside >= 0.94 * 300).all(), inside


def test_a_census_leaves_nothing_to_chance() -> None:
    """Where all of the population answered, the interval of a share is the share."""
    table = pd.DataFrame({"said": [1.0, 0.0, 0.0, 1.0], "n": [4] * 4})
    for said in (table["said"], table["said"] * 0):
        found = Sample.of(table, population="n").mean(said, percent=True)
        assert found.low == found.value == found.high


@pytest.mark.slow
def test_groups_that_are_alike_seem_different_no_more_often_than_they_should() -> None:
    """The test of the design keeps to 5 %; one that forgets the clusters does not."""
    random = np.random.default_rng(4)
    with_design, without = [], []
    for _time in range(400):
        table = drawn(random)
        # The group is a matter of the cluster, as a district is.
        table["group"] = np.where(random.permutation(30)[table["cluster"]] < 15, "n", "s")
        sample = Sample.of(table, weights="w", strata="stratum", clusters="cluster")
        with_design.append(sample.groups(table["said"], table["group"]).p)
        without.append(Sample.of(table).groups(table["said"], table["group"]).p)
    assert 0.02 <= (np.array(with_design) < 0.05).mean() <= 0.09
    assert (np.array(without) < 0.05).mean() > 0.1


@pytest.mark.slow
def test_chance_is_not_told_as_a_finding() -> None:
    """Where nothing goes together, hardly more than one sample in twenty gives a finding."""
    random = np.random.default_rng(31)
    wrong = 0
    for _time in range(40):
        table = drawn(random)
        for at in range(4):
            table[f"q{at}"] = random.choice(["a", "b", "c"], len(table))
        table["amount"] = random.gamma(2, 30, len(table))
        sample = Sample.of(table, weights="w", strata="stratum", clusters="cluster")
        asked = table[["q0", "q1", "q2", "q3", "amount"]]
        found = survey_relations(asked, profile(asked, {}, sample=sample), sample)
        assert found.compared == 10
        wrong += any(one.certainty is Certainty.FIRM for one in found.insights)
    assert wrong <= 5


@pytest.mark.slow
def test_rare_answers_in_small_groups_are_no_finding() -> None:
    """Groups of sixty, eighteen and twelve that are alike give no solid finding by chance."""
    random = np.random.default_rng(7)
    groups = np.repeat(["a", "b", "c"], [60, 18, 12])
    for share in (0.05, 0.1, 0.3):
        firm = 0
        for _time in range(100):
            table = pd.DataFrame({"zone": groups, "w": random.uniform(0.5, 2, 90)})
            table["said"] = np.where(random.random(90) < share, "yes", "no")
            sample = Sample.of(table, weights="w")
            asked = table[["zone", "said"]]
            columns = profile(asked, {}, sample=sample)
            found = survey_relations(asked, columns, sample, outcome="said", value="yes")
            firm += any(one.certainty is Certainty.FIRM for one in found.insights)
        assert firm <= 9, (share, firm)


def test_nobody_says_it_is_no_certainty() -> None:
    """None of forty: up to nine in a hundred may say it (Clopper and Pearson)."""
    table = pd.DataFrame({"said": np.zeros(40), "w": np.ones(40)})
    sample = Sample.of(table, weights="w")
    found = sample.mean(table["said"])
    assert (found.value, found.low) == (0, 0)
    assert found.high == pytest.approx(0.0881, abs=1e-4)
    whole = sample.mean(table["said"] + 1)
    assert (whole.low, whole.high) == (pytest.approx(1 - 0.0881, abs=1e-4), 1)
    assert not sample.mean(table["said"], percent=False).percent


def test_rows_without_weight_do_not_count() -> None:
    """Thirty of sixty rows stand for nobody: the sentence speaks of thirty."""
    table = pd.DataFrame({"said": [1.0, 0.0] * 30, "w": [1.0] * 30 + [0.0] * 30})
    assert Sample.of(table, weights="w").mean(table["said"]).rows == 30


def test_a_difference_is_told_with_the_figures_of_the_population() -> None:
    """Shares by group are weighted; the sentence has both intervals."""
    random = np.random.default_rng(5)
    table = pd.DataFrame({"zone": np.repeat(["rural", "urban"], 150), "w": [1.0, 5.0] * 150})
    table["water"] = np.where(
        random.random(300) < np.where(table["zone"] == "rural", 0.3, 0.7), "yes", "no"
    )
    sample = Sample.of(table, weights="w")
    asked = table[["zone", "water"]]
    columns = profile(asked, {}, sample=sample)
    (one,) = survey_relations(asked, columns, sample, outcome="water", value="yes").insights
    for end, zone in (("high", "urban"), ("low", "rural")):
        rows = table[table["zone"] == zone]
        estimate = dict(one.values)[end]
        assert isinstance(estimate, Estimate)
        share = np.average(rows["water"] == "yes", weights=rows["w"])
        assert estimate.value == pytest.approx(share)
    assert one.certainty is Certainty.FIRM
    assert one.text("en").startswith("“water”: “yes” for ")


def test_areas_show_the_shares_of_the_population() -> None:
    """By area, too, each row counts as its weight; the number of records stays what it is."""
    random = np.random.default_rng(6)
    table = pd.DataFrame({"area_code": np.repeat(["A", "B"], 40), "w": random.integers(1, 9, 80)})
    table["area_name"] = table["area_code"]
    table["dry"] = random.choice(["yes", "no"], 80)
    sample = Sample.of(table, weights="w")
    found = figures_by_area(table, "dry", says="yes", sample=sample)
    for row in found.areas.itertuples():
        rows = table[table["area_code"] == row.area_code]
        assert row.rows == 40
        assert row.value == pytest.approx(np.average(rows["dry"] == "yes", weights=rows["w"]))


def test_groups_of_records_tell_the_share_of_the_population() -> None:
    """Clusters of records, too, are told as parts of the population."""
    random = np.random.default_rng(3)
    town = np.repeat([True, False], 60)
    table = pd.DataFrame(
        {
            "litres": np.where(town, 60, 20) + random.normal(0, 4, 120),
            "minutes": np.where(town, 5, 45) + random.normal(0, 3, 120),
            "people": np.where(town, 4, 8) + random.normal(0, 1, 120),
        }
    )
    weights = pd.DataFrame({"w": np.where(town, 3.0, 1.0)})
    sample = Sample.of(weights, weights="w")
    shares = sorted(
        dict(one.values)["share"].value
        for one in find_groups(table, profile(table, {}), sample).insights
    )
    assert shares == pytest.approx([0.25, 0.75])


@pytest.mark.parametrize(
    ("columns", "code"),
    [
        ({"w": [1.0, -2.0, 1.0, 1.0]}, "explore.not_a_number"),
        ({"s": ["a", None, "b", "b"]}, "explore.no_stratum"),
        ({"c": ["a", None, "b", "b"]}, "explore.no_stratum"),
        ({"s": list("aabb"), "n": [5, 6, 9, 9]}, "explore.population"),
        ({"s": list("aabb"), "n": [1, 1, 9, 9]}, "explore.population"),
    ],
)
def test_an_impossible_design_is_refused(columns: dict[str, list[object]], code: str) -> None:
    """With what is wrong, and where."""
    table = pd.DataFrame(columns)
    keys = {"w": "weights", "s": "strata", "c": "clusters", "n": "population"}
    with pytest.raises(ProbonoError) as caught:
        Sample.of(table, **{keys[name]: name for name in table}, where="survey.xlsx")
    assert code in [found.code for found in caught.value.findings]


def test_a_doubtful_design_is_told() -> None:
    """A stratum of one cluster, and a cluster in two strata, are warnings that name them."""
    table = pd.DataFrame({"s": list("aaab"), "c": list("xyyy")})
    found = {each.code: each for each in Sample.of(table, strata="s", clusters="c").findings}
    assert dict(found["explore.one_cluster"].values)["strata"] == ("b",)
    assert dict(found["explore.cluster_in_strata"].values)["clusters"] == ("y",)


def test_answers_that_all_differ_are_not_compared() -> None:
    """Many answers of a few records each: nothing is told, and nothing fails."""
    random = np.random.default_rng(1)
    table = pd.DataFrame({"zone": np.repeat(["n", "s"], 60), "w": random.uniform(1, 3, 120)})
    table["wish"] = [f"wish {n % 30}" for n in range(120)]
    sample = Sample.of(table, weights="w")
    asked = table[["zone", "wish"]]
    columns = profile(asked, {}, sample=sample)
    assert columns.columns["wish"].role.value == "category"
    assert survey_relations(asked, columns, sample, outcome="wish").insights == []
