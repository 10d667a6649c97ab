"""Populated places: the capitals and the larger towns of every country, with their names."""

from __future__ import annotations

import re
from typing import Any

import countries_of
import geopandas as gpd
import names
import numpy as np
import pandas as pd
import shapely
from babel import Locale

#: Every place of at least this many inhabitants …
LARGE = 100_000
#: … and, of smaller places, the largest of each country until it has this many.
PER_COUNTRY = 40
#: Natural Earth and GeoNames mean the same place when they are this near (degrees).
SAME_PLACE = 0.15

#: A smaller place this near (degrees) to a larger one is a part of it, or its other record.
SUBURB = 0.05
#: The status of Jerusalem is to be settled by negotiation: no capital is marked in either country.
_NO_CAPITAL = {"IL", "PS"}
_NO_ARABIC = re.compile(r"[^\u0621-\u063a\u0641-\u0652\s\-()\u060c]")


def places(
    cities: dict[str, dict[str, Any]],
    countries: dict[str, dict[str, Any]],
    ranked: gpd.GeoDataFrame,
    areas: gpd.GeoDataFrame,
) -> gpd.GeoDataFrame:
    """Return the places.

    Parameters
    ----------
    cities, countries : dict
        GeoNames' records.
    ranked : geopandas.GeoDataFrame
        Natural Earth's populated places: their rank on maps and their part as capitals.
    areas : geopandas.GeoDataFrame
        The finished admin-1 areas with ``area_id`` and ``country``.

    Returns
    -------
    geopandas.GeoDataFrame
        ``geonameid``, ``name``, ``name_en``, ``name_fr``, ``name_es``, ``name_ar``, ``iso_a2``,
        ``iso_a3``, ``area_id``, ``capital`` (``country``, ``admin1`` or nothing), ``population``,
        ``rank``, geometry.
    """
    frame = _frame(cities, countries)
    _rank(frame, ranked)
    _capitals(frame, countries)
    frame = _chosen(frame)
    _move_to_country_around(frame, areas, iso_a2={c["iso3"]: code for code, c in countries.items()})
    _translate(frame, countries)
    frame["area_id"] = _area_of(frame, areas)
    frame["geonameid"] = frame["geonameid"].astype("int32")
    frame["population"] = frame["population"].astype("int32")
    order = frame.assign(first=frame["capital"].eq("country"))
    order = order.sort_values(
        ["iso_a3", "first", "population", "geonameid"], ascending=[True, False, False, True]
    )
    columns = ["geonameid", "name", "name_en", "name_fr", "name_es", "name_ar", "iso_a2", "iso_a3"]
    columns += ["area_id", "capital", "population", "rank", "geometry"]
    return frame.loc[order.index, columns].reset_index(drop=True)


def _frame(
    cities: dict[str, dict[str, Any]], countries: dict[str, dict[str, Any]]
) -> gpd.GeoDataFrame:
    table = pd.DataFrame(list(cities.values())).sort_values("geonameid", ignore_index=True)
    table = table.rename(columns={"countrycode": "iso_a2"})
    iso_a3 = {code: country["iso3"] for code, country in countries.items()}
    table["iso_a3"] = table["iso_a2"].map(iso_a3)
    table["name"] = [names.clean(name) for name in table["name"]]
    table = table[table["name"].notna() & table["iso_a3"].notna()].reset_index(drop=True)
    points = shapely.points(np.round(table[["longitude", "latitude"]].to_numpy(float), 4))
    return gpd.GeoDataFrame(table, geometry=points, crs=4326)


def _rank(frame: gpd.GeoDataFrame, ranked: gpd.GeoDataFrame) -> None:
    """Bring over Natural Earth's rank and class: by GeoNames' number, else by name nearby."""
    frame["rank"], frame["class"] = np.nan, None
    row_of = {number: row for row, number in enumerate(frame["geonameid"])}
    tree = shapely.STRtree(frame.geometry.to_numpy())
    for _, place in ranked.sort_values("scalerank", ascending=False, kind="stable").iterrows():
        row = row_of.get(int(place["geonameid"]))
        if row is None or frame.geometry.iloc[row].distance(place.geometry) > SAME_PLACE:
            row = _near_by_name(place, frame, tree)
        if row is not None:
            frame.loc[row, ["rank", "class"]] = [place["scalerank"], place["featurecla"]]


def _near_by_name(place: pd.Series, frame: gpd.GeoDataFrame, tree: shapely.STRtree) -> int | None:
    wanted = {_squeezed(place[c]) for c in ("name", "nameascii") if isinstance(place[c], str)}
    near = sorted(tree.query(place.geometry, predicate="dwithin", distance=SAME_PLACE))
    rows = [row for row in near if wanted & _spellings(frame.iloc[row])]
    return max(rows, key=lambda row: frame["population"].iloc[row], default=None)


def _spellings(city: pd.Series) -> set[str]:
    return {_squeezed(name) for name in (city["name"], *city["alternatenames"])}


def _squeezed(name: str) -> str:
    return names.fold(name).replace(" ", "")


