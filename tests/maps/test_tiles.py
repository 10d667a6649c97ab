"""The online background of a web map: never before a click, from one host, and where it belongs."""

from __future__ import annotations

import dataclasses
import io
import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely
from PIL import Image

from probono_kit.engagement import validate_parameters
from probono_kit.maps import MapSpec, resolve
from probono_kit.maps.model import MapModel
from probono_kit.maps.projection import choose_crs, forward
from probono_kit.maps.tiles import check_tiles, read_tiles, tile_names
from probono_kit.maps.web import write_page
from probono_kit.maps.web_layers import grid_of
from probono_kit.maps.web_tiles import projection_of
from tests.accessible import violations
from tests.maps.made import CREDITS
from tests.maps.web_models import choropleth, point_map, symbols

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page, Route

ADDRESS = "https://{s}.tiles.example.org/base/{z}/{x}/{y}.png"
CREDIT = "© Example & <friends>"
SITE = "https://maps.example.org/wells.html"
SIZE = 256


def with_tiles(model: MapModel, tiles: str = ADDRESS, credit: str = CREDIT) -> MapModel:
    return dataclasses.replace(model, tiles=read_tiles(tiles, credit))


# ---- what a brief may ask for --------------------------------------------------------------------

TWENTY = "a1b2c3d4e5f6a7b8c9d0"


@pytest.mark.parametrize(
    ("tiles", "codes"),
    [
        ("openstretmap", ["unknown"]),
        ("http://t.example.org/{z}/{x}/{y}.png", ["not_https", "no_credit"]),
        ("//t.example.org/{z}/{x}/{y}.png", ["not_https", "no_credit"]),
        ("https://t.example.org/{z}/{x}.png", ["no_place", "no_credit"]),
        ("https://t.example.org/{z}/{x}/{-y}.png", ["no_place", "placeholder", "no_credit"]),
        ("https://{z}.{x}.{y}.example.org/a.png", ["address", "no_place", "no_credit"]),
        ("https://t.example.org/{z}/{x}/{y}.png?key=abc", ["secret", "no_credit"]),
        ("https://t.example.org/{z}/{x}/{y}.png?apikey={apikey}", ["secret", "no_credit"]),
        ("https://t.example.org/{z}/{x}/{y}.png?k=<your key>", ["secret", "no_credit"]),
        ("https://me:word@t.example.org/{z}/{x}/{y}.png", ["secret", "no_credit"]),
        (f"https://t.example.org/{TWENTY}/{{z}}/{{x}}/{{y}}.png", ["secret", "no_credit"]),
        ("https://t.example.org/{z}/{x}/{y}.png' 'unsafe-eval'", ["address", "no_credit"]),
        ("https://*.example.org/{z}/{x}/{y}.png", ["address", "no_credit"]),
        ("https://[/{z}/{x}/{y}.png", ["address"]),
    ],
)
def test_an_address_that_will_not_do_is_refused_with_all_that_is_wrong(
    tiles: str, codes: list[str]
) -> None:
    """Should fail if one mistake hid another, or if a key were repeated in what is said of it."""
    found = check_tiles(tiles)
    assert [each.code for each in found] == [f"map.tiles_{code}" for code in codes]
    assert read_tiles(tiles) is None
    said = " ".join(each.as_text(language) for each in found for language in ("en", "fr"))
    assert not re.search(rf"=abc|word|unsafe|{TWENTY}", said.replace("password", ""))


@pytest.mark.parametrize("name", tile_names())
def test_backgrounds_with_a_name_need_no_key_and_name_who_made_them(name: str) -> None:
    """Should fail if xyzservices moved one to an address that the page could not ask."""
    tiles = read_tiles(name)
    assert tiles is not None
    assert "OpenStreetMap" in tiles.credit_text
    assert 15 <= tiles.closest <= 22
    assert [each.code for each in check_tiles(name) if each.severity.value == "error"] == []
    assert [each.code for each in check_tiles(tiles.template, tiles.credit_text)] == [
        "map.tiles_online"
    ]


