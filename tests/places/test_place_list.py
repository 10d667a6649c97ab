"""Lists of P-codes without shapes, in the layouts that offices publish."""

from __future__ import annotations

import zipfile
from pathlib import Path

import geopandas as gpd
import pandas as pd
import pytest
import shapely

from probono_kit.errors import ProbonoError
from probono_kit.places import match_areas, read_place_list

CHAD = {
    "ADM0_FR": ["Tchad"] * 3,
    "ADM0_PCODE": ["TD"] * 3,
    "ADM1_FR": ["Lac", "Lac", "Batha"],
    "ADM1_AR": ["البحيرة", "البحيرة", "البطحاء"],
    "ADM1_PCODE": ["TD07", "TD07", "TD01"],
    "ADM2_FR": ["Mamdi", "Wayi", "Fitri"],
    "ADM2_REF": ["Mamdi", "Ouayi", "Fitri"],
    "ADM2_PCODE": ["TD0702", "TD0703", "TD0102"],
}
ROWS = [
    (1, "TD01", "Batha", "TD", "TCD"),
    (1, "TD07", "Lac", "TD", "TCD"),
    (2, "TD0102", "Fitri", "TD01", "TCD"),
    (2, "TD0702", "Mamdi", "TD07", "TCD"),
    (2, "TD0703", "Wayi", "TD07", "TCD"),
]


def rows(frame: pd.DataFrame) -> list[tuple[object, ...]]:
    """Return what matters of a list."""
    columns = ["level", "area_code", "area_name", "parent_code", "country"]
    return list(frame[columns].itertuples(index=False, name=None))


def test_all_levels_come_out_of_a_table_with_columns_per_level() -> None:
    """COD-AB: the parent's name is there, and names in other languages are other names."""
    read = read_place_list(pd.DataFrame(CHAD), language="fr")
    assert rows(read.frame) == ROWS
    assert read.levels == (1, 2)
    lac, wayi = read.frame.iloc[1], read.frame.iloc[4]
    assert lac["other_names"] == ("البحيرة",)
    assert (wayi["parent_name"], wayi["other_names"]) == ("Lac", ("Ouayi",))
    assert not read.findings


@pytest.mark.parametrize(
    "headers",
    [
        ("admin1Name_fr", "admin1Pcode", "admin2Name_fr", "admin2Pcode"),
        ("adm1_name", "adm1_pcode", "adm2_name", "adm2_pcode"),
        ("Région", "Code région", "Département", "Code département"),
        ("region_name", "region_code", "district_name", "district_code"),
        ("Departamento", "Código departamento", "Municipio", "Código municipio"),
        ("المحافظة", "رمز المحافظة", "المديرية", "رمز المديرية"),
    ],
)
def test_headers_of_offices_and_ministries_are_recognised(headers: tuple[str, ...]) -> None:
    """Where only words tell the levels, the one with fewer places is above."""
    kept = pd.DataFrame(CHAD)[["ADM1_FR", "ADM1_PCODE", "ADM2_FR", "ADM2_PCODE"]]
    kept.columns = pd.Index(headers)
    expected = [(a, b, c, d if a > 1 else "", e) for a, b, c, d, e in ROWS]
    assert rows(read_place_list(kept, country="TCD").frame) == expected


LONG = """Location,Admin Level,P-Code,Name,Parent P-Code,Valid from date
#country+code,#geo+admin_level,#adm+code,#adm+name,#adm+code+parent,#date
TCD,1,TD01,Batha,TCD,2019-10-22
TCD,1,TD07,Lac,TCD,2019-10-22
TCD,2,TD0102,Fitri,TD01,2019-10-22
TCD,2,TD0702,Mamdi,TD07,2019-10-22
TCD,2,TD0703,Wayi,TD07,2019-10-22
CMR,1,CM01,Adamaoua,CMR,2019-10-22
"""


@pytest.mark.parametrize(
    ("separator", "encoding", "ending"),
    [
        (",", "utf-8", ".csv"),
        (";", "utf-8-sig", ".csv"),
        ("\t", "utf-16", ".txt"),
        (";", "cp1252", ".csv"),
        ("|", "utf-8", ".csv"),
    ],
)
def test_the_global_list_is_read_in_any_separator(
    tmp_path: Path, separator: str, encoding: str, ending: str
) -> None:
    """HXL tags under the header are no place; other countries are left aside."""
    path = tmp_path / f"pcodes{ending}"
    path.write_text(LONG.replace(",", separator), encoding=encoding)
    read = read_place_list(path, country="TCD")
    assert rows(read.frame) == [
        (level, code, name, "TCD" if level == 1 else above, "TCD")
        for level, code, name, above, _ in ROWS
    ]
    assert read.frame.iloc[3]["parent_name"] == "Lac"
    assert read.credit == path.name


