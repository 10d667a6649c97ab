"""Looking into a database with a browser: on this computer only, and only to read."""

from __future__ import annotations

import asyncio
import socket
import sqlite3
from collections.abc import Awaitable, Callable, Mapping, MutableMapping
from contextlib import closing
from pathlib import Path
from types import ModuleType
from typing import Any

from probono_kit.database.blobs import from_blobs
from probono_kit.database.model import Design, Field
from probono_kit.database.queries import example_queries
from probono_kit.database.reading import read_stored_design
from probono_kit.database.targets import Target, TargetKind, engine_of
from probono_kit.database.words import label_fields, link_sentences, title_of
from probono_kit.errors import ProbonoError
from probono_kit.files import file_name
from probono_kit.findings import Findings, finding
from probono_kit.i18n import current_language

#: The loopback address: nothing outside this computer gets through to it.
ADDRESS = "127.0.0.1"
_LONGEST_PLACE = 60
#: What a file holds for programs, not for people.
_INNER = ("gpkg_", "rtree_", "sqlite_", "layer_styles", "probono_design")

Scope = MutableMapping[str, Any]
App = Callable[[Scope, Any, Any], Awaitable[None]]


def browse(
    path: str | Path,
    port: int = 0,
    *,
    language: str | None = None,
    ready: Callable[[str], None] | None = None,
) -> None:
    """Show a database in the browser of this computer until Ctrl-C is pressed.

    Only this computer reaches it, under its loopback address and under no other name; nothing can
    be written, and nothing comes from a network. Titles, descriptions, links between tables and
    example questions come from the design in the file; places are shown as text.

    Parameters
    ----------
    path : str or pathlib.Path
        A GeoPackage or SQLite file.
    port : int
        To listen at; 0 for one that is free.
    language : str, optional
        Of the questions (default: the current one).
    ready : callable, optional
        Called with the address to open, once it answers.

    Raises
    ------
    ProbonoError
        If it is no database, or another program has the port.

    Examples
    --------
    >>> browse("no-such.gpkg")
    Traceback (most recent call last):
    ...
    probono_kit.errors.ProbonoError: ERROR no-such.gpkg: This file does not exist...
    """
    import uvicorn

    path = Path(path)
    application = browsing(path, language=language)
    with _listening(port) as listener:
        number = listener.getsockname()[1]
        config = uvicorn.Config(
            only_here(application, number),
            log_level="error",
            access_log=False,
            server_header=False,
            lifespan="off",
        )
        server = _Server(config, lambda: ready and ready(f"http://{ADDRESS}:{number}/"))
        asyncio.run(server.run_until_stopped(listener))


class _Server:
    """A server that says when it answers."""

    def __init__(self, config: Any, started: Callable[[], Any]) -> None:
        import uvicorn

        self._server = uvicorn.Server(config)
        self._started = started

    async def run_until_stopped(self, listener: socket.socket) -> None:
        serving = asyncio.ensure_future(self._server.serve(sockets=[listener]))
        while not self._server.started and not serving.done():
            await asyncio.sleep(0.01)
        if not serving.done():
            self._started()
        await serving


def _listening(port: int) -> socket.socket:
    listener = socket.socket()
    try:
        listener.bind((ADDRESS, port))
    except (OSError, OverflowError) as problem:
        listener.close()
        found = finding("document.port_taken", f"{ADDRESS}:{port}")
        raise ProbonoError(Findings([found])) from problem
    return listener


def only_here(application: App, port: int) -> App:
    """Answer only requests for this computer's own address: no other name leads to the data.

    A page of a stranger could else have its own name point here, and read along.

    Parameters
    ----------
    application : callable
        An ASGI application.
    port : int
        At which it listens.

    Returns
    -------
    callable
        An ASGI application.
    """
    known = {f"{name}:{port}".encode() for name in (ADDRESS, "localhost")}

    async def guarded(scope: Scope, receive: Any, send: Any) -> None:
        if scope["type"] != "http":
            return
        hosts = [value for name, value in scope["headers"] if name == b"host"]
        allowed = len(hosts) == 1 and hosts[0].lower() in known
        if allowed and scope["method"] in ("GET", "HEAD"):
            await application(scope, receive, send)
            return
        status = 403 if not allowed else 405
        head = [(b"content-type", b"text/plain; charset=utf-8")]
        await send({"type": "http.response.start", "status": status, "headers": head})
        await send({"type": "http.response.body", "body": b"refused\n"})

    return guarded


