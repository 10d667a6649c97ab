"""Rows of totals and averages: recognised by their word, believed only when they add up."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from probono_kit.findings import Findings
from probono_kit.tables.cells import (
    cell_text,
    column_letter,
    is_blank,
    shorten,
)
from probono_kit.tables.figures import Numbers, column_numbers
from probono_kit.tables.layout import Layout
from probono_kit.tables.looks import Look, look
from probono_kit.tables.numbers import number_text
from probono_kit.tables.roles import (
    DERIVED_QUICK,
    LAST_QUICK,
    RowRole,
    derived_by,
    ends_as_total,
    is_derived_word,
    is_only_total,
    is_share,
)
from probono_kit.tables.sheets import Sheet
from probono_kit.tables.text_cells import (
    matching_cells,
)

_SHOWN = 4
_MOST_NAMED = 50

#: A row without a word for “total” is one if all its numbers are sums of so many rows.
_FEWEST_PARTS = 3
_MOST_PARTS = 5000


@dataclass(frozen=True, slots=True)
class _Compared:
    """One number of a total's row beside what the rows say."""

    position: int
    stated: float
    computed: float
    agrees: bool


def mark_totals(sheet: Sheet, layout: Layout, where: str) -> Findings:
    """Give rows of totals the role ``derived``, after checking that they add up.

    A row that says “total” and does not add up is set aside all the same, with a warning that
    names the cell, what it states and what the rows give. A row whose name only begins like a
    total (*Total LandCare*) and that adds up to nothing stays data, with a warning.

    Parameters
    ----------
    sheet : Sheet
        The sheet.
    layout : Layout
        Its roles; those of totals are changed in place.
    where : str
        File and sheet, for the findings.

    Returns
    -------
    Findings
        What was set aside and what does not add up.
    """
    findings = Findings()
    rows = [row for row in _candidates(sheet, layout) if row not in layout.decided]
    ends = set(_ends_as_total(sheet, layout)) - set(rows) - layout.decided
    edges = set(_at_the_edges(sheet, layout)) - ends - set(rows) - layout.decided
    unnamed = [row for row in sorted(edges) if _adds_up(sheet, layout, row)]
    for row in unnamed:
        label = shorten(_first_text(sheet, row))
        findings.add("sheets.unnamed_total", _place(where, sheet, row), label=label)
    rows = sorted({*rows, *unnamed, *(row for row in ends if _adds_up(sheet, layout, row))})
    names = [row for row in rows if not _is_total(_Table(sheet, layout, rows), row)]
    for row in names:
        label = shorten(_first_text(sheet, row))
        findings.add("tables.looks_like_total", _place(where, sheet, row), label=label)
    rows = [row for row in rows if row not in names]
    table = _Table(sheet, layout, rows)
    agreed: list[str] = []
    for row in rows:
        label = shorten(_first_text(sheet, row))
        layout.roles[row - 1] = RowRole.DERIVED
        wrong = [compared for compared in table.compare(row) if not compared.agrees]
        layout.left_out[row] = "does_not_add_up" if wrong else "adds_up"
        if wrong:
            _report_wrong(findings, where, row, label, wrong)
        else:
            agreed.append(f"{row} « {label} »")
    if agreed:
        shown = tuple(agreed[:8]) + (("…",) if len(agreed) > 8 else ())
        findings.add("tables.totals_set_aside", where, count=len(agreed), rows=shown)
    _mark_unlabelled(sheet, layout, rows, findings, where)
    _mark_shares(sheet, layout)
    return findings


def _ends_as_total(sheet: Sheet, layout: Layout) -> list[int]:
    """Return the data rows whose first column ends like a total: *Sénégal, ensemble*."""
    data = np.flatnonzero(layout.roles == RowRole.DATA)
    first = next((p for p in range(sheet.width) if not sheet.blank(p)[data].all()), None)
    if first is None:
        return []
    found = matching_cells(sheet.columns[first], data, LAST_QUICK).tolist()
    texts = ((index, sheet.columns[first][index]) for index in found[:_MOST_NAMED])
    return [index + 1 for index, text in texts if ends_as_total(str(text))]


def _at_the_edges(sheet: Sheet, layout: Layout) -> list[int]:
    """Return the first and the last row of data: a country above or below its regions."""
    data = np.flatnonzero(layout.roles == RowRole.DATA) + 1
    if not _FEWEST_PARTS < len(data) <= _MOST_PARTS:
        return []
    return [row for row in (int(data[0]), int(data[-1])) if _has_words(sheet, row)]


def _adds_up(sheet: Sheet, layout: Layout, row: int) -> bool:
    """Tell whether all numbers of a row are sums, and there are some."""
    compared = [c for c in _Table(sheet, layout, [row]).compare(row) if c.stated]
    different = {c.stated for c in compared}
    return len(different) > 1 and all(c.agrees for c in compared)


def _mark_shares(sheet: Sheet, layout: Layout) -> None:
    """Recognise the row of shares directly below a total."""
    for row in layout.rows(RowRole.DERIVED):
        if row < len(layout.roles) and layout.roles[row] == RowRole.DATA:
            cells = [cell for cell in sheet.row(row + 1) if not is_blank(cell)]
            numbers = sum(look(cell) is Look.NUMBER for cell in cells[1:])
            if is_share(str(cells[0])) and numbers == len(cells) - 1 > 0:
                layout.roles[row] = RowRole.DERIVED
                layout.left_out[row + 1] = "shares_of_total"


