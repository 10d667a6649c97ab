"""Zones over a map: outlines that slanting lines fill, the same on paper, web and in QGIS."""

from __future__ import annotations

import zipfile
from pathlib import Path
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

import geopandas as gpd
import numpy as np
import pytest
import shapely

from probono_kit.maps import Layer, MapModel, MapSpec, draw_static, export_map, resolve, write_page
from probono_kit.maps.static.draw import sheet_of
from probono_kit.maps.static.sheet import CROSSWISE, HATCHING
from probono_kit.maps.web_overlays import swatch
from tests.maps.layer_models import roads
from tests.maps.made import TEXTS, areas_of, table_of

if TYPE_CHECKING:
    from playwright.sync_api import Page


def zones(frame: gpd.GeoDataFrame | None = None, **layer: Any) -> MapModel:
    """A rate by area, one unknown, below two zones."""
    if frame is None:
        shapes = [shapely.Point(-14.2, 15.4).buffer(0.6), shapely.box(-13.4, 12.6, -12.2, 13.6)]
        frame = gpd.GeoDataFrame(geometry=shapes, crs=4326)
    areas = areas_of("SEN")
    table = table_of(areas)
    table.loc[3, "part"] = np.nan
    asked = {"data": "zones", "title": "Zones interdites", "hatch": True, **layer}
    spec = MapSpec(
        kind="choropleth", value="part", unit="%", columns=("part",), language="fr",
        layers=(Layer(**asked),), **TEXTS,
    )  # fmt: skip
    return resolve(spec, areas=areas, table=table, layers={"zones": frame}, base=False)


@pytest.fixture(scope="module")
def model() -> MapModel:
    return zones()


def test_the_map_is_seen_through_them(model: MapModel, tmp_path: Path) -> None:
    """Lines the other way than those of areas without data, nothing between them, in the legend."""
    hatched = [a for a in sheet_of(model).figure.get_children() if getattr(a, "get_hatch", str)()]
    found = [(a.get_hatch(), a.get_facecolor()[3]) for a in hatched]  # type: ignore[attr-defined]
    # On the map and in the legend: areas without data, and zones.
    assert sorted(found) == sorted([(HATCHING, 1.0)] * 2 + [(CROSSWISE, 0.0)] * 2)
    (path,) = draw_static(model, tmp_path, "map", formats=("svg",))
    assert 'id="layer-1-hatched"' in path.read_text("utf-8")


def test_the_web_draws_the_same(page: Page, model: MapModel, tmp_path: Path) -> None:
    """Shapes filled by a pattern without a ground; the switch takes them away."""
    path = write_page(model, tmp_path / "map.html")
    text = path.read_text("utf-8")
    assert str(swatch(model.layers[0], 0)) in text
    drawing = text[text.index('<svg class="picture"') :]
    assert drawing[: drawing.index("</svg>")].count('fill="url(#layer-1-') == 1
    page.goto(path.as_uri())
    page.wait_for_function("document.documentElement.className === 'scripts'")
    fills = """() => Array.from(document.querySelectorAll('.leaflet-pk-layer-1-pane path'))
        .map(p => p.getAttribute('fill'))"""
    (fill,) = set(page.evaluate(fills))
    pattern = page.locator(f"#{fill.removeprefix('url(#').removesuffix(')')}")
    assert pattern.locator("rect").count() == 0
    assert pattern.locator("path").get_attribute("stroke") == model.layers[0].classes[0].colour


def test_qgis_gets_slanting_lines(model: MapModel, tmp_path: Path) -> None:
    """And no ground below them."""
    root = ET.fromstring(
        zipfile.ZipFile(export_map(model, tmp_path, "map", ["qgz"])[1]).read("map.qgs")
    )
    layer = root.findall("projectlayers/maplayer")[0]
    styles = [o.get("value") for o in layer.iter("Option") if o.get("name") == "style"]
    assert styles == ["b_diagonal", "no"]


def test_lines_have_none() -> None:
    """A hatching that nothing could show would be left out silently."""
    told = [each.code for each in zones(roads()).findings]
    assert "map.hatch_of_outlines" in told
    assert "map.hatch_of_outlines" not in [each.code for each in zones().findings]
