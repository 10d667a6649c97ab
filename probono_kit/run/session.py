"""A kernel and the cells it executes: what came of each, also when the kernel dies."""

from __future__ import annotations

import asyncio
import logging
import signal
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from queue import Empty
from typing import NamedTuple

from jupyter_client.asynchronous.client import AsyncKernelClient

from probono_kit.run.engine import Engine, RunKernelManager
from probono_kit.run.injection import cell_number
from probono_kit.run.notebook_format import NotebookNode, error_output

_START_SECONDS = 90.0
_POLL_SECONDS = 0.01
_OPTIONS = {
    # Times and random identifiers would make every executed notebook different.
    "record_timing": False,
    "store_widget_state": False,
    "coalesce_streams": True,
    "raise_on_iopub_timeout": True,
}

# What nbclient logs is said in findings.
_LOG = logging.getLogger(__name__)
_LOG.addHandler(logging.NullHandler())
_LOG.propagate = False


class Stop(NamedTuple):
    """Why a notebook did not get to its end.

    Parameters
    ----------
    cell : int
        Its position in the notebook.
    kind : {"error", "timeout", "dead"}
        The cell raised an exception; it took too long; the kernel ended.
    name, text : str
        Name and message of the exception; for a dead kernel, how it ended.
    """

    cell: int
    kind: str
    name: str
    text: str


async def run_cells(
    engine: Engine,
    notebook: NotebookNode,
    cwd: Path,
    timeout: float,
    after_cell: Callable[[int], None],
) -> Stop | None:
    """Execute the cells of a notebook in a kernel of its own.

    Parameters
    ----------
    engine : Engine
        Gives the kernel.
    notebook : nbformat.NotebookNode
        Its cells receive their outputs.
    cwd : pathlib.Path
        The kernel's working folder.
    timeout : float
        Seconds that one cell may take.
    after_cell : callable
        Called with the number of cells that have been done.

    Returns
    -------
    Stop or None
        ``None`` if all cells were executed.
    """
    # After notebook_format, which keeps this import short.
    from nbclient import NotebookClient
    from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError

    manager = await engine.start(cwd)
    channels = manager.client()
    index = 0
    try:
        if not await _answers(manager, channels):
            return _noted(notebook, Stop(_first_code(notebook), "dead", "", _end_of(manager)))
        client = NotebookClient(notebook, km=manager, log=_LOG, timeout=timeout, **_OPTIONS)
        client.kc = channels
        for index, cell in enumerate(notebook.cells):
            await client.async_execute_cell(cell, index)
            after_cell(index + 1)
    except CellExecutionError as problem:
        return Stop(index, "error", problem.ename, problem.evalue)
    except CellTimeoutError:
        return _noted(notebook, Stop(index, "timeout", "", f"{timeout:g} s"))
    except DeadKernelError:
        task = asyncio.current_task()
        if task is not None and task.cancelling():
            # nbclient takes our own cancellation for the kernel's death.
            raise asyncio.CancelledError from None
        return _noted(notebook, Stop(index, "dead", "", _end_of(manager)))
    finally:
        await asyncio.shield(_shut_down(manager, channels))
    return None


async def _answers(manager: RunKernelManager, channels: AsyncKernelClient) -> bool:
    """Wait until the kernel answers on the channels that are used; ``False`` if it died.

    jupyter_client's own way asks again and again, and waits at the end: half a second per kernel.
    """
    deadline = time.monotonic() + _START_SECONDS
    while not manager.listens():
        if not await manager.is_alive() or time.monotonic() > deadline:
            return False
        await asyncio.sleep(_POLL_SECONDS)
    channels.start_channels(stdin=False, hb=False, control=False)
    channels.allow_stdin = False
    while time.monotonic() < deadline and await manager.is_alive():
        asked = channels.kernel_info()
        with suppress(Empty):
            await channels.get_shell_msg(timeout=1)
            while True:
                said = await channels.get_iopub_msg(timeout=0.2)
                idle = said["content"].get("execution_state") == "idle"
                if idle and said["parent_header"].get("msg_id") == asked:
                    return True
    return False


def _first_code(notebook: NotebookNode) -> int:
    kinds = [cell.cell_type for cell in notebook.cells]
    return kinds.index("code") if "code" in kinds else 0


def _noted(notebook: NotebookNode, stop: Stop) -> Stop:
    """Put an error into the cell that ended without one."""
    cell = notebook.cells[stop.cell]
    if cell.cell_type == "code":
        name = "KernelDied" if stop.kind == "dead" else "CellTimeout"
        cell.outputs.append(error_output(name, stop.text))
        # Whether its number still arrived is a matter of luck.
        cell.execution_count = cell_number(notebook, stop.cell)
    return stop


def _end_of(manager: RunKernelManager) -> str:
    """Return how the kernel ended, as far as is known: the name of a signal or a number."""
    code = manager.returncode
    if code is None:
        return "?"
    if code < 0:
        return signal.Signals(-code).name
    return str(code)


async def _shut_down(manager: RunKernelManager, channels: AsyncKernelClient) -> None:
    """End the kernel. It is not asked: what it had to say was received with its last cell."""
    channels.stop_channels()
    await manager.end()
