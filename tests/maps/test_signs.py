"""Icons and shapes of points: told apart without colour, the same on paper, web and in files."""

from __future__ import annotations

import base64
import itertools
import json
import re
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import numpy as np
import pyogrio
import pytest
import shapely
from PIL import Image

from probono_kit.errors import ProbonoError
from probono_kit.maps import (
    Layer,
    MapModel,
    MapSpec,
    draw_static,
    export_map,
    icon_names,
    resolve,
    write_page,
)
from probono_kit.maps.icons import GRID, find_icon, icon_path
from probono_kit.maps.model import NO_DATA
from probono_kit.maps.signs import SHAPES, outline, shape_path, sign_of, sign_radius
from probono_kit.maps.static.draw import sheet_of
from probono_kit.maps.web_signs import legend_sign
from tests.maps.kind_models import ICONS, services, spots
from tests.maps.made import TEXTS, areas_of, table_of

if TYPE_CHECKING:
    from playwright.sync_api import Page


@pytest.fixture(scope="module")
def model() -> MapModel:
    return services()


def polygon(shape: str) -> shapely.Polygon:
    """Return a shape, its curves as chords."""
    return shapely.Polygon([points[-1] for _, points in outline(shape_path(shape)) if points])


def test_shapes_are_told_apart_by_their_outline() -> None:
    """Any two differ by a quarter of their area at least, and none looks like more than others."""
    shapes = {name: polygon(name) for name in SHAPES if name != "circle"}
    for one, other in itertools.combinations(shapes.values(), 2):
        assert one.symmetric_difference(other).area > 0.25 * one.area
    areas = [shape.area for shape in shapes.values()]
    assert max(areas) < 1.02 * min(areas)


def test_icons_are_plain_outlines_with_names_in_two_languages() -> None:
    """Each is found by both names, and is a path that paper and web can read."""
    assert len(icon_names()) == len(set(icon_names("fr"))) > 100
    for name in icon_names():
        assert find_icon(name) == name
        path = icon_path(name)
        assert re.fullmatch(r"(?:[MLCQ][\d ]+|Z)+", path.replace("-", "")), name
        corners = np.array([at for _, points in outline(path) for at in points])
        assert np.abs(corners).max() <= GRID / 2 + 20
        assert np.ptp(corners, axis=0).max() > 0.8 * GRID
    assert {find_icon(name) for name in icon_names("fr")} <= set(icon_names())


def test_each_category_gets_its_icon(model: MapModel) -> None:
    """French names of icons are understood; "no data" is a circle with a dark rim."""
    icons = {line.label: line.icon for line in model.classes if line.key != NO_DATA}
    assert icons == {category: find_icon(icon) for category, icon in ICONS.items()}
    missing = model.classes[-1]
    assert (missing.key, missing.shape, missing.icon) == (NO_DATA, "circle", "")
    assert sign_of(missing).edge != sign_of(model.classes[0]).edge


def test_categories_without_an_icon_get_shapes() -> None:
    """No two look alike but for their colour, and the volunteer hears of it."""
    partly = services(icons={"École": "école", "POINT D'EAU": "forage"})
    signs = [(line.shape, line.icon) for line in partly.classes if line.key != NO_DATA]
    assert len(set(signs)) == len(signs)
    assert ("circle", "borehole") in signs
    assert "map.without_icon" in [found.code for found in partly.findings]
    every = services(icons={"*": "place", "École": "school"})
    assert {line.icon for line in every.classes} == {"place", "school", ""}


def test_a_wrong_icon_is_told_with_those_that_look_like_it() -> None:
    """All of them at once; so is a category that the points do not have."""
    with pytest.raises(ProbonoError) as problem:
        services(icons={"École": "scool", "Marché": "marquet"})
    said = [found.message("en") for found in problem.value.findings]
    assert said == [
        "There is no icon “scool” for “École”.",
        "There is no icon “marquet” for “Marché”.",
    ]
    assert "school" in problem.value.findings.errors[0].fix("en")
    told = services(icons={**ICONS, "Ecoles": "school"}).findings
    assert [f.message("en") for f in told if f.code == "map.icon_of_nothing"] == [
        "An icon is given for “Ecoles”, which is no category of the map."
    ]


