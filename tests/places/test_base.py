"""The base layers: complete, consistent with each other, and what `layers.json` says they are."""

from __future__ import annotations

import hashlib
import json
import re
import zipfile
from collections.abc import Iterator

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from probono_kit.errors import ProbonoError
from probono_kit.places.base import area_name, area_names, base_credit, base_layer, base_layers
from probono_kit.resources import share_path

LAYERS = ("countries", "countries_small", "admin1", "disputed", "lakes", "rivers", "places")
NAMES = ("name_en", "name_fr", "name_es", "name_ar")
UNDETERMINED = {
    "Abyei",
    "Bir Tawil",
    "Paracel Islands",
    "Scarborough Shoal",
    "Siachen Glacier",
    "Spratly Islands",
}
GRID = 2.0**-10


@pytest.fixture(scope="module")
def countries() -> gpd.GeoDataFrame:
    return base_layer("countries")


@pytest.fixture(scope="module")
def admin1() -> gpd.GeoDataFrame:
    return base_layer("admin1")


def of_each_country(areas: gpd.GeoDataFrame) -> Iterator[tuple[str, gpd.GeoDataFrame]]:
    for code, own in areas.groupby("iso_a3"):
        yield str(code), own


def parts_of(shape: shapely.Geometry) -> set[bytes]:
    """The polygons of a shape, each with its vertices in one order."""
    return set(shapely.to_wkb(shapely.normalize(shapely.get_parts(shape))).tolist())


# ---- the files ------------------------------------------------------------------------------


def test_the_layers_together_are_at_most_eight_megabytes() -> None:
    """Everything in data/base that travels with the kit fits the promise of 8 MB."""
    folder = share_path("data/base")
    files = [p for p in folder.rglob("*") if p.is_file() and "__pycache__" not in p.parts]
    assert sum(path.stat().st_size for path in files) <= 8_000_000


@pytest.mark.parametrize("name", LAYERS)
def test_each_file_is_the_one_that_is_described(name: str) -> None:
    """Checksum, size, number of rows and columns are those in layers.json."""
    about = json.loads(share_path("data/base/layers.json").read_text("utf-8"))["layers"][name]
    path = share_path(f"data/base/{about['file']}")
    content = path.read_bytes()
    assert len(content) == about["bytes"]
    assert hashlib.sha256(content).hexdigest() == about["sha256"]
    with zipfile.ZipFile(path) as archive:
        inside = archive.read(f"{name}.fgb")
    assert hashlib.sha256(inside).hexdigest() == about["sha256_of_content"]
    frame = base_layer(name)
    assert len(frame) == about["features"]
    assert [*frame.columns] == [*about["columns"], "geometry"]
    assert frame.crs.to_epsg() == 4326


def test_provenance_names_source_licence_and_vintage_of_every_layer() -> None:
    """No layer is without its licence, vintage, source and a credit in both languages."""
    layers = base_layers()
    assert tuple(layers.index) == LAYERS
    assert set(layers["licence"]) == {"public domain", "CC BY 4.0"}
    for column in ("title_en", "title_fr", "vintage", "credit_en", "credit_fr", "source"):
        assert layers[column].str.len().gt(3).all(), column
    assert "GeoNames" in layers.loc["places", "credit_en"]
    assert layers.loc["places", "licence"] == "CC BY 4.0"


def test_no_file_names_a_registry_or_an_address() -> None:
    """Packages are fetched by name: no host is written anywhere."""
    for path in share_path("data/base").rglob("*"):
        if path.suffix in {".py", ".json", ".md"}:
            assert not re.search(r"https?:|www\.|\.(org|com|net)\b", path.read_text("utf-8")), path


# ---- geometry -------------------------------------------------------------------------------


@pytest.mark.parametrize("name", LAYERS)
def test_every_geometry_is_valid_and_on_the_globe(name: str) -> None:
    """Nothing is empty, self-crossing, or beyond 180° and 90°."""
    frame = base_layer(name)
    assert frame.geometry.is_valid.all()
    assert not frame.geometry.is_empty.any()
    west, south, east, north = frame.total_bounds
    assert west >= -180
    assert east <= 180
    assert south >= -90
    assert north <= 90


def test_areas_and_countries_are_coverages(
    countries: gpd.GeoDataFrame, admin1: gpd.GeoDataFrame
) -> None:
    """Neighbours neither overlap nor leave gaps along their borders, anywhere in the world."""
    assert shapely.coverage_is_valid(countries.geometry.to_numpy())
    assert shapely.coverage_is_valid(admin1.geometry.to_numpy())
    assert shapely.coverage_is_valid(base_layer("countries_small").geometry.to_numpy())


