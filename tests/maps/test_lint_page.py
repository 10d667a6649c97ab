"""The linter on the drawn page, and the one answer to what is wrong with a map."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pandas as pd
import pytest
from pyproj import CRS

from probono_kit.findings import Findings
from probono_kit.maps import MapModel, MapSpec, Page, lint, lint_page, resolve
from probono_kit.maps.linter import PAGE_RULES
from probono_kit.maps.linter.looks import not_area_true
from probono_kit.maps.linter.made import Made
from probono_kit.maps.linter.page import lint_sheet
from probono_kit.maps.spec import Kind
from probono_kit.maps.static import draw as drawing
from probono_kit.maps.static.formats import settings
from probono_kit.maps.static.sheet import Sheet
from tests.maps.made import TEXTS, areas_of, made, squares, table_of
from tests.maps.test_static import _categories


def codes(findings: Findings) -> list[str]:
    return [found.code for found in findings]


@pytest.fixture
def sheet() -> Iterator[Sheet]:
    """Give a page with nothing wrong, to be spoiled."""
    with settings():
        yield drawing.compose(made("SEN", value="part", base=False))


def test_a_good_page_has_no_findings(sheet):
    """Should fail if the linter always spoke: nobody would read it."""
    assert codes(lint_sheet(sheet)) == []


def test_texts_below_six_points_are_found(sheet):
    """Should fail if a text nobody reads on paper passed."""
    sheet.text(20, 20, "tiny", 5.5, part="map")
    [found] = [f for f in lint_sheet(sheet) if f.code == "lint.small_text"]
    assert found.values["examples"] == ("tiny",)
    assert found.values["size"] == 5.5


@pytest.mark.parametrize(("part", "x"), [("furniture", 294.0), ("map", 0.5)])
def test_texts_over_the_edge_are_found(sheet, part, x):
    """Should fail if a word cut off at the edge of the page or the map passed."""
    sheet.text(x, 40, "cut off here", 8, part=part)
    assert "lint.clipped_text" in codes(lint_sheet(sheet))


def test_texts_on_each_other_are_found(sheet):
    """Should fail if two names written on each other passed."""
    sheet.text(40, 120, "first", 8, part="map")
    sheet.text(41, 121, "second", 8, part="map")
    [found] = [f for f in lint_sheet(sheet) if f.code == "lint.overlapping_text"]
    assert set(found.values["examples"]) >= {"first", "second"}


def test_labels_cut_in_the_legend_are_found():
    """Should fail if two categories shortened to the same words went out without a word."""
    model = _categories("TCD", 11)
    spec = model.spec.model_copy(update={"page": Page(layout="slide")})
    small = MapModel(**{**vars(model), "spec": spec})
    [found] = lint_page(small)
    assert found.code == "lint.cut_label"
    assert all(text.endswith("…") for text in found.values["examples"])
    assert "lint.cut_label" not in codes(lint_page(model))


def test_every_rule_of_the_page_has_a_source():
    """Should fail if a rule did not say where it comes from."""
    assert [rule.code for rule in PAGE_RULES] == [
        "lint.small_text", "lint.clipped_text", "lint.overlapping_text", "lint.cut_label",
    ]  # fmt: skip
    assert all(len(rule.source) > 15 for rule in PAGE_RULES)


def test_mercator_under_colours_is_found_and_an_equal_area_projection_is_not():
    """Should fail if a density were drawn where the north looks larger than it is."""
    model = made("CHL", value="part", base=False)
    seen = Made(
        spec=model.spec, kind=Kind.CHOROPLETH, areas=None, points=None,
        names=pd.Series(dtype=object), amounts=model.areas["value"].to_numpy(float),
        classes=model.classes, crs=model.crs, extent=model.extent,
    )  # fmt: skip
    assert list(not_area_true(seen)) == []
    [(where, values)] = not_area_true(replace(seen, crs=CRS.from_epsg(3857)))
    assert where == "crs"
    assert values["share"] > 100
    circles = replace(seen, crs=CRS.from_epsg(3857), kind=Kind.SYMBOLS)
    assert list(not_area_true(circles)) == []


def test_lint_says_what_the_model_and_the_page_say():
    """Should fail if the notebook and `maps.lint` disagreed about the same map."""
    areas = areas_of("SEN")
    spec = MapSpec(value="points", kind="choropleth", columns=("points",), **TEXTS)
    said = lint(spec, areas=areas, table=table_of(areas))
    model = resolve(spec, areas=areas, table=table_of(areas))
    assert codes(said) == codes(Findings([*model.findings, *lint_page(model)]))
    assert "map.counts_in_colour" in codes(said)


def test_lint_of_a_map_that_cannot_be_made_says_why():
    """Should fail if a spec without source gave a traceback instead of its findings."""
    found = lint(MapSpec(title="", value="v"), areas=squares("A"), base=False)
    assert {"map.no_title", "map.no_source"} <= set(codes(found))


def test_what_was_just_drawn_is_not_drawn_again(tmp_path, monkeypatch):
    """Should fail if checking a page cost as much as drawing it."""
    model = made("SEN", value="part", base=False)
    drawing.draw_static(model, tmp_path, "map", ["svg"])
    monkeypatch.setattr(drawing, "compose", lambda _model: pytest.fail("drawn again"))
    assert codes(lint_page(model)) == []
