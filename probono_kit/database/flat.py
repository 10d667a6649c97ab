"""The cleaned tables, put together again from the rows of a database."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from probono_kit.database.flat_plan import FlatColumn, FlatPlan, Way, plan_flat
from probono_kit.database.model import Design, Field, Link
from probono_kit.database.values import find_rows, from_field, keys_of, taken
from probono_kit.errors import ProbonoError
from probono_kit.findings import Findings, finding
from probono_kit.tables.dependencies import Codes
from probono_kit.tables.text_cells import as_arrow, as_str
from probono_kit.yaml_files.explain import nearest


def flat_view(design: Design, rows: Mapping[str, pd.DataFrame], source_name: str) -> pd.DataFrame:
    """Put a cleaned table together again.

    Parameters
    ----------
    design : Design
        The design.
    rows : mapping of str to pandas.DataFrame
        One frame per table, as :func:`~probono_kit.database.split_sources` gives them or a database
        does.
    source_name : str
        Which cleaned table.

    Returns
    -------
    pandas.DataFrame
        A row for each row of the root table that belongs to the cleaned table, in its order, with
        the root's index; a GeoDataFrame where the cleaned table had shapes.

    Raises
    ------
    ProbonoError
        If the design knows no such cleaned table, or no table has a row for each of its rows.

    Examples
    --------
    >>> from probono_kit.database import Field, Origin, Source, Table, split_sources
    >>> wells = pd.DataFrame({"Puits": ["a", "b"], "Région": ["x", "x"]})
    >>> region = Table(name="region", fields=(Field(name="name"),), key=("name",),
    ...                origins=(Origin(source="wells", columns={"name": "Région"}),))
    >>> well = Table(name="well", fields=(Field(name="name"), Field(name="region")), key=("name",),
    ...              links=(Link(fields=("region",), table="region"),),
    ...              origins=(Origin(source="wells", columns={"name": "Puits"}),))
    >>> design = Design(name="wells", tables=(region, well))
    >>> flat_view(design, split_sources(design, [Source("wells", wells)]).rows, "wells").values
    array([['a', 'x'],
           ['b', 'x']], dtype=object)
    """
    plan = plan_flat(design, source_name)
    if plan is None:
        known = sorted({one.source for table in design.tables for one in table.origins})
        near = nearest(source_name, known) or ", ".join(known)
        raise ProbonoError(Findings([finding("design.no_flat", source_name, near=near)]))
    root = rows[plan.root]
    kept = np.ones(len(root), dtype=bool)
    for name, value in plan.fixed.items():
        kept &= np.asarray(root[name].eq(value).fillna(False), dtype=bool)
    positions = np.flatnonzero(kept).astype(np.int64)
    made = flat_rows(design, rows, plan, positions)
    made.index = root.index[kept]
    return made


def flat_rows(
    design: Design, rows: Mapping[str, pd.DataFrame], plan: FlatPlan, positions: Codes
) -> pd.DataFrame:
    """Return the cleaned table for some rows of its root, missing where a position is -1."""
    walk = _Walk(design, rows, plan, positions)
    made = {column.name: walk.values(column) for column in plan.columns}
    frame = pd.DataFrame(made, columns=[column.name for column in plan.columns])
    shapes = next((c.name for c in plan.columns if c.way is Way.SHAPE), "")
    if not shapes:
        return frame
    import geopandas as gpd

    drawn: pd.DataFrame = gpd.GeoDataFrame(frame, geometry=shapes)
    return drawn


class _Walk:
    """Follows links from the rows of the root; what was looked up once is kept."""

    def __init__(
        self, design: Design, rows: Mapping[str, pd.DataFrame], plan: FlatPlan, start: Codes
    ) -> None:
        self.design = design
        self.rows = rows
        self.plan = plan
        self.places: dict[tuple[tuple[str, ...], ...], Codes] = {}
        self.start = start
        self.owners: dict[tuple[str, tuple[str, ...], str], Codes] = {}

    def values(self, column: FlatColumn) -> pd.Series:
        """Return one column, a value for each row of the start."""
        if column.way is Way.EMPTY:
            return pd.Series(np.full(len(self.start), None, dtype=object), dtype="str")
        places, there = self.reach(column.steps)
        if column.way is Way.SHAPE:
            return self._shapes(column.field)
        if column.way is Way.VALUE:
            return self.field(column, places)
        if column.back is None:
            raise AssertionError("rows behind a table need a link: please report this")
        owners = self.behind(column.table, column.back, there)
        if column.way is Way.NUMBERED:
            return self.numbered(column, owners, places)
        if column.way is Way.LIST:
            return self.listed(column, owners, places, there)
        return self.mark(column, owners, places, there)

    def reach(self, steps: tuple[Link, ...]) -> tuple[Codes, str]:
        """Return the rows that the steps lead to, and their table."""
        if not steps:
            return self.start, self.plan.root
        way = tuple((*link.fields, link.table) for link in steps)
        if way not in self.places:
            before, table = self.reach(steps[:-1])
            parents = self.behind(table, steps[-1], steps[-1].table)
            self.places[way] = np.where(before >= 0, np.append(parents, -1)[before], -1)
        return self.places[way], steps[-1].table

    def behind(self, child: str, link: Link, parent: str) -> Codes:
        """Return for each row of `child` the row of `parent` that it points to, -1 for none."""
        known = (child, link.fields, parent)
        if known not in self.owners:
            keys = list(self.design.table(parent).key)
            wanted, there = keys_of([self.rows[child][list(link.fields)], self.rows[parent][keys]])
            self.owners[known] = find_rows(wanted, there)
        return self.owners[known]

    def field(self, column: FlatColumn, places: Codes) -> pd.Series:
        field = self.design.table(column.table).field(column.field)
        values = pd.Series(taken(self.rows[column.table][column.field], places))
        return from_field(values, field)

    def numbered(self, column: FlatColumn, owners: Codes, places: Codes) -> pd.Series:
        frame = self.rows[column.table]
        mine = owners.copy()
        for name, value in column.fixed.items():
            mine[~np.asarray(frame[name].eq(value).fillna(False), dtype=bool)] = -1
        return self.field(column, find_rows(places, mine))

    def listed(self, column: FlatColumn, owners: Codes, places: Codes, there: str) -> pd.Series:
        frame = self.rows[column.table]
        order = self._order(column.table)
        order = order[owners[order] >= 0]
        order = order[np.argsort(owners[order], kind="stable")]
        known, counts = np.unique(owners[order], return_counts=True)
        texts = as_arrow(frame[column.field].iloc[order])
        ends = pa.array(np.append(0, np.cumsum(counts)), type=pa.int64())
        lists = pa.LargeListArray.from_arrays(ends, texts)
        joined = pc.binary_join(lists, pa.scalar(column.separator, pa.large_string()))
        place = np.full(len(self.rows[there]) + 1, -1, dtype=np.int64)
        place[known] = np.arange(len(known))
        made = pd.Series(as_str(joined))
        return pd.Series(taken(made, np.where(places >= 0, place[places], -1)))

    def mark(self, column: FlatColumn, owners: Codes, places: Codes, there: str) -> pd.Series:
        size = len(self.rows[there]) + 1
        chosen = np.zeros(size, dtype=bool)
        is_choice = np.asarray(self.rows[column.table][column.field].eq(column.choice), dtype=bool)
        chosen[owners[is_choice & (owners >= 0)]] = True
        asked = np.zeros(size, dtype=bool)
        if column.asked:
            said = self.rows[there][column.asked].fillna(False)
            asked[:-1] = np.asarray(said, dtype=bool)
        else:
            asked[owners[owners >= 0]] = True
        marks = pd.Series(chosen[places].astype(np.int64), dtype="Int64")
        return marks.where(asked[places] & (places >= 0))

    def _shapes(self, name: str) -> pd.Series:
        import geopandas as gpd

        shapes = self.rows[self.plan.root][name]
        crs = getattr(shapes, "crs", None)
        drawn: pd.Series = gpd.GeoSeries(taken(shapes, self.start), crs=crs)
        return drawn

    def _order(self, table: str) -> Codes:
        made = self._made_key(table)
        if made is None:
            return np.arange(len(self.rows[table]), dtype=np.int64)
        numbers = self.rows[table][made.name].to_numpy(dtype=np.int64, na_value=-1)
        return np.argsort(numbers, kind="stable").astype(np.int64)

    def _made_key(self, table: str) -> Field | None:
        keys: Sequence[str] = self.design.table(table).key
        fields = [self.design.table(table).field(name) for name in keys]
        return fields[0] if len(fields) == 1 and fields[0].made else None
