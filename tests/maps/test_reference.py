"""Reference maps: roads, rivers and towns of the NGO's own files, drawn as is usual."""

from __future__ import annotations

import json
import re
import zipfile
from pathlib import Path
from typing import Any

import geopandas as gpd
import pandas as pd
import pytest
import shapely

from probono_kit.encoding import encode
from probono_kit.errors import ProbonoError
from probono_kit.maps import Layer, MapModel, MapSpec, export_map, lint_page, resolve, write_page
from probono_kit.maps.overlays.roles import Theme, find_theme
from probono_kit.maps.static.draw import sheet_of
from probono_kit.maps.web_overlays import sections_of
from probono_kit.qgis import rgba
from tests.maps.layer_models import reference, reference_files
from tests.maps.made import CREDITS, areas_of


@pytest.fixture(scope="module")
def model() -> MapModel:
    return reference()


@pytest.mark.parametrize(
    ("name", "dimension", "column", "words", "roles"),
    [
        ("x", 1, "highway", ["primary", "residential", None], ["main_road", *["minor_road"] * 2]),
        ("x", 1, "fclass", ["river", "stream", "drain"], ["river", "stream", "stream"]),
        ("x", 1, "featurecla", ["Major Highway", "Road"], ["main_road", "road"]),
        ("x", 1, "TYPE", ["Nationale", "Départementale"], ["main_road", "road"]),
        ("x", 1, "railway", ["rail", "narrow_gauge"], ["railway", "railway"]),
        ("x", 0, "place", ["city", "hamlet", "town"], ["city", "village", "town"]),
        ("x", 2, "fclass", ["reservoir", "wetland"], ["lake", "lake"]),
        ("Routes_2024", 1, "length", [3.5, 1.0], ["road", "road"]),
        ("cours d'eau", 1, "id", ["a", "b"], ["river", "river"]),
        ("chefs-lieux", 0, "nom", ["Thiès", "Louga"], ["town", "town"]),
    ],
)
def test_what_a_file_shows_is_found(
    name: str, dimension: int, column: str, words: list[Any], roles: list[str]
) -> None:
    """By words of OpenStreetMap, Natural Earth or French files; else by the name of the file."""
    found = find_theme(name, pd.DataFrame({column: words}), dimension)
    assert found is not None
    assert list(found.roles) == roles


def test_what_nothing_tells_is_asked() -> None:
    """Should fail if lines of which nobody says what they are were drawn as roads."""
    lines = pd.DataFrame({"id": ["7", "8"]})
    assert find_theme("couche_3", lines, 1) is None
    found = find_theme("couche_3", lines, 1, theme=Theme.RIVERS)
    assert found is not None
    assert set(found.roles) == {"river"}


def refused(frame: gpd.GeoDataFrame, **layer: Any) -> list[str]:
    spec = MapSpec(
        kind="reference", title="Map, 2025", credits=CREDITS, layers=(Layer(data="x", **layer),)
    )
    with pytest.raises(ProbonoError) as problem:
        resolve(spec, areas=areas_of("SEN"), layers={"x": frame}, base=False)
    return [found.code for found in problem.value.findings.errors]


def test_mistakes_are_told() -> None:
    """A layer that could be anything, one of other shapes, a map of nothing."""
    files = reference_files()
    assert refused(files["fleuves"]) == ["map.role_unknown"]
    assert refused(files["fleuves"], role="towns") == ["map.role_shapes"]
    assert refused(files["fleuves"], role="rivers", category="classe") == ["map.column_missing"]
    with pytest.raises(ProbonoError) as problem:
        resolve(
            MapSpec(kind="reference", title="Map, 2025", credits=CREDITS), areas=areas_of("SEN")
        )
    assert [found.code for found in problem.value.findings] == ["map.reference_of_nothing"]


def test_words_that_nobody_knows_are_told() -> None:
    """They are drawn as the least important, and the volunteer hears of it."""
    files = reference_files()
    files["gis_osm_roads"].loc[0, "fclass"] = "corridor"
    layers = (Layer(data="gis_osm_roads"),)
    spec = MapSpec(kind="reference", title="Map, 2025", credits=CREDITS, layers=layers)
    frames = {"gis_osm_roads": files["gis_osm_roads"]}
    model = resolve(spec, areas=areas_of("SEN"), layers=frames, base=False)
    said = [f.message("en") for f in model.findings if f.code == "map.role_words"]
    assert said == ["The column “fclass” has words of which nothing is known: corridor."]
    assert model.layers[0].classes[-1].label == "Minor road or track"


def test_layers_lie_in_their_order_and_say_what_they_are(model: MapModel) -> None:
    """Water lowest, towns uppermost, whatever the order of the files; each class has its words."""
    assert [layer.theme for layer in model.layers] == ["lakes", "rivers", "roads", "towns"]
    roads, towns = model.layers[2:]
    assert [line.label for line in roads.classes] == [
        "Route principale", "Route secondaire", "Petite route ou piste",
    ]  # fmt: skip
    sizes = [line.size for line in towns.classes[1:]]
    assert sizes == sorted(sizes, reverse=True)
    assert towns.classes[0].shape == "square"
    assert "Capitale (1)" in model.alt_text
    assert "map.role_by_column" in [found.code for found in model.findings]
    assert "map.role_by_name" in [found.code for found in model.findings]