def test_a_country_is_exactly_its_areas(
    countries: gpd.GeoDataFrame, admin1: gpd.GeoDataFrame
) -> None:
    """The outline of a country lies on the borders of its areas, vertex by vertex."""
    outlines = countries.dropna(subset="iso_a3").set_index("iso_a3").geometry
    for code, own in of_each_country(admin1):
        whole = shapely.coverage_union_all(own.geometry.to_numpy())
        assert parts_of(whole) == parts_of(outlines[code]), code
    assert set(outlines.index) == set(admin1["iso_a3"])


def test_coordinates_are_on_the_grid(countries: gpd.GeoDataFrame) -> None:
    """Coordinates are multiples of 2**-10 degree: they compress, and never differ by a hair."""
    xy = shapely.get_coordinates(countries.geometry.to_numpy())
    assert np.array_equal(xy, np.round(xy / GRID) * GRID)


@pytest.mark.parametrize(
    ("code", "km2"),
    [("SEN", 196_700), ("TCD", 1_271_000), ("COD", 2_336_000), ("FJI", 18_990), ("CHE", 41_290)],
)
def test_countries_keep_their_size(countries: gpd.GeoDataFrame, code: str, km2: float) -> None:
    """Generalising changes the area of a country by less than one percent."""
    own = countries[countries["iso_a3"] == code].to_crs("ESRI:54034")
    assert own.area.iloc[0] / 1e6 == pytest.approx(km2, rel=0.01)


def test_small_states_are_still_there() -> None:
    """On the map of the world no country has vanished, and each lies where it is."""
    small = base_layer("countries_small").dropna(subset="iso_a3").set_index("iso_a3")
    full = base_layer("countries").dropna(subset="iso_a3").set_index("iso_a3")
    assert set(small.index) == set(full.index)
    here = small.geometry.representative_point()
    away = shapely.distance(here.to_numpy(), full.geometry.loc[here.index].to_numpy())
    assert away.max() < 0.1


# ---- codes and names ------------------------------------------------------------------------


def test_every_country_has_codes_and_four_names(countries: gpd.GeoDataFrame) -> None:
    """249 countries of ISO 3166-1 and Kosovo; six areas of undetermined status have names only."""
    coded = countries.dropna(subset="iso_a3")
    assert len(coded) == 250
    assert coded["iso_a3"].str.fullmatch("[A-Z]{3}").all()
    assert coded["iso_a2"].str.fullmatch("[A-Z]{2}").all()
    assert coded["iso_a3"].is_unique
    assert coded["iso_a2"].is_unique
    assert coded.set_index("iso_a3").loc[["FRA", "NOR", "XKX"], "iso_a2"].to_list() == [
        "FR",
        "NO",
        "XK",
    ]
    assert set(countries.loc[countries["iso_a3"].isna(), "name"]) == UNDETERMINED
    assert countries[list(NAMES)].notna().all(axis=None)


@pytest.mark.parametrize("name", LAYERS)
def test_texts_are_real_texts(name: str) -> None:
    """No empty text, no stray space, no damaged letters."""
    frame = base_layer(name).drop(columns="geometry")
    for column in frame.select_dtypes("str").columns:
        texts = frame[column].dropna()
        assert texts.eq(texts.str.strip()).all(), column
        assert texts.ne("").all(), column
        damaged = texts.str.contains("Ã.|â€|\ufffd|\\?|^-99")
        assert not damaged.any(), texts[damaged]


@pytest.mark.parametrize("name", ["countries", "admin1", "places"])
def test_arabic_names_are_in_arabic_script(name: str) -> None:
    """Arabic names have Arabic letters and no Latin ones, nor Persian letters of the same look."""
    texts = base_layer(name)["name_ar"].dropna()
    assert texts.str.contains("[\u0621-\u064a]").all()
    assert not texts.str.contains("[A-Za-z\u06a9\u06cc]").any()


def test_senegal_has_its_fourteen_regions() -> None:
    """The regions of Senegal, each with its ISO code in force."""
    regions = base_layer("admin1", country="SEN")
    assert sorted(area_names(regions, "fr")) == [
        *("Dakar", "Diourbel", "Fatick", "Kaffrine", "Kaolack", "Kolda", "Kédougou", "Louga"),
        *("Matam", "Saint-Louis", "Sédhiou", "Tambacounda", "Thiès", "Ziguinchor"),
    ]
    assert regions["iso_in_force"].all()


