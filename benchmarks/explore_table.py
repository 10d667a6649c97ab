"""Seconds and memory of exploring 100,000 records of 30 columns, beside a plain pass of pandas.

Run with ``python -m benchmarks.explore_table``. The table is invented: twelve categories, ten
amounts, four questions of several choices, dates, and one outcome that two columns decide. Pandas
only describes each column and counts each pair with the outcome: no test, no interval, no sentence.
"""

from __future__ import annotations

import resource
import time
from collections.abc import Callable

import numpy as np
import pandas as pd

from probono_kit.explore import find_rules, profile, relations
from probono_kit.explore.clusters import find_groups
from probono_kit.explore.rules_of_two import find_rules_of_two
from probono_kit.tables import TypedTable, type_columns

ROWS = 100_000


def make_table(rows: int) -> TypedTable:
    """Return the table, typed."""
    random = np.random.default_rng(1)
    made: dict[str, object] = {}
    for i in range(12):
        made[f"category {i}"] = random.choice([f"answer {n}" for n in range(2 + i % 5)], rows)
    for i in range(10):
        made[f"amount {i}"] = random.gamma(2 + i, 10, rows).round(1)
    for i in range(4):
        picks = random.random((rows, 4)) < 0.4
        names = np.array(["water", "food", "soap", "school"])
        made[f"needs {i}"] = [" ".join(names[row]) or "none" for row in picks]
    made["day"] = pd.Timestamp("2025-01-01") + pd.to_timedelta(random.integers(0, 365, rows), "D")
    broken = (made["category 0"] == "answer 1") & (made["amount 0"] > np.median(made["amount 0"]))
    made["state"] = np.where(random.random(rows) < np.where(broken, 0.9, 0.3), "broken", "works")
    made["size"] = random.poisson(5, rows)
    made["rank"] = random.integers(1, 100, rows)
    return type_columns(pd.DataFrame(made))


def plain(frame: pd.DataFrame) -> None:
    """Describe each column and count each pair with the outcome."""
    frame.describe(include="all")
    for name in frame:
        if name == "state":
            continue
        if pd.api.types.is_numeric_dtype(frame[name]):
            frame.groupby("state")[name].describe()
        else:
            pd.crosstab(frame[name], frame["state"], normalize="index")


def seconds(work: Callable[[], object]) -> tuple[float, object]:
    """Return the processor time of a call, and what it gave."""
    start = time.process_time()
    made = work()
    return time.process_time() - start, made


def peak() -> float:
    """Return the largest memory so far, in megabytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main() -> None:
    """Print a line per stage."""
    table = make_table(ROWS)
    frame, types = table.frame, table.types
    before = peak()
    alone, _ = seconds(lambda: plain(frame))
    by_pandas = peak()
    print(f"pandas: describe and cross tables  {alone:6.1f} s  +{by_pandas - before:.0f} MB")
    columns = profile(frame, types)
    asked = {"outcome": "state", "value": "broken"}
    stages: dict[str, Callable[[], object]] = {
        "profile of each column": lambda: profile(frame, types),
        "outcome against all others": lambda: relations(frame, columns, **asked),
        "all pairs": lambda: relations(frame, columns),
        "rules": lambda: find_rules(frame, columns),
        "rules of two conditions": lambda: find_rules_of_two(frame, columns),
        "groups of similar records": lambda: find_groups(frame, columns),
    }
    total = 0.0
    for name, work in stages.items():
        taken, made = seconds(work)
        total += taken
        told = getattr(made, "insights", [])
        print(f"{name:34} {taken:6.1f} s  {len(told)} sentences")
    print(f"all                                {total:6.1f} s, {total / alone:.1f} times pandas")
    print(f"memory: +{peak() - by_pandas:.0f} MB over pandas")


if __name__ == "__main__":
    main()
