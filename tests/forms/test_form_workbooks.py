"""Workbooks as people send them: old formats, merged cells, formulas."""

from __future__ import annotations

from pathlib import Path

import pytest
import xlsxwriter
from openpyxl import load_workbook

from probono_kit.forms import lint_form
from tests.forms.conftest import Make
from tests.tables.old_formats import write_xls


def said(path: Path) -> list[tuple[str, str]]:
    """Return code and cell of what is said, without the conversion."""
    return [(each.code, each.where) for each in lint_form(path, convert=False)]


def test_a_file_that_is_no_workbook_is_named(tmp_path: Path) -> None:
    """A text or a saved web page is not searched for a sheet named survey."""
    path = tmp_path / "form.xlsx"
    for text in ("type,name\ntext,a\n", "<html><table><tr><td>type</td></tr></table></html>"):
        path.write_text(text)
        assert [each.code for each in lint_form(path)] == ["form.no_workbook"]


@pytest.mark.parametrize("name", ["form.xls", "form.xlsx"])
def test_an_old_workbook_is_checked_like_a_new_one(name: str, tmp_path: Path) -> None:
    """Also when it is named .xlsx: defects come with their cells."""
    rows = [["type", "name", "label", "relevant"], ["integer", "a", "A?", ""],
            ["note", "b", "B", "${a} == 1"]]  # fmt: skip
    path = write_xls(tmp_path / name, rows, "survey")
    assert ("form.operator", "survey › D3") in said(path)
    lint_form(path)


def test_merged_cells_are_told_where_they_hide_something(make_form: Make) -> None:
    """Only the first cell of a merged range holds the text."""
    path = make_form("type | name | label | hint\ntext | a | A? | Ask.\ntext | b | B? |")
    book = load_workbook(path)
    book["survey"].merge_cells("D2:D3")
    book["survey"].merge_cells("F2:G3")
    book.save(path)
    merged = [each for each in lint_form(path) if each.code == "form.merged"]
    assert [(each.where, each.values["cells"]) for each in merged] == [("survey › D2", "D2:D3")]


def test_the_results_of_formulas_are_read_and_their_errors_told(tmp_path: Path) -> None:
    """As servers read them: what the spreadsheet showed last."""
    path = tmp_path / "form.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("survey")
        sheet.write_row(0, 0, ["type", "name", "label"])
        sheet.write_row(1, 0, ["integer", "a"])
        sheet.write_formula(1, 2, '="Age"&"?"', None, "Age?")
        sheet.write_row(2, 0, ["integer", "b"])
        sheet.write_formula(2, 2, "=1/0", None, "#DIV/0!")
    assert ("form.cell_error", "survey › C3") in said(path)
    assert not lint_form(path).errors


def test_formulas_that_were_never_calculated_are_told(make_form: Make) -> None:
    """Their cells read as empty, here and on the server."""
    path = make_form("type | name | label\ninteger | a | A?")
    book = load_workbook(path)
    book["survey"]["C2"] = '="Age"&"?"'
    book.save(path)
    codes = [code for code, _ in said(path)]
    assert "tables.formulas_uncalculated" in codes


def test_a_comparison_in_the_browser_only_is_told(make_form: Make) -> None:
    """An answer of a repeat, compared with one outside it."""
    form = """
    type | name | label | relevant
    integer | first | First? |
    begin repeat | member | Member |
    integer | age | Age? |
    end repeat | | |
    text | last | Last? | ${first} = ${age}
    """
    assert ("form.reference_any", "survey › D6") in said(make_form(form))


def test_a_brace_never_closed_is_told(make_form: Make) -> None:
    """With the place in the expression."""
    form = "type | name | label | relevant\ntext | a | A? |\ntext | b | B? | ${a = 'x'"
    assert ("form.reference_open", "survey › D3") in said(make_form(form))


def test_a_form_says_what_it_records_of_who_asks_and_where(make_form: Make) -> None:
    """The telephone, the position; that it has no version; what the converter adds."""
    form = """
    type | name | label
    deviceid | deviceid |
    geopoint | home | Position of the house?
    image | photo | Photo of the tap
    """
    found = {(each.code, each.where) for each in lint_form(make_form(form))}
    assert ("form.personal_device", "survey › A2") in found
    assert ("form.personal_place", "survey › A3") in found
    assert ("form.version", "settings") in found
    assert ("form.pyxform_says", "survey › 4") in found
