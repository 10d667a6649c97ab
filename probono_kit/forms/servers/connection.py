"""Asking a server: patiently, and with a plain word for everything that goes wrong."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

import requests
from requests.auth import AuthBase

from probono_kit.errors import ProbonoError
from probono_kit.findings import Findings, Value, finding
from probono_kit.forms.servers.answers import (
    asked_to_wait,
    is_page,
    never_sent,
    other_server,
    reason_of,
    said_in,
    words_of,
)
from probono_kit.forms.servers.credentials import Secret, hide
from probono_kit.forms.servers.source import Source

#: How often a question is asked before giving up: after 1, 2, 4, 8 and 16 seconds.
TRIES = 6
#: …and as long as the server never answered: its address may be wrong, or there is no network.
TRIES_AT_FIRST = 3
#: Seconds that a server may ask to wait; if it asks for more, a person decides.
PATIENCE = 300
_TIMEOUT = (15, 180)
_LATER = frozenset((408, 425, 429, 500, 502, 503, 504))
#: What a status of HTTP means here.
_WORDS = {401: "server.token_wrong", 403: "server.no_rights", 404: "server.unknown_form"}
#: What may be over the next time.
_PASSING = ("server.cut", "server.unreachable")
_MOVED = frozenset((301, 302, 303, 307, 308))
_NOT_IN_RANGE = 416
#: Bytes of a file that are lost at most where the line breaks.
_PIECE = 8192

Wait = Callable[[float], None]


class BrokenAnswerError(Exception):
    """An answer that stops half way: asked again."""


class _Header(AuthBase):
    """Puts the secret into the header, and nowhere else; keeps ``.netrc`` out."""

    def __init__(self, scheme: str, secret: Secret | None) -> None:
        self._scheme, self._secret = scheme, secret

    def __call__(self, request: requests.PreparedRequest) -> requests.PreparedRequest:
        if self._secret is not None:
            request.headers["Authorization"] = f"{self._scheme} {self._secret.reveal()}"
        return request


class _Login(AuthBase):
    """Writes user and password into the body of the question that opens a session."""

    def __init__(self, user: str, password: Secret) -> None:
        self._user, self._password = user, password

    def __call__(self, request: requests.PreparedRequest) -> requests.PreparedRequest:
        body = {"email": self._user, "password": self._password.reveal()}
        request.prepare_body(data=None, files=None, json=body)
        return request


class Connection:
    """A server that is asked with a secret.

    Parameters
    ----------
    source : Source
        The form; every question goes to its server and to no other.
    wait : callable
        Waits some seconds.
    """

    def __init__(self, source: Source, wait: Wait = time.sleep) -> None:
        self.source = source
        self.wait = wait
        self._auth: AuthBase = _Header("", None)
        self._answered = False
        self._secrets: list[Secret] = []
        self._session = requests.Session()
        self._session.headers["User-Agent"] = "probono-kit"

    def sign(self, scheme: str, secret: Secret) -> None:
        """Send `secret` with every question from now on."""
        self._auth = _Header(scheme, secret)
        self._secrets.append(secret)

    def close(self) -> None:
        """Close what is open."""
        self._session.close()

    # ---- questions --------------------------------------------------------------------------

    def json(self, path: str, parameters: Mapping[str, str] | None = None) -> Any:
        """Return what the server answers to GET."""
        return self._ask("GET", path, _as_json, params=parameters)

    def data(
        self,
        path: str,
        parameters: Mapping[str, str],
        read: Callable[[bytes], Any],
    ) -> Any:
        """Return what `read` makes of the bytes of an answer."""
        return self._ask("GET", path, lambda answer: read(answer.content), params=parameters)

    def save(self, path: str, part: Path) -> None:
        """Write a file of the server into `part`, after what came of it before.

        Servers that keep files elsewhere send us there; the secret does not go with us.
        """
        headers = {"Accept-Encoding": "identity"}

        def read(answer: requests.Response) -> None:
            have = part.stat().st_size if part.exists() else 0
            goes_on = answer.headers.get("Content-Range", "").startswith(f"bytes {have}-")
            with part.open("ab" if answer.status_code == 206 and goes_on else "wb") as file:
                try:
                    for piece in answer.iter_content(_PIECE):
                        file.write(piece)
                except requests.RequestException:
                    raise BrokenAnswerError from None
                finally:
                    file.flush()
                    # Of the next try: this dictionary is what it is asked with.
                    if file.tell():
                        headers["Range"] = f"bytes={file.tell()}-"

        if part.exists() and part.stat().st_size:
            headers["Range"] = f"bytes={part.stat().st_size}-"
        try:
            self._ask("GET", path, read, elsewhere=True, headers=headers, stream=True)
        except RefusedError as problem:
            if problem.status != _NOT_IN_RANGE or "Range" not in headers:
                raise
            # It is another file now, or all had come.
            part.unlink()
            self.save(path, part)

    def send(self, method: str, path: str, **content: Any) -> Any:
        """Change something on the server; return its answer.

        Asked once only: whether something was done before the line broke, nobody knows.
        """
        return self._ask(method, path, _as_json, **content)

    def log_in(self, user: str, password: Secret) -> None:
        """Open a session of ODK Central, whose token signs from then on."""
        self._secrets.append(password)
        self._auth = _Login(user, password)
        answer = self._ask("POST", "/v1/sessions", _as_json, again=True)
        token = answer.get("token") if isinstance(answer, dict) else None
        if not isinstance(token, str) or not token:
            raise self.error("server.unexpected")
        self.sign("Bearer", Secret(token))

    # ---- how --------------------------------------------------------------------------------

    def _ask(
        self,
        method: str,
        path: str,
        read: Callable[[requests.Response], Any],
        *,
        again: bool | None = None,
        elsewhere: bool = False,
        **content: Any,
    ) -> Any:
        """Ask until there is an answer; what changes something only if it cannot have arrived."""
        again = method == "GET" if again is None else again
        url = self.source.origin + path
        hops = tries = 0
        while True:
            tries += 1
            answer, pause = self._once(method, url, tries, content, again=again)
            if answer is not None and answer.status_code in _MOVED:
                hops += 1
                if elsewhere and other_server(answer, self.source.origin).startswith("https://"):
                    content["auth"] = _Header("", None)
                    url, tries = answer.headers["Location"], 0
                    continue
                url, tries = self._moved(method, answer, hops), 0
                content.pop("params", None)
                continue
            if answer is not None:
                # A streamed answer breaks when it is read.
                with suppress(BrokenAnswerError, requests.RequestException):
                    self._check(answer)
                    return read(answer)
                if not again or tries >= TRIES:
                    raise self.error("server.cut", tries=tries)
                pause = 2.0 ** (tries - 1)
            self.wait(pause)

    def _once(
        self, method: str, url: str, tries: int, content: Mapping[str, Any], *, again: bool
    ) -> tuple[requests.Response | None, float]:
        """Ask once: an answer, or the seconds to wait before asking again."""
        pause = 2.0 ** (tries - 1)
        asked = {"auth": self._auth, "timeout": _TIMEOUT, "allow_redirects": False, **content}
        try:
            answer = self._session.request(method, url, **asked)
        except requests.RequestException as problem:
            code, values = reason_of(problem)
            most = TRIES if self._answered else TRIES_AT_FIRST
            if code in _PASSING:
                if tries < most and (again or never_sent(problem)):
                    return None, pause
                if not again and not never_sent(problem):
                    code = "server.answer_lost"
            values = {"tries": tries} if code == "server.cut" else values
        else:
            self._answered = True
            if answer.status_code not in _LATER:
                return answer, 0
            pause = asked_to_wait(answer, pause)
            unread = answer.status_code in (429, 503)
            if tries < TRIES and pause <= PATIENCE and (again or unread):
                return None, pause
            code, values = "server.busy", {"status": answer.status_code}
            if pause > PATIENCE:
                code, values = "server.wait", {"minutes": int(-(-pause // 60))}
        raise self.error(code, **values)

    def _moved(self, method: str, answer: requests.Response, hops: int) -> str:
        """Follow a redirection within the server; the secret goes to no other."""
        if other := other_server(answer, self.source.origin):
            raise self.error("server.moved", to=other)
        if method != "GET" or hops > 3:
            raise self.error("server.not_a_server")
        return urljoin(answer.url, answer.headers.get("Location", ""))

    def _check(self, answer: requests.Response) -> None:
        status = answer.status_code
        if status < 400:
            if is_page(answer):
                raise self.error("server.not_a_server")
            return
        if is_page(answer) and status not in (400, 401):
            raise self.error("server.not_a_server")
        reason = said_in(answer, self.hide)
        code = _WORDS.get(status, "server.refused")
        values: dict[str, Value] = {"status": status, "reason": reason}
        said = finding(code, self.source, **({} if status in _WORDS else values))
        raise RefusedError(Findings([said]), status)

    def words(self, said: Any) -> str:
        """Return the sentences of an answer about an error: short, and without any secret."""
        return words_of(said, self.hide)

    def hide(self, text: str) -> str:
        """Return `text` without the secrets."""
        return hide(text, self._secrets)

    def error(self, code: str, **values: Value) -> ProbonoError:
        """Return a finding about the form, to be raised."""
        return ProbonoError(Findings([finding(code, self.source, **values)]))


class RefusedError(ProbonoError):
    """The server understood and refused; `status` is its HTTP status."""

    def __init__(self, findings: Findings, status: int) -> None:
        super().__init__(findings)
        self.status = status


def _as_json(answer: requests.Response) -> Any:
    try:
        return json.loads(answer.content) if answer.content.strip() else None
    except ValueError:
        raise BrokenAnswerError from None
