"""Any folium map through the door: everything inside, or a finding that says what is not."""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import branca
import folium
import geopandas as gpd
import pandas as pd
import pytest
from branca.element import Element, IFrame
from folium import plugins
from folium.utilities import JsCode

from probono_kit.errors import ProbonoError
from probono_kit.maps import offline_assets
from probono_kit.maps.offline_css import addresses, without_addresses
from probono_kit.maps.offline_markup import inline, inline_script, remaining, scripts_of
from probono_kit.maps.offline_page import map_parts, offline

if TYPE_CHECKING:
    from playwright.sync_api import Page

AREA: dict[str, Any] = {
    "type": "FeatureCollection",
    "features": [
        {
            "type": "Feature",
            "id": "0",
            "properties": {"name": "Fatick"},
            "geometry": {
                "type": "Polygon",
                "coordinates": [[[-15, 14], [-14, 14], [-14, 15], [-15, 15], [-15, 14]]],
            },
        }
    ],
}
ROUTE: dict[str, Any] = {
    "type": "FeatureCollection",
    "features": [
        {
            "type": "Feature",
            "properties": {"times": ["2025-01-01", "2025-02-01"]},
            "geometry": {"type": "LineString", "coordinates": [[-15, 14], [-14, 14]]},
        }
    ],
}


def a_map(*children: Element) -> folium.Map:
    """What a volunteer makes: a map without tiles, and layers on it."""
    made = folium.Map([14.5, -14.5], zoom_start=8, tiles=None)
    for child in children:
        child.add_to(made)
    return made


def refused(*children: Element) -> list[tuple[str, str]]:
    with pytest.raises(ProbonoError) as caught:
        offline(a_map(*children))
    return [
        (found.code, str(found.values.get("what") or found.values.get("address")))
        for found in caught.value.findings
    ]


# ---- every address that folium knows --------------------------------------------------------


def addresses_in_folium() -> Iterator[tuple[str, str]]:
    """Class and address of every script and style that folium's own code names."""
    for package in (folium, branca):
        for path in sorted(Path(package.__file__).parent.rglob("*.py")):
            for top in ast.parse(path.read_text(encoding="utf-8")).body:
                for node in ast.walk(top):
                    if (
                        isinstance(node, (ast.Tuple, ast.Call))
                        and (text := _link(node)) is not None
                    ):
                        yield getattr(top, "name", path.stem), text


def _link(node: ast.Tuple | ast.Call) -> str | None:
    """Give the address in ``(name, address)`` or ``JavascriptLink(address)``."""
    if isinstance(node, ast.Call):
        name = getattr(node.func, "id", "")
        items = node.args if name in ("JavascriptLink", "CssLink") else []
    else:
        items = node.elts[1:2] if len(node.elts) == 2 else []
    values = [item.value for item in items if isinstance(item, ast.Constant)]
    text = next((value for value in values if isinstance(value, str)), "")
    return text if re.match(r"https?://.*(\.js|\.css|terminator|vega[\w-]*@\d)$", text) else None


def test_every_address_in_folium_is_installed_or_belongs_to_what_is_refused() -> None:
    """An update of folium that names something new is noticed here, not by an NGO."""
    found = set(addresses_in_folium())
    assert len({address for _, address in found}) > 70
    unknown = {owner for owner, address in found if not offline_assets.is_known(address)}
    assert unknown == {"VegaLite"}
    chart = folium.Popup().add_child(folium.VegaLite({"mark": "bar"}))
    assert refused(folium.Marker([14, -14], popup=chart)) == [("web.needs_network", "VegaLite")]


def test_default_lists_of_every_class_are_installed() -> None:
    """What classes declare is found by asking them too, not only by reading their source."""
    classes = {
        item
        for module in (folium, plugins)
        for item in vars(module).values()
        if isinstance(item, type) and issubclass(item, folium.elements.JSCSSMixin)
    }
    assert len(classes) > 30
    for item in classes:
        for _, address in (*item.default_js, *item.default_css):
            assert offline_assets.is_known(address), (item, address)


def test_no_installed_style_asks_for_anything() -> None:
    """Fonts and pictures that folium-offline lacks are emptied, not asked for."""
    styles = [a for _, a in addresses_in_folium() if a.endswith(".css")]
    assert len(styles) > 15
    for address in styles:
        assert list(addresses(offline_assets.style(address))) == [], address


# ---- what is refused ------------------------------------------------------------------------


