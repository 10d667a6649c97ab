"""Maps over time: the same classes at all times, small maps on paper, a slider on the web."""

from __future__ import annotations

import datetime
import itertools
import re
import time
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import pytest

from probono_kit.errors import ProbonoError
from probono_kit.maps import draw_static, write_page
from probono_kit.maps.model import NO_DATA
from probono_kit.maps.static import draw as drawing
from probono_kit.maps.static.formats import settings
from probono_kit.maps.steps import MOST_ON_PAPER
from tests.maps.kind_models import (
    counts_over_time,
    incidents,
    over_time,
    services,
    spots,
    states_over_time,
    years,
)

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page


def test_classes_are_those_of_all_times() -> None:
    """An amount has one colour whenever it is: recomputed here from the legend."""
    model, table = over_time(), years()
    assert model.steps is not None
    assert [step.label for step in model.steps.steps] == ["2022", "2023", "2024", "2025"]
    bounds = [line.upper for line in model.classes if line.key != NO_DATA]
    for step in model.steps.steps:
        told = table[table["annee"] == int(step.label)].set_index("area_code")["eau"]
        for key, found, fill in zip(model.areas["key"], step.class_key, step.fill, strict=True):
            amount = told.get(key, np.nan)
            if np.isnan(amount):
                assert found == NO_DATA
                continue
            place = next(i for i, upper in enumerate(bounds) if upper and amount <= upper)
            assert (found, fill) == (str(place), model.classes[place].colour)


def test_the_model_is_that_of_the_last_time() -> None:
    """What shows one time only (exports, a page without scripts) shows the last."""
    model = over_time()
    assert model.steps is not None
    last = model.steps.steps[-1]
    assert (model.areas["fill"].to_numpy() == last.fill).all()
    assert [line.count for line in model.classes] == [last.count(c.key) for c in model.classes]
    assert list(model.table.columns)[2:] == ["2022", "2023", "2024", "2025"]
    assert model.table.loc[3, "2023"] == ""


def test_words_say_what_changed() -> None:
    """How many areas rose and fell, and where most: recounted here."""
    table = years().pivot_table(index="area_code", columns="annee", values="eau")
    change = (table[2025] - table[2022]).dropna()
    text = over_time().alt_text
    assert f"4 périodes, de 2022 à 2025\u00a0; zones en hausse\u00a0: {(change > 0).sum()}," in text
    assert f"en baisse\u00a0: {(change < 0).sum()}." in text
    low = table.loc[change.idxmin()]
    told = re.search(r"Plus forte baisse\u00a0: .* \((.*?) → (.*?)\)", text)
    assert told
    numbers = [float(part.split()[0].replace(",", ".")) for part in told.groups()]
    assert numbers == [low[2022], low[2025]]


@pytest.mark.parametrize(
    ("times", "labels"),
    [
        ([2025, 2023, 2024], ["2023", "2024", "2025"]),
        (["2024-10", "2024-02", "2023-12"], ["2023-12", "2024-02", "2024-10"]),
        (["vague 2", "vague 10", "vague 1"], ["vague 2", "vague 10", "vague 1"]),
        ([2025.0, 2023.0], ["2023", "2025"]),
        (
            [datetime.date(2025, 3, 1), datetime.date(2024, 3, 1)],
            ["1 mars 2024", "1 mars 2025"],
        ),
    ],
)
def test_times_come_in_their_order(times: list[object], labels: list[str]) -> None:
    """Numbers, days and sortable texts by time; other texts as the table has them."""
    one = years()[lambda table: table["annee"] == 2022]
    table = pd.concat([one.assign(annee=time) for time in times], ignore_index=True)
    model = over_time(table)
    assert model.steps is not None
    found = [step.label.replace("\xa0", " ").replace("1er", "1") for step in model.steps.steps]
    assert found == labels


def test_rows_may_share_their_numbers() -> None:
    """A table put together from several keeps the numbers of their rows: no row is taken twice."""
    table = years()
    parts = [table[table["annee"] == year].reset_index(drop=True) for year in (2022, 2025)]
    steps = over_time(pd.concat(parts)).steps
    assert steps is not None
    assert [step.label for step in steps.steps] == ["2022", "2025"]


