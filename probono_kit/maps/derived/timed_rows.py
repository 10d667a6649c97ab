"""The rows that a map shows: those of the last time, with the times before beside them."""

from __future__ import annotations

from typing import NamedTuple

import geopandas as gpd
import pandas as pd

from probono_kit.findings import Findings
from probono_kit.maps.derived.present_times import presence_over_time
from probono_kit.maps.derived.timed import Timed, split_steps
from probono_kit.maps.presence import Presence
from probono_kit.maps.spec import Kind, MapSpec


class TimedRows(NamedTuple):
    """The rows that a map shows, of the last time where there are several."""

    spec: MapSpec
    table: pd.DataFrame | None
    presence: Presence | None = None
    timed: Timed | None = None


def rows_in_time(
    spec: MapSpec,
    shapes: gpd.GeoDataFrame | None,
    table: pd.DataFrame | None,
    findings: Findings,
    *,
    points: bool,
) -> TimedRows:
    """Count who works where, and take the times apart.

    Raises
    ------
    ProbonoError
        If nobody works anywhere, with all that is known by then.
    """
    if spec.kind is Kind.WHO_WHAT_WHERE and shapes is not None and not points:
        gathered, timed = presence_over_time(spec, shapes, table, findings)
        if gathered is None:
            findings.raise_errors()
            raise AssertionError("nobody to count, and no error says so")
        return TimedRows(gathered.spec, gathered.table, gathered.presence, timed)
    if spec.time and (not points or spec.kind is Kind.FLOWS):
        timed = split_steps(spec, table, findings)
        return TimedRows(spec, timed.tables[-1] if timed else table, timed=timed)
    return TimedRows(spec, table)
