"""What all tests stand on: no network, one time zone and language, fast ones first, a browser."""

from __future__ import annotations

import asyncio
import gc
import os
import shutil
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

TESTS = Path(__file__).resolve().parent
ROOT = TESTS.parent


def _settle_variables() -> None:
    """Make the tests, and every kernel and command they start, see one and the same machine."""
    for name in [n for n in os.environ if n.startswith(("LC_", "JUPYTER_", "PAPERMILL_"))]:
        del os.environ[name]
    for name in ("LANGUAGE", "SOURCE_DATE_EPOCH", "OGR_CURRENT_DATE", "PROBONO_LANGUAGE"):
        os.environ.pop(name, None)
    # Kernels would compile every package anew.
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    os.environ.update({"TZ": "UTC", "LANG": "C.UTF-8", "MPLBACKEND": "Agg", "NO_COLOR": "1"})
    # rich and typer fold their lines at the width of the terminal.
    os.environ["COLUMNS"] = "100"
    path = [str(TESTS / "offline"), os.environ.get("PYTHONPATH", "")]
    os.environ["PYTHONPATH"] = os.pathsep.join(filter(None, path))
    if hasattr(time, "tzset"):
        time.tzset()


_settle_variables()
sys.path.insert(0, str(TESTS / "offline"))
import sitecustomize as offline  # noqa: E402

if Path(offline.__file__ or "").parent != TESTS / "offline":
    # This Python has a sitecustomize of its own, already imported: ours goes in under its name.
    del sys.modules["sitecustomize"]
    import sitecustomize as offline

from hypothesis import settings  # noqa: E402

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

# Imported through its folder on the path, never collected.
collect_ignore = ["offline"]

# The same examples on every run and machine; a slow machine is no failure.
settings.register_profile("probono", derandomize=True, deadline=None, database=None)
settings.load_profile("probono")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Run the fast tests first, those with a browser then, the slow ones last."""

    def rank(item: pytest.Item) -> int:
        if "chromium" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.browser)
        is_slow = item.get_closest_marker("slow") is not None
        return 2 if is_slow else int(item.get_closest_marker("browser") is not None)

    items.sort(key=rank)


def pytest_collection_finish() -> None:
    """Spare the collector of garbage the modules and tests that are here to the end."""
    gc.collect()
    gc.freeze()


@pytest.fixture(scope="session", autouse=True)
def _own_jupyter(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Keep the settings and kernels of the person who runs the tests out of them."""
    home = tmp_path_factory.mktemp("jupyter")
    names = ("IPYTHONDIR", "JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "JUPYTER_RUNTIME_DIR")
    with pytest.MonkeyPatch.context() as patch:
        for name in names:
            patch.setenv(name, str(home / name.lower()))
        yield


def chromium_path() -> str | None:
    """Return the Chromium that the environment names, else the first installed one, else None."""
    names = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
    found = [os.environ.get("PROBONO_CHROMIUM"), *map(shutil.which, names)]
    return next((path for path in found if path and Path(path).is_file()), None)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """A Chromium that can reach nothing but files: open pages with ``chromium.new_context()``.

    Skips, and says so, where there is no browser; under CI that is a failure.
    """
    from playwright.sync_api import Error, sync_playwright

    # Not even a number as address gets out: all goes to a proxy that is not there.
    refused = ["--proxy-server=127.0.0.1:9", "--proxy-bypass-list=<-loopback>"]
    quiet = ["--disable-background-networking", "--disable-component-update", "--disable-sync"]
    arguments = ["--no-sandbox", "--no-first-run", "--disable-quic", *quiet, *refused]
    with sync_playwright() as playwright:
        try:
            browser = playwright.chromium.launch(executable_path=chromium_path(), args=arguments)
        except Error as problem:
            reason = f"NO BROWSER: maps and pages go untested ({str(problem).splitlines()[0]})"
            if os.environ.get("CI"):
                pytest.fail(reason)
            pytest.skip(reason)
        yield browser
        browser.close()


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    """A page of desktop size; the test fails if anything in it asks for another machine."""
    context = chromium.new_context(viewport={"width": 1280, "height": 800}, locale="en-GB")
    asked: list[str] = []
    context.on("request", lambda request: asked.append(request.url))
    yield context.new_page()
    context.close()
    strangers = [url for url in asked if not url.startswith(("file:", "data:", "blob:", "about:"))]
    assert not strangers, f"the page asked for {strangers}"


@pytest.fixture(autouse=True)
def _no_loop_left_over(request: pytest.FixtureRequest) -> Iterator[None]:
    """Hide Playwright's event loop, which stays in the thread, from tests without a browser."""
    if "chromium" in request.fixturenames:
        yield
        return
    loop: Any = asyncio._get_running_loop()
    asyncio._set_running_loop(None)
    yield
    asyncio._set_running_loop(loop)
