"""Secrets of servers: from the environment or the system's keyring, and never written down."""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import dataclass
from typing import NoReturn
from urllib.parse import quote, urlsplit

import keyring
from keyring.errors import KeyringError, PasswordDeleteError

from probono_kit.errors import ProbonoError
from probono_kit.findings import Findings, finding
from probono_kit.forms.servers.source import KOBO, Source, read_source

#: Where secrets lie in the keyring.
SERVICE = "probono-kit"
#: Environment variables, which go before the keyring; the last two say whose the secret is.
KOBO_TOKEN = "PROBONO_KOBO_TOKEN"
CENTRAL_TOKEN = "PROBONO_CENTRAL_TOKEN"
CENTRAL_USER = "PROBONO_CENTRAL_USER"
CENTRAL_PASSWORD = "PROBONO_CENTRAL_PASSWORD"
KOBO_SERVER = "PROBONO_KOBO_SERVER"
CENTRAL_SERVER = "PROBONO_CENTRAL_SERVER"
#: The public servers of KoboToolbox, run by those who made the token.
PUBLIC = ("kf.kobotoolbox.org", "eu.kobotoolbox.org")


class Secret:
    """A text that no message, log, traceback or file may hold.

    Parameters
    ----------
    value : str
        The token or password.

    Examples
    --------
    >>> secret = Secret("0a1b2c")
    >>> secret, f"{secret}", secret.hide("token 0a1b2c is wrong")
    (•••, '•••', 'token ••• is wrong')
    """

    __slots__ = ("_value",)

    def __init__(self, value: str) -> None:
        self._value = value

    def reveal(self) -> str:
        """Return the text, to be sent to its server and nowhere else."""
        return self._value

    def hide(self, text: str) -> str:
        """Return `text` without the secret."""
        for written in {self._value, quote(self._value), quote(self._value, safe="")} - {""}:
            text = text.replace(written, repr(self))
        return text

    def __repr__(self) -> str:
        """Show that there is something."""
        return "•••"

    def __reduce__(self) -> NoReturn:
        """Refuse to be written into a file."""
        raise TypeError("a secret is not written down")


@dataclass(frozen=True, slots=True)
class Credentials:
    """How to sign in.

    Parameters
    ----------
    secret : Secret
        A token, or the password of `user`.
    user : str
        E-mail address of the account (Central); ``""`` with a token.
    """

    secret: Secret
    user: str = ""


def credentials_of(source: Source) -> Credentials:
    """Return what signs in at a server: from the environment, else from the keyring.

    Parameters
    ----------
    source : Source
        Its server decides which.

    Returns
    -------
    Credentials
        A token, or user and password.

    Raises
    ------
    ProbonoError
        ``server.no_token`` if there is none, ``server.token_elsewhere`` or
        ``server.token_of_no_server`` if that of the environment is not for this server,
        ``server.token_odd`` if it cannot be one.
    """
    given = _from_environment(source)
    found = given if given is not None and _is_for(source) else _from_keyring(source)
    if found is None and given is not None:
        raise _other_server(source)
    if found is None:
        variable = KOBO_TOKEN if source.kind == KOBO else CENTRAL_PASSWORD
        raise _problem("server.no_token", source, variable=variable, address=str(source))
    if not _is_sound(found):
        raise _problem("server.token_odd", source)
    return found


def store_secret(address: str | Source, secret: str, user: str = "") -> Source:
    """Put a token or password into the system's keyring.

    Parameters
    ----------
    address : str or Source
        A form on the server; the secret serves for all its forms.
    secret : str
        Token of the account (KoboToolbox), password of `user` (Central).
    user : str
        E-mail address of the account (Central).

    Returns
    -------
    Source
        The server that it is for.

    Raises
    ------
    ProbonoError
        ``server.token_odd``, ``server.user_missing``, ``server.no_keyring``.

    Examples
    --------
    >>> store_secret("https://odk.example.org/projects/3/forms/water", "correct horse")
    Traceback (most recent call last):
    ...
    probono_kit.errors.ProbonoError: ERROR https://odk.example.org: ODK Central wants the e-mail...
    """
    source = read_source(address)
    check_user(source, user)
    given = Credentials(Secret(secret.strip() if source.kind == KOBO else secret), user.strip())
    if not given.secret.reveal() or not _is_sound(given):
        raise _problem("server.token_odd", source)
    try:
        keyring.set_password(SERVICE, source.origin, f"{given.user}\n{given.secret.reveal()}")
    except (KeyringError, RuntimeError, OSError):
        raise _problem("server.no_keyring", source, variable=KOBO_TOKEN) from None
    return source


