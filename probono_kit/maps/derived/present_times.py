"""Who does what where over time: one row per area for each time."""

from __future__ import annotations

import geopandas as gpd
import numpy as np
import pandas as pd

from probono_kit.findings import Findings
from probono_kit.i18n import gettext as _
from probono_kit.maps.derived.present import Gathered, gather_presence
from probono_kit.maps.derived.timed import Timed, split_steps
from probono_kit.maps.spec import MapSpec


def presence_over_time(
    spec: MapSpec, shapes: gpd.GeoDataFrame, table: pd.DataFrame | None, findings: Findings
) -> tuple[Gathered | None, Timed | None]:
    """Count the organisations of each area, at each time if `spec` has one.

    Returns
    -------
    gathered : Gathered or None
        Of the last time, or of the only one; ``None`` if `findings` say why there is nothing.
    timed : Timed or None
        The tables of all times, each with one row per area.
    """
    whole = gather_presence(spec, shapes, table, findings)
    if whole is None or table is None or not spec.time:
        return whole, None
    timed = split_steps(spec, table, findings)
    if timed is None:
        return None, None
    parts = [gather_presence(spec, shapes, rows, Findings()) for rows in timed.tables]
    last = parts[-1]
    if last is None:
        findings.add("map.nobody_anywhere", spec.organisation)
        return None, None
    nobody = last.table.iloc[:1].assign(**{last.spec.value: np.nan})
    tables = tuple(nobody if part is None else part.table for part in parts)
    remark = _("Sectors and their organisations are those of {time}.", spec.language)
    remarks = (*last.spec.remarks, remark.format(time=timed.labels[-1]))
    new = last.spec.model_copy(update={"remarks": remarks})
    return Gathered(new, last.table, last.presence), Timed(timed.labels, tables)
