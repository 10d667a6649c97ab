"""Writing ``requirements/*.txt``: one set of versions and hashes for every system and Python."""

from __future__ import annotations

import os
import re
import subprocess
import tempfile
import tomllib
from collections.abc import Sequence
from pathlib import Path

#: Every package must come as a wheel for each of these, so that nobody needs a compiler.
PLATFORMS = (
    "x86_64-unknown-linux-gnu",
    "aarch64-unknown-linux-gnu",
    "x86_64-pc-windows-msvc",
    "aarch64-apple-darwin",
    "x86_64-apple-darwin",
)
PYTHONS = ("3.11", "3.12", "3.13", "3.14")
#: The system for which the newest releases are first to lack a wheel sets the versions for all.
SCARCEST = ("--python-platform", "x86_64-apple-darwin", "--python-version", "3.11.0")
OLDEST_MACOS = "14.0"

HASHED = ("--universal", "--python-version", "3.11", "--generate-hashes")


def write_locks(root: Path, uv: Path, options: Sequence[str] = ()) -> None:
    """Write ``run.txt``, ``test.txt`` and ``installer.txt`` in ``requirements/``.

    Parameters
    ----------
    root : pathlib.Path
        The checkout.
    uv : pathlib.Path
        The resolver.
    options : sequence of str
        More options for the resolver, such as ``--upgrade-package NAME``.

    Raises
    ------
    subprocess.CalledProcessError
        If the requirements cannot be met, or a package has no wheel for one of `PLATFORMS`.

    Notes
    -----
    ``run.txt`` is what the product needs, with hatchling to install the checkout without fetching
    anything; ``test.txt`` what the tests and checks need on top; ``installer.txt`` holds uv.
    Settings of the machine (indexes, mirrors, caches of wheels) play no part in it.
    """
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))
    groups = project["dependency-groups"]
    wanted = {
        "run.txt": [*project["project"]["dependencies"], *project["build-system"]["requires"]],
        "test.txt": [*groups["test"], *groups["check"]],
        "installer.txt": [one for one in groups["dev"] if str(one).startswith("uv")],
    }
    folder = root / "requirements"
    folder.mkdir(exist_ok=True)
    everything = [one for group in wanted.values() for one in group]
    versions = _compile(uv, everything, "", [*SCARCEST, "--only-binary", ":all:", *options])
    known: set[str] = set()
    for name, requirements in wanted.items():
        skipped = [word for package in sorted(known) for word in ("--no-emit-package", package)]
        text = _compile(uv, requirements, versions, [*HASHED, *skipped])
        (folder / name).write_text(HEADS[name] + text, encoding="utf-8", newline="\n")
        known = package_names(text) if name == "run.txt" else known
    for platform in PLATFORMS:
        for python in PYTHONS:
            _check_wheels(uv, folder, platform, python)


HEADS = {
    "run.txt": "# What probono-kit needs, for every system and Python. Written by `make lock`.\n",
    "test.txt": "# What its tests and checks need besides run.txt. Written by `make lock`.\n",
    "installer.txt": "# What installs the other two quickly. Written by `make lock`.\n",
}


def package_names(lock: str) -> set[str]:
    """Return the names of the packages that a lock pins.

    Examples
    --------
    >>> package_names("six==1.17.0 --hash=sha256:71821ab7\\n    # via python-dateutil\\n")
    {'six'}
    """
    return {line.split("==")[0] for line in lock.splitlines() if "==" in line and line[0].isalnum()}


def _compile(uv: Path, requirements: Sequence[str], versions: str, options: Sequence[str]) -> str:
    """Resolve `requirements` within `versions`; uv's remarks say what needs each package."""
    with tempfile.TemporaryDirectory() as scratch:
        Path(scratch, "pyproject.toml").write_text(_as_project(requirements), encoding="utf-8")
        Path(scratch, "versions.txt").write_text(versions, encoding="utf-8")
        fixed = ["--no-config", "--no-header", "--no-emit-index-url", "--no-emit-find-links"]
        answer = subprocess.run(
            [uv, "pip", "compile", "pyproject.toml", "-c", "versions.txt", "-q", *fixed, *options],
            cwd=scratch,
            env=_variables(),
            stdout=subprocess.PIPE,
            encoding="utf-8",
            check=True,
        )
    return re.sub(r"^ +# +(via )?-c versions\.txt\n", "", answer.stdout, flags=re.MULTILINE)


def _as_project(requirements: Sequence[str]) -> str:
    listed = "".join(f"  {one!r},\n" for one in requirements)
    head = '[project]\nname = "probono-kit"\nversion = "0"\nrequires-python = ">=3.11"\n'
    return f"{head}dependencies = [\n{listed}]\n"


def _check_wheels(uv: Path, folder: Path, platform: str, python: str) -> None:
    files = [word for name in HEADS for word in ("-r", str(folder / name))]
    with tempfile.TemporaryDirectory() as nowhere:
        system = ["--python-platform", platform, "--python-version", python, "--target", nowhere]
        options = ["--no-config", "--quiet", "--dry-run", "--only-binary", ":all:", *system]
        subprocess.run([uv, "pip", "install", *options, *files], env=_variables(), check=True)


def _variables() -> dict[str, str]:
    ours = {k: v for k, v in os.environ.items() if not k.startswith(("PIP_", "UV_"))}
    return {**ours, "MACOSX_DEPLOYMENT_TARGET": OLDEST_MACOS}
