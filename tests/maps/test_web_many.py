"""The page of a map of thousands of places: facts once, compressed, painted and listed later."""

from __future__ import annotations

import base64
import gzip
import html
import json
import re
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from probono_kit.findings import Findings
from probono_kit.maps.model import MapModel
from probono_kit.maps.web import write_page
from probono_kit.maps.web_letters import encode_spots
from probono_kit.pages import source
from tests.maps.web_models import choropleth, point_map

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

DRAWN = "html.scripts tbody tr"


@pytest.fixture
def opened(page: Page, tmp_path: Path) -> Callable[..., Page]:
    """Write a model and open it; complaints of the browser fail the test at once."""

    def open_(model: MapModel) -> Page:
        path = write_page(model, tmp_path / "map.html")
        page.on("pageerror", lambda problem: pytest.fail(str(problem)))
        page.on("console", lambda said: pytest.fail(said.text))
        page.goto(path.as_uri())
        page.wait_for_selector(DRAWN)
        return page

    return open_


def block_of(path: Path, name: str) -> dict[str, Any]:
    """What stands compressed in a page under one name."""
    found = re.search(rf'id="{name}">"([^"]+)"', path.read_text(encoding="utf-8"))
    assert found
    letters = found[1][1:].translate(str.maketrans(",./:[]", "<&`{}>"))
    whole = base64.b85decode(letters)
    block: dict[str, Any] = json.loads(gzip.decompress(whole[: len(whole) - int(found[1][0])]))
    return block


def facts_of(path: Path) -> dict[str, Any]:
    """All facts of a page, the texts that come later among them."""
    facts, later = block_of(path, "packed"), block_of(path, "packed-texts")["texts"]
    assert not any(mine and others for mine, others in zip(facts["texts"], later, strict=True))
    pairs = zip(facts["texts"], later, strict=True)
    return facts | {"texts": [mine or others for mine, others in pairs]}


def place_of(page: Page, i: int) -> tuple[float, float]:
    """Where point i is on the screen."""
    x, y = page.evaluate(
        """i => { const map = probono.current, frame = map.getContainer().getBoundingClientRect();
            const at = map.latLngToContainerPoint(map.probono.subject.dots.place(i));
            return [frame.x + at.x, frame.y + at.y]; }""",
        i,
    )
    return x, y


# ---- what is in the file --------------------------------------------------------------------


def test_facts_stand_once_and_only_those_that_may_leave(tmp_path: Path) -> None:
    """Names, values and columns are one list each, for pop-ups and table alike."""
    model = point_map(1500)
    path = write_page(model, tmp_path / "map.html")
    facts, text = facts_of(path), path.read_text(encoding="utf-8")
    points = facts["layers"][-1]
    table = [[html.unescape(cell) for cell in facts["texts"][n]] for n in facts["table"]]
    assert table == [model.table[column].astype(str).tolist() for column in model.table]
    assert [points["names"], points["values"], *points["columns"]] == facts["table"]
    assert "Well 1499" not in text
    assert "+221" not in json.dumps(facts)


def test_what_was_decided_by_size_is_told(tmp_path: Path) -> None:
    """A finding tells of compressed facts; small maps stay readable without scripts."""
    findings = Findings()
    write_page(choropleth(), tmp_path / "small.html", findings=findings)
    assert not list(findings)
    write_page(point_map(1500), tmp_path / "large.html", findings=findings)
    assert [(found.code, found.where) for found in findings] == [("web.packed", "large.html")]
    assert "1,500" in next(iter(findings)).message("en")


def test_ten_thousand_places_weigh_little(tmp_path: Path) -> None:
    """Three columns each, with surroundings and a drawing for print: at most 350 kB."""
    path = write_page(point_map(10_000), tmp_path / "map.html")
    assert path.stat().st_size <= 350_000


def test_points_are_read_where_they_were_written(page: Page) -> None:
    """Five letters say where a point is on a grid of any size, and of which kind it is."""
    points = [(0, 0), (16384, 16384), (16384, 0), (7, 12001)]
    page.goto("about:blank")
    page.evaluate(str(source("map/letters.js")))
    page.evaluate(str(source("map/numbers.js")))
    read = """spots => { const made = probono.readSpots(spots);
        return [made.x, made.y, made.kinds].map(column => Array.from(column)); }"""
    x, y, kinds = page.evaluate(read, encode_spots(points, [15, 15, 0, 3]))
    assert (list(zip(x, y, strict=True)), kinds) == (points, [15, 15, 0, 3])
    assert encode_spots(points, [16, 0, 0, 0]) is None


