"""The examination of a computer, healthy or not."""

from __future__ import annotations

import importlib.metadata
import json
import re
import shutil
from collections import namedtuple
from collections.abc import Callable

import pytest

from probono_kit.cli import doctor
from probono_kit.cli.entry import run


@pytest.fixture(autouse=True)
def _english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PROBONO_LANGUAGE", "en")


def sign(what: str) -> doctor.Sign:
    """Return what is said about one thing."""
    return next(each for each in doctor.examine() if each.what == what)


def test_a_healthy_computer(capsys: pytest.CaptureFixture[str]) -> None:
    """Everything is there where the tests run; the last line says so."""
    assert run(["doctor"]) == 0
    out = capsys.readouterr().out
    for what in ("python", "packages", "fonts", "base layers", "space", "writing", "browser"):
        assert f"{what}: " in out
    assert out.splitlines()[-1] == "All that is needed is there."


def test_for_scripts(capsys: pytest.CaptureFixture[str]) -> None:
    """The same as JSON."""
    assert run(["doctor", "--json"]) == 0
    content = json.loads(capsys.readouterr().out)
    assert content["ok"] is True
    assert {"what", "state", "found", "fix"} == set(content["signs"][0])


Require = Callable[..., None]


@pytest.fixture
def require(monkeypatch: pytest.MonkeyPatch) -> Require:
    """Pretend that the kit needs other packages."""

    def require(*needed: str) -> None:
        monkeypatch.setattr(importlib.metadata, "requires", lambda name: list(needed))

    return require


@pytest.mark.parametrize(
    ("needed", "found"),
    [
        ("no-such-package>=1", "no-such-package is missing"),
        ("pandas>=999", "pandas is .*, needed is >= 999"),
        ("pandas==1.0", "pandas is .*, needed is == 1.0"),
    ],
)
def test_a_package_that_does_not_fit(
    needed: str, found: str, require: Require, capsys: pytest.CaptureFixture[str]
) -> None:
    """Missing, too old, another one: with what is there and what is needed."""
    require(needed, "rich>=1")
    seen = sign("packages")
    assert seen.state is doctor.State.BAD
    assert re.search(found, seen.found)
    assert "pip install" in seen.fix
    assert run(["doctor"]) == 1
    assert capsys.readouterr().out.splitlines()[-1] == "Something is missing."


@pytest.mark.parametrize("needed", ["pandas", "pandas>=2", 'no-such-package>=1; extra == "server"'])
def test_a_package_that_fits(needed: str, require: Require) -> None:
    """Newer than needed, any version, or an extra that nobody asked for."""
    require(needed)
    assert sign("packages").state is doctor.State.GOOD


def test_zeros_at_the_end_of_a_version_do_not_count() -> None:
    """3 and 3.0.0 are one version; 3.10 comes after 3.9."""
    assert doctor._numbers("3.0.0") == doctor._numbers("3")
    assert doctor._numbers("3.10") > doctor._numbers("3.9")
    assert doctor._numbers("3.11.0rc1") == (3, 11)


def test_a_full_disk_is_a_warning(monkeypatch: pytest.MonkeyPatch) -> None:
    """With how much is left; a few maps may still fit."""
    usage = namedtuple("usage", "total used free")
    monkeypatch.setattr(shutil, "disk_usage", lambda path: usage(10**9, 10**9, 12 * 10**6))
    seen = sign("space")
    assert seen.state is doctor.State.WARNING
    assert seen.found.startswith("12 MB free")


def test_a_folder_that_may_not_be_written(monkeypatch: pytest.MonkeyPatch) -> None:
    """The reason of the system, and what to do."""

    def refuse(dir: object) -> None:  # noqa: A002
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(doctor.tempfile, "TemporaryFile", refuse)
    seen = sign("writing")
    assert seen.state is doctor.State.BAD
    assert "Permission denied" in seen.found


def test_a_changed_base_layer_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    """A layer that is not what was released draws a wrong map."""
    monkeypatch.setattr(doctor, "sha256", lambda path: "0" * 64)
    seen = sign("base layers")
    assert seen.state is doctor.State.BAD
    assert "admin1" in seen.found
