"""How features of a reference map are drawn: the conventions of topographic maps."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from probono_kit.i18n import gettext as _
from probono_kit.maps.colours import BROOK, SEA, SHORE
from probono_kit.maps.model import LegendClass
from probono_kit.maps.overlays.model import LineStyle
from probono_kit.maps.overlays.roles import ROLES, Found, Role, Theme
from probono_kit.maps.symbology import Symbology

#: Ink of the names of water, and of roads.
WATER_INK, ROAD_INK = "#22648f", "#5a3b14"

#: Ink of towns.
_TOWN = "#2b333a"

_COLOURS: dict[Role, str] = {
    Role.CAPITAL: "#8e1b1b",
    Role.CITY: _TOWN,
    Role.TOWN: _TOWN,
    Role.VILLAGE: _TOWN,
    Role.MAIN_ROAD: "#e0913f",
    Role.ROAD: "#fdf3cf",
    Role.MINOR_ROAD: "#756c5d",
    Role.RAILWAY: "#4a4e52",
    Role.BOUNDARY: "#8a5a94",
    Role.RIVER: "#5b9fca",
    Role.STREAM: BROOK,
    Role.LAKE: SHORE,
}

#: Shape and radius (millimetres on A4) of towns.
_TOWNS: dict[Role, tuple[str, float]] = {
    Role.CAPITAL: ("square", 1.45),
    Role.CITY: ("circle", 1.25),
    Role.TOWN: ("circle", 0.95),
    Role.VILLAGE: ("circle", 0.62),
}

_LINES: dict[Role, LineStyle] = {
    Role.MAIN_ROAD: LineStyle(1.5, casing="#8a4b16", ink=ROAD_INK),
    Role.ROAD: LineStyle(1.1, casing="#8f8163", ink=ROAD_INK),
    Role.MINOR_ROAD: LineStyle(0.6, casing="", ink=ROAD_INK),
    Role.RAILWAY: LineStyle(1.3, (4.0, 1.4), casing="", ink="#33373a"),
    Role.BOUNDARY: LineStyle(1.0, (3.0, 2.0), casing="", ink="#6d4577"),
    Role.RIVER: LineStyle(1.2, casing="", ink=WATER_INK, slanted=True),
    Role.STREAM: LineStyle(0.6, casing="", ink=WATER_INK, slanted=True),
    Role.LAKE: LineStyle(0.5, casing="", ink=WATER_INK, slanted=True, fill=SEA),
}

_LABELS: dict[Role, Callable[[str], str]] = {
    Role.CAPITAL: lambda language: _("Capital", language),
    Role.CITY: lambda language: _("City", language),
    Role.TOWN: lambda language: _("Town", language),
    Role.VILLAGE: lambda language: _("Village", language),
    Role.MAIN_ROAD: lambda language: _("Main road", language),
    Role.ROAD: lambda language: _("Road", language),
    Role.MINOR_ROAD: lambda language: _("Minor road or track", language),
    Role.RAILWAY: lambda language: _("Railway", language),
    Role.BOUNDARY: lambda language: _("Boundary", language),
    Role.RIVER: lambda language: _("River", language),
    Role.STREAM: lambda language: _("Stream, or only at times", language),
    Role.LAKE: lambda language: _("Lake", language),
}

_TITLES: dict[Theme, Callable[[str], str]] = {
    Theme.TOWNS: lambda language: _("Towns", language),
    Theme.ROADS: lambda language: _("Roads", language),
    Theme.RAILWAYS: lambda language: _("Railways", language),
    Theme.BOUNDARIES: lambda language: _("Boundaries", language),
    Theme.RIVERS: lambda language: _("Rivers", language),
    Theme.LAKES: lambda language: _("Lakes", language),
}

#: From the lowest to the uppermost.
ORDER = (
    Theme.LAKES,
    Theme.RIVERS,
    Theme.BOUNDARIES,
    Theme.RAILWAYS,
    Theme.ROADS,
    Theme.TOWNS,
)


def title_of(theme: Theme, language: str) -> str:
    """Return what the legend calls a theme.

    Examples
    --------
    >>> title_of(Theme.ROADS, "fr")
    'Routes'
    """
    return _TITLES[theme](language)


def in_convention(found: Found, language: str) -> tuple[Symbology, tuple[LineStyle, ...]]:
    """Return how the features of a layer look by what they are, and the lines of their classes.

    Parameters
    ----------
    found : Found
        What they are.
    language : str
        Of the legend.
    """
    roles = [role for role in ROLES[found.theme] if (found.roles == role.value).any()]
    place = {role.value: i for i, role in enumerate(roles)}
    classes = tuple(_class(role, i, found, language) for i, role in enumerate(roles))
    number = np.array([place[role] for role in found.roles], dtype=int)
    blank = np.full(len(number), "", dtype=object)
    looks = Symbology(
        class_key=number.astype(str).astype(object),
        fill=np.array([classes[i].colour for i in number], dtype=object),
        value=blank,
        value_text=blank,
        radius=np.full(len(number), np.nan),
        classes=classes,
    )
    lines = () if found.theme is Theme.TOWNS else tuple(_LINES[role] for role in roles)
    return looks, lines


def _class(role: Role, number: int, found: Found, language: str) -> LegendClass:
    shape, size = _TOWNS.get(role, ("", 0.0))
    count = int((found.roles == role.value).sum())
    return LegendClass(
        str(number), _LABELS[role](language), _COLOURS[role], count, shape=shape, size=size
    )
