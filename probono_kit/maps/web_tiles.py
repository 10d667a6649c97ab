"""The online background on a page: what its script needs, and what the page says of it."""

from __future__ import annotations

from typing import Any

from pyproj import CRS

from probono_kit.i18n import gettext as _
from probono_kit.maps.model import MapModel
from probono_kit.maps.projection import parameters_of
from probono_kit.maps.spec import Kind
from probono_kit.maps.tiles import Tiles
from probono_kit.maps.web_geometry import Grid

#: What of a projection the script computes with.
_PARAMETERS = ("lat_0", "lon_0", "lat_1", "lat_2", "lat_ts")


def tiles_layer(model: MapModel, tiles: Tiles, grid: Grid) -> dict[str, Any]:
    """Return the online background, for ``probono.tiles``.

    Tiles are in Web Mercator, the map is area-true: the script computes the way from its cells to
    degrees by the formulas of the projection, and bends the tiles.

    Parameters
    ----------
    model : MapModel
        What lies over it.
    tiles : Tiles
        The background.
    grid : Grid
        Of the page.

    Returns
    -------
    dict
        Address, servers, closest zoom; kind and parameters of the projection (degrees); the corner
        and the size of a cell (metres); whether colours of areas tell of the data.
    """
    return {
        # Letters that an address may have, checked when it was read: nothing to encode.
        "template": tiles.template,
        "servers": list(tiles.servers),
        "closest": tiles.closest,
        "website": int(tiles.of_websites),
        "projection": projection_of(grid.crs),
        "west": grid.west,
        "south": grid.south,
        "cell": grid.cell,
        "coloured": int(model.look in (Kind.CHOROPLETH, Kind.CATEGORIES) and not len(model.points)),
    }


def projection_of(crs: CRS) -> dict[str, Any]:
    """Return kind and parameters (degrees) of one of the projections that maps are drawn in.

    Examples
    --------
    >>> from probono_kit.maps.projection import choose_crs
    >>> projection_of(choose_crs((-17.5, 12.3, -11.4, 16.7)))
    {'kind': 'laea', 'lat_0': 14.5, 'lon_0': -14.4}
    """
    known = parameters_of(crs)
    numbers = {name: float(known[name]) for name in _PARAMETERS if name in known}
    return {"kind": known["proj"], **numbers}


def tiles_note(tiles: Tiles | None, language: str) -> str:
    """Return the line about the background among the sources of a page."""
    if tiles is None:
        return ""
    text = _("Online background, only while it is switched on: {credit}", language)
    return text.format(credit=tiles.credit_text)


def tiles_policy(tiles: Tiles | None) -> str:
    """Return what a Content-Security-Policy allows pictures beside those in the page."""
    return "".join(f" {origin}" for origin in tiles.origins) if tiles else ""
