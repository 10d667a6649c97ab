"""The door to offline pages: any folium map becomes one file that asks the network for nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

import folium
import folium.plugins
from branca.element import Element, Figure
from folium.utilities import JsCode
from markupsafe import Markup

from probono_kit.findings import Findings, finding
from probono_kit.i18n import current_language
from probono_kit.maps import offline_assets, offline_overview
from probono_kit.maps.offline_markup import inline, inline_script, remaining
from probono_kit.pages import page_environment

# What is nothing without the internet.
_NETWORKED = (
    folium.TileLayer,
    folium.WmsTileLayer,
    folium.VegaLite,
    folium.plugins.Geocoder,
    folium.plugins.ScrollZoomToggler,
    folium.plugins.TimestampedWmsTileLayers,
    folium.plugins.VectorGridProtobuf,
)

#: What the browser is told: nothing may be asked of anybody, whatever the page says.
POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src data: blob:; font-src data:; "
    "media-src data: blob:; frame-src data: blob:; connect-src data: blob:; worker-src blob:; "
    "form-action 'none'; base-uri 'none'"
)


@dataclass(frozen=True)
class Parts:
    """A folium map as pieces of a page, everything inside.

    Attributes
    ----------
    head, body : str
        HTML for the two parts of the page.
    script : str
        JavaScript to run after the body.
    evaluates : bool
        Whether a library in it turns text into code (``'unsafe-eval'`` in a page's policy).
    """

    head: str
    body: str
    script: str
    evaluates: bool


def offline(folium_map: Element, *, title: str = "", language: str | None = None) -> str:
    """Turn a folium map into one HTML page that opens without a network.

    Every script and style sheet that folium or its plugins name is put into the page. The same
    map gives the same bytes: folium's random identifiers are replaced by numbers. A policy in the
    page tells the browser to refuse any request, should a script still try.

    A ``MiniMap`` shows the countries of our base layers in place of its tiles.

    Texts in the map are yours: pass those that come from data through
    :func:`probono_kit.encoding.encode` before you give them to folium.

    Parameters
    ----------
    folium_map : folium.Map
        Or any element or figure that holds one (``DualMap``…). Make it with ``tiles=None``.
    title : str
        Name of the page, shown by the browser.
    language : str, optional
        ISO 639-1 code of the texts in the map (default: the current language).

    Returns
    -------
    str
        The page.

    Raises
    ------
    ProbonoError
        ``web.needs_network`` for tile layers and whatever else lives from the internet,
        ``web.unknown_asset`` for a script that is not installed, ``web.asks_network`` for a
        picture or data named by address: all of them at once.

    Examples
    --------
    >>> import folium
    >>> page = offline(folium.Map([14.5, -14.5], tiles=None), title="Sénégal", language="fr")
    >>> "<title>Sénégal</title>" in page, "<script src" in page
    (True, False)
    """
    language = language or current_language()
    parts = map_parts(folium_map)
    scripts = "script-src 'unsafe-inline'" + (" 'unsafe-eval'" if parts.evaluates else "")
    template = page_environment(language).get_template("folium.html")
    page = template.render(parts=parts, title=title, policy=Markup(f"{POLICY}; {scripts}"))
    Findings(finding("web.asks_network", address=a) for a in remaining(page)).raise_errors()
    return page


def map_parts(folium_map: Element, *, ours: bool = False) -> Parts:
    """Render a folium map into pieces of a page, everything inside.

    Parameters
    ----------
    folium_map : branca.element.Element
        A map, or any element or figure that holds one.
    ours : bool
        Its script is ours, with all texts encoded: it is not searched for requests, and stays
        letter by letter what it is.

    Returns
    -------
    Parts
        To be put into a page.

    Raises
    ------
    ProbonoError
        As :func:`offline`.

    Examples
    --------
    >>> import folium
    >>> parts = map_parts(folium.Map([14.5, -14.5], tiles=None))
    >>> parts.body.strip()
    '<div class="folium-map" id="map_1" ></div>'
    """
    root = folium_map.get_root()
    figure = root if isinstance(root, Figure) else Figure()
    if figure is not root:
        figure.add_child(folium_map)
    elements = list(_elements(figure, set()))
    _networked(elements).raise_errors()
    # Children write themselves into header, html and script; the figure's own template is not ours.
    with offline_overview.drawn(elements):
        for child in figure._children.values():
            child.render()
    head, head_problems = inline(figure.header.render())
    body, body_problems = inline(figure.html.render())
    script = figure.script.render()
    script, script_problems = (script, []) if ours else inline_script(script)
    problems = dict.fromkeys(head_problems + body_problems + script_problems)
    Findings(finding(code, address=address) for code, address in problems).raise_errors()
    numbered = _numbers(_elements(figure, set()))
    return Parts(
        head=numbered(head),
        body=numbered(body),
        script=numbered(re.sub(r"</(?=script)", r"<\\/", script, flags=re.IGNORECASE)),
        evaluates=any(
            offline_assets.evaluates(address)
            for address in _script_addresses(figure)
            if offline_assets.is_known(address)
        ),
    )


def _networked(elements: list[Element]) -> Findings:
    findings = Findings()
    # The tiles of an overview are not asked for: it is drawn from the countries that are here.
    overviews = filter(offline_overview.is_overview, elements)
    undrawn = {id(vars(overview).get("tile_layer")) for overview in overviews}
    for element in elements:
        if id(element) in undrawn:
            continue
        source = getattr(element, "src", None)
        asks = isinstance(element, folium.plugins.Realtime) and not isinstance(source, JsCode)
        asks = asks or (isinstance(element, folium.GeoJson) and not element.embed)
        if asks or isinstance(element, _NETWORKED):
            findings.add("web.needs_network", where=_place(element), what=type(element).__name__)
    return findings


def _place(element: Element) -> str:
    for name in ("layer_name", "tile_name"):
        if isinstance(text := getattr(element, name, None), str):
            return text
    return ""


def _elements(element: Element, seen: set[int]) -> Iterator[Element]:
    """Give `element` and all that hang on it, as children or as attributes, in a fixed order."""
    if id(element) in seen:
        return
    seen.add(id(element))
    yield element
    for value in list(vars(element).values()):
        if isinstance(value, Element):
            yield from _elements(value, seen)
        elif isinstance(value, dict):
            for item in list(value.values()):
                if isinstance(item, Element):
                    yield from _elements(item, seen)
        elif isinstance(value, (list, tuple)):
            for item in value:
                if isinstance(item, Element):
                    yield from _elements(item, seen)


class _numbers:  # noqa: N801 - a function with a memory
    """Replace folium's random identifiers by numbers, in the order in which they are met."""

    def __init__(self, elements: Iterator[Element]) -> None:
        self._random = {element._id for element in elements}
        self._number: dict[str, str] = {}

    def __call__(self, text: str) -> str:
        def number(match: re.Match[str]) -> str:
            if match[0] not in self._random:
                return match[0]
            return self._number.setdefault(match[0], str(len(self._number) + 1))

        return re.sub(r"(?<![0-9a-f])[0-9a-f]{32}(?![0-9a-f])", number, text)


def _script_addresses(figure: Figure) -> Iterator[str]:
    for element in _elements(figure, set()):
        yield from (address for _, address in getattr(element, "default_js", ()))
        if isinstance(address := getattr(element, "url", None), str):
            yield address
