"""CSV, TSV and other text files: encoding, separator, quotes; no cell silently different."""

from __future__ import annotations

import codecs
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeAlias

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from probono_kit.files import error_from_os
from probono_kit.findings import Findings
from probono_kit.tables.containers import stop
from probono_kit.tables.encodings import Decoded, decode, wide_encoding
from probono_kit.tables.ooxml import MAX_CELLS
from probono_kit.tables.records import record_batches
from probono_kit.tables.regular import RegularRows, read_regular
from probono_kit.tables.separators import (
    SAMPLE_CHARACTERS,
    any_field_size,
    best_separator,
    report_separator,
    separator_shares,
)
from probono_kit.tables.text_cells import TextCells

_NO_SEPARATOR = "\x1f"

#: From this many bytes on it is worth proving that a file is regular, and starting Arrow's threads.
WORTH = 2**20
_ROWS_SHOWN = 8


@dataclass(frozen=True, slots=True)
class TextEvidence:
    """Why a text file was read as it was.

    Parameters
    ----------
    encoding : str
        Python's name.
    separator : str
        One character; empty when the file has a single column.
    shares : tuple of (str, float)
        Each separator with the share of rows that have the most common number of cells.
    words : tuple of str
        Words that told the encodings apart.
    scores : tuple of (str, float)
        Plausibility of each 8-bit encoding; empty for Unicode.
    """

    encoding: str
    separator: str
    shares: tuple[tuple[str, float], ...] = ()
    words: tuple[str, ...] = ()
    scores: tuple[tuple[str, float], ...] = ()


def read_text_sheet(
    path: Path, *, encoding: str = "", separator: str = ""
) -> tuple[tuple[TextCells, ...], TextEvidence, Findings]:
    """Read a text file as a sheet.

    Parameters
    ----------
    path : pathlib.Path
        The file.
    encoding, separator : str
        What a person knows; empty to detect it.

    Returns
    -------
    columns : tuple of TextCells
        Texts to the letter, ``None`` where a cell is empty; one row per record, so that row
        numbers are those that a spreadsheet shows.
    evidence : TextEvidence
        What was detected.
    findings : Findings
        Doubts about the encoding or separator, rows of unusual length, unclosed quotes.

    Raises
    ------
    ProbonoError
        When the file cannot be read or is too big.
    """
    try:
        long = path.stat().st_size >= WORTH
        fast = _read_utf8(path, separator) if long and not encoding else None
        if fast:
            return fast
        content = path.read_bytes()
    except OSError as problem:
        raise error_from_os(problem, path) from problem
    try:
        decoded = decode(content, encoding)
    except LookupError as problem:
        raise stop("tables.unknown_encoding", path, encoding=encoding) from problem
    del content
    findings = Findings()
    _report_encoding(path, decoded, findings)
    text, announced = _announced_separator(decoded.text)
    found = _found_separator(path, text, separator or announced, findings)
    columns = _regular_text(path, text, found, findings) if long else None
    columns = columns or _parse(path, text, found, findings)
    evidence = TextEvidence(
        decoded.encoding,
        found.separator,
        found.rounded,
        decoded.words,
        tuple(decoded.scores.items()),
    )
    return columns, evidence, findings


_TextSheet: TypeAlias = tuple[tuple[TextCells, ...], TextEvidence, Findings]


def _read_utf8(path: Path, separator: str) -> _TextSheet | None:
    """Read a regular file of UTF-8 without holding its text as a whole; ``None`` for all others."""
    with path.open("rb") as file:
        head = file.read(4 * SAMPLE_CHARACTERS)
    marked = head.startswith(codecs.BOM_UTF8)
    if wide_encoding(head):
        return None
    try:
        text = codecs.getincrementaldecoder("utf-8-sig" if marked else "utf-8")().decode(head)
    except UnicodeDecodeError:
        return None
    text, announced = _announced_separator(text)
    findings = Findings()
    found = _found_separator(path, text, separator or announced, findings)
    rows = read_regular(
        path,
        found.character,
        found.usual,
        where=path.name,
        skip=int(bool(announced)),
        most=MAX_CELLS,
    )
    if rows is None:
        return None
    _report_odd_rows(path, rows, findings)
    encoding = "utf-8-sig" if marked else "utf-8"
    return rows.columns, TextEvidence(encoding, found.separator, found.rounded), findings


def _regular_text(
    path: Path, text: str, found: _Separator, findings: Findings
) -> tuple[TextCells, ...] | None:
    """Read a regular text that was decoded; ``None`` when it is not regular."""
    if text.startswith("\ufeff"):
        return None  # the second mark of a file that has two
    rows = read_regular(
        text.encode("utf-8"), found.character, found.usual, where=path.name, most=MAX_CELLS
    )
    if rows is None:
        return None
    _report_odd_rows(path, rows, findings)
    return rows.columns


