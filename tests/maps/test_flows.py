"""Maps of flows: every amount where it belongs, as wide as it is large, nothing lost silently."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from probono_kit.errors import ProbonoError
from probono_kit.maps import MapSpec, arrows, draw_static, export_map, resolve, write_page
from probono_kit.maps.anchors import project
from probono_kit.maps.derived.flow_table import MOST_FLOWS, least_drawn
from tests.maps.kind_models import flows, journeys
from tests.maps.made import CREDITS, areas_of

if TYPE_CHECKING:
    from playwright.sync_api import Page


def rows(*told: tuple[object, object, object]) -> pd.DataFrame:
    """Return a table of flows."""
    return pd.DataFrame(told, columns=["de", "vers", "personnes"])


def test_flows_between_the_same_places_add_up() -> None:
    """Each pair once per direction; codes and names say the same place."""
    table = rows(("SN-DK", "Thiès", 30), ("Dakar", "SN-TH", 12), ("Thiès", "Dakar", 5))
    model = flows(table)
    assert model.flows is not None
    told = model.flows.frame[["name", "value", "value_text"]].to_numpy().tolist()
    assert told == [["Dakar → Thiès", 42.0, "42"], ["Thiès → Dakar", 5.0, "5"]]
    assert list(model.table.columns) == ["Flux", "Personnes déplacées"]


def test_without_an_amount_rows_are_counted() -> None:
    """A list of journeys is a table of flows of one each."""
    model = flows(rows(("Dakar", "Thiès", 1), ("Dakar", "Thiès", 1)), value="", columns=())
    assert model.flows is not None
    assert model.flows.frame["value_text"].tolist() == ["2"]


def test_arrows_are_as_wide_as_their_amounts() -> None:
    """Twice the people, twice the width; the legend follows the same rule."""
    model = flows()
    assert model.flows is not None
    frame = model.flows.frame
    seen = frame[frame["width"] > arrows.THINNEST]
    shares = seen["width"] / seen["value"]
    assert np.allclose(shares, shares.iloc[0], rtol=2e-3)
    for line in model.flows.widths:
        assert line.width / line.value == pytest.approx(shares.iloc[0], rel=2e-3)


def test_there_and_back_lie_apart() -> None:
    """Two flows between the same places do not cover each other, and end where they should."""
    model = flows(rows(("Dakar", "Matam", 10), ("Matam", "Dakar", 10)))
    assert model.flows is not None
    there, back = project(model.flows.frame.geometry.to_numpy(), model.crs, model.extent)
    middle = shapely.line_interpolate_point(there, 0.5, normalized=True)
    assert shapely.distance(middle, back) > 0.1 * shapely.length(there)
    areas = project(model.areas.geometry.to_numpy(), model.crs, model.extent)
    named = dict(zip(model.areas["name"], areas, strict=True))
    ends = [shapely.Point(there.coords[0]), shapely.Point(there.coords[-1])]
    assert named["Dakar"].contains(ends[0])
    assert named["Matam"].contains(ends[1])


def test_small_flows_are_left_out_and_told() -> None:
    """Nothing disappears silently: how many, below what, and which part of the whole."""
    table = journeys()
    model = flows(table)
    assert model.flows is not None
    apart = table[table["de"] != table["vers"]].groupby(["de", "vers"])["personnes"].sum()
    drawn = model.flows.frame
    assert len(drawn) == MOST_FLOWS
    rest = apart.sort_values(ascending=False).to_numpy()[MOST_FLOWS:]
    share = round(100 * rest.sum() / apart.sum())
    note = model.notes[0].replace("\xa0", " ")
    assert note.startswith(f"Non dessinés : {len(rest)} flux de moins de 100 chacun ({share} %")
    assert drawn["value"].min() >= 100 > rest.max()
    inside = table.loc[table["de"] == table["vers"], "personnes"].sum()
    assert f"({inside})" in model.notes[1]
    assert f"{len(rest)} flux plus petits" in model.alt_text


def test_a_least_flow_that_is_asked_for_is_kept() -> None:
    """The brief decides; one that leaves nothing is refused with the largest amount."""
    model = flows(least_flow=500)
    assert model.flows is not None
    assert model.flows.frame["value"].min() >= 500
    with pytest.raises(ProbonoError) as problem:
        flows(least_flow=1e6)
    assert [found.code for found in problem.value.findings.errors] == ["map.no_flow_so_large"]


@given(st.lists(st.integers(1, 60), min_size=1, max_size=120))
def test_the_threshold_keeps_the_largest(amounts: list[int]) -> None:
    """All that reach it are drawn, no equal ones are parted, and they are few unless equal."""
    ordered = np.array(sorted(amounts, reverse=True), dtype=float)
    least = least_drawn(ordered, None)
    drawn = int((ordered >= least).sum())
    assert drawn >= 1
    if drawn > MOST_FLOWS:
        assert len(set(ordered[:drawn])) == 1
    if len(ordered) <= MOST_FLOWS:
        assert drawn == len(ordered)


def test_what_is_no_flow_is_told() -> None:
    """Unknown places, missing amounts, text, less than nothing: a finding each, never a guess."""
    table = rows(("Dakar", "Thiès", 3), ("Dakar", "Atlantis", 9), ("Louga", "Matam", None))
    model = flows(table)
    told = {found.code: found.values for found in model.findings}
    assert told["map.flow_off_map"]["examples"] == ("Atlantis",)
    assert told["map.flow_without_amount"]["count"] == 1
    for wrong, code in (
        (rows(("Dakar", "Thiès", "beaucoup")), "map.text_in_numbers"),
        (rows(("Dakar", "Thiès", -4), ("Louga", "Matam", 5)), "map.negative_flow"),
        (rows(("Dakar", "Dakar", 4)), "map.no_flows"),
        (rows(), "map.table_empty"),
    ):
        with pytest.raises(ProbonoError) as problem:
            flows(wrong)
        assert code in [found.code for found in problem.value.findings.errors]
    with pytest.raises(ProbonoError) as problem:
        flows(destination="")
    assert [found.code for found in problem.value.findings.errors] == ["map.no_ends"]
    with pytest.raises(ProbonoError) as problem:
        flows(origin="d")
    assert problem.value.findings.errors[0].where == "origin"


def test_amounts_that_stay_are_told_by_width_alone(tmp_path: Path) -> None:
    """A column that the brief does not name is not in the table, the words or the page."""
    table = rows(("Dakar", "Thiès", 7319), ("Louga", "Matam", 2417))
    model = flows(table, columns=())
    page = write_page(model, tmp_path / "map.html").read_text("utf-8")
    for text in (model.alt_text, model.table.to_string(), page):
        plain = text.replace("\xa0", "").replace("\u202f", "")
        assert "7319" not in plain
        assert "2417" not in plain
    assert list(model.table.columns) == ["Flux"]


def test_flows_between_points() -> None:
    """Camps or towns by their names; names that may not leave cannot be drawn."""
    camps = gpd.GeoDataFrame(
        {"camp": ["A", "B", "C"]},
        geometry=gpd.points_from_xy([-16, -15, -14], [14, 15, 14]),
        crs=4326,
    )
    table = rows(("A", "B", 10), ("C", "A", 4))
    told: dict[str, Any] = {
        "kind": "flows", "language": "en", "title": "Moves, Senegal, 2024", "value": "personnes",
        "origin": "de", "destination": "vers", "label": "camp", "credits": CREDITS,
    }  # fmt: skip
    spec = MapSpec(**told, columns=("camp", "personnes"))
    model = resolve(spec, areas=areas_of("SEN"), points=camps, table=table)
    assert model.flows is not None
    assert model.flows.frame["name"].tolist() == ["A → B", "C → A"]
    assert not [found.code for found in model.findings if found.code == "map.table_unused"]
    with pytest.raises(ProbonoError) as problem:
        resolve(MapSpec(**told), areas=areas_of("SEN"), points=camps, table=table)
    assert "map.flow_without_names" in [found.code for found in problem.value.findings.errors]


@given(
    st.floats(0.1, 8),
    st.floats(3, 300),
    st.floats(0, 2 * np.pi),
    st.floats(0, 4),
    st.floats(0.3, 2),
)
def test_an_arrow_lies_between_its_places(
    width: float, length: float, angle: float, gap: float, unit: float
) -> None:
    """Its outline does not cross itself unless it is wider than long; its tip is at the end."""
    end = length * np.array([np.cos(angle), np.sin(angle)])
    line = arrows.curve(np.zeros(2), end)
    ring = arrows.outline(line, width, gap, unit)
    assert np.isfinite(ring).all()
    tip = min(np.hypot(*(ring - end).T))
    assert tip <= min(gap, 1.1 * length / 5) + 1e-6
    if length > 6 * (width + gap + unit):
        assert shapely.Polygon(ring).is_valid


def test_files_for_other_programs_have_the_lines(tmp_path: Path) -> None:
    """Widths and directions arrive in GeoJSON, GeoPackage, KML and uMap."""
    model = flows()
    made = export_map(model, tmp_path, "map", ["geojson", "gpkg", "kml", "umap"])
    lines = gpd.read_file(made[0])
    assert set(lines.geom_type) == {"LineString"}
    assert lines["stroke-width"].is_monotonic_decreasing
    assert lines["origin"].iloc[0] == "Ziguinchor"
    with closing(sqlite3.connect(made[1])) as base:
        names = [name for (name,) in base.execute("SELECT table_name FROM gpkg_contents")]
        query = "SELECT styleQML FROM layer_styles WHERE f_table_name = 'flows'"
        style = base.execute(query).fetchone()[0]
    assert {"flows", "areas"} <= set(names)
    assert "arrowWidth" in style
    assert made[2].read_text("utf-8").count("<LineString>") == len(lines)
    layer = json.loads(made[3].read_text("utf-8"))["layers"][0]
    weights = [each["properties"]["_umap_options"]["weight"] for each in layer["features"]]
    assert weights == sorted(weights, reverse=True)


@pytest.mark.slow
def test_the_page_draws_what_paper_draws(page: Page, tmp_path: Path) -> None:
    """As many arrows, in proportion; they keep their width when the map is enlarged; the table
    turns to them."""
    model = flows()
    drawing = draw_static(model, tmp_path, "map", ["svg"])[0].read_text("utf-8")
    assert 'id="flows"' in drawing
    page.on("pageerror", lambda problem: pytest.fail(str(problem)))
    page.goto(write_page(model, tmp_path / "map.html").as_uri())
    page.wait_for_function("document.documentElement.className === 'scripts'")
    assert model.flows is not None
    shown = page.evaluate("probono.current.probono.subject.names.length")
    assert shown >= len(model.flows.frame)
    widths = """() => [0, 1].map(i => probono.current.probono.subject.paths[i][0]).map(item => {
      const ring = item.getLatLngs()[0].map(at => probono.current.project(at));
      return ring[0].distanceTo(ring[ring.length - 1]);
    })"""
    scale = "probono.current.probono.scale"
    (first, second), before = page.evaluate(widths), page.evaluate(scale)
    told = model.flows.frame["value"]
    assert first / second == pytest.approx(told.iloc[0] / told.iloc[1], rel=0.02)
    page.locator(".leaflet-bar a").first.click()
    page.wait_for_timeout(700)
    again, after = page.evaluate(widths), page.evaluate(scale)
    assert again[0] / first == pytest.approx(after / before, rel=0.02)
    page.locator("button.turn").first.click()
    popup = page.locator(".leaflet-popup-content")
    assert "Ziguinchor → Kolda" in popup.inner_text()
    assert page.locator(".widths li").count() == len(model.flows.widths)