def _is_total(table: _Table, row: int) -> bool:
    """Tell a total from a name that begins like one."""
    if any(compared.agrees for compared in table.compare(row)):
        return True
    return is_only_total(_first_text(table.sheet, row)) and table.is_bare(row)


def _report_wrong(
    findings: Findings, where: str, row: int, label: str, wrong: Sequence[_Compared]
) -> None:
    cells = tuple(
        f"{column_letter(c.position)}{row}: {number_text(c.stated)} ≠ {number_text(c.computed)}"
        for c in wrong[:_SHOWN]
    )
    findings.add("tables.total_differs", f"{where} › {row}", label=label, cells=cells)


def _place(where: str, sheet: Sheet, row: int) -> str:
    first = next(i for i, cell in enumerate(sheet.row(row)) if not is_blank(cell))
    return f"{where} › {column_letter(first)}{row}"


def _candidates(sheet: Sheet, layout: Layout) -> list[int]:
    """Return the data rows whose first filled cell opens like a total."""
    rows: list[int] = []
    left = np.flatnonzero(layout.roles == RowRole.DATA)
    for position, column in enumerate(sheet.columns):
        for index in matching_cells(column, left, DERIVED_QUICK).tolist():
            text = column[index]
            if isinstance(text, str) and is_derived_word(text):
                rows.append(index + 1)
        left = left[sheet.blank(position)[left]]
        if not len(left):
            break
    return sorted(rows)


def _first_text(sheet: Sheet, row: int) -> str:
    first = next((cell for cell in sheet.row(row) if not is_blank(cell)), "")
    return first if isinstance(first, str) else ""


class _Table:
    """The numbers of a table, as far as its totals need them."""

    def __init__(self, sheet: Sheet, layout: Layout, totals: Sequence[int]) -> None:
        self.sheet = sheet
        self.totals = list(totals)
        self.data = layout.roles == RowRole.DATA
        self.data[[row - 1 for row in totals]] = False
        self._read: dict[int, Numbers] = {}

    def is_bare(self, row: int) -> bool:
        """Tell whether a row has fewer texts than the rows of data around it."""
        texts = sum(look(cell) is Look.LABEL for cell in self.sheet.row(row))
        around = np.flatnonzero(self.data)[:50]
        usual = [
            sum(look(cell) is Look.LABEL for cell in self.sheet.row(int(i) + 1)) for i in around
        ]
        return texts == 1 or texts < float(np.median(usual or [2]))

    def numbers(self, position: int) -> Numbers:
        """Return the numbers of a column, NaN where a cell is none."""
        if position not in self._read:
            self._read[position] = column_numbers(self.sheet.columns[position])
        return self._read[position]

    def compare(self, row: int) -> list[_Compared]:
        """Compare a row with the rows it may sum up; the scope that agrees most is taken."""
        stated = {
            position: self.numbers(position)[row - 1]
            for position in range(self.sheet.width)
            if not np.isnan(self.numbers(position)[row - 1])
        }
        best: list[_Compared] = []
        summary = derived_by(_first_text(self.sheet, row))
        for scope in self._scopes(row):
            compared = [self._compare(p, v, row, scope, summary) for p, v in stated.items()]
            if not best or sum(c.agrees for c in compared) > sum(c.agrees for c in best):
                best = compared
        return best

    def _scopes(self, row: int) -> list[npt.NDArray[np.bool_]]:
        """All rows; those above; those since the total before; those until the total after."""
        index = np.arange(len(self.data)) + 1
        before = max((t for t in self.totals if t < row), default=0)
        after = min((t for t in self.totals if t > row), default=len(self.data) + 1)
        return [
            self.data,
            self.data & (index < row),
            self.data & (index > before) & (index < row),
            self.data & (index > row) & (index < after),
        ]

    def _compare(
        self,
        position: int,
        stated: float,
        row: int,
        scope: npt.NDArray[np.bool_],
        summary: Callable[[Numbers], Any],
    ) -> _Compared:
        values = self.numbers(position)[scope]
        values = values[~np.isnan(values)]
        computed = float(summary(values)) if len(values) else 0.0
        text = (cell_text(self.sheet.columns[position][row - 1]) or "").rstrip(" %)")
        decimals = re.search(r"[.,](\d{1,2}|\d{4,})$", text)
        shown = len(decimals[1]) if decimals else 0
        tolerance = 0.5000001 * 10.0**-shown + 1e-9 * abs(computed)
        agrees = len(values) > 0 and abs(stated - computed) <= tolerance
        return _Compared(position, float(stated), round(computed, 6), agrees)


def _mark_unlabelled(
    sheet: Sheet, layout: Layout, totals: Sequence[int], findings: Findings, where: str
) -> None:
    """Recognise a last row without any text whose numbers are the sums of their columns."""
    data = np.flatnonzero(layout.roles == RowRole.DATA)
    if len(data) < 4:
        return
    row = int(data[-1]) + 1
    if _has_words(sheet, row) or not _has_words(sheet, int(data[0]) + 1):
        return
    table = _Table(sheet, layout, [*totals, row])
    compared = [c for c in table.compare(row) if c.stated]
    if compared and all(c.agrees for c in compared):
        layout.roles[row - 1] = RowRole.DERIVED
        layout.left_out[row] = "adds_up"
        findings.add("tables.total_unlabelled", f"{where} › {row}", count=len(compared))


def _has_words(sheet: Sheet, row: int) -> bool:
    return any(look(cell) in (Look.LABEL, Look.TEXT, Look.DATE) for cell in sheet.row(row))
