"""Files read at full speed: the same cells, roles and findings as read row by row."""

from __future__ import annotations

import csv
import io
import tempfile
from collections.abc import Iterator
from pathlib import Path
from unittest import mock

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from probono_kit.findings import Findings
from probono_kit.tables import regular, text_files
from probono_kit.tables.records import MAX_LINES_IN_CELL
from probono_kit.tables.regular import read_regular
from probono_kit.tables.text_files import read_text_sheet

Read = tuple[list[list[str | None]], list[str]]

ALPHABET = 'ab;,"\n\r\t é\u00a0|0\ufeff'
TEXT = st.text(st.sampled_from(ALPHABET), max_size=40)
CELL = st.text(st.sampled_from(ALPHABET), max_size=5)


def _read(content: bytes, *, fast: bool, separator: str = "") -> Read:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a.csv"
        path.write_bytes(content)
        if fast:
            with mock.patch.object(text_files, "WORTH", 0):
                columns, _, findings = read_text_sheet(path, separator=separator)
        else:
            with mock.patch.object(text_files, "read_regular", return_value=None):
                columns, _, findings = read_text_sheet(path, separator=separator)
    rows = [list(row) for row in zip(*columns, strict=True)]
    while rows and not any(rows[-1]):
        rows.pop()
    return [_bare(row) for row in rows], _told(findings)


def _bare(row: list[str | None]) -> list[str | None]:
    while row and row[-1] is None:
        row.pop()
    return row


def _told(findings: Findings) -> list[str]:
    return sorted(f"{found.code} {found.where} {found.values}" for found in findings)


@settings(max_examples=400)
@given(TEXT, st.sampled_from(["", ";", ","]))
def test_any_text_is_read_alike(text: str, separator: str) -> None:
    """Should fail if the fast reader takes any file for regular that it reads otherwise."""
    content = text.encode("utf-8")
    assert _read(content, fast=True, separator=separator) == _read(
        content, fast=False, separator=separator
    )


@settings(max_examples=200)
@given(
    rows=st.lists(st.lists(CELL, min_size=1, max_size=4), min_size=1, max_size=8),
    separator=st.sampled_from([";", ",", "\t"]),
    end=st.sampled_from(["\n", "\r\n"]),
    quoting=st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]),
    encoding=st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]),
)
def test_what_a_program_writes_is_read_alike(
    rows: list[list[str]], separator: str, end: str, quoting: int, encoding: str
) -> None:
    """Should fail if ragged rows, quoted line ends or a mark at the top make a difference."""
    buffer = io.StringIO(newline="")
    csv.writer(buffer, delimiter=separator, lineterminator=end, quoting=quoting).writerows(rows)  # type: ignore[arg-type]
    content = buffer.getvalue().encode(encoding)
    assert _read(content, fast=True, separator=separator) == _read(
        content, fast=False, separator=separator
    )


@pytest.fixture
def blocks() -> Iterator[None]:
    """Read and look in blocks of few bytes, so that every seam is crossed."""
    with mock.patch.object(regular, "_CHUNK", 7), mock.patch.object(regular, "_BLOCK", 256):
        yield


@pytest.mark.parametrize("end", ["\r\n", "\n", "\r"])
@pytest.mark.parametrize("between", ["\r\n", "\n"])
def test_seams_between_blocks_do_not_show(blocks: None, end: str, between: str) -> None:
    """Should fail if a quotation or a line end that two blocks share is lost or doubled."""
    rows = [
        [f"é{i}", 'dit "oui"' if i % 3 else "", f"x{end}y" if i % 5 else "z"] for i in range(999)
    ]
    buffer = io.StringIO(newline="")
    csv.writer(buffer, delimiter=";", lineterminator=between, quoting=csv.QUOTE_ALL).writerows(
        [["a", "b", "c"], *rows]
    )
    read, _ = _read(buffer.getvalue().encode(), fast=True)
    assert [[cell or "" for cell in (*row, None, None)][:3] for row in read[1:]] == rows


@pytest.mark.parametrize(
    "content",
    [b'a;"b"c\nd;e\n', b'a;b"c\n', b'a;"b\n', b"a;b\rc;d\n", b"a;\0\n", b'"a" ;b\n'],
    ids=["after", "inside", "open", "return", "nul", "space"],
)
def test_what_is_not_strict_is_left_to_the_careful_reader(content: bytes) -> None:
    """Should fail if a file on which readers of CSV differ is read at a glance."""
    assert read_regular(content, ";", 2, where="a.csv", most=100) is None


def test_a_quotation_of_a_thousand_lines_is_one_that_nobody_closed() -> None:
    """Should fail if half a file disappears in one cell because the file looks regular."""
    lines = "ligne;1\n" * (MAX_LINES_IN_CELL + 5)
    content = f'a;b\nx;"{lines}"\ny;2\n'.encode()
    assert read_regular(content, ";", 2, where="a.csv", most=10**6) is None
    rows, told = _read(content, fast=True)
    assert len(rows) > MAX_LINES_IN_CELL
    assert any("stray_quotes" in each for each in told)
