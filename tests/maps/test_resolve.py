"""The model: what a volunteer asks for becomes what a reader is shown, honestly."""

from __future__ import annotations

import math

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
from shapely.geometry import LineString, Point, box

from probono_kit.errors import ProbonoError
from probono_kit.maps import Credits, Kind, MapSpec, resolve
from probono_kit.maps.model import NO_DATA, PLAIN, ZERO
from tests.maps.made import TEXTS, areas_of, made, squares, table_of


def _codes(error: pytest.ExceptionInfo[ProbonoError]) -> list[str]:
    return [found.code for found in error.value.findings]


def _small(column: object, **spec: object):
    names = [chr(65 + i) for i in range(len(column))]
    table = pd.DataFrame({"area_name": names, "v": column})
    fields = {"value": "v", "columns": ("v",), **TEXTS, **spec}
    return resolve(MapSpec(**fields), areas=squares(*names), table=table, base=False)


# ---- which type of map ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("column", "spec", "kind", "code"),
    [
        ([3, 40, 7], {}, Kind.SYMBOLS, "map.chose_counts"),
        ([3.5, 40.2, 7.0], {}, Kind.CHOROPLETH, "map.chose_amounts"),
        ([3, -40, 7], {}, Kind.CHOROPLETH, "map.chose_amounts"),
        ([3, 40, 7], {"unit": "%"}, Kind.CHOROPLETH, "map.chose_rate"),
        (["puits", "forage", None], {}, Kind.CATEGORIES, "map.chose_words"),
    ],
)
def test_the_type_follows_the_nature_of_the_data_and_says_so(column, spec, kind, code):
    """Should fail if counts were coloured, or the choice were silent."""
    model = _small(column, **spec)
    assert model.kind is kind
    assert code in [found.code for found in model.findings]


def test_a_denominator_makes_a_rate():
    """Should fail if the rate is not value / denominator × per, or zero people give infinity."""
    table = pd.DataFrame(
        {"area_name": list("ABCD"), "sick": [5, 10, 3, 1], "people": [1000, 500, 0, None]}
    )
    spec = MapSpec(
        value="sick", denominator="people", per=1000, columns=("sick", "people"), **TEXTS
    )
    model = resolve(spec, areas=squares(*"ABCD"), table=table, base=False)
    assert model.kind is Kind.CHOROPLETH
    assert model.areas["value"].tolist()[:2] == [5.0, 20.0]
    assert model.areas["class_key"].tolist()[2:] == [NO_DATA, NO_DATA]
    found = next(f for f in model.findings if f.code == "map.denominator")
    assert found.values["examples"] == ("C", "D")


def test_counts_in_colour_are_drawn_when_asked_for_with_a_warning():
    """Should fail if a choropleth of raw counts passed without a word, or were refused."""
    model = _small([3, 40, 7], kind="choropleth")
    assert model.kind is Kind.CHOROPLETH
    assert "map.counts_in_colour" in [found.code for found in model.findings]


# ---- missing is not zero --------------------------------------------------------------------


def test_missing_is_a_class_of_its_own_and_zero_another():
    """Should fail if a blank became zero, or a zero a blank."""
    model = _small([0, 5, None, 20])
    assert model.areas["class_key"].tolist() == [ZERO, "0", NO_DATA, "0"]
    assert [(line.key, line.count) for line in model.classes] == [("0", 2), (ZERO, 1), (NO_DATA, 1)]
    assert model.areas["radius"].isna().tolist() == [True, False, True, False]
    assert model.areas["value_text"].tolist() == ["0", "5", "no data", "20"]
    assert model.classes[-1].label == "No data"


def test_an_area_without_a_row_has_no_data():
    """Should fail if an area that the table lacks is dropped or counted as zero."""
    areas = areas_of("SEN")
    table = table_of(areas).iloc[2:]
    model = resolve(
        MapSpec(value="part", columns=("part",), **TEXTS), areas=areas, table=table, base=False
    )
    assert len(model.areas) == len(areas)
    assert sum(line.count for line in model.classes) == len(areas)
    assert next(line.count for line in model.classes if line.key == NO_DATA) == 2


def test_a_row_without_an_area_is_named():
    """Should fail if a row of the table silently fell off the map."""
    table = pd.DataFrame({"area_name": ["A", "B", "Atlantis"], "v": [1, 2, 3]})
    spec = MapSpec(value="v", **TEXTS)
    model = resolve(spec, areas=squares("A", "B"), table=table, base=False)
    found = next(f for f in model.findings if f.code == "map.row_without_area")
    assert found.values["examples"] == ("Atlantis",)
    assert (found.values["count"], found.values["total"]) == (1, 3)


