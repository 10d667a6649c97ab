"""What a style sheet would ask the network for."""

from __future__ import annotations

import re
from collections.abc import Iterator

# A quoted address may hold `url(` itself (a picture written in SVG): the whole of it is consumed.
_URL = re.compile(
    r"""url\(\s*(?:"(?P<double>(?:[^"\\]|\\.)*)"|'(?P<single>(?:[^'\\]|\\.)*)'|(?P<bare>[^)]*))\s*\)""",
    re.IGNORECASE | re.DOTALL,
)
_IMPORT = re.compile(
    r"""@import\s+(?:url\()?\s*["']?(?P<address>[^"')\s;]+)[^;]*;?""", re.IGNORECASE
)
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)


def addresses(css: str) -> Iterator[str]:
    """Give every address in `css` that a browser would ask for.

    Parameters
    ----------
    css : str
        A style sheet, or the value of a ``style`` attribute.

    Yields
    ------
    str
        The address; ``data:`` addresses and references inside the page (``#hatch``) are none.

    Examples
    --------
    >>> list(addresses("a{background:url(b.png)} p{fill:url(#hatch)} @import 'c.css';"))
    ['c.css', 'b.png']
    """
    css = _COMMENT.sub(" ", css)
    yield from (match["address"] for match in _IMPORT.finditer(css) if _leaves(match["address"]))
    yield from (
        address for match in _URL.finditer(_IMPORT.sub(" ", css)) if _leaves(address := _of(match))
    )


def without_addresses(css: str) -> str:
    """Return `css` with every address that a browser would ask for made empty.

    Examples
    --------
    >>> without_addresses("@import 'c.css'; i{src:url(data:font/woff2;base64,AA),url(a.ttf)}")
    ' i{src:url(data:font/woff2;base64,AA),url("data:,")}'
    """

    def emptied(match: re.Match[str]) -> str:
        return 'url("data:,")' if _leaves(_of(match)) else match[0]

    return _URL.sub(emptied, _IMPORT.sub("", css))


def _of(match: re.Match[str]) -> str:
    return (match["double"] or match["single"] or match["bare"] or "").strip()


def _leaves(address: str) -> bool:
    return bool(address) and not address.lower().startswith(("data:", "#", "%23", "about:"))
