"""What answers say, and why there is none."""

from __future__ import annotations

import ssl
from collections.abc import Callable, Iterator
from email.utils import parsedate_to_datetime
from typing import Any
from urllib.parse import urljoin, urlsplit

import requests

from probono_kit.findings import Value

#: So much of what a server says is shown.
_SHOWN = 300
#: What is no page, whatever it begins with.
_FILES = ("image/", "audio/", "video/", "application/pdf", "application/octet-stream", "text/csv")


def said_in(answer: requests.Response, hide: Callable[[str], str]) -> str:
    """Return what the server says is wrong: short, and without any secret."""
    try:
        said = answer.json()
    except ValueError:
        said = answer.text
    return words_of(said, hide) or str(answer.reason or "")


def words_of(said: Any, hide: Callable[[str], str]) -> str:
    """Return the sentences of an answer about an error: short, and without any secret."""
    words = " ".join(_texts(said)).split()
    return hide(" ".join(words)).rstrip(".")[:_SHOWN]


def other_server(answer: requests.Response, origin: str) -> str:
    """Return the server that a redirection leads to, ``""`` if it stays on this one."""
    there = urlsplit(urljoin(answer.url, answer.headers.get("Location", "")))
    here = urlsplit(origin)
    if (there.scheme, there.netloc.lower()) == (here.scheme, here.netloc.lower()):
        return ""
    return f"{there.scheme}://{there.netloc.rpartition('@')[2]}"


def is_page(answer: requests.Response) -> bool:
    """Tell whether an answer is a web page."""
    kind = answer.headers.get("Content-Type", "").lower()
    if kind.startswith(_FILES):
        return False  # It may be long: it is not read for this.
    return "html" in kind or answer.content[:200].lstrip().lower().startswith(
        (b"<!doctype html", b"<html")
    )


def _texts(said: Any) -> Iterator[str]:
    """Yield the sentences of an answer about an error."""
    if isinstance(said, dict):
        for key, value in said.items():
            if key not in ("code", "stack", "type"):
                yield from _texts(value)
    elif isinstance(said, list):
        for value in said:
            yield from _texts(value)
    elif said is not None and not isinstance(said, bool):
        yield str(said)


def asked_to_wait(answer: requests.Response, pause: float) -> float:
    """Return the seconds of ``Retry-After``, a number or a date; `pause` if there is none."""
    text = answer.headers.get("Retry-After", "").strip()
    if text.isdigit():
        return max(float(text), pause)
    try:
        until = parsedate_to_datetime(text)
        now = parsedate_to_datetime(answer.headers["Date"])
        return max((until - now).total_seconds(), pause)
    except (KeyError, TypeError, ValueError):
        return pause


def reason_of(problem: requests.RequestException) -> tuple[str, dict[str, Value]]:
    """Return the code that says why there was no answer, and what it mentions."""
    causes = list(_causes(problem))
    for cause in causes:
        if isinstance(cause, ssl.SSLCertVerificationError):
            return "server.certificate", {"reason": cause.verify_message or cause.reason or "?"}
    if isinstance(problem, requests.exceptions.ProxyError):
        return "server.proxy", {}
    names = {type(cause).__name__ for cause in causes}
    if isinstance(problem, requests.exceptions.SSLError) and not names & {"SSLEOFError"}:
        return "server.tls", {}
    if names & {"NameResolutionError", "gaierror"}:
        return "server.unknown_host", {}
    if names & {"NewConnectionError", "ConnectTimeoutError", "ConnectTimeout", "ReadTimeoutError"}:
        return "server.unreachable", {}
    return "server.cut", {}


def never_sent(problem: requests.RequestException) -> bool:
    """Tell whether the question cannot have reached the server."""
    names = {type(cause).__name__ for cause in _causes(problem)}
    return bool(names & {"NewConnectionError", "NameResolutionError", "ConnectTimeoutError"})


def _causes(problem: BaseException) -> Iterator[BaseException]:
    """Yield an exception and what it came from, however it is packed."""
    waiting: list[object] = [problem]
    seen: set[int] = set()
    while waiting:
        each = waiting.pop()
        if not isinstance(each, BaseException) or id(each) in seen:
            continue
        seen.add(id(each))
        yield each
        waiting += [each.__cause__, each.__context__, getattr(each, "reason", None), *each.args]
