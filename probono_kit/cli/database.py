"""``probono database``: look into a database that the kit made, describe it, copy it."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer
from rich.table import Table

from probono_kit.cli.entry import ExitCode
from probono_kit.cli.show import console, show_findings
from probono_kit.cli.usage import Command, Group
from probono_kit.findings import N_
from probono_kit.i18n import current_language, format_number
from probono_kit.i18n import gettext as _

database_app = typer.Typer(
    cls=Group,
    add_completion=False,
    rich_markup_mode=None,
    help=N_(
        "Look into a database, describe it, copy it.\n\n"
        "For GeoPackage and SQLite files that the notebook build_database made. They are only "
        "read; nothing leaves this computer."
    ),
)

File = Annotated[
    Path, typer.Argument(metavar="FILE", help=N_("the database, a .gpkg or .sqlite file"))
]


def _output(path: Path | None, source: Path, name: str) -> Path:
    return path or source.with_name(f"{source.stem}-{name}")


@database_app.command(
    cls=Command,
    help=N_(
        "Say what is in a database: tables, rows, links, the last load.\n\n"
        "No value of any row is shown."
    ),
)
def describe(file: File) -> int:
    """Say what is in a database."""
    from probono_kit.database import last_load, read_tables
    from probono_kit.database.words import link_sentences, title_of

    design, rows = read_tables(file)
    typer.echo(title_of(design))
    if design.description:
        typer.echo(design.description)
    typer.echo()
    shown = Table(_("table"), _("title"), _("rows"), _("fields"), box=None, pad_edge=False)
    for table in design.tables:
        counts = (format_number(len(rows[table.name])), format_number(len(table.fields)))
        shown.add_row(table.name, title_of(table), *counts)
    console().print(shown)
    typer.echo()
    for sentence in link_sentences(design):
        typer.echo(sentence)
    load = last_load(file)
    if load.number:
        typer.echo()
        text = (
            _("Last load: number {number} of {day}.")
            if load.day
            else _("Last load: number {number}.")
        )
        typer.echo(text.format(number=load.number, day=load.day))
        names = {"inserted": _("new"), "changed": _("changed"), "vanished": _("no longer there")}
        for name, words in names.items():
            count = format_number(int(load.counts[name].sum()))
            typer.echo("  " + _("{heading}:").format(heading=words) + " " + count)
    return ExitCode.GOOD


@database_app.command(
    cls=Command,
    help=N_(
        "Write the dictionary of a database as a workbook.\n\n"
        "Its tables, fields and code lists in words. Examples come from code lists only."
    ),
)
def dictionary(
    file: File,
    output: Annotated[
        Path | None,
        typer.Option(
            "--output",
            metavar="FILE",
            help=N_("workbook to write; beside FILE if left out"),
        ),
    ] = None,
) -> int:
    """Write the dictionary of a database as a workbook."""
    from probono_kit.database import read_tables, write_dictionary

    design, rows = read_tables(file)
    path = _output(output, file, "dictionary.xlsx")
    show_findings(write_dictionary(design, path, rows=rows))
    typer.echo(str(path))
    return ExitCode.GOOD


@database_app.command(
    cls=Command,
    help=N_("Draw the tables of a database and how they hang together.\n\nWrites a picture (SVG)."),
)
def diagram(
    file: File,
    output: Annotated[
        Path | None,
        typer.Option(
            "--output", metavar="FILE", help=N_("picture to write; beside FILE if left out")
        ),
    ] = None,
) -> int:
    """Draw the tables of a database."""
    from probono_kit.database import draw_diagram, read_tables
    from probono_kit.files import write_text

    design, _rows = read_tables(file)
    path = _output(output, file, "diagram.svg")
    write_text(path, draw_diagram(design))
    typer.echo(str(path))
    return ExitCode.GOOD


@database_app.command(
    cls=Command,
    help=N_(
        "Copy a database safely, even while it is open.\n\n"
        "For backups, and to get one back. What was at COPY before is replaced once the copy is "
        "whole."
    ),
)
def copy(
    file: File,
    target: Annotated[Path, typer.Argument(metavar="COPY", help=N_("the file to write"))],
) -> int:
    """Copy a database safely."""
    from probono_kit.database import copy_database

    copy_database(file, target)
    typer.echo(str(target))
    return ExitCode.GOOD


@database_app.command(
    cls=Command,
    help=N_(
        "Look into a database with the browser of this computer.\n\n"
        "Shows tables, links and example questions with their answers. Only this computer can "
        "reach it, and nothing can be changed. Ctrl-C ends it."
    ),
)
def browse(
    file: File,
    port: Annotated[
        int,
        typer.Option(
            "--port", metavar="N", min=0, max=65535, help=N_("port to use; a free one if left out")
        ),
    ] = 0,
) -> int:
    """Look into a database with the browser of this computer."""
    from probono_kit.database.browse import browse as show

    def ready(address: str) -> None:
        typer.echo(_("Open {address} in your browser. Ctrl-C ends it.").format(address=address))

    show(file, port, language=current_language(), ready=ready)
    # It ends by Ctrl-C only, whether the server or Python hears of it first.
    return ExitCode.INTERRUPTED


def add_to(app: Any) -> None:
    """Add the commands to the program."""
    app.add_typer(database_app, name="database")
