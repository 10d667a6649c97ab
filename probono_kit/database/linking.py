"""Finding the parent of each row: in the same row, by a shared column, or by its key."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pandas as pd

from probono_kit.database.flat_plan import is_plain
from probono_kit.database.model import Design, Link, Source, Table
from probono_kit.database.pieces import Piece
from probono_kit.database.values import find_rows, keys_of
from probono_kit.tables.dependencies import Codes

_NONE = np.zeros(0, dtype=np.int64)


@dataclass(frozen=True, slots=True, eq=False)
class Found:
    """The parents of some rows.

    Parameters
    ----------
    keys : dict of str to array
        What the fields of the link hold.
    lost : array of int
        Rows of the cleaned table that name a parent that is not there.
    unsure : array of int
        Rows of the cleaned table that name several parents.
    """

    keys: dict[str, Any]
    lost: Codes = field(default_factory=lambda: _NONE)
    unsure: Codes = field(default_factory=lambda: _NONE)


class Linker:
    """Finds parents in tables that are filled.

    Parameters
    ----------
    design : Design
        The design.
    table : Table
        The table of the children.
    sources : mapping of str to Source
        By name.
    rows : mapping of str to pandas.DataFrame
        The tables that are filled.
    places : mapping
        By table and number of its origin: row of the table for each row of the cleaned table.
    own : pandas.DataFrame
        The keys that the table itself will have, for links to rows of the same table.
    """

    def __init__(
        self,
        design: Design,
        table: Table,
        sources: Mapping[str, Source],
        rows: Mapping[str, pd.DataFrame],
        places: Mapping[tuple[str, int], Codes],
        own: pd.DataFrame,
    ) -> None:
        self.design, self.table, self.sources = design, table, sources
        self.rows, self.places, self.own = rows, places, own

    def link(self, link: Link, piece: Piece) -> Found:
        """Return the parents of the rows of a piece."""
        parent = self.design.table(link.table)
        frame = self.sources[piece.origin.source].frame
        if all(name in piece.fields for name in link.fields):
            return self._direct(link, piece, parent)
        if link.by and set(link.by) <= set(frame.columns):
            return self._by(link, piece, parent, frame[list(link.by)])
        for number, origin in enumerate(parent.origins):
            if origin.source == piece.origin.source and is_plain(origin):
                there = self.places[parent.name, number][piece.places]
                return Found(self._keys(link, parent, there))
        return Found({})

    def _keys(self, link: Link, parent: Table, there: Codes) -> dict[str, Any]:
        frame = self.rows[parent.name]
        return {
            name: frame[key].array.take(there, allow_fill=True)
            for name, key in zip(link.fields, parent.key, strict=True)
        }

    def _direct(self, link: Link, piece: Piece, parent: Table) -> Found:
        """Check that what a column names is there; what is not becomes missing."""
        given = pd.DataFrame({name: piece.fields[name].array for name in link.fields})
        is_own = parent.name == self.table.name
        known = self.own if is_own else self.rows[parent.name][list(parent.key)]
        wanted, there = keys_of([given, known])
        lost = (wanted >= 0) & (find_rows(wanted, there) < 0)
        if not lost.any():
            return Found({})
        gone = np.flatnonzero(lost)
        values = {name: _without(given[name].array, gone) for name in link.fields}
        return Found(values, piece.places[lost])

    def _by(self, link: Link, piece: Piece, parent: Table, own: pd.DataFrame) -> Found:
        parts, owners = [], []
        for number, origin in enumerate(parent.origins):
            source = self.sources.get(origin.source)
            if source is None or not is_plain(origin):
                continue
            if set(link.by.values()) <= set(source.frame.columns):
                place = self.places[parent.name, number]
                parts.append(source.frame[list(link.by.values())][place >= 0])
                owners.append(place[place >= 0])
        if not parts:
            return Found({})
        wanted, *known = keys_of([own, *parts])
        keys, places = np.concatenate(known), np.concatenate(owners)
        at = find_rows(wanted, keys)
        there = np.where(at >= 0, np.append(places, -1)[at], -1)
        unsure = np.isin(wanted, _several(keys, places))[piece.places]
        there = there[piece.places]
        there[unsure] = -1
        lost = (wanted[piece.places] >= 0) & (there < 0) & ~unsure
        values = self._keys(link, parent, there)
        return Found(values, piece.places[lost], piece.places[unsure])


def _several(keys: Codes, places: Codes) -> Codes:
    """Return keys that stand for more than one row."""
    pairs = pd.DataFrame({"key": keys, "place": places}).drop_duplicates()
    again = pairs.loc[pairs["key"].duplicated() & (pairs["key"] >= 0), "key"]
    return np.asarray(again.unique(), dtype=np.int64)


def _without(values: Any, gone: Any) -> Any:
    positions = np.arange(len(values), dtype=np.int64)
    positions[gone] = -1
    return values.take(positions, allow_fill=True)


def in_circles(children: pd.DataFrame, keys: pd.DataFrame) -> Codes:
    """Return rows of which a chain of parents leads back to themselves.

    Parameters
    ----------
    children, keys : pandas.DataFrame
        Of the same table: the fields of its link to itself, and its key.

    Returns
    -------
    array of int
        Positions of rows.

    Examples
    --------
    >>> table = pd.DataFrame({"code": ["a", "b", "c"], "part_of": ["b", "a", "a"]})
    >>> in_circles(table[["part_of"]], table[["code"]]).tolist()
    [0, 1]
    """
    wanted, there = keys_of([children, keys])
    parent = np.append(find_rows(wanted, there), -1)
    # Whoever is reached after as many steps as there are rows is reached for ever.
    step = parent.copy()
    for _ in range(max(1, len(keys)).bit_length()):
        step = step[step]
    return np.unique(step[step >= 0]).astype(np.int64)
