"""How far people have to go: the nearest point of another kind, and who is within reach."""

from __future__ import annotations

from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import pandas as pd
import shapely
from pyproj import Geod

from probono_kit.explore.arrays import Floats
from probono_kit.explore.insights import Certainty, Estimate, Insight, Share
from probono_kit.explore.sample import Sample

_Ints = npt.NDArray[np.int64]

GEOD = Geod(ellps="WGS84")

#: So many candidates by straight line through the globe are measured on the ellipsoid: the order
#: of the two can differ by one in three hundred.
_CANDIDATES = 8
#: Fewer points than this say nothing about a share.
_FEWEST = 5


@dataclass(frozen=True, slots=True, eq=False)
class Coverage:
    """How far one kind of points is from the other.

    Parameters
    ----------
    radius_km : float
        What counts as within reach.
    points : pandas.DataFrame
        One row per point that is served (index as given): ``nearest`` (index of the nearest
        service; missing where there is none), ``distance_km`` (geodesic), ``within``.
    services : pandas.DataFrame
        One row per service: ``served`` (points within reach of it), ``nearest_of`` (points that
        have none nearer), ``distance_km`` (to the nearest point).
    by_area : pandas.DataFrame
        ``area_code``, ``area_name``, ``points``, ``further`` (further than the radius), ``share``,
        ``median_km``; empty without areas.
    insights : list of Insight
        Sentences.
    """

    radius_km: float
    points: pd.DataFrame
    services: pd.DataFrame
    by_area: pd.DataFrame
    insights: list[Insight]

    @property
    def further(self) -> int:
        """How many points are further than the radius from any service."""
        return int((~self.points["within"]).sum())


def coverage(
    points: gpd.GeoDataFrame | gpd.GeoSeries,
    services: gpd.GeoDataFrame | gpd.GeoSeries,
    radius_km: float,
    *,
    areas: pd.DataFrame | None = None,
    called: str = "",
    sample: Sample | None = None,
) -> Coverage:
    """Measure how far each point is from the nearest service, and the other way round.

    Distances are geodesic on the WGS84 ellipsoid: as the crow flies, not along roads.

    Parameters
    ----------
    points : geopandas.GeoDataFrame or geopandas.GeoSeries
        Who needs something, such as schools. EPSG:4326.
    services : geopandas.GeoDataFrame or geopandas.GeoSeries
        What they need, such as water points. EPSG:4326.
    radius_km : float
        What counts as within reach; a point exactly that far is within.
    areas : pandas.DataFrame, optional
        ``area_code`` and ``area_name`` of each point, same index.
    called : str
        What a service is called in sentences, such as ``"water point"``.
    sample : Sample, optional
        How the points were drawn: shares and medians are then those of the population.

    Returns
    -------
    Coverage
        Both directions, and by area.

    Raises
    ------
    ValueError
        If the radius is not above 0.

    Examples
    --------
    >>> schools = gpd.GeoSeries(gpd.points_from_xy([0.0, 0.0, 0.5], [0.0, 0.01, 0.0]), crs=4326)
    >>> wells = gpd.GeoSeries(gpd.points_from_xy([0.0], [0.0]), crs=4326)
    >>> found = coverage(schools, wells, 5)
    >>> found.points["distance_km"].round(2).tolist(), found.further
    ([0.0, 1.11, 55.66], 1)
    """
    if not radius_km > 0:
        raise ValueError("the radius must be above 0")
    here, there = _degrees(points), _degrees(services)
    nearest, km = _nearest(here, there)
    frame = pd.DataFrame(
        {
            "nearest": [services.index[at] if at >= 0 else None for at in nearest],
            "distance_km": km,
            "within": km <= radius_km,
        },
        index=points.index,
    )
    _, back = _nearest(there, here)
    served = pd.DataFrame(
        {
            "served": _served(here, there, radius_km),
            "nearest_of": np.bincount(nearest[nearest >= 0], minlength=len(there)),
            "distance_km": back,
        },
        index=services.index,
    )
    by_area = _by_area(frame, areas, sample)
    codes = pd.Series(dtype="object") if areas is None else areas["area_code"]
    insights = _insights(frame, by_area, codes, radius_km, called, sample)
    return Coverage(radius_km, frame, served, by_area, insights)


def _degrees(shapes: gpd.GeoDataFrame | gpd.GeoSeries) -> Floats:
    geometry = shapes.geometry if shapes.crs is None else shapes.to_crs(4326).geometry
    known = geometry.to_numpy().copy()
    known[shapely.is_empty(known)] = None
    return np.column_stack([shapely.get_x(known), shapely.get_y(known)])


def _on_globe(degrees: Floats) -> Floats:
    lon, lat = np.radians(degrees).T
    return np.column_stack([np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)])


def _nearest(here: Floats, there: Floats) -> tuple[_Ints, Floats]:
    """Return the position of the nearest of `there`, and the kilometres; -1 and inf if none."""
    from scipy.spatial import cKDTree

    nearest = np.full(len(here), -1, dtype=np.int64)
    km = np.full(len(here), np.inf)
    usable = np.flatnonzero(np.isfinite(there).all(axis=1))
    asked = np.flatnonzero(np.isfinite(here).all(axis=1))
    if not len(usable) or not len(asked):
        return nearest, km
    count = min(_CANDIDATES, len(usable))
    _, found = cKDTree(_on_globe(there[usable])).query(_on_globe(here[asked]), k=count)
    found = usable[np.asarray(found).reshape(len(asked), count)]
    measured = _km(np.repeat(here[asked], count, axis=0), there[found.ravel()])
    measured = measured.reshape(found.shape)
    # Of equally near ones the first of the table, whatever the order of the tree.
    order = np.lexsort((found, np.round(measured, 9)), axis=1)[:, 0]
    rows = np.arange(len(asked))
    nearest[asked], km[asked] = found[rows, order], measured[rows, order]
    return nearest, km


