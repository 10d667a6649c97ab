"""An export as it is in its file: every cell as text, every row with the row above it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

import pandas as pd

Text: TypeAlias = str | None


class Kind(StrEnum):
    """Who wrote a file, and how."""

    SHEETS = "sheets"
    PAGES = "pages"
    ARCHIVE = "archive"


@dataclass(frozen=True, slots=True, eq=False)
class RawTable:
    """One table of an export.

    Parameters
    ----------
    name : str
        Of the sheet, the file or the repeat.
    columns : tuple of (str, pandas.Series)
        Headings as written, and texts; a heading may stand twice.
    own : sequence of str
        What rows of other tables call a row by.
    above : sequence of str, optional
        What names the row above; ``None`` in the table of the interviews.
    stated : sequence of (str or None), optional
        Key of the interview that a row says it belongs to.
    path : str
        Path of the repeat in the form, where the file tells it.
    """

    name: str
    columns: tuple[tuple[str, pd.Series], ...]
    own: Sequence[str]
    above: Sequence[str] | None = None
    stated: Sequence[Text] | None = None
    path: str = ""

    @property
    def height(self) -> int:
        """Number of rows."""
        return len(self.own)

    def get(self, *names: str) -> pd.Series | None:
        """Return the first column that has one of these headings."""
        found = (texts for name in names for heading, texts in self.columns if heading == name)
        return next(found, None)


@dataclass(frozen=True, slots=True, eq=False)
class RawExport:
    """A file.

    Parameters
    ----------
    name : str
        Of the file.
    kind : Kind
        Who wrote it.
    main : RawTable
        The interviews.
    repeats : tuple of RawTable
        The tables below.
    count : int, optional
        How many interviews there are, by the server; the file may be one page of several.
    source : str
        What the pages of one answer have in common.
    """

    name: str
    kind: Kind
    main: RawTable
    repeats: tuple[RawTable, ...] = ()
    count: int | None = None
    source: str = ""


def texts(values: Iterable[Text]) -> pd.Series:
    """Return a column of texts; what is empty is missing."""
    return pd.Series([value or None for value in values], dtype="str")
