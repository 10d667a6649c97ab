"""Maps without classes: colours in proportion to amounts, a ramp with round numbers."""

from __future__ import annotations

import json
import re
from pathlib import Path

import geopandas as gpd
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from probono_kit.maps import MapSpec, draw_static, export_map, write_page
from probono_kit.maps.model import NO_DATA
from probono_kit.maps.ramps import make_ramp
from probono_kit.maps.static import draw as drawing
from probono_kit.maps.static.formats import settings
from probono_kit.maps.vision import lightness
from tests.maps.kind_models import shares, unclassed
from tests.maps.made import CREDITS, TEXTS

AMOUNTS = st.lists(st.floats(-1e6, 1e6).map(lambda n: round(n, 3)), min_size=1, max_size=40)


def test_more_is_darker_in_even_steps() -> None:
    """Lightness falls in proportion to the amount: grey print keeps the order."""
    model = unclassed()
    known = model.areas[model.areas["class_key"] != NO_DATA].sort_values("value")
    light = lightness(list(known["fill"]))
    line = np.polyfit(known["value"], light, 1)
    assert line[0] < 0
    assert np.abs(np.polyval(line, known["value"]) - light).max() < 1.5


def test_the_ramp_says_where_amounts_are() -> None:
    """Both ends are the extremes; numbers between them are round and stand in proportion."""
    model = unclassed()
    assert model.ramp is not None
    shown = [(at, text.replace("\xa0", "")) for at, text in model.ramp.ticks]
    assert shown[0] == (0.0, "23,9%")
    assert shown[-1] == (1.0, "77%")
    for at, text in shown[1:-1]:
        number = float(text.rstrip("%").replace(",", "."))
        assert number % 10 == 0
        assert at == pytest.approx((number - 23.9) / (77 - 23.9))
    assert [line.key for line in model.classes] == ["0", NO_DATA]


@given(AMOUNTS, st.sampled_from([None, 0.0]))
def test_any_amounts_make_a_ramp(amounts: list[float], middle: float | None) -> None:
    """Ticks rise from end to end and say different numbers; equal amounts have one colour."""
    values = np.array(amounts)
    spec = MapSpec(**TEXTS, value="x", middle=middle)
    ramp, fills = make_ramp(values, spec)
    places = [at for at, _text in ramp.ticks]
    assert places == sorted(places)
    assert len(fills) == len(values)
    assert all(re.fullmatch("#[0-9a-f]{6}", colour) for colour in (*fills, *ramp.colours))
    for number in set(amounts):
        assert len({fill for fill, a in zip(fills, amounts, strict=True) if a == number}) == 1


def test_about_a_middle_equal_distances_are_equally_dark() -> None:
    """Gains and losses are weighed alike, whatever their extremes are."""
    spec = MapSpec(**TEXTS, value="x", middle=0.0)
    _ramp, fills = make_ramp(np.array([-5.0, 5.0, 20.0, 0.0]), spec)
    low, high, far, middle = lightness(list(fills))
    assert abs(low - high) < 2
    assert far < high < middle


def test_amounts_that_may_not_leave_get_classes() -> None:
    """A colour of its own would tell the amount."""
    model = unclassed(columns=())
    assert model.ramp is None
    assert "map.unclassed_tells" in [found.code for found in model.findings]
    assert len(model.classes) > 3


def test_one_value_and_none() -> None:
    """All the same, or nothing at all, is told, and drawn."""
    same = unclassed(shares(eau=12.0))
    assert same.ramp is not None
    assert "map.single_value" in [found.code for found in same.findings]
    nothing = unclassed(shares(eau=np.nan))
    assert nothing.ramp is None
    assert "map.all_missing" in [found.code for found in nothing.findings]


@pytest.mark.parametrize("language", ["fr", "ar"])
def test_numbers_of_the_ramp_do_not_touch(language: str) -> None:
    """Large numbers take two lines."""
    table = shares(eau=np.linspace(1_234_567, 98_765_432, 14))
    model = unclassed(table, unit="", language=language)
    with settings():
        sheet = drawing.compose(model)
    assert model.ramp is not None
    numbers = {text for _at, text in model.ramp.ticks}
    boxes = [each.box for each in sheet.written if each.text in numbers and each.part != "map"]
    assert len(boxes) == len(model.ramp.ticks)
    assert not any(a.overlaps(b) for i, a in enumerate(boxes) for b in boxes[i + 1 :])
    assert all(sheet.page.contains(box) for box in boxes)


def test_paper_page_and_files_have_the_same_colours(tmp_path: Path) -> None:
    """Each area has its own in the drawing, the page, GeoJSON, KML and uMap; QGIS reads them."""
    model = unclassed()
    fills = set(model.areas.loc[model.areas["class_key"] != NO_DATA, "fill"])
    assert len(fills) > 8
    drawing_ = draw_static(model, tmp_path, "map", ["svg"])[0].read_text("utf-8")
    page = write_page(model, tmp_path / "map.html").read_text("utf-8")
    made = export_map(model, tmp_path, "map", ["geojson", "kml", "umap", "gpkg"])
    assert all(fill in drawing_ and fill in page for fill in fills)
    assert fills <= set(gpd.read_file(made[0])["fill"])
    kml = made[1].read_text("utf-8")
    assert all(f"{fill[5:7]}{fill[3:5]}{fill[1:3]}" in kml for fill in fills)
    layers = json.loads(made[2].read_text("utf-8"))["layers"]
    told = [
        feature["properties"]["_umap_options"]["fillColor"]
        for layer in layers
        for feature in layer["features"]
        if "_umap_options" in feature["properties"]
    ]
    assert set(told) == fills
    assert "linear-gradient(to right" in page
    assert CREDITS.organisation in page
