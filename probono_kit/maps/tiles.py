"""The online background of a web map: which tiles, from whom, under which credit.

The one thing of a page that can ask the network. It is there only if a map asks for it, off when
the page opens, and named wherever the page says what it does.
"""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass, replace
from html.parser import HTMLParser
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from probono_kit.findings import Finding, Findings, finding

#: Backgrounds that need no key, with their names in xyzservices and for readers.
_NAMED = {
    "openstreetmap": ("OpenStreetMap.Mapnik", "OpenStreetMap"),
    "humanitarian": ("OpenStreetMap.HOT", "OpenStreetMap Humanitarian"),
    "opentopomap": ("OpenTopoMap", "OpenTopoMap"),
    "cyclosm": ("CyclOSM", "CyclOSM"),
}

#: Those that answer only a page that says on which website it stands, as no file can: "Tile usage
#: policy" of the OpenStreetMap Foundation, enforced since March 2026.
_OF_WEBSITES = ("openstreetmap",)

#: Servers of our own list and of briefs write ``{s}`` for one of these.
_SERVERS = ("a", "b", "c")

#: What a background of the brief is asked for at most; where there is none, coarser tiles serve.
_CLOSEST = 18

_PLACE = ("{z}", "{x}", "{y}")
_KNOWN = (*_PLACE, "{s}", "{r}")
_HOST = re.compile(r"(?:[a-z0-9_-]+\.)*[a-z0-9-]+(?::\d{1,5})?", re.IGNORECASE)
_ADDRESS = re.compile(r"[A-Za-z0-9._~:/?&=+,;@%{}()!*-]*")
_PLACEHOLDER = re.compile(r"\{[^{}]*\}")

