"""Boundary files as people send them: read, mended and said, or refused with what to do."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path
from typing import Any

import geopandas as gpd
import pandas as pd
import pytest
import shapely

from probono_kit.errors import ProbonoError
from probono_kit.findings import Findings
from probono_kit.places.areas import AREA_COLUMNS, AreasRead
from probono_kit.places.boundaries import read_areas

SQUARES = [shapely.box(-17 + i, 14, -16 + i, 15) for i in range(4)]
REGIONS = {
    "ADM0_FR": "Sénégal",
    "ADM0_PCODE": "SN",
    "ADM1_EN": ["Dakar", "Thies", "Kolda"],
    "ADM1_FR": ["Dakar", "Thiès", "Kolda"],
    "ADM1_PCODE": ["SN01", "SN07", "SN05"],
    "ADM1ALT1FR": ["", "Tiès", None],
    "date": "2019-01-01",
}


def frame(
    fields: dict[str, Any], shapes: list[Any] | None = None, crs: Any = 4326
) -> gpd.GeoDataFrame:
    rows = len(pd.DataFrame(fields))
    return gpd.GeoDataFrame(fields, geometry=shapes or SQUARES[:rows], crs=crs)


def write(areas: gpd.GeoDataFrame, path: Path, **options: Any) -> Path:
    areas.to_file(path, engine="pyogrio", **options)
    return path


def codes(findings: Findings) -> list[str]:
    return [found.code for found in findings]


def refused(path: str | Path, **options: Any) -> list[str]:
    with pytest.raises(ProbonoError) as caught:
        read_areas(path, **options)
    for found in caught.value.findings:
        assert found.message("fr") != found.message("en")
    return codes(caught.value.findings)


def area(read: AreasRead) -> Any:
    return shapely.area(read.frame.geometry.to_numpy())


def names(read: AreasRead) -> list[str]:
    return read.frame["area_name"].tolist()


@pytest.mark.parametrize("ending", [".gpkg", ".shp", ".geojson", ".json", ".fgb", ".zip"])
def test_every_format_gives_the_same_areas(tmp_path: Path, ending: str) -> None:
    driver = "GeoJSON" if ending == ".json" else None
    path = tmp_path / f"limites{ending}"
    if ending == ".zip":
        shapefile = write(frame(REGIONS), tmp_path / "limites.shp", encoding="UTF-8")
        with zipfile.ZipFile(path, "w") as archive:
            for part in tmp_path.glob("limites.*"):
                if part != path:
                    archive.write(part, f"dossier/{part.name}")
        shapefile.unlink()
    else:
        write(frame(REGIONS), path, driver=driver)
    read = read_areas(path, language="fr")
    assert list(read.frame.columns) == list(AREA_COLUMNS)
    assert read.frame.crs.to_epsg() == 4326
    assert names(read) == ["Dakar", "Kolda", "Thiès"]
    assert read.frame["area_code"].tolist() == ["SN01", "SN05", "SN07"]
    assert read.frame["parent_name"].tolist() == ["Sénégal"] * 3
    assert read.frame["parent_code"].tolist() == ["SN"] * 3
    assert read.frame.loc[2, "other_names"] == ("Tiès",)
    assert read.frame.geometry[2].equals(SQUARES[1])
    assert read.findings == []
    assert path.name in read.credit


KML = """<?xml version="1.0" encoding="UTF-8"?>
<kml xmlns="http://www.opengis.net/kml/2.2"><Document><name>Communes</name>
<Placemark><name>Lac</name><ExtendedData><SchemaData schemaUrl="#c">
<SimpleData name="code">C1</SimpleData></SchemaData></ExtendedData><Polygon><outerBoundaryIs>
<LinearRing><coordinates>0,0,0 2,0,0 2,2,0 0,2,0 0,0,0</coordinates></LinearRing></outerBoundaryIs>
<innerBoundaryIs><LinearRing><coordinates>0.5,0.5 1,0.5 1,1 0.5,1 0.5,0.5</coordinates></LinearRing>
</innerBoundaryIs></Polygon></Placemark>
<Placemark><name>Îles</name><ExtendedData><Data name="code"><value>C2</value></Data></ExtendedData>
<MultiGeometry><Polygon><outerBoundaryIs><LinearRing><coordinates>3,0 4,0 4,1 3,0</coordinates>
</LinearRing></outerBoundaryIs></Polygon><Polygon><outerBoundaryIs><LinearRing>
<coordinates>5,0 6,0 6,1 5,0</coordinates></LinearRing></outerBoundaryIs></Polygon></MultiGeometry>
</Placemark></Document></kml>"""


@pytest.mark.parametrize("ending", [".kml", ".kmz"])
def test_kml_with_holes_and_islands(tmp_path: Path, ending: str) -> None:
    path = tmp_path / f"communes{ending}"
    if ending == ".kml":
        path.write_text(KML, encoding="utf-8")
    else:
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr("doc.kml", KML)
    read = read_areas(path, code_column="code")
    assert read.frame[["area_code", "area_name"]].to_numpy().tolist() == [
        ["C1", "Lac"],
        ["C2", "Îles"],
    ]
    assert area(read).round(6).tolist() == [3.75, 1.0]


def test_the_finest_level_is_taken_and_a_named_column_joins_a_coarser_one(tmp_path: Path) -> None:
    path = write(
        frame(
            {
                "ADM1_FR": ["Est", "Est", "Ouest"],
                "ADM1_PCODE": ["X1", "X1", "X2"],
                "ADM2_FR": ["Nord", "Sud", "Nord"],
                "ADM2_PCODE": ["X101", "X102", "X201"],
            }
        ),
        tmp_path / "adm2.gpkg",
    )
    fine = read_areas(path)
    assert names(fine) == ["Nord", "Sud", "Nord"]
    assert fine.frame["parent_name"].tolist() == ["Est", "Est", "Ouest"]
    coarse = read_areas(path, name_column="ADM1_FR")
    assert coarse.frame["area_code"].tolist() == ["X1", "X2"]
    assert area(coarse).tolist() == [2.0, 1.0]
    assert codes(coarse.findings) == ["places.joined"]


@pytest.mark.parametrize(
    ("fields", "name", "code", "parent"),
    [
        (
            {
                "GID_1": ["TCD.1_1"],
                "COUNTRY": ["Chad"],
                "NAME_1": ["Batha"],
                "VARNAME_1": ["Bata|B"],
            },
            "Batha",
            "TCD.1_1",
            "Chad",
        ),
        (
            {
                "GID_2": ["T.1"],
                "NAME_1": ["Lac"],
                "GID_1": ["T"],
                "NAME_2": ["Fouli"],
                "TYPE_2": ["D"],
            },
            "Fouli",
            "T.1",
            "Lac",
        ),
        ({"shapeName": ["Lac"], "shapeISO": ["TD-LC"], "shapeID": ["89"]}, "Lac", "TD-LC", ""),
        ({"shapeName": ["Lac"], "shapeISO": [""], "shapeID": ["89"]}, "Lac", "89", ""),
        (
            {"admin1Name_fr": ["Lac"], "admin1Pcode": ["TCD07"], "admin0Name_en": ["Chad"]},
            "Lac",
            "TCD07",
            "Chad",
        ),
        (
            {
                "adm1_name": ["Lac"],
                "adm1_name1": ["Lake"],
                "adm1_pcode": ["T7"],
                "adm0_name": ["Chad"],
            },
            "Lac",
            "T7",
            "Chad",
        ),
        (
            {"name": ["Lake"], "name_fr": ["Lac"], "iso_3166_2": ["TD-LC"], "admin": ["C"]},
            "Lac",
            "TD-LC",
            "C",
        ),
        ({"name": ["Lake"], "name:fr": ["Lac"], "ISO3166-2": ["TD-LC"]}, "Lac", "TD-LC", ""),
        ({"NOM_REG": ["Lac"], "CODE_REG": [7]}, "Lac", "7", ""),
    ],
)
def test_the_conventions_in_use_are_recognised(
    tmp_path: Path, fields: dict[str, Any], name: str, code: str, parent: str
) -> None:
    read = read_areas(write(frame(fields), tmp_path / "a.gpkg"), language="fr")
    row = read.frame.iloc[0]
    assert (row["area_name"], row["area_code"], row["parent_name"]) == (name, code, parent)


def test_names_come_in_the_language_asked_for_and_the_others_stay_known(tmp_path: Path) -> None:
    path = write(
        frame({"ADM1_EN": ["North", "Lake"], "ADM1_FR": ["Nord", ""], "ADM1_PCODE": ["A", "B"]}),
        tmp_path / "a.gpkg",
    )
    french = read_areas(path, language="fr").frame
    assert french["area_name"].tolist() == ["Nord", "Lake"]
    assert french["other_names"].tolist() == [("North",), ()]
    assert read_areas(path, language="es").frame["area_name"].tolist() == ["North", "Lake"]


def test_an_unknown_convention_takes_the_only_column_fit_and_says_so(tmp_path: Path) -> None:
    fields = {
        "fid_1": [1, 2],
        "terroir": ["Baol", "Sine"],
        "surface": [3.2, 4.1],
        "src": ["x", "x"],
    }
    read = read_areas(write(frame(fields), tmp_path / "a.gpkg"))
    assert names(read) == ["Baol", "Sine"]
    assert read.frame["area_code"].tolist() == ["Baol", "Sine"]
    assert codes(read.findings) == ["places.name_column_chosen", "places.no_codes"]


def test_several_columns_fit_are_asked_about(tmp_path: Path) -> None:
    path = write(
        frame({"terroir": ["Baol", "Sine"], "chef": ["Awa", "Modou"]}), tmp_path / "a.gpkg"
    )
    with pytest.raises(ProbonoError) as caught:
        read_areas(path)
    [found] = caught.value.findings
    assert found.code == "places.which_name_column"
    assert found.values["columns"] == ("terroir", "chef")
    assert names(read_areas(path, name_column="terroir")) == ["Baol", "Sine"]


def test_a_misspelt_column_is_refused_with_the_closest(tmp_path: Path) -> None:
    path = write(frame(REGIONS), tmp_path / "a.gpkg")
    with pytest.raises(ProbonoError) as caught:
        read_areas(path, name_column="ADM1_FRA", code_column="PCODE")
    assert codes(caught.value.findings) == ["places.file_column_missing"] * 2
    assert "ADM1_FR" in caught.value.findings[0].fix("fr")


def test_no_crs_is_an_error_that_says_how_to_mend_it(tmp_path: Path) -> None:
    degrees = write(frame(REGIONS), tmp_path / "degrees.shp")
    degrees.with_suffix(".prj").unlink()
    assert refused(degrees) == ["places.no_crs_degrees"]
    metres = [shapely.box(300000 + i, 1600000, 300001 + i, 1700000) for i in range(3)]
    path = write(frame(REGIONS, metres, 32628), tmp_path / "m.shp")
    path.with_suffix(".prj").unlink()
    assert refused(path) == ["places.no_crs"]


def test_metres_are_turned_into_degrees_and_it_is_said(tmp_path: Path) -> None:
    path = write(frame(REGIONS).to_crs(32628), tmp_path / "utm.gpkg")
    read = read_areas(path)
    assert codes(read.findings) == ["places.reprojected"]
    assert "UTM zone 28N" in read.findings[0].message("fr")
    assert shapely.hausdorff_distance(read.frame.geometry[0], SQUARES[0]) < 0.01


def test_metres_that_pretend_to_be_degrees_are_refused(tmp_path: Path) -> None:
    metres = [shapely.box(300000 + i, 1600000, 300001 + i, 1700000) for i in range(3)]
    path = tmp_path / "a.geojson"
    path.write_text(frame(REGIONS, metres).to_json())
    assert refused(path) == ["places.not_degrees"]


def test_the_old_crs_member_of_geojson_is_honoured(tmp_path: Path) -> None:
    metres = frame(REGIONS).to_crs(32628)
    content = json.loads(metres.to_json())
    content["crs"] = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::32628"}}
    path = tmp_path / "a.geojson"
    path.write_text(json.dumps(content))
    assert codes(read_areas(path).findings) == ["places.reprojected"]
    content["crs"]["properties"]["name"] = "urn:ogc:def:crs:MOON::1"
    path.write_text(json.dumps(content))
    assert refused(path) == ["places.unknown_crs"]


def test_exchanged_coordinates_beyond_the_poles_are_refused(tmp_path: Path) -> None:
    kenya = [shapely.box(-1 - i, 136, -i, 137) for i in range(3)]
    path = tmp_path / "a.geojson"
    path.write_text(frame(REGIONS, kenya).to_json())
    assert refused(path) == ["places.coordinates_swapped"]


BOWTIE = shapely.Polygon([(0, 0), (1, 1), (1, 0), (0, 1)])


def test_invalid_shapes_are_repaired_and_named(tmp_path: Path) -> None:
    path = write(frame(REGIONS, [SQUARES[0], BOWTIE, SQUARES[2]]), tmp_path / "a.gpkg")
    read = read_areas(path, language="fr")
    assert read.frame.geometry.is_valid.all()
    [found] = read.findings
    assert (found.code, found.values["names"]) == ("places.repaired", ("Thiès",))
    assert area(read)[2] == 0.5


def test_shapes_that_are_missing_or_no_areas_are_left_out_by_name(tmp_path: Path) -> None:
    shapes = [SQUARES[0], None, shapely.Point(0, 0)]
    path = tmp_path / "a.geojson"
    path.write_text(frame(REGIONS, shapes).to_json())
    read = read_areas(path, language="fr")
    assert names(read) == ["Dakar"]
    assert {found.code: found.values["names"] for found in read.findings} == {
        "places.empty_shapes": ("Thiès",),
        "places.not_polygons": ("Kolda",),
    }


def test_polygons_are_taken_out_of_mixed_collections(tmp_path: Path) -> None:
    mixed = shapely.GeometryCollection([SQUARES[0], shapely.Point(0, 0), SQUARES[1]])
    path = tmp_path / "a.geojson"
    path.write_text(frame(REGIONS, [mixed, SQUARES[2], SQUARES[3]]).to_json())
    assert read_areas(path).frame.geometry[0].area == 2


def test_a_layer_of_points_or_without_shapes_is_refused(tmp_path: Path) -> None:
    points = [shapely.Point(i, 0) for i in range(3)]
    assert refused(write(frame(REGIONS, points), tmp_path / "p.gpkg")) == ["places.no_polygons"]
    nothing = tmp_path / "n.geojson"
    nothing.write_text(frame(REGIONS, [None, None, None]).to_json())
    assert refused(nothing) == ["places.no_shapes"]


def test_three_dimensions_become_two(tmp_path: Path) -> None:
    shapes = shapely.force_3d(SQUARES[:3], 7.0)
    for ending in (".gpkg", ".geojson"):
        path = write(frame(REGIONS, list(shapes)), tmp_path / f"a{ending}")
        assert not read_areas(path).frame.geometry.has_z.any()


def test_parts_of_one_area_are_joined(tmp_path: Path) -> None:
    fields = {"ADM1_FR": ["Lac", "Lac", "Sila"], "ADM1_PCODE": ["T7", "T7", "T21"]}
    read = read_areas(write(frame(fields), tmp_path / "a.gpkg"))
    assert read.frame["area_code"].tolist() == ["T21", "T7"]
    assert read.frame.geometry[1].area == 2
    assert codes(read.findings) == ["places.joined"]


def test_a_code_shared_by_different_areas_is_said_and_never_joins_them(tmp_path: Path) -> None:
    fields = {"ADM1_FR": ["Lac", "Sila", "Batha"], "ADM1_PCODE": ["T7", "T7", "T1"]}
    read = read_areas(write(frame(fields), tmp_path / "a.gpkg"))
    assert read.frame["area_code"].tolist() == ["Lac", "Sila", "T1"]
    assert codes(read.findings) == ["places.codes_shared"]


def test_areas_without_name_or_code(tmp_path: Path) -> None:
    fields = {
        "ADM1_FR": ["Lac", "", "Batha", None],
        "ADM1_PCODE": ["T7", "T8", None, ""],
    }
    read = read_areas(write(frame(fields), tmp_path / "a.gpkg"))
    assert read.frame[["area_code", "area_name"]].to_numpy().tolist() == [
        ["Batha", "Batha"],
        ["T7", "Lac"],
        ["T8", "T8"],
    ]
    assert codes(read.findings) == ["places.unnamed", "places.nameless", "places.codes_missing"]


def test_homonyms_without_codes_carry_their_parent(tmp_path: Path) -> None:
    fields = {"ADM1_FR": ["Est", "Ouest", "Est"], "ADM2_FR": ["Nord", "Nord", "Lac"]}
    read = read_areas(write(frame(fields), tmp_path / "a.gpkg"))
    assert read.frame["area_code"].tolist() == ["Lac", "Nord (Est)", "Nord (Ouest)"]


def test_only_the_country_asked_for(tmp_path: Path) -> None:
    fields = {"NAME_1": ["Dakar", "Kayes"], "GID_1": ["S", "M"], "GID_0": ["SEN", "MLI"]}
    path = write(frame(fields), tmp_path / "a.gpkg")
    assert names(read_areas(path, country="SEN")) == ["Dakar"]
    assert refused(path, country="TCD") == ["places.other_country"]


def test_a_geopackage_of_several_layers_asks_which(tmp_path: Path) -> None:
    path = write(frame(REGIONS), tmp_path / "a.gpkg", layer="adm1")
    write(frame({"ADM2_FR": ["Pikine"]}), path, layer="adm2")
    with pytest.raises(ProbonoError) as caught:
        read_areas(path)
    [found] = caught.value.findings
    assert (found.code, found.values["layers"]) == ("places.which_layer", ("adm1", "adm2"))
    assert len(read_areas(f"{path}|layername=adm1").frame) == 3
    assert names(read_areas(path, layer="adm2")) == ["Pikine"]
    assert refused(path, layer="adm3") == ["places.which_layer"]


@pytest.mark.parametrize("encoding", ["UTF-8", "ISO-8859-1"])
def test_accents_of_a_shapefile_that_lost_its_cpg(tmp_path: Path, encoding: str) -> None:
    path = write(frame(REGIONS), tmp_path / "a.shp", encoding=encoding)
    path.with_suffix(".cpg").unlink()
    assert names(read_areas(path, language="fr")) == ["Dakar", "Kolda", "Thiès"]


def test_a_shapefile_without_its_parts(tmp_path: Path) -> None:
    path = write(frame(REGIONS), tmp_path / "a.shp")
    path.with_suffix(".shx").unlink()
    assert refused(path) == ["places.shapefile_parts"]
    assert refused(tmp_path / "a.dbf") == ["places.unknown_format"]


def test_what_is_no_file_to_read(tmp_path: Path) -> None:
    assert refused(tmp_path / "absent.gpkg") == ["file.missing"]
    assert refused(tmp_path) == ["file.is_a_folder"]
    empty = tmp_path / "empty.geojson"
    empty.touch()
    assert refused(empty) == ["file.empty"]
    sheet = tmp_path / "a.xlsx"
    sheet.write_bytes(b"PK")
    assert refused(sheet) == ["places.unknown_format"]


@pytest.mark.parametrize(
    "address",
    ["https://example.org/a.geojson", "/vsicurl/https://example.org/a.gpkg", "/vsizip//etc/a.zip"],
)
def test_addresses_are_refused(address: str) -> None:
    assert refused(address) == ["places.an_address"]


VRT = """<OGRVRTDataSource><OGRVRTLayer name="secret"><SrcDataSource>{}</SrcDataSource>
</OGRVRTLayer></OGRVRTDataSource>"""


@pytest.mark.parametrize("ending", [".geojson", ".json", ".kml", ".gpkg", ".shp", ".fgb"])
def test_a_virtual_layer_under_another_name_reads_no_other_file(
    tmp_path: Path, ending: str
) -> None:
    secret = tmp_path / "secret.csv"
    secret.write_text("name,WKT\nsecret,POINT (0 0)\n")
    path = tmp_path / f"a{ending}"
    path.write_text(VRT.format(secret))
    path.with_suffix(".shx").write_text("")
    assert refused(path) == ["places.not_that_format"]


def test_a_virtual_layer_hidden_in_a_geojson_is_only_text(tmp_path: Path) -> None:
    secret = tmp_path / "secret.csv"
    secret.write_text("name\ntopsecret\n")
    content = json.loads(frame(REGIONS).to_json())
    content["features"][0]["properties"]["note"] = VRT.format(secret)
    path = tmp_path / "a.geojson"
    path.write_text(json.dumps(content))
    assert "topsecret" not in read_areas(path).frame.to_json()
    zipped = tmp_path / "a.zip"
    with zipfile.ZipFile(zipped, "w") as archive:
        archive.writestr("a.geojson", VRT.format(secret))
    assert refused(zipped) == ["places.not_that_format"]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "not json",
        "[]",
        "[" * 100_000,
        '{"type": "Topology", "objects": {}}',
        '{"type": "FeatureCollection"}',
        "<html><body>404</body></html>",
    ],
)
def test_text_that_is_no_geojson(tmp_path: Path, text: str) -> None:
    path = tmp_path / "a.geojson"
    path.write_text(text)
    assert refused(path) == ["file.empty" if not text else "places.not_that_format"]


@pytest.mark.parametrize(
    "text",
    [
        "<kml",
        "<gpx></gpx>",
        '<!DOCTYPE k [<!ENTITY a "b">]><kml>&a;</kml>',
        '<!DOCTYPE k [<!ENTITY a SYSTEM "file:///etc/passwd">]><kml><Placemark/></kml>',
    ],
)
def test_text_that_is_no_kml_or_wants_more_than_it_should(tmp_path: Path, text: str) -> None:
    path = tmp_path / "a.kml"
    path.write_text(text)
    assert refused(path) == ["places.not_that_format"]


def test_features_of_any_odd_shape_are_left_out_not_fatal(tmp_path: Path) -> None:
    good = json.loads(frame({"name": ["Lac"], "code": ["L"]}).to_json())["features"]
    odd: list[Any] = [
        {"type": "Feature", "properties": None, "geometry": None},
        {"type": "Feature", "properties": {"name": "Trou"}, "geometry": {"type": "Polygon"}},
        {"type": "Feature", "properties": {"name": "Chaîne"}, "geometry": "Polygon"},
        "feature",
        None,
    ]
    path = tmp_path / "a.geojson"
    path.write_text(json.dumps({"type": "FeatureCollection", "features": good + odd}))
    read = read_areas(path)
    assert names(read) == ["Lac"]
    assert read.findings[0].code == "places.empty_shapes"


def test_damaged_binary_files_are_findings(tmp_path: Path) -> None:
    whole = write(frame(REGIONS), tmp_path / "a.gpkg").read_bytes()
    path = tmp_path / "b.gpkg"
    path.write_bytes(whole[:3000])
    assert refused(path) == ["places.unreadable"]
    path.write_bytes(b"garbage" * 100)
    assert refused(path) == ["places.not_that_format"]


def test_zips_with_nothing_too_much_or_several(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("lisez-moi.txt", "bonjour")
    assert refused(path) == ["places.zip_without_layer"]
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.geojson", b" " * 50_000_000)
    assert refused(path) == ["places.zip_too_large"]
    content = frame(REGIONS).to_json()
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("adm1.geojson", content)
        archive.writestr("x/adm2.geojson", content)
        archive.writestr("__MACOSX/._adm1.geojson", b"\0")
    assert refused(path) == ["places.which_layer"]
    assert len(read_areas(path, layer="adm2").frame) == 3
    path.write_bytes(b"PK\x03\x04 nonsense")
    assert refused(path) == ["places.not_that_format"]


def test_files_and_layers_beyond_the_limits_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write(frame(REGIONS), tmp_path / "a.gpkg")
    monkeypatch.setattr("probono_kit.places.formats.MOST_SHAPES", 2)
    assert refused(path) == ["places.too_many_shapes"]
    text = tmp_path / "a.geojson"
    text.write_text(frame(REGIONS).to_json())
    assert refused(text) == ["places.too_many_shapes"]
    monkeypatch.setattr("probono_kit.places.formats.LARGEST", 1000)
    assert refused(path) == ["places.too_large"]


def test_a_zip_with_a_password_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("a.geojson", frame(REGIONS).to_json())
    content = bytearray(path.read_bytes())
    # The bit that says "encrypted", in the local header and in the directory.
    content[6] |= 1
    content[content.rindex(b"PK\x01\x02") + 8] |= 1
    path.write_bytes(content)
    assert refused(path) == ["places.zip_password"]


def test_reading_leaves_the_raw_folder_as_it_was(tmp_path: Path) -> None:
    for ending in (".gpkg", ".shp", ".geojson"):
        write(frame(REGIONS), tmp_path / f"a{ending}")
    before = {path: (path.read_bytes(), path.stat().st_mtime_ns) for path in tmp_path.iterdir()}
    for ending in (".gpkg", ".shp", ".geojson"):
        read_areas(tmp_path / f"a{ending}")
    assert {p: (p.read_bytes(), p.stat().st_mtime_ns) for p in tmp_path.iterdir()} == before


def test_order_of_the_file_does_not_matter(tmp_path: Path) -> None:
    areas = frame(REGIONS)
    first = read_areas(write(areas, tmp_path / "a.gpkg")).frame
    second = read_areas(write(areas.iloc[::-1], tmp_path / "b.gpkg")).frame
    pd.testing.assert_frame_equal(pd.DataFrame(first), pd.DataFrame(second))


def test_the_regions_of_a_country_from_the_base_layer() -> None:
    read = read_areas("base:admin1", country="SEN", language="fr")
    assert list(read.frame.columns) == list(AREA_COLUMNS)
    assert len(read.frame) == 14
    assert read.frame["area_code"].str.startswith("SN-").all()
    thies = read.frame[read.frame["area_code"] == "SN-TH"].iloc[0]
    assert (thies["area_name"], thies["parent_code"], thies["parent_name"]) == (
        "Thiès",
        "SEN",
        "Sénégal",
    )
    assert "Natural Earth" in read.credit
    assert "2022" in read.credit
    arabic = read_areas("base:admin1", country="SEN", language="ar").frame
    assert "ثيس" in arabic["area_name"].tolist()


def test_several_countries_and_all_countries_from_the_base_layer() -> None:
    both = read_areas("base:admin1", country="SEN,GMB").frame
    assert set(both["parent_code"]) == {"SEN", "GMB"}
    world = read_areas("base:countries", country="SEN", language="fr").frame
    assert len(world) > 190
    assert world["area_code"].is_unique
    assert "Tchad" in world["area_name"].tolist()


def test_a_base_layer_that_has_grown_old_says_so() -> None:
    [found] = read_areas("base:admin1", country="COD", language="fr").findings
    assert found.code == "places.base_outdated"
    assert "CD-KC" in found.message("fr")


def test_base_layers_and_countries_that_do_not_exist() -> None:
    assert refused("base:admin1") == ["places.country_needed"]
    assert refused("base:admin3", country="SEN") == ["places.no_such_base"]
    with pytest.raises(ProbonoError) as caught:
        read_areas("base:admin1", country="SNG")
    [found] = caught.value.findings
    assert found.code == "places.no_such_country"
    assert "SEN" in found.fix("fr")


def test_boundaries_of_another_country_or_exchanged_ones_are_suspected(tmp_path: Path) -> None:
    regions = {"ADM1_FR": REGIONS["ADM1_FR"], "ADM1_PCODE": REGIONS["ADM1_PCODE"]}
    path = write(frame(regions), tmp_path / "senegal.gpkg")
    assert codes(read_areas(path, country="TCD").findings) == ["places.elsewhere"]
    assert codes(read_areas(path, country="SEN").findings) == []
    turned = write(
        frame(regions, [shapely.box(14, -17 + i, 15, -16 + i) for i in range(3)]),
        tmp_path / "turned.gpkg",
    )
    assert codes(read_areas(turned, country="SEN").findings) == ["places.perhaps_swapped"]
