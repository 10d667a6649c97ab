"""Maps for other programs: the same classes and colours, nothing that may not leave."""

from __future__ import annotations

import json
import sqlite3
import zipfile
from contextlib import closing
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import geopandas as gpd
import numpy as np
import pyogrio
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from probono_kit.maps import MapModel, MapSpec, export_map, resolve
from probono_kit.maps.export.export import EXPORTS
from probono_kit.maps.export.features import cut_at_date_line, subject_layer
from tests.maps.made import CREDITS, areas_of, made, squares, table_of
from tests.maps.qgis import found_by_qgis

KML = "{http://www.opengis.net/kml/2.2}"
HOSTILE = 'Puits <script>alert(1)</script> & "l\'Amitié" 🚰'


def points_model(**spec: Any) -> MapModel:
    """Return a map of points of two categories, with a hostile name and a private column."""
    areas = areas_of("SEN")
    spots = shapely.points([[-17.4, 14.7], [-16.2, 14.1], [-15.0, 13.1]])
    table = {
        "type": ["forage", "puits", "forage"],
        "nom": [HOSTILE, "عين الماء", "Kolda"],
        "débit": [1.5, None, 3],
        "gérant": ["Awa Ndiaye", "Moussa Fall", "Awa Ndiaye"],
    }
    points = gpd.GeoDataFrame(table, geometry=spots, crs=4326)
    told: dict[str, Any] = {
        "title": "Points d'eau, Sénégal, avril 2025",
        "language": "fr",
        "kind": "points",
        "category": "type",
        "label": "nom",
        "columns": ("type", "nom", "débit"),
        "credits": CREDITS,
    }
    return resolve(MapSpec(**told | spec), areas=areas, points=points)


MODELS = {
    "rates": lambda: made(value="part", unit="%"),
    "counts": lambda: made(value="points"),
    "across the date line": lambda: made("FJI", value="part", unit="%"),
    "points": points_model,
}


@pytest.fixture(scope="module", params=MODELS)
def model(request: pytest.FixtureRequest) -> MapModel:
    """Each kind of map."""
    return MODELS[request.param]()


