"""What each target of the Makefile does, once a fitting Python runs."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from browser import find_or_install_browser
from engine import find_or_install_engine
from environment import Environment, SetupError
from lock import write_locks
from server import find_or_install_server

RUN = ("run.txt",)
TEST = ("run.txt", "test.txt")

#: Made by the targets or by the tools they run; `clean` removes nothing else.
MADE = (
    ".venv",
    "demo",
    "build",
    "dist",
    "web/node_modules",
    "web/dist",
    ".hypothesis",
    ".mypy_cache",
    ".pytest_cache",
    ".ruff_cache",
)


def run_target(root: Path, name: str, arguments: Sequence[str], usage: str) -> int:
    """Run target `name` and return the exit status for the shell."""
    target = TARGETS.get(name)
    if target is None:
        print(f"There is no target {name!r}.\n\n{usage}", end="", file=sys.stderr)
        return 2
    # .venv is ours to write: without byte code on disk every kernel would compile pandas anew.
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    try:
        return target(Environment(root), list(arguments))
    except SetupError as failure:
        print(f"\n{failure}", file=sys.stderr)
        return 1


def demo(environment: Environment, arguments: list[str]) -> int:
    """Prepare the environment, then make the sample engagement in ``demo/water-points``."""
    environment.prepare(*RUN)
    return environment.call("probono", "demo", str(Path("demo", "water-points")), *arguments)


def lab(environment: Environment, arguments: list[str]) -> int:
    """Open JupyterLab on the checkout."""
    environment.prepare(*RUN)
    return environment.call("jupyter", "lab", *arguments)


def test(environment: Environment, arguments: list[str]) -> int:
    """Run the tests, all of them unless `arguments` choose."""
    environment.prepare(*TEST)
    os.environ["PROBONO_CHROMIUM"] = find_or_install_browser(environment)
    find_or_install_server()
    find_or_install_engine(environment.root)
    workers = str(min(4, max(2, os.cpu_count() or 2)))
    # Tests that share what is dear stay together in one worker, and none is idle at the end.
    chosen = ["-n", workers, "--dist=worksteal", *arguments]
    return environment.call("python", "-m", "pytest", *chosen)


def check(environment: Environment, arguments: list[str]) -> int:
    """Check style and types; every tool runs, the first bad status is returned."""
    environment.prepare(*TEST)
    tools = (("ruff", "check", "."), ("ruff", "format", "--check", "."), ("mypy",))
    return max(environment.call(*tool, *arguments) for tool in tools)


def bench(environment: Environment, arguments: list[str]) -> int:
    """Run every program in ``benchmarks/``, one after the other."""
    environment.prepare(*TEST)
    os.environ["PROBONO_CHROMIUM"] = find_or_install_browser(environment)
    programs = sorted((environment.root / "benchmarks").glob("[!_]*.py"))
    statuses = [environment.call("python", str(program), *arguments) for program in programs]
    return max(statuses, default=0)


def engine(environment: Environment, arguments: list[str]) -> int:
    """Fetch ODK Web Forms with npm, for the preview and the tests of forms."""
    if arguments:
        raise SetupError("engine takes no arguments.")
    return 0 if find_or_install_engine(environment.root) else 1


def lock(environment: Environment, arguments: list[str]) -> int:
    """Write ``requirements/*.txt`` anew; arguments go to the resolver."""
    environment.prepare_installer()
    write_locks(environment.root, environment.program("uv"), arguments)
    return 0


def clean(environment: Environment, arguments: list[str]) -> int:
    """Remove the environment, the demo and the caches of the tools."""
    for name in MADE:
        shutil.rmtree(environment.root / name, ignore_errors=True)
    ours = ["probono_kit", "tests", "scripts", "benchmarks", "data"]
    for folder in (path for name in ours for path in (environment.root / name).rglob("*")):
        if folder.name in ("__pycache__", ".ipynb_checkpoints"):
            shutil.rmtree(folder, ignore_errors=True)
    return 0


TARGETS: dict[str, Callable[[Environment, list[str]], int]] = {
    target.__name__: target for target in (demo, lab, test, check, bench, engine, lock, clean)
}
