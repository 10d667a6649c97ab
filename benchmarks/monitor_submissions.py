"""Processor seconds of monitoring 50,000 submissions, and how much of what was planted is found.

Run with ``python -m benchmarks.monitor_submissions``. Submissions, members and anomalies are
invented (:mod:`benchmarks.planted_submissions`). Beside it stands one plain pass of pandas over the
same tables: durations, duplicates, counts by enumerator and day, quantiles of every number.
"""

from __future__ import annotations

import sys
import time
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import geopandas as gpd
import pandas as pd
from shapely.geometry import box

from benchmarks.planted_submissions import Planted, planted_submissions
from probono_kit.forms.monitoring import Monitoring, MonitorSettings, monitor

#: Where the invented interviews are made.
AREA = box(-16.5, 13.5, -15.5, 14.5)


def areas() -> gpd.GeoDataFrame:
    """Return the area of the collection."""
    return gpd.GeoDataFrame({"area_code": ["A1"], "area_name": ["Area"]}, geometry=[AREA], crs=4326)


def settings() -> MonitorSettings:
    """Return settings with the days of the collection."""
    return MonitorSettings.model_validate({"sample": {"first_day": date(2026, 2, 2)}})


def rates(planted: Planted, found: Monitoring) -> pd.DataFrame:
    """Return planted, found, precision and recall of each check."""
    issues = found.table("en")
    rows = []
    for check, wanted in planted.truth.groupby("check", sort=False):
        told = issues[issues["check"] == check]
        names = ["_key", "enumerator"] if (wanted["_key"] == "").all() else ["_key"]
        if (wanted["_key"] != "").all() and (wanted["question"] != "").all():
            names = ["_key", "question"]
        key = told[names].drop_duplicates().astype(str)
        if check == "busy_day":
            key = told[["enumerator", "day"]].astype(str)
            names = ["enumerator", "question"]
        truth = set(wanted[names].astype(str).itertuples(index=False, name=None))
        said = set(key.itertuples(index=False, name=None))
        both = len(truth & said)
        precision, recall = both / len(said) if said else 0.0, both / len(truth)
        rows.append((check, len(truth), len(said), precision, recall))
    return pd.DataFrame(rows, columns=["check", "planted", "found", "precision", "recall"])


def plain_pass(planted: Planted) -> pd.DataFrame:
    """Return what one pass of pandas says of the same submissions."""
    main = planted.submissions.tables["main"]
    minutes = (main["end"] - main["start"]).dt.total_seconds() / 60
    twice = main.duplicated("_key") | main.duplicated("phone") | main.duplicated(["start"])
    counts = main.groupby(["enumerator", main["start"].dt.date]).size()
    numbers = pd.concat(
        [
            frame.select_dtypes("number").quantile([0.01, 0.99])
            for frame in planted.submissions.tables.values()
        ]
    )
    shares = [main[name].value_counts() for name in main if name.startswith(("q", "scale"))]
    return pd.DataFrame(
        {"value": [minutes.lt(5).sum(), twice.sum(), len(counts), len(numbers), len(shares)]}
    )


def main(count: int = 50_000) -> None:
    """Print seconds, their ratio, and the rates of each check."""
    with TemporaryDirectory() as folder:
        planted = planted_submissions(Path(folder), count)
        start = time.process_time()
        plain_pass(planted)
        plain = time.process_time() - start
        start = time.process_time()
        found = monitor(planted.submissions, settings(), areas=areas())
        found.table("en")
        taken = time.process_time() - start
    rows = len(planted.submissions.tables["main"])
    members = len(planted.submissions.tables["member"])
    print(f"{rows:,} submissions, {members:,} members, {len(found.found):,} issues")
    print(f"monitoring: {taken:.1f} processor seconds")
    print(f"plain pass of pandas: {plain:.2f} processor seconds ({taken / plain:.0f} times less)")
    print(rates(planted, found).round(3).to_string(index=False))


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 50_000)
