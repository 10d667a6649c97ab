"""``probono form read``: what came in, as tables."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from probono_kit.cli.entry import ExitCode
from probono_kit.cli.form import form_app
from probono_kit.cli.show import console, show_findings, summary
from probono_kit.cli.usage import Command
from probono_kit.findings import N_
from probono_kit.i18n import format_number, ngettext
from probono_kit.i18n import gettext as _

if TYPE_CHECKING:
    from probono_kit.forms.submission_model import Submissions


@form_app.command(
    cls=Command,
    help=N_(
        "Read submissions of a form, and say how many there are and what is odd.\n\n"
        "Takes exports of KoboToolbox (xlsx, csv, with names or labels), pages of its API (json) "
        "and zip files of ODK Central, several together. With --out it writes tidy tables: one of "
        "the interviews, one for each repeat, and what each column is."
    ),
)
def read(
    exports: Annotated[
        list[Path], typer.Argument(metavar="EXPORT", help=N_("what was exported, several files"))
    ],
    form: Annotated[
        Path | None,
        typer.Option("--form", metavar="FORM", help=N_("the form, an .xlsx or .xls workbook")),
    ] = None,
    out: Annotated[
        Path | None, typer.Option("--out", metavar="FOLDER", help=N_("where the tables go"))
    ] = None,
    kind: Annotated[
        str, typer.Option("--format", metavar="FORMAT", help=N_("csv or xlsx"))
    ] = "csv",
    overwrite: Annotated[
        bool, typer.Option("--overwrite", help=N_("replace tables that are there already"))
    ] = False,
    labels: Annotated[
        str,
        typer.Option(
            "--labels",
            metavar="LANGUAGE",
            help=N_("headings are labels of this language; by default this is found"),
        ),
    ] = "",
    as_json: Annotated[bool, typer.Option("--json", help=N_("write JSON, for scripts"))] = False,
) -> int:
    """Read submissions of a form."""
    from probono_kit.forms import read_form, read_submissions, write_submission_tables

    asked = None if form is None else read_form(form)
    if asked is not None and asked.findings.errors:
        show_findings(asked.findings)
        return ExitCode.FAILED
    made = read_submissions(
        exports, asked, language=labels or None, labels=True if labels else None
    )
    written = [] if out is None else write_submission_tables(made, out, kind, overwrite=overwrite)
    if as_json:
        typer.echo(json.dumps(_as_json(made, written), ensure_ascii=False, indent=1))
        return ExitCode.GOOD
    _show(made)
    show_findings(made.findings)
    for path in written:
        typer.echo(_("Written: {file}").format(file=path))
    typer.echo(summary(made.findings))
    return ExitCode.GOOD


def _show(made: Submissions) -> None:
    """Say how many rows and columns each table has."""
    lines = console()
    for name, frame in made.tables.items():
        rows = (
            ngettext("{count} interview", "{count} interviews", len(frame))
            if name == "main"
            else ngettext("{count} row", "{count} rows", len(frame))
        )
        columns = ngettext("{count} column", "{count} columns", frame.shape[1])
        counts = (
            rows.format(count=format_number(len(frame))),
            columns.format(count=format_number(frame.shape[1])),
        )
        lines.print(f"{name}: {', '.join(counts)}", soft_wrap=True)


def _as_json(made: Submissions, written: list[Path]) -> dict[str, Any]:
    return {
        "tables": {
            name: {"rows": len(frame), "columns": frame.shape[1]}
            for name, frame in made.tables.items()
        },
        "findings": [each.to_json() for each in made.findings],
        "written": [str(path) for path in written],
    }
