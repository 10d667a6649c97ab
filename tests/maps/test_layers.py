"""Several layers on one map: need by area, the NGO's own sites, roads, outlines."""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING
from xml.etree import ElementTree

import geopandas as gpd
import pandas as pd
import pyogrio
import pypdfium2
import pytest
import shapely

from probono_kit.errors import ProbonoError
from probono_kit.maps import Layer, LayerKind, MapModel, draw_static, export_map, write_page
from tests.accessible import violations
from tests.maps import layer_models
from tests.maps.layer_models import LAYERS, in_need

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

#: One layer of each kind.
ALL = (
    Layer(data="zones", title="Zones", label="zone", labels=True, columns=("zone",)),
    Layer(data="roads", title="Routes", category="rang", columns=("rang",)),
    Layer(data="patients", value="patients", title="Patients", columns=("patients",)),
    Layer(data="posts", title="Structures"),
)


@pytest.fixture(scope="module")
def model() -> MapModel:
    """The map that an NGO asks for first."""
    return in_need()


@pytest.fixture(scope="module")
def html(model: MapModel, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Its page."""
    return write_page(model, tmp_path_factory.mktemp("layers") / "need.html")


def codes(model: MapModel) -> list[tuple[str, str]]:
    return [(found.code, found.where) for found in model.findings]


def refused(*layers: Layer, **frames: pd.DataFrame) -> dict[str, str]:
    """Return the errors of a map with these layers: code and place."""
    from probono_kit.maps import MapSpec, resolve
    from tests.maps.made import TEXTS, areas_of, table_of

    areas = areas_of("SEN")
    spec = MapSpec(value="points", columns=("points",), layers=layers, **TEXTS)
    with pytest.raises(ProbonoError) as problem:
        resolve(spec, areas=areas, table=table_of(areas), layers=frames, base=False)
    return {found.code: found.where for found in problem.value.findings.errors}


def test_layers_lie_in_the_order_of_the_spec() -> None:
    """Each has the kind that its shapes ask for, and the first layer stays what it was."""
    model = in_need(ALL)
    assert [layer.title for layer in model.layers] == ["Zones", "Routes", "Patients", "Structures"]
    kinds = [LayerKind.OUTLINES, LayerKind.LINES, LayerKind.SYMBOLS, LayerKind.POINTS]
    assert [layer.kind for layer in model.layers] == kinds
    assert model.legend_title == "Ménages dans le besoin"
    assert model.kind.value == "choropleth"
    assert [line.label for line in model.layers[1].classes] == ["nationale", "régionale"]


def test_only_named_columns_leave(html: Path, model: MapModel) -> None:
    """A telephone number of a health post is in no part of the page."""
    text = html.read_text(encoding="utf-8")
    assert "+221" not in text
    assert "téléphone" not in text
    assert "Poste 7" in text
    assert list(model.layers[1].cells.columns) == ["type", "nom", "lits"]
    hidden = in_need((Layer(data="posts", category="type", label="nom"),)).layers[0]
    assert set(hidden.frame["name"]) == {""}
    assert set(hidden.frame["value_text"]) == {""}
    assert not len(hidden.cells.columns)


def test_a_colour_that_is_chosen_stands_out() -> None:
    """A layer of one colour differs from every class below it, also to colour-blind readers."""
    from probono_kit.maps.overlays.contrast import apart
    from probono_kit.maps.vision import Vision

    for palette in ("lagoon", "ember", "brick", "plum", "slate", "river-ember"):
        model = in_need((Layer(data="posts"), Layer(data="roads")), palette=palette)
        below = [line.colour for line in model.classes]
        for layer in model.layers:
            # Points have a white rim, which grey print keeps.
            seen = [vision for vision in Vision if layer.lines or vision is not Vision.GREY]
            assert apart(layer.classes[0].colour, below, seen) >= 12, (palette, layer.name)


def test_words_speak_of_every_layer() -> None:
    """The text alternative names each layer, in the language of the map."""
    french = in_need(ALL).alt_text.replace("\N{NO-BREAK SPACE}", " ")
    english = in_need(ALL, language="en").alt_text
    assert "Zones : contours de 3 zones. Routes : nationale, régionale. Patients : max" in french
    assert "Structures : 42 points." in french
    assert "Zones: outlines of 3 areas. Routes: nationale, régionale. Patients: highest" in english


def test_sources_of_layers_are_in_the_notes(model: MapModel) -> None:
    """Who made the roads is printed."""
    notes = [note.replace("\N{NO-BREAK SPACE}", " ") for note in model.notes]
    assert "Couches : Routes principales – OpenStreetMap, 2025 (ODbL)" in notes


def test_points_outside_are_told_of_their_layer(model: MapModel) -> None:
    """Sites beyond the border are drawn, and a finding counts them."""
    assert ("map.point_outside", "layers › Nos structures de santé") in codes(model)


def test_paper_and_page_have_the_same_legend(
    model: MapModel, html: Path, page: Page, tmp_path: Path
) -> None:
    """Titles, labels and colours of all layers are on both."""
    from probono_kit.maps.static.draw import sheet_of

    printed = {text.text for text in sheet_of(model).written}
    page.goto(html.as_uri())
    sections = page.locator(".legend .overlay")
    assert sections.count() == len(model.layers)
    for layer, section in zip(model.layers, sections.all(), strict=True):
        assert section.locator("h3").inner_text().strip() == layer.title
        assert layer.title in printed
        drawn = section.inner_html()
        assert all(line.colour in drawn for line in layer.classes)
        if not layer.is_plain:
            labels = section.locator(".label").all_inner_texts()
            assert labels == [line.label for line in layer.classes]
            assert set(labels) <= printed
    drawn = page.locator(".leaflet-pk-layer-2-pane path")
    fills = drawn.evaluate_all("paths => paths.map(path => path.getAttribute('fill'))")
    assert sorted(fills) == sorted(model.layers[1].frame["fill"])


def test_a_switch_hides_a_layer_by_keyboard(html: Path, page: Page) -> None:
    """Space switches a layer off and on; the link to the view remembers it."""
    page.goto(html.as_uri())
    pane = page.locator(".leaflet-pk-layer-2-pane")
    box = page.get_by_role("checkbox", name="Nos structures de santé")
    box.focus()
    page.keyboard.press("Space")
    assert pane.evaluate("p => getComputedStyle(p).display") == "none"
    assert page.evaluate("probono.switches.off(probono.current)") == ["layer-2"]
    page.goto(f"{html.as_uri()}#layers=layer-1,first")
    page.wait_for_function("probono.switches.off(probono.current).length === 2")
    assert not page.get_by_role("checkbox", name="Routes principales").is_checked()
    assert pane.evaluate("p => getComputedStyle(p).display") == "block"


def test_a_row_of_its_table_leads_to_a_site(html: Path, page: Page) -> None:
    """The name of a health post in its table opens its pop-up, also while it is switched off."""
    page.goto(html.as_uri())
    page.get_by_role("checkbox", name="Nos structures de santé").uncheck()
    page.get_by_role("button", name="Poste 8", exact=True).click()
    assert "Poste 8" in page.locator(".pk-popup").inner_text()
    assert page.get_by_role("checkbox", name="Nos structures de santé").is_checked()


def downloaded(page: Page, layer: str) -> tuple[str, list[list[str]]]:
    """What the button beside the table of a layer gives: name of the file, and its rows."""
    with page.expect_download() as waiting:
        page.locator(f"[data-csv={layer}]").click()
    text = Path(waiting.value.path()).read_text(encoding="utf-8-sig")
    rows = list(csv.reader(io.StringIO(text), delimiter=";"))
    return waiting.value.suggested_filename, rows


def test_a_line_of_its_legend_hides_a_class_of_a_layer(
    model: MapModel, html: Path, page: Page
) -> None:
    """By keyboard: on the map, in its table, in the file; a link to the view remembers it."""
    posts = model.layers[1]
    key, kept = posts.classes[0].key, posts.frame["class_key"] != posts.classes[0].key
    page.goto(html.as_uri())
    line = page.locator(f"[data-of=layer-2][data-key='{key}'] button")
    line.focus()
    page.keyboard.press("Space")
    assert line.get_attribute("aria-pressed") == "false"
    said = f"{int(kept.sum())} sur {len(posts.frame)}"
    assert said in page.locator("body > .said").inner_text()
    paths = page.locator(".leaflet-pk-layer-2-pane path:visible")
    assert paths.count() == int(kept.sum())
    names = posts.frame["name"][kept].tolist()
    rows = page.locator("table[data-layer=layer-2] tbody tr:visible th")
    assert rows.all_inner_texts() == names
    name, cells = downloaded(page, "layer-2")
    assert name == "need - Nos structures de santé.csv"
    assert [row[0] for row in cells[1:]] == names
    page.goto("about:blank")
    page.goto(f"{html.as_uri()}#layers=layer-2%2F{key}")
    page.locator(f"[data-of=layer-2][data-key='{key}'] button[aria-pressed=false]").wait_for()
    assert paths.count() == int(kept.sum())


def test_the_file_of_a_layer_has_the_rows_that_the_page_leaves_out(
    page: Page, tmp_path: Path
) -> None:
    """Of thousands of sites the page lists five hundred; all are in the file, painted or not."""
    sites = layer_models.posts(count=160)
    assert len(sites) > 2000
    model = in_need((LAYERS[1],), sites=sites)
    path = write_page(model, tmp_path / "many.html")
    page.goto(path.as_uri())
    assert page.locator("table[data-layer=layer-1] tbody tr").count() == 500
    _, cells = downloaded(page, "layer-1")
    assert [row[0] for row in cells[1:]] == sites["nom"].tolist()
    hidden = model.layers[0].classes[0]
    page.locator(f"[data-of=layer-1][data-key='{hidden.key}'] button").click()
    assert len(downloaded(page, "layer-1")[1]) - 1 == len(sites) - hidden.count


def test_paper_says_nothing_of_a_layer_that_is_switched_off(
    html: Path, page: Page, tmp_path: Path
) -> None:
    """Legend, map and table of it are gone from the printed page; those of the others are not."""
    page.goto(html.as_uri())
    page.get_by_role("checkbox", name="Nos structures de santé").uncheck()
    page.get_by_role("checkbox", name="Ménages dans le besoin").uncheck()
    page.emulate_media(media="print")
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    assert page.locator(".live").is_visible()
    assert page.locator(".leaflet-pk-layer-2-pane path:visible").count() == 0
    assert page.locator(".leaflet-pk-areas-pane path:visible").count() == 0
    assert page.locator(".leaflet-pk-layer-1-pane path:visible").count() > 0
    page.pdf(path=tmp_path / "map.pdf", prefer_css_page_size=True)
    with pypdfium2.PdfDocument(tmp_path / "map.pdf") as document:
        printed = "\n".join(each.get_textpage().get_text_range() for each in document)
    assert "Routes principales" in printed
    for gone in ("Hôpital", "Poste 8", "Ménages dans le besoin\n", "Télécharger"):
        assert gone not in printed
    page.evaluate("window.dispatchEvent(new Event('afterprint'))")


@pytest.mark.slow
def test_axe_finds_nothing(chromium: Browser, tmp_path: Path) -> None:
    """No violation of WCAG 2.2 A and AA, on a page that is read from the right."""
    path = write_page(in_need(ALL, language="ar"), tmp_path / "layers.html")
    assert violations(chromium, path) == []


def test_layers_are_named_in_svg(model: MapModel, tmp_path: Path) -> None:
    """A designer finds each layer by its name."""
    (path,) = draw_static(model, tmp_path, "need", ["svg"])
    groups = re.findall(r'<g id="(layer-[^"]+)"', path.read_text(encoding="utf-8"))
    assert groups == ["layer-1-rim-0", "layer-1-0", "layer-2"]


def test_lines_lie_below_circles() -> None:
    """On a map of circles roads do not strike them out; on coloured areas they lie above."""
    assert in_need(kind="symbols", unit="").layers[0].under
    assert not in_need().layers[0].under


def test_data_that_are_not_there_are_named() -> None:
    """A slip in the name of the data gets the nearest name."""
    assert refused(Layer(data="rodes"), roads=layer_models.roads()) == {
        "map.layer_missing": "layers › rodes"
    }


def test_shapes_of_another_kind_are_refused() -> None:
    """Roads are no points, a table without places is no road, and metres are no degrees."""
    roads, metres = (
        layer_models.roads(),
        layer_models.roads().to_crs(32628).set_crs(4326, allow_override=True),
    )
    table = pd.DataFrame({"area_name": ["Dakar"], "n": [1]})
    assert "map.layer_shapes" in refused(Layer(data="a", kind=LayerKind.POINTS), a=roads)
    assert "map.layer_off_the_globe" in refused(Layer(data="a"), a=metres)
    assert "map.layer_without_shapes" in refused(Layer(data="a", kind=LayerKind.LINES), a=table)
    assert "map.no_crs" in refused(Layer(data="a"), a=roads.set_crs(None, allow_override=True))
    assert "map.layer_empty" in refused(Layer(data="a"), a=roads[:0])
    assert "map.column_missing" in refused(Layer(data="a", category="rank"), a=roads)
    assert "map.layer_no_value" in refused(Layer(data="a", kind=LayerKind.SYMBOLS), a=table)


def test_rows_of_a_table_find_the_areas_of_the_map() -> None:
    """Rows without an area are told of their layer; circles stand inside their areas."""
    from probono_kit.maps import MapSpec, resolve
    from tests.maps.made import TEXTS, areas_of, table_of

    areas = areas_of("SEN")
    layer = Layer(data="ill", value="patients", columns=("patients",))
    ill = pd.concat([layer_models.patients(), pd.DataFrame({"area_code": ["X"], "patients": [9]})])
    spec = MapSpec(value="part", unit="%", layers=(layer,), **TEXTS)
    model = resolve(spec, areas=areas, table=table_of(areas), layers={"ill": ill}, base=False)
    assert ("map.row_without_area", "layers › ill") in codes(model)
    circles = model.layers[0].frame
    assert list(circles["name"]) == list(model.areas["name"])
    assert shapely.contains(model.areas.geometry.to_numpy(), circles.geometry.to_numpy()).all()


def test_layers_across_the_date_line_stay_whole() -> None:
    """A road in Fiji that crosses 180° is one line, in the longitudes of the map."""
    from probono_kit.maps import MapSpec, resolve
    from tests.maps.made import TEXTS, areas_of, table_of

    areas = areas_of("FJI")
    halves = shapely.MultiLineString([[(178.5, -17), (180, -17)], [(-180, -17), (-179.5, -17.2)]])
    road = gpd.GeoDataFrame(geometry=[halves], crs=4326)
    spec = MapSpec(value="part", unit="%", layers=(Layer(data="road"),), **TEXTS)
    model = resolve(spec, areas=areas, table=table_of(areas), layers={"road": road}, base=False)
    assert model.layers[0].frame.geometry.iloc[0].bounds == (178.5, -17.2, 180.5, -17.0)


def test_exports_carry_layers_in_their_order(tmp_path: Path) -> None:
    """Every format has every layer, the uppermost where its programs want it."""
    model = in_need(ALL)
    titles = [layer.title for layer in model.layers]
    paths = export_map(model, tmp_path, "need", ["geojson", "qgz", "kml", "umap"])
    named = [path.name for path in paths]
    assert named[:5] == ["need.geojson", *(f"need-layer-{i}.geojson" for i in (1, 2, 3, 4))]
    tables = [name for name, _kind in pyogrio.list_layers(tmp_path / "need.gpkg")]
    above = ["layer_4", "layer_3", "layer_2", "layer_1", "areas"]
    assert tables[:5] == above
    project = zipfile.ZipFile(tmp_path / "need.qgz").read("need.qgs").decode("utf-8")
    assert re.findall(r'<layer id="probono_kit_([^"]+)"', project)[:5] == above
    folders = ElementTree.parse(tmp_path / "need.kml").findall("{*}Document/{*}Folder/{*}name")
    assert [folder.text for folder in folders][-4:] == titles
    umap = json.loads((tmp_path / "need.umap").read_text(encoding="utf-8"))
    layers = [layer["_umap_options"]["name"] for layer in umap["layers"]]
    assert layers[-1] == "Structures (42)"
    assert layers[-4:-2] == ["Routes: régionale (5)", "Routes: nationale (8)"]


def test_only_named_columns_are_exported(model: MapModel, tmp_path: Path) -> None:
    """No file for another program has the telephone numbers."""
    for path in export_map(model, tmp_path, "need", ["geojson", "gpkg", "kml", "umap"]):
        assert b"+221" not in path.read_bytes(), path.name
    table = gpd.read_file(tmp_path / "need.gpkg", layer="layer_2")
    wanted = {"code", "name", "value", "value_text", "class", "colour", "type", "nom", "lits"}
    assert set(table.columns) - {"geometry"} == wanted
    assert table["lits"].dtype.kind == "i"
