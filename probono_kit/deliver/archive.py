"""The zip of a bundle, and putting a new bundle where the old one was."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from probono_kit.errors import ProbonoError
from probono_kit.files import error_from_os, files_of
from probono_kit.findings import Findings, finding

#: Begins the names of folders that are being built or taken away; readers never see them.
_ASIDE = ".bundle-"


@contextmanager
def building_folder(parent: Path) -> Iterator[Path]:
    """Give an empty folder inside `parent` that is gone when the block ends.

    Raises
    ------
    ProbonoError
        If nothing may be written in `parent`.
    """
    try:
        root = Path(tempfile.mkdtemp(prefix=_ASIDE, dir=parent))
    except OSError as problem:
        raise error_from_os(problem, parent) from problem
    try:
        yield root
    finally:
        shutil.rmtree(root, ignore_errors=True)


def same_files(one: Path, other: Path) -> bool:
    """Tell whether two folders hold the same files with the same bytes."""
    names = files_of(one)
    return names == files_of(other) and all(
        (one / name).read_bytes() == (other / name).read_bytes() for name in names
    )


def put_in_place(new: Path, target: Path) -> None:
    """Replace the folder `target` by `new`; on a refusal `target` is as it was.

    A folder that is the same already is left untouched.

    Parameters
    ----------
    new : pathlib.Path
        A folder on the same disk; gone afterwards, unless nothing changed.
    target : pathlib.Path
        The bundle that people open.

    Raises
    ------
    ProbonoError
        ``deliver.bundle_in_use`` if a file of the old bundle is open in another program.
    """
    if target.is_dir() and same_files(new, target):
        return
    old = Path(tempfile.mkdtemp(prefix=_ASIDE, dir=target.parent)) / target.name
    try:
        if target.exists():
            target.rename(old)
        try:
            new.rename(target)
        except OSError:
            with suppress(OSError):
                old.rename(target)
            raise
    except PermissionError as problem:
        reason = problem.strerror or ""
        found = finding("deliver.bundle_in_use", target, reason=reason)
        raise ProbonoError(Findings([found])) from problem
    finally:
        shutil.rmtree(old.parent, ignore_errors=True)


def replace_if_changed(new: Path, target: Path) -> None:
    """Put the file `new` in the place of `target`, unless that has the same bytes already."""
    if target.is_file() and target.read_bytes() == new.read_bytes():
        return
    new.chmod(0o644)
    new.replace(target)
