"""The steps of the notebooks: no row lost, no cell shown that the brief does not name."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from probono_kit import maps, tables
from probono_kit.engagement import check_parameters, map_inputs, map_layers, map_spec
from probono_kit.errors import ProbonoError
from probono_kit.maps import MapModel
from probono_kit.run import save_clean_table

SHEET = """Région;Gestionnaire;Âge;Lot;Points
Thiès;Awa Ndiaye;41;1;12
THIES;Ousmane Sarr;35;2;8
Louga;Fatou Cissé;52;10;5
chez Mme Diop 77 000 45 67;Awa Ba;29;3;1
"""


def draw(folder: Path, **given: Any) -> MapModel:
    """Resolve the map that the parameters ask for, from the sheet above."""
    table = folder / "points.csv"
    if not table.exists():
        table.write_text(SHEET, encoding="utf-8")
    basics = {"table": str(table), "country": "SEN", "place_column": "Région", "language": "en"}
    texts = {"title": "Points, Senegal, 2025", "source": "List", "data_date": "2025"}
    p = check_parameters("static_map", basics | texts | {"context": False} | given)
    inputs = map_inputs(p)
    layers = map_layers(p, inputs)
    spec = map_spec(p, inputs, layers)
    return maps.resolve(spec, areas=layers.areas, table=layers.table, points=layers.points)


def values(model: MapModel) -> dict[str, float]:
    """Return the values that are on the map, by area."""
    known = model.areas.dropna(subset=["value"])
    return dict(zip(known["name"], known["value"], strict=True))


def test_rows_can_be_counted_without_naming_a_column(tmp_path: Path) -> None:
    """The simplest map: how many rows has each area."""
    assert values(draw(tmp_path)) == {"Thiès": 2, "Louga": 1}


def test_what_is_counted_may_be_private(tmp_path: Path) -> None:
    """How many managers a region has says nothing of who they are."""
    model = draw(tmp_path, value="Gestionnaire", measure="distinct")
    assert values(model) == {"Thiès": 2, "Louga": 1}
    assert "Awa" not in model.alt_text + model.table.to_string()


@pytest.mark.parametrize(
    "given",
    [
        {"value": "Gestionnaire", "measure": "value"},
        {"value": "Âge", "measure": "max"},
        {"value": "Âge", "measure": "median"},
        {"value": "Points", "measure": "sum", "category": "Gestionnaire"},
    ],
)
def test_single_cells_of_a_column_that_may_not_leave_are_refused(
    given: dict[str, str], tmp_path: Path
) -> None:
    """The finding names the column and says how to allow it."""
    with pytest.raises(ProbonoError) as caught:
        draw(tmp_path, columns=["Région", "Points"], **given)
    assert {found.code for found in caught.value.findings} == {"save.not_shared"}


def test_an_area_of_one_row_is_told(tmp_path: Path) -> None:
    """A sum over one person is that person's number."""
    p = check_parameters(
        "static_map",
        {
            "table": str(_sheet(tmp_path)),
            "country": "SEN",
            "place_column": "Région",
            "value": "Âge",
            "measure": "mean",
            "language": "en",
        },
    )
    layers = map_layers(p, map_inputs(p))
    assert [f.values["count"] for f in layers.findings if f.code == "save.single_rows"] == [1]


def _sheet(folder: Path) -> Path:
    table = folder / "points.csv"
    table.write_text(SHEET, encoding="utf-8")
    return table


def test_what_names_no_area_is_on_the_map_only_if_its_column_may_leave(tmp_path: Path) -> None:
    """A cell of places may hold anything, a person's address too."""
    closed, opened = draw(tmp_path), draw(tmp_path, columns=["Région"])
    assert "1 row" in closed.notes[0]
    assert "Diop" not in "".join(closed.notes)
    assert "chez Mme Diop 77 000 45 67" in opened.notes[0]


def test_a_column_left_as_text_stays_text_in_the_next_task(tmp_path: Path) -> None:
    """Lots 1, 2, 10 that a person called names are categories on the map, not amounts."""
    p = check_parameters(
        "clean_data", {"table": str(_sheet(tmp_path)), "areas": "", "output_folder": str(tmp_path)}
    )
    clean = tables.clean_table(tables.read_table(p.table), text_columns=["Lot"])
    saved = save_clean_table(clean, clean.frame, p)
    table = str(tmp_path / saved.outputs[0].path)
    given = {"table": table, "value": "Lot", "measure": "value", "columns": ["Lot"]}
    with pytest.raises(ProbonoError, match="Lot"):  # two lots in Thiès: which one, nobody says
        draw(tmp_path, **given)
    inputs = map_inputs(check_parameters("static_map", given | {"country": "SEN"}))
    assert list(inputs.table["Lot"]) == ["1", "2", "10", "3"]


def test_a_private_column_called_like_ours_stays(tmp_path: Path) -> None:
    """Without matching, ``area_name`` is the NGO's own column."""
    table = tmp_path / "own.csv"
    table.write_text("Région;area_name\nThiès;Awa Ndiaye\n", encoding="utf-8")
    p = check_parameters(
        "clean_data",
        {
            "table": str(table),
            "areas": "",
            "place_column": "Région",
            "columns": ["Région"],
            "output_folder": str(tmp_path),
            "language": "en",
        },
    )
    clean = tables.clean_table(tables.read_table(p.table))
    saved = save_clean_table(clean, clean.frame, p)
    leaving = [made.path for made in saved.outputs if made.deliver and made.path.endswith(".csv")]
    assert list(pd.read_csv(tmp_path / leaving[0]).columns) == ["Région"]
