"""What the outputs of a run depend on, and one number that stands for it."""

from __future__ import annotations

import hashlib
import json
import platform
import tomllib
from collections.abc import Iterator, Mapping
from functools import lru_cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path, PurePosixPath
from typing import Any

import probono_kit
from probono_kit.engagement.catalogue import notebook
from probono_kit.engagement.references import Origin
from probono_kit.files import sha256
from probono_kit.resources import share_path
from probono_kit.run.planning import Run
from probono_kit.run.record import RunRecord
from probono_kit.yaml_files.source import read_yaml

#: Packages that draw, compute or write: another version may make other bytes.
_PACKAGES = (
    "babel",
    "branca",
    "charset-normalizer",
    "folium",
    "folium-offline",
    "fonttools",
    "geopandas",
    "jinja2",
    "manimgx-fonts",
    "mapclassify",
    "matplotlib",
    "numpy",
    "openpyxl",
    "pandas",
    "pillow",
    "pyarrow",
    "pyogrio",
    "pyproj",
    "python-calamine",
    "rapidfuzz",
    "shapely",
    "xlsxwriter",
)

#: Files that lie beside a shapefile and say what it means.
_COMPANIONS = (".dbf", ".shx", ".prj", ".cpg")


class Hashes:
    """SHA-256 of files, each read once per batch."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._known: dict[str, str] = {}

    def of(self, relative: str) -> str:
        """Return the hash of a file of the engagement."""
        if relative not in self._known:
            self._known[relative] = sha256(self._folder / relative)
        return self._known[relative]

    def companions(self, relative: str) -> dict[str, str]:
        """Return the hashes of the files that belong to a shapefile, by their path."""
        path = self._folder / relative
        if path.suffix.lower() != ".shp":
            return {}
        beside = sorted(each for each in path.parent.iterdir() if each.stem == path.stem)
        names = [each.name for each in beside if each.suffix.lower() in _COMPANIONS]
        return {name: self.of((PurePosixPath(relative).parent / name).as_posix()) for name in names}

    def named_in(self, relative: str) -> list[str]:
        """Return the files that a YAML file names and that lie beside it, such as logos."""
        folder = PurePosixPath(relative).parent
        found = (folder / text for text in _texts(read_yaml(self._folder / relative).data))
        return sorted({str(path) for path in found if (self._folder / path).is_file()})

    def changed(self) -> list[str]:
        """Return the files that are no longer what they were when they were first read."""
        return [
            name
            for name, hashed in self._known.items()
            if not (self._folder / name).is_file() or sha256(self._folder / name) != hashed
        ]


def _texts(data: object) -> Iterator[str]:
    """Yield every text in `data`."""
    if isinstance(data, str):
        yield data
    elif isinstance(data, dict | list):
        for each in data.values() if isinstance(data, dict) else data:
            yield from _texts(each)


def run_facts(
    run: Run, parameters: Mapping[str, Any], hashes: Hashes, upstream: Mapping[str, RunRecord]
) -> dict[str, Any]:
    """Return what the outputs of a run depend on, the same on every machine.

    Parameters
    ----------
    run : Run
        The run.
    parameters : mapping
        All its parameters, paths relative to the engagement's folder.
    hashes : Hashes
        Of the engagement's files.
    upstream : mapping
        Records of the runs whose tables it takes.

    Returns
    -------
    dict
        ``parameters``, ``inputs`` (name, path and SHA-256), ``notebook_sha256``, ``versions``.
    """
    inputs = []
    for each in run.inputs:
        known: dict[str, str] = {"parameter": each.parameter, "origin": each.origin.value}
        if each.origin is Origin.TASK:
            record = upstream[each.name]
            known |= {"name": each.name, "sha256": record.hashes[record.table]}
        elif each.origin is Origin.BASE:
            known |= {"name": each.name, "sha256": base_sha256()}
        elif each.origin is not Origin.NONE:
            known |= {"name": each.name, "path": each.path, "sha256": hashes.of(each.path)}
            known |= hashes.companions(each.path)
        else:
            continue
        inputs.append(known)
    if parameters.get("context"):
        inputs.append({"parameter": "context", "origin": "base", "sha256": base_sha256()})
    logo, profile = parameters.get("logo"), parameters.get("profile") or ""
    files = [("logo", logo)] if logo else []
    if profile.endswith((".yml", ".yaml")):
        files += [("profile", path) for path in (profile, *hashes.named_in(profile))]
    inputs += [
        {"parameter": parameter, "origin": "file", "path": path, "sha256": hashes.of(path)}
        for parameter, path in files
    ]
    return {
        "parameters": dict(parameters),
        "inputs": inputs,
        "notebook_sha256": sha256(notebook(run.notebook).path),
        "versions": versions(),
    }


def fingerprint(facts: Mapping[str, Any]) -> str:
    """Return one number that changes when the facts, or the kit's own code, change.

    Examples
    --------
    >>> fingerprint({"a": 1}) == fingerprint({"a": 1}) != fingerprint({"a": 2})
    True
    """
    text = json.dumps({**facts, "code": code_sha256()}, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


@lru_cache(maxsize=1)
def versions() -> dict[str, str]:
    """Return the versions of Python, of the kit and of the packages that make its outputs.

    Returns
    -------
    dict
        Name and version.

    Examples
    --------
    >>> {"python", "probono-kit", "pandas", "matplotlib"} <= versions().keys()
    True
    """
    found = {"python": platform.python_version(), "probono-kit": _version("probono-kit")}
    return found | {name: _version(name) for name in _PACKAGES}


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return _checkout_version() if name == "probono-kit" else "-"


def _checkout_version() -> str:
    """Return the version that the checkout says, when the kit is used without being installed."""
    project = Path(probono_kit.__file__).parents[1] / "pyproject.toml"
    try:
        return str(tomllib.loads(project.read_text(encoding="utf-8"))["project"]["version"])
    except (OSError, KeyError, tomllib.TOMLDecodeError):
        return "-"


@lru_cache(maxsize=1)
def code_sha256() -> str:
    """Return one hash for the kit's own code, so that a changed checkout runs again."""
    root = Path(probono_kit.__file__).parent
    pages = _tree_sha256(share_path("templates/pages"), ("*",))
    return _tree_sha256(root, ("*.py", "*.po")) + pages


@lru_cache(maxsize=1)
def base_sha256() -> str:
    """Return one hash for the base layers."""
    return _tree_sha256(share_path("data/base"), ("*",))


def _tree_sha256(root: Path, patterns: tuple[str, ...]) -> str:
    total = hashlib.sha256()
    paths = {path for pattern in patterns for path in root.rglob(pattern)}
    for path in sorted(paths):
        if path.is_file() and "__pycache__" not in path.parts:
            total.update(path.relative_to(root).as_posix().encode())
            total.update(path.read_bytes())
    return total.hexdigest()
