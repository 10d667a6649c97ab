"""Kinds of maps that need more columns: from the parameters of a brief to the map."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from probono_kit import maps
from probono_kit.engagement import (
    check_parameters,
    further_layers,
    map_inputs,
    map_layers,
    map_spec,
)
from probono_kit.errors import ProbonoError
from probono_kit.i18n import current_country, use_country
from probono_kit.maps import MapModel

SHEET = """Région;Vers;Femmes;Hommes;Ménages;Structure;Domaine
Thiès;Dakar;12;4;100;Croix verte;Santé
THIES;DAKAR;8;;80;Croix verte;Eau
Louga;région de Thiès;10;7;50;Aide;Santé
Louga;Louga;3;1;50;Aide;Santé
Atlantide;Dakar;9;9;9;Aide;Eau
"""
NAMES = {"Thiès": "SN-TH", "Louga": "SN-LG", "Dakar": "SN-DK"}


def draw(folder: Path, **given: Any) -> MapModel:
    """Resolve the map that the parameters ask for, from the sheet above."""
    table = folder / "table.csv"
    table.write_text(SHEET, encoding="utf-8")
    basics = {"table": str(table), "country": "SEN", "place_column": "Région", "language": "en"}
    texts = {"title": "Maps, Senegal, 2025", "source": "List", "data_date": "2025"}
    p = check_parameters("static_map", basics | texts | {"context": False} | given)
    inputs = map_inputs(p)
    layers = map_layers(p, inputs)
    spec = map_spec(p, inputs, layers)
    return maps.resolve(spec, areas=layers.areas, table=layers.table, points=layers.points)


def test_flows_find_both_ends(tmp_path: Path) -> None:
    """Names at both ends are matched like all others, rows of one way are added up."""
    told = {"kind": "flows", "origin": "Région", "destination": "Vers", "value": "Femmes"}
    model = draw(tmp_path, **told, columns=["Femmes"])
    assert model.flows is not None
    frame = model.flows.frame
    assert frame[["name", "value"]].to_numpy().tolist() == [
        ["Thiès → Dakar", 20.0],
        ["Louga → Thiès", 10.0],
    ]
    assert "map.flow_off_map" in [found.code for found in model.findings]
    assert any("stayed inside" in note for note in model.notes)
    assert any("Not on this map" in note and "1 row" in note for note in model.notes)


MOVES = """De;A;Personnes;Départ;Arrivée
Kaffrine ville;x;5;14.1059, -15.5508;14,69 N 17,44 W
Touba;Mbour;120;14.86, -15.88;14.42, -16.96
Touba;M'bour;30;14.86, -15.88;14.42, -16.96
Richard Toll;Touba;40;16.46, -15.7;14.86, -15.88
Mbour;Nulle part;7;14.42, -16.96;quelque part
"""


def moves(folder: Path, **given: Any) -> MapModel:
    """Resolve a map of the flows above."""
    table = folder / "moves.csv"
    table.write_text(MOVES, encoding="utf-8")
    basics = {"table": str(table), "kind": "flows", "value": "Personnes", "place_column": "De"}
    return draw(folder, **basics | given)


def test_flows_go_between_coordinates(tmp_path: Path) -> None:
    """Cells with positions are points, the same place once; what is no position is told."""
    given = {"origin": "Départ", "destination": "Arrivée"}
    model = moves(tmp_path, **given, columns=["Personnes", "Départ", "Arrivée"])
    assert model.flows is not None
    assert model.flows.frame["value"].tolist() == [150.0, 40.0, 5.0]
    assert model.flows.frame["name"].iloc[0] == "14.86, -15.88 → 14.42, -16.96"
    assert len(model.points) == 5
    ends = [line.coords[0] for line in model.flows.frame.geometry]
    assert ends[0] == pytest.approx((-15.88, 14.86), abs=0.01)
    assert "map.flow_off_map" in [found.code for found in model.findings]
    assert any("want of usable coordinates" in note for note in model.notes)


def test_flows_go_between_towns(tmp_path: Path) -> None:
    """Names of towns are found among those of the country, two spellings are one place."""
    model = moves(tmp_path, origin="De", destination="A", columns=["Personnes", "De", "A"])
    assert model.flows is not None
    rows = model.flows.frame[["name", "value"]].to_numpy().tolist()
    assert ["Touba → Mbour", 150.0] in [[name.replace("M’Bour", "Mbour"), v] for name, v in rows]
    assert any("GeoNames" in note for note in model.notes)


def test_ends_of_flows_that_may_not_leave_are_refused(tmp_path: Path) -> None:
    """A point shows where each flow begins: both columns have to be shared."""
    with pytest.raises(ProbonoError) as problem:
        moves(tmp_path, origin="Départ", destination="Arrivée", columns=["Personnes"])
    assert [found.code for found in problem.value.findings.errors] == ["save.not_shared"] * 2


def test_two_amounts_are_summed_with_their_denominators(tmp_path: Path) -> None:
    """Each rate is one of sums, of the rows that have both."""
    told = {"kind": "bivariate", "value": "Femmes", "denominator": "Ménages", "per": 100}
    second = {"second": "Hommes", "second_denominator": "Ménages", "second_per": 100}
    model = draw(tmp_path, **told, **second, measure="sum", columns=["Région"])
    table = model.table.set_index("Area")
    rates = table[["Femmes / Ménages", "Hommes / Ménages"]]
    assert rates.loc["Thiès"].tolist() == ["11.11", "4"]
    assert rates.loc["Louga"].tolist() == ["13.00", "8"]


def test_bars_are_summed_side_by_side(tmp_path: Path) -> None:
    """The measure is that of the first amount."""
    told = {"kind": "bars", "value": "Femmes", "further": ["Hommes"], "measure": "sum"}
    model = draw(tmp_path, **told)
    table = model.table.set_index("Area")
    assert table.loc["Thiès"].tolist() == ["20", "4"]
    assert table.loc["Dakar"].tolist() == ["no data", "no data"]


def test_who_does_what_where_counts_rows_of_activities(tmp_path: Path) -> None:
    """Names leave only if both columns may."""
    told = {"kind": "who_what_where", "organisation": "Structure", "sector": "Domaine"}
    open_ = draw(tmp_path, **told, columns=["Structure", "Domaine"]).table.set_index("Area")
    assert open_.loc["Thiès", "Santé"] == "Croix verte"
    closed = draw(tmp_path, **told).table
    assert "Croix verte" not in closed.to_string()
    assert closed.set_index("Area").loc["Louga", "Organisations"] == "1"


def test_steps_of_time_are_summed_by_area_and_time(tmp_path: Path) -> None:
    """A row per area and time is made of many; the column of times must be allowed to leave."""
    told = {"kind": "choropleth", "value": "Femmes", "measure": "sum", "time": "Domaine"}
    model = draw(tmp_path, **told, columns=["Domaine"])
    assert model.steps is not None
    assert [step.label for step in model.steps.steps] == ["Santé", "Eau"]
    table = model.table.set_index("Area")
    assert table.loc["Louga", "Santé"] == "13"
    assert table.loc["Thiès", "Eau"] == "8"
    with pytest.raises(ProbonoError) as problem:
        draw(tmp_path, **told, columns=[])
    assert "save.not_shared" in [found.code for found in problem.value.findings]
    with pytest.raises(ProbonoError) as problem:
        draw(tmp_path, **told | {"kind": "hexagons"}, columns=["Domaine"])
    assert "engagement.time_of_kind" in [found.code for found in problem.value.findings]


@pytest.mark.parametrize(
    ("told", "columns", "row"),
    [
        (
            {"kind": "bars", "value": "Femmes", "further": ["Hommes"], "measure": "sum"},
            ["Femmes (Santé)", "Femmes (Eau)", "Hommes (Santé)", "Hommes (Eau)"],
            ("Thiès", ["12", "8", "4", "no data"]),
        ),
        (
            {"kind": "dots", "value": "Femmes", "measure": "sum"},
            ["Santé", "Eau"],
            ("Thiès", ["12", "8"]),
        ),
        (
            {"kind": "flows", "value": "Femmes", "origin": "Région", "destination": "Vers"},
            ["Santé", "Eau"],
            ("Thiès → Dakar", ["12", "8"]),
        ),
        (
            {"kind": "who_what_where", "organisation": "Structure", "sector": "Vers"},
            ["Santé", "Eau"],
            ("Louga", ["1", ""]),
        ),
    ],
)
def test_kinds_of_several_amounts_go_over_time(
    tmp_path: Path, told: dict[str, Any], columns: list[str], row: tuple[str, list[str]]
) -> None:
    """From the parameters of the notebook to a column of the table for each time."""
    own = ["Femmes", "Hommes", "Domaine", "Structure", "Vers"]
    model = draw(tmp_path, **told, time="Domaine", columns=own)
    assert model.steps is not None
    assert [step.label for step in model.steps.steps] == ["Santé", "Eau"]
    table = model.table.set_index(model.table.columns[0])
    assert table.loc[row[0], columns].tolist() == row[1]


def test_flows_between_towns_go_over_time(tmp_path: Path) -> None:
    """Points are places there, and belong to no time."""
    given = {"origin": "De", "destination": "A", "time": "Départ"}
    model = moves(tmp_path, **given, columns=["Personnes", "De", "A", "Départ"])
    assert model.steps is not None
    assert model.flows is not None
    assert len(model.steps.steps[0].widths) == len(model.flows.frame) > 0


def test_amounts_without_classes(tmp_path: Path) -> None:
    """`unclassed` reaches the map."""
    told = {"kind": "choropleth", "value": "Femmes", "denominator": "Ménages", "measure": "sum"}
    assert draw(tmp_path, **told, classification="unclassed").ramp is not None


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"kind": "flows", "origin": "Région"}, "engagement.no_ends"),
        ({"kind": "bivariate", "value": "Femmes"}, "engagement.no_second"),
        ({"kind": "bars", "value": "Femmes"}, "engagement.no_further"),
        ({"kind": "bars", "further": ["Hommes"]}, "engagement.no_value"),
        ({"kind": "who_what_where", "sector": "Domaine"}, "engagement.no_who"),
    ],
)
def test_what_a_kind_needs_is_said_before_anything_runs(
    given: dict[str, Any], code: str, tmp_path: Path
) -> None:
    """The finding names the parameter that is missing."""
    with pytest.raises(ProbonoError) as problem:
        draw(tmp_path, **given)
    assert code in [found.code for found in problem.value.findings]


def test_a_column_that_is_not_there_is_named(tmp_path: Path) -> None:
    """Also those of both ends, of organisations and of further amounts."""
    for given in (
        {"kind": "flows", "origin": "Region", "destination": "Vers"},
        {"kind": "bars", "value": "Femmes", "further": ["Homme"], "measure": "sum"},
    ):
        with pytest.raises(ProbonoError) as problem:
            draw(tmp_path, **given)
        assert problem.value.findings.errors


def test_icons_are_written_as_people_write_yaml() -> None:
    """A mapping, a list of mappings and a list of texts say the same; half a pair is refused."""
    pairs = ["École: school", "Rapport 2: annexe: water"]
    for given in (pairs, {"École": "school", "Rapport 2: annexe": "water"}, [{"École": "school"}]):
        p = check_parameters("static_map", {"icons": given, "value": "Femmes"})
        assert p.icons == pairs[: len(p.icons)]  # type: ignore[attr-defined]
    with pytest.raises(ProbonoError) as problem:
        check_parameters("static_map", {"icons": ["École"], "value": "Femmes"})
    assert [found.code for found in problem.value.findings] == ["engagement.not_an_icon"]


def test_icons_reach_the_map(tmp_path: Path) -> None:
    """Places with coordinates get the icons of their category."""
    table = tmp_path / "places.csv"
    table.write_text("lat;lon;genre\n14.7;-17.4;École\n14.1;-16.1;Puits\n", encoding="utf-8")
    basics = {"table": str(table), "country": "SEN", "latitude": "lat", "longitude": "lon"}
    texts = {"title": "Places, Senegal, 2025", "source": "List", "data_date": "2025"}
    told = {"kind": "points", "category": "genre", "columns": ["genre"], "icons": {"*": "lieu"}}
    p = check_parameters("static_map", basics | texts | {"context": False} | told)
    inputs = map_inputs(p)
    layers = map_layers(p, inputs)
    spec = map_spec(p, inputs, layers)
    model = maps.resolve(spec, areas=layers.areas, table=layers.table, points=layers.points)
    assert {line.icon for line in model.classes} == {"place"}


def test_a_reference_map_is_made_of_files(tmp_path: Path) -> None:
    """The table is its first layer; the class of a road is no column that leaves."""
    towns = tmp_path / "villes.csv"
    towns.write_text("nom;lat;lon;place\nDakar;14.7;-17.4;city\nKolda;12.9;-14.9;town\n", "utf-8")
    roads = tmp_path / "routes.geojson"
    line = {"type": "LineString", "coordinates": [[-16, 14], [-14, 14]]}
    feature = {"type": "Feature", "properties": {"fclass": "trunk"}, "geometry": line}
    roads.write_text(json.dumps({"type": "FeatureCollection", "features": [feature]}), "utf-8")
    told = {"latitude": "lat", "longitude": "lon", "label": "nom", "columns": ["nom"]}
    texts = {"title": "Reference map, Senegal, 2025", "source": "List", "data_date": "2025"}
    p = check_parameters(
        "static_map",
        {"table": str(towns), "layer_files": [str(roads)], "layers": [{"role": "roads"}]}
        | {"country": "SEN", "kind": "reference", "context": False} | told | texts,
    )  # fmt: skip
    inputs = map_inputs(p)
    layers, further = map_layers(p, inputs), further_layers(p, inputs)
    spec = map_spec(p, inputs, layers, further)
    model = maps.resolve(spec, areas=layers.areas, layers=further.frames)
    assert [layer.theme for layer in model.layers] == ["roads", "towns"]
    assert [line.label for line in model.layers[0].classes] == ["Route principale"]
    assert list(model.layers[1].frame["name"]) == ["Dakar", "Kolda"]
    assert "trunk" not in model.layers[0].table.to_string()


@pytest.mark.parametrize(
    ("given", "labels"),
    [
        ({"country": "SEN", "numbers_as_in": "EGY"}, {"٢٠", "١٣"}),
        ({"country": "SEN"}, {"20", "13"}),
    ],
)
def test_numbers_are_written_as_in_the_country_that_is_named(
    tmp_path: Path, given: dict[str, str], labels: set[str]
) -> None:
    """From the brief to the values of the map; sentences stay in their language."""
    told = {"kind": "symbols", "value": "Femmes", "measure": "sum", "language": "ar"}
    with use_country(""):  # What a notebook decides is forgotten after it.
        model = draw(tmp_path, **told, **given, columns=["Femmes"])
    assert set(model.areas["value_text"]) - {""} >= labels
    assert model.language == "ar"
    assert current_country() == ""
