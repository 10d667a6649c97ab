"""Rendering again: what has not changed is left alone, and nothing of a person is lost."""

from __future__ import annotations

import errno
import json
import os
from pathlib import Path

import pytest

from probono_kit.errors import ProbonoError
from probono_kit.files import error_from_os, write_text
from probono_kit.run import RunReport, Status, execute, manifest, render
from tests.run.conftest import Make

TABLE = {"id": "table", "notebook": "write_table"}
AFTER = {"id": "after", "notebook": "write_table", "inputs": {"table": "table"}}


def statuses(report: RunReport) -> list[str]:
    """Return the statuses in the order of the plan."""
    return [result.status.value for result in report.results]


def snapshot(folder: Path) -> dict[str, bytes]:
    """Return all files below a folder with their bytes."""
    paths = sorted(path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}


def test_unchanged_tasks_are_not_run_again(make_engagement: Make) -> None:
    """The second time nothing is done, within a moment; `force` does it all the same."""
    folder = make_engagement(TABLE, AFTER)
    assert statuses(render(folder)) == ["done", "done"]
    before = snapshot(folder)
    again = render(folder)
    assert statuses(again) == ["unchanged", "unchanged"]
    assert again.seconds < 1
    assert again.ok
    assert snapshot(folder) == before
    assert statuses(render(folder, force=True)) == ["done", "done"]
    after = snapshot(folder)
    # Only how long it took may differ.
    assert {k for k in after if after[k] != before[k]} <= {
        "work/table/run.json",
        "work/after/run.json",
    }


def test_what_changed_runs_again_and_what_depends_on_it(make_engagement: Make) -> None:
    """A new parameter, a new raw file, a new notebook: each runs what it must, no more."""
    folder = make_engagement(TABLE, AFTER, {"id": "other", "notebook": "write_table"})
    render(folder)
    make_engagement(
        {**TABLE, "parameters": {"number": 2}}, AFTER, {"id": "other", "notebook": "write_table"}
    )
    assert statuses(render(folder)) == ["done", "done", "unchanged"]
    (folder / "raw" / "list.csv").write_text("changed", encoding="utf-8")
    assert statuses(render(folder)) == ["done", "done", "done"]


def test_a_table_that_comes_out_the_same_spares_those_that_take_it(make_engagement: Make) -> None:
    """A forced run that changes no byte does not make the others outdated."""
    folder = make_engagement(TABLE, AFTER)
    render(folder)
    (folder / "work" / "table" / "run.json").unlink()
    assert statuses(render(folder)) == ["done", "unchanged"]


def test_only_what_was_asked_for_runs(make_engagement: Make) -> None:
    """With what it needs; and a misspelt name offers the nearest."""
    folder = make_engagement(TABLE, AFTER, {"id": "other", "notebook": "write_table"})
    report = render(folder, only=["after"])
    assert [result.run.id for result in report.results] == ["table", "after"]
    assert not (folder / "work" / "other").exists()
    with pytest.raises(ProbonoError, match="Did you mean “after”"):
        render(folder, only=["aftr"])


def test_one_run_of_a_matrix_can_be_asked_for(make_engagement: Make) -> None:
    """By its own name, which the report shows."""
    folder = make_engagement({**TABLE, "matrix": {"number": [1, 2, 3]}})
    report = render(folder, only=["table-2"])
    assert [result.run.id for result in report.results] == ["table-2"]


def test_a_failed_run_keeps_the_last_good_outputs_aside(make_engagement: Make) -> None:
    """They are in ``previous``, not among the outputs; a good run clears them away."""
    folder = make_engagement(TABLE)
    render(folder)
    make_engagement({"id": "table", "notebook": "raise_error"})
    for _ in range(2):
        (result,) = render(folder).results
        assert result.status is Status.FAILED
        assert result.record is not None
        assert result.record.outputs == []
        assert sorted(snapshot(folder / "work" / "table")) == [
            "previous/run.json",
            "previous/table.csv",
            "previous/table.ipynb",
            "run.json",
            "table.ipynb",
        ]
    assert "run.kept_failed" in {each.code for each in result.findings}
    make_engagement(TABLE)
    render(folder)
    assert sorted(snapshot(folder / "work")) == [
        "table/run.json",
        "table/table.csv",
        "table/table.ipynb",
    ]


def test_work_done_by_hand_is_not_lost(make_engagement: Make) -> None:
    """An edited output and an added note survive the next run, and this is said."""
    folder = make_engagement(TABLE)
    render(folder)
    place = folder / "work" / "table"
    (place / "table.csv").write_text("edited by hand", encoding="utf-8")
    (place / "note.txt").write_text("ask Awa", encoding="utf-8")
    (result,) = render(folder).results
    assert result.status is Status.DONE
    assert [each.code for each in result.findings] == ["run.kept"]
    assert (place / "table.csv").read_text(encoding="utf-8").startswith("region")
    assert (place / "previous" / "table.csv").read_text(encoding="utf-8") == "edited by hand"
    assert (place / "previous" / "note.txt").read_text(encoding="utf-8") == "ask Awa"
    # And once more: what is kept stays kept.
    render(folder, force=True)
    assert (place / "previous" / "note.txt").read_text(encoding="utf-8") == "ask Awa"


