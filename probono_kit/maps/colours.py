"""Palettes by the nature of the data, derived so that every reader tells the classes apart.

Sequential and diverging palettes are paths through OKLab, sampled at even steps of CIE lightness:
what is darker in colour is darker in grey print by the same amount. The qualitative one was found
by maximising the smallest difference between any two of its colours under normal vision, the three
dichromacies and in grey at once. The tests measure both with :mod:`probono_kit.maps.vision`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

import matplotlib as mpl
import numpy as np

from probono_kit.maps.arrays import Array
from probono_kit.maps.vision import (
    contrast,
    from_oklab,
    lightness,
    to_hex,
    to_linear,
    to_oklab,
)

#: Colour under the hatching of areas without data: told from every palette by the hatching.
NO_DATA_COLOUR = "#e6e6e6"

#: Seas and lakes, their shores, and small rivers.
SEA, SHORE, BROOK = "#e3eef5", "#a9c6d8", "#9cc3dc"

#: Dark and light ink for texts.
INK, PAPER = "#1f2a33", "#ffffff"


class Nature(StrEnum):
    """What the order of the classes means."""

    SEQUENTIAL = "sequential"
    DIVERGING = "diverging"
    QUALITATIVE = "qualitative"


@dataclass(frozen=True)
class Palette:
    """A named family of colours.

    Attributes
    ----------
    name : str
        What a spec says.
    nature : Nature
        The data that it is for.
    anchors : tuple of str
        ``#rrggbb``: light to dark (sequential), dark low end to dark high end with the middle in
        the middle (diverging), the colours themselves (qualitative).
    """

    name: str
    nature: Nature
    anchors: tuple[str, ...]


def _sequential(name: str, *anchors: str) -> Palette:
    return Palette(name, Nature.SEQUENTIAL, anchors)


_RAMPS = (
    _sequential("lagoon", "#f4f4d7", "#b4dcb2", "#5bb2a6", "#1f7a8c", "#12405f"),
    _sequential("ember", "#fdf0d5", "#f6c177", "#e58a3c", "#b4501e", "#64230f"),
    _sequential("plum", "#f5eaf3", "#cfb3db", "#9d76bd", "#6b4494", "#37195a"),
    _sequential("leaf", "#f2f5dc", "#bfdca3", "#7db76a", "#3c8447", "#0f3f22"),
    _sequential("river", "#eaf2f8", "#b0cfe6", "#6ba3cf", "#2f6fab", "#11376a"),
    _sequential("brick", "#fce9df", "#f4b5a0", "#df7462", "#b13a3d", "#691223"),
    _sequential("slate", "#f4f4f4", "#252525"),
)

_DIVERGING = (
    Palette(
        "river-ember",
        Nature.DIVERGING,
        ("#123c70", "#3f7fb8", "#a9cbe3", "#f5f1e8", "#f3bd7c", "#c9651f", "#66270f"),
    ),
    Palette(
        "leaf-plum",
        Nature.DIVERGING,
        ("#0f4526", "#3c8447", "#b0d69b", "#f4f1ee", "#cfb3db", "#7d53a3", "#37195a"),
    ),
)

_QUALITATIVE = (
    Palette(
        "eight",
        Nature.QUALITATIVE,
        (
            "#4950b0",
            "#7dac53",
            "#a9531e",
            "#c4a4fe",
            "#2a8979",
            "#d9668e",
            "#81254a",
            "#93d8df",
        ),
    ),
)

#: All palettes by name.
PALETTES = {p.name: p for p in (*_RAMPS, *_DIVERGING, *_QUALITATIVE)}

#: What ``palette="auto"`` means.
DEFAULTS = {
    Nature.SEQUENTIAL: "lagoon",
    Nature.DIVERGING: "river-ember",
    Nature.QUALITATIVE: "eight",
}

#: The colour of proportional circles, and of points that are all alike.
SYMBOL_COLOUR = "#1f6f8b"

#: How many categories get a colour of their own.
MOST_CATEGORIES = len(_QUALITATIVE[0].anchors)


def palette_names() -> list[str]:
    """Return the names that a spec may give: our own, then matplotlib's colour maps."""
    return [*PALETTES, *sorted(name for name in mpl.colormaps if not name.endswith("_r"))]


def is_palette(name: str) -> bool:
    """Tell whether `name` is ``"auto"``, one of ours, or a matplotlib colour map."""
    return name == "auto" or name in PALETTES or name in mpl.colormaps