# ---- legend ---------------------------------------------------------------------------------


def test_classes_count_every_area_and_labels_are_french():
    """Should fail if counts do not add up, or numbers are written in another language."""
    model = made(value="part", unit="%")
    known = [line for line in model.classes if line.key != NO_DATA]
    assert sum(line.count for line in model.classes) == len(model.areas)
    assert len(known) == 5
    assert all(line.label.endswith("\xa0%") for line in known)
    for _, area in model.areas.iterrows():
        line = model.classes[int(area["class_key"])]
        assert line.colour == area["fill"]
        assert line.lower <= area["value"] <= line.upper


def test_circles_have_areas_in_proportion():
    """Should fail if twice the amount had not twice the area."""
    model = _small([100, 50, 25, 1])
    area = model.areas["radius"].to_numpy() ** 2
    assert area / area[0] == pytest.approx([1, 0.5, 0.25, 0.01])
    top = model.sizes[0]
    assert top.radius**2 / area[0] == pytest.approx(top.value / 100)
    assert [size.value for size in model.sizes] == [100.0, 20.0, 2.0]


def test_too_many_categories_share_a_colour_and_it_is_said():
    """Should fail if two categories silently got one colour."""
    model = _small([f"sector {i}" for i in range(11)])
    assert len(model.classes) == 8
    assert model.classes[-1].label == "Other"
    assert model.classes[-1].count == 4
    assert len({line.colour for line in model.classes}) == 8
    assert "map.many_categories" in [found.code for found in model.findings]


def test_a_long_unit_stands_in_the_heading():
    """Should fail if the unit is lost, or repeated behind every number."""
    model = _small([3.5, 8.25, 9.0], legend_title="Water", unit="litres per day")
    assert model.legend_title == "Water (litres per day)"
    assert all("litres" not in line.label for line in model.classes)


# ---- only what may leave --------------------------------------------------------------------


def test_amounts_that_may_not_leave_are_nowhere_in_the_model():
    """Should fail if exact amounts could be read from a model whose column is not shared."""
    shared, held = _small([3.5, 8.25, 91.75]), _small([3.5, 8.25, 91.75], columns=())
    assert "91.8" in shared.areas["value_text"].iloc[2]
    assert held.areas["value"].isna().all()
    assert set(held.areas["value_text"]) == {""}
    assert "91.8" not in held.alt_text
    assert held.table.iloc[:, 1].tolist() == [line.label for line in held.classes]


def test_names_and_columns_of_points_leave_only_if_named():
    """Should fail if the names of water points, or a phone column, travelled along."""
    points = gpd.GeoDataFrame(
        {"name": ["Puits 1", "Puits 2"], "phone": ["77 123", "77 456"], "type": ["a", "b"]},
        geometry=[Point(0.5, 0.5), Point(0.6, 0.6)],
        crs=4326,
    )
    spec = MapSpec(category="type", label="name", columns=("type",), **TEXTS)
    model = resolve(spec, points=points, base=False)
    assert set(model.points["name"]) == {""}
    assert "phone" not in model.points.columns
    assert not model.table.astype(str).isin(["Puits 1", "77 123"]).any().any()
    named = resolve(
        spec.model_copy(update={"columns": ("type", "name")}), points=points, base=False
    )
    assert named.points["name"].tolist() == ["Puits 1", "Puits 2"]


# ---- points ---------------------------------------------------------------------------------


def test_areas_below_points_are_plain_and_not_hatched():
    """Should fail if areas that only carry points looked as if they lacked data."""
    points = gpd.GeoDataFrame(geometry=[Point(0.5, 0.5), Point(7, 7)], crs=4326)
    model = resolve(MapSpec(**TEXTS), areas=squares("A", "B"), points=points, base=False)
    assert model.kind is Kind.POINTS
    assert set(model.areas["class_key"]) == {PLAIN}
    assert [(line.label, line.count) for line in model.classes] == [("Place", 2)]
    found = next(f for f in model.findings if f.code == "map.point_outside")
    assert found.values["count"] == 1


def test_points_with_amounts_get_circles():
    """Should fail if the amounts of points were ignored."""
    points = gpd.GeoDataFrame(
        {"people": [400, 100]}, geometry=[Point(0.5, 0.5), Point(3, 2)], crs=4326
    )
    model = resolve(
        MapSpec(value="people", columns=("people",), **TEXTS), points=points, base=False
    )
    assert model.kind is Kind.SYMBOLS
    assert model.points["radius"].iloc[0] == pytest.approx(2 * model.points["radius"].iloc[1])
    assert model.areas.empty


