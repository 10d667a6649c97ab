"""Sharing the rows of cleaned tables out among the tables of a design."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from probono_kit.database.check import check_design, in_order
from probono_kit.database.filling import Filling, Known
from probono_kit.database.flat import flat_rows
from probono_kit.database.flat_plan import FlatColumn, FlatPlan, Way, plan_flat
from probono_kit.database.left_out import LeftOut
from probono_kit.database.model import Design, Source
from probono_kit.database.split import Split
from probono_kit.database.values import different
from probono_kit.tables.dependencies import Codes


def split_sources(design: Design, sources: Sequence[Source]) -> Split:
    """Share the rows of cleaned tables out among the tables of a design.

    Rows with the same identity become one; where they disagree, what most of them say is kept, and
    the others are listed. Afterwards each cleaned table is put together again
    (:func:`~probono_kit.database.flat_view`) and compared with what it was: every cell that would
    not come back as it was is listed in ``left_out`` and told by a finding.

    Parameters
    ----------
    design : Design
        The design.
    sources : sequence of Source
        Cleaned tables, with the names that the design uses.

    Returns
    -------
    Split
        Rows, where they come from, findings, and what was not taken. Keys that the database makes
        are numbered from 1 in the order in which things come first.

    Raises
    ------
    ProbonoError
        With everything that is wrong with the design for these tables.

    Examples
    --------
    >>> from probono_kit.database import Field, Link, Origin, Table
    >>> wells = pd.DataFrame({"Puits": ["a", "b", "c"], "Région": ["x", "x", "y"]}, index=[2, 3, 4])
    >>> region = Table(name="region", fields=(Field(name="id", kind="integer", made=True),
    ...                Field(name="name")), key=("id",), identity=("name",),
    ...                origins=(Origin(source="wells", columns={"name": "Région"}),))
    >>> well = Table(name="well", fields=(Field(name="name"),
    ...              Field(name="region_id", kind="integer", made=True)), key=("name",),
    ...              links=(Link(fields=("region_id",), table="region"),),
    ...              origins=(Origin(source="wells", columns={"name": "Puits"}),))
    >>> split = split_sources(Design(name="w", tables=(region, well)), [Source("wells", wells)])
    >>> split.rows["well"]["region_id"].tolist(), split.rows["region"]["name"].tolist()
    ([1, 1, 2], ['x', 'y'])
    >>> split.origins["region"]["row"].tolist(), len(split.left_out)
    ([2, 4], 0)
    """
    check_design(design, sources).raise_errors()
    given = {source.name: source for source in sources}
    left, known = LeftOut(), Known()
    for table in in_order(design):
        Filling(design, table, given, known, left).fill()
    for source in sources:
        plan = plan_flat(design, source.name)
        if plan is not None:
            _compare(design, known, plan, source, left)
    rows = {table.name: known.rows[table.name] for table in design.tables}
    origins = {table.name: known.origins[table.name] for table in design.tables}
    return Split(rows, origins, left.findings, left.frame())


def _compare(design: Design, known: Known, plan: FlatPlan, source: Source, left: LeftOut) -> None:
    """List every cell that would not come back as it was."""
    positions = known.at(design.table(plan.root), source.name)
    flat = flat_rows(design, known.rows, plan, positions)
    there = positions >= 0
    for column in plan.columns:
        if column.name not in source.frame.columns or column.way is Way.SHAPE:
            continue
        before = source.frame[column.name]
        wrong = np.flatnonzero(different(before, flat[column.name]) & there)
        if len(wrong):
            _explain(column, source, before, flat[column.name], wrong.astype(np.int64), left)


def _explain(
    column: FlatColumn,
    source: Source,
    before: pd.Series,
    after: pd.Series,
    places: Codes,
    left: LeftOut,
) -> None:
    """Say why cells do not come back as they were."""
    was = before.notna().to_numpy()[places]
    comes = after.notna().to_numpy()[places]
    if column.way in (Way.LIST, Way.MARK):
        reasons = {"written_otherwise": np.ones(len(places), dtype=bool)}
    else:
        reasons = {"contradicts": was & comes, "filled_in": ~was & comes, "not_held": was & ~comes}
    for why, here in reasons.items():
        chosen = places[here]
        left.cells(
            *(why, source, column.table, column.name, chosen),
            kept=after.array.take(chosen),
            field=column.field,
        )
