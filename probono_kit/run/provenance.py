"""What every output was made from: the part of the bundle's manifest that runs know."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from probono_kit.engagement.reading import read_brief
from probono_kit.run.planning import plan
from probono_kit.run.record import Status, read_record, run_folder

#: What of a record goes into a manifest: nothing that depends on when or where it ran.
_FACTS = ("parameters", "inputs", "notebook_sha256", "versions")


def manifest(folder: Path | str) -> list[dict[str, Any]]:
    """Return what the outputs of an engagement were made from.

    Parameters
    ----------
    folder : path
        The engagement's folder.

    Returns
    -------
    list of dict
        Per run that went well, in the order of the plan: ``run``, ``task``, ``notebook``,
        ``notebook_sha256``, ``language``, ``parameters``, ``inputs`` (path or name, and SHA-256),
        ``outputs`` (path in the engagement and SHA-256), ``versions`` of Python and of the
        packages. No time, no machine, no absolute path: the same inputs give the same manifest.

    Raises
    ------
    ProbonoError
        If the brief has errors.

    Examples
    --------
    >>> manifest("no-such-engagement")
    Traceback (most recent call last):
    ...
    probono_kit.errors.ProbonoError: ERROR no-such-engagement: There is no such folder. → ...
    """
    read = read_brief(folder)
    made = []
    for run in plan(read.brief):
        record = read_record(run_folder(read.folder, run))
        if record is None or record.status is not Status.DONE:
            continue
        outputs = [
            {"path": f"{run.folder}/{each.path}", "sha256": record.hashes[each.path]}
            for each in record.outputs
        ]
        made.append(
            {
                "run": run.id,
                "task": run.task,
                "notebook": run.notebook,
                "language": run.language,
                **{key: record.facts[key] for key in _FACTS if key in record.facts},
                "outputs": outputs,
            }
        )
    return made
