"""A server on this machine that fails in the ways that servers and lines do."""

from __future__ import annotations

import http.server
import json
import socket
import struct
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl, urlsplit


@dataclass
class Asked:
    """A question that arrived."""

    method: str
    path: str
    query: dict[str, str]
    headers: dict[str, str]
    body: bytes

    @property
    def json(self) -> Any:
        """What the body says."""
        return json.loads(self.body)


@dataclass
class Answer:
    """What goes back; `cut` keeps the second half of it."""

    content: bytes
    status: int = 200
    kind: str = "application/json"
    headers: dict[str, str] = field(default_factory=dict)
    cut: bool = False


def as_json(value: Any, status: int = 200, **headers: str) -> Answer:
    """Return an answer of JSON."""
    named = {name.replace("_", "-"): text for name, text in headers.items()}
    return Answer(json.dumps(value).encode(), status, headers=named)


def page(status: int = 200) -> Answer:
    """Return a page as networks and wrong addresses answer."""
    return Answer(b"<!DOCTYPE html><html><body>Sign in</body></html>", status, "text/html")


#: Answers instead of the server, or ``None`` to let it answer; ``"reset"`` breaks the line.
Fault = Callable[[Asked], "Answer | str | None"]


class Web:
    """A server: what is asked is kept, faults answer before it does."""

    def __init__(self) -> None:
        self.asked: list[Asked] = []
        self.faults: list[Fault] = []
        self.before: Callable[[Asked], None] = lambda asked: None
        self.url = ""

    def answer(self, asked: Asked) -> Answer:
        """Answer as the documented API does."""
        raise NotImplementedError

    def fault(self, *faults: Fault) -> None:
        """Let the next answers be these."""
        self.faults += faults

    def handle(self, asked: Asked) -> Answer | str:
        """Answer, after faults and what happens meanwhile."""
        self.asked.append(asked)
        self.before(asked)
        while self.faults:
            said = self.faults.pop(0)(asked)
            if said is not None:
                return said
        return self.answer(asked)


def part_of(content: bytes, asked: Asked, kind: str = "image/jpeg") -> Answer:
    """Return a file, or the part of it that is asked for."""
    wanted = asked.headers.get("range", "").removeprefix("bytes=").removesuffix("-")
    if not wanted:
        return Answer(content, kind=kind)
    start = int(wanted)
    if start >= len(content):
        return Answer(b"", 416, kind)
    told = {"Content-Range": f"bytes {start}-{len(content) - 1}/{len(content)}"}
    return Answer(content[start:], 206, kind, told)


def half(web: Web) -> Fault:
    """Return the fault of a line that breaks in the middle of the true answer."""

    def cut(asked: Asked) -> Answer:
        said = web.answer(asked)
        said.cut = True
        return said

    return cut


class _Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    web: Web

    def _any(self) -> None:
        parts = urlsplit(self.path)
        length = int(self.headers.get("Content-Length") or 0)
        asked = Asked(
            self.command,
            parts.path,
            dict(parse_qsl(parts.query, keep_blank_values=True)),
            {name.lower(): text for name, text in self.headers.items()},
            self.rfile.read(length),
        )
        try:
            said = self.web.handle(asked)
        except Exception as problem:  # a mistake in the tests' server must be seen
            said = as_json({"broken server": repr(problem)}, 418)
        if isinstance(said, str):
            # Not a polite end: the line is gone.
            self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            self.close_connection = True
            return
        self.send_response(said.status)
        self.send_header("Content-Type", said.kind)
        self.send_header("Content-Length", str(len(said.content)))
        for name, text in said.headers.items():
            self.send_header(name, text)
        self.end_headers()
        self.wfile.write(said.content[: len(said.content) // 2] if said.cut else said.content)
        self.close_connection = said.cut

    def do_GET(self) -> None:
        self._any()

    def do_POST(self) -> None:
        self._any()

    def do_PATCH(self) -> None:
        self._any()

    def do_DELETE(self) -> None:
        self._any()

    def log_message(self, *arguments: object) -> None:
        """Stay silent."""


@contextmanager
def serving(
    web: Web, wrap: Callable[[socket.socket], socket.socket] | None = None
) -> Iterator[None]:
    """Let `web` answer on this machine."""
    handler = type("Handler", (_Handler,), {"web": web})
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.daemon_threads = True
    if wrap is not None:
        server.socket = wrap(server.socket)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    web.url = f"http{'s' if wrap else ''}://127.0.0.1:{server.server_port}"
    try:
        yield
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
