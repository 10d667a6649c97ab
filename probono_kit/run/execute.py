"""One run: its parameters, its kernel, its outputs and what it has to say."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path, PurePosixPath
from typing import Any

from probono_kit.engagement.catalogue import notebook
from probono_kit.errors import ProbonoError
from probono_kit.files import error_from_os, write_text
from probono_kit.findings import Finding, Findings, finding
from probono_kit.run.engine import Engine
from probono_kit.run.fingerprint import fingerprint
from probono_kit.run.folders import RunFolder
from probono_kit.run.injection import inject, mark_error
from probono_kit.run.notebook_format import NotebookNode, notebook_text, read_notebook
from probono_kit.run.outputs import Outputs, read_executed
from probono_kit.run.planning import Run
from probono_kit.run.record import RunRecord, Status, write_record
from probono_kit.run.session import Stop, run_cells

#: One cell may take this long unless the caller says otherwise.
TIMEOUT = 900.0
#: The notebook is written while it runs, so that something is left if the machine stops.
_SAVE_SECONDS = 1.0


async def execute(
    run: Run,
    folder: Path,
    engine: Engine,
    facts: Mapping[str, Any],
    *,
    timeout: float = TIMEOUT,
    after_cell: Callable[[int, int], None] = lambda _done, _cells: None,
) -> RunRecord:
    """Execute the notebook of a run and collect what it made and found.

    The kernel's working folder is the engagement's folder, so that every path in the executed
    notebook is relative and the notebook can be run again by hand, or by papermill, from there.

    Parameters
    ----------
    run : Run
        The run.
    folder : pathlib.Path
        The engagement's folder.
    engine : Engine
        Gives the kernel.
    facts : mapping
        What the outputs depend on (:func:`probono_kit.run.fingerprint.run_facts`), the full
        parameters among it.
    timeout : float
        Seconds that one cell may take.
    after_cell : callable
        Called with the number of cells that have been done, and of all cells.

    Returns
    -------
    RunRecord
        ``done`` or ``failed``; also in ``run.json``, if that could be written. A failed run
        leaves its notebook, the error marked, and no outputs; those of the last good run are in
        ``previous``.
    """
    began = time.monotonic()
    record = RunRecord.of(run, facts)
    place = RunFolder(folder / run.folder, f"{run.id}.ipynb")
    try:
        place.begin()
        try:
            made = inject(read_notebook(notebook(run.notebook).path), facts["parameters"])
            stop = await _run_saved(engine, made, folder, place.notebook, timeout, after_cell)
            record = _read_back(record, run, place, made, stop)
        except BaseException:
            place.undo()
            raise
        kept = place.succeed() if record.status is Status.DONE else place.fail()
        if kept:
            code = "run.kept" if record.status is Status.DONE else "run.kept_failed"
            record.findings.add(code, run.id, count=len(kept))
        record = replace(record, seconds=time.monotonic() - began)
        write_record(place.path, record)
    except ProbonoError as problem:
        seconds = time.monotonic() - began
        record = replace(RunRecord.of(run, facts), findings=problem.findings, seconds=seconds)
    return record


def _read_back(
    record: RunRecord, run: Run, place: RunFolder, made: NotebookNode, stop: Stop | None
) -> RunRecord:
    """Write the executed notebook, and return what it says that it made and found."""
    cell = mark_error(made, stop.cell, run.language) if stop else 0
    _save(made, place.notebook)
    outputs, found = read_executed(place.notebook)
    if stop is not None:
        found = _with_stop(found, stop, run, cell)
    wrong = _check_outputs(outputs, place.path, run)
    found += wrong
    if stop is not None or wrong:
        return replace(record, findings=found)
    return replace(
        record,
        status=Status.DONE,
        fingerprint=fingerprint(record.facts),
        outputs=outputs,
        hashes=place.contents(),
        findings=found,
    )


async def _run_saved(
    engine: Engine,
    made: NotebookNode,
    folder: Path,
    path: Path,
    timeout: float,
    after_cell: Callable[[int, int], None],
) -> Stop | None:
    """Run the cells; write the notebook at the start and now and then."""
    _save(made, path)
    saved = time.monotonic()

    def done(count: int) -> None:
        nonlocal saved
        if time.monotonic() - saved >= _SAVE_SECONDS:
            _save(made, path)
            saved = time.monotonic()
        after_cell(count, len(made.cells))

    try:
        return await run_cells(engine, made, folder, timeout, done)
    except OSError as problem:
        raise error_from_os(problem, path) from problem


def _save(made: NotebookNode, path: Path) -> None:
    write_text(path, notebook_text(made))


def _check_outputs(outputs: Outputs, folder: Path, run: Run) -> Findings:
    """Say which outputs are not files in the run's own folder."""
    found = Findings()
    seen: set[str] = set()
    for made in outputs:
        for path in filter(None, (made.path, made.picture)):
            found.extend(_check_path(path, folder, run))
        if made.path in seen:
            found.add("run.output_twice", run.id, path=made.path)
        seen.add(made.path)
    return found


def _check_path(path: str, folder: Path, run: Run) -> list[Finding]:
    parts = PurePosixPath(path).parts
    outside = PurePosixPath(path).is_absolute() or ".." in parts or "\\" in path
    target = folder / path
    if outside or not target.resolve().is_relative_to(folder.resolve()):
        return [finding("run.output_outside", run.id, path=path)]
    if not target.is_file():
        return [finding("run.output_missing", run.id, path=path)]
    return []


_STOP_CODES = {
    "error": "run.notebook_failed",
    "timeout": "run.cell_timeout",
    "dead": "run.kernel_died",
}


def _with_stop(found: Findings, stop: Stop, run: Run, cell: int) -> Findings:
    """Add why the notebook stopped, unless its own findings say so."""
    if stop.kind == "error" and stop.name == ProbonoError.__name__ and found.errors:
        return found
    path = f"{run.folder}/{run.id}.ipynb"
    text = " ".join(stop.text.split())
    where = finding(
        _STOP_CODES[stop.kind],
        run.id,
        cell=cell,
        name=stop.name,
        reason=text if len(text) <= 200 else text[:199] + "…",
        path=path,
    )
    return Findings([where, *found])
