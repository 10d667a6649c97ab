"""Making ``.venv`` from the locks, quickly, and only when something changed."""

from __future__ import annotations

import hashlib
import json
import os
import re
import subprocess
import sys
import venv
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from progress import Step

#: uv needs seconds where pip needs a minute, but pip knows every proxy and mirror that a person
#: may have set up: it fetches uv, and does all the work itself where uv cannot.
INSTALLER = "installer.txt"


class SetupError(Exception):
    """What stopped a target, in words for the person who typed it."""


@dataclass(frozen=True)
class Environment:
    """The virtual environment of a checkout.

    Parameters
    ----------
    root : pathlib.Path
        The checkout.
    """

    root: Path

    @property
    def folder(self) -> Path:
        """Where the environment is."""
        return self.root / ".venv"

    @property
    def stamp(self) -> Path:
        """The file that says what is installed."""
        return self.folder / "installed.json"

    def program(self, name: str) -> Path:
        """Return the path of a program in the environment."""
        if os.name == "nt":
            return self.folder / "Scripts" / f"{name}.exe"
        return self.folder / "bin" / name

    def call(self, name: str, *arguments: str) -> int:
        """Run a program of the environment in the checkout; return its exit status."""
        return subprocess.call([str(self.program(name)), *arguments], cwd=self.root)

    def prepare(self, *locks: str) -> None:
        """Make sure that the packages of `locks` and probono-kit itself are installed.

        Parameters
        ----------
        *locks : str
            Names of files in ``requirements/``.

        Raises
        ------
        SetupError
            If there is no way to install them.
        """
        wanted = self._wanted(locks)
        installed = self._installed()
        if all(installed.get(key) == value for key, value in wanted.items()):
            return
        self.prepare_installer(said="1/3 ")
        same_place = all(installed.get(key) == wanted[key] for key in ("checkout", "python"))
        self.stamp.unlink(missing_ok=True)
        self._install_packages(locks)
        self._install_probono_kit()
        kept = installed if same_place else {}
        self.stamp.write_text(json.dumps({**kept, **wanted}, indent=2), encoding="utf-8")

    def prepare_installer(self, said: str = "") -> None:
        """Make ``.venv`` with pip in it and, where it can be had, uv.

        Parameters
        ----------
        said : str
            Put before the line that tells of it.
        """
        installed, wanted = self._installed(), self._wanted([])
        if all(installed.get(key) == value for key, value in wanted.items()):
            return
        with Step(f"{said}Python {wanted['python']} in .venv"):
            self._create()
            self._pip("--quiet", "--no-deps", *self._lock_arguments([INSTALLER]))

    def _wanted(self, locks: Sequence[str]) -> dict[str, str]:
        """Return what the stamp says when `locks` are installed as they are now."""
        files = [self.root / "requirements" / lock for lock in (INSTALLER, *locks)]
        if locks:
            files.append(self.root / "pyproject.toml")
        return {
            "checkout": str(self.root),
            "python": ".".join(map(str, sys.version_info[:3])),
            **{file.name: hashlib.sha256(file.read_bytes()).hexdigest() for file in files},
        }

    def _installed(self) -> dict[str, Any]:
        """Return what the stamp says, nothing if the environment does not work (any more)."""
        try:
            stamp: dict[str, Any] = json.loads(self.stamp.read_text(encoding="utf-8"))
            subprocess.run([self.program("python"), "-c", ""], check=True, capture_output=True)
        except (OSError, ValueError, subprocess.CalledProcessError):
            return {}
        return stamp

    def _create(self) -> None:
        """Make an empty environment; whatever was there belonged to another Python or place."""
        try:
            venv.EnvBuilder(with_pip=True, clear=True, symlinks=os.name != "nt").create(self.folder)
        except (OSError, subprocess.CalledProcessError) as problem:
            raise SetupError(
                f"Python could not make a virtual environment in {self.folder}: {problem}\n"
                "  Debian, Ubuntu: sudo apt install python3-venv\n"
                "  Elsewhere: check that the disk has 2 GB free and that the folder is yours."
            ) from problem

    def _install_packages(self, locks: Sequence[str]) -> None:
        arguments = self._lock_arguments(locks)
        count = sum(
            len(re.findall(r"^[\w.-]+==", (self.root / "requirements" / lock).read_text(), re.M))
            for lock in locks
        )
        with Step("2/3 Packages, each checked against its hash") as step:
            if self._uv(*arguments, on_line=step.uv_line) == 0:
                return
            step.say("now with pip, which takes a few minutes")
            # pip would spend half its time on byte code that Python makes when it is needed.
            if self._pip("--no-deps", "--no-compile", *arguments, on_line=step.pip_line(count)):
                raise SetupError(
                    "The packages could not be installed. The lines above say why; most often the "
                    "connection was cut or the disk is full.\nTyping the same command again goes "
                    "on where it stopped."
                )

    def _install_probono_kit(self) -> None:
        arguments = ["--no-deps", "--no-build-isolation", "--editable", str(self.root)]
        with Step("3/3 probono-kit itself"):
            if self._uv("--quiet", *arguments) and self._pip("--quiet", *arguments):
                raise SetupError("probono-kit itself could not be installed: see the lines above.")

    def _lock_arguments(self, locks: Sequence[str]) -> list[str]:
        paths = [str(self.root / "requirements" / lock) for lock in locks]
        return ["--require-hashes", *(word for path in paths for word in ("-r", path))]

    def _uv(self, *arguments: str, on_line: Callable[[str], None] | None = None) -> int:
        uv = self.program("uv")
        if not uv.exists():
            return 1
        python = str(self.program("python"))
        # Slow lines are the rule in the field: fewer downloads at a time, more patience with each.
        patience = {"UV_CONCURRENT_DOWNLOADS": "8", "UV_HTTP_TIMEOUT": "120"}
        command = [str(uv), "pip", "install", "--python", python, *arguments]
        return _run(command, {**patience, **os.environ}, on_line)

    def _pip(self, *arguments: str, on_line: Callable[[str], None] | None = None) -> int:
        options = ["--no-input", "--disable-pip-version-check", "--progress-bar", "off"]
        command = [str(self.program("python")), "-m", "pip", "install", *options, *arguments]
        return _run(command, dict(os.environ), on_line)


def _run(
    command: Sequence[str], variables: dict[str, str], on_line: Callable[[str], None] | None
) -> int:
    """Run `command`, hand its lines to `on_line`, show all of them if it fails."""
    lines = []
    with subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
        env=variables,
    ) as process:
        for line in process.stdout or ():
            lines.append(line)
            if on_line is not None:
                on_line(line)
    if process.returncode:
        print("\n" + "".join(lines[-40:]), end="", file=sys.stderr)
    return process.returncode
