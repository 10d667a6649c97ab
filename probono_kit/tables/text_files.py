"""CSV, TSV and other text files: encoding, separator, quotes; no cell silently different."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from probono_kit.files import error_from_os
from probono_kit.findings import Findings
from probono_kit.tables.cells import Cells, cells
from probono_kit.tables.containers import stop
from probono_kit.tables.encodings import Decoded, decode
from probono_kit.tables.ooxml import MAX_CELLS
from probono_kit.tables.records import record_batches
from probono_kit.tables.separators import (
    any_field_size,
    best_separator,
    report_separator,
    separator_shares,
)

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
        for batch in record_batches(text, separator or _NO_SEPARATOR, stray):
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
    """Take one column of a batch; empty texts become ``None``, often repeated ones one object."""
    if len(set(column[:1000])) < 0.5 * len(column[:1000]):
        seen: dict[str, str | None] = {"": None}
        return cells(map(seen.setdefault, column, column))
    texts = np.empty(len(column), dtype=object)
    texts[:] = column
    texts[texts == ""] = None
    return texts


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
