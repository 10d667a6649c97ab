"""Whatever kind of file leaves, its texts are read, and a broken one is noticed."""

from __future__ import annotations

import base64
import gzip
import json
import sqlite3
import zipfile
from collections.abc import Callable
from pathlib import Path

import matplotlib.pyplot as plt
import pandas as pd
import pytest
import xlsxwriter
from PIL import Image, PngImagePlugin

from probono_kit.deliver.contents import BrokenFileError
from probono_kit.deliver.reading import read_contents
from probono_kit.deliver.table_contents import table_extent
from probono_kit.maps.web_facts import pack
from probono_kit.tables import write_typed

SECRET = "Awa Ndiaye"


def write_csv(path: Path) -> None:
    path.write_text(f"region;wells;note\nThiès;12;{SECRET}\n", encoding="utf-8-sig")


def write_xlsx(path: Path) -> None:
    book = xlsxwriter.Workbook(str(path))
    sheet = book.add_worksheet("points")
    sheet.write_row(0, 0, ["Inventaire 2025"])
    sheet.write_row(1, 0, ["region", "wells", "phone"])
    sheet.write_row(2, 0, ["Thiès", 12, 771234567])
    hidden = book.add_worksheet("notes")
    hidden.hide()
    hidden.write(0, 0, SECRET)
    book.close()


def write_xlsx_comment(path: Path) -> None:
    book = xlsxwriter.Workbook(str(path))
    book.add_worksheet().write_comment("A1", f"selon {SECRET}")
    book.close()


def write_xlsx_properties(path: Path) -> None:
    book = xlsxwriter.Workbook(str(path))
    book.add_worksheet()
    book.set_properties({"author": SECRET})
    book.close()


def write_pdf(path: Path) -> None:
    figure = plt.figure(figsize=(3, 2))
    figure.text(0.1, 0.5, f"Puits de {SECRET}")
    figure.savefig(path)
    plt.close(figure)


def write_pdf_metadata(path: Path) -> None:
    figure = plt.figure(figsize=(1, 1))
    figure.savefig(path, metadata={"Author": SECRET})
    plt.close(figure)


def write_png(path: Path) -> None:
    notes = PngImagePlugin.PngInfo()
    notes.add_itxt("Author", SECRET)
    Image.new("RGB", (4, 4)).save(path, pnginfo=notes)


def write_svg(path: Path) -> None:
    path.write_text(f"<svg><!-- {SECRET} --><path d='M0 0'/></svg>", encoding="utf-8")


def write_html(path: Path) -> None:
    path.write_text(f"<html><p>Puits de {SECRET}</p></html>", encoding="utf-8")


def write_html_json(path: Path) -> None:
    data = json.dumps({"rows": [[1, SECRET]]})
    text = f'<html><script type="application/json">{data}</script></html>'
    path.write_text(text, encoding="utf-8")


def write_html_packed(path: Path) -> None:
    rows = {"rows": [[n, f"Puits {n}", SECRET] for n in range(9)]}
    packed = base64.b64encode(gzip.compress(json.dumps(rows).encode(), mtime=0)).decode()
    path.write_text(f"<html><script>unpack('{packed}')</script></html>", encoding="utf-8")


def write_html_map(path: Path) -> None:
    block = pack(json.dumps({"code": "run()", "texts": [[], ["Puits 1", SECRET]]}))
    island = f'<script type="application/json" id="packed">"{block}"</script>'
    path.write_text(f"<html>{island}</html>", encoding="utf-8")


def write_html_escaped(path: Path) -> None:
    escaped = "".join(f"\\u{ord(c):04x}" for c in SECRET)
    path.write_text(f"<html><script>a = '{escaped}'</script></html>", encoding="utf-8")


def write_html_entities(path: Path) -> None:
    escaped = "".join(f"&#{ord(c)};" for c in SECRET)
    path.write_text(f"<html><p>{escaped}</p></html>", encoding="utf-8")


def write_html_picture(path: Path) -> None:
    picture = path.with_suffix(".png")
    write_png(picture)
    packed = base64.b64encode(picture.read_bytes()).decode()
    html = f'<html><img alt="" src="data:image/png;base64,{packed}"></html>'
    path.write_text(html, encoding="utf-8")


def write_geojson(path: Path) -> None:
    point = {"type": "Feature", "geometry": None, "properties": {"name": SECRET, "wells": 3}}
    path.write_text(json.dumps({"type": "FeatureCollection", "features": [point]}))


def write_gpkg(path: Path) -> None:
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE points (name TEXT, wells INTEGER)")
        connection.execute("INSERT INTO points VALUES (?, 3)", (SECRET,))
    connection.close()


def write_parquet(path: Path) -> None:
    frame = pd.DataFrame({"region": ["Thiès", "Dakar"], "wells": [12, None], "note": [SECRET, ""]})
    write_typed(frame, path, rows=False)


