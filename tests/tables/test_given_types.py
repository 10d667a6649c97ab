"""Types that a person gives: they count, and what does not fit is said."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from probono_kit import tables
from probono_kit.errors import ProbonoError
from probono_kit.tables import ColumnKind, TypedTable, TypeGiven, kind_label, type_columns


def typed(texts: list[Any], given: TypeGiven) -> TypedTable:
    index = pd.Index(range(2, len(texts) + 2), name="row")
    return type_columns(pd.DataFrame({"x": texts}, index=index, dtype=object), given={"x": given})


def values(table: TypedTable) -> list[Any]:
    return [None if pd.isna(cell) else cell for cell in table.frame["x"].astype(object)]


def codes(table: TypedTable) -> list[str]:
    return [found.code for found in table.findings]


def test_a_given_order_reads_dates_that_nothing_else_decides() -> None:
    """Should fail if a person's word is asked for and then not used."""
    table = typed(["04/05/2025", "01/02/2025"], TypeGiven("date", "mm/dd"))
    assert values(table) == [pd.Timestamp("2025-04-05"), pd.Timestamp("2025-01-02")]
    assert (table.types["x"].kind, table.types["x"].convention) == ("date", "mm/dd")
    assert codes(table) == []


def test_a_given_decimal_mark_reads_numbers_that_nothing_else_decides() -> None:
    """Should fail if 1,234 stays in doubt although somebody said what it is."""
    assert values(typed(["1,234", "5,678"], TypeGiven("decimal", "1 234,5"))) == [1.234, 5.678]
    assert values(typed(["1,234", "5,678"], TypeGiven("integer", "1,234.5"))) == [1234, 5678]


def test_fractions_among_given_whole_numbers_are_for_a_person() -> None:
    """Should fail if 12.5 persons are rounded."""
    table = typed(["12", "13", "14", "15", "12.5"], TypeGiven("integer"))
    assert values(table) == [12, 13, 14, 15, None]
    assert table.findings[0].values["cells"] == ("A6 « 12.5 »",)


def test_numbers_given_as_codes_stay_to_the_letter() -> None:
    """Should fail if a code that looks like a number loses its form."""
    table = typed(["101", "102.0", "7"], TypeGiven(ColumnKind.CODE))
    assert values(table) == ["101", "102.0", "7"]
    assert table.types["x"].kind == "code"


def test_a_given_type_that_does_not_fit_is_reported() -> None:
    """Should fail if half a column is set aside without a word about the type."""
    table = typed(["un", "deux", "3", "4"], TypeGiven("integer"))
    assert values(table) == [None, None, 3, 4]
    assert codes(table) == ["tables.not_a_number", "types.given_does_not_fit"]
    assert table.findings[1].values["share"] == 50


def test_all_mistakes_in_given_types_are_told_at_once() -> None:
    """Should fail if a misspelt kind is ignored, or only the first one is told."""
    frame = pd.DataFrame({"a": ["1"], "b": ["2"]}, dtype=object)
    with pytest.raises(ProbonoError) as error:
        type_columns(frame, given={"a": TypeGiven("number"), "b": TypeGiven("date", "french")})
    assert [found.code for found in error.value.findings] == [
        *("types.unknown_kind", "types.unknown_convention")
    ]
    with pytest.raises(ProbonoError, match="There is no column"):
        type_columns(frame, given={"c": TypeGiven("text")})


@pytest.mark.parametrize("kind", list(ColumnKind))
def test_every_kind_has_a_label_in_both_languages(kind: ColumnKind) -> None:
    """Should fail if a page shows the name of a kind in the code."""
    english, french = kind_label(kind, "en"), kind_label(kind, "fr")
    assert english
    assert french
    assert "_" not in english + french


def test_whole_numbers_written_with_a_point_are_whole(tmp_path: Path) -> None:
    """A person says integer, the cells say 12.0: the log tells of each; 12,5 is asked about."""
    path = tmp_path / "wells.csv"
    rows = "\n".join(f"{number}.0;{number},5" for number in range(30))
    path.write_text(f"n;m\n{rows}\n", "utf-8")
    recipe = tmp_path / "wells.recipe.yml"
    recipe.write_text("types:\n  n: {kind: integer}\n  m: {kind: integer}\n", "utf-8")
    clean = tables.clean_table(tables.read_table(path), recipe=tables.read_recipe(recipe))
    assert clean.frame["n"].tolist() == list(range(30))
    assert clean.log[clean.log["question"] == "n"]["new_value"].tolist()[:2] == ["0", "1"]
    assert len(clean.review) == 30
