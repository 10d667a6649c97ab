"""Further layers of a map, as a volunteer writes them in the brief and in a notebook."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from probono_kit import maps
from probono_kit.engagement import (
    check_parameters,
    further_layers,
    map_inputs,
    map_layers,
    map_spec,
    read_brief,
    validate_parameters,
)
from probono_kit.engagement.filling import fill_parameters
from probono_kit.engagement.matrix import combinations
from probono_kit.errors import ProbonoError
from probono_kit.i18n import set_language
from tests.maps.layer_models import posts, roads

TEXTS: dict[str, Any] = {
    "table": "sample:water-points/raw/points_eau.xlsx",
    "country": "SEN",
    "place_column": "Région",
    "value": "Points d'eau fonctionnels",
    "measure": "sum",
    "columns": ["Région", "type", "nom"],
    "title": "Points d'eau et structures de santé, Sénégal, 2025",
    "ngo": "Eau et Vie",
    "source": "Inventaire",
    "data_date": "2025",
    "language": "fr",
}


@pytest.fixture(autouse=True)
def english() -> Any:
    yield
    set_language("en")


@pytest.fixture
def files(tmp_path: Path) -> dict[str, str]:
    """A table with coordinates, a file of roads, and a table of the areas."""
    sites = posts().assign(lat=lambda f: f.geometry.y, lon=lambda f: f.geometry.x)
    sites.drop(columns="geometry").to_csv(tmp_path / "postes.csv", index=False)
    roads().to_file(tmp_path / "routes.gpkg")
    rows = {"Région": ["Dakar", "Dakar", "Thies", "Nulle part"], "malades": [10, 5, 7, 1]}
    pd.DataFrame(rows).to_csv(tmp_path / "malades.csv", index=False)
    return {path.stem: str(path) for path in tmp_path.iterdir()}


def layered(given: list[str], said: list[dict[str, Any]], **more: Any) -> maps.MapModel:
    values = {**TEXTS, "layer_files": given, "layers": said, **more}
    p = check_parameters("static_map", values)
    inputs = map_inputs(p)
    further = further_layers(p, inputs)
    layers = map_layers(p, inputs)
    spec = map_spec(p, inputs, layers, further)
    return maps.resolve(
        spec, areas=layers.areas, table=layers.table, points=layers.points, layers=further.frames
    )


def test_three_files_become_three_layers(files: dict[str, str]) -> None:
    """A geo file needs no word, coordinates and places are named; only shared columns leave."""
    model = layered(
        [files["routes"], files["postes"], files["malades"]],
        [
            {},
            {"title": "Postes", "latitude": "lat", "longitude": "lon", "category": "type"},
            {"title": "Malades", "place_column": "Région", "value": "malades"},
        ],
    )
    lines, points, circles = model.layers
    assert (lines.title, lines.kind.value, lines.count) == ("routes", "lines", 13)
    assert [line.label for line in points.classes] == ["Poste de santé", "Hôpital"]
    assert "téléphone" not in points.cells
    amounts = circles.frame.set_index("name")["value"].dropna().to_dict()
    assert amounts == {"Dakar": 15, "Thiès": 7}


def test_bad_layers_get_a_finding_each(files: dict[str, str]) -> None:
    """All at once: a table without places, a column that may not leave, a file too few."""
    with pytest.raises(ProbonoError) as problem:
        layered(
            [files["malades"], files["postes"]],
            [{"value": "malades"}, {"latitude": "lat", "longitude": "lon", "label": "lits"}, {}],
        )
    found = {(each.code, each.where) for each in problem.value.findings.errors}
    assert found == {
        ("engagement.layers_without_files", "layers"),
        ("engagement.layer_without_place", "malades.csv"),
        ("save.not_shared", "postes.csv"),
    }


def test_a_slip_in_a_layer_is_explained() -> None:
    """The nearest key is offered, and the place says which layer it is."""
    said = [{"titel": "Postes"}, {"kind": "dots"}]
    _, found = validate_parameters("static_map", {"layers": said})
    told = {each.where: each.message("en") for each in found}
    assert told["static_map › layers › 1"].startswith("There is no “titel” here")
    assert "dots" in told["static_map › layers › 2"]


BRIEF = """\
engagement: cartes
title: Cartes
question: Où ?
ngo: {name: Eau et Vie}
languages: [fr, en]
produced: 2025-05-20
country: SEN
sources:
  besoins: {file: raw/besoins.csv, title: Besoins}
  routes: {file: raw/routes.csv, title: {fr: Routes, en: Roads}, provider: OSM, date: "2025"}
  postes: {file: raw/postes.csv}
columns_to_share: [besoin]
tasks:
  - id: carte
    notebook: static_map
    inputs: {table: besoins, layer_files: [routes, postes]}
    parameters:
      title: {fr: Besoins, en: Needs}
      value: besoin
      place_column: region
      layers:
        - kind: lines
        - title: {fr: Postes, en: Posts}
          latitude: lat
          longitude: lon
"""


def test_the_brief_completes_layers(tmp_path: Path) -> None:
    """Title and credit come from the source, texts are in the language of the run."""
    (tmp_path / "raw").mkdir()
    for name in ("besoins", "routes", "postes"):
        (tmp_path / "raw" / f"{name}.csv").write_text("region,besoin\nDakar,1\n", encoding="utf-8")
    (tmp_path / "engagement.yml").write_text(BRIEF, encoding="utf-8")
    read = read_brief(tmp_path)
    assert not [each for each in read.findings.errors if "layer" in each.where + each.code]
    assert read.brief is not None
    task = read.brief.tasks[0]
    filled = fill_parameters(read.brief, task, next(iter(combinations(task))))
    assert filled["layers"][0] == {
        "title": "Routes",
        "source": "Routes, OSM, 2025",
        "kind": "lines",
    }
    assert filled["layers"][1]["title"] == "Postes"


def test_more_layers_than_files_are_found_before_a_run(tmp_path: Path) -> None:
    """`probono check` says so with the line of the brief."""
    (tmp_path / "raw").mkdir()
    for name in ("besoins", "routes", "postes"):
        (tmp_path / "raw" / f"{name}.csv").write_text("region,besoin\nDakar,1\n", encoding="utf-8")
    brief = BRIEF.replace("layer_files: [routes, postes]", "layer_files: routes")
    (tmp_path / "engagement.yml").write_text(brief, encoding="utf-8")
    with pytest.raises(ProbonoError) as problem:
        read_brief(tmp_path)
    (found,) = problem.value.findings.errors
    assert (found.code, found.where) == ("engagement.layers_without_files", "engagement.yml:21")
