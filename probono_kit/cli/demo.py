"""The demonstration: a bundle from the sample engagement."""

from __future__ import annotations

import shutil
from pathlib import Path

import typer

from probono_kit.cli.commands import run_tasks, show_bundle, show_report
from probono_kit.cli.entry import ExitCode
from probono_kit.files import error_from_os
from probono_kit.i18n import gettext as _
from probono_kit.resources import share_path

SAMPLE = "data/samples/water-points"
_BRIEF = "engagement.yml"


def run_demo(folder: Path, jobs: int) -> int:
    """Copy the sample into `folder`, render and deliver it.

    Parameters
    ----------
    folder : pathlib.Path
        New or empty, or that of an earlier demonstration: then only what changed is made again.
    jobs : int
        Notebooks at the same time.

    Returns
    -------
    int
        An exit code.
    """
    sample = share_path(SAMPLE)
    if not _is_free(folder, sample):
        text = _("{folder} holds something else. Choose a new folder: probono demo FOLDER")
        typer.echo(text.format(folder=folder), err=True)
        return ExitCode.USAGE
    _copy_missing(sample, folder)
    typer.echo(_("The sample engagement is in {folder}.").format(folder=folder.resolve()))
    report = run_tasks(folder, None, jobs, force=False)
    show_report(report)
    if report.interrupted:
        return ExitCode.INTERRUPTED
    if not report.ok:
        return ExitCode.FAILED
    from probono_kit.deliver import make_bundle

    show_bundle(make_bundle(folder))
    return ExitCode.GOOD


def _is_free(folder: Path, sample: Path) -> bool:
    """Tell whether `folder` is new, empty, or holds the sample already."""
    if not folder.exists():
        return True
    if not folder.is_dir():
        return False
    names = {path.name for path in folder.iterdir()}
    return not names or (
        _BRIEF in names and _name_line(folder / _BRIEF) == _name_line(sample / _BRIEF)
    )


def _name_line(brief: Path) -> str:
    lines = brief.read_text(encoding="utf-8", errors="replace").splitlines()
    return next((line.strip() for line in lines if line.startswith("engagement:")), "")


def _copy_missing(sample: Path, folder: Path) -> None:
    """Copy the files of the sample that `folder` lacks; what a reader changed stays changed."""
    for path in sorted(sample.rglob("*")):
        target = folder / path.relative_to(sample)
        if not path.is_file() or path.suffix == ".py" or target.exists():
            continue
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            # Contents only: an installed file may be read-only.
            shutil.copyfile(path, target)
        except OSError as problem:
            raise error_from_os(problem, target) from problem
