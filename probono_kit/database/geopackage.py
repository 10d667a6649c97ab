"""What the GeoPackage standard wants beside the tables: contents, places, indexes, code lists.

Source: OGC 12-128r17 (GeoPackage 1.3), with its extensions *RTree spatial indexes* and *schema*.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping

import numpy as np
import pandas as pd
import shapely
import sqlalchemy as sa
from pyproj import CRS

from probono_kit.database.codes import code_labels
from probono_kit.database.model import Design, Table
from probono_kit.database.tables import comment_of, row_number, srid_of

APPLICATION_ID, USER_VERSION = 0x47504B47, 10300

_SYSTEM = """
CREATE TABLE gpkg_spatial_ref_sys (srs_name TEXT NOT NULL, srs_id INTEGER NOT NULL PRIMARY KEY,
 organization TEXT NOT NULL, organization_coordsys_id INTEGER NOT NULL, definition TEXT NOT NULL,
 description TEXT);
CREATE TABLE gpkg_contents (table_name TEXT NOT NULL PRIMARY KEY, data_type TEXT NOT NULL,
 identifier TEXT UNIQUE, description TEXT DEFAULT '', last_change DATETIME NOT NULL
 DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ','now')), min_x DOUBLE, min_y DOUBLE, max_x DOUBLE,
 max_y DOUBLE, srs_id INTEGER, CONSTRAINT fk_gc_r_srs_id FOREIGN KEY (srs_id)
 REFERENCES gpkg_spatial_ref_sys(srs_id));
CREATE TABLE gpkg_geometry_columns (table_name TEXT NOT NULL, column_name TEXT NOT NULL,
 geometry_type_name TEXT NOT NULL, srs_id INTEGER NOT NULL, z TINYINT NOT NULL, m TINYINT NOT NULL,
 CONSTRAINT pk_geom_cols PRIMARY KEY (table_name, column_name), CONSTRAINT uk_gc_table_name
 UNIQUE (table_name), CONSTRAINT fk_gc_tn FOREIGN KEY (table_name) REFERENCES
 gpkg_contents(table_name), CONSTRAINT fk_gc_srs FOREIGN KEY (srs_id)
 REFERENCES gpkg_spatial_ref_sys (srs_id));
CREATE TABLE gpkg_extensions (table_name TEXT, column_name TEXT, extension_name TEXT NOT NULL,
 definition TEXT NOT NULL, scope TEXT NOT NULL,
 CONSTRAINT ge_tce UNIQUE (table_name, column_name, extension_name));
CREATE TABLE gpkg_data_columns (table_name TEXT NOT NULL, column_name TEXT NOT NULL, name TEXT,
 title TEXT, description TEXT, mime_type TEXT, constraint_name TEXT,
 CONSTRAINT pk_gdc PRIMARY KEY (table_name, column_name),
 CONSTRAINT gdc_tn UNIQUE (table_name, name));
CREATE TABLE gpkg_data_column_constraints (constraint_name TEXT NOT NULL,
 constraint_type TEXT NOT NULL, value TEXT, min NUMERIC, min_is_inclusive BOOLEAN, max NUMERIC,
 max_is_inclusive BOOLEAN, description TEXT,
 CONSTRAINT gdcc_ntv UNIQUE (constraint_name, constraint_type, value));
