"""Where the table is on a sheet: which row is the header, and what every other row is for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from probono_kit.tables.cells import Mask, is_blank
from probono_kit.tables.header import tag_row
from probono_kit.tables.header_lines import HeaderLine
from probono_kit.tables.looks import Looks
from probono_kit.tables.roles import RowRole
from probono_kit.tables.sheets import Sheet


@dataclass(slots=True)
class Layout:
    """The table found on a sheet.

    Parameters
    ----------
    roles : array of object
        Text of the :class:`~probono_kit.tables.roles.RowRole` of each row, index 0 being row 1.
    header : list of HeaderLine
        Rows of the header from the top.
    left_out : dict of int to str
        Row → why it is not data.
    decided : set of int
        Rows whose role a person decided.
    """

    roles: npt.NDArray[np.object_]
    header: list[HeaderLine]
    left_out: dict[int, str] = field(default_factory=dict)
    decided: set[int] = field(default_factory=set)

    def rows(self, role: RowRole) -> list[int]:
        """Return the numbers of the rows that have `role`."""
        return [int(index) + 1 for index in np.flatnonzero(self.roles == role)]


def find_roles(sheet: Sheet, looks: Looks, header: list[HeaderLine]) -> Layout:
    """Give every row of a sheet its role, except totals.

    Parameters
    ----------
    sheet : Sheet
        The whole sheet.
    looks : Looks
        Its first rows.
    header : list of HeaderLine
        As :func:`find_header` found it.

    Returns
    -------
    Layout
        Roles of all rows; ``derived`` rows still count as ``data``.
    """
    empty = empty_rows(sheet)
    roles = np.full(sheet.height, RowRole.DATA, dtype=object)
    first, last = header[0].row, header[-1].row
    roles[: first - 1] = RowRole.TITLE
    roles[[line.row - 1 for line in header]] = RowRole.HEADER
    roles[empty] = RowRole.EMPTY
    layout = Layout(roles, header)
    tags = tag_row(looks)
    if tags and first - 3 <= tags <= last + 3:
        roles[tags - 1] = RowRole.HXL
    _mark_repeated_headers(sheet, layout)
    return layout


def decide_roles(layout: Layout, roles: Mapping[int, RowRole]) -> None:
    """Give rows the roles that a person decided.

    Parameters
    ----------
    layout : Layout
        Changed in place; the rows of the header stay as they are.
    roles : mapping of int to RowRole
        By row number.
    """
    header = {line.row for line in layout.header}
    for row, role in roles.items():
        if row <= len(layout.roles) and row not in header:
            layout.roles[row - 1] = role
            layout.decided.add(row)
            layout.left_out[row] = "person"
            if role is RowRole.DATA:
                del layout.left_out[row]


def empty_rows(sheet: Sheet) -> Mask:
    """Tell which rows of a sheet show nothing."""
    empty = np.ones(sheet.height, dtype=bool)
    for position in range(sheet.width):
        empty &= sheet.blank(position)
        if not empty.any():
            break
    return empty


def _filled_in(sheet: Sheet, number: int) -> list[int]:
    return [i for i, column in enumerate(sheet.columns) if not is_blank(column[number - 1])]


def _mark_repeated_headers(sheet: Sheet, layout: Layout) -> None:
    """Recognise the header where it comes again, as it does on every printed page."""
    line = layout.header[-1].row
    cells = {i: cell for i, cell in enumerate(sheet.row(line)) if not is_blank(cell)}
    if len(cells) < 2:
        return
    again = np.flatnonzero(layout.roles == RowRole.DATA)
    for position, cell in cells.items():
        again = again[sheet.holds(position, cell)[again]]
        if not len(again):
            break
    for index in again:
        layout.roles[index] = RowRole.HEADER
        layout.left_out[int(index) + 1] = "header_again"
