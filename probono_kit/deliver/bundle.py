"""The bundle: everything the NGO gets, built aside, checked, and only then put in place."""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from probono_kit.deliver.archive import building_folder, put_in_place, replace_if_changed
from probono_kit.deliver.checks import check_built, check_collection
from probono_kit.deliver.collect import Collection, collect
from probono_kit.deliver.index import index_name, render_index
from probono_kit.engagement import read_brief
from probono_kit.errors import ProbonoError
from probono_kit.files import error_from_os, files_of, sha256, write_text, write_zip
from probono_kit.findings import Findings
from probono_kit.i18n import LANGUAGES, use_country
from probono_kit.run import manifest, review, versions

BUNDLE = "bundle"
MANIFEST = "manifest.json"


class GateRefusedError(ProbonoError):
    """The checks found an error: nothing was delivered, and the old bundle is as it was."""


@dataclass(frozen=True, slots=True)
class Bundle:
    """A bundle that was delivered.

    Parameters
    ----------
    path : pathlib.Path
        The folder.
    index : pathlib.Path
        The page to open first.
    zip : pathlib.Path
        The same folder as one file, to send.
    findings : Findings
        Warnings and notes of the gate.
    """

    path: Path
    index: Path
    zip: Path
    findings: Findings


def make_bundle(folder: Path | str) -> Bundle:
    """Build the bundle of an engagement, check it, and put it in place of the old one.

    Parameters
    ----------
    folder : path
        The engagement's folder, rendered.

    Returns
    -------
    Bundle
        ``bundle/`` and ``<engagement>.zip`` in the engagement's folder. When nothing changed, not
        a byte of them changes.

    Raises
    ------
    GateRefusedError
        If a check found an error; with all findings. The old bundle stays.
    ProbonoError
        If the brief cannot be read, or the disk refuses.

    Examples
    --------
    >>> make_bundle("no-such-engagement")
    Traceback (most recent call last):
    ...
    probono_kit.errors.ProbonoError: ERROR no-such-engagement: There is no such folder. → ...
    """
    folder = Path(folder)
    with _built(folder, folder) as built:
        if built.findings.errors:
            raise GateRefusedError(built.findings)
        archive = folder / f"{built.collection.brief.engagement}.zip"
        put_in_place(built.root, folder / BUNDLE)
        replace_if_changed(built.zip, archive)
        return Bundle(folder / BUNDLE, folder / BUNDLE / "index.html", archive, built.findings)


def check(folder: Path | str) -> Findings:
    """Say what the gate would say, without delivering anything.

    Parameters
    ----------
    folder : path
        The engagement's folder.

    Returns
    -------
    Findings
        Errors first. With an error, :func:`make_bundle` would refuse.

    Raises
    ------
    ProbonoError
        If the brief cannot be read, or the disk refuses.

    Examples
    --------
    >>> check("no-such-engagement")
    Traceback (most recent call last):
    ...
    probono_kit.errors.ProbonoError: ERROR no-such-engagement: There is no such folder. → ...
    """
    return _built_findings(Path(folder))


def _built_findings(folder: Path) -> Findings:
    with _built(folder, Path(tempfile.gettempdir())) as built:
        return built.findings


@dataclass(frozen=True)
class _Built:
    """A bundle that was built aside and checked."""

    root: Path
    zip: Path
    collection: Collection
    findings: Findings


@contextmanager
def _built(folder: Path, parent: Path) -> Iterator[_Built]:
    """Build and check a bundle in a folder inside `parent`; gone when the block ends."""
    read = read_brief(folder)
    report = review(folder)
    collection = collect(read, report)
    found = Findings([*read.findings, *check_collection(collection, report)])
    with building_folder(parent) as aside:
        root = aside / BUNDLE
        archive = aside / f"{collection.brief.engagement}.zip"
        root.mkdir()
        if collection.files:
            _write(root, archive, collection)
            found.extend(check_built(root, archive, collection))
        yield _Built(root, archive, collection, found.by_severity())


def _write(root: Path, archive: Path, collection: Collection) -> None:
    """Write the folder of the bundle and its zip."""
    _write_pages(root, collection)
    try:
        for each in collection.files:
            target = root / each.path
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(each.source, target)
        _write_manifest(root, collection)
        write_zip(root, archive, collection.brief.produced)
    except OSError as problem:
        raise error_from_os(
            problem, Path(problem.filename2 or problem.filename or root)
        ) from problem


def _write_pages(root: Path, collection: Collection) -> None:
    version = versions()["probono-kit"]
    languages = list(collection.brief.languages)
    for language in languages:
        # Where sentences stay English, numbers among them do so too.
        country = collection.brief.numbers_country if language in LANGUAGES else ""
        with use_country(country):
            page = render_index(collection, language, version)
        write_text(root / index_name(language, languages), page)


def _write_manifest(root: Path, collection: Collection) -> None:
    """List every file with its checksum, and what each run was made from."""
    brief = collection.brief
    made_by = {each.path: each.run for each in collection.files}
    files = []
    for name in files_of(root):
        entry = {"path": name, "bytes": (root / name).stat().st_size, "sha256": sha256(root / name)}
        if name in made_by:
            entry["run"] = made_by[name]
        files.append(entry)
    content = {
        "engagement": brief.engagement,
        "title": dict(brief.title.texts) if "" not in brief.title.texts else str(brief.title),
        "produced": brief.produced.isoformat(),
        "probono-kit": versions()["probono-kit"],
        "files": files,
        "runs": manifest(collection.folder),
    }
    text = json.dumps(content, ensure_ascii=False, indent=1, sort_keys=True)
    write_text(root / MANIFEST, text + "\n")
