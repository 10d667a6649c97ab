"""Laws of reading that hold for any sheet whatever: nothing is lost, nothing crashes."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from probono_kit.errors import ProbonoError
from probono_kit.tables import read_tables
from probono_kit.tables.cells import cell_text, is_blank
from probono_kit.tables.sheets import sheet_from_rows

WORDS = ["Région", "Total", "Thiès", "Dakar", "2023", "2024", "12", "7", "Note :", "x"]
CELLS = st.sampled_from([None, None, None, *WORDS])
GRIDS = st.lists(st.lists(CELLS, min_size=5, max_size=5), min_size=1, max_size=14)


def as_csv(rows: list[list[str | None]], folder: Path) -> Path:
    path = folder / "a.csv"
    lines = (";".join(cell or "" for cell in row) for row in rows)
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(rows=GRIDS)
def test_every_cell_of_a_sheet_is_somewhere(rows: list[list[str | None]], tmp_path: Path) -> None:
    """Should fail if splitting a sheet into tables, or telling roles, loses a single cell."""
    path = as_csv(rows, tmp_path)
    try:
        tables = read_tables(path)
    except ProbonoError:
        return
    expected = Counter(c for row in sheet_from_rows("", rows).columns for c in row if c)
    for read in tables:
        found: Counter[str] = Counter(read.beside)
        for column in read.frame.columns:
            found.update(cell_text(c) or "" for c in read.frame[column] if not _empty(c))
        for text in read.set_aside["content"]:
            found.update(part for part in text.split(" | ") if part)
        for column in read.evidence.columns:
            found.update(column.header)
        assert not expected - found
        assert read.counts["rows"] == sum(n for role, n in read.counts.items() if role != "rows")
        assert read.frame.index.tolist() == [r for r, v in read.roles.items() if v == "data"]


def _empty(cell: object) -> bool:
    return cell is None or cell != cell or is_blank(cell)
