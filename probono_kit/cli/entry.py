"""Where the command starts and ends: language, mistakes, interruptions and exit codes."""

from __future__ import annotations

import os
import sys
import tempfile
import traceback
from collections.abc import Sequence
from contextlib import suppress
from enum import IntEnum
from pathlib import Path
from typing import TextIO

from probono_kit import i18n
from probono_kit.cli.language import reader_language, take_language
from probono_kit.i18n import gettext as _


class ExitCode(IntEnum):
    """How the command ended; said in words by :data:`probono_kit.cli.usage.EXIT_CODES`."""

    GOOD = 0
    FAILED = 1
    USAGE = 2
    REFUSED = 3
    BUG = 4
    INTERRUPTED = 130


def main() -> None:
    """Run ``probono`` with what was typed and leave with its exit code."""
    status = run(sys.argv[1:])
    with suppress(OSError):
        sys.stdout.flush()
    sys.exit(status)


def run(arguments: Sequence[str]) -> int:
    """Run ``probono`` and return its exit code; nothing is raised.

    Parameters
    ----------
    arguments : sequence of str
        What was typed after ``probono``.

    Returns
    -------
    int
        One of :class:`ExitCode`.

    Examples
    --------
    >>> run(["--language", "fr", "--version"])
    probono-kit 0.1.0
    0
    """
    for stream in (sys.stdout, sys.stderr):
        _never_fail(stream)
    rest, language = take_language(list(arguments))
    debug = "--debug" in rest
    rest = [argument for argument in rest if argument != "--debug"]
    known = language in i18n.LANGUAGES
    with i18n.use_language(language if language and known else reader_language()):
        if language is not None and not known:
            choices = ", ".join(i18n.LANGUAGES)
            text = _("--language needs one of these: {choices}.").format(choices=choices)
            sys.stderr.write(f"{text}\n")
            return ExitCode.USAGE
        try:
            return _run(rest, language)
        except Exception as problem:
            return _report_bug(problem, debug)


def _run(arguments: list[str], language: str | None) -> int:
    import typer

    from probono_kit.cli import usage
    from probono_kit.cli.app import Settings, program
    from probono_kit.errors import ProbonoError

    try:
        status = program()(
            arguments, prog_name="probono", standalone_mode=False, obj=Settings(language)
        )
        return _interrupted() if status == ExitCode.INTERRUPTED else int(status or 0)
    except usage.UsageError as problem:
        typer.echo("\n".join(usage.complaint(problem)), err=True)
        return ExitCode.USAGE
    except ProbonoError as problem:
        from probono_kit.cli.show import show_findings

        show_findings(problem.findings, sys.stderr)
        return ExitCode.REFUSED if _is_refusal(problem) else ExitCode.FAILED
    except (KeyboardInterrupt, typer.Abort):
        return _interrupted()
    except BrokenPipeError:
        # The reader (such as `head`) has seen enough. What is left must not fail at the very end.
        with suppress(OSError):
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return ExitCode.GOOD


def _is_refusal(problem: Exception) -> bool:
    from probono_kit.deliver import GateRefusedError

    return isinstance(problem, GateRefusedError)


def _interrupted() -> int:
    text = _("Interrupted. Nothing was half-written; run the same command again to go on.")
    sys.stderr.write(f"\n{text}\n")
    return ExitCode.INTERRUPTED


def _report_bug(problem: Exception, debug: bool) -> int:
    """Say in one line that this is our fault, and keep what a maintainer needs."""
    if debug:
        traceback.print_exception(problem)
    reason = f"{type(problem).__name__}: {problem}".splitlines()[0]
    log = _write_log(problem)
    if log:
        text = _("Unexpected error ({reason}). Please report it with this file: {log}")
        sys.stderr.write(text.format(reason=reason, log=log) + "\n")
    else:
        text = _("Unexpected error ({reason}). Run again with --debug and report what it shows.")
        sys.stderr.write(text.format(reason=reason) + "\n")
    return ExitCode.BUG


def _write_log(problem: Exception) -> Path | None:
    try:
        handle, name = tempfile.mkstemp(prefix="probono-error-", suffix=".log")
        with os.fdopen(handle, "w", encoding="utf-8", errors="replace") as file:
            traceback.print_exception(problem, file=file)
    except OSError:
        return None
    return Path(name)


def _never_fail(stream: TextIO) -> None:
    """Show a question mark for a character that this terminal cannot show, instead of failing."""
    reconfigure = getattr(stream, "reconfigure", None)
    if reconfigure is not None:
        reconfigure(errors="replace")
