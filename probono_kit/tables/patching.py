"""Changing a few cells of a workbook and adding columns, and leaving every other byte as it is.

A workbook that is read into a library and written again loses what the library does not know:
drawings, comments, validations of newer programs, the look of headings. Here only the XML of the
sheets that change is touched, and only where they change. Source of the format: ECMA-376, part 1,
18.3 (worksheets).
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from xml.parsers import expat
from xml.sax.saxutils import escape

from probono_kit.files import write_aside
from probono_kit.findings import Findings
from probono_kit.tables.cells import column_letter, column_position
from probono_kit.tables.containers import FileKind, file_kind, stop
from probono_kit.tables.ooxml import open_workbook, xlsx_member
from probono_kit.tables.shifting import shift_names, shift_right, shiftable, widen

_BOOK = "xl/workbook.xml"
_CELL = re.compile(r"([A-Z]+)(\d+)")
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class NewColumn:
    """A column to add.

    Parameters
    ----------
    after : int
        Position of the column that it stands behind, 0 for A, before anything is added.
    cells : mapping
        Row, from 1 → text.
    """

    after: int
    cells: Mapping[int, str]


@dataclass(frozen=True, slots=True)
class SheetPatch:
    """What changes in a sheet.

    Parameters
    ----------
    cells : mapping
        Row (from 1) and column (from 0), before columns are added → text; ``""`` empties a cell.
    columns : sequence of NewColumn
        In their order.
    """

    cells: Mapping[tuple[int, int], str] = field(default_factory=dict)
    columns: tuple[NewColumn, ...] = ()


def patch_workbook(path: Path | str, to: Path | str, patches: Mapping[str, SheetPatch]) -> Findings:
    """Write a workbook in which some cells are others.

    Parameters
    ----------
    path : path
        An .xlsx or .xlsm workbook.
    to : path
        The workbook to write; may be the same.
    patches : mapping
        By name of the sheet.

    Returns
    -------
    Findings
        Columns that had to go to the end, because formulas or drawings of the sheet would not have
        moved with what they belong to.

    Raises
    ------
    ProbonoError
        ``tables.patch_kind`` if it is no such workbook, ``tables.patch_formula`` if a cell holds a
        formula, ``tables.damaged``.

    Examples
    --------
    >>> import pandas as pd
    >>> folder = Path(getfixture("tmp_path"))
    >>> pd.DataFrame({"a": ["x"], "b": ["y"]}).to_excel(folder / "old.xlsx", index=False)
    >>> patch = SheetPatch({(2, 1): "z"}, (NewColumn(0, {1: "new", 2: "n"}),))
    >>> patch_workbook(folder / "old.xlsx", folder / "new.xlsx", {"Sheet1": patch})
    []
    >>> from probono_kit.tables.sheets import Book
    >>> sheet = Book(folder / "new.xlsx").sheet("Sheet1")
    >>> sheet.row(1), sheet.row(2)
    (['a', 'new', 'b'], ['x', 'n', 'z'])
    """
    path, to, findings = Path(path), Path(to), Findings()
    kind, _ = file_kind(path)
    if kind is not FileKind.XLSX:
        raise stop("tables.patch_kind", path)
    with open_workbook(path) as archive:
        members = archive.infolist()
        data = {each.filename: archive.read(each) for each in members}
        for name, patch in patches.items():
            member = xlsx_member(archive, name)
            if member is None:
                raise stop("tables.patch_kind", path)
            data |= _patched(data, member, name, patch, findings)
    findings.raise_errors()
    with write_aside(to) as aside, zipfile.ZipFile(aside, "w") as archive:
        for each in members:
            archive.writestr(each, data[each.filename], each.compress_type)
    return findings


def _patched(
    data: Mapping[str, bytes], member: str, name: str, patch: SheetPatch, findings: Findings
) -> dict[str, bytes]:
    """Return the members of the workbook that are others."""
    made, cells = {member: data[member]}, dict(patch.cells)
    columns = sorted(patch.columns, key=lambda each: each.after)
    if columns and shiftable(data, member, name):
        added = [each.after + 1 + number for number, each in enumerate(columns)]
        looks = {position: position - 1 for position in added}
        made[_BOOK] = data[_BOOK]
        for position in added:
            made[member] = shift_right(made[member], position, name)
            made[_BOOK] = shift_names(made[_BOOK], position, name)
            cells = {(r, c + (c >= position)): text for (r, c), text in cells.items()}
    else:
        last = max((column for _, column in (*_Places(made[member]).cells, *cells)), default=-1)
        added = [last + 1 + number for number in range(len(columns))]
        looks = {place: each.after for place, each in zip(added, columns, strict=True)}
        if columns:
            made[member] = widen(made[member], added[-1])
            findings.add("tables.column_at_end", name, count=len(columns))
    for position, column in zip(added, columns, strict=True):
        cells |= {(row, position): text for row, text in column.cells.items()}
    made[member] = _write_cells(made[member], cells, looks, name, findings)
    return made


@dataclass(slots=True)
class _Spot:
    """Where an element stands in the XML."""

    start: int
    end: int
    attributes: dict[str, str]
    tag: str
    formula: bool = False
    cells: list[tuple[int, _Spot]] = field(default_factory=list)


class _Places:
    """Finds rows and cells in the XML of a sheet."""

    def __init__(self, source: bytes) -> None:
        self.source = source
        self.rows: dict[int, _Spot] = {}
        self.cells: dict[tuple[int, int], _Spot] = {}
        self._row = self._column = 0
        self._open: _Spot | None = None
        parser = expat.ParserCreate()
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        self._parser = parser
        parser.Parse(source, True)

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        local = tag.rpartition(":")[2]
        if local == "row":
            self._row = int(attributes.get("r", self._row + 1))
            self._column = -1
            here = self._parser.CurrentByteIndex
            self.rows[self._row] = _Spot(here, here, attributes, tag)
        elif local == "c":
            match = _CELL.fullmatch(attributes.get("r", ""))
            self._column = column_position(match[1]) if match else self._column + 1
            here = self._parser.CurrentByteIndex
            self._open = _Spot(here, here, attributes, tag)
            self.cells[self._row, self._column] = self._open
            self.rows[self._row].cells.append((self._column, self._open))
        elif local == "f" and self._open is not None:
            self._open.formula = True

    def _end(self, tag: str) -> None:
        local = tag.rpartition(":")[2]
        here = self._parser.CurrentByteIndex
        if local == "row":
            self.rows[self._row].end = here
        elif local == "c" and self._open is not None:
            self._open.end = self.source.index(b">", here) + 1
            self._open = None


def _write_cells(
    source: bytes,
    cells: Mapping[tuple[int, int], str],
    looks: Mapping[int, int],
    name: str,
    findings: Findings,
) -> bytes:
    places = _Places(source)
    edits: list[tuple[int, int, int, bytes]] = []
    for (row, column), text in cells.items():
        spot, line = places.cells.get((row, column)), places.rows.get(row)
        if spot is not None and spot.formula:
            where = f"{name} › {column_letter(column)}{row}"
            findings.add("tables.patch_formula", where)
        elif spot is not None:
            style = spot.attributes.get("s", "")
            edits.append((spot.start, spot.end, column, _cell(spot.tag, row, column, style, text)))
        elif line is not None and line.cells and text:
            model = places.cells.get((row, looks.get(column, -1)))
            style = model.attributes.get("s", "") if model is not None else ""
            tag = f"{line.tag.rpartition('row')[0]}c"
            made = _cell(tag, row, column, style, text)
            edits.append(_inserted(places, row, column, made))
    done, last = bytearray(), 0
    for start, end, _, made in sorted(edits, key=lambda each: (each[0], each[2])):
        done += source[last:start] + made
        last = end
    return bytes(done + source[last:])


def _inserted(places: _Places, row: int, column: int, made: bytes) -> tuple[int, int, int, bytes]:
    """Return the edit that puts a cell into its row, in the order of columns."""
    after = (spot.start for other, spot in places.rows[row].cells if other > column)
    start = min(after, default=places.rows[row].end)
    return start, start, column, made


def _cell(tag: str, row: int, column: int, style: str, text: str) -> bytes:
    look = f' s="{style}"' if style else ""
    place = f'<{tag} r="{column_letter(column)}{row}"{look}'
    if not text:
        return f"{place}/>".encode()
    prefix = tag[:-1]
    shown = escape(_ILLEGAL.sub("", text))
    inside = f'<{prefix}is><{prefix}t xml:space="preserve">{shown}</{prefix}t></{prefix}is>'
    return f'{place} t="inlineStr">{inside}</{tag}>'.encode()
