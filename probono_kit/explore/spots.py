"""Where high or low values lie together beyond chance: Getis-Ord Gi* and local Moran."""

from __future__ import annotations

import warnings
from dataclasses import dataclass
from typing import Any

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import pandas as pd
import shapely

from probono_kit.explore.arrays import Floats
from probono_kit.explore.insights import Certainty, Column, Insight

_Ints = npt.NDArray[np.int64]

#: Columns of what :attr:`Spots.areas` holds besides code, name and geometry.
SPOT_COLUMNS = ("value", "neighbours", "z", "p", "q", "spot", "quadrant")

#: So many areas with values and neighbours are needed before clusters can be told from chance.
FEWEST_AREAS = 20
#: The share of false alarms among the areas named (Y. Benjamini, Y. Hochberg 1995).
FALSE_DISCOVERIES = 0.05
_PERMUTATIONS = 9999
#: Areas that come so near to each other (degrees) touch: borders of two files never fit exactly.
_TOUCH = 0.003
_SEED = 20250101
#: So many areas are named in a sentence.
_SHOWN = 6

#: The area and its neighbours above (1) or below (-1) the mean.
_QUADRANTS = {(1, 1): "high-high", (-1, 1): "low-high", (-1, -1): "low-low", (1, -1): "high-low"}


@dataclass(frozen=True, slots=True, eq=False)
class Spots:
    """Hot and cold spots of one value.

    Parameters
    ----------
    areas : geopandas.GeoDataFrame
        All areas, with :data:`SPOT_COLUMNS`: ``z`` and ``p`` of Gi* (two-sided, by permutation),
        ``q`` (adjusted for the number of areas), ``spot`` (``hot``, ``cold``, empty; ``no_data``,
        ``alone`` for areas without neighbours), ``quadrant`` of local Moran where it is
        significant (``high-low``: high among low neighbours).
    tested : int
        Areas with a value and a neighbour that has one.
    insights : list of Insight
        Sentences.
    """

    areas: gpd.GeoDataFrame
    tested: int
    insights: list[Insight]


def hot_spots(
    areas: gpd.GeoDataFrame, values: pd.Series, *, column: str = "", seed: int = _SEED
) -> Spots:
    """Find areas that are high, or low, together with their neighbours.

    Parameters
    ----------
    areas : geopandas.GeoDataFrame
        ``area_code``, ``area_name``, polygons.
    values : pandas.Series
        One number of 0 or more per area, by ``area_code``; areas that are not there have no data,
        which is not zero.
    column : str
        Name of the values, for the sentences.
    seed : int
        Of the permutations: the same areas and values give the same answer.

    Returns
    -------
    Spots
        With fewer than :data:`FEWEST_AREAS` areas nothing is called hot or cold.

    Notes
    -----
    Gi* of J. Ord and A. Getis (1995) by esda and the quadrants of local Moran (L. Anselin 1995),
    neighbours of equal weight that share a border or a corner; p by 9,999 conditional permutations
    in which equal sums count for both sides (esda's own p leaves them out of the lower one, and
    calls the lowest of many equal values a cold spot), doubled for both sides and adjusted after
    Benjamini and Hochberg. An area is hot only if its
    own value and the mean of its neighbours lie above the mean of all areas; cold, below.

    Examples
    --------
    >>> squares = [shapely.box(x, y, x + 1, y + 1) for x in range(6) for y in range(6)]
    >>> codes = [f"{n:02d}" for n in range(36)]
    >>> named = {"area_code": codes, "area_name": codes}
    >>> grid = gpd.GeoDataFrame(named, geometry=squares, crs=4326)
    >>> values = pd.Series([90.0 if n in (0, 1, 6, 7) else 1.0 + n % 5 for n in range(36)], codes)
    >>> found = hot_spots(grid, values, column="cases")
    >>> found.areas.loc[found.areas["spot"] == "hot", "area_code"].tolist()
    ['00', '01', '06', '07']
    """
    made = areas[["area_code", "area_name", "geometry"]].reset_index(drop=True)
    numbers = made["area_code"].map(values.astype("float64")).to_numpy(dtype=np.float64)
    pairs = _touching(made.geometry, np.isfinite(numbers))
    neighbours = np.bincount(pairs[0], minlength=len(made))
    made = made.assign(value=numbers, neighbours=neighbours)
    for name in ("z", "p", "q"):
        made[name] = np.nan
    made["spot"] = np.where(
        ~np.isfinite(numbers), "no_data", np.where(neighbours == 0, "alone", "")
    )
    made["quadrant"] = ""
    used = np.flatnonzero(np.isfinite(numbers) & (neighbours > 0))
    tested = len(used)
    different = len(np.unique(numbers[used])) if tested else 0
    if tested >= FEWEST_AREAS and different > 1:
        _test(made, used, pairs, seed)
    return Spots(made, tested, _insights(made, tested, different, column))


def _touching(geometry: gpd.GeoSeries, usable: npt.NDArray[np.bool_]) -> Any:
    """Return pairs of positions of areas that touch, both with a value; each pair both ways."""
    shapes = geometry.to_numpy().copy()
    shapes[~usable] = None
    tree = shapely.STRtree(shapes)
    first, second = tree.query(shapes, predicate="dwithin", distance=_TOUCH)
    keep = first != second
    order = np.lexsort((second[keep], first[keep]))
    return first[keep][order], second[keep][order]