def test_chad_says_which_provinces_it_lacks() -> None:
    """22 of 23: Ennedi is still one; N'Djamena, Borkou and Tibesti are there."""
    provinces = base_layer("admin1", country="TD")
    assert len(provinces) == 22
    assert {"TD-ND", "TD-BO", "TD-TI"} <= set(provinces["iso_3166_2"])
    assert base_layer("countries", country="TD")["admin1_missing"].to_list() == ["TD-EE|TD-EO"]


def test_a_code_means_one_area_and_what_iso_means(admin1: gpd.GeoDataFrame) -> None:
    """Codes are unique; where ISO gave a code to another area, it is the new one's (Iran)."""
    codes = admin1["iso_3166_2"].dropna()
    assert codes.is_unique
    assert admin1["area_id"].is_unique
    assert codes.str.fullmatch("[A-Z]{2}-[A-Z0-9]{1,3}").all()
    names = admin1.set_index("iso_3166_2")["name"]
    assert names[["IR-07", "IR-23"]].to_list() == ["Fars", "Tehran"]
    assert names[["AF-PIA", "AF-PKA", "AF-PAN"]].to_list() == ["Paktya", "Paktika", "Panjshir"]
    assert not admin1.loc[admin1["iso_3166_2"].isna(), "iso_in_force"].any()
    assert admin1.loc[admin1["iso_a3"] == "MAR", "iso_3166_2"].isna().all()


def test_other_names_never_name_a_sibling(admin1: gpd.GeoDataFrame) -> None:
    """Matching by another name leads to one area of the country only."""
    table = pd.DataFrame(admin1[["area_id", "iso_a3", "name_alt", "name", *NAMES]])
    keys = ["area_id", "iso_a3"]
    others = table[keys].assign(text=table["name_alt"].str.split("|")).explode("text").dropna()
    names = table.drop(columns="name_alt").melt(keys, value_name="text").drop(columns="variable")
    for texts in (others, names):
        texts["text"] = texts["text"].str.casefold()
    assert len(others) > 6000
    shared = others.drop_duplicates().duplicated(["iso_a3", "text"], keep=False)
    assert not shared.any()
    both = others.merge(names.dropna(), on=["iso_a3", "text"])
    assert (both["area_id_x"] == both["area_id_y"]).all()


def test_borders_follow_the_united_nations(countries: gpd.GeoDataFrame) -> None:
    """Crimea, the Golan, Western Sahara, Somaliland, Abyei lie where the UN draws them."""
    where = {
        (34.1, 45.0): "Ukraine",
        (35.78, 33.0): "Syrian Arab Republic",
        (-13.2, 26.5): "Western Sahara",
        (44.0, 9.6): "Somalia",
        (33.3, 35.3): "Cyprus",
        (28.4, 9.7): "Abyei",
        (33.7, 21.9): "Bir Tawil",
        (21.0, 42.6): "Kosovo",
        (-61.7, 16.15): "Guadeloupe",
    }
    for (x, y), name in where.items():
        inside = countries[countries.contains(shapely.Point(x, y))]
        assert inside["name_en"].to_list() == [name]


def test_disputed_borders_lie_on_the_borders(countries: gpd.GeoDataFrame) -> None:
    """A line said to be on a border has no vertex beside it; both sides have their codes."""
    lines = base_layer("disputed")
    kinds = {"claim", "disputed", "indefinite", "line_of_control", "undetermined"}
    assert set(lines["kind"]) == kinds
    borders = shapely.STRtree(shapely.boundary(countries.geometry.to_numpy()))
    on_border = lines[lines["on_border"]]
    points = shapely.points(shapely.get_coordinates(on_border.geometry.to_numpy()))
    _, away = borders.query_nearest(points, return_distance=True, all_matches=False)
    assert away.max() < 1e-9
    control = lines[(lines["iso_a3_left"] == "IND") & (lines["iso_a3_right"] == "PAK")]
    assert set(control["name"]) == {"Line of control"}


# ---- places, lakes, rivers ------------------------------------------------------------------


def test_places_lie_in_their_country(countries: gpd.GeoDataFrame) -> None:
    """A place is in its country, or as near as a generalised coast; atolls may be missing."""
    places = base_layer("places")
    outlines = countries.dropna(subset="iso_a3").set_index("iso_a3").geometry
    away = shapely.distance(places.geometry.to_numpy(), outlines.loc[places["iso_a3"]].to_numpy())
    assert np.mean(away < 0.02) > 0.98
    islands = {"FSM", "GRL", "KIR", "MHL", "MUS", "PYF", "SJM", "TKL"}
    assert set(places.loc[away > 0.15, "iso_a3"]) <= islands
    assert places["geonameid"].is_unique


