"""Databases for the tests: files, and a PostgreSQL with PostGIS of our own."""

from __future__ import annotations

import csv
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.database.server import Server, running_server, what_is_missing


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    """A server with a user who may make tables in databases of its own.

    Skips, and says so, where PostgreSQL or PostGIS is not installed.
    """
    missing = what_is_missing()
    if missing:
        pytest.skip(f"NO DATABASE SERVER: PostgreSQL goes untested ({missing})")
    with running_server() as started:
        yield started


@pytest.fixture(autouse=True)
def _no_settings_of_the_person(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Keep the address and the password of the one who runs the tests out of them."""
    for name in [name for name in os.environ if name.startswith("PG")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("PGPASSFILE", str(tmp_path / "no-passwords"))


@pytest.fixture(params=["gpkg", "sqlite", "postgresql"])
def target(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """One database of each kind, empty."""
    if request.param != "postgresql":
        return str(tmp_path / f"wells.{request.param}")
    made: Server = request.getfixturevalue("server")
    return f"{made.url(made.new())}?schema=eau"


@pytest.fixture(autouse=True)
def _limit_of_csv_as_it_was() -> Iterator[None]:
    """A reader of data packages moves the limit of the csv module for the whole process."""
    before = csv.field_size_limit()
    yield
    csv.field_size_limit(before)
