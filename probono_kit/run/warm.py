"""The warm process: it has imported everything once, and forks a kernel when asked.

Importing pandas, geopandas, matplotlib and folium takes longer than drawing a map. This process
does it once per batch. Each kernel is a fork of it, so that runs share nothing but what was
imported. It talks with :mod:`probono_kit.run.engine` over a socket, one JSON object per packet,
and ends with its kernels when that socket closes.
"""

from __future__ import annotations

import ctypes
import gc
import importlib
import json
import os
import selectors
import shutil
import signal
import socket
import sys
from collections.abc import Iterable
from contextlib import suppress
from typing import Any

from probono_kit.i18n import translations

_PR_SET_PDEATHSIG = 1


def import_all(modules: Iterable[str]) -> None:
    """Import modules, and freeze them so that forks share their memory.

    Parameters
    ----------
    modules : iterable of str
        Names; one that is not there is left to the notebook that needs it.
    """
    for name in modules:
        with suppress(ImportError):
            importlib.import_module(name)
    gc.collect()
    gc.freeze()


def main(descriptor: int, folder: str, modules: Iterable[str], languages: Iterable[str]) -> None:
    """Serve requests on the socket `descriptor`; in a fork, become a kernel.

    The temporary `folder` of the batch is deleted at the end: who started the batch may have been
    killed, and cannot do it any more.
    """
    channel = socket.socket(fileno=descriptor)
    for language in languages:
        translations(language)
    import_all(modules)
    request = _serve(channel)
    if request is None:
        shutil.rmtree(folder, ignore_errors=True)
        return
    channel.close()
    from probono_kit.run import kernel

    kernel.serve(request["connection_file"])


def _serve(channel: socket.socket) -> dict[str, Any] | None:
    """Fork for each request; return it in the fork, ``None`` in the warm process at the end."""
    woken, wake = socket.socketpair()
    for end in (woken, wake):
        end.setblocking(False)
    signal.set_wakeup_fd(wake.fileno(), warn_on_full_buffer=False)
    signal.signal(signal.SIGCHLD, lambda *_: None)
    children: set[int] = set()
    with selectors.DefaultSelector() as selector:
        selector.register(channel, selectors.EVENT_READ)
        selector.register(woken, selectors.EVENT_READ)
        while True:
            ready = {key.fileobj for key, _ in selector.select()}
            if woken in ready:
                with suppress(BlockingIOError):
                    woken.recv(4096)
            if channel in ready:
                packet = channel.recv(65536)
                if not packet:
                    _end(children)
                    return None
                request: dict[str, Any] = json.loads(packet)
                pid = os.fork()
                if pid == 0:
                    break
                children.add(pid)
                _send(channel, {"id": request["id"], "pid": pid})
            _reap(children, channel)
    woken.close()
    wake.close()
    _become_child(request)
    return request


def _become_child(request: dict[str, Any]) -> None:
    signal.set_wakeup_fd(-1)
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    os.setsid()
    # Whatever ends the warm process ends its kernels too.
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    os.chdir(request["cwd"])


def _reap(children: set[int], channel: socket.socket) -> None:
    for pid in sorted(children):
        done, status = os.waitpid(pid, os.WNOHANG)
        if done:
            children.discard(pid)
            with suppress(ProcessLookupError, PermissionError):
                os.killpg(pid, signal.SIGKILL)
            _send(channel, {"pid": pid, "exit": os.waitstatus_to_exitcode(status)})


def _end(children: set[int]) -> None:
    for pid in children:
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(pid, signal.SIGKILL)
    for pid in children:
        with suppress(ChildProcessError):
            os.waitpid(pid, 0)


def _send(channel: socket.socket, message: dict[str, Any]) -> None:
    with suppress(BrokenPipeError, ConnectionResetError):
        channel.send(json.dumps(message).encode())


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2], *(words.split(",") for words in sys.argv[3:5]))
