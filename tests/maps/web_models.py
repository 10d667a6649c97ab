"""Models made by hand for the tests of the web renderer: invented lands with crooked borders."""

from __future__ import annotations

import datetime
import itertools
from collections.abc import Sequence
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from probono_kit.findings import Findings
from probono_kit.i18n import direction, format_number
from probono_kit.maps.model import NO_DATA, Context, LegendClass, MapModel, SymbolSize
from probono_kit.maps.profiles import Profile
from probono_kit.maps.projection import choose_crs
from probono_kit.maps.spec import Credits, Kind, MapSpec

PALETTE = ("#d3ece3", "#8fcac0", "#4fa5a5", "#237a85", "#0c4f60")
COLUMNS = (("wells", "Wells"), ("people", "People served"))


def country(count: int = 14, seed: int = 7, detail: int = 4) -> gpd.GeoDataFrame:
    """Return `count` areas that tile an island, borders broken `detail` times, shared exactly."""
    random = np.random.default_rng(seed)
    coast = shapely.Point(0, 0).buffer(1, quad_segs=6)
    seeds = random.uniform(-1, 1, (count * 4, 2))
    seeds = np.array([xy for xy in seeds if coast.contains(shapely.Point(xy))])[:count]
    cells = _cells(seeds, coast)
    for _ in range(4):  # even out, so that no corner is too sharp for crooked borders
        cells = _cells(shapely.get_coordinates(shapely.centroid(cells)), coast)
    rings = [_crooked(np.round(np.array(cell.exterior.coords), 6), detail) for cell in cells]
    shapes = [shapely.Polygon(ring * (2.6, 1.9) + (-14.4, 14.4)) for ring in rings]
    names = [f"Area {i + 1}" for i in range(count)]
    frame = gpd.GeoDataFrame({"name": names}, geometry=shapes, crs="EPSG:4326")
    return frame.assign(key=[f"A{i + 1:03}" for i in range(count)])


def _cells(seeds: np.ndarray[Any, Any], coast: shapely.Polygon) -> np.ndarray[Any, Any]:
    around = shapely.MultiPoint(seeds)
    cells = shapely.voronoi_polygons(around, extend_to=coast, ordered=True)
    return np.asarray(shapely.intersection(shapely.get_parts(cells), coast))


def _crooked(ring: np.ndarray[Any, Any], detail: int) -> np.ndarray[Any, Any]:
    points: list[Sequence[float]] = []
    for start, end in itertools.pairwise(ring):
        forward = tuple(start) < tuple(end)
        line = [start, end] if forward else [end, start]
        for _ in range(detail):
            line = _broken(line)
        points += (line if forward else line[::-1])[:-1]
    return np.array([*points, points[0]])


def _broken(line: list[Any]) -> list[Any]:
    """Put a point beside the middle of each piece: the same for both neighbours of a border."""
    result = [line[0]]
    for start, end in itertools.pairwise(line):
        along = np.asarray(end) - start
        wave = np.sin(997 * float(start[0] + end[0]) + 613 * float(start[1] + end[1]))
        result += [
            np.asarray(start) + along / 2 + 0.08 * wave * np.array([-along[1], along[0]]),
            end,
        ]
    return result


