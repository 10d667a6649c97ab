"""The columns of the tables of a page."""

from __future__ import annotations

import re
from dataclasses import dataclass

import pandas as pd

_NUMBER = re.compile("[\u061c\u200e]*[-+−]?[\\d.,\\s٬٫'’]*\\d\\s*[%٪]?\u061c?")


@dataclass(frozen=True)
class Column:
    """A column of the table: its heading, and whether it is aligned as numbers are."""

    heading: str
    numeric: bool


def columns_of(table: pd.DataFrame) -> list[Column]:
    """Tell numbers from texts by how most cells of the column are written."""
    columns = []
    for i, heading in enumerate(table.columns):
        cells = [text for text in map(str, table.iloc[:, i]) if text.strip()]
        numbers = sum(_NUMBER.fullmatch(text) is not None for text in cells)
        numeric = i > 0 and numbers > len(cells) / 2
        columns.append(Column(str(heading), numeric))
    return columns