# ---- texts ----------------------------------------------------------------------------------


def test_the_alternative_text_says_what_the_map_shows():
    """Should fail if a reader who does not see the map is told less than one who does."""
    table = pd.DataFrame({"area_name": list("ABC"), "v": [12.5, 80.25, None]})
    spec = MapSpec(language="fr", value="v", unit="%", legend_title="Part", columns=("v",), **TEXTS)
    model = resolve(spec, areas=squares(*"ABC"), table=table, base=False)
    assert model.alt_text == (
        "Carte de 3 zones\xa0: Accès à l'eau, avril 2025. "
        "Part\xa0: maximum à B (80,2\xa0%), minimum à A (12,5\xa0%). "
        "Sans données\xa0: C."
    )


def test_notes_and_disclaimer_name_source_dates_projection_and_ngo():
    """Should fail if a map left without saying where it comes from, or who answers for it."""
    model = made()
    text = "\n".join((*model.notes, model.projection))
    for part in (
        "Source\xa0: Inventaire des points d'eau (licence\xa0: CC\xa0BY\xa04.0)",
        "Date des données\xa0: avril 2025",
        "Carte réalisée le\xa0: 12 mai 2025",
        "Limites\xa0: Natural Earth 5.1 (2022)",
        "Projection\xa0: azimutale équivalente de Lambert",
        "Numéro de carte\xa0: EV-001",
    ):
        assert part in text
    assert "Eau et Vie" in model.disclaimer


def test_surroundings_speak_the_language_of_the_map():
    """Should fail if neighbours of a French map had English names."""
    names = set(made().context.countries["name"])
    assert {"Mauritanie", "Gambie"} <= names


# ---- mistakes -------------------------------------------------------------------------------


def test_all_mistakes_are_reported_at_once():
    """Should fail if a volunteer had to mend one mistake to hear of the next."""
    spec = MapSpec(
        title=" ", value="v", denominator="population", palette="turqoise", breaks=(5, 3),
        credits=Credits(),
    )  # fmt: skip
    table = pd.DataFrame({"area_name": ["A", "B"], "v": ["n/a", 4]})
    with pytest.raises(ProbonoError) as error:
        resolve(spec, areas=squares("A", "B"), table=table, base=False)
    assert {
        "map.no_title", "map.no_source", "map.no_date", "map.palette_unknown",
        "map.breaks_unordered", "map.column_missing", "map.text_in_numbers",
    } <= set(_codes(error))  # fmt: skip


@pytest.mark.parametrize(
    ("column", "spec", "code", "example"),
    [
        ([1, "n/a", 3], {"kind": "symbols"}, "map.text_in_numbers", "B (n/a)"),
        ([1.5, math.inf, 3], {}, "map.infinite", "B"),
        ([1, -2, 3], {"kind": "symbols"}, "map.negative_circle", "B"),
        ([1, 2, 3], {"classification": "by_hand"}, "map.breaks_missing", None),
    ],
)
def test_values_that_cannot_be_drawn_are_named(column, spec, code, example):
    """Should fail if text, infinities or negative circles vanished from the map."""
    with pytest.raises(ProbonoError) as error:
        _small(column, **spec)
    found = next(f for f in error.value.findings if f.code == code)
    if example:
        assert example in found.values["examples"]
        assert found.where == "v"


@pytest.mark.parametrize(
    ("areas", "code"),
    [
        (squares("A", "B").set_crs(None, allow_override=True), "map.no_crs"),
        (squares("A", "A"), "map.area_twice"),
        (squares(), "map.no_areas"),
        (
            gpd.GeoDataFrame(
                {"area_name": ["A"]}, geometry=[LineString([(0, 0), (1, 1)])], crs=4326
            ),
            "map.not_polygons",
        ),
    ],
)
def test_a_layer_that_is_no_layer_of_areas_is_refused(areas, code):
    """Should fail if a layer without system, with lines or with doubles gave a wrong map."""
    table = pd.DataFrame({"area_name": ["A", "B"], "v": [1, 2]})
    with pytest.raises(ProbonoError) as error:
        resolve(MapSpec(value="v", **TEXTS), areas=areas, table=table, base=False)
    assert code in _codes(error)


def test_rows_join_by_name_where_the_layer_has_no_codes():
    """Should fail if a table with codes found nothing in a layer that only has names."""
    table = pd.DataFrame({"area_code": ["X1", "X2"], "area_name": ["A", "B"], "v": [1, 2]})
    model = resolve(
        MapSpec(value="v", columns=("v",), **TEXTS),
        areas=squares("A", "B"),
        table=table,
        base=False,
    )
    assert model.areas["value"].tolist() == [1.0, 2.0]


