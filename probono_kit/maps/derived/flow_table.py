"""A table of flows: from where, to where, how much; each pair of places once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from probono_kit.findings import Findings
from probono_kit.maps.arrays import Array
from probono_kit.maps.rounding import roundest
from probono_kit.maps.spec import MapSpec
from probono_kit.maps.values import EXAMPLES, as_numbers

#: More arrows than this hide each other: the small ones are left out, and told.
MOST_FLOWS = 30


@dataclass(frozen=True)
class FlowTable:
    """Flows between the places of a map.

    Attributes
    ----------
    origin, destination : numpy.ndarray of int
        Rows of the places, one per flow; the largest amounts first.
    amounts : numpy.ndarray
        One per flow, all positive.
    inside : float
        What stayed in its place, in all.
    """

    origin: NDArray[np.int64]
    destination: NDArray[np.int64]
    amounts: Array
    inside: float

    @property
    def total(self) -> float:
        """Of all flows between two places."""
        return float(self.amounts.sum())


def read_flows(
    spec: MapSpec, keys: list[str], names: list[str], table: pd.DataFrame, findings: Findings
) -> FlowTable:
    """Return the flows of a table, those between the same places added up.

    Parameters
    ----------
    spec : MapSpec
        Names the columns ``origin``, ``destination`` and ``value``; without a value rows are
        counted.
    keys, names : list of str
        Of the places: what the cells of both columns say.
    table : pandas.DataFrame
        One row or several per flow.
    findings : Findings
        Gets unknown places, cells that are no amount, and flows of less than nothing.
    """
    places = dict(zip(names, range(len(names)), strict=True))
    places |= dict(zip(keys, range(len(keys)), strict=True))
    ends = [_places(table[name], places) for name in (spec.origin, spec.destination)]
    lost = (ends[0] < 0) | (ends[1] < 0)
    if lost.any():
        unknown = [
            str(cell).strip()
            for name, end in zip((spec.origin, spec.destination), ends, strict=True)
            for cell, place in zip(table[name], end, strict=True)
            if place < 0 and not pd.isna(cell) and str(cell).strip()
        ]
        examples = tuple(dict.fromkeys(unknown))[:EXAMPLES]
        findings.add(
            "map.flow_off_map", spec.origin, count=int(lost.sum()), total=len(table),
            examples=examples,
        )  # fmt: skip
    amounts = _amounts(spec, table, findings)
    if (amounts < 0).any():
        findings.add("map.negative_flow", spec.value, count=int((amounts < 0).sum()))
    kept = ~lost & (np.nan_to_num(amounts) > 0)
    rows = pd.DataFrame({"a": ends[0][kept], "b": ends[1][kept], "n": amounts[kept]})
    sums = rows.groupby(["a", "b"], as_index=False)["n"].sum()
    at_home = sums["a"] == sums["b"]
    apart = sums[~at_home].sort_values(["n", "a", "b"], ascending=[False, True, True])
    if apart.empty and not findings.errors:
        findings.add("map.no_flows", spec.origin)
    return FlowTable(
        apart["a"].to_numpy(np.int64),
        apart["b"].to_numpy(np.int64),
        apart["n"].to_numpy(float),
        float(sums.loc[at_home, "n"].sum()),
    )


@dataclass(frozen=True)
class FlowsOverTime:
    """Flows between the places of a map at several times, or at one.

    Attributes
    ----------
    whole : FlowTable
        Those of all times: what flowed in all. The order is that of the largest at any time.
    over : numpy.ndarray, shape (t, n)
        The amount of each at each time, 0 for none.
    """

    whole: FlowTable
    over: Array

    def at(self, time: int) -> FlowTable:
        """Return the flows of one time, the largest first."""
        amounts = self.over[time]
        order = np.argsort(-amounts, kind="stable")
        order = order[amounts[order] > 0]
        whole = self.whole
        return FlowTable(whole.origin[order], whole.destination[order], amounts[order], 0.0)


def flows_over_time(
    spec: MapSpec,
    keys: list[str],
    names: list[str],
    tables: Sequence[pd.DataFrame],
    findings: Findings,
) -> FlowsOverTime:
    """Return the flows of the tables of all times.

    Parameters
    ----------
    spec, keys, names, findings : MapSpec, list of str, list of str, Findings
        As for :func:`read_flows`.
    tables : sequence of pandas.DataFrame
        One per time.
    """
    whole = read_flows(spec, keys, names, pd.concat(list(tables)), findings)
    place = {pair: i for i, pair in enumerate(zip(whole.origin, whole.destination, strict=True))}
    over = np.zeros((len(tables), len(place)))
    for row, table in zip(over, tables, strict=True):
        one = read_flows(spec, keys, names, table, Findings())
        for a, b, amount in zip(one.origin, one.destination, one.amounts, strict=True):
            row[place[a, b]] = amount
    order = np.lexsort((whole.destination, whole.origin, -over.max(axis=0, initial=0.0)))
    sums = FlowTable(
        whole.origin[order], whole.destination[order], whole.amounts[order], whole.inside
    )
    return FlowsOverTime(sums, over[:, order])


def _places(column: pd.Series, places: dict[str, int]) -> NDArray[np.int64]:
    """Return the row of the place of each cell, -1 where there is none."""
    return np.array(
        [-1 if pd.isna(cell) else places.get(str(cell).strip(), -1) for cell in column],
        dtype=np.int64,
    )


def _amounts(spec: MapSpec, table: pd.DataFrame, findings: Findings) -> Array:
    if not spec.value:
        return np.ones(len(table))
    names = table[spec.origin].astype(str) + " → " + table[spec.destination].astype(str)
    amounts = as_numbers(table[spec.value], spec.value, names, findings)
    missing = int(np.isnan(amounts).sum())
    if missing and not findings.errors:
        findings.add("map.flow_without_amount", spec.value, count=missing, total=len(table))
    return amounts


def least_drawn(amounts: Array, wanted: float | None) -> float:
    """Return the round amount from which on a flow is drawn: 0 if all are.

    Parameters
    ----------
    amounts : numpy.ndarray
        Of the flows, the largest first.
    wanted : float, optional
        What was asked for.

    Examples
    --------
    >>> least_drawn(np.array([900.0, 40.0, 7.0]), None), least_drawn(np.array([9.0, 3.0]), 5)
    (0.0, 5.0)
    >>> least_drawn(np.arange(80.0, 0, -1), None)
    51.0
    """
    if wanted is not None:
        return float(wanted)
    if len(amounts) <= MOST_FLOWS:
        return 0.0
    falls = np.flatnonzero(np.diff(amounts[: MOST_FLOWS + 1]) < 0)
    if not len(falls):
        # All of the largest are equal: none of them can be left out.
        return float(amounts[0])
    last = int(falls[-1])
    high, low = float(amounts[last]), float(amounts[last + 1])
    whole = bool((amounts == np.rint(amounts)).all())
    # The roundest number above the first that is left out, up to the last that is drawn.
    return -roundest(-high, -low, near=-(high + low) / 2, whole=whole)
