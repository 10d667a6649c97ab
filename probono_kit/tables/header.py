"""From the rows of a header to one name per column."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from probono_kit.tables.cells import cell_text, column_letter, is_blank
from probono_kit.tables.sheets import Merge, Sheet

_JOINT = " / "
_UNIT = re.compile(r"[(\[].{1,30}[)\]]|%|‰|m[²³]|km²?|ha|kg|l/s|m³/h")
_MONTH = re.compile(r"(?:19|20)\d\d\b|\d{1,2}[/.-]\d{1,2}")


@dataclass(frozen=True, slots=True)
class HeaderLine:
    """One row of a header.

    Parameters
    ----------
    row : int
        Row number from 1.
    part : str
        ``"name"``, ``"unit"`` (added to the name) or ``"number"`` (columns counted 1, 2, 3…).
    """

    row: int
    part: str = "name"


def unit_line(number: int, texts: Mapping[int, Any]) -> HeaderLine | None:
    """Recognise a row of units, or one that only counts the columns.

    Examples
    --------
    >>> unit_line(5, {1: "(m³/h)", 2: "%"})
    HeaderLine(row=5, part='unit')
    >>> unit_line(5, {0: "(1)", 1: "(2)", 2: "(3)"})
    HeaderLine(row=5, part='number')
    """
    plain = [(cell_text(cell) or "").strip() for cell in texts.values()]
    digits = [text.strip("()[]") for text in plain]
    if len(plain) > 2 and digits == [str(i) for i in range(1, len(plain) + 1)]:
        return HeaderLine(number, "number")
    if plain and all(_UNIT.fullmatch(text) for text in plain):
        return HeaderLine(number, "unit")
    return None


def sub_line(
    number: int, labels: set[int], above: set[int], spans: Sequence[tuple[int, int]]
) -> HeaderLine | None:
    """Recognise the second line of a header: it names what the first line only groups.

    Every label must stand under a merged cell, or in a run that begins under a label and goes on
    under blank cells.
    """
    under = set().union(*(range(left, right + 1) for left, right in spans))
    if not spans:
        under = set()
        for label in above:
            run = [label]
            while run[-1] + 1 in labels and run[-1] + 1 not in above:
                run.append(run[-1] + 1)
            if label in labels and len(run) > 1:
                under |= set(run)
        under |= labels - above if any(i in under for i in labels) else set()
    return HeaderLine(number) if labels and labels <= under else None


def group_line(
    texts: Mapping[int, str], named: set[int], spans: Sequence[tuple[int, int]]
) -> bool:
    """Recognise a line of group names above a header line; a title is none.

    Parameters
    ----------
    texts : mapping of int to str
        Column → text of the line's filled cells.
    named : set of int
        Columns that the lines below name.
    spans : sequence of (int, int)
        Merged ranges of the line that span some of the columns.
    """
    if spans:
        across = max(named, default=0) - min(named, default=0) + 1
        return any(right - left + 1 < across for left, right in spans)
    if len(texts) < 2 or any(len(t) > 60 or ":" in t or _MONTH.search(t) for t in texts.values()):
        return False
    opens_run = {i for i in texts if i in named and i + 1 in named and i + 1 not in texts}
    fills_gap = {i for i in texts if i not in named}
    single = set(texts) - opens_run - fills_gap
    return len(opens_run) >= (1 if fills_gap else 2) and len(single) <= len(opens_run)


def column_labels(sheet: Sheet, header: Sequence[HeaderLine]) -> list[str]:
    """Join the lines of a header into one label per column, empty where there is none.

    Parameters
    ----------
    sheet : Sheet
        The sheet.
    header : sequence of HeaderLine
        Its header lines from the top.

    Returns
    -------
    list of str
        ``group / column`` where a line spans several columns; line breaks become spaces.
    """
    names = [line for line in header if line.part == "name"]
    lines = [_line_texts(sheet, line.row) for line in names]
    for depth, line in enumerate(names[:-1]):
        _spread(sheet, line.row, lines[depth], lines[depth + 1 :], lines[:depth])
    labels = []
    for position in range(sheet.width):
        parts = list(dict.fromkeys(line[position] for line in lines if line[position]))
        labels.append(_JOINT.join(parts))
    for line in header:
        if line.part == "unit":
            units = _line_texts(sheet, line.row)
            labels = [f"{a} {b}".strip() for a, b in zip(labels, units, strict=True)]
    return labels


def _line_texts(sheet: Sheet, number: int) -> list[str]:
    return [" ".join((cell_text(cell) or "").split()) for cell in sheet.row(number)]


def _spread(
    sheet: Sheet, number: int, line: list[str], below: list[list[str]], above: list[list[str]]
) -> None:
    """Write a group's name over all its columns."""
    merges = [m for m in sheet.merges if m.top <= number <= m.bottom and m.right > m.left]
    if merges:
        for merge in merges:
            if number == merge.top:
                line[merge.left : merge.right + 1] = [line[merge.left]] * (
                    merge.right - merge.left + 1
                )
        return
    named = [any(lower[i] for lower in below) for i in range(len(line))]
    own = list(line)
    current = ""
    for position, text in enumerate(own):
        if text:
            current = text if named[position] else ""
        elif not named[position] or any(upper[position] != upper[position - 1] for upper in above):
            current = ""
        else:
            line[position] = current


@dataclass(frozen=True, slots=True)
class ColumnName:
    """Name of one column and where it comes from.

    Parameters
    ----------
    name : str
        Unique in the table.
    position : int
        0 for column A.
    header : tuple of str
        The header cells verbatim, from the top.
    tag : str
        HXL tag, if the sheet has any.
    given : str
        ``""``, ``"duplicate"`` or ``"unnamed"``: why the name is not the header's own.
    """

    name: str
    position: int
    header: tuple[str, ...] = ()
    tag: str = ""
    given: str = ""

    @property
    def letter(self) -> str:
        """Letter of the column in the sheet."""
        return column_letter(self.position)


def name_columns(
    sheet: Sheet, header: Sequence[HeaderLine], kept: Iterable[int], tag_row: int = 0
) -> list[ColumnName]:
    """Name the columns of a table.

    Parameters
    ----------
    sheet : Sheet
        The sheet.
    header : sequence of HeaderLine
        Its header.
    kept : iterable of int
        Positions of the columns that hold something.
    tag_row : int
        Row of the HXL tags, 0 if there is none.

    Returns
    -------
    list of ColumnName
        From the left. A name that comes again gets ``" (2)"``, a column without one
        ``column_D``.
    """
    labels = column_labels(sheet, header)
    taken = set(labels)
    seen: set[str] = set()
    columns = []
    for position in kept:
        label = labels[position]
        name, given = label, ""
        if not label:
            name, given = f"column_{column_letter(position)}", "unnamed"
        elif label in seen:
            given = "duplicate"
        number = 2
        while name in seen or (given and name in taken and name != label):
            name = f"{label or name} ({number})"
            number += 1
        seen.add(name)
        cells = [sheet.columns[position][line.row - 1] for line in header]
        verbatim = tuple(str(cell_text(cell)) for cell in cells if not is_blank(cell))
        tag = sheet.columns[position][tag_row - 1] if tag_row else None
        columns.append(ColumnName(name, position, verbatim, str(tag or "").strip(), given))
    return columns


def merges_in(sheet: Sheet, rows: Iterable[int]) -> list[Merge]:
    """Return the merged ranges that begin in one of `rows`."""
    wanted = set(rows)
    return [merge for merge in sheet.merges if merge.top in wanted]
