"""The promise of a proposed design: no cell is lost or changed without being told."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from probono_kit.database import (
    Proposal,
    Source,
    Split,
    check_design,
    flat_view,
    propose_design,
    split_sources,
)
from probono_kit.database.values import different


def kept(*sources: Source) -> tuple[Proposal, Split]:
    """Propose a design, share the rows out, and check that each cleaned table comes back.

    Rows in = rows out, cell by cell, but for the cells that are listed as left out.
    """
    proposal = propose_design(sources, language="en")
    assert not check_design(proposal.design, sources).errors
    assert not proposal.findings.errors
    split = split_sources(proposal.design, sources)
    for source in sources:
        again = flat_view(proposal.design, split.rows, source.name)
        assert len(again) == len(source.frame)
        assert set(map(str, source.frame.columns)) <= set(again.columns)
        _compare(source, again, split)
    return proposal, split


def _compare(source: Source, again: object, split: Split) -> None:
    mine = split.left_out[split.left_out["source"] == source.name]
    rows = np.asarray(source.frame.index)
    for name in source.frame.columns:
        if name == getattr(source.frame, "_geometry_column_name", None):
            before, after = source.frame[name].to_wkb(), again[name].to_wkb()  # type: ignore[index]
            assert before.tolist() == after.tolist()
            continue
        wrong = set(rows[different(source.frame[name], again[name])].tolist())  # type: ignore[index]
        listed = set(mine.loc[mine["column"] == str(name), "row"].tolist())
        assert wrong == listed, (source.name, name)


def codes(findings: Sequence[object]) -> set[str]:
    """Return the codes of findings."""
    return {found.code for found in findings}  # type: ignore[attr-defined]
