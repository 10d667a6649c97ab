"""Rules about colours, texts and places."""

from __future__ import annotations

import re
import unicodedata

import numpy as np
import shapely

from probono_kit.maps.linter.made import Hits, Made, has_word
from probono_kit.maps.projection import area_variation
from probono_kit.maps.spec import Kind
from probono_kit.maps.vision import Vision, separation

#: CIEDE2000 below which two colours of a legend are taken for each other on a screen or in print.
LEAST_DIFFERENCE = 5.0

_PERIOD = re.compile(r"[12][0-9]{3}|[٠-٩]{4}|[۰-۹]{4}")


def merging_colours(made: Made) -> Hits:
    """Find colours of the legend that some readers, or a grey print, cannot tell apart."""
    ordered = made.kind is Kind.CHOROPLETH
    # Shapes and icons tell apart what has the same colour.
    groups: dict[tuple[str, str, float], list[str]] = {}
    for line in made.coloured:
        groups.setdefault((line.shape, line.icon, line.size), []).append(line.colour)
    merged = tuple(
        vision.value
        for vision in Vision
        if any(
            len(colours) > 1 and separation(colours, vision, neighbours=ordered) < LEAST_DIFFERENCE
            for colours in groups.values()
        )
    )
    if merged:
        yield "palette", {"palette": made.spec.palette, "visions": merged}


def title_without_period(made: Made) -> Hits:
    """Find a title from which nobody learns of when the map is."""
    if made.texts and not has_word(_PERIOD, made.texts):
        yield "title", {"title": made.spec.title.strip()}


def title_without_place(made: Made) -> Hits:
    """Find a title from which nobody learns of where the map is."""
    places = [*made.countries, *(made.areas["name"] if made.areas is not None else ())]
    if not made.texts or not made.countries:
        return
    title = f" {_plain(made.texts)} "
    if not any(_plain(name) and f" {_plain(name)} " in title for name in places):
        yield "title", {"title": made.spec.title.strip(), "places": made.countries[:3]}


def _plain(text: str) -> str:
    bare = "".join(
        c for c in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(c)
    )
    return re.sub(r"[^\w]+", " ", bare).strip()


def no_licence(made: Made) -> Hits:
    """Find data without a licence: nobody may pass the map on."""
    if not made.spec.credits.licence.strip():
        yield "licence", {}


def no_source_of_areas(made: Made) -> Hits:
    """Find boundaries without their source and vintage."""
    if made.areas is not None and not made.spec.credits.areas_source.strip():
        yield "areas_source", {}


#: Share by which the area of places of the same size may differ on a map that shades or counts.
MOST_AREA_VARIATION = 0.02

_SHADED = (Kind.CHOROPLETH, Kind.CATEGORIES, Kind.HEXAGONS, Kind.HEAT, Kind.DOTS)


def not_area_true(made: Made) -> Hits:
    """Find a projection that makes some areas larger than they are, under colours or counts."""
    if made.crs is None or made.extent is None or made.kind not in _SHADED:
        return
    variation = area_variation(made.crs, made.extent)
    if variation > MOST_AREA_VARIATION:
        yield "crs", {"name": made.crs.name, "share": round(100 * variation)}


def layers_apart(made: Made) -> Hits:
    """Find points of which none lies in the areas: other coordinates, or swapped ones."""
    if made.points is None or made.areas is None or made.points.empty:
        return
    ground = shapely.union_all(made.areas.geometry.to_numpy())
    shapely.prepare(ground)
    spots = made.points.geometry
    x, y = spots.x.to_numpy(), spots.y.to_numpy()
    if shapely.intersects_xy(ground, x, y).any():
        return
    swapped = float(np.mean(shapely.intersects_xy(ground, y, x)))
    if swapped > 0.5:
        yield "points", {"count": len(spots), "swapped": round(100 * swapped)}
    else:
        yield "points", {"count": len(spots), "swapped": 0}
