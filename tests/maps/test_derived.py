"""Points counted, spread and gathered; counts as dots: nothing is lost, nothing is invented."""

from __future__ import annotations

import itertools
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from probono_kit.errors import ProbonoError
from probono_kit.maps import MapModel, MapSpec, draw_static, resolve, write_page
from probono_kit.maps.anchors import project
from probono_kit.maps.derived import dots, grids, kernels
from probono_kit.maps.derived.heat import band_edges
from probono_kit.maps.static.draw import sheet_of
from tests.maps.made import TEXTS, areas_of, table_of

KINDS = ("hexagons", "heat", "clusters")


def places(count: int = 400) -> gpd.GeoDataFrame:
    """Return points in Senegal, most of them around Thiès."""
    random = np.random.default_rng(7)
    near = random.normal((-16.9, 14.8), 0.25, (count // 2, 2))
    far = random.uniform((-16, 13), (-12.5, 16), (count, 2))
    points = gpd.GeoDataFrame(
        {"litres": random.integers(1, 50, count // 2 + count)},
        geometry=gpd.points_from_xy(*np.concatenate([near, far]).T),
        crs=4326,
    )
    return points[points.within(areas_of("SEN").union_all())].reset_index(drop=True)


def mapped(kind: str, **spec: Any) -> MapModel:
    told = {"language": "fr", "kind": kind, **TEXTS, **spec}
    return resolve(MapSpec(**told), areas=areas_of("SEN"), points=places())


def test_hexagons_count_every_point_once() -> None:
    """The counts add up, each cell holds the points that lie in it, all cells have one size."""
    model = mapped("hexagons", cell_km=30)
    points = places()
    assert model.areas["value"].sum() == len(points)
    cells = project(model.areas.geometry.to_numpy(), model.crs, model.extent)
    spots = project(points.geometry.to_numpy(), model.crs, model.extent)
    tree = shapely.STRtree(spots)
    inside = np.bincount(tree.query(cells, predicate="contains")[0], minlength=len(cells))
    assert (inside == model.areas["value"]).all()
    # A hexagon of 30 km from side to side: √3/2 · 30² km².
    assert shapely.area(cells) / 1e6 == pytest.approx(np.sqrt(3) / 2 * 900, rel=1e-6)
    assert any("30\xa0km" in note or "30 km" in note for note in model.notes)


def test_hexagons_add_up_amounts() -> None:
    """With a value, its sum is shown instead of the number of points."""
    model = mapped("hexagons", value="litres")
    assert model.areas["value"].sum() == places()["litres"].sum()
    assert model.legend_title == "litres"


def test_groups_stand_for_all_points() -> None:
    """Circles add up to the points; none of them lies where another one would cover it all."""
    model = mapped("clusters")
    assert model.points["value"].sum() == len(places())
    assert len(model.points) < len(places()) / 3
    assert model.look == "symbols"
    assert (model.points["name"] != "").all()


def test_circles_of_groups_do_not_lie_on_each_other() -> None:
    """On paper no circle meets another one, with areas below that are larger than the cloud."""
    model = mapped("clusters")
    drawn = next(a for a in sheet_of(model).figure.get_children() if a.get_gid() == "symbols")
    boxes = np.array([path.get_extents().bounds for path in drawn.get_paths()])  # type: ignore[attr-defined]
    at, radius = boxes[:, :2] + boxes[:, 2:] / 2, boxes[:, 2] / 2
    apart = np.hypot(*(at[:, None] - at[None]).transpose(2, 0, 1)) - radius[:, None] - radius
    assert apart[~np.eye(len(at), dtype=bool)].min() >= 0
    assert len(model.points) > 15
    assert radius.max() > 1.9 * radius.min()


def test_the_density_has_as_many_points_as_there_are() -> None:
    """The volume under the surface is the number of points, whatever the reach."""
    random = np.random.default_rng(3)
    at = random.normal(0, 40_000, (500, 2))
    for reach in (5_000.0, 20_000.0, 90_000.0):
        x, y, surface = kernels.density(at, reach, np.ones(500))
        cell = (x[1] - x[0]) * (y[1] - y[0]) / 1e6
        assert surface.sum() * cell == pytest.approx(500, rel=1e-6)


def test_the_density_is_that_of_the_kernel() -> None:
    """Where a point of two lies, the surface is 2 · 3 / (π h²) high, as the kernel says."""
    at = np.array([[0.0, 0.0], [400_000.0, 0.0]])
    _x, _y, surface = kernels.density(at, 50_000.0, np.array([1.0, 2.0]))
    assert surface.max() == pytest.approx(2 * 3 / (np.pi * 50**2), rel=0.02)


def test_a_density_of_amounts_weighs_the_points() -> None:
    """With a value, ten litres count ten times as much as one, and the legend names them."""
    here, there = shapely.Point(-16.5, 14.5), shapely.Point(-13.5, 14.5)
    points = gpd.GeoDataFrame(
        {"litres": [1] * 20 + [50] * 10}, geometry=[here] * 20 + [there] * 10, crs=4326
    )
    told = {"language": "en", "kind": "heat", **TEXTS}
    for value, densest in (("", here), ("litres", there)):
        model = resolve(MapSpec(**told, value=value), areas=areas_of("SEN"), points=points)
        assert model.areas.geometry.iloc[-1].contains(densest)
        assert model.legend_title.startswith(value or "Places")


def test_a_density_of_nothing_is_refused() -> None:
    """Amounts that are all zero have no density; the map says so."""
    points = places().assign(litres=0)
    told = {"language": "en", "kind": "heat", "value": "litres", **TEXTS}
    with pytest.raises(ProbonoError) as problem:
        resolve(MapSpec(**told), points=points)
    assert "map.all_zero" in [found.code for found in problem.value.findings]


def test_parts_of_a_whole_get_dots_too() -> None:
    """Amounts below one are not rounded away to a map without a dot."""
    areas = areas_of("SEN")
    table = table_of(areas, share=np.linspace(0.01, 0.2, len(areas)))
    told = {"language": "en", "kind": "dots", "value": "share", **TEXTS}
    model = resolve(MapSpec(**told), areas=areas, table=table)
    assert 700 < len(model.points) < 4000


def test_bands_lie_inside_each_other() -> None:
    """Bands do not overlap, the highest lies where the points are, the legend counts them."""
    model = mapped("heat")
    bands = project(model.areas.geometry.to_numpy(), model.crs, model.extent)
    for one, other in itertools.pairwise(bands):
        assert shapely.intersection(one, other).area < 1e-3 * other.area
    thies = project(np.array([shapely.Point(-16.9, 14.8)]), model.crs, model.extent)[0]
    assert shapely.distance(bands[-1], thies) < 20_000
    assert 0 < sum(line.count for line in model.classes) <= len(places())
    assert "Zone" not in model.table.columns
    assert model.alt_text.startswith("Carte de densité")


@given(st.floats(1e-3, 1e6), st.integers(3, 7))
def test_bands_have_round_edges(top: float, classes: int) -> None:
    """Edges rise in equal round steps to the top, about as many as were asked for."""
    edges = band_edges(top, classes)
    steps = np.diff(edges)
    assert edges[-1] == top
    assert (steps > 0).all()
    assert np.allclose(steps[:-1], edges[0])
    assert 1 <= len(steps) <= 2 * classes


def test_dots_lie_in_their_areas_and_add_up() -> None:
    """Each area has its share of dots, all of them inside; the table tells the amounts."""
    areas = areas_of("SEN")
    table = table_of(areas, homes=np.arange(len(areas)) * 1000 + 120)
    told = {"language": "fr", "kind": "dots", "value": "homes", "columns": ("homes",), **TEXTS}
    model = resolve(MapSpec(**told, dot_value=100), areas=areas, table=table)
    assert len(model.points) == round(table["homes"].sum() / 100)
    tree = shapely.STRtree(model.points.geometry.to_numpy())
    for shape, homes in zip(areas.geometry, table["homes"], strict=True):
        inside = len(tree.query(shape.buffer(1e-6), predicate="contains"))
        assert inside == pytest.approx(homes / 100, abs=1.01)
    assert model.classes[0].label == "1 point = 100"
    assert list(model.table.columns) == ["Zone", "homes"]
    assert len(model.table) == len(areas)
    again = resolve(MapSpec(**told, dot_value=100), areas=areas, table=table)
    assert (again.points.geometry == model.points.geometry).all()


def test_amounts_that_stay_are_not_in_the_table_of_a_dot_map() -> None:
    """Without the column in the brief the table tells how many dots there are, no more."""
    areas = areas_of("SEN")
    table = table_of(areas, homes=np.arange(len(areas)) * 1000 + 123)
    told = {"language": "en", "kind": "dots", "value": "homes", **TEXTS}
    model = resolve(MapSpec(**told, dot_value=500), areas=areas, table=table)
    assert set(model.table["homes"]) <= {f"{n} dot{'s' * (n != 1)}" for n in range(40)}


def test_too_many_dots_become_fewer_and_are_told() -> None:
    """A dot for each person of a country would hide the map: a larger amount is taken."""
    areas = areas_of("SEN")
    table = table_of(areas, people=np.full(len(areas), 1_000_000))
    told = {"language": "en", "kind": "dots", "value": "people", **TEXTS}
    model = resolve(MapSpec(**told, dot_value=1), areas=areas, table=table)
    assert len(model.points) <= dots.MOST_DOTS
    assert "map.many_dots" in [found.code for found in model.findings]


@settings(max_examples=50, deadline=None)
@given(
    st.lists(st.floats(0, 1e6) | st.just(float("nan")), min_size=1, max_size=40), st.floats(1, 1e4)
)
def test_dots_are_shared_out_fairly(amounts: list[float], value: float) -> None:
    """All dots together are all amounts, rounded; no area is off by a whole dot."""
    numbers = np.array(amounts)
    counts = dots.dots_per_area(numbers, value)
    assert abs(counts.sum() - np.nansum(numbers) / value) <= 0.5 + 1e-6
    assert (np.abs(counts - np.nan_to_num(numbers) / value) <= 1 + 1e-9).all()


@settings(max_examples=50, deadline=None)
@given(
    st.lists(st.tuples(st.floats(-1e6, 1e6), st.floats(-1e6, 1e6)), min_size=1, max_size=30),
    st.floats(10, 1e5),
)
def test_each_place_is_in_the_nearest_hexagon(at: list[tuple[float, float]], width: float) -> None:
    """No place is farther from the middle of its cell than the corners are."""
    spots = np.array(at)
    middles = grids.centres(grids.hexagon_of(spots, width), width)
    assert (np.hypot(*(spots - middles).T) <= width / np.sqrt(3) * (1 + 1e-6)).all()


@pytest.mark.parametrize("kind", KINDS)
def test_points_are_wanted(kind: str) -> None:
    """Without points the map says what it needs."""
    areas = areas_of("SEN")
    told = {"language": "en", "kind": kind, "value": "points", **TEXTS}
    with pytest.raises(ProbonoError) as problem:
        resolve(MapSpec(**told), areas=areas, table=table_of(areas))
    assert "map.needs_points" in [found.code for found in problem.value.findings]


@pytest.mark.parametrize("kind", KINDS)
def test_one_place_makes_a_map(kind: str) -> None:
    """A single point is no reason to fail, with or without areas below it."""
    told = {"language": "en", "kind": kind, **TEXTS}
    single = gpd.GeoDataFrame(geometry=[shapely.Point(-17, 14.7)], crs=4326)
    for areas in (None, areas_of("SEN")):
        model = resolve(MapSpec(**told), areas=areas, points=single)
        assert len(model.classes)


@pytest.mark.slow
@pytest.mark.parametrize("kind", KINDS)
def test_paper_and_web_draw_the_same(kind: str, tmp_path: Path) -> None:
    """Both carry the lines of the legend; the borders of the areas lie over the cells."""
    model = mapped(kind)
    drawing = draw_static(model, tmp_path, "map", ["svg"])[0].read_text("utf-8")
    page = write_page(model, tmp_path / "map.html").read_text("utf-8")
    for line in model.classes:
        assert line.colour in drawing
        assert line.colour in page
    if len(model.ground):
        assert 'id="ground-borders"' in drawing
        assert "probono.ground(" in page
