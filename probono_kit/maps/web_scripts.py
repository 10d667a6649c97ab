"""The scripts of a web map: those that paint its first picture, and those that need Leaflet."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable

from probono_kit.pages import source

#: Scripts of ``templates/pages/map`` that paint thousands of places before Leaflet is there.
FIRST = ("letters", "numbers", "scene", "shapes", "dots", "stamps", "first")

#: Those that make the map, each built on those before it.
LATER = (
    *("paths", "names", "view", "sheets", "signs", "finding", "features", "layers"),
    *("flows", "bars", "steps", "overlays"),
    *("table", "filter", "chart", "tools", "page"),
)

#: Those of an online background.
ONLINE = ("mercator", "tiles")

# What only some maps have, and the scripts for it.
_ONLY = {"flows": "flows", "bars": "bars", "steps": "steps"}
_ONLY |= dict.fromkeys(("signs", "stamps"), "signs") | dict.fromkeys(ONLINE, "tiles")

# Texts and regular expressions stay letter by letter; between other signs nobody needs a space.
_KEPT = re.compile(r"('(?:\\.|[^'\\])*'|(?<=\()/(?![/*])[^/\n]+/)")
_SPACES = re.compile(r" ?([-+*/%]=|[=<>,;(){}?:&|*]|!=) ?")

_COMMENTS = re.compile(r"^(?:/\*.*?\*/\n|[ ]*//[^\n]*\n|[ ]+|\n)", re.MULTILINE | re.DOTALL)


def chosen(has: Collection[str]) -> tuple[str, ...]:
    """Return the names of the scripts of a map, in their order.

    Parameters
    ----------
    has : collection of str
        What the map has of ``flows``, ``bars``, ``steps``, ``signs``, ``tiles``.

    Examples
    --------
    >>> set(chosen(["signs", "bars"])) - set(chosen(["signs"]))
    {'bars'}
    """
    return tuple(name for name in (*FIRST, *LATER, *ONLINE) if _ONLY.get(name, "") in ("", *has))


def scripts(names: Iterable[str]) -> str:
    """Return scripts without comments that have a line of their own, and what lines begin with.

    Examples
    --------
    >>> scripts(["letters"]).splitlines()[0]
    '(function (probono) {'
    """
    return "\n".join(_COMMENTS.sub("", source(f"map/{name}.js")) for name in names)


def tight(code: str) -> str:
    """Leave out needless spaces: of the scripts that stand in the page uncompressed.

    Examples
    --------
    >>> tight("const a = [1, 2].join(', ');")
    "const a=[1,2].join(', ');"
    """
    pieces = _KEPT.split(code)
    pieces[::2] = [_SPACES.sub(r"\1", piece) for piece in pieces[::2]]
    return "".join(pieces)
