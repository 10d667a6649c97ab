"""Profile: each column in the words of its kind; every figure counted again another way."""

from __future__ import annotations

import datetime
from collections import Counter

import numpy as np
import pandas as pd
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from probono_kit.explore import Count, Month, Profile, Role, Share, profile
from probono_kit.explore.distributions import choice_frame, spread
from probono_kit.tables import ColumnKind, ColumnType, type_columns


def read(frame: pd.DataFrame) -> Profile:
    """Return the profile of texts as they are typed."""
    typed = type_columns(frame)
    return profile(typed.frame, typed.types, language="en")


def said(found: Profile, column: str) -> list[str]:
    """Return the sentences about a column."""
    return [one.text("en") for one in found.columns[column].insights]


@pytest.fixture(scope="module")
def points() -> pd.DataFrame:
    """Return 240 water points as a volunteer's sheet has them."""
    random = np.random.default_rng(5)
    days = [datetime.date(2024, 1, 3) + datetime.timedelta(int(i)) for i in range(240)]
    return pd.DataFrame(
        {
            "id_point": [f"PE_{i}" for i in range(240)],
            "Région": random.choice(["Nord", "Sud", "Est"], 240),
            "Fonctionne": random.choice(["Oui", "Non"], 240, p=[0.7, 0.3]),
            "Habitants": [str(n) for n in random.integers(40, 900, 240)],
            "Taux de panne": [f"{n} %" for n in random.integers(0, 100, 240)],
            "Date de visite": [day.isoformat() for day in days],
            "Besoins": [
                " ; ".join(random.permutation(["pompe", "puits", "formation"])[:2]) for _ in days
            ],
            "_submission_time": [f"{day}T10:00:00+0100" for day in days],
            "Remarques": [
                f"Le comité a dit que {i} personnes attendent depuis longtemps" for i in range(240)
            ],
            "vide": [None] * 240,
        }
    )


def test_columns_are_told_by_what_they_are_for(points: pd.DataFrame) -> None:
    """An id is no amount, a percentage is a share, free text is no category."""
    found = read(points)
    roles = {name: column.role for name, column in found.columns.items()}
    assert roles == {
        "id_point": Role.CODE,
        "Région": Role.PLACE,
        "Fonctionne": Role.YES_NO,
        "Habitants": Role.AMOUNT,
        "Taux de panne": Role.SHARE,
        "Date de visite": Role.DATE,
        "Besoins": Role.CHOICES,
        "_submission_time": Role.DATE,
        "Remarques": Role.TEXT,
        "vide": Role.EMPTY,
    }
    assert found.columns["_submission_time"].is_bookkeeping
    assert found.named("date") == ["Date de visite"]


def test_every_figure_is_what_counting_again_gives(points: pd.DataFrame) -> None:
    """Shares, medians and choices agree with plain Python."""
    found = read(points)
    state = Counter(points["Fonctionne"])
    assert found.columns["Fonctionne"].insights[0].values["share"] == Share(state["Oui"], 240)
    numbers = sorted(int(n) for n in points["Habitants"])
    assert (
        found.columns["Habitants"].insights[0].values["median"] == (numbers[119] + numbers[120]) / 2
    )
    choices = Counter(part.strip() for cell in points["Besoins"] for part in cell.split(";"))
    table = found.columns["Besoins"].figures
    assert dict(zip(table["label"], table["rows"], strict=True)) == choices
    assert found.columns["Besoins"].insights[0].values["share"] == Share(max(choices.values()), 240)
    over_time = found.columns["Date de visite"].over_time
    months = Counter(day[:7] for day in points["Date de visite"])
    assert dict(zip(over_time["period"], over_time["value"], strict=True)) == months
    medians = found.columns["Habitants"].over_time
    first = [
        int(n)
        for n, d in zip(points["Habitants"], points["Date de visite"], strict=True)
        if d < "2024-02"
    ]
    assert medians["value"].iloc[0] == pytest.approx(np.median(first))


