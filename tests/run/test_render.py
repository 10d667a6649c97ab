"""One batch with a task of every kind: what each leaves behind."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from papermill.execute import ERROR_MARKER_TAG

from probono_kit.run import Progress, RunReport, RunResult, Status, render, review
from tests.run.conftest import install_tiny_notebooks, write_engagement

TASKS: list[dict[str, Any]] = [
    {"id": "blocked", "notebook": "write_table", "inputs": {"table": "error"}},
    {"id": "blocked-too", "notebook": "write_table", "inputs": {"table": "blocked"}},
    {"id": "after", "notebook": "write_table", "inputs": {"table": "table"}},
    {"id": "table", "notebook": "write_table", "parameters": {"text": 'É "x" \\ #', "number": 7}},
    {"id": "look", "notebook": "look_around", "matrix": {"number": [1, 2]}},
    {"id": "error", "notebook": "raise_error"},
    {"id": "findings", "notebook": "raise_findings"},
    {"id": "dead", "notebook": "die"},
    {"id": "outside", "notebook": "write_outside"},
    {"id": "claim", "notebook": "claim"},
    {"id": "no-table", "notebook": "write_table", "inputs": {"table": "look-only"}},
    {"id": "look-only", "notebook": "look_around"},
    {"id": "raw", "notebook": "change_raw", "inputs": {"table": "spare"}},
]
SPARE = {"file": "raw/spare.csv", "title": "a", "provider": "b", "licence": "c", "date": "d"}


@dataclass
class Batch:
    """A rendered engagement."""

    folder: Path
    report: RunReport
    steps: list[Progress]

    def of(self, run: str) -> RunResult:
        return next(result for result in self.report.results if result.run.id == run)

    def notebook(self, run: str) -> Any:
        path = self.folder / "work" / run / f"{run}.ipynb"
        return json.loads(path.read_text(encoding="utf-8"))

    def files(self, run: str) -> list[str]:
        return sorted(path.name for path in (self.folder / "work" / run).iterdir())


@pytest.fixture(scope="module")
def batch(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Batch]:
    """Render the batch once, two at a time."""
    place = tmp_path_factory.mktemp("batch")
    with pytest.MonkeyPatch.context() as patch:
        install_tiny_notebooks(place / "share", patch)
        folder = place / "engagement"
        (folder / "raw").mkdir(parents=True)
        (folder / "raw" / "spare.csv").write_text("before", encoding="utf-8")
        write_engagement(folder, *TASKS)
        text = (folder / "engagement.yml").read_text(encoding="utf-8")
        spare = ", ".join(f"{key}: {value}" for key, value in SPARE.items())
        text = text.replace("sources:\n", f"sources:\n  spare: {{{spare}}}\n")
        (folder / "engagement.yml").write_text(text, encoding="utf-8")
        steps: list[Progress] = []
        yield Batch(folder, render(folder, jobs=2, progress=steps.append), steps)


def test_every_run_has_the_status_that_it_earned(batch: Batch) -> None:
    """One failure stops only the runs that need its table."""
    assert {each.run.id: each.status.value for each in batch.report.results} == {
        "error": "failed",
        "blocked": "blocked",
        "blocked-too": "blocked",
        "table": "done",
        "after": "done",
        "look-1": "done",
        "look-2": "done",
        "findings": "failed",
        "dead": "failed",
        "outside": "failed",
        "claim": "failed",
        "look-only": "done",
        "no-table": "blocked",
        "raw": "done",
    }
    assert not batch.report.ok
    assert not batch.report.interrupted


def test_a_table_is_written_from_the_parameters(batch: Batch) -> None:
    """Quotation marks, backslashes, accents and numbers arrive as they were typed."""
    text = (batch.folder / "work/table/table.csv").read_text(encoding="utf-8")
    assert text == 'region\nÉ "x" \\ #,7'


def test_a_task_takes_the_table_of_another(batch: Batch) -> None:
    """Though it stands before it in the brief."""
    text = (batch.folder / "work/after/table.csv").read_text(encoding="utf-8")
    assert text == 'region\nÉ "x" \\ #,7\nnothing,1'


def test_the_executed_notebook_has_no_absolute_path(batch: Batch) -> None:
    """It can be sent, and run again from the engagement's folder."""
    cells = batch.notebook("after")["cells"]
    injected = next(c for c in cells if "injected-parameters" in c["metadata"].get("tags", []))
    assert 'table = "work/table/table.csv"\n' in injected["source"]
    assert 'output_folder = "work/after"\n' in injected["source"]
    assert str(batch.folder) not in json.dumps(cells)


def test_the_failed_cell_is_marked(batch: Batch) -> None:
    """At the top, above the cell, and with its error; what follows did not run."""
    cells = batch.notebook("error")["cells"]
    marks = [i for i, c in enumerate(cells) if ERROR_MARKER_TAG in c["metadata"].get("tags", [])]
    assert marks[0] == 0
    failed = cells[marks[1] + 1]
    assert "".join(failed["source"]) == "1 / 0"
    assert failed["outputs"][0]["ename"] == "ZeroDivisionError"
    assert f"cellule [{failed['execution_count']}]" in "".join(cells[0]["source"])
    assert cells[-1]["execution_count"] is None


