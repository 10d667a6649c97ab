"""What repeats inside a record in numbered columns: ``child1_name, child1_age, child2_name…``."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from probono_kit.database.proposing.sheet import Sheet
from probono_kit.tables import ColumnKind

_NUMBER = re.compile(r"(?P<stem>\D*[^\W\d_]{2}\D*?)(?P<number>\d{1,2})(?P<rest>(?:\D.*)?)")
#: Kinds that are much alike, so that a column that is all empty does not hide the others.
_ALIKE = {ColumnKind.INTEGER: "number", ColumnKind.DECIMAL: "number", ColumnKind.CODE: "text"}


@dataclass(eq=False)
class Numbered:
    """Columns that repeat by number.

    Parameters
    ----------
    stem : str
        What stands before the number.
    columns : dict of int to dict of str to str
        By number: what stands behind the number, to the column.
    rows : int
        Filled repetitions.
    """

    stem: str
    columns: dict[int, dict[str, str]]
    rows: int = 0

    def all(self) -> list[str]:
        """Return all its columns."""
        return [name for each in self.columns.values() for name in each.values()]


def find_numbered(sheet: Sheet) -> list[Numbered]:
    """Find columns that repeat by number, from 1 on, with the same parts each time.

    One part alone (``phone1, phone2``) repeats only where a later one is never filled without the
    one before it: questions that are numbered are no repetition.

    Parameters
    ----------
    sheet : Sheet
        Columns in ``sheet.rest`` are looked at.

    Returns
    -------
    list of Numbered
        In the order of their columns.
    """
    stems: dict[str, dict[int, dict[str, str]]] = defaultdict(lambda: defaultdict(dict))
    for name in sheet.rest:
        parts = _NUMBER.fullmatch(name)
        if parts:
            stems[parts["stem"]][int(parts["number"])][parts["rest"]] = name
    found = []
    for stem, numbers in stems.items():
        whole = max((len(parts) for parts in numbers.values()), default=0)
        kept = {n: parts for n, parts in sorted(numbers.items()) if len(parts) == whole}
        first = kept.get(1, {})
        kept = {n: parts for n, parts in kept.items() if parts.keys() == first.keys()}
        is_run = list(kept) == list(range(1, len(kept) + 1))
        if len(kept) < 2 or not is_run or not _same_kinds(sheet, kept):
            continue
        filled = [_filled(sheet, parts) for parts in kept.values()]
        if whole == 1 and not _is_nested(filled):
            continue
        found.append(Numbered(stem, kept, int(np.sum(filled))))
    return found


def _same_kinds(sheet: Sheet, numbers: dict[int, dict[str, str]]) -> bool:
    for rest in numbers[1]:
        kinds = {sheet.columns[parts[rest]].kind for parts in numbers.values()}
        kinds -= {ColumnKind.EMPTY}
        if len({_ALIKE.get(kind, kind) for kind in kinds}) > 1 and kinds - {
            *(ColumnKind.TEXT, ColumnKind.CODE, ColumnKind.YES_NO, ColumnKind.PHONE),
        }:
            return False
    return True


def _filled(sheet: Sheet, parts: dict[str, str]) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    return np.asarray(
        np.logical_or.reduce([sheet.columns[name].codes >= 0 for name in parts.values()])
    )


def _is_nested(filled: list[np.ndarray[tuple[int], np.dtype[np.bool_]]]) -> bool:
    for before, after in pairwise(filled):
        if (after & ~before).any() or after.sum() >= before.sum():
            return False
    return True
