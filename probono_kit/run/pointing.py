"""What a notebook says of one of its parameters, with the line of the brief that sets it."""

from __future__ import annotations

import re
from dataclasses import replace

from probono_kit.engagement.catalogue import notebooks
from probono_kit.engagement.reading import BriefRead
from probono_kit.findings import Finding, Findings
from probono_kit.run.report import RunResult

#: A parameter, or a part of it: ``icons``, ``layers[1]``, ``layers › 1``.
_PARAMETER = re.compile(r"([a-z_0-9]+)(?=$|\[| ›)")


def pointed(result: RunResult, read: BriefRead) -> RunResult:
    """Return a result whose findings about parameters say where the brief sets them.

    Parameters
    ----------
    result : RunResult
        A notebook knows the names of its parameters only, ``icons``.
    read : BriefRead
        The brief that it was run for.

    Returns
    -------
    RunResult
        With places such as ``engagement.yml:77 › map-of-wells › icons``; where a parameter is not
        set, the line is that of the task. Other places stay as they are.
    """
    known = {each.name for entry in notebooks() for each in entry.parameters}
    found = Findings(_pointed(each, known, result.run.task, read) for each in result.findings)
    return replace(result, findings=found)


def _pointed(each: Finding, known: set[str], task: str, read: BriefRead) -> Finding:
    named = _PARAMETER.match(each.where)
    if named is None or named[1] not in known:
        return each
    return replace(each, where=f"{read.place(task, named[1])} › {task} › {each.where}")
