"""Bars, dots, flows and who does what where over time: shared scales, a slider, words."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import pytest

from probono_kit.errors import ProbonoError
from probono_kit.maps import MapModel, write_page
from probono_kit.maps.export.diagrams import diagram_of
from probono_kit.maps.export.features import subject_layer
from probono_kit.maps.model import NO_DATA
from probono_kit.maps.static import draw as drawing
from probono_kit.maps.static.formats import settings
from tests.maps.kind_models import (
    activities_over_time,
    bars,
    bars_over_time,
    dots_over_time,
    flows,
    flows_over_time,
    journeys_over_time,
    people_over_time,
)

if TYPE_CHECKING:
    from playwright.sync_api import Page

YEARS = ["2022", "2023", "2024", "2025"]
SERIES = ("femmes", "hommes", "enfants")


@cache
def of_bars() -> MapModel:
    """Return the map of bars of most tests."""
    return bars_over_time()


@cache
def of_dots() -> MapModel:
    """Return the map of dots of most tests."""
    return dots_over_time()


@cache
def of_flows() -> MapModel:
    """Return the map of flows of most tests."""
    return flows_over_time()


def opened(page: Page, model: MapModel, tmp_path: Path) -> Page:
    """Open the page of a model; complaints of the browser fail the test at once."""
    page.on("pageerror", lambda problem: pytest.fail(str(problem)))
    page.goto(write_page(model, tmp_path / "map.html").as_uri())
    page.wait_for_selector("html.scripts tbody tr")
    page.locator(".pk-time input").focus()
    return page


def test_a_bar_of_one_height_is_one_amount_whenever_it_is() -> None:
    """Should fail if each year had a scale of its own, or the legend that of the last one."""
    model, table = of_bars(), people_over_time()
    assert model.steps is not None
    assert model.bars is not None
    ratios = [size.height / size.value for size in model.bars.sizes]
    for step in model.steps.steps:
        rows = table[table["annee"] == int(step.label)].set_index("area_code")
        told = rows.loc[model.areas["key"], list(SERIES)].to_numpy()
        known = (told > 0) & (step.heights > 0.3)
        ratios += (step.heights[known] / told[known]).tolist()
        assert (np.isnan(step.heights) == np.isnan(told)).all()
        assert (step.class_key == NO_DATA).tolist() == np.isnan(told).all(axis=1).tolist()
    assert np.allclose(ratios, ratios[0])
    assert (model.bars.heights == model.steps.steps[-1].heights)[
        ~np.isnan(model.bars.heights)
    ].all()


def test_bars_of_one_time_are_as_they_were() -> None:
    """Should fail if the way over time changed a map without it."""
    last = people_over_time()[lambda table: table["annee"] == 2025]
    alone = bars(last.drop(columns="annee"))
    assert alone.steps is None
    assert alone.bars is not None
    assert list(alone.table.columns) == ["Zone", *SERIES]


def test_the_table_of_bars_has_each_amount_at_each_time() -> None:
    """And no amount that may not leave, in table, pop-ups or words."""
    model = of_bars()
    columns = [f"{name} ({year})" for name in SERIES for year in YEARS]
    assert list(model.table.columns) == ["Zone", *columns]
    assert [name for name, _ in model.shown] == columns
    diagram = diagram_of(model.latest)
    assert diagram is not None
    assert diagram.expressions == tuple(f'"{name} (2025)"' for name in SERIES)
    assert set(columns) <= set(subject_layer(model.latest).columns)
    closed = bars_over_time(columns=("hommes", "annee"))
    assert list(closed.table.columns) == ["Zone", *columns[4:8]]
    assert "« femmes »" not in closed.alt_text.replace("\xa0", " ").split("2022 :")[0]
    assert closed.steps is not None
    assert all("femmes" not in text for text in closed.steps.steps[0].told)


def test_words_say_how_bars_changed() -> None:
    """Recounted here for one of the amounts."""
    table = people_over_time().pivot_table(index="area_code", columns="annee", values="hommes")
    change = (table[2025] - table[2022]).dropna()
    text = of_bars().alt_text.replace("\xa0", " ")
    told = f"« hommes » : zones en hausse : {(change > 0).sum()}, en baisse : {(change < 0).sum()}."
    assert "4 périodes, de 2022 à 2025." in text
    assert told in text
    assert "2022 : « femmes » dépasse « hommes » dans " in text
    assert "2025 : « femmes » dépasse « hommes » dans " in text


def test_paper_has_bars_at_each_time() -> None:
    """As many as there are amounts, smaller than on a map of one time, and apart."""
    model = of_bars()
    with settings():
        sheet = drawing.compose(model)
    assert model.steps is not None
    drawn = [a for a in sheet.figure.findobj() if str(a.get_gid()).startswith("bar-")]
    wanted = sum(
        int((step.heights[~np.isnan(step.heights).all(axis=1)] != 0).sum())
        for step in model.steps.steps
    )
    assert len(drawn) == wanted
    tallest = max(bar.get_height() for bar in drawn) / 72 * 25.4
    assert tallest < max(np.nanmax(step.heights) for step in model.steps.steps)


def test_the_slider_moves_bars(page: Page, tmp_path: Path) -> None:
    """Should fail if bars kept the heights of the last year, or stood where nothing is known."""
    model = of_bars()
    assert model.steps is not None
    opened(page, model, tmp_path)
    heights = """probono.current.probono.subject.paths.map(paths => paths
        .filter(path => path.probonoOwn).map(path => {
            if (!path.options.fill) { return 0; }
            const ys = path.getLatLngs()[0].map(at => probono.current.latLngToLayerPoint(at).y);
            return (Math.max(...ys) - Math.min(...ys)) / probono.current.probono.scale; }))"""
    for key, step in (("Home", model.steps.steps[0]), ("ArrowRight", model.steps.steps[1])):
        page.keyboard.press(key)
        found = page.evaluate(heights)
        for told, row in zip(found, step.heights, strict=True):
            wanted = np.where(np.isnan(row), 0 if np.isnan(row).all() else 1.1, row) * 96 / 25.4
            assert told == pytest.approx(wanted.tolist(), abs=1.5)
    page.keyboard.press("Home")
    page.locator("button.turn", has_text="Dakar").click()
    said = page.locator(".pk-popup .pk-value").inner_text()
    assert said.replace("\xa0", " ") == str(model.steps.steps[0].told[0]).replace("\xa0", " ")


def test_a_dot_stands_for_one_amount_whenever_it_is() -> None:
    """Areas keep their dots: what grows gets more of them, what shrinks loses some."""
    model, table = of_dots(), people_over_time()
    assert model.steps is not None
    label = model.classes[0].label
    value = int(label.rpartition(" ")[2])
    whole = np.zeros(len(model.points), dtype=bool)
    for step in model.steps.steps:
        amounts = table[table["annee"] == int(step.label)]["femmes"]
        assert step.shown.sum() == round(amounts.sum() / value)
        whole |= step.shown
    assert whole.all()
    ends = np.cumsum(model.steps.dots)
    for count, end in zip(model.steps.dots, ends, strict=True):
        for step in model.steps.steps:
            mine = step.shown[end - count : end]
            assert mine[: mine.sum()].all()
    assert model.classes[0].count == model.steps.steps[-1].shown.sum()
    assert list(model.table.columns) == ["Zone", *YEARS]
    assert "zones en hausse" in model.alt_text


def test_dots_of_the_last_time_go_into_other_programs() -> None:
    """Should fail if a file for QGIS held the dots of all years at once."""
    model = of_dots()
    assert len(model.latest.points) == model.classes[0].count < len(model.points)
    assert len(subject_layer(model.latest)) == model.classes[0].count


def test_the_slider_shows_the_dots_of_a_time(page: Page, tmp_path: Path) -> None:
    """Map, legend and count tell of the same dots; the last time is the whole map."""
    model = of_dots()
    assert model.steps is not None
    opened(page, model, tmp_path)
    there = "probono.current.probono.visible.reduce((a, b) => a + b)"
    found = page.locator(".found bdi")
    for key, step in (("End", model.steps.steps[-1]), ("Home", model.steps.steps[0])):
        page.keyboard.press(key)
        count = int(step.shown.sum())
        assert page.evaluate(there) == count
        assert page.locator("[data-class='0'] .count").inner_text().endswith(" points")
        told = re.sub(r"\u202f", "", found.inner_text()).replace("\xa0", " ")
        assert f" {count}, soit tous." in told
        filtered = page.evaluate("document.body.classList.contains('filtered')")
        assert filtered == (key == "Home")


def test_who_is_where_has_the_same_classes_at_all_times() -> None:
    """Counted again here; nobody reported is no zero at any time."""
    model = activities_over_time()
    assert model.steps is not None
    assert [step.label for step in model.steps.steps] == YEARS
    texts = {text for step in model.steps.steps for text in step.value_text}
    assert "Aucune organisation signalée" in texts
    bounds = {line.key: (line.lower, line.upper) for line in model.classes if line.key != NO_DATA}
    for step in model.steps.steps:
        for text, key in zip(step.value_text, step.class_key, strict=True):
            if key != NO_DATA:
                low, high = bounds[key]
                assert low <= int(text) <= high
    assert model.presence is not None
    assert list(model.table.columns)[-4:] == YEARS
    assert "Les secteurs et leurs organisations sont ceux de 2025." in model.notes
    assert "zones en hausse" in model.alt_text


@pytest.mark.parametrize("kind", ["bars", "dots"])
def test_less_than_nothing_at_any_time_is_told(kind: str) -> None:
    """Should fail if only the last year were looked at."""
    table = people_over_time()
    table.loc[2, "femmes"] = -5.0
    further = ("hommes",) if kind == "bars" else ()
    with pytest.raises(ProbonoError) as problem:
        bars(table, kind=kind, further=further, time="annee", columns=("annee",))
    assert "map.negative_circle" in [found.code for found in problem.value.findings.errors]


@pytest.mark.parametrize("kind", ["bars", "dots", "symbols"])
def test_few_people_at_any_time_are_told(kind: str) -> None:
    """Should fail if three women of the first year were passed over for the many of the last."""
    table = people_over_time()
    further = ("hommes",) if kind == "bars" else ()
    told = {"kind": kind, "further": further, "time": "annee", "columns": (*SERIES, "annee")}
    many = bars(table, **told)
    assert "lint.few_people" not in [found.code for found in many.findings]
    table.loc[2, "femmes"] = 3.0
    few = [found for found in bars(table, **told).findings if found.code == "lint.few_people"]
    assert [found.values["count"] for found in few] == [1]


def test_an_area_that_comes_later_has_no_data_before() -> None:
    """A table without a row for an area at a time is no error."""
    table = people_over_time()
    model = bars(table.drop(index=0), time="annee", columns=("annee", *SERIES))
    assert model.steps is not None
    place = list(model.areas["key"]).index(table["area_code"][0])
    assert [step.class_key[place] for step in model.steps.steps] == [NO_DATA, "0", "0", "0"]
    assert isinstance(model.table, pd.DataFrame)


def journeys_by_pair() -> pd.DataFrame:
    """What flowed from place to place in each year, counted here; nothing inside a place."""
    table = journeys_over_time()
    table = table[table["de"] != table["vers"]]
    keys = ["de", "vers", "annee"]
    return table.groupby(keys)["personnes"].sum().unstack(fill_value=0)


def test_an_arrow_of_one_width_is_one_amount_whenever_it_is() -> None:
    """Should fail if each year had a scale, or a least amount, of its own."""
    model, table = of_flows(), journeys_by_pair()
    assert model.steps is not None
    assert model.flows is not None
    codes = dict(zip(model.areas["name"], model.areas["key"], strict=True))
    ends = model.flows.frame[["origin", "destination"]].map(lambda name: codes[name])
    told = table.loc[list(ends.itertuples(index=False, name=None))]
    least = table.max(axis=1).sort_values(ascending=False).iloc[len(ends) - 1]
    ratios = [one.width / one.value for one in model.flows.widths]
    for step in model.steps.steps:
        amounts, drawn = told[int(step.label)].to_numpy(), ~np.isnan(step.widths)
        assert (amounts[drawn] > 0).all()
        assert (amounts[~drawn] < least).all()
        wide = step.widths > 0.4
        ratios += (step.widths[wide] / amounts[wide]).tolist()
    assert np.allclose(ratios, ratios[0], rtol=2e-3)
    assert len(ends) == 30
    assert list(model.table.columns) == ["Flux", *YEARS]
    change = told[2025] - told[2022]
    said = f"flux en hausse : {(change > 0).sum()}, en baisse : {(change < 0).sum()}."
    assert said in model.alt_text.replace("\xa0", " ")


def test_flows_without_time_are_as_they_were() -> None:
    """The last year alone: the same arrows, amounts and words as those of that year."""
    rows = journeys_over_time()[lambda table: table["annee"] == 2025]
    alone, over = flows(rows.drop(columns="annee")), of_flows()
    assert alone.steps is None
    assert alone.flows is not None
    assert over.flows is not None
    last = dict(zip(over.flows.frame["name"], over.flows.frame["value"], strict=True))
    for name, value in zip(alone.flows.frame["name"][:9], alone.flows.frame["value"], strict=False):
        assert last[name] == value
    drawn = over.flows.frame["width"].notna()
    assert len(subject_layer(over.latest)) == drawn.sum() < len(drawn)


def test_paper_and_page_show_the_arrows_of_a_time(page: Page, tmp_path: Path) -> None:
    """As many small outlines as there are flows; the slider takes arrows away and brings them."""
    model = of_flows()
    assert model.steps is not None
    with settings():
        sheet = drawing.compose(model)
    drawn = [a for a in sheet.figure.findobj() if str(a.get_gid()).startswith("flows-")]
    counts = [int((~np.isnan(step.widths)).sum()) for step in model.steps.steps]
    assert [len(each.get_paths()) for each in drawn] == counts
    opened(page, model, tmp_path)
    filled = "probono.current.probono.subject.paths.map(paths => paths[0].options.fill !== false)"
    for key, step in (("Home", model.steps.steps[0]), ("End", model.steps.steps[-1])):
        page.keyboard.press(key)
        assert page.evaluate(filled) == (~np.isnan(step.widths)).tolist()
    assert page.locator("tbody tr").count() == len(model.table)


def test_amounts_of_flows_that_stay_are_in_no_time(tmp_path: Path) -> None:
    """Widths are there to be seen; numbers are not."""
    model = flows_over_time(columns=("annee",))
    assert list(model.table.columns) == ["Flux"]
    assert "→ " not in model.alt_text.split("Les plus grands")[0]
    assert model.steps is not None
    assert not any(step.told.astype(bool).any() for step in model.steps.steps)
