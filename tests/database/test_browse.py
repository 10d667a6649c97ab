"""A database in the browser: only on this computer, only to read, nothing from a network."""

from __future__ import annotations

import http.client
import os
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from probono_kit.database import Split, browse, save_database
from probono_kit.errors import ProbonoError
from tests.database import handed


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small database as a GeoPackage."""
    path = tmp_path_factory.mktemp("browse") / "points d'eau.gpkg"
    save_database(handed.design(), Split(handed.rows(), {}), path)
    return path


@pytest.fixture(scope="module")
def server(file: Path) -> Iterator[tuple[str, int, Path]]:
    """The command as a person starts it, and ends it with Ctrl-C."""
    before = file.read_bytes()
    command = [sys.executable, "-m", "probono_kit", "--language", "fr"]
    started = subprocess.Popen(
        [*command, "database", "browse", str(file)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONUNBUFFERED": "1"},
    )
    assert started.stdout is not None
    line = started.stdout.readline()
    found = re.search(r"http://127\.0\.0\.1:(\d+)/", line)
    try:
        assert found, line + (started.stderr.read() if started.stderr else "")
        assert line.startswith("Ouvrez http://127.0.0.1:")
        yield "127.0.0.1", int(found[1]), file
    finally:
        started.send_signal(signal.SIGINT)
        _out, errors = started.communicate(timeout=20)
    assert started.returncode == 130
    assert "Traceback" not in errors
    assert file.read_bytes() == before
    assert [path.name for path in file.parent.iterdir()] == [file.name]


def asked(
    server: tuple[str, int, Path], path: str, *, host: str = "", method: str = "GET"
) -> tuple[int, str]:
    """Ask as a browser does, under any name."""
    address, port, _file = server
    connection = http.client.HTTPConnection(address, port, timeout=20)
    connection.putrequest(method, path, skip_host=True)
    connection.putheader("Host", host or f"{address}:{port}")
    connection.endheaders()
    answer = connection.getresponse()
    text = answer.read().decode("utf-8", "replace")
    connection.close()
    return answer.status, text


def test_tables_have_their_titles_and_links(server: tuple[str, int, Path]) -> None:
    """A person sees titles, descriptions and, where a row points, what it points to."""
    status, text = asked(server, "/")
    assert (status, "Points d&#39;eau du Sine" in text) == (200, True)
    (link,) = set(re.findall(r'<h2[^>]*><a href="([^"]+)">points d&#39;eau</a>', text))
    _status, table = asked(server, f"{link}/point_eau")
    assert "Forages et puits suivis." in table
    assert ">Diofior</a>" in table
    assert "POINT (-16.4 14.3)" in table
    _status, database = asked(server, link)
    assert "Combien y a-t-il de lignes de «\u00a0Points d&#39;eau\u00a0»" in database
    assert "gpkg_contents" not in re.sub(r"\d+ hidden tables.*", "", database)


def test_every_question_is_answered(server: tuple[str, int, Path]) -> None:
    """Each example question is a link to its answer."""
    _status, home = asked(server, "/")
    (link,) = set(re.findall(r'<h2[^>]*><a href="([^"]+)">points d&#39;eau</a>', home))
    _status, database = asked(server, link)
    questions = set(re.findall(rf'href="({re.escape(link)}/\d\d-[^"]+)"', database))
    assert len(questions) > 8
    for question in sorted(questions):
        status, text = asked(server, question)
        assert status == 200, question
        assert "message-error" not in text, question


@pytest.mark.parametrize("name", ["evil.example", "evil.example:{port}", "192.0.2.1:{port}", ":"])
def test_other_names_are_refused(server: tuple[str, int, Path], name: str) -> None:
    """A stranger's page that points its own name here learns nothing."""
    status, text = asked(server, "/", host=name.format(port=server[1]))
    assert (status, text) == (403, "refused\n")


def test_only_questions_are_taken(server: tuple[str, int, Path]) -> None:
    """Nothing is written: neither by another method, nor by SQL."""
    assert asked(server, "/", method="POST")[0] == 405
    _status, home = asked(server, "/")
    (link,) = set(re.findall(r'<h2[^>]*><a href="([^"]+)">points d&#39;eau</a>', home))
    status, text = asked(server, f"{link}?sql=delete+from+visite")
    assert status == 400 or "must be a SELECT" in text


def test_nobody_else_reaches_it(server: tuple[str, int, Path]) -> None:
    """It listens at the loopback address and at no other of this computer."""
    others = {info[4][0] for info in socket.getaddrinfo(socket.gethostname(), None)}
    for other in sorted(str(each) for each in others if not str(each).startswith("127.")):
        with pytest.raises(OSError, match=r"."), socket.create_connection((other, server[1]), 1):
            pass


def test_a_page_asks_for_nothing_from_elsewhere(server: tuple[str, int, Path]) -> None:
    """Style and scripts come with the package."""
    _status, home = asked(server, "/")
    (link,) = set(re.findall(r'<h2[^>]*><a href="([^"]+)">points d&#39;eau</a>', home))
    for path in ("/", link, f"{link}/visite"):
        _status, text = asked(server, path)
        for address in re.findall(r'(?:src|<link[^>]*href)="([^"]+)"', text):
            assert urlsplit(address).hostname in (None, "127.0.0.1", "localhost")
            assert urlsplit(address).path.startswith("/")


def test_what_is_no_database_is_told(tmp_path: Path) -> None:
    """A sheet is no database, and a port may be taken: each is a sentence, not a traceback."""
    sheet = tmp_path / "a.gpkg"
    sheet.write_text("a;b\n" * 400)
    with pytest.raises(ProbonoError) as problem:
        browse(sheet)
    assert problem.value.findings[0].code == "document.no_database"


def test_a_port_that_is_taken_is_told(file: Path) -> None:
    """Another program may listen there."""
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        with pytest.raises(ProbonoError) as problem:
            browse(file, other.getsockname()[1])
    assert problem.value.findings[0].code == "document.port_taken"