# What a key is called, and what one looks like: long, with letters and digits.
_SECRET_NAME = re.compile(
    r"key|token|secret|passw|auth|sig(?:nature)?\}?$|^\{?(?:app_?(?:id|code)|access|user|login|api)\}?$",
    re.IGNORECASE,
)
_SECRET_VALUE = re.compile(
    r"(?<![a-z0-9])(?=[a-z]*\d)(?=\d*[a-z])[a-z0-9]{16,}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Tiles:
    """An online background.

    Attributes
    ----------
    name : str
        As readers know it; the host of a background that has no name.
    template : str
        Address of a tile, with ``{z}``, ``{x}``, ``{y}`` and perhaps ``{s}`` (one of `servers`).
    servers : tuple of str
        What may stand for ``{s}``.
    credit : tuple of (text, address)
        Who is to be named, in pieces; the address is empty where a piece is no link.
    closest : int
        Largest zoom for which there are tiles.
    of_websites : bool
        Whether the host refuses a page that is opened from a file.
    """

    name: str
    template: str
    servers: tuple[str, ...]
    credit: tuple[tuple[str, str], ...]
    closest: int
    of_websites: bool = False

    @property
    def host(self) -> str:
        """Whom a page asks, as readers are told it: one name, whichever server answers."""
        place = urlsplit(self.template).netloc.removeprefix("{s}.")
        return place.replace("{s}", "".join(self.servers[:1]))

    @property
    def origins(self) -> tuple[str, ...]:
        """Every origin that tiles come from, as a Content-Security-Policy names it."""
        place = urlsplit(self.template).netloc
        servers = self.servers if "{s}" in place else ("",)
        return tuple(f"https://{place.replace('{s}', server)}" for server in servers)

    @property
    def hosts(self) -> frozenset[str]:
        """Hosts that the page may name: those of `origins`, and the one with ``{s}`` in it."""
        return frozenset(urlsplit(each).netloc.lower() for each in (self.template, *self.origins))

    @property
    def credit_text(self) -> str:
        """The credit as one text."""
        return "".join(text for text, _ in self.credit)


def tile_names() -> tuple[str, ...]:
    """Return the names of the online backgrounds that need no key.

    Returns
    -------
    tuple of str
        What `tiles` of a :class:`~probono_kit.maps.MapSpec` may be, beside an address.

    Examples
    --------
    >>> tile_names()
    ('openstreetmap', 'humanitarian', 'opentopomap', 'cyclosm')
    """
    return tuple(_NAMED)


def read_tiles(tiles: str, credit: str = "") -> Tiles | None:
    """Return the online background that is asked for.

    Parameters
    ----------
    tiles : str
        One of :func:`tile_names`, or the address of tiles with ``{z}``, ``{x}`` and ``{y}``.
    credit : str
        Who is to be named, for an address.

    Returns
    -------
    Tiles or None
        ``None`` if none is asked for, or if :func:`check_tiles` has errors.

    Examples
    --------
    >>> tiles = read_tiles("humanitarian")
    >>> tiles.host, tiles.origins[0], tiles.closest
    ('tile.openstreetmap.fr', 'https://a.tile.openstreetmap.fr', 19)
    >>> tiles.credit[1]
    ('OpenStreetMap', 'https://www.openstreetmap.org/copyright')
    >>> read_tiles("") is None
    True
    """
    tiles = tiles.strip()
    if tiles in _NAMED:
        return _named(tiles)
    if not tiles or any(each.severity.value == "error" for each in _of_address(tiles, credit)):
        return None
    address = tiles.replace("{r}", "")
    servers = _SERVERS if "{s}" in address else ()
    own = Tiles("", address, servers, ((credit.strip(), ""),), _CLOSEST)
    return replace(own, name=own.host)


def check_tiles(tiles: str, credit: str = "") -> Findings:
    """Say what is wrong with an online background, and that it is a request to the network.

    Parameters
    ----------
    tiles, credit : str
        As for :func:`read_tiles`.

    Returns
    -------
    Findings
        All at once. No text of `tiles` but its host is in them: it may hold a key.

    Examples
    --------
    >>> for each in check_tiles("http://tiles.example.org/{z}/{x}.png"):
    ...     print(each.code, each.where)
    map.tiles_not_https tiles
    map.tiles_no_place tiles
    map.tiles_no_credit tiles_credit
    """
    tiles, found = tiles.strip(), Findings()
    if not tiles:
        return found
    if tiles not in _NAMED:
        found.extend(_of_address(tiles, credit))
    elif credit.strip():
        found.add("map.tiles_credit_known", "tiles_credit", name=tiles)
    made = read_tiles(tiles, credit)
    if made is not None:
        found.add("map.tiles_online", "tiles", host=made.host)
        if made.of_websites:
            others = tuple(name for name in _NAMED if name not in _OF_WEBSITES)
            found.add("map.tiles_of_websites", "tiles", host=made.host, others=others)
    return found


def _named(name: str) -> Tiles:
    # A list of hundreds of backgrounds: read when one of them is asked for.
    from xyzservices import providers

    key, title = _NAMED[name]
    entry: Any = providers.query_name(key)
    servers = tuple(str(entry.get("subdomains", "".join(_SERVERS))))
    return Tiles(
        name=title,
        template=str(entry["url"]).replace("{r}", ""),
        servers=servers if "{s}" in entry["url"] else (),
        credit=_pieces(str(entry.get("html_attribution", entry["attribution"]))),
        closest=int(entry.get("max_zoom", _CLOSEST)),
        of_websites=name in _OF_WEBSITES,
    )


# ---- addresses that a brief gives --------------------------------------------------------------


def _of_address(address: str, credit: str) -> list[Finding]:
    """Return what is wrong with the address of tiles, and with its credit."""
    if not re.search(r"[/:{]", address):
        near = difflib.get_close_matches(address.lower(), _NAMED, n=1, cutoff=0.5)
        names = tuple(near) or tuple(_NAMED)
        return [finding("map.tiles_unknown", "tiles", names=names)]
    found = []
    try:
        parts = urlsplit(address)
        place = parts.netloc.rpartition("@")[2].replace("{s}", "s")
    except ValueError:
        return [finding("map.tiles_address", "tiles")]
    if parts.scheme != "https":
        found.append(finding("map.tiles_not_https", "tiles"))
    secret = _holds_secret(address)
    if secret:
        found.append(finding("map.tiles_secret", "tiles"))
    elif not (_HOST.fullmatch(place) and _ADDRESS.fullmatch(address)) or parts.fragment:
        found.append(finding("map.tiles_address", "tiles"))
    behind = f"{parts.path}?{parts.query}"
    missing = tuple(part for part in _PLACE if part not in behind)
    if missing:
        found.append(finding("map.tiles_no_place", "tiles", missing=missing))
    others = set(_PLACEHOLDER.findall(address)) - set(_KNOWN)
    if others and not secret:
        found.append(finding("map.tiles_placeholder", "tiles", names=tuple(sorted(others))))
    if not credit.strip():
        found.append(finding("map.tiles_no_credit", "tiles_credit"))
    return found


def _holds_secret(address: str) -> bool:
    """Tell whether an address holds a key or a password, or asks for one."""
    parts = urlsplit(address)
    if "@" in parts.netloc:
        return True
    asked = [name for name in _PLACEHOLDER.findall(address) if name not in _KNOWN]
    asked += re.findall(r"[<\[]([^<>\[\]]*)[>\]]", address)
    given = parse_qsl(parts.query, keep_blank_values=True)
    named = [name for name, value in given if not _PLACEHOLDER.fullmatch(value)]
    values = [*(value for _, value in given), *parts.path.split("/")]
    return any(map(_SECRET_NAME.search, [*asked, *named])) or any(map(_SECRET_VALUE.search, values))


# ---- credits -----------------------------------------------------------------------------------


class _Pieces(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[tuple[str, str]] = []
        self._address = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        address = dict(attrs).get("href") or "" if tag == "a" else ""
        self._address = address if address.startswith(("https://", "http://")) else ""

    def handle_endtag(self, tag: str) -> None:
        self._address = ""

    def handle_data(self, data: str) -> None:
        self.pieces.append((data.replace("(C)", "©"), self._address))


def _pieces(markup: str) -> tuple[tuple[str, str], ...]:
    """Return the texts of a credit with the addresses that they lead to."""
    parser = _Pieces()
    parser.feed(markup)
    parser.close()
    return tuple(parser.pieces)
