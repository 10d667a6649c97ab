"""One pass over an HTML page or an SVG drawing: what it asks for, links to, says and lacks."""

from __future__ import annotations

import base64
import binascii
import re
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import unquote, unquote_to_bytes

from probono_kit.deliver.offline import addresses_in_css, addresses_in_script, is_remote

Attributes = dict[str, str]

_FETCHED = {"src", "srcset", "imagesrcset", "poster", "data", "background", "manifest", "lowsrc"}
_FETCHED_IN_SVG = {"image", "use", "feimage", "script", "pattern", "lineargradient", "filter"}
_SENT = {"action", "formaction", "ping"}
_FOLLOWED_LINKS = {"canonical", "alternate", "license", "author", "help", "next", "prev", "me"}
_SHAPES = {"d", "points", "transform", "viewbox", "gradienttransform"}
_INLINE = {
    *("a", "abbr", "b", "bdi", "bdo", "cite", "code", "em", "font", "i", "kbd", "mark", "q", "s"),
    *("samp", "small", "span", "strong", "sub", "sup", "time", "u", "var", "wbr"),
}
_DATA_TYPES = ("application/json", "application/ld+json", "text/plain", "application/geo+json")
_CODE_TYPES = ("", "text/javascript", "application/javascript", "module")
_REFRESH = re.compile(r"url\s*=\s*['\"]?([^'\"]+)", re.I)


@dataclass
class Page:
    """What a page contains, as far as the gate wants to know.

    Attributes
    ----------
    requests : list of str
        Addresses outside the file and its folder that opening or using it would fetch.
    links : list of str
        Relative addresses: they must exist beside the page.
    anchors : set of str
        Values of ``id`` and ``name`` that a link may lead to.
    language, title, policy : str
        ``lang`` of the page, its ``<title>``, its Content-Security-Policy; empty if it has none.
    texts : list of str
        Everything readable: text between block elements, attributes, comments.
    scripts, data : list of str
        Contents of script elements: code, and JSON or other data.
    headings : list of str
        Texts of ``<th>``.
    unlabelled : list of str
        Pictures, drawings and frames without a text alternative.
    """

    requests: list[str] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    anchors: set[str] = field(default_factory=set)
    language: str = ""
    title: str = ""
    policy: str = ""
    texts: list[str] = field(default_factory=list)
    scripts: list[str] = field(default_factory=list)
    data: list[str] = field(default_factory=list)
    headings: list[str] = field(default_factory=list)
    unlabelled: list[str] = field(default_factory=list)


def read_page(text: str) -> Page:
    """Read an HTML page or an SVG drawing once and say what it contains.

    Parameters
    ----------
    text : str
        The whole file.

    Returns
    -------
    Page

    Examples
    --------
    >>> page = read_page('<html lang="fr"><img src="https://example.org/a.png"><a href="b.pdf">b')
    >>> page.language, page.requests, page.links, page.unlabelled
    ('fr', ['https://example.org/a.png'], ['b.pdf'], ['<img src="https://example.org/a.png">'])
    """
    parser = _Parser()
    parser.feed(text)
    parser.close()
    parser.end_block()
    return parser.page


