"""Columns of totals: believed only when the columns beside them add up, row by row."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
import numpy.typing as npt

from probono_kit.findings import Findings
from probono_kit.tables.cells import Mask, cell_text
from probono_kit.tables.figures import Numbers, column_numbers
from probono_kit.tables.layout import Layout
from probono_kit.tables.names import ColumnName
from probono_kit.tables.numbers import number_text
from probono_kit.tables.roles import RowRole, derived_by, is_only_total
from probono_kit.tables.sheets import Sheet

_SHOWN = 4

#: Which columns are the parts is found on the first rows, and checked on all.
_SAMPLE = 1000

#: A sum that fails in more rows than this share is none.
_AGREE = 0.5

_JOINT = " / "


def check_total_columns(
    sheet: Sheet, layout: Layout, columns: Sequence[ColumnName], where: str
) -> Findings:
    """Check that columns called “total” are the sums of columns beside them.

    The columns of the same group come into question, those directly before and directly after
    that hold numbers, and the totals of groups.

    Parameters
    ----------
    sheet : Sheet
        The sheet.
    layout : Layout
        Its roles; rows of data are compared.
    columns : sequence of ColumnName
        Columns of the table.
    where : str
        File and sheet.

    Returns
    -------
    Findings
        One for each such column.
    """
    findings = Findings()
    named = [_is_total(column) for column in columns]
    if not any(named):
        return findings
    rows = np.flatnonzero(layout.roles == RowRole.DATA)
    sample = _Figures(sheet, columns, rows[:_SAMPLE])
    whole = _Figures(sheet, columns, rows)
    for number in np.flatnonzero(named).tolist():
        if sample.holds(number):
            _check(sample, whole, named, number, where, findings)
    return findings


def _is_total(column: ColumnName) -> bool:
    text = column.name.rpartition(_JOINT)[2]
    return is_only_total(text) and derived_by(text) is np.sum


class _Figures:
    """The numbers of some rows of a table, read when they are asked for."""

    def __init__(
        self, sheet: Sheet, columns: Sequence[ColumnName], rows: npt.NDArray[np.intp]
    ) -> None:
        self.sheet, self.columns, self.rows = sheet, columns, rows
        self._read: dict[int, Numbers] = {}

    def of(self, number: int) -> Numbers:
        """Return the numbers of one column, NaN where a cell is none."""
        if number not in self._read:
            cells = self.sheet.columns[self.columns[number].position][self.rows]
            self._read[number] = column_numbers(cells)
        return self._read[number]

    def holds(self, number: int) -> bool:
        """Tell whether a column has numbers."""
        return not np.isnan(self.of(number)).all()

    def compare(self, number: int, scope: Sequence[int]) -> tuple[float, Mask, Numbers]:
        """Return the share of rows in which a total is the sum of others, where not, the sums."""
        stated = self.of(number)
        parts = np.array([self.of(i) for i in scope])
        here = ~np.isnan(stated) & ~np.isnan(parts).all(axis=0)
        sums: Numbers = np.nansum(parts, axis=0)
        shown = 10.0 ** -_decimals(self.sheet, self.columns[number], self.rows)
        agrees = np.abs(sums - stated) <= 0.5000001 * shown + 1e-9 * np.abs(sums)
        share = float((agrees & here).sum() / here.sum()) if here.any() else -1.0
        return share, here & ~agrees, sums


def _check(
    sample: _Figures,
    whole: _Figures,
    named: Sequence[bool],
    number: int,
    where: str,
    findings: Findings,
) -> None:
    column = sample.columns[number]
    place = f"{where} › {column.letter}"
    compared = [(sample.compare(number, s)[0], s) for s in _scopes(sample, named, number)]
    share, scope = max(compared, key=lambda each: each[0], default=(-1.0, ()))
    if share < 0:
        return
    if share <= _AGREE:
        findings.add("sheets.total_column_alone", place, column=column.name)
        return
    names = tuple(sample.columns[i].name for i in scope)
    _, wrong, sums = whole.compare(number, scope)
    if not wrong.any():
        findings.add("sheets.total_column", place, column=column.name, parts=names)
        return
    bad, stated = np.flatnonzero(wrong), whole.of(number)
    listed = [
        f"{column.letter}{whole.rows[i] + 1}: {number_text(stated[i])} ≠ {number_text(sums[i])}"
        for i in bad[:_SHOWN].tolist()
    ]
    findings.add(
        "sheets.total_column_differs",
        place,
        column=column.name,
        parts=names,
        count=len(bad),
        cells=(*listed, "…") if len(bad) > _SHOWN else tuple(listed),
    )


def _decimals(sheet: Sheet, column: ColumnName, rows: npt.NDArray[np.intp]) -> int:
    """Return the decimals that a column is written with, nine at most."""
    texts = (cell_text(cell) or "" for cell in sheet.columns[column.position][rows[:200]])
    ends = (
        text.replace(",", ".").rpartition(".")[2] for text in texts if "." in text or "," in text
    )
    return max((len(end) for end in ends if end.isdigit() and len(end) != 3), default=1) % 10


def _scopes(sample: _Figures, named: Sequence[bool], number: int) -> Iterator[tuple[int, ...]]:
    """Yield the columns that may be the parts of a total, two at least."""
    columns = sample.columns
    figures = [sample.holds(i) for i in range(len(columns))]
    group, _, _ = columns[number].name.rpartition(_JOINT)
    same = [i for i, c in enumerate(columns) if group and c.name.rpartition(_JOINT)[0] == group]
    before = _run(range(number - 1, -1, -1), figures, named)
    after = _run(range(number + 1, len(columns)), figures, named)
    totals = [i for i in range(number) if named[i] and figures[i]]
    every = [i for i in range(number) if figures[i] and not named[i]]
    for scope in ([i for i in same if i != number and figures[i]], before, after, totals, every):
        if len(scope) > 1:
            yield tuple(sorted(scope))


def _run(positions: range, figures: Sequence[bool], named: Sequence[bool]) -> list[int]:
    run: list[int] = []
    for i in positions:
        if not figures[i] or named[i]:
            break
        run.append(i)
    return run
