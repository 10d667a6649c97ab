"""Processor seconds of reading and fetching submissions, beside plain pandas and plain requests.

Run with ``python -m benchmarks.read_submissions [ROWS]``. A household survey is built and its
submissions are invented by the kit, written as KoboToolbox and ODK Central export them, and read
again: by ``forms.read_submissions``, which types, joins and checks, and by pandas, which only loads
the cells. Then as many are fetched from a server on this machine: all, then 100 new ones, beside a
loop of requests that asks for all pages and keeps them.
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd
import requests

from benchmarks.monitor_planted import household_form
from probono_kit.forms import fetch_submissions, read_submissions, synthesise, write_submissions
from probono_kit.places import read_areas
from tests.forms.servers.conftest import survey
from tests.forms.servers.kobo_web import TOKEN, UID, KoboWeb
from tests.forms.servers.web import serving

ROWS, NEW = 50_000, 100
FILES = {
    "kobo_xlsx": "export.xlsx",
    "kobo_csv": "export.csv",
    "kobo_json": "export.json",
    "central_zip": "export.zip",
}


def plain(path: Path) -> Any:
    """Return the cells of an export as pandas loads them."""
    if path.suffix == ".xlsx":
        return pd.read_excel(path, sheet_name=None, engine="calamine")
    if path.suffix == ".csv":
        return pd.read_csv(path, sep=";", low_memory=False)
    if path.suffix == ".json":
        return pd.json_normalize(json.loads(path.read_text("utf-8"))["results"])
    with zipfile.ZipFile(path) as archive:
        return [pd.read_csv(archive.open(name), low_memory=False) for name in archive.namelist()]


def measured(do: Callable[[], Any]) -> tuple[float, Any]:
    """Return processor seconds, and what came of it."""
    began = time.process_time()
    made = do()
    return time.process_time() - began, made


def read_all(rows: int, folder: Path) -> None:
    """Print the seconds of reading each kind of export."""
    form = household_form(folder)
    areas = read_areas("base:admin1", country="SEN").frame
    made = synthesise(form, rows, seed=1, areas=areas, enumerators=100)
    for kind, name in FILES.items():
        path = folder / name
        write_submissions(made, path, kind)
        ours, submissions = measured(lambda path=path: read_submissions(path, form))
        theirs, _ = measured(lambda path=path: plain(path))
        assert len(submissions) == rows
        tables = ", ".join(f"{len(frame):,}" for frame in submissions.tables.values())
        size = path.stat().st_size / 1e6
        print(
            f"{kind}: {size:.0f} MB, rows {tables}: {ours:.1f} s; "
            f"pandas alone {theirs:.1f} s ({ours / theirs:.1f} times)"
        )


def fetch_all(rows: int, folder: Path) -> None:
    """Print the seconds of fetching, first and again; the server's own are in all of them."""
    web = KoboWeb(survey(rows))
    os.environ["PROBONO_KOBO_TOKEN"] = TOKEN
    os.environ["NO_PROXY"] = "127.0.0.1"
    with serving(web):
        os.environ["PROBONO_KOBO_SERVER"] = web.url
        first, fetched = measured(lambda: fetch_submissions(web.address, folder))
        assert fetched.count == rows
        simple, found = measured(lambda: _loop(web))
        assert len(found) == rows
        for row in survey(NEW):
            number = 10**9 + row["_id"]
            web.rows[number] = row | {"_id": number, "_uuid": f"new{number}"}
        again, fetched = measured(lambda: fetch_submissions(web.address, folder))
        assert fetched.new == NEW
    print(f"fetching {rows:,}: {first:.1f} s; a loop of requests {simple:.1f} s")
    print(f"fetching {NEW} new ones: {again:.1f} s")


def _loop(web: KoboWeb) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = []
    while True:
        page = requests.get(
            f"{web.url}/api/v2/assets/{UID}/data.json",
            {"start": len(rows), "limit": 1000, "sort": '{"_id":1}'},
            headers={"Authorization": f"Token {TOKEN}"},
            timeout=60,
        ).json()
        rows += page["results"]
        if not page["next"]:
            return rows


def main(rows: int = ROWS) -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory() as folder:
        read_all(rows, Path(folder))
        fetch_all(rows, Path(folder) / "fetched")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else ROWS)
