"""What is known of a run after it ended: ``run.json`` beside its outputs."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

from probono_kit.files import sha256, write_text
from probono_kit.findings import Finding, Findings
from probono_kit.run.outputs import Output, Outputs, Role
from probono_kit.run.planning import Run

RECORD_NAME = "run.json"


class Status(StrEnum):
    """How a run ended, or why it did not begin."""

    DONE = "done"
    #: Nothing it depends on has changed, and its outputs are as it left them.
    UNCHANGED = "unchanged"
    FAILED = "failed"
    #: A run whose table it takes failed.
    BLOCKED = "blocked"
    #: Interrupted before its end.
    STOPPED = "stopped"
    #: Its inputs, parameters or notebook changed since it ran, or it never ran.
    OUTDATED = "outdated"


@dataclass(frozen=True)
class RunRecord:
    """The record of a run.

    Attributes
    ----------
    run, task, notebook, language : str
        Which run it was.
    status : Status
        ``done`` or ``failed``.
    fingerprint : str
        Stands for everything that the outputs depend on.
    seconds : float
        How long it took.
    facts : mapping
        What the fingerprint is made of: parameters, inputs, notebook, versions.
    outputs : Outputs
        Files it made; empty if it failed.
    hashes : mapping
        SHA-256 of every file that it left in its folder, by path, but the notebook.
    findings : Findings
        What it had to say.
    """

    run: str
    task: str
    notebook: str
    language: str
    status: Status
    fingerprint: str
    seconds: float
    facts: Mapping[str, Any]
    outputs: Outputs
    hashes: Mapping[str, str]
    findings: Findings

    @classmethod
    def of(cls, run: Run, facts: Mapping[str, Any]) -> RunRecord:
        """Return the record of a run that has made nothing yet."""
        return cls(
            run=run.id,
            task=run.task,
            notebook=run.notebook,
            language=run.language,
            status=Status.FAILED,
            fingerprint="",
            seconds=0.0,
            facts=facts,
            outputs=Outputs(),
            hashes={},
            findings=Findings(),
        )

    @property
    def table(self) -> str:
        """Path of its first table in its folder; empty if it made none."""
        return next((made.path for made in self.outputs if made.role is Role.TABLE), "")

    def to_json(self) -> dict[str, Any]:
        """Return what :func:`read_record` reads."""
        return {
            "run": self.run,
            "task": self.task,
            "notebook": self.notebook,
            "language": self.language,
            "status": self.status.value,
            "fingerprint": self.fingerprint,
            "seconds": round(self.seconds, 2),
            **self.facts,
            "outputs": [{**asdict(made), "role": made.role.value} for made in self.outputs],
            "sha256": dict(self.hashes),
            "findings": [found.to_json() for found in self.findings],
        }


_KEYS = ("run", "task", "notebook", "language", "status", "fingerprint", "seconds")


def write_record(folder: Path, record: RunRecord) -> None:
    """Write ``run.json`` into the run's folder, whole or not at all."""
    text = json.dumps(record.to_json(), ensure_ascii=False, indent=1) + "\n"
    write_text(folder / RECORD_NAME, text)


def read_record(folder: Path) -> RunRecord | None:
    """Read ``run.json`` of a run's folder.

    Parameters
    ----------
    folder : pathlib.Path
        Such as ``work/carte``.

    Returns
    -------
    RunRecord or None
        ``None`` if there is none, or if it cannot be understood (then the run is done again).
    """
    try:
        data = json.loads((folder / RECORD_NAME).read_text(encoding="utf-8"))
        return RunRecord(
            run=data["run"],
            task=data["task"],
            notebook=data["notebook"],
            language=data["language"],
            status=Status(data["status"]),
            fingerprint=data["fingerprint"],
            seconds=float(data["seconds"]),
            facts={
                key: value
                for key, value in data.items()
                if key not in (*_KEYS, "outputs", "sha256", "findings")
            },
            outputs=Outputs(
                Output(**{**item, "role": Role(item["role"])}) for item in data["outputs"]
            ),
            hashes=dict(data["sha256"]),
            findings=Findings(Finding.from_json(item) for item in data["findings"]),
        )
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None


def altered(folder: Path, record: RunRecord) -> list[str]:
    """Return the files of `record` that are no longer as the run left them."""
    return [
        path
        for path, hashed in record.hashes.items()
        if not (folder / path).is_file() or sha256(folder / path) != hashed
    ]


def is_current(folder: Path, record: RunRecord | None, fingerprint: str) -> bool:
    """Say whether a run need not be done again."""
    return (
        record is not None
        and record.status is Status.DONE
        and record.fingerprint == fingerprint
        and not altered(folder, record)
    )


def run_folder(folder: Path, run: Run) -> Path:
    """Return the folder of `run` in the engagement's folder."""
    return folder / run.folder
