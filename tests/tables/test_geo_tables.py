"""Geo files as tables: attributes to the letter, shapes in degrees, hostile files refused."""

from __future__ import annotations

import sqlite3
import zipfile
from pathlib import Path

import geopandas as gpd
import pytest
import shapely

from probono_kit.errors import ProbonoError
from probono_kit.tables import clean_table, read_table, read_tables

WELLS = gpd.GeoDataFrame(
    {"nom": ["Puits 1", "Forage ٢", None], "code": ["007", "012", "013"], "debit": [1, 2, 3]},
    geometry=[shapely.Point(-17, 14), shapely.Point(-16, 15), None],
    crs="EPSG:4326",
)
GPX = """<gpx xmlns="http://www.topografix.com/GPX/1/1" version="1.1">
<wpt lat="14.7" lon="-17.4"><ele>12</ele><name>École de Joal</name></wpt>
<trk><name>Piste</name><trkseg><trkpt lat="14" lon="-17"/><trkpt lat="15" lon="-16"/></trkseg></trk>
</gpx>"""


def code_of(path: Path | str, **options: str) -> str:
    with pytest.raises(ProbonoError) as raised:
        read_table(path, **options)
    return raised.value.findings[-1].code


@pytest.mark.parametrize("name", ["a.gpkg", "a.geojson", "a.shp"])
def test_attributes_are_the_frame_and_shapes_go_with_them(name: str, tmp_path: Path) -> None:
    """Should fail if a code loses its zeros, or a row its shape."""
    path = tmp_path / name
    WELLS.to_file(path, engine="pyogrio")
    read = read_table(path)
    by_code = read.frame.set_index("code")
    assert sorted(by_code.index) == ["007", "012", "013"]
    assert by_code["nom"].tolist() == ["Puits 1", "Forage ٢", None]
    assert read.geometry is not None
    assert read.geometry.crs == "EPSG:4326"
    assert read.geometry.index.equals(read.frame.index)
    first = read.frame.index[read.frame["code"] == "007"][0]
    assert read.geometry[first].equals(shapely.Point(-17, 14))
    assert "sheets.without_shape" in [f.code for f in read.findings]


def test_layers_are_sheets(tmp_path: Path) -> None:
    """Should fail if a second layer is lost, or the first is taken without a word."""
    path = tmp_path / "a.gpkg"
    WELLS.to_file(path, layer="puits", engine="pyogrio")
    WELLS.iloc[:1].to_file(path, layer="forages", engine="pyogrio")
    assert [(r.evidence.sheet, len(r.frame)) for r in read_tables(path)] == [
        *(("puits", 3), ("forages", 1))
    ]
    assert "tables.several_sheets" in [f.code for f in read_table(path).findings]
    assert len(read_table(path, sheet="Forages").frame) == 1
    assert code_of(path, sheet="écoles") == "tables.no_such_sheet"
    replayed = read_table(path, reading=read_tables(path)[1].reading)
    assert replayed.evidence.sheet == "forages"


def test_a_zipped_shapefile_and_a_system_in_metres(tmp_path: Path) -> None:
    """Should fail if coordinates in metres are taken for degrees."""
    WELLS.iloc[:2].to_crs(32628).to_file(tmp_path / "puits.shp", engine="pyogrio")
    path = tmp_path / "puits.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for part in sorted(tmp_path.glob("puits.*")):
            if part != path:
                archive.write(part, f"donnees/{part.name}")
    read = read_table(path)
    assert read.geometry is not None
    assert read.geometry.iloc[0].distance(shapely.Point(-17, 14)) < 1e-6
    assert "places.reprojected" in [f.code for f in read.findings]


def test_a_missing_coordinate_system_is_told_and_not_guessed(tmp_path: Path) -> None:
    """Should fail if shapes of an unknown system come out as degrees."""
    path = tmp_path / "a.shp"
    WELLS.iloc[:2].to_file(path, engine="pyogrio")
    path.with_suffix(".prj").unlink()
    read = read_table(path)
    assert read.geometry is None
    assert len(read.frame) == 2
    assert "sheets.no_crs_degrees" in [f.code for f in read.findings]


def test_waypoints_and_tracks_of_a_receiver(tmp_path: Path) -> None:
    """Should fail if the points that a volunteer walked to are not a table."""
    path = tmp_path / "a.gpx"
    path.write_text(GPX, encoding="utf-8")
    points, tracks = read_tables(path)
    assert points.frame.to_dict("list") == {"name": ["École de Joal"], "ele": ["12"]}
    assert points.geometry is not None
    assert points.geometry.iloc[0].equals(shapely.Point(-17.4, 14.7))
    assert tracks.geometry is not None
    assert tracks.geometry.iloc[0].length > 1


def test_a_geo_table_is_cleaned_like_any_other(tmp_path: Path) -> None:
    """Should fail if what follows reading needs a sheet."""
    path = tmp_path / "a.geojson"
    WELLS.to_file(path, engine="pyogrio")
    clean = clean_table(read_table(path))
    assert clean.frame["debit"].tolist() == [1, 2, 3]
    assert clean.frame["code"].tolist() == ["007", "012", "013"]


VRT = """<OGRVRTDataSource><OGRVRTLayer name="secret"><SrcDataSource>{}</SrcDataSource>
<GeometryType>wkbNone</GeometryType></OGRVRTLayer></OGRVRTDataSource>"""


def test_a_virtual_layer_shows_no_other_file(tmp_path: Path) -> None:
    """Should fail if a file that only names another one opens it."""
    secret = tmp_path / "secret.csv"
    secret.write_text("mot_de_passe\n1234\n", encoding="utf-8")
    for name in ("a.geojson", "a.kml", "a.gpx", "a.gpkg", "a.shp", "a.json"):
        path = tmp_path / name
        path.write_text(VRT.format(secret), encoding="utf-8")
        assert code_of(path) == "places.not_that_format"
    for address in ("/vsicurl/https://example.org/a.geojson", "https://example.org/a.kml"):
        assert code_of(address) == "places.an_address"


def test_a_database_that_reads_other_files_is_refused(tmp_path: Path) -> None:
    """Should fail if a GeoPackage with a virtual table of another kind is opened."""
    path = tmp_path / "a.gpkg"
    WELLS.to_file(path, engine="pyogrio")
    with sqlite3.connect(path) as database:
        database.execute("pragma writable_schema = on")
        database.execute(
            "insert into sqlite_master values ('table', 'x', 'x', 0,"
            " 'create virtual table x using VirtualText(''/etc/passwd'', utf8, 0)')"
        )
    database.close()
    assert code_of(path) == "places.not_that_format"


def test_a_zip_that_unpacks_too_big_is_refused(tmp_path: Path) -> None:
    """Should fail if a small zip can fill the memory."""
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.geojson", b"0" * 5_000_000)
    assert code_of(path) == "places.zip_too_large"