def _km(first: Floats, second: Floats) -> Floats:
    _, _, metres = GEOD.inv(first[:, 0], first[:, 1], second[:, 0], second[:, 1])
    return np.asarray(metres, dtype=np.float64) / 1000


def _served(here: Floats, there: Floats, radius_km: float) -> _Ints:
    """Count for each service the points within reach of it."""
    from scipy.spatial import cKDTree

    counts = np.zeros(len(there), dtype=np.int64)
    asked = np.flatnonzero(np.isfinite(here).all(axis=1))
    usable = np.flatnonzero(np.isfinite(there).all(axis=1))
    if not len(asked) or not len(usable):
        return counts
    # A chord on the unit globe, a little longer than the flattest part of the ellipsoid needs.
    chord = 2 * np.sin(min(np.pi / 2, radius_km * 1.01 / (2 * 6335)))
    tree = cKDTree(_on_globe(here[asked]))
    for at, near in zip(
        usable, tree.query_ball_point(_on_globe(there[usable]), chord), strict=True
    ):
        if near:
            km = _km(here[asked[near]], np.repeat(there[[at]], len(near), axis=0))
            counts[at] = int((km <= radius_km).sum())
    return counts


def _by_area(
    frame: pd.DataFrame, areas: pd.DataFrame | None, sample: Sample | None
) -> pd.DataFrame:
    columns = ["area_code", "area_name", "points", "further", "share", "median_km"]
    if areas is None:
        return pd.DataFrame(columns=columns)
    joined = frame.join(areas[["area_code", "area_name"]]).dropna(subset=["area_code"])
    joined = joined[np.isfinite(joined["distance_km"])]
    groups = joined.groupby(["area_code", "area_name"], sort=True)
    made: pd.DataFrame = groups.agg(
        points=("within", "size"),
        further=("within", lambda within: int((~within).sum())),
        median_km=("distance_km", "median"),
    ).reset_index()
    made["share"] = made["further"] / made["points"]
    if sample is not None and len(made):
        found = sample.groups((~joined["within"]).astype("float64"), joined["area_code"])
        codes = made["area_code"].astype("str")
        made["share"] = [found.estimates[code].value for code in codes]
        own = (joined.loc[joined["area_code"] == code, "distance_km"] for code in made["area_code"])
        made["median_km"] = [sample.quantiles(each, (0.5,))[0] for each in own]
    return pd.DataFrame(made, columns=columns)


def _histogram(km: Floats) -> pd.DataFrame:
    """Return how many points lie how far, in bins of a round width."""
    from probono_kit.maps.rounding import floor_round

    width = float(floor_round(max(float(km.max()), 1e-3) / 6)) or 1e-3
    edges = np.arange(0.0, float(km.max()) + 2 * width, width)
    counts, edges = np.histogram(km, bins=edges)
    last = int(np.flatnonzero(counts).max()) + 1
    return pd.DataFrame({"low": edges[:last], "high": edges[1 : last + 1], "rows": counts[:last]})


def _insights(
    frame: pd.DataFrame,
    by_area: pd.DataFrame,
    codes: pd.Series,
    radius_km: float,
    called: str,
    sample: Sample | None,
) -> list[Insight]:
    placed = frame[np.isfinite(frame["distance_km"])]
    if placed.empty:
        return []
    few = len(placed) < _FEWEST
    further = _share(placed, sample)
    median = float(placed["distance_km"].median())
    if sample is not None:
        median = sample.quantiles(placed["distance_km"], (0.5,))[0]
    values: dict[str, object] = {
        "share": further,
        "radius": radius_km,
        "service": called,
        "median": median,
        "furthest": float(placed["distance_km"].max()),
    }
    sure = Certainty.TOO_FEW if few else Certainty.FIRM
    strength = abs(further.value - 0.5) + 0.5
    code = "space.further_named" if called else "space.further"
    bars = _histogram(placed["distance_km"].to_numpy())
    about = ("distance_km",)
    found = [Insight(code, about, values, len(placed), strength, sure, bars, "histogram")]
    enough = by_area[by_area["points"] >= _FEWEST]
    if len(enough) > 1 and not few:
        worst = enough.sort_values(["share", "points"], ascending=False, kind="stable").iloc[0]
        if worst["share"] > further.value:
            share: Share | Estimate = Share(int(worst["further"]), int(worst["points"]))
            if sample is not None:
                share = _share(placed[codes.reindex(placed.index) == worst["area_code"]], sample)
            found.append(_furthest_area(worst, share, by_area, radius_km, further.value))
    return found


def _share(placed: pd.DataFrame, sample: Sample | None) -> Share | Estimate:
    """Return the share that is further than the radius."""
    beyond = ~placed["within"]
    if sample is None:
        return Share(int(beyond.sum()), len(placed))
    return sample.mean(beyond.astype("float64"), percent=True)


def _furthest_area(
    worst: pd.Series,
    share: Share | Estimate,
    by_area: pd.DataFrame,
    radius_km: float,
    overall: float,
) -> Insight:
    """Say in which area most are out of reach."""
    values = {
        "area": str(worst["area_name"]),
        "share": share,
        "radius": radius_km,
    }
    sure = Certainty.FIRM if worst["points"] >= 20 else Certainty.WEAK
    if isinstance(share, Estimate) and share.low <= overall:
        sure = Certainty.WEAK
    about, gap = ("distance_km", "area_name"), float(worst["share"] - overall)
    return Insight("space.furthest_area", about, values, int(worst["points"]), gap, sure, by_area)
