"""Where the findings of one column go, and the type that comes of its checks."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from probono_kit.findings import Findings
from probono_kit.tables.cells import shorten
from probono_kit.tables.conventions import ColumnKind, ColumnType, Conversion
from probono_kit.tables.distinct import Column
from probono_kit.tables.facts import ColumnFacts

#: Share of the cells that must follow a convention before it is the column's.
SUPPORT = 0.8

_SHOWN = 6


@dataclass(frozen=True, slots=True)
class Place:
    """Where the findings of one column go."""

    column: Column
    where: str
    findings: Findings

    def report(self, code: str, **values: str | int | tuple[str, ...]) -> None:
        """Add a finding about the column."""
        place = f"{self.where} › {self.column.letter}" if self.where else self.column.letter
        self.findings.add(code, place, column=self.column.name, **values)

    def report_cells(
        self, code: str, wanted: npt.NDArray[np.bool_], follow: int = 0, **values: str
    ) -> None:
        """Add a finding about the cells whose distinct text is `wanted`."""
        positions = self.column.where(wanted)
        shown = [
            f"{self.column.address(p)} « {shorten(self.column.text(self.column.codes[p]))} »"
            for p in positions[:_SHOWN].tolist()
        ]
        if len(positions) > _SHOWN:
            shown.append("…")
        filled = int(self.column.counts.sum())
        percent = 100 * (follow or filled - len(positions)) // filled
        self.report(code, count=len(positions), cells=tuple(shown), share=percent, **values)

    def doubting(self, made: Conversion, odd: npt.NDArray[np.bool_], code: str) -> Conversion:
        """Note the distinct texts that stay although they do not fit their column."""
        if odd.any():
            made.doubts.update(dict.fromkeys(np.flatnonzero(odd).tolist(), code))
            self.report_cells(code, odd)
        return made


def typed_as(
    facts: ColumnFacts,
    kind: ColumnKind,
    review: npt.NDArray[np.bool_],
    convention: str = "",
    unit: str = "",
) -> ColumnType:
    """Return the type of a column, with the share of cells that need no review."""
    share = 1 - facts.column.counts[review].sum() / facts.filled
    return ColumnType(
        facts.column.name, kind, convention, unit, round(float(share), 4), facts.filled
    )


def report_review(place: Place, review: npt.NDArray[np.bool_], kind: ColumnKind) -> None:
    """Report the cells that contradict their column."""
    if review.any():
        dates = kind in (ColumnKind.DATE, ColumnKind.DATETIME, ColumnKind.MONTH)
        place.report_cells("tables.not_a_date" if dates else "tables.not_a_number", review)
