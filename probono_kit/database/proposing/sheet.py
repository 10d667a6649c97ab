"""Cleaned tables as they are looked at: columns by their distinct values, alike tables as one."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import PurePath

import numpy as np
import pandas as pd

from probono_kit.database.model import FieldKind, Source
from probono_kit.database.names import identifier
from probono_kit.tables import ColumnKind, ColumnType
from probono_kit.tables.dependencies import Codes

#: What a field holds for each kind of column.
FIELD_KINDS = {
    ColumnKind.CODE: FieldKind.CODE,
    ColumnKind.INTEGER: FieldKind.INTEGER,
    ColumnKind.DECIMAL: FieldKind.DECIMAL,
    ColumnKind.DATE: FieldKind.DATE,
    ColumnKind.DATETIME: FieldKind.DATETIME,
    ColumnKind.BOOLEAN: FieldKind.BOOLEAN,
    ColumnKind.LATITUDE: FieldKind.DECIMAL,
    ColumnKind.LONGITUDE: FieldKind.DECIMAL,
    ColumnKind.PHONE: FieldKind.CODE,
    ColumnKind.MONTH: FieldKind.CODE,
}

_CODE_LIKE = re.compile(r"[\w./:+\-]{1,64}")


@dataclass(eq=False)
class Facts:
    """One column.

    Parameters
    ----------
    name : str
        Its heading.
    type : ColumnType
        What it holds.
    codes : array of int
        Number of the value of each cell, in the order in which values come first; -1 for none.
    distinct_values : pandas.Index
        The distinct values.
    """

    name: str
    type: ColumnType
    codes: Codes
    distinct_values: pd.Index

    @property
    def kind(self) -> ColumnKind:
        """What it holds."""
        return self.type.kind

    @property
    def distinct(self) -> int:
        """How many values there are."""
        return len(self.distinct_values)

    @cached_property
    def filled(self) -> int:
        """How many cells hold something."""
        return int((self.codes >= 0).sum())

    @property
    def is_full(self) -> bool:
        """Whether every cell holds something."""
        return 0 < self.filled == len(self.codes)

    @property
    def is_unique(self) -> bool:
        """Whether no value comes twice, and none is missing."""
        return self.is_full and self.distinct == self.filled

    @property
    def is_text(self) -> bool:
        """Whether it holds words or codes."""
        return self.kind in (ColumnKind.TEXT, ColumnKind.CODE, ColumnKind.MONTH)

    @cached_property
    def is_code_like(self) -> bool:
        """Whether its values are short and without spaces, and not all of them plain words."""
        if self.kind is ColumnKind.CODE:
            return True
        if self.kind is not ColumnKind.TEXT or not self.distinct:
            return False
        sample = [str(value) for value in self.distinct_values[:2000]]
        fits = sum(bool(_CODE_LIKE.fullmatch(text)) for text in sample)
        digits = sum(any(sign.isdigit() for sign in text) for text in sample)
        return fits >= 0.98 * len(sample) and digits >= 0.9 * len(sample)

    @cached_property
    def length(self) -> float:
        """How long its texts are, on average."""
        sample = [len(str(value)) for value in self.distinct_values[:2000]]
        return sum(sample) / max(1, len(sample))

    @cached_property
    def counts(self) -> Codes:
        """How often each value comes."""
        return np.bincount(self.codes[self.codes >= 0], minlength=self.distinct).astype(np.int64)


@dataclass(eq=False)
class Sheet:
    """A cleaned table, or several with the same columns, as one.

    Parameters
    ----------
    sources : tuple of Source
        One or several.
    frame : pandas.DataFrame
        Their rows, one after the other; without shapes.
    columns : dict of str to Facts
        By heading, in their order.
    """

    sources: tuple[Source, ...]
    frame: pd.DataFrame
    columns: dict[str, Facts]
    rest: list[str] = field(default_factory=list)

    @property
    def name(self) -> str:
        """Name of the first cleaned table."""
        return self.sources[0].name

    @property
    def title(self) -> str:
        """What people call it: the name of the sheet, else of the file."""
        first = self.sources[0]
        return first.sheet or PurePath(first.file).stem or first.name

    def __len__(self) -> int:
        """Return how many rows there are."""
        return len(self.frame)

    def rows(self, positions: Codes, most: int = 10) -> tuple[str, ...]:
        """Return the row numbers in the sheet of the first of some rows."""
        index = np.concatenate([np.asarray(one.frame.index) for one in self.sources])
        shown = tuple(str(index[position]) for position in positions[:most])
        return (*shown, "…") if len(positions) > most else shown


def sheets_of(sources: Sequence[Source]) -> list[Sheet]:
    """Look at cleaned tables; those with the same columns are looked at as one.

    Parameters
    ----------
    sources : sequence of Source
        Cleaned tables.

    Returns
    -------
    list of Sheet
        In the order of the first of each.

    Examples
    --------
    >>> months = [Source(f"m{n}", pd.DataFrame({"site": ["a"], "cases": [n]})) for n in (1, 2)]
    >>> [len(sheet) for sheet in sheets_of(months)]
    [2]
    """
    alike: dict[tuple[str, ...], list[Source]] = {}
    for source in sources:
        headings = tuple(sorted(map(str, source.frame.columns)))
        alike.setdefault(headings, []).append(source)
    return [_sheet(tuple(each)) for each in alike.values()]


def _sheet(sources: tuple[Source, ...]) -> Sheet:
    shapes = getattr(sources[0].frame, "_geometry_column_name", None)
    names = [str(name) for name in sources[0].frame.columns if name != shapes]
    frames = [pd.DataFrame(one.frame)[names] for one in sources]
    frame = frames[0] if len(frames) == 1 else pd.concat(frames, ignore_index=True)
    columns = {name: _facts(frame[name], sources) for name in names}
    return Sheet(sources, frame, columns, list(names))


def _facts(series: pd.Series, sources: Sequence[Source]) -> Facts:
    codes, values = pd.factorize(series)
    name = str(series.name)
    known = next((one.types[name] for one in sources if name in one.types), None)
    return Facts(name, known or guessed_type(series), codes.astype(np.int64), pd.Index(values))


def guessed_type(series: pd.Series) -> ColumnType:
    """Return the type of a column that nothing is known of, by its pandas type.

    Examples
    --------
    >>> guessed_type(pd.Series([1, 2], name="n")).kind.value
    'integer'
    """
    asked, dtype = pd.api.types, series.dtype
    if series.isna().all():
        kind = ColumnKind.EMPTY
    elif asked.is_bool_dtype(dtype):
        kind = ColumnKind.BOOLEAN
    elif asked.is_integer_dtype(dtype):
        kind = ColumnKind.INTEGER
    elif asked.is_numeric_dtype(dtype):
        kind = ColumnKind.DECIMAL
    elif asked.is_datetime64_any_dtype(dtype):
        is_day = (series.dropna() == series.dropna().dt.normalize()).all()
        kind = ColumnKind.DATE if is_day else ColumnKind.DATETIME
    else:
        kind = ColumnKind.TEXT
    return ColumnType(str(series.name), kind, cells=int(series.notna().sum()))


def same_heading(one: str, other: str) -> bool:
    """Tell whether two headings make the same name."""
    return identifier(one) == identifier(other)
