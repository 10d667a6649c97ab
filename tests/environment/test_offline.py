"""The tests' own promise: nothing that they start can reach another machine."""

from __future__ import annotations

import http.server
import socket
import subprocess
import sys
import threading
import urllib.request
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser

# Reserved for documentation: no machine ever has it, nor any name under .test.
ELSEWHERE = "203.0.113.7"


@pytest.mark.parametrize("address", [ELSEWHERE, "2001:db8::7", "example.test"])
def test_a_connection_to_another_machine_is_refused(address: str) -> None:
    """Refused at once, by name or by number, with a reason that says what went wrong."""
    with pytest.raises(OSError, match="tests run without network"):
        socket.create_connection((address, 80), timeout=5)


def test_a_command_started_by_a_test_is_refused_too() -> None:
    """Kernels and the command line are processes of their own."""
    program = f"import urllib.request as u; u.urlopen('http://{ELSEWHERE}', timeout=5)"
    command = [sys.executable, "-c", program]
    answer = subprocess.run(command, capture_output=True, text=True, check=False)
    assert answer.returncode == 1
    assert "tests run without network" in answer.stderr


def test_this_machine_may_be_reached() -> None:
    """Jupyter talks to its kernels over the loopback address."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        socket.create_connection(server.getsockname(), timeout=5).close()
        socket.create_connection(("localhost", server.getsockname()[1]), timeout=5).close()


class _Counting(http.server.BaseHTTPRequestHandler):
    """Answers every request and remembers that it was asked."""

    asked: list[str] = []  # noqa: RUF012

    def do_GET(self) -> None:
        self.asked.append(self.path)
        self.send_response(200)
        self.end_headers()

    def log_message(self, *arguments: object) -> None:
        """Stay silent."""


def test_the_browser_reaches_files_and_nothing_else(chromium: Browser, tmp_path: Path) -> None:
    """A page opens from disk, but what it asks of a server never arrives, be it on this machine."""
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), _Counting)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        address = f"http://127.0.0.1:{server.server_port}"
        with urllib.request.urlopen(f"{address}/python") as answer:
            assert answer.status == 200
        file = tmp_path / "page.html"
        file.write_text(f'<p>here</p><img src="{address}/image">', encoding="utf-8")
        context = chromium.new_context()
        page = context.new_page()
        page.goto(file.as_uri())
        assert page.inner_text("p") == "here"
        reached = page.evaluate(f"fetch('{address}/fetch').then(() => true, () => false)")
        context.close()
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
    assert reached is False
    assert _Counting.asked == ["/python"]
