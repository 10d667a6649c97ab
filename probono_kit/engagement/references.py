"""What goes into a task: a source, another task's table, a base layer, a file."""

from __future__ import annotations

from enum import StrEnum
from itertools import chain
from pathlib import PurePosixPath
from typing import NamedTuple

from probono_kit.engagement.brief import Brief, Task
from probono_kit.engagement.parameters.common import InputKind

BASE_PREFIX = "base:"
#: Names after ``base:`` that boundary layers of the kit have.
BASE_LAYERS = ("admin1", "countries")


class Origin(StrEnum):
    """Where an input comes from."""

    SOURCE = "source"
    TASK = "task"
    BASE = "base"
    FILE = "file"
    NONE = "none"


class Reference(NamedTuple):
    """An input as the brief names it.

    Parameters
    ----------
    origin : Origin
        Where it comes from.
    name : str
        Id of the source or task, ``base:…``, or a path in the engagement's folder.
    """

    origin: Origin
    name: str


def refer(brief: Brief, written: str, kind: InputKind) -> Reference | None:
    """Return what `written` refers to, ``None`` if there is no such thing.

    Parameters
    ----------
    brief : Brief
        Its sources and tasks.
    written : str
        What stands under ``inputs``.
    kind : {"table", "areas", "layer", "file"}
        What the input takes: only tables and layers come from tasks, only areas and layers from
        base layers, and only other files are named by their path.
    """
    if not written and kind != "table":
        return Reference(Origin.NONE, "")
    if written.startswith(BASE_PREFIX):
        known = written.removeprefix(BASE_PREFIX) in BASE_LAYERS
        return Reference(Origin.BASE, written) if known and kind in ("areas", "layer") else None
    if written in brief.sources:
        return Reference(Origin.SOURCE, written)
    if kind in ("table", "layer") and any(task.id == written for task in brief.tasks):
        return Reference(Origin.TASK, written)
    path = PurePosixPath(written)
    if kind == "file" and (len(path.parts) > 1 or path.suffix):
        return Reference(Origin.FILE, written)
    return None


def possible(brief: Brief, kind: InputKind, but: Task) -> list[str]:
    """Return what an input of `kind` of the task `but` can refer to."""
    names = list(brief.sources)
    if kind in ("table", "layer"):
        names += [task.id for task in brief.tasks if task.id != but.id]
    if kind in ("areas", "layer"):
        names += [BASE_PREFIX + layer for layer in BASE_LAYERS]
    return names


def upstream(brief: Brief, task: Task) -> list[Task]:
    """Return the tasks whose tables go into `task`, each once, in the order of its inputs."""
    by_id = {each.id: each for each in brief.tasks}
    names = dict.fromkeys(chain.from_iterable(task.inputs.values()))
    return [by_id[name] for name in names if _is_task(brief, name)]


def _is_task(brief: Brief, name: str) -> bool:
    return name not in brief.sources and any(task.id == name for task in brief.tasks)


def cycles(brief: Brief) -> list[tuple[str, ...]]:
    """Return each circle of tasks that wait for each other, first task repeated at its end.

    A circle begins with the task that stands first in the brief.
    """
    found: dict[frozenset[str], tuple[str, ...]] = {}
    done: set[str] = set()

    def follow(task: Task, path: tuple[str, ...]) -> None:
        if task.id in path:
            circle = path[path.index(task.id) :]
            found.setdefault(frozenset(circle), (*circle, task.id))
            return
        if task.id in done:
            return
        for before in upstream(brief, task):
            follow(before, (*path, task.id))
        done.add(task.id)

    for task in brief.tasks:
        follow(task, ())
    return list(found.values())
