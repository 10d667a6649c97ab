"""How far a batch is: a bar on a terminal, a line per task in a log."""

from __future__ import annotations

import sys
from types import TracebackType
from typing import TYPE_CHECKING, Self, TextIO

from probono_kit.cli.show import console
from probono_kit.findings import N_
from probono_kit.i18n import format_number
from probono_kit.i18n import gettext as _

if TYPE_CHECKING:
    from rich.progress import Progress as Bar
    from rich.progress import TaskID

    from probono_kit.run import Progress, RunResult

#: What became of a task, by the value of :class:`probono_kit.run.Status`.
WORDS = {
    "done": N_("done"),
    "unchanged": N_("unchanged"),
    "failed": N_("failed"),
    "blocked": N_("waits for a task that failed"),
    "stopped": N_("stopped"),
    "outdated": N_("outdated"),
}


class ProgressView:
    """Shows the steps of a batch as they are reported; used in a ``with`` block.

    Parameters
    ----------
    stream : text stream, optional
        Default: standard error, so that the results on standard output stay clean.
    """

    def __init__(self, stream: TextIO | None = None) -> None:
        self._stream = stream or sys.stderr
        self._console = console(self._stream)
        self._bar: Bar | None = None
        self._task: TaskID | None = None
        self._running: dict[str, float] = {}

    def __enter__(self) -> Self:
        if self._console.is_terminal:
            from rich.progress import BarColumn, Progress, TextColumn
            from rich.progress import TimeElapsedColumn as Elapsed

            self._bar = Progress(
                TextColumn("{task.description}"),
                BarColumn(bar_width=32),
                TextColumn("{task.fields[counted]}"),
                Elapsed(),
                console=self._console,
                transient=True,
            )
            self._bar.start()
            self._task = self._bar.add_task(_("Starting…"), total=None, counted="")
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        problem: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._bar is not None:
            self._bar.stop()

    def __call__(self, step: Progress) -> None:
        """Show one step."""
        run = step.run.id
        if step.event == "ended":
            self._running.pop(run, None)
            if self._bar is None and step.result is not None:
                line = f"[{step.ended}/{step.total}] {run}: {outcome(step.result)}"
                self._console.print(line)
        else:
            self._running[run] = step.cell / max(1, step.cells)
        if self._bar is not None and self._task is not None:
            names = ", ".join(self._running)
            self._bar.update(
                self._task,
                description=names if len(names) <= 40 else names[:39] + "…",
                completed=step.ended + sum(self._running.values()),
                total=step.total,
                counted=f"{step.ended}/{step.total}",
            )


def outcome(result: RunResult) -> str:
    """Return in words what became of a run, with its seconds if it ran."""
    word = _(WORDS[result.status.value])
    if not result.seconds:
        return word
    seconds = format_number(result.seconds, decimals=1)
    return _("{outcome} ({seconds} s)").format(outcome=word, seconds=seconds)
