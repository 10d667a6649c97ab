"""Filling one table of a design: rows gathered, linked, checked, made one where they are."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pandas as pd

from probono_kit.database.flat_plan import is_plain, roots
from probono_kit.database.left_out import LeftOut
from probono_kit.database.linking import Linker, in_circles
from probono_kit.database.meeting import agreed, firsts, groups_of
from probono_kit.database.model import Design, Source, Table
from probono_kit.database.pieces import Piece, piece_of
from probono_kit.database.values import FIELD_DTYPES
from probono_kit.tables.dependencies import Codes


@dataclass(slots=True)
class Known:
    """What is filled so far.

    Parameters
    ----------
    rows, origins : dict of str to pandas.DataFrame
        By table.
    places : dict
        By table and number of its origin: for each row of the cleaned table the row that it filled
        there, -1 for none; of origins with single values only.
    """

    rows: dict[str, pd.DataFrame] = field(default_factory=dict)
    origins: dict[str, pd.DataFrame] = field(default_factory=dict)
    places: dict[tuple[str, int], Codes] = field(default_factory=dict)

    def at(self, table: Table, source: str) -> Codes:
        """Return the row of a table for each row of a cleaned table that fills it."""
        number = next(
            i for i, one in enumerate(table.origins) if one.source == source and is_plain(one)
        )
        return self.places[table.name, number]


class Filling:
    """One table while it is filled.

    Parameters
    ----------
    design : Design
        The design.
    table : Table
        The table.
    sources : mapping of str to Source
        By name.
    known : Known
        The tables before; gets this one.
    left : LeftOut
        Gets what is not taken.
    """

    def __init__(
        self,
        design: Design,
        table: Table,
        sources: Mapping[str, Source],
        known: Known,
        left: LeftOut,
    ) -> None:
        self.design, self.table, self.sources = design, table, sources
        self.known, self.left = known, left
        self.names = list(sources)
        self.numbers = [i for i, one in enumerate(table.origins) if one.source in sources]
        self.pieces = [self._piece(number) for number in self.numbers]
        sizes = [len(piece.places) for piece in self.pieces]
        numbered = [self.names.index(piece.origin.source) for piece in self.pieces]
        self.of_source = np.repeat(np.array(numbered, dtype=np.int64), sizes)
        self.of_origin = np.repeat(np.array(self.numbers, dtype=np.int64), sizes)
        self.place = _joined([piece.places for piece in self.pieces], "int64")
        order = _joined([piece.order for piece in self.pieces], "int64")
        # Rows of one cleaned table stay together: its second child after its first.
        self.sorted = np.lexsort((order, self.of_origin, self.place, self.of_source))
        self.kept = np.ones(len(self.place), dtype=bool)

    def _piece(self, number: int) -> Piece:
        origin = self.table.origins[number]
        return piece_of(self.table, origin, self.sources[origin.source])

    def fill(self) -> None:
        """Fill the table."""
        values = {one.name: self._column(one.name) for one in self.table.fields}
        own = pd.DataFrame({name: values[name] for name in self.table.key})
        known = self.known
        linker = Linker(self.design, self.table, self.sources, known.rows, known.places, own)
        for link in self.table.links:
            for number, piece in zip(self.numbers, self.pieces, strict=True):
                found = linker.link(link, piece)
                here = self.of_origin == number
                for name, made in found.keys.items():
                    values[name] = _put(values[name], here, made)
                self._complain(found.lost, piece, "link_to_nothing", to=link.table)
                self._complain(found.unsure, piece, "link_unsure", to=link.table)
        for name in values:
            values[name] = values[name].take(self.sorted)
        for name in ("of_source", "of_origin", "place", "kept"):
            setattr(self, name, getattr(self, name)[self.sorted])
        self._drop_nothing(values)
        self._drop_incomplete(values)
        self._make_rows(values)

    def _complain(self, places: Codes, piece: Piece, why: str, **more: str) -> None:
        source = self.sources[piece.origin.source]
        places = np.unique(places)
        if len(places):
            self.left.say(why, source, self.table.name, places, **more)

    def _column(self, name: str) -> Any:
        dtype = FIELD_DTYPES[self.table.field(name).kind]
        parts = [
            piece.fields[name].reset_index(drop=True)
            if name in piece.fields
            else pd.Series([None] * len(piece.places), dtype=dtype)
            for piece in self.pieces
        ]
        if not parts:
            return pd.Series([], dtype=dtype).array
        return parts[0].array if len(parts) == 1 else pd.concat(parts, ignore_index=True).array

    def _drop_nothing(self, values: dict[str, Any]) -> None:
        """Forget rows in which nothing stands, unless a row is a record of its own."""
        filled = np.zeros(len(self.place), dtype=bool)
        own = _joined([piece.own for piece in self.pieces], "bool")[self.sorted]
        for number, piece in zip(self.numbers, self.pieces, strict=True):
            here = self.of_origin == number
            if is_plain(piece.origin) and self._is_root(piece.origin.source):
                filled |= here
            elif not piece.origin.columns and is_plain(piece.origin):
                for link in self.table.links:
                    filled |= here & ~np.asarray(pd.isna(values[link.fields[0]]))
        self.kept &= own | filled

    def _is_root(self, source: str) -> bool:
        return any(root.name == self.table.name for root in roots(self.design, source))

    def _identity(self) -> list[str]:
        made = {one.name for one in self.table.fields if one.made and one.name in self.table.key}
        return list(self.table.identity or () if made else self.table.identity or self.table.key)

    def _drop_incomplete(self, values: dict[str, Any]) -> None:
        """Leave out rows without what they must have."""
        missing = {name: np.asarray(pd.isna(values[name])) for name in values}
        identity = self._identity()
        key = [name for name in self.table.key if not self._is_made_key(name)]
        if identity:
            alone = np.logical_and.reduce([missing[name] for name in identity])
            gone = np.logical_or.reduce([alone, *(missing[name] for name in key)])
            self._leave_out(gone & self.kept, "identity_missing", identity)
        must = [one.name for one in self.table.fields if one.required]
        must = [name for name in must if not self._is_made_key(name)]
        for name in must:
            if name in identity or not identity:
                self._leave_out(missing[name] & self.kept, "required_missing", [name])

    def _is_made_key(self, name: str) -> bool:
        return (
            name in self.table.key
            and self.table.field(name).made
            and not any(name in link.fields for link in self.table.links)
        )

    def _leave_out(self, gone: Any, why: str, fields: list[str]) -> None:
        for number in np.unique(self.of_source[gone]).tolist():
            source = self.sources[self.names[number]]
            places = self.place[gone & (self.of_source == number)]
            self.left.rows(why, source, self.table.name, places, fields=tuple(fields))
        self.kept &= ~gone

    def _make_rows(self, values: dict[str, Any]) -> None:
        rows = np.flatnonzero(self.kept)
        identity = self._identity()
        if identity:
            groups = groups_of([pd.Series(values[name].take(rows)) for name in identity])
            if self._leave_out_repeated(rows, groups):
                self._make_rows(values)
                return
        else:
            groups = np.arange(len(rows), dtype=np.int64)
        first = firsts(groups)
        made = {name: agreed(values[name].take(rows), groups, first) for name in values}
        frame = pd.DataFrame(made, columns=[one.name for one in self.table.fields])
        bad = self._broken(frame)
        if bad.any():
            self._remake(values, rows, groups)
            return
        for one in self.table.fields:
            if self._is_made_key(one.name):
                frame[one.name] = pd.array(np.arange(1, len(frame) + 1), dtype="Int64")
        frame = self._with_shapes(frame, rows, groups, first)
        self._remember(frame, rows, groups, first)

    def _broken(self, frame: pd.DataFrame) -> Any:
        """Return rows that miss a required value or repeat what may not come twice."""
        bad = np.zeros(len(frame), dtype=bool)
        self._why: dict[str, tuple[Any, list[str]]] = {}
        identity = self._identity()
        for one in self.table.fields:
            if one.required and not self._is_made_key(one.name):
                self._blame("required_missing", [one.name], frame[one.name].isna(), bad)
        unique = [list(names) for names in self.table.unique]
        if set(self.table.key) != set(identity) and not self._has_made_key():
            unique.append(list(self.table.key))
        for names in unique:
            whole = frame[names].notna().all(axis=1)
            self._blame("unique_twice", names, frame.duplicated(names) & whole, bad)
        return bad

    def _blame(self, why: str, fields: list[str], here: pd.Series, bad: Any) -> None:
        fresh = here.to_numpy(dtype=bool) & ~bad
        if fresh.any():
            self._why[f"{why} {' '.join(fields)}"] = (fresh, fields)
            bad |= fresh

    def _remake(self, values: dict[str, Any], rows: Codes, groups: Codes) -> None:
        for label, (fresh, fields) in self._why.items():
            gone = np.zeros(len(self.kept), dtype=bool)
            gone[rows[fresh[groups]]] = True
            self._leave_out(gone, label.split(" ")[0], fields)
        self._make_rows(values)

    def _has_made_key(self) -> bool:
        return all(self._is_made_key(name) for name in self.table.key)

    def _leave_out_repeated(self, rows: Codes, groups: Codes) -> bool:
        """Leave out records that come twice: a row is a record of its own in its root table."""
        again = pd.Series(groups).duplicated().to_numpy()
        found = False
        for number, piece in zip(self.numbers, self.pieces, strict=True):
            if not (is_plain(piece.origin) and self._is_root(piece.origin.source)):
                continue
            mine = self.of_origin[rows] == number
            twice = pd.Series(np.where(mine, groups, -1 - np.arange(len(groups)))).duplicated()
            gone = np.zeros(len(self.kept), dtype=bool)
            gone[rows[twice.to_numpy() & mine & again]] = True
            if gone.any():
                self._leave_out(gone, "key_twice", self._identity())
                found = True
        return found

    def _with_shapes(
        self, frame: pd.DataFrame, rows: Codes, groups: Codes, first: Codes
    ) -> pd.DataFrame:
        place = self.table.geometry
        if place is None:
            return frame
        import geopandas as gpd

        parts = []
        for piece in self.pieces:
            empty = gpd.GeoSeries([None] * len(piece.places), crs=place.crs)
            parts.append(gpd.GeoSeries(piece.fields.get(place.name, empty.array)))
        shapes = gpd.GeoSeries([], crs=place.crs)
        if parts:
            shapes = gpd.GeoSeries(pd.concat(parts, ignore_index=True), crs=place.crs)
        shapes = shapes.take(self.sorted).reset_index(drop=True).take(rows)
        drawn = gpd.GeoSeries(agreed(shapes, groups, first), crs=place.crs).reset_index(drop=True)
        made: pd.DataFrame = gpd.GeoDataFrame(
            frame.assign(**{place.name: drawn}), geometry=place.name
        )
        return made

    def _remember(self, frame: pd.DataFrame, rows: Codes, groups: Codes, first: Codes) -> None:
        self.known.rows[self.table.name] = frame
        for number, piece in zip(self.numbers, self.pieces, strict=True):
            if is_plain(piece.origin):
                mine = self.of_origin[rows] == number
                place = np.full(len(self.sources[piece.origin.source].frame), -1, dtype=np.int64)
                place[self.place[rows[mine]]] = groups[mine]
                self.known.places[self.table.name, number] = place
        self.known.origins[self.table.name] = self._origins(rows[first])
        for link in self.table.links:
            if link.table == self.table.name:
                turning = in_circles(frame[list(link.fields)], frame[list(self.table.key)])
                at = rows[first][turning]
                for number in np.unique(self.of_source[at]).tolist():
                    source, mine = self.sources[self.names[number]], self.of_source[at] == number
                    self.left.say("in_a_circle", source, self.table.name, self.place[at[mine]])

    def _origins(self, rows: Codes) -> pd.DataFrame:
        numbers, places = self.of_source[rows], self.place[rows]
        made: dict[str, Any] = {"source": [], "file": [], "sheet": []}
        given = [self.sources[name] for name in self.names]
        for what, texts in {
            "source": [source.name for source in given],
            "file": [source.file for source in given],
            "sheet": [source.sheet for source in given],
        }.items():
            made[what] = pd.Series(np.array([*texts, ""], dtype=object)[numbers], dtype="str")
        lines = np.zeros(len(rows), dtype=np.asarray(given[0].frame.index).dtype if given else int)
        for number, source in enumerate(given):
            here = numbers == number
            lines[here] = np.asarray(source.frame.index)[places[here]]
        return pd.DataFrame({**made, "row": lines})


def _joined(parts: list[Any], dtype: str) -> Any:
    return np.concatenate([*parts, np.zeros(0, dtype=dtype)]).astype(dtype)


def _put(values: Any, here: Any, made: Any) -> Any:
    """Return values with others in some places."""
    if here.all():
        return made
    changed = values.copy()
    changed[here] = made
    return changed
