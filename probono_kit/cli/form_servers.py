"""``probono form fetch``, ``deploy`` and ``token``: what goes over the network."""

from __future__ import annotations

import getpass
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from probono_kit.cli.entry import ExitCode
from probono_kit.cli.form import form_app
from probono_kit.cli.form_compare import show_comparison
from probono_kit.cli.show import show_findings
from probono_kit.cli.usage import Command
from probono_kit.findings import N_
from probono_kit.i18n import current_language, format_number, ngettext
from probono_kit.i18n import gettext as _

if TYPE_CHECKING:
    from probono_kit.forms.papers.comparison import FormComparison
    from probono_kit.forms.servers.deployment import Standing


_ADDRESS = N_("the form's address, as the browser shows it")


@form_app.command(
    cls=Command,
    help=N_(
        "Fetch the submissions of a form from KoboToolbox or ODK Central.\n\n"
        "FOLDER gets one file with all of them; the next time only what is new or was edited comes "
        "over the network. It may be interrupted at any moment and goes on from there. The token "
        "is taken from the environment or the system's keyring (see “probono form token”)."
    ),
)
def fetch(
    address: Annotated[str, typer.Argument(metavar="ADDRESS", help=_ADDRESS)],
    folder: Annotated[
        Path, typer.Argument(metavar="FOLDER", help=N_("a folder of its own for this form"))
    ],
    everything: Annotated[
        bool, typer.Option("--all", help=N_("fetch all again, also what has not changed"))
    ] = False,
    attachments: Annotated[
        bool,
        typer.Option(
            "--attachments",
            help=N_("fetch photographs and other files of submissions as well: they show people"),
        ),
    ] = False,
) -> int:
    """Fetch the submissions of a form."""
    from probono_kit.forms import fetch_submissions

    made = fetch_submissions(
        address,
        folder,
        everything=everything,
        attachments=attachments,
        progress=_count,
        wait=_wait,
    )
    show_findings(made.findings)
    number = format_number(made.count)
    typer.echo(
        ngettext("{number} submission: {file}", "{number} submissions: {file}", made.count).format(
            number=number, file=made.path
        )
    )
    typer.echo(
        _("New: {new}, changed: {changed}, no longer on the server: {removed}.").format(
            new=format_number(made.new),
            changed=format_number(made.changed),
            removed=format_number(made.removed),
        )
    )
    if attachments:
        from probono_kit.deliver.cards import size_text

        said = _("Files of submissions: {number} ({size}).")
        number = format_number(made.attachments)
        typer.echo(said.format(number=number, size=size_text(made.size, current_language())))
    return ExitCode.GOOD


@form_app.command(
    cls=Command,
    help=N_(
        "Deploy a form on KoboToolbox or ODK Central, or deploy it again.\n\n"
        "The form is checked, then compared with the one that is deployed; what changes is shown, "
        "and you are asked. Changes that would lose data of submissions are refused. The files "
        "that the form names go with it."
    ),
)
def deploy(
    form: Annotated[
        Path, typer.Argument(metavar="FORM", help=N_("the form, an .xlsx or .xls workbook"))
    ],
    address: Annotated[
        str,
        typer.Argument(
            metavar="ADDRESS",
            help=N_(
                "the form's address, as the browser shows it; for a new form that of the server "
                "(KoboToolbox) or of the project (ODK Central)"
            ),
        ),
    ],
    yes: Annotated[bool, typer.Option("--yes", help=N_("do not ask, for scripts"))] = False,
    lose_data: Annotated[
        bool, typer.Option("--lose-data", help=N_("go on though data would be lost"))
    ] = False,
) -> int:
    """Deploy a form."""
    from probono_kit.forms import deploy_form

    def agree(comparison: FormComparison | None, standing: Standing) -> bool:
        show_findings(standing.findings)
        if comparison is not None:
            show_comparison(comparison)
        typer.echo(_standing(standing))
        return yes or _agreed()

    made = deploy_form(form, address, agree=agree, lose_data=lose_data, wait=_wait)
    if not made.done:
        typer.echo(_("Nothing was deployed. Without a terminal, only --yes agrees."))
        return ExitCode.FAILED
    if made.media:
        typer.echo(_("Files that went with it: {files}").format(files=", ".join(made.media)))
    typer.echo(_("Deployed: {address}").format(address=made.source))
    return ExitCode.GOOD


@form_app.command(
    cls=Command,
    help=N_(
        "Store the token or password of a server in the system's keyring.\n\n"
        "You are asked for it; nothing shows while you type or paste. KoboToolbox: Account "
        "settings → Security → API key. ODK Central: the password of your account. It is kept by "
        "the system alone, is sent to its server alone, and stands in no file, log or message of "
        "probono."
    ),
)
def token(
    address: Annotated[str, typer.Argument(metavar="ADDRESS", help=_ADDRESS)],
    user: Annotated[
        str,
        typer.Option(
            "--user", metavar="EMAIL", help=N_("e-mail address of the account (ODK Central)")
        ),
    ] = "",
    forget: Annotated[
        bool, typer.Option("--forget", help=N_("take it out of the keyring instead"))
    ] = False,
) -> int:
    """Store the token or password of a server."""
    from probono_kit.forms import forget_secret, read_source, store_secret
    from probono_kit.forms.servers.credentials import check_user

    source = read_source(address)
    if forget:
        known = forget_secret(source)
        said = _("Forgotten: {server}") if known else _("Nothing was stored for {server}.")
        typer.echo(said.format(server=source.origin))
        return ExitCode.GOOD
    check_user(source, user)
    prompt = _("Token or password for {server}: ").format(server=source.origin)
    # From a pipe it is read as it comes: that way it stands in no argument either.
    given = getpass.getpass(prompt) if sys.stdin.isatty() else sys.stdin.readline()
    store_secret(source, given.rstrip("\r\n"), user)
    typer.echo(_("Stored in the keyring for {server}.").format(server=source.origin))
    return ExitCode.GOOD


def _standing(standing: Standing) -> str:
    if not standing.deployed:
        return _("This form is new there.")
    if standing.submissions is None:
        return _("The server does not tell how many submissions there are.")
    count = standing.submissions
    text = ngettext("There is {number} submission.", "There are {number} submissions.", count)
    return text.format(number=format_number(count))


def _agreed() -> bool:
    """Ask; whoever is not there does not agree."""
    if not sys.stdin.isatty():
        return False
    answer = input(_("Deploy? [y/N] ")).strip().lower()
    return answer in (_("y"), _("yes"), "y", "yes")


def _wait(seconds: float) -> None:
    """Wait, and say so where it is long enough to wonder."""
    if seconds >= 2:
        text = _("The server or the line is not ready; asking again in {seconds} s.")
        typer.echo(text.format(seconds=format_number(seconds, decimals=0)), err=True)
    time.sleep(seconds)


def _count(done: int, wanted: int) -> None:
    """Count in place on a terminal, and stay silent elsewhere."""
    if sys.stderr.isatty():
        end = "\n" if done >= wanted else ""
        sys.stderr.write(f"\r{format_number(done)} / {format_number(wanted)}{end}")
        sys.stderr.flush()
