"""Refuse every connection that would leave this machine, in tests and in all they start.

Python imports a module of this name by itself: ``tests/conftest.py`` puts its folder on
``PYTHONPATH``, so that kernels and commands started by a test are held to the same.
"""

from __future__ import annotations

import ipaddress
import socket
from typing import Any

LOCAL_NAMES = {"", "localhost", "localhost.localdomain", "ip6-localhost", "ip6-loopback"}


class NoNetworkError(OSError):
    """A test, or something it started, tried to reach another machine."""

    def __init__(self, host: object) -> None:
        super().__init__(f"tests run without network, but something tried to reach {host!r}")


def is_local(host: object) -> bool:
    """Tell whether `host` names this machine."""
    text = host.decode("ascii", "replace") if isinstance(host, bytes) else str(host or "")
    if text.lower() in LOCAL_NAMES or text == socket.gethostname():
        return True
    try:
        address = ipaddress.ip_address(text.partition("%")[0])
    except ValueError:
        return False
    return address.is_loopback or address.is_unspecified


def _guard_address(self: socket.socket, address: Any) -> None:
    internet = self.family in (socket.AF_INET, socket.AF_INET6)
    if internet and not is_local(address[0]):
        raise NoNetworkError(address[0])


class _OfflineSocket(socket.socket):
    """The standard socket, without a way out."""

    def connect(self, address: Any) -> None:
        _guard_address(self, address)
        super().connect(address)

    def connect_ex(self, address: Any) -> int:
        _guard_address(self, address)
        return super().connect_ex(address)

    def sendto(self, data: Any, *arguments: Any) -> int:
        _guard_address(self, arguments[-1])
        return super().sendto(data, *arguments)


_getaddrinfo = socket.getaddrinfo


def _offline_getaddrinfo(host: Any, *arguments: Any, **options: Any) -> Any:
    if not is_local(host):
        raise NoNetworkError(host)
    return _getaddrinfo(host, *arguments, **options)


def block_network() -> None:
    """Refuse connections from now on, in this process."""
    socket.socket = _OfflineSocket  # type: ignore[misc]
    socket.getaddrinfo = _offline_getaddrinfo


block_network()