def write_zip(path: Path) -> None:
    inner = path.with_suffix(".csv")
    write_csv(inner)
    with zipfile.ZipFile(path, "w") as archive:
        archive.write(inner, "tables/a.csv")


def write_text(path: Path) -> None:
    path.write_text(f"# Notes\n{SECRET}\n", encoding="utf-8")


WRITERS: dict[str, Callable[[Path], None]] = {
    "table.csv": write_csv,
    "table.xlsx": write_xlsx,
    "comment.xlsx": write_xlsx_comment,
    "properties.xlsx": write_xlsx_properties,
    "map.pdf": write_pdf,
    "metadata.pdf": write_pdf_metadata,
    "map.png": write_png,
    "map.svg": write_svg,
    "page.html": write_html,
    "json.html": write_html_json,
    "packed.html": write_html_packed,
    "places.html": write_html_map,
    "escaped.html": write_html_escaped,
    "entities.html": write_html_entities,
    "picture.html": write_html_picture,
    "points.geojson": write_geojson,
    "points.gpkg": write_gpkg,
    "table.parquet": write_parquet,
    "all.zip": write_zip,
    "notes.md": write_text,
    "notes.unknown": write_text,
}


@pytest.mark.parametrize("name", WRITERS)
def test_a_text_is_found_wherever_it_is_kept(name: str, tmp_path: Path) -> None:
    """Cells, hidden sheets, comments, properties, packed data: all of it leaves with the file."""
    path = tmp_path / name
    WRITERS[name](path)
    assert any(SECRET in " ".join(text.split()) for text in read_contents(path).texts)


# Where a text or a CSV file should end, nobody can know.
ENDED = [name for name in WRITERS if not name.startswith(("notes", "table.csv"))]


@pytest.mark.parametrize("name", ENDED)
def test_a_file_that_was_cut_off_is_broken(name: str, tmp_path: Path) -> None:
    """A download or a copy that stopped early is not sent on."""
    path = tmp_path / name
    WRITERS[name](path)
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) * 2 // 3])
    with pytest.raises(BrokenFileError):
        read_contents(path)


def test_an_empty_file_is_broken(tmp_path: Path) -> None:
    """Nothing is not a deliverable."""
    path = tmp_path / "a.txt"
    path.write_bytes(b"")
    with pytest.raises(BrokenFileError):
        read_contents(path)


@pytest.mark.parametrize(
    ("name", "columns"),
    [
        ("table.csv", ["region", "wells", "note"]),
        ("table.xlsx", ["region", "wells", "phone", SECRET]),
        ("points.geojson", ["name", "wells"]),
        ("points.gpkg", ["name", "wells"]),
        ("table.parquet", ["region", "wells", "note"]),
        ("all.zip", ["region", "wells", "note"]),
    ],
)
def test_columns_are_read(name: str, columns: list[str], tmp_path: Path) -> None:
    """The headings of every sheet, below a title row too."""
    WRITERS[name](tmp_path / name)
    assert read_contents(tmp_path / name).columns == columns


def test_numbers_of_neighbouring_cells_stay_apart(tmp_path: Path) -> None:
    """77 in one cell and 1234567 in the next are no telephone number."""
    path = tmp_path / "a.csv"
    path.write_text("a;b\n77;1234567\n", encoding="utf-8")
    assert "77\n1234567" in read_contents(path).texts[0]


def test_a_picture_of_text_is_not_readable(tmp_path: Path) -> None:
    """A PDF without letters cannot be searched, and that is said."""
    figure = plt.figure(figsize=(1, 1))
    figure.savefig(tmp_path / "a.pdf")
    plt.close(figure)
    assert not read_contents(tmp_path / "a.pdf").readable


def test_a_workbook_that_fetches_is_noticed(tmp_path: Path) -> None:
    """A workbook can name a data source on the network; a plain link is no request."""
    path = tmp_path / "a.xlsx"
    book = xlsxwriter.Workbook(str(path))
    book.add_worksheet().write_url(0, 0, "https://example.org/terms")
    book.close()
    assert read_contents(path).requests == []
    relation = (
        '<Relationships><Relationship Id="r1" TargetMode="External" '
        'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/image" '
        'Target="https://example.org/a.png"/></Relationships>'
    )
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("xl/drawings/_rels/drawing9.xml.rels", relation)
    assert read_contents(path).requests == ["https://example.org/a.png"]


def test_the_instructions_of_a_workbook_are_no_rows(tmp_path: Path) -> None:
    """Should fail if the index counts the sentences on the first sheet as rows of a table."""
    path = tmp_path / "questions.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        book.add_worksheet("How to").write_column(0, 0, ["Read this.", "Then that."])
        book.add_worksheet("Questions").write_row(0, 0, ["Column", "Answer"])
    assert table_extent(path) is None
