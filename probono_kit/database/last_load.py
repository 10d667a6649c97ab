"""What the last load of a database did."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pandas as pd
import sqlalchemy as sa

from probono_kit.database.books import LOADS
from probono_kit.database.reading import open_database
from probono_kit.database.refusals import refusals
from probono_kit.database.targets import find_target

_COUNTS = ("inserted", "changed", "unchanged", "vanished")


@dataclass(frozen=True, slots=True, eq=False)
class LastLoad:
    """The last load of a database.

    Parameters
    ----------
    number : int
        1 for the first; 0 if there was none.
    day : str
        ISO 8601; empty where nobody said.
    counts : pandas.DataFrame
        One row per table: ``table``, ``inserted``, ``changed``, ``unchanged``, ``vanished``.
    """

    number: int
    day: str
    counts: pd.DataFrame


def last_load(target: str | Path, *, schema: str = "") -> LastLoad:
    """Read what the last load of a database did.

    Parameters
    ----------
    target : str or pathlib.Path
        As for :func:`~probono_kit.database.save_database`.
    schema : str
        On a server.

    Returns
    -------
    LastLoad

    Raises
    ------
    ProbonoError
        If it is not there or cannot be reached.

    Examples
    --------
    >>> import tempfile
    >>> from probono_kit.database import Design, Field, Split, Table, save_database
    >>> region = Table(name="region", fields=(Field(name="code"),), key=("code",))
    >>> rows = {"region": pd.DataFrame({"code": ["TH", "DK"]})}
    >>> path = Path(tempfile.mkdtemp()) / "wells.gpkg"
    >>> _ = save_database(Design(name="wells", tables=(region,)), Split(rows, {}), path)
    >>> last_load(path).counts["inserted"].tolist()
    [2]
    """
    place = find_target(target, schema=schema)
    columns: list[sa.ColumnClause[object]] = [
        sa.column(name) for name in ("load", "day", "table_name", *_COUNTS)
    ]
    kept = sa.table(LOADS, *columns, schema=place.schema or None)
    newest = sa.select(sa.func.max(kept.c.load)).scalar_subquery()
    engine = open_database(place)
    with refusals(place), engine.connect() as connection:
        there = sa.inspect(connection).has_table(LOADS, schema=place.schema or None)
        chosen = sa.select(kept).where(kept.c.load == newest)
        found = connection.execute(chosen).all() if there else []
    frame = pd.DataFrame(found, columns=["load", "day", "table", *_COUNTS])
    counts = frame[["table", *_COUNTS]].astype(dict.fromkeys(_COUNTS, "int64"))
    if not len(frame):
        return LastLoad(0, "", counts)
    day = frame["day"].iloc[0]
    return LastLoad(int(frame["load"].iloc[0]), "" if pd.isna(day) else str(day), counts)
