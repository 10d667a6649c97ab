"""The page of a map as readers meet it: in Chromium, from a folder, without a network."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pypdfium2
import pytest
from PIL import Image

from probono_kit.maps.web import write_page
from tests.maps.web_models import choropleth, country, point_map, symbols

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page

    from probono_kit.maps.model import MapModel

#: Arithmetic, a flag and characters that mean something to HTML, JavaScript, Jinja or Python.
HOSTILE = (
    "{{7*7}}", "{% if 1 %}49{% endif %}", "{# 49 #}", "${7*7}", "#{7*7}", "<%= 7*7 %>", "{7*7}",
    "`${7*7}`", "Ma`rib", "C:\\users\\new", "\\u003cb\\u003e", "\\x41", "100 %", "50 % de l'eau",
    "<b>bold</b>", "<img src=x onerror=\"window.flag=1\">", "<svg onload=window.flag=1>",
    "</script><script>window.flag=1</script>", "</style><script>window.flag=1</script>",
    "\"><script>window.flag=1</script>", "'onfocus=window.flag=1 '", "javascript:window.flag=1",
    "<!-- comment", "]]>",
    "&lt;b&gt;", "&amp;", "&copy;", "';window.flag=1;//", "\";window.flag=1;//", "+alert(1)+",
    "line\u2028separator\u2029", "zero\u200bwidth", "\u202eright to left", "tab\there",
    "é è ç œ ñ", "منطقة", "नेपाल", "😀", "$&", "$1", "$`", "%s %d", "{0}", "{name}", "__proto__",
    "fetch('x')", "Import (2024)", "XMLHttpRequest", "data:text/html;base64,AAAA", "map_1",
    "<img src='https://example.org/a.png'>", "the policy names the scripts, and comes last",
    "0123456789abcdef0123456789abcdef", "constructor", "null", "NaN", "1e999",
    "=1+1", "@SUM(A1)", "' or 1=1 --", "a" * 300,
)  # fmt: skip


@pytest.fixture
def context(chromium: Browser) -> Iterator[BrowserContext]:
    made = chromium.new_context(viewport={"width": 1280, "height": 800}, locale="en-GB")
    yield made
    made.close()


@pytest.fixture
def opened(page: Page, tmp_path: Path) -> Callable[..., Page]:
    """Write a model and open it; complaints of the browser fail the test at once."""

    def open_(model: MapModel, picture: Path | None = None) -> Page:
        path = write_page(model, tmp_path / "map.html", picture=picture)
        page.on("pageerror", lambda problem: pytest.fail(str(problem)))
        page.on("console", lambda said: pytest.fail(said.text))
        page.goto(path.as_uri())
        page.wait_for_function("document.documentElement.className === 'scripts'")
        return page

    return open_


def sheet(path: Path, size: tuple[int, int] = (1754, 1240)) -> Path:
    """A picture of a map: white paper with a dark frame at its very edge."""
    picture = Image.new("RGB", size, "white")
    picture.paste("#123456", (0, 0, size[0], 30))
    picture.paste("#123456", (0, size[1] - 30, *size))
    picture.paste("#123456", (0, 0, 30, size[1]))
    picture.paste("#123456", (size[0] - 30, 0, *size))
    picture.save(path)
    return path


def paths(page: Page, pane: str) -> list[dict[str, Any]]:
    script = """pane => Array.from(document.querySelectorAll(`.leaflet-pk-${pane}-pane path`)).map(
        p => ({fill: p.getAttribute('fill'), box: p.getBoundingClientRect().toJSON()}))"""
    found: list[dict[str, Any]] = page.evaluate(script, pane)
    return found


# ---- what is drawn --------------------------------------------------------------------------


def test_every_area_is_drawn_in_its_colour_where_it_is(opened: Callable[..., Page]) -> None:
    """Fourteen areas, filled as the model says, as wide and high as they are in the projection."""
    model = choropleth()
    page = opened(model)
    drawn = paths(page, "areas")
    missing = model.areas["class_key"] == "none"
    fills = model.areas["fill"].where(~missing, "url(#pk-hatch)")
    assert [path["fill"] for path in drawn] == list(fills)
    true = model.areas.geometry.to_crs(model.crs).bounds
    wide = np.array([path["box"]["width"] for path in drawn])
    high = np.array([path["box"]["height"] for path in drawn])
    metres = np.median((true["maxx"] - true["minx"]).to_numpy() / wide)
    assert np.allclose(wide * metres, true["maxx"] - true["minx"], atol=3 * metres)
    assert np.allclose(high * metres, true["maxy"] - true["miny"], atol=3 * metres)


def test_the_whole_map_is_in_view(opened: Callable[..., Page]) -> None:
    """On a desktop and on a phone, no area is cut, and the territory fills the frame."""
    page = opened(choropleth())
    for width, height in ((1280, 800), (360, 640), (640, 360)):
        page.set_viewport_size({"width": width, "height": height})
        page.wait_for_timeout(100)
        frame = page.locator(".folium-map").bounding_box()
        assert frame is not None
        boxes = [path["box"] for path in paths(page, "areas")]
        left, right = min(b["left"] for b in boxes), max(b["right"] for b in boxes)
        top, bottom = min(b["top"] for b in boxes), max(b["bottom"] for b in boxes)
        assert frame["x"] <= left
        assert right <= frame["x"] + frame["width"]
        assert frame["y"] <= top
        assert bottom <= frame["y"] + frame["height"]
        fills = max((right - left) / frame["width"], (bottom - top) / frame["height"])
        assert fills > 0.75
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_the_scale_bar_is_as_long_as_it_says(opened: Callable[..., Page]) -> None:
    """Measured against the length of the territory in metres of its projection."""
    model = choropleth(context=None)
    page = opened(model)
    west, _, east, _ = model.areas.geometry.to_crs(model.crs).total_bounds
    boxes = [path["box"] for path in paths(page, "areas")]
    pixels = max(b["right"] for b in boxes) - min(b["left"] for b in boxes)
    bar = page.locator(".pk-scale span")
    box = bar.bounding_box()
    assert box is not None
    metres = float(bar.get_attribute("data-metres") or 0)
    assert metres == pytest.approx(box["width"] * (east - west) / pixels, rel=0.03)
    assert bar.inner_text() == f"{metres / 1000:.0f} km"


def test_circles_are_as_large_as_the_legend_says(opened: Callable[..., Page]) -> None:
    """Circles on the map and in the legend share one scale, on a desktop and on a phone."""
    model = symbols()
    page = opened(model)
    expected = sorted(model.areas["radius"].dropna(), reverse=True)
    for width in (1280, 360):
        page.set_viewport_size({"width": width, "height": 720})
        page.wait_for_timeout(100)
        map_scale = page.evaluate("probono.current.probono.scale") * 96 / 25.4
        radii = page.evaluate(
            "probono.current.probono.symbols.map(symbol => symbol.item.getRadius())"
        )
        assert radii == pytest.approx([r * map_scale for r in expected], rel=0.02)
        legend = page.evaluate(
            "Array.from(document.querySelectorAll('.sizes circle'))"
            ".map(c => c.getBBox().width / 2 * c.getScreenCTM().a)"
        )
        sizes = [size.radius * map_scale for size in model.sizes]
        assert legend == pytest.approx(sizes, rel=0.02)


def test_areas_too_small_to_see_get_a_dot(opened: Callable[..., Page]) -> None:
    """An islet beside a large country is not lost; enlarged, it shows itself."""
    model = choropleth(6)
    areas = model.areas
    islet = areas.geometry.iloc[0].centroid.buffer(0.003)
    areas.loc[areas.index[0], "geometry"] = islet
    page = opened(model)
    assert len(paths(page, "symbols")) == 1
    assert paths(page, "symbols")[0]["fill"] == areas["fill"].iloc[0]
    page.evaluate("probono.show(probono.current, 0)")
    assert page.locator(".pk-popup strong").inner_text() == "Area 1"
    page.evaluate("void probono.current.setView(probono.current.probono.specks[0].at, 1)")
    page.wait_for_timeout(400)
    assert paths(page, "symbols") == []


def test_names_do_not_lie_on_each_other(opened: Callable[..., Page]) -> None:
    """Of 200 names those are written that find room; enlarged, more of them."""
    page = opened(choropleth(200))
    script = """Array.from(document.querySelectorAll('.pk-area'))
        .filter(e => getComputedStyle(e).visibility === 'visible')
        .map(e => e.getBoundingClientRect())
        .map(b => [b.left, b.top, b.right, b.bottom])"""
    in_view = """probono.current.probono.labels.filter(
        label => label.extent && probono.current.getBounds().contains(label.at)).length"""
    shares = []
    for _ in range(2):
        boxes = np.array(page.evaluate(script))
        shares.append(len(boxes) / page.evaluate(in_view))
        left, top, right, bottom = (boxes[:, [edge]] for edge in range(4))
        apart = (right <= left.T) | (left >= right.T) | (bottom <= top.T) | (top >= bottom.T)
        assert (apart | np.eye(len(boxes), dtype=bool)).all()
        zoom = "void probono.current.setZoom(probono.current.getZoom() + 1.5, {animate: false})"
        page.evaluate(zoom)
    assert 0.2 < shares[0] < shares[1]


def test_thousands_of_features_are_painted(opened: Callable[..., Page]) -> None:
    """Above a limit the browser paints one picture instead of keeping an element for each."""
    page = opened(point_map(2500))
    assert page.locator(".leaflet-pk-symbols-pane canvas").count() == 1
    assert page.locator(".leaflet-pk-symbols-pane path").count() == 0


# ---- what readers do ------------------------------------------------------------------------


def test_pointing_and_clicking_tell_name_value_and_columns(opened: Callable[..., Page]) -> None:
    """The tooltip has name and value, the pop-up the shown columns too."""
    page = opened(choropleth())
    box = paths(page, "areas")[5]["box"]
    x, y = box["left"] + box["width"] / 2, box["top"] + box["height"] / 2
    page.mouse.move(x, y)
    value = choropleth().areas["value_text"].iloc[5]
    lines = page.locator(".pk-tip").inner_text().split()
    assert lines[:3] == ["Area", "6", value]
    page.mouse.click(x, y)
    page.wait_for_selector(".pk-popup")
    page.wait_for_selector(".pk-tip", state="detached")
    said = page.locator(".pk-popup dl").inner_text().split("\n")
    assert [line for line in said if line] == ["Wells", "71", "People served", "4,500"]
    close = page.locator(".leaflet-popup-close-button")
    assert close.get_attribute("aria-label") == "Close"


def test_the_table_leads_to_the_map_by_keyboard(opened: Callable[..., Page]) -> None:
    """A name in the table is a button: Enter opens its pop-up and says so to screen readers."""
    page = opened(choropleth(language="fr"))
    button = page.locator("tbody th button").nth(9)
    assert button.get_attribute("title") == "Montrer sur la carte"
    button.focus()
    page.keyboard.press("Enter")
    page.wait_for_selector(".pk-popup")
    assert page.locator(".pk-popup strong").inner_text() == "Area 10"
    assert page.locator(".said").text_content() == "Area 10"


def test_buttons_enlarge_reduce_and_show_everything(opened: Callable[..., Page]) -> None:
    """By mouse and by keyboard, named in the language of the page."""
    page = opened(choropleth(language="fr"))
    names = [b.get_attribute("aria-label") for b in page.locator(".leaflet-bar a").all()]
    assert names == ["Agrandir", "Réduire", "Toute la carte", "Plein écran"]
    first = page.evaluate("probono.current.getZoom()")
    page.get_by_label("Agrandir").click()
    page.wait_for_timeout(400)
    page.get_by_label("Agrandir").press(" ")
    page.wait_for_timeout(400)
    assert page.evaluate("probono.current.getZoom()") > first + 1
    page.get_by_label("Toute la carte").press("Enter")
    assert page.evaluate("probono.current.getZoom()") == pytest.approx(first)


def test_the_wheel_scrolls_the_page_until_the_map_is_meant(opened: Callable[..., Page]) -> None:
    """A reader who scrolls down is not caught by the map."""
    page = opened(choropleth())
    zoom = page.evaluate("probono.current.getZoom()")
    page.mouse.move(400, 400)
    page.mouse.wheel(0, 200)
    page.wait_for_timeout(300)
    assert page.evaluate("probono.current.getZoom()") == zoom
    assert page.evaluate("window.scrollY") > 0
    page.mouse.click(20, 500)
    page.mouse.wheel(0, -300)
    page.wait_for_timeout(500)
    assert page.evaluate("probono.current.getZoom()") > zoom


def test_reduced_motion_is_respected(context: BrowserContext, tmp_path: Path) -> None:
    """Who asked the system for less motion gets none from the map."""
    path = write_page(choropleth(), tmp_path / "map.html")
    page = context.new_page()
    page.emulate_media(reduced_motion="reduce")
    page.goto(path.as_uri())
    assert page.evaluate("probono.current.options.zoomAnimation") is False


# ---- texts from data ------------------------------------------------------------------------


def test_hostile_texts_are_shown_and_never_run(opened: Callable[..., Page]) -> None:
    """Names, values, columns, headings, titles, notes: each exactly as written, none executed."""
    count = len(HOSTILE)
    model = choropleth(count, names=HOSTILE)
    model.areas["value_text"] = HOSTILE[::-1]
    model.areas["wells"] = [f"w{text}" for text in HOSTILE]
    everything = " ".join(HOSTILE[:-1])
    headings = (("wells", HOSTILE[0]), ("people", HOSTILE[15]))
    table = model.table.assign(Area=HOSTILE, Rate=HOSTILE[::-1])
    table.columns = ["Area", "Rate", HOSTILE[0], HOSTILE[15]]
    table[HOSTILE[0]] = model.areas["wells"].to_numpy()
    model = choropleth(
        count, areas=model.areas, table=table, title=everything, subtitle=everything,
        legend_title=everything, alt_text=everything, notes=(everything, *HOSTILE),
        disclaimer=everything, shown=headings,
    )  # fmt: skip
    page = opened(model)
    assert page.evaluate("window.flag") is None
    written = page.evaluate("Array.from(document.querySelectorAll('tbody tr'), r => "
                            "Array.from(r.children, c => c.textContent))")  # fmt: skip
    assert written == [[a, b, f"w{a}", p] for a, b, p in
                       zip(HOSTILE, HOSTILE[::-1], model.areas["people"], strict=True)]  # fmt: skip
    assert page.title().split() == everything.split()
    for place in ("h1", ".subtitle", "#legend-title", "#summary", ".notes li", ".disclaimer"):
        assert page.locator(place).first.evaluate("e => e.textContent") == everything, place
    heads = page.locator("thead th").all_text_contents()
    assert heads == ["Area", "Rate", HOSTILE[0], HOSTILE[15]]
    names = page.evaluate("Array.from(document.querySelectorAll('.pk-area'), e => e.textContent)")
    assert sorted(names) == sorted(HOSTILE)
    for i, name in enumerate(HOSTILE):
        page.evaluate("i => probono.show(probono.current, i)", i)
        popup = page.locator(".pk-popup").last
        assert popup.locator("strong").text_content() == name
        assert popup.locator(".pk-value").text_content() == HOSTILE[-1 - i]
        assert popup.locator("dd").first.text_content() == f"w{name}"
        assert popup.locator("dt").all_text_contents() == [HOSTILE[0], HOSTILE[15]]
    assert page.evaluate("window.flag") is None
    assert page.locator("table b, .pk-popup b, .notes b, h1 b").count() == 0


def test_a_script_that_got_in_would_not_run(context: BrowserContext, tmp_path: Path) -> None:
    """The last lock: a script, an attribute or a picture added by hand is refused by the policy."""
    path = write_page(choropleth(), tmp_path / "map.html")
    text = path.read_text(encoding="utf-8")
    bad = (
        "<script>window.flag=1</script><img src=x onerror='window.flag=2'><img src='http://a.b/c'>"
    )
    path.write_text(text.replace("<main>", f"{bad}<main>"), encoding="utf-8")
    page = context.new_page()
    page.goto(path.as_uri())
    page.wait_for_timeout(100)
    assert page.evaluate("window.flag") is None
    assert page.locator(".leaflet-pk-areas-pane path").count() == 14


# ---- without scripts, on paper, in the dark -------------------------------------------------


def test_without_scripts_everything_can_be_read(chromium: Browser, tmp_path: Path) -> None:
    """Picture, legend, summary, table and notes; no empty frame."""
    model = choropleth()
    path = write_page(model, tmp_path / "map.html", picture=sheet(tmp_path / "map.png"))
    context = chromium.new_context(
        java_script_enabled=False, viewport={"width": 360, "height": 640}
    )
    page = context.new_page()
    page.goto(path.as_uri())
    picture = page.locator("img.picture")
    assert picture.is_visible()
    assert picture.get_attribute("alt") == model.alt_text
    assert not page.locator(".folium-map").is_visible()
    assert page.locator("tbody tr").count() == 14
    assert page.locator("tbody tr").last.is_visible()
    for text in (*model.notes, model.disclaimer, model.alt_text):
        assert page.get_by_text(text, exact=True).first.is_visible()
    context.close()


def test_when_the_script_fails_the_picture_stays(context: BrowserContext, tmp_path: Path) -> None:
    """An old browser, a damaged file: the page falls back to what works without scripts."""
    path = write_page(choropleth(), tmp_path / "map.html", picture=sheet(tmp_path / "map.png"))
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("probono.map = create;", "throw Error();"), encoding="utf-8")
    page = context.new_page()
    page.goto(path.as_uri())
    page.wait_for_timeout(100)
    assert page.locator("img.picture").is_visible()
    assert not page.locator(".folium-map").is_visible()


@pytest.mark.parametrize("size", [(1754, 1240), (1240, 1754)])
def test_on_paper_the_picture_has_a_page_of_its_own(
    opened: Callable[..., Page], tmp_path: Path, size: tuple[int, int]
) -> None:
    """A4, turned as the picture is, no edge cut; then legend and table."""
    page = opened(choropleth(), picture=sheet(tmp_path / "map.png", size))
    page.pdf(path=tmp_path / "map.pdf", prefer_css_page_size=True)
    with pypdfium2.PdfDocument(tmp_path / "map.pdf") as document:
        first = document[0]
        assert (first.get_width() > first.get_height()) == (size[0] > size[1])
        assert {round(side / 72 * 25.4) for side in first.get_size()} == {210, 297}
        pixels = np.asarray(first.render(scale=1).to_pil().convert("L")) < 100
        rows, columns = np.flatnonzero(pixels.any(axis=1)), np.flatnonzero(pixels.any(axis=0))
        # The dark frame of the picture is whole: top, bottom, left, right.
        assert pixels[rows[0] + 5, columns].mean() > 0.95
        assert pixels[rows[-1] - 5, columns].mean() > 0.95
        assert pixels[rows, columns[0] + 5].mean() > 0.95
        assert pixels[rows, columns[-1] - 5].mean() > 0.95
        texts = [page.get_textpage().get_text_range() for page in document]
    assert len(texts) == 2
    assert "35.2 – 71.2" in texts[1]
    assert "Area 14" in texts[1]
    assert "Map SEN-01" in texts[1]


def test_without_a_picture_the_drawing_is_printed(
    opened: Callable[..., Page], tmp_path: Path
) -> None:
    """Title, drawing and legend on the first page; the circles of the legend fit the drawing."""
    page = opened(symbols())
    page.pdf(path=tmp_path / "map.pdf", prefer_css_page_size=True)
    with pypdfium2.PdfDocument(tmp_path / "map.pdf") as document:
        text = document[0].get_textpage().get_text_range()
        assert "Wells by area, Saloum" in text
        assert "No data" in text
        assert "Area 9" in text


def contrast(page: Page, selector: str) -> float:
    """Ratio of luminance between the text of `selector` and what it stands on (WCAG 2)."""
    script = """selector => {
        const element = document.querySelector(selector);
        let below = element;
        const ground = e => getComputedStyle(e).backgroundColor;
        while (ground(below) === 'rgba(0, 0, 0, 0)') below = below.parentElement;
        return [getComputedStyle(element).color, ground(below)];
    }"""
    found = page.evaluate(script, selector)

    def luminance(colour: str) -> float:
        channels = [int(c) / 255 for c in colour[4:-1].split(",")]
        linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
        return float(np.dot(linear, [0.2126, 0.7152, 0.0722]))

    high, low = sorted(map(luminance, found), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_texts_stand_out_by_day_and_by_night(
    chromium: Browser, tmp_path: Path, scheme: Any
) -> None:
    """At least 4.5 to 1 everywhere; the map keeps the colours of its legend."""
    path = write_page(choropleth(), tmp_path / "map.html")
    context = chromium.new_context(color_scheme=scheme)
    page = context.new_page()
    page.goto(path.as_uri())
    for place in ("h1", ".subtitle", ".label", ".count", ".signs bdi", "#summary", ".notes h2",
                  ".notes li", ".disclaimer", "caption span", "tbody td", ".turn", ".foot p",
                  ".leaflet-bar a"):  # fmt: skip
        assert contrast(page, place) >= 4.5, place
    assert paths(page, "areas")[0]["fill"] == choropleth().areas["fill"].iloc[0]
    context.close()


def test_arabic_runs_from_right_to_left(opened: Callable[..., Page]) -> None:
    """Legend on the left of the map, buttons and scale on its right, names as they are."""
    page = opened(choropleth(language="ar", names=["منطقة كاولاك", "تياس"]))
    stage, side = page.locator(".stage").bounding_box(), page.locator(".side").bounding_box()
    bar = page.locator(".leaflet-bar").bounding_box()
    assert stage is not None
    assert side is not None
    assert bar is not None
    assert side["x"] < stage["x"]
    assert bar["x"] > stage["x"] + stage["width"] / 2
    assert page.locator("tbody th").first.inner_text() == "منطقة كاولاك"
    # Units under units: Arabic too writes the largest digit at the left.
    count = page.locator("tbody td").first
    assert count.evaluate("e => getComputedStyle(e).textAlign") == "right"


def test_a_country_of_200_areas_opens_quickly(opened: Callable[..., Page]) -> None:
    """Drawn within five seconds, also on a slow machine."""
    page = opened(choropleth(200, detail=6))
    assert len(paths(page, "areas")) == 200
    assert (
        page.evaluate("performance.timing.loadEventEnd - performance.timing.navigationStart") < 5000
    )


def test_detailed_borders_keep_their_shape(opened: Callable[..., Page]) -> None:
    """On the screen, no area is off by more than two pixels from its true outline."""
    model = choropleth(20, detail=6)
    page = opened(model)
    box = [path["box"] for path in paths(page, "areas")]
    true = country(20, detail=6).to_crs(model.crs).bounds
    metres = (true["maxx"].max() - true["minx"].min()) / (
        max(b["right"] for b in box) - min(b["left"] for b in box)
    )
    left = min(b["left"] for b in box)
    off = [b["left"] - left - (w - true["minx"].min()) / metres
           for b, w in zip(box, true["minx"], strict=True)]  # fmt: skip
    assert max(abs(o) for o in off) < 2
