"""Positions: outside the area, on top of each other, imprecise, missing."""

from __future__ import annotations

from collections.abc import Iterator

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import pandas as pd

from probono_kit.findings import Severity
from probono_kit.forms.monitoring.interviews import Interviews, Mask, Numbers
from probono_kit.forms.monitoring.issues import Asked, Issue

#: Metres of a degree of latitude.
_DEGREE = 111_320.0
#: A form without a position in most interviews does not need one.
_NEEDED = 0.5


def positions(interviews: Interviews, areas: gpd.GeoDataFrame | None = None) -> Iterator[Issue]:
    """Yield interviews whose position is missing, imprecise, outside the areas, or that of others.

    Parameters
    ----------
    interviews : Interviews
        The interviews.
    areas : geopandas.GeoDataFrame, optional
        Where interviews are made, with ``area_code`` and ``area_name``.
    """
    point = interviews.roles.point
    if not point:
        return
    latitude, longitude = (
        _part(interviews, f"{point}:{part}") for part in ("latitude", "longitude")
    )
    there = np.isfinite(latitude) & np.isfinite(longitude)
    wanted = interviews.complete
    if is_usual(interviews):
        yield from _missing(interviews, there, wanted)
    yield from _imprecise(interviews, there)
    yield from _stacked(interviews, latitude, longitude, there & wanted)
    if areas is not None and len(areas):
        yield from _outside(interviews, latitude, longitude, there, areas)


def _part(interviews: Interviews, column: str) -> Numbers:
    if column not in interviews.main:
        return np.full(len(interviews), np.nan)
    numbers = pd.to_numeric(interviews.main[column], errors="coerce")
    return np.asarray(numbers.to_numpy(dtype=np.float64, na_value=np.nan))


def is_usual(interviews: Interviews) -> bool:
    """Tell whether most interviews have a position, so that one without is told."""
    point, made = interviews.roles.point, interviews.complete
    latitude = _part(interviews, f"{point}:latitude")
    return bool(point and made.any() and np.isfinite(latitude[made]).mean() >= _NEEDED)


def _missing(interviews: Interviews, there: Mask, wanted: Mask) -> Iterator[Issue]:
    for at in np.flatnonzero(wanted & ~there).tolist():
        yield interviews.issue(
            "monitor.gps_missing",
            Severity.NOTE,
            at,
            question=interviews.roles.point,
            asked=Asked("main", interviews.roles.point),
        )


def _imprecise(interviews: Interviews, there: Mask) -> Iterator[Issue]:
    limit = interviews.settings.limits.accuracy_m
    accuracy = _part(interviews, f"{interviews.roles.point}:accuracy")
    for at in np.flatnonzero(there & (accuracy > limit)).tolist():
        yield interviews.issue(
            "monitor.gps_imprecise",
            Severity.NOTE,
            at,
            question=f"{interviews.roles.point}:accuracy",
            value=round(float(accuracy[at]), 1),
            expected=f"≤ {limit:g}",
            metres=round(float(accuracy[at])),
            limit=limit,
        )


def _stacked(
    interviews: Interviews, latitude: Numbers, longitude: Numbers, used: Mask
) -> Iterator[Issue]:
    """Yield interviews that lie within a few metres of several others."""
    limits = interviews.settings.limits
    places = np.flatnonzero(used)
    if not len(places):
        return
    group = groups_near(latitude[places], longitude[places], limits.stacked_m)
    sizes = np.bincount(group)
    for at, number in zip(places.tolist(), group.tolist(), strict=True):
        if sizes[number] >= limits.stacked:
            yield interviews.issue(
                "monitor.gps_stacked",
                Severity.WARNING,
                at,
                question=interviews.roles.point,
                # Positions of households stay where they are: the table has no need of them.
                value=str(int(sizes[number])),
                subject="",
                count=int(sizes[number]) - 1,
                metres=limits.stacked_m,
            )


def groups_near(latitude: Numbers, longitude: Numbers, metres: float) -> npt.NDArray[np.intp]:
    """Return a number for each point: the same for points that a chain of short steps links.

    Parameters
    ----------
    latitude, longitude : numpy.ndarray
        Degrees.
    metres : float
        Length of a short step.

    Examples
    --------
    >>> latitude = np.array([14.0, 14.00001, 15.0])
    >>> groups_near(latitude, np.zeros(3), 5).tolist()
    [0, 0, 1]
    """
    from scipy.sparse import coo_array
    from scipy.sparse.csgraph import connected_components
    from scipy.spatial import cKDTree

    x = longitude * _DEGREE * np.cos(np.radians(latitude))
    spots, which = np.unique(
        np.column_stack([np.round(x, 1), np.round(latitude * _DEGREE, 1)]),
        axis=0,
        return_inverse=True,
    )
    pairs = cKDTree(spots).query_pairs(max(metres, 0.15), output_type="ndarray")
    ones = np.ones(len(pairs), dtype=np.int8)
    links = coo_array((ones, (pairs[:, 0], pairs[:, 1])), shape=(len(spots), len(spots)))
    _, group = connected_components(links, directed=False)
    return np.asarray(group[np.ravel(which)], dtype=np.intp)


def _outside(
    interviews: Interviews,
    latitude: Numbers,
    longitude: Numbers,
    there: Mask,
    areas: gpd.GeoDataFrame,
) -> Iterator[Issue]:
    """Yield positions outside all areas, or outside the very one that the interview names."""
    places = np.flatnonzero(there)
    if not len(places):
        return
    grown = _grown(areas, interviews.settings.limits.outside_m)
    points = gpd.GeoSeries(gpd.points_from_xy(longitude[places], latitude[places]), crs=4326)
    found = grown.sindex.query(points, predicate="intersects")
    inside = np.zeros(len(places), dtype=bool)
    inside[found[0]] = True
    point = interviews.roles.point
    for at in places[~inside].tolist():
        yield interviews.issue(
            "monitor.gps_outside",
            Severity.ERROR,
            at,
            question=point,
            subject="",
            asked=Asked("main", point),
        )
    stated = interviews.texts(interviews.roles.area)[places]
    if not interviews.roles.area:
        return
    codes = grown["area_code"].astype(str).to_numpy(dtype=object)
    names = grown["area_name"].astype(str).to_numpy(dtype=object)
    there_too: dict[int, set[str]] = {}
    actual: dict[int, str] = {}
    for place, area in zip(*found.tolist(), strict=True):
        there_too.setdefault(place, set()).add(codes[area])
        actual[place] = names[area]
    known = set(codes)
    for place, area_codes in sorted(there_too.items()):
        if stated[place] in known and stated[place] not in area_codes:
            yield interviews.issue(
                "monitor.gps_elsewhere",
                Severity.WARNING,
                int(places[place]),
                question=interviews.roles.area,
                value=stated[place],
                expected=actual[place],
                stated=str(names[list(codes).index(stated[place])]),
                actual=actual[place],
            )


def _grown(areas: gpd.GeoDataFrame, metres: float) -> gpd.GeoDataFrame:
    """Return areas in degrees, wider by so many metres."""
    plain = areas.to_crs(4326)
    plane = plain.estimate_utm_crs()
    grown = plain.to_crs(plane)
    return grown.set_geometry(grown.buffer(metres)).to_crs(4326)
