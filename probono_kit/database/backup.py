"""How to keep a copy of a database and get it back: two lines to type, a safe copy of a file."""

from __future__ import annotations

import shlex
import sqlite3
from contextlib import closing
from pathlib import Path
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from probono_kit.errors import ProbonoError
from probono_kit.files import write_aside
from probono_kit.findings import Findings, finding

_COPY = "-backup"


def backup_commands(target: str | Path, *, schema: str = "") -> list[str]:
    """Return the two lines that keep a copy of a database and that get it back.

    Parameters
    ----------
    target : str or pathlib.Path
        A database file, or a ``postgresql://…`` address.
    schema : str
        Of the tables in PostgreSQL; else what the address says after ``?schema=``.

    Returns
    -------
    list of str
        Backup, then restore. No password is in them: PostgreSQL asks for it.

    Examples
    --------
    >>> print(*backup_commands("wells.gpkg"), sep="\\n")
    probono database copy wells.gpkg wells-backup.gpkg
    probono database copy wells-backup.gpkg wells.gpkg
    >>> print(*backup_commands("postgresql://me:secret@db.example/w?schema=sn"), sep="\\n")
    pg_dump --format=custom --no-owner --schema=sn --file=w.dump postgresql://me@db.example/w
    pg_restore --clean --if-exists --no-owner --dbname=postgresql://me@db.example/w w.dump
    """
    if "://" not in str(target):
        path = Path(target)
        copy = path.with_stem(path.stem + _COPY)
        here, there = _quoted(str(path)), _quoted(str(copy))
        return [f"probono database copy {here} {there}", f"probono database copy {there} {here}"]
    address, inside = _without_password(str(target))
    schema = schema or inside
    dump = _quoted(f"{urlsplit(address).path.strip('/') or 'database'}.dump")
    only = f"--schema={_quoted(schema)} " if schema else ""
    address = _quoted(address)
    return [
        f"pg_dump --format=custom --no-owner {only}--file={dump} {address}",
        f"pg_restore --clean --if-exists --no-owner --dbname={address} {dump}",
    ]


def _quoted(text: str) -> str:
    """Quote what a shell would read otherwise; double quotes are understood everywhere."""
    if shlex.quote(text) == text:
        return text
    return f'"{text}"' if not set(text) & set('"$`\\!') else shlex.quote(text)


def _without_password(url: str) -> tuple[str, str]:
    """Return the address as PostgreSQL's own programs take it, and its schema."""
    parts = urlsplit(url)
    who, at, where = parts.netloc.rpartition("@")
    netloc = who.partition(":")[0] + at + where
    options = parse_qsl(parts.query, keep_blank_values=True)
    schema = next((value for name, value in options if name == "schema"), "")
    query = urlencode([(n, v) for n, v in options if n not in ("schema", "password", "passfile")])
    return urlunsplit(("postgresql", netloc, parts.path, query, "")), schema


def copy_database(source: str | Path, copy: str | Path) -> None:
    """Copy a database file whole, even while it is open elsewhere; what was there is replaced.

    Parameters
    ----------
    source : str or pathlib.Path
        A GeoPackage or SQLite file.
    copy : str or pathlib.Path
        The file to write. It appears when it is whole and has been checked, or not at all.

    Raises
    ------
    ProbonoError
        If the first is no database, is damaged, or the second cannot be written.

    Examples
    --------
    >>> import tempfile
    >>> folder = Path(tempfile.mkdtemp())
    >>> with closing(sqlite3.connect(folder / "a.sqlite")) as made:
    ...     _ = made.execute("CREATE TABLE well (code TEXT)")
    >>> copy_database(folder / "a.sqlite", folder / "b.sqlite")
    >>> (folder / "b.sqlite").exists()
    True
    """
    source, copy = Path(source), Path(copy)
    if not source.is_file():
        raise ProbonoError(Findings([finding("file.missing", source)]))
    if copy.exists() and copy.samefile(source):
        raise ProbonoError(Findings([finding("document.copy_onto_itself", copy)]))
    with write_aside(copy) as aside:
        try:
            uri = f"{source.resolve().as_uri()}?mode=ro"
            with (
                closing(sqlite3.connect(uri, uri=True)) as opened,
                closing(sqlite3.connect(aside)) as written,
            ):
                opened.backup(written)
                result = written.execute("PRAGMA quick_check").fetchone()[0]
        except sqlite3.DatabaseError as problem:
            found = finding("document.no_database", source, reason=str(problem))
            raise ProbonoError(Findings([found])) from problem
        if result != "ok":
            found = finding("document.no_database", source, reason=str(result))
            raise ProbonoError(Findings([found]))
