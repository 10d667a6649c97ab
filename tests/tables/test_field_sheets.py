"""Sheets of thirty shapes in four languages: headers, names, roles and tables against the truth."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.messy_sheets import measure, score
from probono_kit.tables import read_tables
from tests.tables.field import FAMILIES, make_sheet
from tests.tables.field.by_hand import read_by_hand
from tests.tables.messy import Messy


@pytest.mark.parametrize("family", FAMILIES)
def test_one_sheet_of_every_shape_is_read_to_the_letter(family: str, tmp_path: Path) -> None:
    """Should fail if a shape that is understood today no longer is."""
    _, wrong = score(make_sheet(family, 0), tmp_path, "xlsx")
    assert wrong == []


def test_what_the_project_promises_of_messy_sheets() -> None:
    """Should fail if fewer than 95 % of headers or 99 % of the roles of rows are found exactly."""
    total, wrong = measure(4)
    assert total["sheets"] == 4 * len(FAMILIES) >= 80
    assert total["headers"] >= 0.95 * total["tables"], wrong
    assert total["roles"] >= 0.99 * total["rows"], wrong
    assert total["extents"] >= 0.95 * total["sheets"], wrong


@pytest.mark.parametrize("made", read_by_hand(), ids=lambda made: made.name)
@pytest.mark.parametrize("kind", ["xlsx", "csv"])
def test_sheets_written_by_hand(made: Messy, kind: str, tmp_path: Path) -> None:
    """Should fail if a way of laying out a sheet that is understood today no longer is."""
    if kind == "csv" and made.merges:
        pytest.skip("what is merged is no text")
    path = made.save_xlsx(tmp_path) if kind == "xlsx" else made.save_csv(tmp_path)
    read = read_tables(path)[0]
    assert list(read.roles) == made.roles
    first = made.rows_of("header")
    block = [row for i, row in enumerate(first) if row == first[0] + i]
    assert list(read.evidence.header_rows) == block
