"""Areas, rates and distances, against what can be worked out by hand."""

from __future__ import annotations

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely
from esda.smoothing import Empirical_Bayes
from hypothesis import given
from hypothesis import strategies as st
from pyproj import Geod

from probono_kit.explore.area_maps import figures_map, spots_map
from probono_kit.explore.distances import coverage
from probono_kit.explore.insights import Certainty
from probono_kit.explore.rates import moved_most, smoothed_rates
from probono_kit.explore.space import figures_by_area
from probono_kit.explore.spots import hot_spots
from probono_kit.maps import Credits
from tests.explore.second_count import Cells, recount

CREDITS = Credits(organisation="Eau Vive (fictive)", source="made up", data_date="2025")


def grid(width: int, height: int) -> gpd.GeoDataFrame:
    """Return squares of a degree, numbered column by column."""
    shapes = [shapely.box(x, y, x + 1, y + 1) for x in range(width) for y in range(height)]
    codes = [f"{n:02d}" for n in range(len(shapes))]
    names = {"area_code": codes, "area_name": [f"Zone {code}" for code in codes]}
    return gpd.GeoDataFrame(names, geometry=shapes, crs=4326)


def points(*pairs: tuple[float, float]) -> gpd.GeoSeries:
    """Return points from longitude and latitude."""
    return gpd.GeoSeries([shapely.Point(pair) for pair in pairs], crs=4326)


# ---- hot and cold spots -----------------------------------------------------------------------


def test_gi_star_is_that_of_the_formula() -> None:
    """The z of Ord and Getis (1995), written out, for each square of a grid."""
    areas = grid(5, 5)
    values = pd.Series(np.arange(25.0) ** 1.5, areas["area_code"])
    found = hot_spots(areas, values).areas
    x = values.to_numpy()
    mean, spread = x.mean(), x.std()
    for at in range(25):
        near = shapely.dwithin(areas.geometry.iloc[at], areas.geometry.to_numpy(), 0.001)
        count = near.sum()
        expected = (x[near].sum() - mean * count) / (spread * np.sqrt((25 * count - count**2) / 24))
        assert found["z"].iloc[at] == pytest.approx(expected, rel=1e-9)
        assert found["neighbours"].iloc[at] == count - 1


def test_a_hot_corner_and_a_cold_one_are_found_and_said() -> None:
    """What lies together is named, what is scattered is not."""
    areas = grid(7, 7)
    values = pd.Series([50.0 + n % 7 for n in range(49)], areas["area_code"])
    hot, cold = ["00", "01", "07", "08"], ["40", "41", "47", "48"]
    values[hot], values[cold] = 200.0, 1.0
    found = hot_spots(areas, values, column="cas")
    spots = found.areas.set_index("area_code")["spot"]
    assert set(hot) <= set(spots[spots == "hot"].index)
    assert set(cold) <= set(spots[spots == "cold"].index)
    assert spots["24"] == ""
    texts = [insight.text("fr") for insight in found.insights]
    assert any("Zone 00" in text and "élevées" in text and "49" in text for text in texts)
    assert all(insight.certainty is Certainty.FIRM for insight in found.insights)


def test_the_same_twice_is_the_same() -> None:
    """Permutations are seeded."""
    areas = grid(6, 6)
    values = pd.Series(np.random.default_rng(3).random(36), areas["area_code"])
    first, second = hot_spots(areas, values).areas, hot_spots(areas, values).areas
    pd.testing.assert_frame_equal(first.drop(columns="geometry"), second.drop(columns="geometry"))


def test_chance_gives_no_spots() -> None:
    """Of ten random maps hardly one shows a spot, though each has 64 areas tested."""
    areas = grid(8, 8)
    random = np.random.default_rng(11)
    told = 0
    for _ in range(10):
        values = pd.Series(random.random(64), areas["area_code"])
        told += bool((hot_spots(areas, values).areas["spot"].isin(["hot", "cold"])).any())
    assert told <= 3


def test_many_equal_values_are_no_spot() -> None:
    """Two thirds of the areas have the lowest value: that neighbours have it too is no wonder."""
    areas = grid(5, 5)
    values = pd.Series([0.27] * 17 + [0.5, 0.6] * 4, areas["area_code"])
    mixed = values.sample(frac=1, random_state=3).set_axis(values.index)
    assert not (hot_spots(areas, mixed).areas["spot"] == "cold").any()
    # Nor is an area with the usual value one because its neighbour has a little less.
    usual = pd.Series([10.0] * 24 + [9.0], areas["area_code"])
    assert not hot_spots(areas, usual).areas["spot"].isin(["hot", "cold"]).any()


