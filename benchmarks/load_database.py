"""Rows loaded into a GeoPackage and into PostGIS, beside the plainest way to write the same rows.

Run with ``python -m benchmarks.load_database``. It makes its own table of points with texts, codes,
amounts and days, the same on every machine. Beside ``save_database`` stand ``to_file`` of geopandas
(GeoPackage) and one COPY of the same rows into a table with nothing but its columns (PostGIS, where
Debian's server is installed: one is started for it and stopped). Ours also checks every row, makes
keys, indexes, views, styles and a history, so that the same file can be brought up to date. Each
way is taken in turn, several times; the fastest counts.
"""

from __future__ import annotations

import argparse
import datetime
import io
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import psycopg

from probono_kit.database import Design, Field, FieldKind, Geometry, Split, Table, save_database
from tests.database.server import Server, running_server, what_is_missing

ROWS, SEED, TURNS = 200_000, 11, 3

DESIGN = Design(
    name="sites",
    tables=(
        Table(
            name="site",
            fields=(
                Field(name="number", kind=FieldKind.INTEGER),
                Field(name="name"),
                Field(name="commune"),
                Field(name="code", kind=FieldKind.CODE),
                Field(name="flow", kind=FieldKind.DECIMAL, unit="m3/h"),
                Field(name="people", kind=FieldKind.INTEGER),
                Field(name="seen", kind=FieldKind.DATE),
                Field(name="remark"),
            ),
            key=("number",),
            identity=("number",),
            geometry=Geometry(),
        ),
    ),
)


def sites(rows: int) -> gpd.GeoDataFrame:
    """Return the table."""
    random = np.random.default_rng(SEED)
    number = np.arange(rows)
    words = np.array(["", "puits réparé", "à revoir en saison sèche", "clôture"], dtype=object)
    day = np.datetime64("2020-01-01", "us") + random.integers(0, 2000, rows).astype("m8[D]")
    frame = pd.DataFrame(
        {
            "number": pd.array(number, dtype="Int64"),
            "name": pd.Series([f"Point d'eau n° {n}" for n in number], dtype="str"),
            "commune": pd.Series(
                [f"Commune {n}" for n in random.integers(0, 500, rows)], dtype="str"
            ),
            "code": pd.Series([f"SN{n:05d}" for n in random.integers(0, 500, rows)], dtype="str"),
            "flow": random.gamma(2, 3, rows).round(2),
            "people": pd.array(random.integers(0, 5000, rows), dtype="Int64"),
            "seen": day,
            "remark": pd.Series(words[random.integers(0, 4, rows)], dtype="str"),
        }
    )
    points = gpd.points_from_xy(random.uniform(-17, -12, rows), random.uniform(12, 16, rows))
    return gpd.GeoDataFrame(frame, geometry=gpd.GeoSeries(points, crs=4326)).rename_geometry("geom")


def fastest(ways: dict[str, Callable[[], None]]) -> dict[str, float]:
    """Take each way in turn, and return the fastest time of each."""
    best = dict.fromkeys(ways, np.inf)
    for _ in range(TURNS):
        for name, way in ways.items():
            start = time.perf_counter()
            way()
            best[name] = min(best[name], time.perf_counter() - start)
    return best


def copy_text(frame: gpd.GeoDataFrame) -> bytes:
    """Return the rows as PostgreSQL's COPY reads them."""
    plain = pd.DataFrame(frame.drop(columns="geom"))
    plain["geom"] = frame.geometry.to_wkb(hex=True, include_srid=True)
    text = io.StringIO()
    plain.to_csv(text, sep="\t", index=False, header=False, na_rep="\\N")
    return text.getvalue().encode()


COLUMNS = """number int, name text, commune text, code text, flow float8, people int, seen date,
    remark text, geom geometry(Point, 4326)"""


def bare_copy(server: Server, name: str, frame: gpd.GeoDataFrame) -> None:
    """Write the rows with one COPY into a table of their columns."""
    server.run(f"CREATE TABLE site ({COLUMNS})", name)
    address = f"host={server.folder} port={server.port} user=postgres dbname={name}"
    with (
        psycopg.connect(address) as connection,
        connection.cursor() as cursor,
        cursor.copy("COPY site FROM STDIN") as copy,
    ):
        copy.write(copy_text(frame))


def main() -> None:
    """Print the seconds and the ratios."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--rows", type=int, default=ROWS)
    rows = asked.parse_args().rows
    frame, day = sites(rows), datetime.date(2025, 4, 30)
    split = Split({"site": frame}, {})
    print(f"{rows:,} points with eight columns; best of {TURNS}")
    with tempfile.TemporaryDirectory() as folder:
        ours, theirs = Path(folder, "ours.gpkg"), Path(folder, "theirs.gpkg")

        def save() -> None:
            ours.unlink(missing_ok=True)
            save_database(DESIGN, split, ours, when=day)

        def to_file() -> None:
            theirs.unlink(missing_ok=True)
            frame.to_file(theirs, layer="site")

        show("GeoPackage", fastest({"save_database": save, "geopandas to_file": to_file}))
    if missing := what_is_missing():
        print(f"PostGIS: not measured ({missing})")
        return
    with running_server() as server:
        # Making an empty database takes longer than the rows: it is there before.
        waiting = iter([server.new() for _ in range(2 * TURNS)])

        def load() -> None:
            save_database(DESIGN, split, server.url(next(waiting)), when=day)

        def copy() -> None:
            bare_copy(server, next(waiting), frame)

        show("PostGIS", fastest({"save_database": load, "one COPY": copy}))


def show(what: str, best: dict[str, float]) -> None:
    """Print one comparison."""
    (ours, mine), (theirs, other) = best.items()
    print(f"{what:11} {ours} {mine:.2f} s · {theirs} {other:.2f} s · {mine / other:.2f} times")


if __name__ == "__main__":
    main()
