"""HTML with every script and style inside it: what can be put in is put in, the rest is listed."""

from __future__ import annotations

import base64
import html
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Literal, NamedTuple

from probono_kit.maps import offline_assets, offline_css

Problem = tuple[Literal["web.unknown_asset", "web.asks_network"], str]

# Attributes that a browser follows by itself; `href` only on some elements (not on <a>).
_FOLLOWED = {"src", "srcset", "poster", "background", "data", "manifest", "ping", "archive"}
_HREF_FOLLOWED = {"link", "image", "use", "feimage", "base"}
_KEPT_ON_INLINING = {"id", "type", "nonce", "media", "class"}

_PAGE_IN_TEXT = re.compile(r"data:text/html(?P<charset>;[\w=-]+)?;base64,(?P<code>[\w+/=]+)")

# How a script written by folium (or by hand) reaches for the network. Libraries are not searched:
# they hold such calls for those who use them, and the page's policy stops the rest.
_CALLS = re.compile(
    r"""
      \bfetch\s*\( | \bXMLHttpRequest\b | \$\.(?:ajax|get|getJSON|getScript|post)\s*\(
    | \bimportScripts\s*\( | \bimport\s*\( | \bnew\s+(?:WebSocket|EventSource|RTCPeerConnection)\b
    | \bsendBeacon\s*\( | \bL\.(?:tileLayer|TileLayer|vectorGrid|VectorGrid)\b
    """,
    re.VERBOSE,
)
_NAMED = re.compile(
    r"""
      \bL\.(?:imageOverlay|videoOverlay)\(\s*\[?\s*["'`](?!data:)[^"'`]*
    | \b(?:icon|iconRetina|shadow|shadowRetina|marker)Url["']?\s*:\s*["'`](?!data:|["'`])[^"'`]*
    | <(?:img|script|iframe|audio|video|source|embed|object|link|input)\b[^>]{0,400}?
      \b(?:src|href|data|srcset|poster)\s*=\s*\\?["'`]?\s*(?!data:|\#|["'`])[^\s>"'`\\]+
    """,
    re.IGNORECASE | re.VERBOSE,
)

# Words between quotation marks are data: a village may be called "fetch (north)".
_QUOTED = re.compile(
    r""""(?:[^"\\\n]|\\.)*" | '(?:[^'\\\n]|\\.)*' | `(?:[^`\\]|\\.)*`""", re.DOTALL | re.VERBOSE
)


class Token(NamedTuple):
    """One piece of markup as it is written: a start tag, an end tag, or what lies between."""

    kind: Literal["start", "end", "other"]
    name: str
    attributes: dict[str, str]
    text: str


