"""``probono form new``, ``build`` and ``preview``: a form from its description."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from probono_kit.cli.entry import ExitCode
from probono_kit.cli.form import form_app
from probono_kit.cli.show import show_findings, summary
from probono_kit.cli.usage import Command
from probono_kit.errors import ProbonoError
from probono_kit.files import write_text
from probono_kit.findings import N_, Findings, finding
from probono_kit.i18n import LANGUAGES, current_language
from probono_kit.i18n import gettext as _


@form_app.command(
    cls=Command,
    help=N_(
        "Write the description of a form to begin with.\n\n"
        "A YAML file with comments: what is asked, of which kind, when. A file that is there is "
        "never overwritten."
    ),
)
def new(
    file: Annotated[
        Path, typer.Argument(metavar="FILE", help=N_("the description to write, a .yml file"))
    ],
) -> int:
    """Write the description of a form to begin with."""
    from probono_kit.resources import share_path

    if file.exists():
        raise ProbonoError(Findings([finding("form.new_exists", file)]))
    language = current_language() if current_language() in LANGUAGES else "en"
    start = share_path("templates/form_description") / f"{language}.yml"
    write_text(file, start.read_text(encoding="utf-8"))
    typer.echo(_("Written: {file}").format(file=file))
    return ExitCode.GOOD


@form_app.command(
    cls=Command,
    help=N_(
        "Make a form from its description.\n\n"
        "Writes the XLSForm for KoboToolbox and ODK, the files that go with it, the XForm, and a "
        "preview to click through; then checks the form."
    ),
)
def build(
    file: Annotated[
        Path,
        typer.Argument(
            metavar="FILE", help=N_("the description, a .yml file or a list of questions (.xlsx)")
        ),
    ],
    areas: Annotated[
        str,
        typer.Option(
            "--areas", metavar="FILE", help=N_("boundaries or list of P-codes for the place")
        ),
    ] = "",
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", metavar="FOLDER", help=N_("where the files go")),
    ] = None,
) -> int:
    """Make a form from its description."""
    from probono_kit import forms
    from probono_kit.forms.preview import write_preview

    language = current_language()
    built = forms.build_form(forms.read_description(file, language=language), areas=areas or None)
    folder = output or file.with_name(f"{file.stem}-form")
    written = list(forms.write_form(built, folder))
    page = folder / f"{built.name}-preview.html"
    said = write_preview(built, page, language=language)
    written += [page] if not said else []
    checked = forms.lint_form(written[0])
    # What the linter objects to was said with the line of the description.
    more = (each for each in checked if each.code not in {found.code for found in built.findings})
    findings = Findings([*built.findings, *said, *more])
    show_findings(findings.by_severity())
    for path in written:
        typer.echo(_("Written: {file}").format(file=path))
    typer.echo(summary(findings))
    return ExitCode.FAILED if findings.errors else ExitCode.GOOD


@form_app.command(
    cls=Command,
    help=N_(
        "Write a page to click through a form, offline.\n\n"
        "The page runs the real form with ODK Web Forms; nothing that is written into it is sent "
        "or kept. It needs what make engine fetches, or a folder named in PROBONO_WEB_FORMS."
    ),
)
def preview(
    form: Annotated[
        Path, typer.Argument(metavar="FORM", help=N_("the form, an .xlsx or .xls workbook"))
    ],
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", metavar="FILE", help=N_("the page to write")),
    ] = None,
) -> int:
    """Write a page to click through a form."""
    from probono_kit.forms.preview import write_preview

    page = output or form.with_name(f"{form.stem}-preview.html")
    findings = write_preview(form, page)
    show_findings(findings)
    if findings:
        return ExitCode.FAILED
    typer.echo(_("Written: {file}").format(file=page))
    return ExitCode.GOOD
