"""Files of every kind, and what people get when a file is not what it says."""

from __future__ import annotations

import io
import os
import zipfile
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from probono_kit.errors import ProbonoError
from probono_kit.findings import Findings
from probono_kit.tables import ooxml, read_table, text_files
from tests.tables.old_formats import ods_row, write_ods, write_ole, write_xls, write_xlsb

ROWS = [["Région", "Points d'eau"], ["Thiès", 12.0], ["Kédougou", 7.5]]


def write_xlsx(path: Path, *sheets: list[list[Any]], hidden: int = -1) -> Path:
    book = xlsxwriter.Workbook(str(path), {"strings_to_formulas": False})
    for number, rows in enumerate(sheets):
        page = book.add_worksheet(f"Feuil{number + 1}")
        for i, row in enumerate(rows):
            page.write_row(i, 0, row)
        page.hide() if number == hidden else page.activate()
    book.close()
    return path


def problems(path: Path, **options: Any) -> Findings:
    with pytest.raises(ProbonoError) as caught:
        read_table(path, **options)
    return caught.value.findings


def only_code(path: Path, **options: Any) -> str:
    found = problems(path, **options)
    assert len(found) == 1
    assert found[0].message("fr") != found[0].message("en")
    assert "{" not in found[0].as_text("fr") + found[0].as_text("en")
    return found[0].code


# ---- every format -----------------------------------------------------------------------------


@pytest.mark.parametrize("suffix", ["xlsx", "xls", "xlsb", "ods", "csv", "html"])
def test_every_format_gives_the_same_table(suffix: str, tmp_path: Path) -> None:
    """Should fail if a format loses accents, numbers or rows."""
    path = tmp_path / f"points.{suffix}"
    if suffix == "xlsx":
        write_xlsx(path, ROWS)
    elif suffix == "xls":
        write_xls(path, ROWS)
    elif suffix == "xlsb":
        write_xlsb(path, ROWS)
    elif suffix == "ods":
        write_ods(path, {"Feuil1": "".join(ods_row(*row) for row in ROWS)})
    elif suffix == "html":
        cells = ["".join(f"<td>{c}</td>" for c in row) for row in ROWS]
        body = "".join(f"<tr>{row}</tr>" for row in cells)
        path.write_text(f"<html><meta charset=utf-8><table>{body}</table>", encoding="utf-8")
    else:
        path.write_text("\n".join(";".join(map(str, row)) for row in ROWS), encoding="utf-8")
    read = read_table(path)
    assert read.evidence.kind == suffix
    assert list(read.frame.columns) == ["Région", "Points d'eau"]
    assert read.frame["Région"].tolist() == ["Thiès", "Kédougou"]
    assert [float(n) for n in read.frame["Points d'eau"]] == [12, 7.5]
    assert read.frame.index.tolist() == [2, 3]


def test_cells_of_a_workbook_are_as_typed(tmp_path: Path) -> None:
    """Should fail if 012 loses its zero, or 16 gains a point."""
    path = write_xlsx(tmp_path / "a.xlsx", [["Code", "Nombre", "Vu"], ["012", 16, True]])
    row = read_table(path).frame.iloc[0].tolist()
    assert row == ["012", 16, True]
    assert [type(cell) for cell in row] == [str, int, bool]


def test_error_values_of_excel_are_not_taken_for_empty_cells(tmp_path: Path) -> None:
    """Should fail if #N/A vanishes on the way."""
    path = tmp_path / "a.xlsx"
    book = xlsxwriter.Workbook(str(path))
    page = book.add_worksheet()
    page.write_row(0, 0, ["Région", "Taux"])
    page.write_row(1, 0, ["Dakar", 3])
    page.write_row(2, 0, ["Thiès"])
    page.write_formula(2, 1, "=NA()", None, "#N/A")
    book.close()
    assert read_table(path).frame["Taux"].tolist() == [3, "#N/A"]


def test_formulas_that_were_never_calculated_are_reported(tmp_path: Path) -> None:
    """Should fail if a column of formulas silently reads as empty."""
    path = tmp_path / "a.xlsx"
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.Workbook()
    for row in (["Région", "Nombre", "Double"], ["Dakar", 3, "=B2*2"], ["Thiès", 4, "=B3*2"]):
        book.active.append(row)
    book.save(path)
    found = next(f for f in read_table(path).findings if f.code == "tables.formulas_uncalculated")
    assert found.values["cells"] == ("C2", "C3")


