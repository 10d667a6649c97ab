"""What readers do with the page of a map: choose, search, take away, print; all by keyboard too."""

from __future__ import annotations

import csv
import dataclasses
import io
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pypdfium2
import pytest
import shapely

from probono_kit.maps.model import MapModel
from probono_kit.maps.web import write_page
from tests.accessible import violations
from tests.maps.test_web_browser import HOSTILE
from tests.maps.web_models import choropleth, country, point_map, surroundings, symbols

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

DRAWN = "html.scripts tbody tr"
LAND = "#f7f4ec"


@pytest.fixture
def opened(page: Page, tmp_path: Path) -> Callable[..., Page]:
    """Write a model and open it; complaints of the browser fail the test at once."""

    def open_(model: MapModel, hash_: str = "") -> Page:
        path = write_page(model, tmp_path / "wells.html")
        page.on("pageerror", lambda problem: pytest.fail(str(problem)))
        page.on("console", lambda said: pytest.fail(said.text))
        page.goto(path.as_uri() + hash_)
        page.wait_for_selector(DRAWN)
        return page

    return open_


def shown_rows(page: Page) -> list[str]:
    """Names in the rows of the table that can be seen."""
    return page.locator("tbody tr:visible th").all_inner_texts()


def fills(page: Page, pane: str = "areas") -> list[str]:
    paths = page.locator(f".leaflet-pk-{pane}-pane path")
    found: list[str] = paths.evaluate_all("all => all.map(e => e.getAttribute('fill'))")
    return found


def downloaded(page: Page, separator: str = ",") -> list[list[str]]:
    with page.expect_download() as waiting:
        page.locator("[data-act=csv]").click()
    assert waiting.value.suggested_filename == "wells.csv"
    text = Path(waiting.value.path()).read_text(encoding="utf-8-sig")
    return list(csv.reader(io.StringIO(text), delimiter=separator))


def test_a_disputed_border_is_explained_while_it_is_in_view(opened: Callable[..., Page]) -> None:
    """Should fail if the legend spoke of a line that nobody sees, or kept silent of one."""
    areas = country()
    east = areas.total_bounds[2]
    far = shapely.LineString([(east + 1.2, 14.4), (east + 1.6, 14.6)])
    context = surroundings(areas)
    disputed = context.disputed.set_geometry([far])
    page = opened(choropleth(context=dataclasses.replace(context, disputed=disputed)))
    sign = page.locator("[data-sign=disputed]")
    assert not sign.is_visible()
    page.evaluate("probono.current.setMaxBounds(null).panBy([900, 0], { animate: false })")
    assert sign.is_visible()
    page.evaluate("probono.current.panBy([-900, 0], { animate: false })")
    assert not sign.is_visible()


# ---- choosing -------------------------------------------------------------------------------


def test_a_line_of_the_legend_hides_its_class_everywhere(opened: Callable[..., Page]) -> None:
    """Map, table, chart and count show the same features, and all of them again."""
    model = choropleth()
    page = opened(model)
    line = page.locator("[data-class='4'] button")
    assert line.get_attribute("aria-pressed") == "true"
    line.click()
    page.mouse.move(5, 5)
    kept = model.areas["class_key"] != "4"
    assert line.get_attribute("aria-pressed") == "false"
    assert shown_rows(page) == list(model.areas["name"][kept])
    assert [f == LAND for f in fills(page)] == list(~kept)
    assert page.locator(".found bdi").inner_text() == f"{kept.sum()} of 14 are shown."
    assert page.locator(".bar-count").nth(4).inner_text() == "0 of 3"
    page.get_by_role("button", name="Show all").click()
    assert len(shown_rows(page)) == 14
    assert LAND not in fills(page)


def test_a_bar_of_the_chart_shows_its_class_alone(opened: Callable[..., Page]) -> None:
    """By keyboard: Enter shows one class, Enter again all."""
    model = choropleth()
    page = opened(model)
    bar = page.locator(".bar").nth(1)
    bar.focus()
    page.keyboard.press("Enter")
    assert shown_rows(page) == list(model.areas["name"][model.areas["class_key"] == "1"])
    assert bar.get_attribute("aria-pressed") == "true"
    page.keyboard.press("Enter")
    assert len(shown_rows(page)) == 14