def test_bookkeeping_codes_and_texts_are_not_spoken_of(points: pd.DataFrame) -> None:
    """Nobody wants to read which id is the most frequent."""
    spoken = {column for one in read(points).insights for column in one.columns}
    assert not spoken & {"id_point", "_submission_time", "Remarques", "vide"}


def test_what_was_not_asked_is_not_counted_as_not_chosen() -> None:
    """Of 40 households 20 were asked; 15 of them need water: 75 %, not 38 %."""
    water = ["1"] * 15 + ["0"] * 5 + [None] * 20
    food = ["0"] * 10 + ["1"] * 10 + [None] * 20
    whole = ["water"] * 10 + ["water food"] * 5 + ["food"] * 5 + [None] * 20
    frame = pd.DataFrame({"needs": whole, "needs/water": water, "needs/food": food})
    found = profile(frame, {}, language="en")
    column = found.columns["needs"]
    assert (column.role, column.asked, column.members) == (
        Role.CHOICES,
        20,
        ("needs/water", "needs/food"),
    )
    assert said(found, "needs") == [
        (
            "“needs”: chosen most often, “water”, 75% (15 of 20 rows);"
            " counted over those who were asked."
        )
    ]
    assert not [one for one in found.insights if one.columns == ("needs/water",)]


def test_a_month_that_is_not_over_is_not_compared() -> None:
    """Data end on the 6th of the month: its few records are no decline."""
    days = [
        f"2025-{month:02d}-{day:02d}"
        for month in range(1, 8)
        for day in range(1, 29)
        for _ in range(month)
    ]
    days += [f"2025-08-{day:02d}" for day in range(1, 7)]
    found = profile(pd.DataFrame({"visit": pd.to_datetime(pd.Series(days))}), {}, language="en")
    change, partial = found.columns["visit"].insights
    assert change.values["before"] == 28 * 1.5
    assert change.values["after"] == 28 * 6.5
    assert change.values["last"] == Month(2025, 7)
    assert partial.text("en") == (
        "“visit”: the last period, August 2025, ends with August 6, 2025 and is not compared."
    )
    assert not found.columns["visit"].over_time["complete"].iloc[-1]


def test_months_without_records_are_told() -> None:
    """Nobody visited in May and June."""
    days = [f"2025-{m:02d}-{d:02d}" for m in (1, 2, 3, 4, 7, 8, 9, 10) for d in range(1, 29)]
    found = profile(pd.DataFrame({"visit": pd.to_datetime(pd.Series(days))}), {}, language="en")
    assert "“visit”: no record in 2 months between May 2025 and June 2025." in said(found, "visit")


