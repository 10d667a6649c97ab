"""CSV in every encoding and with every separator: to the letter, or reported."""

from __future__ import annotations

import codecs
import csv
import io
import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from probono_kit.errors import ProbonoError
from probono_kit.findings import Findings, Severity
from probono_kit.tables import read_table
from probono_kit.tables.encodings import CANDIDATES, decode
from probono_kit.tables.sheets import Book
from probono_kit.tables.text_files import read_text_sheet

FRENCH = [
    ["Région", "Chef-lieu", "Débit (m³/h)", "Dépense (€)"],
    ["Thiès", "Mbour", "1 200,5", "5 000 €"],
    ["Saint-Louis", "Château d’eau – Ross Béthio", "0,5", "12 €"],
    ["Kédougou", "Salémata, où ça ?", "12", "« néant »"],
    ["Sédhiou", "Île à Morphil", "7,25", "Noël"],
]
ARABIC = [
    ["المنطقة", "العدد", "ملاحظات"],
    ["القاهرة", "12", "جيد"],
    ["دمشق", "15", "المياه غير صالحة"],
    ["الجزائر", "3", ""],
]
SPANISH = [
    ["Región", "Niños", "Observación"],
    ["Córdoba", "12", "¿Qué pasó?"],
    ["Peñón", "3", "Añadir más"],
]
ENCODINGS = {
    "utf-8": FRENCH,
    "utf-8-sig": FRENCH,
    "utf-16": FRENCH,
    "utf-16-le": FRENCH,
    "utf-16-be": FRENCH,
    "cp1252": FRENCH,
    "mac_roman": FRENCH,
    "cp850": FRENCH,
    "iso8859_15": FRENCH,
    "cp1256": ARABIC,
    "iso8859_6": ARABIC,
}


WIDE = {
    "utf-16": ARABIC,
    "utf-16-be": [["Œuvre", "Nœud ’’", "€", "Âge"], *FRENCH[1:]],
    "utf-32": ARABIC,
}


@pytest.mark.parametrize("encoding", WIDE)
def test_letters_of_two_bytes_are_no_control_characters(encoding: str, tmp_path: Path) -> None:
    """Should fail if Excel's “Unicode text” in Arabic, or with œ and ’, is refused as no table."""
    path = tmp_path / "a.txt"
    rows = WIDE[encoding]
    mark = codecs.BOM_UTF16_BE if encoding == "utf-16-be" else b""
    path.write_bytes(mark + encoded(rows * 20, encoding, "\t"))
    assert Book(path).sheet("").row(1) == [cell or None for cell in rows[0]]


def encoded(rows: list[list[str]], encoding: str, separator: str, **options: Any) -> bytes:
    buffer = io.StringIO(newline="")
    csv.writer(buffer, delimiter=separator, **options).writerows(rows)
    return buffer.getvalue().encode(encoding, "ignore")


def as_rows(path: Path, **options: str) -> tuple[list[list[str]], Findings]:
    columns, _, findings = read_text_sheet(path, **options)
    return [[cell or "" for cell in row] for row in zip(*columns, strict=True)], findings


def warnings(findings: Findings) -> list[str]:
    return [found.code for found in findings if found.severity is not Severity.NOTE]


@pytest.mark.parametrize("separator", [";", ",", "\t", "|"])
@pytest.mark.parametrize("encoding", ENCODINGS)
def test_every_encoding_with_every_separator(encoding: str, separator: str, tmp_path: Path) -> None:
    """Should fail if an accent or an Arabic letter becomes another one."""
    rows = ENCODINGS[encoding]
    path = tmp_path / "a.csv"
    path.write_bytes(encoded(rows, encoding, separator))
    found, findings = as_rows(path)
    expected = path.read_bytes().decode(encoding).removeprefix("\ufeff")
    assert found == list(csv.reader(io.StringIO(expected, newline=""), delimiter=separator))
    assert warnings(findings) == []


@pytest.mark.parametrize("encoding", ["cp1252", "mac_roman", "cp850"])
@pytest.mark.parametrize(
    "word", ["Thiès", "Kédougou", "français", "forêt", "hôpital", "Ouaddaï", "août"]
)
def test_one_word_is_enough_or_the_doubt_is_reported(
    word: str, encoding: str, tmp_path: Path
) -> None:
    """Should fail if a file with a single accent is read wrongly without a word."""
    path = tmp_path / "a.csv"
    path.write_bytes(encoded([["Nom", "Nombre"], [word, "3"], ["Dakar", "4"]], encoding, ";"))
    rows, findings = as_rows(path)
    assert rows[1][0] == word or warnings(findings)