def test_the_sentence_on_spots_is_counted_again() -> None:
    """Each area named is high with its neighbours, by the formula written out over lists."""
    areas = grid(6, 6)
    corner = {0, 1, 2, 6, 7, 8, 12, 13}
    values = pd.Series([90.0 + n if n in corner else 1.0 + n % 9 for n in range(36)])
    found = hot_spots(areas, values.set_axis(areas["area_code"]), column="cas")
    names = list(areas["area_name"])
    cells = Cells(
        {"area_name": [str(name) for name in names]},
        touching={
            name: set(areas.loc[areas.touches(shape), "area_name"])
            for name, shape in zip(names, areas.geometry, strict=True)
        },
        values=dict(zip(names, map(float, values), strict=True)),
    )
    kinds = recount(found.insights, cells)
    assert kinds["space.hot"] + kinds["space.hot_among"] == 1


def test_islands_and_gaps_are_told_apart() -> None:
    """An area without a neighbour, and one without a figure, are neither hot nor cold."""
    areas = grid(5, 5)
    island = gpd.GeoDataFrame(
        {"area_code": ["99"], "area_name": ["Île"]},
        geometry=[shapely.box(20, 20, 21, 21)],
        crs=4326,
    )
    areas = pd.concat([areas, island], ignore_index=True)
    values = pd.Series(np.arange(25.0) + 1, areas["area_code"][:25]).drop("12")
    values["99"] = 1000.0
    found = hot_spots(gpd.GeoDataFrame(areas), values)
    spots = found.areas.set_index("area_code")["spot"]
    assert spots["99"] == "alone"
    assert spots["12"] == "no_data"
    assert found.tested == 24


def test_too_few_areas_is_said_so() -> None:
    """Fourteen regions are no ground for a test."""
    areas = grid(2, 7)
    found = hot_spots(areas, pd.Series(np.arange(14.0), areas["area_code"]), column="cas")
    (insight,) = found.insights
    assert insight.certainty is Certainty.TOO_FEW
    assert "14 zones" in insight.text("fr")
    assert not found.areas["spot"].any()


@pytest.mark.parametrize(
    "values", [{}, {"00": 1.0}, dict.fromkeys((f"{n:02d}" for n in range(25)), 3.0)]
)
def test_nothing_to_compare_gives_no_sentence(values: dict[str, float]) -> None:
    """No figure, one figure, or the same everywhere."""
    assert not hot_spots(grid(5, 5), pd.Series(values, dtype="float64")).insights


# ---- rates ------------------------------------------------------------------------------------


def test_smoothing_is_that_of_marshall() -> None:
    """Where rates differ more than by chance, esda's estimator gives the same."""
    events, population = [30, 500, 900, 40], [1000, 5000, 10000, 150]
    rates, findings = smoothed_rates(pd.Series(events), pd.Series(population))
    assert rates["smoothed"].to_numpy() == pytest.approx(
        Empirical_Bayes(events, population).r.ravel()
    )
    assert not findings


def test_by_hand() -> None:
    """Two areas, 3 of 10 and 40 of 100: overall 43/110, moments worked out on paper."""
    rates, _ = smoothed_rates(pd.Series([3, 40]), pd.Series([10, 100]))
    overall = 43 / 110
    between = (10 * (0.3 - overall) ** 2 + 100 * (0.4 - overall) ** 2) / 110 - overall / 55
    assert between < 0  # no more than chance: both are the rate of all
    assert rates["smoothed"].tolist() == pytest.approx([overall, overall])
    assert rates["own_weight"].tolist() == [0, 0]


def test_shares_vary_by_chance_as_draws_do() -> None:
    """A half of seven differs from all by chance, but less than a rare event does: by hand."""
    rates, _ = smoothed_rates(pd.Series([5, 1, 6]), pd.Series([7, 7, 8]), shares=True)
    overall = 12 / 22
    spread = (
        7 * (5 / 7 - overall) ** 2 + 7 * (1 / 7 - overall) ** 2 + 8 * (0.75 - overall) ** 2
    ) / 22
    chance = overall * (1 - overall)
    between = spread - chance / (22 / 3)
    weight = between / (between + chance / 7)
    assert rates["own_weight"].iloc[0] == pytest.approx(weight)
    assert rates["smoothed"].iloc[0] == pytest.approx(weight * 5 / 7 + (1 - weight) * overall)


