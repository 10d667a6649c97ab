"""What lies around the data: neighbours, water, disputed borders, towns, from the base layers."""

from __future__ import annotations

import math
from collections.abc import Collection, Sequence
from dataclasses import replace
from functools import lru_cache

import geopandas as gpd
import pandas as pd
import shapely

from probono_kit.maps.extent import Extent, unwrap
from probono_kit.maps.model import Context
from probono_kit.maps.projection import WGS84
from probono_kit.places.base import area_names, base_credit, base_layer

#: A map that is wider than this many degrees takes the coarse countries.
_COARSE = 60.0

#: Around the territory, the locator shows at least so many metres, and so many times its size.
LOCATOR_LEAST, LOCATOR_TIMES = 1_100_000.0, 2.6

#: A locator is at most so many times as wide as high.
LOCATOR_SHAPE = 2.2

_DEGREE = 111_000.0


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
    window = surroundings(extent)
    coarse = max(window[2] - window[0], window[3] - window[1]) > _COARSE
    countries = "countries_small" if coarse else "countries"
    around = wider_region(extent)
    layers = {
        "countries": _layer(countries, window, language),
        "lakes": _layer("lakes", window, language),
        "rivers": _layer("rivers", window, language),
        "disputed": _layer("disputed", window, language),
        "places": _layer("places", window, language),
    }
    drawn = [countries if name == "countries" else name for name in layers if len(layers[name])]
    return Context(
        **layers,
        world=_layer("countries_small", around, language),
        credit=base_credit(language, layers=drawn),
    )


def dashed(context: Context, kinds: Sequence[str]) -> Context:
    """Return `context` with those disputed borders that are `kinds`, the policy of the NGO."""
    lines = context.disputed
    return replace(context, disputed=lines.loc[lines["kind"].isin(kinds)].reset_index(drop=True))


def without(context: Context, themes: Collection[str]) -> Context:
    """Return `context` without what files of the NGO show better: rivers, lakes, towns."""
    named = {"rivers": "rivers", "lakes": "lakes", "places": "towns"}
    bare = {
        layer: getattr(context, layer).iloc[:0] for layer, theme in named.items() if theme in themes
    }
    return replace(context, **bare)


def locator_half(extent: Extent) -> float:
    """Return half the height of what the locator shows, in metres."""
    west, south, east, north = extent
    wide = (east - west) * math.cos(math.radians((south + north) / 2))
    return max(LOCATOR_LEAST, LOCATOR_TIMES * max(wide, north - south) / 2 * _DEGREE)


def wider_region(extent: Extent) -> Extent:
    """Return the degrees that the locator may show."""
    west, south, east, north = extent
    centre, level = (west + east) / 2, (south + north) / 2
    tall = 1.3 * locator_half(extent) / _DEGREE
    top = min(abs(level) + tall, 80.0)
    wide = min(LOCATOR_SHAPE * tall / math.cos(math.radians(top)), 120.0)
    return centre - wide, max(level - tall, -90.0), centre + wide, min(level + tall, 90.0)


@lru_cache(maxsize=48)
def _layer(name: str, window: Extent, language: str) -> gpd.GeoDataFrame:
    """Return one base layer inside `window`, with ``name`` in the language; made once.

    The maps of a series share their surroundings.
    """
    frame = pd.concat([_read(name, bbox) for bbox in _boxes(window)], ignore_index=True)
    frame = frame.loc[~frame.geometry.to_wkb().duplicated()].reset_index(drop=True)
    shapes = shapely.clip_by_rect(unwrap(frame.geometry.to_numpy(), window), *window)
    columns = {
        column: frame[column]
        for column in ("rank", "population", "on_border", "kind")
        if column in frame
    }
    if "capital" in frame:
        # Seats of areas are towns like others.
        columns["capital"] = frame["capital"].eq("country").astype(bool)
    names = area_names(frame, language)
    clipped = gpd.GeoDataFrame({"name": names, **columns}, geometry=shapes, crs=WGS84)
    return clipped.loc[~clipped.geometry.is_empty].reset_index(drop=True)


@lru_cache(maxsize=24)
def _read(name: str, bbox: Extent) -> gpd.GeoDataFrame:
    """Read a base layer once: languages, and locator and map, share it."""
    return base_layer(name, bbox=bbox)


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
