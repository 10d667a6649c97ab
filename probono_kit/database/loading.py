"""One load, inside one transaction: what is new, what changed, and what the database notes."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

import pandas as pd
import sqlalchemy as sa

from probono_kit.database import books
from probono_kit.database.changes import Change, compare_rows
from probono_kit.database.constraints import check_rows
from probono_kit.database.differences import new_fields, new_tables
from probono_kit.database.flat_sql import flat_sql, source_names, view_name
from probono_kit.database.geopackage import moment
from probono_kit.database.model import Design, Table
from probono_kit.database.reading import read_gone, read_rows, read_stored_design
from probono_kit.database.store_files import FileStore
from probono_kit.database.store_server import ServerStore, prepare_server
from probono_kit.database.stored_values import empty_rows, with_shapes
from probono_kit.database.tables import define_tables
from probono_kit.database.targets import Target, TargetKind
from probono_kit.errors import ProbonoError
from probono_kit.findings import Findings, finding
from probono_kit.i18n import gettext
from probono_kit.messages.entry import N_

_VIEW = N_("“{source}”, put back together from the tables")


@dataclass(frozen=True, slots=True, eq=False)
class Load:
    """What is to be loaded, and how it is told.

    Parameters
    ----------
    design : Design
        The tables.
    rows : mapping of str to pandas.DataFrame
        Settled rows by table.
    origins : mapping of str to pandas.DataFrame
        Where they were read.
    when : datetime.date, optional
        The day of the load.
    language : str
        Of titles.
    findings : Findings
        Receives what is found on the way.
    """

    design: Design
    rows: Mapping[str, pd.DataFrame]
    origins: Mapping[str, pd.DataFrame]
    when: datetime.date | None
    language: str
    findings: Findings


class Store(Protocol):
    """What can be written into: a file or a schema on a server."""

    def start(self) -> None:
        """Make what a new place needs."""

    def make(self, names: list[str]) -> None:
        """Make tables."""

    def fill(self, table: Table, frame: pd.DataFrame) -> None:
        """Put the first rows into a table just made, and index it."""

    def link(self, names: list[str]) -> None:
        """Add the links of tables just filled."""

    def insert(self, table: Table, frame: pd.DataFrame) -> None:
        """Add rows."""

    def update(self, table: Table, frame: pd.DataFrame) -> None:
        """Write known rows anew."""

    def add_field(self, table: Table, name: str) -> None:
        """Add a field to a table that is there."""

    def view(self, name: str, query: str, title: str) -> None:
        """Make a view, or make it anew."""

    def finish(self, design: Design, rows: Mapping[str, pd.DataFrame], touched: set[str]) -> None:
        """State what follows from the rows: extents, titles, styles."""

    def check(self) -> list[str]:
        """Return what is wrong with links."""


def load_rows(
    connection: sa.Connection, load: Load, target: Target, *, is_new_file: bool
) -> pd.DataFrame:
    """Load rows, inside a transaction that is the caller's to end.

    Parameters
    ----------
    connection : sqlalchemy.Connection
        In a transaction.
    load : Load
        What.
    target : Target
        Where to.
    is_new_file : bool
        Whether there is nothing yet, and nobody else.

    Returns
    -------
    pandas.DataFrame
        ``table``, ``inserted``, ``changed``, ``unchanged``, ``vanished``.

    Raises
    ------
    ProbonoError
        With what does not fit; the caller undoes the rest.
    """
    metadata = define_tables(load.design, target)
    kept = books.define_books(metadata)
    store: Store
    if target.kind is TargetKind.POSTGRESQL:
        store = ServerStore(connection, metadata)
        prepare_server(connection, load.design, target)
    else:
        store = FileStore(connection, target, metadata, moment(load.when))
    known = None if is_new_file else read_stored_design(connection, target)
    if known is None:
        if not is_new_file:
            _check_room(connection, metadata, target)
        counts = _first(connection, load, store, kept)
    else:
        counts = _again(connection, load, store, kept, known, target)
    broken = store.check()
    if broken:
        raise ProbonoError(Findings([finding("load.constraint", target, reason=broken[0])]))
    return counts


def _check_room(connection: sa.Connection, metadata: sa.MetaData, target: Target) -> None:
    """Refuse to write among tables of others in a file, or over them on a server."""
    there = set(sa.inspect(connection).get_table_names(schema=target.schema or None))
    if target.kind is TargetKind.POSTGRESQL:
        there &= {table.name for table in metadata.tables.values()}
    if there:
        values = {"tables": tuple(sorted(there)[:10])}
        raise ProbonoError(Findings([finding("load.not_ours_to_fill", target, **values)]))


def _first(
    connection: sa.Connection, load: Load, store: Store, kept: Mapping[str, sa.Table]
) -> pd.DataFrame:
    nothing = {table.name: empty_rows(table) for table in load.design.tables}
    changes = compare_rows(load.design, load.rows, nothing)
    _check(load, changes)
    store.start()
    store.make(list(kept))
    store.make([table.name for table in load.design.tables])
    for table in load.design.tables:
        store.fill(table, changes[table.name].rows)
    store.link([table.name for table in load.design.tables])
    counts = books.count_rows(changes, {})
    _note(connection, load, kept, counts, 1)
    _tell(connection, load, store, kept, changes)
    return counts


def _again(
    connection: sa.Connection,
    load: Load,
    store: Store,
    kept: Mapping[str, sa.Table],
    known: Design,
    target: Target,
) -> pd.DataFrame:
    tables = new_tables(load.design, known)
    fields = new_fields(load.design, known, load.findings, str(target))
    load.findings.raise_errors()
    for table, name in fields:
        store.add_field(table, name)
    there = Design(name=load.design.name, tables=tuple(_others(load.design, tables)))
    stored = read_rows(connection, there, target) if there.tables else {}
    stored |= {table.name: empty_rows(table) for table in tables}
    changes = compare_rows(load.design, load.rows, stored)
    _check(load, changes)
    gone = read_gone(connection, target)
    counts = books.count_rows(changes, gone)
    events = list(books.history_rows(load.design, changes, load.origins, gone))
    if not events and not tables and not fields and known == load.design:
        return counts
    store.make([table.name for table in tables])
    for name, change in changes.items():
        table = load.design.table(name)
        if table in tables:
            store.fill(table, change.rows)
        else:
            store.update(table, change.changed)
            store.insert(table, change.inserted)
    store.link([table.name for table in tables])
    number = sa.select(sa.func.max(kept[books.LOADS].c.load))
    load_number = (connection.execute(number).scalar() or 0) + 1
    _note(connection, load, kept, counts, load_number)
    _remember(connection, kept[books.HISTORY], events, load_number)
    _tell(connection, load, store, kept, changes)
    return counts


def _others(design: Design, tables: list[Table]) -> list[Table]:
    """Return the tables that were there, without their links to new ones."""
    new = {table.name for table in tables}
    return [table for table in design.tables if table.name not in new]


def _check(load: Load, changes: Mapping[str, Change]) -> None:
    rows = {name: change.rows for name, change in changes.items()}
    kept = {name: change.gone for name, change in changes.items()}
    check_rows(load.design, rows, load.origins, kept, load.findings)
    load.findings.raise_errors()


def _note(
    connection: sa.Connection,
    load: Load,
    kept: Mapping[str, sa.Table],
    counts: pd.DataFrame,
    number: int,
) -> None:
    day = load.when.isoformat() if load.when else None
    told = counts.rename(columns={"table": "table_name"}).to_dict("records")
    rows = [{"load": number, "day": day, **{str(k): v for k, v in row.items()}} for row in told]
    connection.execute(sa.insert(kept[books.LOADS]), rows)


def _remember(
    connection: sa.Connection, history: sa.Table, events: list[dict[str, object]], load: int
) -> None:
    if events:
        last = connection.execute(sa.select(sa.func.max(history.c.id))).scalar() or 0
        rows = [{"id": last + i, "load": load, **event} for i, event in enumerate(events, 1)]
        connection.execute(sa.insert(history), rows)


def _tell(
    connection: sa.Connection,
    load: Load,
    store: Store,
    kept: Mapping[str, sa.Table],
    changes: Mapping[str, Change],
) -> None:
    """Write what the database says of itself: design, dictionary, views, titles, styles."""
    for name, rows in (
        (books.DESIGN, books.design_rows(load.design)),
        (books.DICTIONARY, books.dictionary_rows(load.design)),
    ):
        connection.execute(sa.delete(kept[name]))
        connection.execute(sa.insert(kept[name]), rows)
    dialect = connection.dialect.name
    schema = kept[books.DESIGN].schema or ""
    for source in source_names(load.design):
        title = gettext(_VIEW, load.language).format(source=source)
        query = flat_sql(load.design, source, dialect, schema=schema)
        if query:
            store.view(view_name(load.design, source), query, title)
    everything = {name: _all_rows(change) for name, change in changes.items()}
    touched = {
        name
        for name, change in changes.items()
        if not len(change.stored) or change.differs.any() or (change.known < 0).any()
    }
    store.finish(load.design, everything, touched)


def _all_rows(change: Change) -> pd.DataFrame:
    """Return all rows that the table holds after the load."""
    if not len(change.vanished):
        return change.rows
    parts = [pd.DataFrame(change.rows), pd.DataFrame(change.gone)]
    place = change.table.geometry
    both = pd.concat(parts, ignore_index=True)
    return with_shapes(both, change.table, both[place.name].to_numpy() if place else None)