def test_own_files_come_before_the_base_layers(model: MapModel) -> None:
    """Should fail if two courses of one river, or two points for one town, were drawn."""
    assert model.context is not None
    assert len(model.context.countries)
    assert not len(model.context.rivers)
    assert not len(model.context.places)


def test_casings_lie_below_all_roads(model: MapModel) -> None:
    """Should fail if the casing of one road cut through another one at a crossing."""
    sheet = sheet_of(model)
    names = [a.get_gid() for a in sheet.figure.get_children() if a.get_gid()]
    roads = [name for name in names if re.fullmatch(r"layer-2(-rim)?-\d", name)]
    assert roads == ["layer-2-rim-1", "layer-2-rim-0", "layer-2-2", "layer-2-1", "layer-2-0"]


@pytest.mark.parametrize("language", ["fr", "ar"])
def test_names_find_room(language: str) -> None:
    """Towns, roads and rivers are named on paper, none on another; rivers along their course."""
    made = reference(language=language)
    assert not [f for f in lint_page(made) if f.code != "lint.cut_label"]
    written = {text.text for text in sheet_of(made).written if text.part == "map"}
    assert {"Dakar", "Touba", "Tambacounda", "Sénégal", "Lac de Guiers"} <= written
    assert any(name.startswith("N") and name[1:].isdigit() for name in written)


def test_names_leave_only_if_their_column_may(tmp_path: Path) -> None:
    """Should fail if a reference layer told what the brief does not share."""
    layers = (Layer(data="gis_osm_places", label="nom"),)
    spec = MapSpec(kind="reference", title="Map, 2025", credits=CREDITS, layers=layers)
    frames = {"gis_osm_places": reference_files()["gis_osm_places"]}
    model = resolve(spec, areas=areas_of("SEN"), layers=frames, base=False)
    assert "Koungheul" not in write_page(model, tmp_path / "map.html").read_text("utf-8")
    assert "Koungheul" not in {text.text for text in sheet_of(model).written}


def test_paper_and_web_draw_the_same(model: MapModel, tmp_path: Path) -> None:
    """Colours, casings and classes of the page are those of the model; a road is named once."""
    page = write_page(model, tmp_path / "map.html").read_text("utf-8")
    for section, layer in zip(sections_of(model), model.layers, strict=True):
        assert str(encode(section.title)) in page
        labels = [label for _key, _swatch, label, _count in section.classes]
        assert labels == ([] if layer.is_plain else [line.label for line in layer.classes])
        for style in layer.lines:
            assert (style.casing or style.fill or "") in page
        for line in layer.classes:
            assert line.colour in page
    pieces = (
        shapely.LineString([(-15, 14), (-14, 14)]),
        shapely.LineString([(-14, 14), (-13.8, 14)]),
    )
    road = gpd.GeoDataFrame(
        {"nom": ["N9", "N9"], "highway": ["trunk"] * 2}, geometry=[*pieces], crs=4326
    )
    spec = MapSpec(
        kind="reference", title="Map, 2025", credits=CREDITS,
        layers=(Layer(data="routes", label="nom", columns=("nom",)),),
    )  # fmt: skip
    named = resolve(spec, areas=areas_of("SEN"), layers={"routes": road}, base=False)
    text = write_page(named, tmp_path / "named.html").read_text("utf-8")
    assert '"written": ["N9", ""]' in text or '"written":["N9",""]' in text


def test_a_role_serves_other_maps_too() -> None:
    """Roads with casings below the circles of a thematic map."""
    areas = areas_of("SEN")
    table = pd.DataFrame({"area_code": areas["area_code"], "puits": range(1, len(areas) + 1)})
    spec = MapSpec(
        title="Puits, Sénégal, 2025", value="puits", columns=("puits",), language="fr",
        credits=CREDITS, layers=(Layer(data="gis_osm_roads", role="auto"),),
    )  # fmt: skip
    files = {"gis_osm_roads": reference_files()["gis_osm_roads"]}
    model = resolve(spec, areas=areas, table=table, layers=files, base=False)
    assert model.layers[0].under
    assert model.layers[0].lines[0].casing


def test_files_for_other_programs_draw_the_same(model: MapModel, tmp_path: Path) -> None:
    """Casings, fills and sizes go on into QGIS; lakes are filled in uMap and Google Earth."""
    export_map(model, tmp_path, "map", ["qgz", "umap", "kml"])
    with zipfile.ZipFile(tmp_path / "map.qgz") as archive:
        project = archive.read("map.qgs").decode()
    roads = model.layers[2]
    for line, style in zip(roads.classes, roads.lines, strict=True):
        assert rgba(line.colour) in project
        assert not style.casing or rgba(style.casing) in project
    assert rgba(model.layers[0].lines[0].fill) in project
    layers = json.loads((tmp_path / "map.umap").read_text("utf-8"))["layers"]
    lakes = next(each for each in layers if each["_umap_options"]["name"].startswith("Lacs"))
    assert lakes["_umap_options"]["fillColor"] == model.layers[0].lines[0].fill
    assert "Lac de Guiers" in (tmp_path / "map.kml").read_text("utf-8")
