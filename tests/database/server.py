"""A PostgreSQL with PostGIS of our own: started in a temporary folder, stopped at the end."""

from __future__ import annotations

import itertools
import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import psycopg

#: Where Debian and its relatives keep the programs of the server.
FOLDERS = sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
PASSWORD = "très-secret%2F7"
IN_ADDRESS = "tr%C3%A8s-secret%252F7"


@dataclass
class Server:
    """A running server; each test gets a database of its own."""

    programs: Path
    folder: Path
    port: int
    numbers: Iterator[int] = field(default_factory=itertools.count)

    def url(self, database: str, user: str = "probono", password: str = IN_ADDRESS) -> str:
        return f"postgresql://{user}:{password}@127.0.0.1:{self.port}/{database}"

    def run(self, statement: str, database: str = "postgres") -> list[tuple[object, ...]]:
        """Run a statement as the one who may do all."""
        address = f"host={self.folder} port={self.port} user=postgres dbname={database}"
        with psycopg.connect(address, autocommit=True) as connection:
            cursor = connection.execute(statement)  # type: ignore[call-overload]
            return cursor.fetchall() if cursor.description else []

    def new(self, *, postgis: bool = True) -> str:
        """Make a database that belongs to the user ``probono``, and return its name."""
        name = f"wells_{next(self.numbers)}"
        self.run(f"CREATE DATABASE {name} OWNER probono TEMPLATE template0 ENCODING 'UTF8'")
        if postgis:
            self.run("CREATE EXTENSION postgis", name)
        return name

    def call(self, program: str, *arguments: str) -> str:
        """Run a program of PostgreSQL against the server, and return what it says."""
        where = ["-h", str(self.folder), "-p", str(self.port), "-U", "postgres"]
        command = [str(self.programs / program), *where, *arguments]
        return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def what_is_missing() -> str:
    """Return what is not installed here; empty when a server can be started."""
    if not FOLDERS or not (FOLDERS[0] / "initdb").is_file():
        return "no PostgreSQL server"
    share = Path("/usr/share/postgresql", FOLDERS[0].parent.name, "extension", "postgis.control")
    return "" if share.is_file() else "no PostGIS"


def _as_postgres() -> list[str]:
    """The server refuses to run as root: Debian's user for it takes over."""
    return ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []


def _start(programs: Path, folder: Path) -> Server:
    data, port = folder / "data", _free_port()
    before = _as_postgres()
    if before:
        shutil.chown(folder, "postgres")
    rights = ["--auth-local=trust", "--auth-host=scram-sha-256", "--username=postgres"]
    quiet = {"stdout": subprocess.DEVNULL, "cwd": folder}
    settle = [*before, programs / "initdb", "-D", data, "--no-sync", "--encoding=UTF8", *rights]
    _call([*settle, "--locale=C.UTF-8"], quiet)
    options = f"-p {port} -k {folder} -c listen_addresses=127.0.0.1 -c fsync=off"
    start = [*before, programs / "pg_ctl", "-D", data, "-w", "-o", options]
    _call([*start, "-l", folder / "log", "start"], quiet)
    return Server(programs, folder, port)


def _call(command: Sequence[str | Path], options: dict[str, object]) -> None:
    subprocess.run(list(map(str, command)), check=True, **options)  # type: ignore[call-overload]


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def running_server() -> Iterator[Server]:
    """Start a server with a user who owns the databases that are made; stop it at the end."""
    # Not below pytest's own folder, which the server's user may not enter.
    folder = Path(tempfile.mkdtemp(prefix="probono-pg-"))
    started = None
    try:
        started = _start(FOLDERS[0], folder)
        quoted = PASSWORD.replace("'", "''")
        started.run(f"CREATE ROLE probono LOGIN PASSWORD '{quoted}'")
        yield started
    finally:
        if started is not None:
            stop = [*_as_postgres(), FOLDERS[0] / "pg_ctl", "-D", folder / "data"]
            _call([*stop, "-m", "immediate", "stop"], {"stdout": subprocess.DEVNULL})
        shutil.rmtree(folder, ignore_errors=True)