def test_a_workbook_gives_its_sheets_together(tmp_path: Path) -> None:
    """COD-AB workbooks have one sheet per level, and a title above the header in some."""
    path, table = tmp_path / "tcd.xlsx", pd.DataFrame(CHAD)
    first = table[["ADM1_FR", "ADM1_PCODE", "ADM0_FR", "ADM0_PCODE"]].drop_duplicates()
    with pd.ExcelWriter(path, engine="openpyxl") as writer:
        first.to_excel(writer, sheet_name="ADM1", index=False, startrow=2)
        writer.sheets["ADM1"].cell(1, 1, "Limites administratives")
        table.to_excel(writer, sheet_name="ADM2", index=False)
        pd.DataFrame({"Notes": ["OCHA 2020"]}).to_excel(writer, sheet_name="Read me", index=False)
    assert rows(read_place_list(path, language="fr").frame) == ROWS


@pytest.mark.parametrize("headers", [("Code", "Libellé"), ("identifiant", "localité admin")])
def test_a_plain_list_of_codes_and_names_is_enough(headers: tuple[str, str]) -> None:
    """Parents come from codes that begin with one another, and the note says so."""
    table = pd.DataFrame([row[1:3] for row in ROWS], columns=list(headers))
    read = read_place_list(table, country="TCD")
    assert [row[:4] for row in rows(read.frame)] == [
        (level, code, name, "" if level == 1 else above) for level, code, name, above, _ in ROWS
    ]
    assert [found.code for found in read.findings] == ["gazetteer.parents_by_code"]


def test_one_column_of_codes_belongs_to_the_finest_level() -> None:
    """A ministry's list of departments with the region's name beside."""
    table = pd.DataFrame(CHAD)[["ADM1_FR", "ADM2_PCODE", "ADM2_FR"]]
    table.columns = pd.Index(["Région", "Code", "Département"])
    read = read_place_list(table, country="TCD")
    assert rows(read.at(2)) == [
        (2, "TD0102", "Fitri", "Batha", "TCD"),
        (2, "TD0702", "Mamdi", "Lac", "TCD"),
        (2, "TD0703", "Wayi", "Lac", "TCD"),
    ]


def test_names_alone_are_a_list_too_and_homonyms_carry_their_parent() -> None:
    """No code anywhere: the name stands for it, and no place is an orphan."""
    table = pd.DataFrame(
        [("Nord", "Est", "A"), ("Nord", "Est", "B"), ("Sud", "Est", "A"), ("Sud", "Ouest", "C")],
        columns=["Région", "Département", "Commune"],
    )
    read = read_place_list(table)
    assert read.levels == (1, 2, 3)
    assert read.at(2)["area_code"].tolist() == ["Est (Nord)", "Est (Sud)", "Ouest"]
    assert {f.code for f in read.findings} == {"gazetteer.levels_by_words", "gazetteer.no_codes"}


@pytest.mark.parametrize("ending", [".geojson", ".gpkg", ".zip"])
def test_all_levels_come_out_of_a_boundary_file(tmp_path: Path, ending: str) -> None:
    """COD-AB polygons of the finest level; a GeoPackage or zip with one layer per level."""
    square = gpd.GeoDataFrame(CHAD, geometry=[shapely.box(15, 12, 16, 13)] * 3, crs="EPSG:4326")
    first = square[["ADM0_PCODE", "ADM1_FR", "ADM1_AR", "ADM1_PCODE", "geometry"]].head(2)
    path = tmp_path / f"limites{ending}"
    if ending == ".geojson":
        path.write_text(square.to_json(), encoding="utf-8")
    elif ending == ".gpkg":
        first.to_file(path, layer="adm1")
        square.to_file(path, layer="adm2")
    else:
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr("adm1.geojson", first.to_json())
            archive.writestr("adm2.geojson", square.to_json())
    read = read_place_list(path, language="fr")
    assert rows(read.frame) == ROWS
    assert "geometry" not in read.frame.columns


def test_the_base_layer_comes_in_the_same_shape() -> None:
    """First level of a country without any file."""
    read = read_place_list("base:admin1", country="TCD", language="fr")
    assert read.levels == (1,)
    assert set(read.frame["country"]) == {"TCD"}
    match = match_areas(pd.DataFrame({"r": ["Ouaddai"]}), read.frame, name_column="r")
    assert match.frame["area_code"].tolist() == ["TD-OD"]


