"""What a page, a style sheet, a drawing or a script would ask the network for."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

#: Names of XML vocabularies look like addresses; nothing ever fetches them.
_NAMESPACES = (
    "http://www.w3.org/",
    # Those of forms (https://getodk.github.io/xforms-spec/) and of geographic data.
    *("http://openrosa.org/", "http://www.opendatakit.org/xforms", "http://enketo.org/xforms"),
    "http://www.opengis.net/",
)

_REMOTE = re.compile(r"^\s*(?:(?:https?|wss?|ftps?|file):|(?:https?:)?[\\/]{2}[^\\/\s])", re.I)

_CSS_COMMENT = re.compile(r"/\*.*?\*/", re.S)
_CSS_ESCAPE = re.compile(r"\\(?:([0-9a-fA-F]{1,6})[ \t\r\n\f]?|([^\r\n\f]))")
_CSS_NAMESPACE = re.compile(r"@namespace\b[^;]*;", re.I)
_CSS_ADDRESS = re.compile(
    r"""(?:url|src)\(\s*(?:"([^"]*)"|'([^']*)'|([^)"']*))\s*\)  # url(a), url("a"), src("a")
      | @import\s+(?:"([^"]*)"|'([^']*)')                        # @import "a"
      | image-set\(\s*(?:"([^"]*)"|'([^']*)')                    # image-set("a" 1x)
    """,
    re.I | re.X,
)

# An address that only a click follows: inside <a href="…"> in a text of a script.
_ANCHOR = re.compile(r"""<a\s[^<>]*?href\s*=\s*(\\?["'])[^"'<>]*\1""", re.I)
_SCRIPT_ADDRESS = re.compile(
    r"""(?:https?|wss?|ftp):(?:\\?/){2}[^\s"'`<>\\)]*             # anywhere
      | (?<=["'`])(?:\\?/){2}[a-z0-9-]+(?:\.[a-z0-9-]+)+[^\s"'`<>\\)]*  # "//host/…"
    """,
    re.I | re.X,
)
# Strings before comments before regular expressions, from left to right, so that "//" inside a
# string is no comment and a quote inside a comment no string.
_SCRIPT_TOKEN = re.compile(
    r"""(?P<string>"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|`(?:\\.|[^`\\])*`)
      | (?P<comment>/\*.*?\*/|(?<!:)//[^\n]*)
      | (?<=[(,=:\[!&|?{};+\n])\s*/(?![*/])(?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\\[\n])+/[a-z]*
    """,
    re.S | re.X,
)


def is_remote(address: str) -> bool:
    r"""Tell whether following `address` leaves the file and its folder.

    Parameters
    ----------
    address : str
        As written in an attribute or a style sheet.

    Returns
    -------
    bool
        ``True`` for absolute addresses, those that begin with ``//`` and those on this machine
        (``file:``); ``False`` for relative ones, fragments and ``data:``.

    Examples
    --------
    >>> is_remote("https://tiles.example.org/1/2/3.png"), is_remote("//cdn.example.org/a.js")
    (True, True)
    >>> is_remote("maps/region.pdf"), is_remote("data:image/png;base64,AAAA"), is_remote("#top")
    (False, False, False)
    """
    # Browsers drop tabs and line ends inside addresses.
    return bool(_REMOTE.match(re.sub(r"[\t\r\n]", "", address)))


def host_of(address: str) -> str:
    """Return whom following `address` asks.

    Examples
    --------
    >>> host_of("https://A.tiles.example.org/{z}/{x}/{y}.png")
    'a.tiles.example.org'
    """
    try:
        return urlsplit(address.strip()).netloc.lower()
    except ValueError:
        return address


def addresses_in_css(css: str) -> Iterator[str]:
    r"""Yield every address that `css` names: ``url()``, ``@import``, ``image-set()``, ``src()``.

    Parameters
    ----------
    css : str
        A style sheet or the value of a ``style`` attribute.

    Yields
    ------
    str
        Addresses of any kind, escapes resolved.

    Examples
    --------
    >>> list(addresses_in_css('@import "a.css"; b {background: URL( https://x.org/i.png )}'))
    ['a.css', 'https://x.org/i.png']
    """
    plain = _CSS_ESCAPE.sub(_unescaped, _CSS_COMMENT.sub(" ", css))
    for found in _CSS_ADDRESS.finditer(_CSS_NAMESPACE.sub(" ", plain)):
        address = next((group for group in found.groups() if group is not None), "")
        if address.strip():
            yield address.strip()


def _unescaped(found: re.Match[str]) -> str:
    if found[1] is None:
        return str(found[2])
    number = int(found[1], 16)
    return chr(number) if 0 < number <= 0x10FFFF else "\ufffd"


def addresses_in_script(script: str) -> Iterator[str]:
    """Yield the absolute addresses in `script` that it may fetch.

    A program cannot be judged without running it, so every absolute address counts, except names
    of XML vocabularies, comments, and links that wait for a click.

    Parameters
    ----------
    script : str
        JavaScript.

    Yields
    ------
    str
        Addresses as written.

    Examples
    --------
    >>> list(addresses_in_script('L.tileLayer("https://tiles.example.org/{z}/{x}/{y}.png")'))
    ['https://tiles.example.org/{z}/{x}/{y}.png']
    >>> list(addresses_in_script('p = \\'<a href="https://leafletjs.com">Leaflet</a>\\''))
    []
    """
    code = _ANCHOR.sub(" ", _SCRIPT_TOKEN.sub(_without_comment, script))
    for found in _SCRIPT_ADDRESS.finditer(code):
        address = found[0].replace("\\/", "/")
        if not address.startswith(_NAMESPACES):
            yield address


def _without_comment(found: re.Match[str]) -> str:
    return " " if found["comment"] else found[0]


def strings_in_script(script: str) -> Iterator[str]:
    r"""Yield the texts between quotes in `script`, escapes resolved: where its data are.

    Examples
    --------
    >>> list(strings_in_script("a = 'Thi\\u00e8s'; // 'not this'"))
    ['Thiès']
    """
    for found in _SCRIPT_TOKEN.finditer(script):
        if found["string"]:
            yield _SCRIPT_ESCAPE.sub(_character, found["string"][1:-1])


_SCRIPT_ESCAPE = re.compile(
    r"\\(?:u\{([0-9a-fA-F]{1,6})\}|u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|(.))", re.S
)
_SCRIPT_CONTROLS = {"n": "\n", "t": "\t", "r": "\r", "b": "\b", "f": "\f", "v": "\v", "\n": ""}


def _character(found: re.Match[str]) -> str:
    digits = found[1] or found[2] or found[3]
    if digits:
        number = int(digits, 16)
        return chr(number) if number <= 0x10FFFF else "\ufffd"
    return _SCRIPT_CONTROLS.get(found[4], found[4])
