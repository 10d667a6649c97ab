"""Where a form lies: the address that a browser shows, understood."""

from __future__ import annotations

import ipaddress
import re
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from probono_kit.errors import ProbonoError
from probono_kit.findings import Findings, finding

KOBO = "kobo"
CENTRAL = "central"

#: Page of a form, its data or its settings, and the same through the API.
_KOBO_FORM = re.compile(r"(?:^|/)(?:forms|assets)/(?P<form>a[A-Za-z0-9]{15,})(?:[/.]|$)")
_KOBO_HOME = re.compile(r"^/?(?:|forms/?|library.*|projects/home.*|accounts/.*)$")
_CENTRAL_PROJECT = re.compile(r"(?:^|/)projects/(?P<project>\d+)(?:/(?P<rest>.*))?$")
_CENTRAL_FORM = re.compile(r"^forms/(?P<form>[^/?]+?)(?:\.svc)?(?:/|$)")
#: The token of an app user stands in its address: it may only send submissions in.
_KEY_IN_PATH = re.compile(r"/(?:key|test)/[^/]{8,}")


@dataclass(frozen=True, slots=True)
class Source:
    """A form on a server, or the place on it where a new form goes.

    Parameters
    ----------
    kind : str
        ``"kobo"`` (KoboToolbox) or ``"central"`` (ODK Central).
    origin : str
        Scheme, name and port of the server: ``https://kf.kobotoolbox.org``.
    form : str
        Identifier of the form on the server; ``""`` for a form that is new there.
    project : str
        Number of the project (Central).

    Examples
    --------
    >>> read_source("https://kf.kobotoolbox.org/#/forms/aBcDeFgHiJkLmNoPqRsTuV/data/table").form
    'aBcDeFgHiJkLmNoPqRsTuV'
    """

    kind: str
    origin: str
    form: str = ""
    project: str = ""

    def __str__(self) -> str:
        """Return the address of the form without anything secret."""
        if self.kind == KOBO:
            return f"{self.origin}/#/forms/{self.form}" if self.form else self.origin
        form = f"/forms/{self.form}" if self.form else ""
        return f"{self.origin}/projects/{self.project}{form}"


def read_source(address: str | Source) -> Source:
    """Understand the address of a form, as copied from the browser or from the API.

    Parameters
    ----------
    address : str or Source
        Such as ``https://kf.kobotoolbox.org/#/forms/UID/summary`` or
        ``https://central.example.org/projects/3/forms/water``. Without the form, the place where
        a new one goes: the address of the server (KoboToolbox) or of the project (Central).

    Returns
    -------
    Source
        Server and form; nothing is asked over the network.

    Raises
    ------
    ProbonoError
        ``server.address``, ``server.not_https``, ``server.secret_in_address``.

    Examples
    --------
    >>> str(read_source("https://odk.example.org/#/projects/3/forms/water%20points/submissions"))
    'https://odk.example.org/projects/3/forms/water points'
    >>> read_source("http://odk.example.org/projects/3/forms/water")
    Traceback (most recent call last):
    ...
    probono_kit.errors.ProbonoError: ERROR odk.example.org: This address does not begin with...
    """
    if isinstance(address, Source):
        return address
    text = address.strip()
    text = text if "://" in text else f"https://{text}"
    try:
        parts = urlsplit(text)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        raise _wrong("server.address") from None
    if parts.username is not None or parts.password is not None or _KEY_IN_PATH.search(text):
        raise _wrong("server.secret_in_address", host)
    if not host or parts.scheme not in ("http", "https"):
        raise _wrong("server.address", host)
    if parts.scheme == "http" and not _is_this_machine(host):
        raise _wrong("server.not_https", host)
    shown = f"[{host}]" if ":" in host else host
    origin = f"{parts.scheme}://{shown}" + (f":{port}" if port else "")
    # What follows ? never names the form, and may hold a secret: it is not looked at.
    return _place(origin, host, parts.path, parts.fragment.partition("?")[0])


def _place(origin: str, host: str, path: str, fragment: str) -> Source:
    route = fragment if fragment.strip("/") else path
    if found := _KOBO_FORM.search(route):
        return Source(KOBO, origin, found["form"])
    if project := _CENTRAL_PROJECT.search(route.rstrip("/")):
        form = _CENTRAL_FORM.match(project["rest"] or "")
        return Source(CENTRAL, origin, unquote(form["form"]) if form else "", project["project"])
    if "kobo" in host and _KOBO_HOME.match(route.lstrip("/")):
        return Source(KOBO, origin)
    raise _wrong("server.address", host)


def _is_this_machine(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _wrong(code: str, where: str = "") -> ProbonoError:
    return ProbonoError(Findings([finding(code, where)]))
