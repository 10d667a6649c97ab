"""Kernels as processes: slow, killed, interrupted; none is left behind."""

from __future__ import annotations

import importlib
import json
import os
import signal
import subprocess
import sys
import time
import uuid
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from probono_kit.run import Status, render
from probono_kit.run import engine as engine_module
from probono_kit.run.engine import MODULES
from probono_kit.run.forked import WarmProcess
from tests.run.conftest import Make

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")

MARK = "PROBONO_TEST_MARK"
ROOT = Path(__file__).parents[2]

#: What a terminal would run, with the tiny notebooks in place of the real ones.
SCRIPT = """
import signal
import sys
from pathlib import Path
from typing import Any
import pytest
from probono_kit.run import render
from tests.run.conftest import install_tiny_notebooks
signal.signal(signal.SIGINT, signal.default_int_handler)
with pytest.MonkeyPatch.context() as patch:
    install_tiny_notebooks(Path(sys.argv[1]) / "share", patch)
    report = render(Path(sys.argv[1]) / "engagement", jobs=2, progress=lambda step: print(
        step.event, step.run.id, step.cell, flush=True))
    print("interrupted", report.interrupted, *[each.status.value for each in report.results])
"""


def marked(mark: str) -> list[int]:
    """Return the processes, other than this one, that were started with a mark."""
    found = []
    wanted = f"{MARK}={mark}".encode()
    for path in Path("/proc").glob("[0-9]*/environ"):
        try:
            if wanted in path.read_bytes().split(b"\0"):
                found.append(int(path.parent.name))
        except OSError:
            continue
    return [pid for pid in found if pid != os.getpid() and not is_zombie(pid)]


def is_zombie(pid: int) -> bool:
    """Say whether a process has ended and only waits to be counted."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "Z"
    except OSError:
        return True


def wait_until(holds: Callable[[], bool], seconds: float = 20) -> bool:
    """Wait until something holds, and say whether it came to hold."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if holds():
            return True
        time.sleep(0.05)
    return holds()


@pytest.fixture
def mark(monkeypatch: pytest.MonkeyPatch) -> str:
    """Mark all processes that are started from now on."""
    name = uuid.uuid4().hex
    monkeypatch.setenv(MARK, name)
    return name


def test_no_process_is_left_behind(make_engagement: Make, mark: str) -> None:
    """Neither kernels nor what they started, also when a cell takes too long or a kernel dies."""
    folder = make_engagement(
        {"id": "slow", "notebook": "be_slow"},
        {"id": "dead", "notebook": "die"},
        {"id": "spawn", "notebook": "spawn"},
    )
    began = time.monotonic()
    report = render(folder, jobs=3, timeout=2)
    assert time.monotonic() - began < 60
    slow, dead, spawn = report.results
    assert [each.code for each in slow.findings] == ["run.cell_timeout"]
    assert [each.code for each in dead.findings] == ["run.kernel_died"]
    assert spawn.status is Status.DONE
    assert (folder / "pid").exists()
    assert wait_until(lambda: marked(mark) == [])


