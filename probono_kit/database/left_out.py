"""What a split could not take: rows and cells, why, and the findings that say so."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pandas as pd

from probono_kit.database.model import Source
from probono_kit.database.values import as_text
from probono_kit.findings import Findings
from probono_kit.tables.dependencies import Codes

#: Columns of ``Split.left_out``; an empty ``column`` stands for the whole row.
LEFT_OUT_COLUMNS = (*("source", "file", "sheet", "row", "table", "column", "value", "kept", "why"),)

#: Rows that a finding names; all of them are in ``Split.left_out``.
_SHOWN = 10


def place_of(source: Source) -> str:
    """Return file and sheet as findings name them."""
    return " › ".join(filter(None, (source.file, source.sheet))) or source.name


@dataclass(slots=True)
class LeftOut:
    """Collects what was not taken."""

    findings: Findings = field(default_factory=Findings)
    parts: list[pd.DataFrame] = field(default_factory=list)

    def rows(self, why: str, source: Source, table: str, places: Codes, **values: Any) -> None:
        """Note rows of a cleaned table of which a table takes nothing."""
        if len(places):
            places = np.unique(places)
            self._note(why, source, table, "", places, None, None)
            self.say(why, source, table, places, **values)

    def cells(
        self,
        why: str,
        source: Source,
        table: str,
        column: str,
        places: Codes,
        kept: Any = None,
        **values: Any,
    ) -> None:
        """Note cells that the database does not hold as they are."""
        if len(places):
            own = source.frame[column] if column in source.frame.columns else None
            texts = None if own is None else _texts(own.array.take(places))
            self._note(why, source, table, column, places, texts, kept)
            self.say(why, source, table, places, column=column, **values)

    def say(self, why: str, source: Source, table: str, places: Codes, **values: Any) -> None:
        """Add the finding for some rows."""
        index = source.frame.index
        shown = tuple(str(index[place]) for place in places[:_SHOWN])
        more = ("…",) if len(places) > _SHOWN else ()
        self.findings.add(
            *(f"design.{why}", place_of(source)),
            table=table,
            count=len(places),
            rows=(*shown, *more),
            **values,
        )

    def _note(
        self,
        why: str,
        source: Source,
        table: str,
        column: str,
        places: Codes,
        texts: Any,
        kept: Any,
    ) -> None:
        part = pd.DataFrame(
            {
                "source": source.name,
                "file": source.file,
                "sheet": source.sheet,
                "row": np.asarray(source.frame.index)[places],
                "table": table,
                "column": column,
                "value": "" if texts is None else texts,
                "kept": "" if kept is None else _texts(kept),
                "why": why,
            },
            columns=list(LEFT_OUT_COLUMNS),
        )
        self.parts.append(part)

    def frame(self) -> pd.DataFrame:
        """Return everything in one frame."""
        if self.parts:
            return pd.concat(self.parts, ignore_index=True)
        return pd.DataFrame(columns=list(LEFT_OUT_COLUMNS))


def _texts(values: Any) -> Sequence[str]:
    series = pd.Series(values).reset_index(drop=True)
    if hasattr(values, "to_wkb"):
        series = pd.Series(values.to_wkt(), dtype="str") if hasattr(values, "to_wkt") else series
    texts: list[str] = as_text(series).fillna("").tolist()
    return texts