def test_a_brief_hears_of_it_before_anything_runs() -> None:
    """A key in a brief is refused before a kernel could write it anywhere."""
    given = {"tiles": "https://t.example.org/{z}/{x}/{y}.png?token=abc", "value": "n"}
    _, found = validate_parameters("interactive_map", given)
    codes = {each.code: each.where for each in found}
    assert codes["map.tiles_secret"].endswith("tiles")
    assert codes["map.tiles_no_credit"].endswith("tiles_credit")


# ---- the page, not yet switched on ---------------------------------------------------------------


def policy_of(text: str) -> str:
    found = re.search(r'Content-Security-Policy" content="([^"]+)"', text)
    assert found
    return found[1]


def test_a_page_without_it_holds_no_byte_of_it(tmp_path: Path) -> None:
    """Should fail if pages that ask for nothing had to carry the script or a wider policy."""
    text = write_page(choropleth(), tmp_path / "a.html").read_text(encoding="utf-8")
    assert not re.search(r"mercator|probono\.tiles|online|pk-tiles|https?:[^ ]*\{z\}", text)
    assert "img-src data: blob:;" in policy_of(text)


def test_a_page_names_whom_it_may_ask_and_allows_nobody_else(tmp_path: Path) -> None:
    """Should fail if more hosts, or more than pictures, were allowed, or the text kept silent."""
    model = with_tiles(choropleth())
    path = write_page(model, tmp_path / "a.html")
    text = path.read_text(encoding="utf-8")
    hosts = " ".join(f"https://{letter}.tiles.example.org" for letter in "abc")
    assert f"img-src data: blob: {hosts};" in policy_of(text)
    assert policy_of(text).count("https:") == 3
    assert text.count("Only the online background asks tiles.example.org") == 1
    assert "only while it is switched on: © Example &amp; &lt;friends&gt;" in text
    again = write_page(model, tmp_path / "b.html")
    assert again.read_bytes() == path.read_bytes()


@pytest.mark.parametrize("language", ["ar"])
def test_nobody_is_kept_out(chromium: Browser, tmp_path: Path, language: str) -> None:
    """axe-core finds nothing to object to in the switch and what is said beside it."""
    model = with_tiles(choropleth(language=language), "humanitarian", "")
    assert violations(chromium, write_page(model, tmp_path / "a.html")) == []


# ---- the page, switched on -----------------------------------------------------------------------


def dotted_tile(places: np.ndarray[Any, Any], zoom: int, x: int, y: int) -> bytes:
    """Draw a white tile with a red dot at each of `places` (degrees)."""
    count = 2**zoom
    # The first tile of the world is the neighbour of the last one.
    places = np.vstack([places + np.array([turn, 0]) for turn in (-360, 0, 360)])
    across = ((places[:, 0] + 180) / 360 * count - x) * SIZE
    down = ((0.5 - np.arcsinh(np.tan(np.radians(places[:, 1]))) / (2 * np.pi)) * count - y) * SIZE
    rows, columns = np.mgrid[0:SIZE, 0:SIZE] + 0.5
    picture = np.full((SIZE, SIZE, 3), 255, np.uint8)
    for left, top in zip(across, down, strict=True):
        if -8 < left < SIZE + 8 and -8 < top < SIZE + 8:
            near = np.clip(4.5 - np.hypot(columns - left, rows - top), 0, 1)
            picture[..., 1:] = np.minimum(picture[..., 1:], (255 * (1 - near[..., None])))
    file = io.BytesIO()
    Image.fromarray(picture).save(file, "PNG")
    return file.getvalue()


