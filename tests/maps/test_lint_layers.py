"""What a cartographer objects to on a map of several layers, and what passes."""

from __future__ import annotations

from collections.abc import Callable

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely

from probono_kit.maps import Layer, MapSpec, lint
from tests.maps.layer_models import posts, reference, roads
from tests.maps.made import TEXTS, areas_of, table_of

Frame = gpd.GeoDataFrame

#: The rules that are tried here.
TRIED = {
    "lint.layer_swapped",
    "lint.layer_mirrored",
    "lint.layer_shifted",
    "lint.layer_apart",
    "lint.too_many_layers",
    "lint.merging_layers",
}


def moved(frame: Frame, change: Callable[[np.ndarray], np.ndarray]) -> Frame:
    return frame.set_geometry(gpd.GeoSeries(shapely.transform(frame.geometry, change), crs=4326))


def found(
    *layers: Layer, kind: str = "choropleth", **frames: pd.DataFrame
) -> dict[str, dict[str, object]]:
    """Return what is said about layers over the areas of Senegal: values by code."""
    areas = areas_of("SEN")
    value = {"value": "part", "unit": "%"} if kind == "choropleth" else {"value": "points"}
    spec = MapSpec(kind=kind, layers=layers, columns=("part", "points"), **TEXTS, **value)
    said = lint(spec, areas=areas, table=table_of(areas), layers=frames, base=False)
    return {each.code: {**each.values, "where": each.where} for each in said}


def about_place(said: dict[str, dict[str, object]]) -> set[str]:
    return {code for code in said if code.startswith("lint.layer_")}


@pytest.mark.parametrize("frame", [posts(), roads()], ids=["points", "lines"])
def test_layers_that_belong_together_pass(frame: Frame) -> None:
    """Should fail if sites and roads of the country were taken for misplaced ones."""
    assert not about_place(found(Layer(data="own"), own=frame))


@pytest.mark.parametrize("frame", [posts(), roads()], ids=["points", "lines"])
def test_exchanged_coordinates_are_found(frame: Frame) -> None:
    """Latitude in the place of longitude: what that mends is said."""
    said = found(Layer(data="own"), own=moved(frame, lambda xy: xy[:, ::-1]))
    assert about_place(said) == {"lint.layer_swapped"}
    assert said["lint.layer_swapped"]["share"] == 100
    assert said["lint.layer_swapped"]["where"] == "layers › own"


def test_lost_signs_are_found() -> None:
    """A minus sign that Excel lost puts Senegal into Chad, or into Botswana's latitudes."""
    east = found(Layer(data="own"), own=moved(posts(), np.abs))
    assert about_place(east) == {"lint.layer_mirrored"}
    assert east["lint.layer_mirrored"]["axis"] == "longitude"
    south = found(Layer(data="own"), own=moved(posts(), lambda xy: xy * [1, -1]))
    assert south["lint.layer_mirrored"]["axis"] == "latitude"


def test_a_neighbouring_zone_of_utm_is_found() -> None:
    """Metres of zone 28 that say to be of zone 30 lie two zones to the east."""
    wrong = roads().to_crs(32628).set_crs(32630, allow_override=True)
    assert about_place(found(Layer(data="own"), own=wrong)) == {"lint.layer_shifted"}


def test_another_country_is_found() -> None:
    """Sites of Madagascar on a map of Senegal: where they are is said."""
    said = found(Layer(data="own"), own=posts("MDG"))
    assert about_place(said) == {"lint.layer_apart"}
    assert "… " in str(said["lint.layer_apart"]["bounds"])


def test_a_part_that_lies_elsewhere_is_no_mistake_of_the_layer() -> None:
    """Three sites abroad among many at home are counted, not refused."""
    both = pd.concat([posts(), posts("MDG", count=1)[:3]], ignore_index=True)
    said = found(Layer(data="own"), own=both)
    assert not about_place(said)
    assert said["map.point_outside"]["where"] == "layers › own"


def test_many_layers_are_too_many() -> None:
    """Six layers get a warning, five do not."""
    frames = {f"own{i}": posts(count=1) for i in range(5)}
    layers = tuple(Layer(data=name) for name in frames)
    assert found(*layers, **frames)["lint.too_many_layers"]["count"] == 6
    fewer = dict(list(frames.items())[:4])
    assert "lint.too_many_layers" not in found(*layers[:4], **fewer)


def test_points_of_one_colour_are_taken_for_each_other() -> None:
    """Two layers of points in red and green of one lightness merge; colours chosen here do not."""
    two = {"a": posts(count=1), "b": posts(count=2)}
    named = found(Layer(data="a", colour="#d7191c"), Layer(data="b", colour="#a66a00"), **two)
    assert named["lint.merging_layers"]["where"] == "layers › b"
    assert "lint.merging_layers" not in found(Layer(data="a"), Layer(data="b"), **two)


def test_a_line_is_no_point() -> None:
    """A road may have the colour of a site; circles of the first layer may not have it."""
    two = {"a": posts(count=1), "b": roads()}
    colour = "#c2570c"
    same = (Layer(data="a", colour=colour), Layer(data="b", colour=colour))
    assert "lint.merging_layers" not in found(*same, **two)
    circles = Layer(data="a", colour="#1f6f8b")
    assert "lint.merging_layers" in found(circles, kind="symbols", a=two["a"])


def test_a_rim_tells_lines_apart() -> None:
    """In grey a main road has the lightness of a river; its rim is seen all the same."""
    codes = [each.code for each in reference().findings]
    assert "lint.merging_layers" not in codes
    two = {"a": roads(), "b": roads()}
    same = [Layer(data=name, colour="#c2570c") for name in two]
    assert "lint.merging_layers" in found(*same, **two)


def test_points_do_not_have_the_colour_of_areas() -> None:
    """A category of sites in the very colour of a class of the areas below."""
    one = {"a": posts(count=1)}
    classes = ["#e0edcb", "#90caad", "#4ba29f", "#1e778a", "#154e6a"]
    said = found(Layer(data="a", colour=classes[3]), **one)
    assert said["lint.merging_layers"]["where"] == "layers › a"
    assert "lint.merging_layers" not in found(Layer(data="a"), **one)
