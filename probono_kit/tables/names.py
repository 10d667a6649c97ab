"""From the rows of a header to one name per column."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from probono_kit.tables.cells import cell_text, column_letter, is_blank
from probono_kit.tables.header_lines import HeaderLine
from probono_kit.tables.sheets import Sheet

_JOINT = " / "


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
