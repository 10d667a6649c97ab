"""Files that a brief names: inside the engagement's folder, or refused."""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Iterator
from pathlib import Path, PurePosixPath, PureWindowsPath

from probono_kit.findings import Finding, finding
from probono_kit.yaml_files.explain import nearest

#: Made by the kit: never a source.
MADE = ("work", "bundle")


def find_file(folder: Path, written: str, where: object) -> tuple[Path | None, list[Finding]]:
    """Find a file of an engagement.

    Parameters
    ----------
    folder : pathlib.Path
        The engagement's folder.
    written : str
        What the brief says: a path relative to `folder`, with ``/``.
    where : object
        Place for the findings.

    Returns
    -------
    path : pathlib.Path or None
        ``None`` if there is an error. Names that differ only in how accents are encoded
        (macOS writes them in two characters) are the same.
    findings : list of Finding
        The path leaves the folder, or is not there (with the nearest name), or is a folder, or
        is empty.
    """
    refused = _refusal(folder, written)
    if refused:
        return None, [finding(refused, where, given=written)]
    path = _existing(folder, PurePosixPath(written))
    if path is None:
        return None, [_missing(folder, written, where)]
    if not path.resolve().is_relative_to(folder.resolve()):
        return None, [finding("engagement.path_outside", where, given=written)]
    if path.is_dir():
        return None, [finding("engagement.folder_for_file", where, given=written)]
    if path.stat().st_size == 0:
        return None, [finding("engagement.file_empty", where, given=written)]
    if not os.access(path, os.R_OK):
        return None, [finding("engagement.file_not_readable", where, given=written)]
    return path, []


def _refusal(folder: Path, written: str) -> str:
    if "\\" in written:
        return "engagement.path_backslash"
    if PurePosixPath(written).is_absolute() or PureWindowsPath(written).drive:
        return "engagement.path_outside"
    parts = PurePosixPath(written).parts
    if ".." in parts or written.startswith("~"):
        return "engagement.path_outside"
    if parts and parts[0] in MADE:
        return "engagement.path_made"
    return ""


def _existing(folder: Path, relative: PurePosixPath) -> Path | None:
    """Follow `relative` from `folder`, comparing names as people read them."""
    path = folder
    for part in relative.parts:
        plain = path / part
        if not plain.exists():
            wanted = unicodedata.normalize("NFC", part)
            same = [name for name in _names(path) if unicodedata.normalize("NFC", name) == wanted]
            if not same:
                return None
            plain = path / same[0]
        path = plain
    return path


def _names(folder: Path) -> list[str]:
    try:
        return sorted(entry.name for entry in folder.iterdir())
    except OSError:
        return []


def _missing(folder: Path, written: str, where: object) -> Finding:
    there = sorted(_files(folder))
    near = nearest(written, there)
    if near is None:
        names = {PurePosixPath(path).name: path for path in there}
        found = nearest(PurePosixPath(written).name, names)
        near = names[found] if found else None
    if near:
        return finding("engagement.file_missing", where, given=written, near=near)
    listed = tuple(there[:8]) or ("—",)
    return finding("engagement.file_missing_listed", where, given=written, choices=listed)


def _files(folder: Path) -> Iterator[str]:
    """Yield the files that a source could be, at most a few hundred."""
    for part in ("raw", "decisions"):
        root = folder / part
        for path in sorted(root.rglob("*"))[:500]:
            if path.is_file() and not path.name.startswith("."):
                yield path.relative_to(folder).as_posix()
