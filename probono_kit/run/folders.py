"""The folder of a run while it runs: nothing that was good, or made by hand, is lost."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from probono_kit.errors import ProbonoError
from probono_kit.files import error_from_os, sha256
from probono_kit.findings import Findings, finding
from probono_kit.run.record import RECORD_NAME, altered, read_record

#: Where files of an earlier run are kept.
PREVIOUS = "previous"


@contextmanager
def alone_in(folder: Path) -> Iterator[None]:
    """Keep a second batch out of an engagement while the block runs.

    Parameters
    ----------
    folder : pathlib.Path
        The engagement's folder. Nothing is written into it; where the system or the disk knows
        no such locks, nobody is kept out.

    Raises
    ------
    ProbonoError
        ``run.busy`` if another batch runs there.
    """
    try:
        import fcntl
    except ImportError:  # Windows
        yield
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as problem:
            raise ProbonoError(Findings([finding("run.busy", folder)])) from problem
        except OSError:
            pass  # some network disks know no locks
        yield
    finally:
        os.close(handle)


def left_over(work: Path, known: set[str]) -> list[str]:
    """Return the folders of runs that no task makes any more.

    Parameters
    ----------
    work : pathlib.Path
        The folder of all runs.
    known : set of str
        Ids of the runs of the brief.

    Returns
    -------
    list of str
        Names, in order; what no run made is not among them.
    """
    made = sorted(path.parent.name for path in work.glob(f"*/{RECORD_NAME}"))
    return [name for name in made if name not in known]


class RunFolder:
    """The folder of one run, from its beginning to its end.

    What stood in it is put aside before the run. If the run fails, the outputs of the last good
    one are found in ``previous``; if it goes well they are deleted, except what was added or
    changed by hand.

    Parameters
    ----------
    path : pathlib.Path
        Such as ``work/carte``.
    notebook : str
        Name of the executed notebook in it.
    """

    def __init__(self, path: Path, notebook: str) -> None:
        self.path = path
        self.notebook = path / notebook
        self._aside = path.with_name(f".{path.name}.before")

    def begin(self) -> None:
        """Put what is there aside and make an empty folder.

        Raises
        ------
        ProbonoError
            If the operating system refuses; then everything is as it was.
        """
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            if self.path.exists():
                if self._aside.exists() and read_record(self.path) is None:
                    # A run that was killed: what it left is worth nothing, what is aside is.
                    shutil.rmtree(self.path)
                else:
                    shutil.rmtree(self._aside, ignore_errors=True)
                    self.path.rename(self._aside)
            self.path.mkdir()
        except OSError as problem:
            raise error_from_os(problem, self.path) from problem

    def contents(self) -> dict[str, str]:
        """Return path and SHA-256 of every file that the run made, but its notebook."""
        return {
            path.relative_to(self.path).as_posix(): sha256(path)
            for path in _files(self.path)
            if path != self.notebook
        }

    def succeed(self) -> list[str]:
        """Delete what was put aside, and return what had to be kept in ``previous``."""
        return self._keep(list(_by_hand(self._aside)))

    def fail(self) -> list[str]:
        """Delete what the failed run made but its notebook; keep the last good outputs."""
        try:
            for path in self.path.iterdir():
                if path.name not in (self.notebook.name, RECORD_NAME):
                    shutil.rmtree(path) if path.is_dir() else path.unlink()
        except OSError as problem:
            raise error_from_os(problem, self.path) from problem
        record = read_record(self._aside)
        if record is not None and record.outputs:
            return self._keep([path for path in _files(self._aside) if PREVIOUS not in path.parts])
        return self._keep(list(_files(self._aside / PREVIOUS)))

    def undo(self) -> None:
        """Put everything back as it was before the run."""
        try:
            shutil.rmtree(self.path, ignore_errors=True)
            if self._aside.exists():
                self._aside.rename(self.path)
        except OSError as problem:
            raise error_from_os(problem, self.path) from problem

    def _keep(self, paths: list[Path]) -> list[str]:
        kept = []
        try:
            for path in paths:
                inside = path.relative_to(self._aside)
                if inside.parts[0] == PREVIOUS:
                    inside = inside.relative_to(PREVIOUS)
                target = self.path / PREVIOUS / inside
                target.parent.mkdir(parents=True, exist_ok=True)
                path.replace(target)
                kept.append(f"{PREVIOUS}/{inside.as_posix()}")
            shutil.rmtree(self._aside, ignore_errors=True)
        except OSError as problem:
            raise error_from_os(problem, self.path) from problem
        return kept


def _files(folder: Path) -> Iterator[Path]:
    if folder.is_dir():
        yield from sorted(path for path in folder.rglob("*") if path.is_file())


def _by_hand(folder: Path) -> Iterator[Path]:
    """Yield the files in a run's folder that no run left there."""
    if not folder.is_dir():
        return
    record = read_record(folder)
    if record is not None:
        changed = set(altered(folder, record))
        made = {folder / path for path in record.hashes if path not in changed}
        made |= {folder / RECORD_NAME, folder / f"{record.run}.ipynb"}
        previous = folder / PREVIOUS
        yield from _by_hand(previous)
        yield from (p for p in _files(folder) if p not in made and previous not in p.parents)
    elif folder.name == PREVIOUS:
        yield from _files(folder)