def test_the_words_that_decided_are_shown(tmp_path: Path) -> None:
    """Should fail if a person cannot judge the encoding that was found."""
    path = tmp_path / "a.csv"
    path.write_bytes(encoded(FRENCH, "mac_roman", ";"))
    found = next(f for f in read_table(path).findings if f.code == "tables.encoding_found")
    assert found.values["encoding"] == "mac_roman"
    assert "Région" in str(found.values["words"])
    assert "Région" in found.message("fr")


def test_windows_and_latin_9_are_told_apart_by_what_they_differ_in() -> None:
    """Should fail if the euro sign of one becomes the currency sign of the other."""
    text = "Dépense : 12 €, cœur"
    assert decode(text.encode("cp1252")).text == text
    assert decode(text.encode("iso8859_15")).text == text


def test_spanish_in_each_encoding() -> None:
    """Should fail if only French is known."""
    text = "\n".join(";".join(row) for row in SPANISH)
    for encoding in ("cp1252", "mac_roman", "cp850"):
        assert decode(text.encode(encoding)).text == text


def test_a_few_windows_letters_in_a_file_of_utf8(tmp_path: Path) -> None:
    """Should fail if one pasted line makes all other accents wrong."""
    lines = ["Région;Points", *[f"Thiès {i};é{i}" for i in range(30)]]
    content = "\n".join(lines).encode() + b"\nK\xe9dougou;3\n"
    path = tmp_path / "a.csv"
    path.write_bytes(content)
    read = read_table(path)
    assert read.frame["Région"].tolist()[-1] == "Kédougou"
    assert read.frame["Région"].tolist()[0] == "Thiès 0"
    found = next(f for f in read.findings if f.code == "tables.mixed_encoding")
    assert (found.where, found.values["line"]) == ("a.csv:32", 32)


def test_a_person_may_name_encoding_and_separator(tmp_path: Path) -> None:
    """Should fail if what a person knows does not count."""
    path = tmp_path / "a.csv"
    path.write_bytes("a;b,c\n\x8e;1,2\n".encode("latin-1"))
    rows, _ = as_rows(path, encoding="mac_roman", separator=",")
    assert rows == [["a;b", "c"], ["é;1", "2"]]
    with pytest.raises(ProbonoError, match="no encoding named"):
        read_text_sheet(path, encoding="klingon")


def test_decimal_commas_do_not_separate(tmp_path: Path) -> None:
    """Should fail if “12,5” is split in a file of semicolons."""
    path = tmp_path / "a.csv"
    path.write_text("Région;Taux\nThiès;12,5\nDakar;8,1\n", encoding="utf-8")
    assert as_rows(path)[0] == [["Région", "Taux"], ["Thiès", "12,5"], ["Dakar", "8,1"]]


def test_excel_says_its_separator_in_the_first_line(tmp_path: Path) -> None:
    """Should fail if “sep=” is a row, which no spreadsheet shows."""
    path = tmp_path / "a.csv"
    path.write_text("sep=|\r\nRégion|Taux; %\r\nThiès|1;2\r\n", encoding="utf-8-sig")
    assert as_rows(path)[0] == [["Région", "Taux; %"], ["Thiès", "1;2"]]


def test_a_list_without_separators(tmp_path: Path) -> None:
    """Should fail if a list of names needs a separator."""
    path = tmp_path / "a.csv"
    path.write_text("Village\nMbour\nJoal Fadiouth\n", encoding="utf-8")
    assert read_table(path).frame["Village"].tolist() == ["Mbour", "Joal Fadiouth"]


def test_rows_of_unusual_length_are_kept_and_reported(tmp_path: Path) -> None:
    """Should fail if a shifted row passes without a word, or loses a cell."""
    path = tmp_path / "a.csv"
    path.write_text("a;b;c\n1;2;3\n1;2\n1;2;3;4\n5;6;7\n", encoding="utf-8")
    rows, findings = as_rows(path)
    assert rows[2:4] == [["1", "2", "", ""], ["1", "2", "3", "4"]]
    found = {f.code: f.values["rows"] for f in findings}
    assert found == {"tables.short_rows": ("3",), "tables.long_rows": ("4",)}


