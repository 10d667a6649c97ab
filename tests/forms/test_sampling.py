"""Sizes of samples against published tables; clusters and points that are drawn fairly."""

from __future__ import annotations

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from shapely.geometry import MultiPolygon, Point, Polygon, box

from probono_kit.errors import ProbonoError
from probono_kit.forms import sampling
from probono_kit.forms.sampling.allocation import shared_out
from probono_kit.forms.sampling.clusters import systematic_hits

#: Krejcie and Morgan (1970), table 1: population and size of the sample (95 %, ±5 %, p = 0.5).
KREJCIE_MORGAN = {
    10: 10, 50: 44, 100: 80, 200: 132, 300: 169, 400: 196, 500: 217, 750: 254, 1000: 278,
    1500: 306, 2000: 322, 3000: 341, 5000: 357, 10000: 370, 20000: 377, 50000: 381,
}  # fmt: skip


@pytest.mark.parametrize(("population", "size"), KREJCIE_MORGAN.items())
def test_the_table_of_krejcie_and_morgan_comes_out(population: int, size: int) -> None:
    """The table rounds to the nearest; ours rounds up, so that the margin holds."""
    found = sampling.sample_size(population)
    assert round(found.exact) == size
    assert found.size in (size, size + 1)
    assert found.size - 1 < found.exact <= found.size


@pytest.mark.parametrize(
    ("confidence", "margin", "size"),
    [(0.95, 0.05, 385), (0.95, 0.1, 97), (0.9, 0.05, 271), (0.99, 0.05, 664), (0.95, 0.03, 1068)],
)
def test_sizes_for_a_population_without_end(confidence: float, margin: float, size: int) -> None:
    """As every handbook has them (Cochran 1977, section 4.4)."""
    assert sampling.sample_size(confidence=confidence, margin=margin).size == size


def test_the_design_effect_of_the_vaccination_surveys() -> None:
    """7 children in a cluster and an ICC of 1/6 make 2 (WHO 2018): 96 become 193, 28 clusters."""
    assert sampling.design_effect(7, 1 / 6) == pytest.approx(2)
    plan = sampling.cluster_sample(margin=0.1, per_cluster=7, icc=1 / 6)
    assert plan.exact == pytest.approx(192.07, abs=0.01)
    assert (plan.clusters, plan.size) == (28, 196)
    given_ = sampling.cluster_sample(margin=0.1, per_cluster=7, effect=2)
    assert given_ == plan


def test_a_reserve_for_those_who_do_not_answer() -> None:
    """383 interviews with one in ten who refuses are 426 visits; never more than there are."""
    asked = sampling.sample_size(100_000, nonresponse=0.1)
    assert (asked.size, asked.contacts) == (383, 426)
    assert sampling.sample_size(20, nonresponse=0.5).contacts == 20
    plan = sampling.cluster_sample(50_000, per_cluster=10, icc=0.05, nonresponse=0.15)
    assert plan.contacts == plan.clusters * 12


def test_neyman_as_in_the_textbook() -> None:
    """Scheaffer, Mendenhall, Ott, Elementary Survey Sampling, example 5.9: 57 as 17, 20, 20."""
    strata = pd.DataFrame({"population": [155, 62, 93], "deviation": [5, 15, 10]})
    made = sampling.stratified_sample(strata, allocation="neyman", size=57)
    assert made["size"].tolist() == [17, 20, 20]
    even = sampling.stratified_sample(strata, allocation="equal", size=57)
    assert even["size"].tolist() == [19, 19, 19]
    by_size = sampling.stratified_sample(strata, size=30)
    assert by_size["size"].tolist() == [15, 6, 9]


def test_each_stratum_with_its_own_precision() -> None:
    """Sizes, weights and margins of strata that are reported one by one."""
    strata = pd.DataFrame({"zone": ["A", "B"], "population": [1000, 10_000]}, index=[7, 9])
    made = sampling.stratified_sample(strata, allocation="each", nonresponse=0.1)
    assert made["size"].tolist() == [278, 370]
    assert made["contacts"].tolist() == [309, 412]
    assert made["weight"].tolist() == pytest.approx([1000 / 278, 10_000 / 370])
    assert made["margin"].max() <= 0.0501
    assert list(strata.columns) == ["zone", "population"]
    assert made.index.tolist() == [7, 9]