@given(
    st.lists(
        st.integers(1, 500).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))),
        min_size=1,
        max_size=12,
    )
)
def test_a_smoothed_rate_lies_between_its_own_and_that_of_all(pairs: list[tuple[int, int]]) -> None:
    """And stays a share, for any areas."""
    events, population = (pd.Series(each, dtype="float64") for each in zip(*pairs, strict=True))
    rates, _ = smoothed_rates(events, population)
    overall = events.sum() / population.sum()
    low = np.minimum(rates["raw"], overall) - 1e-9
    high = np.maximum(rates["raw"], overall) + 1e-9
    assert rates["smoothed"].between(low, high).all()
    assert rates["smoothed"].between(0, 1).all()


def test_what_cannot_be_a_rate_has_none() -> None:
    """More cases than people is a mistake; nobody, or nothing known, is no rate of zero."""
    events = pd.Series([5, 0, np.nan, 2, 3], index=["A", "B", "C", "D", "E"])
    rates, findings = smoothed_rates(events, pd.Series([4, 0, 10, 20, 20], index=list("ABCDE")))
    assert rates.index[rates["raw"].isna()].tolist() == ["A", "B", "C"]
    assert findings[0].values["areas"] == ("A",)


def test_rates_that_move_far_are_named() -> None:
    """Half of two people is the rate that chance made."""
    rates, _ = smoothed_rates(pd.Series([30, 500, 900, 1]), pd.Series([1000, 5000, 10000, 2]))
    assert moved_most(rates).index[0] == 3


# ---- distances --------------------------------------------------------------------------------


def test_distances_are_those_of_the_ellipsoid() -> None:
    """A degree along the equator is 111.32 km; the nearest is found both ways."""
    schools = points((0, 0), (1, 0), (10, 0)).set_axis(["a", "b", "c"])
    wells = points((0, 0.03), (9.9, 0), (50, 50)).set_axis(["w", "x", "y"])
    found = coverage(schools, wells, 5)
    assert found.points["nearest"].tolist() == ["w", "w", "x"]
    geod = Geod(ellps="WGS84")
    by_hand = [geod.inv(0, 0, 0, 0.03)[2], geod.inv(1, 0, 0, 0.03)[2], geod.inv(10, 0, 9.9, 0)[2]]
    assert found.points["distance_km"].to_numpy() == pytest.approx(np.array(by_hand) / 1000)
    assert found.points["within"].tolist() == [True, False, False]
    assert found.further == 2
    assert found.services["served"].tolist() == [1, 0, 0]
    assert found.services["nearest_of"].tolist() == [2, 1, 0]


@given(
    st.lists(st.tuples(st.floats(-180, 180), st.floats(-89, 89)), min_size=1, max_size=8),
    st.lists(st.tuples(st.floats(-180, 180), st.floats(-89, 89)), min_size=1, max_size=8),
)
def test_no_service_is_nearer_than_the_nearest(
    here: list[tuple[float, float]], there: list[tuple[float, float]]
) -> None:
    """All distances computed one by one, also across the date line and near the poles."""
    found = coverage(points(*here), points(*there), 100)
    geod = Geod(ellps="WGS84")
    for (x, y), km in zip(here, found.points["distance_km"], strict=True):
        least = min(geod.inv(x, y, a, b)[2] for a, b in there) / 1000
        assert km == pytest.approx(least, rel=1e-6, abs=1e-6)
    within = sum(geod.inv(x, y, a, b)[2] <= 100_000 for x, y in here for a, b in there)
    assert found.services["served"].sum() == within


