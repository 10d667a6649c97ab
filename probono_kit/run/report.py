"""What became of the runs of a batch, while it goes on and at its end."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from probono_kit.findings import Findings
from probono_kit.run.planning import Run
from probono_kit.run.record import RunRecord, Status


@dataclass(frozen=True)
class RunResult:
    """What became of one run.

    Attributes
    ----------
    run : Run
        The run.
    status : Status
        How it ended, or why it did not begin.
    findings : Findings
        What it, or its notebook, had to say.
    record : RunRecord or None
        The record of the run that its outputs come from; ``None`` if there are no outputs.
    """

    run: Run
    status: Status
    findings: Findings
    record: RunRecord | None = None

    @property
    def seconds(self) -> float:
        """How long it took; 0 if it was not run now."""
        ran = self.record is not None and self.status in (Status.DONE, Status.FAILED)
        return self.record.seconds if self.record is not None and ran else 0.0

    @property
    def notebook(self) -> str:
        """Path of the executed notebook in the engagement's folder."""
        return f"{self.run.folder}/{self.run.id}.ipynb"


@dataclass(frozen=True)
class RunReport:
    """What became of all runs.

    Attributes
    ----------
    folder : pathlib.Path
        The engagement's folder.
    results : tuple of RunResult
        In the order of the plan.
    findings : Findings
        What is to be said about the brief and the batch as a whole.
    seconds : float
        How long it took.
    interrupted : bool
        Whether it was stopped by the user.
    """

    folder: Path
    results: tuple[RunResult, ...]
    findings: Findings
    seconds: float = 0.0
    interrupted: bool = False

    def of(self, *statuses: Status) -> list[RunResult]:
        """Return the results with one of `statuses`."""
        return [result for result in self.results if result.status in statuses]

    @property
    def ok(self) -> bool:
        """Whether every run has its outputs."""
        return not self.interrupted and len(self.of(Status.DONE, Status.UNCHANGED)) == len(
            self.results
        )


@dataclass(frozen=True)
class Progress:
    """A step of a batch, for a progress bar.

    Attributes
    ----------
    event : {"began", "cell", "ended"}
        What happened.
    run : Run
        To which run.
    cell, cells : int
        Cells that have been executed, and all cells of the notebook.
    ended, total : int
        Runs that have ended, and all runs.
    result : RunResult or None
        With ``ended``: what became of it.
    """

    event: Literal["began", "cell", "ended"]
    run: Run
    cell: int
    cells: int
    ended: int
    total: int
    result: RunResult | None = None
