"""Cells that are no texts: none is lost, whatever type a frame brings them in."""

from __future__ import annotations

import pandas as pd
import pytest

from probono_kit.tables import ColumnKind, type_columns

DAYS = ["2025-01-01", "2025-02-03", None]


@pytest.mark.parametrize(
    "column",
    [
        pytest.param(pd.to_datetime(pd.Series(DAYS)), id="datetime64"),
        pytest.param(pd.to_datetime(pd.Series(DAYS), utc=True), id="with a zone"),
        pytest.param(pd.Series([*map(pd.Timestamp, DAYS[:2]), None], dtype=object), id="objects"),
    ],
)
def test_dates_of_a_frame_stay_dates(column: pd.Series) -> None:
    """A column that is typed already keeps its days, and what is empty stays empty."""
    typed = type_columns(pd.DataFrame({"visit": column, "n": [1, 2, 3]}))
    assert typed.types["visit"].kind in (ColumnKind.DATE, ColumnKind.DATETIME)
    days = typed.frame["visit"]
    assert [None if pd.isna(day) else str(day.date()) for day in days] == DAYS


def test_times_and_dates_among_texts_are_kept_as_texts() -> None:
    """Nothing of a mixed column disappears."""
    mixed = pd.Series([pd.Timestamp("2025-01-01 10:30"), "soon", 5], dtype=object)
    typed = type_columns(pd.DataFrame({"when": mixed, "n": [1, 2, 3]}))
    assert typed.frame["when"].tolist() == ["2025-01-01 10:30:00", "soon", "5"]