def test_shares_by_area_and_the_sentence() -> None:
    """“How many schools are further than 5 km”, with the area that is worst off."""
    near, far = [(0.001 * n, 0.0) for n in range(12)], [(1 + 0.001 * n, 1.0) for n in range(6)]
    schools = points(*near, *far)
    areas = pd.DataFrame(
        {"area_code": ["A"] * 12 + ["B"] * 6, "area_name": ["Nord"] * 12 + ["Sud"] * 6}
    )
    found = coverage(schools, points((0, 0)), 5, areas=areas, called="points d'eau")
    assert found.by_area[["area_name", "points", "further"]].to_numpy().tolist() == [
        ["Nord", 12, 0],
        ["Sud", 6, 6],
    ]
    first, second = (insight.text("fr", unit="écoles") for insight in found.insights)
    assert "(6 sur 18 écoles)" in first
    assert "points d'eau" in first
    assert second.startswith("Pour Sud, 100")


def test_a_point_without_position_is_not_within_reach_nor_counted() -> None:
    """Missing positions change no share."""
    schools = gpd.GeoSeries([shapely.Point(0, 0), None, shapely.Point()], crs=4326)
    found = coverage(schools, points((0, 0)), 1)
    assert found.points["within"].tolist() == [True, False, False]
    assert found.insights[0].rows == 1
    assert coverage(schools, points(), 1).insights == []


# ---- figures by area --------------------------------------------------------------------------


def test_figures_of_areas_can_be_counted_again() -> None:
    """Counts, medians and shares; areas of fewer than five records are not shown."""
    frame = pd.DataFrame(
        {
            "area_code": ["00"] * 8 + ["01"] * 6 + ["02"] * 3 + [None],
            "area_name": ["Zone 00"] * 8 + ["Zone 01"] * 6 + ["Zone 02"] * 3 + [None],
            "state": ["dry"] * 6 + ["wet"] * 2 + ["dry"] + ["wet"] * 5 + ["dry"] * 4,
            "people": range(18),
        }
    )
    share = figures_by_area(frame, "state", says="dry")
    assert share.areas["part"].tolist() == [6, 1, 3]
    assert share.areas["value"].tolist()[:2] == [6 / 8, 1 / 6]
    assert np.isnan(share.areas["value"].iloc[2])
    assert (share.hidden, share.nowhere) == (1, 1)
    text = share.insights[0].text("fr")
    assert "Zone 00" in text
    assert "(6 sur 8 lignes)" in text
    assert "Zone 02" not in text
    median = figures_by_area(frame, "people")
    assert median.areas["value"].tolist()[:2] == [3.5, 10.5]
    assert figures_by_area(frame).areas["rows"].tolist() == [8, 6, 3]


def test_areas_are_not_ranked_where_many_records_have_none() -> None:
    """The highest may be among those that found no area."""
    frame = pd.DataFrame({"area_code": ["00"] * 40 + ["01"] * 40 + [None] * 40})
    frame["area_name"] = frame["area_code"]
    frame["state"] = ["dry"] * 10 + ["wet"] * 30 + ["dry"] * 20 + ["wet"] * 20 + ["dry"] * 40
    found = figures_by_area(frame, "state", says="dry")
    assert found.is_partial
    assert found.insights == []


def test_maps_show_what_may_be_shown() -> None:
    """The map of shares is in per cent; the area of three records has no data."""
    frame = pd.DataFrame({"area_code": ["00"] * 8 + ["01"] * 6 + ["02"] * 3})
    frame["area_name"] = "Zone " + frame["area_code"]
    frame["state"] = ["dry"] * 6 + ["wet"] * 2 + ["dry"] + ["wet"] * 5 + ["dry"] * 3
    figures = figures_by_area(frame, "state", says="dry")
    model = figures_map(
        figures, grid(3, 1), title="Puits à sec, 2025", language="fr", credits_=CREDITS, base=False
    )
    texts = dict(zip(model.areas["name"], model.areas["value_text"], strict=True))
    assert "%" in texts["Zone 00"]
    assert model.areas.set_index("name")["class_key"]["Zone 02"] == "none"
    assert any("1 zone de moins de 5" in note.replace("\u00a0", " ") for note in model.notes)


def test_the_map_of_spots_has_words_for_each_kind() -> None:
    """Hot, cold, chance, alone: in the language of the reader."""
    areas = grid(7, 7)
    values = pd.Series([50.0 + n % 7 for n in range(49)], areas["area_code"])
    values[["00", "01", "07", "08"]] = 200.0
    model = spots_map(
        hot_spots(areas, values), title="Cas, 2025", language="fr", credits_=CREDITS, base=False
    )
    labels = {each.label for each in model.classes}
    assert {"élevé, comme ses voisines", "pas plus que le hasard"} <= labels
