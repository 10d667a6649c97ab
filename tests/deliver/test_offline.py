"""What counts as a request that leaves a page, and what does not."""

from __future__ import annotations

import base64

import pytest
from hypothesis import given
from hypothesis import strategies as st

from probono_kit.deliver.offline import (
    addresses_in_css,
    addresses_in_script,
    is_remote,
    strings_in_script,
)
from probono_kit.deliver.page import read_page

FAR = "https://tiles.example.org/1.png"

ASKS = {
    "script": f'<script src="{FAR}"></script>',
    "picture": f'<img src="{FAR}" alt="">',
    "picture without scheme": '<img src="//tiles.example.org/1.png" alt="">',
    "picture with a line end inside": '<img src="ht\ntps://tiles.example.org/1.png" alt="">',
    "upper case": f'<IMG SRC="{FAR.upper()}" ALT="">',
    "srcset": f'<img srcset="a.png 1x, {FAR} 2x" alt="">',
    "poster": f'<video poster="{FAR}"></video>',
    "object": f'<object data="{FAR}" title="map"></object>',
    "frame": f'<iframe src="{FAR}" title="map"></iframe>',
    "page inside a frame": f'<iframe title="m" srcdoc="&lt;img src={FAR}&gt;"></iframe>',
    "style sheet": f'<link rel="stylesheet" href="{FAR}">',
    "early connection": '<link rel="preconnect" href="https://fonts.example.org">',
    "icon": f'<link rel="icon" href="{FAR}">',
    "css url": f"<style>b {{ background: url({FAR}) }}</style>",
    "css import": f'<style>@import "{FAR}";</style>',
    "css escape": r"<style>b{background:url(\68ttps://tiles.example.org/1.png)}</style>",
    "style attribute": f"<b style=\"background: url('{FAR}')\">x</b>",
    "drawing": f'<svg><image href="{FAR}"/></svg>',
    "old drawing": f'<svg><use xlink:href="{FAR}#a"/></svg>',
    "fill of a drawing": f'<svg><path fill="url({FAR}#a)"/></svg>',
    "style sheet of a drawing": f'<?xml-stylesheet href="{FAR}"?><svg></svg>',
    "style in CDATA": f"<svg><style><![CDATA[b{{fill:url({FAR})}}]]></style></svg>",
    "form": '<form action="https://collect.example.org/"></form>',
    "ping": '<a href="a.html" ping="https://collect.example.org/">a</a>',
    "refresh": '<meta http-equiv="refresh" content="0; url=https://example.org/">',
    "base": '<base href="https://example.org/">',
    "fetch": f"<script>fetch('{FAR}')</script>",
    "tile layer": "<script>L.tileLayer(`https://{s}.example.org/{z}/{x}.png`)</script>",
    "escaped slashes": r'<script>u="https:\/\/tiles.example.org\/1.png"</script>',
    "script without scheme": '<script>s.src = "//cdn.example.org/a.js"</script>',
    "socket": '<script>new WebSocket("wss://example.org/a")</script>',
    "event attribute": f"<b onclick=\"this.src='{FAR}'\">x</b>",
    "script address": f"<a href=\"javascript:fetch('{FAR}')\">x</a>",
    "a picture of this computer": '<img src="file:///home/me/map.png" alt="">',
    "style sheet inside an address": '<link rel="stylesheet" href="data:text/css;base64,'
    + base64.b64encode(f"@import url({FAR});".encode()).decode()
    + '">',
    "drawing inside an address": "<img alt='' src='data:image/svg+xml,"
    f'<svg><image href="{FAR}"/>\'>',
}

IS_QUIET = {
    "link to click": f'<a href="{FAR}">source</a>',
    "mail": '<a href="mailto:contact@eauvive.example">mail</a>',
    "telephone": '<a href="tel:+221770000000">call</a>',
    "file of the bundle": '<img src="maps/a.png" alt="a">',
    "picture inside": '<img src="data:image/png;base64,iVBORw0KGgo=" alt="a">',
    "names of vocabularies": '<svg xmlns="http://www.w3.org/2000/svg"><style>'
    "@namespace svg url(http://www.w3.org/2000/svg);</style></svg>",
    "vocabulary in a script": '<script>d.createElementNS("http://www.w3.org/2000/svg","g")</script>',
    "canonical address": '<link rel="canonical" href="https://example.org/">',
    "comment in a script": "<script>/* https://leafletjs.com */ // https://example.org\nx=1</script>",
    "link in a text of a script": "<script>a='<a href=\"https://leafletjs.com\">L</a>'</script>",
    "comment in a style": "<style>/* url(https://example.org/a.png) */</style>",
    "text": "<p>See https://example.org/map.png for more</p>",
    "pattern of the drawing": '<svg><path fill="url(#hatch)"/></svg>',
    "data": f'<script type="application/json">{{"url": "{FAR}"}}</script>',
}


@pytest.mark.parametrize("html", ASKS.values(), ids=ASKS.keys())
def test_a_request_is_found(html: str) -> None:
    """Whatever a browser would fetch or send is named."""
    assert read_page(f"<!DOCTYPE html><html><body>{html}").requests


@pytest.mark.parametrize("html", IS_QUIET.values(), ids=IS_QUIET.keys())
def test_a_quiet_page_is_left_alone(html: str) -> None:
    """What only a click follows, or nothing at all, is no request."""
    assert read_page(f"<!DOCTYPE html><html><body>{html}").requests == []


def test_a_comment_sign_inside_a_text_hides_nothing() -> None:
    """After "//" inside quotes the script goes on, and so does the search."""
    assert list(addresses_in_script("a='//'; b=\"/*\"; fetch('https://example.org/x')")) == [
        "https://example.org/x"
    ]


def test_a_quote_inside_a_comment_or_a_pattern_hides_nothing() -> None:
    """An apostrophe in a comment opens no text."""
    script = "// don't\nx = y.replace(/'/g, ''); fetch('https://example.org/x')"
    assert list(addresses_in_script(script)) == ["https://example.org/x"]


@given(st.text(max_size=60), st.sampled_from("\"'"))
def test_every_text_of_a_script_is_read_back(text: str, quote: str) -> None:
    """Escapes of a script say the same text that was written."""
    escaped = "".join(f"\\u{{{ord(c):x}}}" if c in "\\\"'\n\r" else c for c in text)
    assert list(strings_in_script(f"a = {quote}{escaped}{quote};")) == [text]


@given(st.from_regex(r"[a-z0-9]{1,8}(/[a-z0-9]{1,8}){0,3}\.(png|css)", fullmatch=True))
def test_relative_addresses_are_never_remote(address: str) -> None:
    """A file beside the page is not on the network, however it is written."""
    assert not is_remote(address)
    assert is_remote(f"https://example.org/{address}")
    for css in (f"url({address})", f'url( "{address}" )', f"@import '{address}'"):
        assert list(addresses_in_css(css)) == [address]