def start(folder: Path) -> subprocess.Popen[str]:
    """Start rendering as a terminal does, also where the tests themselves ignore Ctrl-C."""
    return subprocess.Popen(
        [sys.executable, "-c", SCRIPT, str(folder.parent)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def wait_for_line(process: subprocess.Popen[str], line: str) -> None:
    """Read what the process says until it says `line`."""
    assert process.stdout is not None
    for said in process.stdout:
        if said.strip() == line:
            return
    raise AssertionError(f"never said {line!r}: {process.stderr and process.stderr.read()}")


def test_ctrl_c_stops_cleanly(make_engagement: Make, mark: str) -> None:
    """What ran is told as stopped, its folder is as it was, and no process is left."""
    folder = make_engagement(
        {"id": "table", "notebook": "write_table"},
        {"id": "slow", "notebook": "be_slow"},
        {"id": "later", "notebook": "be_slow", "parameters": {"number": 2}},
        {"id": "last", "notebook": "write_table", "parameters": {"number": 3}},
    )
    with start(folder) as process:
        wait_for_line(process, "ended table 0")
        wait_for_line(process, "began later 0")
        process.send_signal(signal.SIGINT)
        said, complaints = process.communicate(timeout=30)
    assert said.splitlines()[-1] == "interrupted True done stopped stopped stopped"
    assert complaints == ""
    assert sorted(path.name for path in (folder / "work").iterdir()) == ["table"]
    assert wait_until(lambda: marked(mark) == [])


def test_a_killed_batch_takes_its_kernels_along(
    make_engagement: Make, mark: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing computes on after the machine's owner killed the command; the notebook is there."""
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    monkeypatch.setenv("TMPDIR", str(temporary))
    folder = make_engagement({"id": "slow", "notebook": "be_slow"})
    with start(folder) as process:
        wait_for_line(process, "cell slow 2")
        assert len(marked(mark)) >= 3
        assert len(list(temporary.iterdir())) == 1
        process.kill()
        process.communicate(timeout=30)
    assert wait_until(lambda: marked(mark) == [])
    assert wait_until(lambda: list(temporary.iterdir()) == [])
    left = json.loads((folder / "work/slow/slow.ipynb").read_text(encoding="utf-8"))
    assert len(left["cells"]) == 3


def test_ordinary_kernels_give_the_same_bytes(
    make_engagement: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Forked or started anew: a notebook cannot tell, nor can a reader of its outputs."""
    inline = ("matplotlib.pyplot", "matplotlib_inline.backend_inline")
    modules = (*engine_module.MODULES, *inline, "pandas")
    monkeypatch.setattr(engine_module, "MODULES", modules)
    folder = make_engagement(
        {"id": "look", "notebook": "look_around"},
        {"id": "frame", "notebook": "show_frame"},
        {"id": "dead", "notebook": "die"},
    )
    warm = render(folder, warm=True)
    notebooks = {path: path.read_bytes() for path in folder.glob("work/*/*.ipynb")}
    cold = render(folder, warm=False, force=True, jobs=2)
    assert len(notebooks) == 3
    for path, content in notebooks.items():
        assert path.read_text("utf-8") == content.decode("utf-8"), path.name
    assert [each.status for each in warm.results] == [each.status for each in cold.results]
    assert warm.findings == cold.findings == []


def test_a_broken_warm_process_is_a_note(
    make_engagement: Make, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """When it ends, ordinary kernels do the work, and the reader is told."""

    class Ended(WarmProcess):
        def __init__(self, environment: dict[str, str], *rest: Any) -> None:
            super().__init__({**environment, "PYTHONPATH": str(broken)}, *rest)

    broken = tmp_path / "broken"
    (broken / "probono_kit").mkdir(parents=True)
    (broken / "probono_kit" / "__init__.py").write_text("raise ImportError('probono_kit broke')")
    monkeypatch.setattr(engine_module, "WarmProcess", Ended)
    folder = make_engagement({"id": "table", "notebook": "write_table"})
    report = render(folder, warm=True)
    assert [each.status for each in report.results] == [Status.DONE]
    assert [each.code for each in report.findings] == ["run.warm_process_failed"]
    assert "probono_kit broke" in report.findings[0].message("en")


def test_rendering_inside_a_running_loop(make_engagement: Make) -> None:
    """In JupyterLab there is a loop already; `render` works there too."""
    import asyncio

    folder = make_engagement({"id": "table", "notebook": "write_table"})

    async def inside() -> bool:
        return render(folder).ok

    assert asyncio.run(inside())


def test_the_warm_process_imports_what_there_is() -> None:
    """A module that was renamed would be imported by every notebook anew, and nobody notice."""
    for name in MODULES:
        importlib.import_module(name)
