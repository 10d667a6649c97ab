"""The scripts and styles that folium names by address, from the installed packages.

The only module that reads ``offlinefolium.elements._res``, a private name: folium-offline is a copy
of folium whose tables hold what each address would deliver. folium and folium-offline are pinned
together in ``pyproject.toml``, and a test checks that every address folium's classes know is here.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from probono_kit.maps.offline_css import without_addresses

# Addresses of source maps: only developer tools would ask for them.
_SOURCE_MAP = re.compile(r"(?://|/\*)[#@]\s*sourceMappingURL=[^\s'\"+]*\s*(?:\*/)?\s*$")
_EVALUATES = re.compile(r"\beval\(|\bnew Function\(|[^.\w]Function\(")


# The legend that geopandas ``explore()`` makes for categories names another version of a library
# that is here for a plugin: the one part of it that the legend uses is the same in both.
_SAME = {
    "https://code.jquery.com/ui/1.12.1/jquery-ui.js": (
        "https://cdnjs.cloudflare.com/ajax/libs/jqueryui/1.10.2/jquery-ui.min.js"
    ),
}


@cache
def _resources() -> Mapping[str, str]:
    from offlinefolium.elements import _res

    known: Mapping[str, str] = _res
    return {**known, **{name: known[other] for name, other in _SAME.items()}}


def is_known(address: str) -> bool:
    """Tell whether the script or style sheet at `address` is installed.

    Parameters
    ----------
    address : str
        As folium writes it.

    Returns
    -------
    bool
        True if :func:`script` or :func:`style` can give it.

    Examples
    --------
    >>> is_known("https://cdn.jsdelivr.net/npm/leaflet@1.9.3/dist/leaflet.js")
    True
    """
    return address in _resources()


def script(address: str) -> str:
    """Return the script that `address` stands for, fit to stand in a ``<script>`` element.

    Parameters
    ----------
    address : str
        One that :func:`is_known`.

    Returns
    -------
    str
        JavaScript, ending in a line break.

    Examples
    --------
    >>> "Leaflet 1.9" in script("https://cdn.jsdelivr.net/npm/leaflet@1.9.3/dist/leaflet.js")
    True
    """
    code = _SOURCE_MAP.sub("", _resources()[address].strip())
    return re.sub(r"</(?=script)", r"<\\/", code, flags=re.IGNORECASE) + "\n"


def style(address: str) -> str:
    """Return the style sheet that `address` stands for, with nothing left in it to ask for.

    Pictures and fonts are inside as ``data:``. The few that folium-offline lacks (the older font
    formats that no browser of today asks for, the spinner of ``Search``) become empty.

    Parameters
    ----------
    address : str
        One that :func:`is_known`.

    Returns
    -------
    str
        CSS, ending in a line break.

    Examples
    --------
    >>> css = style("https://cdn.jsdelivr.net/npm/leaflet@1.9.3/dist/leaflet.css")
    >>> ".leaflet-pane" in css, "url(images/" in css
    (True, False)
    """
    css = _SOURCE_MAP.sub("", _resources()[address].strip())
    return re.sub(r"</(?=style)", r"<\\/", without_addresses(css), flags=re.IGNORECASE) + "\n"


def evaluates(address: str) -> bool:
    """Tell whether the script at `address` turns text into code, which a page must then allow."""
    return _EVALUATES.search(_resources()[address]) is not None
