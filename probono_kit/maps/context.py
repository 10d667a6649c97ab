"""What lies around the data: neighbours, water, disputed borders, towns, from the base layers."""

from __future__ import annotations

import math

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from probono_kit.maps.model import Context
from probono_kit.maps.projection import WGS84, Extent, unwrap

#: A map that is wider than this many degrees takes the coarse countries.
_COARSE = 60.0

#: How many degrees around the map the locator shows at least.
_LOCATOR = 14.0


def surroundings(extent: Extent) -> Extent:
    """Return the degrees that a page of any shape may show around `extent`.

    A page is at most one and a half times as wide as high (or the other way round), and the
    territory fills it in one direction.

    Examples
    --------
    >>> [round(edge, 1) for edge in surroundings((10.0, 0.0, 12.0, 1.0))]
    [8.7, -1.8, 13.3, 2.8]
    """
    west, south, east, north = extent
    middle = math.radians(min(max(abs(south), abs(north)), 80.0))
    size = max((east - west) * math.cos(math.radians((south + north) / 2)), north - south, 0.05)
    tall, wide = 1.15 * size, 1.15 * size / math.cos(middle)
    centre, level = (west + east) / 2, (south + north) / 2
    wide = min(max(wide, (east - west) / 2), 180.0)
    return centre - wide, max(level - tall, -90.0), centre + wide, min(level + tall, 90.0)


def read_context(extent: Extent, language: str) -> Context:
    """Read the base layers around `extent`.

    Parameters
    ----------
    extent : tuple of float
        Of the data, in degrees; east may exceed 180.
    language : str
        Of the names of countries and places.

    Returns
    -------
    Context
        Clipped to :func:`surroundings`.
    """
    from probono_kit.places.base import base_credit

    window = surroundings(extent)
    coarse = max(window[2] - window[0], window[3] - window[1]) > _COARSE
    around = _grow(extent, max(_LOCATOR, 1.5 * max(extent[2] - extent[0], extent[3] - extent[1])))
    return Context(
        countries=_layer("countries_small" if coarse else "countries", window, language),
        lakes=_layer("lakes", window, language),
        rivers=_layer("rivers", window, language),
        disputed=_layer("disputed", window, language),
        places=_places(window, language),
        world=_layer("countries_small", around, language),
        credit=base_credit(language),
    )


def _grow(extent: Extent, degrees: float) -> Extent:
    west, south, east, north = extent
    middle = min(max(abs(south), abs(north)), 75.0)
    wide = min(degrees / math.cos(math.radians(middle)), 180.0 - (east - west) / 2)
    return west - wide, max(south - degrees, -90.0), east + wide, min(north + degrees, 90.0)


def _layer(name: str, window: Extent, language: str) -> gpd.GeoDataFrame:
    """Return one base layer inside `window`, with ``name`` in the language."""
    from probono_kit.places.base import base_layer

    pieces = [base_layer(name, bbox=bbox) for bbox in _boxes(window)]
    pieces = [piece for piece in pieces if len(piece)]
    if not pieces:
        return gpd.GeoDataFrame({"name": pd.Series(dtype=str)}, geometry=[], crs=WGS84)
    frame = pd.concat(pieces, ignore_index=True)
    frame = frame.loc[~frame.geometry.to_wkb().duplicated()].reset_index(drop=True)
    west, south, east, north = window
    shapes = unwrap(frame.geometry.to_numpy(), window)
    shapes = shapely.clip_by_rect(shapes, west, south, east, north)
    names = frame.get(f"name_{language}", frame.get("name_en", frame.get("name")))
    columns = {"name": names} if names is not None else {"name": [""] * len(frame)}
    for extra in ("iso_a3", "capital", "population", "rank"):
        if extra in frame:
            columns[extra] = frame[extra]
    clipped = gpd.GeoDataFrame(columns, geometry=shapes, crs=WGS84)
    return clipped.loc[~clipped.geometry.is_empty].reset_index(drop=True)


def _boxes(window: Extent) -> list[Extent]:
    """Cut `window` at the date line: base layers keep to -180 … 180."""
    west, south, east, north = window
    if east - west >= 360:
        return [(-180.0, south, 180.0, north)]
    if east > 180:
        return [(west, south, 180.0, north), (-180.0, south, east - 360, north)]
    if west < -180:
        return [(west + 360, south, 180.0, north), (-180.0, south, east, north)]
    return [window]


def _places(window: Extent, language: str) -> gpd.GeoDataFrame:
    frame = _layer("places", window, language)
    capital = frame["capital"].astype(bool) if "capital" in frame else np.zeros(len(frame), bool)
    return frame.assign(capital=capital)
