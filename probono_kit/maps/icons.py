"""Humanitarian icons by name: OCHA's, as outlines that every renderer draws alike."""

from __future__ import annotations

import difflib
import json
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from probono_kit.maps.checks import sort_key
from probono_kit.resources import share_path

#: Icons and shapes lie in a square of this many units, y downwards.
GRID = 480


def icon_names(language: str = "en") -> tuple[str, ...]:
    """Return the names of all icons, in alphabetical order.

    Parameters
    ----------
    language : str
        ``"fr"`` for the French names; English ones for any other language. A brief may use both.

    Returns
    -------
    tuple of str
        What ``icons`` of a :class:`~probono_kit.maps.MapSpec` may name.

    Examples
    --------
    >>> "school" in icon_names(), "école" in icon_names("fr")
    (True, True)
    """
    if language != "fr":
        return tuple(_icons())
    return tuple(sorted(map(french_name, _icons()), key=sort_key))


def french_name(name: str) -> str:
    """Return the French name of an icon.

    Examples
    --------
    >>> french_name("health-post")
    'poste de santé'
    """
    return str(_icons()[name]["fr"])


def find_icon(name: str) -> str:
    """Return the name of the icon that a person means, ``""`` if there is none.

    Parameters
    ----------
    name : str
        English or French, with or without accents, in any case.

    Examples
    --------
    >>> find_icon("School"), find_icon("ecole"), find_icon("poste de santé"), find_icon("scool")
    ('school', 'school', 'health-post', '')
    """
    return _by_spelling().get(_spelling(name), "")


def nearest_icons(name: str) -> tuple[str, ...]:
    """Return a few names that look like one that is no icon's.

    Examples
    --------
    >>> nearest_icons("scool")
    ('school',)
    """
    spelt = _by_spelling()
    near = difflib.get_close_matches(_spelling(name), spelt, n=4, cutoff=0.6)
    return tuple(dict.fromkeys(spelt[word] for word in near))


def icon_path(name: str) -> str:
    """Return the outline of an icon.

    Parameters
    ----------
    name : str
        As :func:`icon_names` has it in English.

    Returns
    -------
    str
        An SVG path of M, L, C, Q and Z with whole numbers, inside a square of :data:`GRID` units,
        y downwards, filled by the nonzero rule.

    Examples
    --------
    >>> icon_path("hospital")[:12]
    'M360 0C338 0'
    """
    return str(_icons()[name]["path"])


def _spelling(name: str) -> str:
    return " ".join(sort_key(name).replace("-", " ").replace("_", " ").replace("’", "'").split())


@lru_cache(maxsize=1)
def _icons() -> Mapping[str, Mapping[str, Any]]:
    text = (share_path("data/icons") / "icons.json").read_text(encoding="utf-8")
    icons: Mapping[str, Mapping[str, Any]] = json.loads(text)["icons"]
    return icons


@lru_cache(maxsize=1)
def _by_spelling() -> Mapping[str, str]:
    # A word that is English for one icon and French for another is taken as English.
    french = {_spelling(icon["fr"]): name for name, icon in _icons().items()}
    return french | {_spelling(name): name for name in _icons()}