# ---- sheets -----------------------------------------------------------------------------------


def test_the_only_sheet_with_a_table_is_taken(tmp_path: Path) -> None:
    """Should fail if a cover sheet is read instead of the table."""
    path = write_xlsx(tmp_path / "a.xlsx", [["Suivi"], ["avril 2025"]], ROWS, [["x"]])
    read = read_table(path)
    assert read.evidence.sheet == "Feuil2"
    assert "tables.only_sheet" in [f.code for f in read.findings]


def test_several_sheets_with_tables_are_named(tmp_path: Path) -> None:
    """Should fail if the first of two tables is taken without a word."""
    path = write_xlsx(tmp_path / "a.xlsx", ROWS, ROWS)
    found = next(f for f in read_table(path).findings if f.code == "tables.several_sheets")
    assert (found.values["sheet"], found.values["others"]) == ("Feuil1", ("Feuil2",))
    assert read_table(path, sheet="Feuil2").evidence.sheet == "Feuil2"
    assert read_table(path, sheet=" feuil2 ").evidence.sheet == "Feuil2"


def test_hidden_sheets_are_read_only_when_named(tmp_path: Path) -> None:
    """Should fail if the hidden list of a drop-down is taken for the table."""
    path = write_xlsx(tmp_path / "a.xlsx", [["Liste", "Code"], ["A", 1], ["B", 2]], ROWS, hidden=0)
    assert read_table(path).evidence.sheet == "Feuil2"
    assert read_table(path, sheet="Feuil1").frame.columns.tolist() == ["Liste", "Code"]


def test_a_wrong_sheet_name_shows_the_right_ones(tmp_path: Path) -> None:
    """Should fail if a typing error in the name of a sheet leaves a person alone."""
    path = write_xlsx(tmp_path / "a.xlsx", ROWS, ROWS)
    found = problems(path, sheet="Feuille1")[0]
    assert found.code == "tables.no_such_sheet"
    assert "Feuil1" in found.values["sheets"]


# ---- not what it says -------------------------------------------------------------------------


def test_a_missing_file_shows_its_neighbours(tmp_path: Path) -> None:
    """Should fail if “points_eau.xslx” does not lead to “points_eau.xlsx”."""
    assert only_code(tmp_path / "a.csv") == "file.missing"
    (tmp_path / "points_eau.xlsx").write_bytes(b"x")
    found = problems(tmp_path / "points_eau.xslx")[0]
    assert (found.code, found.values["near"]) == ("tables.missing_near", ("points_eau.xlsx",))


def test_a_folder_an_empty_file_and_a_blank_one(tmp_path: Path) -> None:
    """Should fail if one of these ends in a traceback."""
    assert only_code(tmp_path) == "file.is_a_folder"
    for name, content in (("a.csv", b""), ("b.xlsx", b""), ("c.csv", b"\xef\xbb\xbf\r\n\r\n")):
        (tmp_path / name).write_bytes(content)
        assert only_code(tmp_path / name) == "file.empty"


@pytest.mark.skipif(getattr(os, "geteuid", int)() == 0, reason="no permission binds this user")
def test_a_file_that_may_not_be_read(tmp_path: Path) -> None:
    """Should fail if missing permissions end in a traceback."""
    path = tmp_path / "a.csv"
    path.write_text("a;b\n1;2\n", encoding="utf-8")
    path.chmod(0)
    assert only_code(path) == "file.not_readable"


def test_a_workbook_under_a_password(tmp_path: Path) -> None:
    """Should fail if a person is told that the file is damaged instead."""
    streams = {"EncryptionInfo": b"\4\0\4\0", "EncryptedPackage": b"\1" * 100}
    assert only_code(write_ole(tmp_path / "a.xlsx", streams)) == "tables.password"


SPREADSHEET_2003 = (
    b'<?xml version="1.0"?>'
    b'<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"></Workbook>'
)


