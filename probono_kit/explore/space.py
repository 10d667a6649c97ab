"""Figures by area, and their maps: counts, medians, shares with the small ones smoothed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from probono_kit.explore.insights import Certainty, Column, Estimate, Insight, Share
from probono_kit.explore.rates import smoothed_rates
from probono_kit.explore.sample import Sample
from probono_kit.explore.wordings import column_label
from probono_kit.i18n import gettext as _
from probono_kit.tables.columns import require_columns

#: Areas with fewer records are not shown: people could be recognised, and chance rules.
FEWEST_ROWS = 5

#: An area speaks for itself from so many records on, if few records have no area.
_MANY, _MISPLACED = 30, 0.1

#: Columns of :attr:`AreaFigures.areas`.
FIGURE_COLUMNS = ("area_code", "area_name", "rows", "part", "value", "smoothed")


@dataclass(frozen=True, slots=True, eq=False)
class AreaFigures:
    """One figure per area.

    Parameters
    ----------
    kind : str
        ``count`` (records), ``median`` (of a column of numbers), ``share`` (of records that say
        `says`).
    column : str
        The column; empty for counts.
    says : str
        The value that a share is of.
    areas : pandas.DataFrame
        Columns :data:`FIGURE_COLUMNS`: ``rows`` (records that answered), ``part`` (those that say
        `says`), ``value`` (missing below `fewest` rows), ``smoothed`` (shares only).
    fewest : int
        Rows from which on an area is shown.
    hidden : int
        Areas that have records, but fewer.
    nowhere : int
        Records without an area.
    insights : list of Insight
        Highest and lowest area.
    called : str
        What the column is called; empty for its name.
    """

    kind: str
    column: str
    says: str
    areas: pd.DataFrame
    fewest: int
    hidden: int
    nowhere: int
    insights: list[Insight]
    called: str = ""

    @property
    def by_code(self) -> pd.Series:
        """What hot spots are looked for in, by ``area_code``: smoothed where there is that."""
        name = "smoothed" if self.kind == "share" else "value"
        shown = self.areas[self.areas["value"].notna()]
        return shown.set_index("area_code")[name]

    @property
    def is_partial(self) -> bool:
        """Whether so many records have no area that nothing is said of areas among each other."""
        return self.nowhere > _MISPLACED * max(1, int(self.areas["rows"].sum()))

    def label(self, language: str) -> str:
        """Return what the figure is called."""
        name = self.called or column_label(self.column)
        match self.kind:
            case "count":
                return _("number of records", language)
            case "median":
                return _("median of {column}", language).format(column=name)
            case _:
                text = _("share of “{value}” for {column}", language)
                return text.format(column=name, value=self.says)


def figures_by_area(
    frame: pd.DataFrame,
    column: str = "",
    *,
    says: str = "",
    called: str = "",
    fewest: int = FEWEST_ROWS,
    sample: Sample | None = None,
) -> AreaFigures:
    """Bring records to one figure per area: how many, the median, or the share of one value.

    Parameters
    ----------
    frame : pandas.DataFrame
        Records with ``area_code`` and ``area_name`` (missing where a record has no area).
    column : str
        A column of numbers, or of categories; empty to count records.
    says : str
        For categories: the value whose share is told (default: the most frequent).
    called : str
        What the column is called on maps (default: its name).
    fewest : int
        Areas with fewer answers are not shown.
    sample : Sample, optional
        How the records were drawn: medians and shares are then those of the population.

    Returns
    -------
    AreaFigures
        Areas in the order of their codes.

    Raises
    ------
    ProbonoError
        If a column is missing.

    Examples
    --------
    >>> codes, states = ["A"] * 6 + ["B"] * 6 + ["C"], ["dry"] * 4 + ["wet"] * 9
    >>> rows = pd.DataFrame({"area_code": codes, "state": states})
    >>> found = figures_by_area(rows.assign(area_name=rows["area_code"]), "state", says="dry")
    >>> found.areas[["area_code", "part", "rows", "value"]].round(2).fillna(-1).to_numpy().tolist()
    [['A', 4, 6, 0.67], ['B', 0, 6, 0.0], ['C', 0, 1, -1.0]]
    >>> found.hidden
    1
    """
    require_columns(frame, [name for name in ("area_code", "area_name", column) if name])
    placed = frame[frame["area_code"].notna()]
    nowhere = len(frame) - len(placed)
    used = placed[placed[column].notna()] if column else placed
    numeric = bool(column) and pd.api.types.is_numeric_dtype(used[column]) and not says
    kind = "median" if numeric else "share" if column else "count"
    if kind == "share" and not says and len(used):
        counts = used[column].astype(str).value_counts(sort=False).sort_index()
        says = str(counts.idxmax())
    groups = used.groupby("area_code", sort=True)
    areas = groups["area_name"].first().to_frame()
    areas["rows"] = groups.size()
    areas["part"] = 0
    if kind == "share":
        areas["part"] = (used[column].astype(str) == says).groupby(used["area_code"]).sum()
    areas = areas.reset_index()
    enough = areas["rows"] >= fewest
    areas["value"], areas["smoothed"] = _values(kind, areas, groups, column, enough)
    estimates: dict[str, Estimate] = {}
    if sample is not None and kind != "count":
        estimates = _of_population(kind, areas, used, column, says, enough, sample)
    made = AreaFigures(
        kind,
        column,
        says,
        areas[list(FIGURE_COLUMNS)],
        fewest,
        int((~enough).sum()),
        nowhere,
        [],
        called,
    )
    made.insights.extend(_insights(made, estimates))
    return made


def _values(
    kind: str, areas: pd.DataFrame, groups: Any, column: str, enough: pd.Series
) -> tuple[pd.Series, pd.Series]:
    nothing = pd.Series(np.nan, index=areas.index)
    if kind == "count":
        return areas["rows"].astype("float64").where(enough), nothing
    if kind == "median":
        medians = groups[column].median().astype("float64").reset_index(drop=True)
        return medians.where(enough), nothing
    rates, _findings = smoothed_rates(areas["part"], areas["rows"], shares=True)
    return rates["raw"].where(enough), rates["smoothed"].where(enough)


def _of_population(
    kind: str,
    areas: pd.DataFrame,
    used: pd.DataFrame,
    column: str,
    says: str,
    enough: pd.Series,
    sample: Sample,
) -> dict[str, Estimate]:
    """Put figures of the population in place of those of the sample; return shares by code."""
    groups = used.groupby("area_code", sort=True)
    if kind == "median":
        own = [sample.quantiles(each[column].astype("float64"), (0.5,))[0] for _, each in groups]
        areas["value"] = pd.Series(own, index=areas.index).where(enough)
        return {}
    said = (used[column].astype(str) == says).astype("float64")
    found = sample.groups(said, used["area_code"].astype("str")).estimates
    shares = areas["area_code"].astype("str").map(lambda code: found[code].value)
    # As many records of equal weight as say as much: what smoothing has to go by.
    whole = pd.Series([sample.effective(sample.part(each.index)) for _, each in groups])
    rates, _findings = smoothed_rates(shares * whole, whole, shares=True)
    areas["value"] = shares.where(enough)
    areas["smoothed"] = rates["smoothed"].where(enough)
    return dict(found)


def _insights(made: AreaFigures, estimates: Mapping[str, Estimate]) -> list[Insight]:
    """Say where a share is highest and lowest, once chance is taken out."""
    shown = made.areas[made.areas["value"].notna()]
    # Where many records have no area, another one may be the highest.
    if made.kind != "share" or len(shown) < 2 or made.is_partial:
        return []
    order = shown.sort_values("smoothed", ascending=False, kind="stable")
    first, last = order.iloc[0], order.iloc[-1]
    if first["smoothed"] == last["smoothed"]:
        return []
    values: dict[str, object] = {
        "column": Column(made.column),
        "value": made.says,
        "high_area": str(first["area_name"]),
        "high": _figure(first, estimates),
        "low_area": str(last["area_name"]),
        "low": _figure(last, estimates),
    }
    gap = float(first["smoothed"] - last["smoothed"])
    rows = int(shown["rows"].sum())
    sure = Certainty.FIRM if min(first["rows"], last["rows"]) >= _MANY else Certainty.WEAK
    return [
        Insight(
            "space.share_by_area",
            (made.column, "area_name"),
            values,
            rows,
            gap,
            sure,
            _bars(order),
            "bars",
        )
    ]


def _figure(row: pd.Series, estimates: Mapping[str, Estimate]) -> Share | Estimate:
    found = estimates.get(str(row["area_code"]))
    return Share(int(row["part"]), int(row["rows"])) if found is None else found


def _bars(order: pd.DataFrame) -> pd.DataFrame:
    """Return areas as bars of their own share, with how many answered there."""
    return pd.DataFrame(
        {
            "label": order["area_name"].astype(str).to_numpy(),
            "rows": order["rows"].to_numpy(),
            "share": order["value"].to_numpy(),
        }
    )
