"""``probono clean``: a quick look at tables, without an engagement."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer
from rich.table import Table

from probono_kit.cli.entry import ExitCode
from probono_kit.cli.show import arrow, console, show_findings, summary
from probono_kit.errors import ProbonoError
from probono_kit.files import file_name, write_text
from probono_kit.findings import Findings, finding
from probono_kit.i18n import current_language, format_number, format_percent, ngettext
from probono_kit.i18n import gettext as _

if TYPE_CHECKING:
    from probono_kit.tables import CleanTable, Decisions, Recipe, TableRead

_SHOWN = 20
#: A person reads so many lines of a terminal; ``--json`` and the dictionary tell of all columns.
_COLUMNS = 60


@dataclass(frozen=True, slots=True)
class Look:
    """How to read and clean: the options of the command.

    Parameters
    ----------
    sheet : str
        Name of the sheet; empty for the one with the data.
    table : int
        Which table of the sheet, 1 for the first; 0 for the main one.
    recipe, decisions : pathlib.Path or None
        Files to replay.
    country : str
        ISO code of three letters, for telephone numbers and coordinates.
    header_row : int
        Row with the names of the columns; 0 to find it.
    """

    sheet: str = ""
    table: int = 0
    recipe: Path | None = None
    decisions: Path | None = None
    country: str = ""
    header_row: int = 0


def clean_files(files: list[Path], look: Look, output: Path | None, as_json: bool) -> int:
    """Look at each file; one that cannot be read does not stop the others."""
    from probono_kit import tables

    _require_country(look.country)
    recipe = tables.draft_recipe(look.recipe) if look.recipe else None
    decisions = _decisions(look.decisions)
    told: list[dict[str, Any]] = []
    failed = False
    stems: set[str] = set()
    for file in files:
        try:
            read, clean = _cleaned(file, look, recipe, decisions)
        except ProbonoError as problem:
            failed = True
            found = problem.findings
            told.append(
                {"file": str(file), "ok": False, "findings": [each.to_json() for each in found]}
            )
            if not as_json:
                typer.echo(str(file))
                show_findings(found)
            continue
        written = _write(read, clean, recipe, file, output, stems) if output else []
        told.append(_as_json(file, read, clean, written))
        if not as_json:
            _show(file, read, clean, written)
    if as_json:
        typer.echo(json.dumps({"ok": not failed, "files": told}, ensure_ascii=False, indent=1))
    elif any(each.get("written") for each in told):
        typer.echo(_("These files hold all columns. They are for you; do not send them on."))
    return ExitCode.FAILED if failed else ExitCode.GOOD


def _require_country(code: str) -> None:
    """Refuse a code that no country has: its telephone numbers would all be wrong."""
    from probono_kit.tables.phones import region_of

    if code and not region_of(code):
        wrong = finding("engagement.not_a_country", "--country", key="country", given=code)
        raise ProbonoError(Findings([wrong]))


def _decisions(path: Path | None) -> Decisions | None:
    from probono_kit import tables

    return tables.read_answers(path) if path else None


def _cleaned(
    file: Path, look: Look, recipe: Recipe | None, decisions: Decisions | None
) -> tuple[TableRead, CleanTable]:
    from probono_kit import tables

    read = tables.read_with(
        recipe, file, sheet=look.sheet, table=look.table, header_row=look.header_row
    )
    clean = tables.clean_table(read, recipe=recipe, decisions=decisions, country=look.country)
    return read, tables.with_proposals(clean, decisions=decisions)


# ---- showing ----------------------------------------------------------------------------------


def _show(file: Path, read: TableRead, clean: CleanTable, written: list[str]) -> None:
    from probono_kit import tables
    from probono_kit.run import changes_table

    typer.echo(str(file))
    counts = clean.counts
    typer.echo(
        _("{rows} rows on the sheet, {data} of them data; {cells}.").format(
            rows=format_number(counts["rows"]),
            data=format_number(counts["clean"]),
            cells=ngettext(
                "{count} cell changed", "{count} cells changed", counts["changed"]
            ).format(count=format_number(counts["changed"])),
        )
    )
    columns = Table(_("column"), _("what it holds"), _("written as"), box=None, pad_edge=False)
    for name, type_ in list(clean.types.items())[:_COLUMNS]:
        share = "" if type_.share >= 1 else f" ({format_percent(type_.share)})"
        holds = f"{tables.kind_label(type_.kind)} {type_.unit}".strip()
        columns.add_row(name, holds, type_.convention + share)
    console().print(columns)
    if (more := len(clean.types) - _COLUMNS) > 0:
        text = ngettext("… and {count} more column.", "… and {count} more columns.", more)
        typer.echo(text.format(count=format_number(more)))
    typer.echo()
    changes = changes_table(clean)
    if len(changes):
        shown = Table(
            _("column"), _("what was changed"), _("cells"), _("example"), box=None, pad_edge=False
        )
        mark = arrow(typer.get_text_stream("stdout"))
        for row in changes.head(_SHOWN).to_dict("records"):
            example = f"{row['before']} {mark} {row['after'] or _('(empty)')}"
            count = format_number(int(row["cells"]))
            shown.add_row(str(row["column"]), str(row["why"]), count, example)
        console().print(shown)
        typer.echo()
    show_findings(clean.findings)
    typer.echo(summary(clean.findings))
    if waiting := len(clean.review):
        text = _("Things that a person has to decide: {count}. With --output they are a workbook.")
        typer.echo(text.format(count=format_number(waiting)))
    for name in written:
        typer.echo(name)
    typer.echo()


def _as_json(file: Path, read: TableRead, clean: CleanTable, written: list[str]) -> dict[str, Any]:
    from probono_kit.run import changes_table

    return {
        "file": str(file),
        "ok": True,
        "roles": {name: int(count) for name, count in read.counts.items()},
        "counts": {name: int(count) for name, count in clean.counts.items()},
        "columns": [
            {
                "name": name,
                "kind": each.kind.value,
                "convention": each.convention,
                "unit": each.unit,
                "share": each.share,
                "cells": each.cells,
            }
            for name, each in clean.types.items()
        ],
        "changes": json.loads(changes_table(clean).to_json(orient="records", force_ascii=False)),
        "to_decide": len(clean.review),
        "findings": [each.to_json() for each in clean.findings],
        "written": written,
    }


# ---- writing ----------------------------------------------------------------------------------


def _write(
    read: TableRead,
    clean: CleanTable,
    recipe: Recipe | None,
    file: Path,
    output: Path,
    stems: set[str],
) -> list[str]:
    """Write table, log, questions and a recipe to go on from, with a note that they stay."""
    from probono_kit import tables

    language = current_language()
    stem, number = file_name(file.stem), 2
    while stem in stems:
        stem, number = f"{file_name(file.stem)}-{number}", number + 1
    stems.add(stem)
    names = {
        kind: output / f"{stem}{ending}"
        for kind, ending in (
            ("table", "-clean.xlsx"),
            ("csv", "-clean.csv"),
            ("parquet", "-clean.parquet"),
            ("log", "-log.xlsx"),
            ("recipe", ".recipe.yml"),
        )
    }
    found = Findings()
    units = {name: each.unit for name, each in clean.types.items() if each.unit}
    if len(clean.frame) < 2**20:
        found += tables.write_table(clean.frame, names["table"], units=units, language=language)
    else:
        del names["table"]
    found += tables.write_table(clean.frame, names["csv"], language=language)
    found += tables.write_typed(clean.frame, names["parquet"], types=clean.types)
    found += tables.write_log(clean.log, names["log"], deletions=clean.deletions, language=language)
    tables.write_recipe(
        tables.start_recipe(read, clean, recipe), names["recipe"], types=clean.types
    )
    if len(clean.review):
        names["review"] = output / f"{stem}-review.xlsx"
        found += tables.write_review(clean, names["review"], language=language)
    note = _(
        "The files in this folder hold every column, also names and telephone numbers. Keep them"
        " on this computer. To send something on, make an engagement: “probono new NAME”."
    )
    write_text(output / "README.txt", note + "\n")
    return [str(path) for path in names.values()]