@pytest.mark.parametrize(
    ("name", "content", "kind"),
    [
        ("a.xlsx", b"%PDF-1.7 ...", "PDF"),
        ("a.csv", b"\x89PNG\r\n\x1a\n....", "PNG"),
        ("a.csv", b"SQLite format 3\0....", "SQLite / GeoPackage"),
        ("a.txt", b'{"type": "FeatureCollection"}', "JSON"),
        ("a.xls", SPREADSHEET_2003, "XML Spreadsheet 2003"),
        ("a.xml", b'<?xml version="1.0"?><kml></kml>', "XML"),
        ("a.xls", b"<html><body><p>Session expired</p></body></html>", "HTML"),
        ("a.dat", bytes(range(1, 32)) * 30, "?"),
    ],
)
def test_files_that_are_no_tables_are_named(
    name: str, content: bytes, kind: str, tmp_path: Path
) -> None:
    """Should fail if a PDF named .xlsx is called a damaged workbook."""
    (tmp_path / name).write_bytes(content)
    found = problems(tmp_path / name)[0]
    assert (found.code, found.values["kind"]) == ("tables.not_a_table", kind)


def test_archives_that_are_no_workbooks_are_named(tmp_path: Path) -> None:
    """Should fail if a Word file or a zipped shapefile is called a damaged workbook."""
    for member, kind in (("word/document.xml", "Word"), ("a/b.shp", "shapefile"), ("a", "zip")):
        path = tmp_path / "a.xlsx"
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr(member, "x")
        found = problems(path)[0]
        assert (found.code, found.values["kind"]) == ("tables.not_a_table", kind)


def test_a_damaged_workbook(tmp_path: Path) -> None:
    """Should fail if half a download ends in a traceback."""
    path = write_xlsx(tmp_path / "a.xlsx", ROWS)
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) // 2])
    assert only_code(path) == "tables.damaged"
    path.write_bytes(whole.replace(b"PK\x01\x02", b"PK\x01\x09"))
    assert only_code(path) == "tables.damaged"


def test_a_workbook_whose_xml_is_broken(tmp_path: Path) -> None:
    """Should fail if calamine's own error reaches a person."""
    source = write_xlsx(tmp_path / "a.xlsx", ROWS)
    target = tmp_path / "b.xlsx"
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            new.writestr(name, data[: len(data) // 2] if "sheet1" in name else data)
    assert only_code(target) == "tables.damaged"


@pytest.mark.parametrize("name", ["a.xlsx", "a.xls", "a.ods"])
def test_text_named_like_a_workbook_is_read_as_text(name: str, tmp_path: Path) -> None:
    """Should fail if a CSV renamed .xlsx is refused, or read without a word."""
    path = tmp_path / name
    path.write_text("Région;Points\nThiès;12\nDakar;7\n", encoding="cp1252")
    read = read_table(path)
    assert read.frame["Région"].tolist() == ["Thiès", "Dakar"]
    assert "tables.other_inside" in [f.code for f in read.findings]


def test_old_excel_named_xlsx_and_new_named_xls(tmp_path: Path) -> None:
    """Should fail if the name decides instead of the content."""
    assert read_table(write_xls(tmp_path / "a.xlsx", ROWS)).evidence.kind == "xls"
    assert read_table(write_xlsx(tmp_path / "b.xls", ROWS)).evidence.kind == "xlsx"


def test_a_web_page_named_xls(tmp_path: Path) -> None:
    """Should fail if the usual export of web applications cannot be read."""
    path = tmp_path / "export.xls"
    path.write_text(
        "<html><head><style>td {color: red}</style></head><body><table border=1>"
        "<tr><th colspan=2>Suivi</th></tr><tr><th>R&eacute;gion<th>Points"
        "<tr><td>Thi&egrave;s<td>12<tr><td>Dakar<br>Plateau<td>7</table></body></html>",
        encoding="utf-8",
    )
    read = read_table(path)
    assert read.frame.to_dict("list") == {
        "Région": ["Thiès", "Dakar\nPlateau"],
        "Points": ["12", "7"],
    }
    assert "tables.other_inside" in [f.code for f in read.findings]


# ---- nothing to read --------------------------------------------------------------------------


def test_only_headers(tmp_path: Path) -> None:
    """Should fail if an empty form is taken for a table."""
    path = tmp_path / "a.csv"
    path.write_text("Région;Points;Date\n", encoding="utf-8")
    assert "tables.only_headers" in [f.code for f in problems(path)]
    workbook = write_xlsx(tmp_path / "b.xlsx", [["Titre"], [], ["Région", "Points", "Date"]])
    assert "tables.only_headers" in [f.code for f in problems(workbook)]


def test_an_empty_sheet_and_a_header_row_that_is_not_there(tmp_path: Path) -> None:
    """Should fail if a wrong row number is not explained."""
    path = write_xlsx(tmp_path / "a.xlsx", ROWS, [])
    assert only_code(path, sheet="Feuil2") == "tables.empty_sheet"
    assert only_code(path, sheet="Feuil1", header_row=9) == "tables.header_row_empty"
    assert only_code(write_xlsx(tmp_path / "b.xlsx", [], [])) == "tables.no_table"


def test_rows_without_names(tmp_path: Path) -> None:
    """Should fail if the first record is taken for the header."""
    path = tmp_path / "a.csv"
    path.write_text("Dakar;3;4\nThiès;4;5\n", encoding="utf-8")
    assert only_code(path) == "tables.no_header"


# ---- limits -----------------------------------------------------------------------------------


def test_a_stray_cell_in_the_last_corner_does_not_end_the_process(tmp_path: Path) -> None:
    """Should fail if one cell in XFD1048576 takes 500 GB of memory."""
    source = write_xlsx(tmp_path / "a.xlsx", ROWS)
    target = tmp_path / "b.xlsx"
    stray = b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name).replace(b"</sheetData>", stray))
    assert only_code(target) == "tables.too_many_cells"


