"""``probono form``: make, check, translate and deploy a form, and read what came in."""

from __future__ import annotations

import json
import re
from importlib import import_module
from pathlib import Path
from typing import Annotated, Any

import typer

from probono_kit.cli.entry import ExitCode
from probono_kit.cli.show import show_findings, summary
from probono_kit.cli.usage import Command, Group
from probono_kit.findings import N_, Finding, Findings, Severity
from probono_kit.i18n import current_language

form_app = typer.Typer(
    cls=Group,
    add_completion=False,
    rich_markup_mode=None,
    help=N_(
        "Make, check, translate and deploy the form of a data collection, and read what came "
        "in.\n\n"
        "For XLSForms, the workbooks of KoboToolbox and ODK. new, build and preview make a form; "
        "check, compare and translate look after it; try invents submissions. deploy puts it on a "
        "server, fetch gets the submissions from there, read makes tables of them. Only fetch and "
        "deploy use the network."
    ),
)

_PLACE = re.compile(r"(?P<sheet>.+) › (?P<column>[A-Z]*)(?P<row>\d+)")
_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "note"}


@form_app.callback()
def forms() -> None:
    """Hold the commands together, though there is one only."""


@form_app.command(
    cls=Command,
    help=N_(
        "Say everything that is wrong with a form, with the cell and the fix.\n\n"
        "Errors are what would make the form fail or lose data. Warnings are for a person to "
        "decide; notes are advice."
    ),
)
def check(
    file: Annotated[
        Path, typer.Argument(metavar="FILE", help=N_("the form, an .xlsx or .xls workbook"))
    ],
    as_json: Annotated[bool, typer.Option("--json", help=N_("write JSON, for scripts"))] = False,
    sarif: Annotated[
        bool, typer.Option("--sarif", help=N_("write SARIF, for programs that show findings"))
    ] = False,
) -> int:
    """Say everything that is wrong with a form."""
    from probono_kit.forms import lint_form

    findings = lint_form(file, language=current_language())
    if sarif:
        typer.echo(json.dumps(sarif_log(file, findings), ensure_ascii=False, indent=1))
    elif as_json:
        listed = [with_place(each) for each in findings]
        said = {"file": str(file), "ok": not findings.errors, "findings": listed}
        typer.echo(json.dumps(said, ensure_ascii=False, indent=1))
    else:
        show_findings(findings)
        typer.echo(summary(findings))
    return ExitCode.FAILED if findings.errors else ExitCode.GOOD


@form_app.command(
    "try",
    cls=Command,
    help=N_(
        "Invent submissions of a form, to try what comes after it.\n\n"
        "The answers obey the form: conditions, constraints, choice filters, repeats, "
        "calculations. The same seed gives the same file."
    ),
)
def try_(
    file: Annotated[
        Path, typer.Argument(metavar="FORM", help=N_("the form, an .xlsx or .xls workbook"))
    ],
    to: Annotated[Path, typer.Option("--to", metavar="FILE", help=N_("the file to write"))],
    rows: Annotated[
        int, typer.Option("--rows", metavar="N", min=1, max=1_000_000, help=N_("how many"))
    ] = 100,
    seed: Annotated[
        int, typer.Option("--seed", metavar="S", help=N_("another number, other answers"))
    ] = 0,
    kind: Annotated[
        str,
        typer.Option(
            "--format",
            metavar="FORMAT",
            help=N_("kobo_xlsx, kobo_csv, kobo_json or central_zip; by default by FILE's ending"),
        ),
    ] = "",
    areas: Annotated[
        Path | None, typer.Option("--areas", metavar="LAYER", help=N_("where positions lie"))
    ] = None,
) -> int:
    """Invent submissions of a form."""
    from probono_kit.forms import read_form, synthesise, write_submissions
    from probono_kit.forms.export import FORMATS
    from probono_kit.places import read_areas

    form = read_form(file)
    if form.findings.errors:
        show_findings(form.findings)
        return ExitCode.FAILED
    endings = {ending: name for name, (_, ending) in reversed(FORMATS.items())}
    layer = None if areas is None else read_areas(areas).frame
    made = synthesise(form, rows, seed=seed, areas=layer)
    write_submissions(made, to, kind or endings.get(to.suffix.lower(), "kobo_xlsx"))
    show_findings(made.findings)
    typer.echo(summary(made.findings))
    return ExitCode.GOOD


def _place(found: Finding) -> dict[str, Any]:
    """Return sheet, row and column of a finding, as far as it has them."""
    match = _PLACE.fullmatch(found.where)
    if match is None:
        return {}
    place = {"sheet": match["sheet"], "row": int(match["row"])}
    return place | ({"column": match["column"]} if match["column"] else {})


def with_place(found: Finding) -> dict[str, Any]:
    """Return a finding for scripts, with sheet, row and column of its cell."""
    return found.to_json() | _place(found)


def sarif_log(file: Path, findings: Findings) -> dict[str, Any]:
    """Return findings as a SARIF 2.1.0 log.

    Parameters
    ----------
    file : path
        The form.
    findings : Findings
        What was found in it.

    Returns
    -------
    dict
        Row and column of a cell are the line and column of its region; the sheet is the logical
        location. Source: https://docs.oasis-open.org/sarif/sarif/v2.1.0/.

    Examples
    --------
    >>> log = sarif_log(Path("form.xlsx"), Findings())
    >>> log["version"], log["runs"][0]["results"]
    ('2.1.0', [])
    """
    from importlib.metadata import version

    codes = sorted({found.code for found in findings})
    driver = {
        "name": "probono-kit",
        "version": version("probono-kit"),
        "rules": [{"id": code} for code in codes],
    }
    results = [_result(file, found, codes.index(found.code)) for found in findings]
    return {
        "version": "2.1.0",
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "runs": [
            {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}
        ],
    }


def _result(file: Path, found: Finding, index: int) -> dict[str, Any]:
    place = _place(found)
    physical: dict[str, Any] = {"artifactLocation": {"uri": _uri(file)}}
    if place:
        physical["region"] = {"startLine": place["row"]}
        if "column" in place:
            physical["region"]["startColumn"] = _number(place["column"])
    location = {
        "physicalLocation": physical,
        "logicalLocations": [{"fullyQualifiedName": found.where}],
    }
    return {
        "ruleId": found.code,
        "ruleIndex": index,
        "level": _LEVELS[found.severity],
        "message": {"text": f"{found.message()} → {found.fix()}"},
        "locations": [location],
    }


def _uri(file: Path) -> str:
    from urllib.parse import quote

    return file.as_uri() if file.is_absolute() else quote(file.as_posix())


def _number(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


def add_forms_to(app: Any) -> None:
    """Add the commands to the program."""
    # their commands register themselves
    for name in ("form_make", "form_translate", "form_compare", "form_read", "form_servers"):
        import_module(f"probono_kit.cli.{name}")
    app.add_typer(form_app, name="form")