@pytest.mark.parametrize(
    ("row", "code", "shown"),
    [
        ((2, "TD0909", "Nulle part", "TD09"), "gazetteer.orphans", "Nulle part (TD0909)"),
        ((2, "TD0102", "Autre", "TD01"), "gazetteer.code_twice", "TD0102: Fitri / Autre"),
        ((2, "TD0102", "Fitri", "TD07"), "gazetteer.two_parents", "Fitri (TD0102): TD01, TD07"),
        ((2, "TD0709", "WAYI", "TD07"), "gazetteer.name_twice", "Wayi (TD0703)"),
        ((2, "TD0188", "Ailleurs", "TD07"), "gazetteer.prefix", "Ailleurs (TD0188)"),
        ((2, "TD0188", "", "TD01"), "gazetteer.nameless", "TD0188"),
        ((2, "", "Sans code", "TD01"), "gazetteer.codes_missing", "Sans code"),
    ],
)
def test_what_contradicts_itself_is_said(
    row: tuple[int, str, str, str], code: str, shown: str
) -> None:
    """Orphans, codes and names given twice, a code that begins like another parent's."""
    more = [(2, f"TD070{n}", f"Lieu {n}", "TD07") for n in (5, 6, 7, 8)]
    sheet = [(*known[:3], known[3] if known[0] > 1 else "") for known in ROWS]
    headers = ["Admin Level", "P-Code", "Name", "Parent P-Code"]
    read = read_place_list(pd.DataFrame([*sheet, *more, row], columns=headers), country="TCD")
    [found] = [found for found in read.findings if found.code == code]
    values = [value for value in found.values.values() if isinstance(value, tuple)]
    assert any(shown in value for value in values)
    assert found.message("fr") != found.message("en")


def test_a_table_is_matched_with_a_list_of_one_level() -> None:
    """The list stands where boundaries would; without a level names of all levels are known."""
    read = read_place_list(pd.DataFrame(CHAD), language="fr")
    table = pd.DataFrame({"dep": ["WAYI", "Ouayi", "Lac"], "reg": ["Lac", "البحيرة", ""]})
    match = match_areas(table, read.at(2), name_column="dep", parent_column="reg")
    assert match.frame["area_code"].fillna("–").tolist() == ["TD0703", "TD0703", "–"]


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("a.csv", b"", "file.empty"),
        ("a.csv", b"x,y,z\n1,2,3\n", "gazetteer.no_list"),
        ("a.xlsx", b"PK no zip", "gazetteer.unreadable"),
        ("a.docx", b"x", "gazetteer.unknown_format"),
        ("a.csv", b'code,nom\nA1,"' + b"x" * 200_000, "gazetteer.quotes"),
    ],
)
def test_other_files_are_refused_with_a_reason(
    tmp_path: Path, name: str, content: bytes, code: str
) -> None:
    """No traceback for a file that is no list."""
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(ProbonoError) as refused:
        read_place_list(path)
    assert [found.code for found in refused.value.findings] == [code]


def test_another_level_or_country_is_refused_with_what_there_is() -> None:
    """The message names the levels, the countries."""
    for options, shown in (({"level": 3}, "1, 2"), ({"country": "CMR"}, "TCD")):
        with pytest.raises(ProbonoError, match=shown):
            read_place_list(pd.DataFrame(CHAD), **options)  # type: ignore[arg-type]


def test_countries_may_be_written_by_name_and_others_are_left_out() -> None:
    """Tchad, Cameroun: a list of the region, one country asked for."""
    table = pd.DataFrame({"code": ["A1", "B1"], "nom": ["a", "b"], "pays": ["Tchad", "Cameroun"]})
    assert read_place_list(table, country="TCD").frame["area_code"].tolist() == ["A1"]
    assert read_place_list(table).frame["country"].tolist() == ["CMR", "TCD"]


def test_a_list_that_is_not_in_unicode_is_read_with_a_warning(tmp_path: Path) -> None:
    """Excel's plain CSV in French is right; in Arabic it would not be, and nobody can tell."""
    path = tmp_path / "regions.csv"
    path.write_bytes("code;nom\nTD02;Borkou\nTD12;Ouaddaï\n".encode("cp1252"))
    read = read_place_list(path, country="TCD")
    assert read.frame["area_name"].tolist() == ["Borkou", "Ouaddaï"]
    assert [found.code for found in read.findings] == ["gazetteer.not_unicode"]


def test_a_workbook_that_unpacks_to_too_much_is_refused(tmp_path: Path) -> None:
    """A hostile zip: a few kilobytes that hold gigabytes."""
    path = tmp_path / "bomb.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * 5_000_000)
    with pytest.raises(ProbonoError) as refused:
        read_place_list(path)
    assert [found.code for found in refused.value.findings] == ["places.zip_too_large"]
