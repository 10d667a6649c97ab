"""What the database would refuse, found before it is asked: each row with its file and sheet."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
import shapely

from probono_kit.database.model import Design, FieldKind, Table
from probono_kit.database.split import Split
from probono_kit.database.stored_values import settle, shapes_of, with_shapes
from probono_kit.findings import Findings

#: Rows named in one finding; the others are counted.
MOST_NAMED = 20


@dataclass(frozen=True, slots=True, eq=False)
class Place:
    """Where the rows of one table were read, to tell people."""

    origins: pd.DataFrame | None
    findings: Findings

    def report(self, code: str, table: Table, rows: Iterable[int], **values: str) -> None:
        """Add one finding per file and sheet that has such rows; `rows` are positions."""
        wanted = sorted(set(rows))
        if not wanted:
            return
        if self.origins is None or self.origins.empty:
            self._add(code, table.name, [str(row + 1) for row in wanted], table, values)
            return
        found = self.origins.iloc[wanted]
        for (file, sheet), part in found.groupby(["file", "sheet"], sort=False, dropna=False):
            where = " › ".join(name for name in map(_text, (file, sheet)) if name)
            numbers = [str(row) for row in part["row"].tolist()]
            self._add(code, where or table.name, numbers, table, values)

    def _add(
        self, code: str, where: str, numbers: list[str], table: Table, values: Mapping[str, str]
    ) -> None:
        named = ", ".join(numbers[:MOST_NAMED]) + (" …" if len(numbers) > MOST_NAMED else "")
        self.findings.add(code, where, table=table.name, rows=named, count=len(numbers), **values)


def _text(name: Any) -> str:
    return "" if pd.isna(name) else str(name)


def settle_rows(design: Design, split: Split, findings: Findings) -> dict[str, pd.DataFrame]:
    """Bring all rows to the types of their fields, and report those that do not fit.

    Parameters
    ----------
    design : Design
        What the fields hold.
    split : Split
        Rows by table; a table that is not there is empty, a column that is not there too.
    findings : Findings
        Receives ``load.wrong_value``, ``load.null_character``, ``load.wrong_shape`` and
        ``load.height_dropped``.

    Returns
    -------
    dict of str to pandas.DataFrame
        New frames: fields in the order of the design, shapes last.
    """
    settled = {}
    for table in design.tables:
        frame = split.rows.get(table.name, pd.DataFrame())
        place = Place(split.origins.get(table.name), findings)
        settled[table.name] = _settle_table(table, frame, place)
    return settled


def _settle_table(table: Table, frame: pd.DataFrame, place: Place) -> pd.DataFrame:
    data = {}
    for field in table.fields:
        if field.name not in frame:
            data[field.name] = settle(pd.Series([None] * len(frame), frame.index), field.kind)
            continue
        given = frame[field.name]
        data[field.name] = settle(given, field.kind)
        if data[field.name] is not given:
            lost = given.notna().to_numpy() & data[field.name].isna().to_numpy()
            place.report("load.wrong_value", table, np.flatnonzero(lost).tolist(), field=field.name)
        if field.kind in (FieldKind.TEXT, FieldKind.CODE):
            nul = data[field.name].str.contains("\0", regex=False, na=False).to_numpy()
            place.report("load.null_character", table, np.flatnonzero(nul), field=field.name)
    made = pd.DataFrame(data, index=frame.index)
    if table.geometry is None:
        return made
    if table.geometry.name not in frame:
        return with_shapes(made, table, np.full(len(made), None, dtype=object))
    high = shapely.has_z(frame[table.geometry.name].to_numpy(dtype=object))
    place.report("load.height_dropped", table, np.flatnonzero(high), field=table.geometry.name)
    shapes = shapes_of(frame, table.geometry)
    _check_shapes(table, shapes, place)
    return with_shapes(made, table, shapes)


def _check_shapes(table: Table, shapes: np.ndarray, place: Place) -> None:
    if table.geometry is None or table.geometry.kind == "Geometry":
        return
    wanted = table.geometry.kind
    types = shapely.get_type_id(shapes)
    names = np.array(["", *_SHAPES], dtype=object)[types + 1]
    wrong = np.flatnonzero((names != wanted) & (types >= 0))
    place.report("load.wrong_shape", table, wrong, field=table.geometry.name, kind=wanted)


_SHAPES = (
    "Point",
    "LineString",
    "LinearRing",
    "Polygon",
    "MultiPoint",
    "MultiLineString",
    "MultiPolygon",
    "GeometryCollection",
)


def check_rows(
    design: Design,
    rows: Mapping[str, pd.DataFrame],
    origins: Mapping[str, pd.DataFrame],
    stored: Mapping[str, pd.DataFrame],
    findings: Findings,
) -> None:
    """Report rows that break a key, a link, or that miss a value.

    Parameters
    ----------
    design : Design
        With the constraints.
    rows : mapping of str to pandas.DataFrame
        All rows to load, by table, settled, with their final keys.
    origins : mapping of str to pandas.DataFrame
        Where they were read.
    stored : mapping of str to pandas.DataFrame
        What is in the database and not in `rows`.
    findings : Findings
        Receives ``load.missing_value``, ``load.not_unique``, ``load.no_such_row``.
    """
    for table in design.tables:
        frame = rows[table.name]
        place = Place(origins.get(table.name), findings)
        for field in table.fields:
            if field.required or field.name in table.key:
                gaps = np.flatnonzero(frame[field.name].isna().to_numpy())
                place.report("load.missing_value", table, gaps, field=field.name)
        everything = _both(frame, stored.get(table.name))
        for key in dict.fromkeys((table.key, table.identity, *table.unique)):
            if key:
                twice = _twice(everything, key)[: len(frame)]
                place.report("load.not_unique", table, np.flatnonzero(twice), field=", ".join(key))
        for link in table.links:
            target = design.table(link.table)
            parents = _both(rows[target.name], stored.get(target.name))
            lost = _lost(frame, link.fields, parents, target.key)
            names = {"field": ", ".join(link.fields), "target": target.name}
            place.report("load.no_such_row", table, np.flatnonzero(lost), **names)


def _both(frame: pd.DataFrame, stored: pd.DataFrame | None) -> pd.DataFrame:
    plain = pd.DataFrame(frame)
    if stored is None or stored.empty:
        return plain
    return pd.concat([plain, pd.DataFrame(stored)], ignore_index=True)


def _twice(frame: pd.DataFrame, key: tuple[str, ...]) -> np.ndarray:
    """Tell which rows have a key that comes more than once; a gap is equal to nothing."""
    part = frame[list(key)]
    whole = part.notna().all(axis=1).to_numpy()
    twice: np.ndarray = part.duplicated(keep=False).to_numpy() & whole
    return twice


def _lost(
    frame: pd.DataFrame, fields: tuple[str, ...], parents: pd.DataFrame, key: tuple[str, ...]
) -> np.ndarray:
    child = frame[list(fields)]
    whole = child.notna().all(axis=1).to_numpy()
    if len(fields) == 1:
        known = child[fields[0]].isin(parents[key[0]]).to_numpy()
    else:
        wanted = pd.MultiIndex.from_frame(child)
        known = wanted.isin(pd.MultiIndex.from_frame(parents[list(key)]))
    lost: np.ndarray = whole & ~known
    return lost
