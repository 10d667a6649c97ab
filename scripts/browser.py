"""A Chromium for the tests: the one that is there, else Debian's, else Playwright's own."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from debian import call_quietly, install_from_debian
from progress import Step

if TYPE_CHECKING:
    from environment import Environment

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
# The pages bring no fonts; without these, a picture of a page in Arabic shows empty boxes.
DEBIAN_PACKAGES = ("chromium", "fonts-dejavu-core", "fonts-liberation")


def find_or_install_browser(environment: Environment) -> str:
    """Return the path of a Chromium that starts, installing one if there is none.

    Parameters
    ----------
    environment : Environment
        With Playwright installed.

    Returns
    -------
    str
        Path of the program; for the variable ``PROBONO_CHROMIUM``.

    Raises
    ------
    environment.SetupError
        If there is none and none can be installed.
    """
    from environment import SetupError

    found = find_browser(environment)
    if found is None:
        with Step("Chromium, for the tests of maps and pages"):
            if not (install_from_debian(DEBIAN_PACKAGES) and find_browser(environment)):
                install_from_playwright(environment)
        found = find_browser(environment)
    if found is None:
        raise SetupError(
            "The tests open maps and pages in Chromium; there is none and none could be fetched.\n"
            "  Install Chromium or Google Chrome, then try again, or name one: "
            "PROBONO_CHROMIUM=/path/to/chromium make test"
        )
    return found


def find_browser(environment: Environment) -> str | None:
    """Return the path of a Chromium that starts, None if there is none."""
    named = [os.environ.get("PROBONO_CHROMIUM"), *map(shutil.which, NAMES)]
    for candidate in (*named, _playwright_path(environment)):
        if candidate and Path(candidate).is_file() and _starts(candidate):
            return candidate
    return None


def install_from_playwright(environment: Environment) -> bool:
    """Let Playwright fetch its own build, and its system packages where we may install them."""
    is_root = hasattr(os, "geteuid") and os.geteuid() == 0
    extra = ["--with-deps"] if is_root and shutil.which("apt-get") else []
    python = str(environment.program("python"))
    return call_quietly(
        [python, "-m", "playwright", "install", *extra, "chromium"], dict(os.environ)
    )


def _playwright_path(environment: Environment) -> str | None:
    question = (
        "from playwright.sync_api import sync_playwright as start\n"
        "with start() as playwright: print(playwright.chromium.executable_path)"
    )
    answer = subprocess.run(
        [environment.program("python"), "-c", question],
        capture_output=True,
        text=True,
        check=False,
    )
    return answer.stdout.strip() or None


def _starts(program: str) -> bool:
    # On Windows chrome.exe has no --version: that it is there must do.
    if sys.platform == "win32":
        return True
    try:
        answer = subprocess.run(
            [program, "--version"], capture_output=True, timeout=60, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    return answer.returncode == 0