def test_what_is_no_time_is_told() -> None:
    """One time only, rows without any, other kinds, a column that is not there."""
    for told, code in (
        ({"table": years()[lambda t: t["annee"] == 2022]}, "map.one_step"),
        ({"kind": "bivariate"}, "map.time_of_kind"),
        ({"time": "année"}, "map.column_missing"),
    ):
        with pytest.raises(ProbonoError) as problem:
            over_time(**told)
        assert code in [found.code for found in problem.value.findings.errors]
    table = years()
    table["annee"] = table["annee"].astype("Int64")
    table.loc[table.index[0], "annee"] = pd.NA
    assert "map.row_without_time" in [found.code for found in over_time(table).findings]
    wrong = years()
    wrong["eau"] = wrong["eau"].astype(object)
    wrong.loc[wrong["annee"] == 2022, "eau"] = "beaucoup"
    with pytest.raises(ProbonoError) as problem:
        over_time(wrong)
    assert "map.text_in_numbers" in [found.code for found in problem.value.findings.errors]


def test_amounts_that_stay_are_told_by_class_alone(tmp_path: Path) -> None:
    """Of no time are exact amounts in the page."""
    model = over_time(columns=("annee",))
    assert len(model.table.columns) == 2
    assert "→" not in model.alt_text
    page = write_page(model, tmp_path / "map.html").read_text("utf-8")
    exact = {f"{share:.2f}".replace(".", ",") for share in years()["eau"].dropna()}
    classes = " ".join(line.label for line in model.classes)
    assert not [number for number in exact if number in page and number not in classes]


@pytest.mark.parametrize("count", [2, 3, 6, 11])
def test_paper_shows_small_maps_at_one_scale(count: int, tmp_path: Path) -> None:
    """Up to six, the first and the last among them; more are told. None lies on another."""
    model = over_time(years(count))
    with settings():
        sheet = drawing.compose(model)
    assert model.steps is not None
    shown = model.steps.on_paper
    assert len(shown) == min(count, MOST_ON_PAPER)
    assert (shown[0], shown[-1]) == (model.steps.steps[0], model.steps.steps[-1])
    labels = {step.label for step in shown}
    headings = [each for each in sheet.written if each.text in labels]
    assert {each.text for each in headings} == labels
    frames = [a for a in sheet.figure.findobj() if str(a.get_gid()).startswith("frame-")]
    boxes = [frame.get_extents().get_points().round(1) for frame in frames]
    assert len({tuple((box[1] - box[0]).round(0)) for box in boxes}) == 1
    for one, other in itertools.combinations(boxes, 2):
        apart = (one[1] < other[0]).any() or (other[1] < one[0]).any()
        assert apart
    assert any("Sur papier" in note for note in model.notes) == (count > MOST_ON_PAPER)
    written = draw_static(model, tmp_path, "map", ["svg"])[0].read_text("utf-8")
    names = re.findall(r'id="((?:areas|sea|outline|frame)[^"]*)"', written)
    assert len(names) == len(set(names))


@pytest.mark.parametrize(("language", "way"), [("fr", 1), ("ar", -1)])
def test_small_maps_come_in_the_order_of_reading(language: str, way: int) -> None:
    """From the left, or in Arabic from the right; then downwards."""
    with settings():
        sheet = drawing.compose(over_time(language=language))
    at = {each.text: each.box.centre for each in sheet.written if each.text in ("2022", "2023")}
    assert way * (at["2023"][0] - at["2022"][0]) > 20


def test_circles_have_one_size_for_an_amount_whenever_it_is() -> None:
    """Areas of circles go with amounts over all times; a zero has none, and the legend knows it."""
    model = counts_over_time()
    assert model.steps is not None
    sizes = {}
    for step in model.steps.steps:
        for text, radius in zip(step.value_text, step.radius, strict=True):
            if np.isfinite(radius):
                sizes[float(text.replace("\u202f", ""))] = radius
    amounts, radii = np.array(list(sizes)), np.array(list(sizes.values()))
    assert np.allclose(radii**2 / amounts, (radii**2 / amounts)[0])
    first = model.steps.steps[0]
    assert first.count("zero") == 1
    assert np.isnan(first.radius[first.class_key == "zero"]).all()
    assert [line.key for line in model.classes] == ["0", "zero", "none"]
    assert (model.areas["radius"].dropna() == model.steps.steps[-1].radius).all()
    assert list(model.table.columns)[2:] == ["2022", "2023", "2024", "2025"]


def test_small_maps_have_small_circles() -> None:
    """On paper circles shrink with their maps, those of the legend with them."""
    model = counts_over_time()
    with settings():
        sheet = drawing.compose(model)
    discs = [a for a in sheet.figure.findobj() if str(a.get_gid()).startswith("symbols-")]
    assert len(discs) == 4
    largest = max(max(p.get_extents().width for p in disc.get_paths()) for disc in discs)
    assert largest < 0.8 * 2 * max(np.nanmax(s.radius) for s in model.steps.steps) * 72 / 25.4


