"""What the database says of itself: its design, its dictionary, its loads and their history."""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterator, Mapping
from typing import Any

import pandas as pd
import shapely
import sqlalchemy as sa

from probono_kit.database.changes import Change
from probono_kit.database.model import Design, Table

#: Tables of the kit in every database; those of the design are never called so.
DESIGN, DICTIONARY = "probono_design", "probono_dictionary"
LOADS, HISTORY = "probono_loads", "probono_history"
_FORMAT = 1


def define_books(metadata: sa.MetaData) -> dict[str, sa.Table]:
    """Return the tables in which a database keeps its own records.

    Parameters
    ----------
    metadata : sqlalchemy.MetaData
        Where they are added.

    Returns
    -------
    dict of str to sqlalchemy.Table
        ``probono_design``, ``probono_dictionary``, ``probono_loads``, ``probono_history``.
    """

    def text(*names: str) -> list[sa.Column[str]]:
        return [sa.Column(name, sa.Text) for name in names]

    def number(*names: str) -> list[sa.Column[int]]:
        return [sa.Column(name, sa.Integer) for name in names]

    def key(name: str) -> sa.Column[int]:
        return sa.Column(name, sa.Integer, primary_key=True, autoincrement=False)

    table_name = sa.Column("table_name", sa.Text, primary_key=True)
    about = ("title", "kind", "unit", "required", "in_key", "points_to", "description")
    counts = ("inserted", "changed", "unchanged", "vanished")
    shapes: dict[str, list[Any]] = {
        DESIGN: [key("format"), *text("name", "design")],
        DICTIONARY: [key("position"), *text("table_name", "field", *about)],
        LOADS: [key("load"), *text("day"), table_name, *number(*counts)],
        HISTORY: [
            key("id"),
            *number("load"),
            *text("table_name", "record", "identity", "what", "old_values", "file", "sheet"),
            *number("sheet_row"),
        ],
    }
    return {name: sa.Table(name, metadata, *columns) for name, columns in shapes.items()}


def design_rows(design: Design) -> list[dict[str, Any]]:
    """Return the row of ``probono_design``: the whole design as JSON."""
    told = design.model_dump(mode="json", exclude_defaults=True)
    text = json.dumps(told, ensure_ascii=False, indent=1)
    return [{"format": _FORMAT, "name": design.name, "design": text}]


def dictionary_rows(design: Design) -> list[dict[str, Any]]:
    """Return the rows of ``probono_dictionary``: one for each table, one for each field."""
    rows: list[dict[str, Any]] = []
    for table in design.tables:
        points = {name: link.table for link in table.links for name in link.fields}
        about = {"field": "", "title": table.title, "kind": table.kind.value}
        rows.append({"table_name": table.name, **about, "description": table.description})
        for field in table.fields:
            told = field.model_dump(mode="json", include={"title", "kind", "unit", "description"})
            told["required"] = "yes" if field.required or field.name in table.key else ""
            told["in_key"] = "yes" if field.name in table.key else ""
            told["points_to"] = points.get(field.name, "")
            rows.append({"table_name": table.name, "field": field.name, **told})
        if table.geometry is not None:
            place = {"field": table.geometry.name, "kind": table.geometry.kind}
            rows.append({"table_name": table.name, **place, "unit": table.geometry.crs})
    empty = dict.fromkeys(("title", "unit", "required", "in_key", "points_to", "description"), "")
    return [{"position": i, **empty, **row} for i, row in enumerate(rows, 1)]


def count_rows(changes: Mapping[str, Change], gone: Mapping[str, set[str]]) -> pd.DataFrame:
    """Return what a load changes, counted.

    Parameters
    ----------
    changes : mapping of str to Change
        By table.
    gone : mapping of str to set of str
        Records that had vanished before, by table: they are not counted again.

    Returns
    -------
    pandas.DataFrame
        ``table``, ``inserted``, ``changed``, ``unchanged``, ``vanished``.
    """
    rows = []
    for name, change in changes.items():
        changed = int(change.differs.sum())
        known = int((change.known >= 0).sum())
        vanished = len(change.vanished)
        if gone.get(name):
            vanished -= sum(1 for record in _newly(change, gone[name]) if record is None)
        rows.append((name, len(change.rows) - known, changed, known - changed, vanished))
    return pd.DataFrame(rows, columns=["table", "inserted", "changed", "unchanged", "vanished"])