def choropleth(
    count: int = 14,
    language: str = "en",
    *,
    names: Sequence[str] | None = None,
    title: str = "Wells by area, Saloum, April 2025",
    detail: int = 4,
    **changes: Any,
) -> MapModel:
    """Return a map of rates with five classes and one area without data."""
    areas = country(count, detail=detail)
    if names is not None:
        areas["name"] = [*names, *areas["name"][len(names) :]]
    values = np.round(np.random.default_rng(3).gamma(2, 12, count), 1)
    values[count // 2] = np.nan
    breaks = np.round(np.nanquantile(values, [0, 0.2, 0.4, 0.6, 0.8, 1]), 1)
    keys = [
        NO_DATA if np.isnan(v) else str(min(4, max(0, int(np.searchsorted(breaks, v)) - 1)))
        for v in values
    ]
    classes = [
        LegendClass(str(i), f"{breaks[i]} – {breaks[i + 1]}", PALETTE[i], keys.count(str(i)),
                    float(breaks[i]), float(breaks[i + 1]))
        for i in range(5)
    ]  # fmt: skip
    classes.append(LegendClass(NO_DATA, "No data", "#e6e6e6", 1))
    colours = {c.key: c.colour for c in classes}
    areas = areas.assign(
        value=values,
        value_text=["" if np.isnan(v) else format_number(v, language) for v in values],
        class_key=keys,
        fill=[colours[key] for key in keys],
        radius=np.nan,
        wells=["" if np.isnan(v) else str(round(v * 3)) for v in values],
        people=[format_number(900 * i, language) for i in range(count)],
        secret=[f"+221 77 000 {i:04}" for i in range(count)],
    )
    return model_of(areas, Kind.CHOROPLETH, language, title, tuple(classes), **changes)


def symbols(count: int = 14, language: str = "en", **changes: Any) -> MapModel:
    """Return a map of counts: one circle per area, two without data, one zero."""
    model = choropleth(count, language)
    areas = model.areas.assign(fill="#1f6f8b")
    keys = ["0"] * (count - 3) + ["zero", NO_DATA, NO_DATA]
    areas = areas.assign(class_key=keys)
    areas["radius"] = np.sqrt(areas["value"].fillna(4)) * 0.9
    areas.loc[areas["class_key"] != "0", "radius"] = np.nan
    areas.loc[areas["class_key"] == NO_DATA, "fill"] = "#e6e6e6"
    classes = (
        LegendClass("0", "Wells", "#1f6f8b", count - 3),
        LegendClass("zero", "None", "#f7f4ec", 1),
        LegendClass(NO_DATA, "No data", "#e6e6e6", 2),
    )
    sizes = tuple(SymbolSize(v, str(v), float(np.sqrt(v) * 0.9)) for v in (50, 20, 5))
    return model_of(areas, Kind.SYMBOLS, language, model.title, classes, sizes=sizes, **changes)


def point_map(count: int = 60, language: str = "en", **changes: Any) -> MapModel:
    """Return points of two categories over plain areas."""
    base = choropleth(8, language)
    random = np.random.default_rng(5)
    where = [a.representative_point() for a in base.areas.geometry]
    at = [where[i % len(where)] for i in range(count)]
    shift = random.normal(0, 0.12, (count, 2))
    colours = {"0": "#1b6ca8", "1": "#d1603d"}
    keys = [str(i % 2) for i in range(count)]
    points = gpd.GeoDataFrame(
        {
            "key": [str(i) for i in range(count)],
            "name": [f"Well {i}" for i in range(count)],
            "value": np.nan,
            "value_text": ["working" if key == "0" else "broken" for key in keys],
            "class_key": keys,
            "fill": [colours[key] for key in keys],
            "radius": np.nan,
            "wells": [str(i) for i in range(count)],
            "people": [str(10 * i) for i in range(count)],
            "secret": ["+221"] * count,
        },
        geometry=gpd.points_from_xy(
            [p.x + dx for p, (dx, _) in zip(at, shift, strict=True)],
            [p.y + dy for p, (_, dy) in zip(at, shift, strict=True)],
        ),
        crs="EPSG:4326",
    )
    classes = (
        LegendClass("0", "working", colours["0"], keys.count("0")),
        LegendClass("1", "broken", colours["1"], keys.count("1")),
    )
    plain = base.areas.assign(class_key="", fill="#f7f4ec", value=np.nan, value_text="")
    return model_of(plain, Kind.POINTS, language, base.title, classes, points=points, **changes)


def model_of(
    rows: gpd.GeoDataFrame,
    kind: Kind,
    language: str,
    heading: str,
    legend: tuple[LegendClass, ...],
    *,
    shown: tuple[tuple[str, str], ...] = COLUMNS,
    points: gpd.GeoDataFrame | None = None,
    **changes: Any,
) -> MapModel:
    """Put a model together; `changes` replace its attributes."""
    middle = rows.geometry.representative_point()
    areas = rows.assign(label_x=middle.x, label_y=middle.y)
    told = areas if points is None else points
    table = pd.DataFrame(
        {"Area": told["name"], "Rate": told["value_text"]}
        | {head: told[column] for column, head in shown}
    ).reset_index(drop=True)
    west, south, east, north = (float(b) for b in areas.total_bounds)
    spec = MapSpec(
        title=heading,
        language=language,
        kind=kind,
        value="rate",
        columns=tuple(column for column, _ in shown),
        credits=Credits(organisation="Eau Vive", map_id="SEN-01",
                        produced=datetime.date(2026, 11, 22)),
    )  # fmt: skip
    attributes: dict[str, Any] = {
        "spec": spec,
        "kind": kind,
        "look": kind,
        "language": language,
        "direction": direction(language),
        "title": heading,
        "subtitle": "Wells per 1,000 people",
        "legend_title": "Wells per 1,000 people",
        "unit": "",
        "crs": choose_crs((west, south, east, north)),
        "extent": (west, south, east, north),
        "areas": areas,
        "points": points if points is not None else areas.iloc[:0],
        "ground": areas.iloc[:0],
        "classes": legend,
        "sizes": (),
        "shown": shown,
        "cells": table.iloc[:, :0],
        "table": table,
        "context": surroundings(areas),
        "alt_text": "The rate is highest in Area 3 (61.2) and lowest in Area 9 (2.1). "
        "There are no data for Area 8.",
        "notes": (
            "Source: Eau Vive, inventory of wells, April 2025 (CC BY 4.0).",
            "Produced on 22 November 2026.",
            "Map SEN-01",
        ),
        "short_notes": ("Source: Eau Vive.",),
        "projection": "Lambert azimuthal equal-area projection.",
        "disclaimer": "The borders and names on this map imply no opinion of Eau Vive.",
        "profile": Profile(),
        "findings": Findings(),
    }
    return MapModel(**(attributes | changes))


def surroundings(areas: gpd.GeoDataFrame) -> Context:
    """Return two neighbours, a lake, a river, a disputed border and a capital."""
    west, south, east, north = areas.total_bounds
    own = shapely.union_all(areas.geometry.to_numpy())
    around = shapely.box(west - 1.5, south - 1.5, east + 2, north + 1)
    middle = (south + north) / 2
    above = shapely.box(west, middle, east + 3, north + 2).intersection(around).difference(own)
    below = shapely.box(west + 1, south - 2, east + 3, middle).intersection(around).difference(own)

    def layer(shapes: list[Any], **columns: Any) -> gpd.GeoDataFrame:
        return gpd.GeoDataFrame(columns, geometry=shapes, crs="EPSG:4326")

    lake = shapely.Point(east + 0.6, middle + 0.6).buffer(0.2)
    river = shapely.LineString([(east + 1.5, north), (east + 0.5, middle), (west + 2, middle)])
    border = shapely.LineString([(east, middle), (east + 1.2, middle), (east + 2, middle)])
    capital = areas.geometry.iloc[0].representative_point()
    return Context(
        countries=layer([own, above, below], name=["Saloum", "Northland", "Southland"]),
        lakes=layer([lake], name=["Lake"]),
        rivers=layer([river], name=["River"]),
        disputed=layer([border], name=["border"]),
        places=layer([capital], name=["Capital City"], capital=[True]),
        world=layer([around], name=["World"]),
        credit="Invented.",
    )
