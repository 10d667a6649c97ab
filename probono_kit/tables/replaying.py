"""Writing the new values of a cleaning log into the columns that it was made for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from probono_kit.findings import Findings
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
    problems = _Problems()
    for question, part in _by_question(log):
        name = question if question in columns else renamed.get(question, "")
        positions = _positions(index, part.rows)
        if name not in columns:
            problems.unknown(question, part.rows)
            continue
        known = positions >= 0
        if not known.all():
            problems.unknown(name, part.rows[~known])
        here = part if known.all() else part.some(known)
        columns[name] = _replayed(columns[name], positions[known], here, problems)
    problems.raise_errors()


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

    def some(self, wanted: Flags) -> _Part:
        places = np.flatnonzero(wanted)
        old, new = self.old.take(places), self.new.take(places)
        return _Part(old, new, self.rows[places], self.letters, self.places[places])


def _by_question(log: pd.DataFrame) -> Iterator[tuple[str, _Part]]:
    """Yield the columns that the log changes in the order of their first row, and these rows."""
    change, kinds = _coded(log["change_type"])
    blank = np.array([kind == BLANK for kind in kinds], dtype=bool)[change]
    active = blank | np.array([kind == CHANGE for kind in kinds], dtype=bool)[change]
    asked, questions = _coded(log["question"])
    old, new = (Texts(_text(log[name]).fill_null("")) for name in ("old_value", "new_value"))
    rows = log["row"].to_numpy()
    places = np.flatnonzero(active)
    asked = asked[places].astype(np.int16 if len(questions) < 2**15 else np.int32)
    places = places[np.argsort(asked, kind="stable")]
    ends = np.cumsum(np.bincount(asked, minlength=len(questions)))
    for question, start, end in zip(questions, [0, *ends], ends, strict=False):
        here = places[start:end]
        if len(here):
            news = new.take(np.where(blank[here], -1, here))
            part = _Part(old.take(here), news, rows[here], log["column_letter"], here)
            yield str(question), part


def _coded(series: pd.Series) -> tuple[npt.NDArray[np.integer[Any]], list[str | None]]:
    if isinstance(series.dtype, pd.CategoricalDtype):
        return series.cat.codes.to_numpy(), list(series.cat.categories)
    codes, distinct = Texts(_text(series)).coded()
    return codes, list(distinct)


def _text(series: pd.Series) -> Any:
    return as_arrow(series if is_text_dtype(series) else series.astype("str"))


def _replayed(
    column: Any, positions: npt.NDArray[np.intp], part: _Part, problems: _Problems
) -> Any:
    """Return the column with the new values; note the cells that hold something unexpected."""
    here = Texts(column.take(pa.array(positions)))
    as_before = flags(pc.equal(here.arrow.fill_null(""), part.old.arrow))
    bad = ~as_before & here.differ(part.new)
    if bad.any():
        problems.stale(here, part, np.flatnonzero(bad))
    source = np.arange(len(column))
    source[positions] = len(column) + np.arange(len(positions))
    return Texts(column).followed_by(part.new).take(source).arrow


@dataclass(slots=True)
class _Problems:
    """The cells that a log does not fit."""

    cells: dict[str, list[str]] = field(default_factory=lambda: {"stale": [], "unknown": []})

    def unknown(self, question: str, rows: npt.NDArray[Any]) -> None:
        self.cells["unknown"] += [f"{question} {row}" for row in rows.tolist()]

    def stale(self, here: Texts, part: _Part, places: npt.NDArray[np.intp]) -> None:
        letters, texts = part.letters.iloc[part.places[places]], here.take(places)
        found = zip(letters, part.rows[places].tolist(), texts, strict=True)
        self.cells["stale"] += [f"{a}{row} « {shorten(text or '')} »" for a, row, text in found]

    def raise_errors(self) -> None:
        findings = Findings()
        codes = ("tables.stale_log", "tables.unknown_log_cells")
        for code, places in zip(codes, self.cells.values(), strict=True):
            if places:
                shown = (*places[:_SHOWN], "…") if len(places) > _SHOWN else tuple(places)
                findings.add(code, count=len(places), cells=shown)
        findings.raise_errors()