@pytest.mark.parametrize("how", ["stored", "fixed", "dynamic"])
def test_old_browsers_unpack_as_new_ones_do(page: Page, how: str) -> None:
    """Our own steps of RFC 1951 give back what zlib wrote, in each of its three ways."""
    text = "".join(f"Forage {i * 7919 % 1000}, Thi\u00e8s; " for i in range(20_000))
    strategy = zlib.Z_FIXED if how == "fixed" else zlib.Z_DEFAULT_STRATEGY
    made = zlib.compressobj(0 if how == "stored" else 9, zlib.DEFLATED, 31, 9, strategy)
    packed = made.compress(text.encode()) + made.flush()
    page.goto("about:blank")
    page.evaluate(str(source("map/letters.js")))
    page.evaluate(str(source("map/unpack.js")))
    back = page.evaluate(
        "letters => new TextDecoder().decode(probono.inflate("
        "Uint8Array.from(atob(letters), letter => letter.charCodeAt(0))))",
        base64.b64encode(packed).decode(),
    )
    assert back == text


# ---- what readers see and do ----------------------------------------------------------------


#: Remembers where the map was in the first picture, before Leaflet.
_BEFORE = """new MutationObserver(() => {
    if (!window.before && !window.L) { window.before = probono.frameOf(probono.state); }
}).observe(document, {subtree: true, attributes: true, attributeFilter: ['data-painted']});"""

_AFTER = """() => { const state = probono.current.probono;
    const frame = state.box.getBoundingClientRect();
    const box = name => { const box = document.querySelector(name).getBoundingClientRect();
        return [box.left, box.top, box.right, box.bottom].map(
            (at, side) => at - (side % 2 ? frame.top : frame.left)); };
    const size = {x: state.box.clientWidth, y: state.box.clientHeight};
    const now = probono.frameOf(state), kept = probono.controls(state, size, now.scale);
    return { before: window.before, now: now,
        bars: [kept, [box('.leaflet-bar'), box('.pk-scale')]] }; }"""


@pytest.mark.parametrize(("language", "width"), [("en", 1280), ("ar", 360)])
def test_what_is_painted_first_stays_where_it_is(
    chromium: Browser, tmp_path: Path, language: str, width: int
) -> None:
    """Points are painted before Leaflet is there, which takes the view over without a jump."""
    path = write_page(point_map(2500, language=language), tmp_path / "map.html")
    page = chromium.new_page(viewport={"width": width, "height": 700})
    page.add_init_script(_BEFORE)
    page.goto(path.as_uri())
    page.wait_for_selector(DRAWN)
    told = page.evaluate(_AFTER)
    assert told["now"] == pytest.approx(told["before"])
    # Room for the controls is kept before they are there.
    expected, found = told["bars"]
    for box, real in zip(expected, found, strict=True):
        assert box == pytest.approx(real, abs=2)
    page.close()


@pytest.mark.parametrize("old", [False, True])
def test_the_table_is_made_page_by_page(chromium: Browser, tmp_path: Path, old: bool) -> None:
    """Fifty rows at a time, in browsers that unpack by themselves and in those that do not."""
    model = point_map(2500, language="fr")
    path = write_page(model, tmp_path / "map.html")
    page = chromium.new_page()
    if old:
        page.add_init_script("delete window.DecompressionStream")
    page.goto(path.as_uri())
    page.wait_for_selector(DRAWN)
    rows = page.locator("tbody tr")
    assert rows.count() == 50
    assert rows.last.locator("th, td").all_inner_texts() == [*model.table.iloc[49].astype(str)]
    assert page.locator(".pager span").inner_text() == "Lignes 1 à 50 sur 2\u202f500"
    page.get_by_role("button", name="Lignes suivantes").click()
    assert rows.first.locator("th").inner_text() == "Well 50"
    assert page.locator(".without").is_hidden()
    page.close()


def test_pointing_at_a_painted_point_tells_its_name(opened: Callable[..., Page]) -> None:
    """The tooltip and the row of the table follow the mouse; where there is nothing, neither."""
    page = opened(point_map(2500))
    x, y = place_of(page, 12)
    page.mouse.move(x, y)
    page.wait_for_selector(".pk-tip")
    told = page.locator(".pk-tip strong").inner_text()
    i = int(told.split()[1])
    assert abs(place_of(page, i)[0] - x) < 3
    if i < 50:
        assert page.locator("tr.pointed th").inner_text() == told
    page.mouse.move(5, 300)
    page.wait_for_selector(".pk-tip", state="detached")


