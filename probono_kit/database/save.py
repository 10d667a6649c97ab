"""Saving a design and its rows as a database, or bringing one up to date: all or nothing."""

from __future__ import annotations

import datetime
import sqlite3
from dataclasses import dataclass
from pathlib import Path

import pandas as pd
import sqlalchemy as sa

from probono_kit.database.constraints import settle_rows
from probono_kit.database.differences import check_names
from probono_kit.database.loading import Load, load_rows
from probono_kit.database.model import Design
from probono_kit.database.refusals import refusals
from probono_kit.database.split import Split
from probono_kit.database.targets import Target, engine_of, find_target
from probono_kit.files import write_aside
from probono_kit.findings import Findings
from probono_kit.i18n import current_language


@dataclass(frozen=True, slots=True, eq=False)
class LoadReport:
    """What a load did.

    Parameters
    ----------
    counts : pandas.DataFrame
        One row per table: ``table``, ``inserted``, ``changed``, ``unchanged``, ``vanished``.
        Vanished are those that were there and are not in this load: they stay in their table, and
        ``probono_history`` says since when.
    findings : Findings
        Of the split and of the load.
    target : str
        The database, without its password.
    """

    counts: pd.DataFrame
    findings: Findings
    target: str


def save_database(
    design: Design,
    split: Split,
    target: str | Path,
    *,
    schema: str = "",
    language: str | None = None,
    when: datetime.date | None = None,
) -> LoadReport:
    """Save rows as a database, or bring the database there up to date by identity.

    Everything is loaded, or nothing is: before anything is written, each row that would break a
    key, a link, a type or a required value is reported with its file, sheet and row. A new file
    is written aside and renamed; what is there is changed in one transaction.

    Loading next month's rows inserts the new ones, changes those that differ and keeps those that
    the file does not have any more; ``probono_history`` says what became of each row, with its old
    values. Loading the same rows again changes nothing: the file stays the same, byte by byte.

    Parameters
    ----------
    design : Design
        The tables. A database made by a former design gets new tables and fields; one that lacks
        what the design of the database has is refused.
    split : Split
        Rows for each table and where they were read. Findings of severity ``error`` in it stop
        the load.
    target : str or pathlib.Path
        A path ending ``.gpkg`` (GeoPackage), ``.sqlite``, ``.sqlite3`` or ``.db`` (SQLite, shapes
        as WKT text that people can read), or ``postgresql://user@host/database?schema=name``.
        Passwords: see :func:`~probono_kit.database.targets.find_target`.
    schema : str
        On a server (default: the one in the address, else ``public``); made if it is not there.
    language : str, optional
        Of titles of views and such (default: the current one).
    when : datetime.date, optional
        The day of the load, for the history; the clock is not asked.

    Returns
    -------
    LoadReport

    Raises
    ------
    ProbonoError
        With all rows that do not fit, or with what the database complains of; then nothing was
        loaded.

    Examples
    --------
    >>> import tempfile
    >>> from probono_kit.database import Design, Field, Table
    >>> region = Table(name="region", fields=(Field(name="code"),), key=("code",))
    >>> rows = {"region": pd.DataFrame({"code": ["TH", "DK"]})}
    >>> path = Path(tempfile.mkdtemp()) / "wells.gpkg"
    >>> report = save_database(Design(name="wells", tables=(region,)), Split(rows, {}), path)
    >>> report.counts.to_dict("records")
    [{'table': 'region', 'inserted': 2, 'changed': 0, 'unchanged': 0, 'vanished': 0}]
    """
    place = find_target(target, schema=schema)
    findings = Findings(split.findings)
    findings.raise_errors()
    check_names(design, findings)
    findings.raise_errors()
    rows = settle_rows(design, split, findings)
    findings.raise_errors()
    language = language or current_language()
    load = Load(design, rows, split.origins, when, language, findings)
    if place.path is not None and not place.path.exists():
        with refusals(place), write_aside(place.path) as aside:
            counts = _run(load, Target(place.kind, path=aside), is_new_file=True)
    else:
        with refusals(place):
            counts = _run(load, place, is_new_file=False)
    return LoadReport(counts, findings, str(place))


def _run(load: Load, target: Target, *, is_new_file: bool) -> pd.DataFrame:
    engine = engine_of(target)
    if is_new_file:
        # Nobody sees the file before it is renamed: no journal is needed.
        sa.event.listen(engine, "connect", _hurry)
    with engine.begin() as connection:
        return load_rows(connection, load, target, is_new_file=is_new_file)


def _hurry(connection: sqlite3.Connection, _: object) -> None:
    # Links are checked once, at the end.
    for setting in ("journal_mode = OFF", "synchronous = OFF", "foreign_keys = OFF"):
        connection.execute(f"PRAGMA {setting}")