class Opened:
    """A page on a website, and everything that it asks other machines for."""

    def __init__(self, page: Page, path: Path, model: MapModel) -> None:
        self.page, self.model = page, model
        self.asked: list[str] = []
        self.told: set[str] = set()
        self.answers = True
        west, south, east, north = model.extent
        longitude, latitude = np.meshgrid(
            np.linspace(west, east, 7)[1:-1], np.linspace(south, north, 5)[1:-1]
        )
        self.places = np.column_stack([longitude.ravel(), latitude.ravel()])
        page.route("**/*", self.answer)
        self.html = path.read_text(encoding="utf-8")
        page.goto(SITE)
        page.wait_for_selector("html.scripts tbody tr")

    def answer(self, route: Route) -> None:
        address = route.request.url
        if address.partition("#")[0] == SITE:
            route.fulfill(body=self.html, content_type="text/html; charset=utf-8")
            return
        self.asked.append(address)
        self.told.add(route.request.headers.get("referer", ""))
        tile = re.fullmatch(
            r"https://[abc]\.tiles\.example\.org/base/(\d+)/(\d+)/(\d+)\.png", address
        )
        if not (tile and self.answers):
            route.abort()
            return
        body = dotted_tile(self.places, *map(int, tile.groups()))
        route.fulfill(body=body, content_type="image/png")

    def wait(self, text: str) -> None:
        """Wait until the page says `text`, and no tile is on its way."""
        self.page.wait_for_function(
            "t => document.querySelector('.online-said').textContent.includes(t)", arg=text
        )
        asked = -1
        while asked != len(self.asked):
            asked = len(self.asked)
            self.page.wait_for_timeout(120)

    def off(self) -> float:
        """Return by how many pixels the dots of the tiles are off their places on the map."""
        x, y = forward(self.model.crs).transform(
            (self.places[:, 0] + 180) % 360 - 180, self.places[:, 1]
        )
        grid = grid_of(self.model)
        cells = np.column_stack([(x - grid.west) / grid.cell, (y - grid.south) / grid.cell])
        pixels = np.array(
            self.page.evaluate(
                "all => all.map(([x, y]) => { const m = probono.current, p = m.project([y, x]);"
                " const corner = m.layerPointToContainerPoint([0, 0]);"
                " const at = p.subtract(m.getPixelOrigin()).add(corner);"
                " return [at.x, at.y]; })",
                cells.tolist(),
            )
        )
        shot = self.page.locator(".folium-map").screenshot(animations="disabled")
        seen = np.asarray(Image.open(io.BytesIO(shot)).convert("RGB")).astype(float)
        high, wide = seen.shape[:2]
        red = np.clip(seen[..., 0] - seen[..., 1], 0, None)
        worst, found = 0.0, 0
        for left, top in pixels:
            if not (14 < left < wide - 14 and 14 < top < high - 14):
                continue
            column, row = int(left) - 11, int(top) - 11
            part = red[row : row + 23, column : column + 23]
            assert part.max() > 100, "no dot where one belongs"
            down, across = (np.mgrid[0:23, 0:23] + 0.5) * part / part.sum()
            worst = max(
                worst, float(np.hypot(across.sum() + column - left, down.sum() + row - top))
            )
            found += 1
        assert found, "none of the places is in view"
        return worst


@pytest.fixture
def website(chromium: Browser) -> Iterator[Page]:
    context = chromium.new_context(viewport={"width": 1000, "height": 700}, locale="en-GB")
    page = context.new_page()
    page.on("pageerror", lambda problem: pytest.fail(str(problem)))
    yield page
    context.close()


#: All but the background is out of sight, to be measured.
ALONE = (
    ".leaflet-map-pane > :not(.leaflet-pk-tiles-pane), .leaflet-control-container"
    " { opacity: 0 !important } .leaflet-pk-tiles-pane { filter: none !important }"
    # A map that begins on a whole pixel.
    " .head { display: none }"
)


