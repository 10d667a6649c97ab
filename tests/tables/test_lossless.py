"""On any text file: every value equal to the file's, or reported; both readers agree."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from probono_kit.errors import ProbonoError
from probono_kit.tables import regular, text_files
from probono_kit.tables.text_files import TextEvidence, read_text_sheet

SEPARATORS = (",", ";", "\t", "|")
SETTINGS = settings(max_examples=250, deadline=None)

#: Pieces of files as they come: marks, line ends, separators in all kinds of wrong places.
PIECES = st.sampled_from(
    [
        *('"', '""', '";"', "\n", "\r\n", "\r", ";", ",", "\t", "é", " ", "a", "12,5", "x" * 300),
        *("\0", "\x1f", "\u2028", "\x85", "ß\u0301", "😀", "'", "\ufeff", "\n\n", '"\n"', "سوق"),
    ]
)
ENCODINGS = st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "cp1252", "mac_roman", "cp1256"])

CELLS = st.text(
    st.sampled_from("abé;,\t|\"\n\r 0\u00a0\u202f1.-='سو😀")
    | st.characters(exclude_categories=["C"]),
    max_size=12,
)

Read = tuple[list[list[str | None]], TextEvidence, list[tuple[str, str]]]


def read(content: bytes, *, separator: str = "", careful: bool = False) -> Read:
    """Read `content`, at will only with the careful reader."""
    with TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        path = Path(folder) / "a.csv"
        path.write_bytes(content)
        patch.setattr(text_files, "WORTH", 0)
        if careful:
            patch.setattr(text_files, "read_regular", lambda *_, **__: None)
        columns, evidence, findings = read_text_sheet(path, separator=separator)
    rows = [list(row) for row in zip(*columns, strict=True)]
    return rows, evidence, [(finding.code, str(finding.values)) for finding in findings]


@SETTINGS
@given(st.lists(PIECES, max_size=60), ENCODINGS, st.sampled_from(["", *SEPARATORS]))
def test_fast_and_careful_readers_agree(pieces: list[str], encoding: str, separator: str) -> None:
    """Should fail if the fast reader gives another cell, row or finding than the careful one."""
    content = "".join(pieces).encode(encoding, "replace")
    careful = read(content, separator=separator, careful=True)
    assume(careful[0])  # of empty lines alone one makes no column, the other an empty one
    assert read(content, separator=separator) == careful


@SETTINGS
@given(
    st.lists(st.lists(st.sampled_from(["a", "b c", '"d;e"', '"f""g"', '"h\ni"', ""]), max_size=5)),
    st.sampled_from(["\n", "\r\n"]),
    st.integers(1, 40),
    st.integers(20, 400),
)
def test_readers_agree_in_long_files_of_uneven_rows(
    odd: list[list[str]], line_end: str, every: int, block: int
) -> None:
    """Should fail if rows of another length come back elsewhere, whatever the blocks."""
    rows = [["1", "zwei", '"3;"', ""] for _ in range(120)]
    for position, row in enumerate(odd):
        rows.insert(position * every, row)
    content = line_end.join(";".join(row) for row in rows).encode()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(regular, "_CHUNK", block)
        patch.setattr(regular, "_BLOCK", max(block, 64))
        fast = read(content, separator=";")
    assert fast == read(content, separator=";", careful=True)


@SETTINGS
@given(
    st.integers(1, 6).flatmap(
        lambda width: st.lists(
            st.lists(CELLS, min_size=width, max_size=width), min_size=1, max_size=20
        )
    ),
    st.sampled_from(SEPARATORS),
    st.sampled_from(["\n", "\r\n"]),
    st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]),
    st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]),
)
def test_every_value_is_the_files(
    table: list[list[str]], separator: str, line_end: str, quoting: int, encoding: str
) -> None:
    """Should fail if a cell of a well-formed file is lost, moved or changed by one character."""
    if any("\r" in cell for row in table for cell in row):
        quoting = csv.QUOTE_ALL  # Python's writer leaves a lone return unquoted: a line end to all
    file = io.StringIO(newline="")
    csv.writer(
        file, delimiter=separator, lineterminator=line_end, quoting=quoting
    ).writerows(table)  # fmt: skip
    rows, _, findings = read(file.getvalue().encode(encoding), separator=separator)
    if "\0" not in file.getvalue() and not file.getvalue().startswith("sep="):
        assert [[cell or "" for cell in row] for row in rows] == table
        assert not [code for code, _ in findings if code.startswith("tables.stray")]


@SETTINGS
@given(st.lists(st.lists(st.sampled_from(["a", "b", "12"]), min_size=1, max_size=7), min_size=3))
def test_uneven_rows_lose_nothing_and_are_reported(rows: list[list[str]]) -> None:
    """Should fail if a cell beyond the usual width is dropped, or such a row is not reported."""
    read_rows, _, findings = read("\n".join(map(";".join, rows)).encode(), separator=";")
    assert [[cell for cell in row if cell] for row in read_rows] == rows
    several = {len(row) for row in rows if len(row) > 1}
    codes = {code for code, _ in findings}
    assert bool(codes & {"tables.short_rows", "tables.long_rows"}) == (len(several) > 1)


@pytest.mark.parametrize(
    ("content", "cells"),
    [
        (b'a;b\n"x""y";"1\n2"\n', ['x"y', "1\n2"]),
        (b'a;b\n"x"y;2\n', ['"x"y', "2"]),
        (b'a;b\nx "y";2\n', ['x "y"', "2"]),
        (b'a;b\n "x";2\n', [' "x"', "2"]),
        (b"a;b\n  x  ;\t\n", ["  x  ", "\t"]),
        (b"a;b\nNA;null\n", ["NA", "null"]),
        (b"a;b\n007;1e5\n", ["007", "1e5"]),
    ],
)
def test_cells_are_verbatim(content: bytes, cells: list[str]) -> None:
    """Should fail if quotations, spaces, zeros or words are taken for something else."""
    assert read(content, separator=";")[0][1] == cells


def test_a_cell_of_many_megabytes_is_whole() -> None:
    """Should fail if a cell longer than the blocks of the fast reader is cut or refused."""
    long = "é" * 6_000_000
    rows, _, _ = read(f'a;b\n1;{long}\n2;"{long}\n"\n'.encode(), separator=";")
    assert [row[1] for row in rows[1:]] == [long, long + "\n"]


def test_an_unclosed_quotation_does_not_swallow_the_file() -> None:
    """Should fail if a forgotten mark makes one cell of a thousand rows."""
    lines = ["a;b", '1;"open', *(f"{n};x" for n in range(1500)), '3;closed"', "4;y"]
    rows, _, findings = read("\n".join(lines).encode(), separator=";")
    assert len(rows) == len(lines)
    assert "tables.stray_quotes" in {code for code, _ in findings}


def test_hostile_widths_and_lengths_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """Should fail if the cap on cells does not hold before memory is taken."""
    monkeypatch.setattr(text_files, "MAX_CELLS", 1000)
    with pytest.raises(ProbonoError) as caught:
        read(b"a;b;c\n" + b";;\n" * 2000, separator=";")
    assert caught.value.findings[0].code == "tables.too_many_cells"


def test_the_fast_reader_is_the_one_that_reads_regular_files() -> None:
    """Should fail if ordinary files fall back to the careful reader: they would be slow."""
    for content in (b'a;b\r\n"1";"x;y"\r\n', b"a;b\n1;2\n", b'a;b\n1;"x\ny"\n\n3;4;5\n6;7\n8;9\n'):
        assert regular.read_regular(content, ";", 2, where="a.csv", most=100)
