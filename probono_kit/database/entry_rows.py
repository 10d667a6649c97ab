"""New rows of an entry workbook behind those that a database holds."""

from __future__ import annotations

from typing import Any

import geopandas as gpd
import pandas as pd

from probono_kit.database.entry_columns import plain
from probono_kit.database.model import Table
from probono_kit.tables.conventions import DTYPES, ColumnKind


def identities(frame: pd.DataFrame, names: list[str]) -> list[tuple[str, ...]]:
    """Return what tells each row apart, as texts; nothing where `names` is empty."""
    columns = [[plain(value) for value in frame[name]] for name in names]
    return list(zip(*columns, strict=True)) if names else []


def with_changes(frame: pd.DataFrame, place: int, record: dict[str, Any]) -> pd.DataFrame:
    """Return the rows with the filled cells of one row changed."""
    frame = frame.copy()
    for name, value in record.items():
        frame.loc[place, name] = value
    return frame


def with_rows(table: Table, frame: pd.DataFrame, added: list[dict[str, Any]]) -> pd.DataFrame:
    """Return the rows with new ones behind them, numbered where the database numbers rows."""
    if not added:
        return frame
    key = table.key[0]
    if table.field(key).made:
        first = int(frame[key].max()) + 1 if len(frame) else 1
        added = [{**record, key: first + place} for place, record in enumerate(added)]
    names = [field.name for field in table.fields]
    kinds = {name: DTYPES[ColumnKind(table.field(name).kind.value)] for name in names}
    new = pd.DataFrame(
        {name: pd.Series([record.get(name) for record in added], dtype=object) for name in names}
    ).astype(kinds)
    place = table.geometry
    if place is None or (len(frame) and place.name not in frame):
        return pd.concat([frame, new], ignore_index=True)
    shapes = gpd.GeoSeries(_points(table, new), crs="EPSG:4326").to_crs(place.crs)
    placed: pd.DataFrame = gpd.GeoDataFrame(new.assign(**{place.name: shapes}), geometry=place.name)
    return pd.concat([frame, placed], ignore_index=True) if len(frame) else placed


def _points(table: Table, new: pd.DataFrame) -> Any:
    """Return the place of each new row, where its degrees are fields of the table."""
    assert table.geometry is not None
    fields = {c: f for origin in table.origins for f, c in origin.columns.items()}
    x, y = fields.get(table.geometry.longitude), fields.get(table.geometry.latitude)
    if x is None or y is None:
        return [None] * len(new)
    points = gpd.GeoSeries(gpd.points_from_xy(new[x], new[y]))
    return points.where(new[x].notna() & new[y].notna(), None).tolist()