def test_words_have_one_colour_whenever_they_are() -> None:
    """Categories over time: colours by word, a column per time, and what changed in words."""
    model = states_over_time()
    assert model.steps is not None
    colours = {line.label: line.colour for line in model.classes}
    for step in model.steps.steps:
        for text, key, fill in zip(step.value_text, step.class_key, step.fill, strict=True):
            assert fill == colours["Pas de données" if key == NO_DATA else text]
    table = model.table
    both = (table["2022"] != "") & (table["2025"] != "")
    changed = int((table["2022"] != table["2025"])[both].sum())
    assert f"zones qui ont changé\u00a0: {changed}." in model.alt_text
    assert "Changement le plus fréquent\u00a0: " in model.alt_text


def test_points_belong_to_their_time() -> None:
    """Each period has its own points, of one size; those of no period are told, and stay."""
    model = incidents()
    assert model.steps is not None
    assert [step.label for step in model.steps.steps] == ["2025-01", "2025-02", "2025-03"]
    for step in model.steps.steps:
        assert set(model.points["mois"][step.shown]) == {step.label}
    assert sum(step.shown.sum() for step in model.steps.steps) == len(model.points) - 1
    assert "map.row_without_time" in [found.code for found in model.findings]
    counts = [int(step.shown.sum()) for step in model.steps.steps]
    assert f"2025-01: {counts[0]}; 2025-02: {counts[1]}; 2025-03: {counts[2]}." in model.alt_text
    with settings():
        sheet = drawing.compose(model)
    discs = [a for a in sheet.figure.findobj() if str(a.get_gid()).startswith("symbols-")]
    assert [len(disc.get_paths()) for disc in discs] == counts
    assert len({round(p.get_extents().width, 3) for d in discs for p in d.get_paths()}) == 1


def test_the_slider_shows_one_period_of_points(page: Page, tmp_path: Path) -> None:
    """By keyboard: map, legend, chart, table, file and link tell of the same points."""
    model = incidents()
    assert model.steps is not None
    page.on("pageerror", lambda problem: pytest.fail(str(problem)))
    address = write_page(model, tmp_path / "map.html").as_uri()
    page.goto(address)
    page.wait_for_function("document.documentElement.className === 'scripts'")
    slider, rows = page.locator(".pk-time input"), page.locator("tbody tr:not([hidden])")
    assert (slider.get_attribute("aria-valuetext"), rows.count()) == ("Toutes les périodes", 60)
    slider.focus()
    page.keyboard.press("ArrowLeft")
    last = model.steps.steps[-1]
    assert slider.get_attribute("aria-valuetext") == "2025-03"
    assert rows.count() == last.shown.sum()
    for line in model.classes:
        count = page.locator(f'[data-class="{line.key}"] .count').inner_text()
        assert int(count.split()[0]) == last.count(line.key)
    told = [int(text) for text in page.locator(".bar-count").all_inner_texts()]
    assert told == [last.count(line.key) for line in model.classes]
    assert page.evaluate("probono.current.probono.visible.reduce((a, b) => a + b)") == rows.count()
    page.locator('[data-act="link"]').click()
    link = page.evaluate("document.querySelector('.link input').value || ''")
    page.goto("about:blank")
    page.goto(link or f"{address}#time=2")
    page.wait_for_function("document.documentElement.className === 'scripts'")
    assert rows.count() == last.shown.sum()


def test_the_slider_changes_circles_and_the_table(page: Page, tmp_path: Path) -> None:
    """Radii, the column of the table and its heading are those of the time that is shown."""
    model = counts_over_time()
    assert model.steps is not None
    page.on("pageerror", lambda problem: pytest.fail(str(problem)))
    page.goto(write_page(model, tmp_path / "map.html").as_uri())
    page.wait_for_function("document.documentElement.className === 'scripts'")
    page.locator(".pk-time input").focus()
    page.keyboard.press("Home")
    first = model.steps.steps[0]
    radii = page.evaluate("""() => { const map = probono.current.probono, found = {};
        map.symbols.forEach(symbol => { found[symbol.i] = symbol.item.options.fill
            ? symbol.item.getRadius() / map.scale : 0; });
        return map.subject.names.map((name, i) => found[i]); }""")
    assert radii == pytest.approx(np.nan_to_num(first.radius) * 96 / 25.4, abs=0.01)
    assert page.locator("thead th").nth(1).inner_text() == "Cas (2022)"
    cells = page.locator("tbody tr td:nth-child(2)").all_inner_texts()
    assert [text.replace("\xa0", " ") for text in cells] == [
        str(text).replace("\xa0", " ") for text in first.value_text
    ]


