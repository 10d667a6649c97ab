"""Rows of cleaned tables, shared out among the tables of a design."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import pandas as pd

from probono_kit.findings import Findings


@dataclass(frozen=True, slots=True, eq=False)
class Split:
    """What goes into each table of a database, and where it was read.

    Parameters
    ----------
    rows : mapping of str to pandas.DataFrame
        One frame per table of the design. Columns are its fields, in their order, in the pandas
        types of cleaned tables (``str``, ``Int64``, ``float64``, ``boolean``, ``datetime64[us]``);
        a table with a place is a GeoDataFrame, its geometry the last column.
    origins : mapping of str to pandas.DataFrame
        By table, with the index of its rows: ``source``, ``file``, ``sheet``, ``row`` where each
        row was first read.
    findings : Findings
        Rows that break a key, a link, an identity or that miss a required value, each with its
        file, sheet and row, and what to do.
    left_out : pandas.DataFrame
        Rows that were not taken, and why.
    """

    rows: Mapping[str, pd.DataFrame]
    origins: Mapping[str, pd.DataFrame]
    findings: Findings = field(default_factory=Findings)
    left_out: pd.DataFrame = field(default_factory=pd.DataFrame)
