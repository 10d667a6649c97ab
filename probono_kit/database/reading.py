"""Reading a database back: its design, and the rows of every table."""

from __future__ import annotations

import errno
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import shapely
import sqlalchemy as sa
from pydantic import ValidationError

from probono_kit.database.blobs import from_blobs
from probono_kit.database.books import DESIGN, HISTORY
from probono_kit.database.model import Design, Table
from probono_kit.database.refusals import refusals
from probono_kit.database.stored_values import empty_rows, from_stored, with_shapes
from probono_kit.database.targets import Target, TargetKind, engine_of, find_target
from probono_kit.errors import ProbonoError
from probono_kit.files import error_from_os
from probono_kit.findings import Findings, finding


def open_database(target: str | Path | Target, *, schema: str = "") -> sa.Engine:
    """Open a database for SQLAlchemy, only to read.

    Parameters
    ----------
    target : str or pathlib.Path
        As for :func:`save_database`.
    schema : str
        On a server: what unqualified names mean (default: the one in the address).

    Returns
    -------
    sqlalchemy.Engine
        Nothing can be written through it. Its text and its errors hold no password.

    Raises
    ------
    ProbonoError
        If it is not there or cannot be reached: ``file.missing``, ``load.no_answer``…

    Examples
    --------
    >>> open_database("no-such.gpkg")
    Traceback (most recent call last):
    ...
    probono_kit.errors.ProbonoError: ERROR no-such.gpkg: This file does not exist...
    """
    place = find_target(target, schema=schema)
    _there(place)
    engine = engine_of(place, mode="ro")
    if place.kind is TargetKind.POSTGRESQL:
        engine = engine.execution_options(postgresql_readonly=True)
    with refusals(place), engine.connect() as connection:
        probe = "sqlite_master" if place.kind is not TargetKind.POSTGRESQL else "pg_namespace"
        connection.exec_driver_sql(f"SELECT count(*) FROM {probe}")
    return engine


def read_tables(
    target: str | Path | Target, *, schema: str = ""
) -> tuple[Design, dict[str, pd.DataFrame]]:
    """Read the design and all rows of a database that :func:`save_database` made.

    Parameters
    ----------
    target : str or pathlib.Path
        As for :func:`save_database`.
    schema : str
        On a server (default: the one in the address, else ``public``).

    Returns
    -------
    design : Design
        As it is stored in the database.
    rows : dict of str to pandas.DataFrame
        By table, ordered by key, in the pandas types of cleaned tables; a table with a place is a
        GeoDataFrame. Rows that vanished from later files are among them.

    Raises
    ------
    ProbonoError
        ``load.not_ours`` when it has no design, or what the database complains of.

    Examples
    --------
    >>> import tempfile
    >>> from probono_kit.database import Field, Split, save_database
    >>> region = Table(name="region", fields=(Field(name="code"),), key=("code",))
    >>> rows = {"region": pd.DataFrame({"code": ["TH", "DK"]})}
    >>> path = Path(tempfile.mkdtemp()) / "wells.gpkg"
    >>> _ = save_database(Design(name="wells", tables=(region,)), Split(rows, {}), path)
    >>> read_tables(path)[1]["region"]["code"].tolist()
    ['DK', 'TH']
    """
    place = find_target(target, schema=schema)
    engine = open_database(place)
    with refusals(place), engine.connect() as connection:
        design = read_stored_design(connection, place)
        if design is None:
            raise ProbonoError(Findings([finding("load.not_ours", place)]))
        return design, read_rows(connection, design, place)


def read_stored_design(connection: sa.Connection, target: Target) -> Design | None:
    """Return the design in a database, ``None`` if it has none.

    Parameters
    ----------
    connection : sqlalchemy.Connection
        To the database.
    target : Target
        Which kind it is.

    Returns
    -------
    Design or None

    Raises
    ------
    ProbonoError
        ``load.design_damaged``.
    """
    schema = target.schema or None
    if not sa.inspect(connection).has_table(DESIGN, schema=schema):
        return None
    kept = sa.table(DESIGN, sa.column("design", sa.Text), schema=schema)
    text = connection.execute(sa.select(kept.c.design)).scalar()
    try:
        return Design.model_validate_json(text or "")
    except ValidationError as problem:
        where = f"{target} › {DESIGN}"
        raise ProbonoError(Findings([finding("load.design_damaged", where)])) from problem


def read_rows(connection: sa.Connection, design: Design, target: Target) -> dict[str, pd.DataFrame]:
    """Return the rows of all tables of a design, ordered by key.

    Parameters
    ----------
    connection : sqlalchemy.Connection
        To the database.
    design : Design
        Its tables; each must be there.
    target : Target
        Which kind it is.
    """
    return {table.name: _read(connection, table, target) for table in design.tables}


def read_gone(connection: sa.Connection, target: Target) -> dict[str, set[str]]:
    """Return the records that vanished in an earlier load and did not come back, by table."""
    names = ("id", "table_name", "record", "what")
    kept = sa.table(HISTORY, *map(sa.column, names), schema=target.schema or None)
    query = sa.select(kept.c.table_name, kept.c.record, kept.c.what)
    query = query.where(kept.c.what.in_(("vanished", "returned"))).order_by(kept.c.id)
    gone: dict[str, set[str]] = {}
    for name, record, what in connection.execute(query):
        records = gone.setdefault(name, set())
        (records.add if what == "vanished" else records.discard)(record)
    return gone


def _there(target: Target) -> None:
    if target.path is not None and not target.path.is_file():
        if target.path.is_dir():
            raise error_from_os(IsADirectoryError(errno.EISDIR, ""), target.path)
        raise ProbonoError(Findings([finding("file.missing", target.path, near=())]))


def _read(connection: sa.Connection, table: Table, target: Target) -> pd.DataFrame:
    names = [one.name for one in table.fields]
    place = table.geometry.name if table.geometry else ""
    columns: list[Any] = [sa.column(name) for name in [*names, *([place] if place else [])]]
    source = sa.table(table.name, *columns, schema=target.schema or None)
    wanted: list[Any] = [source.c[name] for name in names]
    on_server = target.kind is TargetKind.POSTGRESQL
    if place:
        shape = source.c[place]
        wanted.append(sa.func.ST_AsBinary(shape).label(place) if on_server else shape)
    order = [_ordered(table, name, source, on_server=on_server) for name in table.key]
    found = connection.execute(sa.select(*wanted).order_by(*order)).fetchall()
    if not found:
        return empty_rows(table)
    cells = dict(zip([*names, *([place] if place else [])], zip(*found, strict=True), strict=True))
    data = {one.name: from_stored(cells[one.name], one.kind) for one in table.fields}
    shapes = _shapes(cells[place], target.kind) if place else None
    return with_shapes(pd.DataFrame(data), table, shapes)


def _ordered(table: Table, name: str, source: Any, *, on_server: bool) -> Any:
    """Order texts by their letters' numbers, on a server of any language too."""
    column = source.c[name]
    is_text = table.field(name).kind.value in ("text", "code")
    return sa.collate(column, "C") if on_server and is_text else column


def _shapes(cells: Any, kind: TargetKind) -> np.ndarray:
    if kind is TargetKind.GEOPACKAGE:
        return from_blobs(cells)
    if kind is TargetKind.POSTGRESQL:
        blobs = [None if cell is None else bytes(cell) for cell in cells]
        return np.asarray(shapely.from_wkb(np.array(blobs, dtype=object)), dtype=object)
    texts = np.array(list(cells), dtype=object)
    return np.asarray(shapely.from_wkt(texts), dtype=object)