def _capitals(frame: gpd.GeoDataFrame, countries: dict[str, dict[str, Any]]) -> None:
    """Mark capitals: of countries by GeoNames' name, else by Natural Earth's class."""
    frame["capital"] = None
    second = frame["class"].isin(["Admin-1 capital", "Admin-1 region capital"])
    frame.loc[second, "capital"] = "admin1"
    for code, country in sorted(countries.items()):
        own = frame[frame["iso_a2"] == code]
        wanted = _squeezed(country["capital"] or "")
        if own.empty or not wanted or code in _NO_CAPITAL:
            continue
        same = own[[wanted == _squeezed(name) for name in own["name"]]]
        if same.empty:
            same = own[[wanted in _spellings(city) for _, city in own.iterrows()]]
        if same.empty:
            same = own[own["class"] == "Admin-0 capital"]
        if not same.empty:
            frame.loc[same["population"].idxmax(), "capital"] = "country"


def _chosen(frame: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    # A name that Natural Earth prints on a map is one that readers look for.
    listed = frame["rank"].notna() | frame["capital"].eq("country")
    frame = frame[listed | ~_suburbs(frame, listed)]
    order = frame["population"].groupby(frame["iso_a2"]).rank(ascending=False, method="first")
    chosen = listed[frame.index] | (frame["population"] >= LARGE) | (order <= PER_COUNTRY)
    return frame[chosen].reset_index(drop=True)


def _suburbs(frame: gpd.GeoDataFrame, listed: pd.Series) -> pd.Series:
    """Whether each place is near one that is larger, or that Natural Earth names."""
    points, population = frame.geometry.to_numpy(), frame["population"].to_numpy()
    place, other = shapely.STRtree(points).query(points, predicate="dwithin", distance=SUBURB)
    weight = np.where(listed, population.max() + population, population)
    number = frame["geonameid"].to_numpy()
    larger = (weight[other] > weight[place]) | (
        (weight[other] == weight[place]) & (number[other] < number[place])
    )
    result = pd.Series(False, index=frame.index)
    result.iloc[place[larger]] = True
    return result


def _translate(frame: gpd.GeoDataFrame, countries: dict[str, dict[str, Any]]) -> None:
    """Names in other languages: CLDR's for the cities of time zones, GeoNames' in Arabic."""
    for language in names.LANGUAGES:
        frame[f"name_{language}"] = None
    speaks_arabic = {
        code for code, c in countries.items() if re.search(r"\bar\b", c["languages"] or "")
    }
    for row in frame.index[frame["iso_a2"].isin(sorted(speaks_arabic))]:
        frame.loc[row, "name_ar"] = _one_in_arabic(frame["alternatenames"][row])
    zones = {language: Locale(language).time_zones for language in names.LANGUAGES}
    for zone in sorted(set().union(*zones.values())):
        row = _city_of_zone(zone, zones["en"].get(zone, {}).get("city"), frame)
        for language in names.LANGUAGES:
            name = zones[language].get(zone, {}).get("city")
            if row is not None and name:
                frame.loc[row, f"name_{language}"] = names.clean(name)


def _city_of_zone(zone: str, english: str | None, frame: gpd.GeoDataFrame) -> int | None:
    continent, _, tail = zone.rpartition("/")
    wanted = {_squeezed(name) for name in (english, tail.replace("_", " ")) if name}
    here = frame[frame["timezone"].str.startswith(continent.split("/")[0] + "/")]
    same = here[[_squeezed(name) in wanted for name in here["name"]]]
    return None if same.empty else int(same["population"].idxmax())


def _one_in_arabic(spellings: list[str]) -> str | None:
    """Return the name in Arabic if GeoNames has one only: it does not say which is official."""
    found = {names.arabic(s) for s in spellings if not _NO_ARABIC.search(names.arabic(s) or "x")}
    return found.pop() if len(found) == 1 else None


def _move_to_country_around(
    frame: gpd.GeoDataFrame, areas: gpd.GeoDataFrame, iso_a2: dict[str, str]
) -> None:
    """Give a place well inside another country than GeoNames says to the one on the map.

    So that places follow the borders of the other layers: Smara is in Western Sahara.
    """
    points, owners = frame.geometry.to_numpy(), areas["country"].to_numpy()
    place, area = shapely.STRtree(areas.geometry.to_numpy()).query(points, predicate="intersects")
    for row, around in sorted(zip(place, owners[area], strict=True)):
        said = frame["iso_a3"].iloc[row]
        if around == said:
            continue
        own = areas.geometry.to_numpy()[owners == said]
        if shapely.distance(own, points[row]).min(initial=np.inf) > SUBURB:
            frame.loc[row, ["iso_a3", "iso_a2", "capital"]] = [around, iso_a2[around], None]


def _area_of(frame: gpd.GeoDataFrame, areas: gpd.GeoDataFrame) -> list[str | None]:
    """Return the area that holds each place; the nearest of its country within reach of a coast."""
    result: list[str | None] = []
    by_country = dict(iter(areas.groupby("country")))
    for country, point in zip(frame["iso_a3"], frame.geometry, strict=True):
        group = by_country.get(countries_of.country_of_code(country))
        if group is None:
            result.append(None)
            continue
        distance = shapely.distance(group.geometry.to_numpy(), point)
        nearest = int(np.argmin(distance))
        result.append(group["area_id"].iloc[nearest] if distance[nearest] <= SAME_PLACE else None)
    return result