def _newly(change: Change, gone: set[str]) -> list[str | None]:
    names = change.table.key
    return [None if record in gone else record for record in records(change.gone, names)]


def records(frame: pd.DataFrame, names: tuple[str, ...]) -> list[str]:
    """Return some fields of each row as JSON, the way the history names a row.

    Examples
    --------
    >>> records(pd.DataFrame({"code": ["W1"]}), ("code",))
    ['{"code": "W1"}']
    """
    columns = [[told(value) for value in frame[name].tolist()] for name in names]
    return [
        json.dumps(dict(zip(names, row, strict=True)), ensure_ascii=False)
        for row in zip(*columns, strict=True)
    ]


def told(value: Any) -> Any:
    """Return a value as JSON can hold it: dates as ISO texts, shapes as WKT."""
    if isinstance(value, shapely.Geometry):
        return shapely.to_wkt(value, rounding_precision=20)
    if value is None or value is pd.NaT or pd.isna(value):
        return None
    if isinstance(value, (datetime.date, pd.Timestamp)):
        return value.isoformat().removesuffix("T00:00:00")
    return value


def history_rows(
    design: Design,
    changes: Mapping[str, Change],
    origins: Mapping[str, pd.DataFrame],
    gone: Mapping[str, set[str]],
) -> Iterator[dict[str, Any]]:
    """Yield what a load does to single rows, for ``probono_history``.

    A first load says nothing: everything came with it.

    Parameters
    ----------
    design : Design
        With keys and identities.
    changes : mapping of str to Change
        By table.
    origins : mapping of str to pandas.DataFrame
        Where the rows were read.
    gone : mapping of str to set of str
        Records that had vanished before, by table.

    Yields
    ------
    dict
        ``table_name``, ``record``, ``identity``, ``what``, ``old_values``, ``file``, ``sheet``,
        ``sheet_row``.
    """
    for name, change in changes.items():
        if not len(change.stored):
            continue
        table, read = design.table(name), origins.get(name)
        before = gone.get(name, set())
        olds = dict(zip(change.changed.index, _olds(table, change), strict=True))
        yield from _events(table, change.inserted, "inserted", {}, read)
        yield from _events(table, change.changed, "changed", olds, read)
        back = records(change.rows, table.key)
        again = change.rows[[record in before for record in back]] if before else change.rows[:0]
        yield from _events(table, again, "returned", {}, read)
        for event in _events(table, change.gone, "vanished", {}, None):
            if event["record"] not in before:
                yield event


def _events(
    table: Table,
    frame: pd.DataFrame,
    what: str,
    olds: Mapping[Any, str],
    read: pd.DataFrame | None,
) -> Iterator[dict[str, Any]]:
    if not len(frame):
        return
    keys = records(frame, table.key)
    names = records(frame, table.identity) if table.identity else keys
    places: list[tuple[Any, Any, Any]] = [(None, None, None)] * len(frame)
    if read is not None and len(read):
        part = read.loc[frame.index, ["file", "sheet", "row"]]
        places = list(part.itertuples(index=False, name=None))
    for row, record, name, (file, sheet, number) in zip(
        frame.index, keys, names, places, strict=True
    ):
        yield {
            "table_name": table.name,
            "record": record,
            "identity": name,
            "what": what,
            "old_values": olds.get(row),
            "file": file or None,
            "sheet": sheet or None,
            "sheet_row": None if number is None else int(number),
        }


def _olds(table: Table, change: Change) -> Iterator[str]:
    """Yield the old values of changed rows: only of the fields that changed."""
    names = [one.name for one in table.fields]
    names += [table.geometry.name] if table.geometry else []
    old, new = change.before, change.changed
    both = [zip(old[name].tolist(), new[name].tolist(), strict=True) for name in names]
    for cells in zip(*both, strict=True):
        pairs = {n: (told(was), told(now)) for n, (was, now) in zip(names, cells, strict=True)}
        differ = {name: was for name, (was, now) in pairs.items() if was != now}
        yield json.dumps(differ, ensure_ascii=False)