def test_an_exception_is_one_line_for_the_reader(batch: Batch) -> None:
    """Cell, name, reason and where to look; no traceback."""
    (found,) = batch.of("error").findings
    assert found.message("en") == (
        "The notebook stopped at cell [4] with ZeroDivisionError (division by zero)."
    )
    assert "work/error/error.ipynb" in found.fix("en")


def test_findings_raised_in_a_notebook_are_the_runs_findings(batch: Batch) -> None:
    """A mistake of the reader is told as such, without where in the code it was noticed."""
    assert [each.code for each in batch.of("findings").findings] == ["file.empty"]


def test_a_killed_kernel_is_a_failed_run(batch: Batch) -> None:
    """No hang, no “completed”: the cell in which it happened is marked."""
    (found,) = batch.of("dead").findings
    assert found.code == "run.kernel_died"
    assert found.values["reason"] == "SIGKILL"
    cells = batch.notebook("dead")["cells"]
    died = next(c for c in cells if c.get("outputs"))
    assert died["outputs"][0]["ename"] == "KernelDied"


@pytest.mark.parametrize(
    ("run", "code"), [("outside", "run.output_outside"), ("claim", "run.output_missing")]
)
def test_only_real_files_of_the_own_folder_are_outputs(batch: Batch, run: str, code: str) -> None:
    """What leaves the folder, or is not there, cannot be delivered."""
    assert [each.code for each in batch.of(run).findings] == [code]
    record = batch.of(run).record
    assert record is not None
    assert record.outputs == []


def test_a_failed_run_leaves_its_notebook_and_nothing_else(batch: Batch) -> None:
    """What it had written half-way is gone."""
    assert batch.files("error") == ["error.ipynb", "run.json"]
    assert batch.files("outside") == ["outside.ipynb", "run.json"]
    assert batch.files("table") == ["run.json", "table.csv", "table.ipynb"]


def test_a_blocked_run_says_for_whom_it_waits(batch: Batch) -> None:
    """And why: the other failed, was blocked itself, or makes no table."""
    found = {run: batch.of(run).findings[0] for run in ("blocked", "blocked-too", "no-table")}
    assert [each.code for each in found.values()] == ["run.blocked", "run.blocked", "run.no_table"]
    assert [each.values["other"] for each in found.values()] == ["error", "blocked", "look-only"]


def test_a_notebook_that_changes_raw_data_is_caught(batch: Batch) -> None:
    """Raw data is read-only; who changes it is told."""
    assert [(each.code, each.where) for each in batch.report.findings] == [
        ("run.raw_changed", "raw/spare.csv")
    ]


@pytest.mark.skipif(sys.platform != "linux", reason="forks only on Linux")
def test_runs_share_nothing(batch: Batch) -> None:
    """Each begins where the first began: folder, seeds, hash, modules, environment."""
    seen = []
    for run in ("look-1", "look-2", "look-only"):
        outputs = [c["outputs"] for c in batch.notebook(run)["cells"] if c.get("outputs")]
        seen.append((outputs[0][0]["data"]["text/plain"], outputs[-1][0]["text"]))
    assert seen[0] == seen[1] == seen[2]
    assert seen[0][1] == ["seen 1 None\n"]
    assert str(batch.folder) in "".join(seen[0][0])


def test_figures_of_pyplot_are_shown(batch: Batch) -> None:
    """Though pyplot was imported before there was a notebook."""
    outputs = [c["outputs"] for c in batch.notebook("look-1")["cells"] if c.get("outputs")]
    assert "image/png" in outputs[1][0]["data"]


def test_every_step_is_reported(batch: Batch) -> None:
    """A progress bar sees each run begin, its cells, its end, and the count of what ended."""
    steps = [each for each in batch.steps if each.run.id == "table"]
    cells = len(batch.notebook("table")["cells"])
    assert [each.event for each in steps] == ["began", *["cell"] * cells, "ended"]
    assert [each.cell for each in steps[1:-1]] == list(range(1, cells + 1))
    assert {each.cells for each in steps[1:-1]} == {cells}
    ended = [each.ended for each in batch.steps if each.event == "ended"]
    assert ended == list(range(1, len(TASKS) + 2))
    assert {each.total for each in batch.steps} == {len(TASKS) + 1}


def test_a_review_tells_the_same_without_running(batch: Batch) -> None:
    """What is up to date, what failed last time, what was never run."""
    told = {each.run.id: each.status for each in review(batch.folder).results}
    assert told["table"] == told["after"] == Status.UNCHANGED
    assert told["error"] == told["dead"] == Status.FAILED
    assert told["blocked"] == Status.OUTDATED
