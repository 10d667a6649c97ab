"""One environment, however a person installs it: pyproject.toml, the locks and environment.yml."""

from __future__ import annotations

import importlib.metadata
import re
import sys
import tomllib
from pathlib import Path

import pytest
import yaml
from packaging.markers import Marker
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[2]
LOCKS = ("run.txt", "test.txt", "installer.txt")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
GROUPS = PROJECT["dependency-groups"]

Pins = dict[str, list[Requirement]]


def entries(lock: str) -> list[str]:
    """Return each requirement of a lock with its hashes, on one line, remarks left out."""
    text = (ROOT / "requirements" / lock).read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if not line.strip().startswith("#")]
    return [line for line in "\n".join(lines).replace("\\\n", " ").splitlines() if line.strip()]


def pins(lock: str) -> Pins:
    """Return what a lock pins, by name; a name may come once per system or Python."""
    found: Pins = {}
    for entry in entries(lock):
        requirement = Requirement(re.split(r"\s+--hash", entry)[0])
        found.setdefault(canonicalize_name(requirement.name), []).append(requirement)
    return found


def version(pin: Requirement) -> str:
    """Return the one version that a pin allows."""
    (specifier,) = pin.specifier
    assert specifier.operator == "==", f"{pin} does not name one version"
    assert "*" not in specifier.version, f"{pin} does not name one version"
    return specifier.version


@pytest.mark.parametrize("lock", LOCKS)
def test_every_line_of_a_lock_names_one_version_and_its_hashes(lock: str) -> None:
    """Nothing can be installed from a lock but the files that were looked at."""
    lines = entries(lock)
    assert lines
    for line in lines:
        assert re.search(r"^[\w.\[\]-]+==\S+", line), line
        hashes = re.findall(r"--hash=(\S+)", line)
        assert hashes, f"no hash: {line}"
        assert all(re.fullmatch(r"sha256:[0-9a-f]{64}", one) for one in hashes), line


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_names_no_place_to_fetch_from(lock: str) -> None:
    """Where packages come from is the business of the machine that installs them."""
    text = (ROOT / "requirements" / lock).read_text(encoding="utf-8")
    for word in ("http:", "https:", "file:", " @ ", "index", "find-links", "trusted", "-c "):
        assert word not in text, f"{word!r} in {lock}"


@pytest.mark.parametrize(
    ("lock", "wanted"),
    [
        ("run.txt", PROJECT["project"]["dependencies"]),
        ("run.txt", PROJECT["build-system"]["requires"]),
        ("test.txt", GROUPS["test"] + GROUPS["check"]),
        ("installer.txt", [one for one in GROUPS["dev"] if isinstance(one, str)]),
    ],
)
def test_the_locks_satisfy_every_bound_of_pyproject(lock: str, wanted: list[str]) -> None:
    """Who installs from pyproject.toml and who installs from the lock get the same packages."""
    locked = {**pins("run.txt"), **pins(lock)}
    for text in wanted:
        requirement = Requirement(text)
        found = locked.get(canonicalize_name(requirement.name))
        assert found, f"{text} is not in requirements/{lock}: run `make lock`"
        for pin in found:
            assert requirement.specifier.contains(version(pin)), f"{pin} is not {text}"


def test_a_package_has_the_same_version_on_every_system_and_python() -> None:
    """The maps of two volunteers are the same bytes only if their matplotlib is the same."""
    for lock in LOCKS:
        several = {name: found for name, found in pins(lock).items() if len(found) > 1}
        assert not several, f"requirements/{lock}: {several}"


def test_no_package_is_pinned_twice() -> None:
    """The tests' lock adds to the product's; a second opinion could only disagree."""
    assert not set(pins("run.txt")) & set(pins("test.txt"))


@pytest.mark.parametrize("python", ["3.11", "3.12", "3.13"])
@pytest.mark.parametrize(
    "system",
    [
        {"sys_platform": "linux", "os_name": "posix", "platform_system": "Linux"},
        {"sys_platform": "darwin", "os_name": "posix", "platform_system": "Darwin"},
        {"sys_platform": "win32", "os_name": "nt", "platform_system": "Windows"},
    ],
    ids=lambda system: system["platform_system"],
)
def test_direct_dependencies_are_installed_on_every_system(
    python: str, system: dict[str, str]
) -> None:
    """No marker of the lock leaves out, on some system, what our own code imports."""
    place = {**system, "python_version": python, "python_full_version": f"{python}.1"}
    locked = pins("run.txt")
    for text in PROJECT["project"]["dependencies"]:
        for pin in locked[canonicalize_name(Requirement(text).name)]:
            marker: Marker | None = pin.marker
            assert marker is None or marker.evaluate(place), f"{pin} is left out"


def test_folium_and_its_offline_files_are_pinned_together() -> None:
    """The offline pages read a private name of folium-offline, which fits one release of folium."""
    dependencies = {Requirement(d).name: Requirement(d) for d in PROJECT["project"]["dependencies"]}
    folium = version(dependencies["folium"])
    assert version(dependencies["folium-offline"]).startswith(f"{folium}.")


def test_conda_installs_the_lock_and_nothing_else() -> None:
    """environment.yml takes Python and pip from conda, and every package from the lock."""
    text = (ROOT / "environment.yml").read_text(encoding="utf-8")
    environment = yaml.safe_load(text)
    *conda, pip = environment["dependencies"]
    assert environment["name"] == "probono-kit"
    assert [name.split()[0] for name in conda] == ["python", "pip"]
    assert pip == {"pip": ["--require-hashes", "-r requirements/run.txt"]}
    assert "pip install --no-deps --no-build-isolation --editable ." in text


def test_conda_takes_a_python_that_the_package_takes() -> None:
    """The bounds on Python are those of pyproject.toml and of the search in scripts/make.py."""
    from make import NEWEST, OLDEST

    environment = yaml.safe_load((ROOT / "environment.yml").read_text(encoding="utf-8"))
    conda = SpecifierSet(environment["dependencies"][0].split(" ", 1)[1])
    project = SpecifierSet(PROJECT["project"]["requires-python"])
    for minor in range(8, 20):
        tried = f"3.{minor}.0"
        assert conda.contains(tried) == (OLDEST <= (3, minor) <= NEWEST), tried
        assert project.contains(tried) == ((3, minor) >= OLDEST), tried


def test_this_environment_is_the_one_of_the_locks() -> None:
    """What the tests run on is what people get."""
    if Path(sys.prefix) != ROOT / ".venv":
        pytest.skip("not run by `make test`: this environment is somebody's own")
    installed = {canonicalize_name(d.name): d.version for d in importlib.metadata.distributions()}
    for lock in ("run.txt", "test.txt"):
        for name, found in pins(lock).items():
            here = [pin for pin in found if pin.marker is None or pin.marker.evaluate()]
            for pin in here:
                assert installed.get(name) == version(pin), f"{name}: {installed.get(name)}"


def test_the_packages_installed_here_are_content_with_each_other() -> None:
    """`pip install --no-deps` is safe because the lock is complete: nobody lacks anything."""
    distributions = {canonicalize_name(d.name): d for d in importlib.metadata.distributions()}
    names = [name for lock in ("run.txt", "test.txt") for name in pins(lock)]
    for name in [name for name in names if name in distributions]:
        for text in distributions[name].requires or ():
            need = Requirement(text)
            if need.marker is not None and not need.marker.evaluate({"extra": ""}):
                continue
            found = distributions.get(canonicalize_name(need.name))
            assert found is not None, f"{name} needs {text}, which is not installed"
            assert need.specifier.contains(found.version, prereleases=True), f"{name}: {text}"