def test_quotation_marks_that_do_not_close(tmp_path: Path) -> None:
    """Should fail if one forgotten mark swallows the rest of the file."""
    path = tmp_path / "a.csv"
    path.write_text('a;b\n"Mbour;1\nJoal;2\nx"y;3\n"q"z;4\n"ok;5";6\n', encoding="utf-8")
    rows, findings = as_rows(path)
    assert rows == [
        *(["a", "b"], ['"Mbour', "1"], ["Joal", "2"], ['x"y', "3"], ['"q"z', "4"]),
        ["ok;5", "6"],
    ]
    found = next(f for f in findings if f.code == "tables.stray_quotes")
    assert found.values["rows"] == ("2", "5")


def test_a_mark_that_opens_a_long_text_is_given_up_after_a_while(tmp_path: Path) -> None:
    """Should fail if a file is read again and again for each forgotten mark."""
    path = tmp_path / "a.csv"
    body = "".join(f"{i};x\n" for i in range(5000))
    path.write_text(f'a;b\n"Mbour;1\n{body}', encoding="utf-8")
    rows, findings = as_rows(path)
    assert len(rows) == 5002
    assert "tables.stray_quotes" in warnings(findings)


def test_line_breaks_in_cells_and_old_line_ends(tmp_path: Path) -> None:
    """Should fail if the row numbers are not those of a spreadsheet."""
    path = tmp_path / "a.csv"
    path.write_bytes(b'a;b\r"x\ny";1\r\rz;2\r')
    assert as_rows(path)[0] == [["a", "b"], ["x\ny", "1"], ["", ""], ["z", "2"]]


def test_nul_characters_are_reported_and_kept(tmp_path: Path) -> None:
    """Should fail if a NUL cuts a cell short."""
    path = tmp_path / "a.csv"
    path.write_bytes(b"name;b\nx\0y;1\nz;2\n")
    rows, findings = as_rows(path)
    assert rows[1] == ["x\0y", "1"]
    assert warnings(findings) == ["tables.nul_characters"]


def test_a_very_long_cell(tmp_path: Path) -> None:
    """Should fail if the csv module's limit of 131,072 characters holds."""
    path = tmp_path / "a.csv"
    long = "x" * 300_000
    path.write_text(f"a;b\n{long};1\ny;2\n", encoding="utf-8")
    assert as_rows(path)[0][1][0] == long
    assert csv.field_size_limit() == 131_072


CELLS = st.one_of(
    st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=12),
    st.sampled_from(["", ";", "a;b", "1,5", "x\ny", '"', ' "q"', "a\tb", "|", "'", "é", "  "]),
)
TABLES = st.integers(2, 5).flatmap(
    lambda width: st.lists(st.lists(CELLS, min_size=width, max_size=width), min_size=1, max_size=8)
)


@settings(max_examples=300)
@given(
    rows=TABLES,
    separator=st.sampled_from([";", ",", "\t", "|"]),
    encoding=st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]),
    quoting=st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]),
    lineterminator=st.sampled_from(["\r\n", "\n"]),
)
def test_any_csv_is_read_to_the_letter_or_reported(
    rows: list[list[str]], separator: str, encoding: str, quoting: int, lineterminator: str
) -> None:
    """Should fail if a value differs from the file and nothing is said."""
    named = [[f"nom {i}" for i in range(len(rows[0]))], *rows]
    options = {"quoting": quoting, "lineterminator": lineterminator}
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a.csv"
        path.write_bytes(encoded(named, encoding, separator, **options))
        found, findings = as_rows(path)
    assert found == named or warnings(findings)


RAGGED = st.lists(st.lists(CELLS, min_size=1, max_size=5), min_size=1, max_size=8)


@settings(max_examples=100)
@given(rows=RAGGED)
def test_ragged_rows_lose_nothing(rows: list[list[str]]) -> None:
    """Should fail if a cell of a longer row is cut off."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a.csv"
        path.write_bytes(encoded(rows, "utf-8", ";", quoting=csv.QUOTE_ALL))
        if not path.read_bytes().strip():
            return
        found, _ = as_rows(path, separator=";")
    width = max(map(len, rows))
    assert found == [row + [""] * (width - len(row)) for row in rows]


def test_all_candidates_are_known_to_python() -> None:
    """Should fail if an encoding is misspelt."""
    assert {b"a".decode(name) for name in CANDIDATES} == {"a"}
