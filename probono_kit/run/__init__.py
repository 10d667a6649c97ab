"""Running tasks: execution, batches, manifest."""

from __future__ import annotations

from probono_kit.run.batch import Progress, RunReport, RunResult, render, review
from probono_kit.run.outputs import Output, Outputs, Role, read_executed
from probono_kit.run.plan import Run, plan
from probono_kit.run.record import Status

__all__ = [
    "Output",
    "Outputs",
    "Progress",
    "Role",
    "Run",
    "RunReport",
    "RunResult",
    "Status",
    "plan",
    "read_executed",
    "render",
    "review",
]
