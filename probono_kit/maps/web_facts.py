"""Many facts in compressed blocks: each column of texts once, whoever refers to it.

What the first picture of thousands of places needs stands before them as it is: its numbers would
not be much shorter compressed, and a browser paints them while it has yet to unpack the rest. The
texts of the table and of pop-ups stand in a block of their own, unpacked when the map is there.
"""

from __future__ import annotations

import base64
import struct
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import pandas as pd
from markupsafe import Markup

from probono_kit.maps.model import MapModel
from probono_kit.maps.web_context import Layer
from probono_kit.maps.web_layers import encoded, features_of
from probono_kit.maps.web_letters import HARMLESS
from probono_kit.maps.web_scripts import FIRST
from probono_kit.pages import json_text

#: From this many features on, or characters of layers, a page holds its facts compressed.
PACKED_FROM, PACKED_LENGTH = 1_000, 600_000

# Of zlib: beyond it, time doubles for a hundredth of the size.
_EFFORT = 7

# The parts of layers that a canvas needs.
_PAINTED = {
    "surroundings": ("countries", "disputed", "lakes", "own", "rivers", "styles"),
    "ground": ("land", "outline", "shapes", "style"),
    "areas": ("fills", "hatch", "hatched", "outline", "palette", "shapes", "style"),
    "points": ("fills", "inks", "palette", "radii", "signs", "spots", "style"),
}

# The parts of a layer that are columns of texts.
_NAMES, _COLUMNS = ("names", "values"), "columns"


@dataclass
class Facts:
    """What a page with many features holds compressed, for ``probono.unpack``.

    Attributes
    ----------
    painted : bool
        The first picture is painted on a canvas, before the rest is unpacked.
    options : dict
        Of the map.
    layers : list of dict
        As :mod:`probono_kit.maps.web_layers` makes them, columns of texts given by their number.
    head : str
        Style sheets of the map.
    """

    painted: bool = False
    options: Layer = field(default_factory=dict)
    layers: list[Layer] = field(default_factory=list)
    head: str = ""
    _columns: dict[tuple[str, ...], int] = field(default_factory=dict)
    _written: set[int] = field(default_factory=set)
    _first: list[tuple[str, Layer | None]] = field(default_factory=list)

    @property
    def scripts(self) -> tuple[str, ...]:
        """Names of the scripts that stand in the page as they are."""
        if not self.painted:
            return FIRST[:1]
        signs = any(layer and "signs" in layer for _, layer in self._first)
        return tuple(name for name in FIRST if signs or name != "stamps")

    def add_layer(self, function: str, layer: Layer) -> int:
        """Take up a layer, drawn by a function of ``map/layers.js``; return its number."""
        seen = _PAINTED.get(function, ()) if self.painted else ()
        first = {name: layer[name] for name in seen if name in layer}
        self._first.append((function, first or None))
        taken = {name: part for name, part in layer.items() if name not in first}
        taken |= {name: self._number(layer[name]) for name in _NAMES if name in layer}
        if _COLUMNS in layer:
            taken[_COLUMNS] = [self._number(texts) for texts in layer[_COLUMNS]]
        if layer.get("labels") and "names" in taken:
            self._written.add(taken["names"])
        self.layers.append(taken)
        return len(self.layers) - 1

    def first(self) -> str:
        """Return as JSON what the first picture needs; nothing if it is not painted."""
        if not self.painted:
            return ""
        names, layers = zip(*self._first, strict=True)
        return json_text({"options": self.options, "names": names, "layers": layers})

    def block(self, code: str, columns: Iterable[pd.Series]) -> str:
        """Return as letters what is drawn: the scripts, the layers, the names written on them.

        Parameters
        ----------
        code : str
            The scripts that draw.
        columns : iterable of pandas.Series
            Texts of the table, not yet encoded.

        Returns
        -------
        str
            JSON, compressed; see :func:`pack`. Columns that :meth:`texts` holds are empty in it.
        """
        table = [self._number(encoded(texts)) for texts in columns]
        made = {"code": code, "head": self.head, "layers": self.layers, "table": table}
        return pack(json_text(made | {"texts": self._texts(written=True)}))

    def texts(self) -> str:
        """Return as letters the columns of texts that readers ask for once the map is there."""
        return pack(json_text({"texts": self._texts(written=False)}))

    def _texts(self, *, written: bool) -> list[list[str]]:
        return [
            list(texts) if (number in self._written) is written else []
            for texts, number in self._columns.items()
        ]

    def _number(self, texts: Sequence[str]) -> int:
        return self._columns.setdefault(tuple(texts), len(self._columns))


def is_packed(model: MapModel, layers: Iterable[tuple[str, Layer]]) -> bool:
    """Tell whether a page is better off with its facts in one compressed block.

    Parameters
    ----------
    model : MapModel
        What the page shows.
    layers : iterable of (function, layer)
        What the page draws.

    Returns
    -------
    bool
        False for maps of a few hundred areas: their pages can be read without scripts.
    """
    if max(len(features_of(model)), len(model.table)) >= PACKED_FROM:
        return True
    return sum(len(json_text(layer)) for _, layer in layers) >= PACKED_LENGTH


def pack(text: str) -> str:
    """Compress a text as every browser can read it, and write it in base 85.

    Parameters
    ----------
    text : str
        Any.

    Returns
    -------
    str
        A gzip member without name and time: the same text gives the same letters, none of which
        means anything to HTML, JSON or Jinja. Five stand for four bytes, zeros fill up the last.

    Examples
    --------
    >>> letters = pack("Thiès")
    >>> letters[:12], len(letters)
    (Markup('2ABzY8000000'), 36)
    """
    data = text.encode("utf-8")
    squeezed = zlib.compressobj(_EFFORT, zlib.DEFLATED, -zlib.MAX_WBITS, 9)
    body = squeezed.compress(data) + squeezed.flush()
    # Written by hand: what Python puts into the head differs between its versions and systems.
    head = b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\xff"
    tail = struct.pack("<LL", zlib.crc32(data), len(data) & 0xFFFFFFFF)
    whole = head + body + tail
    # The first letter says how many zeros fill up the last four bytes.
    lacking = -len(whole) % 4
    letters = base64.b85encode(whole + bytes(lacking)).decode("ascii")
    return Markup(f"{lacking}{letters.translate(HARMLESS)}")
