"""Our side of the warm process: kernels that are forked instead of started."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterable, Mapping
from contextlib import suppress
from itertools import count
from pathlib import Path
from typing import Any

from jupyter_client.connect import KernelConnectionInfo
from jupyter_client.provisioning.local_provisioner import LocalProvisioner

#: As long as importing everything may take on a slow disk.
_FORK_SECONDS = 90.0
_END_SECONDS = 5.0
_PACKET = 65536


class WarmProcessError(Exception):
    """The warm process cannot give a kernel; the text says why."""


class ForkedKernel:
    """A kernel forked from the warm process, with the face of :class:`subprocess.Popen`.

    Parameters
    ----------
    pid : int
        Process, and leader of its own process group.
    """

    stdin = stdout = stderr = None

    def __init__(self, pid: int) -> None:
        self.pid = pid
        self.returncode: int | None = None
        self.ended = asyncio.Event()

    def end(self, returncode: int) -> None:
        """Note how it ended."""
        self.returncode = returncode
        self.ended.set()

    def poll(self) -> int | None:
        """Return how it ended, ``None`` while it runs."""
        return self.returncode

    def send_signal(self, number: int) -> None:
        """Send a signal to it and to what it started."""
        if self.returncode is None:
            with suppress(ProcessLookupError):
                os.killpg(self.pid, number)

    def kill(self) -> None:
        """End it at once."""
        self.send_signal(signal.SIGKILL)

    def terminate(self) -> None:
        """Ask it to end."""
        self.send_signal(signal.SIGTERM)


class WarmProcess:
    """Starts :mod:`probono_kit.run.warm` and asks it for kernels.

    Parameters
    ----------
    environment : mapping
        Environment of the kernels.
    modules : iterable of str
        What the process imports before it forks the first kernel.
    folder : pathlib.Path
        Temporary folder of the batch; the process deletes it at its end.
    """

    def __init__(
        self,
        environment: Mapping[str, str],
        modules: Iterable[str],
        languages: Iterable[str],
        folder: Path,
    ) -> None:
        self._log = folder / "warm.log"
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        ours.setblocking(False)
        self._channel = ours
        with theirs, self._log.open("wb") as file:
            self._process = subprocess.Popen(
                [
                    *(sys.executable, "-P", "-m", "probono_kit.run.warm"),
                    *(str(theirs.fileno()), str(folder)),
                    *(",".join(modules), ",".join(languages)),
                ],
                env=dict(environment),
                pass_fds=[theirs.fileno()],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=file,
                start_new_session=True,
            )
        self._numbers = count()
        self._asked: dict[int, asyncio.Future[ForkedKernel]] = {}
        self._kernels: dict[int, ForkedKernel] = {}
        self._reader: asyncio.Task[None] | None = None

    async def fork(self, connection_file: str, cwd: str) -> ForkedKernel:
        """Return a new kernel.

        Parameters
        ----------
        connection_file : str
            Path of the file that says on which sockets it shall listen.
        cwd : str
            Its working folder.

        Returns
        -------
        ForkedKernel
            Running, though not yet listening.

        Raises
        ------
        WarmProcessError
            If the process ended or does not answer.
        """
        loop = asyncio.get_running_loop()
        if self._reader is None:
            self._reader = loop.create_task(self._read())
        number = next(self._numbers)
        answer: asyncio.Future[ForkedKernel] = loop.create_future()
        self._asked[number] = answer
        request = {"id": number, "connection_file": connection_file, "cwd": cwd}
        try:
            await loop.sock_sendall(self._channel, json.dumps(request).encode())
            if self._reader.done():
                raise WarmProcessError(self._reason())
            return await asyncio.wait_for(answer, _FORK_SECONDS)
        except (OSError, TimeoutError) as problem:
            raise WarmProcessError(self._reason()) from problem
        finally:
            self._asked.pop(number, None)

    async def _read(self) -> None:
        """Take in answers until the process ends."""
        loop = asyncio.get_running_loop()
        while True:
            try:
                packet = await loop.sock_recv(self._channel, _PACKET)
            except OSError:
                break
            if not packet:
                break
            self._take(json.loads(packet))
        for kernel in self._kernels.values():
            if kernel.returncode is None:
                kernel.end(-signal.SIGKILL)
        for answer in self._asked.values():
            if not answer.done():
                answer.set_exception(WarmProcessError(self._reason()))

    def _take(self, message: dict[str, Any]) -> None:
        if "exit" in message:
            self._kernels[message["pid"]].end(message["exit"])
            return
        kernel = ForkedKernel(message["pid"])
        self._kernels[kernel.pid] = kernel
        answer = self._asked.get(message["id"])
        if answer is None or answer.done():
            kernel.kill()
        else:
            answer.set_result(kernel)

    def _reason(self) -> str:
        with suppress(OSError):
            lines = self._log.read_text(encoding="utf-8", errors="replace").strip().splitlines()
            if lines:
                return lines[-1]
        return "it ended or does not answer"

    async def close(self) -> None:
        """End the process and all its kernels."""
        if self._reader is not None:
            self._reader.cancel()
            with suppress(asyncio.CancelledError):
                await self._reader
        self._channel.close()
        try:
            await asyncio.to_thread(self._process.wait, _END_SECONDS)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()


class ForkProvisioner(LocalProvisioner):
    """Gives :mod:`jupyter_client` forked kernels; ordinary ones once the warm process is gone.

    Its kernel manager has an attribute ``engine`` (:class:`probono_kit.run.engine.Engine`).
    """

    # Popen's face is all that jupyter_client needs of it.
    process: Any = None

    async def launch_kernel(self, cmd: list[str], **kwargs: Any) -> KernelConnectionInfo:
        """Fork a kernel; start one with `cmd` if that is not possible."""
        manager: Any = self.parent
        cwd = os.fspath(kwargs.get("cwd") or Path.cwd())
        warm: WarmProcess | None = manager.engine.warm
        if warm is not None:
            try:
                self.process = await warm.fork(manager.connection_file, cwd)
            except WarmProcessError as problem:
                manager.engine.give_up_warm(str(problem))
            else:
                self.pid = self.pgid = self.process.pid
                self.cwd = cwd
                return self.connection_info
        return await super().launch_kernel(cmd, **kwargs)

    async def wait(self) -> int | None:
        """Wait until the kernel ended; for a forked one without asking again and again."""
        process = self.process
        if isinstance(process, ForkedKernel):
            await process.ended.wait()
            self.process = None
            return process.returncode
        return await super().wait()