def test_from_the_point_to_its_row_and_back(opened: Callable[..., Page]) -> None:
    """A click opens the pop-up; its button leads to the row, on its page; Enter leads back."""
    page = opened(point_map(2500))
    page.evaluate("probono.show(probono.current, 777)")
    assert page.locator(".pk-popup strong").inner_text() == "Well 777"
    assert page.locator("tr[aria-current] th").inner_text() == "Well 777"
    page.get_by_role("button", name="In the table").press("Enter")
    assert page.evaluate("document.activeElement.textContent") == "Well 777"
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.locator(".pk-popup strong", has_text="Well 778").wait_for()


def test_a_damaged_block_leaves_the_picture(chromium: Browser, tmp_path: Path) -> None:
    """Letters lost on the way: the page shows what needs no script."""
    path = write_page(point_map(1500), tmp_path / "map.html")
    text = path.read_text(encoding="utf-8")
    path.write_text(re.sub('(id="packed">".{90}).{5}', r"\g<1>00000", text), encoding="utf-8")
    page = chromium.new_page()
    page.goto(path.as_uri())
    page.locator("svg.picture").wait_for()
    assert page.evaluate("document.documentElement.className") == ""
    assert not page.locator(".folium-map").is_visible()
    assert "1,500 rows are in this file" in page.locator(".without").inner_text()
    page.close()


def test_circles_of_many_sizes_are_painted_too(opened: Callable[..., Page]) -> None:
    """Points with amounts: the circle under the mouse is found by its own radius."""
    model = point_map(2500)
    model.points["radius"] = [1 + i % 3 for i in range(2500)]
    page = opened(model)
    assert page.locator(".leaflet-pk-symbols-pane canvas").count() == 1
    x, y = place_of(page, 5)
    page.mouse.click(x, y)
    page.wait_for_selector(".pk-popup")


def test_thousands_of_areas_are_painted_and_found(opened: Callable[..., Page]) -> None:
    """On one canvas: the area under the mouse is told and marked; "no data" is hatched there."""
    page = opened(choropleth(2100, detail=1))
    assert page.locator(".leaflet-pk-areas-pane canvas").count() == 1
    assert page.locator(".leaflet-pk-areas-pane path").count() == 0
    spot = """i => { const map = probono.current;
        const frame = map.getContainer().getBoundingClientRect();
        const at = probono.readPoints(map.probono.subject.anchors)[i];
        const here = map.latLngToContainerPoint(at);
        return [frame.x + here.x, frame.y + here.y]; }"""
    page.mouse.move(*page.evaluate(spot, 20))
    page.wait_for_selector(".pk-tip")
    named = page.evaluate("probono.current.probono.subject.names[20]")
    assert page.locator(".pk-tip strong").inner_text() == named
    style = "probono.current.probono.subject.paths[20][0].options.weight"
    assert page.evaluate(style) == 2.5
    page.mouse.move(5, 300)
    page.wait_for_selector(".pk-tip", state="detached")
    assert page.evaluate(style) < 1
    hatched = page.evaluate(
        """() => { const subject = probono.current.probono.subject;
        return Array.from(subject.fills).findIndex(fill => subject.hatched.includes(fill)); }"""
    )
    page.evaluate("i => probono.show(probono.current, i)", hatched)
    page.evaluate("probono.current.closePopup()")
    zoomed = "void probono.current.setView(probono.current.getCenter(), -2, {animate: false})"
    page.evaluate(zoomed)
    page.wait_for_timeout(100)
    colours = page.evaluate(
        """i => { const map = probono.current, item = map.probono.subject.paths[i][0];
        map.fitBounds(item.getBounds(), {animate: false});
        return new Promise(done => requestAnimationFrame(() => setTimeout(() => {
            const canvas = document.querySelector('.leaflet-pk-areas-pane canvas');
            const pen = canvas.getContext('2d'), seen = {};
            const x = canvas.width / 2 - 20, y = canvas.height / 2 - 20;
            const data = pen.getImageData(x, y, 40, 40).data;
            for (let k = 0; k < data.length; k += 4) { seen[data.slice(k, k + 3).join()] = true; }
            done(Object.keys(seen).length); }))); }""",
        hatched,
    )
    assert colours > 2