class _Parser(HTMLParser):
    """Collects into :attr:`page`."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.page = Page()
        self._words: list[str] = []
        self._raw = ""  # the element whose contents are not text: script or style
        self._raw_type = ""
        self._capture: tuple[str, list[str]] | None = None
        self._drawing = False  # just inside an <svg role="img">

    # ---- elements -------------------------------------------------------------------------

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name.lower(): value or "" for name, value in attrs}
        if tag not in _INLINE:
            self.end_block()
        if tag in ("script", "style"):
            self._raw, self._raw_type = tag, values.get("type", "").lower().strip()
        if tag in ("th", "td", "tr"):
            self._end_capture("th")  # HTML lets authors leave </th> out
        if tag in ("title", "th"):
            self._capture = (tag, [])
        if tag == "html":
            self.page.language = values.get("lang", "")
        if "id" in values:
            self.page.anchors.add(values["id"])
        if tag == "a" and "name" in values:
            self.page.anchors.add(values["name"])
        if tag == "meta":
            self._read_meta(values)
        self._read_addresses(tag, values)
        self._read_alternative(tag, values)
        for name, value in values.items():
            if value and name not in _SHAPES and not value.startswith("data:"):
                self.page.texts.append(value)

    def handle_endtag(self, tag: str) -> None:
        if tag == self._raw:
            self._raw = ""
        self._end_capture("th" if tag in ("tr", "table") else tag)
        if tag not in _INLINE:
            self.end_block()

    def handle_data(self, data: str) -> None:
        if self._raw == "style":
            self._add_css(data)
        elif self._raw == "script":
            self._add_script(data)
        else:
            self._words.append(data)
            if self._capture:
                self._capture[1].append(data)

    def handle_comment(self, data: str) -> None:
        self.page.texts.append(data)

    def handle_pi(self, data: str) -> None:
        if data.startswith("xml-stylesheet"):
            for address in re.findall(r"href\s*=\s*[\"']([^\"']*)", data):
                self._fetch(address)

    def unknown_decl(self, data: str) -> None:
        # <![CDATA[ … ]]>, in SVG around style sheets and scripts.
        self.handle_data(data.removeprefix("CDATA["))

    def _end_capture(self, tag: str) -> None:
        if self._capture is None or tag != self._capture[0]:
            return
        words = " ".join("".join(self._capture[1]).split())
        if tag == "title":
            self.page.title = self.page.title or words
        else:
            self.page.headings.append(words)
        self._capture = None

    def end_block(self) -> None:
        """Close the piece of running text."""
        words = " ".join("".join(self._words).split())
        if words:
            self.page.texts.append(words)
        self._words = []

    # ---- addresses ------------------------------------------------------------------------

    def _read_addresses(self, tag: str, values: Attributes) -> None:
        for name, value in values.items():
            if name in _FETCHED:
                for address in _candidates(name, value):
                    self._fetch(address)
            elif name in _SENT:
                if is_remote(value):
                    self.page.requests.append(value)
            elif name == "srcdoc":
                self._add_page(value)
            elif name in ("href", "xlink:href"):
                self._read_href(tag, values, value)
            elif name.startswith("on"):
                self._add_script(value)
            elif "(" in value:  # style="…", and fill, filter, mask… of a drawing
                self._add_css(value)

    def _read_href(self, tag: str, values: Attributes, address: str) -> None:
        relations = set(values.get("rel", "").lower().split())
        if tag in _FETCHED_IN_SVG or (tag == "link" and not relations & _FOLLOWED_LINKS):
            self._fetch(address)
        elif tag == "base":
            self.page.requests.append(address)  # it turns every relative link into another one
        elif address.lower().lstrip().startswith("javascript:"):
            self._add_script(unquote(address.lstrip()[len("javascript:") :]))
        elif address.lower().lstrip().startswith("file:") or not _has_scheme(address):
            self.page.links.append(address)

    def _fetch(self, address: str) -> None:
        address = address.strip()
        if is_remote(address):
            self.page.requests.append(address)
        elif address.lower().startswith("data:"):
            self._add_embedded(address)
        elif address and not address.startswith("#") and not _has_scheme(address):
            self.page.links.append(address)

    def _add_css(self, css: str) -> None:
        for address in addresses_in_css(css):
            self._fetch(address)

    def _add_script(self, script: str) -> None:
        if self._raw_type in _DATA_TYPES and self._raw == "script":
            self.page.data.append(script)
            return
        if self._raw_type in _CODE_TYPES or self._raw != "script":
            self.page.requests.extend(addresses_in_script(script))
        self.page.scripts.append(script)

    def _add_embedded(self, address: str) -> None:
        """Look into an HTML page, a drawing, a style sheet or a script inside an address."""
        kind, body = decode_data(address)
        text = body.decode("utf-8", "replace")
        if "html" in kind or "svg" in kind or "xml" in kind:
            self._add_page(text)
        elif "css" in kind:
            self._add_css(text)
        elif "javascript" in kind:
            self.page.requests.extend(addresses_in_script(text))
            self.page.scripts.append(text)

    def _add_page(self, text: str) -> None:
        inner = read_page(text)
        self.page.requests.extend(inner.requests)
        self.page.texts.extend(inner.texts)
        self.page.scripts.extend(inner.scripts)
        self.page.data.extend(inner.data)
        self.page.headings.extend(inner.headings)

    # ---- what a page should have ----------------------------------------------------------

    def _read_meta(self, values: Attributes) -> None:
        match values.get("http-equiv", "").lower():
            case "refresh":
                found = _REFRESH.search(values.get("content", ""))
                if found:
                    self._fetch(found[1])
            case "content-security-policy":
                self.page.policy = values.get("content", "")
                # What a policy allows a page may ask for, wherever in it the address is hidden.
                self.page.requests.extend(filter(is_remote, re.split(r"[\s;]+", self.page.policy)))

    def _read_alternative(self, tag: str, values: Attributes) -> None:
        named = values.get("aria-label", "").strip() or values.get("aria-labelledby", "").strip()
        if tag == "title" and self._drawing:
            self.page.unlabelled.pop()  # the drawing's first child names it
        self._drawing = False
        hidden = values.get("aria-hidden") == "true" or values.get("role") in (
            "presentation",
            "none",
        )
        if hidden or named:
            return
        lacks = (tag in ("img", "area") and "alt" not in values) or (
            tag in ("iframe", "object") and not values.get("title", "").strip()
        )
        self._drawing = tag == "svg" and values.get("role") == "img"
        if lacks or self._drawing:
            source = values.get("src") or values.get("data") or ""
            self.page.unlabelled.append(f'<{tag} src="{source[:60]}">')


def _has_scheme(address: str) -> bool:
    return bool(re.match(r"\s*[a-z][a-z0-9+.-]*:", address, re.I)) or address.startswith("//")


def _candidates(name: str, value: str) -> list[str]:
    """Return the addresses in an attribute; ``srcset`` holds several."""
    if name not in ("srcset", "imagesrcset"):
        return [value]
    return re.findall(r"(?:^|,)\s*((?:data:[^\s]+)|[^\s,]+)", value)


def decode_data(address: str) -> tuple[str, bytes]:
    """Return the kind and the contents of a ``data:`` address.

    Examples
    --------
    >>> decode_data("data:text/plain;base64,Qm9uam91cg==")
    ('text/plain;base64', b'Bonjour')
    """
    kind, _, body = address[len("data:") :].partition(",")
    kind = kind.lower()
    if not kind.endswith(";base64"):
        return kind, unquote_to_bytes(body)
    try:
        return kind, base64.b64decode(unquote(re.sub(r"\s", "", body)))
    except (binascii.Error, ValueError):
        return kind, b""
