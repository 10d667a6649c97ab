"""From the tasks of a brief to runs in an order in which they can be done."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from probono_kit.engagement.brief import Brief, Task
from probono_kit.engagement.catalogue import NotebookEntry, notebook
from probono_kit.engagement.filling import OUTPUT_FOLDER, fill_parameters
from probono_kit.engagement.matrix import Combination, combinations, matching
from probono_kit.engagement.references import Origin, Reference, refer
from probono_kit.findings import Findings
from probono_kit.yaml_files.explain import nearest

WORK = "work"


@dataclass(frozen=True, slots=True)
class RunInput:
    """One input of a run.

    Parameters
    ----------
    parameter : str
        The parameter that receives it.
    origin : Origin
        Where it comes from.
    name : str
        Id of the source, id of the run whose table it is, ``base:…``, or a path.
    path : str
        What the parameter is set to: a path in the engagement's folder, or ``base:…``; empty for
        the table of a run, which is known only when that has run.
    """

    parameter: str
    origin: Origin
    name: str
    path: str


@dataclass(frozen=True, slots=True)
class Run:
    """One run of one notebook.

    Parameters
    ----------
    id : str
        Names its folder in ``work``.
    task : str
        Id of the task.
    notebook : str
        Name of the notebook.
    language : str
        Language of its outputs.
    deliver : bool
        Whether its outputs go into the bundle.
    combination : mapping
        Values of the task's matrix.
    parameters : mapping
        Every parameter but the inputs that come from other runs. Paths are relative to the
        engagement's folder, which is the kernel's working folder.
    inputs : tuple of RunInput
        In the order of the notebook.
    """

    id: str
    task: str
    notebook: str
    language: str
    deliver: bool
    combination: Mapping[str, Any]
    parameters: Mapping[str, Any]
    inputs: tuple[RunInput, ...]

    @property
    def folder(self) -> str:
        """Its folder, relative to the engagement's."""
        return f"{WORK}/{self.id}"

    @property
    def after(self) -> tuple[str, ...]:
        """Ids of the runs whose tables it takes."""
        return tuple(each.name for each in self.inputs if each.origin is Origin.TASK)


def plan(brief: Brief) -> list[Run]:
    """Return the runs of a brief, each after those whose tables it takes.

    Parameters
    ----------
    brief : Brief
        Checked by :func:`probono_kit.engagement.read_brief`.

    Returns
    -------
    list of Run
        Otherwise in the order of the brief.

    Examples
    --------
    >>> from probono_kit.engagement import Brief
    >>> brief = Brief.model_validate({
    ...     "engagement": "wells", "title": "Wells", "question": "Where?", "languages": ["en"],
    ...     "produced": "2026-11-22", "ngo": {"name": "Wells for All"},
    ...     "sources": {"list": {"file": "raw/wells.csv"}},
    ...     "tasks": [
    ...         {"id": "map", "notebook": "static_map", "inputs": {"table": "clean"},
    ...          "parameters": {"value": "wells"}, "matrix": {"area": ["Dakar", "Matam"]}},
    ...         {"id": "clean", "notebook": "clean_data", "inputs": {"table": "list"}}]})
    >>> [(run.id, run.after) for run in plan(brief)]
    [('clean', ()), ('map-dakar', ('clean',)), ('map-matam', ('clean',))]
    """
    runs = {
        combination.run_id: _run(brief, task, combination)
        for task in brief.tasks
        for combination in combinations(task)
    }
    ordered: dict[str, Run] = {}

    def put(run: Run) -> None:
        if run.id not in ordered:
            for name in run.after:
                put(runs[name])
            ordered[run.id] = run

    for run in runs.values():
        put(run)
    return list(ordered.values())


def _run(brief: Brief, task: Task, combination: Combination) -> Run:
    filled = fill_parameters(brief, task, combination)
    inputs = tuple(_inputs(brief, task, combination))
    filled.update(input_values(inputs, notebook(task.notebook), {}))
    filled[OUTPUT_FOLDER] = f"{WORK}/{combination.run_id}"
    order = [each.name for each in notebook(task.notebook).parameters]
    return Run(
        id=combination.run_id,
        task=task.id,
        notebook=task.notebook,
        language=str(filled["language"]),
        deliver=task.deliver,
        combination=dict(combination.values),
        parameters={name: filled[name] for name in order},
        inputs=inputs,
    )


def _inputs(brief: Brief, task: Task, combination: Combination) -> Iterable[RunInput]:
    for each in notebook(task.notebook).inputs:
        default = [] if each.kind is list else [str(each.default)]
        for written in task.inputs.get(each.name, default):
            optional = each.about.optional and not written
            reference = refer(brief, written, each.about.input or "file")
            if optional:
                reference = Reference(Origin.NONE, "")
            if reference is None:
                raise ValueError(f"{task.id}: {each.name} refers to nothing; check the brief first")
            name, path = reference.name, reference.name
            if reference.origin is Origin.SOURCE:
                path = brief.sources[name].file
            elif reference.origin is Origin.TASK:
                (before,) = matching(brief.task(name), combination)
                name, path = before.run_id, ""
            yield RunInput(each.name, reference.origin, name, path)


def input_values(
    inputs: Iterable[RunInput], entry: NotebookEntry, tables: Mapping[str, str]
) -> dict[str, str | list[str]]:
    """Return the parameters that receive the inputs of a run.

    Parameters
    ----------
    inputs : iterable of RunInput
        Of the run.
    entry : NotebookEntry
        Its notebook: a parameter that is a list takes several.
    tables : mapping of str to str
        Path of the table of each run that has one, by the id of the run.

    Returns
    -------
    dict
        Parameter and path, or paths.
    """
    values: dict[str, str | list[str]] = {}
    for each in entry.inputs:
        paths = [
            tables.get(one.name, "") if one.origin is Origin.TASK else one.path
            for one in inputs
            if one.parameter == each.name
        ]
        values[each.name] = paths if each.kind is list else paths[0]
    return values


def select(runs: list[Run], only: Iterable[str] | None) -> list[Run]:
    """Return the runs of the named tasks, with those whose tables they take.

    Parameters
    ----------
    runs : list of Run
        As :func:`plan` returns them.
    only : iterable of str, optional
        Ids of tasks or of runs; all by default.

    Returns
    -------
    list of Run
        In the order of `runs`.

    Raises
    ------
    ProbonoError
        If a name is none of a task or run.
    """
    if only is None:
        return list(runs)
    by_id = {run.id: run for run in runs}
    names = {run.task for run in runs} | set(by_id)
    found = Findings()
    wanted: set[str] = set()
    for name in only:
        if name not in names:
            near = nearest(name, names)
            if near:
                found.add("run.unknown_task", name, near=near)
            else:
                choices = tuple(dict.fromkeys(run.task for run in runs)) or ("—",)
                found.add("run.unknown_task_listed", name, choices=choices)
        wanted |= {run.id for run in runs if name in (run.id, run.task)}
    found.raise_errors()
    waiting = list(wanted)
    while waiting:
        new = set(by_id[waiting.pop()].after) - wanted
        wanted |= new
        waiting += new
    return [run for run in runs if run.id in wanted]
