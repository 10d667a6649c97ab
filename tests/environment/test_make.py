"""`make demo` and its sisters: what is installed when, and what is said when it cannot be."""

from __future__ import annotations

import io
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import browser
import engine
import environment
import lock
import make
import progress
import pytest
import server
import targets
from environment import Environment, SetupError

ROOT = Path(__file__).resolve().parents[2]

Commands = list[list[str]]


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A checkout whose folder has a space in its name, as on many a desktop."""
    root = tmp_path / "my checkout"
    (root / "requirements").mkdir(parents=True)
    for name in ("run.txt", "test.txt", "installer.txt"):
        (root / "requirements" / name).write_text(f"# {name}\nsix==1.17.0\n", encoding="utf-8")
    (root / "pyproject.toml").write_text("[project]\n", encoding="utf-8")
    return root


@pytest.fixture
def commands(monkeypatch: pytest.MonkeyPatch) -> Commands:
    """Stand in for venv, pip and uv: keep what they were told, make what they would have made."""
    told: Commands = []

    def create(self: Environment) -> None:
        told.append(["venv"])
        self.program("python").parent.mkdir(parents=True, exist_ok=True)
        for name in ("python", "uv"):
            self.program(name).unlink(missing_ok=True)
            self.program(name).symlink_to(sys.executable)

    def run(command: list[str], variables: dict[str, str], on_line: object) -> int:
        told.append([Path(command[0]).name, *command[1:]])
        return 0

    monkeypatch.setattr(Environment, "_create", create)
    monkeypatch.setattr(environment, "_run", run)
    return told


def kinds(commands: Commands) -> list[str]:
    """Say in a word what each command did."""
    found = []
    for command in commands:
        text = " ".join(command)
        what = (
            "checkout" if "--editable" in text else "installer" if "installer.txt" in text else ""
        )
        what = what or " ".join(n for n in ("run.txt", "test.txt") if n in text)
        found.append("venv" if command == ["venv"] else f"{command[0]} {what}")
    return found


def test_the_first_time_everything_is_installed(checkout: Path, commands: Commands) -> None:
    """pip fetches uv, uv fetches the packages, then the checkout itself goes in."""
    Environment(checkout).prepare("run.txt")
    assert kinds(commands) == ["venv", "python installer", "uv run.txt", "uv checkout"]
    packages = commands[2]
    assert "--require-hashes" in packages
    assert str(checkout / "requirements" / "run.txt") in packages
    assert {"--no-deps", "--no-build-isolation"} <= set(commands[3])


def test_the_second_time_nothing_is_installed(checkout: Path, commands: Commands) -> None:
    """A warm `make demo` starts with the demo."""
    Environment(checkout).prepare("run.txt")
    commands.clear()
    Environment(checkout).prepare("run.txt")
    assert commands == []


def test_the_tests_packages_come_on_top(checkout: Path, commands: Commands) -> None:
    """`make test` after `make demo` keeps the environment, and so does the next `make demo`."""
    Environment(checkout).prepare("run.txt")
    commands.clear()
    Environment(checkout).prepare("run.txt", "test.txt")
    assert kinds(commands) == ["uv run.txt test.txt", "uv checkout"]
    commands.clear()
    Environment(checkout).prepare("run.txt")
    Environment(checkout).prepare("run.txt", "test.txt")
    assert commands == []


@pytest.mark.parametrize("changed", ["requirements/run.txt", "pyproject.toml"])
def test_what_changed_is_installed_again(checkout: Path, commands: Commands, changed: str) -> None:
    """After a pull that moves a version, the next command brings the environment up to date."""
    Environment(checkout).prepare("run.txt")
    commands.clear()
    (checkout / changed).write_text("# moved\n", encoding="utf-8")
    Environment(checkout).prepare("run.txt")
    assert kinds(commands) == ["uv run.txt", "uv checkout"]


def test_a_moved_checkout_gets_a_new_environment(checkout: Path, commands: Commands) -> None:
    """Programs in .venv name their folder: after a move they would start the wrong Python."""
    Environment(checkout).prepare("run.txt", "test.txt")
    moved = checkout.rename(checkout.with_name("elsewhere"))
    commands.clear()
    Environment(moved).prepare("run.txt")
    assert kinds(commands)[0] == "venv"
    assert "test.txt" not in json.loads(Environment(moved).stamp.read_text(encoding="utf-8"))


def test_a_broken_environment_is_made_anew(checkout: Path, commands: Commands) -> None:
    """The system's Python was upgraded and the old one is gone."""
    Environment(checkout).prepare("run.txt")
    Environment(checkout).program("python").unlink()
    commands.clear()
    Environment(checkout).prepare("run.txt")
    assert kinds(commands)[0] == "venv"