def test_nothing_is_asked_before_a_click_and_then_one_host_and_tiles_lie_where_they_belong(
    website: Page, tmp_path: Path
) -> None:
    """Should fail if a reader's place leaked unasked, or if the background were a pixel off."""
    model = with_tiles(choropleth())
    opened = Opened(website, write_page(model, tmp_path / "a.html"), model)
    website.evaluate("probono.current.setZoomAround(probono.current.getCenter(), -3)")
    website.evaluate("probono.fit(probono.current)")
    website.wait_for_timeout(200)
    assert opened.asked == []
    box = website.get_by_label("Show tiles.example.org below the map")
    assert not box.is_checked()
    box.focus()
    website.keyboard.press("Space")
    opened.wait("comes from tiles.example.org")
    assert 5 < len(opened.asked) < 60
    assert len(set(opened.asked)) == len(opened.asked)
    assert opened.told == {"https://maps.example.org/"}
    assert {re.sub(r"/base.*", "", each)[-18:] for each in opened.asked} == {".tiles.example.org"}
    website.add_style_tag(content=ALONE)
    assert opened.off() < 0.5
    website.evaluate("probono.current.setZoomAround([9000, 8000], -1.3, { animate: false })")
    opened.wait("comes from")
    assert opened.off() < 0.5
    credit = website.locator(".folium-map .online-credit")
    assert credit.inner_text() == CREDIT

    website.emulate_media(media="print")
    website.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    assert website.locator(".pk-online").count() == 0
    assert not website.locator(".leaflet-pk-tiles-pane").is_visible()
    website.emulate_media(media="screen")
    website.evaluate("window.dispatchEvent(new Event('afterprint'))")
    assert website.locator(".pk-online").count() == 1

    asked = len(opened.asked)
    website.get_by_label("Show tiles.example.org below the map").uncheck()
    website.evaluate("probono.fit(probono.current)")
    website.wait_for_timeout(300)
    assert len(opened.asked) == asked
    assert not credit.is_visible()
    assert website.locator(".pk-online").count() == 0

    website.reload()
    website.wait_for_selector("html.scripts tbody tr")
    assert not website.locator("#online").is_checked()
    blocked = website.evaluate(
        "new Promise(done => { document.addEventListener('securitypolicyviolation', e =>"
        " done(e.blockedURI)); new Image().src = 'https://tiles.example.org/1.png'; })"
    )
    assert blocked == "https://tiles.example.org/1.png"
    assert len(opened.asked) == asked


def test_without_a_network_the_map_stays_as_it_is_and_says_so(
    website: Page, tmp_path: Path
) -> None:
    """Should fail if land or colours went away for tiles that never come."""
    model = with_tiles(symbols())
    opened = Opened(website, write_page(model, tmp_path / "a.html"), model)
    opened.answers = False
    before = website.locator(".folium-map").screenshot()
    website.check("#online")
    opened.wait("tiles.example.org cannot be reached: the map stays as it is.")
    assert website.locator(".online-said").get_attribute("role") == "status"
    website.locator(".folium-map").hover(position={"x": 500, "y": 3})
    assert website.locator(".folium-map").screenshot() == before
    opened.answers = True
    website.evaluate("probono.current.panBy([40, 0], { animate: false })")
    opened.wait("comes from")
    land = website.locator(".leaflet-pk-surroundings-pane path").first
    assert land.get_attribute("fill") == "none"
    website.uncheck("#online")
    assert land.get_attribute("fill") != "none"


def test_a_page_of_thousands_that_is_packed_has_its_background_too(
    website: Page, tmp_path: Path
) -> None:
    """Should fail if the script or the host were missing where facts are compressed."""
    model = with_tiles(point_map(2500))
    opened = Opened(website, write_page(model, tmp_path / "a.html"), model)
    website.check("#online")
    opened.wait("comes from")
    website.add_style_tag(content=ALONE)
    assert opened.off() < 0.5


