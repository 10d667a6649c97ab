"""All runs of an engagement: what has changed is run again, the rest is left alone."""

from __future__ import annotations

import asyncio
import sys
import time
from collections.abc import Callable, Coroutine, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal, TypeVar

from probono_kit.engagement.catalogue import notebook
from probono_kit.engagement.reading import BriefRead, read_brief
from probono_kit.errors import ProbonoError
from probono_kit.findings import Findings, finding
from probono_kit.run.engine import Engine
from probono_kit.run.execute import TIMEOUT, execute
from probono_kit.run.fingerprint import Hashes, fingerprint, run_facts
from probono_kit.run.folders import alone_in, left_over
from probono_kit.run.planning import WORK, Run, input_values, plan, select
from probono_kit.run.pointing import pointed
from probono_kit.run.record import RunRecord, Status, is_current, read_record, run_folder
from probono_kit.run.report import Progress, RunReport, RunResult

T = TypeVar("T")


def render(
    folder: Path | str,
    *,
    only: str | Iterable[str] | None = None,
    jobs: int = 1,
    force: bool = False,
    progress: Callable[[Progress], None] | None = None,
    timeout: float = TIMEOUT,
    warm: bool | None = None,
) -> RunReport:
    """Run the tasks of an engagement whose outputs are missing or outdated.

    Parameters
    ----------
    folder : path
        The engagement's folder.
    only : str or iterable of str, optional
        Ids of tasks or runs; those whose tables they take are brought up to date too.
    jobs : int
        How many notebooks run at the same time.
    force : bool
        Run also what has not changed.
    progress : callable, optional
        Receives a :class:`Progress` at every step.
    timeout : float
        Seconds that one cell may take.
    warm : bool, optional
        Whether kernels are forked from a warm process; by default where that is possible.

    Returns
    -------
    RunReport
        One result per run. A failed run stops only the runs that take its table. Ctrl-C ends
        the running ones, which leaves their folders as they were, and is told in the report.

    Raises
    ------
    ProbonoError
        If the brief has errors, or `only` names no task; then nothing runs.

    Examples
    --------
    >>> render("no-such-engagement")
    Traceback (most recent call last):
    ...
    probono_kit.errors.ProbonoError: ERROR no-such-engagement: There is no such folder. → ...
    """
    began = time.monotonic()
    read = read_brief(folder)
    runs = select(plan(read.brief), [only] if isinstance(only, str) else only)
    batch = _Batch(read, runs, max(1, jobs), force, progress or (lambda _step: None), timeout)
    with alone_in(read.folder):
        batch.skip_current()
        if batch.waiting:
            try:
                _wait_for(batch.run_all(warm))
            except KeyboardInterrupt:
                batch.interrupted = True
        return batch.report(began)


def review(folder: Path | str) -> RunReport:
    """Say what is up to date in an engagement, without running anything.

    Parameters
    ----------
    folder : path
        The engagement's folder.

    Returns
    -------
    RunReport
        ``unchanged`` for runs whose outputs are up to date, ``failed`` for those that failed
        last time, ``outdated`` for the others.

    Raises
    ------
    ProbonoError
        If the brief has errors.

    Examples
    --------
    >>> review("no-such-engagement")
    Traceback (most recent call last):
    ...
    probono_kit.errors.ProbonoError: ERROR no-such-engagement: There is no such folder. → ...
    """
    began = time.monotonic()
    read = read_brief(folder)
    batch = _Batch(read, plan(read.brief), 1, False, lambda _step: None, TIMEOUT)
    batch.skip_current()
    for run in batch.waiting:
        record = read_record(run_folder(read.folder, run))
        failed = record is not None and record.status is Status.FAILED
        found = record.findings if record is not None else Findings()
        status = Status.FAILED if failed else Status.OUTDATED
        batch.results[run.id] = RunResult(run, status, found, record)
    return batch.report(began)