def test_the_default_tiles_of_folium_are_refused_by_name() -> None:
    """A volunteer who writes folium.Map() learns what to write instead."""
    with pytest.raises(ProbonoError) as caught:
        offline(folium.Map([14, -14]))
    (found,) = caught.value.findings
    assert (found.code, found.where) == ("web.needs_network", "openstreetmap")
    assert "tiles=None" in found.fix("en")
    assert "tiles=None" in found.fix("fr")


@pytest.mark.parametrize(
    "networked",
    [
        lambda: folium.WmsTileLayer("https://example.org/wms", layers="a"),
        plugins.Geocoder,
        lambda: plugins.VectorGridProtobuf("https://example.org/{z}/{x}/{y}.pbf", "a"),
        lambda: plugins.Realtime("https://example.org/a.json"),
        plugins.ScrollZoomToggler,
    ],
)
def test_what_lives_from_the_internet_is_refused(networked: Callable[[], Element]) -> None:
    """Geocoders, live layers and tiles of any kind are named as what they are."""
    element = networked()
    assert ("web.needs_network", type(element).__name__) in refused(element)


def test_all_findings_come_at_once() -> None:
    """Two tile layers and a geocoder are three findings."""
    made = refused(folium.TileLayer("OpenStreetMap"), folium.VegaLite({}), plugins.Geocoder())
    assert len(made) == 3


@pytest.mark.parametrize(
    ("element", "address"),
    [
        (
            lambda: plugins.FloatImage("https://example.org/logo.png"),
            "https://example.org/logo.png",
        ),
        (lambda: plugins.FloatImage("logo.png"), "logo.png"),
        (
            lambda: folium.Marker(
                [14, -14], popup=folium.Popup("<img src='https://example.org/a.png'>")
            ),
            "<img src='https://example.org/a.png",
        ),
        (
            lambda: folium.Marker(
                [14, -14], icon=folium.CustomIcon("https://example.org/a.png", icon_size=(9, 9))
            ),
            'iconUrl": "https://example.org/a.png',
        ),
        (
            lambda: folium.raster_layers.ImageOverlay(
                "https://example.org/a.png", [[14, -15], [15, -14]]
            ),
            'L.imageOverlay( "https://example.org/a.png',
        ),
        (
            lambda: folium.raster_layers.VideoOverlay(
                "https://example.org/a.webm", [[14, -15], [15, -14]]
            ),
            'L.videoOverlay( "https://example.org/a.webm',
        ),
    ],
)
def test_pictures_named_by_address_are_refused(
    element: Callable[[], Element], address: str
) -> None:
    """A picture is put in as a file, or the map is not made."""
    ((code, found),) = refused(element())
    assert (code, found) == ("web.asks_network", address)


def test_an_unknown_script_is_refused_with_its_address() -> None:
    """What a volunteer adds by hand goes through the same door."""
    made = a_map()
    made.get_root().header.add_child(Element('<script src="https://example.org/x.js"></script>'))
    made.get_root().header.add_child(Element('<link rel="stylesheet" href="x.css">'))
    with pytest.raises(ProbonoError) as caught:
        offline(made)
    assert [(f.code, f.values["address"]) for f in caught.value.findings] == [
        ("web.unknown_asset", "https://example.org/x.js"),
        ("web.unknown_asset", "x.css"),
    ]


@pytest.mark.parametrize(
    ("markup", "address"),
    [
        ('<img srcset="a.png 2x">', "a.png 2x"),
        ('<iframe src="https://example.org"></iframe>', "https://example.org"),
        ("<object data=a.svg></object>", "a.svg"),
        ('<div style="background:url(a.png)"></div>', "a.png"),
        ("<style>@import 'a.css';</style>", "a.css"),
        ("<style>i{src:url('//example.org/a.ttf')}</style>", "//example.org/a.ttf"),
        ('<link rel="prefetch" href="a.html">', "a.html"),
        ('<meta http-equiv="refresh" content="0;url=https://example.org">',
         "0;url=https://example.org"),
        ("<svg><image xlink:href='a.png'/></svg>", "a.png"),
        ("<video poster=a.png></video>", "a.png"),
        ('<iframe srcdoc="&lt;img src=a.png&gt;"></iframe>', "a.png"),
    ],
)  # fmt: skip
def test_whatever_a_browser_follows_by_itself_is_seen(markup: str, address: str) -> None:
    """Every attribute and style that makes a request is known."""
    assert inline(markup)[1] == [("web.asks_network", address)]


