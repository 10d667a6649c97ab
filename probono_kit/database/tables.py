"""The tables of a design for SQLAlchemy: columns, keys, links, indexes, comments."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import sqlalchemy as sa
from geoalchemy2 import Geometry as PostgisGeometry
from pyproj import CRS
from sqlalchemy.types import UserDefinedType

from probono_kit.database.model import Design, Field, FieldKind, Geometry, Table
from probono_kit.database.targets import Target, TargetKind

_NAMES = {
    "pk": "pk_%(table_name)s",
    "fk": "fk_%(table_name)s__%(column_0_N_name)s",
    "uq": "uq_%(table_name)s__%(column_0_N_name)s",
    "ix": "ix_%(table_name)s__%(column_0_N_name)s",
}
_TYPES: Mapping[FieldKind, type[sa.types.TypeEngine[Any]]] = {
    FieldKind.TEXT: sa.Text,
    FieldKind.CODE: sa.Text,
    FieldKind.INTEGER: sa.BigInteger,
    FieldKind.DECIMAL: sa.Double,
    FieldKind.BOOLEAN: sa.Boolean,
    FieldKind.DATE: sa.Date,
    FieldKind.DATETIME: sa.DateTime,
}


class Shape(UserDefinedType[bytes]):
    """A column of GeoPackage blobs, declared by the name of its kind of shape."""

    cache_ok = True

    def __init__(self, kind: str) -> None:
        self.kind = kind

    def get_col_spec(self, **_: object) -> str:
        """Return what the standard wants to read in ``CREATE TABLE``."""
        return self.kind.upper()


def define_tables(design: Design, target: Target) -> sa.MetaData:
    """Return the tables of a design as the kind of database at `target` wants them.

    Parameters
    ----------
    design : Design
        Which tables, and how they hang together.
    target : Target
        In a GeoPackage every table has a whole number as primary key, as the standard asks: where
        the design has a natural one, a column ``fid`` is added and the natural key is unique.

    Returns
    -------
    sqlalchemy.MetaData
        Not bound to anything.
    """
    schema = target.schema or None
    metadata = sa.MetaData(schema=schema, naming_convention=_NAMES)
    for table in design.tables:
        _define(design, table, target, metadata)
    return metadata


def is_numbered(table: Table) -> bool:
    """Tell whether the database numbers the rows of a table itself."""
    return len(table.key) == 1 and table.field(table.key[0]).made


def row_number(table: Table) -> str:
    """Return the column with a whole number for each row in files: the key, else ``fid``.

    Examples
    --------
    >>> row_number(Table(name="region", fields=(Field(name="code"),), key=("code",)))
    'fid'
    """
    if is_numbered(table):
        return table.key[0]
    taken = {one.name for one in table.fields} | (
        {table.geometry.name} if table.geometry else set()
    )
    return next(name for name in ("fid", "ogc_fid", "fid_", "fid__") if name not in taken)


def srid_of(geometry: Geometry) -> int:
    """Return the EPSG code of a reference system, 0 if it has none."""
    return int(CRS.from_user_input(geometry.crs).to_epsg() or 0)


def comment_of(field: Field) -> str:
    """Return what is said of a field in the database: its title, unit and description."""
    title = f"{field.title} ({field.unit})" if field.unit else field.title
    return "\n".join(part for part in (title, field.description) if part)


def _define(design: Design, table: Table, target: Target, metadata: sa.MetaData) -> None:
    in_file = target.kind is not TargetKind.POSTGRESQL
    columns: list[sa.Column[Any]] = []
    if in_file and not is_numbered(table):
        columns.append(sa.Column(row_number(table), sa.Integer, primary_key=True))
    columns += [_column(table, field, in_file=in_file) for field in table.fields]
    if table.geometry is not None:
        columns.append(_place(table.geometry, target.kind))
    about = "\n".join(part for part in (table.title, table.description) if part)
    made = sa.Table(
        table.name, metadata, *columns, comment=about or None, sqlite_autoincrement=in_file
    )
    unique = {frozenset(key): key for key in (*table.unique, table.identity) if key}
    if in_file and not is_numbered(table):
        unique[frozenset(table.key)] = table.key
    else:
        unique.pop(frozenset(table.key), None)
    for key in unique.values():
        made.append_constraint(sa.UniqueConstraint(*(made.c[name] for name in key)))
    _link(design, table, made, [table.key, *unique.values()])


def _column(table: Table, field: Field, *, in_file: bool) -> sa.Column[Any]:
    numbers = is_numbered(table) and field.name == table.key[0]
    kind: sa.types.TypeEngine[Any] = _TYPES[field.kind]()
    if in_file and field.kind is FieldKind.INTEGER:
        kind = sa.Integer()
    more = [sa.Identity(always=False)] if numbers and not in_file else []
    return sa.Column(
        field.name,
        kind,
        *more,
        primary_key=numbers or (not in_file and field.name in table.key),
        autoincrement="auto" if numbers else False,
        nullable=not (field.required or field.name in table.key),
        comment=comment_of(field) or None,
    )


def _place(geometry: Geometry, kind: TargetKind) -> sa.Column[Any]:
    if kind is TargetKind.GEOPACKAGE:
        return sa.Column(geometry.name, Shape(geometry.kind))
    if kind is TargetKind.SQLITE:
        return sa.Column(geometry.name, sa.Text)
    srid = srid_of(geometry)
    return sa.Column(
        geometry.name, PostgisGeometry(geometry.kind.upper(), srid=srid, spatial_index=False)
    )


def _link(design: Design, table: Table, made: sa.Table, keys: list[tuple[str, ...]]) -> None:
    prefix = f"{made.schema}." if made.schema else ""
    indexed = {key[: len(size)] for key in keys for size in (key[:n] for n in range(1, 9))}
    for link in table.links:
        target = design.table(link.table)
        made.append_constraint(
            sa.ForeignKeyConstraint(
                link.fields,
                [f"{prefix}{target.name}.{name}" for name in target.key],
                # Checked at the end: rows of a table may point to later rows of the same one.
                deferrable=True,
                initially="DEFERRED",
            )
        )
        if link.fields not in indexed:
            indexed.add(link.fields)
            sa.Index(None, *(made.c[name] for name in link.fields))
