"""Kernels for a batch: forked from a warm process on Linux, ordinary ones elsewhere."""

from __future__ import annotations

import asyncio
import os
import shutil
import sys
import tempfile
from collections.abc import Iterable
from importlib.metadata import EntryPoint
from itertools import count
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import zmq.asyncio
from jupyter_client.kernelspec import KernelSpec
from jupyter_client.manager import AsyncKernelManager
from jupyter_client.provisioning.factory import KernelProvisionerFactory

import probono_kit
from probono_kit.findings import Findings
from probono_kit.run.forked import WarmProcess

#: What notebooks import: the warm process has done it before the first kernel is forked.
MODULES = (
    "ipykernel.kernelapp",
    "ipykernel.ipkernel",
    "ipykernel.debugger",
    "geopandas",
    "matplotlib.pyplot",
    "matplotlib_inline.backend_inline",
    "probono_kit.engagement.steps",
    "probono_kit.tables",
    "probono_kit.places",
    "probono_kit.maps",
    "probono_kit.maps.web",
    "probono_kit.run.save",
)

_PROVISIONER = "probono-fork"
#: Unix sockets take paths of at most 107 bytes; jupyter_client adds a number to ours.
_SOCKET_PATH = 95


class RunKernelManager(AsyncKernelManager):
    """A kernel manager that knows the engine its kernel comes from."""

    engine: Engine

    @property
    def returncode(self) -> int | None:
        """How the kernel's process ended; ``None`` if it runs or nothing is known."""
        process = getattr(self.provisioner, "process", None)
        return None if process is None else process.poll()

    def listens(self) -> bool:
        """Say whether the kernel has opened its sockets, as far as that can be seen."""
        if self.transport != "ipc":
            return True
        ports = (self.shell_port, self.iopub_port)
        return all(port and Path(f"{self.ip}-{port}").exists() for port in ports)

    async def end(self) -> None:
        """End the kernel's process and whatever it started, and remove its files."""
        provisioner = self.provisioner
        if provisioner is not None and provisioner.has_process:
            await provisioner.kill()
            await provisioner.wait()
        await self._async_cleanup_resources()


class Engine:
    """Starts kernels for the runs of one batch; use it with ``async with``.

    On Linux a warm process that has imported what notebooks import is started at once, in the
    background, and forks one kernel per run: nothing is shared between runs but what was
    imported. Elsewhere, or when the warm process fails, kernels are started in the ordinary way.

    Parameters
    ----------
    warm : bool, optional
        Whether to use a warm process; by default on Linux.
    languages : iterable of str
        Languages of the runs: their texts are read once.

    Attributes
    ----------
    findings : Findings
        Why kernels were started in the slow way, if they were.
    """

    def __init__(self, warm: bool | None = None, languages: Iterable[str] = ("en",)) -> None:
        self.findings = Findings()
        self.warm: WarmProcess | None = None
        self._ended: list[WarmProcess] = []
        self._folder = Path(tempfile.mkdtemp(prefix="probono-"))
        self._environment = _kernel_environment(self._folder)
        self._context = zmq.asyncio.Context()
        self._numbers = count()
        if warm if warm is not None else sys.platform == "linux":
            try:
                self.warm = WarmProcess(self._environment, MODULES, languages, self._folder)
            except OSError as problem:
                self.give_up_warm(str(problem))
        elif warm is None:
            self.findings.add("run.ordinary_kernels")

    def give_up_warm(self, reason: str) -> None:
        """Start ordinary kernels from now on, and say why."""
        if self.warm is not None:
            self._ended.append(self.warm)
            self.warm = None
        self.findings.add("run.warm_process_failed", reason=reason)

    async def start(self, cwd: Path) -> RunKernelManager:
        """Start a kernel.

        Parameters
        ----------
        cwd : pathlib.Path
            Its working folder.

        Returns
        -------
        RunKernelManager
            Of the running kernel; whoever asked for it shuts it down.
        """
        number = next(self._numbers)
        manager = RunKernelManager(context=self._context)
        manager.engine = self
        manager._kernel_spec = _kernel_spec()
        manager.connection_file = str(self._folder / f"kernel-{number}.json")
        socket_path = str(self._folder / f"kernel-{number}")
        if os.name == "posix" and len(socket_path.encode()) <= _SOCKET_PATH:
            manager.transport = "ipc"
            manager.ip = socket_path
        _register()
        await manager.start_kernel(cwd=str(cwd), env=self._environment)
        return manager

    async def close(self) -> None:
        """End the warm process and whatever kernel is left, and clean up."""
        started = [*self._ended, self.warm]
        self._ended, self.warm = [], None
        try:
            for warm in filter(None, started):
                await warm.close()
        finally:
            self._context.destroy(linger=0)
            await asyncio.to_thread(shutil.rmtree, self._folder, ignore_errors=True)

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        problem: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self.close()


def _kernel_spec() -> KernelSpec:
    """Return a kernel of this very Python: a kernel spec of the user may name another."""
    return KernelSpec(
        argv=[sys.executable, "-P", "-m", "probono_kit.run.kernel", "{connection_file}"],
        display_name="probono",
        language="python",
        metadata={"kernel_provisioner": {"provisioner_name": _PROVISIONER}},
    )


def _register() -> None:
    """Make the provisioner known without relying on how the package was installed."""
    factory = KernelProvisionerFactory.instance()
    factory.provisioners[_PROVISIONER] = EntryPoint(
        _PROVISIONER, "probono_kit.run.forked:ForkProvisioner", factory.GROUP_NAME
    )


def _kernel_environment(folder: Path) -> dict[str, str]:
    """Return the environment of all kernels: that of the command, less what varies by user."""
    root = str(Path(probono_kit.__file__).parents[1])
    known = os.environ.get("PYTHONPATH", "")
    environment: dict[str, Any] = {
        **os.environ,
        # The same code as this process, installed or not.
        "PYTHONPATH": os.pathsep.join(filter(None, [root, known])),
        "PYTHONHASHSEED": "0",
        "MPLBACKEND": "module://matplotlib_inline.backend_inline",
        # Not the user's: start-up files there would change what a notebook does.
        "IPYTHONDIR": str(folder / "ipython"),
        # Two runs at a time use both cores; and a forked process has no threads to lose.
        "OPENBLAS_NUM_THREADS": "1",
        "OMP_NUM_THREADS": "1",
        # The debugger, which no run uses, complains about being imported.
        "PYDEVD_DISABLE_FILE_VALIDATION": "1",
    }
    return environment
