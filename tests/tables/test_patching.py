"""Cells changed and columns added in a workbook, and the rest of it left alone."""

from __future__ import annotations

import zipfile
from pathlib import Path

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl.formatting.rule import FormulaRule
from openpyxl.styles import PatternFill
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation

from probono_kit.errors import ProbonoError
from probono_kit.tables.patching import NewColumn, SheetPatch, patch_workbook
from probono_kit.tables.sheets import Book


def dressed(path: Path) -> Path:
    """Write a workbook with what points at cells."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "my & form"
    for row in range(1, 5):
        sheet.append([f"{letter}{row}" for letter in "ABCDE"])
    sheet.merge_cells("D3:E4")
    sheet.auto_filter.ref = "A1:E4"
    sheet.auto_filter.add_filter_column(3, ["D2"])
    sheet.freeze_panes = "C2"
    sheet.column_dimensions["B"].width = 40
    sheet["B2"].fill = PatternFill("solid", fgColor="FFDDAA")
    rule = FormulaRule(formula=['AND($A1="D1",$D1<>"")'], fill=PatternFill(bgColor="FF0000"))
    sheet.conditional_formatting.add("A1:E4", rule)
    check = DataValidation(type="list", formula1="lists!$C$1:$C$2")
    check.add("C2:C4")
    sheet.add_data_validation(check)
    lists = book.create_sheet("lists")
    lists["C1"] = "x"
    book.defined_names["kinds"] = DefinedName("kinds", attr_text="'my & form'!$C$1:$C$4,lists!$C$1")
    book.save(path)
    return path


def test_what_points_at_cells_moves_with_them(tmp_path: Path) -> None:
    """Merged cells, filters, frozen panes, widths, rules, validations, names of ranges."""
    path = dressed(tmp_path / "a.xlsx")
    patch = SheetPatch({(2, 2): "new"}, (NewColumn(1, {1: "extra", 2: "e"}),))
    assert patch_workbook(path, tmp_path / "b.xlsx", {"my & form": patch}) == []
    book = openpyxl.load_workbook(tmp_path / "b.xlsx")
    sheet = book["my & form"]
    assert [cell.value for cell in sheet[1]] == ["A1", "B1", "extra", "C1", "D1", "E1"]
    assert [cell.value for cell in sheet[2]] == ["A2", "B2", "e", "new", "D2", "E2"]
    assert [str(each) for each in sheet.merged_cells.ranges] == ["E3:F4"]
    assert sheet.auto_filter.ref == "A1:F4"
    assert sheet.auto_filter.filterColumn[0].colId == 4
    assert sheet.freeze_panes == "C2"
    assert sheet.column_dimensions["B"].max == 3
    assert sheet["C2"].fill.fgColor.rgb == "00FFDDAA"
    (ranges,) = sheet.conditional_formatting
    assert (str(ranges.sqref), ranges.rules[0].formula) == ("A1:F4", ['AND($A1="D1",$E1<>"")'])
    (check,) = sheet.data_validations.dataValidation
    assert (str(check.sqref), check.formula1) == ("D2:D4", "lists!$C$1:$C$2")
    assert book.defined_names["kinds"].attr_text == "'my & form'!$D$1:$D$4,lists!$C$1"


def test_formulas_and_comments_are_not_moved(tmp_path: Path) -> None:
    """Then the column is at the end, and it is said; a cell with a formula is not overwritten."""
    path = dressed(tmp_path / "a.xlsx")
    book = openpyxl.load_workbook(path)
    book["my & form"]["E2"] = "=A2"
    book.save(path)
    patch = SheetPatch({}, (NewColumn(1, {1: "extra", 2: "e"}),))
    found = patch_workbook(path, tmp_path / "b.xlsx", {"my & form": patch})
    assert [each.code for each in found] == ["tables.column_at_end"]
    sheet = openpyxl.load_workbook(tmp_path / "b.xlsx")["my & form"]
    assert [cell.value for cell in sheet[2]] == ["A2", "B2", "C2", "D2", "=A2", "e"]
    assert sheet["F2"].fill.fgColor.rgb == "00FFDDAA"
    with pytest.raises(ProbonoError, match="my & form › E2"):
        patch_workbook(path, tmp_path / "c.xlsx", {"my & form": SheetPatch({(2, 4): "x"})})
    assert not (tmp_path / "c.xlsx").exists()
    (tmp_path / "text.xlsx").write_text("a;b\n1;2\n", encoding="utf-8")
    with pytest.raises(ProbonoError):
        patch_workbook(tmp_path / "text.xlsx", tmp_path / "d.xlsx", {})


@settings(
    max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    cells=st.dictionaries(
        st.tuples(st.integers(1, 4), st.integers(0, 6)), st.text("aé<&\" '\n=", max_size=5)
    ),
    columns=st.lists(st.integers(0, 4), max_size=3),
)
def test_only_what_is_named_changes(
    cells: dict[tuple[int, int], str], columns: list[int], tmp_path: Path
) -> None:
    """Every other cell has its text, every other member of the file its bytes."""
    path = tmp_path / "a.xlsx"
    if not path.exists():
        dressed(path)
    new = tuple(NewColumn(after, {1: f"new{n}"}) for n, after in enumerate(columns))
    patch_workbook(path, tmp_path / "b.xlsx", {"my & form": SheetPatch(cells, new)})
    before, after = (Book(tmp_path / name).sheet("my & form") for name in ("a.xlsx", "b.xlsx"))
    wide = max([before.width, *(column + 1 for _, column in cells)])
    for row in range(1, 5):
        was = [*before.row(row), *[None] * (wide - before.width)]
        for (line, column), text in cells.items():
            was[column] = text if line == row else was[column]
        wanted: list[object] = []
        for position, value in enumerate(was):
            fresh = [
                f"new{n}" if row == 1 else None for n, c in enumerate(columns) if c == position
            ]
            wanted += [value, *fresh]
        got = [*after.row(row), *[None] * (len(wanted) - after.width)]
        assert [each or None for each in got] == [each or None for each in wanted]
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(tmp_path / "b.xlsx") as made:
        same = [name for name in old.namelist() if old.read(name) == made.read(name)]
    assert set(old.namelist()) - set(same) <= {"xl/workbook.xml", "xl/worksheets/sheet1.xml"}
