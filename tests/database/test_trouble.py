"""What goes wrong between here and a database: all or nothing, a clear word, no password."""

from __future__ import annotations

import threading
import traceback
from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
import sqlalchemy as sa

from probono_kit.database import (
    Design,
    Field,
    FieldKind,
    Split,
    Table,
    open_database,
    save_database,
)
from probono_kit.errors import ProbonoError
from tests.database.server import IN_ADDRESS, PASSWORD, Server
from tests.database.wells import DESIGN, wells

LONG = Design(
    name="long",
    tables=(
        Table(
            name="reading",
            fields=(
                Field(name="number", kind=FieldKind.INTEGER),
                Field(name="text"),
                Field(name="amount", kind=FieldKind.DECIMAL),
            ),
            key=("number",),
            identity=("number",),
        ),
    ),
)


def long(rows: int) -> Split:
    """Return many rows, with names in several scripts."""
    number = np.arange(rows)
    words = np.array(
        ["Ndiémane", "بئر السلام", "Élève « A »", "O'Brien; 100 %", "井"], dtype=object
    )
    frame = pd.DataFrame(
        {
            "number": pd.array(number, dtype="Int64"),
            "text": pd.array(words[number % 5], dtype="str"),
            "amount": number / 7,
        }
    )
    return Split({"reading": frame}, {})


def count(target: str, table: str) -> int:
    """Return how many rows a table has, 0 if there is none."""
    with open_database(target).connect() as connection:
        if not sa.inspect(connection).has_table(table):
            return 0
        return int(connection.exec_driver_sql(f"SELECT count(*) FROM {table}").scalar_one())


def said(problem: BaseException) -> str:
    """Return all that a person or a log could see of an error."""
    shown = "".join(traceback.format_exception(problem))
    if isinstance(problem, ProbonoError):
        shown += "".join(each.message(lang) for each in problem.findings for lang in ("en", "fr"))
    return shown


def test_a_hundred_thousand_rows(target: str) -> None:
    """Many rows arrive, whatever their script, and the same again changes nothing."""
    split = long(100_000)
    report = save_database(LONG, split, target)
    assert report.counts["inserted"].tolist() == [100_000]
    with open_database(target).connect() as connection:
        found = pd.read_sql_query(sa.text("SELECT * FROM reading ORDER BY number"), connection)
    wanted = split.rows["reading"]
    assert found["text"].tolist() == wanted["text"].tolist()
    assert np.array_equal(found["amount"], wanted["amount"])
    again = save_database(LONG, split, target)
    assert again.counts["unchanged"].tolist() == [100_000]


def test_a_connection_cut_half_way_loads_nothing(server: Server) -> None:
    """The server ends the session in the middle of a load: no row of it is there afterwards."""
    name = server.new()
    target = server.url(name)
    save_database(LONG, long(10), target)
    more = long(400_000)
    stop = threading.Event()

    def cut() -> None:
        busy = (
            "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity "
            f"WHERE datname = '{name}' AND usename = 'probono' AND state <> 'idle' "
            "AND query ILIKE 'COPY%'"
        )
        while not stop.is_set():
            if server.run(busy)[0][0]:
                return

    cutting = threading.Thread(target=cut)
    cutting.start()
    try:
        with pytest.raises(ProbonoError) as caught:
            save_database(LONG, more, target)
    finally:
        stop.set()
        cutting.join()
    assert PASSWORD not in said(caught.value)
    assert count(target, "reading") == 10


def test_a_role_without_rights_is_told_what_it_lacks(server: Server) -> None:
    """Who may not make tables reads so, in words, and nothing is half made."""
    name = server.new()
    server.run("CREATE ROLE reader LOGIN PASSWORD 'only-reading'")
    server.run("REVOKE ALL ON SCHEMA public FROM PUBLIC", name)
    target = server.url(name, "reader", "only-reading")
    with pytest.raises(ProbonoError) as caught:
        save_database(DESIGN, wells(), target)
    shown = said(caught.value)
    assert "only-reading" not in shown
    assert server.run("SELECT count(*) FROM pg_tables WHERE tablename = 'site'", name)[0][0] == 0


@pytest.mark.parametrize("wrong", ["password", "host", "database"])
def test_what_cannot_be_reached_is_a_finding_without_the_password(
    server: Server, wrong: str
) -> None:
    """A wrong password, host or database name: one finding, and the password in nothing."""
    name = server.new()
    target = {
        "password": server.url(name, password="another-secret"),
        "host": server.url(name).replace("127.0.0.1", "nowhere.invalid"),
        "database": server.url("no_such_database"),
    }[wrong]
    with pytest.raises(ProbonoError) as caught:
        save_database(DESIGN, wells(), target)
    shown = said(caught.value)
    assert not any(secret in shown for secret in (PASSWORD, IN_ADDRESS, "another-secret"))


def test_the_report_of_a_load_has_no_password(server: Server) -> None:
    """What a notebook shows, a log keeps or a manifest holds."""
    report = save_database(DESIGN, wells(), server.url(server.new()))
    shown = f"{report!r} {report.target} {report.counts.to_string()} {list(report.findings)!r}"
    assert not any(secret in shown for secret in (PASSWORD, IN_ADDRESS))


def test_a_dump_restored_is_the_same(server: Server, tmp_path: Path) -> None:
    """What pg_dump keeps, pg_restore brings back: every table, view and comment."""
    name, again = server.new(), server.new(postgis=False)
    save_database(DESIGN, wells(), server.url(name))
    file = str(tmp_path / "wells.dump")
    server.call("pg_dump", "--format=custom", f"--file={file}", name)
    server.call("pg_restore", "--no-owner", f"--dbname={again}", file)
    plain = [server.call("pg_dump", "--no-owner", "--no-acl", each) for each in (name, again)]
    texts = ["\n".join(t for t in each.splitlines() if "restrict" not in t) for each in plain]
    assert texts[0] == texts[1]
    assert "Ordre 100 %" in texts[0]


def test_places_keep_their_reference_system(server: Server) -> None:
    """PostGIS knows the geometry's SRID, and finds what is near."""
    name = server.new()
    save_database(DESIGN, wells(), server.url(name))
    found = server.run("SELECT DISTINCT ST_SRID(geom) FROM site WHERE geom IS NOT NULL", name)
    assert found == [(4326,)]


def test_a_locked_file_is_a_finding(tmp_path: Path) -> None:
    """Someone has the database open and writes: a clear word, and it is as before."""
    import sqlite3
    from contextlib import closing

    path = tmp_path / "wells.gpkg"
    save_database(LONG, long(5), path)
    with closing(sqlite3.connect(path)) as holder:
        holder.execute("BEGIN EXCLUSIVE")
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr("probono_kit.database.targets.PATIENCE", 0.2)
            with pytest.raises(ProbonoError):
                save_database(LONG, long(9), path)
    assert count(str(path), "reading") == 5


def test_rows_that_break_a_rule_leave_a_long_table_alone(target: str) -> None:
    """One repeated key among many rows: it is named, and no row is loaded."""
    save_database(LONG, long(10), target)
    split = long(5000)
    frame = split.rows["reading"].copy()
    frame.loc[4000, "number"] = 3
    with pytest.raises(ProbonoError):
        save_database(LONG, replace(split, rows={"reading": frame}), target)
    assert count(target, "reading") == 10