@pytest.mark.parametrize(
    "markup",
    [
        '<a href="https://example.org">site</a>',
        '<img src="data:image/png;base64,AA">',
        '<svg><use href="#mark"/><path fill="url(#hatch)"/></svg>',
        '<p title="src=a.png">url(a.png) is text here</p>',
        "<!-- <img src=a.png> -->",
        '<script type="application/json">{"src": "a.png"}</script>',
    ],
)
def test_what_makes_no_request_is_left_alone(markup: str) -> None:
    """Links that a reader may follow, data and texts pass unchanged."""
    assert inline(markup) == (markup, [])


@pytest.mark.parametrize(
    "code",
    ["fetch('a.json')", "new XMLHttpRequest()", "$.getJSON('a')", "$.ajax({})", "import('./a.js')",
     "new WebSocket('ws://a')", "L.tileLayer('https://a/{z}')", "navigator.sendBeacon('a')"],
)  # fmt: skip
def test_scripts_that_reach_out_are_seen(code: str) -> None:
    """A call that would ask the network is named; a word that contains one is not."""
    assert [found for found, _ in inline_script(code)[1]] == ["web.asks_network"]
    assert inline_script("var prefetched = refetch(1);")[1] == []


def test_words_of_data_are_no_calls() -> None:
    """A village called "fetch (north)", a column called "import (2024)", a page that is none."""
    names = ["fetch (north)", 'import ("2024")', "it's XMLHttpRequest", "data:text/html;base64,AAA"]
    made = a_map(folium.GeoJson({**AREA, "features": [
        {**AREA["features"][0], "id": name, "properties": {"name": name}} for name in names
    ]}))  # fmt: skip
    page = offline(made)
    for name in names:
        assert json.dumps(name)[1:-1].replace("'", "\\u0027") in page


# ---- what comes out -------------------------------------------------------------------------


def test_the_page_has_language_title_and_nothing_to_ask_for() -> None:
    """folium gives no lang and no title, and links ten files: the page has the first, not these."""
    page = offline(a_map(), title="Points d'eau <1>", language="fr")
    assert page.startswith('<!doctype html>\n<html lang="fr" dir="ltr">')
    assert "<title>Points d&#x27;eau &lt;1&gt;</title>" in page
    assert remaining(page) == []
    assert "sourceMappingURL=" not in page
    assert "default-src 'none'" in page


def test_the_same_map_gives_the_same_bytes() -> None:
    """Random identifiers become numbers; a text that looks like one is left as it is."""
    text = "0123456789abcdef0123456789abcdef"
    pages = {
        offline(a_map(folium.Marker([14, -14], popup=text, tooltip="t"), folium.GeoJson(AREA)))
        for _ in range(3)
    }
    assert len(pages) == 1
    assert text in pages.pop()


def test_the_map_of_the_volunteer_is_not_changed() -> None:
    """After the door, folium itself renders the map as before."""
    made = a_map(folium.Marker([14, -14]))
    before = made.get_root().render()
    offline(made)
    assert made.get_root().render() == before
    assert offline(made) == offline(made)


def test_an_overview_is_drawn_from_countries_that_are_here() -> None:
    """Its tiles are left out, not asked for; afterwards the plugin is folium's own again."""
    made = a_map(plugins.MiniMap())
    page = offline(made)
    assert "L.geoJSON({" in page
    assert "tile.openstreetmap" not in page
    assert offline(made) == page
    assert "tile.openstreetmap" in made.get_root().render()


def test_a_layer_without_a_map_is_put_on_a_page_of_its_own() -> None:
    """Any element goes through, as folium lets figures and parts stand alone."""
    assert map_parts(Element("<p>text</p>")).body.strip() == ""


def test_a_chart_in_a_popup_is_opened_and_searched() -> None:
    """folium hides whole pages in pop-ups as data: their scripts are put in, or refused."""
    known = offline_assets._resources()
    address = next(a for a in known if "d3/3.5.5" in a)
    frame = IFrame(f'<script src="{address}"></script>')
    page = offline(a_map(folium.Marker([14, -14], popup=folium.Popup(frame))))
    assert address not in page
    hidden = IFrame('<img src="https://example.org/a.png">')
    ((code, found),) = refused(folium.Marker([14, -14], popup=folium.Popup(hidden)))
    assert (code, found) == ("web.asks_network", "https://example.org/a.png")