class _Tokens(HTMLParser):
    def __init__(self, markup: str) -> None:
        super().__init__(convert_charrefs=False)
        self._lines = [0, *(m.end() for m in re.finditer("\n", markup))]
        self._starts: list[tuple[int, Literal["start", "end", "other"], str, dict[str, str]]] = []
        self.feed(markup)
        self.close()
        ends = [*(start[0] for start in self._starts), len(markup)][1:]
        self.tokens = [
            Token(kind, name, attributes, markup[begin:end])
            for (begin, kind, name, attributes), end in zip(self._starts, ends, strict=True)
        ]

    def _mark(
        self,
        kind: Literal["start", "end", "other"],
        name: str = "",
        attributes: list[tuple[str, str | None]] | None = None,
    ) -> None:
        line, column = self.getpos()
        values = {key: value or "" for key, value in attributes or ()}
        self._starts.append((self._lines[line - 1] + column, kind, name, values))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._mark("start", tag, attrs)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._mark("start", tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        self._mark("end", tag)

    def handle_data(self, data: str) -> None:
        self._mark("other")

    def handle_entityref(self, name: str) -> None:
        self._mark("other")

    def handle_charref(self, name: str) -> None:
        self._mark("other")

    def handle_comment(self, data: str) -> None:
        self._mark("other")

    def handle_decl(self, decl: str) -> None:
        self._mark("other")

    def handle_pi(self, data: str) -> None:
        self._mark("other")

    def unknown_decl(self, data: str) -> None:
        self._mark("other")


def inline(markup: str) -> tuple[str, list[Problem]]:
    """Put every known script and style into `markup`, and list what would still ask the network.

    Parameters
    ----------
    markup : str
        HTML, whole or in part, as folium renders it.

    Returns
    -------
    str
        The same with the contents of the installed scripts and styles in place of their addresses.
    list of (code, text)
        What stays: the code of a finding and the address or the call.

    Examples
    --------
    >>> inline('<script src="https://example.org/a.js"></script><img src="data:,">')[1]
    [('web.unknown_asset', 'https://example.org/a.js')]
    """
    problems: list[Problem] = []
    pieces: list[str] = []
    inside = ""  # "script" or "style": whose text comes next
    skipping = False  # between <script src> and its end tag
    for token in _Tokens(markup).tokens:
        if token.kind == "end" and token.name == inside:
            inside = ""
            if skipping:
                skipping = False
                continue
        if skipping:
            continue
        if token.kind == "start" and token.name in ("script", "style"):
            inside = token.name
        if token.kind == "start" and (code := _asset(token, problems)) is not None:
            pieces.append(code)
            skipping = token.name == "script"
            continue
        text = token.text
        if token.kind == "start":
            text = _page_inside(text, problems)
            problems += _followed(token)
        elif inside == "style":
            problems += [("web.asks_network", address) for address in offline_css.addresses(text)]
        elif inside == "script":
            text, found = inline_script(text)
            problems += found
        pieces.append(text)
    return "".join(pieces), problems


def inline_script(code: str) -> tuple[str, list[Problem]]:
    """Do for a script what :func:`inline` does for markup.

    Pages inside it (folium puts charts into pop-ups as ``data:text/html``) are treated as markup.

    Examples
    --------
    >>> inline_script('fetch("points.json")')[1]
    [('web.asks_network', 'fetch(')]
    """
    text = _PAGE_IN_TEXT.sub("data:,", code)
    found = [*_CALLS.finditer(_QUOTED.sub('""', text)), *_NAMED.finditer(text)]
    problems: list[Problem] = [
        ("web.asks_network", " ".join(match[0].split())[:120]) for match in found
    ]
    return _page_inside(code, problems), problems


def remaining(markup: str) -> list[str]:
    """Return every address that a browser would ask for on reading `markup`, scripts left aside.

    Examples
    --------
    >>> remaining('<link rel="icon" href="a.ico"><a href="b.html">b</a><p style="c:url(#d)">')
    ['a.ico']
    """
    found: list[str] = []
    inside = ""
    for token in _Tokens(markup).tokens:
        if token.kind == "start":
            found += [address for _, address in _followed(token)]
            inside = token.name
        elif token.kind == "end":
            inside = ""
        elif inside == "style":
            found += offline_css.addresses(token.text)
    return found


def scripts_of(markup: str) -> Iterator[str]:
    """Give the text of every script element of a page that a browser would run.

    Examples
    --------
    >>> list(scripts_of("<script>run()</script><script type='application/json'>{}</script>"))
    ['run()']
    """
    inside = False
    pieces: list[str] = []
    for token in _Tokens(markup).tokens:
        if token.name == "script":
            if inside and token.kind == "end":
                yield "".join(pieces)
            inside = token.kind == "start" and "json" not in token.attributes.get("type", "")
            pieces = []
        elif inside:
            pieces.append(token.text)


def _page_inside(text: str, problems: list[Problem]) -> str:
    def rewritten(match: re.Match[str]) -> str:
        try:
            page = base64.b64decode(match["code"], validate=True).decode("utf-8")
        except ValueError:
            return match[0]  # no page, whatever it looks like
        page, found = inline(page)
        problems.extend(found)
        code = base64.b64encode(page.encode()).decode("ascii")
        return f"data:text/html{match['charset'] or ''};base64,{code}"

    return _PAGE_IN_TEXT.sub(rewritten, text)


def _asset(token: Token, problems: list[Problem]) -> str | None:
    """Return the element that takes the place of a link to a script or style, if it is one."""
    relation = token.attributes.get("rel", "").lower().split()
    if token.name == "script" and "src" in token.attributes:
        address = token.attributes["src"]
    elif token.name == "link" and "stylesheet" in relation:
        address = token.attributes.get("href", "")
    else:
        return None
    if address.startswith("data:"):
        return None
    if not offline_assets.is_known(address):
        problems.append(("web.unknown_asset", address))
        return ""
    if token.name == "link":
        return f"<style>\n{offline_assets.style(address)}</style>"
    kept = "".join(
        f' {name}="{html.escape(value)}"'
        for name, value in token.attributes.items()
        if name in _KEPT_ON_INLINING
    )
    return f"<script{kept}>\n{offline_assets.script(address)}</script>"


def _followed(token: Token) -> Iterator[Problem]:
    """Give what a browser would ask for on reading this start tag."""
    for name, value in token.attributes.items():
        if name == "style":
            yield from (("web.asks_network", found) for found in offline_css.addresses(value))
        elif name == "srcdoc":
            yield from inline(value)[1]
        elif _is_followed(token.name, name) and _leaves(value):
            yield "web.asks_network", value[:120]
    if token.attributes.get("http-equiv", "").lower() == "refresh":
        yield "web.asks_network", token.attributes.get("content", "")[:120]


def _is_followed(element: str, attribute: str) -> bool:
    if attribute in ("href", "xlink:href"):
        return element in _HREF_FOLLOWED
    return attribute in _FOLLOWED


def _leaves(address: str) -> bool:
    return not address.strip().lower().startswith(("data:", "#", "about:")) and bool(
        address.strip()
    )
