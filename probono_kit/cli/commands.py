"""What the commands do: one call each, and what came of it in words."""

from __future__ import annotations

import json
import sys
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer
from rich.table import Table
from rich.text import Text

from probono_kit.cli.entry import ExitCode
from probono_kit.cli.progress import WORDS, ProgressView, outcome
from probono_kit.cli.show import arrow, console, show_findings, summary
from probono_kit.findings import N_, Findings, Severity
from probono_kit.i18n import current_language, format_number, ngettext
from probono_kit.i18n import gettext as _

if TYPE_CHECKING:
    from probono_kit.deliver import Bundle
    from probono_kit.engagement import NotebookEntry, Parameter
    from probono_kit.run import RunReport, RunResult


# ---- new, notebooks ---------------------------------------------------------------------------


def lay_out(name: str, folder: Path | None, language: str | None) -> int:
    """Lay out an engagement and say what to do next."""
    from probono_kit.engagement import new_engagement

    made = new_engagement(name, folder or Path(), language=language or current_language())
    typer.echo(_("Made the folder {folder}.").format(folder=made))
    typer.echo(_("What to do next:"))
    steps = (
        _("1. Copy the NGO's files into {folder}.").format(folder=made / "raw"),
        _("2. Write question, sources and tasks into {file}; it explains itself.").format(
            file=made / "engagement.yml"
        ),
        _("3. Run: {command}").format(command=f"probono render {made}"),
    )
    for step in steps:
        typer.echo(f"  {step}")
    return ExitCode.GOOD


def list_notebooks(name: str | None) -> int:
    """Show all notebooks, or the parameters of one."""
    from probono_kit import engagement

    out = console()
    if name is None:
        table = Table(_("notebook"), _("what it does"), box=None, pad_edge=False)
        for each in engagement.notebooks():
            table.add_row(each.name, each.description())
        out.print(table)
        typer.echo()
        typer.echo(_("“probono notebooks NAME” lists the parameters of one."))
        return ExitCode.GOOD
    known = {each.name: each for each in engagement.notebooks()}
    if name not in known:
        typer.echo(_("There is no notebook {name}.").format(name=name), err=True)
        near = get_close_matches(name, known, 3, 0.5) or list(known)
        typer.echo(_("Did you mean {names}?").format(names=" / ".join(near)), err=True)
        return ExitCode.USAGE
    _show_parameters(known[name])
    return ExitCode.GOOD


def _show_parameters(entry: NotebookEntry) -> None:
    typer.echo(f"{entry.name}: {entry.description()}")
    table = Table(
        _("parameter"), _("kind"), _("if left out"), _("meaning"), box=None, pad_edge=False
    )
    group = ""
    for each in entry.parameters:
        if each.about.group != group:
            group = each.about.group
            table.add_row()
            table.add_row(Text(_(group), style="bold"))
        table.add_row(each.name, _(_KINDS[each.kind]), _if_left_out(each), each.help())
    console().print(table)


#: What to write for a parameter, by the type that the notebook names.
_KINDS = {
    str: N_("text"),
    int: N_("whole number"),
    float: N_("number"),
    bool: N_("true or false"),
    list: N_("list"),
}


def _if_left_out(parameter: Parameter) -> str:
    if parameter.about.brief:
        return _("from the brief")
    if parameter.about.input == "table":
        return _("must be given")
    return json.dumps(parameter.default, ensure_ascii=False)


# ---- render -----------------------------------------------------------------------------------


def render_tasks(
    folder: Path, only: list[str] | None, jobs: int, force: bool, as_json: bool
) -> int:
    """Run tasks and say what became of them, what failed in the last lines."""
    report = run_tasks(folder, only, jobs, force)
    if as_json:
        typer.echo(json.dumps(_report_json(report), ensure_ascii=False, indent=1))
    else:
        show_report(report)
    if report.interrupted:
        return ExitCode.INTERRUPTED
    return ExitCode.GOOD if report.ok and not report.findings.errors else ExitCode.FAILED


def run_tasks(folder: Path, only: list[str] | None, jobs: int, force: bool) -> RunReport:
    """Run tasks with a progress bar."""
    with ProgressView() as view:
        # Importing what draws takes a second or two: the bar stands already.
        from probono_kit.run import render

        return render(folder, only=only or None, jobs=jobs, force=force, progress=view)


def show_report(report: RunReport) -> None:
    """Show findings, counts, and last what failed and why."""
    found = Findings(report.findings)
    for result in report.results:
        found.extend(result.findings)
    show_findings(each for each in found if each.severity is not Severity.NOTE)
    typer.echo(_counts(report))
    for result in report.results:
        if result.status.value not in ("done", "unchanged"):
            typer.echo(_failure(result), err=True)


def _counts(report: RunReport) -> str:
    total = len(report.results)
    parts = []
    for status, word in WORDS.items():
        count = sum(result.status.value == status for result in report.results)
        if count:
            parts.append(_("{count} {outcome}").format(count=count, outcome=_(word)))
    tasks = ngettext("{count} notebook", "{count} notebooks", total).format(count=total)
    seconds = format_number(report.seconds, decimals=1)
    return _("{tasks} in {seconds} s: {parts}.").format(
        tasks=tasks, seconds=seconds, parts=", ".join(parts) or "0"
    )


def _failure(result: RunResult) -> str:
    """Say in one line which task has no outputs, and why."""
    mark = arrow(sys.stderr)
    why = result.findings.errors or result.findings
    line = f"{result.run.id}: {outcome(result)}"
    if why:
        line = f"{line}. {why[0].message(current_language())}"
    if result.status.value == "failed":
        line = f"{line} {mark} {result.notebook}"
    return line


def _report_json(report: RunReport) -> dict[str, Any]:
    return {
        "ok": report.ok,
        "interrupted": report.interrupted,
        "seconds": round(report.seconds, 2),
        "runs": [
            {
                "run": result.run.id,
                "task": result.run.task,
                "status": result.status.value,
                "seconds": round(result.seconds, 2),
                "notebook": result.notebook,
                "findings": [found.to_json() for found in result.findings],
            }
            for result in report.results
        ],
        "findings": [found.to_json() for found in report.findings],
    }


# ---- check, deliver ---------------------------------------------------------------------------


def check_bundle(folder: Path, as_json: bool) -> int:
    """Show what the gate says."""
    from probono_kit.deliver import check

    found = check(folder)
    if as_json:
        content = {"ok": not found.errors, "findings": [each.to_json() for each in found]}
        typer.echo(json.dumps(content, ensure_ascii=False, indent=1))
    else:
        show_findings(found)
        typer.echo(summary(found))
    return ExitCode.FAILED if found.errors else ExitCode.GOOD


def deliver_bundle(folder: Path) -> int:
    """Deliver, and say where the bundle is."""
    from probono_kit.deliver import make_bundle

    show_bundle(make_bundle(folder))
    return ExitCode.GOOD


def show_bundle(bundle: Bundle) -> None:
    """Show warnings, the zip, and in the last line the page to open."""
    show_findings(bundle.findings)
    size = format_number(bundle.zip.stat().st_size / 1_000_000, decimals=1)
    typer.echo(_("To send: {zip} ({size} MB)").format(zip=bundle.zip.resolve(), size=size))
    typer.echo(_("To open, by a double click:"))
    typer.echo(bundle.index.resolve())