def test_repeated_rows_of_a_spreadsheet_are_counted_before_they_are_read(tmp_path: Path) -> None:
    """Should fail if a few hundred bytes of ODS become a billion cells."""
    row = ods_row(*["x"] * 200, repeated=1_000_000)
    assert only_code(write_ods(tmp_path / "a.ods", {"F": row})) == "tables.too_many_cells"


def test_blank_rows_at_the_end_of_a_spreadsheet_do_no_harm(tmp_path: Path) -> None:
    """Should fail if the million blank rows that LibreOffice writes are taken for a bomb."""
    rows = "".join(ods_row(*row) for row in ROWS) + ods_row(None, repeated=1_048_000)
    assert len(read_table(write_ods(tmp_path / "a.ods", {"F": rows})).frame) == 2


def test_an_archive_that_unpacks_to_far_more_than_it_promises(tmp_path: Path) -> None:
    """Should fail if a zip bomb is unpacked."""
    path = tmp_path / "a.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", "<x/>")
        archive.writestr("xl/worksheets/sheet1.xml", b"\0" * 70 * 2**20)
    assert only_code(path) == "tables.unpacks_too_big"


def test_too_many_cells_of_text(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Should fail if the limit does not hold for text files."""
    monkeypatch.setattr(text_files, "MAX_CELLS", 10)
    path = tmp_path / "a.csv"
    path.write_text("a;b\n" + "1;2\n" * 10, encoding="utf-8")
    assert only_code(path) == "tables.too_many_cells"


def test_entities_in_a_workbook_do_not_explode(tmp_path: Path) -> None:
    """Should fail if a billion laughs in workbook.xml eat the memory."""
    laughs = "".join(f'<!ENTITY a{i} "{f"&a{i - 1};" * 10}">' for i in range(1, 10))
    xml = f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a0 "ha">{laughs}]><x>&a9;</x>'
    source = write_xlsx(tmp_path / "a.xlsx", ROWS)
    target = tmp_path / "b.xlsx"
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w") as new:
        for name in old.namelist():
            new.writestr(name, xml if name == "xl/workbook.xml" else old.read(name))
    assert problems(target)[0].code in ("tables.damaged", "tables.no_table")


def test_reading_changes_nothing_on_disk(tmp_path: Path) -> None:
    """Should fail if a reader writes to the raw file, or leaves something beside it."""
    path = write_xlsx(tmp_path / "a.xlsx", ROWS)
    before = path.read_bytes(), path.stat().st_mtime_ns, sorted(p.name for p in tmp_path.iterdir())
    read_table(path)
    assert before == (
        path.read_bytes(),
        path.stat().st_mtime_ns,
        sorted(p.name for p in tmp_path.iterdir()),
    )


def test_the_extent_of_a_sheet_is_found_without_reading_it(tmp_path: Path) -> None:
    """Should fail if the look into the XML misses rows, columns or the right sheet."""
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer)
    book.add_worksheet("Autre & co").write(0, 0, "x")
    book.add_worksheet("Données").write(99, 27, "x")
    book.close()
    path = tmp_path / "a.xlsx"
    path.write_bytes(buffer.getvalue())
    facts = ooxml.sheet_facts(path, ooxml.FileKind.XLSX, "Données")
    assert (facts.height, facts.width) == (100, 28)
    assert ooxml.sheet_facts(path, ooxml.FileKind.XLSX, "Autre & co").height == 1
