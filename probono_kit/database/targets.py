"""Where a database is: a file or a server, named without its password."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError
from sqlalchemy.pool import NullPool

from probono_kit.database.blobs import register_functions
from probono_kit.errors import ProbonoError
from probono_kit.findings import Findings, finding

#: Seconds to wait for a server that does not answer, or for another program's lock.
PATIENCE = 10
_FILES = {".gpkg": "geopackage", ".sqlite": "sqlite", ".sqlite3": "sqlite", ".db": "sqlite"}
_SERVERS = ("postgresql", "postgres")
_SECRET = ("password", "sslpassword")


class TargetKind(StrEnum):
    """What kind of database it is."""

    GEOPACKAGE = "geopackage"
    SQLITE = "sqlite"
    POSTGRESQL = "postgresql"


@dataclass(frozen=True, slots=True)
class Target:
    """A database file, or a schema on a server. Its text never holds a password.

    Parameters
    ----------
    kind : TargetKind
        What kind of database it is.
    path : pathlib.Path, optional
        The file.
    url : sqlalchemy.engine.URL, optional
        The server, user and database.
    schema : str
        On the server.
    """

    kind: TargetKind
    path: Path | None = None
    url: URL | None = None
    schema: str = ""

    @property
    def place(self) -> Path:
        """The file; only for those that are one."""
        assert self.path is not None
        return self.path

    def __str__(self) -> str:
        if self.url is None:
            return str(self.path)
        # `URL.set(password=None)` would leave it there.
        known = self.url
        plain = URL.create(
            "postgresql",
            username=known.username,
            host=known.host,
            port=known.port,
            database=known.database,
            query=known.query,
        )
        text = plain.render_as_string(hide_password=True)
        return f"{text}{'&' if '?' in text else '?'}schema={self.schema}"

    def __repr__(self) -> str:
        return f"Target({str(self)!r})"

    def secrets(self) -> list[str]:
        """Return what may never be shown."""
        if self.url is None:
            return []
        query = [str(self.url.query.get(name, "")) for name in _SECRET]
        return [text for text in (str(self.url.password or ""), *query) if text]


def find_target(target: str | Path | Target, *, schema: str = "") -> Target:
    """Read the name of a database.

    Parameters
    ----------
    target : str or pathlib.Path
        A path ending ``.gpkg`` (GeoPackage), ``.sqlite``, ``.sqlite3`` or ``.db`` (SQLite), or an
        address ``postgresql://user@host/database?schema=name``. A password that is not in the
        address comes from ``PGPASSWORD`` or ``~/.pgpass``, as for all programs of PostgreSQL.
    schema : str
        On the server (default: the one in the address, else ``public``).

    Returns
    -------
    Target

    Raises
    ------
    ProbonoError
        ``load.bad_address``, ``load.bad_ending``.

    Examples
    --------
    >>> str(find_target("postgresql://ana:secret@db.example/wells?schema=mali"))
    'postgresql://ana@db.example/wells?schema=mali'
    >>> find_target("out/wells.gpkg").kind
    <TargetKind.GEOPACKAGE: 'geopackage'>
    """
    if isinstance(target, Target):
        return target
    text = str(target)
    head, mark, _ = text.partition("://")
    if mark or head.split("+")[0] in _SERVERS:
        return _server(text, schema)
    kind = _FILES.get(Path(text).suffix.lower())
    if kind is None:
        endings = tuple(_FILES)
        raise ProbonoError(Findings([finding("load.bad_ending", text, endings=endings)]))
    return Target(TargetKind(kind), path=Path(text))


def _server(text: str, schema: str) -> Target:
    try:
        url = make_url(text)
        port_is_number = url.port is None or url.port > 0
    except (ArgumentError, ValueError):
        url, port_is_number = None, False
    if url is None or not port_is_number or url.get_backend_name() not in _SERVERS:
        # The address may hold a password: it is not repeated.
        raise ProbonoError(Findings([finding("load.bad_address")]))
    query = dict(url.query)
    named = query.pop("schema", "")
    password = query.pop("password", "")
    url = url.set(drivername="postgresql+psycopg", query=query)
    if password:
        url = url.set(password=str(password))
    return Target(TargetKind.POSTGRESQL, url=url, schema=schema or str(named) or "public")


def engine_of(target: Target, *, mode: str = "rw", **options: Any) -> sa.Engine:
    """Return an engine whose connections obey foreign keys and hold one transaction at a time.

    Parameters
    ----------
    target : Target
        The database.
    mode : str
        For files: ``"ro"``, ``"rw"`` or ``"rwc"`` (made if it is not there).
    **options
        For :func:`sqlalchemy.create_engine`.

    Returns
    -------
    sqlalchemy.Engine
        Values are kept out of its errors and log.
    """
    options = {"poolclass": NullPool, "hide_parameters": True, **options}
    if target.url is not None:
        arguments = {
            "connect_timeout": PATIENCE,
            "application_name": "probono",
            "options": f'-c search_path="{target.schema}",public -c client_encoding=UTF8',
        }
        return sa.create_engine(target.url, connect_args=arguments, **options)
    address = f"{target.place.absolute().as_uri()}?mode={mode}"

    def connect() -> sqlite3.Connection:
        # No isolation level: BEGIN is ours to say, so that CREATE TABLE is undone too.
        made = sqlite3.connect(address, uri=True, timeout=PATIENCE, isolation_level=None)
        made.execute("PRAGMA foreign_keys = ON")
        register_functions(made)
        return made

    engine = sa.create_engine("sqlite://", creator=connect, **options)
    begin = "BEGIN" if mode == "ro" else "BEGIN IMMEDIATE"
    sa.event.listen(engine, "begin", lambda connection: connection.exec_driver_sql(begin))
    return engine