def test_a_code_is_believed_more_than_a_name():
    """Should fail if a row of another area came in by a name that both have."""
    areas = squares("A", "B").assign(area_code=["X1", "X2"])
    table = pd.DataFrame(
        {"area_code": ["X2", "", "X9"], "area_name": ["A", "A", "B"], "v": [7, 3, 5]}
    )
    model = resolve(
        MapSpec(value="v", columns=("v",), **TEXTS), areas=areas, table=table, base=False
    )
    assert model.areas["value"].tolist() == [3.0, 7.0]
    found = next(f for f in model.findings if f.code == "map.row_without_area")
    assert found.values["count"] == 1


def test_areas_without_any_shape_are_refused():
    """Should fail if a layer of empty shapes gave a traceback instead of a finding."""
    areas = squares("A", "B")
    areas["geometry"] = gpd.GeoSeries([None, None], crs=4326)
    table = pd.DataFrame({"area_name": ["A", "B"], "v": [1, 2]})
    with pytest.raises(ProbonoError) as error:
        resolve(MapSpec(value="v", **TEXTS), areas=areas, table=table, base=False)
    assert "map.nothing_to_draw" in _codes(error)


def test_two_rows_for_an_area_are_refused():
    """Should fail if one of two numbers was silently chosen."""
    table = pd.DataFrame({"area_name": ["A", "A", "B"], "v": [1, 2, 3]})
    with pytest.raises(ProbonoError) as error:
        resolve(MapSpec(value="v", **TEXTS), areas=squares("A", "B"), table=table, base=False)
    assert [found.code for found in error.value.findings.errors] == ["map.row_twice"]


def test_a_table_of_another_country_is_refused():
    """Should fail if a map without any data went out."""
    table = pd.DataFrame({"area_name": ["X", "Y"], "v": [1, 2]})
    with pytest.raises(ProbonoError) as error:
        resolve(MapSpec(value="v", **TEXTS), areas=squares("A", "B"), table=table, base=False)
    assert "map.nothing_joined" in _codes(error)


def test_only_blanks_give_a_map_that_says_so():
    """Should fail if a column of blanks raised a traceback, or looked like a result."""
    model = _small([None, None], kind="choropleth")
    assert [line.key for line in model.classes] == [NO_DATA]
    assert "map.all_missing" in [found.code for found in model.findings]
    assert "There are no data." in model.alt_text


def test_one_value_gives_one_class_and_a_warning():
    """Should fail if a single value made five classes, or none."""
    model = _small([4.5, 4.5, 4.5])
    assert [(line.label, line.count) for line in model.classes] == [("4.5", 3)]
    assert "map.single_value" in [found.code for found in model.findings]


def test_frames_are_left_as_they_were():
    """Should fail if resolving changed what the notebook still works with."""
    areas, points = areas_of("SEN"), None
    table = table_of(areas)
    before, shapes = table.copy(), areas.copy()
    resolve(MapSpec(value="points", **TEXTS), areas=areas, table=table, points=points, base=False)
    pd.testing.assert_frame_equal(table, before)
    assert shapes.geometry.equals(areas.geometry)
    assert list(shapes.columns) == list(areas.columns)


def test_a_projected_layer_lands_in_the_right_place():
    """Should fail if boundaries in metres were taken for degrees."""
    plain, metres = squares("A", "B"), squares("A", "B").to_crs(32631)
    table = pd.DataFrame({"area_name": ["A", "B"], "v": [1, 2]})
    spec = MapSpec(value="v", **TEXTS)
    one = resolve(spec, areas=plain, table=table, base=False)
    two = resolve(spec, areas=metres, table=table, base=False)
    assert two.extent == pytest.approx(one.extent, abs=1e-6)


def test_labels_stand_in_their_areas():
    """Should fail if the anchor of a crescent-shaped area fell outside it."""
    ring = box(0, 0, 3, 3).difference(box(0.5, 0.5, 3.5, 2.9))
    areas = gpd.GeoDataFrame({"area_name": ["A"]}, geometry=[ring], crs=4326)
    table = pd.DataFrame({"area_name": ["A"], "v": [1]})
    model = resolve(MapSpec(value="v", **TEXTS), areas=areas, table=table, base=False)
    at = Point(model.areas["label_x"].iloc[0], model.areas["label_y"].iloc[0])
    assert ring.contains(at)
    assert np.isfinite(model.areas["label_x"]).all()
