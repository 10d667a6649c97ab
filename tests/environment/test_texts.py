"""What no file of the repository may say: where its packages came from, whose machine it was on."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
MADE = {".git", ".venv", "demo", "build", "dist", "node_modules", "__pycache__", ".hypothesis"}

# Put together from pieces, so that this file does not say them either.
HOSTS = [
    "pypi" + ".org",
    "python" + "hosted",
    "npmjs" + ".",
    "anaconda" + ".org",
    "anaconda" + ".com",
    "deb." + "debian",
    "debian" + ".org",
]
OPTIONS = ["--" + "index-url", "--" + "extra-index", "--" + "trusted-host", "--default" + "-index"]
PATHS = [
    r"(?<![\w.:/])/(root|work|opt|home|Users)/\w",
    r"\b[A-Z]:\\\\?Users\\",
    r"(?<![\w.])/tmp/\w",
]


def files() -> list[Path]:
    """Return the files that are, or would be, in the repository."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"],
        cwd=ROOT,
        capture_output=True,
        check=False,
    )
    if listed.returncode == 0:
        paths = [ROOT / name.decode() for name in listed.stdout.split(b"\0") if name]
    else:
        paths = [path for path in ROOT.rglob("*") if not MADE & set(path.relative_to(ROOT).parts)]
    return sorted(path for path in paths if path.is_file())


def texts() -> list[tuple[Path, str]]:
    """Return those of them that are text, with their text."""
    found = []
    for path in files():
        content = path.read_bytes()
        if b"\0" not in content[:8000]:
            found.append((path.relative_to(ROOT), content.decode("utf-8", "replace")))
    return found


def test_there_are_files_to_look_at() -> None:
    """The other tests here look at the whole repository, not at an empty list."""
    names = {str(path) for path, _ in texts()}
    assert {"pyproject.toml", "requirements/run.txt", "Makefile"} <= names


@pytest.mark.parametrize("word", HOSTS + OPTIONS)
def test_no_file_names_a_package_registry(word: str) -> None:
    """Who installs decides where from; a mirror or a USB stick must do as well."""
    found = [str(path) for path, text in texts() if word in text.lower()]
    assert not found


@pytest.mark.parametrize("pattern", PATHS)
def test_no_file_names_a_path_of_somebodys_machine(pattern: str) -> None:
    """A path that exists on one machine only is a command that fails on every other."""
    found = [
        f"{path}:{number}: {line.strip()[:80]}"
        for path, text in texts()
        for number, line in enumerate(text.splitlines(), 1)
        if re.search(pattern, line)
    ]
    assert not found


def test_files_that_install_name_no_address_at_all() -> None:
    """Requirements, Makefile, CI and package settings say what, never where from."""
    here = {"Makefile", ".ci/run", "pyproject.toml", "environment.yml"}
    for path, text in texts():
        if str(path) in here or path.parts[0] in ("requirements", "scripts"):
            # Names under .example are kept for documentation: they lead nowhere.
            assert not re.search(r"\w+://(?![\w.-]*\.example\b)", text), path


def test_no_file_is_large() -> None:
    """A checkout stays small enough for the connection of a field office."""
    large = {str(p.relative_to(ROOT)): p.stat().st_size for p in files()}
    assert not {name: size for name, size in large.items() if size > 5_000_000}
    assert sum(large.values()) < 25_000_000
