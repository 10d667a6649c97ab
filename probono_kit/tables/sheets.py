"""Sheets as their file holds them: every cell verbatim, row and column numbers kept."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import python_calamine as calamine

from probono_kit.errors import ProbonoError
from probono_kit.findings import Findings
from probono_kit.tables.cells import Cells, Mask, cells, column_letter
from probono_kit.tables.containers import FileKind, file_kind, stop
from probono_kit.tables.markup import read_html_tables
from probono_kit.tables.ooxml import MAX_CELLS, SheetFacts, check_ods, sheet_facts
from probono_kit.tables.text_cells import SheetColumn, blank_cells, equal_cells
from probono_kit.tables.text_files import TextEvidence, read_text_sheet


@dataclass(frozen=True, slots=True)
class Merge:
    """A merged range: first and last row from 1, first and last column from 0, inclusive."""

    top: int
    bottom: int
    left: int
    right: int


@dataclass(frozen=True, slots=True, eq=False)
class Sheet:
    """One sheet, nothing interpreted.

    Parameters
    ----------
    name : str
        As in the workbook; empty for a text file.
    columns : tuple of arrays
        One array of objects per column, or for a text file one :class:`TextCells`, all of the
        same length; position 0 is column A, index 0 is row 1. ``None`` where the cell is empty.
    merges : tuple of Merge
        Merged ranges, where the format tells them (xlsx, xls).
    findings : Findings
        What the file hides or breaks.
    text : TextEvidence, optional
        Encoding and separator of a text file, and why they were taken.
    """

    name: str
    columns: tuple[SheetColumn, ...]
    merges: tuple[Merge, ...] = ()
    findings: Findings = field(default_factory=Findings)
    text: TextEvidence | None = None
    _blank: dict[int, Mask] = field(default_factory=dict, init=False, repr=False)

    @property
    def height(self) -> int:
        """Number of rows, empty ones included."""
        return len(self.columns[0]) if self.columns else 0

    @property
    def width(self) -> int:
        """Number of columns, empty ones included."""
        return len(self.columns)

    def row(self, number: int) -> list[Any]:
        """Return the cells of row `number`, counted from 1 as in the sheet."""
        return [column[number - 1] for column in self.columns]

    def blank(self, position: int) -> Mask:
        """Tell of each cell of a column whether it shows nothing; not to be changed."""
        if position not in self._blank:
            self._blank[position] = blank_cells(self.columns[position])
        return self._blank[position]

    def holds(self, position: int, cell: Any) -> Mask:
        """Tell of each cell of a column whether it is equal to `cell`."""
        return equal_cells(self.columns[position], cell)


class Book:
    """A file with one or more sheets, opened for reading only.

    Parameters
    ----------
    path : pathlib.Path
        Any file that a person calls a table.
    encoding, separator : str
        For text files: what a person knows better than the detection.

    Raises
    ------
    ProbonoError
        When the file is not a table or may not be opened safely.
    """

    def __init__(self, path: Path, *, encoding: str = "", separator: str = "") -> None:
        self.path = path
        self.kind, self.findings = file_kind(path)
        self._given = {"encoding": encoding, "separator": separator}
        self._workbook: Any = None
        self._tables: dict[str, Sheet] = {}
        self.hidden: list[str] = []
        if self.kind is FileKind.HTML:
            found = read_html_tables(path)
            self._tables = {name: sheet_from_rows(name, rows) for name, rows in found.items()}
            self.sheet_names = list(self._tables)
        elif self.kind is FileKind.TEXT:
            self.sheet_names = [""]
        else:
            if self.kind is FileKind.ODS:
                check_ods(path)
            self._workbook = _open_workbook(path)
            sheets = [m for m in self._workbook.sheets_metadata if _holds_cells(m)]
            self.sheet_names = [m.name for m in sheets if _visible(m)]
            self.hidden = [m.name for m in sheets if not _visible(m)]

    def sheet(self, name: str) -> Sheet:
        """Read one sheet.

        Raises
        ------
        ProbonoError
            When the sheet is damaged or too big.
        """
        if self.kind is FileKind.HTML:
            return self._tables[name]
        if self.kind is FileKind.TEXT:
            columns, evidence, findings = read_text_sheet(self.path, **self._given)
            return Sheet("", columns, findings=findings, text=evidence)
        facts = sheet_facts(self.path, self.kind, name)
        return _read_workbook_sheet(self.path, self._workbook, name, facts)


def _visible(metadata: Any) -> bool:
    return bool(metadata.visible == calamine.SheetVisibleEnum.Visible)


def _holds_cells(metadata: Any) -> bool:
    return bool(metadata.typ == calamine.SheetTypeEnum.WorkSheet)


def _open_workbook(path: Path) -> Any:
    try:
        # From bytes: from_path goes by the name, and the name may be wrong.
        return calamine.CalamineWorkbook.from_filelike(io.BytesIO(path.read_bytes()))
    except calamine.PasswordError as problem:
        raise stop("tables.password", path) from problem
    except BaseException as problem:
        raise _as_finding(path, problem) from problem


def _as_finding(path: Path, problem: BaseException) -> BaseException:
    """Turn what calamine raises into a finding; its panics are no subclass of Exception."""
    if isinstance(problem, ProbonoError) or not (
        isinstance(problem, Exception) or type(problem).__name__ == "PanicException"
    ):
        return problem
    if "password" in str(problem).lower():
        return stop("tables.password", path)
    return stop("tables.damaged", path, reason=str(problem))


def _read_workbook_sheet(path: Path, workbook: Any, name: str, facts: SheetFacts) -> Sheet:
    where = f"{path.name} › {name}"
    try:
        source = workbook.get_sheet_by_name(name)
        if source.total_height * source.total_width > MAX_CELLS:
            raise stop("tables.too_many_cells", where, cells=MAX_CELLS)
        rows = source.to_python(skip_empty_area=False)
        merges = source.merged_cell_ranges or []
    except BaseException as problem:
        raise _as_finding(path, problem) from problem
    findings = Findings()
    columns = _columns_from_rows(rows)
    for (row, position), text in facts.errors.items():
        if position < len(columns) and row <= len(columns[position]):
            columns[position][row - 1] = text
    if facts.uncalculated:
        first = [f"{column_letter(position)}{row}" for row, position in facts.uncalculated[:5]]
        findings.add(
            "tables.formulas_uncalculated",
            where,
            count=len(facts.uncalculated),
            cells=tuple(first),
        )
    ranges = tuple(Merge(a[0] + 1, b[0] + 1, a[1], b[1]) for a, b in merges)
    return Sheet(name, columns, ranges, findings)


def sheet_from_rows(name: str, rows: Sequence[Sequence[Any]]) -> Sheet:
    """Return a sheet made of `rows`, the first being row 1.

    Examples
    --------
    >>> sheet_from_rows("Feuil1", [["Région", "Points"], ["Thiès", 12.0]]).row(2)
    ['Thiès', 12]
    """
    return Sheet(name, _columns_from_rows(rows))


def _columns_from_rows(rows: Sequence[Sequence[Any]]) -> tuple[Cells, ...]:
    width = max(map(len, rows), default=0)
    padded = [row if len(row) == width else [*row, *[None] * (width - len(row))] for row in rows]
    columns = [_as_cells(column) for column in zip(*padded, strict=True)]
    height = len(rows)
    while height and all(column[height - 1] is None for column in columns):
        height -= 1
    return tuple(column[:height] for column in columns)


def _as_cells(values: Sequence[Any]) -> Cells:
    """Take a column as calamine gives it: '' is an empty cell, a whole number has no point."""
    column = cells(values)
    column[column == ""] = None
    types = cells(map(type, column))
    here = np.flatnonzero(types == np.array(float, dtype=object))
    if len(here):
        numbers = column[here].astype(np.float64)
        whole = (numbers == np.trunc(numbers)) & (np.abs(numbers) < 2**53)
        column[here[whole]] = cells(numbers[whole].astype(np.int64).tolist())
    return column
