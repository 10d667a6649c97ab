"""CSV, TSV and other text files: encoding, separator, quotes; no cell silently different."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import numpy as np

from probono_kit.files import error_from_os
from probono_kit.findings import Findings
from probono_kit.tables.cells import Cells, cells
from probono_kit.tables.containers import stop
from probono_kit.tables.encodings import Decoded, decode
from probono_kit.tables.ooxml import MAX_CELLS
from probono_kit.tables.separators import (
    any_field_size,
    best_separator,
    report_separator,
    separator_shares,
)

#: A quoted cell with more lines than this is a quotation mark that somebody forgot to close.
MAX_LINES_IN_CELL = 1000

_ROWS_AT_ONCE = 50_000
_NO_SEPARATOR = "\x1f"
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
) -> tuple[tuple[Cells, ...], TextEvidence, Findings]:
    """Read a text file as a sheet.

    Parameters
    ----------
    path : pathlib.Path
        The file.
    encoding, separator : str
        What a person knows; empty to detect it.

    Returns
    -------
    columns : tuple of arrays
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
    findings = Findings()
    try:
        content = path.read_bytes()
    except OSError as problem:
        raise error_from_os(problem, path) from problem
    try:
        decoded = decode(content, encoding)
    except LookupError as problem:
        raise stop("tables.unknown_encoding", path, encoding=encoding) from problem
    del content
    _report_encoding(path, decoded, findings)
    text, announced = _announced_separator(decoded.text)
    shares = separator_shares(text)
    chosen = separator or announced or best_separator(shares)
    if not (separator or announced):
        report_separator(path, chosen, shares, findings)
    columns = _parse(path, text, chosen, findings)
    evidence = TextEvidence(
        decoded.encoding,
        chosen,
        tuple((name, round(share, 3)) for name, (_, share) in shares.items()),
        decoded.words,
        tuple(decoded.scores.items()),
    )
    return columns, evidence, findings


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


def _parse(path: Path, text: str, separator: str, findings: Findings) -> tuple[Cells, ...]:
    columns: list[list[Cells]] = []
    lengths: list[int] = []
    stray: list[int] = []
    with any_field_size():
        for batch in _batches(_records(text, separator or _NO_SEPARATOR, stray)):
            sizes = list(map(len, batch))
            width = max(sizes)
            even = min(sizes) == width
            rows = batch if even else [row + [""] * (width - len(row)) for row in batch]
            for position, column in enumerate(zip(*rows, strict=True)):
                if position == len(columns):
                    columns.append([cells([None] * len(lengths))])
                columns[position].append(_texts(column))
            for parts in columns[width:]:
                parts.append(cells([None] * len(rows)))
            lengths += sizes
            if len(lengths) * len(columns) > MAX_CELLS:
                raise stop("tables.too_many_cells", path.name, cells=MAX_CELLS)
    whole = tuple(np.concatenate(parts) for parts in columns)
    if stray:
        findings.add("tables.stray_quotes", path.name, count=len(stray), rows=_rows(stray))
    _report_lengths(path, np.array(lengths, dtype=np.int64), whole, findings)
    return whole


def _texts(column: tuple[str, ...]) -> Cells:
    """Take one column of a batch; equal texts become one object, empty ones ``None``."""
    seen: dict[str, str | None] = {"": None}
    return cells(map(seen.setdefault, column, column))


def _batches(records: Iterator[list[str]]) -> Iterator[list[list[str]]]:
    while rows := list(islice(records, _ROWS_AT_ONCE)):
        yield rows


def _records(text: str, separator: str, stray: list[int]) -> Iterator[list[str]]:
    """Split `text` into records; a record with a broken quotation is taken line by line.

    Rows (from 1) whose quotation marks make no sense are added to `stray`; their text is kept
    with the marks.
    """
    lines = io.StringIO(text, newline="")
    if '"' not in text:
        yield from csv.reader(lines, delimiter=separator, quoting=csv.QUOTE_NONE)
        return
    limited = _Limited(lines)
    number = 0
    while True:
        start = lines.tell()
        try:
            for record in csv.reader(limited, delimiter=separator, strict=True):
                number += 1
                limited.count = 0
                start = lines.tell()
                yield record
            return
        except csv.Error:
            lines.seek(start)
            number += 1
            stray.append(number)
            yield lines.readline().rstrip("\r\n").split(separator)


class _Limited:
    """Lines of a file; gives up when one record takes too many of them."""

    def __init__(self, lines: io.StringIO) -> None:
        self.lines = lines
        self.count = 0

    def __iter__(self) -> _Limited:
        return self

    def __next__(self) -> str:
        self.count += 1
        if self.count > MAX_LINES_IN_CELL:
            self.count = 0
            raise csv.Error("unclosed quotation mark")
        return next(self.lines)


def _report_lengths(
    path: Path, lengths: np.ndarray, columns: tuple[Cells, ...], findings: Findings
) -> None:
    """Report rows with more or fewer cells than the others; titles and notes have one."""
    several = lengths[lengths > 1]
    if not len(several):
        return
    usual = int(np.bincount(several).argmax())
    short = np.flatnonzero((lengths > 1) & (lengths < usual)) + 1
    beyond = np.zeros(len(lengths), dtype=bool)
    for column in columns[usual:]:
        beyond |= column != None  # noqa: E711  each cell of the array is compared
    long = np.flatnonzero(beyond) + 1
    for code, rows in (("tables.short_rows", short), ("tables.long_rows", long)):
        if len(rows):
            shown = _rows(rows.tolist())
            findings.add(code, path.name, count=len(rows), rows=shown, usual=usual)


def _rows(numbers: Sequence[int]) -> tuple[str, ...]:
    shown = tuple(map(str, numbers[:_ROWS_SHOWN]))
    return (*shown, "…") if len(numbers) > _ROWS_SHOWN else shown
