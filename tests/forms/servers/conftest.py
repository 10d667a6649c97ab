"""Servers of KoboToolbox and ODK Central on this machine, and a keyring in memory."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import keyring
import pytest
from keyring.backend import KeyringBackend
from keyring.errors import PasswordDeleteError

from probono_kit.forms import Fetched, fetch_submissions
from tests.forms.servers.central_web import PASSWORD, USER, CentralWeb
from tests.forms.servers.kobo_web import TOKEN, KoboWeb
from tests.forms.servers.web import Web, serving

Fetch = Callable[..., Fetched]
VARIABLES = (
    *("KOBO_TOKEN", "KOBO_SERVER", "CENTRAL_TOKEN", "CENTRAL_USER"),
    *("CENTRAL_PASSWORD", "CENTRAL_SERVER"),
)


class MemoryKeyring(KeyringBackend):
    """A keyring that is gone after the test."""

    priority = 1  # type: ignore[assignment]

    def __init__(self) -> None:
        super().__init__()
        self.kept: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.kept[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        if self.kept.pop((service, username), None) is None:
            raise PasswordDeleteError


@pytest.fixture(autouse=True)
def ring(monkeypatch: pytest.MonkeyPatch) -> Iterator[MemoryKeyring]:
    """Neither the person's keyring nor the person's variables."""
    before = keyring.get_keyring()
    made = MemoryKeyring()
    keyring.set_keyring(made)
    for name in VARIABLES:
        monkeypatch.delenv(f"PROBONO_{name}", raising=False)
    # A proxy of this machine's network has nothing to do with servers on it.
    monkeypatch.setenv("NO_PROXY", "127.0.0.1,localhost")
    yield made
    keyring.set_keyring(before)


@pytest.fixture
def serve() -> Iterator[Callable[[Web], Web]]:
    """Let a server answer until the test is over."""
    with ExitStack() as stack:

        def start(web: Web) -> Web:
            stack.enter_context(serving(web))
            return web

        yield start


def survey(count: int) -> list[dict[str, Any]]:
    """Return submissions as KoboToolbox answers them."""
    return [
        {
            "_id": 1000 + 7 * number,
            "_uuid": f"u{number}",
            "meta/instanceID": f"uuid:u{number}",
            "home/water": "tap",
            "home/people": [{"home/people/age": str(n)} for n in range(number % 3)],
            "_submission_time": f"2026-03-{1 + number // 1000:02d}T10:00:00",
            "_validation_status": {},
            "_attachments": [],
        }
        for number in range(count)
    ]


@pytest.fixture
def kobo(serve: Callable[[Web], Web], monkeypatch: pytest.MonkeyPatch) -> KoboWeb:
    """A form of 250 submissions; pages of a hundred at most."""
    monkeypatch.setenv("PROBONO_KOBO_TOKEN", TOKEN)
    web = KoboWeb(survey(250))
    web.largest_page = 100
    serve(web)
    monkeypatch.setenv("PROBONO_KOBO_SERVER", web.url)
    return web


@pytest.fixture
def central(serve: Callable[[Web], Web], monkeypatch: pytest.MonkeyPatch) -> CentralWeb:
    """A form of 250 submissions; lists and exports of a hundred at most."""
    monkeypatch.setenv("PROBONO_CENTRAL_USER", USER)
    monkeypatch.setenv("PROBONO_CENTRAL_PASSWORD", PASSWORD)
    monkeypatch.setattr("probono_kit.forms.servers.central.PAGE", 100)
    web = CentralWeb(250)
    serve(web)
    monkeypatch.setenv("PROBONO_CENTRAL_SERVER", web.url)
    return web


@pytest.fixture
def waited() -> list[float]:
    """The seconds that were waited for."""
    return []


@pytest.fixture
def fetch(tmp_path: Path, waited: list[float]) -> Fetch:
    """Fetch into the folder ``raw``; nobody really waits."""

    def do(web: Any, **options: Any) -> Fetched:
        return fetch_submissions(web.address, tmp_path / "raw", wait=waited.append, **options)

    return do
