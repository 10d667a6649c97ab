"""What one task hands to the next is what it had: types, gaps, codes, row numbers, bytes."""

from __future__ import annotations

import datetime
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from probono_kit.errors import ProbonoError
from probono_kit.tables import (
    ColumnKind,
    clean_table,
    read_table,
    read_typed,
    type_columns,
    write_typed,
)

SHEET = """Code;Pays;Points;Débit;Visite;Mois;Vu;Note
007;ND;12;1 204,5;30/04/2025;avril 2025;oui;" deux
lignes "
012;TG;;3,25;01/05/2025;mai 2025;non;

100;ND;7;;;;;"=1+1"
"""


def clean(folder: Path) -> tuple[pd.DataFrame, dict[str, object]]:
    """Clean the sheet above."""
    path = folder / "wells.csv"
    path.write_text(SHEET, encoding="utf-8")
    made = clean_table(read_table(path))
    return made.frame, dict(made.types)


def test_the_next_task_reads_what_this_one_had(tmp_path: Path) -> None:
    """Frame, row numbers, types, conventions and evidence, to the last bit."""
    frame, types = clean(tmp_path)
    write_typed(frame, tmp_path / "work.parquet", types=types)  # type: ignore[arg-type]
    again = read_typed(tmp_path / "work.parquet")
    pd.testing.assert_frame_equal(again.frame, frame, check_exact=True)
    assert again.types == types
    assert again.frame.index.tolist() == frame.index.tolist() != [0, 1, 2]


def test_a_code_and_a_text_nd_survive(tmp_path: Path) -> None:
    """``007`` keeps its zeros, the country ND is no gap, a gap is no text."""
    frame = pd.DataFrame(
        {
            "Code": pd.array(["007", "ND", None], dtype="str"),
            "Vu": pd.array([True, None, False], dtype="boolean"),
            "Jour": pd.to_datetime(["2025-04-30", None, "1899-12-31"]).astype("datetime64[us]"),
            "Heure": pd.to_datetime(["2025-04-30 07:30", None, None]).astype("datetime64[us]"),
            "Ménages": pd.array([2**53 + 1, None, -3], dtype="Int64"),
        },
        index=pd.Index([4, 6, 9], name="row"),
    )
    write_typed(frame, tmp_path / "a.parquet")
    again = read_typed(tmp_path / "a.parquet")
    pd.testing.assert_frame_equal(again.frame, frame)
    assert [each.kind.value for each in again.types.values()] == [
        *("text", "boolean", "date", "datetime", "integer")
    ]


def test_the_same_table_gives_the_same_bytes(tmp_path: Path) -> None:
    """Nothing of the clock or the machine is in the file."""
    frame, types = clean(tmp_path)
    for name in ("a", "b"):
        write_typed(frame, tmp_path / f"{name}.parquet", types=types)  # type: ignore[arg-type]
    assert (tmp_path / "a.parquet").read_bytes() == (tmp_path / "b.parquet").read_bytes()


def test_another_program_reads_days_as_days(tmp_path: Path) -> None:
    """R, DuckDB and QGIS see dates, numbers and texts; without row numbers, nothing but columns."""
    frame, types = clean(tmp_path)
    write_typed(frame, tmp_path / "a.parquet", types=types, rows=False)  # type: ignore[arg-type]
    table = pq.read_table(tmp_path / "a.parquet")
    assert table.column_names == list(frame.columns)
    assert table.schema.field("Visite").type == pa.date32()
    assert table.column("Code").to_pylist() == ["007", "012", "100"]


def test_a_parquet_file_from_elsewhere_is_a_table(tmp_path: Path) -> None:
    """Whatever its types of storage, it is read, and rows are counted from 1."""
    table = pa.table(
        {
            "n": pa.array([1, None], pa.int16()),
            "x": pa.array([0.5, None], pa.float32()),
            "d": pa.array([datetime.date(2025, 1, 2), None]),
            "s": pa.array(["a", None]).dictionary_encode(),
        }
    )
    pq.write_table(table, tmp_path / "other.parquet")
    typed = read_typed(tmp_path / "other.parquet")
    kinds = {name: type_.kind for name, type_ in typed.types.items()}
    assert kinds == {
        "n": ColumnKind.INTEGER,
        "x": ColumnKind.DECIMAL,
        "d": ColumnKind.DATE,
        "s": ColumnKind.TEXT,
    }
    read = read_table(tmp_path / "other.parquet")
    assert read.frame["d"].tolist() == [datetime.date(2025, 1, 2), None]
    assert read.frame.index.tolist() == [1, 2]
    assert clean_table(read).frame["n"].tolist() == [1, pd.NA]


@pytest.mark.parametrize("cut", [5, 100, 400])
def test_a_file_cut_off_is_told(cut: int, tmp_path: Path) -> None:
    """A half-copied file gets a sentence, not a traceback."""
    frame, _ = clean(tmp_path)
    write_typed(frame, tmp_path / "a.parquet")
    whole = (tmp_path / "a.parquet").read_bytes()
    (tmp_path / "b.parquet").write_bytes(whole[:cut])
    with pytest.raises(ProbonoError) as caught:
        read_table(tmp_path / "b.parquet")
    assert [found.code for found in caught.value.findings] == ["clean.parquet_damaged"]


CELLS = st.one_of(
    st.none(),
    st.text(max_size=6),
    st.sampled_from(["12", "1 204,5", "30/04/2025", "ND", "oui", "45 %", "007", "3.5"]),
)


@given(st.lists(st.tuples(CELLS, CELLS, CELLS), min_size=1, max_size=12))
def test_any_typed_table_comes_back(rows: list[tuple[str | None, ...]]) -> None:
    """Law: reading what was written gives the same frame and the same types."""
    import tempfile

    raw = pd.DataFrame(rows, columns=["a", "b", "c"], dtype=object)
    typed = type_columns(raw)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a.parquet"
        write_typed(typed.frame, path, types=typed.types)
        again = read_typed(path)
    pd.testing.assert_frame_equal(again.frame, typed.frame, check_exact=True)
    assert again.types == typed.types
    assert np.array_equal(again.frame.isna(), typed.frame.isna())
