"""Sheets of thirty shapes in four languages: headers, names, roles and tables against the truth."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.messy_sheets import measure, score
from tests.tables.field import FAMILIES, make_sheet


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
