"""What a load changes: rows are found again by their identity and keep their numbers."""

from __future__ import annotations

import graphlib
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd
import shapely

from probono_kit.database.model import Design, Link, Table
from probono_kit.database.tables import is_numbered


@dataclass(frozen=True, slots=True, eq=False)
class Change:
    """What a load does to one table.

    Parameters
    ----------
    table : Table
        Which one.
    rows : pandas.DataFrame
        All rows of the load with the keys that they have, or get, in the database.
    known : numpy.ndarray
        For each of them its position among the stored rows, -1 for a new one.
    differs : numpy.ndarray
        Which of the known ones differ from what is stored.
    stored : pandas.DataFrame
        What the database holds.
    vanished : numpy.ndarray
        Positions of stored rows that the load does not have.
    """

    table: Table
    rows: pd.DataFrame
    known: np.ndarray
    differs: np.ndarray
    stored: pd.DataFrame
    vanished: np.ndarray

    @property
    def inserted(self) -> pd.DataFrame:
        """New rows."""
        return self.rows if not len(self.stored) else self.rows[self.known < 0]

    @property
    def changed(self) -> pd.DataFrame:
        """Known rows with their new values."""
        return self.rows[self.differs]

    @property
    def before(self) -> pd.DataFrame:
        """The stored values of :attr:`changed`, in the same order."""
        known: pd.DataFrame = self.stored.iloc[self.known[self.differs]]
        return known

    @property
    def gone(self) -> pd.DataFrame:
        """Stored rows that the load does not have."""
        return self.stored.iloc[self.vanished]


def compare_rows(
    design: Design, rows: Mapping[str, pd.DataFrame], stored: Mapping[str, pd.DataFrame]
) -> dict[str, Change]:
    """Find rows of a load again among the stored ones, table by table.

    Rows are the same when their identity is. A table without identity, and without a natural key,
    knows its rows by all they hold: a row that differs is another row.

    Parameters
    ----------
    design : Design
        With identities and links.
    rows : mapping of str to pandas.DataFrame
        What is to be loaded, settled; its numbers are its own.
    stored : mapping of str to pandas.DataFrame
        What the database holds, with the numbers that count.

    Returns
    -------
    dict of str to Change
        By table, in the order in which parents come before children.
    """
    numbers: dict[str, pd.Series] = {}
    found: dict[str, np.ndarray] = {}
    order = parents_first(design)
    for table in order:
        now = _renumbered(rows[table.name], table.links, numbers)
        then = stored[table.name]
        late = [link for link in table.links if link.table not in numbers]
        found[table.name] = _positions(table, now, then, late)
        if is_numbered(table):
            numbers[table.name] = _numbers(table.key[0], now, then, found[table.name])
        else:
            numbers[table.name] = pd.Series(dtype="Int64")
    changes = {}
    for table in order:
        now = _renumbered(rows[table.name], table.links, numbers)
        if is_numbered(table) and len(numbers[table.name]):
            new = now[table.key[0]].map(numbers[table.name])
            now = now.assign(**{table.key[0]: new.astype("Int64")})
        changes[table.name] = _change(table, now, stored[table.name], found[table.name])
    return changes


def parents_first(design: Design) -> list[Table]:
    """Return the tables so that what is pointed to comes first, as far as there is such an order.

    Parameters
    ----------
    design : Design
        May hold tables that point to each other, or to themselves.
    """
    names = [table.name for table in design.tables]
    waiting = {
        table.name: {link.table for link in table.links} - {table.name} for table in design.tables
    }
    try:
        order = list(graphlib.TopologicalSorter(waiting).static_order())
    except graphlib.CycleError:
        order = names
    return [design.table(name) for name in order]


def _renumbered(
    frame: pd.DataFrame, links: tuple[Link, ...], numbers: Mapping[str, pd.Series]
) -> pd.DataFrame:
    """Point to parents by the numbers that these have in the database."""
    new = {}
    for link in links:
        mapping = numbers.get(link.table)
        if mapping is not None and len(mapping) and len(link.fields) == 1:
            name = link.fields[0]
            # What points to nothing stays as it is, for the check to find.
            new[name] = frame[name].map(mapping).fillna(frame[name]).astype("Int64")
    return frame.assign(**new) if new else frame


def _numbers(key: str, now: pd.DataFrame, then: pd.DataFrame, known: np.ndarray) -> pd.Series:
    """Return the stored number of each row of the load; new rows follow the highest."""
    if not len(then):
        return pd.Series(dtype="Int64")
    stored = then[key].to_numpy(dtype="int64")
    fresh = known < 0
    final = np.empty(len(now), dtype="int64")
    final[~fresh] = stored[known[~fresh]]
    final[fresh] = stored.max() + 1 + np.arange(int(fresh.sum()))
    return pd.Series(final, index=now[key].to_numpy())


def _identity(table: Table, late: list[Link]) -> list[str]:
    fixed = {name for link in late for name in link.fields}
    if table.identity:
        return list(table.identity)
    if not is_numbered(table):
        return list(table.key)
    names = [one.name for one in table.fields if one.name not in {*table.key, *fixed}]
    return [*names, *([table.geometry.name] if table.geometry else [])]


def _positions(table: Table, now: pd.DataFrame, then: pd.DataFrame, late: list[Link]) -> np.ndarray:
    """Return for each row of the load its position among the stored rows, -1 for none."""
    if not len(then):
        return np.full(len(now), -1, dtype="int64")
    names = _identity(table, late)
    old, new = _codes(then, now, names)
    # Rows that are alike, where that is allowed, are paired one to one in their order.
    old = old * (len(old) + len(new)) + pd.Series(old).groupby(old).cumcount().to_numpy()
    new = new * (len(then) + len(new)) + pd.Series(new).groupby(new).cumcount().to_numpy()
    positions: np.ndarray = pd.Index(old).get_indexer(pd.Index(new)).astype("int64")
    return positions


def _codes(
    then: pd.DataFrame, now: pd.DataFrame, names: list[str]
) -> tuple[np.ndarray, np.ndarray]:
    """Return a number for the identity of each row of both; gaps are equal to gaps."""
    total = np.zeros(len(then) + len(now), dtype="int64")
    for name in names:
        both = pd.concat([_plain(then[name]), _plain(now[name])], ignore_index=True)
        codes, values = pd.factorize(both, use_na_sentinel=True)
        total, _ = pd.factorize(total * (len(values) + 1) + codes + 1)
    return total[: len(then)], total[len(then) :]


def _plain(column: pd.Series) -> pd.Series:
    if column.dtype != "geometry":
        return column
    return pd.Series(shapely.to_wkb(column.to_numpy(dtype=object), hex=True), column.index)


def _change(table: Table, now: pd.DataFrame, then: pd.DataFrame, known: np.ndarray) -> Change:
    differs = np.zeros(len(now), dtype=bool)
    both = np.flatnonzero(known >= 0)
    names = [*(one.name for one in table.fields)]
    for name in [*names, *([table.geometry.name] if table.geometry else [])]:
        if len(both):
            new = _plain(now[name]).iloc[both].reset_index(drop=True)
            old = _plain(then[name]).iloc[known[both]].reset_index(drop=True)
            equal = (new == old).fillna(False).to_numpy(dtype=bool)
            differs[both] |= ~(equal | (new.isna() & old.isna()).to_numpy())
    missing = np.ones(len(then), dtype=bool)
    missing[known[both]] = False
    return Change(table, now, known, differs, then, np.flatnonzero(missing))