def colours(name: str, nature: Nature, count: int, *, below: int | None = None) -> tuple[str, ...]:
    """Return `count` colours for classes or categories.

    Parameters
    ----------
    name : str
        A palette, a matplotlib colour map (sampled evenly), or ``"auto"``.
    nature : Nature
        Chooses the palette for ``"auto"``, and how one is sampled.
    count : int
        How many, at least 1. A qualitative palette has :data:`MOST_CATEGORIES` of its own and
        starts again after that.
    below : int, optional
        Diverging only: how many of the classes lie below the middle.

    Returns
    -------
    tuple of str
        ``#rrggbb``, lowest class first.

    Examples
    --------
    >>> colours("lagoon", Nature.SEQUENTIAL, 3)
    ('#d0e6c2', '#53aaa3', '#1a667d')
    >>> len(colours("auto", Nature.QUALITATIVE, 5))
    5
    """
    if name == "auto" or (name in PALETTES and PALETTES[name].nature is not nature):
        name = _default(name, nature)
    if name not in PALETTES:
        return _from_colormap(name, nature, count)
    anchors = PALETTES[name].anchors
    if nature is Nature.QUALITATIVE:
        return tuple(anchors[i % len(anchors)] for i in range(count))
    if nature is Nature.DIVERGING:
        return _diverging(anchors, count, count // 2 if below is None else below)
    return _ramp(anchors, np.linspace(*_range(count), count) if count > 1 else np.array([55.0]))


def _default(name: str, nature: Nature) -> str:
    """Name the palette for `nature`: a sequential one keeps its hue in a diverging map."""
    if nature is Nature.DIVERGING:
        twin = next((p.name for p in _DIVERGING if name in p.name.split("-")), None)
        return twin or DEFAULTS[nature]
    return DEFAULTS[nature]


def _range(count: int) -> tuple[float, float]:
    """Lightest and darkest L* of `count` classes: few classes need no extremes."""
    return {2: (84.0, 48.0), 3: (89.0, 40.0), 4: (91.0, 35.0), 5: (92.0, 31.0)}.get(
        count, (94.0, 25.0)
    )


@lru_cache(maxsize=32)
def _path(anchors: tuple[str, ...]) -> tuple[Array, Array]:
    """Return 512 colours (linear RGB) along `anchors` through OKLab, and their lightness."""
    stops = to_oklab(to_linear(anchors))
    where = np.linspace(0, len(anchors) - 1, 512)
    mixed = np.stack([np.interp(where, range(len(anchors)), c) for c in stops.T], axis=1)
    linear = np.clip(from_oklab(mixed), 0, 1)
    return linear, lightness(to_hex(linear))


def _ramp(anchors: tuple[str, ...], levels: Array) -> tuple[str, ...]:
    """Pick the colours of the path that have the given lightness, light to dark."""
    linear, light = _path(anchors)
    order = np.argsort(light)
    return to_hex(
        np.stack([np.interp(levels, light[order], c[order]) for c in linear.T], axis=1),
    )


def _diverging(anchors: tuple[str, ...], count: int, below: int) -> tuple[str, ...]:
    """Colour the two arms in steps of lightness that interlock.

    The high arm is half a step darker than the low one: classes that mirror each other about the
    middle are close in weight, and still not the same grey when printed without colour.
    """
    half = len(anchors) // 2
    low, high = anchors[half::-1], anchors[half:]
    levels = np.linspace(90.0, 34.0, 2 * max(below, count - below, 1))
    arm_low, arm_high = levels[::2][:below], levels[1::2][: count - below]
    return (*_ramp(low, arm_low)[::-1], *_ramp(high, arm_high))


def _from_colormap(name: str, nature: Nature, count: int) -> tuple[str, ...]:
    table = mpl.colormaps[name]
    if nature is Nature.QUALITATIVE and table.N <= 20:
        where = np.arange(count) % table.N / max(table.N - 1, 1)
    else:
        where = np.linspace(0.08, 0.95, count)
    return tuple(mpl.colors.to_hex(table(float(w))) for w in where)


def text_colour(fill: str) -> str:
    """Return dark or light ink, whichever reads better on `fill` (WCAG contrast).

    Examples
    --------
    >>> text_colour("#f4f4d7"), text_colour("#12405f")
    ('#1f2a33', '#ffffff')
    """
    return max((INK, PAPER), key=lambda ink: contrast(ink, fill))


def mix(first: str, second: str, share: float) -> str:
    """Return the colour `share` (0 to 1) of the way from `first` to `second`, in OKLab."""
    a, b = to_oklab(to_linear([first, second]))
    return to_hex(np.clip(from_oklab((a + (b - a) * share)[None, :]), 0, 1))[0]


def swatches(names: Sequence[str] | None = None, count: int = 5) -> dict[str, tuple[str, ...]]:
    """Return `count` colours of each palette, to look at or to measure.

    Examples
    --------
    >>> sorted(swatches(["river"], 2))
    ['river']
    """
    chosen = [PALETTES[name] for name in names or PALETTES]
    return {p.name: colours(p.name, p.nature, count) for p in chosen}