def test_an_interrupted_installation_is_taken_up_again(
    checkout: Path, commands: Commands, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was cut short is not taken for finished."""

    def interrupt(self: Environment) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(Environment, "_install_probono_kit", interrupt)
        with pytest.raises(KeyboardInterrupt):
            Environment(checkout).prepare("run.txt")
    commands.clear()
    Environment(checkout).prepare("run.txt")
    assert "uv checkout" in kinds(commands)


def failing(*programs: str) -> Callable[[list[str], dict[str, str], object], int]:
    """Return a stand-in under which `programs` fail and the others work."""
    return lambda command, variables, on_line: int(Path(command[0]).name in programs)


def test_pip_does_it_where_uv_cannot(
    checkout: Path,
    commands: Commands,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Behind a proxy that only pip knows, it takes longer, and that is all."""
    monkeypatch.setattr(environment, "_run", failing("uv"))
    Environment(checkout).prepare("run.txt")
    assert "with pip, which takes a few minutes" in capsys.readouterr().err
    assert Environment(checkout).stamp.is_file()


def test_when_nothing_can_be_installed_the_reason_is_given(
    checkout: Path,
    commands: Commands,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """No connection: words for the person, an exit status for the script, no traceback."""
    monkeypatch.setattr(environment, "_run", failing("uv", "python"))
    assert targets.run_target(checkout, "demo", [], make.USAGE) == 1
    said = capsys.readouterr().err
    assert "connection was cut or the disk is full" in said
    assert "Traceback" not in said
    assert not Environment(checkout).stamp.exists()


def test_a_python_without_venv_is_told_what_it_lacks(
    checkout: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Debian leaves out a part of Python that nothing works without."""

    class Lacking:
        def __init__(self, **options: object) -> None:
            pass

        def create(self, folder: Path) -> None:
            raise subprocess.CalledProcessError(1, ["python", "-m", "ensurepip"])

    monkeypatch.setattr(environment.venv, "EnvBuilder", Lacking)
    with pytest.raises(SetupError, match="sudo apt install python3-venv"):
        Environment(checkout).prepare("run.txt")


def test_a_failing_command_shows_its_last_lines(capsys: pytest.CaptureFixture[str]) -> None:
    """Installers explain themselves: what they said is kept for when it is needed."""
    seen: list[str] = []
    program = "print('one'); print('two'); raise SystemExit(3)"
    status = environment._run([sys.executable, "-c", program], dict(os.environ), seen.append)
    assert status == 3
    assert seen == ["one\n", "two\n"]
    assert "one\ntwo\n" in capsys.readouterr().err


class Terminal(io.StringIO):
    """A terminal that remembers what was drawn on it."""

    encoding = "utf-8"

    def isatty(self) -> bool:
        return True


def test_the_bar_grows_as_the_packages_arrive(monkeypatch: pytest.MonkeyPatch) -> None:
    """uv tells the size of the larger files; the bar adds up those that have arrived."""
    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    with progress.Step("Packages") as step:
        for line in (
            "Resolved 2 packages",
            "Downloading numpy (15.0MiB)",
            "Downloading a (512KiB)",
        ):
            step.uv_line(line)
        step.uv_line("Downloading scipy (30.0MiB)")
        step.uv_line(" Downloaded numpy")
    drawn = terminal.getvalue().split("\r\033[K")
    assert drawn[-2].endswith(" 15/46 MiB")
    assert drawn[-2].count("█") == 10
    assert drawn[-1].startswith("Packages (")


def test_pip_counts_packages(monkeypatch: pytest.MonkeyPatch) -> None:
    """pip names each package as it comes to it."""
    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    with progress.Step("Packages") as step:
        read = step.pip_line(4)
        for line in ("Collecting a==1", "  Downloading a.whl", "Collecting b==2"):
            read(line)
    assert " 2/4 packages" in terminal.getvalue()


def test_a_step_without_terminal_is_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    """A log of CI holds what was done and how long it took, and no drawing."""
    with progress.Step("Packages") as step:
        step.uv_line("Downloading numpy (15.0MiB)")
    assert capsys.readouterr().err == "Packages … (0 s)\n"


def test_an_old_python_looks_for_a_newer_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """`python3` is too old, `python3.12` is a shim that starts nothing, `python3.11` will do."""
    answers = {"python3.12": "exit 127", "python3.11": "echo 3 11", "python3": "echo 3 9"}
    for name, line in answers.items():
        program = tmp_path / name
        program.write_text(f"#!/bin/sh\n{line}\n", encoding="utf-8")
        program.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert make.fitting_python() == str(tmp_path / "python3.11")
    (tmp_path / "python3.11").unlink()
    assert make.fitting_python() is None
    assert "Python 3.11 or newer" in make.no_python_message()


@pytest.mark.parametrize("arguments", [["help"], []])
def test_make_says_what_it_can_do(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    """Each target is in the help, in the Makefile and in the code."""
    make.main(arguments)
    said = capsys.readouterr().out
    rules = (ROOT / "Makefile").read_text(encoding="utf-8")
    for name in targets.TARGETS:
        assert f"\n  {name} " in said
        assert f" {name}" in rules.split(".PHONY:")[1].splitlines()[0]


def test_an_unknown_target_is_refused(checkout: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A typing mistake gets the list of targets, and nothing happens."""
    assert targets.run_target(checkout, "dmeo", [], make.USAGE) == 2
    assert "no target 'dmeo'" in capsys.readouterr().err
    assert not (checkout / ".venv").exists()


def test_demo_makes_the_sample_engagement(
    checkout: Path, commands: Commands, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The demo is the command that a volunteer would type, in the environment just made."""
    called: Commands = []
    monkeypatch.setattr(Environment, "call", lambda self, *words: called.append([*words]) or 0)
    assert targets.run_target(checkout, "demo", ["--force"], make.USAGE) == 0
    assert called == [["probono", "demo", str(Path("demo", "water-points")), "--force"]]


def test_check_runs_every_tool_and_reports_the_worst(
    checkout: Path, commands: Commands, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A fault of style does not hide a fault of types."""
    called: list[str] = []

    def call(self: Environment, *words: str) -> int:
        called.append(" ".join(words))
        return int(words[:2] == ("ruff", "format"))

    monkeypatch.setattr(Environment, "call", call)
    assert targets.run_target(checkout, "check", [], make.USAGE) == 1
    assert called == ["ruff check .", "ruff format --check .", "mypy"]


def test_clean_removes_what_was_made_and_nothing_else(checkout: Path) -> None:
    """The engagements of a volunteer are not ours to remove."""
    for name in (".venv/lib", "demo/water-points", "probono_kit/__pycache__", "engagements/ngo"):
        (checkout / name).mkdir(parents=True)
    assert targets.run_target(checkout, "clean", [], make.USAGE) == 0
    left = {str(path.relative_to(checkout)) for path in checkout.rglob("*") if path.is_dir()}
    assert left == {"requirements", "probono_kit", "engagements", "engagements/ngo"}


def test_a_browser_that_does_not_start_is_passed_over(
    checkout: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Ubuntu's `chromium-browser` without its snap is a script that only complains."""
    for name, status in {"chromium": 1, "google-chrome": 0}.items():
        program = tmp_path / name
        program.write_text(f"#!/bin/sh\nexit {status}\n", encoding="utf-8")
        program.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.delenv("PROBONO_CHROMIUM", raising=False)
    monkeypatch.setattr(browser, "_playwright_path", lambda environment: None)
    found = browser.find_browser(Environment(checkout))
    assert found == str(tmp_path / "google-chrome")


def test_without_a_browser_the_tests_do_not_pretend(
    checkout: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """`make test` stops and says what to install, instead of skipping half of the product."""
    monkeypatch.setattr(browser, "find_browser", lambda environment: None)
    monkeypatch.setattr(browser, "install_from_debian", lambda _packages: False)
    monkeypatch.setattr(browser, "install_from_playwright", lambda environment: False)
    with pytest.raises(SetupError, match="PROBONO_CHROMIUM="):
        browser.find_or_install_browser(Environment(checkout))


def test_without_a_database_server_it_is_said_loudly(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """`make test` goes on, but nobody can overlook what is not tested."""
    asked: list[tuple[str, ...]] = []
    monkeypatch.setattr(server, "has_server", lambda: False)
    monkeypatch.setattr(server, "install_from_debian", asked.append)
    assert not server.find_or_install_server()
    assert asked == [("postgresql", "postgresql-postgis")]
    assert "NO DATABASE SERVER" in capsys.readouterr().err


def test_without_npm_it_is_said_loudly(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """`make test` goes on without the engine of forms, and says what is not tested."""
    (tmp_path / "web").mkdir()
    for name in engine.SOURCES:
        (tmp_path / "web" / name).write_text("", encoding="utf-8")
    monkeypatch.setattr(shutil, "which", lambda _name: None)
    assert not engine.find_or_install_engine(tmp_path)
    assert "NO ENGINE FOR FORMS" in capsys.readouterr().err


def test_the_lock_of_the_engine_names_no_registry() -> None:
    """npm fetches from wherever the person who runs it has set up; hashes hold what comes."""
    text = (ROOT / "web" / "package-lock.json").read_text(encoding="utf-8")
    packages = [each for name, each in json.loads(text)["packages"].items() if name]
    assert "resolved" not in text
    assert all(each["integrity"].startswith("sha512-") for each in packages)


def test_a_lock_keeps_no_trace_of_the_machine_that_made_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Settings of pip and uv on that machine do not reach the resolver; its remarks are cleaned."""
    program = tmp_path / "uv"
    program.write_text(
        "#!/bin/sh\n"
        "env | grep -E '^(PIP|UV)_' >&2 && exit 1\n"
        "printf 'six==1.17.0 \\\\\\n    --hash=sha256:00\\n    # via\\n"
        "    #   -c versions.txt\\n    #   python-dateutil\\n'\n",
        encoding="utf-8",
    )
    program.chmod(0o755)
    monkeypatch.setenv("PIP_FIND_LINKS", "somewhere")
    monkeypatch.setenv("UV_INDEX", "somewhere")
    text = lock._compile(program, ["six"], "", [])
    assert text.splitlines()[-2:] == ["    # via", "    #   python-dateutil"]
    assert "-c" not in text


@pytest.mark.skipif(os.name == "nt", reason="bash is not part of Windows")
def test_ci_runs_the_checks_and_then_the_readmes_test_command(tmp_path: Path) -> None:
    """`.ci/run` stops at the first failure and passes its status on."""
    root = tmp_path / "a clone"
    (root / ".ci").mkdir(parents=True)
    (root / ".ci" / "run").write_bytes((ROOT / ".ci" / "run").read_bytes())
    tools = tmp_path / "tools"
    tools.mkdir()
    maker = tools / "make"
    maker.write_text('#!/bin/sh\necho "make $*"; [ "$1" != "$FAILING" ]\n', encoding="utf-8")
    maker.chmod(0o755)
    for failing_target, said, status in (("", ["check", "test"], 0), ("check", ["check"], 1)):
        variables = {"PATH": f"{tools}:{os.environ['PATH']}", "FAILING": failing_target}
        answer = subprocess.run(
            ["bash", str(root / ".ci" / "run")],
            env=variables,
            capture_output=True,
            text=True,
            check=False,
        )
        assert answer.stdout.splitlines() == [f"make {name}" for name in said]
        assert answer.returncode == status