def test_the_slider_of_thousands_of_areas_too(
    page: Page, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Facts compressed, areas painted: colours and table are those of the time all the same."""
    monkeypatch.setattr("probono_kit.maps.web_facts.PACKED_FROM", 1)
    monkeypatch.setattr("probono_kit.maps.web.CANVAS_FROM", 1)
    model = over_time()
    assert model.steps is not None
    page.on("pageerror", lambda problem: pytest.fail(str(problem)))
    page.goto(write_page(model, tmp_path / "map.html").as_uri())
    page.wait_for_selector("html.scripts tbody tr")
    page.locator(".pk-time input").focus()
    page.keyboard.press("Home")
    first = model.steps.steps[0]
    fills = "probono.current.probono.subject.paths.map(paths => paths[0].options.fillColor)"
    assert page.evaluate(fills) == [
        "url(#pk-hatch)" if key == NO_DATA else fill
        for key, fill in zip(first.class_key, first.fill, strict=True)
    ]
    assert page.locator("thead th").nth(1).inner_text().endswith("(2022)")
    told = page.locator("tbody tr td").first.inner_text()
    assert told.replace("\xa0", " ") == first.value_text[0].replace("\xa0", " ")


@pytest.mark.slow
def test_the_slider_changes_what_is_shown(page: Page, tmp_path: Path) -> None:
    """By keyboard: colours, pop-ups, counts and what is read aloud follow; filters stay."""
    model = over_time()
    assert model.steps is not None
    page.on("pageerror", lambda problem: pytest.fail(str(problem)))
    page.goto(write_page(model, tmp_path / "map.html").as_uri())
    page.wait_for_function("document.documentElement.className === 'scripts'")
    colours = """probono.current.probono.subject.paths.map(paths => paths[0].options.fillColor)"""
    slider = page.locator(".pk-time input")
    assert slider.get_attribute("aria-valuetext") == "2025"
    slider.focus()
    for step in reversed(model.steps.steps):
        assert slider.get_attribute("aria-valuetext") == step.label
        found = page.evaluate(colours)
        for fill, key, told in zip(found, step.class_key, step.fill, strict=True):
            assert fill == ("url(#pk-hatch)" if key == NO_DATA else told)
        for line in model.classes:
            count = page.locator(f'[data-class="{line.key}"] .count').inner_text()
            assert int(count.split()[0]) == step.count(line.key)
        page.keyboard.press("ArrowLeft")
    page.locator("button.turn", has_text="Dakar").click()
    popup = page.locator(".leaflet-popup-content").inner_text()
    assert model.steps.steps[0].value_text[0].replace("\xa0", " ") in popup.replace("\xa0", " ")


@pytest.mark.slow
def test_nothing_plays_unless_asked(chromium: Browser, tmp_path: Path) -> None:
    """The button plays to the end and stops; readers who asked for less motion have none."""
    path = write_page(over_time(), tmp_path / "map.html")
    for motion, buttons in (("no-preference", 1), ("reduce", 0)):
        context = chromium.new_context(reduced_motion=motion)  # type: ignore[arg-type]
        page = context.new_page()
        page.goto(path.as_uri())
        page.wait_for_function("document.documentElement.className === 'scripts'")
        assert page.locator(".pk-time button").count() == buttons
        if buttons:
            page.locator(".pk-time button").click()
            said = page.locator(".pk-time bdi")
            assert said.inner_text() == "2022"
            assert page.locator(".pk-time button").get_attribute("aria-label") == "Pause"
            deadline = time.monotonic() + 20
            while said.inner_text() != "2025" and time.monotonic() < deadline:
                page.wait_for_timeout(200)
            assert said.inner_text() == "2025"
            page.wait_for_timeout(100)
            assert page.locator(".pk-time button").get_attribute("aria-label") == "Lecture"
        context.close()


def test_icons_have_room_on_small_maps_too() -> None:
    """Should fail if icons were refused, or drawn, without a look at the maps of each period."""
    points = spots(220)
    alone = services(points)
    points["mois"] = ["2025-01", "2025-02", "2025-03", "2025-04"] * 55
    told = {"time": "mois", "columns": ("type", "nom", "mois")}
    apart = services(points, **told)
    points["mois"] = ["2025-01"] * 219 + ["2025-02"]
    together = services(points, **told)
    assert all(line.icon for line in alone.classes if line.key != NO_DATA)
    assert all(line.icon for line in apart.classes if line.key != NO_DATA)
    assert not any(line.icon for line in together.classes)
    assert "map.icons_crowded" in [found.code for found in together.findings]
