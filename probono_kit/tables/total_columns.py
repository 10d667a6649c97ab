"""Columns of totals: believed only when the columns beside them add up, row by row."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
import numpy.typing as npt

from probono_kit.findings import Findings
from probono_kit.tables.cells import cell_text
from probono_kit.tables.layout import Layout
from probono_kit.tables.names import ColumnName
from probono_kit.tables.numbers import number_text
from probono_kit.tables.roles import RowRole, derived_by, is_only_total
from probono_kit.tables.sheets import Sheet
from probono_kit.tables.totals import column_numbers

Numbers = npt.NDArray[np.float64]

_SHOWN = 4

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
    numbers = [column_numbers(sheet.columns[column.position])[rows] for column in columns]
    for number, column in enumerate(columns):
        if named[number] and not np.isnan(numbers[number]).all():
            _check(
                sheet, columns, numbers, named, number, rows, f"{where} › {column.letter}", findings
            )
    return findings


def _is_total(column: ColumnName) -> bool:
    text = column.name.rpartition(_JOINT)[2]
    return is_only_total(text) and derived_by(text) is np.sum


def _check(
    sheet: Sheet,
    columns: Sequence[ColumnName],
    numbers: Sequence[Numbers],
    named: Sequence[bool],
    number: int,
    rows: npt.NDArray[np.intp],
    place: str,
    findings: Findings,
) -> None:
    stated = numbers[number]
    best: tuple[float, tuple[int, ...], npt.NDArray[np.bool_], Numbers] | None = None
    for scope in _scopes(columns, numbers, named, number):
        parts = np.array([numbers[i] for i in scope])
        here = ~np.isnan(stated) & ~np.isnan(parts).all(axis=0)
        if not here.any():
            continue
        total = np.nansum(parts, axis=0)
        shown = 10.0 ** -_decimals(sheet, columns[number], rows)
        agrees = np.abs(total - stated) <= 0.5000001 * shown + 1e-9 * np.abs(total)
        share = float((agrees & here).sum() / here.sum())
        if best is None or share > best[0]:
            best = share, scope, here & ~agrees, total
    name = columns[number].name
    if best is None:
        return
    share, scope, wrong, total = best
    if share <= _AGREE:
        findings.add("sheets.total_column_alone", place, column=name)
        return
    names = tuple(columns[i].name for i in scope)
    if not wrong.any():
        findings.add("sheets.total_column", place, column=name, parts=names)
        return
    bad = np.flatnonzero(wrong)
    cells = [
        f"{columns[number].letter}{rows[i] + 1}: {number_text(stated[i])} ≠ {number_text(total[i])}"
        for i in bad[:_SHOWN].tolist()
    ]
    listed = (*cells, "…") if len(bad) > _SHOWN else tuple(cells)
    findings.add(
        "sheets.total_column_differs", place, column=name, parts=names, count=len(bad), cells=listed
    )


def _decimals(sheet: Sheet, column: ColumnName, rows: npt.NDArray[np.intp]) -> int:
    """Return the decimals that a column is written with, nine at most."""
    texts = (cell_text(cell) or "" for cell in sheet.columns[column.position][rows[:200]])
    ends = (
        text.replace(",", ".").rpartition(".")[2] for text in texts if "." in text or "," in text
    )
    return max((len(end) for end in ends if end.isdigit() and len(end) != 3), default=1) % 10


def _scopes(
    columns: Sequence[ColumnName], numbers: Sequence[Numbers], named: Sequence[bool], number: int
) -> Iterator[tuple[int, ...]]:
    """Yield the columns that may be the parts of a total, two at least."""
    figures = [not np.isnan(each).all() for each in numbers]
    group, _, _ = columns[number].name.rpartition(_JOINT)
    same = [i for i, c in enumerate(columns) if group and c.name.rpartition(_JOINT)[0] == group]
    before = _run(range(number - 1, -1, -1), figures, named)
    after = _run(range(number + 1, len(columns)), figures, named)
    totals = [i for i in range(number) if named[i] and figures[i]]
    whole = [i for i in range(number) if figures[i] and not named[i]]
    for scope in ([i for i in same if i != number and figures[i]], before, after, totals, whole):
        if len(scope) > 1:
            yield tuple(sorted(scope))


def _run(positions: range, figures: Sequence[bool], named: Sequence[bool]) -> list[int]:
    run: list[int] = []
    for i in positions:
        if not figures[i] or named[i]:
            break
        run.append(i)
    return run