def test_pointing_at_a_class_lights_its_features(opened: Callable[..., Page]) -> None:
    """As long as the mouse is on its line, the others are plain land; the table stays."""
    model = choropleth()
    page = opened(model)
    page.locator("[data-class='2'] button").hover()
    assert [f != LAND for f in fills(page)] == list(model.areas["class_key"] == "2")
    assert len(shown_rows(page)) == 14
    page.mouse.move(5, 5)
    assert LAND not in fills(page)


def test_circles_of_what_is_hidden_are_gone(opened: Callable[..., Page]) -> None:
    """On a map of circles too, and the search finds names without their accents."""
    model = symbols()
    model.areas["name"] = [f"Thiès {i}" for i in range(14)]
    model.table["Area"] = model.areas["name"].to_numpy()
    page = opened(model)
    page.fill("#search", "thies 1")
    page.locator(".found bdi", has_text="5 of 14").wait_for()
    assert shown_rows(page) == [f"Thiès {i}" for i in (1, 10, 11, 12, 13)]
    drawn = fills(page, "symbols")
    assert sum(fill != "none" for fill in drawn) == 2  # circles of 1 and 10: 11 to 13 have none


def test_enter_goes_from_match_to_match(opened: Callable[..., Page]) -> None:
    """The pop-up opens at the first, then at the next, and begins again; nothing found is said."""
    page = opened(point_map(60))
    page.fill("#search", "well 5")
    page.locator(".found bdi", has_text="11 of 60").wait_for()
    told = []
    for _ in range(3):
        page.keyboard.press("Enter")
        told.append(page.locator(".pk-popup strong").last.inner_text())
        page.wait_for_timeout(300)
    assert told == ["Well 5", "Well 50", "Well 51"]
    page.fill("#search", "nowhere")
    page.locator(".found bdi", has_text="Nothing of this").wait_for()
    assert shown_rows(page) == []
    page.wait_for_selector(".pk-popup", state="detached")


def test_columns_of_few_words_can_be_chosen_from(opened: Callable[..., Page]) -> None:
    """A column of regions gets a list; one that the legend tells apart, or of numbers, does not."""
    model = point_map(60)
    region = [("Nord", "Sud", "")[i % 3] for i in range(60)]
    table = model.table.assign(Region=region)
    page = opened(point_map(60, table=table))
    assert page.locator(".choices select").count() == 1
    assert page.locator(".choices option").all_inner_texts() == ["All", "(empty)", "Nord", "Sud"]
    page.get_by_label("Region").select_option("Sud")
    assert shown_rows(page) == [f"Well {i}" for i in range(60) if region[i] == "Sud"]
    page.get_by_label("Region").select_option("(empty)")
    assert len(shown_rows(page)) == 20


def test_thousands_are_filtered_as_few_are(opened: Callable[..., Page]) -> None:
    """On a page of compressed facts: fifty rows of what is left, and the file holds all of it."""
    page = opened(point_map(2500))
    page.locator("[data-class='1'] button").click()
    assert page.locator(".pager span").inner_text() == "Rows 1 to 50 of 1,250"
    assert shown_rows(page)[:3] == ["Well 0", "Well 2", "Well 4"]
    assert len(downloaded(page)) == 1251


# ---- map and table, both ways ---------------------------------------------------------------


def test_map_table_and_chart_point_at_each_other(opened: Callable[..., Page]) -> None:
    """The mouse on an area marks its row, bar and class; on a row, the area."""
    model = choropleth()
    page = opened(model)
    box = page.locator(".leaflet-pk-areas-pane path").nth(5).bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    assert page.locator("tr.pointed th").inner_text() == "Area 6"
    key = model.areas["class_key"].iloc[5]
    assert page.locator(f"[data-class='{key}'] .pointed").count() == 1
    assert page.locator(".bar.pointed .bar-label").inner_text() == model.classes[int(key)].label
    page.locator("tbody tr").nth(2).hover()
    strokes = page.evaluate(
        "[...document.querySelectorAll('.leaflet-pk-areas-pane path')].filter("
        "e => e.getAttribute('stroke') === '#111').length"
    )
    assert strokes == 1


