"""Everything on the page of an exploration is counted again from the cells, another way."""

from __future__ import annotations

from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest

from probono_kit import engagement, run
from probono_kit.i18n import set_language
from probono_kit.run.explore_files import words_of
from probono_kit.run.save import shareable
from tests.explore.second_count import cells_of
from tests.explore.second_page import recount_page
from tests.explore.test_area_groups import villages
from tests.run.test_explore_files import households, prepare


@pytest.mark.parametrize("outcome", ["pump", ""])
@pytest.mark.parametrize("weighted", [False, True], ids=["census", "sample"])
def test_every_sentence_and_every_table_is_counted_again(
    weighted: bool, outcome: str, tmp_path: Path
) -> None:
    """Areas, hot spots, distances, open answers, columns, limits: none is taken on trust."""
    given = prepare(tmp_path) | {"outcome": outcome}
    if not outcome:
        given["outcome_value"] = ""
    if weighted:
        frame = households()
        frame["poids"] = 1 + np.arange(len(frame)) % 4
        frame.to_csv(tmp_path / "visits.csv", index=False)
        given["weights"] = "poids"
    p = engagement.check_parameters("explore_data", given)
    inputs = engagement.explore_inputs(p)  # type: ignore[arg-type]
    columns = engagement.profile_step(p, inputs)  # type: ignore[arg-type]
    areas = engagement.area_step(p, inputs, columns)  # type: ignore[arg-type]
    answers = engagement.answer_step(p, inputs)  # type: ignore[arg-type]
    links = engagement.relation_step(p, inputs, columns)  # type: ignore[arg-type]
    found = engagement.found_step(p, inputs, columns, links, areas, answers)  # type: ignore[arg-type]
    run.save_exploration(found, inputs, p)  # type: ignore[arg-type]
    set_language("en")

    cells = cells_of(inputs.table.frame, columns)
    written = pd.read_csv(tmp_path / "visits.csv")
    need = written["need"]
    cells.answers = {"need": [None if pd.isna(text) else text for text in need]}
    cells.points = list(zip(written["lon"], written["lat"], strict=True))
    wells = pd.read_csv(tmp_path / "wells.csv")
    cells.services = list(zip(wells["x"], wells["y"], strict=True))
    if weighted:
        cells.weights = [float(each) for each in written["poids"]]
    zones = gpd.read_file(tmp_path / "zones.geojson")
    cells.touching = {
        zone.name: set(zones.loc[zones.touches(zone.geometry), "name"])
        for zone in zones.itertuples()
    }
    if found.spots is not None:
        shown = found.spots.areas.dropna(subset=["value"])
        cells.values = dict(zip(shown["area_name"], shown["value"], strict=True))
    allowed = shareable(inputs.table.frame, p)  # type: ignore[arg-type]
    kinds = recount_page(
        next(tmp_path.glob("*.html")),
        found.shared(allowed),
        cells,
        words_of(p),  # type: ignore[arg-type]
        tuple(p.limits),  # type: ignore[attr-defined]
    )
    assert kinds["table"] >= 3
    assert kinds["space.further_named"] == 1
    assert kinds["words"] >= 3
    assert kinds["texts.term"] == kinds["texts.group"] == 1
    if not weighted:
        assert kinds["limit"] >= 1
    if outcome:
        assert kinds["space.share_by_area"] == 1
        assert kinds["space.no_spots"] == 1


@pytest.mark.parametrize("weighted", [False, True], ids=["census", "sample"])
def test_areas_that_are_alike_are_told_drawn_and_counted_again(
    weighted: bool, tmp_path: Path
) -> None:
    """The page names the areas of each group with their figures, and a map shows them."""
    frame = villages(1)
    frame["zone"] = "Zone " + frame["area_code"].str[1:]
    frame["poids"] = 1 + np.arange(len(frame)) % 4
    frame = frame.drop(columns=["area_code", "area_name"])
    names = ["zone", "minutes", "source", "ill", "people", "needs"]
    given = prepare(tmp_path) | {"columns": names, "outcome": "", "outcome_value": ""}
    given |= {"answer_columns": [], "names": {}, "latitude": "", "longitude": "", "points": ""}
    given |= {"points_latitude": "", "points_longitude": "", "points_called": ""}
    given |= {"weights": "poids"} if weighted else {}
    frame.to_csv(tmp_path / "visits.csv", index=False)
    p = engagement.check_parameters("explore_data", given)
    inputs = engagement.explore_inputs(p)  # type: ignore[arg-type]
    columns = engagement.profile_step(p, inputs)  # type: ignore[arg-type]
    areas = engagement.area_step(p, inputs, columns)  # type: ignore[arg-type]
    links = engagement.relation_step(p, inputs, columns)  # type: ignore[arg-type]
    found = engagement.found_step(p, inputs, columns, links, areas, [])  # type: ignore[arg-type]
    run.save_exploration(found, inputs, p)  # type: ignore[arg-type]
    set_language("en")
    assert found.alike is not None
    cells = cells_of(inputs.table.frame, columns)
    cells.weights = [float(each) for each in frame["poids"]] if weighted else []
    cells.alike = {name: int(name[-2:]) % 2 for name in found.alike.areas["area_name"]}
    first = found.alike.areas.iloc[0]
    largest = first["group"] if cells.alike[first["area_name"]] == 0 else 3 - first["group"]
    cells.alike = {name: largest if n == 0 else 3 - largest for name, n in cells.alike.items()}
    shown = found.shared(shareable(inputs.table.frame, p))  # type: ignore[arg-type]
    page = next(tmp_path.glob("*.html"))
    given_limits = tuple(p.limits)  # type: ignore[attr-defined]
    kinds = recount_page(page, shown, cells, words_of(p), given_limits)  # type: ignore[arg-type]
    assert kinds["explore.area_group_among"] == 2
    text = page.read_text("utf-8")
    assert "Groupe 1" in text
    assert "Zones qui se ressemblent" in text
    assert len(areas.maps) == len(shown.maps) >= 1