def check_user(source: Source, user: str) -> None:
    """Refuse a password of ODK Central without its account.

    Parameters
    ----------
    source : Source
        The server.
    user : str
        E-mail address of the account.

    Raises
    ------
    ProbonoError
        ``server.user_missing``.

    Examples
    --------
    >>> check_user(Source("kobo", "https://kf.kobotoolbox.org"), "")
    """
    if source.kind != KOBO and not user.strip():
        raise _problem("server.user_missing", source)


def forget_secret(address: str | Source) -> bool:
    """Take the secret of a server out of the keyring; tell whether there was one.

    Parameters
    ----------
    address : str or Source
        A form on the server.

    Returns
    -------
    bool
        ``False`` if there was none.

    Raises
    ------
    ProbonoError
        ``server.no_keyring``.

    Examples
    --------
    >>> forget_secret("https://example.org/survey")
    Traceback (most recent call last):
    ...
    probono_kit.errors.ProbonoError: ERROR example.org: This is not the address of a form...
    """
    source = read_source(address)
    try:
        keyring.delete_password(SERVICE, source.origin)
    except PasswordDeleteError:
        return False
    except (KeyringError, RuntimeError, OSError):
        raise _problem("server.no_keyring", source, variable=KOBO_TOKEN) from None
    return True


def hide(text: str, secrets: Iterable[Secret]) -> str:
    """Return `text` without any of `secrets`."""
    for secret in secrets:
        text = secret.hide(text)
    return text


def _from_environment(source: Source) -> Credentials | None:
    if source.kind == KOBO:
        token = os.environ.get(KOBO_TOKEN, "").strip()
        return Credentials(Secret(token)) if token else None
    user = os.environ.get(CENTRAL_USER, "").strip()
    password = os.environ.get(CENTRAL_PASSWORD, "")
    if user and password:
        return Credentials(Secret(password), user)
    token = os.environ.get(CENTRAL_TOKEN, "").strip()
    return Credentials(Secret(token)) if token else None


def _is_for(source: Source) -> bool:
    """Tell whether the secret of the environment is for a server: it goes to no other.

    Whoever can make somebody fetch from an address would else be sent the token.
    """
    named = _server_named(source)
    here = source.origin.partition("://")[2]
    return here in PUBLIC if source.kind == KOBO and not named else here == named


def _server_named(source: Source) -> str:
    """Return name and port of the server that the environment names; ``""`` for none."""
    text = os.environ.get(_server_variable(source), "").strip()
    if not text:
        return ""
    parts = urlsplit(text if "://" in text else f"https://{text}")
    return parts.netloc.rpartition("@")[2].lower()


def _server_variable(source: Source) -> str:
    return KOBO_SERVER if source.kind == KOBO else CENTRAL_SERVER


def _other_server(source: Source) -> ProbonoError:
    variable, named = _server_variable(source), _server_named(source)
    if named:
        return _problem("server.token_elsewhere", source, variable=variable, server=named)
    return _problem("server.token_of_no_server", source, variable=variable, server=source.origin)


def _from_keyring(source: Source) -> Credentials | None:
    try:
        stored = keyring.get_password(SERVICE, source.origin)
    except (KeyringError, RuntimeError, OSError):
        # Without a keyring there is simply no secret in it; what to do is said then.
        return None
    if not stored:
        return None
    user, _, secret = stored.partition("\n")
    return Credentials(Secret(secret), user)


def _is_sound(given: Credentials) -> bool:
    """Tell whether a token can stand in a header: copied with a line break it cannot."""
    text = given.secret.reveal()
    return text.isprintable() and (bool(given.user) or (text.isascii() and " " not in text))


def _problem(code: str, source: Source, **values: str) -> ProbonoError:
    return ProbonoError(Findings([finding(code, source.origin, **values)]))
