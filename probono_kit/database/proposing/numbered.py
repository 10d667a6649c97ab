"""What repeats inside a record in numbered columns: ``child1_name, child1_age, child2_name…``."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field
from itertools import pairwise

import numpy as np

from probono_kit.database.proposing.sheet import Sheet
from probono_kit.tables import ColumnKind

Mask = np.ndarray[tuple[int], np.dtype[np.bool_]]

#: Two series of columns belong together if so many of their filled rows are the same.
_SAME_ROWS = 0.8
#: Signs at the edges of what stands beside a number.
_EDGES = " _-./:"
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
    filled : list of array of bool
        For each number, the rows in which it is filled.
    """

    stem: str
    columns: dict[int, dict[str, str]]
    rows: int = 0
    filled: list[Mask] = field(default_factory=list)

    def titled(self) -> dict[int, dict[str, str]]:
        """Return the columns by what their headings say apart from the number."""
        stem = self.stem.strip(_EDGES)
        return {
            number: {f"{stem} {rest.strip(_EDGES)}".strip(): name for rest, name in parts.items()}
            for number, parts in self.columns.items()
        }

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
    found: list[Numbered] = []
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
        _gather(found, Numbered(stem, kept, int(np.sum(filled)), filled))
    return found


def _gather(found: list[Numbered], new: Numbered) -> None:
    """Add columns; those that are filled where others of the same numbers are belong to them."""
    for each in found:
        if each.columns.keys() == new.columns.keys() and _together(each.filled, new.filled):
            parts, more = each.titled(), new.titled()
            joined = {number: parts[number] | more[number] for number in parts}
            if len(joined[1]) < len(each.columns[1]) + len(new.columns[1]):
                continue  # Two headings would make one.
            each.columns = joined
            each.filled = [one | other for one, other in zip(each.filled, new.filled, strict=True)]
            each.rows = int(np.sum(each.filled))
            return
    found.append(new)


def _together(one: list[Mask], other: list[Mask]) -> bool:
    """Tell whether two series of columns are filled in the same rows, nearly always."""
    pairs = list(zip(one, other, strict=True))
    both = sum(int((first & second).sum()) for first, second in pairs)
    either = sum(int((first | second).sum()) for first, second in pairs)
    return both >= _SAME_ROWS * either


def _same_kinds(sheet: Sheet, numbers: dict[int, dict[str, str]]) -> bool:
    for rest in numbers[1]:
        kinds = {sheet.columns[parts[rest]].kind for parts in numbers.values()}
        kinds -= {ColumnKind.EMPTY}
        if len({_ALIKE.get(kind, kind) for kind in kinds}) > 1 and kinds - {
            *(ColumnKind.TEXT, ColumnKind.CODE, ColumnKind.YES_NO, ColumnKind.PHONE),
        }:
            return False
    return True


def _filled(sheet: Sheet, parts: dict[str, str]) -> Mask:
    return np.asarray(
        np.logical_or.reduce([sheet.columns[name].codes >= 0 for name in parts.values()])
    )


def _is_nested(filled: list[Mask]) -> bool:
    for before, after in pairwise(filled):
        if (after & ~before).any() or after.sum() >= before.sum():
            return False
    return True
