"""CSV is written many rows at once, and is what the csv module of Python would write."""

from __future__ import annotations

import csv
import datetime
import io
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from probono_kit.tables import write, write_table
from probono_kit.tables.csv_cells import float_text, guarded

SIGNS = "aé;,\"\r\n\t =+-@'0123.( )"
texts = st.text(SIGNS, max_size=6)
numbers = st.one_of(
    st.floats(allow_nan=False),
    st.decimals(-(10**6), 10**6, places=3).map(float),
    st.integers(-(10**9), 10**9).map(float),
)


def by_the_module(frame: pd.DataFrame, language: str) -> bytes:
    """Write a frame cell by cell."""
    separator, mark = (";", ",") if language == "fr" else (",", ".")

    def cell(value: object) -> str:
        if value is None or value is pd.NA or value != value:
            return ""
        if isinstance(value, float):
            return float_text(value, mark)
        if isinstance(value, bool):
            return "true" if value else "false"
        if isinstance(value, pd.Timestamp):
            return value.strftime("%Y-%m-%d")
        return str(value)

    file = io.StringIO(newline="")
    writer = csv.writer(file, delimiter=separator, lineterminator="\r\n")
    writer.writerow(map(guarded, frame.columns))
    rows = frame.astype(object).itertuples(index=False, name=None)
    writer.writerows([guarded(cell(value)) for value in row] for row in rows)
    return b"\xef\xbb\xbf" + file.getvalue().encode()


@st.composite
def frames(draw: st.DrawFn) -> pd.DataFrame:
    """Draw tables of every kind of column."""
    size = draw(st.integers(0, 7))

    def column(values: st.SearchStrategy[object]) -> list[object]:
        return draw(st.lists(st.none() | values, min_size=size, max_size=size))

    days = st.dates(datetime.date(1900, 1, 1), datetime.date(2100, 1, 1))
    made = {
        "texte": pd.array(column(texts), dtype="str"),
        "=nom": pd.Categorical(column(texts)),
        "nombre": np.array(column(numbers), dtype=float),
        "entier": pd.array(column(st.integers(-(2**60), 2**60)), dtype="Int64"),
        "vrai": pd.array(column(st.booleans()), dtype="boolean"),
        "jour": pd.to_datetime(pd.Series(column(days), dtype=object)),
        "objet": np.array([*column(st.one_of(texts, st.integers())), None], dtype=object)[:size],
    }
    names = draw(st.lists(st.sampled_from(list(made)), min_size=1, unique=True))
    return pd.DataFrame({name: made[name] for name in names})


@settings(max_examples=150, deadline=None)
@given(frame=frames(), language=st.sampled_from(["fr", "en"]), rows=st.sampled_from([2, 65_536]))
def test_csv_is_what_the_module_of_python_writes(
    frame: pd.DataFrame, language: str, rows: int
) -> None:
    """Byte by byte: quotes, apostrophes before formulas, decimals, days, what is missing."""
    with TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        patch.setattr(write, "_AT_ONCE", rows)
        path = Path(folder) / "table.csv"
        findings = write_table(frame, path, language=language)
        content = path.read_bytes()
    assert content == by_the_module(frame, language)
    cells = [*frame.columns, *(str(v) for c in frame for v in frame[c].dropna().astype(object))]
    numbers_ = {c for c in frame if pd.api.types.is_numeric_dtype(frame[c].dtype)}
    if not numbers_ and "jour" not in frame:
        assert bool(findings) == any(guarded(text) != text for text in cells)


def test_the_addresses_of_guarded_formulas_are_those_of_the_file(tmp_path: Path) -> None:
    """By column and by row, also beyond the rows that are written at once."""
    frame = pd.DataFrame({"a": ["x", "=1", "y"], "b": pd.Categorical(["@a", "b", "@a"])})
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(write, "_AT_ONCE", 2)
        [finding] = write_table(frame, tmp_path / "t.csv", language="en")
    assert finding.values["cells"] == ("A3", "B2", "B4")