def test_the_map_is_read_by_keyboard(opened: Callable[..., Page]) -> None:
    """Arrows move it, Enter tells what is in the middle, Escape leaves the pop-up."""
    page = opened(choropleth())
    frame = page.locator(".folium-map")
    assert "Enter tells what is in the middle" in str(frame.get_attribute("aria-label"))
    frame.focus()
    page.keyboard.press("Enter")
    middle = page.locator(".pk-popup strong").inner_text()
    assert page.evaluate("document.activeElement.closest('.pk-popup') !== null")
    page.keyboard.press("Escape")
    page.wait_for_selector(".pk-popup", state="detached")
    assert page.evaluate("document.activeElement.className").startswith("folium-map")
    for _ in range(4):
        page.keyboard.press("ArrowRight")
        page.wait_for_timeout(350)
    page.keyboard.press("Enter")
    assert page.locator(".pk-popup strong").last.inner_text() != middle


def test_full_screen_and_back(opened: Callable[..., Page]) -> None:
    """The map fills the screen; its button then says how to leave."""
    page = opened(choropleth())
    page.get_by_role("button", name="Full screen").click()
    page.wait_for_selector("html.full")
    box = page.locator(".folium-map").bounding_box()
    assert box is not None
    assert box["width"] == page.evaluate("window.innerWidth")
    assert box["height"] == page.evaluate("window.innerHeight")
    page.get_by_role("button", name="Leave full screen").click()
    page.wait_for_selector("html:not(.full)")


def test_where_there_is_nothing_to_compare_there_is_no_chart(opened: Callable[..., Page]) -> None:
    """Circles of all sizes are one class: a bar for all of them would say nothing."""
    page = opened(symbols())
    assert page.locator(".chart").is_hidden()
    assert page.locator(".bar").count() == 0


# ---- taking away ----------------------------------------------------------------------------


def test_the_file_holds_what_is_shown_and_no_formula(opened: Callable[..., Page]) -> None:
    """Hostile texts come out as they are, those that a spreadsheet would run with an apostrophe."""
    count = len(HOSTILE)
    model = choropleth(count, names=HOSTILE)
    table = model.table.assign(Area=HOSTILE)
    page = opened(choropleth(count, names=HOSTILE, table=table))
    rows = downloaded(page)
    assert rows[0] == list(table.columns)
    guarded = [f"'{text}" if text[0] in "=@" or text == "+alert(1)+" else text for text in HOSTILE]
    assert [row[0] for row in rows[1:]] == [text.replace("\r", "") for text in guarded]


def test_numbers_are_written_as_spreadsheets_read_them(opened: Callable[..., Page]) -> None:
    """In French with ; and decimal comma, no spaces between thousands; only what is shown."""
    model = choropleth(language="fr")
    page = opened(model)
    page.locator("[data-class='none'] button").click()
    rows = downloaded(page, ";")
    assert len(rows) == 14
    assert rows[2][3] == "900"
    assert rows[-1] == ["Area 14", model.areas["value_text"].iloc[13], rows[-1][2], "11700"]


def test_a_link_leads_to_the_same_view(opened: Callable[..., Page], page: Page) -> None:
    """Part of the map, classes, words and the pop-up: all in what stands after the #."""
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    made = opened(choropleth())
    made.locator("[data-class='0'] button").click()
    made.fill("#search", "area 1")
    made.locator(".found bdi", has_text="of 14").wait_for()
    made.evaluate("probono.show(probono.current, 12)")
    made.wait_for_timeout(300)
    made.evaluate("void probono.current.setZoom(probono.current.getZoom() + 1, {animate: false})")
    made.wait_for_timeout(300)
    rows, middle = shown_rows(made), made.evaluate("probono.current.getCenter()")
    made.locator("[data-act=link]").click()
    made.locator(".link span", has_text="copied").wait_for()
    link = made.evaluate("navigator.clipboard.readText()")
    assert "#view=" in link
    made.goto("about:blank")
    made.goto(link)
    made.wait_for_selector(DRAWN)
    assert shown_rows(made) == rows
    assert made.locator(".pk-popup strong").inner_text() == "Area 13"
    now: Any = made.evaluate("probono.current.getCenter()")
    assert abs(now["lat"] - middle["lat"]) < 200
    assert abs(now["lng"] - middle["lng"]) < 200


