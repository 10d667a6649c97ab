"""What expressions are worked out on: the answers of one interview, one row per repeat."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, field
from random import Random
from typing import Any


@dataclass(slots=True)
class Case:
    """What is the same in the whole interview.

    Parameters
    ----------
    now : datetime.datetime
        What ``now()`` and ``today()`` say: local wall time, never the clock's.
    random : random.Random
        Where ``random()``, ``uuid()`` and ``randomize()`` draw from.
    language : str
        The language that the form is filled in, for ``jr:choice-name`` and ``lang``.
    """

    now: dt.datetime = dt.datetime(2000, 1, 1)  # noqa: DTZ001 (wall time of a place)
    random: Random = field(default_factory=lambda: Random(0))
    language: str | None = None


class Row:
    """Answers to the questions outside repeats, or those of one row of a repeat.

    Parameters
    ----------
    case : Case
        The interview.
    above : Row, optional
        The row that a row of a repeat hangs on.
    position : int
        Which row of its repeat it is, from 1.

    Attributes
    ----------
    values : dict of str to str
        Texts as in the XForm by the path of their question. A question that was not asked has none.
    rows : dict of str to list of Row
        Rows of the repeats directly below, by the path of the repeat.

    Examples
    --------
    >>> from probono_kit.forms.evaluation import Row
    >>> home = Row()
    >>> home.values["adults"] = "2"
    >>> [home.add("members").position for _ in range(2)]
    [1, 2]
    """

    __slots__ = ("above", "case", "position", "rows", "values")

    def __init__(self, case: Case | None = None, above: Row | None = None, position: int = 1):
        self.case = case or Case()
        self.above = above
        self.position = position
        self.values: dict[str, str] = {}
        self.rows: dict[str, list[Row]] = {}

    def add(self, repeat: str) -> Row:
        """Return a new last row of a repeat, named by its path."""
        rows = self.rows.setdefault(repeat, [])
        rows.append(Row(self.case, self, len(rows) + 1))
        return rows[-1]

    def answer(self, path: str) -> str:
        """Return the answer to a question of this row, empty if it was not asked."""
        return self.values.get(path, "")

    def put(self, path: str, text: str) -> None:
        """Answer a question of this row."""
        self.values[path] = text

    def all_rows(self) -> Iterator[Row]:
        """Yield this row and all below it."""
        yield self
        for rows in self.rows.values():
            for row in rows:
                yield from row.all_rows()


class Item:
    """What a condition in brackets, or a choice filter, is worked out for.

    Parameters
    ----------
    fields : mapping of str to str
        Columns of a choice; empty for a row of a repeat.
    position, size : int
        Its place among how many.
    outer : Row
        The row of the question that the whole expression belongs to.
    """

    __slots__ = ("fields", "outer", "position", "size")

    def __init__(self, fields: dict[str, str], position: int, size: int, outer: Any):
        self.fields = fields
        self.position = position
        self.size = size
        self.outer = outer