def test_where_there_is_no_room_for_icons_there_are_shapes() -> None:
    """Crowded icons become shapes, thousands of shapes dots; each is said."""
    crowded = services(spots(700))
    assert "map.icons_crowded" in [found.code for found in crowded.findings]
    assert not any(line.icon for line in crowded.classes)
    assert len({line.shape for line in crowded.classes}) == len(ICONS)
    assert sign_radius(crowded.classes, 700) < sign_radius(services().classes, 40)
    many = services(spots(3100), icons={}, shapes=True)
    assert "map.shapes_crowded" in [found.code for found in many.findings]
    assert not any(line.shape for line in many.classes)


def test_a_map_without_points_by_category_says_that_icons_are_not_for_it() -> None:
    """Should fail if icons were silently ignored."""
    model = services(kind="clusters")
    assert "map.signs_of_points" in [found.code for found in model.findings]


def test_shapes_are_what_the_linter_asks_for_beside_colours() -> None:
    """Colours that merge in grey are objected to, unless shapes tell the categories apart."""
    bare = services(icons={}, palette="Pastel1")
    assert "lint.merging_colours" in [found.code for found in bare.findings]
    for told in ({"shapes": True}, {}):
        signed = services(palette="Pastel1", **({"icons": {}} | told if told else {}))
        assert "lint.merging_colours" not in [found.code for found in signed.findings]


# ---- the same everywhere ----------------------------------------------------------------------


def layer(page: str) -> dict[str, object]:
    """Return the layer of points of a page."""
    found = re.search(r"probono\.points\(\w+, (\{.*\})\);", page)
    assert found is not None
    told: dict[str, object] = json.loads(found[1])
    return told


def test_paper_and_web_draw_the_same_signs(model: MapModel, tmp_path: Path) -> None:
    """A badge per point and an icon in each that has one; the legend has the same outlines."""
    sheet = sheet_of(model)
    drawn = next(a for a in sheet.figure.get_children() if a.get_gid() == "symbols")
    badges = len(model.points)
    icons = int((model.points["class_key"] != NO_DATA).sum())
    assert len(drawn.get_paths()) == badges + icons  # type: ignore[attr-defined]
    page = write_page(model, tmp_path / "map.html").read_text("utf-8")
    told = layer(page)
    assert isinstance(told["signs"], dict)
    by_key = {line.key: line for line in model.classes}
    assert told["signs"]["of"] == [
        [
            shape_path(by_key[key].shape),
            icon_path(by_key[key].icon) if by_key[key].icon else "",
            sign_of(by_key[key]).edge,
            0.0,
        ]
        for key in told["keys"]  # type: ignore[attr-defined]
    ]
    for line in model.classes:
        assert str(legend_sign(line)) in page


def test_files_for_other_programs_carry_the_signs(model: MapModel, tmp_path: Path) -> None:
    """Pictures in KMZ, drawings inside the styles of QGIS and the layers of uMap; no address."""
    kmz, qgz, umap, geojson = (
        next(path for path in made if path.suffix == suffix)
        for suffix, made in zip(
            (".kmz", ".qgz", ".umap", ".geojson"),
            itertools.repeat(export_map(model, tmp_path, "map", ["kmz", "qgz", "umap", "geojson"])),
            strict=False,
        )
    )
    with zipfile.ZipFile(kmz) as archive:
        pictures = [name for name in archive.namelist() if name.endswith(".png")]
        with Image.open(archive.open(pictures[0])) as picture:
            assert picture.getbbox() is not None
        text = archive.read("doc.kml").decode()
    assert len(pictures) == len(model.classes)
    assert all(f"<href>{name}</href>" in text for name in pictures)
    assert sum(len(pyogrio.read_dataframe(kmz, layer=n)) for n, _ in pyogrio.list_layers(kmz)) == 40
    with zipfile.ZipFile(qgz) as archive:
        root = ET.fromstring(archive.read("map.qgs"))
    embedded = [o.get("value", "") for o in root.iter("Option") if o.get("name") == "name"]
    drawings = [base64.b64decode(v[7:]) for v in embedded if v.startswith("base64:")]
    assert len(drawings) == len(ICONS)
    assert all(ET.fromstring(drawing).tag.endswith("svg") for drawing in drawings)
    layers = json.loads(umap.read_text("utf-8"))["layers"]
    urls = [each["_umap_options"].get("iconUrl", "") for each in layers]
    assert sum(url.startswith("data:image/svg+xml;base64,") for url in urls) == len(ICONS)
    told = json.loads(geojson.read_text("utf-8"))["features"][0]["properties"]
    assert told["icon"] == find_icon(ICONS[told["type"]])


