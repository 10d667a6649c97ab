"""``probono form translate``: a form into another language."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from probono_kit.cli.entry import ExitCode
from probono_kit.cli.form import form_app
from probono_kit.cli.show import arrow, console, show_findings, summary
from probono_kit.cli.usage import Command
from probono_kit.findings import N_, Findings
from probono_kit.i18n import gettext as _
from probono_kit.i18n import ngettext

if TYPE_CHECKING:
    from probono_kit.forms.model import Form
    from probono_kit.forms.papers.translation_reading import Translation

_LONGEST = 60
#: A screen shows so many; --json lists all.
_MOST = 40


@form_app.command(
    cls=Command,
    help=N_(
        "Have a form translated: write the translator's sheet, and take it back.\n\n"
        "With FORM alone, writes a workbook with one row per text. With the sheet that came back "
        "as FILLED, shows what it changes; with --out as well, writes the form with it, and leaves "
        "everything else in the workbook as it is."
    ),
)
def translate(
    form: Annotated[
        Path, typer.Argument(metavar="FORM", help=N_("the form, an .xlsx or .xls workbook"))
    ],
    filled: Annotated[
        Path | None,
        typer.Argument(metavar="[FILLED]", help=N_("the translator's sheet, filled in")),
    ] = None,
    to: Annotated[
        list[str] | None,
        typer.Option(
            "--to",
            metavar="LANGUAGE",
            help=N_("into which, as es or Spanish; by default all others of the form"),
        ),
    ] = None,
    source: Annotated[
        list[str] | None,
        typer.Option(
            "--from",
            metavar="LANGUAGE",
            help=N_("from which; by default the one in which the form opens"),
        ),
    ] = None,
    since: Annotated[
        Path | None,
        typer.Option(
            "--since",
            metavar="OLD",
            help=N_("an older version of the form: what changed since then is marked"),
        ),
    ] = None,
    out: Annotated[
        Path | None, typer.Option("--out", metavar="FILE", help=N_("the sheet or form to write"))
    ] = None,
    emptied: Annotated[
        bool, typer.Option("--emptied", help=N_("remove texts that the sheet has emptied"))
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help=N_("write JSON, for scripts"))] = False,
) -> int:
    """Have a form translated."""
    from probono_kit import forms

    read = _read(form)
    if read is None:
        return ExitCode.FAILED
    if filled is not None:
        return _take_back(read, forms.read_translation_sheet(filled, read), out, emptied, as_json)
    old = None if since is None else _read(since)
    if since is not None and old is None:
        return ExitCode.FAILED
    path = out or form.with_name(f"{form.stem}-translation.xlsx")
    findings = forms.write_translation_sheet(
        read, path, to=to or (), source=source or (), since=old
    )
    show_findings(findings)
    typer.echo(_("Written: {file}").format(file=path))
    return ExitCode.GOOD


def _read(path: Path) -> Form | None:
    from probono_kit.forms import read_form

    form = read_form(path)
    if form.findings.errors:
        show_findings(form.findings)
        return None
    return form


def _take_back(
    form: Form, translation: Translation, out: Path | None, emptied: bool, as_json: bool
) -> int:
    from probono_kit.forms import write_translated_form

    findings = translation.findings
    if out is not None and not findings.errors:
        written = write_translated_form(form, translation, out, emptied=emptied)
        findings = Findings([*findings, *written])
    if as_json:
        rows = translation.changes.to_dict("records")
        said = {"ok": not findings.errors, "changes": rows}
        said["findings"] = [each.to_json() for each in findings]
        typer.echo(json.dumps(said, ensure_ascii=False, indent=1))
    else:
        # Of a sheet that could not be read it is not known what it changes.
        if len(translation.changes) or not findings.errors:
            _show_changes(translation)
        show_findings(findings)
        if out is not None and not findings.errors:
            typer.echo(_("Written: {file}").format(file=out))
        typer.echo(summary(findings))
    return ExitCode.FAILED if findings.errors else ExitCode.GOOD


def _show_changes(translation: Translation) -> None:
    """Write each change as one line, in the order of the sheet."""
    changes = translation.changes
    if changes.empty:
        typer.echo(_("The sheet changes nothing in the form."))
        return
    words = {"added": _("added"), "changed": _("changed"), "emptied": _("emptied")}
    out, mark = console(), arrow(sys.stdout)
    for each in changes.head(_MOST).to_dict("records"):
        before = f"{_cut(each['before'])} {mark} " if each["before"] else ""
        named = f"{each['name']} › {each['key']} › {each['language']}"
        line = f"{words[each['change']]}: {named}: {before}{_cut(each['after'])}"
        out.print(line, soft_wrap=True, markup=False, highlight=False)
    if len(changes) > _MOST:
        typer.echo(_("… and more; --json lists them all."))
    count = len(changes)
    said = ngettext("{count} text changes.", "{count} texts change.", count)
    typer.echo(said.format(count=count))


def _cut(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST else f"{line[: _LONGEST - 1]}…"
