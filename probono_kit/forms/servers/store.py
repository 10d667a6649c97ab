"""What of a form has been fetched so far: a small database in the folder, never half-written."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from probono_kit.errors import ProbonoError
from probono_kit.files import error_from_os
from probono_kit.findings import Findings, finding
from probono_kit.forms.servers.source import Source

#: Its name in the folder.
STATE = "fetched.sqlite"
_LAYOUT = "1"
T = TypeVar("T")
_TABLES = """
CREATE TABLE IF NOT EXISTS about (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS submissions
    (id TEXT PRIMARY KEY, place TEXT NOT NULL, mark TEXT NOT NULL, body TEXT NOT NULL) WITHOUT ROWID
"""


@dataclass(frozen=True, slots=True)
class Listed:
    """A submission in the server's own list.

    Parameters
    ----------
    place : str
        Sorts the submissions, the oldest first.
    mark : str
        Another text whenever the submission is edited or judged.
    """

    place: str
    mark: str


#: The server's list of submissions by their identifier.
Listing = Mapping[str, Listed]


def in_parts(names: Sequence[T], size: int) -> Iterator[Sequence[T]]:
    """Yield `names` in parts of at most `size`.

    Examples
    --------
    >>> list(in_parts("abcde", 2))
    ['ab', 'cd', 'e']
    """
    for start in range(0, len(names), size):
        yield names[start : start + size]


class Store:
    """The submissions fetched so far, each with the mark under which the server listed it.

    Made by :func:`open_store`. Each change is whole or not there at all, even if the machine
    stops in between.
    """

    def __init__(self, base: sqlite3.Connection, source: Source) -> None:
        self._base = base
        self.source = source

    def wanted(self, listing: Listing) -> list[str]:
        """Return the submissions that are new or changed, the oldest first."""
        have = dict(self._base.execute("SELECT id, mark FROM submissions"))
        new = (name for name, listed in listing.items() if have.get(name) != listed.mark)
        return sorted(new, key=lambda name: (listing[name].place, name))

    def names(self) -> set[str]:
        """Return the identifiers of all submissions."""
        return {name for (name,) in self._base.execute("SELECT id FROM submissions")}

    def put(self, bodies: Mapping[str, str], listing: Listing) -> tuple[int, int]:
        """Keep submissions; return how many were new and how many replace another."""
        before = self.names()
        rows = [
            (name, listing[name].place, listing[name].mark, body) for name, body in bodies.items()
        ]
        with self._base:
            self._base.executemany("REPLACE INTO submissions VALUES (?, ?, ?, ?)", rows)
        new = sum(name not in before for name in bodies)
        return new, len(rows) - new

    def drop(self, names: Iterable[str]) -> None:
        """Leave submissions out from now on."""
        with self._base:
            self._base.executemany(
                "DELETE FROM submissions WHERE id = ?", ((name,) for name in names)
            )

    def clear(self) -> None:
        """Forget the marks: everything is fetched again; what is there stays until then."""
        with self._base:
            self._base.execute("UPDATE submissions SET mark = ''")

    def bodies(self, names: Iterable[str] | None = None) -> Iterator[str]:
        """Yield what was kept, the oldest first: all, or those of `names`."""
        only = None if names is None else set(names)
        query = "SELECT id, body FROM submissions ORDER BY place, id"
        return (body for name, body in self._base.execute(query) if only is None or name in only)

    def note(self, key: str) -> str:
        """Return a text kept under `key`, ``""`` if there is none."""
        found = self._base.execute("SELECT value FROM about WHERE key = ?", (key,)).fetchone()
        return str(found[0]) if found else ""

    def keep(self, key: str, value: str) -> None:
        """Keep a text under `key`."""
        with self._base:
            self._base.execute("REPLACE INTO about VALUES (?, ?)", (key, value))

    def __len__(self) -> int:
        """Return how many submissions there are."""
        return int(self._base.execute("SELECT count(*) FROM submissions").fetchone()[0])


@contextmanager
def open_store(folder: Path, source: Source) -> Iterator[Store]:
    """Open the store of `folder`, for one program at a time.

    Parameters
    ----------
    folder : pathlib.Path
        Made if it is not there.
    source : Source
        The form that the folder is for.

    Yields
    ------
    Store
        Empty at first.

    Raises
    ------
    ProbonoError
        ``server.folder_busy``, ``server.state_broken``, ``server.other_form``; ``file.…``.
    """
    path = folder / STATE
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as problem:
        raise error_from_os(problem, folder) from problem
    base: sqlite3.Connection | None = None
    try:
        base = sqlite3.connect(path, timeout=1)
        yield _prepared(base, path, source)
    except sqlite3.OperationalError as problem:
        busy = "locked" in str(problem)
        code = "server.folder_busy" if busy else "server.state_unusable"
        raise _problem(code, path, **({} if busy else {"reason": str(problem)})) from None
    except sqlite3.DatabaseError:
        raise _problem("server.state_broken", path) from None
    finally:
        if base is not None:
            base.close()


def _prepared(base: sqlite3.Connection, path: Path, source: Source) -> Store:
    base.execute("PRAGMA locking_mode = EXCLUSIVE")
    base.execute("BEGIN IMMEDIATE").connection.commit()
    base.executescript(_TABLES)
    store = Store(base, source)
    if store.note("layout") not in ("", _LAYOUT):
        raise _problem("server.state_broken", path)
    if store.note("source") not in ("", str(source)):
        raise _problem("server.other_form", path, other=store.note("source"), asked=str(source))
    store.keep("layout", _LAYOUT)
    store.keep("source", str(source))
    return store


def _problem(code: str, path: Path, **values: Any) -> ProbonoError:
    return ProbonoError(Findings([finding(code, path, **values)]))