def test_capitals_are_marked_once_per_country() -> None:
    """One capital each, none where its status is open, with the names that CLDR knows."""
    places = base_layer("places")
    capitals = places[places["capital"] == "country"].set_index("iso_a3")
    assert capitals.index.is_unique
    assert len(capitals) > 235
    assert not {"ISR", "PSE"} & set(capitals.index)
    assert capitals.loc["TCD", "name"] == "N'Djamena"
    assert capitals.loc["SYR", list(NAMES)].to_list() == [
        "Damascus",
        "Damas",
        "Damasco",
        "دمشق",
    ] or (area_name(capitals.loc["SYR"], "fr") == "Damas")


def test_rivers_and_lakes_are_where_they_should_be() -> None:
    """The Senegal river reaches its mouth; Lake Victoria is the largest lake of Africa."""
    senegal = base_layer("rivers", bbox=(-16.6, 15.9, -16.3, 16.6))
    assert "Sénégal" in set(senegal["name"])
    largest = base_layer("lakes", bbox=(10, -30, 50, 20)).nlargest(1, "km2")
    assert largest.geometry.iloc[0].contains(shapely.Point(33, -1))
    assert largest["km2"].iloc[0] == pytest.approx(67_000, rel=0.02)


# ---- what a volunteer types -----------------------------------------------------------------


@pytest.mark.parametrize("written", ["SEN", "sn", " Sen "])
def test_a_country_is_found_by_either_code(written: str) -> None:
    """Two or three letters, any case."""
    assert base_layer("countries", country=written)["name_fr"].to_list() == ["Sénégal"]


def test_an_unknown_layer_is_refused_with_the_names() -> None:
    """A layer that does not exist: the message lists those that do."""
    with pytest.raises(ProbonoError, match="There is no base layer “admin2”") as caught:
        base_layer("admin2")
    assert "admin1" in str(caught.value)


def test_the_name_of_a_country_is_refused_with_its_code() -> None:
    """A name instead of a code: the message says which code is meant."""
    with pytest.raises(ProbonoError, match="No country has the code “Sénégal”") as caught:
        base_layer("admin1", country="Sénégal")
    assert caught.value.findings[0].values["near"][0] == "SEN"


def test_rivers_are_not_asked_by_country() -> None:
    """Rivers have no country: the call says to give a box."""
    with pytest.raises(ValueError, match="give a bbox"):
        base_layer("rivers", country="SEN")


def test_a_box_keeps_what_touches_it() -> None:
    """Around Dakar there is the region of Dakar, and no region of the east."""
    names = set(base_layer("admin1", bbox=(-17.5, 14.65, -17.4, 14.75))["name"])
    assert names == {"Dakar"}


def test_a_frame_is_the_callers_own() -> None:
    """What a caller does to a layer does not reach the next caller."""
    first = base_layer("countries_small")
    first["name_en"] = "x"
    assert base_layer("countries_small")["name_en"].ne("x").all()


def test_the_credit_names_each_source_once() -> None:
    """In the language of the map, whether the layers or the catalogues have it; nothing twice."""
    assert base_credit("fr", layers=["lakes", "rivers"]) == "Réalisé avec Natural Earth."
    assert base_credit("es", layers=["lakes"]) == "Elaborado con Natural Earth."
    whole = base_credit("en")
    assert whole.count("Natural Earth") == 1
    assert "GeoNames" in whole
    with pytest.raises(ProbonoError, match="no base layer"):
        base_credit("en", layers=["roads"])


_TEXT = st.none() | st.just(float("nan")) | st.just("") | st.text("abc", min_size=1, max_size=3)


@given(
    st.fixed_dictionaries(
        dict.fromkeys(("name", *NAMES, "iso_3166_2", "area_id"), _TEXT) | {"km2": st.floats(0, 9)}
    ),
    st.sampled_from(["en", "fr", "es", "ar", "sw"]),
)
def test_a_name_is_found_wherever_there_is_one(row: dict[str, object], language: str) -> None:
    """The language asked for comes first; a name or code in the row is never lost for nothing."""
    found = area_name(row, language)
    given_texts = {v for v in row.values() if isinstance(v, str) and v}
    own = row.get(f"name_{language}")
    if isinstance(own, str) and own:
        assert found == own
    usable = given_texts if language == "ar" else given_texts - {row["name_ar"]}
    assert found in given_texts or (found == "" and not usable)
    frame = pd.DataFrame([row])
    assert area_names(frame, language).to_list() == [found]