WORLD = [(-168.0, -54.0, -60.0, 78.0), (-60.0, -54.0, 60.0, 78.0), (60.0, -54.0, 168.0, 78.0)]
FIJI = [(176.0, -19.0, 178.5, -16.0), (178.5, -19.0, 180.0, -16.0), (-180.0, -19.0, -178.0, -16.0)]


@pytest.mark.parametrize("boxes", [WORLD, FIJI], ids=["world", "date line"])
def test_tiles_lie_where_they_belong_around_the_world_and_across_the_date_line(
    website: Page, tmp_path: Path, boxes: list[tuple[float, float, float, float]]
) -> None:
    """Should fail if pieces were too large to be bent as one, or a half of Fiji had no tiles."""
    names = ["A", "B", "C"]
    shapes = [shapely.segmentize(shapely.box(*each), 2) for each in boxes]
    areas = gpd.GeoDataFrame({"area_name": names}, geometry=shapes, crs=4326)
    spec = MapSpec(
        title="x", value="n", labels=False, tiles=ADDRESS, tiles_credit=CREDIT, credits=CREDITS
    )
    table = pd.DataFrame({"area_name": names, "n": [1, 2, 3]})
    model = resolve(spec, areas=areas, table=table, base=False)
    opened = Opened(website, write_page(model, tmp_path / "a.html"), model)
    website.check("#online")
    opened.wait("comes from")
    website.add_style_tag(content=ALONE)
    assert opened.off() < 0.5


def test_a_host_that_refuses_files_is_not_asked_from_one(page: Page, tmp_path: Path) -> None:
    """OpenStreetMap would answer with pictures of a refusal; the switch says it before."""
    path = write_page(with_tiles(symbols(), "openstreetmap", ""), tmp_path / "a.html")
    page.goto(path.as_uri())
    page.wait_for_selector("html.scripts tbody tr")
    assert page.locator("#online").is_disabled()
    said = page.locator(".online-said").inner_text()
    assert said.startswith("tile.openstreetmap.org answers only pages of a website")


EXTENTS = {
    "laea": (-17.5, 12.3, -11.4, 16.7),
    "laea, across the date line": (177.0, -19.0, 182.0, -16.0),
    "aea": (27.0, 41.0, 190.0, 78.0),
    "aea, south": (-20.0, -40.0, 40.0, -20.0),
    "cea": (95.0, -11.0, 141.0, 6.0),
    "eqearth": (-180.0, -60.0, 180.0, 84.0),
}


def test_every_projection_of_maps_is_turned_back_as_pyproj_does(page: Page, tmp_path: Path) -> None:
    """The formulas of the script agree with PROJ to a millimetre and less of a pixel anywhere."""
    page.goto(write_page(with_tiles(symbols()), tmp_path / "a.html").as_uri())
    page.wait_for_selector("html.scripts")
    for name, (west, south, east, north) in EXTENTS.items():
        crs = choose_crs((west, south, east, north))
        projection = projection_of(crs)
        assert projection["kind"] == name.partition(",")[0]
        longitude, latitude = (
            part.ravel()
            for part in np.meshgrid(
                np.linspace(west, east, 14)[1:-1], np.linspace(south, north, 12)
            )
        )
        x, y = forward(crs).transform((longitude + 180) % 360 - 180, latitude)
        layer = {"projection": projection, "west": 0, "south": 0, "cell": 1}
        told = page.evaluate(
            "([layer, all]) => { const to = probono.mercatorOf(layer);"
            " return all.map(([x, y]) => to(x, y)); }",
            [layer, np.column_stack([x, y]).tolist()],
        )
        right = np.column_stack(
            [
                (longitude + 180) / 360,
                0.5 - np.arcsinh(np.tan(np.radians(latitude))) / (2 * np.pi),
            ]
        )
        off = np.asarray(told, dtype=float) - right
        off[:, 0] -= np.rint(off[:, 0])
        # In metres of Web Mercator at the equator, of which a millimetre is no pixel anywhere.
        assert np.abs(off).max() * 40_075_017 < 0.05, name