@pytest.fixture(scope="module")
def page_file(model: MapModel, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_page(model, tmp_path_factory.mktemp("signs") / "map.html")


def shown(page: Page) -> list[str]:
    """Return the colours of the signs in view."""
    script = """() => Array.from(document.querySelectorAll('.leaflet-pk-symbols-pane path'))
        .map(p => p.getAttribute('fill')).filter(fill => fill !== 'none')"""
    found: list[str] = page.evaluate(script)
    return found


def test_icons_go_and_come_with_their_badges(page: Page, page_file: Path, model: MapModel) -> None:
    """A line of the legend hides both, and shows both again, without a rim around the icon."""
    page.goto(page_file.as_uri())
    page.wait_for_function("document.documentElement.className === 'scripts'")
    whole = shown(page)
    first = model.classes[0]
    page.locator(f"[data-class='{first.key}'] button").click()
    assert len(whole) - len(shown(page)) == 2 * first.count
    page.locator(f"[data-class='{first.key}'] button").click()
    assert shown(page) == whole
    rims = page.evaluate(
        "() => document.querySelectorAll('.leaflet-pk-symbols-pane path[stroke=none]').length"
    )
    assert rims == len(whole) - len(model.points)


def test_on_a_canvas_signs_look_as_they_do_as_elements(
    page: Page, page_file: Path, model: MapModel, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Should fail if thousands of points lost their shapes or icons, or got them upside down."""
    pictures = []
    monkeypatch.setattr("probono_kit.maps.web.CANVAS_FROM", 1)
    painted = write_page(model, tmp_path / "painted.html")
    for path in (page_file, painted):
        page.goto(path.as_uri())
        page.wait_for_function("document.documentElement.className === 'scripts'")
        # Signs alone: borders are rounded to pixels as elements, and names give way to elements.
        page.evaluate("""['areas', 'outline', 'under', 'names'].forEach(name => {
            probono.current.getPane('pk-' + name).style.display = 'none'; })""")
        page.wait_for_timeout(150)
        stage = page.locator(".folium-map").screenshot(path=tmp_path / f"{path.stem}.png")
        assert stage
        with Image.open(tmp_path / f"{path.stem}.png") as picture:
            pictures.append(np.asarray(picture.convert("RGB"), dtype=float))
    difference = np.abs(pictures[0] - pictures[1]).max(axis=2)
    assert (difference > 90).mean() < 0.004


def test_the_drawing_without_scripts_has_signs_too(page_file: Path) -> None:
    """A reader without scripts sees icons in the drawing of the page."""
    page = page_file.read_text("utf-8")
    drawing = page[page.index('<svg class="picture"') :]
    assert drawing[: drawing.index("</svg>")].count("<path") > 2 * 39


def test_svg_of_the_printed_map_is_small_enough(model: MapModel, tmp_path: Path) -> None:
    """Forty icons do not make a heavy file."""
    path = draw_static(model, tmp_path, "map", ["pdf"])[0]
    assert path.stat().st_size < 200_000


def test_further_layers_have_icons_too(tmp_path: Path) -> None:
    """Points over a coloured map get the icons of their category, on paper and on the web."""
    layer = Layer(data="services", category="type", icons=ICONS, columns=("type",))
    spec = MapSpec(value="points", columns=("points",), layers=(layer,), language="fr", **TEXTS)
    areas = areas_of("SEN")
    table, frames = table_of(areas), {"services": spots()}
    model = resolve(spec, areas=areas, table=table, layers=frames, base=False)
    signs = {(line.shape, line.icon) for line in model.layers[0].classes if line.key != NO_DATA}
    assert signs == {("circle", find_icon(icon)) for icon in ICONS.values()}
    drawn = next(a for a in sheet_of(model).figure.get_children() if a.get_gid() == "layer-1")
    assert len(drawn.get_paths()) == 2 * 40 - 1  # type: ignore[attr-defined]
    page = write_page(model, tmp_path / "map.html").read_text("utf-8")
    assert all(icon_path(icon) in page for _, icon in signs)
    for line in model.layers[0].classes:
        assert str(legend_sign(line)) in page
