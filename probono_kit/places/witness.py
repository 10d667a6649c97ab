"""Coordinates as a witness: which areas the point of a row lies in, or near."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt
import pandas as pd
import shapely

from probono_kit.i18n import gettext as _
from probono_kit.places.gazetteer import Gazetteer
from probono_kit.places.levels import Levels
from probono_kit.places.near import Near
from probono_kit.places.written import LEAST_SCORE, Answer, Method, Status

#: A point so near to an area (degrees, about 5 km) does not speak against it: limits are
#: generalised, and points are taken at the roadside.
NEARBY = 0.05


@dataclass(frozen=True, slots=True)
class Witness:
    """What a point says about the areas of one level.

    Attributes
    ----------
    inside : frozenset of int
        Positions of the areas that it lies in: one, more on a border, none where it says nothing.
    nearby : frozenset of int
        Positions of these and of the areas that are near.
    """

    inside: frozenset[int] = frozenset()
    nearby: frozenset[int] = frozenset()


#: What one point says, by level.
Witnesses = tuple[tuple[int, Witness], ...]


def witnesses(
    frame: pd.DataFrame, coordinates: tuple[str, str] | None, levels: Levels
) -> list[Witnesses]:
    """Return what the point of each row says about the levels whose areas have shapes.

    Parameters
    ----------
    frame : pandas.DataFrame
        The table.
    coordinates : (str, str) or None
        Its columns of latitude and longitude, in degrees (WGS84).
    levels : Levels
        The areas; those of levels without shapes are known by what lies in them.
    """
    if coordinates is None:
        return [()] * len(frame)
    latitude, longitude = (_numbers(frame[column]) for column in coordinates)
    usable = (np.abs(latitude) <= 90) & (np.abs(longitude) <= 180)
    points = np.full(len(frame), None, dtype=object)
    points[usable] = shapely.points(longitude[usable], latitude[usable])
    said: list[list[tuple[int, Witness]]] = [[] for _row in range(len(frame))]
    below: tuple[int, list[Witness]] | None = None
    for level in reversed(levels.all):
        if "geometry" in levels.frames[level].columns:
            found = _located(points, levels.frames[level]["geometry"].to_numpy())
        elif below is not None:
            found = [_raised(witness, levels, below[0], level) for witness in below[1]]
        else:
            continue
        below = level, found
        for row, witness in enumerate(found):
            if witness.inside:
                said[row].append((level, witness))
    return [tuple(row) for row in said]


def attested(answer: Answer, witness: Witness | None, areas: Gazetteer) -> Answer:
    """Let a point speak on an answer: it settles homonyms, supports, or contradicts.

    Parameters
    ----------
    answer : Answer
        By name and code.
    witness : Witness or None
        What the point says about areas of this level.
    areas : Gazetteer
        The areas of this level.

    Returns
    -------
    Answer
        Homonyms are settled and a near name is taken where the point lies in exactly one of
        them; a match far from the point becomes a conflict, unless a person decided it.
    """
    if witness is None or answer.method is Method.DECISION or answer.status is Status.EMPTY:
        return answer
    lies_in = ", ".join(areas.label(position) for position in sorted(witness.inside))
    sentence = _("The point lies in {area}.").format(area=lies_in)
    if answer.status is Status.MATCHED:
        if answer.position in witness.nearby:
            return answer
        owners = dict.fromkeys((answer.position, *sorted(witness.inside)))
        certain = tuple(Near(owner, 0.0, 0, 100.0) for owner in owners if owner is not None)
        return Answer(Status.CONFLICT, (*answer.evidence, sentence), candidates=certain)
    if answer.status in (Status.AMBIGUOUS, Status.NONE):
        fitting = [near for near in answer.candidates if _may_be(near, answer, witness)]
        if len(fitting) == 1:
            [near] = fitting
            return Answer(
                Status.MATCHED,
                (_reason(answer, areas.label(near.owner)), sentence),
                near.owner,
                Method.COORDINATES,
                score=near.score,
            )
    return replace(answer, evidence=(*answer.evidence, sentence))


def _may_be(near: Near, answer: Answer, witness: Witness) -> bool:
    is_alike = near.score >= LEAST_SCORE and not near.is_part
    return near.owner in witness.inside and (answer.status is Status.AMBIGUOUS or is_alike)


def _reason(answer: Answer, area: str) -> str:
    if answer.status is Status.AMBIGUOUS:
        return " ".join(answer.evidence)
    return _("The name is close to {area}.").format(area=area)


def _numbers(cells: pd.Series) -> npt.NDArray[np.float64]:
    if not pd.api.types.is_numeric_dtype(cells):
        cells = cells.astype("str").str.strip().str.replace(",", ".", regex=False)
    return pd.to_numeric(cells, errors="coerce").to_numpy(dtype=float, na_value=np.nan)


def _located(points: npt.NDArray[np.object_], shapes: npt.NDArray[np.object_]) -> list[Witness]:
    tree = shapely.STRtree(shapes)
    inside: list[set[int]] = [set() for _point in points]
    nearby: list[set[int]] = [set() for _point in points]
    for row, area in zip(*tree.query(points, predicate="intersects"), strict=True):
        inside[row].add(int(area))
    for row, area in zip(*tree.query(points, predicate="dwithin", distance=NEARBY), strict=True):
        nearby[row].add(int(area))
    return [
        Witness(frozenset(one), frozenset(other)) if one else Witness()
        for one, other in zip(inside, nearby, strict=True)
    ]


def _raised(witness: Witness, levels: Levels, below: int, level: int) -> Witness:
    """Return what a point says about areas by those that lie in them."""
    raised = [
        frozenset(
            above for area in areas if (above := levels.upper(below, area, level)) is not None
        )
        for areas in (witness.inside, witness.nearby)
    ]
    return Witness(*raised)