def test_a_strange_link_does_no_harm(opened: Callable[..., Page]) -> None:
    """What no link of ours would say is passed over."""
    page = opened(
        choropleth(), "#view=1,2,x&without=99,%E0%A4%A&at=5000&column77=a&column__proto__=b&find=%"
    )
    assert len(shown_rows(page)) == 14
    assert page.locator(".pk-popup").count() == 0


def test_what_is_shown_is_what_is_printed(opened: Callable[..., Page], tmp_path: Path) -> None:
    """One class chosen: the sheet says how much of the whole it shows, and has no buttons."""
    model = choropleth()
    page = opened(model)
    page.locator(".bar").nth(4).click()
    page.emulate_media(media="print")
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    page.pdf(path=tmp_path / "map.pdf", prefer_css_page_size=True)
    with pypdfium2.PdfDocument(tmp_path / "map.pdf") as document:
        texts = [each.get_textpage().get_text_range() for each in document]
    names = model.areas["name"][model.areas["class_key"] == "4"]
    everything = "\n".join(texts)
    assert len(texts) <= 2
    assert "3 of 14 are shown." in everything
    assert all(name in everything for name in names)
    for button in ("Download as CSV", "Print", "Show all", "Search"):
        assert button not in everything
    page.evaluate("window.dispatchEvent(new Event('afterprint'))")
    assert page.evaluate("document.body.className") == "has-drawing landscape filtered"


# ---- for everybody --------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["areas", "circles", "arabic"])
def test_axe_finds_nothing(chromium: Browser, tmp_path: Path, kind: str) -> None:
    """WCAG 2.2 A and AA and good practice, by day and by night, on a desk and on a phone."""
    models: dict[str, Callable[[], MapModel]] = {
        "areas": choropleth,
        "circles": symbols,
        "arabic": lambda: choropleth(language="ar", names=["منطقة كاولاك", "تياس"]),
    }
    assert violations(chromium, write_page(models[kind](), tmp_path / f"{kind}.html")) == []


def test_axe_finds_nothing_in_use(opened: Callable[..., Page]) -> None:
    """With a pop-up open, a class hidden, and a search without result."""
    from importlib import resources

    page = opened(choropleth())
    page.locator("[data-class='0'] button").click()
    page.evaluate("probono.show(probono.current, 12)")
    page.locator("[data-act=link]").click()
    page.wait_for_timeout(300)
    page.evaluate((resources.files("axe_playwright_python") / "axe.min.js").read_text("utf-8"))
    told: Any = page.evaluate("axe.run(document, {runOnly: ['wcag2a', 'wcag2aa', 'wcag22aa']})")
    assert [(v["id"], v["nodes"][0]["html"][:150]) for v in told["violations"]] == []


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("fr", ["Télécharger en CSV", "Éléments affichés\u00a0: 1\u202f200, soit tous."]),
        ("es", ["Descargar en CSV", "Se muestran 1200: todos."]),
        ("ar", ["تنزيل بصيغة CSV", "المعروض: 1,200، أي الكل."]),
    ],
)
def test_the_tools_speak_the_language_of_the_map(
    opened: Callable[..., Page], language: str, words: list[str]
) -> None:
    """In the page as in what scripts say, numbers as readers write them."""
    page = opened(point_map(1200, language=language))
    button, found = words
    assert page.locator("[data-act=csv]").inner_text() == button
    assert page.locator(".found bdi").inner_text() == found
    said = page.locator(".tools, .chart, .pager").all_inner_texts()
    assert not [w for w in ("Search", "Show", "Print", "Copy link", "Rows") if w in str(said)]


def test_everything_can_be_reached_on_a_small_phone(opened: Callable[..., Page]) -> None:
    """360 pixels: nothing sticks out, and whatever can be pressed is 24 pixels high at least."""
    page = opened(choropleth())
    page.set_viewport_size({"width": 360, "height": 640})
    page.wait_for_timeout(200)
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    low = page.evaluate(
        "[...document.querySelectorAll('button, input, select, .leaflet-bar a')].filter("
        "e => e.offsetParent && !e.matches('.turn') && e.getBoundingClientRect().height < 24"
        ").map(e => e.outerHTML)"
    )
    assert low == []