def test_files_beside_the_outputs_belong_to_the_run(make_engagement: Make) -> None:
    """A picture that goes with a page is not taken for a person's work, and is missed if gone."""
    folder = make_engagement({"id": "table", "notebook": "write_more"})
    for _ in range(2):
        (result,) = render(folder, force=True).results
        assert result.findings == []
    assert not (folder / "work" / "table" / "previous").exists()
    (folder / "work" / "table" / "more.txt").unlink()
    assert statuses(render(folder)) == ["done"]


def test_what_a_killed_batch_left_is_cleared(make_engagement: Make) -> None:
    """Half a folder without a record is run again; what was aside is still worth keeping."""
    folder = make_engagement(TABLE)
    render(folder)
    place = folder / "work" / "table"
    place.rename(folder / "work" / ".table.before")
    place.mkdir()
    (place / "half.csv").write_text("half", encoding="utf-8")
    assert statuses(render(folder)) == ["done"]
    assert sorted(snapshot(folder / "work")) == [
        "table/run.json",
        "table/table.csv",
        "table/table.ipynb",
    ]


def test_a_damaged_record_means_running_again(make_engagement: Make) -> None:
    """Half a run.json, or somebody else's, is no reason to trust the outputs, nor to stop."""
    folder = make_engagement(TABLE)
    render(folder)
    path = folder / "work" / "table" / "run.json"
    for text in ("{", "[]", '{"run": 5}', ""):
        path.write_text(text, encoding="utf-8")
        assert statuses(render(folder)) == ["done"]


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root writes anywhere")
def test_a_folder_that_may_not_be_written_is_a_finding(make_engagement: Make) -> None:
    """No traceback, and what was there stays."""
    folder = make_engagement(TABLE)
    (folder / "work").mkdir()
    (folder / "work").chmod(0o555)
    (result,) = render(folder).results
    assert [each.code for each in result.findings] == ["file.not_writable"]


def test_a_file_in_place_of_the_folder_is_a_finding(make_engagement: Make) -> None:
    """Somebody's file called work is not overwritten."""
    folder = make_engagement(TABLE)
    (folder / "work").write_text("mine", encoding="utf-8")
    (result,) = render(folder).results
    assert result.status is Status.FAILED
    assert result.findings.errors
    assert (folder / "work").read_text(encoding="utf-8") == "mine"


def test_nothing_runs_when_the_brief_is_wrong(make_engagement: Make) -> None:
    """A misspelt parameter is refused before any kernel starts."""
    folder = make_engagement({**TABLE, "parameters": {"nubmer": 5}})
    with pytest.raises(ProbonoError, match="Did you mean “number”"):
        render(folder)
    assert not (folder / "work").exists()


def test_the_manifest_is_the_same_everywhere(make_engagement: Make, tmp_path: Path) -> None:
    """Two copies of an engagement in two places have one manifest, without time or place."""
    folder = make_engagement(TABLE, AFTER, {"id": "error", "notebook": "raise_error"})
    render(folder)
    first = manifest(folder)
    copy = tmp_path / "elsewhere"
    folder.rename(copy)
    render(copy, force=True)
    assert manifest(copy) == first
    assert [each["run"] for each in first] == ["table", "after"]
    table, after = first
    assert table["outputs"][0]["sha256"] == after["inputs"][0]["sha256"]
    assert table["inputs"][0]["path"] == "raw/list.csv"
    text = json.dumps(first)
    assert str(tmp_path) not in text
    assert "seconds" not in text


def test_two_batches_do_not_meet(make_engagement: Make) -> None:
    """A second terminal is told to wait; afterwards the way is free."""
    fcntl = pytest.importorskip("fcntl")
    folder = make_engagement(TABLE)
    handle = os.open(folder, os.O_RDONLY)
    fcntl.flock(handle, fcntl.LOCK_EX)
    with pytest.raises(ProbonoError, match="another command"):
        render(folder)
    os.close(handle)
    assert render(folder).ok


def test_folders_that_no_task_makes_any_more_are_named(make_engagement: Make) -> None:
    """A renamed task leaves its old outputs; a person's own folder is nobody's business."""
    folder = make_engagement(TABLE)
    render(folder)
    (folder / "work" / "mine").mkdir()
    make_engagement({**TABLE, "id": "renamed"})
    report = render(folder)
    assert [(each.code, each.where) for each in report.findings] == [
        ("run.left_over", "work/table")
    ]


def test_a_full_disk_is_a_finding_and_changes_nothing(
    make_engagement: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    """When the notebook cannot be written, the folder is what it was, and the others go on."""
    folder = make_engagement(TABLE, {"id": "other", "notebook": "write_table"})
    render(folder)
    before = snapshot(folder)

    def full(path: Path, text: str) -> None:
        if path.parent.name == "table":
            raise error_from_os(OSError(errno.ENOSPC, "No space left on device"), path)
        write_text(path, text)

    monkeypatch.setattr(execute, "write_text", full)
    report = render(folder, force=True)
    assert statuses(report) == ["failed", "done"]
    assert [each.code for each in report.results[0].findings] == ["file.no_space"]
    after = snapshot(folder)
    assert {name for name in after if after[name] != before.get(name)} <= {"work/other/run.json"}
    assert after.keys() == before.keys()