def browsing(path: Path, *, language: str | None = None) -> App:
    """Return the application that shows a database; nothing in it can write.

    Parameters
    ----------
    path : pathlib.Path
        A GeoPackage or SQLite file.
    language : str, optional
        Of the questions (default: the current one).

    Returns
    -------
    callable
        An ASGI application.
    """
    from datasette.app import Datasette
    from datasette.plugins import pm

    names, design = _look(path)
    if not pm.has_plugin("probono-places"):
        pm.register(_places(), "probono-places")
    # What another program still has to write out is only seen beside its log.
    has_log = path.with_name(path.name + "-wal").exists()
    application = Datasette(
        files=[str(path)] if has_log else [],
        immutables=[] if has_log else [str(path)],
        metadata=_described(path, names, design, language or current_language()),
        settings={"allow_download": False, "suggest_facets": False, "sql_time_limit_ms": 5000},
        secret="nobody signs in",
    )
    served: App = application.app()
    return served


def _look(path: Path) -> tuple[list[str], Design | None]:
    """Return the names of all tables and views, and the design if there is one."""
    if not path.is_file():
        raise ProbonoError(Findings([finding("file.missing", path)]))
    try:
        with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as opened:
            found = opened.execute("SELECT name FROM sqlite_master WHERE type IN ('table', 'view')")
            names = [str(name) for (name,) in found]
    except sqlite3.DatabaseError as problem:
        wrong = finding("document.no_database", path, reason=str(problem))
        raise ProbonoError(Findings([wrong])) from problem
    if "probono_design" not in names:
        return names, None
    target = Target(TargetKind.SQLITE, path)
    with engine_of(target, mode="ro").connect() as connection:
        return names, read_stored_design(connection, target)


def _described(
    path: Path, names: list[str], design: Design | None, language: str
) -> dict[str, Any]:
    """Return what is said about the database and its tables."""
    tables: dict[str, Any] = {name: {"hidden": True} for name in names if name.startswith(_INNER)}
    told: dict[str, Any] = {"tables": tables}
    if design is not None:
        told["description"] = " ".join([design.description, *link_sentences(design, language)])
        for table in design.tables:
            columns = {f.name: _column_text(f) for f in table.fields if _column_text(f)}
            tables[table.name] = {
                "title": title_of(table),
                "description": table.description,
                "columns": columns,
                "label_column": label_fields(design, table)[0],
            }
        told["queries"] = _questions(design, language)
    title = title_of(design) if design else path.name
    return {"title": title, "databases": {path.stem: told}}


def _column_text(field: Field) -> str:
    """Return what a column's name does not say: its title where that is another, and its unit."""
    title = title_of(field)
    if file_name(title) == file_name(field.name):
        title = ""
    return " ".join(filter(None, [title, f"[{field.unit}]" * bool(field.unit)]))


def _questions(design: Design, language: str) -> Mapping[str, Any]:
    asked = example_queries(design, language=language)
    return {
        f"{number:02}-{file_name(query.question)[:60]}": {
            "sql": query.sql,
            "title": query.question,
        }
        for number, query in enumerate(asked, 1)
    }


def _places() -> ModuleType:
    """Return the plugin that shows places as text."""
    from datasette import hookimpl

    def render_cell(value: Any) -> str | None:
        return _place_text(value)

    plugin = ModuleType("probono_places")
    vars(plugin)["render_cell"] = hookimpl(render_cell)
    return plugin


def _place_text(value: Any) -> str | None:
    """Return the text of a place, ``None`` for anything else."""
    if not isinstance(value, bytes) or value[:2] != b"GP":
        return None
    (shape,) = from_blobs([value])
    text = shape.wkt if shape is not None else ""
    return text if len(text) <= _LONGEST_PLACE else text[: _LONGEST_PLACE - 1] + "…"
