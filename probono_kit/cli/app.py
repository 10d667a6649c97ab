"""The commands: each takes its arguments, calls one function and shows what came of it.

Packages that draw and compute are imported inside the commands, so that help comes at once.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Annotated, Any

import typer

from probono_kit.cli.database import add_to
from probono_kit.cli.form import add_forms_to
from probono_kit.cli.usage import Command, Group
from probono_kit.findings import N_


@dataclass(frozen=True, slots=True)
class Settings:
    """What stands before all commands.

    Parameters
    ----------
    language : str or None
        What ``--language`` said.
    """

    language: str | None = None


app = typer.Typer(
    cls=Group,
    add_completion=False,
    rich_markup_mode=None,
    invoke_without_command=True,
    help=N_(
        "From the spreadsheet of an NGO to a bundle of maps and tables that opens anywhere, "
        "without a network.\n\n"
        "Begin with “probono demo”: it makes such a bundle from sample data. Then “probono new” "
        "lays out a folder of your own; write down the question in its engagement.yml, run "
        "“probono render”, look at what came out, and run “probono deliver”."
    ),
)

Folder = Annotated[
    Path,
    typer.Argument(
        metavar="FOLDER",
        help=N_(
            "folder of the engagement, the one with engagement.yml; the current one if left out"
        ),
    ),
]
AsJson = Annotated[bool, typer.Option("--json", help=N_("write JSON, for scripts"))]


@cache
def program() -> Any:
    """Return the whole command, ready to be called with arguments."""
    return typer.main.get_command(app)


@app.callback()
def start(
    ctx: typer.Context,
    version: Annotated[bool, typer.Option("--version", hidden=True)] = False,
) -> None:
    """Answer what needs no command."""
    if version:
        from importlib.metadata import version as installed

        typer.echo(f"probono-kit {installed('probono-kit')}")
        raise typer.Exit
    if ctx.invoked_subcommand is None:
        typer.echo(ctx.get_help())


@app.command(
    cls=Command,
    help=N_(
        "See it work: make a bundle from sample data.\n\n"
        "Copies a small engagement (water points in Senegal, fictional NGO) into FOLDER, runs its "
        "tasks, checks and delivers. The last line is the path of the page to open."
    ),
)
def demo(
    folder: Annotated[
        Path,
        typer.Argument(metavar="FOLDER", help=N_("new folder for the sample; “demo” if left out")),
    ] = Path("demo"),
    jobs: Annotated[
        int,
        typer.Option("--jobs", metavar="N", min=1, help=N_("run N notebooks at the same time")),
    ] = 2,
) -> int:
    """Make a bundle from sample data."""
    from probono_kit.cli.demo import run_demo

    return run_demo(folder, jobs)


@app.command(
    cls=Command,
    help=N_(
        "Lay out the folder of a new engagement.\n\n"
        "Writes an engagement.yml full of explanations, and folders for the NGO's files. Nothing "
        "that exists is overwritten. With --language, the brief is in that language."
    ),
)
def new(
    ctx: typer.Context,
    name: Annotated[
        str,
        typer.Argument(
            metavar="NAME", help=N_("short name: small letters, digits and hyphens, such as wells")
        ),
    ],
    folder: Annotated[
        Path | None,
        typer.Option(
            "--folder", metavar="FOLDER", help=N_("folder in which it is made; here if left out")
        ),
    ] = None,
) -> int:
    """Lay out the folder of a new engagement."""
    from probono_kit.cli.commands import lay_out

    return lay_out(name, folder, ctx.obj.language)


@app.command(
    cls=Command,
    help=N_(
        "List the notebooks, or the parameters of one.\n\n"
        "A task of the brief names one of these notebooks and sets its parameters."
    ),
)
def notebooks(
    name: Annotated[
        str | None,
        typer.Argument(metavar="NAME", help=N_("a notebook, to see its parameters")),
    ] = None,
) -> int:
    """List the notebooks, or the parameters of one."""
    from probono_kit.cli.commands import list_notebooks

    return list_notebooks(name)


@app.command(
    cls=Command,
    help=N_(
        "Take a quick look at a table, without an engagement.\n\n"
        "Says what each row and column is, what would be cleaned and what a person has to decide. "
        "The files are only read; with --output the clean table, its log and a recipe are written."
    ),
)
def clean(
    files: Annotated[
        list[Path],
        typer.Argument(metavar="FILE...", help=N_("tables: xlsx, xls, xlsb, ods, csv, Parquet")),
    ],
    sheet: Annotated[
        str,
        typer.Option(
            "--sheet",
            metavar="NAME",
            help=N_("name of the sheet; the one with the data if left out"),
        ),
    ] = "",
    table: Annotated[
        int,
        typer.Option(
            "--table", metavar="N", min=0, help=N_("which table of the sheet, 1 for the first")
        ),
    ] = 0,
    header_row: Annotated[
        int,
        typer.Option(
            "--header-row",
            metavar="N",
            min=0,
            help=N_("row with the names of the columns; found if left out"),
        ),
    ] = 0,
    recipe: Annotated[
        Path | None,
        typer.Option("--recipe", metavar="FILE", help=N_("recipe to follow (YAML)")),
    ] = None,
    decisions: Annotated[
        Path | None,
        typer.Option(
            "--decisions",
            metavar="FILE",
            help=N_("review workbook that came back, or the CSV of its decisions"),
        ),
    ] = None,
    country: Annotated[
        str,
        typer.Option(
            "--country", metavar="ISO3", help=N_("country such as SEN, for telephone numbers")
        ),
    ] = "",
    output: Annotated[
        Path | None,
        typer.Option("--output", metavar="FOLDER", help=N_("folder that receives the files")),
    ] = None,
    as_json: AsJson = False,
) -> int:
    """Take a quick look at a table, without an engagement."""
    from probono_kit.cli.clean import Look, clean_files

    look = Look(sheet, table, recipe, decisions, country.upper(), header_row)
    return clean_files(files, look, output, as_json)


@app.command(
    cls=Command,
    help=N_(
        "Run the tasks of the brief.\n\n"
        "Only what is new or has changed is run. A task that fails does not stop the others; its "
        "notebook is kept in work/, with the error marked."
    ),
)
def render(
    folder: Folder = Path(),
    only: Annotated[
        list[str] | None,
        typer.Option(
            "--only", metavar="TASK", help=N_("only this task and what it needs; may be repeated")
        ),
    ] = None,
    jobs: Annotated[
        int,
        typer.Option("--jobs", metavar="N", min=1, help=N_("run N notebooks at the same time")),
    ] = 1,
    force: Annotated[
        bool, typer.Option("--force", help=N_("run also what has not changed"))
    ] = False,
    as_json: AsJson = False,
) -> int:
    """Run the tasks of the brief."""
    from probono_kit.cli.commands import render_tasks

    return render_tasks(folder, only, jobs, force, as_json)


@app.command(
    cls=Command,
    help=N_(
        "Say what the gate would say, without delivering.\n\n"
        "Looks through everything that would leave: no request to a network, only the columns "
        "that the brief names, licences, dates, titles, links, whole files."
    ),
)
def check(folder: Folder = Path(), as_json: AsJson = False) -> int:
    """Say what the gate would say, without delivering."""
    from probono_kit.cli.commands import check_bundle

    return check_bundle(folder, as_json)


@app.command(
    cls=Command,
    help=N_(
        "Check, and put the bundle together.\n\n"
        "Writes bundle/ with its index page, and the same as a zip to send. If a check finds an "
        "error nothing is delivered, and the old bundle stays as it was."
    ),
)
def deliver(folder: Folder = Path()) -> int:
    """Check, and put the bundle together."""
    from probono_kit.cli.commands import deliver_bundle

    return deliver_bundle(folder)


@app.command(
    cls=Command,
    help=N_(
        "Look whether this computer has all that is needed.\n\n"
        "Python, packages, fonts, base layers, notebooks, space and rights. When you ask for "
        "help, send along what it says."
    ),
)
def doctor(as_json: AsJson = False) -> int:
    """Look whether this computer has all that is needed."""
    from probono_kit.cli.doctor import show_examination

    return show_examination(as_json)


add_to(app)
add_forms_to(app)