@dataclass(frozen=True, slots=True)
class _Separator:
    """The separator of a file, empty when it has a single column, and what that rests on."""

    separator: str
    shares: dict[str, tuple[int, float]]
    usual: int

    @property
    def character(self) -> str:
        return self.separator or _NO_SEPARATOR

    @property
    def rounded(self) -> tuple[tuple[str, float], ...]:
        return tuple((name, round(share, 3)) for name, (_, share) in self.shares.items())


def _found_separator(path: Path, text: str, known: str, findings: Findings) -> _Separator:
    shares = separator_shares(text)
    chosen = known or best_separator(shares)
    if not known:
        report_separator(path, chosen, shares, findings)
    if not chosen:
        return _Separator("", shares, 1)
    width, _ = shares.get(chosen) or separator_shares(text, (chosen,))[chosen]
    return _Separator(chosen, shares, width)


def _report_encoding(path: Path, decoded: Decoded, findings: Findings) -> None:
    if decoded.broken:
        line = decoded.text.count("\n", 0, decoded.broken[0]) + 1
        findings.add(
            "tables.mixed_encoding", f"{path.name}:{line}", count=len(decoded.broken), line=line
        )
    elif not decoded.sure:
        rivals = tuple(f"{name}: {', '.join(words)}" for name, words in decoded.rivals.items())
        findings.add(
            "tables.encoding_unsure",
            path.name,
            encoding=decoded.encoding,
            words=decoded.words,
            rivals=rivals or ("?",),
        )
    elif decoded.words:
        findings.add(
            "tables.encoding_found", path.name, encoding=decoded.encoding, words=decoded.words
        )
    if "\0" in decoded.text:
        line = decoded.text.count("\n", 0, decoded.text.index("\0")) + 1
        findings.add(
            "tables.nul_characters",
            f"{path.name}:{line}",
            count=decoded.text.count("\0"),
            line=line,
        )


def _announced_separator(text: str) -> tuple[str, str]:
    """Obey Excel's ``sep=;`` line, which no spreadsheet shows as a row."""
    first, _, rest = text.partition("\n")
    line = first.rstrip("\r")
    if line.lower().startswith("sep=") and len(line) == 5:
        return rest, line[4]
    return text, ""


def _parse(path: Path, text: str, found: _Separator, findings: Findings) -> tuple[TextCells, ...]:
    """Read any text, row by row."""
    columns: list[list[Any]] = []
    lengths: list[int] = []
    stray: list[int] = []
    with any_field_size():
        for batch in record_batches(text, found.character, stray):
            sizes = list(map(len, batch))
            width = max(sizes)
            even = min(sizes) == width
            rows = batch if even else [row + [""] * (width - len(row)) for row in batch]
            for position, column in enumerate(zip(*rows, strict=True)):
                if position == len(columns):
                    columns.append([pa.nulls(len(lengths), pa.large_string())])
                columns[position].append(_texts(column))
            for parts in columns[width:]:
                parts.append(pa.nulls(len(rows), pa.large_string()))
            lengths += sizes
            if len(lengths) * len(columns) > MAX_CELLS:
                raise stop("tables.too_many_cells", path.name, cells=MAX_CELLS)
    whole = tuple(TextCells(pa.concat_arrays(parts)) for parts in columns)
    if stray:
        findings.add("tables.stray_quotes", path.name, count=len(stray), rows=_rows(stray))
    _report_lengths(path, np.array(lengths, dtype=np.int64), whole, findings)
    return whole


def _texts(column: tuple[str, ...]) -> Any:
    """Take one column of a batch; empty texts become null."""
    texts = pa.array(column, type=pa.large_string())
    return pc.if_else(pc.equal(texts, ""), None, texts)


def _report_lengths(
    path: Path, lengths: np.ndarray, columns: tuple[TextCells, ...], findings: Findings
) -> None:
    """Report rows with more or fewer cells than the others; titles and notes have one."""
    several = lengths[lengths > 1]
    if not len(several):
        return
    usual = int(np.bincount(several).argmax())
    short = np.flatnonzero((lengths > 1) & (lengths < usual)) + 1
    beyond = np.zeros(len(lengths), dtype=bool)
    for column in columns[usual:]:
        beyond |= column.arrow.is_valid().to_numpy(zero_copy_only=False)
    long = np.flatnonzero(beyond) + 1
    _report_rows(path, short.tolist(), long.tolist(), usual, findings)


def _report_odd_rows(path: Path, rows: RegularRows, findings: Findings) -> None:
    usual = rows.usual
    short = [row for row, cells in rows.odd.items() if 1 < len(cells) < usual]
    long = [row for row, cells in rows.odd.items() if any(cells[usual:])]
    _report_rows(path, short, long, usual, findings)


def _report_rows(
    path: Path, short: Sequence[int], long: Sequence[int], usual: int, findings: Findings
) -> None:
    for code, rows in (("tables.short_rows", short), ("tables.long_rows", long)):
        if rows:
            findings.add(code, path.name, count=len(rows), rows=_rows(rows), usual=usual)


def _rows(numbers: Sequence[int]) -> tuple[str, ...]:
    shown = tuple(map(str, numbers[:_ROWS_SHOWN]))
    return (*shown, "…") if len(numbers) > _ROWS_SHOWN else shown