def test_live_layers_that_compute_their_points_are_welcome() -> None:
    """Realtime with a function of its own asks nobody."""
    source = JsCode("(done) => done({type: 'FeatureCollection', features: []})")
    assert "L.realtime" in offline(a_map(plugins.Realtime(source)))


def test_styles_keep_pictures_that_are_inside() -> None:
    """A picture in SVG inside a quoted address, with brackets of its own, survives whole."""
    css = """a{b:url("data:image/svg+xml,<svg fill='url(%23x)'/>")} c{d:url( e.png )}"""
    assert list(addresses(css)) == ["e.png"]
    assert without_addresses(css).startswith(css[:60])


def test_scripts_of_a_page_are_found_as_a_browser_finds_them() -> None:
    """The text of each script, with nothing added: checksums depend on it."""
    assert list(scripts_of("<script>\na()\n</script><SCRIPT>b</SCRIPT>")) == ["\na()\n", "b"]


def many_plugins() -> dict[str, Callable[[], Element]]:
    """One way to use each plugin, as its documentation shows it."""
    line = [[14, -15], [15, -14]]
    spots = [[14, -14], [14.1, -14]]
    frame = pd.DataFrame({"id": ["0"], "v": [3]})
    style = {"0": {"1735689600": {"color": "#ff0000", "opacity": 0.5}}}
    return {
        "icons": lambda: a_map(
            folium.Marker([14, -14], tooltip="t", popup="p"),
            folium.Marker([14.2, -14], icon=folium.Icon(icon="cloud")),
            folium.Marker([14.4, -14], icon=folium.Icon(icon="car", prefix="fa")),
            folium.Marker([14.6, -14], icon=plugins.BeautifyIcon(icon="plane")),
        ),
        "choropleth": lambda: a_map(
            folium.Choropleth(AREA, data=frame, columns=["id", "v"], key_on="feature.id"),
            folium.LayerControl(),
        ),
        "clusters": lambda: a_map(plugins.MarkerCluster(spots), plugins.FastMarkerCluster(spots)),
        "heat": lambda: a_map(plugins.HeatMap([[14, -14, 1]])),
        "heat in time": lambda: a_map(plugins.HeatMapWithTime([[[14, -14, 1]], [[14, -15, 1]]])),
        "lines": lambda: a_map(plugins.AntPath(line), plugins.PolyLineOffset(line, offset=5)),
        "shapes": lambda: a_map(
            plugins.SemiCircle([14, -14], 30000, direction=10, arc=90),
            plugins.BoatMarker([14, -14], heading=45),
            folium.RegularPolygonMarker([14, -14]),
            plugins.Terminator(),
        ),
        "tools": lambda: a_map(
            plugins.Draw(export=True), plugins.Fullscreen(), plugins.MeasureControl(),
            plugins.MousePosition(), plugins.LocateControl(),
        ),
        "geoman": lambda: a_map(plugins.GeoMan()),
        "time": lambda: a_map(plugins.TimestampedGeoJson(ROUTE)),
        "time slider": lambda: a_map(plugins.TimeSliderChoropleth(AREA, styledict=style)),
        "overview": lambda: a_map(plugins.MiniMap(toggle_display=True)),
        "explored": lambda: gpd.GeoDataFrame.from_features(AREA, crs=4326)
        .assign(kind="clinic")
        .explore("kind", tiles=None),
        "two maps": lambda: plugins.DualMap([14.5, -14.5], tiles=None),
    }  # fmt: skip


@pytest.mark.parametrize("name", many_plugins())
def test_plugins_work_without_a_network(name: str, page: Page, tmp_path: Path) -> None:
    """Opened from a folder, the page draws, asks for nothing, shows every icon, and is silent."""
    path = tmp_path / "map.html"
    path.write_text(offline(many_plugins()[name](), title=name), encoding="utf-8")
    problems: list[str] = []
    asked: list[str] = []
    page.on("pageerror", lambda problem: problems.append(str(problem)))
    page.on("console", lambda said: problems.append(said.text) if said.type == "error" else None)
    page.on("request", lambda request: asked.append(request.url))
    page.goto(path.as_uri())
    page.wait_for_timeout(50)
    assert problems == []
    assert [url for url in asked if not url.startswith("data:")] == [path.as_uri()]
    assert page.locator(".leaflet-container").count() == (
        2 if name in ("two maps", "overview") else 1
    )
    broken = "Array.from(document.images).filter(i => i.complete && !i.naturalWidth).length"
    assert page.evaluate(broken) == 0
