"""What building a database leaves behind: the database, its documents, the page for its owner."""

from __future__ import annotations

import datetime
import shutil
import tempfile
from dataclasses import replace
from pathlib import Path

from probono_kit import database
from probono_kit.database import Design, Proposal, Split
from probono_kit.engagement.parameters import BuildDatabase
from probono_kit.files import file_name, write_aside, write_zip
from probono_kit.findings import Findings
from probono_kit.i18n import gettext as _
from probono_kit.run.database_page import write_database_page
from probono_kit.run.outputs import Output, Outputs, Role
from probono_kit.run.save import Saved, as_output
from probono_kit.tables import write_table

#: GeoPackage numbers the rows of a table whose key is no whole number.
_FID = "fid"


def save_database_files(proposal: Proposal, split: Split, p: BuildDatabase) -> Saved:
    """Write the database whole, and cut to the brief's columns for the NGO, with its documents.

    Parameters
    ----------
    proposal : Proposal
        The design, and why it is so.
    split : Split
        From :func:`probono_kit.database.split_sources`.
    p : BuildDatabase
        Checked parameters: output folder, language, columns that may leave, server.

    Returns
    -------
    Saved
        The whole database, the design to edit and its reasons stay; the database that may leave,
        its dictionary, an entry workbook and the page go into the bundle.

    Raises
    ------
    ProbonoError
        If a database cannot be written: it then is as it was before.

    Examples
    --------
    >>> import tempfile
    >>> import pandas as pd
    >>> from probono_kit.engagement import check_parameters, design_step
    >>> from probono_kit.i18n import set_language
    >>> wells = pd.DataFrame({"Well": ["A1", "A2", "A3"], "Depth": [3.5, 4.0, 3.5]})
    >>> sources = (database.Source("wells", wells),)
    >>> given = {"language": "en", "output_folder": tempfile.mkdtemp(), "columns": ["Depth"]}
    >>> p = check_parameters("build_database", given)
    >>> proposal = design_step(p, sources)
    >>> split = database.split_sources(proposal.design, sources)
    >>> saved = save_database_files(proposal, split, p)
    >>> [made.path for made in saved.outputs if made.deliver][0]
    'database.gpkg'
    """
    findings = Findings()
    outputs = Outputs(_whole(proposal, split, p, findings))
    shared = database.share_split(proposal.design, split, p.columns)
    if not shared.design.tables:
        findings.add("build.nothing_to_share", p.name)
        return Saved(outputs, findings)
    if len(shared.kept_back):
        findings.add("build.fields_stay", p.name, count=len(shared.kept_back))
    outputs += _leaving(shared.design, shared.split, p, findings)
    outputs.append(write_database_page(shared, split, p))
    return Saved(outputs, findings)


def _whole(proposal: Proposal, split: Split, p: BuildDatabase, findings: Findings) -> Outputs:
    """Write everything for the one who works on it: database, server, design, reasons, rest."""
    folder, language = Path(p.output_folder), p.language
    path = folder / f"{p.name}-work.{p.file_type}"
    folder.mkdir(parents=True, exist_ok=True)
    path.unlink(missing_ok=True)
    if p.previous:
        shutil.copyfile(p.previous, path)
    report = database.save_database(proposal.design, split, path, language=language, when=_day(p))
    findings += report.findings
    counts = folder / f"{p.name}-work-load.xlsx"
    findings += write_table(report.counts, counts, language=language)
    if p.server:
        findings += database.save_database(
            proposal.design, split, p.server, language=language, when=_day(p)
        ).findings
    design = folder / f"{p.name}.design.yml"
    database.write_design(proposal.design, design)
    made = [
        (path, Role.TABLE, _("Whole database, all columns", language)),
        (counts, Role.LOG, _("What was loaded", language)),
        (design, Role.LOG, _("Design to read and to change", language)),
    ]
    for frame, name, title in (
        (proposal.evidence, "reasons", _("Reasons for the design", language)),
        (split.left_out, "left-out", _("Rows and cells that were left out", language)),
    ):
        if len(frame):
            made.append((folder / f"{p.name}-work-{name}.xlsx", Role.LOG, title))
            findings += write_table(frame, made[-1][0], language=language)
    if len(split.left_out):
        findings.add(
            "build.rows_left_out", p.name, count=len(split.left_out), file=made[-1][0].name
        )
    return Outputs([as_output(file, role, title, p, deliver=False) for file, role, title in made])


def _leaving(design: Design, split: Split, p: BuildDatabase, findings: Findings) -> list[Output]:
    """Write what the NGO gets: the database, its dictionary, a workbook to enter rows, the data."""
    folder, language = Path(p.output_folder), p.language
    path = folder / f"{p.name}.{p.file_type}"
    path.unlink(missing_ok=True)
    findings += database.save_database(
        design, split, path, language=language, when=_day(p)
    ).findings
    dictionary = folder / f"{file_name(f'{p.name}-dictionary')}.xlsx"
    database.write_dictionary(design, dictionary, rows=split.rows, language=language)
    entry = folder / f"{p.name}-entry.xlsx"
    database.write_entry_workbook(design, entry, rows=split.rows, language=language)
    package = folder / f"{p.name}-datapackage.zip"
    with tempfile.TemporaryDirectory() as aside:
        database.write_datapackage(design, split.rows, Path(aside))
        with write_aside(package) as file:
            write_zip(Path(aside), file, _day(p) or datetime.date(1980, 1, 1), top=False)
    made = [
        (path, Role.TABLE, _("Database", language), _("Opens in QGIS with its links.", language)),
        (dictionary, Role.REPORT, _("Data dictionary of the database", language), ""),
        (
            entry,
            Role.REPORT,
            _("Workbook to enter new rows", language),
            _("Fill it in with the lists that it offers, and send it back.", language),
        ),
        (
            package,
            Role.TABLE,
            _("Data package", language),
            _("The same tables as CSV, for other programs.", language),
        ),
    ]
    columns = _made_of(design)
    return [
        replace(as_output(file, role, title, p, text), columns=columns)
        for file, role, title, text in made
    ]


def _made_of(design: Design) -> dict[str, list[str]]:
    """Return the columns that each field is filled from; the database itself fills the others."""
    made: dict[str, list[str]] = {_FID: []}
    for table in design.tables:
        for field in table.fields:
            of = made.setdefault(field.name, [])
            for origin in table.origins:
                of += [origin.columns[field.name]] if field.name in origin.columns else []
                of += origin.marks if field.name == origin.several else []
        if table.geometry is not None:
            place = table.geometry
            made.setdefault(place.name, []).extend(filter(None, [place.longitude, place.latitude]))
    return {name: list(dict.fromkeys(of)) for name, of in made.items()}


def _day(p: BuildDatabase) -> datetime.date | None:
    return datetime.date.fromisoformat(p.produced) if p.produced else None
