"""Writing the new values of a cleaning log into the columns that it was made for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from probono_kit.findings import Findings
from probono_kit.tables.at_once import at_once
from probono_kit.tables.cells import shorten, texts_and_kinds
from probono_kit.tables.text_cells import as_arrow, is_text_dtype
from probono_kit.tables.texts import Flags, Texts, flags

CHANGE, BLANK = "change_response", "blank_response"
_SHOWN = 6


def as_texts(series: pd.Series) -> Any:
    """Return a column as read as an Arrow array of its texts."""
    if is_text_dtype(series):
        return as_arrow(series)
    return Texts.of(texts_and_kinds(series.to_numpy(dtype=object))[0]).arrow


def replay(
    columns: dict[str, Any], index: pd.Index, log: pd.DataFrame, renamed: Mapping[str, str]
) -> None:
    """Replace the columns that a log changes by others with its new values.

    Parameters
    ----------
    columns : dict of str to pyarrow.LargeStringArray
        By name; changed in place.
    index : pandas.Index
        Row numbers.
    log : pandas.DataFrame
        As for :func:`~probono_kit.tables.log.apply_log`.
    renamed : mapping of str to str
        Name as read → name now.

    Raises
    ------
    ProbonoError
        When a cell holds neither the log's old value nor its new one, or is not in the table.
    """
    asked: dict[str, list[tuple[str, npt.NDArray[np.intp]]]] = {}
    for question, places in _by_question(log):
        name = question if question in columns else renamed.get(question, question)
        asked.setdefault(name, []).append((question, places))
    work = _Work(columns, index, log)
    done = at_once(work.replayed, asked.items(), len(log))
    columns |= {name: column for name, column, _ in done if name in columns}
    findings = Findings()
    for number, code in enumerate(("tables.stale_log", "tables.unknown_log_cells")):
        cells = [cell for _, _, problems in done for cell in problems[number]]
        if cells:
            shown = (*cells[:_SHOWN], "…") if len(cells) > _SHOWN else tuple(cells)
            findings.add(code, count=len(cells), cells=shown)
    findings.raise_errors()


#: The cells of a column that hold something unexpected, and those that are not there.
_Problems: TypeAlias = tuple[list[str], list[str]]


@dataclass(frozen=True, slots=True)
class _Work:
    """What is replayed, and on what."""

    columns: dict[str, Any]
    index: pd.Index
    log: pd.DataFrame

    def replayed(
        self, asked: tuple[str, list[tuple[str, npt.NDArray[np.intp]]]]
    ) -> tuple[str, Any, _Problems]:
        """Return the name and the cells of the column that some rows of the log change."""
        name, questions = asked
        column = self.columns.get(name)
        stale: list[str] = []
        unknown: list[str] = []
        for question, places in questions:
            part = _Part.of(self.log, places)
            positions = _positions(self.index, part.rows)
            known = positions >= 0 if column is not None else np.zeros(len(places), dtype=bool)
            shown = name if column is not None else question
            unknown += [f"{shown} {row}" for row in part.rows[~known].tolist()]
            here = part if known.all() else part.some(known)
            if column is not None:
                column, unexpected = _replayed(column, positions[known], here)
                stale += unexpected
        return name, column, (stale, unknown)


def _positions(index: pd.Index, rows: npt.NDArray[Any]) -> npt.NDArray[np.intp]:
    """Return where the rows are, -1 where they are not."""
    first, last = (index[0], index[-1]) if len(index) else (0, -1)
    whole = pd.api.types.is_integer_dtype(index) and pd.api.types.is_integer_dtype(rows.dtype)
    if whole and last - first + 1 == len(index) and index.is_monotonic_increasing:
        return np.where((rows >= first) & (rows <= last), rows - first, -1)
    return index.get_indexer(pd.Index(rows))


@dataclass(frozen=True, slots=True)
class _Part:
    """The rows of a log about one column."""

    old: Texts
    new: Texts
    rows: npt.NDArray[Any]
    letters: pd.Series
    places: npt.NDArray[np.intp]

    @classmethod
    def of(cls, log: pd.DataFrame, places: npt.NDArray[np.intp]) -> _Part:
        """Take some rows of a log; ``None`` as new value where they say that there is none."""
        change, kinds = _coded(log["change_type"].iloc[places])
        blank = np.array([kind == BLANK for kind in kinds], dtype=bool)[change]
        old = Texts(_text(log["old_value"])).take(places)
        new = Texts(_text(log["new_value"])).take(np.where(blank, -1, places))
        rows = log["row"].to_numpy()[places]
        return cls(old.or_empty(), new.or_empty(blank), rows, log["column_letter"], places)

    def some(self, wanted: Flags) -> _Part:
        chosen = np.flatnonzero(wanted)
        old, new = self.old.take(chosen), self.new.take(chosen)
        return _Part(old, new, self.rows[chosen], self.letters, self.places[chosen])


def _by_question(log: pd.DataFrame) -> Iterator[tuple[str, npt.NDArray[np.intp]]]:
    """Yield the columns that the log changes in the order of their first row, and these rows."""
    change, kinds = _coded(log["change_type"])
    active = np.array([kind in (CHANGE, BLANK) for kind in kinds], dtype=bool)[change]
    asked, questions = _coded(log["question"])
    places = np.arange(len(log)) if active.all() else np.flatnonzero(active)
    asked = asked[places].astype(np.int16 if len(questions) < 2**15 else np.int32)
    order = np.argsort(asked, kind="stable")
    ends = np.cumsum(np.bincount(asked, minlength=len(questions)))
    parts = [order[start:end] for start, end in zip([0, *ends], ends, strict=False)]
    named = [(str(q), places[part]) for q, part in zip(questions, parts, strict=True) if len(part)]
    yield from sorted(named, key=lambda pair: pair[1][0])


def _coded(series: pd.Series) -> tuple[npt.NDArray[np.integer[Any]], list[str | None]]:
    if isinstance(series.dtype, pd.CategoricalDtype):
        return series.cat.codes.to_numpy(), list(series.cat.categories)
    codes, distinct = Texts(_text(series)).coded()
    return codes, list(distinct)


def _text(series: pd.Series) -> Any:
    return as_arrow(series if is_text_dtype(series) else series.astype("str"))


def _replayed(column: Any, positions: npt.NDArray[np.intp], part: _Part) -> tuple[Any, list[str]]:
    """Return the column with the new values, and the cells that hold something unexpected."""
    here = Texts(column.take(pa.array(positions)))
    as_before = flags(pc.equal(here.or_empty().arrow, part.old.arrow))
    bad = np.flatnonzero(~as_before & here.differ(part.new))
    letters = part.letters.iloc[part.places[bad]]
    found = zip(letters, part.rows[bad].tolist(), here.take(bad), strict=True)
    stale = [f"{letter}{row} « {shorten(text or '')} »" for letter, row, text in found]
    source = np.arange(len(column))
    source[positions] = len(column) + np.arange(len(positions))
    return Texts(column).followed_by(part.new).take(source).arrow, stale
