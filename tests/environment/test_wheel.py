"""`pip install probono-kit` into an empty environment: everything that is needed comes along."""

from __future__ import annotations

import os
import subprocess
import sys
import sysconfig
import tarfile
import tomllib
import venv
import zipfile
from collections.abc import Iterator
from email import message_from_bytes
from pathlib import Path

import pytest
from hatchling.builders.sdist import SdistBuilder
from hatchling.builders.wheel import WheelBuilder

ROOT = Path(__file__).resolve().parents[2]
SHARED = ("notebooks", "templates", "data")

pytestmark = pytest.mark.slow


def build(builder: type[SdistBuilder] | type[WheelBuilder], root: Path, folder: Path) -> Path:
    """Build one file from a source tree and return its path."""
    return Path(next(builder(str(root)).build(directory=str(folder), versions=["standard"])))


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel of the checkout as it is."""
    return build(WheelBuilder, ROOT, tmp_path_factory.mktemp("wheel"))


@pytest.fixture(scope="module")
def sdist(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The source distribution of the checkout as it is."""
    return build(SdistBuilder, ROOT, tmp_path_factory.mktemp("sdist"))


def tracked(folder: str) -> Iterator[Path]:
    """Yield the files of a folder that belong to the repository, relative to its root."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z", folder]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, check=False)
    if listed.returncode:
        pytest.skip("this is no git checkout: which files belong to it cannot be told")
    for name in filter(None, listed.stdout.decode().split("\0")):
        if (ROOT / name).is_file():
            yield Path(name)


def test_notebooks_templates_and_data_come_with_the_wheel(wheel: Path) -> None:
    """What a volunteer uses is inside, byte for byte; the scripts that made the data are not."""
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
        for path in (path for folder in SHARED for path in tracked(folder)):
            inside = f"probono_kit/_share/{path.as_posix()}"
            if path.parts[0] == "data" and path.suffix == ".py":
                assert inside not in names
            else:
                assert archive.read(inside) == (ROOT / path).read_bytes(), path


def test_code_and_catalogues_come_with_the_wheel(wheel: Path) -> None:
    """No module and no language is left behind, and nothing else comes along."""
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
    package = {path.as_posix() for path in tracked("probono_kit")}
    assert package <= names
    others = {name for name in names - package if not name.startswith("probono_kit/_share/")}
    assert {name.split("/")[0].rpartition(".")[2] for name in others} == {"dist-info"}


def test_the_wheel_states_what_pyproject_states(wheel: Path) -> None:
    """Who installs the wheel gets the dependencies and the command."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    with zipfile.ZipFile(wheel) as archive:
        (info,) = {name.split("/")[0] for name in archive.namelist() if ".dist-info/" in name}
        metadata = message_from_bytes(archive.read(f"{info}/METADATA"))
        commands = archive.read(f"{info}/entry_points.txt").decode()
    assert metadata["Name"] == project["name"]
    assert metadata["Version"] == project["version"]
    assert len(metadata.get_all("Requires-Dist")) == len(project["dependencies"])
    assert "probono = probono_kit.cli:main" in commands


def test_a_second_build_gives_the_same_bytes(wheel: Path, sdist: Path, tmp_path: Path) -> None:
    """What was published can be built again by anybody and compared."""
    for first, builder in ((wheel, WheelBuilder), (sdist, SdistBuilder)):
        again = build(builder, ROOT, tmp_path)
        assert again.name == first.name
        assert again.read_bytes() == first.read_bytes()


def test_the_source_distribution_gives_the_same_wheel(
    wheel: Path, sdist: Path, tmp_path: Path
) -> None:
    """Building from the published sources is building from the checkout."""
    with tarfile.open(sdist) as archive:
        archive.extractall(tmp_path, filter="data")
    (source,) = tmp_path.iterdir()
    again = build(WheelBuilder, source, tmp_path / "again")
    assert again.read_bytes() == wheel.read_bytes()


@pytest.fixture(scope="module")
def bin_folder(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The programs of an environment that has the wheel and the dependencies, not the checkout.

    The dependencies are those of the environment that runs the tests, lent through a ``.pth``
    file: installing them once more would take minutes and show nothing new.
    """
    folder = tmp_path_factory.mktemp("empty") / "environment"
    venv.EnvBuilder(with_pip=False).create(folder)
    names = sysconfig.get_preferred_scheme("prefix")
    variables = {"base": str(folder), "platbase": str(folder)}
    site = Path(sysconfig.get_path("purelib", names, variables))
    programs = Path(sysconfig.get_path("scripts", names, variables))
    (site / "lent.pth").write_text(f"{sysconfig.get_path('purelib')}\n", encoding="utf-8")
    python = str(programs / ("python.exe" if os.name == "nt" else "python"))
    install = ["install", "--quiet", "--no-deps", "--no-index", "--no-compile"]
    force = ["--ignore-installed", "--disable-pip-version-check", str(wheel)]
    subprocess.run([sys.executable, "-m", "pip", "--python", python, *install, *force], check=True)
    return programs


def run(
    program: Path, *arguments: str, folder: Path, **more: str
) -> subprocess.CompletedProcess[str]:
    """Run a program of the new environment, far from the checkout."""
    variables = {k: v for k, v in os.environ.items() if k not in ("VIRTUAL_ENV", "PYTHONHOME")}
    return subprocess.run(
        [str(program), *arguments],
        cwd=folder,
        env={**variables, "JUPYTER_PATH": str(Path(sys.prefix, "share", "jupyter")), **more},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


def test_the_installed_package_uses_its_own_files(bin_folder: Path, tmp_path: Path) -> None:
    """Neither code nor notebooks nor base layers are taken from the checkout."""
    program = (
        "import probono_kit, probono_kit.resources as resources\n"
        "print(probono_kit.__file__)\n"
        f"for name in {SHARED!r}: print(resources.share_path(name))"
    )
    answer = run(bin_folder / "python", "-c", program, folder=tmp_path)
    assert answer.returncode == 0, answer.stderr
    for line in answer.stdout.splitlines():
        assert Path(line).is_relative_to(bin_folder.parent), line
        assert Path(line).exists()


def test_the_installed_command_lists_the_notebooks(bin_folder: Path, tmp_path: Path) -> None:
    """`probono notebooks` shows each notebook of the repository."""
    answer = run(bin_folder / "probono", "notebooks", folder=tmp_path)
    assert answer.returncode == 0, answer.stderr + answer.stdout
    for notebook in (ROOT / "notebooks").glob("*.ipynb"):
        assert notebook.stem in answer.stdout


def test_the_installed_command_finds_itself_well(bin_folder: Path, tmp_path: Path) -> None:
    """`probono doctor` has nothing to object to in a fresh installation."""
    answer = run(bin_folder / "probono", "doctor", folder=tmp_path)
    assert answer.returncode == 0, answer.stderr + answer.stdout


def test_the_installed_command_starts_an_engagement(bin_folder: Path, tmp_path: Path) -> None:
    """`probono new` lays out a folder from the templates that came with the wheel."""
    answer = run(bin_folder / "probono", "new", "water", "--language", "fr", folder=tmp_path)
    assert answer.returncode == 0, answer.stderr + answer.stdout
    assert (tmp_path / "water" / "engagement.yml").is_file()