@pytest.fixture(scope="module")
def files(model: MapModel, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The map in every format."""
    paths = export_map(model, tmp_path_factory.mktemp("export"), "map", EXPORTS)
    return {path.name.removeprefix("map").strip(".-"): path for path in paths}


def legend(model: MapModel) -> list[tuple[str, str]]:
    return [(line.label, line.colour) for line in model.classes if line.count]


def test_the_same_map_gives_the_same_bytes(
    model: MapModel, files: dict[str, Path], tmp_path: Path
) -> None:
    """Two exports of one map do not differ in a byte, and say which files they made."""
    again = export_map(model, tmp_path, "map", EXPORTS)
    assert [path.name for path in again] == [
        *("map.geojson", "map.gpkg", "map.kml", "map.kmz"),
        *("map-qgis.zip", "map.umap", "map.qgz"),
    ]
    for one, other in zip(files.values(), again, strict=True):
        assert one.name == other.name
        assert one.read_bytes() == other.read_bytes(), one.name


def test_the_number_of_times_that_gdal_saved_is_not_in_the_file(
    files: dict[str, Path],
) -> None:
    """A second that ends while layers are written changes nothing; the file is sound."""
    header = files["gpkg"].read_bytes()[:100]
    assert header[24:28] == header[92:96] == b"\x00\x00\x00\x01"
    with closing(sqlite3.connect(files["gpkg"])) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)


def test_geojson_is_read_by_gdal(model: MapModel, files: dict[str, Path]) -> None:
    """Every feature, within ±180°, outer rings anticlockwise, amounts as numbers."""
    read = gpd.read_file(files["geojson"])
    frame = model.points if len(model.points) else model.areas
    assert len(read) == len(frame)
    west, south, east, north = read.total_bounds
    assert -180 <= west <= east <= 180
    assert -90 <= south <= north <= 90
    for shape in read.geometry.explode():
        assert not isinstance(shape, shapely.Polygon) or shape.exterior.is_ccw
    assert list(read["class"]) == [
        {line.key: line.label for line in model.classes}[key] for key in frame["class_key"]
    ]
    if not len(model.points):
        assert np.allclose(read["value"], frame["value"])
    tree = json.loads(files["geojson"].read_text("utf-8"))
    assert tree["title"] == model.title
    assert CREDITS.source in tree["attribution"]
    assert tree["disclaimer"] == model.disclaimer


def test_kml_has_a_folder_for_each_line_of_the_legend(
    model: MapModel, files: dict[str, Path]
) -> None:
    """Google Earth lists the classes, in their order and colours, with their counts."""
    root = ET.parse(files["kml"]).getroot()
    folders = root.findall(f"{KML}Document/{KML}Folder")
    circles = model.kind == "symbols"
    names = [folder.findtext(f"{KML}name") for folder in folders][circles:]
    drawn = [line for line in model.classes if line.count and line.key != "zero"]
    assert names == [f"{line.label} ({line.count})" for line in drawn]
    for folder, line in zip(folders[circles:], drawn, strict=True):
        style = folder.findtext(f"{KML}Placemark/{KML}styleUrl", "").removeprefix("#")
        colour = root.find(f"{KML}Document/{KML}Style[@id='{style}']/{KML}PolyStyle/{KML}color")
        assert colour is not None
        assert colour.text == f"e6{line.colour[5:]}{line.colour[3:5]}{line.colour[1:3]}"
    layers = [name for name, _kind in pyogrio.list_layers(files["kml"])]
    read = [pyogrio.read_dataframe(files["kml"], layer=layer) for layer in layers]
    assert [len(rows) for rows in read[circles:]] == [line.count for line in drawn]
    assert all(rows.geometry.notna().all() for rows in read)
    with zipfile.ZipFile(files["kmz"]) as archive:
        assert archive.namelist() == ["doc.kml"]
        assert archive.read("doc.kml") == files["kml"].read_bytes()


def rules_in(root: ET.Element) -> list[tuple[str, str]]:
    """Return labels and colours of the rules of a style."""
    symbols = {
        symbol.get("name"): next(
            option.get("value", "")
            for option in symbol.findall("layer/Option/Option")
            if option.get("name") == "color"
        )
        for symbol in root.findall("renderer-v2/symbols/symbol")
    }
    return [
        (
            rule.get("label", ""),
            "#"
            + "".join(f"{int(part):02x}" for part in symbols[rule.get("symbol")].split(",")[:3]),
        )
        for rule in root.findall("renderer-v2/rules/rule")
    ]


def test_the_geopackage_opens_styled(model: MapModel, files: dict[str, Path]) -> None:
    """The file is whole, GDAL reads every layer, and its style says what the legend says."""
    with closing(sqlite3.connect(files["gpkg"])) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        styles = dict(
            connection.execute(
                "SELECT f_table_name, styleQML FROM layer_styles WHERE useAsDefault"
            ).fetchall()
        )
        changed = connection.execute("SELECT DISTINCT last_change FROM gpkg_contents").fetchall()
    assert changed == [("2025-05-12T00:00:00.000Z",)]
    subject = "points" if len(model.points) else "circles" if model.kind == "symbols" else "areas"
    drawn = [(label, colour) for label, colour in legend(model)]
    assert rules_in(ET.fromstring(styles[subject])) == drawn
    for layer, _kind in pyogrio.list_layers(files["gpkg"]):
        rows = pyogrio.read_dataframe(files["gpkg"], layer=layer)
        if layer != "layer_styles":
            assert rows.crs.to_epsg() == 4326
            assert rows.geometry.is_valid.all()
            assert layer in styles


def test_the_project_names_layers_that_are_there(model: MapModel, files: dict[str, Path]) -> None:
    """Paths are relative, projection and extent are those of the map on paper."""
    with zipfile.ZipFile(files["qgis.zip"]) as archive:
        assert archive.namelist() == ["map-qgis/map-qgis.gpkg", "map-qgis/map-qgis.qgz"]
    with zipfile.ZipFile(files["qgz"]) as archive:
        assert archive.namelist() == ["map.qgs"]
        root = ET.fromstring(archive.read("map.qgs"))
    layers = {name for name, _kind in pyogrio.list_layers(files["gpkg"])} - {"layer_styles"}
    sources = [layer.findtext("datasource", "") for layer in root.findall("projectlayers/maplayer")]
    assert {source.removeprefix("./map.gpkg|layername=") for source in sources} == layers
    assert root.findtext("title") == model.title
    wkt = root.findtext("projectCrs/spatialrefsys/wkt")
    assert model.crs.equals(wkt)
    assert rules_in(root.findall("projectlayers/maplayer")[0]) == legend(model)


@pytest.mark.slow
def test_qgis_opens_the_project(model: MapModel, files: dict[str, Path]) -> None:
    """QGIS itself finds every layer, the projection, the rules and the features that they draw."""
    read, system, valid, counts = found_by_qgis(
        files["qgz"],
        """
layers = [node.layer() for node in project.layerTreeRoot().findLayers()]
counts = []
for rule in layers[0].renderer().rootRule().children():
    asked = QgsFeatureRequest().setFilterExpression(rule.filterExpression() or 'TRUE')
    counts.append([rule.label(), len(list(layers[0].getFeatures(asked)))])
found = [read, project.crs().isValid(), [each.isValid() for each in layers], counts]
""",
    )
    assert read
    assert system
    assert all(valid)
    assert [tuple(each) for each in counts] == [
        (line.label, line.count)
        for line in model.classes
        if line.key not in ("zero",) and line.count
    ]


#: Options that uMap 3 knows; others it would drop.
UMAP_MAP = {
    *("name", "description", "shortCredit", "longCredit", "captionBar", "onLoadPanel", "zoom"),
    *("datalayersControl", "searchControl", "scaleControl", "popupContentTemplate"),
}
UMAP_LAYER = {
    *("name", "displayOnLoad", "browsable", "inCaption", "color", "weight", "fillColor"),
    *("fillOpacity", "iconClass", "type", "circles"),
}


def test_umap_shows_the_legend_as_its_layers(model: MapModel, files: dict[str, Path]) -> None:
    """One layer per class in its colour; all circles grow with the root of the amount."""
    tree = json.loads(files["umap"].read_text("utf-8"))
    assert tree["type"] == "umap"
    assert set(tree["properties"]) == UMAP_MAP
    layers = tree["layers"]
    assert all(set(layer["_umap_options"]) <= UMAP_LAYER for layer in layers)
    if model.kind == "symbols":
        options = layers[-1]["_umap_options"]
        amounts = [feature["properties"]["value"] for feature in layers[-1]["features"]]
        ends = options["circles"]["radius"]
        assert (ends["min"] / ends["max"]) ** 2 == pytest.approx(min(amounts) / max(amounts), 0.02)
        return
    shown = [
        (
            layer["_umap_options"]["name"].rpartition(" (")[0],
            layer["_umap_options"].get("fillColor", layer["_umap_options"]["color"]),
        )
        for layer in layers[::-1]
    ]
    if len(model.points):
        shown = [
            (name, layer["_umap_options"]["color"])
            for (name, _c), layer in zip(shown, layers[::-1], strict=True)
        ]
    assert shown == legend(model)


def test_only_columns_of_the_brief_leave(tmp_path: Path) -> None:
    """A column that the brief does not name is in no file, packed or not; hostile text is text."""
    model = points_model()
    for path in export_map(model, tmp_path, "map", EXPORTS):
        raw = path.read_bytes()
        if zipfile.is_zipfile(path):
            with zipfile.ZipFile(path) as archive:
                raw += b"".join(archive.read(name) for name in archive.namelist())
        assert b"Awa Ndiaye" not in raw, path.name
        assert "gérant".encode() not in raw, path.name
    names = [mark.text for mark in ET.parse(tmp_path / "map.kml").iter(f"{KML}name")]
    assert HOSTILE in names
    assert list(gpd.read_file(tmp_path / "map.gpkg", layer="points")["nom"]) == [
        *(HOSTILE, "عين الماء", "Kolda"),
    ]


def test_amounts_that_stay_are_told_by_their_class(tmp_path: Path) -> None:
    """Where the value may not leave, files hold the class; QGIS draws by it."""
    model = made(value="part", unit="%", columns=())
    layer = subject_layer(model)
    assert not {"value", "value_text", "part"} & set(layer)
    export_map(model, tmp_path, "map", EXPORTS)
    with closing(sqlite3.connect(tmp_path / "map.gpkg")) as connection:
        style = connection.execute(
            "SELECT styleQML FROM layer_styles WHERE f_table_name = 'areas'"
        ).fetchone()[0]
    filters = [rule.get("filter", "") for rule in ET.fromstring(style).iter("rule")]
    assert all(text.startswith('"class" = \'') for text in filters)


def test_a_column_with_a_name_of_ours_keeps_its_cells(tmp_path: Path) -> None:
    """“Class”, “fid”, “NAME” of the NGO stand beside ours under a name of their own."""
    areas = squares("A", "B")
    table = table_of(areas.assign(area_code=["a", "b"]), points=[3, 4]).assign(
        area_name=["A", "B"], Class=["x", "y"], fid=[7, 8], NAME=["p", "q"]
    )
    spec = MapSpec(
        title="Wells, 2025",
        value="points",
        columns=("points", "Class", "fid", "NAME"),
        credits=CREDITS,
    )
    model = resolve(spec, areas=areas, table=table, base=False)
    export_map(model, tmp_path, "map", ["gpkg"])
    read = gpd.read_file(tmp_path / "map.gpkg", layer="areas")
    assert list(read["Class_2"]) == ["x", "y"]
    assert list(read["fid_2"]) == [7, 8]
    assert list(read["NAME_2"]) == ["p", "q"]


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.floats(-180, 400), st.floats(-80, 70), st.floats(0.01, 100), st.floats(0.01, 9)
        ),
        min_size=1,
        max_size=4,
    )
)
def test_cutting_at_the_date_line_keeps_the_ground(
    boxes: list[tuple[float, float, float, float]],
) -> None:
    """The area stays the same, and every longitude is one that people write."""
    shapes = np.array([shapely.box(x, y, x + w, y + h) for x, y, w, h in boxes], dtype=object)
    cut = cut_at_date_line(shapes)
    bounds = shapely.bounds(cut)
    assert (bounds[:, 0] >= -180).all()
    assert (bounds[:, 2] <= 180).all()
    assert shapely.is_valid(cut).all()
    assert np.allclose(shapely.area(cut), shapely.area(shapes), atol=1e-3)
