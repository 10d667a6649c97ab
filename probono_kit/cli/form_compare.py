"""``probono form compare``: two versions of a form."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from probono_kit.cli.entry import ExitCode
from probono_kit.cli.form import form_app, with_place
from probono_kit.cli.show import arrow, console, show_findings
from probono_kit.cli.usage import Command
from probono_kit.findings import N_, Findings, Severity
from probono_kit.i18n import gettext as _
from probono_kit.i18n import ngettext

if TYPE_CHECKING:
    from probono_kit.forms.papers.comparison import FormComparison


@form_app.command(
    cls=Command,
    help=N_(
        "Say what changed between two versions of a form, and what it does to the data.\n\n"
        "Each change loses data, breaks (what is kept no longer fits together) or is safe, with "
        "the reason and the fix. Questions that have another name are proposed by their text, "
        "choices and place, never guessed. Exit status 1 if data would be lost."
    ),
)
def compare(
    old: Annotated[
        Path, typer.Argument(metavar="OLD", help=N_("the version that was used so far"))
    ],
    new: Annotated[
        Path, typer.Argument(metavar="NEW", help=N_("the version that is to replace it"))
    ],
    same: Annotated[
        list[str] | None,
        typer.Option(
            "--same",
            metavar="OLD=NEW",
            help=N_(
                "an old question and the new one that is the same; nothing behind = for one that "
                "is gone"
            ),
        ),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help=N_("write JSON, for scripts"))] = False,
) -> int:
    """Say what changed between two versions of a form."""
    from probono_kit.forms import Effect, compare_forms

    made = compare_forms(old, new, same=_pairs(same or []))
    if as_json:
        typer.echo(json.dumps(_as_json(made, old, new), ensure_ascii=False, indent=1))
    else:
        show_comparison(made)
    return ExitCode.FAILED if made.of(Effect.LOSING) else ExitCode.GOOD


def _pairs(same: list[str]) -> dict[str, str]:
    pairs, findings = {}, Findings()
    for text in same:
        before, sign, after = text.partition("=")
        if not sign or not before.strip():
            findings.add("compare.same_pair", "--same", text=text)
        pairs[before.strip()] = after.strip()
    findings.raise_errors()
    return pairs


def _as_json(made: FormComparison, old: Path, new: Path) -> dict[str, Any]:
    changes = [
        with_place(change.finding) | {"effect": change.effect.value} for change in made.changes
    ]
    return {
        "old": str(old),
        "new": str(new),
        "ok": not made.findings.errors,
        "changes": changes,
        "columns": made.columns.to_dict("records"),
    }


def show_comparison(made: FormComparison) -> None:
    """Write what changed between two versions of a form."""
    if not made.changes:
        typer.echo(_("The two versions ask the same in the same way."))
        return
    show_findings(made.findings, counted=_counted)
    moved = made.columns[made.columns["change"].isin(("renamed", "moved", "split", "merged"))]
    if moved.empty:
        return
    out, mark, proposed = console(), arrow(sys.stdout), _("proposed")
    out.print(_("Columns with another name or place:"))
    for row in moved.itertuples():
        sure = "" if row.certain else f" ({proposed})"
        out.print(f"  {row.old_path} {mark} {row.new_path}{sure}", soft_wrap=True)


def _counted(severity: Severity, count: int) -> str:
    match severity:
        case Severity.ERROR:
            text = ngettext("{count} change loses data", "{count} changes lose data", count)
        case Severity.WARNING:
            text = ngettext("{count} change breaks", "{count} changes break", count)
        case Severity.NOTE:
            text = ngettext("{count} change is safe", "{count} changes are safe", count)
    return text.format(count=count)
