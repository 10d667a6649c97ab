"""Writing into SQLite and GeoPackage files."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd
import shapely
import sqlalchemy as sa
from sqlalchemy.schema import CreateIndex, CreateTable

from probono_kit.database.blobs import to_blobs
from probono_kit.database.geopackage import (
    describe_columns,
    index_places,
    register,
    register_table,
    set_extent,
    start_geopackage,
)
from probono_kit.database.model import Design, Table
from probono_kit.database.stored_values import to_sqlite
from probono_kit.database.styles import write_styles
from probono_kit.database.tables import is_numbered, row_number, srid_of
from probono_kit.database.targets import Target, TargetKind

#: What lets GDAL and QGIS see the places of a plain SQLite file, stored as text.
_PLAIN = """
CREATE TABLE geometry_columns (f_table_name VARCHAR, f_geometry_column VARCHAR,
 geometry_type INTEGER, coord_dimension INTEGER, srid INTEGER, geometry_format VARCHAR);
CREATE TABLE spatial_ref_sys (srid INTEGER UNIQUE, auth_name TEXT, auth_srid TEXT, srtext TEXT)
"""
_WKB_NUMBERS = {
    "Geometry": 0,
    "Point": 1,
    "LineString": 2,
    "Polygon": 3,
    "MultiPoint": 4,
    "MultiLineString": 5,
    "MultiPolygon": 6,
}


class FileStore:
    """Writes into one file, inside a transaction that is somebody else's to end.

    Parameters
    ----------
    connection : sqlalchemy.Connection
        In a transaction.
    target : Target
        A GeoPackage or a SQLite file.
    metadata : sqlalchemy.MetaData
        Its tables.
    when : str
        The time of the load, as GeoPackage writes it.
    """

    def __init__(
        self, connection: sa.Connection, target: Target, metadata: sa.MetaData, when: str
    ) -> None:
        self._connection = connection
        self._target = target
        self._metadata = metadata
        self._when = when
        self._is_geopackage = target.kind is TargetKind.GEOPACKAGE

    def start(self) -> None:
        """Make what the format wants in a file that is new."""
        if self._is_geopackage:
            start_geopackage(self._connection)
            return
        for statement in _PLAIN.split(";"):
            self._connection.exec_driver_sql(statement)

    def make(self, names: list[str]) -> None:
        """Make tables."""
        for name in names:
            self._connection.execute(CreateTable(self._metadata.tables[name]))

    def fill(self, table: Table, frame: pd.DataFrame) -> None:
        """Put the first rows into a table just made, and index it."""
        numbers = list(range(1, len(frame) + 1))
        if is_numbered(table):
            numbers = frame[table.key[0]].tolist()
        self._add(table, frame, numbers)
        made = self._metadata.tables[table.name]
        for index in sorted(made.indexes, key=lambda one: str(one.name)):
            self._connection.execute(CreateIndex(index))
        if self._is_geopackage:
            register_table(self._connection, table, self._when)
            if table.geometry is not None:
                index_places(self._connection, table, _shapes(table, frame), numbers)
        elif table.geometry is not None:
            self._state_place(table)

    def link(self, names: list[str]) -> None:
        """Links were made with their tables: SQLite knows no other way."""

    def insert(self, table: Table, frame: pd.DataFrame) -> None:
        """Add rows."""
        self._add(table, frame, None)

    def update(self, table: Table, frame: pd.DataFrame) -> None:
        """Write known rows anew; the key tells which."""
        if not len(frame):
            return
        values = self._values(table, frame)
        others = [name for name in values if name not in table.key]
        sets = ", ".join(f"{self._quote(name)} = ?" for name in others)
        keys = " AND ".join(f"{self._quote(name)} = ?" for name in table.key)
        statement = f"UPDATE {self._quote(table.name)} SET {sets} WHERE {keys}"
        columns = [values[name] for name in (*others, *table.key)]
        self._connection.exec_driver_sql(statement, list(zip(*columns, strict=True)))

    def add_field(self, table: Table, name: str) -> None:
        """Add a field to a table that is there."""
        column = self._metadata.tables[table.name].c[name]
        kind = column.type.compile(self._connection.dialect)
        self._connection.exec_driver_sql(
            f"ALTER TABLE {self._quote(table.name)} ADD COLUMN {self._quote(column.name)} {kind}"
        )

    def view(self, name: str, query: str, title: str) -> None:
        """Make a view, or make it anew."""
        self._connection.exec_driver_sql(f"DROP VIEW IF EXISTS {self._quote(name)}")
        self._connection.exec_driver_sql(f"CREATE VIEW {self._quote(name)} AS {query}")
        if self._is_geopackage:
            self._connection.exec_driver_sql(
                "DELETE FROM gpkg_contents WHERE table_name = ?", (name,)
            )
            register(self._connection, name, "attributes", title, "", self._when)

    def finish(self, design: Design, rows: Mapping[str, pd.DataFrame], touched: set[str]) -> None:
        """State extents, titles, code lists and styles of what changed."""
        if not self._is_geopackage:
            return
        for table in design.tables:
            if table.name in touched:
                set_extent(self._connection, table, _shapes(table, rows[table.name]), self._when)
        describe_columns(self._connection, design, rows)
        write_styles(self._connection, design, rows, self._when)

    def check(self) -> list[str]:
        """Return what SQLite itself finds wrong with links."""
        found = self._connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall()
        return [f"{child} → {parent}" for child, _, parent, _ in found]

    def _add(self, table: Table, frame: pd.DataFrame, numbers: list[int] | None) -> None:
        if not len(frame):
            return
        values = self._values(table, frame)
        if numbers is not None and not is_numbered(table):
            values = {row_number(table): numbers, **values}
        names = ", ".join(map(self._quote, values))
        marks = ", ".join("?" * len(values))
        statement = f"INSERT INTO {self._quote(table.name)} ({names}) VALUES ({marks})"
        # Past SQLAlchemy's copy of all rows: the driver takes them one by one.
        driver: Any = self._connection.connection.driver_connection
        driver.executemany(statement, zip(*values.values(), strict=True))

    def _values(self, table: Table, frame: pd.DataFrame) -> dict[str, list[Any]]:
        zone = "Z" if self._is_geopackage else ""
        values = {one.name: to_sqlite(frame[one.name], one.kind, zone=zone) for one in table.fields}
        if table.geometry is not None:
            shapes = _shapes(table, frame)
            if self._is_geopackage:
                values[table.geometry.name] = to_blobs(shapes, srid_of(table.geometry))
            else:
                values[table.geometry.name] = shapely.to_wkt(shapes, rounding_precision=20).tolist()
        return values

    def _state_place(self, table: Table) -> None:
        from pyproj import CRS

        assert table.geometry is not None
        srid = srid_of(table.geometry)
        crs = CRS.from_epsg(srid)
        self._connection.exec_driver_sql(
            "INSERT INTO geometry_columns VALUES (?, ?, ?, 2, ?, 'WKT')",
            (table.name, table.geometry.name, _WKB_NUMBERS[table.geometry.kind], srid),
        )
        self._connection.exec_driver_sql(
            "INSERT OR IGNORE INTO spatial_ref_sys VALUES (?, 'EPSG', ?, ?)",
            (srid, str(srid), crs.to_wkt("WKT1_GDAL")),
        )

    def _quote(self, name: str) -> str:
        return '"' + name.replace('"', '""') + '"'


def _shapes(table: Table, frame: pd.DataFrame) -> np.ndarray:
    if table.geometry is None:
        return np.array([], dtype=object)
    return np.asarray(frame[table.geometry.name].to_numpy(dtype=object), dtype=object)