@given(st.integers(1, 100_000), st.floats(0.01, 0.2), st.floats(0.05, 0.95), st.floats(1, 5))
def test_the_margin_is_kept(population: int, margin: float, share: float, effect: float) -> None:
    """What was asked for is reached with the size that was told, unless all are asked."""
    asked = sampling.sample_size(population, margin=margin, share=share, effect=effect)
    assert 1 <= asked.size <= population
    if asked.size < population and population > 1:
        reached = sampling.margin_of_error(asked.size, population, share=share, effect=effect)
        assert reached <= margin * 1.02


@given(
    st.integers(1, 500), st.lists(st.tuples(st.integers(1, 300), st.floats(0.1, 9)), min_size=1,
                                  max_size=12), st.integers(0, 3),
)  # fmt: skip
def test_what_is_shared_out_adds_up(size: int, strata: list[tuple[int, float]], least: int) -> None:
    """No stratum gets more than it has, or less than the least, and nothing is lost."""
    most = np.array([float(n) for n, _ in strata])
    sizes = shared_out(size, [n * s for n, s in strata], most, least)
    low = np.minimum(least, most).sum()
    assert (sizes <= most).all()
    assert (sizes >= np.minimum(least, most)).all()
    assert sizes.sum() == max(min(size, most.sum()), low)


@given(st.lists(st.integers(1, 10_000), min_size=1, max_size=40), st.integers(1, 30),
       st.floats(0, 0.999))  # fmt: skip
def test_clusters_are_hit_by_their_size(sizes: list[int], count: int, start: float) -> None:
    """Each as often as its share of the population says, the fraction rounded down or up."""
    numbers = np.array(sizes, float)
    hits = systematic_hits(numbers, count, start)
    expected = count * numbers / numbers.sum()
    assert hits.sum() == count
    assert (hits >= np.floor(expected - 1e-6)).all()
    assert (hits <= np.ceil(expected + 1e-6)).all()


def test_over_all_starts_the_chance_is_in_proportion_to_size() -> None:
    """A thousand starts, evenly spaced: the average is the expected number of hits."""
    sizes = np.array([100.0, 900, 300, 700, 50])
    starts = (np.arange(1000) + 0.5) / 1000
    average = np.mean([systematic_hits(sizes, 3, start) for start in starts], axis=0)
    assert average == pytest.approx(3 * sizes / sizes.sum(), abs=0.002)


def test_systematic_drawing_by_hand() -> None:
    """Interval 250, start 100: the 100th, 350th, 600th and 850th person."""
    sizes = np.array([120.0, 200, 80, 400, 200])
    assert systematic_hits(sizes, 4, 0.4).tolist() == [1, 0, 1, 1, 1]


def test_drawn_clusters_are_the_same_for_the_same_seed() -> None:
    """With interviews and weights: hits times weights stand for everybody."""
    frame = pd.DataFrame({"village": range(60), "population": np.arange(60) * 7 + 20})
    drawn = sampling.draw_clusters(frame, 12, seed=5, per_cluster=8)
    pd.testing.assert_frame_equal(drawn, sampling.draw_clusters(frame, 12, seed=5, per_cluster=8))
    assert not drawn.equals(sampling.draw_clusters(frame, 12, seed=6, per_cluster=8))
    assert int(drawn["hits"].sum()) == 12
    assert (drawn["size"] * drawn["weight"]).sum() == pytest.approx(frame["population"].sum())


def areas(*shapes: object, crs: int | None = 4326) -> gpd.GeoDataFrame:
    """Return polygons with names."""
    names = [f"zone {n}" for n in range(len(shapes))]
    return gpd.GeoDataFrame({"zone": names}, geometry=list(shapes), crs=crs)


