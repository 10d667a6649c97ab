"""Findings and sizes as lines for a terminal, a log file or a pipe."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from typing import TextIO

from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from probono_kit.findings import Finding, Findings, Severity
from probono_kit.i18n import current_language, ngettext
from probono_kit.i18n import gettext as _

_STYLES = {Severity.ERROR: "bold red", Severity.WARNING: "bold yellow", Severity.NOTE: "bold blue"}


def counted(severity: Severity, count: int) -> str:
    """Return how many findings of `severity` there are, in words.

    Examples
    --------
    >>> counted(Severity.WARNING, 2)
    '2 warnings'
    """
    match severity:
        case Severity.ERROR:
            text = ngettext("{count} thing to mend", "{count} things to mend", count)
        case Severity.WARNING:
            text = ngettext("{count} warning", "{count} warnings", count)
        case Severity.NOTE:
            text = ngettext("{count} note", "{count} notes", count)
    return text.format(count=count)


def console(stream: TextIO | None = None) -> Console:
    """Return a console that writes to `stream` (default: standard output).

    Lines are wrapped only where a person reads them on a terminal; in a file one finding's
    sentence stays on one line.
    """
    stream = stream or sys.stdout
    terminal = Console(file=stream, highlight=False, markup=False, emoji=False)
    if terminal.is_terminal:
        return terminal
    return Console(
        file=stream, highlight=False, markup=False, emoji=False, width=100_000, no_color=True
    )


def can_show(stream: TextIO, text: str) -> bool:
    """Tell whether the encoding of `stream` has the characters of `text`."""
    try:
        text.encode(stream.encoding or "utf-8")
    except (UnicodeEncodeError, LookupError):
        return False
    return True


def arrow(stream: TextIO) -> str:
    """Return an arrow, or ASCII where the terminal has none."""
    return "→" if can_show(stream, "→") else "->"


def show_findings(
    findings: Iterable[Finding],
    stream: TextIO | None = None,
    *,
    counted: Callable[[Severity, int], str] = counted,
) -> None:
    """Write `findings` as a list: errors first, then where, what and how to mend it.

    Parameters
    ----------
    findings : iterable of Finding
        In any order; none is shown twice.
    stream : text stream, optional
        Default: standard output.
    counted : callable, optional
        Says above each group how many there are.
    """
    stream = stream or sys.stdout
    out = console(stream)
    ordered = Findings(findings).by_severity()
    for severity in Severity:
        group = [found for found in ordered if found.severity is severity]
        if not group:
            continue
        out.print(Text(counted(severity, len(group)), style=_STYLES[severity]))
        for where, together in _by_place(group):
            if where:
                out.print(Padding(Text(where, style="bold"), (0, 0, 0, 2), expand=False))
            for found in together:
                _show_one(out, found, arrow(stream))
        out.print()


def _by_place(findings: list[Finding]) -> Iterator[tuple[str, list[Finding]]]:
    """Yield each place once, in the order of its first finding, with all its findings."""
    places: dict[str, list[Finding]] = {}
    for found in findings:
        places.setdefault(found.where, []).append(found)
    yield from places.items()


def _show_one(out: Console, found: Finding, mark: str) -> None:
    language = current_language()
    out.print(Padding(Text(found.message(language)), (0, 0, 0, 4), expand=False))
    fix = Text(f"{mark} {found.fix(language)}")
    out.print(Padding(fix, (0, 0, 0, 4), expand=False))


def summary(findings: Findings) -> str:
    """Return the counts of `findings` in words, ``""`` if there are none."""
    counts = []
    for severity in (Severity.ERROR, Severity.WARNING):
        number = sum(found.severity is severity for found in findings.by_severity())
        if number:
            counts.append(counted(severity, number))
    return ", ".join(counts) or _("Nothing to mend.")
