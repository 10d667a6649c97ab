"""Proposing a design from cleaned tables, with the reason for each decision."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import pandas as pd

from probono_kit.database.check import check_design
from probono_kit.database.model import Design, Source
from probono_kit.database.proposing.assemble import assemble
from probono_kit.database.proposing.reasons import Reasons
from probono_kit.findings import Findings
from probono_kit.i18n import current_language


@dataclass(frozen=True, slots=True, eq=False)
class Proposal:
    """A design with its reasons.

    Parameters
    ----------
    design : Design
        The tables.
    evidence : pandas.DataFrame
        One row per decision: ``table``, ``subject``, ``decision``, ``reason`` (a sentence),
        ``support`` (share of rows that speak for it), ``rows``.
    findings : Findings
        What a person should look at before the design is used.
    """

    design: Design
    evidence: pd.DataFrame
    findings: Findings = field(default_factory=Findings)


def propose_design(
    sources: Sequence[Source],
    *,
    name: str = "database",
    title: str = "",
    language: str | None = None,
) -> Proposal:
    """Propose tables, keys, links and lists for cleaned tables.

    Everything is found in the rows: columns that decide each other name one thing, what a thing
    decides is told of it, few values that come again are a list, sheets whose codes are those of
    another belong to it. Headings only give names.

    Parameters
    ----------
    sources : sequence of Source
        Cleaned tables with typed columns.
    name : str
        Short name of the database.
    title : str
        What people call it.
    language : str, optional
        Of the reasons (default: the current one).

    Returns
    -------
    Proposal
        A design that :func:`~probono_kit.database.split_sources` takes.

    Examples
    --------
    >>> visits = pd.DataFrame({
    ...     "Code": ["A1", "A2", "B1", "B2"] * 6, "Village": ["Mao", "Ati", "Bol", "Bol Nord"] * 6,
    ...     "Région": ["Kanem", "Batha", "Lac", "Lac"] * 6, "Litres": range(24)})
    >>> proposal = propose_design([Source("visits", visits)], language="en")
    >>> [(table.name, table.key) for table in proposal.design.tables]
    [('village', ('code',)), ('visits', ('id',))]
    """
    language = language or current_language()
    reasons = Reasons(language)
    design, findings = assemble(sources, name, title, language, reasons)
    findings += check_design(design, sources)
    return Proposal(design, reasons.frame(), findings)