def test_points_lie_inside_and_say_where() -> None:
    """Also in areas of several parts, with holes, in metres; the answer is in degrees."""
    ring = Polygon(box(0, 0, 4, 4).exterior.coords, [box(1, 1, 3, 3).exterior.coords])
    islands = MultiPolygon([box(10, 0, 10.1, 0.1), box(12, 50, 13, 51)])
    layer = areas(ring, islands).to_crs(3857)
    made = sampling.draw_points(layer, [40, 60], seed=2)
    assert made.crs == "EPSG:4326"
    assert made["point"].tolist() == list(range(1, 101))
    assert made["zone"].value_counts().to_dict() == {"zone 0": 40, "zone 1": 60}
    back = layer.to_crs(4326).set_index("zone").geometry
    assert all(back[row.zone].buffer(1e-9).covers(row.geometry) for row in made.itertuples())
    assert made["longitude"].tolist() == pytest.approx(made.geometry.x.tolist())


def test_every_square_metre_has_the_same_chance() -> None:
    """Of a zone from the equator to 60° north half the points lie where half the surface is."""
    made = sampling.draw_points(areas(box(0, 0, 10, 60)), 4000, seed=3)
    middle = np.degrees(np.arcsin(np.sin(np.radians(60)) / 2))
    assert (made["latitude"] < middle).mean() == pytest.approx(0.5, abs=0.03)
    two = sampling.draw_points(areas(box(0, 0, 1, 1), box(5, 60, 6, 61)), 3000, seed=4)
    share = (two["zone"] == "zone 1").mean()
    assert share == pytest.approx(0.49 / 1.49, abs=0.03)


def test_points_keep_their_distance() -> None:
    """Across areas too; where there is no room, it is said how many found some."""
    near = areas(box(0, 0, 0.1, 0.1), box(0.1, 0, 0.2, 0.1))
    made = sampling.draw_points(near, 60, seed=1, distance=900)
    metric = made.to_crs(32631).geometry
    gaps = [metric.drop(place).distance(point).min() for place, point in metric.items()]
    assert min(gaps) > 890
    with pytest.raises(ProbonoError) as caught:
        sampling.draw_points(near, [1, 500], seed=1, distance=3000)
    assert [(f.code, f.where) for f in caught.value.findings] == [("sample.no_room", "2")]


def test_points_are_the_same_for_the_same_seed() -> None:
    """And others for another."""
    layer = areas(Point(0, 0).buffer(1), box(3, 3, 4, 4))
    first, again, other = (sampling.draw_points(layer, 9, seed=s) for s in (1, 1, 2))
    assert first.geometry.equals(again.geometry)
    assert not first.geometry.equals(other.geometry)
    assert sampling.draw_points(layer, 0, seed=1).empty


def test_what_is_wrong_is_said_with_its_place() -> None:
    """Settings, columns, cells, areas: never a traceback."""
    frame = pd.DataFrame({"population": [10, 0, "x"]})
    cases = (
        (lambda: sampling.sample_size(100, share=1.5), [("sample.number", "share")]),
        (lambda: sampling.sample_size(nonresponse=1), [("sample.number", "nonresponse")]),
        (lambda: sampling.design_effect(10, 2), [("sample.number", "icc")]),
        (lambda: sampling.draw_clusters(frame, 2, seed=1, population="hh"),
         [("sample.column", "hh")]),
        (lambda: sampling.stratified_sample(frame),
         [("sample.not_positive", "population › 2"), ("sample.not_positive", "population › 3")]),
        (lambda: sampling.draw_clusters(frame[:1], 0, seed=1), [("sample.number", "count")]),
        (lambda: sampling.stratified_sample(frame[:0]), [("sample.empty", "population")]),
        (lambda: sampling.draw_points(areas(box(0, 0, 1, 1), crs=None), 1, seed=1),
         [("sample.no_crs", "areas")]),
        (lambda: sampling.draw_points(areas(box(0, 0, 1, 1), Point(0, 0)), 1, seed=1),
         [("sample.no_surface", "areas › 2")]),
    )  # fmt: skip
    for work, expected in cases:
        with pytest.raises(ProbonoError) as caught:
            work()
        assert [(f.code, f.where) for f in caught.value.findings] == expected
        assert caught.value.findings[0].message("fr") != caught.value.findings[0].message("en")
