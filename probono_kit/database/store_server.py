"""Writing into a schema of PostgreSQL, with PostGIS where there are places."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import shapely
import sqlalchemy as sa
from pyarrow import csv
from sqlalchemy.exc import DBAPIError
from sqlalchemy.schema import (
    AddConstraint,
    CreateIndex,
    CreateTable,
    SetColumnComment,
    SetTableComment,
)

from probono_kit.database.model import Design, FieldKind, Table
from probono_kit.database.tables import is_numbered, srid_of
from probono_kit.database.targets import PATIENCE, Target
from probono_kit.errors import ProbonoError
from probono_kit.findings import Findings, finding

#: Rows that are written as text at a time.
_AT_A_TIME = 50_000
_ARROW = {
    FieldKind.TEXT: pa.string(),
    FieldKind.CODE: pa.string(),
    FieldKind.INTEGER: pa.int64(),
    FieldKind.DECIMAL: pa.float64(),
    FieldKind.BOOLEAN: pa.bool_(),
    FieldKind.DATE: pa.date32(),
    FieldKind.DATETIME: pa.timestamp("us"),
}


class ServerStore:
    """Writes into one schema, inside a transaction that is somebody else's to end.

    Parameters
    ----------
    connection : sqlalchemy.Connection
        In a transaction.
    metadata : sqlalchemy.MetaData
        Its tables, with their schema.
    """

    def __init__(self, connection: sa.Connection, metadata: sa.MetaData) -> None:
        self._connection = connection
        self._metadata = metadata
        self._schema = metadata.schema or "public"

    def start(self) -> None:
        """Make the schema if it is not there."""
        known = sa.text("SELECT 1 FROM pg_namespace WHERE nspname = :name")
        if not self._connection.execute(known, {"name": self._schema}).scalar():
            self._connection.execute(sa.schema.CreateSchema(self._schema))

    def make(self, names: list[str]) -> None:
        """Make tables, with their comments; links and indexes follow the rows."""
        for name in names:
            made = self._table(name)
            self._connection.execute(CreateTable(made, include_foreign_key_constraints=[]))
            if made.comment:
                self._connection.execute(SetTableComment(made))
            for column in made.columns:
                if column.comment:
                    self._connection.execute(SetColumnComment(column))

    def fill(self, table: Table, frame: pd.DataFrame) -> None:
        """Put the first rows into a table just made, and index it."""
        self.insert(table, frame)
        made = self._table(table.name)
        for index in sorted(made.indexes, key=lambda one: str(one.name)):
            self._connection.execute(CreateIndex(index))
        if table.geometry is not None:
            column = made.c[table.geometry.name]
            index = sa.Index(f"ix_{table.name}__{column.name}", column, postgresql_using="gist")
            self._connection.execute(CreateIndex(index))

    def insert(self, table: Table, frame: pd.DataFrame) -> None:
        """Add rows by COPY."""
        self._copy(self._name(table.name), table, frame)
        if is_numbered(table) and len(frame):
            # Whoever adds a row by hand gets the next number.
            number = sa.text("SELECT setval(pg_get_serial_sequence(:table, :key), :last)")
            highest = int(frame[table.key[0]].max())
            values = {"table": self._name(table.name), "key": table.key[0], "last": highest}
            self._connection.execute(number, values)

    def update(self, table: Table, frame: pd.DataFrame) -> None:
        """Write known rows anew, by way of a temporary table; the key tells which."""
        names = _names(table)
        others = [name for name in names if name not in table.key]
        if not others or not len(frame):
            return
        aside = self._quote(f"new_{table.name}")
        self._run(
            f"CREATE TEMPORARY TABLE {aside} ON COMMIT DROP AS"
            f" SELECT {', '.join(map(self._quote, names))} FROM {self._name(table.name)} LIMIT 0"
        )
        self._copy(aside, table, frame)
        sets = ", ".join(f"{self._quote(name)} = n.{self._quote(name)}" for name in others)
        keys = " AND ".join(f"t.{self._quote(name)} = n.{self._quote(name)}" for name in table.key)
        self._run(f"UPDATE {self._name(table.name)} t SET {sets} FROM {aside} n WHERE {keys}")
        self._run(f"DROP TABLE {aside}")

    def add_field(self, table: Table, name: str) -> None:
        """Add a field to a table that is there."""
        column = self._table(table.name).c[name]
        kind = column.type.compile(self._connection.dialect)
        self._run(
            f"ALTER TABLE {self._name(table.name)} ADD COLUMN {self._quote(column.name)} {kind}"
        )
        if column.comment:
            self._connection.execute(SetColumnComment(column))

    def view(self, name: str, query: str, title: str) -> None:
        """Make a view, or make it anew."""
        self._run(f"DROP VIEW IF EXISTS {self._name(name)}")
        self._run(f"CREATE VIEW {self._name(name)} AS {query}")
        quoted = title.replace("'", "''")
        self._run(f"COMMENT ON VIEW {self._name(name)} IS '{quoted}'")

    def link(self, names: list[str]) -> None:
        """Add the links of tables just made and filled."""
        for name in names:
            made = self._table(name)
            for link in sorted(made.foreign_key_constraints, key=lambda one: str(one.name)):
                self._connection.execute(AddConstraint(link))

    def finish(self, design: Design, rows: Mapping[str, pd.DataFrame], touched: set[str]) -> None:
        """Let the server look at the rows, so that it plans queries well."""
        for name in sorted(touched):
            self._run(f"ANALYZE {self._name(name)}")

    def check(self) -> list[str]:
        """Check all links now rather than at the very end."""
        self._run("SET CONSTRAINTS ALL IMMEDIATE")
        return []

    def _copy(self, into: str, table: Table, frame: pd.DataFrame) -> None:
        names = _names(table)
        columns = ", ".join(map(self._quote, names))
        cursor = self._cursor()
        if _has_end_mark(table, frame):
            with cursor.copy(f"COPY {into} ({columns}) FROM STDIN") as copy:
                for row in zip(*_arrays(table, frame), strict=True):
                    copy.write_row([cell.as_py() for cell in row])
            return
        with cursor.copy(f"COPY {into} ({columns}) FROM STDIN (FORMAT csv)") as copy:
            for text in _texts(table, frame):
                copy.write(text)

    def _cursor(self) -> Any:
        driver: Any = self._connection.connection.driver_connection
        return driver.cursor()

    def _run(self, statement: str) -> None:
        # Without parameters no percent sign of a name or a choice is taken for one.
        self._cursor().execute(statement)

    def _table(self, name: str) -> sa.Table:
        return self._metadata.tables[f"{self._schema}.{name}"]

    def _name(self, name: str) -> str:
        return f"{self._quote(self._schema)}.{self._quote(name)}"

    def _quote(self, name: str) -> str:
        return '"' + name.replace('"', '""') + '"'


def prepare_server(connection: sa.Connection, design: Design, target: Target) -> None:
    """Wait for other loads into the same schema, and see to it that PostGIS is there.

    Parameters
    ----------
    connection : sqlalchemy.Connection
        In a transaction.
    design : Design
        With places or without.
    target : Target
        The server.

    Raises
    ------
    ProbonoError
        ``load.no_postgis``; ``load.unknown_system`` for a reference system without EPSG code.
    """
    connection.execute(sa.text(f"SET LOCAL lock_timeout = '{PATIENCE}s'"))
    turn = sa.text("SELECT pg_advisory_xact_lock(hashtext(:name))")
    connection.execute(turn, {"name": f"probono {target.schema}"})
    if not any(table.geometry for table in design.tables):
        return
    known = sa.text("SELECT 1 FROM pg_extension WHERE extname = 'postgis'")
    if connection.execute(known).scalar():
        return
    try:
        with connection.begin_nested():
            connection.exec_driver_sql("CREATE EXTENSION postgis")
    except DBAPIError as problem:
        reason = str(problem.orig).splitlines()[0]
        told = finding("load.no_postgis", target, reason=reason)
        raise ProbonoError(Findings([told])) from None


def _names(table: Table) -> list[str]:
    return [one.name for one in table.fields] + ([table.geometry.name] if table.geometry else [])


def _has_end_mark(table: Table, frame: pd.DataFrame) -> bool:
    """Tell whether a text has a line that PostgreSQL takes for the end of the data."""
    texts = [f.name for f in table.fields if f.kind in (FieldKind.TEXT, FieldKind.CODE)]
    return any(frame[name].str.contains("\\.", regex=False).fillna(False).any() for name in texts)


def _texts(table: Table, frame: pd.DataFrame) -> Iterator[bytes]:
    options = csv.WriteOptions(include_header=False, quoting_style="needed")
    for start in range(0, len(frame), _AT_A_TIME):
        part = frame.iloc[start : start + _AT_A_TIME]
        buffer = io.BytesIO()
        csv.write_csv(pa.table(_arrays(table, part), names=_names(table)), buffer, options)
        yield buffer.getvalue()


def _arrays(table: Table, frame: pd.DataFrame) -> list[pa.Array]:
    arrays = []
    for field in table.fields:
        array = pa.array(frame[field.name], from_pandas=True)
        if isinstance(array, pa.ChunkedArray):
            array = array.combine_chunks()
        arrays.append(array.cast(_ARROW[field.kind]))
    if table.geometry is not None:
        shapes = np.asarray(frame[table.geometry.name].to_numpy(dtype=object), dtype=object)
        placed = shapely.set_srid(shapes, srid_of(table.geometry))
        texts = shapely.to_wkb(placed, hex=True, include_srid=True)
        arrays.append(pa.array(texts.tolist(), pa.string()))
    return arrays
