"""Icons of categories of areas: in their middle, the same on paper, web and in QGIS."""

from __future__ import annotations

import zipfile
from pathlib import Path
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

import numpy as np
import pytest
import shapely

from probono_kit.maps import MapModel, MapSpec, export_map, lint_page, resolve, write_page
from probono_kit.maps.icons import icon_path
from probono_kit.maps.model import NO_DATA
from probono_kit.maps.signs import BADGE, badges
from probono_kit.maps.static.draw import sheet_of
from probono_kit.maps.web_signs import legend_sign
from tests.maps.made import TEXTS, areas_of, table_of

if TYPE_CHECKING:
    from playwright.sync_api import Page

ICONS = {"Sécheresse": "drought", "Inondation": "flood", "Conflit": "conflict"}


def crises(country: str = "SEN", **spec: Any) -> MapModel:
    """A crisis per area, one unknown."""
    areas, words = areas_of(country), list(ICONS)
    given = [words[i % 3] for i in range(len(areas))]
    given[4] = ""
    asked = {"icons": ICONS, "kind": "categories", **TEXTS, **spec}
    model = MapSpec(language="fr", value="crise", columns=("crise",), **asked)
    return resolve(model, areas=areas, table=table_of(areas, crise=given))


@pytest.fixture(scope="module")
def model() -> MapModel:
    return crises()


def codes(model: MapModel) -> list[str]:
    return [found.code for found in model.findings]


def test_each_area_carries_the_icon_of_its_category(model: MapModel) -> None:
    """In a circle inside the area; one without data has none. Names stand beside, not on them."""
    by_label = {line.label: line.icon for line in model.classes if line.key != NO_DATA}
    assert by_label == ICONS
    radii = badges(model)
    assert [r == BADGE for r in radii] == list(model.areas["class_key"] != NO_DATA)
    sheet = sheet_of(model)
    drawn = next(a for a in sheet.figure.get_children() if a.get_gid() == "symbols")
    # A badge and an icon in it for each.
    assert len(drawn.get_paths()) == 2 * int((radii > 0).sum())  # type: ignore[attr-defined]
    places = shapely.points(model.areas["label_x"], model.areas["label_y"])
    assert shapely.contains(model.areas.geometry.to_numpy(), places).all()
    assert not list(lint_page(model))


def test_paper_and_web_have_the_same_icons(model: MapModel, tmp_path: Path) -> None:
    """The page has the outlines of the legend, and its drawing without scripts has them too."""
    page = write_page(model, tmp_path / "map.html").read_text("utf-8")
    drawing = page[page.index('<svg class="picture"') :]
    drawing = drawing[: drawing.index("</svg>")]
    for line in model.classes:
        if line.icon:
            assert icon_path(line.icon) in page
            assert str(legend_sign(line)) in page
    badge = 'stroke="#ffffff" stroke-width="1"/>'
    assert drawing.count(badge) == int((badges(model) > 0).sum())


def test_icons_go_and_come_with_their_areas(page: Page, model: MapModel, tmp_path: Path) -> None:
    """A line of the legend takes them away, and names are never written over them."""
    page.goto(write_page(model, tmp_path / "map.html").as_uri())
    page.wait_for_function("document.documentElement.className === 'scripts'")
    count = """() => Array.from(document.querySelectorAll('.leaflet-pk-symbols-pane path'))
        .filter(p => p.getAttribute('fill') !== 'none').length"""
    whole = page.evaluate(count)
    assert whole == 2 * int((badges(model) > 0).sum())
    first = model.classes[0]
    page.locator(f"[data-class='{first.key}'] button").click()
    assert page.evaluate(count) == whole - 2 * first.count
    page.locator(f"[data-class='{first.key}'] button").click()
    covered = page.evaluate(
        """() => {
          const box = e => e.getBoundingClientRect();
          const drawn = document.querySelectorAll('.leaflet-pk-symbols-pane path');
          const signs = Array.from(drawn).map(box);
          return Array.from(document.querySelectorAll('.pk-area'))
            .filter(e => e.style.visibility === 'visible').map(box)
            .filter(n => signs.some(s => n.left < s.right - 1 && n.right > s.left + 1
              && n.top < s.bottom - 1 && n.bottom > s.top + 1)).length; }"""
    )
    assert covered == 0


def test_qgis_gets_the_icons(model: MapModel, tmp_path: Path) -> None:
    """In the middle of the areas of their class, as pictures that come with the style."""
    path = export_map(model, tmp_path, "map", ["qgz"])[1]
    root = ET.fromstring(zipfile.ZipFile(path).read("map.qgs"))
    areas = root.findall("projectlayers/maplayer")[0]
    middles = [each for each in areas.iter("layer") if each.get("class") == "CentroidFill"]
    assert len(middles) == len(ICONS)
    for middle in middles:
        inner = [each.get("class") for each in middle.findall("symbol/layer")]
        assert inner == ["SimpleMarker", "SvgMarker"]


def test_where_there_is_no_room_there_are_none() -> None:
    """Hundreds of small areas stay colours; the legend says the same."""
    crowded = crises("SVN")
    assert "map.area_icons_crowded" in codes(crowded)
    assert not any(line.icon for line in crowded.classes)
    assert not badges(crowded).any()


@pytest.mark.parametrize(
    ("asked", "code"),
    [
        ({"icons": {"Séisme": "earthquake"}}, "map.icon_of_nothing"),
        ({"icons": {"Conflit": "conflict"}}, "map.area_without_icon"),
        ({"shapes": True}, "map.signs_of_points"),
        ({"kind": "choropleth", "value": "n"}, "map.signs_of_points"),
    ],
)
def test_what_does_not_fit_is_told(asked: dict[str, Any], code: str) -> None:
    """Icons of no category, categories without one, shapes of areas, icons of amounts."""
    areas = areas_of("SEN")
    table = table_of(areas, crise=[list(ICONS)[i % 3] for i in range(14)], n=np.arange(14.0))
    spec = {"kind": "categories", "value": "crise", "icons": ICONS, **TEXTS, **asked}
    assert code in codes(resolve(MapSpec(language="fr", **spec), areas=areas, table=table))


def test_areas_that_change_over_time_have_none() -> None:
    """An icon that stayed while its area changed would be wrong."""
    areas = areas_of("SEN")
    table = table_of(areas, crise=[list(ICONS)[i % 3] for i in range(14)])
    table = (
        table.loc[np.repeat(np.arange(14), 2)]
        .assign(an=["2024", "2025"] * 14)
        .reset_index(drop=True)
    )
    spec = MapSpec(kind="categories", value="crise", time="an", icons=ICONS, language="fr", **TEXTS)
    model = resolve(spec, areas=areas, table=table)
    assert "map.icons_of_time" in codes(model)
    assert not any(line.icon for line in model.classes)
