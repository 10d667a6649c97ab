"""Sheets whose rows belong to rows of another: members of a household, visits to sites."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from probono_kit.database.names import identifier
from probono_kit.database.proposing.sheet import Facts, Sheet
from probono_kit.database.values import different, find_rows, keys_of
from probono_kit.tables import ColumnKind
from probono_kit.tables.dependencies import Codes

#: How forms name the row that a repeat belongs to, and that row's own number.
PARENT_INDEX = frozenset({"parent_index", "parent_key"})
INDEX = frozenset({"index", "index_", "key", "key_"})
#: Share of the rows that must find theirs.
_MOST = 0.98
#: Fewer different values than this are found in any list.
_FEWEST = 3


@dataclass(eq=False)
class Relation:
    """Rows of one sheet that belong to rows of another.

    Parameters
    ----------
    child, parent : Sheet
        The two sheets.
    by : dict of str to str
        Columns of the child to those of the parent that say the same; the first one tells.
    rows, found : int
        Rows of the child, and how many of them find theirs.
    lost : array of int
        The others.
    """

    child: Sheet
    parent: Sheet
    by: dict[str, str] = field(default_factory=dict)
    rows: int = 0
    found: int = 0
    lost: Codes = field(default_factory=lambda: np.zeros(0, dtype=np.int64))


def find_relations(sheets: list[Sheet]) -> list[Relation]:
    """Find sheets whose rows belong to rows of another sheet.

    A column of the child must hold values of one of the parent's that is unique: codes of any
    heading, whole numbers only under a heading that says so. All columns that then say the same in
    both sheets bear witness; of several parents the one with most witnesses is taken.

    Parameters
    ----------
    sheets : list of Sheet
        All sheets.

    Returns
    -------
    list of Relation
        In the order of the children; a column leads to one parent.
    """
    found: list[Relation] = []
    for number, child in enumerate(sheets):
        able: list[tuple[Relation, int]] = []
        for place, parent in enumerate(sheets):
            if parent is not child and not _leads(found, parent, child):
                able += [(each, place) for each in _relations(child, parent, place < number)]
        used: set[str] = set()
        met: set[int] = set()
        # Most witnesses first; of equals the sheet that comes first.
        for relation, place in sorted(able, key=lambda pair: (-len(pair[0].by), pair[1])):
            if not used & set(relation.by) and place not in met:
                used |= set(relation.by)
                met.add(place)
                found.append(relation)
    return found


def _leads(found: list[Relation], start: Sheet, end: Sheet) -> bool:
    """Tell whether `start` belongs, by whatever way, to `end`."""
    waiting, seen = [start], {id(start)}
    while waiting:
        here = waiting.pop()
        for relation in found:
            if relation.child is here and id(relation.parent) not in seen:
                if relation.parent is end:
                    return True
                seen.add(id(relation.parent))
                waiting.append(relation.parent)
    return False


def _relations(child: Sheet, parent: Sheet, comes_before: bool) -> list[Relation]:
    made = []
    unique = [facts for facts in parent.columns.values() if _tells(facts)]
    for own in child.columns.values():
        if own.filled < 0.9 * len(child) or own.distinct < _FEWEST or not _could_tell(own):
            continue
        for there in unique:
            if own.is_unique and not (comes_before and not _is_number(own)):
                continue
            if not _fits(own, there):
                continue
            relation = _relation(child, parent, own.name, there.name)
            if relation is not None:
                made.append(relation)
    return made


def _tells(facts: Facts) -> bool:
    return facts.is_unique and _could_tell(facts)


def _could_tell(facts: Facts) -> bool:
    return _is_number(facts) or facts.is_code_like


def _is_number(facts: Facts) -> bool:
    return facts.kind is ColumnKind.INTEGER


def _fits(own: Facts, there: Facts) -> bool:
    """Look at headings and kinds before values."""
    one, other = identifier(own.name), identifier(there.name)
    if _is_number(own) or _is_number(there):
        return one == other or (one in PARENT_INDEX and other in INDEX)
    return True


def _relation(child: Sheet, parent: Sheet, own: str, there: str) -> Relation | None:
    facts, known = child.columns[own], parent.columns[there]
    wanted, keys = keys_of([facts.distinct_values.to_frame(), known.distinct_values.to_frame()])
    at = find_rows(wanted, keys)
    if (at >= 0).sum() < _MOST * len(at):
        return None
    # The parent's column is unique and full: its values are its rows, in their order.
    rows = np.where(facts.codes >= 0, np.append(at, -1)[facts.codes], -1)
    lost = np.flatnonzero((rows < 0) & (facts.codes >= 0)).astype(np.int64)
    by = {own: there} | _witnesses(child, parent, rows)
    if not by or _contradicted(child, parent, rows, by):
        return None
    return Relation(child, parent, by, len(child), int((rows >= 0).sum()), lost)


def _witnesses(child: Sheet, parent: Sheet, rows: Codes) -> dict[str, str]:
    """Return columns that say in the child what they say in the row of the parent."""
    found = {}
    for name, facts in child.columns.items():
        if facts.distinct < _FEWEST or not _could_tell(facts):
            continue
        for other, known in parent.columns.items():
            if not (_tells(known) and _fits(facts, known)):
                continue
            if _agree(child, parent, name, other, rows):
                found[name] = other
                break
    return found


def _agree(child: Sheet, parent: Sheet, own: str, there: str, rows: Codes) -> bool:
    """Tell whether two columns say the same wherever a row finds its own; a few rows first."""
    met = np.flatnonzero(rows >= 0)
    for looked in (met[:20], met):
        said = parent.frame[there].iloc[rows[looked]]
        if different(child.frame[own].iloc[looked], said).any():
            return False
    return bool(len(met))


def _contradicted(child: Sheet, parent: Sheet, rows: Codes, by: dict[str, str]) -> bool:
    """Tell whether a code of the same heading says that these are other rows."""
    met = rows >= 0
    for name, facts in child.columns.items():
        known = parent.columns.get(name)
        if name in by or known is None or not (facts.is_code_like and _tells(known)):
            continue
        if facts.is_unique:  # It tells the rows of the child apart: it says nothing of the parent.
            continue
        there = parent.frame[name].iloc[rows[met]]
        if different(child.frame[name][met], there).mean() > 1 - _MOST:
            return True
    return False
