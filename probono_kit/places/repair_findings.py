"""What is said about coordinates that lie outside their area, and about shared points."""

from __future__ import annotations

import pandas as pd
import shapely

from probono_kit.findings import Findings
from probono_kit.places.coordinate_columns import Angles
from probono_kit.places.targets import Targets

#: A point that so many rows share, of different areas, was hardly measured at each.
SHARED_BY = 3
#: Degrees around the centre of a country or area within which a point counts as its centre.
CENTRE = 0.01

_SHOWN = 8
_STATUSES = ("proposed", "ambiguous", "outside", "unreadable", "zero", "missing")


def say(
    frame: pd.DataFrame,
    lat: Angles,
    lon: Angles,
    listed: pd.DataFrame,
    targets: Targets,
    stated: pd.Series | None,
    findings: Findings,
    where: str,
) -> None:
    """Add one finding per status, one for points that many rows share, one for centres.

    Parameters
    ----------
    frame : pandas.DataFrame
        The table.
    lat, lon : Angles
        Its coordinates.
    listed : pandas.DataFrame
        The proposals.
    targets : Targets
        Where the points should lie.
    stated : pandas.Series or None
        Codes of the areas that rows are said to lie in.
    findings : Findings
        Gets the findings.
    where : str
        The table.
    """
    for status in _STATUSES:
        rows = listed.index[listed["status"] == status]
        if len(rows):
            findings.add(f"coordinates.repair_{status}", where, rows=_rows(rows), count=len(rows))
    points = pd.DataFrame({"lat": lat.degrees, "lon": lon.degrees}, index=frame.index)
    points["area"] = "" if stated is None else stated.astype(object)
    usable = points.dropna(subset=["lat", "lon"])
    usable = usable[(usable["lat"] != 0) | (usable["lon"] != 0)]
    shared = usable.groupby(["lat", "lon"])["area"]
    many = shared.transform("size") >= SHARED_BY
    if stated is not None:
        many &= shared.transform("nunique") > 1
    if stated is not None and many.any():
        rows = usable.index[many]
        findings.add("coordinates.shared_point", where, rows=_rows(rows), count=len(rows))
    centre = shapely.centroid(targets.shapes[0])
    if not shapely.is_empty(centre):
        near = (usable["lat"] - centre.y).abs().lt(CENTRE) & (usable["lon"] - centre.x).abs().lt(
            CENTRE
        )
        if near.any():
            rows = usable.index[near]
            findings.add("coordinates.country_centre", where, rows=_rows(rows), count=len(rows))


def _rows(rows: pd.Index) -> tuple[str, ...]:
    shown = tuple(str(row) for row in rows[:_SHOWN])
    return (*shown, "…") if len(rows) > _SHOWN else shown