"""
_RTREE = ("gpkg_rtree_index", "http://www.geopackage.org/spec120/#extension_rtree", "write-only")
_SCHEMA = ("gpkg_schema", "http://www.geopackage.org/spec121/#extension_schema", "read-write")
#: Triggers of the extension; T table, G geometry, I row number, all ready for SQL.
_TRIGGERS = {
    "insert": "AFTER INSERT ON {T} WHEN (NEW.{G} NOTNULL AND NOT ST_IsEmpty(NEW.{G})) BEGIN {PUT}",
    "update1": "AFTER UPDATE OF {G} ON {T} WHEN OLD.{I} = NEW.{I} AND (NEW.{G} NOTNULL AND NOT"
    " ST_IsEmpty(NEW.{G})) BEGIN {PUT}",
    "update2": "AFTER UPDATE OF {G} ON {T} WHEN OLD.{I} = NEW.{I} AND (NEW.{G} ISNULL OR"
    " ST_IsEmpty(NEW.{G})) BEGIN {CUT}",
    "update3": "AFTER UPDATE ON {T} WHEN OLD.{I} != NEW.{I} AND (NEW.{G} NOTNULL AND NOT"
    " ST_IsEmpty(NEW.{G})) BEGIN {CUT} {PUT}",
    "update4": "AFTER UPDATE ON {T} WHEN OLD.{I} != NEW.{I} AND (NEW.{G} ISNULL OR"
    " ST_IsEmpty(NEW.{G})) BEGIN DELETE FROM {R} WHERE id IN (OLD.{I}, NEW.{I});",
    "delete": "AFTER DELETE ON {T} WHEN OLD.{G} NOT NULL BEGIN {CUT}",
}
_PUT = (
    "INSERT OR REPLACE INTO {R} VALUES (NEW.{I}, ST_MinX(NEW.{G}), ST_MaxX(NEW.{G}),"
    " ST_MinY(NEW.{G}), ST_MaxY(NEW.{G}));"
)
_CUT = "DELETE FROM {R} WHERE id = OLD.{I};"


def start_geopackage(connection: sa.Connection) -> None:
    """Make an empty file a GeoPackage.

    Parameters
    ----------
    connection : sqlalchemy.Connection
        To an empty SQLite file.
    """
    connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")
    connection.exec_driver_sql(f"PRAGMA user_version = {USER_VERSION}")
    for statement in filter(str.strip, _SYSTEM.split(";")):
        connection.exec_driver_sql(statement)
    for srid in (-1, 0, 4326):
        _add_system(connection, srid)
    for name in ("gpkg_data_columns", "gpkg_data_column_constraints"):
        _extension(connection, name, None, _SCHEMA)


def register_table(connection: sa.Connection, table: Table, when: str) -> None:
    """Enter a table, and its place, into the contents that QGIS and GDAL read.

    Parameters
    ----------
    connection : sqlalchemy.Connection
        To the GeoPackage.
    table : Table
        Which exists.
    when : str
        The time of the load, as the standard writes it.
    """
    srid = srid_of(table.geometry) if table.geometry else 0
    _add_system(connection, srid)
    kind = "features" if table.geometry else "attributes"
    register(connection, table.name, kind, table.title or table.name, table.description, when, srid)
    if table.geometry is not None:
        connection.exec_driver_sql(
            "INSERT INTO gpkg_geometry_columns VALUES (?, ?, ?, ?, 0, 0)",
            (table.name, table.geometry.name, table.geometry.kind.upper(), srid),
        )


def register(
    connection: sa.Connection,
    name: str,
    kind: str,
    identifier: str,
    description: str,
    when: str,
    srid: int = 0,
) -> None:
    """Enter a table or view into ``gpkg_contents``; identifiers come once, else the name serves."""
    taken = connection.exec_driver_sql(
        "SELECT count(*) FROM gpkg_contents WHERE identifier = ?", (identifier,)
    ).scalar()
    connection.exec_driver_sql(
        "INSERT INTO gpkg_contents (table_name, data_type, identifier, description, last_change,"
        " srs_id) VALUES (?, ?, ?, ?, ?, ?)",
        (name, kind, f"{identifier} ({name})" if taken else identifier, description, when, srid),
    )


def index_places(
    connection: sa.Connection, table: Table, shapes: np.ndarray, rows: list[int]
) -> None:
    """Build the spatial index of a new table and the triggers that keep it.

    Parameters
    ----------
    connection : sqlalchemy.Connection
        To the GeoPackage.
    table : Table
        With a place.
    shapes : numpy.ndarray
        Of all its rows.
    rows : list of int
        Their row numbers.
    """
    assert table.geometry is not None
    name = f"rtree_{table.name}_{table.geometry.name}"
    tree = f'"{name}"'
    connection.exec_driver_sql(
        f"CREATE VIRTUAL TABLE {tree} USING rtree(id, minx, maxx, miny, maxy)"
    )
    there = np.flatnonzero(~pd.isna(shapes))
    if len(there):
        west, south, east, north = shapely.bounds(shapes[there]).T.tolist()
        numbers = [rows[i] for i in there.tolist()]
        connection.exec_driver_sql(
            f"INSERT INTO {tree} VALUES (?, ?, ?, ?, ?)",
            list(zip(numbers, west, east, south, north, strict=True)),
        )
    parts = {"T": table.name, "G": table.geometry.name, "I": row_number(table), "R": name}
    words = {letter: f'"{part}"' for letter, part in parts.items()}
    words |= {"PUT": _PUT.format(**words), "CUT": _CUT.format(**words)}
    for event, body in _TRIGGERS.items():
        trigger = f'CREATE TRIGGER "{name}_{event}" {body.format(**words)} END'
        connection.exec_driver_sql(trigger)
    _extension(connection, table.name, table.geometry.name, _RTREE)


def set_extent(connection: sa.Connection, table: Table, shapes: np.ndarray, when: str) -> None:
    """State the extent and the time of the last change of a table.

    Parameters
    ----------
    connection : sqlalchemy.Connection
        To the GeoPackage.
    table : Table
        Which changed.
    shapes : numpy.ndarray
        Of all its rows; empty without a place.
    when : str
        As the standard writes it.
    """
    bounds: list[float | None] = [None] * 4
    if not pd.isna(shapes).all():
        bounds = shapely.total_bounds(shapes).tolist()
    connection.exec_driver_sql(
        "UPDATE gpkg_contents SET last_change = ?, min_x = ?, min_y = ?, max_x = ?, max_y = ?"
        " WHERE table_name = ?",
        (when, *bounds, table.name),
    )


def describe_columns(
    connection: sa.Connection, design: Design, rows: Mapping[str, pd.DataFrame]
) -> None:
    """State titles, descriptions and code lists of fields, anew, as the standard wants them.

    Parameters
    ----------
    connection : sqlalchemy.Connection
        To the GeoPackage.
    design : Design
        With titles, units, descriptions, links to code lists.
    rows : mapping of str to pandas.DataFrame
        All rows of the code lists.
    """
    connection.exec_driver_sql("DELETE FROM gpkg_data_columns")
    connection.exec_driver_sql("DELETE FROM gpkg_data_column_constraints")
    lists = {name: code_labels(design.table(name), rows[name]) for name in code_lists(design)}
    entries = [
        (f"codes_{name}", "enum", str(code), str(label))
        for name, labels in lists.items()
        for code, label in labels.items()
    ]
    if entries:
        connection.exec_driver_sql(
            "INSERT INTO gpkg_data_column_constraints (constraint_name, constraint_type, value,"
            " description) VALUES (?, ?, ?, ?)",
            entries,
        )
    told = []
    for table in design.tables:
        codes = {link.fields[0]: link.table for link in table.links if link.table in lists}
        for field in table.fields:
            rule = f"codes_{codes[field.name]}" if lists.get(codes.get(field.name, "")) else None
            title, about = field.title or None, comment_of(field) or None
            if title or about or rule:
                told.append((table.name, field.name, title, about, rule))
    if told:
        connection.exec_driver_sql(
            "INSERT INTO gpkg_data_columns (table_name, column_name, title, description,"
            " constraint_name) VALUES (?, ?, ?, ?, ?)",
            told,
        )


def code_lists(design: Design) -> list[str]:
    """Return the code lists that some field points to."""
    kinds = {table.name: table.kind.value for table in design.tables}
    pointed = [link.table for t in design.tables for link in t.links if len(link.fields) == 1]
    return [name for name in dict.fromkeys(pointed) if kinds[name] == "codes"]


def moment(when: datetime.date | None) -> str:
    """Return a day as the standard writes times; without one, the day that no clock says.

    Examples
    --------
    >>> moment(datetime.date(2025, 4, 30))
    '2025-04-30T00:00:00.000Z'
    """
    return f"{when or datetime.date(2000, 1, 1)}T00:00:00.000Z"


def _add_system(connection: sa.Connection, srid: int) -> None:
    if srid in (-1, 0):
        kind = "cartesian" if srid else "geographic"
        row = (f"Undefined {kind} SRS", srid, "NONE", srid, "undefined", None)
    else:
        crs = CRS.from_epsg(srid)
        row = (crs.name, srid, "EPSG", srid, crs.to_wkt("WKT1_GDAL"), None)
    connection.exec_driver_sql(
        "INSERT OR IGNORE INTO gpkg_spatial_ref_sys VALUES (?, ?, ?, ?, ?, ?)", row
    )


def _extension(
    connection: sa.Connection, table: str, column: str | None, told: tuple[str, str, str]
) -> None:
    connection.exec_driver_sql(
        "INSERT INTO gpkg_extensions VALUES (?, ?, ?, ?, ?)", (table, column, *told)
    )