def _test(made: gpd.GeoDataFrame, used: _Ints, pairs: Any, seed: int) -> None:
    from esda.getisord import G_Local
    from libpysal.graph import Graph

    position = np.full(len(made), -1)
    position[used] = np.arange(len(used))
    first, second = position[pairs[0]], position[pairs[1]]
    graph = Graph.from_arrays(first, second, np.ones(len(first))).assign_self_weight()
    values = made["value"].to_numpy()[used]
    with warnings.catch_warnings():
        # p values are not taken from here.
        warnings.filterwarnings("ignore", "The alternative hypothesis", DeprecationWarning)
        local = G_Local(values, graph, transform="B", star=True, permutations=0)
    z = np.asarray(local.Zs)
    p = _chance(values, first, second, seed)
    q = _adjusted(p)
    own, around = _sides(values, first, second)
    hot_or_cold = (q <= FALSE_DISCOVERIES) & (own == around) & (np.sign(z) == own) & (own != 0)
    apart = (q <= FALSE_DISCOVERIES) & (own * around != 0)
    made.loc[used, "z"] = z
    made.loc[used, "p"] = p
    made.loc[used, "q"] = q
    made.loc[used, "spot"] = np.where(hot_or_cold, np.where(own > 0, "hot", "cold"), "")
    told = [
        _QUADRANTS[(int(here), int(there))] if sure else ""
        for here, there, sure in zip(own, around, apart, strict=True)
    ]
    made.loc[used, "quadrant"] = told


def _chance(values: Floats, first: _Ints, second: _Ints, seed: int) -> Floats:
    """Return how likely neighbours so high, or so low, are if all other values are mixed.

    As in L. Anselin (1995) each area keeps its own value; Gi* and local Moran then differ by no
    more than a constant, so that both have the same p. Draws that are as high count as as high:
    where many areas have one value, it is no wonder that neighbours have it too.
    """
    counts = np.bincount(first, minlength=len(values))
    random = np.random.default_rng(seed)
    drawn = np.array(
        [random.permutation(len(values) - 1)[: counts.max()] for _time in range(_PERMUTATIONS)]
    )
    sums = np.bincount(first, values[second], len(values))
    slack = 1e-9 * max(1.0, float(np.abs(values).max()))
    found = np.empty(len(values))
    for at, (count, total) in enumerate(zip(counts, sums, strict=True)):
        mixed = np.delete(values, at)[drawn[:, :count]].sum(axis=1)
        as_high = 1 + int((mixed >= total - slack).sum())
        as_low = 1 + int((mixed <= total + slack).sum())
        found[at] = min(1.0, 2 * min(as_high, as_low) / (1 + _PERMUTATIONS))
    return found


def _sides(values: Floats, first: _Ints, second: _Ints) -> tuple[Floats, Floats]:
    """Return for areas, and for their neighbours, 1 if above the mean, -1 if below, else 0."""
    counts = np.bincount(first, minlength=len(values))
    around = np.bincount(first, values[second], len(values)) / counts
    middle = float(values.mean())
    own, others = (np.sign(np.round(each - middle, 12)) for each in (values, around))
    return own, others


def _adjusted(p: Floats) -> Floats:
    from scipy.stats import false_discovery_control

    return np.asarray(false_discovery_control(p), dtype=np.float64)


def _insights(made: gpd.GeoDataFrame, tested: int, different: int, column: str) -> list[Insight]:
    about: dict[str, object] = {"column": Column(column), "tested": tested}
    columns = (column, "area_name")
    if different < 2:
        return []
    if tested < FEWEST_AREAS:
        few = Certainty.TOO_FEW
        return [Insight("space.too_few_areas", columns, about, tested, 0.0, few, _plain(made))]
    found = []
    for spot in ("hot", "cold"):
        names = _names(made[made["spot"] == spot], ascending=spot == "cold")
        if names:
            values = {**about, "number": len(names), "areas": tuple(names[:_SHOWN])}
            strength = min(1.0, 0.4 + len(names) / tested)
            code = f"space.{spot}" if len(names) <= _SHOWN else f"space.{spot}_among"
            found.append(
                Insight(code, columns, values, tested, strength, Certainty.FIRM, _plain(made))
            )
    if not found:
        weak = Certainty.WEAK
        found.append(Insight("space.no_spots", columns, about, tested, 0.1, weak, _plain(made)))
    for quadrant, code in (
        ("high-low", "space.high_among_low"),
        ("low-high", "space.low_among_high"),
    ):
        names = _names(made[made["quadrant"] == quadrant], ascending=quadrant == "low-high")
        if names:
            values = {**about, "number": len(names), "areas": tuple(names[:_SHOWN])}
            found.append(Insight(code, columns, values, tested, 0.3, Certainty.FIRM, _plain(made)))
    return found


def _names(made: pd.DataFrame, *, ascending: bool) -> list[str]:
    order = made.sort_values("value", ascending=ascending, kind="stable")
    return [str(name) for name in order["area_name"]]


def _plain(made: gpd.GeoDataFrame) -> pd.DataFrame:
    return pd.DataFrame(made.drop(columns="geometry"))
