"""The targets of the Makefile, the same on Linux, macOS and Windows.

``python3 scripts/make.py demo`` does what ``make demo`` does (Windows: ``py`` for ``python3``).
It needs nothing but a Python of 3.11 or newer with venv and pip, and looks for one itself; so this
file, alone here, keeps to words that older Pythons understand (3.7 and newer).
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
OLDEST = (3, 11)
NEWEST = (3, 14)

USAGE = """\
usage: make TARGET          (without make: python3 scripts/make.py TARGET)

  demo    prepare .venv and make the sample engagement, from spreadsheet to bundle
  lab     open JupyterLab
  test    run all tests (fetches Chromium if there is none)
  check   style and types: ruff, mypy
  bench   measure the speeds and sizes that the README states
  engine  fetch ODK Web Forms with npm, for previews and tests of forms
  lock    choose the newest fitting packages again and write requirements/*.txt
  clean   remove what the other targets made
"""


def main(arguments: list[str]) -> int:
    """Run the target named first in `arguments`; what follows it goes to the tool it runs."""
    if not arguments or arguments[0] in ("-h", "--help", "help"):
        print(USAGE, end="")
        return 0 if arguments else 2
    if not OLDEST <= sys.version_info[:2] <= NEWEST:
        fitting = fitting_python()
        if fitting is not None:
            return subprocess.call([fitting, str(Path(__file__).resolve()), *arguments])
        if sys.version_info[:2] < OLDEST:
            print(no_python_message(), file=sys.stderr)
            return 1
    sys.path.insert(0, str(Path(__file__).resolve().parent))
    from targets import run_target

    return run_target(ROOT, arguments[0], arguments[1:], USAGE)


def fitting_python() -> str | None:
    """Return the path of an installed Python between `OLDEST` and `NEWEST`, or None."""
    names = [f"python3.{minor}" for minor in range(NEWEST[1], OLDEST[1] - 1, -1)]
    candidates = [path for path in map(shutil.which, [*names, "python3", "python"]) if path]
    for candidate in candidates:
        # Shims and the Windows store's placeholder are on the path without being a Python: ask.
        question = "import sys, venv, ensurepip; print(*sys.version_info[:2])"
        answer = subprocess.run(
            [candidate, "-c", question],
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            check=False,
        )
        version = tuple(int(part) for part in answer.stdout.split() if part.isdigit())
        if answer.returncode == 0 and OLDEST <= version <= NEWEST:
            return candidate
    return None


def no_python_message() -> str:
    """Say which Python is missing and where a volunteer gets one."""
    found = ".".join(map(str, sys.version_info[:2]))
    return (
        f"probono-kit needs Python 3.11 or newer; this is Python {found}, and no newer one is on "
        "the PATH.\n"
        "  Windows, macOS: install Python from python.org, open a new terminal, try again.\n"
        "  Debian, Ubuntu: sudo apt install python3 python3-venv   (Debian 12, Ubuntu 24.04 or "
        "newer)\n"
        "  conda:          conda env create -f environment.yml"
    )


if __name__ == "__main__":
    os.chdir(str(ROOT))
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit(130)