def test_a_sum_that_few_rows_hold_is_told_once_per_thing() -> None:
    """Half of all people live at 1 of 60 places; a budget repeated row by row has no such sum."""
    people = [10] * 59 + [1000]
    frame = pd.DataFrame({"people": people})
    assert any(
        "Half of the sum of “people” lies in 2% (1 of 60 rows)" in text
        for text in said(profile(frame, {}), "people")
    )
    projects = [f"project {i // 6}" for i in range(60)]
    budget = [1000 if i // 6 == 3 else 10 + i // 6 for i in range(60)]
    found = profile(pd.DataFrame({"project": projects, "budget": budget}), {}, language="en")
    assert not any("Half of the sum" in text for text in said(found, "budget"))


def test_few_cells_say_nothing_and_empty_tables_are_fine() -> None:
    """Nine answers are shown, not spoken of; no rows, no error."""
    found = profile(pd.DataFrame({"a": list("xxxxxxxxy"), "n": range(9)}), {})
    assert not found.insights
    assert len(found.columns["a"].figures) == 2
    assert profile(pd.DataFrame({"a": [], "b": []}), {}).columns["a"].role is Role.EMPTY
    assert profile(pd.DataFrame(), {}).rows == 0


def test_the_table_stays_as_it_was(points: pd.DataFrame) -> None:
    """Profiling changes no cell."""
    typed = type_columns(points)
    before = typed.frame.copy(deep=True)
    profile(typed.frame, typed.types)
    pd.testing.assert_frame_equal(typed.frame, before)


@given(st.lists(st.one_of(st.none(), st.floats(-1e9, 1e9), st.integers(-5, 5)), max_size=60))
@example([6.0, -5e-324])
@example([0.0, 5e-324])
@example([-2e-308, 1e-300, 3.0])
def test_bins_hold_every_number_once(numbers: list[float | None]) -> None:
    """Whatever the numbers, the histogram counts each of them."""
    series = pd.Series(numbers, dtype="float64")
    made = spread("n", Role.AMOUNT, series)
    assert (made.figures["rows"].sum() if len(made.figures) else 0) == series.notna().sum()


@given(
    st.lists(
        st.one_of(st.none(), st.lists(st.sampled_from("abc"), max_size=3, unique=True)), max_size=30
    )
)
def test_choices_are_counted_as_by_hand(cells: list[list[str] | None]) -> None:
    """One in the cell, one in the count; blank is not asked."""
    series = pd.Series([None if cell is None else ";".join(cell) for cell in cells], dtype="object")
    table = choice_frame(series, ";", {})
    counted = Counter(part for cell in cells for part in cell or [])
    assert {name: int(table[name].sum()) for name in table} == counted
    if len(table.columns):
        assert table.isna().all(axis=1).tolist() == [cell is None for cell in cells]


def test_arabic_and_spanish_tables_are_read() -> None:
    """Names of columns and cells in other scripts; sentences carry them as they are."""
    frame = pd.DataFrame({"محافظة": ["حلب", "إدلب"] * 20, "Municipio": ["Cali", "Bogotá"] * 20})
    found = profile(frame, {}, language="ar")
    assert {one.role for one in found.columns.values()} == {Role.PLACE}
    assert 'direction="rtl"' in next(found.columns["محافظة"].pictures())


def test_counts_name_rows_or_what_the_reader_calls_them(points: pd.DataFrame) -> None:
    """The unit of a row is the reader's word."""
    one = read(points).columns["Habitants"].insights[0]
    assert one.values["count"] == Count(240)
    assert "(240 points d'eau)" in one.text("fr", unit="points d'eau")


def test_a_phone_number_is_never_a_figure() -> None:
    """Phone numbers are codes: neither counted nor shown."""
    frame = pd.DataFrame({"tel": ["0812345678"] * 30})
    found = profile(frame, {"tel": ColumnType("tel", ColumnKind.PHONE)})
    assert found.columns["tel"].role is Role.CODE
    assert not len(found.columns["tel"].figures)


def dated(trend: float, seed: int = 4) -> pd.DataFrame:
    """Return visits over a year whose amount rises by `trend` from the first to the last day."""
    random = np.random.default_rng(seed)
    days = np.sort(random.integers(0, 360, 200))
    return pd.DataFrame(
        {
            "visit": pd.Timestamp("2025-01-01") + pd.to_timedelta(days, unit="D"),
            "litres": random.normal(50 + trend * days / 360, 8),
        }
    )


def test_an_amount_that_changes_over_time_is_told_with_its_medians() -> None:
    """The medians of the first and last third are those of the records of these days."""
    table = dated(40)
    (one,) = [
        each for each in profile(table, {}).insights if each.code == "explore.change_of_median"
    ]
    said = dict(one.values)
    for figure, ends in (("low", ("first", "first_end")), ("high", ("last_start", "last"))):
        days = table["visit"].between(said[ends[0]], said[ends[1]])
        assert said[figure] == table.loc[days, "litres"].median()
    assert said["high"] > said["low"] + 15
    text = one.text("fr").replace("\u00a0", " ")
    assert text.startswith("La médiane de « litres » ")
    assert "200 lignes" in text


def test_an_amount_that_does_not_change_is_not_told() -> None:
    """Of forty tables without a trend hardly one says that there is any."""
    told = [
        one
        for seed in range(40)
        for one in profile(dated(0, seed), {}).insights
        if one.code == "explore.change_of_median"
    ]
    assert len(told) <= 4