@dataclass
class _Batch:
    """The state of one call of :func:`render`."""

    read: BriefRead
    runs: list[Run]
    jobs: int
    force: bool
    progress: Callable[[Progress], None]
    timeout: float
    results: dict[str, RunResult] = field(default_factory=dict)
    findings: Findings = field(default_factory=Findings)
    interrupted: bool = False

    def __post_init__(self) -> None:
        self.hashes = Hashes(self.read.folder)
        self.ended = {run.id: asyncio.Event() for run in self.runs}

    @property
    def waiting(self) -> list[Run]:
        """Runs without a result."""
        return [run for run in self.runs if run.id not in self.results]

    def skip_current(self) -> None:
        """Give a result to the runs that need not be done."""
        if self.force:
            return
        for run in self.runs:
            if all(self.record_of(name) is not None for name in run.after):
                self.skip_if_current(run)

    def skip_if_current(self, run: Run) -> bool:
        """Give `run` a result if it need not be done; its upstream runs have theirs."""
        facts = self.facts(run)
        record = read_record(run_folder(self.read.folder, run))
        if self.force or not is_current(
            run_folder(self.read.folder, run), record, fingerprint(facts)
        ):
            return False
        assert record is not None
        self.end(RunResult(run, Status.UNCHANGED, record.findings, record))
        return True

    def record_of(self, name: str) -> RunRecord | None:
        """Return the record of a run whose table can be taken, ``None`` if there is none."""
        result = self.results.get(name)
        if result is None or result.status not in (Status.DONE, Status.UNCHANGED):
            return None
        record = result.record
        return record if record is not None and record.table else None

    def facts(self, run: Run) -> dict[str, Any]:
        """Return what the outputs of `run` depend on, its full parameters among it."""
        parameters = dict(run.parameters)
        upstream: dict[str, RunRecord] = {}
        for each in run.inputs:
            if each.name in run.after:
                record = self.record_of(each.name)
                assert record is not None
                upstream[each.name] = record
        tables = {name: f"{WORK}/{name}/{record.table}" for name, record in upstream.items()}
        parameters.update(input_values(run.inputs, notebook(run.notebook), tables))
        return run_facts(run, parameters, self.hashes, upstream)

    async def run_all(self, warm: bool | None) -> None:
        """Run what has no result yet, `jobs` at a time, each after those it waits for."""
        slots = asyncio.Semaphore(self.jobs)
        try:
            engine = Engine(warm, sorted({run.language for run in self.waiting}))
        except OSError as problem:
            raise ProbonoError(
                Findings([finding("run.no_engine", reason=str(problem))])
            ) from problem
        async with engine:
            try:
                async with asyncio.TaskGroup() as group:
                    for run in self.waiting:
                        group.create_task(self.run_one(run, engine, slots))
            finally:
                self.findings.extend(engine.findings)

    async def run_one(self, run: Run, engine: Engine, slots: asyncio.Semaphore) -> None:
        """Give one run its result."""
        for name in run.after:
            if name not in self.results:
                await self.ended[name].wait()
        for name in run.after:
            if self.record_of(name) is None:
                self.end(self.blocked(run, name))
                return
        async with slots:
            try:
                if not self.skip_if_current(run):
                    self.end(await self.executed(run, engine))
            except ProbonoError as problem:
                self.end(RunResult(run, Status.FAILED, problem.findings))
            except Exception as problem:  # the other runs must go on, whatever broke this one
                name, reason = type(problem).__name__, str(problem)
                found = finding("run.unexpected", run.id, name=name, reason=reason)
                self.end(RunResult(run, Status.FAILED, Findings([found])))

    async def executed(self, run: Run, engine: Engine) -> RunResult:
        """Execute `run` and return what became of it."""
        facts = self.facts(run)
        self.tell("began", run)
        record = await execute(
            run,
            self.read.folder,
            engine,
            facts,
            timeout=self.timeout,
            after_cell=lambda cell, cells: self.tell("cell", run, cell, cells),
        )
        return RunResult(run, record.status, record.findings, record)

    def blocked(self, run: Run, name: str) -> RunResult:
        result = self.results[name]
        made = result.status in (Status.DONE, Status.UNCHANGED)
        code = "run.no_table" if made else "run.blocked"
        return RunResult(run, Status.BLOCKED, Findings([finding(code, run.id, other=name)]))

    def end(self, result: RunResult) -> None:
        self.results[result.run.id] = result
        self.ended[result.run.id].set()
        self.tell("ended", result.run, result=result)

    def tell(
        self,
        event: Literal["began", "cell", "ended"],
        run: Run,
        cell: int = 0,
        cells: int = 0,
        result: RunResult | None = None,
    ) -> None:
        total = len(self.runs)
        self.progress(Progress(event, run, cell, cells, len(self.results), total, result))

    def report(self, began: float) -> RunReport:
        for run in self.waiting:
            stopped = finding("run.stopped", run.id)
            self.results[run.id] = RunResult(run, Status.STOPPED, Findings([stopped]))
        found = Findings([*self.read.findings, *self.findings])
        for path in self.hashes.changed():
            found.add("run.raw_changed", path)
        known = {run.id for run in plan(self.read.brief)}
        for name in left_over(self.read.folder / WORK, known):
            found.add("run.left_over", f"{WORK}/{name}")
        return RunReport(
            self.read.folder,
            tuple(pointed(self.results[run.id], self.read) for run in self.runs),
            found.by_severity(),
            time.monotonic() - began,
            self.interrupted,
        )


def _wait_for(work: Coroutine[Any, Any, T]) -> T:
    """Run `work` to its end, also where a loop is running already, as in a notebook."""
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        return _new_loop(work)
    with ThreadPoolExecutor(max_workers=1) as pool:
        return pool.submit(_new_loop, work).result()


def _new_loop(work: Coroutine[Any, Any, T]) -> T:
    # On Windows the default loop cannot watch the sockets of kernels.
    factory = asyncio.SelectorEventLoop if sys.platform == "win32" else None
    with asyncio.Runner(loop_factory=factory) as runner:
        return runner.run(work)
