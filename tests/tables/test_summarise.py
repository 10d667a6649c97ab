"""One number per area, and no zero that nobody wrote."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from probono_kit.errors import ProbonoError
from probono_kit.findings import Findings
from probono_kit.tables import summarise


@pytest.fixture
def rows() -> pd.DataFrame:
    return pd.DataFrame(
        {
            "area": pd.array(["A", "A", "B", "B", "C", None], dtype="str"),
            "n": pd.array([3, 4, 5, None, None, 7], dtype="Int64"),
            "type": pd.array(["x", "x", "x", "y", None, "z"], dtype="str"),
            "people": pd.array([100, 100, 50, 50, 80, 10], dtype="Int64"),
        },
        index=pd.Index([2, 3, 4, 5, 6, 7], name="row"),
    )


def values(summary: pd.DataFrame, column: str = "value") -> dict[str, Any]:
    cells = dict(zip(summary["area"], summary[column], strict=True))
    return {area: None if pd.isna(v) else v for area, v in cells.items()}


def problems(frame: pd.DataFrame, *arguments: Any, **options: Any) -> Findings:
    with pytest.raises(ProbonoError) as caught:
        summarise(frame, *arguments, **options)
    return caught.value.findings


@pytest.mark.parametrize(
    ("measure", "expected"),
    [
        ("sum", {"A": 7, "B": 5, "C": None}),
        ("mean", {"A": 3.5, "B": 5, "C": None}),
        ("median", {"A": 3.5, "B": 5, "C": None}),
        ("min", {"A": 3, "B": 5, "C": None}),
        ("max", {"A": 4, "B": 5, "C": None}),
        ("rows", {"A": 2, "B": 2, "C": 1}),
    ],
)
def test_measures(measure: str, expected: dict[str, Any], rows: pd.DataFrame) -> None:
    """Should fail if a missing value counts as zero."""
    summary, _ = summarise(rows, "area", "n", measure)
    assert values(summary) == expected
    assert list(summary.columns) == ["area", "value", "denominator", "rows"]
    assert summary["rows"].tolist() == [2, 2, 1]


def test_distinct_counts_texts(rows: pd.DataFrame) -> None:
    """Should fail if organisations cannot be counted per province."""
    summary, _ = summarise(rows, "area", "type", "distinct")
    assert values(summary) == {"A": 1, "B": 2, "C": 0}


def test_rows_need_no_value(rows: pd.DataFrame) -> None:
    """Should fail if counting rows asks for a column."""
    assert values(summarise(rows, "area", measure="rows")[0]) == {"A": 2, "B": 2, "C": 1}


def test_what_is_left_out_is_stated(rows: pd.DataFrame) -> None:
    """Should fail if rows without area or value disappear without a word."""
    _, findings = summarise(rows, "area", "n", "sum", where="a.csv")
    found = {f.code: f.values["count"] for f in findings}
    assert found == {
        "tables.rows_without_area": 1,
        "tables.rows_without_value": 2,
        "tables.areas_without_value": 1,
    }
    assert {f.where for f in findings} == {"a.csv"}


def test_one_value_per_area_is_taken_as_it_is(rows: pd.DataFrame) -> None:
    """Should fail if a population that stands on each row is refused, or added up."""
    summary, findings = summarise(rows.dropna(subset="area"), "area", "people")
    assert values(summary) == {"A": 100, "B": 50, "C": 80}
    assert findings == []


def test_values_are_plain_numbers(rows: pd.DataFrame) -> None:
    """Should fail if a renderer meets a missing value that it cannot compute with."""
    gaps = summarise(rows.drop(index=3), "area", "n")[0]["value"]
    assert (str(gaps.dtype), gaps.isna().tolist()) == ("float64", [False, False, True])
    assert str(summarise(rows.iloc[:2], "area", "people")[0]["value"].dtype) == "int64"
    assert summarise(rows.iloc[[0, 2]], "area", "type")[0]["value"].tolist() == ["x", "x"]


def test_several_values_ask_how_they_become_one(rows: pd.DataFrame) -> None:
    """Should fail if one of two values is taken without a word."""
    found = problems(rows, "area", "n")[0]
    assert found.code == "tables.several_values"
    assert found.values["areas"] == ("A (3 / 4)",)
    assert "sum" in found.values["measures"]


def test_a_rate_uses_only_rows_that_have_both() -> None:
    """Should fail if people without a count, or counts without people, enter a rate."""
    frame = pd.DataFrame(
        {
            "area": ["A", "A", "A", "B"],
            "cases": [10, None, 5, 4],
            "people": [100, 900, None, 40],
        }
    )
    summary, findings = summarise(frame, "area", "cases", "sum", "people")
    assert summary[["value", "denominator"]].values.tolist() == [[10, 100], [4, 40]]
    assert "tables.rows_without_value" in [f.code for f in findings]


def test_a_population_on_every_row_is_taken_once() -> None:
    """Should fail if the population of a region is multiplied by its villages."""
    frame = pd.DataFrame(
        {"area": ["A", "A", "B", "B"], "cases": [1, 2, 3, 4], "people": [100, 100, 70, 70]}
    )
    summary, findings = summarise(frame, "area", "cases", "sum", "people")
    assert summary[["value", "denominator"]].values.tolist() == [[3, 100], [7, 70]]
    assert [f.code for f in findings] == ["tables.denominator_repeated"]
    counted, _ = summarise(frame, "area", measure="rows", denominator="people")
    assert counted[["value", "denominator"]].values.tolist() == [[2, 100], [2, 70]]


def test_counts_need_one_denominator_per_area() -> None:
    """Should fail if the population of two villages divides the count of a region by chance."""
    frame = pd.DataFrame({"area": ["A", "A"], "people": [100, 70]})
    found = problems(frame, "area", measure="rows", denominator="people")[0]
    assert found.code == "tables.several_denominators"
    assert found.values["areas"] == ("A (100 / 70)",)


def test_text_cannot_be_added_up(rows: pd.DataFrame) -> None:
    """Should fail if a column of text gives zeros, or a traceback."""
    frame = rows.assign(n=pd.array(["3", "4", "env. 5", None, "6", "7"], dtype="str"))
    found = problems(frame, "area", "n", "sum")[0]
    assert (found.code, found.values["cells"]) == ("tables.text_value", ("4 « env. 5 »",))


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("area", "n", "total"), "tables.unknown_measure"),
        (("area", "", "sum"), "tables.no_value_column"),
        (("", "n", "sum"), "tables.no_area_column"),
        (("Area", "n", "sum"), "tables.missing_column_near"),
        (("area", "m", "sum"), "tables.missing_column"),
        (("area", "n", "mean", "people"), "tables.rate_of_that_measure"),
    ],
)
def test_mistakes_get_a_finding(arguments: tuple[str, ...], code: str, rows: pd.DataFrame) -> None:
    """Should fail if a wrong parameter ends in a traceback."""
    found = problems(rows, *arguments)
    assert code in [f.code for f in found]
    assert "{" not in "".join(f.as_text(language) for f in found for language in ("en", "fr"))


def test_no_row_has_an_area(rows: pd.DataFrame) -> None:
    """Should fail if a table without any match gives an empty map."""
    frame = rows.assign(area=pd.array([None] * 6, dtype="str"))
    assert problems(frame, "area", "n", "sum")[0].code == "tables.no_rows_left"


def test_several_columns_name_an_area(rows: pd.DataFrame) -> None:
    """Should fail if homonyms of two regions are added up."""
    frame = rows.assign(parent=["P", "Q", "P", "P", "P", "P"])
    summary, _ = summarise(frame, ["parent", "area"], "n", "sum")
    assert summary[["parent", "area", "value"]].values.tolist()[:2] == [
        ["P", "A", 3],
        ["Q", "A", 4],
    ]


def test_the_frame_is_not_touched(rows: pd.DataFrame) -> None:
    """Should fail if summarising changes its argument."""
    before = rows.copy(deep=True)
    summarise(rows, "area", "n", "sum")
    pd.testing.assert_frame_equal(rows, before)


NUMBERS = st.lists(
    st.tuples(
        st.sampled_from("ABCD"),
        st.one_of(st.none(), st.integers(-(10**6), 10**6)),
    ),
    min_size=1,
    max_size=30,
)


@given(NUMBERS)
def test_sums_and_rows_are_conserved(pairs: list[tuple[str, int | None]]) -> None:
    """Should fail if a row is counted twice, or lost."""
    frame = pd.DataFrame(pairs, columns=["area", "n"]).astype({"n": "Int64"})
    summary, _ = summarise(frame, "area", "n", "sum")
    assert summary["rows"].sum() == len(pairs)
    assert np.nansum(summary["value"].to_numpy(dtype=float)) == sum(n for _, n in pairs if n)
    assert summary["area"].tolist() == list(dict.fromkeys(area for area, _ in pairs))


def test_a_denominator_that_only_some_areas_repeat_is_added_up_and_told() -> None:
    """Thiès writes one population twice: its own, or that of two villages? A person decides."""
    rows = pd.DataFrame(
        {
            "area": ["Dakar", "Thiès", "Thiès", "Kolda"],
            "cases": [30, 10, 20, 15],
            "people": [1000, 1000, 1000, 750],
        }
    )
    frame, findings = summarise(rows, "area", "cases", "sum", "people")
    assert frame.set_index("area").loc["Thiès", "denominator"] == 2000
    told = [found for found in findings if found.code == "tables.denominator_summed"]
    assert [found.values["areas"] for found in told] == [("Thiès",)]
