"""Backup and restore: the lines that people type do what they say."""

from __future__ import annotations

import os
import shlex
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path

import pytest

from probono_kit.database import (
    Split,
    backup_commands,
    copy_database,
    read_tables,
    save_database,
)
from probono_kit.errors import ProbonoError
from tests.database import handed
from tests.database.server import PASSWORD, Server


def made(path: Path, *names: str) -> Path:
    """Write a database with some wells."""
    with closing(sqlite3.connect(path)) as opened, opened:
        opened.execute("CREATE TABLE well (name TEXT)")
        opened.executemany("INSERT INTO well VALUES (?)", [(name,) for name in names])
    return path


def wells(path: Path) -> list[str]:
    """Read the wells."""
    with closing(sqlite3.connect(path)) as opened:
        return [name for (name,) in opened.execute("SELECT name FROM well ORDER BY name")]


@pytest.mark.parametrize("name", ["wells.sqlite", "points d'eau.gpkg", 'l"eau $x.db'])
def test_lines_for_a_file_are_quoted_for_the_shell(name: str) -> None:
    """Spaces, quotes and dollars in the name of a file stay in it."""
    save, restore = map(shlex.split, backup_commands(name))
    assert save[:3] == restore[:3] == ["probono", "database", "copy"]
    assert save[3] == restore[4] == name
    assert save[4] == restore[3]
    assert Path(save[4]).suffix == Path(name).suffix


@pytest.mark.parametrize(
    "url",
    [
        "postgresql://amina:s3cr:et@db.example:5433/eau?sslmode=require&schema=sn",
        "postgresql+psycopg://amina:s3cr%3Aet@db.example:5433/eau?schema=sn&sslmode=require",
        "postgresql://amina@db.example:5433/eau?password=s3cret&schema=sn&sslmode=require",
    ],
)
def test_lines_for_postgresql_hold_no_password(url: str) -> None:
    """What is typed stays in the history of the shell: a password must not."""
    save, restore = backup_commands(url)
    assert "s3cr" not in save + restore
    address = "postgresql://amina@db.example:5433/eau?sslmode=require"
    assert shlex.split(save)[-1] == address
    assert f"--dbname={address}" in shlex.split(restore)
    assert "--schema=sn" in shlex.split(save)


def test_a_copy_is_whole_while_somebody_writes(tmp_path: Path) -> None:
    """What is committed is in the copy, also when it still stands in the log beside the file."""
    path = made(tmp_path / "a.sqlite", "Diofior")
    with closing(sqlite3.connect(path)) as other:
        other.execute("PRAGMA journal_mode = WAL")
        with other:
            other.execute("INSERT INTO well VALUES ('Fatick')")
        copy_database(path, tmp_path / "b.sqlite")
    assert wells(tmp_path / "b.sqlite") == ["Diofior", "Fatick"]
    assert sorted(p.name for p in tmp_path.iterdir()) == ["a.sqlite", "b.sqlite"]


def test_a_damaged_copy_never_replaces_a_good_one(tmp_path: Path) -> None:
    """What is no database, or missing, leaves the old copy as it was."""
    good = made(tmp_path / "good.sqlite", "Diofior")
    bad = tmp_path / "bad.sqlite"
    bad.write_bytes(b"no database at all" * 100)
    codes = []
    for source in (bad, tmp_path / "none.sqlite", good):
        with pytest.raises(ProbonoError) as problem:
            copy_database(source, good)
        codes.append(problem.value.findings[0].code)
    assert codes == ["document.no_database", "file.missing", "document.copy_onto_itself"]
    assert wells(good) == ["Diofior"]


def test_lines_for_postgresql_save_and_restore(server: Server, tmp_path: Path) -> None:
    """Typed as they stand, with the password asked for, they bring all rows back."""
    target = f"{server.url(server.new())}?schema=eau"
    save_database(handed.design(), Split(handed.rows(), {}), target)
    before = read_tables(target)[1]
    password = {"PGPASSWORD": PASSWORD, "PATH": f"{server.programs}:{os.environ['PATH']}"}
    for line in backup_commands(target):
        subprocess.run(
            shlex.split(line),
            check=True,
            capture_output=True,
            cwd=tmp_path,
            env={**os.environ, **password},
        )
        empty = f"TRUNCATE {', '.join(f'eau.{name}' for name in before)}, eau.probono_loads"
        if "pg_dump" in line:
            server.run(empty, target.rpartition("/")[2].partition("?")[0])
            assert not len(read_tables(target)[1]["village"])
    after = read_tables(target)[1]
    assert all(after[name].equals(before[name]) for name in before)
