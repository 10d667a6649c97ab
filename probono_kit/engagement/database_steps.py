"""The steps of the notebook that builds a database: which tables go in, and how."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import geopandas as gpd
import pandas as pd

from probono_kit import database, tables
from probono_kit.database import Source
from probono_kit.engagement.parameters.build_database import BuildDatabase
from probono_kit.errors import ProbonoError
from probono_kit.findings import Findings


@dataclass(frozen=True)
class Entered:
    """The tables that go into a database.

    Attributes
    ----------
    sources : tuple of Source
        Cleaned, each with its types and where it was read.
    findings : Findings
        Of reading and cleaning them.
    """

    sources: tuple[Source, ...]
    findings: Findings

    @property
    def table(self) -> pd.DataFrame:
        """One row per table: name, file, sheet, rows, columns."""
        rows = [
            (each.name, each.file, each.sheet, len(each.frame), len(each.frame.columns))
            for each in self.sources
        ]
        return pd.DataFrame(rows, columns=["name", "file", "sheet", "rows", "columns"])


def enter_tables(p: BuildDatabase) -> Entered:
    """Read every table that the parameters name: of cleaning tasks as they are, others cleaned.

    Parameters
    ----------
    p : BuildDatabase
        Checked parameters.

    Returns
    -------
    Entered
        All tables of all visible sheets, in the order of the parameters.

    Raises
    ------
    ProbonoError
        With everything that cannot be read, of all files at once.

    Examples
    --------
    >>> from probono_kit.engagement import check_parameters
    >>> from probono_kit.i18n import set_language
    >>> given = {"tables": ["sample:village-water/raw/suivi_eau.xlsx"], "country": "SEN"}
    >>> enter_tables(check_parameters("build_database", given)).table["rows"].tolist()
    [16, 32, 44]
    >>> set_language("en")
    """
    findings = Findings()
    read: list[Source] = []
    for path in p.tables:
        try:
            for source, found in _tables_of(Path(path), p.country):
                read.append(source)
                findings += found
        except ProbonoError as problem:
            findings += problem.findings
    if not p.tables:
        findings.add("build.no_table", "tables")
    findings.raise_errors()
    names = database.identifiers([each.name for each in read])
    sources = (replace(each, name=name) for each, name in zip(read, names, strict=True))
    return Entered(tuple(sources), findings)


def _tables_of(path: Path, country: str) -> Iterator[tuple[Source, Findings]]:
    """Yield the cleaned tables of one file, named by the task, the file, or one of its sheets."""
    if tables.is_typed(path):
        typed = tables.read_typed(path)
        by_task = path.stem.endswith("-work") and path.parent.name
        name = path.parent.name if by_task else path.stem
        file = name if by_task else path.name
        yield Source(name, typed.frame, typed.types, file), typed.findings
        return
    several = tables.read_tables(path)
    for number, read in enumerate(several, 1):
        clean = tables.clean_table(read, country=country)
        frame = clean.frame
        if read.geometry is not None:
            frame = gpd.GeoDataFrame(frame, geometry=read.geometry.reindex(frame.index))
        sheet = read.evidence.sheet
        alone = len(several) == 1
        name = path.stem if alone else sheet or f"{path.stem} {number}"
        yield Source(name, frame, clean.types, path.name, sheet), clean.findings


def design_step(p: BuildDatabase, sources: tuple[Source, ...]) -> database.Proposal:
    """Take the design that a person approved, or propose one.

    Parameters
    ----------
    p : BuildDatabase
        Checked parameters.
    sources : tuple of Source
        From :func:`enter_tables`.

    Returns
    -------
    Proposal
        The design, the reasons for each decision, findings.

    Raises
    ------
    ProbonoError
        If the design cannot be read or does not fit the tables, with every mistake and its line.

    Examples
    --------
    >>> from probono_kit.engagement import check_parameters
    >>> from probono_kit.i18n import set_language
    >>> p = check_parameters("build_database", {"name": "wells", "language": "en"})
    >>> wells = pd.DataFrame({"Well": ["A1", "A2", "A3"], "Depth": [3.5, 4.0, 3.5]})
    >>> design_step(p, (Source("wells", wells),)).design.name
    'wells'
    """
    if p.design:
        design = database.read_design(p.design)
        findings = database.check_design(design, sources)
        findings.raise_errors()
        return database.Proposal(design, pd.DataFrame(), findings)
    proposal = database.propose_design(sources, name=p.name, language=p.language)
    titled = proposal.design.model_copy(update={"title": p.title or proposal.design.title})
    return replace(proposal, design=titled)
